"""The laws of optimizers: what every step keeps, whatever its formula."""

from __future__ import annotations

import random
from typing import Any, Callable, List, Optional

from hypothesis import strategies as st

from ..rng import resolve
from ..shapes import is_finite
from .laws import copied, demand, made, maker, obey
from .strategies import Strategy, quarters, rows
from .tolerances import flat

SMALL = 1e-3  # a rate at which one step has to go down


class OptimizerCase:
    """A way to make an optimizer, start values of several lists of equal length, and gradients [step][list][element]."""

    def __init__(self, make: Callable[[], Any], seed: int, starts: Any, gradients: Any) -> None:
        self._make, self.seed = make, seed
        self._starts, self._gradients = starts, gradients

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
        """Return a fresh optimizer, made wherever the generators stand."""
        return self._make()

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
    """Draw two lists of values of equal length, and their gradients for three steps."""
    lists = st.lists(rows(2, quarters()), min_size=2, max_size=2)
    return st.builds(OptimizerCase, st.just(make), st.integers(0, 1000), lists, st.lists(lists, min_size=3, max_size=3))


def one_small_step_goes_down(case: OptimizerCase) -> None:
    """One small step goes against the gradient."""
    optimizer = case.optimizer(learning_rate=SMALL)
    if hasattr(optimizer, "weight_decay"):
        optimizer.weight_decay = 0.0  # which may well pull the other way
    ends = take_steps(optimizer, case.starts, case.gradients[:1])
    rise = sum([g * (b - a) for g, a, b in zip(flat(case.gradients[0]), flat(case.starts), flat(ends))])
    demand(rise < 0, "with a learning rate of %s the values go to %s, along which the loss changes by %s", SMALL, ends, rise)


def a_rate_of_zero_changes_nothing(case: OptimizerCase) -> None:
    """A learning rate of 0 changes nothing."""
    ends = take_steps(case.optimizer(learning_rate=0.0), case.starts, case.gradients)
    demand(ends == case.starts, "with a learning rate of 0 the values go to %s", ends)


def the_schedule_is_followed(case: OptimizerCase) -> None:
    """A learning rate that is a function is asked for the rate of the present epoch."""
    asked = take_steps(case.optimizer(learning_rate=lambda epoch: SMALL * (epoch + 1), epoch=3), case.starts, case.gradients)
    expected = take_steps(case.optimizer(learning_rate=SMALL * 4), case.starts, case.gradients)
    demand(asked == expected, "in epoch 3 of the schedule 0.001 * (epoch + 1) the values go to %s, but at a rate of 0.004 to %s", asked, expected)


def a_gradient_of_zero_does_no_harm(case: OptimizerCase) -> None:
    """A gradient of 0 leaves finite values."""
    ends = take_steps(case.optimizer(), case.starts, [[[0.0 for _ in row] for row in case.starts]] * 2)
    demand(all([is_finite(w) for w in flat(ends)]), "after gradients of 0 the values are %s", ends)


def gradients_stay(case: OptimizerCase) -> None:
    """The gradients stay as they are."""
    optimizer, values, gradients = case.optimizer(), case.starts, case.gradients
    for step in gradients:
        optimizer.step(list(zip(values, step)))
    demand(gradients == case.gradients, "the steps leave the gradients %s", gradients)


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
    together = take_steps(case.optimizer(clip_norm=None), case.starts, case.gradients)  # the norm is that of all lists
    for k, start in enumerate(case.starts):
        alone = take_steps(case.optimizer(clip_norm=None), [start], [[step[k]] for step in case.gradients])
        demand(together[k] == alone[0], "values[%d] goes to %s together with the others, but alone to %s", k, together[k], alone[0])


def steps_are_deterministic(case: OptimizerCase) -> None:
    """The same steps end at the same values."""
    first, second = [take_steps(case.another(), case.starts, case.gradients) for _ in range(2)]
    demand(first == second, "the values go to %s, and then to %s", first, second)


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
    demand(ends[0] == ends[1], "the values go to %s, and with a second optimizer to %s", ends[0], ends[1])


def forgetting_makes_it_new(case: OptimizerCase) -> None:
    """After forget() an optimizer is as new."""
    optimizer, values = case.optimizer(), case.starts
    _moved_in_place(optimizer, values, case.gradients)
    optimizer.forget()
    for row, start in zip(values, case.starts):
        row[:] = start
    ends, expected = _moved_in_place(optimizer, values, case.gradients), take_steps(case.optimizer(), case.starts, case.gradients)
    demand(ends == expected, "after forget() the values go to %s, but those of a new one to %s", ends, expected)


OPTIMIZER_LAWS = [
    one_small_step_goes_down, a_rate_of_zero_changes_nothing, the_schedule_is_followed, a_gradient_of_zero_does_no_harm, gradients_stay,
    only_values_change, steps_are_deterministic, lists_do_not_mix, instances_are_independent, forgetting_makes_it_new,
]  # fmt: skip


def assert_optimizer_obeys_laws(make_optimizer: Any, examples: Optional[int] = None) -> None:
    """Try all laws of optimizers on an optimizer of your own.

    `make_optimizer` is a class or function without arguments that makes one, or an optimizer that has not been used yet,
    which is copied. The laws set its `learning_rate` and `epoch`, as those derived from nn.Optimizer have them.
    `examples` is how many cases to draw, None for what the Hypothesis profile says.

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> assert_optimizer_obeys_laws(nn.Adam, examples=5)
        >>> assert_optimizer_obeys_laws(lambda: nn.SGD(0.1, momentum=0.9), examples=5)
    """
    try_optimizer_laws(OPTIMIZER_LAWS, make_optimizer, examples)


def try_optimizer_laws(laws: Any, make_optimizer: Any, examples: Optional[int] = None) -> None:
    """Try some of the laws of optimizers."""
    make = maker(make_optimizer, "step", "an optimizer")
    obey(repr(make()), "optimizers", laws, optimizer_cases(make), examples)


def take_steps(optimizer: Any, starts: Any, gradients: Any) -> List[List[Any]]:
    """Let the optimizer take all steps on fresh copies of the values; return where they end."""
    return _moved_in_place(optimizer, copied(starts), gradients)


def _moved_in_place(optimizer: Any, values: Any, gradients: Any) -> List[List[Any]]:
    for step in gradients:
        optimizer.step(list(zip(values, copied(step))))
    return [list(row) for row in values]
