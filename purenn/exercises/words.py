"""Values in words, short enough to be read."""

from __future__ import annotations

from typing import Any, Mapping

from .values import is_fraction

LONGEST = 300


def shown(value: Any) -> str:
    """Write a value as Python does, but long numbers and long texts shortened.

    Example:
        >>> shown([[0.1 + 0.2, 1.0]]), shown(2 / 3)
        ('[[0.3, 1.0]]', '0.666667')
    """
    return cut(_shown(value))


def exactly(value: Any) -> str:
    """Write a value with all its digits.

    Example:
        >>> exactly([0.1 + 0.2])
        '[0.30000000000000004]'
    """
    return cut(repr(value))


def cut(text: str, longest: int = LONGEST) -> str:
    """Shorten what is too long to be read."""
    return text if len(text) <= longest else text[: longest - 4] + " ..."


def listed(case: Mapping[str, Any]) -> str:
    """Name the parts of a case.

    Example:
        >>> listed({"W": [[1.0]], "x": [0.5]})
        'W = [[1.0]], x = [0.5]'
    """
    return ", ".join(["%s = %s" % (name, shown(value)) for name, value in case.items()])


def _shown(value: Any) -> str:
    if isinstance(value, float):
        text = repr(value)
        return text if len(text) <= 9 or value != value else repr(float("%.6g" % value))
    if is_fraction(value):
        return str(value)
    if isinstance(value, list):
        return "[%s]" % ", ".join([_shown(part) for part in value])
    if isinstance(value, tuple):
        return "(%s%s)" % (", ".join([_shown(part) for part in value]), "," * (len(value) == 1))
    return repr(value)
