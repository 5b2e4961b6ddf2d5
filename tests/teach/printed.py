"""Read a printed page: its equations, and what they come to when they are worked out again, rounded as they stand there."""

import ast
import math
import operator
import re

from purenn.teach.atoms import Derivative, Expression, Symbol
from purenn.teach.numerals import least_fixed
from purenn.teach.styles import Plain

PLACE = re.compile(r"  +([\w.]+\.py:\d+)$")
START = re.compile(r"^  (\S+) += (.*)")
NAME = re.compile(r"d[A-Za-z_]+\d*/d[A-Za-z_]+\d*(?:\[\d+\])?|\b[A-Za-z_]\w*\b(?!\()(?:\[\d+\])?'?")
REST = re.compile(r"\[\.\.\. (\d+) more terms?(?:: ([^]]+))?\]")


class Equation:
    """The name on the left, everything between the equals signs as text, and the place."""

    def __init__(self, left, first, place):
        self.left, self.rows, self.place = left, [first], place

    @property
    def sides(self):
        return " ".join(self.rows).split(" = ")


def equations(text):
    """Return the equations of a page, in order."""
    found, inside = [], False
    for row in text.split("\n"):
        place = PLACE.search(row)
        start = START.match(PLACE.sub("", row))
        if start:
            found.append(Equation(start[1], start[2].rstrip(), place and place[1]))
            inside = True
        elif inside and re.match(r"^ +\S", row) and not re.match(r"^  \S", row):
            extra = row.strip()
            found[-1].rows.append(extra)
        else:
            inside = False
    return found


class Interval:
    """All the numbers that are printed like this one, and what comes of them."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def both(self, other, f):
        ends = [f(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def each(self, f):
        ends = [f(self.low), f(self.high)]
        return Interval(min(ends), max(ends))


def exp(v):
    return math.exp(min(v, 700.0))


def log(v):
    return math.log(v) if v > 0 else -math.inf


FUNCTIONS = {"exp": exp, "log": log, "log1p": math.log1p, "sqrt": lambda v: math.sqrt(max(v, 0)), "tanh": math.tanh}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: lambda a, b: a / b if b else math.inf, ast.Pow: operator.pow}
SIGNS = {ast.Gt: operator.gt, ast.Lt: operator.lt, ast.GtE: operator.ge}


def as_printed(value, digits):
    """Return all the numbers that are printed like this one; digits=None for the number itself."""
    if digits is None:
        return Interval(value, value)
    half = 0.5 * 10.0**-digits if least_fixed(digits) <= abs(value) < 1e7 else abs(value) * 0.5 * 10.0 ** (1 - digits)
    half = half if value != int(value) or abs(value) >= 1 else min(half, 0.5 * 10.0**-digits)
    half += abs(value) * 1e-13
    return Interval(value - half, value + half)


def evaluate(side, digits):
    """Work out what is printed, as an interval; digits=None for no rounding."""
    side = REST.sub(lambda match: "(%s)" % match[2], side)

    def work(node, digits=digits):
        if isinstance(node, ast.Constant):
            return as_printed(node.value, digits)
        if isinstance(node, ast.UnaryOp):
            return work(node.operand, digits).each(operator.neg)
        if isinstance(node, ast.BinOp):
            a, b = work(node.left, digits), work(node.right, digits)
            if isinstance(node.op, ast.Pow):
                power = round((b.low + b.high) / 2)
                straight = a.each(lambda v: v**power)
                return Interval(0.0, straight.high) if power % 2 == 0 and a.low < 0 < a.high else straight
            if isinstance(node.op, ast.Div) and b.low <= 0 <= b.high:
                return Interval(-math.inf, math.inf)
            return a.both(b, OPERATORS[type(node.op)])
        if isinstance(node, ast.IfExp):
            left, right = [work(part, None).low for part in (node.test.left, node.test.comparators[0])]
            return work(node.body if SIGNS[type(node.test.ops[0])](left, right) else node.orelse, digits)
        if isinstance(node, ast.Call):
            name, values = node.func.id, [work(argument, digits) for argument in node.args]
            if name in ("max", "min"):
                function = max if name == "max" else min
                return Interval(function(v.low for v in values), function(v.high for v in values))
            (v,) = values
            if name == "abs":
                return Interval(0.0 if v.low < 0 < v.high else min(abs(v.low), abs(v.high)), max(abs(v.low), abs(v.high)))
            return v.each(FUNCTIONS[name])
        raise AssertionError("what is %s in %r?" % (type(node).__name__, side))

    return work(ast.parse(side, mode="eval").body)


def is_symbolic(side):
    """Tell whether a side is written in symbols."""
    return any(name not in ("if", "else") for name in NAME.findall(REST.sub("0", side)))


def in_numbers(side, values):
    """Return a side that is written in symbols with full numbers in place of its names."""

    def number(match):
        name = match[0]
        return name if name in ("if", "else") else "(%r)" % float(values[name])

    return NAME.sub(number, side)


def named_numbers(page):
    """Return the number of every name that stands in the equations of a page; one name stands for one number."""
    found, style = {}, Plain(6)

    def see(thing):
        if isinstance(thing, (Symbol, Derivative)):
            name = thing.write(style, False)
            assert found.setdefault(name, thing.number) == thing.number, "%s is %r and %r" % (name, found[name], thing.number)
        elif isinstance(thing, (list, tuple)):
            for part in thing:
                see(part)
        elif isinstance(thing, Expression):
            see(list(vars(thing).values()))

    for line in page.lines():
        see([line.left, line.symbols, line.numbers])
    return found
