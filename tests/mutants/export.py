"""Bugs of exported files."""

FILES = ["export/test_export.py"]
TESTS = {
    "export/__init__.py": FILES,
    "export/golden.py": FILES,
    "export/inference.py": FILES,
    "export/model.py": FILES,
    "export/python.py": FILES,
    "export/texts.py": FILES,
}

BUGS = [
    ("mean of a folded BatchNorm forgotten", "export/inference.py", "factor * (bias - mean) + shift", "factor * bias + shift"),
    ("deviation without epsilon", "export/inference.py", "gain / sqrt(variance + norm.epsilon)", "gain / sqrt(variance + 0.1)"),
    ("Identity kept, Step gone", "export/inference.py", "GONE = (Dropout, Flatten, Identity)", "GONE = (Dropout, Flatten, Identity, Step)"),
    ("layers derived from purenn's own taken for them", "export/inference.py", "if type(layer) not in KINDS + GONE:", "if not isinstance(layer, KINDS + GONE):"),
    ("bias added at the end of a row", "export/python.py", "[[bias, *row] for bias", "[[*row, bias] for bias"),
    ("sigmoid that overflows", "export/python.py", "    powers = [exp(-abs(z)) for z in x]\n    return [(1.0 if z >= 0 else p) / (1.0 + p) for z, p in zip(x, powers)]", "    return [1.0 / (1.0 + exp(-z)) for z in x]"),
    ("softmax that overflows", "export/python.py", "powers = [exp(z - top) for z in x]", "powers = [exp(z) for z in x]"),
    ("selftest that lets NaN pass", "export/python.py", "if not abs(a - b) <= tolerance * (1.0 + abs(b)):", "if abs(a - b) > tolerance * (1.0 + abs(b)):"),
    ("first scale for all inputs", "export/python.py", "return len(pairs) == 1 and", "return"),
    ("one class fewer", "export/python.py", "1 if outputs[0] >= 0.5 else 0", "1 if outputs[0] > 0.9 else 0"),
    ("numbers in the order of another processor", "export/python.py", 'content = struct.pack("<%d%s"', 'content = struct.pack(">%d%s"'),
    ("a comment that ends early", "export/texts.py", 'text = ascii(text)[1:-1].replace("\\\\\'", "\'")', "pass"),
    ("names with letters beyond ASCII", "export/texts.py", "    return ascii(text)\n", "    return repr(text)\n"),
    ("golden vectors of the first rows", "export/golden.py", "data[k * len(data) // count]", "data[k]"),
]
