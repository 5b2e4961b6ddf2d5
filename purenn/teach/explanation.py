"""`explain`: one whole training step as a worked page."""

from __future__ import annotations

from typing import Any, List, Optional, Tuple

from ..layers import Dense, Flatten
from ..optimizers import SGD
from ..shapes import is_row, require_size
from ..training import check_roles, check_samples, require_batches
from .atoms import Name, Symbol
from .backward import backward_section
from .board import LOSS, Board
from .forward import forward_section
from .loss_slopes import loss_slopes_section
from .losses import loss_section
from .page import Note, Page, Part, Section
from .record import record_step
from .steps import step_sections

MOST_DIGITS = 17  # a float has no more


def explain(
    net: Any,
    x: Any,
    y: Any,
    loss: Any,
    learning_rate: Any = None,
    optimizer: Any = None,
    digits: int = 6,
    most: int = 8,
) -> Page:
    """Work one training step out on a page: every sum, activation, delta, gradient and new weight, with its numbers in place.

    The numbers are those of the real forward, backward and optimizer.step, taken on copies: the network, its gradients, the
    optimizer and the generators stay as they are, and the page shows the step that `fit` would take next. x and y are one
    sample, or a small batch. `learning_rate` is that of SGD; any other optimizer is passed itself. Numbers are rounded to
    `digits` after the point; of more than `most` neurons, inputs, terms or samples the last are left out, and the page says so.

    Errors:   ShapeError  x, y and the network do not fit together
              ValueError  net is no Network, the loss has class weights, or there is neither a learning_rate nor an optimizer, or both
    Example:
        >>> import purenn as nn
        >>> net = nn.Network([nn.Dense(2, 1)])
        >>> net.layers[0].weights, net.layers[0].biases = [[0.5, -1.0]], [2.0]
        >>> page = nn.explain(net, [3, 4], [0.0], nn.MSE(), learning_rate=0.1)
        >>> [line.result for line in page.lines()]
        [-0.5, 0.25, 0.25, -1.0, -3.0, -4.0, -1.0, 0.8, -0.6, 2.1]
        >>> net.layers[0].weights
        [[0.5, -1.0]]
    """
    _check_network(net)
    digits, most = require_size(digits, "digits"), require_size(most, "most")
    if digits > MOST_DIGITS:
        raise ValueError("digits should be at most %d, for a float has no more, but is %d" % (MOST_DIGITS, digits))
    optimizer = _optimizer(learning_rate, optimizer)
    check_roles(loss, optimizer, (), ())
    if getattr(loss, "class_weights", None) is not None:
        raise ValueError("explain works with plain losses, such as nn.%s(): class weights only multiply what each sample adds" % type(loss).__name__)
    X, Y = as_batch(net, x, y)
    X, Y = check_samples(net, X, Y, loss)
    require_batches(net, len(X), len(X))
    board = Board(record_step(net, X, Y, loss, optimizer), most)
    sections = [given_section(board), *[forward_section(board, k) for k in range(len(board.layers))]]
    sections += [loss_section(board), loss_slopes_section(board)]
    sections += [backward_section(board, k) for k in reversed(range(len(board.layers)))]
    sections += [*step_sections(board), *after(board)]
    return Page("One training step, number by number", facts(board, digits), sections, digits)


def _check_network(net: Any) -> None:
    if hasattr(net, "unpack"):
        scale = ", and x times its input_scale, %.6g" % net.input_scale if net.input_scale != 1 else ""
        raise ValueError("explain expects a Network, but got a PackedNetwork, which calculates in whole numbers: pass net.unpack()%s" % scale)
    if not hasattr(net, "layers") or not hasattr(net, "backward"):
        raise ValueError("explain expects a Network, but got %r" % (net,))


def _optimizer(learning_rate: Any, optimizer: Any) -> Any:
    if learning_rate is not None and optimizer is not None:
        raise ValueError("explain takes a learning_rate, which is that of SGD, or an optimizer, but got both")
    if learning_rate is None and optimizer is None:
        raise ValueError("explain expects a learning_rate, such as 0.1, or an optimizer, such as nn.Adam()")
    return SGD(learning_rate) if optimizer is None else optimizer


def as_batch(net: Any, x: Any, y: Any) -> Tuple[Any, Any]:
    """Return x and y as a batch; one sample with its target becomes a batch of one.

    Example:
        >>> import purenn as nn
        >>> as_batch(nn.Network([nn.Dense(2, 1)]), [0.5, 1.0], 1)
        ([[0.5, 1.0]], [1])
        >>> as_batch(nn.Network([nn.Dense(2, 2)]), [0.5, 1.0], [1, 0])
        ([[0.5, 1.0]], [[1, 0]])
    """
    deep = 3 if isinstance(net.layers[0], Flatten) else 2
    if _depth(x) != deep - 1:
        return x, y
    if not is_row(y):
        return [x], [y]
    one_number = len(y) == 1 and net.outputs not in (None, 1)  # a class number
    return [x], y if is_row(y[0]) or one_number else [y]


def _depth(rows: Any) -> int:
    return 1 + _depth(rows[0]) if is_row(rows) and len(rows) else 0


def facts(board: Board, digits: int) -> List[str]:
    """Return what stands below the title."""
    record = board.record
    samples = "1 sample" if board.samples == 1 else "%d samples" % board.samples
    return [
        "net: %s" % ", ".join([repr(layer) for layer in board.layers]),
        "loss: %r; optimizer: %r; %s" % (record.loss, record.optimizer, samples),
        "rounded to %d %s after the point, calculated with all" % (digits, "digit" if digits == 1 else "digits"),
        "behind each equation: the file of purenn/ and the line that computes it",
    ]


def given_section(board: Board) -> Section:
    """Return what the step begins with: inputs, targets, weights."""
    parts: List[Part] = []
    for s in board.shown_samples():
        parts.append(board.given(board.sample_label(s, "inputs"), board.inputs(0, s)))
        parts.append(board.given(board.sample_label(s, "targets"), board.targets(s)))
    parts += board.left_out(board.samples, "sample")
    for k in range(len(board.layers)):
        parts += _given_parameters(board, k)
    rate = board.record.updates[0].rate if board.record.updates else None
    if rate is not None:
        parts.append(board.given("step", [Symbol(Name("rate"), rate)]))
    return Section("Given", parts)


def _given_parameters(board: Board, k: int) -> List[Part]:
    """Return the parameters of a layer: of Dense, those of each neuron together."""
    lists = board.parameters(k)
    if not isinstance(board.layers[k].layer, Dense):
        return [board.given("layers[%d]" % k, row) for row in board.shown(lists)] + board.left_out(len(lists), "row")
    sums = board.names[k].outputs
    rows = list(zip(sums, lists[:-1], lists[-1]))
    shown: List[Part] = [board.given("into z%d" % (z.number or 0), row, [bias]) for z, row, bias in board.shown(rows)]
    return shown + board.left_out(len(rows), "neuron")


def after(board: Board) -> List[Section]:
    """Return the loss after the step, where it can be compared with the one before."""
    value: Optional[Any] = board.record.new_value
    if value is None or not board.record.updates:
        return []
    words = "The loss of the same %s, before the step and after it:" % ("sample" if board.samples == 1 else "samples")
    before, now = Symbol(LOSS, board.record.value), Symbol(LOSS._replace(new=True), value)
    return [Section("After the step", [Note(words), board.given("loss", [before, now])])]
