import math


def law_slope(relu, derivative, draw):
    z = draw.real(-20, 20)
    h = 2.0**-17
    draw.assume(abs(z) > h)
    slope = (relu(z + h) - relu(z - h)) / (2 * h)
    assert math.isclose(derivative(z), slope, rel_tol=1e-6, abs_tol=1e-6)


def law_kink(derivative, draw):
    assert 0 <= derivative(0.0) <= 1
