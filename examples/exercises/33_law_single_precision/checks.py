"""The sigmoid in floats of 24 bits, and in what was meant to be that."""

import math
import struct

from purenn.exercises import right, wrong


def single(v):
    return struct.unpack("f", struct.pack("f", v))[0]


def exact(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


@right
def sigmoid(z):
    return single(exact(z))


@right("sigmoid")
def step_by_step(z):
    if z >= 0:
        return single(1 / single(1 + single(math.exp(-z))))
    power = single(math.exp(z))
    return single(power / single(1 + power))


@wrong("sigmoid", "It is in half precision: three digits, and 0 for z below -17.")
def m01(z):
    return struct.unpack("e", struct.pack("e", exact(z)))[0]


@wrong("sigmoid", "For negative z it is 1 - sigmoid(-z): the difference of two numbers that are nearly the same, and hardly a digit is left.")
def m02(z):
    return single(1 - sigmoid(-z)) if z < 0 else sigmoid(z)


@wrong("sigmoid", "It is looked up in a table of 1024 steps between -8 and 8, without interpolation.")
def m03(z):
    return sigmoid(round(min(max(z, -8.0), 8.0) * 64) / 64 + 1 / 256)


@wrong("sigmoid", "z is cut off at -30: further out the result no longer becomes smaller.")
def m04(z):
    return sigmoid(max(z, -30.0))


@wrong("sigmoid", "A small number, 1e-7, is added so that the result is never 0.")
def m05(z):
    return single(exact(z) + 1e-7)
