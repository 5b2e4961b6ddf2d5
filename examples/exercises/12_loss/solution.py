def mse(A, Y):
    squares = [(a - y) ** 2 for row, targets in zip(A, Y) for a, y in zip(row, targets)]
    return sum(squares) / len(squares)


def mse_gradient(A, Y):
    count = len(A) * len(A[0])
    return [[2 * (a - y) / count for a, y in zip(row, targets)] for row, targets in zip(A, Y)]
