"""Adam, over several steps, against its algorithm for one weight."""

import math

from purenn.exercises import alike, check, claim, same, shown


def run(draw):
    n = draw.size(2)
    return {"weights": draw.vector(n), "gradients": draw.matrix(draw.size(3), n), "rate": draw.pick([1.0, 0.5])}


def path(w, gradients, rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """The weight after each step."""
    m, v, found = 0.0, 0.0, []
    for t, g in enumerate(gradients, 1):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        w -= rate * m / (1 - beta1**t) / (math.sqrt(v / (1 - beta2**t)) + epsilon)
        found.append(w)
    return found


@check(run)
def two_at_once(code, weights, gradients, rate):
    first = code.Adam(rate)
    alone = first.step(weights, gradients[0])
    first.step(weights, [-3.0 * g for g in gradients[0]])
    got = code.Adam(rate).step(weights, gradients[0])
    sentence = "a second Adam object gives another answer than the first one gave: %s and not %s; what one remembers has to be its own (self.m, not Adam.m)"
    claim(alike(got, alone), sentence % (shown(got), shown(alone)))


@check(run)
def steps(code, weights, gradients, rate):
    adam = code.Adam(rate)
    should = list(zip(*[path(w, [row[i] for row in gradients], rate) for i, w in enumerate(weights)]))
    for k, row in enumerate(gradients):
        weights = adam.step(weights, row)
        same("list of weights after %d step%s, with one row of gradients for each," % (k + 1, "s" * (k > 0)), weights, list(should[k]))


@check(run)
def other_constants(code, weights, gradients, rate):
    adam = code.Adam(rate, 0.5, 0.75, 1.0)
    rows = [gradients[0], [-3.0 * g for g in gradients[0]]]  # two that differ: with one, or two equal ones, the hats cancel both betas
    should = list(zip(*[path(w, [row[i] for row in rows], rate, 0.5, 0.75, 1.0) for i, w in enumerate(weights)]))
    for words, row, after in zip(("a step", "a second step, with -3 times gradients[0] as its gradients,"), rows, should):
        weights = adam.step(weights, row)
        same("list of weights after %s of Adam(rate, beta1=0.5, beta2=0.75, epsilon=1.0)" % words, weights, list(after))
