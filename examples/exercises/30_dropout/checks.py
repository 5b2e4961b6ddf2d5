"""Dropout with given draws, there and back."""

from purenn.exercises import check, same


def batch(draw):
    rows, columns = draw.size(3), draw.size(3)
    draws = [[draw.pick([0.75, 0.25, 0.5, 0.125, 0.875, 0.0]) for _ in range(columns)] for _ in range(rows)]
    return {"A": draw.matrix(rows, columns), "rate": draw.pick([0.5, 0.25, 0.75]), "draws": draws}


def dropped(A, rate, draws):
    return [[0.0 if u < rate else a / (1 - rate) for a, u in zip(row, others)] for row, others in zip(A, draws)]


@check(batch)
def forward(code, A, rate, draws):
    same("dropout(A, rate, draws)", code.dropout(A, rate, draws), dropped(A, rate, draws))


def gradient(draw):
    case = batch(draw)
    return {"dA": case["A"], "rate": case["rate"], "draws": case["draws"]}


@check(gradient)
def backward(code, dA, rate, draws):
    same("dropout_backward(dA, rate, draws)", code.dropout_backward(dA, rate, draws), dropped(dA, rate, draws))
