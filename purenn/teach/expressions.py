"""Expressions: what stands right of an equals sign, to be written once in symbols and once in numbers.

A small tree. How a symbol, a product or a root looks is the business of a style, see `styles`; here is only what needs
brackets and what does not.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

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


class Sum(Expression):
    """Terms, added up."""

    rank = SUM

    def __init__(self, terms: Sequence[Expression]) -> None:
        self.terms = list(terms)

    def value(self) -> Any:
        return sum([term.value() for term in self.terms])

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        text = bracketed(self.terms[0], SUM, style, numbers, first)
        for term in self.terms[1:]:
            if is_negative_number(term, numbers):
                text += " %s " % style.minus + Number(-term.value()).write(style, True)
            elif isinstance(term, Negative):
                text += " %s " % style.minus + bracketed(term.part, PRODUCT, style, numbers)
            else:
                text += " + " + bracketed(term, SUM, style, numbers)
        return text

    def multiplied_out(self) -> Optional["Sum"]:
        """Return the same sum with its products worked out, or None where there are fewer than two."""
        if sum([isinstance(term, Product) for term in self.terms]) < 2:
            return None
        return Sum([Number(term.value()) if isinstance(term, Product) else term for term in self.terms])


def every_part(formula: Expression) -> List[Expression]:
    """Return a formula and everything in it."""
    return [formula] + [inner for part in formula.parts() for inner in every_part(part)]


def difference(a: Expression, b: Expression) -> Sum:
    """Return a - b."""
    return Sum([a, Negative(b)])


class Negative(Expression):
    """A minus sign before something."""

    rank = SUM

    def __init__(self, part: Expression) -> None:
        self.part = part

    def value(self) -> Any:
        return -self.part.value()

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        return str(style.minus) + bracketed(self.part, PRODUCT, style, numbers)


class Product(Expression):
    """Factors, multiplied; `wide` puts space around the sign, where a slash of dL/dw stands near."""

    rank = PRODUCT
    wide = False

    def __init__(self, factors: Sequence[Expression]) -> None:
        self.factors = list(factors)

    def value(self) -> Any:
        result: Any = 1
        for factor in self.factors:
            result = result * factor.value()
        return result

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        parts: List[str] = []
        for k, factor in enumerate(self.factors):
            parts.append(bracketed(factor, PRODUCT if k == 0 else POWER, style, numbers, first and k == 0))
        return str(style.times(self.wide and not numbers).join(parts))


class Quotient(Expression):
    """One thing over another."""

    rank = PRODUCT

    def __init__(self, above: Expression, below: Expression) -> None:
        self.above, self.below = above, below

    def value(self) -> Any:
        return self.above.value() / self.below.value()

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        if style.stacks:
            return str(style.quotient(self.above.write(style, numbers), self.below.write(style, numbers)))
        return str(style.quotient(bracketed(self.above, PRODUCT, style, numbers, first), bracketed(self.below, POWER, style, numbers)))


class Power(Expression):
    """Something to a power."""

    rank = POWER

    def __init__(self, base: Expression, exponent: Expression) -> None:
        self.base, self.exponent = base, exponent

    def value(self) -> Any:
        return self.base.value() ** self.exponent.value()

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        base = bracketed(self.base, ATOM, style, numbers)
        if isinstance(self.base, Derivative) and not numbers:
            base = style.brackets(base)
        return str(style.power(base, self.exponent.write(style, numbers)))


FUNCTIONS: Dict[str, Any] = {"exp": math.exp, "log": math.log, "log1p": math.log1p, "sqrt": math.sqrt, "tanh": math.tanh, "abs": abs, "max": max, "min": min}


class Call(Expression):
    """A function of something; one of your own is known by its name only."""

    def __init__(self, function: str, *arguments: Expression) -> None:
        self.function, self.arguments = function, arguments

    def value(self) -> Any:
        return FUNCTIONS[self.function](*[argument.value() for argument in self.arguments])

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        return str(style.call(self.function, [argument.write(style, numbers) for argument in self.arguments]))


class Choice(Expression):
    """One thing if a number is above (or below) another, and something else if it is not."""

    rank = 0

    def __init__(self, then: Expression, left: Expression, sign: str, right: Expression, otherwise: Expression) -> None:
        self.then, self.left, self.sign, self.right, self.otherwise = then, left, sign, right, otherwise

    def value(self) -> Any:
        left, right = self.left.value(), self.right.value()
        true = {">": left > right, "<": left < right, ">=": left >= right}[self.sign]
        return self.then.value() if true else self.otherwise.value()

    def write(self, style: Any, numbers: bool, first: bool = True) -> str:
        # Two numbers that are nearly equal are written with all their digits: rounded, they could compare otherwise.
        apart = abs(self.left.value() - self.right.value())
        fine = type(style)(17) if numbers and 0 < apart < 10.0 ** (2 - style.digits) else style
        left, right = self.left.write(fine, numbers), self.right.write(fine, numbers)
        return str(style.choice(self.then.write(style, numbers), left, self.sign, right, self.otherwise.write(style, numbers)))
