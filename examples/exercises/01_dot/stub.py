"""The inner product: two lists of numbers become one number.

Everything in a neural network is made of one small calculation. Take two lists of the same length,
multiply the numbers that stand in the same place, and add the products up:

    dot([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]) = 1.0 * 4.0 + 2.0 * 5.0 + 3.0 * 6.0 = 32.0

A neuron does this with its weights and its inputs, and a product of matrices is nothing but many of
these. Where one of the lists holds a list of prices and the other how many were bought, it is what
you pay.

Write dot. The two lists are of the same length, which may be any from 1 up. Do not change them: the
caller still needs them.

To see how you are doing, save this file and run

    python3 -m purenn learn check

Your function is then tried on a hundred cases that are drawn at random (and on a hundred more by
Hypothesis, where that is installed). If one of them comes out wrong, a search makes it smaller and
smaller, and you are shown the smallest case that is still wrong.
"""


def dot(a, b):
    """Return the inner product of two lists."""
    raise NotImplementedError
