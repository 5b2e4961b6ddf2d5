"""Chapter 4: activation functions, and their slopes.

You learn what sigmoid, tanh, ReLU and softmax make of a weighted sum, why the slope of an activation
matters as much as its value, and how to choose one.

    python3 examples/04_activations.py
"""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import functions

# An activation takes the weighted sum z of a neuron and gives its answer a. All of them are in
# purenn/functions.py, each a function of a few lines with its formula above it. Side by side:

POINTS = [-6.0, -2.0, -1.0, 0.0, 1.0, 2.0, 6.0]
print("     z   step  sigmoid     tanh    relu  leaky_relu")
for z in POINTS:
    answers = [nn.step(z), nn.sigmoid(z), nn.tanh(z), nn.relu(z), nn.leaky_relu(z)]
    print("%6.1f  %5d  %7.4f  %7.4f  %6.1f  %10.2f" % (z, *answers))
#>      z   step  sigmoid     tanh    relu  leaky_relu
#>   -6.0      0   0.0025  -1.0000     0.0       -0.06
#>   -2.0      0   0.1192  -0.9640     0.0       -0.02
#>   -1.0      0   0.2689  -0.7616     0.0       -0.01
#>    0.0      1   0.5000   0.0000     0.0        0.00
#>    1.0      1   0.7311   0.7616     1.0        1.00
#>    2.0      1   0.8808   0.9640     2.0        2.00
#>    6.0      1   0.9975   1.0000     6.0        6.00

# step says yes or no. sigmoid is a step with a soft edge, 1 / (1 + exp(-z)), where exp(z) is e = 2.718 to
# the power of z; it goes from 0 to 1, and so it can be read as a probability. tanh has the same shape from
# -1 to 1: (exp(z) - exp(-z)) / (exp(z) + exp(-z)). relu lets positive numbers through and makes 0 of the
# others. leaky_relu lets a hundredth of the others through.
#
# To learn, a neuron has to know what happens to its answer if z is moved a little. That is the slope of the
# function, its derivative: how much a changes for each unit that z changes. Beside each function in
# functions.py is its derivative.

print("     z   step  sigmoid     tanh    relu  leaky_relu")
for z in POINTS:
    row = [functions.step_derivative(z), functions.sigmoid_derivative(z), functions.tanh_derivative(z)]
    row += [functions.relu_derivative(z), functions.leaky_relu_derivative(z)]
    print("%6.1f  %5d  %7.4f  %7.4f  %6d  %10.2f" % (z, *row))
#>      z   step  sigmoid     tanh    relu  leaky_relu
#>   -6.0      0   0.0025   0.0000       0        0.01
#>   -2.0      0   0.1050   0.0707       0        0.01
#>   -1.0      0   0.1966   0.4200       0        0.01
#>    0.0      0   0.2500   1.0000       0        0.01
#>    1.0      0   0.1966   0.4200       1        1.00
#>    2.0      0   0.1050   0.0707       1        1.00
#>    6.0      0   0.0025   0.0000       1        1.00

# The column of step is why chapter 2 needed a rule of its own. The slope is 0 everywhere but at the jump, where
# there is none and purenn says 0: moving z a little changes nothing, so nothing says which way to move. All others have a slope to go by, relu only where z is
# positive.
#
# You need not take a derivative on trust. Move z a little to both sides, and divide what a changes by what z
# did. The sigmoid's slope can also be had from its answer alone, as a * (1 - a).

z, h = 1.0, 0.001
measured = (nn.sigmoid(z + h) - nn.sigmoid(z - h)) / (2 * h)
print("slope of sigmoid at 1, measured:  %.6f" % measured)
print("functions.sigmoid_derivative(1):  %.6f" % functions.sigmoid_derivative(z))
a = nn.sigmoid(z)
print("from the answer a, a * (1 - a):   %.6f" % (a * (1 - a)))
#> slope of sigmoid at 1, measured:  0.196612
#> functions.sigmoid_derivative(1):  0.196612
#> from the answer a, a * (1 - a):   0.196612

# Why a * (1 - a)? Write a = 1/u with u = 1 + exp(-z). By the rules from school the slope of 1/u is -1/u**2,
# and that of u is -exp(-z). One function inside another: the slopes multiply (chapter 6 tells why) to
# exp(-z) / u**2. That is 1/u, which is a, times exp(-z) / u, which is (u - 1) / u = 1 - a. For tanh the same
# rules give 1 - a**2.
#
# The sigmoid and its slope as a picture:

print(nn.plot_activation(nn.Sigmoid()).text(width=56, unicode=False))
#> Sigmoid and its derivative
#>
#> o function   x derivative
#> a = f(z), and its slope
#>  1.0|                                            oooooo
#>     |                                    ooooooooo
#>     |                                ooooo
#>     |                              ooo
#>     |                            ooo
#>     |                           oo
#>     |                         ooo
#>  0.5|                        oo
#>     |                      ooo
#>     |                     oo
#>     |                   ooo xxxx
#>     |                 oxoxxxx  xxxxxx
#>     |             oxoxox            xxxxx
#>     |     oxoxoxoxox                    xxxxxxxxxx
#>  0.0|xoxoxo                                      xxxxxx
#>     +--------------------------------------------------
#>          -4        -2         0         2         4
#>      z, from -5 to 5

# The slope is a hill: a quarter at 0, and nearly nothing where the curve has gone flat. A neuron out there
# is called saturated: it is very sure, and whatever happens it hardly learns. Now put layers in a row.
# Chapter 6 shows that on the way from the last layer to the first the slopes multiply. The weights between
# them are factors too; let them all be 1 here, to see what the activation does. A sigmoid gives at best a
# quarter of a quarter of a quarter ...

for layers in (2, 5, 10):
    print("%2d layers: slopes multiplied, sigmoid at most %.7f, relu at most %d" % (layers, 0.25**layers, 1**layers))
#>  2 layers: slopes multiplied, sigmoid at most 0.0625000, relu at most 1
#>  5 layers: slopes multiplied, sigmoid at most 0.0009766, relu at most 1
#> 10 layers: slopes multiplied, sigmoid at most 0.0000010, relu at most 1

# That is the vanishing gradient. The slope of relu is 1 for every positive z, and 1 multiplied by itself ten
# times is still 1. So deep networks use relu between their layers. Its own danger is on the other side: a
# neuron whose z is negative for every sample has slope 0, usually for good, and is called dead. leaky_relu keeps a
# hundredth of a slope there.
#
# A last trap. The formula of the sigmoid, 1 / (1 + exp(-z)), typed in as it is, fails for a very negative z,
# because exp(1000) is more than a float can hold. purenn writes it so that exp gets a negative number,
# whatever the sign of z.

try:
    print(1 / (1 + math.exp(1000.0)))
except OverflowError:
    print("the formula for z = -1000: OverflowError")
print("nn.sigmoid(-1000):", nn.sigmoid(-1000.0))
#> the formula for z = -1000: OverflowError
#> nn.sigmoid(-1000): 0.0

# Softmax is the one activation that looks at a whole row. It turns the weighted sums of several neurons,
# one for each class, into probabilities that add up to 1: exp makes every number positive, then each is
# divided by the sum of all. Only differences count: a row that is 100 higher gives the same.

row = [2.0, 1.0, 0.0]
total = sum([math.exp(z) for z in row])
print("by hand ", ["%.4f" % (math.exp(z) / total) for z in row])
print("softmax ", ["%.4f" % p for p in nn.softmax(row)], "with the sum %.4f" % sum(nn.softmax(row)))
print("+ 100   ", ["%.4f" % p for p in nn.softmax([z + 100 for z in row])])
#> by hand  ['0.6652', '0.2447', '0.0900']
#> softmax  ['0.6652', '0.2447', '0.0900'] with the sum 1.0000
#> + 100    ['0.6652', '0.2447', '0.0900']

# How to choose? After the last layer the task decides: a probability wants Sigmoid, one of several classes
# Softmax, a number of any size no activation at all. Between the layers take Tanh for small networks, ReLU
# for deep ones. As layers they are in purenn/activations.py. A layer applies its function to every number of
# a batch, and remembers the slopes, because it will be asked for them on the way back. `backward` is given a
# matrix and multiplies each of its numbers by the slope; given nothing but ones, it shows the slopes
# themselves.

layer = nn.Tanh()
print("forward ", [["%.4f" % a for a in row] for row in layer.forward([[-1.0, 0.0], [1.0, 6.0]])])
print("backward", [["%.4f" % d for d in row] for row in layer.backward([[1.0, 1.0], [1.0, 1.0]])])
#> forward  [['-0.7616', '0.0000'], ['0.7616', '1.0000']]
#> backward [['0.4200', '1.0000'], ['0.4200', '0.0000']]

# The second line is the column of tanh in the table of slopes. What backward is for is told in chapter 6.
