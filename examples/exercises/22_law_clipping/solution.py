import math


def law_difference(loss, draw):
    z = draw.number() * draw.pick([1.0, 30.0, 1000.0])
    assert math.isclose(loss(z, 0) - loss(z, 1), z)


def law_slope(loss, gradient, draw):
    z, y, h = draw.number() * draw.pick([1.0, 30.0, 1000.0]), draw.pick([0, 1]), 2.0**-10
    slope = (loss(z + h, y) - loss(z - h, y)) / (2 * h)
    assert math.isclose(gradient(z, y), slope, rel_tol=1e-4, abs_tol=1e-4)
