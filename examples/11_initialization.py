"""Chapter 11: the first weights, and why their size decides whether a deep network learns.

You learn to watch the signal on its way through the layers, forward and backward, and what becomes of it
when the first weights are zeros, uniform, or drawn after Xavier (Glorot) and after He.

    python3 examples/11_initialization.py
"""

import sys
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# Training moves the weights, but it has to start somewhere. What if all of them start alike? Two neurons of
# one layer then get the same inputs, weigh them alike and answer alike. So they get the same gradient, and
# after the step they are alike again. Here are three neurons that start with all weights at 0.3, and where 20
# epochs of learning exclusive or have brought them.


def alike(inputs, outputs, rng):
    return [[0.3] * inputs for _ in range(outputs)]


nn.seed(1)
xor = data.xor()
net = nn.Network([nn.Dense(2, 3, alike), nn.Tanh(), nn.Dense(3, 1, alike), nn.Sigmoid()])
net.fit(xor.X, xor.Y, nn.BCE(), nn.SGD(0.5), epochs=20)
for j, row in enumerate(net.layers[0].weights):
    print("neuron %d:" % (j + 1), ["%.3f" % w for w in row])
#> neuron 1: ['0.320', '0.320']
#> neuron 2: ['0.320', '0.320']
#> neuron 3: ['0.320', '0.320']

# Three neurons that do the work of one. So the first weights have to differ, and that is why they are drawn
# at random. Zeros are the same mistake, only worse: behind a ReLU no signal gets through at all.
#
# How large should they be? A neuron adds up n products. Numbers that vary independently add up like this: the
# variance of the sum is n times the variance of one product. So if the inputs have mean square 1, then z has
# mean square n * (variance of the weights). The ReLU throws the negative half away, and half the mean square.
# If n * variance / 2 is above 1, the signal grows from layer to layer, if it is below 1, it fades.
#
# `uniform` draws from -0.5 to 0.5 whatever the layer, which is a variance of 1/12. Xavier takes
# 2 / (inputs + outputs), He takes 2 / inputs. All are in purenn/initializers.py. For layers of 64 neurons:

WIDTH, DEPTH = 64, 8
for name, variance in (("zeros", 0.0), ("uniform", 1 / 12), ("xavier", 2 / (WIDTH + WIDTH)), ("he", 2 / WIDTH)):
    print("%-8s variance %.3f, so each layer should multiply the signal by %.2f" % (name, variance, sqrt(WIDTH * variance / 2)))
#> zeros    variance 0.000, so each layer should multiply the signal by 0.00
#> uniform  variance 0.083, so each layer should multiply the signal by 1.63
#> xavier   variance 0.016, so each layer should multiply the signal by 0.71
#> he       variance 0.031, so each layer should multiply the signal by 1.00

# That was arithmetic. Now the real thing: eight layers of 64 ReLU neurons, and 20 samples of random numbers go
# through. After each layer we take the size of the signal, the root of the mean square of all its numbers.


def size(rows):
    return sqrt(sum([v * v for row in rows for v in row]) / sum(map(len, rows)))


def drawn(rng):
    return [[rng.normal() for _ in range(WIDTH)] for _ in range(20)]


def deep(activation, init, rng):
    return nn.Network([layer for _ in range(DEPTH) for layer in (nn.Dense(WIDTH, WIDTH, init, rng), activation())])


def forward_sizes(net, A):
    sizes = []
    for dense, activation in zip(net.layers[::2], net.layers[1::2]):
        A = activation.forward(dense.forward(A))
        sizes.append(size(A))
    return sizes


print("signal behind layer" + "".join(["%7d" % k for k in range(1, DEPTH + 1)]))
nets = {}
for name in ("zeros", "uniform", "xavier", "he"):
    nets[name] = deep(nn.ReLU, name, nn.Random(2))
    print("%-19s" % name + "".join(["%7.2f" % v for v in forward_sizes(nets[name], drawn(nn.Random(1)))]))
#> signal behind layer      1      2      3      4      5      6      7      8
#> zeros                 0.00   0.00   0.00   0.00   0.00   0.00   0.00   0.00
#> uniform               1.67   2.97   4.49   6.92  11.11  19.21  29.24  54.64
#> xavier                0.72   0.56   0.36   0.24   0.17   0.13   0.08   0.07
#> he                    1.02   1.11   1.03   0.97   0.96   1.01   0.94   1.08

# The arithmetic was right: uniform weights make the signal grow by 1.6 or so with each layer, Xavier's let it
# fade by 0.7, He's keep it. With layers of 24 neurons uniform weights would be just right, by luck.
#
# The gradient goes the other way, through the same weights, and meets the same fate. This is its size when it
# comes out of each layer, from the last to the first, if it starts with size 1.

print("gradient at layer  " + "".join(["%7d" % k for k in range(DEPTH, 0, -1)]))
for name in ("zeros", "uniform", "xavier", "he"):
    d, sizes = drawn(nn.Random(3)), []
    for dense, activation in zip(nets[name].layers[-2::-2], nets[name].layers[::-2]):
        d = dense.backward(activation.backward(d))
        sizes.append(size(d))
    print("%-19s" % name + "".join(["%7.2f" % v for v in sizes]))
#> gradient at layer        8      7      6      5      4      3      2      1
#> zeros                 0.00   0.00   0.00   0.00   0.00   0.00   0.00   0.00
#> uniform               1.64   2.68   4.58   7.34  11.76  19.59  33.57  54.90
#> xavier                0.71   0.50   0.37   0.26   0.18   0.13   0.10   0.07
#> he                    1.00   1.01   1.05   1.03   1.01   1.03   1.08   1.09

# What a weight learns from is the product of the two: the signal that comes in through it, times the gradient
# that comes back to its neuron. Where the one is small in front, the other is small at the end. So here every
# layer suffers alike. This is the size of the gradient of all weights of a layer, added up over the samples.

print("gradient of weights in layer     1       4       8")
for name in ("zeros", "uniform", "xavier", "he"):
    print("%-26s" % name + "".join(["%8.2f" % size(nets[name].layers[k].d_weights) for k in (0, 6, 14)]))
#> gradient of weights in layer     1       4       8
#> zeros                         0.00    0.00    0.00
#> uniform                     109.92   82.20   77.64
#> xavier                        0.31    0.23    0.22
#> he                            3.55    2.65    2.51

# With uniform weights a learning rate that suits He's would be far too large, with Xavier's too small. Is Xavier's
# choice a bad one? No, it was made for tanh, whose slope at 0 is 1, and which throws nothing away. There it does
# well. The sigmoid is hopeless with it: its slope is a quarter at best, so the gradient fades on its way back.

for activation in (nn.Tanh, nn.Sigmoid):
    net = deep(activation, "xavier", nn.Random(2))
    net.forward(drawn(nn.Random(1)))
    d = net.backward(drawn(nn.Random(3)), inputs=True)
    print("xavier and %-8s the gradient at layer 1 has size %.5f" % (activation.__name__.lower() + ":", size(d)))
#> xavier and tanh:    the gradient at layer 1 has size 0.29556
#> xavier and sigmoid: the gradient at layer 1 has size 0.00001

# Does all this matter for learning? Two rings of 60 points, a network of six layers of 12 ReLU neurons, 15
# epochs, three seeds. A loss of 0.69 is that of a coin. The networks differ in their first weights only; zeros
# need no trial, for all their gradients above are 0. For 12 neurons uniform weights are too small.

print("loss after 15 epochs   seed 1   seed 2   seed 3")
for name in ("uniform", "xavier", "he"):
    losses = []
    for seed in (1, 2, 3):
        rng = nn.Random(seed)
        rings = data.circles(60, 0.1, rng=rng)
        layers = [layer for k in range(6) for layer in (nn.Dense(12 if k else 2, 12, name, rng), nn.ReLU())]
        net = nn.Network([*layers, nn.Dense(12, 1, name, rng), nn.Sigmoid()])
        losses.append(net.fit(rings.X, rings.Y, nn.BCE(), nn.SGD(0.1), epochs=15, batch_size=10, rng=rng).loss[-1])
    print("%-20s" % name + "".join(["%9.2f" % loss for loss in losses]))
#> loss after 15 epochs   seed 1   seed 2   seed 3
#> uniform                  0.68     0.69     0.67
#> xavier                   0.66     0.69     0.61
#> he                       0.10     0.50     0.26

# Only He's weights have left the coin behind. The others may get there too, but they first have to mend the
# size of the signal, layer by layer, and that takes time. The rule: "he" before ReLU, and "xavier", which is
# what nn.Dense takes by itself (there under its other name, "glorot"), before tanh, sigmoid and softmax.
