"""How much 8 bits change: the network and what was made of it, side by side on rows."""

from __future__ import annotations

from typing import Any, Sequence

from ..metrics import accuracy, classes

FEW = 50  # with fewer rows, all of them are needed to calibrate
EVERY = 5  # of more, every fifth is left out
MOST_CALIBRATED, MOST_TESTED = 1000, 2000  # more rows would change little, and take long


def divided(rows: Sequence[Any]) -> tuple[list[int], list[int]]:
    """Return the numbers of the rows to calibrate with, and of others to test with; there are none where there are few rows.

    Example:
        >>> calibrated, tested = divided([[0.0]] * 60)
        >>> len(calibrated), tested[:3]
        (48, [4, 9, 14])
    """
    if len(rows) < FEW:
        return list(range(len(rows))), []
    tested = list(range(EVERY - 1, len(rows), EVERY))
    left_out = set(tested)
    return spread([s for s in range(len(rows)) if s not in left_out], MOST_CALIBRATED), spread(tested, MOST_TESTED)


def spread(numbers: list[int], most: int) -> list[int]:
    """Return at most so many, from the whole range.

    Example:
        >>> spread([1, 2, 3, 4], 2)
        [1, 3]
    """
    count = min(most, len(numbers))
    return [numbers[k * len(numbers) // count] for k in range(count)]


def agreement(A: Any, B: Any, classifies: bool, Y: Sequence[Any] | None, which: str) -> str:
    """Say in a sentence how far B, in 8 bits, is from A; with class numbers Y, also how often each is right."""
    apart = max([abs(a - b) for row, other in zip(A, B) for a, b in zip(row, other)])
    what = "probability" if classifies else "output"
    said = "on %d rows %s, the largest difference of a %s is %.4f" % (len(A), which, what, apart)
    if not classifies:
        return said.replace("a output", "an output")
    same = sum([a == b for a, b in zip(classes(A), classes(B))])
    right = "; accuracy %.4f, in 8 bits %.4f" % (accuracy(A, Y), accuracy(B, Y)) if Y else ""
    return "%s, and the class is the same on %d%s" % (said, same, right)
