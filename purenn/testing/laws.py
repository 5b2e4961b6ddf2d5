"""How a law is tried: Hypothesis draws cases, the smallest one that breaks the law goes into one plain message.

A law is a function of a case. The first line of its docstring is the law; it calls `demand` for what has to hold.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Callable, Iterator, List, Optional, Sequence

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Flaky

from ..network import Network
from ..rng import Random, resolve
from .snippets import literal
from .strategies import Strategy

Law = Callable[[Any], None]


class BrokenLawError(AssertionError):
    """Say that a law does not hold, and what was seen."""

    law: Any = None
    sentence = "It can be made, and its methods can be called."


def demand(holds: Any, seen: str, *values: Any) -> None:
    """Go on if something holds; else say what was seen, in the words of `seen % values`."""
    if not holds:
        raise BrokenLawError(seen % tuple([literal(v) if isinstance(v, (list, tuple, float)) else v for v in values]))


def obey(who: Any, kind: str, laws: Sequence[Law], cases: Strategy, examples: Optional[int] = None) -> None:
    """Try all laws on each of the cases that Hypothesis draws; of several broken ones, the first is told.

    Errors:   AssertionError  a law is broken: its sentence, what was seen, and the smallest case that was found
    """
    broken, laws = _first_broken(who, kind, laws, cases, examples), list(laws)
    while broken is not None:
        earlier = _first_broken(who, kind, laws[: laws.index(broken.law)], cases, examples)
        if earlier is None:
            hint = "(If this need not hold for yours, leave the law out: without=[%r])" % broken.law.__name__
            raise AssertionError("%s breaks a law of %s: %s\n%s\n%s" % (who, kind, broken.sentence, broken, hint)) from broken.__cause__
        broken = earlier


def _first_broken(who: Any, kind: str, laws: Sequence[Law], cases: Strategy, examples: Optional[int]) -> Any:
    """Return the error of a broken law with its smallest case, or None."""
    if not laws:
        return None
    # An exception of its own for each law, so that Hypothesis does not mix up two laws while it shrinks a case.
    kinds = [type(law.__name__, (BrokenLawError,), {"law": staticmethod(law), "sentence": sentence_of(law)}) for law in laws]

    @_settings(examples)
    @given(cases)
    def attempt(case: Any) -> None:
        for law, broken in zip(laws, kinds):
            with untouched_generator():
                _judge(law, case, broken)

    try:
        attempt()
    except BrokenLawError as broken:
        if broken.law is None:  # not even a case could be made
            raise AssertionError("%s breaks a law of %s: %s\n%s" % (who, kind, broken.sentence, broken)) from broken.__cause__
        return broken
    except Flaky:
        words = (
            "%s breaks a law of %s now and then, with the same numbers\nWhat is random in it has to draw from the library's generator, nn.rng.resolve(None); "
            "and what it remembers has to stand on itself (self.name = ...), not on its class or in its module, where the next one finds it"
        )
        raise AssertionError(words % (who, kind)) from None
    return None


def _judge(law: Law, case: Any, broken: Any) -> None:
    """Try one law on one case; whatever goes wrong becomes an exception of the kind that belongs to the law."""
    try:
        law(case)
    except BrokenLawError as error:
        raise broken("%s\nThe smallest case found:\n%s" % (error, _indented(case))) from None
    except Exception as error:
        raise broken("%s: %s\nThe smallest case found:\n%s" % (type(error).__name__, error, _indented(case))) from error


def sentence_of(law: Law) -> str:
    """Return the first line of a law's docstring."""
    return (law.__doc__ or law.__name__).strip().split("\n")[0]


def _settings(examples: Optional[int]) -> settings:
    """Follow the loaded profile, but keep quiet, keep no file, and stop no slow layer."""
    profile: Any = settings.default
    return settings(
        profile,
        phases=[phase for phase in profile.phases if phase is not Phase.explain],
        max_examples=part_of(examples, 1),
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )


def part_of(examples: Optional[int], part: int) -> int:
    """Return a part of the number of examples, where none is given of that of the loaded profile; 3 at the least."""
    profile: Any = settings.default
    return max(3, (profile.max_examples if examples is None else examples) // part)


def _indented(case: Any) -> str:
    return "\n".join(["    " + line for line in str(case).split("\n")])


@contextmanager
def untouched_generator() -> Iterator[None]:
    """Put the library's own generator back to where it was, whatever happens inside."""
    state = resolve(None).state
    try:
        yield
    finally:
        resolve(None).state = state


def remaining(laws: Sequence[Law], without: Sequence[str]) -> List[Law]:
    """Return the laws but those that are named."""
    return [law for law in laws if law.__name__ not in without]


def known_laws(without: Sequence[str], laws: Sequence[Law]) -> None:
    """Refuse names of laws that do not exist, by which somebody would think that less is tried than is.

    Errors:   ValueError
    """
    names = [law.__name__ for law in laws]
    for name in [without] if isinstance(without, str) else without:
        if name not in names or isinstance(without, str):
            raise ValueError("without should be a list of names of laws, some of %s, but has %r" % (", ".join(names), name))


def maker(thing: Any, method: str, what: str, who: str, needs: Sequence[str] = ()) -> Callable[[], Any]:
    """Return a function that makes a fresh thing each time: of an instance, copies; a class or a function is called.

    `needs` are other methods that the thing should have.

    Errors:   ValueError  it is neither, or what it makes is something else
    """
    if isinstance(thing, Network):
        raise ValueError("%s expects %s, but got a network: assert_gradients_match(net, X, Y, loss) is for those" % (who, what))
    is_one = hasattr(thing, method) and not isinstance(thing, type)
    if not is_one and not callable(thing):
        raise ValueError("expected %s, or a function that makes one, but got %r" % (what, thing))
    make: Callable[[], Any] = (lambda: deepcopy(thing)) if is_one else thing
    _refuse_another_kind(make, [method, *needs], what, who)
    return make


def _refuse_another_kind(make: Callable[[], Any], methods: Sequence[str], what: str, who: str) -> None:
    name = getattr(make, "__name__", repr(make))
    with untouched_generator():
        try:
            one = make()
        except Exception as error:
            words = "%s expects %s, or a class or function without arguments that makes one, but %s() raised %s: %s"
            raise ValueError(words % (who, what, name, type(error).__name__, error)) from error
    for method in methods:
        if not hasattr(one, method):
            hint = "" if method == methods[0] else ", which it would have if it were derived from nn.Layer"
            raise ValueError("%s expects %s, but %r has no %s%s" % (who, what, one, method, hint))


def made(make: Callable[[], Any], seed: int) -> Any:
    """Make a thing with the library's generator at a known place, so that random weights come again."""
    resolve(None).state = Random(seed).state
    return make()


def copied(m: Any) -> Any:
    """Return numbers, rows and deeper lists as fresh lists."""
    return [copied(v) if isinstance(v, (list, tuple)) else v for v in m] if isinstance(m, (list, tuple)) else m


def same(a: Any, b: Any) -> bool:
    """Tell whether two numbers or lists are equal; NaN counts as equal to NaN, so that nothing else is blamed for it."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all([same(*pair) for pair in zip(a, b)])
    return bool(a == b or (a != a and b != b))


def whole(m: Any, free: bool = True) -> Any:
    """Return numbers and lists as whole numbers, rounded away from 0; where they are not free to be others, only those that are whole already."""
    if isinstance(m, (list, tuple)):
        return [whole(v, free) for v in m]
    up = math.floor(m) if m < 0 else math.ceil(m)
    return up if free or up == m else m


def as_floats(m: Any) -> Any:
    """Return the whole numbers of a list as floats."""
    return [as_floats(v) for v in m] if isinstance(m, (list, tuple)) else float(m) if isinstance(m, int) else m


def moved(m: Any) -> None:
    """Add 1 to every number of a matrix, in place."""
    for i, v in enumerate(m):
        if isinstance(v, list):
            moved(v)
        else:
            m[i] = v + 1


def all_rows(m: Any) -> Any:
    """Return all flat lists of numbers in a matrix or deeper lists."""
    if isinstance(m, (list, tuple)) and m and isinstance(m[0], (list, tuple)):
        return [row for part in m for row in all_rows(part)]
    return [m]
