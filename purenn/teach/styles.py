"""Styles: how names, products and roots look in plain text, in LaTeX and in HTML.

Plain text is Python: what stands right of an equals sign can be typed into an interpreter.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, List

from .atoms import Name
from .numerals import numeral


class Plain:
    """Text that is Python too: w5 * a1, (a3 - y1)**2."""

    stacks = False  # whether one thing stands above another, and so needs no brackets
    minus = "-"

    def __init__(self, digits: int, blanks: bool = False) -> None:
        self.digits = digits
        self.blanks = blanks  # whether numbers that are worked out are left for the reader

    def number(self, value: Any) -> str:
        """Write a number."""
        return numeral(value, self.digits)

    def name(self, name: Name) -> str:
        """Write a name: w5, z1[2] of sample 2, w5' for the new one."""
        text = name.letter if name.number is None else "%s%d" % (name.letter, name.number)
        return text + ("" if name.sample is None else "[%d]" % name.sample) + ("'" if name.new else "")

    def derivative(self, top: Name, below: Name) -> str:
        """Write dL/dw5, or dz1/dw1[2] of sample 2."""
        sample = below.sample or top.sample
        text = "d%s/d%s" % (self.name(top._replace(sample=None)), self.name(below._replace(sample=None)))
        return text + ("" if sample is None else "[%d]" % sample)

    def times(self, wide: bool) -> str:
        """Write the sign of multiplication, with space around it where there are slashes."""
        return " * " if wide else "*"

    def brackets(self, inner: str) -> str:
        """Put brackets around."""
        return "(%s)" % inner

    def quotient(self, above: str, below: str) -> str:
        """Write a quotient."""
        return "%s / %s" % (above, below)

    def power(self, base: str, exponent: str) -> str:
        """Write a power."""
        return "%s**%s" % (base, exponent)

    def call(self, function: str, arguments: List[str]) -> str:
        """Write a function of something."""
        return "%s(%s)" % (function, ", ".join(arguments))

    def choice(self, then: str, left: str, sign: str, right: str, otherwise: str) -> str:
        """Write a choice between two."""
        return "%s if %s %s %s else %s" % (then, left, sign, right, otherwise)

    def blank(self, wide: bool) -> str:
        """Leave room for a number, or for some of them."""
        return "_" * (24 if wide else 8)

    def rest(self, words: str, number: str) -> str:
        """Write what was left out of a sum."""
        return "[%s: %s]" % (words, number) if number else "[%s]" % words


GREEK = {"rate": r"\eta", "beta1": r"\beta_1", "beta2": r"\beta_2", "epsilon": r"\epsilon", "delta": r"\delta"}
FUNCTIONS = {"exp": r"\exp", "log": r"\log", "max": r"\max", "min": r"\min", "tanh": r"\tanh"}


class Latex(Plain):
    """LaTeX, to stand in an align environment of amsmath."""

    stacks = True

    def number(self, value: Any) -> str:
        text = numeral(value, self.digits)
        mantissa, _, exponent = text.partition("e")
        return r"%s \cdot 10^{%d}" % (mantissa, int(exponent)) if exponent else text

    def name(self, name: Name) -> str:
        letter = GREEK.get(name.letter) or (name.letter if len(name.letter) == 1 else r"\mathrm{%s}" % name.letter.replace("_", r"\_"))
        below = "" if name.number is None else "_{%d}" % name.number
        above = ("" if name.sample is None else "(%d)" % name.sample) + (r"\prime" if name.new else "")
        return letter + below + ("^{%s}" % above if above else "")

    def derivative(self, top: Name, below: Name) -> str:
        return r"\frac{\partial %s}{\partial %s}" % (self.name(top), self.name(below))

    def times(self, wide: bool) -> str:
        return r" \cdot "

    def brackets(self, inner: str) -> str:
        return r"\left(%s\right)" % inner

    def quotient(self, above: str, below: str) -> str:
        return r"\frac{%s}{%s}" % (above, below)

    def power(self, base: str, exponent: str) -> str:
        # TeX takes no second exponent: that of 10 in a number, or the sample of a name.
        raised = not base.startswith((r"\left", "(")) and "^" in re.sub(r"\{[^{}]*\}", "", base)
        return "%s^{%s}" % (self.brackets(base) if raised else base, exponent)

    def call(self, function: str, arguments: List[str]) -> str:
        if function == "sqrt":
            return r"\sqrt{%s}" % arguments[0]
        if function == "abs":
            return r"\left|%s\right|" % arguments[0]
        name = FUNCTIONS.get(function) or r"\operatorname{%s}" % function.replace("_", r"\_")
        return name + self.brackets(", ".join(arguments))

    def choice(self, then: str, left: str, sign: str, right: str, otherwise: str) -> str:
        sign = r"\ge" if sign == ">=" else sign
        return r"\begin{cases} %s & \text{if } %s %s %s \\ %s & \text{otherwise} \end{cases}" % (then, left, sign, right, otherwise)

    def blank(self, wide: bool) -> str:
        return r"\underline{\hspace{%s}}" % ("5cm" if wide else "2cm")

    def rest(self, words: str, number: str) -> str:
        return r"[\text{%s: }%s]" % (words, number) if number else r"[\text{%s}]" % words


class FlatLatex(Latex):
    """LaTeX that can be broken into rows: nothing stands above another, and brackets do not grow."""

    stacks = False

    def brackets(self, inner: str) -> str:
        return "(%s)" % inner

    def quotient(self, above: str, below: str) -> str:
        return "%s / %s" % (above, below)

    def call(self, function: str, arguments: List[str]) -> str:
        if function in ("sqrt", "abs"):
            return r"\operatorname{%s}%s" % (function, self.brackets(arguments[0]))
        return super().call(function, arguments)

    def choice(self, then: str, left: str, sign: str, right: str, otherwise: str) -> str:
        sign = r"\ge" if sign == ">=" else sign
        return r"%s \text{ if } %s %s %s \text{ else } %s" % (then, left, sign, right, otherwise)


class Html(Plain):
    """HTML: names in italics with their numbers below, a dot for multiplication."""

    minus = "\u2212"

    def number(self, value: Any) -> str:
        text = numeral(value, self.digits)
        mantissa, _, exponent = text.partition("e")
        text = text.replace("-", "\u2212")
        return "<b>%s&middot;10<sup>%d</sup></b>" % (mantissa.replace("-", "\u2212"), int(exponent)) if exponent else "<b>%s</b>" % text

    def name(self, name: Name) -> str:
        below = "" if name.number is None else "<sub>%d</sub>" % name.number
        above = ("" if name.sample is None else "(%d)" % name.sample) + ("&prime;" if name.new else "")
        return "<var>%s</var>%s" % (escape(name.letter.replace("_", " ")), below) + ("<sup>%s</sup>" % above if above else "")

    def derivative(self, top: Name, below: Name) -> str:
        return '<span class="d">&part;%s/&part;%s</span>' % (self.name(top), self.name(below))

    def times(self, wide: bool) -> str:
        return " &middot; "

    def power(self, base: str, exponent: str) -> str:
        raised = "<sup>" in base and not base.startswith("(")
        return "%s<sup>%s</sup>" % (self.brackets(base) if raised else base, exponent)

    def call(self, function: str, arguments: List[str]) -> str:
        return super().call(escape(function), arguments)

    def choice(self, then: str, left: str, sign: str, right: str, otherwise: str) -> str:
        return super().choice(then, left, escape(sign), right, otherwise)

    def blank(self, wide: bool) -> str:
        return '<span class="blank%s"></span>' % (" wide" if wide else "")

    def rest(self, words: str, number: str) -> str:
        return "<i>%s</i>" % super().rest(words, number)
