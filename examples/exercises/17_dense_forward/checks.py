"""Weighted sums of a layer, for a batch."""

from purenn.exercises import check, same


def layer(draw):
    inputs, outputs, samples = draw.size(3), draw.size(3), draw.size(3)
    return {"W": draw.matrix(outputs, inputs), "b": draw.vector(outputs), "X": draw.matrix(samples, inputs)}


@check(layer)
def value(code, W, b, X):
    Z = [[b[j] + sum([W[j][i] * x[i] for i in range(len(x))]) for j in range(len(W))] for x in X]
    same("dense(W, b, X)", code.dense(W, b, X), Z)
