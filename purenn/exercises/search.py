"""Look for a case that fails, and for the smallest one that still does.

The own search: nothing but a seed. A case is the list of choices that it was drawn with (see `draws`); a shorter list is
a simpler case, and so is one with smaller numbers. So one way of shrinking serves everything that can be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, List, Optional, Protocol, Sequence

from ..rng import Random
from .draws import RejectedError, Source

CASES = 100
PATIENCE = 10  # so many cases are drawn for each one that is wanted, where most are rejected
LONGEST = 500  # choices of one case
ATTEMPTS = 1000  # cases that are tried while shrinking
FEW = 20  # choices below this are all tried
LONG = 60  # choices of a case that is made shorter first
NEARBY = 20  # places between a size and what it is the size of
WIDE = 256  # where there are more choices than this, small ones are drawn more often: most bugs are near 0, however far one looks

Test = Callable[[Source], Any]  # returns what is wrong, or None; raises RejectedError


@dataclass
class Found:
    """What a search has found: how many cases it tried, and the smallest that failed, if one did."""

    tried: int
    failure: Any = None
    choices: List[int] = field(default_factory=list)
    engine: str = "own"  # which search has found it


class Search(Protocol):
    """A way to search: the own one, or Hypothesis."""

    def __call__(self, test: Test, seed: int, cases: int = CASES) -> Found:
        """Return what was found."""


class Choices:
    """Choices that are given, and then random ones; without a generator, the simplest ones.

    Example:
        >>> choices = Choices([5, 9])
        >>> choices.choices([3, 20, 7]), choices.made
        ([3, 9, 0], [3, 9, 0])
    """

    def __init__(self, given: Sequence[int] = (), rng: Optional[Random] = None) -> None:
        self.given, self.rng = given, rng
        self.made: List[int] = []

    def choices(self, largest: Sequence[int]) -> List[int]:
        """Make a choice for each of the largest numbers."""
        return [self._choice(int(most)) for most in largest]

    def _choice(self, largest: int) -> int:
        place = len(self.made)
        if place >= LONGEST:
            raise RejectedError
        value = min(self.given[place], largest) if place < len(self.given) else self._fresh(largest)
        self.made.append(value)
        return value

    def _fresh(self, largest: int) -> int:
        if not self.rng:
            return 0
        if largest > WIDE and self.rng.randint(0, 1):
            largest = min(largest, 2 ** self.rng.randint(1, largest.bit_length()))
        return self.rng.randint(0, largest)


def search(test: Test, seed: int, cases: int = CASES, attempts: int = ATTEMPTS) -> Found:
    """Try the simplest case, then random ones, and shrink the first that fails. The same seed tries the same cases.

    Shrinking tries at most so many `attempts`; with 0, the case stays as it was found.

    Example:
        >>> found = search(lambda source: sum(source.choices([9, 9, 9])) > 4 or None, seed=1)
        >>> found.choices
        [0, 0, 5]
    """
    rng, tried = Random(seed), 0
    for number in range(cases * PATIENCE):
        source = Choices((), rng if number else None)
        try:
            failure = test(source)
        except RejectedError:
            continue
        tried += 1
        if failure is not None:
            return _smallest(test, Found(tried, failure, source.made), attempts)
        if tried == cases:
            break
    return Found(tried)


def first(test: Test, seed: int, cases: int = CASES) -> Found:
    """Look for any case that fails; for a table nobody needs a small one."""
    return search(test, seed, cases, attempts=0)


def replay(test: Test, choices: Sequence[int]) -> Any:
    """Try one case again; a case that is rejected does not fail."""
    try:
        return test(Choices(choices))
    except RejectedError:
        return None


def _smallest(test: Test, found: Found, attempts: int) -> Found:
    """Go round and round through the simpler cases, on from where the last one was found, until a whole round finds none."""
    tried = {tuple(found.choices)}
    candidates, place, since = list(_smaller(found.choices)), 0, 0
    while since < len(candidates) and len(tried) <= attempts:
        candidate = candidates[place % len(candidates)]
        place, since = place + 1, since + 1
        if tuple(candidate) in tried:
            continue
        tried.add(tuple(candidate))
        source = Choices(candidate)
        try:
            failure = test(source)
        except RejectedError:
            continue
        if failure is not None and _size(source.made) < _size(found.choices):
            found = Found(found.tried, failure, source.made)
            candidates, since = list(_smaller(found.choices)), 0
    return found


def _size(choices: Sequence[int]) -> Any:
    return len(choices), list(choices)


def _smaller(choices: List[int]) -> Iterator[List[int]]:
    """Yield simpler lists of choices, the much simpler ones first; of a long list only those that leave something out."""
    count = len(choices)
    for length in (32, 16, 8, 4, 2, 1):
        for start in range(count - length, -1, -1):
            yield choices[:start] + choices[start + length :]
    for length in (32, 16, 8, 4, 2, 1):
        for start in range(count - length + 1):
            yield choices[:start] + [0] * length + choices[start + length :]
    if count <= LONG:
        yield from _lowered(choices)
        yield from _shortened(choices)


def _lowered(choices: List[int]) -> Iterator[List[int]]:
    """Yield the list with one number lower, and with all that are equal lower: they may be sizes that have to stay equal."""
    for i, value in enumerate(choices):
        for lower in _lower(value):
            yield [*choices[:i], lower, *choices[i + 1 :]]
    for value in sorted(set(choices)):
        for lower in _lower(value):
            yield [lower if choice == value else choice for choice in choices]


def _shortened(choices: List[int]) -> Iterator[List[int]]:
    """Yield the list with a size that is lower by one, and without what it was the size of."""
    for i, value in enumerate(choices):
        for length in range(1, 5):
            for start in range(i + 1, min(len(choices) - length, i + NEARBY) + 1):
                if value:
                    yield [*choices[:i], value - 1, *choices[i + 1 : start], *choices[start + length :]]


def _lower(value: int) -> Iterator[int]:
    """Yield lower numbers, the lowest first: all of a few, and of many those that halve the way.

    Example:
        >>> list(_lower(3)), list(_lower(100))
        ([0, 1, 2], [0, 49, 50, 74, 75, 87, 88, 93, 94, 96, 97, 98, 99])
    """
    if value <= FEW:
        yield from range(value)
        return
    step = value
    while step:
        if step < value:  # one more, because what fails may be the even, or the odd, numbers only
            yield value - step - 1
        yield value - step
        step //= 2
