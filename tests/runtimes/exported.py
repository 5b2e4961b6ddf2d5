"""Export one model to all languages, and see that each gives every one of 1,797 digits the class that the network gives it.

    python3 tests/runtimes/exported.py

Then the same in 8 bits, where the class to be given is that of the network in 8 bits.

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

from digits_network import trained  # noqa: E402
from machines import MissingError, micropython_command, python_command, run_c, run_javascript, run_python  # noqa: E402

import purenn as nn  # noqa: E402
from purenn.export.agreement import divided  # noqa: E402
from purenn.export.inference import inference_network  # noqa: E402
from purenn.export.quantised import quantise  # noqa: E402

HEAP, CHUNK = "256k", 20  # the model alone runs in 40k; here are rows, and outputs as text, as well
# MicroPython's file holds short floats where nothing else is said.
TOLERANCE = {"micropython": 1e-5, "python": 1e-12, "c": 1e-12, "javascript": 1e-12}


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
    rows = [list(row) for row in digits.X]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        network.save(path)
        loaded = nn.load(path)
        in_8_bits = quantise(inference_network(loaded), [rows[s] for s in divided(rows)[0]])
        print("%-12s %-6s %10s %13s %19s  %s" % ("digits", "", "file", "same class", "largest difference", "selftest"))
        for int8, model in ((False, loaded), (True, in_8_bits)):
            expected = model.predict(rows)
            print("%-12s %-6s %10s accuracy %.4f" % ("64-32-10", "int8" if int8 else "floats", "", nn.accuracy(expected, digits.Y)))
            for to, tolerance in TOLERANCE.items():
                source = nn.export_source(loaded, to, int8=int8, data=rows, name="model.json")
                failures += not same_everywhere(to, int8, source, rows, expected, 1e-12 if int8 else tolerance, folder)
    return 1 if failures else 0


def same_everywhere(to, int8, source, rows, expected, tolerance, folder):
    """Run one file on all rows, print a line, and tell whether all is as it should be."""
    start = "%-12s %-6s %8d B " % (to, "int8" if int8 else "floats", len(source))
    try:
        results = run(to, source, rows, folder)
    except MissingError as missing:
        print(start + "skipped: %s" % missing)
        return True
    outputs = [row for result in results for row in result[0]]
    said = [name for result in results for name in result[4]]
    same = sum(str(k) == name for k, name in zip(nn.metrics.classes(expected), said))
    apart = max(abs(a - b) for row, other in zip(outputs, expected) for a, b in zip(row, other))
    passed = all(result[1] for result in results)
    print(start + "%5d of %d %19.1e  %s" % (same, len(rows), apart, "passed" if passed else "FAILED"), flush=True)
    return same == len(rows) == len(said) and apart <= tolerance and passed


if __name__ == "__main__":
    sys.exit(main())
