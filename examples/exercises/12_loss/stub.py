"""A loss and its gradient: how wrong, and in which direction.

A loss is one number that says how wrong the answers of a network are. The mean squared error, MSE,
takes the difference between every answer a and its target y, squares it, and takes the mean over
all of them. With two samples of two outputs each there are four differences:

    A = [[1.0, 2.0],    Y = [[1.0, 0.0],    mse = (0 + 4 + 0 + 1) / 4 = 1.25
         [3.0, 4.0]]         [3.0, 5.0]]

The gradient says how the loss changes with each answer. The slope of a square d * d is 2 * d, and
of the mean each answer has the share 1 / count. So at each place it is

    2 * (a - y) / count                     here  [[0.0, 1.0],
                                                   [0.0, -0.5]]

It is positive where the answer is too large: to make the loss smaller, go the other way.

Write mse(A, Y), a number, and mse_gradient(A, Y), a new matrix of the same shape as A. count is the
number of all elements, not the number of rows: some libraries see it otherwise, and their learning
rates are others too.
"""


def mse(A, Y):
    """Return the mean of the squared differences."""
    raise NotImplementedError


def mse_gradient(A, Y):
    """Return the slope of the loss with respect to each element of A."""
    raise NotImplementedError
