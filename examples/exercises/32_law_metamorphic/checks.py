"""Gradients that treat samples, or columns, unequally."""

from purenn.exercises import right, wrong


def errors(w, X, Y):
    return [sum([a * b for a, b in zip(w, row)]) - y for row, y in zip(X, Y)]


@right
def gradient(w, X, Y):
    found = errors(w, X, Y)
    return [2 * sum([e * row[i] for e, row in zip(found, X)]) / len(X) for i in range(len(w))]


@wrong("gradient", "It is the gradient of the sum, not of the mean: twice the data, twice the gradient.")
def m01(w, X, Y):
    return [v * len(X) for v in gradient(w, X, Y)]


@wrong("gradient", "Samples that are the same count once only: somebody made a set of them.")
def m02(w, X, Y):
    once = list(dict.fromkeys([(tuple(row), y) for row, y in zip(X, Y)]))
    found = gradient(w, [row for row, _ in once], [y for _, y in once])
    return [v * len(once) / len(X) for v in found]


@wrong("gradient", "The first weight is taken for a bias, whose input is always 1.")
def m03(w, X, Y):
    return gradient(w, [[1.0, *row[1:]] for row in X], Y)


@wrong("gradient", "The last weight is frozen: its gradient is always 0, if there are others.")
def m04(w, X, Y):
    found = gradient(w, X, Y)
    return [*found[:-1], 0.0] if len(w) > 1 else found


@wrong("gradient", "Errors are cut off at 1 and -1, as another loss does: twice the error is then not twice the gradient.")
def m05(w, X, Y):
    found = [min(max(e, -1.0), 1.0) for e in errors(w, X, Y)]
    return [2 * sum([e * row[i] for e, row in zip(found, X)]) / len(X) for i in range(len(w))]


@wrong("gradient", "A little weight decay is added, so that weights shrink even where there is nothing to learn.")
def m06(w, X, Y):
    return [v + 0.01 * a for v, a in zip(gradient(w, X, Y), w)]
