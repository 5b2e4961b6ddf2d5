"""BatchNorm: its lines column by column, for here the samples of a batch depend on each other."""

from __future__ import annotations

from typing import Any, List, Tuple

from .. import normalization
from ..normalization import BatchNorm
from .atoms import Expression, Name, Number, Symbol
from .board import Board, Parts
from .expressions import Call, Power, Product, Quotient, Sum, difference
from .page import Line, Note, equation
from .places import place
from .terms import sum_of, sum_of_products

ONE, TWO = Number(1), Number(2)


def batch_norm_forward(board: Board, k: int) -> Parts:
    """Explain mean and variance of the batch, what they make of each number, and the running ones."""
    parts: Parts = [Note("Over the samples of the batch, each number gets the mean 0 and the deviation 1; then a gain and a shift that are learnt.")]
    width = len(board.names[k].outputs)
    for j in board.shown(range(width)):
        mean, variance = moments(board, k, j)
        inputs = [board.inputs(k, s)[j] for s in range(board.samples)]
        squares = [Power(difference(x, mean), TWO) for x in inputs]
        parts.append(equation(mean, _mean_of(board, inputs), place(BatchNorm.forward, "sum(column) / n")))
        where = place(BatchNorm.forward, "sum([(x - mean) * (x - mean) for x in column]) / n")
        parts.append(equation(variance, _mean_of(board, squares), where))
        for s in board.shown_samples():
            parts += _sample_lines(board, k, j, s, mean, variance)
        parts += [*board.left_out(board.samples, "sample"), *_running(board, k, j, mean, variance)]
    return parts + board.left_out(width, "number")


def moments(board: Board, k: int, j: int) -> Tuple[Symbol, Symbol]:
    """Return mean and variance of column j of what goes into layer k."""
    column, number = [board.inputs(k, s)[j].number for s in range(board.samples)], board.names[k].outputs[j].number
    mean = sum(column) / len(column)
    variance = sum([(x - mean) * (x - mean) for x in column]) / len(column)
    return Symbol(Name("mean", number), mean), Symbol(Name("var", number), variance)


def _mean_of(board: Board, terms: Any) -> Expression:
    return Quotient(sum_of(terms, board.most), Number(board.samples))


def normed(board: Board, k: int, j: int, s: int) -> Symbol:
    """Return what sample s is in column j before gain and shift."""
    name = Name("h", board.names[k].outputs[j].number)
    return Symbol(board.of_sample(name, s), board.layers[k]._normed[j][s])


def _deviation(board: Board, k: int, variance: Symbol) -> Expression:
    return Call("sqrt", Sum([variance, Number(board.layers[k].layer.epsilon)]))


def _sample_lines(board: Board, k: int, j: int, s: int, mean: Symbol, variance: Symbol) -> List[Line]:
    gain, shift = [row[j] for row in board.parameters(k)]
    h, x = normed(board, k, j, s), board.inputs(k, s)[j]
    return [
        equation(h, Quotient(difference(x, mean), _deviation(board, k, variance)), place(normalization._normed, "(x - mean) / deviation")),
        equation(board.outputs(k, s)[j], Sum([Product([gain, h]), shift]), place(BatchNorm._output, "gain * x + shift")),
    ]


def _running(board: Board, k: int, j: int, mean: Symbol, variance: Symbol) -> List[Line]:
    """Return the lines of the running mean and variance, which predict will use."""
    before, layer, n = board.record.before[k], board.layers[k].layer, board.samples
    rate = Number(layer.rate)
    unbiased = Quotient(Product([variance, Number(n)]), Number(n - 1))
    where = place(BatchNorm._remember, "(1 - rate) * old + rate * new")
    lines = []
    for letter, old, now, seen in (("run_mean", before.mean, layer.mean, mean), ("run_var", before.variance, layer.variance, unbiased)):
        name = Name(letter, mean.name.number)
        formula = Sum([Product([difference(ONE, rate), Symbol(name, old[j])]), Product([rate, seen])])
        lines.append(equation(Symbol(name._replace(new=True), now[j]), formula, where))
    return lines


def batch_norm_backward(board: Board, k: int) -> Parts:
    """Explain the gradients of gain and shift, and what reaches the inputs: by themselves, by the mean, by the variance."""
    words = "Each number reaches the loss in three ways: by itself, by the mean of the batch, and by its variance; these are the three terms."
    parts: Parts = [Note(words)]
    d_gains, d_shifts = board.d_parameters(k)
    width = len(d_gains)
    for j in board.shown(range(width)):
        above = [board.d_outputs(k, s)[j] for s in range(board.samples)]
        pairs = [(d, normed(board, k, j, s)) for s, d in enumerate(above)]
        parts.append(equation(d_shifts[j], sum_of(above, board.most), place(BatchNorm.backward, "sum(d_column)")))
        where = place(BatchNorm.backward, "sum([d * x for d, x in zip(*pair)])")
        parts.append(equation(d_gains[j], sum_of_products(pairs, board.most), where))
        if board.layers[k].dX is not None:
            parts += [_input_line(board, k, j, s, d_gains[j], d_shifts[j]) for s in board.shown_samples()]
            parts += board.left_out(board.samples, "sample")
    return parts + board.left_out(width, "number")


def _input_line(board: Board, k: int, j: int, s: int, d_gain: Any, d_shift: Any) -> Line:
    n, gain = Number(board.samples), board.parameters(k)[0][j]
    _, variance = moments(board, k, j)
    by_mean, by_variance = Quotient(d_shift, n), Quotient(Product([normed(board, k, j, s), d_gain]), n)
    inner = difference(difference(board.d_outputs(k, s)[j], by_mean), by_variance)
    formula = Product([Quotient(gain, _deviation(board, k, variance)), inner])
    return equation(board.d_inputs(k, s)[j], formula, place(BatchNorm._d_column, "factor * (d - by_mean - x * by_variance)"))
