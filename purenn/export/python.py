"""Python and MicroPython: the code first, the numbers below it.

A board has little memory and keeps constants in flash, so MicroPython's file leaves the numbers in bytes and looks at one row at a time.
It goes without what small boards lack: f-strings, properties, math.tanh. Python's file makes its rows once, and has `sumprod`.
"""

from __future__ import annotations

import struct
from typing import Any

from .inference import CODES
from .model import Model
from .python_functions import BOARD, BOARD_INTEGERS, CLASSIFY, HOST, INTEGERS, LEAN, MAIN, PREDICT, SELFTEST, SUMPROD
from .steps import Step, counted, nested, result, steps_of, used
from .texts import bytes_lines, comment_lines, each, python_text, rows_of


def python_source(model: Model) -> str:
    """Return the source for CPython, PyPy and other large Pythons."""
    return _source(model, dict(HOST, **INTEGERS), False)


def micropython_source(model: Model) -> str:
    """Return the source for MicroPython on a board."""
    functions = dict(BOARD, **BOARD_INTEGERS)
    return _source(model, dict(functions, IntegerDense=LEAN) if model.lean else functions, True)


def _source(model: Model, functions: Any, board: bool) -> str:
    steps = steps_of(model)
    kinds = used(functions, steps)
    sizes = {"bytes": model.bits // 8, "code": CODES[model.bits]}
    parts = ["".join([line + "\n" for line in comment_lines(model.origin, "#")]), _imports(kinds, board, model.lean), _names(model)]
    parts += [_predict(model, [_call(step, board) for step in steps])]
    parts += [_classify(model)] if model.classifies else []
    parts += [functions[kind] % sizes if "%(" in functions[kind] else functions[kind] for kind in kinds]
    parts += [SELFTEST % ("1e-9 if 1.0 + 1e-9 > 1.0 else %s" % model.short_tolerance if board else "1e-9")]
    parts += ["\n" + "".join([_constant(step, model, board) for step in steps if step.constant]) + _golden(model), MAIN]
    return "\n".join([part for part in parts if part])


def _call(step: Step, board: bool) -> str:
    if step.kind == "uniform":
        return "[(v - %r) / %r for v in x]" % (step.layer.shift[0], step.layer.scale[0])
    if step.kind == "LeakyReLU":
        return "leaky_relu(x, %r)" % step.layer.slope
    if step.kind == "levels":
        return "levels(x, %r, %r)" % (step.layer.lows[0], step.layer.factors[0])
    star = "" if board or step.kind not in ("Scaler", "BatchNorm") else "*"  # a board unpacks the rows itself
    return "%s(x, %s%s)" % (step.function, star, step.constant) if step.constant else "%s(x)" % step.function


def _constant(step: Step, model: Model, board: bool) -> str:
    """Write the numbers of a step as bytes, lowest byte first; a large Python makes rows of floats of them at once."""
    if step.kind == "IntegerDense":
        columns = [bytes([w + 128 for w in column]) for column in zip(*step.layer.weights)]
        weights = _literal(fours(columns) if model.lean else b"".join(columns))
        make = "" if model.lean else "lanes"
        return "# %s\n%s = %s(%s, %s)\n" % (step.comment, step.constant, make, weights, _literal(_packed(step.rows, "f")))
    short = model.bits == 32 or step.kind == "Levels"
    form = "f" if short else "d"
    literal = _literal(_packed(step.rows, form))
    if not board and step.kind != "Levels":
        literal = 'tuple(iter_unpack("<%d%s", %s))' % (len(step.rows[0]), form, literal)
    return "# %s, as floats of %d bytes\n%s = %s\n" % (step.comment, 4 if short else 8, step.constant, literal)


def fours(columns: list[bytes]) -> bytes:
    """Put the weights of four inputs side by side for every output; a last group that is not full is filled up with what nobody reads.

    Example:
        >>> list(fours([bytes([1, 2]), bytes([3, 4]), bytes([5, 6]), bytes([7, 8])]))
        [1, 3, 5, 7, 2, 4, 6, 8]
    """
    filled = columns + [bytes(len(columns[0]))] * (-len(columns) % 4)
    return b"".join([bytes(four) for at in range(0, len(filled), 4) for four in zip(*filled[at : at + 4])])


def _packed(rows: list[list[float]], form: str) -> bytes:
    return b"".join([struct.pack("<%d%s" % (len(row), form), *row) for row in rows])


def _literal(content: bytes) -> str:
    lines = bytes_lines(content)
    return lines[0] if len(lines) == 1 else "(\n    %s\n)" % "\n    ".join(lines)


def _imports(kinds: list[str], board: bool, lean: bool) -> str:
    powers = {"Sigmoid", "Softmax", "Tanh"} if board else {"Sigmoid", "Softmax"}
    lines = ["from gc import collect"] if board and "IntegerDense" in kinds and not lean else []
    lines += ["import math"] if "Tanh" in kinds and not board else []
    lines += ["from math import exp"] if powers & set(kinds) else []
    lines += ["from operator import mul"] if "Dense" in kinds and not board else []
    structs = ["iter_unpack"] if {"Scaler", "BatchNorm", "Dense"} & set(kinds) and not board else []
    structs += ["pack"] if "IntegerDense" in kinds and not lean else []
    structs += ["unpack_from"] if ({"Scaler", "BatchNorm", "Dense"} & set(kinds) and board) or {"IntegerDense", "Levels"} & set(kinds) else []
    lines += ["from struct import %s" % ", ".join(structs)] if structs else []
    return "".join([line + "\n" for line in lines]) + (SUMPROD if "Dense" in kinds and not board else "")


def _names(model: Model) -> str:
    names = (("INPUT_NAMES", model.network.input_names), ("CLASS_NAMES", model.network.class_names))
    return "".join(["%s = %s\n" % (name, _tuple(each(values, python_text))) for name, values in names if values])


def _predict(model: Model, calls: list[str]) -> str:
    values = nested(calls) or ["x"]
    lines = ["x = " + value for value in values[:-1]] + ["return " + values[-1]]
    words = {"count": model.inputs, "inputs": counted(model), "what": result(model)}
    return PREDICT % dict(words, lines="\n".join(["    " + line for line in lines]))


def _classify(model: Model) -> str:
    which = "outputs.index(max(outputs))" if (model.network.outputs or 0) > 1 else "1 if outputs[0] >= %s else 0" % model.cut
    named = bool(model.network.class_names)
    return CLASSIFY % ("name of the class" if named else "number of the class", "CLASS_NAMES[%s]" % which if named else which)


def _golden(model: Model) -> str:
    pairs = ["(%s, %s)," % (_tuple(each(inputs), "    "), _tuple(each(outputs), "    ")) for inputs, outputs in model.golden]
    return "# Inputs, and the outputs that the network has for them.\nGOLDEN = (\n    %s\n)\n" % "\n    ".join(pairs)


def _tuple(items: list[str], margin: str = "") -> str:
    lines = rows_of(items)
    if len(lines) == 1:
        return "(%s%s)" % (lines[0], "," if len(items) == 1 else "")
    return "(\n%s,\n%s)" % ("\n".join([margin + "    " + line for line in lines]), margin)
