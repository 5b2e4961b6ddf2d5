"""Drawing a case: numbers, sizes, lists and matrices, each made of small choices.

A choice is a whole number from 0 to some largest one, and 0 always stands for the simplest thing: the number 1.0, the shortest
list, the first item. So whoever makes the choices (a seed, Hypothesis, or a search for something smaller) needs to know nothing
about what is drawn.
"""

from __future__ import annotations

import math
from typing import Any, List, Protocol, Sequence

# Nonzero quarters, the simplest first: they find most bugs, hide none behind a zero, and are exact in binary.
QUARTERS = (1.0, 2.0, 0.5, -1.0, 1.5, -2.0, -0.5, 0.25, -1.5, 0.75, -0.25, 1.25, -0.75, 1.75, -1.25, -1.75)
STEPS = 64  # real(low, high) draws multiples of 1/64


class RejectedError(Exception):
    """This case is not one that is asked about: another one, please."""


class Source(Protocol):
    """Whoever makes the choices."""

    def choices(self, largest: Sequence[int]) -> List[int]:
        """Choose a whole number from 0 to each of the largest ones."""


class Draw:
    """What a law, or a check, draws its cases with.

    Example:
        >>> from purenn.exercises.search import Choices
        >>> draw = Draw(Choices([2, 0, 1]))
        >>> draw.integer(1, 4), draw.number(), draw.pick(["a", "b"])
        (3, 1.0, 'b')
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError("there is no draw.%s; draw has %s" % (name, ", ".join([known for known in vars(Draw) if known[0] != "_"])))

    def integer(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both included; the simplest is the one nearest to 0."""
        return _outwards(min(max(low, 0), high), low, high, self._source.choices([high - low])[0])

    def size(self, most: int = 4) -> int:
        """Draw a length: from 1 to `most`."""
        return self.integer(1, most)

    def number(self) -> float:
        """Draw a quarter from -2 to 2 that is not 0; the simplest is 1.0."""
        return self.vector(1)[0]

    def real(self, low: float, high: float) -> float:
        """Draw a multiple of 1/64 from low to high, both included; the simplest is the one nearest to 0.

        Errors:   ValueError  there is none from low to high
        """
        first, last = math.ceil(low * STEPS), math.floor(high * STEPS)
        if first > last:
            raise ValueError("draw.real(low, high) draws multiples of 1/%d, and there is none from %r to %r" % (STEPS, low, high))
        return self.integer(first, last) / STEPS

    def vector(self, length: int) -> List[float]:
        """Draw a flat list of quarters."""
        return [QUARTERS[k] for k in self._source.choices([len(QUARTERS) - 1] * length)]

    def matrix(self, rows: int, columns: int) -> List[List[float]]:
        """Draw a matrix of quarters: a list of rows."""
        numbers = self.vector(rows * columns)
        return [numbers[r * columns : (r + 1) * columns] for r in range(rows)]

    def pick(self, items: Sequence[Any]) -> Any:
        """Draw one of the items; the simplest is the first."""
        return items[self.integer(0, len(items) - 1)]

    def yes(self) -> bool:
        """Draw True or False; the simplest is False."""
        return bool(self.integer(0, 1))

    def assume(self, condition: Any) -> None:
        """Go on only where the condition holds; other cases do not count."""
        if not condition:
            raise RejectedError


def _outwards(start: int, first: int, last: int, steps: int) -> int:
    """Return the whole number that is reached in so many steps from the start: up and down in turns, while there is room.

    Example:
        >>> [_outwards(0, -2, 4, k) for k in range(7)]
        [0, 1, -1, 2, -2, 3, 4]
    """
    room = min(start - first, last - start)
    if steps <= 2 * room:
        return start + ((steps + 1) // 2 if steps % 2 else -(steps // 2))
    return start + steps - room if last - start > room else start - (steps - room)
