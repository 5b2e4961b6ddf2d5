"""Softmax, also of numbers whose exponentials are too large for a float."""

import math

from purenn.exercises import check, claim, same


def near(draw):
    return {"row": [draw.real(-4, 4) for _ in range(draw.size())]}


def far(draw):
    scale = draw.pick([100.0, 1000.0, -1000.0])
    return {"row": [scale * v for v in draw.vector(draw.size())]}


def reference(row):
    powers = [math.exp(z - max(row)) for z in row]
    return [power / sum(powers) for power in powers]


def precisely(row, got):
    should = reference(row)
    same("softmax(row)", got, should)
    for k, (p, exact) in enumerate(zip(got, should)):
        claim(abs(p - exact) <= 1e-9 * exact + 1e-300, "your softmax(row)[%d] is %r; it should be %r: what is small has to be exact too" % (k, p, exact))


@check(near)
def value(code, row):
    precisely(row, code.softmax(row))


@check(far)
def value_of_large_numbers(code, row):
    precisely(row, code.softmax(row))
