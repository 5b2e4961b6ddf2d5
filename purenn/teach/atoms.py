"""Atoms: the numbers of an equation, each with its name; and what they share with the expressions that are made of them."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4  # how tightly a kind of expression holds together


class Name(NamedTuple):
    """The name of a number: a letter, a number of its own, of which sample it is, and whether it is the new one of two."""

    letter: str
    number: Optional[int] = None
    sample: Optional[int] = None
    new: bool = False


class Expression:
    """Say what all expressions can do: be written, and be worked out."""

    rank = ATOM

    def value(self) -> Any:
        """Work the expression out, with all digits."""
        raise NotImplementedError

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        """Write it in symbols or in numbers; `first` tells that nothing stands left of it."""
        raise NotImplementedError

    def holds(self, numbers: bool) -> int:
        """Tell how tightly it holds together."""
        return self.rank

    def parts(self) -> List["Expression"]:
        """Return the expressions that it is made of."""
        found: List[Any] = []
        for value in vars(self).values():
            found += value if isinstance(value, (list, tuple)) else [value]
        return [part for part in found if isinstance(part, Expression)]


def every_part(formula: Expression) -> List[Expression]:
    """Return a formula and everything in it."""
    return [formula] + [inner for part in formula.parts() for inner in every_part(part)]


def bracketed(part: Expression, least: int, style: Any, numbers: bool, first: bool = False) -> str:
    """Write a part, in brackets where it does not hold together tightly enough."""
    if part.holds(numbers) >= least or (first and is_negative_number(part, numbers)):
        return part.write(style, numbers, first)
    return str(style.brackets(part.write(style, numbers)))


def is_negative_number(part: Expression, numbers: bool) -> bool:
    """Tell whether a part is going to be a number with a minus sign."""
    return isinstance(part, Atom) and part.shows_number(numbers) and part.number < 0


class Atom(Expression):
    """One number: a constant, or something with a name."""

    def __init__(self, number: Any) -> None:
        self.number = number

    def value(self) -> Any:
        return self.number

    def shows_number(self, numbers: bool) -> bool:
        """Tell whether it is written as a number here."""
        return numbers

    def holds(self, numbers: bool) -> int:
        return SUM if is_negative_number(self, numbers) else ATOM

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        return str(style.number(self.number) if self.shows_number(numbers) else self.symbol(style))

    def symbol(self, style: Any) -> Any:
        """Write its name."""
        return style.number(self.number)


class Number(Atom):
    """A constant: a number in symbols too."""

    def shows_number(self, numbers: bool) -> bool:
        return True


class Symbol(Atom):
    """A number with a name."""

    def __init__(self, name: Name, number: Any) -> None:
        super().__init__(number)
        self.name = name

    def symbol(self, style: Any) -> Any:
        return style.name(self.name)


class Derivative(Atom):
    """How much `top` changes with `below`: a number with two names."""

    def __init__(self, top: Name, below: Name, number: Any) -> None:
        super().__init__(number)
        self.top, self.below = top, below

    def symbol(self, style: Any) -> Any:
        return style.derivative(self.top, self.below)


class Rest(Atom):
    """What was left out of a sum, said in words, with what it comes to."""

    def __init__(self, count: int, number: Any) -> None:
        super().__init__(number)
        self.count = count

    def holds(self, numbers: bool) -> int:
        return ATOM

    def shows_number(self, numbers: bool) -> bool:
        return False

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        words = "... %d more %s" % (self.count, "term" if self.count == 1 else "terms")
        return str(style.rest(words, style.number(self.number) if numbers else ""))
