"""A sigmoid neuron, and one step of gradient descent on its squared error."""

import math

from purenn.exercises import check, claim, same, shown


def sample(draw):
    inputs = draw.size(3)
    return {"weights": draw.vector(inputs), "bias": draw.number(), "x": draw.vector(inputs)}


def lesson(draw):
    return {**sample(draw), "y": draw.pick([0.0, 1.0]), "rate": draw.pick([1.0, 0.5, 2.0])}


def answer(weights, bias, x):
    return 1 / (1 + math.exp(-sum([w * v for w, v in zip(weights, x)]) - bias))


@check(sample)
def value(code, weights, bias, x):
    same("neuron(weights, bias, x)", code.neuron(weights, bias, x), answer(weights, bias, x))


@check(lesson)
def step(code, weights, bias, x, y, rate):
    got = code.learn(weights, bias, x, y, rate)
    claim(isinstance(got, (tuple, list)) and len(got) == 2, "your learn(weights, bias, x, y, rate) is %s; it should be two values, the weights and the bias" % shown(got))
    a = answer(weights, bias, x)
    dz = 2 * (a - y) * a * (1 - a)
    same("new weights", got[0], [w - rate * dz * v for w, v in zip(weights, x)])
    same("new bias", got[1], bias - rate * dz)
