"""The sigmoid, and its slope.

A weighted sum can be any number. A neuron that says yes or no needs a number between 0 and 1, and
the sigmoid makes one of it:

    sigmoid(z) = 1 / (1 + exp(-z))

It is 0.5 at 0, goes to 1 for large z and to 0 for very negative z, like an S that lies down. (exp
is the exponential function, math.exp.) To learn, one also has to know how steep it is at z: by how
much the result changes, for each small step of z. It turns out that the slope follows from the
value itself, a = sigmoid(z):

    slope = a * (1 - a)

so it is 0.25 at 0, where it is steepest, and nearly 0 far out.

Write sigmoid and sigmoid_derivative. There is one trap. Far out, exp is a giant: math.exp(1000)
ends in an OverflowError, although the sigmoid of -1000 is a perfectly good 0. So for negative z use
the same fraction, multiplied by exp(z) above and below:

    sigmoid(z) = exp(z) / (1 + exp(z))

and exp only ever gets what is not positive. It also keeps all digits of what is small: a loss takes
the logarithm of it, so sigmoid(-30.0) has to be 9.36e-14, and neither 0 nor 1e-9.
"""

import math


def sigmoid(z):
    """Return a number between 0 and 1."""
    raise NotImplementedError


def sigmoid_derivative(z):
    """Return the slope of the sigmoid at z."""
    raise NotImplementedError
