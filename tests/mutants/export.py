"""Bugs of exported files."""

FILES = ["export/test_export.py"]
TESTS = {
    "export/__init__.py": FILES,
    "export/c.py": FILES,
    "export/golden.py": FILES,
    "export/inference.py": FILES,
    "export/javascript.py": FILES,
    "export/model.py": FILES,
    "export/python.py": FILES,
    "export/steps.py": FILES,
    "export/texts.py": FILES,
}

BUGS = [
    ("mean of a folded BatchNorm forgotten", "export/inference.py", "factor * (bias - mean) + shift", "factor * bias + shift"),
    ("deviation without epsilon", "export/inference.py", "gain / sqrt(variance + norm.epsilon)", "gain / sqrt(variance + 0.1)"),
    ("Identity kept, Step gone", "export/inference.py", "GONE = (Dropout, Flatten, Identity)", "GONE = (Dropout, Flatten, Identity, Step)"),
    ("layers derived from purenn's own taken for them", "export/inference.py", "if type(layer) not in KINDS + GONE:", "if not isinstance(layer, KINDS + GONE):"),
    ("bias added at the end of a row", "export/steps.py", "[[bias, *row] for bias", "[[*row, bias] for bias"),
    ("sigmoid that overflows", "export/python.py", "    powers = [exp(-abs(z)) for z in x]\n    return [(1.0 if z >= 0 else p) / (1.0 + p) for z, p in zip(x, powers)]", "    return [1.0 / (1.0 + exp(-z)) for z in x]"),
    ("softmax that overflows", "export/python.py", "powers = [exp(z - top) for z in x]", "powers = [exp(z) for z in x]"),
    ("selftest that lets NaN pass", "export/python.py", "if not abs(a - b) <= tolerance * (1.0 + abs(b)):", "if abs(a - b) > tolerance * (1.0 + abs(b)):"),
    ("first scale for all inputs", "export/steps.py", "return len(pairs) == 1 and", "return"),
    ("one class fewer", "export/python.py", "1 if outputs[0] >= 0.5 else 0", "1 if outputs[0] > 0.9 else 0"),
    ("numbers in the order of another processor", "export/python.py", 'struct.pack("<" + form', 'struct.pack(">" + form'),
    ("a comment that ends early", "export/texts.py", 'text = ascii(text)[1:-1].replace("\\\\\'", "\'")', "pass"),
    ("names with letters beyond ASCII", "export/texts.py", "    return ascii(text)\n", "    return repr(text)\n"),
    ("buffer as wide as its last layer", "export/c.py", "max(width, widths.get(here, 0))", "width"),
    ("sums into the row they are made of", "export/c.py", 'else "z" if here == "x" else "x"', 'else "z"'),
    ("a constant of the wrong kind in C", "export/c.py", 'text = "%.9g" % x if end else repr(float(x))', 'text = "%.6g" % x'),
    ("a name that ends at its quote in C", "export/texts.py", "letter in '\"\\\\?'", "letter in '\\\\?'"),
    ("short octal escapes", "export/texts.py", '"\\\\%03o"', '"\\\\%o"'),
    ("a softmax that overflows in JavaScript", "export/javascript.py", "Math.exp(z - top)", "Math.exp(z)"),
    ("gains and shifts changed places", "export/javascript.py", "* constants[n + i] + constants[2 * n + i]", "* constants[2 * n + i] + constants[n + i]"),
    ("golden vectors of the first rows", "export/golden.py", "data[k * len(data) // count]", "data[k]"),
]
