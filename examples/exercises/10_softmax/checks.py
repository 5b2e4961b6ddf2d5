"""Softmax, also of numbers whose exponentials are too large for a float."""

import math

from purenn.exercises import check, same


def near(draw):
    return {"row": [draw.real(-4, 4) for _ in range(draw.size())]}


def far(draw):
    scale = draw.pick([100.0, 1000.0, -1000.0])
    return {"row": [scale * v for v in draw.vector(draw.size())]}


def reference(row):
    powers = [math.exp(z - max(row)) for z in row]
    return [power / sum(powers) for power in powers]


@check(near)
def value(code, row):
    same("softmax(row)", code.softmax(row), reference(row))


@check(far)
def value_of_large_numbers(code, row):
    same("softmax(row)", code.softmax(row), reference(row))
