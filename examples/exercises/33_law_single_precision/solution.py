import math


def law_seven_digits(sigmoid, draw):
    z = draw.real(-80, 80)
    assert math.isclose(sigmoid(z), 1 / (1 + math.exp(-z)), rel_tol=2.0**-22)
