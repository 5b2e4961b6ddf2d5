"""S-shaped functions, most of them increasing, symmetric and between 0 and 1."""

import math

from purenn.exercises import right, wrong


@right
def sigmoid(z):
    return 1 / (1 + math.exp(-z))


@right("sigmoid")
def by_the_other_fraction(z):
    return math.exp(z) / (1 + math.exp(z))


@right("sigmoid")
def by_tanh(z):
    return 0.5 + 0.5 * math.tanh(z / 2)


@wrong("sigmoid", "It is softsign, moved and halved: it comes near to 0 and 1 much more slowly.")
def m01(z):
    return 0.5 * (1 + z / (1 + abs(z)))


@wrong("sigmoid", "It is tanh, moved and halved, but without halving z: twice as steep.")
def m02(z):
    return 0.5 * (1 + math.tanh(z))


@wrong("sigmoid", "It is the arctangent, moved and scaled.")
def m03(z):
    return 0.5 + math.atan(z) / math.pi


@wrong("sigmoid", "It is the hard sigmoid: a straight line, cut off at 0 and 1.")
def m04(z):
    return min(max(0.25 * z + 0.5, 0.0), 1.0)


@wrong("sigmoid", "It cuts z off at 4 and -4, so that exp cannot overflow; but far out it stops rising.")
def m05(z):
    return sigmoid(min(max(z, -4.0), 4.0))
