"""Values in an envelope: what two processes may send each other, and nothing that could act by itself.

Numbers, text, lists, tuples, dictionaries and fractions are copied. During one call a list stays who it is: each gets a number
when it is first met, in the same order on both sides, so that a function that changes its argument, or gives it back, does the
same to a caller in the other process. Everything else (functions, objects) stays at home, and only its number travels.
"""

from __future__ import annotations

from typing import Any, Protocol


class Home(Protocol):
    """Where the things live that do not travel."""

    def leave(self, thing: Any) -> Any:
        """Write down a thing that stays here, or that came from the other side and goes back."""

    def meet(self, written: Any) -> Any:
        """Return what such a note stands for."""


class Envelope:
    """The lists that one call has met on this side, in the order in which they were met."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.lists: list[list[Any]] = []
        self.numbers: dict[int, int] = {}
        self.before: list[list[Any]] = []

    def pack(self, value: Any) -> Any:
        """Write a value as JSON can write it."""
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, list):
            return self._pack_list(value)
        if isinstance(value, tuple):
            return {"tuple": [self.pack(part) for part in value]}
        if isinstance(value, dict):
            return {"dict": [[self.pack(key), self.pack(part)] for key, part in value.items()]}
        if is_fraction(value):
            return {"fraction": [value.numerator, value.denominator]}
        return {"thing": self.home.leave(value)}

    def unpack(self, written: Any) -> Any:
        """Read what `pack` has written on the other side."""
        if not isinstance(written, dict):
            if written is None or isinstance(written, (bool, int, float, str)):
                return written
            raise ValueError("a bare list is no value")
        ((kind, content),) = written.items()
        if kind == "list":
            return self._unpack_list(content)
        if kind == "again":
            return self.lists[content]
        if kind == "tuple":
            return tuple([self.unpack(part) for part in content])
        if kind == "dict":
            return {self.unpack(key): self.unpack(part) for key, part in content}
        if kind == "fraction":
            from fractions import Fraction

            return Fraction(*content)
        return self.home.meet(content)

    def remember(self) -> None:
        """Keep what stands in the lists now, to know afterwards which of them have changed."""
        self.before = [list(values) for values in self.lists]

    def changes(self) -> Any:
        """Write which of the remembered lists hold something else now, and what."""
        changed = [k for k, old in enumerate(self.before) if not _same_things(old, self.lists[k])]
        return [[k, [self.pack(part) for part in list(self.lists[k])]] for k in changed]

    def change(self, written: Any) -> None:
        """Do to the lists on this side what was done to them on the other."""
        for k, parts in written:
            self.lists[k][:] = [self.unpack(part) for part in parts]

    def _pack_list(self, values: list[Any]) -> Any:
        if id(values) in self.numbers:
            return {"again": self.numbers[id(values)]}
        self._meet_list(values)
        return {"list": [self.pack(part) for part in values]}

    def _unpack_list(self, content: Any) -> list[Any]:
        values: list[Any] = []
        self._meet_list(values)
        values.extend([self.unpack(part) for part in content])
        return values

    def _meet_list(self, values: list[Any]) -> None:
        self.numbers[id(values)] = len(self.lists)
        self.lists.append(values)


def is_fraction(value: Any) -> bool:
    """Tell whether a value is a fraction, without loading fractions where there are none: that takes longer than all the rest."""
    return type(value).__module__ == "fractions" and type(value).__name__ == "Fraction"


def _same_things(old: list[Any], new: list[Any]) -> bool:
    return len(old) == len(new) and all([a is b for a, b in zip(old, new)])
