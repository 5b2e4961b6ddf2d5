import math


def law_slope(f, derivative, draw):
    z = draw.real(-2, 2)
    h = 2.0**-17
    slope = (f(z + h) - f(z - h)) / (2 * h)
    assert math.isclose(derivative(z), slope, rel_tol=1e-6)
