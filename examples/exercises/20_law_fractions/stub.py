"""No tolerance at all: gradients in fractions.

A tolerance is a place to hide. If a law accepts what is wrong in the seventh digit, it accepts a
small number that was added "so that nothing is divided by 0", a rounding that somebody forgot, a
float where another kind of number was meant.

Python's fractions are exact: Fraction(1, 3) is one third, and three of them are 1. Code that only
adds, multiplies and divides works with fractions as it does with floats, and then == is right.

Here a straight line, w * x + b, is to go through points. Given are

    loss(w, b, xs, ys)        the mean of the squared errors (w * x + b - y) ** 2
    gradient(w, b, xs, ys)    two values: its slope with respect to w, and with respect to b

The loss is a square in w and in b, and for squares the difference (loss(w + 1) - loss(w - 1)) / 2
is the slope exactly, however large the step is. Five wrong versions of gradient are waiting, all of
which the law below accepts. Put fractions in, and ask for ==.
"""

import math


def law_nearly(loss, gradient, draw):
    n = draw.size()
    w, b, xs, ys = draw.number(), draw.number(), draw.vector(n), draw.vector(n)
    d_w, d_b = gradient(w, b, xs, ys)
    slope = (loss(w + 1, b, xs, ys) - loss(w - 1, b, xs, ys)) / 2
    assert math.isclose(d_w, slope, rel_tol=1e-6, abs_tol=1e-6)
