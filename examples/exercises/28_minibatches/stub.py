"""Mini-batches: a data set in small portions.

A step on all samples at once is exact and slow, a step on a single one is quick and jumpy. So one
takes a few at a time, a mini-batch, and goes through all samples before one starts anew. That is an
epoch. The order is shuffled for each epoch, so that the batches are always mixed differently.

    X = [[1.0], [2.0], [3.0]]    Y = [[0.0], [1.0], [0.0]]    order = [2, 0, 1]    size = 2

    minibatches(X, Y, order, size) = [([[3.0], [1.0]], [[0.0], [0.0]]),
                                      ([[2.0]],        [[1.0]])]

order tells which sample comes first, second and so on. A batch is a pair: rows of X, and the rows
of Y that belong to them. The last batch is smaller if the number of samples is no multiple of size;
it is not left out, for every sample is to be learnt from.

Write minibatches. It gives back a list of pairs. A pair is a tuple, (rows, rows), in round
brackets.
"""


def minibatches(X, Y, order, size):
    """Return the batches of one epoch: a list of pairs (rows of X, rows of Y)."""
    raise NotImplementedError
