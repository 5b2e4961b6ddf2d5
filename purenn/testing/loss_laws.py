"""The laws of losses: one number, its gradient, and what a mean promises."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple

from ..shapes import is_finite, is_row
from .differences import by_element, central_difference, is_the_slope
from .exact import Dual, are_fractions, as_fractions
from .laws import as_floats, copied, demand, known_laws, maker, moved, obey, part_of, remaining, same, sentence_of, whole
from .layer_cases import large_inputs
from .loss_cases import CLASSES, LossCase, far_outputs, loss_cases
from .tolerances import MOST_SKIPPED, STEP, are_near, flat, is_near

FURTHEST = 1e50  # how far outputs may be from the targets: the fourth power is a number still
TOO_LITTLE = "of %d slopes, %d were skipped at kinks, which shows too little: kinks(A, Y) has to tell only on which side of a kink a number is"
HINT = "(Is there a kink? Then say on which side of it each number is, by defining kinks(A, Y).)"


class _Seen:
    """How many slopes could be looked at, over all cases."""

    checked = 0
    skipped = 0


# Value and gradient


def value_and_gradient_have_their_shapes(case: LossCase) -> None:
    """The loss is one finite number, and its gradient a matrix of the shape of A."""
    value, gradient = case.loss(case.A, case.Y), case.loss.gradient(case.A, case.Y)
    demand(not is_row(value) and is_finite(value), "the loss is %s", value)
    demand(is_row(gradient) and all([is_row(row) for row in gradient]), "the gradient is %s, which is no list of rows", gradient)
    lengths, expected = list(map(len, gradient)), list(map(len, case.A))
    demand(lengths == expected, "A has rows of %s numbers, and the gradient rows of %s", expected, lengths)


def large_numbers_stay_finite(case: LossCase) -> None:
    """Finite outputs give a finite loss and finite gradients, however far from the targets they are."""
    demand(is_finite(case.loss(case.A, case.Y)), "the loss is %s", case.loss(case.A, case.Y))
    gradient = case.loss.gradient(case.A, case.Y)
    demand(all([is_finite(g) for g in flat(gradient)]), "the gradient is %s", gradient)


def gradient_is_the_slope(case: LossCase) -> None:
    """The gradient is the slope of the loss, for every output."""
    value = case.loss(case.A, case.Y)
    for s, j, a, said, slopes, scale in _outputs(case, value, lambda a: _near_steps(a, value)):
        first = next(slopes, None)
        _Seen.skipped += first is None and _at_a_kink(case, case.changed(s, j), a)
        _Seen.checked += first is not None
        _demand_slope(case, (s, j), said, first, slopes, scale)


def gradient_is_the_slope_far_out(case: LossCase) -> None:
    """The gradient is the slope of the loss far out too, where other formulas may take over."""
    try:
        value, _ = case.loss(case.A, case.Y), case.loss.gradient(case.A, case.Y)
    except (ArithmeticError, ValueError):  # how far a loss has to go, large_numbers_stay_finite says
        return
    if is_finite(value):
        for s, j, _, said, slopes, scale in _outputs(case, value, _far_steps):
            _demand_slope(case, (s, j), said, next(slopes, None), slopes, scale)


def _outputs(case: LossCase, value: Any, steps: Callable[[float], Any]) -> Iterator[Any]:
    """Yield (s, j, output, its gradient, its slopes by some steps, scale of the tolerance) for every output."""
    gradient = case.loss.gradient(case.A, case.Y)
    scale = max([1.0, abs(value)] + [abs(g) for g in flat(gradient) if is_finite(g)])
    for s, row in enumerate(case.A):
        for j, a in enumerate(row):
            partner = case.partner(j)
            said = gradient[s][j] if partner is None else gradient[s][j] - gradient[s][partner]
            yield s, j, a, said, _slopes(case, case.changed(s, j), a, steps(a)), scale


def _demand_slope(case: LossCase, place: Tuple[int, int], said: Any, first: Any, others: Iterator[Any], scale: float) -> None:
    s, partner = place[0], case.partner(place[1])
    where = "at A[%d][%d]" % place + ("" if partner is None else ", with A[%d][%d] falling as much," % (s, partner))
    agrees = first is None or is_the_slope(said, chain([first], others), scale)
    demand(agrees, "%s the gradient is %s, but the loss rises by %s\n%s", where, said, first, HINT)


def gradient_is_exact_on_fractions(case: LossCase) -> None:
    """Where the loss can calculate with fractions, its gradient is the exact derivative."""
    if case.sums:
        return  # rounded, they do not quite add up to 1
    A, Y = as_fractions(case.A), case.Y if case.classes else as_fractions(case.Y)
    try:
        exact = by_element(A, lambda changed, a: _exact_slope(case, changed, a, Y))
        gradient = case.loss.gradient(A, Y)
    except (TypeError, AttributeError):  # math.log and the like
        return
    for pair in zip(flat(gradient), flat(exact)):
        if are_fractions(pair[1]):
            equal = pair[0] == pair[1] if are_fractions(pair[0]) else is_near(*pair)
            demand(equal, "the gradient is %s, but the exact derivative %s\n%s", gradient, exact, HINT)


def whole_numbers_are_numbers(case: LossCase) -> None:
    """Whole numbers cost what the same numbers cost as floats."""
    A, Y = whole(case.A, case.free), whole(case.Y, case.free)
    for name, call in (("the loss", case.loss), ("gradient", case.loss.gradient)):
        expected = call(as_floats(A), Y if case.classes else as_floats(Y))
        found = call(copied(A), copied(Y))
        demand(are_near(found, expected), "with A = %s and Y = %s, %s is %s, but %s with floats", A, Y, name, found, expected)


# Batches


def parts_add_up(case: LossCase) -> None:
    """The loss of a batch is the mean of its parts, or their sum where `reduction` says so."""
    n, cut, said = len(case.A), case.cut, _reduction(case.loss)
    parts = [slice(None, cut), slice(cut, None)]
    weights = [1.0, 1.0] if said == "sum" else [cut / n, (n - cut) / n]
    value = case.loss(case.A, case.Y)
    together = sum([w * case.loss(case.A[part], case.Y[part]) for w, part in zip(weights, parts)])
    demand(is_near(value, together), "the loss of the batch is %s, but its two parts put together by reduction %r give %s", value, said, together)
    gradient = copied(case.loss.gradient(case.A, case.Y))
    rows = [[w * g for g in row] for w, part in zip(weights, parts) for row in case.loss.gradient(case.A[part], case.Y[part])]
    demand(are_near(gradient, rows), "the gradient of the batch is %s, but its two parts put together by reduction %r give %s", gradient, said, rows)


def a_batch_twice(case: LossCase) -> None:
    """A batch taken twice has the same mean, or twice the sum."""
    factor = 2 if _reduction(case.loss) == "sum" else 1
    once, twice = case.loss(case.A, case.Y), case.loss(case.A + case.A, case.Y + case.Y)
    demand(is_near(twice, factor * once), "the loss is %s, and %s with every sample twice", once, twice)
    expected = [[g * factor / 2 for g in row] for row in case.loss.gradient(case.A, case.Y)] * 2
    gradient = case.loss.gradient(case.A + case.A, case.Y + case.Y)
    demand(are_near(gradient, expected), "the gradient should be %s with every sample twice, but is %s", expected, gradient)


def order_does_not_matter(case: LossCase) -> None:
    """The order of the samples does not matter."""
    first, second = case.loss(case.A, case.Y), case.loss(case.A[::-1], case.Y[::-1])
    demand(is_near(first, second), "the loss is %s, and %s with the samples in reverse", first, second)
    gradient = copied(case.loss.gradient(case.A, case.Y))
    turned = case.loss.gradient(case.A[::-1], case.Y[::-1])[::-1]
    demand(are_near(gradient, turned), "the gradient is %s, and %s with the samples in reverse", gradient, turned)


def _reduction(loss: Any) -> Any:
    return getattr(loss, "reduction", "mean")


# The caller's lists, and wrong ones


def what_came_before_is_forgotten(case: LossCase) -> None:
    """A loss depends on what it is given, and not on what it, or another of its kind, was given before."""
    first, used, another = case.another(), case.another(), case.another()
    expected = first(case.A, case.Y), copied(first.gradient(case.A, case.Y))
    before = case.A[:1] * len(case.A), case.Y[:1] * len(case.Y)
    used(*before), used.gradient(*before)
    value = used(case.A, case.Y)
    another(*before), another.gradient(*before)
    gradient = used.gradient(case.A, case.Y)
    demand(same(value, expected[0]), "the loss is %s, but %s after A = %s and Y = %s", expected[0], value, *before)
    demand(same(gradient, expected[1]), "the gradient is %s, but %s after A = %s and Y = %s", expected[1], gradient, *before)


def arguments_stay(case: LossCase) -> None:
    """What the caller passes stays as it is."""
    for name, call in (("the loss", case.loss), ("gradient", case.loss.gradient)):
        A, Y = case.A, case.Y
        call(A, Y)
        demand(same((A, Y), (case.A, case.Y)), "%s left A = %s and Y = %s", name, A, Y)


def gradients_are_fresh(case: LossCase) -> None:
    """The gradient is a fresh matrix: changing it changes neither A nor Y, nor the next gradient."""
    A, Y = case.A, case.Y
    gradient = case.loss.gradient(A, Y)
    before, passed = copied(gradient), copied((A, Y))
    moved(gradient)
    demand(same((A, Y), passed), "a change of the gradient reached A = %s or Y = %s", A, Y)
    again = case.loss.gradient(case.A, case.Y)
    demand(same(again, before), "the gradient was %s, and is %s after the first one was changed in place", before, again)
    shared = {id(row) for row in again} & {id(row) for row in gradient}
    demand(not shared, "two calls of gradient return the same rows, and the second one overwrites the result of the first")


def other_shapes_are_refused(case: LossCase) -> None:
    """Targets of another shape than the outputs raise a ValueError."""
    A, Y = case.A, case.Y
    wrong = [("a target too few", Y[1:]), ("a target too many", Y + Y[:1])]
    if not case.classes:
        wrong.append(("a column too many", [[*row, row[0]] for row in Y]))
    if not case.classes and len(Y[0]) > 1:
        wrong.append(("a column too few", [row[1:] for row in Y]))
    for what, other in wrong:
        for name, call in (("the loss", case.loss), ("gradient", case.loss.gradient)):
            demand(_refuses(call, A, other), "%s takes %s: Y = %s", name, what, other)


def nan_targets_are_refused(case: LossCase) -> None:
    """A target that is NaN raises a ValueError."""
    for name, call in (("the loss", case.loss), ("gradient", case.loss.gradient)):
        Y = case.Y
        (Y if case.classes else Y[-1])[-1] = float("nan")
        demand(_refuses(call, case.A, Y), "%s takes Y = %s", name, Y)


def targets_are_the_minimum(case: LossCase) -> None:
    """No outputs cost less than the targets themselves: the loss was said to have its minimum there."""
    here = case.loss(case.Y, case.Y)
    for A in [case.A, *_nearby(case.Y)]:
        there = None if _refuses(case.loss, A, case.Y) else case.loss(A, case.Y)  # a step may leave the range of outputs
        demand(there is None or here <= there or is_near(here, there), "outputs equal to the targets cost %s, but outputs %s only %s", here, A, there)


def _nearby(Y: Any) -> List[Any]:
    """Return the targets with one of them moved, by a quarter or by a little."""
    found = []
    for s, row in enumerate(Y):
        for j in range(len(row)):
            for h in (0.25, -0.25, 2.0**-6, -(2.0**-6)):
                found.append(copied(Y))
                found[-1][s][j] += h
    return found


LOSS_LAWS = [
    value_and_gradient_have_their_shapes, gradient_is_the_slope, gradient_is_exact_on_fractions, a_batch_twice, order_does_not_matter,
    arguments_stay, gradients_are_fresh, what_came_before_is_forgotten, other_shapes_are_refused, nan_targets_are_refused, whole_numbers_are_numbers,
]  # fmt: skip
ADDING = [parts_add_up]
ROBUST = [large_numbers_stay_finite]
FAR = [gradient_is_the_slope_far_out]
MINIMUM = [targets_are_the_minimum]


def assert_loss_obeys_laws(
    loss: Any,
    outputs: Any = None,
    targets: Any = None,
    columns: Any = None,
    minimum: bool = False,
    adds_up: bool = True,
    examples: Optional[int] = None,
    extremes: Any = None,
    limit: float = FURTHEST,
    without: Sequence[str] = (),
) -> None:
    """Try all laws of losses on a loss of your own.

    `loss` is a loss, which is copied, or a class or function without arguments that makes one. `outputs` and `targets` are
    strategies for the numbers of A and Y where it does not take all, such as st.floats(0.05, 0.95) for probabilities
    and st.sampled_from([0, 1]); outputs="sums" and targets="sums" are rows that add up to 1, targets="classes" class numbers, one
    for each sample. `columns` is how many outputs it needs, a number or a strategy. With `minimum`, no outputs may cost less
    than the targets themselves. A loss that is neither mean nor sum over the samples, such as a root, says adds_up=False; the
    training loop weighs the losses of batches as `reduction` says. `extremes` is a strategy for outputs at which the loss and its gradient
    only have to be finite, such as st.sampled_from([0.0, 1.0]); where nothing is said of outputs, these are all numbers up to `limit`, and
    the gradient has to be the slope as far out as 500.
    `examples` is how many cases to draw, None for what the Hypothesis profile says; `without` names laws that do not apply.

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> from hypothesis import strategies as st
        >>> assert_loss_obeys_laws(nn.MSE(), minimum=True, examples=5)
        >>> assert_loss_obeys_laws(nn.Hinge(), targets=st.sampled_from([-1, 1]), examples=5)
        >>> assert_loss_obeys_laws(nn.SoftmaxCrossEntropy(), targets="classes", examples=5)
    """
    if minimum and targets == CLASSES:
        raise ValueError("minimum compares outputs with the targets, and class numbers are no outputs: leave one of them out")
    laws = LOSS_LAWS + (ADDING if adds_up else []) + (MINIMUM if minimum else [])
    known_laws(without, LOSS_LAWS + ADDING + MINIMUM + ROBUST + FAR)
    try_loss_laws(remaining(laws, without), loss, outputs, targets, columns, examples)
    if extremes is not None or outputs is None:
        far = large_inputs(limit) if extremes is None else extremes
        try_loss_laws(remaining(ROBUST, without), loss, far, targets, columns, part_of(examples, 2))
    if extremes is None and outputs is None:
        try_loss_laws(remaining(FAR, without), loss, far_outputs(limit), targets, columns, part_of(examples, 2))


def try_loss_laws(laws: Any, loss: Any, outputs: Any = None, targets: Any = None, columns: Any = None, examples: Optional[int] = None) -> None:
    """Try some of the laws of losses."""
    make = maker(loss, "gradient", "a loss", "assert_loss_obeys_laws")
    _Seen.checked = _Seen.skipped = 0
    obey(repr(make()), "losses", laws, loss_cases(make, outputs, targets, columns), examples)
    if gradient_is_the_slope in laws and _Seen.skipped > MOST_SKIPPED * _Seen.checked:
        seen = TOO_LITTLE % (_Seen.checked + _Seen.skipped, _Seen.skipped)
        raise AssertionError("%r breaks a law of losses: %s\n%s" % (make(), sentence_of(gradient_is_the_slope), seen))


def _at_a_kink(case: LossCase, changed: Any, a: float) -> bool:
    try:
        return _sides(case, changed, a, STEP * max(1.0, abs(a)), case.Y)
    except ValueError:  # no kink, but the end of the range of outputs
        return False


def _near_steps(a: float, value: Any) -> List[Tuple[float, float]]:
    """Return smaller and smaller steps, each with how much the loss has to rise by it; where it bends within the first, a smaller one is right.

    Where steps leave the range of outputs, as 1 + h leaves that of probabilities, these need steps of their own size, which are of use
    where the loss rises enough to be seen in its digits.
    """
    size, least = max(1.0, abs(a)), max(1.0, abs(value)) * 2.0**-30
    return [(STEP * size, 0.0), (STEP * size / 8, 0.0), (STEP * size / 64, 0.0), (STEP * abs(a), least), (STEP * abs(1 - a), least)]


def _far_steps(a: float) -> List[Tuple[float, float]]:
    """Return such steps for far out; the longest is for where a shorter formula takes over, which may differ in the ninth digit."""
    size = max(1.0, abs(a))
    return [(STEP * size, 0.0), (STEP * size / 8, 0.0), (STEP * size / 64, 0.0), (2.0**-7, 0.0)]


def _slopes(case: LossCase, changed: Any, a: float, steps: Any) -> Iterator[Any]:
    """Yield central differences at one output: none where the loss says that there is a kink, or where steps leave the range of outputs."""
    for h, rise in steps:
        try:
            if h > 1e-100 and a - h < a < a + h and not _sides(case, changed, a, h, case.Y):
                slope = central_difference(lambda v: case.loss(changed(v), case.Y), a, h)
                if abs(slope) * h >= rise:
                    yield slope
        except ValueError:
            continue


def _exact_slope(case: LossCase, changed: Any, a: Fraction, Y: Any) -> Any:
    """Return the derivative by dual numbers; NaN, which is no fraction, where it is not exact or there is a kink."""
    value = case.loss(changed(Dual(a, 1)), Y)
    exact = isinstance(value, Dual) and are_fractions([value.value, value.slope])
    return value.slope if exact and not _sides(case, changed, a, Fraction(1, 10**9), Y) else float("nan")


def _sides(case: LossCase, changed: Any, a: Any, h: Any, Y: Any) -> bool:
    if not hasattr(case.loss, "kinks"):
        return False
    sides: List[Any] = [case.loss.kinks(changed(v), Y) for v in (a - h, a, a + h)]
    return not sides[0] == sides[1] == sides[2]


def _refuses(call: Callable[[Any, Any], Any], A: Any, Y: Any) -> bool:
    try:
        call(A, Y)
    except ValueError:
        return True
    return False
