"""Batches in a given order, the last one perhaps smaller."""

from purenn.exercises import check, same


def data(draw):
    samples = draw.size(6)
    rest, order = list(range(samples)), []
    while rest:
        order.append(rest.pop(draw.integer(0, len(rest) - 1)))
    # Every row is another one, so that none can stand for another.
    return {"X": [[float(s)] for s in range(samples)], "Y": [[10.0 * s] for s in range(samples)], "order": order, "size": draw.size(4)}


@check(data)
def value(code, X, Y, order, size):
    portions = [order[start : start + size] for start in range(0, len(X), size)]
    should = [([X[s] for s in portion], [Y[s] for s in portion]) for portion in portions]
    same("minibatches(X, Y, order, size)", code.minibatches(X, Y, order, size), should)
