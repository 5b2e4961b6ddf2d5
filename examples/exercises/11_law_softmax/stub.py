"""A law for softmax: adding up to 1 is easy.

Softmax makes probabilities of a row of numbers: positive, adding up to 1, and the larger number
gets the larger probability. The law below says so. But nearly everything that ends with "divided by
the sum" obeys it.

What else do you know of softmax? Its probabilities depend on the differences of the numbers alone,
so it does not change if the same number is added to all. Two numbers with the difference d get
probabilities whose ratio is exp(d): that is what makes it softmax, and nothing else. And it has to
work for any numbers, also for [1000.0, 0.0], whose exponentials no float can hold.

Six wrong versions are waiting. Use math.isclose, because right versions may differ in the last
digit.
"""

import math


def law_probabilities(softmax, draw):
    row = draw.vector(3)
    p = softmax(row)
    assert math.isclose(sum(p), 1)
    assert all(v > 0 for v in p)
    assert p.index(max(p)) == row.index(max(row))
