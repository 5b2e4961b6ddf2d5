"""What the author of an exercise writes in its checks.py: checks of a function, or right and wrong versions for a law.

    @check(case)              a check of what the learner wrote; `case(draw)` draws its arguments, by name
    @right                    the code that a law is about; a second one with @right("name") does the same in another way
    @wrong("name", "reason")  a version of `name` with a bug in it, which a law has to notice
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Mapping, NoReturn

from .words import exactly, shown

Case = Callable[[Any], Mapping[str, Any]]
Function = Callable[..., Any]

TOLERANCE = 1e-9
KINDS = " (the numbers are right; but what stands in round brackets is a tuple, and in square brackets a list)"


class WrongError(Exception):
    """What the learner's code does wrong, in words that go on after "for a = ... "."""


def check(case: Case, changes: bool = False) -> Callable[[Function], Function]:
    """Make a function `check(code, **case)` a check; `code` is what the learner wrote.

    With `changes`, the learner's functions may change the lists that they are given.
    """

    def mark(function: Function) -> Function:
        vars(function).update(case=case, changes=changes)
        return function

    return mark


def right(named: Any) -> Any:
    """Make a function right code for a law: under its own name, or, with @right("name"), as another right version of that."""
    if isinstance(named, str):
        return lambda function: _marked(function, right_for=named)
    return _marked(named, right_for=named.__name__, first=True)


def wrong(name: str, reason: str) -> Callable[[Any], Any]:
    """Make a function a wrong version of the right one of that name; the reason is told to those who ask."""
    return lambda function: _marked(function, wrong_for=name, reason=reason)


def _marked(thing: Any, **marks: Any) -> Any:
    for name, value in marks.items():
        setattr(thing, "_exercise_" + name, value)
    return thing


def same(what: str, got: Any, should: Any, tolerance: float = TOLERANCE) -> None:
    """Demand the value that it should be, but for rounding; fractions are demanded exactly.

    Errors:   WrongError  it is another
    Example:
        >>> same("dot(a, b)", 0.1 + 0.2, 0.3)
        >>> same("dot(a, b)", 1.0, 0.5)
        Traceback (most recent call last):
        purenn.exercises.authoring.WrongError: your dot(a, b) is 1.0; it should be 0.5
    """
    if not alike(got, should, tolerance):
        write = exactly if shown(got) == shown(should) else shown
        only_kind = alike(_as_lists(got), _as_lists(should), tolerance)
        raise WrongError("your %s is %s; it should be %s%s" % (what, write(got), write(should), KINDS if only_kind else ""))


def claim(condition: Any, sentence: str) -> None:
    """Demand that something holds; the sentence says what is wrong otherwise.

    Errors:   WrongError  it does not hold
    """
    if not condition:
        fail(sentence)


def fail(sentence: str) -> NoReturn:
    """Say what is wrong."""
    raise WrongError(sentence)


def alike(got: Any, should: Any, tolerance: float = TOLERANCE) -> bool:
    """Tell whether two values are the same, in kind, in shape, and but for rounding in every number.

    Example:
        >>> alike([1, 2.0], [1.0, 2.0]), alike((1.0,), [1.0]), alike(float("nan"), float("nan"))
        (True, False, False)
    """
    if isinstance(should, (list, tuple)):
        return type(got) is type(should) and len(got) == len(should) and all([alike(a, b, tolerance) for a, b in zip(got, should)])
    if isinstance(should, dict):
        return isinstance(got, dict) and set(got) == set(should) and all([alike(got[key], should[key], tolerance) for key in should])
    if is_number(should) and is_number(got):
        if isinstance(should, Fraction):
            return isinstance(got, (int, Fraction)) and got == should
        return bool(got == should or abs(got - should) <= tolerance * max(1.0, abs(should)))
    return type(got) is type(should) and bool(got == should)


def _as_lists(value: Any) -> Any:
    return [_as_lists(part) for part in value] if isinstance(value, (list, tuple)) else value


def is_number(value: Any) -> bool:
    """Tell whether a value is a number, which True and False are not."""
    return isinstance(value, (int, float, Fraction)) and not isinstance(value, bool)
