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


def agreement(A: Any, B: Any, classifies: bool, Y: Sequence[Any] | None, which: str, cut: float = 0.5) -> str:
    """Say in a sentence how far B, in 8 bits, is from A; with class numbers Y, also how often each is right. One output is class 1 from `cut` on.

    Example:
        >>> agreement([[0.75], [0.5]], [[0.5], [0.5]], True, None, "of yours")
        'In 8 bits, on 2 rows of yours: 2 of the same class, probabilities at most 0.2500 off.'
    """
    start = "In 8 bits, on %d row%s %s: " % (len(A), "" if len(A) == 1 else "s", which)
    if not classifies:
        return start + "outputs at most %s." % _off(A, B)
    apart = max([abs(a - b) for row, other in zip(A, B) for a, b in zip(row, other)])
    same = sum([a == b for a, b in zip(classes(A, cut), classes(B, cut))])
    right = ", accuracy %.4f where the network has %.4f" % (accuracy(B, Y, cut), accuracy(A, Y, cut)) if Y else ""
    return start + "%d of the same class, probabilities at most %.4f off%s." % (same, apart, right)


def _off(A: Any, B: Any) -> str:
    """Say how far outputs are off, and how much of their own range that is; of several outputs, for the one where it is most."""
    found = []
    for column, others in zip(zip(*A), zip(*B)):
        low, high, apart = min(column), max(column), max([abs(a - b) for a, b in zip(column, others)])
        found.append((apart / (high - low) if high > low else 0.0, apart, low, high))
    share, apart, low, high = max(found)
    if not share:
        return "%s off" % in_digits(max([apart for _, apart, _, _ in found]))
    return "%s off, %s %% of their range from %s to %s" % (in_digits(apart), in_digits(float("%.2g" % (100 * share))), in_digits(low), in_digits(high))


def in_digits(value: float) -> str:
    """Write a number with four digits that count, and without an exponent where it would have been read more easily.

    Example:
        >>> in_digits(402134.5), in_digits(0.123456), in_digits(1e20)
        ('402100', '0.1235', '1e+20')
    """
    text = "%.4g" % value
    return "%d" % float(text) if "e+0" in text else text
