def dropout(A, rate, draws):
    return [[0.0 if draw < rate else a / (1 - rate) for a, draw in zip(row, others)] for row, others in zip(A, draws)]


def dropout_backward(dA, rate, draws):
    return dropout(dA, rate, draws)
