"""Rows that add up to 1."""

import math

from purenn.exercises import right, wrong


def shares(values):
    total = sum(values)
    return [v / total for v in values]


@right
def softmax(row):
    return shares([math.exp(z - max(row)) for z in row])


@right("softmax")
def by_logarithm(row):
    top = max(row)
    total = math.log(sum([math.exp(z - top) for z in row]))
    return [math.exp(z - top - total) for z in row]


@wrong("softmax", "It does not take the largest number off: exp overflows.")
def m01(row):
    return shares([math.exp(z) for z in row])


@wrong("softmax", "It halves the numbers first, as if at temperature 2: too undecided.")
def m02(row):
    return softmax([z / 2 for z in row])


@wrong("softmax", "It has no exponential in it: the shares grow in a straight line with the numbers.")
def m03(row):
    return shares([z - min(row) + 1 for z in row])


@wrong("softmax", "It adds a small number to every exponential, so that none is 0, before it divides.")
def m04(row):
    return shares([math.exp(z - max(row)) + 1e-3 for z in row])


@wrong("softmax", "It uses powers of 2 instead of powers of e.")
def m05(row):
    return shares([2.0 ** (z - max(row)) for z in row])


@wrong("softmax", "It takes the first number off instead of the largest: exp overflows if another one is much larger.")
def m06(row):
    return shares([math.exp(z - row[0]) for z in row])
