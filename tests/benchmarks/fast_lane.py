"""How fast is the fast lane, and how good? MNIST 784-100-10, one sample at a time, beside NumPy and beside the float path.

    PURENN_DATA=folder python3 tests/benchmarks/fast_lane.py           # the folder holds mnist/ with its four files
    PURENN_DATA=folder python3 tests/benchmarks/fast_lane.py --quick   # a part of it, in less than a minute

The candidates of a table run in turns on the same samples, in one process and on one core, and each figure is the smallest
and the median over the turns, in time of the processor, which other programs on the machine disturb less. An accuracy below its goal ends with status 1; times have no goal. Without the data, NumPy or
MicroPython their parts are left out, visibly.
"""

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")  # before NumPy is imported: one core for all

import purenn as nn  # noqa: E402
from purenn import data  # noqa: E402

try:
    import numpy as np
except ImportError:
    np = None

RATE = 0.03
BITS = 3  # inputs in steps of 1/8: all that MNIST needs
FLOAT_SAMPLES = 10  # of each turn, for the float path
missed = []


def goal(what, value, least):
    """Remember a goal that was missed."""
    if value < least:
        missed.append("%s is %.4f, below %.4f" % (what, value, least))


def network(sizes, rng):
    layers = [layer for inputs, outputs in zip(sizes, sizes[1:]) for layer in (nn.Dense(inputs, outputs, "he", rng), nn.ReLU())]
    return nn.Network([*layers[:-1], nn.Softmax()])


class FallingRate(nn.Callback):
    """Let the learning rate fall from sample to sample, along a line down to 0."""

    def __init__(self, rate):
        self.rate = rate

    def on_batch(self, training):
        done = training.epoch - 1 + training.samples_done / training.samples
        training.optimizer.learning_rate = self.rate * (1 - done / training.epochs)


class NumpyNet:
    """SGD one sample at a time, as one writes it in NumPy when it is to be fast: in place, without a temporary too many."""

    def __init__(self, net, kind):
        self.kind = kind
        self.W = [np.array(layer.weights, kind).T.copy() for layer in net.layers[::2]]
        self.b = [np.array(layer.biases, kind) for layer in net.layers[::2]]

    def rows(self, X):
        return np.array([list(row) for row in X], self.kind) / self.kind(255)

    def predict(self, X):
        for x in X:
            o = np.maximum(x @ self.W[0] + self.b[0], 0) @ self.W[1] + self.b[1]
            p = np.exp(o - o.max())
            p /= p.sum()

    def fit(self, X, Y, rate):
        (W1, W2), (b1, b2) = self.W, self.b
        rate = self.kind(rate)
        for x, y in zip(X, Y):
            z = x @ W1 + b1
            h = np.maximum(z, 0)
            o = h @ W2 + b2
            p = np.exp(o - o.max())
            p /= p.sum()
            p[y] -= 1
            d = W2 @ p
            d[z <= 0] = 0
            p *= rate
            d *= rate
            W2 -= np.outer(h, p)
            b2 -= p
            W1 -= np.outer(x, d)
            b1 -= d


def turns(candidates, parts, units):
    """Run all candidates on one part after the other; return for each the microseconds a unit of every turn."""
    times = {name: [] for name in candidates}
    for part in parts:
        for name, prepare, run in candidates.values():
            ready = prepare(part)
            start = time.process_time()
            run(ready)
            times[name].append((time.process_time() - start) / units(name, part) * 1e6)
    return times


def table(title, times, first):
    print("%-44s %9s %9s %16s" % (title, "least us", "median us", "median ratio"))
    for name, values in times.items():
        ratio = median([a / b for a, b in zip(values, times[first])])
        print("  %-42s %9.1f %9.1f %16.2f" % (name, min(values), median(values), ratio), flush=True)
    print()


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def speed(train, test, quick):
    """Train through one epoch in parts of 1,000 images, everybody in turns; then predict."""
    rng = nn.Random(1)
    net = network([784, 100, 10], rng)
    fast = nn.PackedNetwork(net, 1 / 255, BITS)
    floats = nn.Network(net.layers)
    optimizer = nn.SGD(0.01)
    size = 1000
    parts = [(train.X[s : s + size], train.Y[s : s + size]) for s in range(0, len(train) - size + 1, size)]
    loss = nn.CrossEntropy()
    rows = [("packed integers", lambda p: (fast.batch(p[0]), p[1]), lambda p: fast.fit(p[0], p[1], loss, optimizer, rng=rng))]
    some = slice(0, FLOAT_SAMPLES)
    scaled = lambda X: [[v / 255 for v in row] for row in X]
    rows.append(("float path", lambda p: (scaled(p[0][some]), p[1][some]), lambda p: floats.fit(p[0], p[1], loss, optimizer, batch_size=1)))
    nets = [("NumPy, float64", NumpyNet(net, np.float64)), ("NumPy, float32", NumpyNet(net, np.float32))] if np else []
    rows += [(name, lambda p, n=n: (n.rows(p[0]), p[1]), lambda p, n=n: n.fit(p[0], p[1], 0.01)) for name, n in nets]
    count = lambda name, part: FLOAT_SAMPLES if name == "float path" else len(part[0])
    table("training, one sample at a time (of %d)" % len(train), turns({r[0]: r for r in rows}, parts, count), "packed integers")

    parts = [(test.X[s : s + 250], None) for s in range(0, len(test) - 249, 250)]
    rows = [("packed integers, from bytes", lambda p: p[0], fast.predict)]
    rows.append(("float path", lambda p: scaled(p[0][some]), lambda p: [floats.predict([row]) for row in p]))
    rows += [(name, lambda p, n=n: n.rows(p[0]), lambda p, n=n: n.predict(p)) for name, n in nets]
    table("prediction, image by image", turns({r[0]: r for r in rows}, parts, count), "packed integers, from bytes")


def accuracy_on_mnist(train, test, seeds, epochs_list, least):
    """Train whole runs, and print what they reach on the test images."""
    print("%-44s %9s %9s %9s" % ("MNIST, rate %s falling to 0" % RATE, "accuracy", "goal", "us/sample"))
    for epochs in epochs_list:
        for seed in seeds:
            rng = nn.Random(seed)
            fast = nn.PackedNetwork(network([784, 100, 10], rng), 1 / 255, BITS)
            start = time.process_time()
            fast.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(RATE), epochs=epochs, callbacks=[FallingRate(RATE)], rng=rng)
            spent = (time.process_time() - start) / epochs / len(train) * 1e6
            score = fast.evaluate(test.X, test.Y, nn.accuracy)
            name = "after %d epoch%s, seed %d" % (epochs, "s" if epochs > 1 else "", seed)
            print("  %-42s %9.4f %9.2f %9.1f" % (name, score, least[epochs], spent), flush=True)
            goal(name, score, least[epochs])
    print()


RUN = """
import resource, sys, time
start = time.perf_counter()
import purenn as nn
from purenn import data
train, test = data.read_mnist(sys.argv[1], int(sys.argv[2]) or None)
read = time.perf_counter() - start
rng = nn.Random(1)
net = nn.Network([nn.Dense(784, 100, "he", rng), nn.ReLU(), nn.Dense(100, 10, "he", rng), nn.Softmax()])
fast = nn.PackedNetwork(net, 1 / 255, 3)
start = time.perf_counter()
samples = fast.batch(train.X)
prepared = time.perf_counter() - start
fast.fit(samples, train.Y, nn.CrossEntropy(), nn.SGD(0.01), validation=(test.X, test.Y), rng=rng)
print("%.2f %.2f %d" % (read, prepared, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
"""


def memory(folder, limit):
    """Do a whole run in a process of its own: what it takes to start, and its peak of memory."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    done = subprocess.run([sys.executable, "-c", RUN, folder, str(limit)], capture_output=True, text=True, check=True, env=environment)
    read, prepared, megabytes = done.stdout.split()
    print("a whole run: reading %s s, leaving out the zeros %s s, peak memory %s MB\n" % (read, prepared, megabytes))


# name, hidden layer, learning rate, epochs
SETS = [("iris", 8, 0.02, 60), ("wine", 16, 0.01, 30), ("breast_cancer", 16, 0.005, 20), ("digits", 32, 0.02, 10)]


def small_data(seeds):
    """Train the same nets in floats and in integers, by SGD one sample at a time, on the embedded data."""
    print("%-44s %9s %9s %9s" % ("held-out accuracy, mean of %d seeds" % len(seeds), "float", "packed", "points"))
    for name, hidden, rate, epochs in SETS:
        scores = [both_ways(name, hidden, rate, epochs, seed) for seed in seeds]
        floats, packed = (sum(column) / len(column) for column in zip(*scores))
        print("  %-42s %9.4f %9.4f %+9.2f" % (name, floats, packed, 100 * (packed - floats)), flush=True)
        if len(seeds) > 1:
            goal("%s, packed beside float" % name, packed - floats, -0.01)
    print()


def both_ways(name, hidden, rate, epochs, seed):
    train, test = data.train_test_split(data.load(name), 0.3, nn.Random(seed))
    scaler = nn.Scaler([0.0] * 64, [16.0] * 64) if name == "digits" else nn.Scaler.standard(train.X)
    outputs = len(train.class_names)
    scores = []
    for engine in (lambda net: net, nn.PackedNetwork):
        rng = nn.Random(seed)
        end = [nn.Dense(hidden, outputs, rng=rng), nn.Softmax()]
        net = engine(nn.Network([scaler, nn.Dense(len(train.X[0]), hidden, "he", rng), nn.ReLU(), *end]))
        net.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(nn.CosineDecay(rate, epochs)), epochs=epochs, batch_size=1, rng=nn.Random(seed))
        scores.append(net.evaluate(test.X, test.Y, nn.accuracy))
    return scores


def on_micropython():
    """Digits, 64-32-10, under MicroPython's unix build: packed beside float, in turns."""
    program = os.environ.get("PURENN_MICROPYTHON") or shutil.which("micropython")
    if not program:
        print("MicroPython: skipped, not found (PURENN_MICROPYTHON names it)\n")
        return
    digits = data.digits()
    with tempfile.TemporaryDirectory() as folder:
        rows = [[int(v) for v in row] for row in digits.X[:200]]
        Path(folder, "digits.json").write_text(json.dumps([rows, digits.Y[:200]]))
        command = [program, "-X", "heapsize=16m", str(ROOT / "tests" / "benchmarks" / "board.py")]
        print(subprocess.run(command, cwd=folder, env=dict(os.environ, MICROPYPATH=str(ROOT)), capture_output=True, text=True, check=True).stdout)


def main(arguments):
    quick = "--quick" in arguments
    print("%s %s, NumPy %s" % (platform.python_implementation(), platform.python_version(), np.__version__ if np else "not installed"))
    print("load %.1f, peak before the start %d MB\n" % (os.getloadavg()[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    small_data([1] if quick else [1, 2, 3, 4, 5])
    on_micropython()
    folder = os.path.join(os.environ.get("PURENN_DATA") or "", "mnist")
    if os.environ.get("PURENN_DATA") and os.path.isdir(folder):
        memory(folder, 5000 if quick else 0)
        train, test = data.read_mnist(folder, 5000 if quick else None)
        speed(train, test, quick)
        if quick:
            accuracy_on_mnist(train, test, [1], [1], {1: 0.89})
        else:
            accuracy_on_mnist(train, test, [1, 2, 3], [1, 6], {1: 0.96, 6: 0.98})
    else:
        print("MNIST: skipped, PURENN_DATA names no folder with mnist/ in it")
    for sentence in missed:
        print("MISSED: " + sentence)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
