"""A law for data on its way to the network.

epoch(X, Y, size, seed) shuffles the samples and gives back the batches of one epoch: a list of
pairs, rows of X and the rows of Y that belong to them. The seed decides on the order.

Mistakes in here do not crash, and a network learns in spite of them, only worse. What comes out is
random, so a law cannot say what exactly it has to be. But there is much that it can say. Every
sample has to come, and only once. A row and its target have to stay together. Every batch but the
last has its full size. The same seed gives the same order, and among many seeds there are different
orders. And the caller's lists are not shuffled.

The law below counts the samples, which five of the six wrong versions survive. Give every sample a
number of its own, so that you can tell them apart: X = [[0.0], [1.0], ...] and Y = [[0.0], [10.0],
...] say for each row which target is its own.
"""


def law_count(epoch, draw):
    n, size = draw.size(8), draw.size(3)
    X, Y = draw.matrix(n, 2), draw.matrix(n, 1)
    assert sum(len(rows) for rows, _ in epoch(X, Y, size, 7)) == n
