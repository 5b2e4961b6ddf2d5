"""Chapter 5: losses, one number that says how wrong the answers are.

You learn how MSE, MAE and cross-entropy are computed, what the gradient of a loss says, and why the loss of
a batch is divided by the number of its samples.

    python3 examples/05_losses.py
"""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn

# Training means to make one number smaller. That number is the loss. It compares the answers A of a network
# with the targets Y, which are right, and it is 0 if all is well. Both are matrices of the shape (samples,
# outputs); here are four samples of one output.

A = [[2.0], [0.0], [1.5], [4.0]]
Y = [[1.0], [0.0], [2.0], [2.0]]

# The mean squared error, MSE: square every difference, and take the mean.

squares = [(a - y) ** 2 for (a,), (y,) in zip(A, Y)]
print("squares %s, their mean %s" % (squares, sum(squares) / 4))
print("nn.MSE():", nn.MSE()(A, Y))
#> squares [1.0, 0.0, 0.25, 4.0], their mean 1.3125
#> nn.MSE(): 1.3125

# The square makes all signs positive, so that errors in both directions cannot cancel, and it makes large
# errors count far more than small ones: of the 5.25 in all, the last sample alone has 4. Where one wild
# sample should not rule, the mean absolute error, MAE, does better: drop the sign of every difference, and
# take the mean. MSE and MAE are in purenn/element_losses.py.

sizes = [abs(a - y) for (a,), (y,) in zip(A, Y)]
print("sizes %s, their mean %s" % (sizes, sum(sizes) / 4))
print("nn.MAE():", nn.MAE()(A, Y))
wild = [*A[:3], [12.0]]
print("with the last answer at 12: MSE %.4f, MAE %.4f" % (nn.MSE()(wild, Y), nn.MAE()(wild, Y)))
#> sizes [1.0, 0.0, 0.5, 2.0], their mean 0.875
#> nn.MAE(): 0.875
#> with the last answer at 12: MSE 25.3125, MAE 2.8750

# The loss says how wrong. Its gradient says what to change: for each answer, how fast the loss would rise if
# that answer rose. For the square (a - y)**2 that is 2 * (a - y), and the mean divides it by 4.

gradient = nn.MSE().gradient(A, Y)
print("by hand:    ", [[2 * (a - y) / 4] for (a,), (y,) in zip(A, Y)])
print("nn.MSE():   ", gradient)
raised = [[2.001], *A[1:]]
print("measured: the first answer 0.001 higher, the loss %.6f higher" % (nn.MSE()(raised, Y) - nn.MSE()(A, Y)))
#> by hand:     [[0.5], [0.0], [-0.25], [1.0]]
#> nn.MSE():    [[0.5], [0.0], [-0.25], [1.0]]
#> measured: the first answer 0.001 higher, the loss 0.000500 higher

# Read it: the first answer is too high, its gradient positive, so lower it. The second is right, its
# gradient 0, so leave it. The third is too low, its gradient negative, so raise it. A small step against the
# gradient, and the loss falls: that is the whole idea of learning in this course.
#
# Why divide by the number of samples? Show the network the same four samples twice, as a batch of eight.
# Nothing about them has become worse. A bias feels all samples, so its gradient is the sum over them; that is
# the number to look at.

for name, loss in (("mean, MSE", nn.MSE()), ("sum, SSE", nn.SSE())):
    four = sum([g for (g,) in loss.gradient(A, Y)])
    eight = sum([g for (g,) in loss.gradient(A + A, Y + Y)])
    print("%-9s  loss %.4f -> %7.4f" % (name, loss(A, Y), loss(A + A, Y + Y)), end="   ")
    print("gradients, added up: %.2f -> %5.2f" % (four, eight))
#> mean, MSE  loss 1.3125 ->  1.3125   gradients, added up: 1.25 ->  1.25
#> sum, SSE   loss 5.2500 -> 10.5000   gradients, added up: 5.00 -> 10.00

# With the sum, loss and gradient have doubled, and so would every step that the network takes: twice as many
# samples, twice the stride. With the mean they stay, and a learning rate, the factor that sets the length of
# the steps (chapter 7), suits a batch of four hundred if it suits one of four. This is why one divides by
# the batch. It happens in `MSE.value`, which loss(A, Y) calls, and in `MSE.slopes`, which loss.gradient calls;
# MSE has both from its base class ElementLoss in purenn/element_losses.py. No layer and no optimizer divides again; the layers
# only add up over the samples. (With several outputs MSE divides by all elements, samples times outputs.
# CrossEntropy, below, divides by the samples.)
#
# For probabilities there is a better loss. Something came true, and the network had given it the probability
# p. The surprise is -log(p), with the natural logarithm, which undoes exp: nothing for p = 1, and more and
# more without limit towards p = 0.

print("   p   surprise  square")
for p in (1.0, 0.9, 0.5, 0.1, 0.01, 0.0001):
    print("%6g  %7.4f  %6.4f" % (p, abs(math.log(p)), (1 - p) ** 2))
#>    p   surprise  square
#>      1   0.0000  0.0000
#>    0.9   0.1054  0.0100
#>    0.5   0.6931  0.2500
#>    0.1   2.3026  0.8100
#>   0.01   4.6052  0.9801
#> 0.0001   9.2103  0.9998

# The square hardly tells 0.01 from 0.0001, because it cannot exceed 1. The surprise does: to be sure and
# wrong is expensive. The mean of the surprise over the samples is called cross-entropy. Both its forms are
# in purenn/losses.py.
#
# BCE, binary cross-entropy, is for one output a, the probability of class 1. Where the target is 1, what
# came true had the probability a; where it is 0, it had 1 - a.
#
# CrossEntropy is for one output for each class. The target says which class is right, by its number, counted
# from 0: below, class 0 for the first sample, with the probability 0.7, and class 1 for the second, with
# 0.3.

P, T = [[0.9], [0.2]], [[1], [0]]
print("by hand (-log(0.9) - log(0.8)) / 2 = %.6f," % ((-math.log(0.9) - math.log(0.8)) / 2), end=" ")
print("nn.BCE() %.6f" % nn.BCE()(P, T))
classes = [[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]
print("by hand (-log(0.7) - log(0.3)) / 2 = %.6f," % ((-math.log(0.7) - math.log(0.3)) / 2), end=" ")
print("nn.CrossEntropy() %.6f" % nn.CrossEntropy()(classes, [0, 1]))
#> by hand (-log(0.9) - log(0.8)) / 2 = 0.164252, nn.BCE() 0.164252
#> by hand (-log(0.7) - log(0.3)) / 2 = 0.780324, nn.CrossEntropy() 0.780324

# Sigmoid and cross-entropy were made for each other. Weights and bias act on the loss through the weighted
# sum z, so what counts is how the loss changes with z. It does so in two links: z changes a = sigmoid(z),
# and a changes the loss. The slopes of the two links multiply; the next chapter tells why. The sigmoid's is
# a * (1 - a), as in chapter 4. That of BCE, for one sample, is -1/a where the target is 1, because the slope
# of log(a) is 1/a; and 1 / (1 - a) where it is 0. The products are
#
#            -1/a * a * (1 - a)  =  a - 1  =  a - y        for y = 1
#     1 / (1 - a) * a * (1 - a)  =  a      =  a - y        for y = 0
#
# Either way the loss changes with z by the plain error. With MSE the slope of the sigmoid remains, and a
# saturated sigmoid, a neuron that is sure and wrong, hardly learns:

z, y = -6.0, 1
a = nn.sigmoid(z)
slope = a * (1 - a)
d_mse = nn.MSE().gradient([[a]], [[y]])[0][0]
d_bce = nn.BCE().gradient([[a]], [[y]])[0][0]
print("z = -6, a = %.6f, and right is 1; how the loss changes with z:" % a)
print("MSE %.4f * %.6f = %.6f" % (d_mse, slope, d_mse * slope))
print("BCE %.4f * %.6f = %.6f, which is a - y = %.6f" % (d_bce, slope, d_bce * slope, a - y))
#> z = -6, a = 0.002473, and right is 1; how the loss changes with z:
#> MSE -1.9951 * 0.002467 = -0.004921
#> BCE -404.4288 * 0.002467 = -0.997527, which is a - y = -0.997527

# That slopes of links multiply is the chain rule, and it is the next chapter.
