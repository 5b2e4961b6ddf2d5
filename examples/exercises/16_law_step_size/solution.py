import math


def law_cube(slope, draw):
    x = draw.number() * draw.pick([1.0, 1000000.0])
    c = draw.number()
    assert math.isclose(slope(lambda v: c * v * v * v, x), 3 * c * x * x, rel_tol=1e-7)
