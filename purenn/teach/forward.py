"""Forward: the lines for what each layer makes of its inputs."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, Sequence

from .. import functions, linalg
from ..activations import Softmax
from ..layer import Activation
from ..layers import Dense, Dropout, Flatten
from ..normalization import BatchNorm
from ..scaling import Scaler
from .activation_formulas import FORMULAS
from .atoms import Atom, Name, Number, Rest, Symbol
from .board import Board, Parts, heading
from .expressions import Call, Product, Quotient, difference
from .normalization import batch_norm_forward
from .page import Line, Note, Section, equation
from .places import place
from .terms import sum_of, sum_of_products


def forward_section(board: Board, k: int) -> Section:
    """Return the section of layer k."""
    layer = board.layers[k].layer
    explain = explainer(FORWARD, layer, own_activation_forward, own_forward)
    return Section(heading("Forward", k, layer), explain(board, k))


def explainer(known: Dict[Any, Any], layer: Any, own_activation: Any, own: Any) -> Callable[[Board, int], Parts]:
    """Return the function that explains a layer: one of the core exactly, an activation of your own, or any other."""
    if type(layer) in known:
        return known[type(layer)]  # type: ignore[no-any-return]
    return own_activation if isinstance(layer, Activation) else own  # type: ignore[no-any-return]


def dense_forward(board: Board, k: int) -> Parts:
    """Explain the weighted sums of Dense."""
    *weights, biases = board.parameters(k)
    where = place(linalg.affine_rows, "inner(weights, x) + bias")

    def sums(s: int) -> Parts:
        inputs = board.inputs(k, s)
        return [
            equation(z, sum_of_products(list(zip(row, inputs)), board.most, [bias]), where)
            for z, row, bias in zip(board.shown(board.outputs(k, s)), weights, biases)
        ]

    note = Note("Each neuron adds up its inputs, each times its weight, and its bias.")
    return [note, *board.per_sample(sums, len(biases), "neuron")]


def activation_forward(board: Board, k: int) -> Parts:
    """Explain an activation of the core."""
    layer = board.layers[k].layer
    formula = FORMULAS[type(layer)]

    def values(s: int) -> Parts:
        pairs = board.shown(list(zip(board.inputs(k, s), board.outputs(k, s))))
        return [equation(a, formula.value(layer, z), formula.value_place(z.number)) for z, a in pairs]

    return [Note(formula.sentence), *board.per_sample(values, len(board.names[k].outputs), "number")]


def softmax_forward(board: Board, k: int) -> Parts:
    """Explain the softmax."""
    sentence = "Softmax makes probabilities. The largest sum is taken off first, so that exp never overflows; the result is the same."

    def values(s: int) -> Parts:
        return [*softmax_lines(board, k, s, board.inputs(k, s), board.outputs(k, s))]

    return [Note(sentence), *board.per_sample(values, len(board.names[k].outputs), "class")]


def softmax_lines(board: Board, k: int, s: int, sums: Sequence[Symbol], probabilities: Sequence[Symbol]) -> List[Line]:
    """Return the lines from sums to probabilities: the largest, the powers, their total, the shares."""
    top, powers, total = softmax_steps(board, k, s, sums, probabilities)
    where = [place(functions.softmax, wanted) for wanted in ("max(row)", "exp(z - top)", "sum(powers)", "power / total")]
    shown: List[Atom] = board.shown(sums)
    if len(shown) < len(sums):
        shown.append(Rest(len(sums) - len(shown), max([z.number for z in sums[len(shown) :]])))
    lines = [equation(top, Call("max", *shown), where[0])]
    lines += [equation(e, Call("exp", difference(z, top)), where[1]) for e, z in zip(board.shown(powers), sums)]
    lines.append(equation(total, sum_of(powers, board.most), where[2]))
    return lines + [equation(a, Quotient(e, total), where[3]) for a, e in zip(board.shown(probabilities), powers)]


def softmax_steps(board: Board, k: int, s: int, sums: Sequence[Symbol], probabilities: Sequence[Symbol]) -> Any:
    """Return the largest sum, the powers, and their total, of the softmax in layer k, or behind the last one."""
    top = max([z.number for z in sums])
    values = [math.exp(z.number - top) for z in sums]
    letter = "e" if k < len(board.layers) else "q"
    powers = board.symbols([Name(letter, a.name.number) for a in probabilities], s, values)
    number = board.number_of_softmax(k)
    return (*board.symbols([Name("m", number)], s, [top]), powers, *board.symbols([Name("total", number)], s, [sum(values)]))


def dropout_forward(board: Board, k: int) -> Parts:
    """Explain what Dropout drops this time."""
    layer = board.layers[k].layer
    share = difference(Number(1), Number(layer.rate))
    where = place(Dropout._masked, "v / share if kept else 0")

    def values(s: int) -> Parts:
        kept = board.symbols([name._replace(letter="kept") for name in board.names[k].outputs], s, layer._kept[s])
        pairs = board.shown(list(zip(kept, board.inputs(k, s), board.outputs(k, s))))
        lines = [equation(a, Quotient(Product([mark, x]), share), where) for mark, x, a in pairs]
        return [board.given(board.sample_label(s, "drawn"), kept), *lines]

    sentence = "Dropout sets each number to 0 with probability %s; what is kept grows by 1 / (1 - %s). This is what the next step would draw."
    return [Note(sentence % (layer.rate, layer.rate)), *board.per_sample(values, len(board.names[k].outputs), "number")]


def scaler_forward(board: Board, k: int) -> Parts:
    """Explain a Scaler."""
    layer = board.layers[k].layer
    where = place(Scaler.predict, "(x - shift) / scale")

    def values(s: int) -> Parts:
        rows = board.shown(list(zip(board.outputs(k, s), board.inputs(k, s), layer.shift, layer.scale)))
        return [equation(a, Quotient(difference(x, Number(shift)), Number(scale)), where) for a, x, shift, scale in rows]

    return [Note("The scaler shifts and scales every input by numbers of its own."), *board.per_sample(values, len(layer.shift), "number")]


def flatten_forward(board: Board, k: int) -> Parts:
    """Explain Flatten."""
    return [Note("Flatten puts the rows of each sample one behind the other; every number keeps its name.")]


def own_activation_forward(board: Board, k: int) -> Parts:
    """Show what goes in and out of an activation that is not one of the core's."""
    layer = board.layers[k].layer
    where = place(type(layer).function, "")
    name = type(layer).__name__
    note = Note("%s is no activation of the core: what its function does inside cannot be explained here." % name)

    def values(s: int) -> Parts:
        pairs = board.shown(list(zip(board.inputs(k, s), board.outputs(k, s))))
        return [Line(a, [Call(name, z)], [Call(name, z)], where) for z, a in pairs]

    return [note, *board.per_sample(values, len(board.names[k].outputs), "number")]


def own_forward(board: Board, k: int) -> Parts:
    """Show what goes in and out of a layer that is not one of the core's."""
    layer = board.layers[k].layer
    parts: Parts = [Note("%s is no layer of the core: what it does inside cannot be explained here, so only what goes in and what comes out." % type(layer).__name__)]
    for s in board.shown_samples():
        ins: List[Atom] = list(board.inputs(k, s))
        parts += [board.given(board.sample_label(s, "in"), ins), board.given(board.sample_label(s, "out"), board.outputs(k, s))]
    return parts + board.left_out(board.samples, "sample")


FORWARD: Dict[Any, Any] = {
    Dense: dense_forward,
    Softmax: softmax_forward,
    Dropout: dropout_forward,
    Scaler: scaler_forward,
    Flatten: flatten_forward,
    BatchNorm: batch_norm_forward,
    **dict.fromkeys(FORMULAS, activation_forward),
}
