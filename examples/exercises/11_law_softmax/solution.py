import math


def law_ratios(softmax, draw):
    row = draw.vector(draw.size())
    p = softmax(row)
    assert len(p) == len(row)
    assert math.isclose(sum(p), 1)
    for i in range(len(row)):
        assert math.isclose(p[i] / p[0], math.exp(row[i] - row[0]))


def law_large_numbers(softmax, draw):
    row = [1000.0 * v for v in draw.vector(draw.size())]
    assert math.isclose(sum(softmax(row)), 1)
