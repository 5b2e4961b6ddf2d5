"""Export one model to all languages, and see that each gives every one of 1,797 digits the class that the network gives it.

    python3 tests/runtimes/exported.py

The network is 64-32-10 and trained here, in a few seconds. MicroPython runs under a real limit of its heap, C is compiled with all
warnings as errors and with gcc's check for undefined behaviour. A language whose program is not here is named as skipped.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent / "export")]

from machines import MissingError, micropython_command, python_command, run_c, run_javascript, run_python  # noqa: E402

import purenn as nn  # noqa: E402
from purenn import data  # noqa: E402

HEAP, CHUNK = "128k", 20  # the model alone runs in 40k; here are rows, and outputs as text, as well
# MicroPython's file holds short floats where nothing else is said.
TOLERANCE = {"micropython": 1e-5, "python": 1e-12, "c": 1e-12, "javascript": 1e-12}


def trained():
    """Return a network, and the digits it was trained on."""
    digits = data.digits()
    rng = nn.Random(1)
    layers = [nn.Scaler([8.0] * 64, [8.0] * 64), nn.Dense(64, 32, "he", rng), nn.ReLU(), nn.Dense(32, 10, "he", rng), nn.Softmax()]
    network = nn.Network(layers, digits.input_names, digits.class_names)
    network.fit(digits.X, digits.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9, nesterov=True), epochs=4, batch_size=32, rng=rng)
    return network, digits


def run(to, source, rows, folder):
    """Return what `machines` says about all rows; a board gets them in chunks."""
    if to == "micropython":
        chunks = [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)]
        return run_python([source] * len(chunks), chunks, folder, micropython_command(HEAP))
    if to == "python":
        return run_python([source], [rows], folder, python_command())
    return (run_c if to == "c" else run_javascript)([source], [rows], folder)


def main():
    network, digits = trained()
    expected = network.predict(digits.X)
    classes = [digits.class_names[k] for k in nn.metrics.classes(expected)]
    rows = [list(row) for row in digits.X]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        network.save(path)
        print("digits, 64-32-10: %.4f of %d rows are right" % (nn.accuracy(expected, digits.Y), len(rows)))
        print("%-12s %10s %16s %20s  %s" % ("language", "file", "same class", "largest difference", "selftest"))
        for to, tolerance in TOLERANCE.items():
            source = nn.export_source(nn.load(path), to, name="model.json")
            try:
                results = run(to, source, rows, folder)
            except MissingError as missing:
                print("%-12s %8d B  skipped: %s" % (to, len(source), missing))
                continue
            outputs = [row for result in results for row in result[0]]
            same = sum(a == b for a, b in zip(classes, [name for result in results for name in result[4]]))
            apart = max(abs(a - b) for row, other in zip(outputs, expected) for a, b in zip(row, other))
            passed = all(result[1] for result in results)
            print("%-12s %8d B %7d of %d %20.1e  %s" % (to, len(source), same, len(rows), apart, "passed" if passed else "FAILED"), flush=True)
            failures += not (same == len(rows) and apart <= tolerance and passed)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
