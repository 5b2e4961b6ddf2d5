import math


def law_odds(sigmoid, draw):
    z = draw.real(-8, 8)
    p = sigmoid(z)
    assert 0 < p < 1
    assert math.isclose(p / (1 - p), math.exp(z))
