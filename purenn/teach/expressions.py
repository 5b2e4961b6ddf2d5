"""Expressions: what stands right of an equals sign, to be written once in symbols and once in numbers.

A small tree, with `atoms` as its leaves. How a symbol, a product or a root looks is the business of a style, see `styles`;
here is only what needs brackets and what does not.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Sequence

from .atoms import ATOM, POWER, PRODUCT, SUM, Derivative, Expression, Number, bracketed, is_negative_number


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
