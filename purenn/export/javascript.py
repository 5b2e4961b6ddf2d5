"""JavaScript for Node and for a page: the same functions as in Python, and the numbers in base64."""

from __future__ import annotations

import base64
import struct

from .inference import CODES
from .model import Model
from .steps import Step, counted, nested, result, steps_of, used
from .texts import WIDTH, comment_lines, each, javascript_text, rows_of

FUNCTIONS = {
    "Scaler": """
// Bring every input to one size: take its shift off, divide by its scale.
function scale(x, constants) {
  return x.map((v, i) => (v - constants[i]) / constants[x.length + i]);
}
""",
    "BatchNorm": """
// Take the mean off, multiply by the gain, add the shift.
function normalise(x, constants) {
  const n = x.length;
  return x.map((v, i) => (v - constants[i]) * constants[n + i] + constants[2 * n + i]);
}
""",
    "Dense": """
// Return a weighted sum of x for every row, which is a bias and the weights that follow it.
function dense(x, rows) {
  const sums = [];
  for (let at = 0; at < rows.length; ) {
    let z = rows[at++];
    for (const v of x) z += rows[at++] * v;
    sums.push(z);
  }
  return sums;
}
""",
    "Sigmoid": """
// Squeeze every number into the range from 0 to 1.
function sigmoid(x) {
  return x.map((z) => {
    const power = Math.exp(-Math.abs(z));
    return (z >= 0 ? 1 : power) / (1 + power);
  });
}
""",
    "Tanh": """
// Squeeze every number into the range from -1 to 1.
function tanh(x) {
  return x.map(Math.tanh);
}
""",
    "ReLU": """
// Let positive numbers through and stop the others.
function relu(x) {
  return x.map((z) => (z <= 0 ? 0 : z));
}
""",
    "LeakyReLU": """
// Let positive numbers through and a small part of the others.
function leaky_relu(x, slope) {
  return x.map((z) => (z <= 0 ? slope * z : z));
}
""",
    "Step": """
// Answer 1 or 0.
function step(x) {
  return x.map((z) => (z >= 0 ? 1 : 0));
}
""",
    "Softmax": """
// Turn numbers into probabilities; only differences matter, so the largest is taken off and nothing overflows.
function softmax(x) {
  const top = x.reduce((a, b) => Math.max(a, b));
  const powers = x.map((z) => Math.exp(z - top));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}
""",
}
INTEGERS = {
    "levels": """
// Write numbers as levels, whole numbers from 0 to 255.
function levels(x, low, factor) {
  return clamp(x.map((v) => (v - low) * factor + 0.5));
}
""",
    "Levels": """
// Write numbers as levels, whole numbers from 0 to 255; each input has a range of its own.
function levels_of_each(x, constants) {
  return clamp(x.map((v, i) => (v - constants[i]) * constants[x.length + i] + 0.5));
}
""",
    "Clamp": """
// Cut off what is behind the point, below 0 and above 255.
function clamp(x) {
  return x.map((v) => (v >= 255 ? 255 : v >= 1 ? Math.floor(v) : 0));
}
""",
    "IntegerDense": """
// Return for every output a sum of products of whole numbers, times a scale, plus a bias.
function dense(x, layer) {
  const weights = layer.weights, numbers = layer.numbers, n = numbers.length / 2;
  const sums = [];
  for (let j = 0, at = 0; j < n; j++) {
    let sum = 0;
    for (const level of x) sum += weights[at++] * level;
    sums.push(sum * numbers[j] + numbers[n + j]);
  }
  return sums;
}
""",
}
BYTES = """
// Read bytes that are written in base64.
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
"""
FLOATS = """
// Read numbers of %(bytes)d bytes each, lowest byte first.
function floats(text) {
  const view = new DataView(bytes(text).buffer);
  return Float64Array.from({ length: view.byteLength / %(bytes)d }, (_, i) => view.getFloat%(bits)d(%(bytes)d * i, true));
}
"""
PREDICT = """
// Return %(what)s for %(inputs)s; throw a RangeError where there are more or fewer, or one is no finite number.
function predict(inputs) {
  let x = Array.from(inputs);
  if (x.length !== %(count)d) throw new RangeError("predict expects %(inputs)s, but got " + x.length);
  const wrong = x.findIndex((v) => !Number.isFinite(v));
  if (wrong >= 0) throw new RangeError("input " + wrong + " is not finite");
%(lines)s
}
"""
CLASSIFY = """
// Return the %(what)s that predict finds most probable.
function classify(inputs) {
  const outputs = predict(inputs);
  return %(which)s;
}
"""
SELFTEST = """
// Return true where predict answers here what the network answered when this file was written.
function selftest() {
  return GOLDEN.every(([inputs, expected]) => {
    const outputs = predict(inputs);
    return expected.every((b, j) => Math.abs(outputs[j] - b) <= 1e-9 * (1 + Math.abs(b)));
  });
}
"""
END = """
if (typeof module !== "undefined") {
  module.exports = { %s };
  if (require.main === module) console.log("selftest:", selftest() ? "passed" : "FAILED");
}
"""


def javascript_source(model: Model) -> str:
    """Return the source for Node (`require`) and for pages (`<script>`)."""
    steps = steps_of(model)
    eight = any(step.kind == "IntegerDense" for step in steps)
    bits = 32 if eight else model.bits
    functions = dict(FUNCTIONS, **INTEGERS)
    names = {"INPUT_NAMES": model.network.input_names, "CLASS_NAMES": model.network.class_names}
    named = [name for name in names if names[name]]
    parts = ["\n".join([*comment_lines(model.origin, "//"), "", '"use strict";', ""])]
    parts += ["".join(["const %s = %s;\n" % (name, _array(each(names[name], javascript_text), "  ")) for name in named])] if named else []
    parts += [_predict(model, [_call(step) for step in steps])]
    parts += [_classify(model)] if model.classifies else []
    parts += [functions[kind] for kind in used(functions, steps)]
    parts += [SELFTEST]
    constants = [_constant(step, bits) for step in steps if step.constant]
    parts += [BYTES, FLOATS % {"bits": bits, "bytes": bits // 8}] if constants else []
    exported = ["predict", *(["classify"] if model.classifies else []), "selftest", *named]
    parts += ["".join(constants) + _golden(model), END % ", ".join(exported)]
    return "\n".join([part.lstrip("\n") for part in parts])


def _call(step: Step) -> str:
    if step.kind == "uniform":
        return "x.map((v) => (v - %r) / %r)" % (step.layer.shift[0], step.layer.scale[0])
    if step.kind == "levels":
        return "levels(x, %r, %r)" % (step.layer.lows[0], step.layer.factors[0])
    if step.kind == "LeakyReLU":
        return "leaky_relu(x, %r)" % step.layer.slope
    return "%s(x, %s)" % (step.function, step.constant) if step.constant else "%s(x)" % step.function


def _constant(step: Step, bits: int) -> str:
    content = b"".join([struct.pack("<%d%s" % (len(row), CODES[bits]), *row) for row in step.rows])
    if step.kind == "IntegerDense":
        weights = bytes([w & 255 for row in step.layer.weights for w in row])
        value = "{ weights: new Int8Array(bytes(%s).buffer), numbers: floats(%s) }" % (base64_text(weights), base64_text(content))
        return "// %s\nconst %s = %s;\n" % (step.comment, step.constant, value)
    return "// %s, as floats of %d bytes\nconst %s = floats(%s);\n" % (step.comment, bits // 8, step.constant, base64_text(content))


def base64_text(content: bytes) -> str:
    """Write bytes in base64, as one or more texts that are added up.

    Example:
        >>> base64_text(b"abc")
        '"YWJj"'
    """
    text = base64.b64encode(content).decode("ascii")
    lines = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    return '"%s"' % lines[0] if len(lines) == 1 else "\n  %s\n" % " +\n  ".join(['"%s"' % line for line in lines])


def _predict(model: Model, calls: list[str]) -> str:
    values = nested(calls) or ["x"]
    lines = ["  x = %s;" % value for value in values[:-1]] + ["  return %s;" % values[-1]]
    return PREDICT % {"count": model.inputs, "inputs": counted(model), "what": result(model), "lines": "\n".join(lines)}


def _classify(model: Model) -> str:
    several = (model.network.outputs or 0) > 1
    which = "outputs.indexOf(outputs.reduce((a, b) => Math.max(a, b)))" if several else "outputs[0] >= %s ? 1 : 0" % model.cut
    named = bool(model.network.class_names)
    return CLASSIFY % {"what": "name of the class" if named else "number of the class", "which": "CLASS_NAMES[%s]" % which if named else which}


def _golden(model: Model) -> str:
    pairs = ["[%s, %s]," % (_array(each(inputs), "    "), _array(each(outputs), "    ")) for inputs, outputs in model.golden]
    return "// Inputs, and the outputs that the network has for them.\nconst GOLDEN = [\n  %s\n];\n" % "\n  ".join(pairs)


def _array(items: list[str], margin: str) -> str:
    lines = rows_of(items)
    if len(lines) == 1:
        return "[%s]" % lines[0]
    return "[\n%s\n%s]" % ("\n".join([margin + line for line in lines]), margin[2:])
