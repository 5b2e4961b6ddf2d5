"""The loss: the lines for what each output adds to it, and for how it changes with each output."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from .. import functions, losses
from ..activations import Sigmoid, SigmoidProbabilities, Softmax, SoftmaxProbabilities
from ..element_losses import ElementLoss
from ..losses import BCE, CrossEntropy, SoftmaxCrossEntropy
from .atoms import Expression, Name, Number, Symbol
from .board import LOSS, Board, Parts
from .expressions import Call, Negative, Product, Quotient, difference
from .forward import softmax_lines, softmax_steps
from .loss_formulas import FORMULAS, logit_bce
from .page import Line, Note, Section, equation
from .places import Place, place
from .terms import sum_of


class Share:
    """What one output of one sample adds to the loss."""

    def __init__(self, line: Line, before: Sequence[Line] = ()) -> None:
        self.line, self.before = line, list(before)


def loss_section(board: Board) -> Section:
    """Return the section of the loss."""
    loss = board.record.loss
    title = "Loss: %r, %s" % (loss, getattr(loss, "convention", "a loss of your own"))
    return Section(title, explained(LOSSES, loss, _element_loss, _own_loss)(board))


def explained(known: Dict[Any, Any], loss: Any, element: Any, own: Any) -> Any:
    """Return the function that explains a loss: one of the core exactly, an ElementLoss, or any other."""
    if type(loss) in known:
        return known[type(loss)]
    return element if isinstance(loss, ElementLoss) else own


def from_logits(board: Board, layer: Any, outputs: Any) -> bool:
    """Tell whether the loss is computed from the numbers before the last layer, because that has given them along."""
    return isinstance(board.layers[-1].layer, layer) and board.record.kind is outputs


def over(formula: Expression, count: int) -> Expression:
    """Return the formula divided by a count; by 1 it stays as it is."""
    return formula if count == 1 else Quotient(formula, Number(count))


def total_line(board: Board, shares: Sequence[Line], where: Place) -> Line:
    """Return the line that adds the shares up to the loss."""
    return equation(Symbol(LOSS, board.record.value), sum_of([line.left for line in shares], board.most), where)


def _element_loss(board: Board) -> Parts:
    """Explain a mean or a sum over all elements."""
    loss, count = board.record.loss, board.record.loss.count(board.record.outputs)
    formula = FORMULAS.get(type(loss))
    where = formula.point_place if formula else place(type(loss).point, "")
    lines = []
    for s, j, a, y in elements(board):
        share = Symbol(share_name(board, s, j), loss.point(a.number, y.number) / count)
        point = formula.point(loss, a, y) if formula else Call("point", a, y)
        lines.append(equation(share, over(point, count), where))
    adding = place(ElementLoss.value, "sum([self.point(a, y) for a_row, y_row in zip(A, Y) for a, y in zip(a_row, y_row)]) / self.count(A)")
    words = [] if formula else [Note("%s is no loss of the core: what its point does inside cannot be explained here." % type(loss).__name__)]
    return [*words, share_note(loss, count), *all_shown(board, lines), total_line(board, lines, adding)]


def share_note(loss: Any, count: int) -> Note:
    """Return the sentence about what is added up."""
    if count == 1:
        return Note("What each output adds; the loss is the plain sum." if loss.reduction == "sum" else "There is one output, so the mean is over one.")
    return Note("What each output adds to the mean over %d: so each is divided by %d here, and the loss is the sum." % (count, count))


def share_name(board: Board, s: int, j: int) -> Name:
    """Return the name of what output j of sample s adds to the loss."""
    return board.of_sample(Name("L", j + 1), s)


def elements(board: Board) -> Any:
    """Yield (sample, output, a, y) of every element."""
    for s in range(board.samples):
        for j, (a, y) in enumerate(zip(board.outputs(-1, s), board.targets(s))):
            yield s, j, a, y


def all_shown(board: Board, lines: Sequence[Line], noun: str = "term") -> Parts:
    """Return as many lines as are shown, and how many are not."""
    return [*board.shown(lines), *board.left_out(len(lines), noun)]


def _bce(board: Board) -> Parts:
    """Explain binary cross-entropy, from the sums where they are known."""
    if not from_logits(board, Sigmoid, SigmoidProbabilities):
        return _element_loss(board)
    count = board.record.loss.count(board.record.outputs)
    where = place(losses._logit_bce, "max(z, 0) - z * y + log1p(exp(-abs(z)))")
    lines = []
    for s, j, _, y in elements(board):
        z = board.inputs(-1, s)[j]
        share = Symbol(share_name(board, s, j), losses._logit_bce(z.number, y.number) / count)
        lines.append(equation(share, over(logit_bce(z, y), count), where))
    words = "This is -(y*log(a) + (1 - y)*log(1 - a)), computed from z: so no digit is lost where a is nearly 0 or 1."
    return [Note(words), share_note(board.record.loss, count), *all_shown(board, lines), total_line(board, lines, place(BCE.value, "total / self.count(A)"))]


def _cross_entropy(board: Board) -> Parts:
    """Explain the cross-entropy of probabilities, from the sums where they are known."""
    n = board.samples
    logits = from_logits(board, Softmax, SoftmaxProbabilities)
    wanted = "_surprise(map(log_softmax, logits), Y) / len(A)" if logits else "_surprise([[_log(a) for a in row] for row in A], Y) / len(A)"
    parts: Parts = []
    lines: List[Line] = []
    for s in range(n):
        sums = board.inputs(-1, s) if logits else []
        for j, (a, y) in enumerate(zip(board.outputs(-1, s), board.targets(s))):
            if y.number:
                log_a = log_line(board, len(board.layers) - 1, s, j, sums, board.outputs(-1, s)) if logits else None
                surprise = log_a.left if log_a else Call("log", a if a.number else Number(losses.TINY))
                value = -y.number * surprise.value() / n
                lines.append(equation(Symbol(share_name(board, s, j), value), over(Product([Negative(y), surprise]), n), place(losses._surprise, "-y * l")))
                parts += [log_a, lines[-1]] if log_a else [lines[-1]]
    return [class_note(n), *_cut(board, parts), total_line(board, lines, place(CrossEntropy.value, wanted))]


def class_note(n: int) -> Note:
    """Return the sentence about what the class losses add up."""
    mean = "" if n == 1 else ", divided by %d, for the loss is the mean over the samples" % n
    return Note("Only the true class counts: the loss is the surprise, -log of its probability%s." % mean)


def _cut(board: Board, parts: Parts) -> Parts:
    return [*parts[: 2 * board.most], *([Note("... %d more lines" % (len(parts) - 2 * board.most))] if len(parts) > 2 * board.most else [])]


def log_line(board: Board, k: int, s: int, j: int, sums: Sequence[Symbol], shares: Sequence[Symbol]) -> Line:
    """Return the line of the logarithm of a probability, from the sums."""
    top, _, total = softmax_steps(board, k, s, sums, shares)
    name = shares[j].name
    left = Symbol(name._replace(letter="log_" + name.letter), functions.log_softmax([z.number for z in sums])[j])
    return equation(left, difference(difference(sums[j], top), Call("log", total)), place(functions.log_softmax, "z - top - tail"))


def _softmax_cross_entropy(board: Board) -> Parts:
    """Explain softmax and cross-entropy in one."""
    n = board.samples
    parts: Parts = []
    lines: List[Line] = []
    for s in range(n):
        sums = board.outputs(-1, s)
        shares = probabilities(board, s)
        shown = s in board.shown_samples()
        parts += softmax_lines(board, len(board.layers), s, sums, shares) if shown else []
        for j, y in enumerate(board.targets(s)):
            if y.number:
                log_p = log_line(board, len(board.layers), s, j, sums, shares)
                value = -y.number * log_p.result / n
                line = equation(Symbol(share_name(board, s, j), value), over(Product([Negative(y), log_p.left]), n), place(losses._surprise, "-y * l"))
                parts += [log_p, line] if shown else []
                lines.append(line)
    where = place(SoftmaxCrossEntropy.value, "_surprise(map(log_softmax, A), Y) / len(A)")
    return [Note("The last layer gives sums; this loss makes probabilities p of them itself."), class_note(n), *parts, *board.left_out(n, "sample"), total_line(board, lines, where)]


def probabilities(board: Board, s: int) -> List[Symbol]:
    """Return the probabilities that SoftmaxCrossEntropy makes of the outputs."""
    names = [Name("p", name.number) for name in board.names[-1].outputs]
    return board.symbols(names, s, functions.softmax(board.record.outputs[s]))


def _own_loss(board: Board) -> Parts:
    """Show the value of a loss that is not one of the core's."""
    name = type(board.record.loss).__name__
    parts: Parts = [Note("%s is no loss of the core: what it does inside cannot be explained here, so only what goes in and what comes out." % name)]
    for s in board.shown_samples():
        parts += [board.given(board.sample_label(s, "outputs"), board.outputs(-1, s)), board.given(board.sample_label(s, "targets"), board.targets(s))]
    return [*parts, *board.left_out(board.samples, "sample"), board.given("loss", [Symbol(LOSS, board.record.value)])]


LOSSES: Dict[Any, Any] = {BCE: _bce, CrossEntropy: _cross_entropy, SoftmaxCrossEntropy: _softmax_cross_entropy}
