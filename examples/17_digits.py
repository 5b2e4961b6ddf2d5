"""Chapter 17: handwritten digits, and MNIST.

You learn to read images with a network: how an image becomes a row of inputs, how to look at the mistakes,
and what the hidden neurons have found.

    python3 examples/17_digits.py [folder with the four files of MNIST [how many images]]

Without a folder it ends with the small digits.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# 1,797 digits that people have written, each an image of 8 x 8 greys from 0, paper, to 16, ink. A network knows
# nothing of images: it gets the 64 numbers as one row, and which of them are neighbours it has to find out.


def drawn(image, side, white):
    shades = " .:-=+*#%@"
    for start in range(0, side * side, side):
        print("".join([2 * shades[int(9 * v / white)] for v in image[start : start + side]]).rstrip())


digits = data.digits()
print(digits)
print("this is a %d:" % digits.Y[21])
drawn(digits.X[21], 8, 16)
#> Dataset('digits', 1797 samples, 64 inputs, 10 classes)
#> this is a 1:
#>       ..@@@@..
#>       ::@@@@..
#>     ::**@@**
#>   --@@@@@@**
#>     ..++@@##
#>       ==@@**
#>       --@@@@..
#>       ..**%%::

# The Scaler brings the greys into the range from 0 to 1. All inputs are of one kind here, so all get the same
# scale, and a pixel that is always paper does no harm. 24 hidden neurons, ten outputs, one for each digit.

nn.seed(1)
train, test = data.train_test_split(digits, 0.2)
net = nn.Network([nn.Scaler([0.0] * 64, [16.0] * 64), nn.Dense(64, 24, "he"), nn.ReLU(), nn.Dense(24, 10), nn.Softmax()])
print(net.summary())
#> layer          outputs  parameters
#> Scaler(64)          64           0
#> Dense(64, 24)       24        1560
#> ReLU()              24           0
#> Dense(24, 10)       10         250
#> Softmax()           10           0
#> total                         1810

# Six times through the 1,438 images, 32 at a time. After each epoch we ask for the accuracy on the 359 others. A
# callback may be a plain function: it is called after every epoch and sees the training.


def look(training):
    right = training.network.evaluate(test.X, test.Y, nn.accuracy)
    print("epoch %d: loss %.2f, of the others %.1f %% right" % (training.epoch, training.history.loss[-1], 100 * right))


net.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9), epochs=6, batch_size=32, callbacks=[look])
#> epoch 1: loss 1.06, of the others 89.4 % right
#> epoch 2: loss 0.28, of the others 91.6 % right
#> epoch 3: loss 0.20, of the others 92.5 % right
#> epoch 4: loss 0.13, of the others 95.0 % right
#> epoch 5: loss 0.10, of the others 96.4 % right
#> epoch 6: loss 0.07, of the others 96.1 % right

# To guess would be right in one of ten. Which digits does it mix up?

A = net.predict(test.X)
print(nn.plot_confusion(A, test.Y).text(unicode=False))
#> Confusion matrix
#>
#> 345 of 359 samples right (96.1 %).
#>
#> rows: what it is; columns: what the network says
#>    0  1  2  3  4  5  6  7  8  9   found
#> 0 36  .  .  .  .  .  .  .  .  .   36/36
#> 1  . 36  .  .  .  .  .  .  .  .   36/36
#> 2  .  1 32  2  .  .  .  .  .  .   32/35
#> 3  .  .  . 34  .  3  .  .  .  .   34/37
#> 4  1  1  .  . 33  .  .  1  .  .   33/36
#> 5  .  .  .  .  . 35  1  .  .  .   35/36
#> 6  .  .  .  .  .  . 36  .  .  .   36/36
#> 7  .  .  .  .  .  .  . 36  .  .   36/36
#> 8  .  2  .  2  .  .  .  . 31  .   31/35
#> 9  .  .  .  .  .  .  .  .  . 36   36/36

# Always look at the mistakes themselves. Here is the one of which it was most certain. Either the network is
# foolish there, or the label is wrong, or nobody could tell.

classes = [row.index(max(row)) for row in A]
wrong = [s for s in range(len(test)) if classes[s] != test.Y[s]]
worst = max(wrong, key=lambda s: max(A[s]))
print("it says %d with probability %.2f, but it is a %d, to which it gives %.2f:" % (classes[worst], max(A[worst]), test.Y[worst], A[worst][test.Y[worst]]))
drawn(test.X[worst], 8, 16)
#> it says 5 with probability 0.99, but it is a 3, to which it gives 0.01:
#>     ::**##
#>     ::@@@@::
#>     ++@@++
#>   ==@@@@**::
#>     ::==@@@@--
#>         ..####
#>       ::%%@@**
#>     ::@@##==

# And what do the hidden neurons do? Each has 64 weights, one for each pixel, so its weights are an image too: of
# the ink it likes and the ink it does not.

print(nn.plot_hidden_units(net, most=4).text(width=78, unicode=False))
#> What hidden units look for
#>
#> ink makes a unit say more: +*%#
#> ink makes it say less:     -=~o
#> the first 4 of 24 units
#>
#> unit 1             unit 2             unit 3             unit 4
#> --====    ------   ~~%%--~~++====       ----**%%**----         ++**  ++++
#> ----  ----++++++   ~~**~~++**~~%%**   --  ++++++**++--   --      ++++  ++
#> --  ++**%%##++--   **%%~~%%%%oo~~++   ++++--==  ++----     --oo==**--++
#> ----++##****++     **++oo~~  %%**--   ++----++**==--     --  ~~    ==----
#> ++--  %%++--==     ****  ++==  ++oo   ++  --++------     ++    **%%
#> ------==**  ==       --oo++----oo**     ----oo--****--   --        ++**
#> ++  --====----     ==--==  ~~==~~**   --  ----  ****--   --  --    ++
#> ----~~  **  ++     ~~----**~~==~~**   --  ++**%%++  --   --  ++--++++----

# They are no digits, and no neat strokes either: each is a question about ink here and paper there, and only
# together do the answers tell ten digits apart.
#
# MNIST is the same task, larger: 60,000 images of 28 x 28 to learn from and 10,000 to be judged by. The files are
# not part of purenn; `read_mnist` in purenn/data/mnist.py reads them as they are. The network is the same but for
# its first layer. Where you name the folder with the files, it learns from the first 5,000 images, twice, which
# takes half a minute and gets nearly nine in ten right. All 60,000 (60000 as the second argument) take minutes, and
# chapter 19 tells how whole numbers do it in ten seconds.


def mnist(folder, count):
    train, test = data.read_mnist(folder, limit=count)
    scaler = nn.Scaler([0.0] * 784, [255.0] * 784)
    net = nn.Network([scaler, nn.Dense(784, 24, "he"), nn.ReLU(), nn.Dense(24, 10), nn.Softmax()])
    net.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(nn.CosineDecay(0.1, 2), momentum=0.9), epochs=2, batch_size=32)
    right = net.evaluate(test.X, test.Y, nn.accuracy)
    print("MNIST: learnt from %d images; of %d others %.1f %% right" % (len(train), len(test), 100 * right))


if len(sys.argv) > 1:
    mnist(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
else:
    print("MNIST is left out: no folder with its four files was named")
#> MNIST is left out: no folder with its four files was named
