"""Chapter 7: gradient descent, on a surface one can see.

You learn how knowing the slopes becomes learning, what the learning rate does, how to tell that it is too
small or too large, and how few lines of the library this is.

    python3 examples/07_gradient_descent.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn

# Take the smallest thing that can learn: one neuron with one weight w, a bias b and no activation. Its
# answer is w*x + b, a line, and it should run through four points as well as a line can.

X, Y = [[0.0], [1.0], [2.0], [3.0]], [[1.0], [2.5], [2.5], [4.0]]


def height(w, b):
    """Return the loss, MSE, of the line with slope w that meets the axis at b."""
    return sum([(w * x + b - y) ** 2 for (x,), (y,) in zip(X, Y)]) / len(X)


# There are two numbers to choose, and for each choice there is a loss. That makes a landscape: w to the
# east, b to the north, the loss as the height. Training is to walk to the lowest place. Here are some
# heights, as on a map.

print("          " + "".join(["   w = %4.1f" % w for w in (-1.0, 0.0, 0.9, 2.0)]))
for b in (3.5, 2.5, 1.15, 0.0):
    print("b = %4.2f  " % b + "".join(["%11.4f" % height(w, b) for w in (-1.0, 0.0, 0.9, 2.0)]))
#>              w = -1.0   w =  0.0   w =  0.9   w =  2.0
#> b = 3.50       4.8750     2.1250     5.6350    17.6250
#> b = 2.50       6.8750     1.1250     1.9350    10.6250
#> b = 1.15      12.7475     2.9475     0.1125     4.3475
#> b = 0.00      20.6250     7.3750     1.4350     1.8750

# The lowest of the sixteen is 0.1125, at w = 0.9 and b = 1.15. With a map one can look for the lowest place.
# A walker in the fog feels only the slope under the feet, and that will do: go where it goes down most
# steeply, a little way, and feel again. The slopes are those of chapter 6. Without an activation two factors
# remain, 2 * error, and x for w or 1 for b; and then the mean. Where both are 0 the ground is level; that is so at w = 0.9, b = 1.15, and nowhere else in
# this valley.


def gradient(w, b):
    """Return the two slopes of the ground: along w, and along b."""
    errors = [w * x + b - y for (x,), (y,) in zip(X, Y)]
    dw = sum([2 * error * x for error, (x,) in zip(errors, X)]) / len(X)
    db = sum([2 * error for error in errors]) / len(X)
    return dw, db


print("slopes at w = 0.9, b = 1.15:", [abs(round(slope, 9)) for slope in gradient(0.9, 1.15)])
#> slopes at w = 0.9, b = 1.15: [0.0, 0.0]

w, b, learning_rate = -1.0, 3.5, 0.1
for step in range(5):
    dw, db = gradient(w, b)
    print("step %d: w %7.4f  b %.4f  loss %.4f   slopes %8.4f %8.4f" % (step, w, b, height(w, b), dw, db))
    w, b = w - learning_rate * dw, b - learning_rate * db
#> step 0: w -1.0000  b 3.5000  loss 4.8750   slopes  -6.2500  -1.0000
#> step 1: w -0.3750  b 3.6000  loss 2.4334   slopes  -1.5750   1.0750
#> step 2: w -0.2175  b 3.4925  loss 2.1174   slopes  -0.7950   1.3325
#> step 3: w -0.1380  b 3.3593  loss 1.8847   slopes  -0.6382   1.3045
#> step 4: w -0.0742  b 3.2288  loss 1.6801   slopes  -0.5828   1.2351

# The minus is the whole trick. A positive slope means uphill, so go back; a negative one means downhill, so
# go on. The learning rate says how far: the step is the learning rate times the slope. Where the ground is
# steep the steps are long, and near the bottom they shorten by themselves.
#
# How large should it be? Sixty steps from the same place:


def walk(learning_rate, steps=60):
    """Return where gradient descent arrives."""
    w, b = -1.0, 3.5
    for _ in range(steps):
        dw, db = gradient(w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


for learning_rate in (0.001, 0.05, 0.2, 0.235, 0.25):
    w, b = walk(learning_rate)
    print("learning rate %-5g  w %8.2f  b %8.2f  loss %.4g" % (learning_rate, w, b, height(w, b)))
#> learning rate 0.001  w    -0.70  b     3.53  loss 3.296
#> learning rate 0.05   w     0.70  b     1.58  loss 0.1808
#> learning rate 0.2    w     0.90  b     1.15  loss 0.1125
#> learning rate 0.235  w     0.75  b     1.08  loss 0.2207
#> learning rate 0.25   w  -213.13  b   -99.10  loss 2.347e+05

# Too small, and it hardly moves. Too large, and soon each step jumps across the valley to a place that is
# higher than the one before. The edge is sharp: 0.235 comes down, 0.25 is lost for ever. That is why people try
# learning rates first when a network does not learn, and by factors: 1, 0.3, 0.1, 0.03.
#
# The paths as a picture. It calls the two numbers x and y: x, to the right, is our w, and y, upwards, is our
# b. Both paths begin at the left, at w = -1 and b = 3.5. (The ring there and the lines of one height, of
# which the heading speaks, are in the picture for the browser.) The valley is long: steep across, nearly
# flat along. The small steps (o) slide into it and then creep; the large ones (x) leap from side to side,
# and yet arrive earlier. nn.SGD is the walker of the library; more on it below.

paths = nn.plot_optimizers({"rate 0.02": nn.SGD(0.02), "rate 0.2": nn.SGD(0.2)}, height, (-1.0, 3.5), 60)
print(paths.text(width=60, unicode=False))
#> Paths of optimizers
#>
#> 60 steps down from the ring, and the height reached.
#> The fainter the ground, the lower; lines join places of one
#> height.
#>
#> o rate 0.02: 0.721   x rate 0.2: 0.113
#> y
#>  4|::........................................::::::::::::::
#>   |:::..................xxxxxxxxxxxxxxx..........::::::::::
#>   |::::.oxoxoxoxoxoxoxoxoo.....xxxxx................:::::::
#>   |:::::..................oxoxo.........................:::
#>  3|::::::..............xxxxxxxoxoxxxxxx....................
#>   |:::::::.......................ooxx......................
#>   |::::::::.....................xxxxoxoxx..................
#>   |::::::::::........................ oxx    ..............
#>   |::::::::::::......................    xxx      .........
#>  2|::::::::::::::....................       xx       ......
#>   |::::::::::::::::...................        xx         ..
#>   |::::::::::::::::::...................        xxx
#>   |::::::::::::::::::::...................        xxx
#>  1|::::::::::::::::::::::...................        xx
#>   |::::::::::::::::::::::::....................
#>   +--------------------------------------------------------
#>       -1.0        -0.5         0.0         0.5        1.0
#>    x

# nn.plot_optimizers draws any surface of two numbers, and .save("paths.svg") makes a file for a browser.
#
# In the library the walker is an optimizer, SGD in purenn/optimizers.py, and the step is one line of
# `SGD.update`: values minus rate times gradient. It does not know what the numbers mean. It gets pairs of
# lists, the numbers and their slopes, and moves the numbers; two numbers or two million are the same to it.

net = nn.Network([nn.Dense(1, 1)])
(layer,) = net.layers
layer.weights, layer.biases = [[-1.0]], [3.5]
loss, optimizer = nn.MSE(), nn.SGD(0.2)
for _ in range(60):
    A = net.forward(X)
    net.backward(loss.gradient(A, Y))
    optimizer.step(net.parameters())
print("the library after 60 steps: w %.6f b %.6f" % (layer.weights[0][0], layer.biases[0]))
print("by hand:                    w %.6f b %.6f" % walk(0.2))
#> the library after 60 steps: w 0.899377 b 1.151330
#> by hand:                    w 0.899377 b 1.151330

# Those three lines are how a network trains. forward keeps what backward needs, backward fills in
# the slopes, step moves the numbers. Once through all samples is an epoch. `fit` does it for so many epochs.
#
# A batch need not be all samples. With a million of them nobody wants to add up all for one step. The slope
# that 32 of them give, drawn at random, points nearly the same way, and then an epoch has many steps: one
# for each batch. The S in SGD, stochastic, means this drawing by lot. `fit` takes all samples as one batch
# unless batch_size says otherwise.
#
# MSE divides by the size of the batch, so one learning rate suits batches of 1, 2 and 4. The sum of the
# squares, SSE, does not divide, and its steps grow with the batch. 240 steps each, and nn.seed makes the lot
# fall the same way every time:

for loss in (nn.MSE(), nn.SSE()):
    for batch_size in (1, 2, 4):
        nn.seed(1)
        net = nn.Network([nn.Dense(1, 1)])
        net.layers[0].weights, net.layers[0].biases = [[-1.0]], [3.5]
        net.fit(X, Y, loss, nn.SGD(0.065), epochs=60 * batch_size, batch_size=batch_size)
        print("%r, batches of %d: after 240 steps MSE is %.3g" % (loss, batch_size, net.evaluate(X, Y, nn.MSE())))
#> MSE(), batches of 1: after 240 steps MSE is 0.113
#> MSE(), batches of 2: after 240 steps MSE is 0.113
#> MSE(), batches of 4: after 240 steps MSE is 0.113
#> SSE(), batches of 1: after 240 steps MSE is 0.113
#> SSE(), batches of 2: after 240 steps MSE is 0.121
#> SSE(), batches of 4: after 240 steps MSE is 6.11e+35

# One neuron without an activation has a valley with a single lowest place. A network that solves XOR has a
# mountain range, in as many dimensions as it has weights; the walker in the fog may come to rest in a
# hollow, or on a shelf, far above the lowest place. The next chapter goes there.
