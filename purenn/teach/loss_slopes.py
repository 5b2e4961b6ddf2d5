"""Where backward begins: how the loss changes with each output, or with the sums before the last activation."""

from __future__ import annotations

from typing import Any, Dict, List

from .. import losses
from ..activations import Sigmoid
from ..element_losses import ElementLoss
from ..losses import BCE, CrossEntropy, SoftmaxCrossEntropy
from .atoms import Expression, Number
from .board import Board, Parts, heading
from .expressions import Negative, Product, Quotient, Sum, difference
from .loss_formulas import FORMULAS
from .losses import explained, over, probabilities
from .page import Note, Section, equation
from .places import place


def loss_slopes_section(board: Board) -> Section:
    """Return the first section of backward; where the last activation takes the gradient at its sums, it has that one."""
    if not board.layers[-1].dA:
        return Section("Backward", [Note("No layer of this network learns, so there is no backward.")])
    if board.layers[-1].at_logits:
        return Section(heading("Backward", len(board.layers) - 1, board.layers[-1].layer), _at_logits(board))
    return Section("Backward: the loss", explained(SLOPES, board.record.loss, _element_slopes, _own_slopes)(board))


def _at_logits(board: Board) -> Parts:
    """Explain the shortcut: the slope of the loss and that of the activation cancel."""
    mean = board.record.loss.count(board.record.outputs) if isinstance(board.record.loss, ElementLoss) else board.samples
    last = len(board.layers) - 1
    sigmoid = isinstance(board.layers[-1].layer, Sigmoid)
    function, wanted = (BCE.slopes, "(a - y) / count") if sigmoid else (losses._class_slopes, "(p * total - y) / n")
    where = place(function, wanted)

    def slopes(s: int) -> Parts:
        total = sum([y.number for y in board.targets(s)])
        rows = board.shown(list(zip(zip(board.d_inputs(last, s), board.outputs(last, s), board.targets(s)), _chains(board, last, s, sigmoid))))
        return [equation(d, over(difference(a if sigmoid else _times(a, total), y), mean), where, chain) for (d, a, y), chain in rows]

    return [Note(CANCELS if sigmoid else CANCELS_IN_SOFTMAX), *board.per_sample(slopes, len(board.names[-1].outputs), "output")]


CANCELS = (
    "The slope of the loss at a is (a - y) / (a*(1 - a)), and that of the sigmoid is a*(1 - a): the two are never computed, "
    "because multiplied they leave a - y."
)
CANCELS_IN_SOFTMAX = "Cross-entropy behind a softmax: multiplied out, the slopes of the two leave a - y at each sum."


def _chains(board: Board, last: int, s: int, sigmoid: bool) -> List[Any]:
    """Return the chain rule for each output, as it would be without the shortcut; behind a softmax it is a sum over all classes."""
    if not sigmoid:
        return [None] * len(board.names[last].outputs)
    return [Product(pair) for pair in zip(board.d_outputs(last, s), board.slopes(last, s))]


def _times(p: Any, total: Any) -> Expression:
    return p if total == 1 else Product([p, Number(total)])


def _element_slopes(board: Board) -> Parts:
    """Explain how a mean or a sum over elements changes with each output."""
    loss, count = board.record.loss, board.record.loss.count(board.record.outputs)
    formula = FORMULAS.get(type(loss))
    if formula is None:
        return _own_slopes(board)
    where = formula.slope_place

    def slopes(s: int) -> Parts:
        rows = board.shown(list(zip(board.d_outputs(-1, s), board.outputs(-1, s), board.targets(s))))
        return [equation(d, over(formula.slope(loss, a, y), count), where) for d, a, y in rows]

    return [Note("How the loss changes with each output."), *board.per_sample(slopes, len(board.names[-1].outputs), "output")]


def _cross_entropy_slopes(board: Board) -> Parts:
    """Explain cross-entropy without its shortcut."""
    where = place(CrossEntropy.slopes, "-y / max(a, TINY) / n if y else 0.0")

    def slopes(s: int) -> Parts:
        rows = board.shown(list(zip(board.d_outputs(-1, s), board.outputs(-1, s), board.targets(s))))
        return [equation(d, over(_surprise_slope(a, y), board.samples), where) for d, a, y in rows]

    return [Note("How the loss changes with each output: only that of the true class counts."), *board.per_sample(slopes, len(board.names[-1].outputs), "output")]


def _surprise_slope(a: Any, y: Any) -> Expression:
    return Quotient(Negative(y), a if a.number >= losses.TINY or (not y.number and a.number) else Number(losses.TINY))


def _softmax_cross_entropy_slopes(board: Board) -> Parts:
    """Explain the slope at the sums: p - y."""
    where = place(losses._class_slopes, "(p * total - y) / n")

    def slopes(s: int) -> Parts:
        total = sum([y.number for y in board.targets(s)])
        rows = board.shown(list(zip(board.d_outputs(-1, s), probabilities(board, s), board.targets(s))))
        return [equation(d, over(Sum([_times(p, total), Negative(y)]), board.samples), where) for d, p, y in rows]

    return [Note(CANCELS_IN_SOFTMAX.replace("a - y", "p - y")), *board.per_sample(slopes, len(board.names[-1].outputs), "output")]


def _own_slopes(board: Board) -> Parts:
    """Show the gradient of a loss that is not one of the core's."""
    name = type(board.record.loss).__name__
    parts: Parts = [Note("%s is no loss of the core: its gradient is taken as it came." % name)]
    for s in board.shown_samples():
        parts.append(board.given(board.sample_label(s, "gradient"), board.d_outputs(-1, s)))
    return parts + board.left_out(board.samples, "sample")


SLOPES: Dict[Any, Any] = {CrossEntropy: _cross_entropy_slopes, SoftmaxCrossEntropy: _softmax_cross_entropy_slopes}
