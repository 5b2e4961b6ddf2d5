"""Backward: the lines for what each layer does with the gradient of its outputs; the chain rule, factor by factor."""

from __future__ import annotations

from typing import Any, Dict, List

from .. import activations, linalg
from ..activations import Softmax
from ..layers import Dense, Dropout, Flatten
from ..normalization import BatchNorm
from ..scaling import Scaler
from .activation_formulas import FORMULAS
from .atoms import Derivative, Number
from .board import Board, Parts, heading
from .expressions import Product, Quotient, difference
from .forward import explainer
from .normalization import batch_norm_backward
from .page import Line, Note, Section, equation
from .places import Place, place
from .terms import sum_of_products


def backward_section(board: Board, k: int) -> Section:
    """Return the section of layer k; empty where backward did not come by, or the loss has told it already."""
    layer = board.layers[k]
    if layer.dA is None or layer.at_logits:
        return Section("", [])
    explain = explainer(BACKWARD, layer.layer, own_activation_backward, own_backward)
    return Section(heading("Backward", k, layer.layer), explain(board, k))


def activation_backward(board: Board, k: int) -> Parts:
    """Explain the slopes of an activation of the core, and the deltas at its sums."""
    layer = board.layers[k].layer
    formula = FORMULAS[type(layer)]

    def values(s: int) -> Parts:
        parts: List[Line] = []
        rows = list(zip(board.slopes(k, s), board.inputs(k, s), board.outputs(k, s)))
        for slope, z, a in board.shown(rows):
            parts.append(equation(slope, formula.slope(layer, z, a), formula.slope_place(z.number)))
        return [*parts, *deltas(board, k, s)]

    return [Note("The slope of each activation, and the chain rule: what reaches a sum is what reached its activation, times that slope."),
            *board.per_sample(values, len(board.names[k].outputs), "number")]  # fmt: skip


def deltas(board: Board, k: int, s: int) -> List[Line]:
    """Return the lines of the deltas at what goes into an activation."""
    if board.layers[k].dX is None:
        return []
    where = place(linalg.multiply_rows, "x * y")
    rows = board.shown(list(zip(board.d_inputs(k, s), board.d_outputs(k, s), board.slopes(k, s))))
    return [equation(delta, Product([d, slope]), where) for delta, d, slope in rows]


def own_activation_backward(board: Board, k: int) -> Parts:
    """Show the slopes of an activation that is not one of the core's, and explain the deltas."""
    name = type(board.layers[k].layer).__name__
    parts: Parts = [Note("The slopes of %s are taken as they came; the chain rule multiplies by them." % name)]
    for s in board.shown_samples():
        parts += [board.given(board.sample_label(s, "slopes"), board.slopes(k, s)), *deltas(board, k, s)]
    return parts + board.left_out(board.samples, "sample")


def dense_backward(board: Board, k: int) -> Parts:
    """Explain the gradients of the weights and biases, and what Dense passes on."""
    gradients = board.d_parameters(k)
    inputs = board.names[k].inputs
    parts: Parts = [Note(FACTORS[board.has_slopes(k + 1)] % board_names(board, k))]
    for j, row in enumerate(board.shown(gradients[:-1])):
        parts += [gradient_line(board, k, j, i, d) for i, d in enumerate(board.shown(row))]
        parts += board.left_out(len(inputs), "weight")
        parts.append(gradient_line(board, k, j, None, gradients[-1][j]))
    parts += board.left_out(len(gradients[-1]), "neuron")
    if board.layers[k].dX is not None:
        parts.append(Note("What reaches an input comes from every neuron that it goes into, through its weight there."))
        parts += board.per_sample(lambda s: passed_on(board, k, s), len(inputs), "input")
    return parts


FACTORS = {
    True: "Each weight by the chain rule, three factors: how the loss changes with the activation, how that changes with the sum, and how the sum "
    "changes with the weight. The last is what stands beside the weight in the sum: d%s/d%s = %s; beside a bias stands 1.",
    False: "Each weight by the chain rule: how the loss changes with the sum, times how the sum changes with the weight. That is what stands beside "
    "the weight in the sum: d%s/d%s = %s; beside a bias stands 1.",
}


def board_names(board: Board, k: int) -> Any:
    """Return the names of the first sum, the first weight, and the first input of Dense, as text."""
    names = board.names[k]
    return tuple(["%s%d" % (name.letter, name.number or 0) for name in (names.outputs[0], names.parameters[0][0], names.inputs[0])])


def gradient_line(board: Board, k: int, j: int, i: Any, gradient: Derivative) -> Line:
    """Return the line of the gradient of weight i of neuron j, or of its bias where i is None: a sum over the samples."""
    factors = []
    for s in range(board.samples):
        x = 1 if i is None else board.inputs(k, s)[i].number
        direct = Derivative(board.of_sample(board.names[k].outputs[j], s), gradient.below, x)
        if board.has_slopes(k + 1):
            factors.append([board.d_outputs(k + 1, s)[j], board.slopes(k + 1, s)[j], direct])
        else:
            factors.append([board.d_outputs(k, s)[j], direct])
    return equation(gradient, sum_of_products(factors, board.most), gradient_place(board.samples, i is None))


def gradient_place(samples: int, is_bias: bool) -> Place:
    """Return where the gradient of a weight or bias is computed."""
    if is_bias:
        return place(Dense.backward_parameters, "sum(d)")
    return place(linalg.dot_rows, "v * factor" if samples == 1 else "inner(row, other)")


def passed_on(board: Board, k: int, s: int) -> Parts:
    """Return the lines of what Dense passes on to its inputs."""
    weights = board.parameters(k)[:-1]
    deltas = board.d_outputs(k, s)
    where = place(linalg.dot_rows, "v * factor" if len(weights) == 1 else "inner(row, other)")
    lines: Parts = []
    for i, d in enumerate(board.shown(board.d_inputs(k, s))):
        lines.append(equation(d, sum_of_products([[delta, row[i]] for delta, row in zip(deltas, weights)], board.most), where))
    return lines


def softmax_backward(board: Board, k: int) -> Parts:
    """Explain the softmax by the line that its derivative, a matrix, comes to."""
    where = place(activations._softmax_backward, "a * (d - mean)")

    def values(s: int) -> Parts:
        pairs = list(zip(board.d_outputs(k, s), board.outputs(k, s)))
        mean = sum_of_products(pairs, board.most)
        rows = board.shown(list(zip(board.d_inputs(k, s), pairs)))
        return [equation(delta, Product([a, difference(d, mean)]), where) for delta, (d, a) in rows]

    note = "Every probability depends on every sum: what reaches a sum is its own share less the mean of all, weighed by the probabilities."
    return [Note(note), *board.per_sample(values, len(board.names[k].outputs), "number")]


def dropout_backward(board: Board, k: int) -> Parts:
    """Explain that what was dropped gets no blame."""
    layer = board.layers[k].layer
    where = place(Dropout._masked, "v / share if kept else 0")
    share = difference(Number(1), Number(layer.rate))

    def values(s: int) -> Parts:
        kept = board.symbols([name._replace(letter="kept") for name in board.names[k].outputs], s, layer._kept[s])
        rows = board.shown(list(zip(board.d_inputs(k, s), kept, board.d_outputs(k, s))))
        return [equation(delta, Quotient(Product([mark, d]), share), where) for delta, mark, d in rows]

    return passing(board, k, "What was dropped gets no blame; what was kept gets it multiplied as the number was.", values)


def scaler_backward(board: Board, k: int) -> Parts:
    """Explain a Scaler inside a network."""
    scale = board.layers[k].layer.scale
    where = place(Scaler.backward, "d / scale")

    def values(s: int) -> Parts:
        rows = board.shown(list(zip(board.d_inputs(k, s), board.d_outputs(k, s), scale)))
        return [equation(delta, Quotient(d, Number(size)), where) for delta, d, size in rows]

    return passing(board, k, "The scaler has divided; so it divides on the way back.", values)


def flatten_backward(board: Board, k: int) -> Parts:
    """Say what Flatten does."""
    return [Note("Flatten gives every number its place in the matrix again.")]


def passing(board: Board, k: int, sentence: str, values: Any) -> Parts:
    """Return the lines of a layer that only passes on, if there is one to pass on to."""
    if board.layers[k].dX is None:
        return []
    return [Note(sentence), *board.per_sample(values, len(board.names[k].inputs), "number")]


def own_backward(board: Board, k: int) -> Parts:
    """Show the gradients that go in and out of a layer that is not one of the core's."""
    parts: Parts = [Note("What %s does with the gradient cannot be explained here, so only what goes in and what comes out." % type(board.layers[k].layer).__name__)]
    for s in board.shown_samples():
        parts.append(board.given(board.sample_label(s, "in"), board.d_outputs(k, s)))
        if board.layers[k].dX is not None:
            parts.append(board.given(board.sample_label(s, "out"), board.d_inputs(k, s)))
    parts += board.left_out(board.samples, "sample")
    return parts + [board.given("gradients", row) for row in board.shown(board.d_parameters(k))]


BACKWARD: Dict[Any, Any] = {
    Dense: dense_backward,
    Softmax: softmax_backward,
    Dropout: dropout_backward,
    Scaler: scaler_backward,
    Flatten: flatten_backward,
    BatchNorm: batch_norm_backward,
    **dict.fromkeys(FORMULAS, activation_backward),
}
