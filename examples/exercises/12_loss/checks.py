"""The mean squared error and its gradient, for batches of any shape."""

from purenn.exercises import check, same


def batch(draw):
    samples, outputs = draw.size(3), draw.size(3)
    return {"A": draw.matrix(samples, outputs), "Y": draw.matrix(samples, outputs)}


def differences(A, Y):
    return [[a - y for a, y in zip(row, targets)] for row, targets in zip(A, Y)]


@check(batch)
def value(code, A, Y):
    squares = [d * d for row in differences(A, Y) for d in row]
    same("mse(A, Y)", code.mse(A, Y), sum(squares) / len(squares))


@check(batch)
def gradient(code, A, Y):
    count = len(A) * len(A[0])
    same("mse_gradient(A, Y)", code.mse_gradient(A, Y), [[2 * d / count for d in row] for row in differences(A, Y)])
