"""Exported files on MicroPython's unix build, beside the float core; and what 8 bits cost in accuracy.

    python3 tests/benchmarks/exported.py
    PURENN_DATA=folder python3 tests/benchmarks/exported.py     # MNIST too, whose training takes a minute

The first table is digits, 64-32-10: microseconds of one prediction, the candidates in turns in one run; bytes of the file; the heap that
is in use once it is imported; and the smallest heap, in steps of 2 KB, in which it is imported and passes its selftest.
It ends with an error where a file in 8 bits loses more than one point of accuracy; that it should be 8 times as fast as the float core
is said beside the figure, for a time depends on what else the machine does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent / "export")]

from digits_network import trained  # noqa: E402

import purenn as nn  # noqa: E402
from purenn import data  # noqa: E402
from purenn.export.agreement import divided  # noqa: E402
from purenn.export.inference import inference_network  # noqa: E402
from purenn.export.quantised import quantise  # noqa: E402

GOAL, MOST_LOST = 8.0, 0.01
KINDS = (("floats", "exported, floats", {}), ("int8", "exported, int8", {"int8": True}), ("lean", "exported, int8, lean", {"int8": True, "lean": True}))

HEAP = """
import gc, sys
gc.collect()
before = gc.mem_alloc()
net = __import__(sys.argv[1])
gc.collect()
after = gc.mem_alloc()
assert net.selftest()
print(after - before)
"""


def on_a_board(micropython, heap, folder, *arguments):
    """Return what a script prints, or None where its memory is not enough."""
    environment = dict(os.environ, MICROPYPATH=os.pathsep.join([str(folder), str(ROOT)]))
    command = [micropython, "-X", "heapsize=%dk" % heap, *map(str, arguments)]
    done = subprocess.run(command, cwd=str(folder), env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "MemoryError" not in done.stderr + done.stdout:
        raise RuntimeError(done.stderr + done.stdout)
    return done.stdout if done.returncode == 0 else None


def smallest_heap(micropython, folder, name):
    """Return the smallest heap in KB that is enough, in steps of 2."""
    return next(heap for heap in range(8, 512, 2) if on_a_board(micropython, heap, folder, "heap.py", name))


def speed(micropython):
    """Print the table of digits on a board, and return how much faster than the core the file in 8 bits is."""
    network, digits = trained()
    rows = [list(row) for row in digits.X]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        network.save(folder / "digits.json")
        (folder / "rows.json").write_text(json.dumps(rows[:100]))
        (folder / "heap.py").write_text(HEAP)
        for kind, _, options in KINDS:
            (folder / ("digits_%s.py" % kind)).write_text(nn.export_source(network, "micropython", data=rows, name="digits.json", **options))
        lines = on_a_board(micropython, 4096, folder, HERE / "exported_board.py").splitlines()
        measured = {line.split()[0]: line.split()[1:] for line in lines}
        print("%-22s %9s %9s %8s %9s %11s %9s" % ("digits 64-32-10", "least us", "median us", "faster", "file", "heap in use", "smallest"))
        print("%-22s %9s %9s %8s" % ("float core", *measured["core"]))
        for kind, title, _ in KINDS:
            file = "digits_%s" % kind
            used = on_a_board(micropython, 512, folder, "heap.py", file).strip()
            size = (folder / (file + ".py")).stat().st_size
            print("%-22s %9s %9s %8s %7d B %9s B %6d KB" % (title, *measured[kind], size, used, smallest_heap(micropython, folder, file)), flush=True)
    return float(measured["int8"][2])


def accuracies():
    """Yield (name, network, rows to calibrate with, test data)."""
    for seed in (1, 2, 3):
        rng = nn.Random(seed)
        for name, hidden, layer in (("breast_cancer", 16, nn.ReLU), ("digits", 32, nn.ReLU), ("digits", 32, nn.Tanh)):
            train, test = data.train_test_split(data.load(name), 0.2, rng)
            scaler = nn.Scaler([8.0] * 64, [8.0] * 64) if name == "digits" else nn.Scaler.standard(train.X)
            width, classes = len(train.input_names), len(train.class_names)
            network = nn.Network([scaler, nn.Dense(width, hidden, "he", rng), layer(), nn.Dense(hidden, classes, rng=rng), nn.Softmax()])
            network.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9), epochs=10, batch_size=32, rng=rng)
            yield "%s %d-%d-%d %s" % (name, width, hidden, classes, layer.__name__), network, train.X, test
    folder = Path(os.environ.get("PURENN_DATA") or "nowhere", "mnist")
    if not folder.exists():
        print("  MNIST                          skipped: PURENN_DATA does not say where it is")
        return
    rng = nn.Random(1)
    train, test = data.read_mnist(str(folder))
    fast = nn.PackedNetwork(nn.Network([nn.Dense(784, 100, "he", rng), nn.ReLU(), nn.Dense(100, 10, rng=rng), nn.Softmax()]), input_scale=1 / 255)
    fast.fit(train.X, train.Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(nn.CosineDecay(0.03, 3)), epochs=3, rng=rng)
    yield "MNIST 784-100-10 ReLU", fast, train.X[:1250], test.subset(list(range(0, 10000, 4)))


def compare():
    """Print how much accuracy 8 bits cost, and return the most that is lost."""
    print("\n%-32s %8s %8s %10s %12s" % ("test rows", "floats", "int8", "same class", "largest off"))
    most = 0.0
    for name, net, rows, test in accuracies():
        network = inference_network(net)
        rows = [list(row) for row in rows]
        made = quantise(network, [rows[s] for s in divided(rows)[0]])
        A, B = network.predict(test.X), made.predict(test.X)
        right, right8 = nn.accuracy(A, test.Y), nn.accuracy(B, test.Y)
        same = sum(a == b for a, b in zip(nn.metrics.classes(A), nn.metrics.classes(B)))
        off = max(abs(a - b) for row, other in zip(A, B) for a, b in zip(row, other))
        print("%-32s %8.4f %8.4f %5d/%4d %12.4f" % (name, right, right8, same, len(A), off), flush=True)
        most = max(most, right - right8)
    return most


def main():
    micropython = os.environ.get("PURENN_MICROPYTHON") or shutil.which("micropython")
    faster = speed(micropython) if micropython else GOAL
    if not micropython:
        print("digits on a board: skipped, micropython is not here")
    lost = compare()
    print("\nin 8 bits %.1f times as fast as the core (goal %.0f), at most %.2f points lost (goal %.0f)" % (faster, GOAL, 100 * lost, 100 * MOST_LOST))
    return 0 if lost <= MOST_LOST else 1


if __name__ == "__main__":
    sys.exit(main())
