"""The laws of optimizers: what every step keeps, whatever its formula."""

from __future__ import annotations

import random
from typing import Any, Callable, Dict, List, Optional, Sequence

from hypothesis import strategies as st

from ..rng import resolve
from ..shapes import is_finite
from .laws import as_floats, copied, demand, known_laws, made, maker, obey, remaining, same, whole
from .strategies import Strategy, quarters, rows, sizes
from .tolerances import are_near, flat

STEPS = 8  # what happens every fifth step happens, and what begins with the sixth does
RATE = 0.125  # for steps that are compared with those of a reference
RANDOM = "\n(What is random has to be drawn from the library's generator, nn.rng.resolve(None).)"
SMALL = 1e-3  # a rate at which one step has to go down


class OptimizerCase:
    """A way to make an optimizer, start values of several lists of equal length, and gradients [step][list][element]."""

    def __init__(self, make: Callable[[], Any], seed: int, starts: Any, gradients: Any) -> None:
        self._make, self.seed = make, seed
        self._starts, self._gradients = starts, gradients
        self._draws: Optional[bool] = None

    def optimizer(self, **settings: Any) -> Any:
        """Return a fresh optimizer with some of its settings changed; the generators stand where they always stand."""
        state = random.getstate()
        random.seed(self.seed)
        optimizer = made(self._make, self.seed)
        random.setstate(state)
        for name in settings:
            setattr(optimizer, name, settings[name])
        return optimizer

    def another(self) -> Any:
        """Return a fresh optimizer, made wherever Python's generator stands."""
        return made(self._make, self.seed)

    def draws(self) -> bool:
        """Tell whether steps draw from the library's generator: then lists and elements in another order get other numbers."""
        if self._draws is None:
            optimizer = self.optimizer()
            before = resolve(None).state
            take_steps(optimizer, self.starts, self.gradients)
            self._draws = resolve(None).state != before
        return bool(self._draws)

    @property
    def starts(self) -> Any:
        """The values before the first step."""
        return copied(self._starts)

    @property
    def gradients(self) -> Any:
        """The gradients of each step."""
        return copied(self._gradients)

    def __str__(self) -> str:
        return "values = %r\ngradients, step by step = %r" % (self._starts, self._gradients)


def optimizer_cases(make: Callable[[], Any]) -> Strategy:
    """Draw two lists of values, of one, two or three numbers each, and their gradients for eight steps."""
    return sizes(3).flatmap(lambda length: _cases_of(make, length))


def _cases_of(make: Callable[[], Any], length: int) -> Strategy:
    lists = st.lists(rows(length, quarters()), min_size=2, max_size=2)
    return st.builds(OptimizerCase, st.just(make), st.integers(0, 1000), lists, st.lists(lists, min_size=STEPS, max_size=STEPS))


def one_small_step_goes_down(case: OptimizerCase) -> None:
    """One small step goes against the gradient."""
    if case.draws():
        return
    optimizer = case.optimizer(learning_rate=SMALL)
    if hasattr(optimizer, "weight_decay"):
        optimizer.weight_decay = 0.0  # which may well pull the other way
    ends = take_steps(optimizer, case.starts, case.gradients[:1])
    rise = sum([g * (b - a) for g, a, b in zip(flat(case.gradients[0]), flat(case.starts), flat(ends))])
    demand(rise < 0, "with a learning rate of %s the values go to %s, along which the loss changes by %s", SMALL, ends, rise)


def a_rate_of_zero_changes_nothing(case: OptimizerCase) -> None:
    """A learning rate of 0 changes nothing."""
    ends = take_steps(case.optimizer(learning_rate=0.0), case.starts, case.gradients)
    demand(are_near(ends, case.starts), "with a learning rate of 0 the values go to %s", ends)  # a mean of equal values may be rounded


def the_schedule_is_followed(case: OptimizerCase) -> None:
    """A learning rate that is a function is asked for the rate of the present epoch."""
    asked = take_steps(case.optimizer(learning_rate=lambda epoch: SMALL * (epoch + 1), epoch=3), case.starts, case.gradients)
    expected = take_steps(case.optimizer(learning_rate=SMALL * 4), case.starts, case.gradients)
    demand(same(asked, expected), "in epoch 3 of the schedule 0.001 * (epoch + 1) the values go to %s, but at a rate of 0.004 to %s", asked, expected)


def a_gradient_of_zero_does_no_harm(case: OptimizerCase) -> None:
    """A gradient of 0 leaves finite values."""
    ends = take_steps(case.optimizer(), case.starts, [[[0.0 for _ in row] for row in case.starts]] * 2)
    demand(all([is_finite(w) for w in flat(ends)]), "after gradients of 0 the values are %s", ends)


def gradients_stay(case: OptimizerCase) -> None:
    """The gradients stay as they are."""
    optimizer, values, gradients = case.optimizer(), case.starts, case.gradients
    for step in gradients:
        optimizer.step(list(zip(values, step)))
    demand(same(gradients, case.gradients), "the steps leave the gradients %s", gradients)


def only_values_change(case: OptimizerCase) -> None:
    """A step changes values in place, and not the list of parameters it was passed."""
    optimizer, values = case.optimizer(), case.starts
    pairs = list(zip(values, case.gradients[0]))
    before = list(pairs)
    optimizer.step(pairs)
    same = len(pairs) == len(before) and all([a is b for a, b in zip(pairs, before)])
    demand(same, "the list of %s pairs that step was passed was changed", len(before))
    lengths = [len(row) for row in values]
    demand(lengths == [len(row) for row in case.starts], "the lists of values have lengths %s after the step", lengths)


def lists_do_not_mix(case: OptimizerCase) -> None:
    """Each list moves as if it were alone, among others of its shape."""
    if case.draws():
        return
    together = take_steps(case.optimizer(clip_norm=None), case.starts, case.gradients)  # the norm is that of all lists
    for k, start in enumerate(case.starts):
        alone = take_steps(case.optimizer(clip_norm=None), [start], [[step[k]] for step in case.gradients])
        demand(same(together[k], alone[0]), "values[%d] goes to %s together with the others, but alone to %s", k, together[k], alone[0])


def lists_may_change_places(case: OptimizerCase) -> None:
    """A list moves alike, whatever its place among the parameters."""
    if case.draws():
        return
    together = take_steps(case.optimizer(clip_norm=None), case.starts, case.gradients)
    optimizer, values = case.optimizer(clip_norm=None), case.starts
    for number, step in enumerate(case.gradients):
        pairs = list(zip(values, step))
        optimizer.step(pairs[::-1] if number % 2 else pairs)
    demand(are_near(values, together), "the values go to %s, but to %s where the lists come in another order at every second step", together, values)


def places_do_not_matter(case: OptimizerCase) -> None:
    """The elements of a list move alike, in whatever order they stand."""
    if case.draws():
        return
    ends = take_steps(case.optimizer(), case.starts, case.gradients)
    again = take_steps(case.optimizer(), _turned(case.starts), [_turned(step) for step in case.gradients])
    demand(are_near(ends, _turned(again)), "the values go to %s, but with the elements of every list in reverse to %s", ends, again)


def _turned(lists: Any) -> Any:
    return [row[::-1] for row in lists]


def whole_numbers_are_numbers(case: OptimizerCase) -> None:
    """Whole numbers move as the same numbers do as floats."""
    values, gradients = whole(case.starts), whole(case.gradients)
    ends, expected = take_steps(case.optimizer(), values, gradients), take_steps(case.optimizer(), as_floats(values), as_floats(gradients))
    demand(are_near(ends, expected), "%s go to %s, but as floats to %s", values, ends, expected)


def steps_are_deterministic(case: OptimizerCase) -> None:
    """The same steps end at the same values."""
    first, second = [take_steps(case.another(), case.starts, case.gradients) for _ in range(2)]
    demand(same(first, second), "the values go to %s, and then to %s%s", first, second, RANDOM)


def instances_are_independent(case: OptimizerCase) -> None:
    """Two optimizers share nothing, even if they move the same lists."""
    values, ends = case.starts, []
    states = random.getstate(), resolve(None).state
    for _ in range(2):
        random.setstate(states[0])
        resolve(None).state = states[1]
        for row, start in zip(values, case.starts):
            row[:] = start
        ends.append(_moved_in_place(case.optimizer(), values, case.gradients))
    demand(same(*ends), "the values go to %s, and with a second optimizer to %s", ends[0], ends[1])


def forgetting_makes_it_new(case: OptimizerCase) -> None:
    """After forget() an optimizer is as new."""
    optimizer, values, start = case.optimizer(), case.starts, resolve(None).state
    _moved_in_place(optimizer, values, case.gradients)
    optimizer.forget()
    resolve(None).state = start
    for row, start in zip(values, case.starts):
        row[:] = start
    ends, expected = _moved_in_place(optimizer, values, case.gradients), take_steps(case.optimizer(), case.starts, case.gradients)
    demand(same(ends, expected), "after forget() the values go to %s, but those of a new one to %s", ends, expected)


def reference_is_followed(reference: Callable[[float, float, float, Dict[str, Any]], float]) -> Callable[[OptimizerCase], None]:
    """Return the law that an optimizer moves every number as a reference does."""

    def the_reference_is_followed(case: OptimizerCase) -> None:
        """Every number moves as the reference says."""
        ends = take_steps(case.optimizer(learning_rate=RATE), case.starts, case.gradients)
        expected = [[_by_reference(reference, case, k, i) for i in range(len(row))] for k, row in enumerate(case.starts)]
        demand(are_near(ends, expected), "with a learning rate of %s the values go to %s, but by the reference to %s", RATE, ends, expected)

    return the_reference_is_followed


def _by_reference(reference: Any, case: OptimizerCase, k: int, i: int) -> Any:
    """Return where one number ends by the reference."""
    w, state = case.starts[k][i], {}  # type: ignore[var-annotated]
    for step in case.gradients:
        w = reference(w, step[k][i], RATE, state)
    return w


OPTIMIZER_LAWS = [
    one_small_step_goes_down, a_rate_of_zero_changes_nothing, the_schedule_is_followed, a_gradient_of_zero_does_no_harm, gradients_stay,
    only_values_change, steps_are_deterministic, lists_do_not_mix, lists_may_change_places, places_do_not_matter, instances_are_independent, forgetting_makes_it_new,
    whole_numbers_are_numbers,
]  # fmt: skip


def assert_optimizer_obeys_laws(make_optimizer: Any, examples: Optional[int] = None, reference: Any = None, without: Sequence[str] = ()) -> None:
    """Try all laws of optimizers on an optimizer of your own.

    `make_optimizer` is a class or function without arguments that makes one, or an optimizer that has not been used yet,
    which is copied. The laws set its `learning_rate` and `epoch`, as those derived from nn.Optimizer have them.
    `examples` is how many cases to draw, None for what the Hypothesis profile says. With a `reference`, a function of a number w,
    its gradient g, the learning rate and a dict that is its own, which returns the next w, every number has to move as it says.
    What draws from the library's generator while it steps is not asked to go down, nor to treat all numbers alike. `without` names
    laws that do not apply: one that divides by the norm of all gradients says without=["lists_do_not_mix"].

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> assert_optimizer_obeys_laws(nn.Adam, examples=5)
        >>> def rolling(w, g, rate, state):
        ...     state["v"] = 0.9 * state.get("v", 0.0) - rate * g
        ...     return w + state["v"]
        >>> assert_optimizer_obeys_laws(lambda: nn.SGD(0.1, momentum=0.9), examples=5, reference=rolling)
    """
    known_laws(without, OPTIMIZER_LAWS)
    laws = OPTIMIZER_LAWS + ([] if reference is None else [reference_is_followed(reference)])
    try_optimizer_laws(remaining(laws, without), make_optimizer, examples)


def try_optimizer_laws(laws: Any, make_optimizer: Any, examples: Optional[int] = None) -> None:
    """Try some of the laws of optimizers."""
    make = maker(make_optimizer, "step", "an optimizer", "assert_optimizer_obeys_laws")
    obey(repr(make()), "optimizers", laws, optimizer_cases(make), examples)


def take_steps(optimizer: Any, starts: Any, gradients: Any) -> List[List[Any]]:
    """Let the optimizer take all steps on fresh copies of the values; return where they end."""
    return _moved_in_place(optimizer, copied(starts), gradients)


def _moved_in_place(optimizer: Any, values: Any, gradients: Any) -> List[List[Any]]:
    for step in gradients:
        optimizer.step(list(zip(values, copied(step))))
    return [list(row) for row in values]
