"""Python and MicroPython: the code first, the numbers below it.

A board has little memory and keeps constants in flash, so MicroPython's file leaves the numbers in bytes and looks at one row at a time.
It goes without what small boards lack: f-strings, properties, math.tanh. Python's file makes its rows once, and has `sumprod`.
"""

from __future__ import annotations

import struct
from typing import Any

from .inference import CODES
from .model import Model
from .steps import Step, counted, nested, result, steps_of, used
from .texts import bytes_lines, comment_lines, each, python_text, rows_of

# What each layer calls, by the kind of layer; `%(bytes)d` and `%(code)s` are the size of a float and its letter.
BOARD = {
    "Scaler": '''
def scale(x, constants):
    """Bring every input to one size: take its shift off, divide by its scale."""
    form, n = "<%%d%(code)s" %% len(x), len(x)
    shifts, scales = unpack_from(form, constants), unpack_from(form, constants, %(bytes)d * n)
    return [(v - shift) / scale for v, shift, scale in zip(x, shifts, scales)]
''',
    "BatchNorm": '''
def normalise(x, constants):
    """Take the mean off, multiply by the gain, add the shift."""
    form, n = "<%%d%(code)s" %% len(x), len(x)
    means, gains, shifts = [unpack_from(form, constants, %(bytes)d * n * k) for k in range(3)]
    return [(v - mean) * gain + shift for v, mean, gain, shift in zip(x, means, gains, shifts)]
''',
    "Dense": '''
def dense(x, rows):
    """Return a weighted sum of x for every row, which is a bias and the weights that follow it."""
    x = [1.0] + x
    form, size = "<%%d%(code)s" %% len(x), %(bytes)d * len(x)
    sums = []
    for start in range(0, len(rows), size):
        z = 0.0
        for weight, v in zip(unpack_from(form, rows, start), x):
            z += weight * v
        sums.append(z)
    return sums
''',
    "Sigmoid": '''
def sigmoid(x):
    """Squeeze every number into the range from 0 to 1."""
    powers = [exp(-abs(z)) for z in x]
    return [(1.0 if z >= 0 else p) / (1.0 + p) for z, p in zip(x, powers)]
''',
    "Tanh": '''
def tanh(x):
    """Squeeze every number into the range from -1 to 1."""
    powers = [exp(-2.0 * abs(z)) for z in x]
    return [(1.0 - p) / (1.0 + p) if z >= 0 else (p - 1.0) / (p + 1.0) for z, p in zip(x, powers)]
''',
    "ReLU": '''
def relu(x):
    """Let positive numbers through and stop the others."""
    return [0.0 if z <= 0 else z for z in x]
''',
    "LeakyReLU": '''
def leaky_relu(x, slope):
    """Let positive numbers through and a small part of the others."""
    return [slope * z if z <= 0 else z for z in x]
''',
    "Step": '''
def step(x):
    """Answer 1 or 0."""
    return [1 if z >= 0 else 0 for z in x]
''',
    "Softmax": '''
def softmax(x):
    """Turn numbers into probabilities; only differences matter, so the largest is taken off and nothing overflows."""
    top = max(x)
    powers = [exp(z - top) for z in x]
    total = sum(powers)
    return [power / total for power in powers]
''',
}
HOST = dict(
    BOARD,
    Scaler='''
def scale(x, shifts, scales):
    """Bring every input to one size: take its shift off, divide by its scale."""
    return [(v - shift) / scale for v, shift, scale in zip(x, shifts, scales)]
''',
    BatchNorm='''
def normalise(x, means, gains, shifts):
    """Take the mean off, multiply by the gain, add the shift."""
    return [(v - mean) * gain + shift for v, mean, gain, shift in zip(x, means, gains, shifts)]
''',
    Dense='''
def dense(x, rows):
    """Return a weighted sum of x for every row, which is a bias and the weights that follow it."""
    x = [1.0, *x]
    return [sumprod(row, x) for row in rows]
''',
    Tanh='''
def tanh(x):
    """Squeeze every number into the range from -1 to 1."""
    return list(map(math.tanh, x))
''',
)
SUMPROD = '''
try:
    from math import sumprod
except ImportError:  # before Python 3.12

    def sumprod(p, q):
        """Add up the products of two rows."""
        return sum(map(mul, p, q))
'''
PREDICT = '''
def predict(inputs):
    """Return %(what)s for %(inputs)s."""
    x = list(inputs)
    if len(x) != %(count)d:
        raise ValueError("predict expects %(inputs)s, but got %%d" %% len(x))
%(lines)s
'''
CLASSIFY = '''
def classify(inputs):
    """Return the %s that predict finds most probable."""
    outputs = predict(inputs)
    return %s
'''
SELFTEST = '''
def selftest():
    """Return True where predict answers here what the network answered when this file was written."""
    tolerance = %s
    for inputs, expected in GOLDEN:
        for a, b in zip(predict(inputs), expected):
            if not abs(a - b) <= tolerance * (1.0 + abs(b)):
                return False
    return True
'''
MAIN = '''
if __name__ == "__main__":
    print("selftest:", "passed" if selftest() else "FAILED")
'''




def python_source(model: Model) -> str:
    """Return the source for CPython, PyPy and other large Pythons."""
    return _source(model, HOST, False)


def micropython_source(model: Model) -> str:
    """Return the source for MicroPython on a board."""
    return _source(model, BOARD, True)


def _source(model: Model, functions: Any, board: bool) -> str:
    steps = steps_of(model)
    kinds = used(functions, steps)
    sizes = {"bytes": model.bits // 8, "code": CODES[model.bits]}
    parts = ["".join([line + "\n" for line in comment_lines(model.origin, "#")]), _imports(kinds, board), _names(model)]
    parts += [_predict(model, [_call(step, board) for step in steps])]
    parts += [_classify(model)] if model.classifies else []
    parts += [functions[kind] % sizes if "%(" in functions[kind] else functions[kind] for kind in kinds]
    # A board with short floats cannot agree to nine digits.
    parts += [SELFTEST % ("1e-9 if 1.0 + 1e-9 > 1.0 else 1e-3" if board else "1e-9")]
    parts += ["\n" + "".join([_constant(step, model.bits, board) for step in steps if step.constant]) + _golden(model), MAIN]
    return "\n".join([part for part in parts if part])


def _call(step: Step, board: bool) -> str:
    if step.kind == "uniform":
        return "[(v - %r) / %r for v in x]" % (step.layer.shift[0], step.layer.scale[0])
    if step.kind == "LeakyReLU":
        return "leaky_relu(x, %r)" % step.layer.slope
    # A board unpacks the rows itself.
    star = "" if board or step.kind == "Dense" else "*"
    return "%s(x, %s%s)" % (step.function, star, step.constant) if step.constant else "%s(x)" % step.function


def _constant(step: Step, bits: int, board: bool) -> str:
    """Write rows of numbers as bytes, lowest byte first; a large Python makes rows of floats of them at once."""
    form = "%d" + CODES[bits]
    lines = bytes_lines(b"".join([struct.pack("<" + form % len(row), *row) for row in step.rows]))
    literal = lines[0] if len(lines) == 1 else "(\n    %s\n)" % "\n    ".join(lines)
    if not board:
        literal = 'tuple(iter_unpack("<%s", %s))' % (form % len(step.rows[0]), literal)
    return "# %s, as floats of %d bytes\n%s = %s\n" % (step.comment, bits // 8, step.constant, literal)


def _imports(used: list[str], board: bool) -> str:
    powers = {"Sigmoid", "Softmax", "Tanh"} if board else {"Sigmoid", "Softmax"}
    numbers = bool({"Scaler", "BatchNorm", "Dense"} & set(used))
    lines = ["import math"] if "Tanh" in used and not board else []
    lines += ["from math import exp"] if powers & set(used) else []
    lines += ["from operator import mul"] if "Dense" in used and not board else []
    lines += ["from struct import %s" % ("unpack_from" if board else "iter_unpack")] if numbers else []
    return "".join([line + "\n" for line in lines]) + (SUMPROD if "Dense" in used and not board else "")


def _names(model: Model) -> str:
    names = (("INPUT_NAMES", model.network.input_names), ("CLASS_NAMES", model.network.class_names))
    return "".join(["%s = %s\n" % (name, _tuple(each(values, python_text))) for name, values in names if values])


def _predict(model: Model, calls: list[str]) -> str:
    values = nested(calls) or ["x"]
    lines = ["x = " + value for value in values[:-1]] + ["return " + values[-1]]
    words = {"count": model.inputs, "inputs": counted(model), "what": result(model)}
    return PREDICT % dict(words, lines="\n".join(["    " + line for line in lines]))


def _classify(model: Model) -> str:
    which = "outputs.index(max(outputs))" if (model.network.outputs or 0) > 1 else "1 if outputs[0] >= 0.5 else 0"
    named = bool(model.network.class_names)
    return CLASSIFY % ("name of the class" if named else "number of the class", "CLASS_NAMES[%s]" % which if named else which)


def _golden(model: Model) -> str:
    pairs = ["(%s, %s)," % (_tuple(each(inputs)), _tuple(each(outputs))) for inputs, outputs in model.golden]
    return "# Inputs, and the outputs that the network has for them.\nGOLDEN = (\n    %s\n)\n" % "\n    ".join(pairs)


def _tuple(items: list[str]) -> str:
    lines = rows_of(items)
    if len(lines) == 1:
        return "(%s%s)" % (lines[0], "," if len(items) == 1 else "")
    return "(\n        %s,\n    )" % ",\n        ".join([line.rstrip(",") for line in lines])
