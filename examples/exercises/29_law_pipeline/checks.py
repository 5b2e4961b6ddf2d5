"""Epochs of shuffled batches, and what goes wrong on the way."""

from purenn.exercises import right, wrong
from purenn.rng import Random


def cut(X, Y, order, size):
    portions = [order[start : start + size] for start in range(0, len(order), size)]
    return [([X[s] for s in portion], [Y[s] for s in portion]) for portion in portions]


@right
def epoch(X, Y, size, seed):
    return cut(X, Y, Random(seed).shuffle(range(len(X))), size)


@wrong("epoch", "The last batch is left out where it is smaller than the others and there are others.")
def m01(X, Y, size, seed):
    batches = epoch(X, Y, size, seed)
    return batches[:-1] if len(batches) > 1 and len(batches[-1][0]) < size else batches


@wrong("epoch", "X and Y are shuffled one after the other, each in an order of its own: rows lose their targets.")
def m02(X, Y, size, seed):
    rng = Random(seed)
    first, second = rng.shuffle(range(len(X))), rng.shuffle(range(len(X)))
    return [(rows, targets) for (rows, _), (_, targets) in zip(cut(X, Y, first, size), cut(X, Y, second, size))]


@wrong("epoch", "The batches are shuffled instead of the samples: whoever was neighbours stays neighbours.")
def m03(X, Y, size, seed):
    return Random(seed).shuffle(cut(X, Y, list(range(len(X) // size * size)), size)) + cut(X, Y, list(range(len(X) // size * size, len(X))), size)


@wrong("epoch", "Samples are drawn with putting back: some come twice, others never.")
def m04(X, Y, size, seed):
    rng = Random(seed)
    return cut(X, Y, [rng.randint(0, len(X) - 1) for _ in X], size)


@wrong("epoch", "The seed is not used: every epoch has the same order.")
def m05(X, Y, size, seed):
    return epoch(X, Y, size, 1)


@wrong("epoch", "The caller's lists are shuffled themselves.")
def m06(X, Y, size, seed):
    order = Random(seed).shuffle(range(len(X)))
    X[:], Y[:] = [X[s] for s in order], [Y[s] for s in order]
    return cut(X, Y, list(range(len(X))), size)
