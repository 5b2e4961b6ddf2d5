"""Momentum, one step and several."""

from purenn.exercises import check, claim, same, shown


def one(draw):
    n = draw.size(3)
    lists = {name: draw.vector(n) for name in ("weights", "gradients", "velocities")}
    return {**lists, "rate": draw.pick([1.0, 0.5, 0.125]), "momentum": draw.pick([0.5, 0.0, 0.75])}


def two_values(got):
    claim(isinstance(got, tuple) and len(got) == 2, "your momentum_step(...) is %s; it should be two lists, weights and velocities" % shown(got))
    return got


@check(one)
def step(code, weights, gradients, velocities, rate, momentum):
    new_weights, new_velocities = two_values(code.momentum_step(weights, gradients, velocities, rate, momentum))
    same("new velocities", new_velocities, [momentum * v + g for v, g in zip(velocities, gradients)])
    same("new weights", new_weights, [w - rate * (momentum * v + g) for w, v, g in zip(weights, velocities, gradients)])


@check(one)
def new_lists(code, weights, gradients, velocities, rate, momentum):
    new_weights, new_velocities = two_values(code.momentum_step(weights, gradients, velocities, rate, momentum))
    given = (weights, gradients, velocities)
    claim(not any([new is old for new in (new_weights, new_velocities) for old in given]), "your momentum_step gives back a list that it was given, not a new one")
