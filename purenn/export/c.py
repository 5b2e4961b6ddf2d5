"""C99 that is also C++: static constants, which a compiler for boards leaves in flash, and no memory that is asked for."""

from __future__ import annotations

from typing import Any

from .c_functions import CLASSIFY, FUNCTIONS, INTEGERS, LARGEST, ONE, PREDICT, SELFTEST, UNIFORM, USE
from .inference import rounded
from .model import Model
from .steps import Step, counted, result, steps_of, used
from .texts import c_text, comment_lines, each, rows_of

# Where a function would have the name of another one, or of what it fills.
NAMES = {"tanh": "hyperbolic_tangent", "levels": "to_levels", "levels_of_each": "to_levels_of_each"}


def c_source(model: Model) -> str:
    """Return the source for a C compiler."""
    steps = steps_of(model)
    end = "f" if model.bits == 32 else ""
    functions = dict(FUNCTIONS, uniform=UNIFORM, **INTEGERS)
    parts = ["/*\n%s\n */\n" % "\n".join(comment_lines([*model.origin, USE], " *"))]
    parts += ["#include <math.h>\n#include <stddef.h>\n"]
    parts += ["typedef %s number;\n\nenum { INPUTS = %d, OUTPUTS = %d };\n" % ("float" if end else "double", model.inputs, model.network.outputs or 0)]
    for name, values in (("input_names", model.network.input_names), ("class_names", model.network.class_names)):
        parts += ["const char *const %s[] = {\n%s\n};\n" % (name, _lines(each(values, c_text)))] if values else []
    parts += [_constant(step, end) for step in steps if step.constant]
    parts += [(functions[kind] % {"e": end, "half": "0.5" + end} if "%(" in functions[kind] else functions[kind])[1:] for kind in _used(functions, steps)]
    parts += [_predict(model, steps, end)[1:]]
    parts += [(CLASSIFY % {"lines": LARGEST if (model.network.outputs or 0) > 1 else ONE % model.cut})[1:]] if model.classifies else []
    golden = ["    {\n%s\n    }" % _lines([c_number(x, end) for x in [*inputs, *outputs]], 8) for inputs, outputs in model.golden]
    words = {"golden": ",\n".join(golden), "count": len(golden), "e": end, "tolerance": model.short_tolerance + end if end else "1e-9"}
    return "\n".join([*parts, (SELFTEST % words)[1:]])


def _used(functions: Any, steps: list[Step]) -> list[str]:
    """Return the kinds of functions that a file has; `clamp` for rows stands beside that for one number, where rows are clamped."""
    kinds = used(functions, steps)
    rows = any(step.kind == "Clamp" for step in steps)
    return [more for kind in kinds for more in ([kind, "clamp"] if kind == "Clamp" and rows else [kind])]


def c_number(x: float, end: str) -> str:
    """Write a number with the digits that it takes to read the same one again, for a short float 9; what is 0 as a short one, as 0.

    Errors:   ValueError  it is too large for a short float
    Example:
        >>> c_number(0.1, ""), c_number(2.0, "f"), c_number(3, ""), c_number(1e-50, "f")
        ('0.1', '2.0f', '3.0', '0.0f')
    """
    text = "%.9g" % rounded([x], 32, "the numbers of the selftest")[0] if end else repr(float(x))
    return (text if set(text) & set(".en") else text + ".0") + end


def _lines(items: list[str], margin: int = 4) -> str:
    return "\n".join([" " * margin + line for line in rows_of(items)])


def _constant(step: Step, end: str) -> str:
    name, rows = step.constant.lower(), step.rows
    weights = ""
    if step.kind == "IntegerDense":
        weights = _array("signed char", name, [_lines(each(row)) for row in step.layer.weights], step.layer.inputs)
        name += "_numbers"
    eight = step.kind in ("IntegerDense", "Levels")  # their few floats are short ones
    written = [_lines([c_number(x, "f" if eight else end) for x in row]) for row in rows]
    return "/* %s */\n%s%s" % (step.comment, weights, _array("float" if eight else "number", name, written, len(rows[0])))


def _array(kind: str, name: str, rows: list[str], width: int) -> str:
    return "static const %s %s[%d * %d] = {\n%s\n};\n" % (kind, name, len(rows), width, ",\n".join(rows))


class Buffers:
    """The places between the layers, each as wide as its widest use; a place of the caller's has no width."""

    def __init__(self, inputs: int, sums: int) -> None:
        self.widths: dict[str, int] = {}
        self.left = sums  # how many Dense layers are still to come
        self.here = self.place("x" if sums else "outputs", inputs)
        self.width = inputs

    def place(self, name: str, width: int) -> str:
        """Remember that a place is used."""
        if name != "outputs":
            self.widths[name] = max(width, self.widths.get(name, 0))
        return name

    def next(self, width: int, free: str) -> str:
        """Return where sums go: to the free place, or straight into the outputs if they are the last."""
        self.left -= 1
        self.here, self.width = self.place(free if self.left else "outputs", width), width
        return self.here

    def declarations(self) -> list[str]:
        """Write the places that are the file's own."""
        numbers = ", ".join(["%s[%d]" % pair for pair in sorted(self.widths.items()) if pair[0] != "levels"])
        levels = ["static unsigned char levels[%d];" % self.widths["levels"]] if "levels" in self.widths else []
        return (["static number %s;" % numbers] if numbers else []) + levels


def _predict(model: Model, steps: list[Step], end: str) -> str:
    """Write the calls: from x to z and back again, and in 8 bits from x to levels and back."""
    buffers = Buffers(model.inputs, len([step for step in steps if step.function == "dense"]))
    lines = ["for (int i = 0; i < INPUTS; i++)", "    %s[i] = inputs[i];" % buffers.here]
    lines += [_call(step, buffers, end) for step in steps]
    words = {"memory": "\n".join(["    " + line for line in buffers.declarations()]), "lines": "\n".join(["    " + line for line in lines])}
    return (PREDICT % dict(words, what=result(model), inputs=counted(model))).replace("{\n\n", "{\n")


def _call(step: Step, buffers: Buffers, end: str) -> str:
    x, n, name = buffers.here, buffers.width, step.constant.lower()
    if step.kind == "Dense":
        return "dense(%s, %d, %s, %s, %d);" % (x, n, name, buffers.next(len(step.rows), "z" if x == "x" else "x"), buffers.width)
    if step.kind == "IntegerDense":
        return "dense(levels, %d, %s, %s_numbers, %s, %d);" % (n, name, name, buffers.next(step.layer.outputs, "x"), buffers.width)
    more = [name] if name else []
    if step.kind == "levels":
        more = [c_number(step.layer.lows[0], end), c_number(step.layer.factors[0], end)]
    if step.kind in ("levels", "Levels", "Clamp"):
        more.append(buffers.place("levels", n))
    if step.kind == "uniform":
        more = [c_number(step.layer.shift[0], end), c_number(step.layer.scale[0], end)]
    if step.kind == "LeakyReLU":
        more = [c_number(step.layer.slope, end)]
    return "%s(%s);" % (NAMES.get(step.function, step.function), ", ".join([x, str(n), *more]))
