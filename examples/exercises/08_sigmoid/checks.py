"""The sigmoid and its slope, near 0 and far out."""

import math

from purenn.exercises import check, claim, same


def near(draw):
    return {"z": draw.real(-20, 20)}


def far(draw):
    return {"z": draw.pick([1.0, -1.0]) * draw.pick([30.0, 40.0, 300.0, 700.0, 710.0, 745.0, 1000.0, 1e6])}


def reference(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def precisely(what, got, should, z):
    same(what, got, should, 1e-12)
    # For negative z what is small has all its digits too; below 1e-300 a float has not.
    fits = z > 0 or abs(got - should) <= 1e-12 * should + 1e-300
    claim(fits, "your %s is %r; it should be %r: what is small has to be exact too" % (what, got, should))


@check(near)
def value(code, z):
    precisely("sigmoid(z)", code.sigmoid(z), reference(z), z)


@check(far)
def value_far_out(code, z):
    precisely("sigmoid(z)", code.sigmoid(z), reference(z), z)


@check(near)
def slope(code, z):
    precisely("sigmoid_derivative(z)", code.sigmoid_derivative(z), reference(z) * reference(-z), z)


@check(far)
def slope_far_out(code, z):
    precisely("sigmoid_derivative(z)", code.sigmoid_derivative(z), reference(z) * reference(-z), z)
