"""What the doctor finds: a name, where, the evidence, the remedy, and what else it explains."""

from __future__ import annotations

import textwrap
from typing import Any, List, NamedTuple, Tuple

WIDTH = 79


class Remedy(NamedTuple):
    """The change of one argument: its name, its value, and both in the words of the library."""

    argument: str
    value: Any
    text: str

    def __str__(self) -> str:
        return self.text


class Finding(NamedTuple):
    """One trouble of a run. `explains` are the findings that follow from this one and need no remedy of their own."""

    name: str
    layer: str
    evidence: str
    remedy: Remedy
    explains: Tuple["Finding", ...] = ()

    def lines(self, number: int = 1, remedy: str = "") -> List[str]:
        """Return the finding as lines of at most 79 columns; `remedy` replaces the words of the remedy.

        Example:
            >>> finding = Finding("labels constant", "Y", "all 4 targets are 1.", Remedy("Y", None, "targets that differ"))
            >>> print("\\n".join(finding.lines()))
            1. labels constant, in Y
               evidence: all 4 targets are 1.
               remedy:   targets that differ
        """
        lines = ["%d. %s, in %s" % (number, self.name, self.layer)]
        lines += _wrapped("evidence: ", self.evidence) + _wrapped("remedy:   ", remedy or str(self.remedy))
        if self.explains:
            lines += _wrapped("explains: ", "; ".join(["%s, in %s" % (other.name, other.layer) for other in self.explains]))
        return lines

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _wrapped(label: str, text: str) -> List[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="   " + label, subsequent_indent=" " * (3 + len(label)), break_on_hyphens=False, break_long_words=False)


def number(value: float) -> str:
    """Write a number as one says it.

    Example:
        >>> [number(v) for v in (3, 0.0123456, 815.3, 48123.0, 1.5e12, 2e-7)]
        ['3', '0.012', '820', '48,000', '1.5e+12', '2e-07']
    """
    if value == 0 or not 1e-4 <= abs(value) < 1e7:
        return "%.2g" % value
    rounded = float("%.2g" % value)
    return format(rounded, ",.0f") if abs(rounded) >= 100 else "%.4g" % rounded


def percent(share: float) -> str:
    """Write a share of 1 in percent.

    Example:
        >>> percent(0.5), percent(0.004), percent(0.0)
        ('50 %', '0.4 %', '0 %')
    """
    return "%s %%" % number(100 * share)
