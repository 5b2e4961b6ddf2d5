"""Softmax: a row of numbers becomes probabilities.

A network that tells three kinds of flowers apart gives three numbers, one for each kind: the larger
the number, the more likely the kind. Softmax makes probabilities of them, all positive, which add
up to 1. Each is the exponential of its number, divided by the sum of all exponentials:

    softmax([0.0, 0.0]) = [0.5, 0.5]
    softmax([1.0, 0.0]) = [e / (e + 1), 1 / (e + 1)] = [0.731..., 0.268...]

As with the sigmoid, exp overflows where a number is large, though the probabilities are harmless.
What helps is that only the differences of the numbers count: if you take the same number off all of
them, the result is the same. Take the largest one off, and exp gets nothing above 0.

Write softmax, for a row of any length from 1 up.
"""

import math


def softmax(row):
    """Return the probabilities, a new list of the same length."""
    raise NotImplementedError
