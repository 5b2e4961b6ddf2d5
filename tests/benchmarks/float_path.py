"""How fast is purenn? Beside NumPy as tutorials write it, and beside the bare inner products of the same shapes.

    python3 tests/benchmarks/float_path.py

The candidates of a row run in turns, and a ratio is the median over the pairs of neighbouring runs, so that a
machine whose speed drifts does no harm. Without NumPy its columns are left out.
"""

import platform
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import purenn as nn
from purenn.linalg import dot_rows

try:
    import numpy as np
except ImportError:
    np = None

RATE = 0.05
ROUNDS = 9


def samples(inputs, classes, n, zeros=0.0):
    random = nn.Random(3)
    X = [[0.0 if random.uniform() < zeros else random.uniform() for _ in range(inputs)] for _ in range(n)]
    return X, [random.randint(0, classes - 1) for _ in range(n)]


class Xor:
    """One epoch of XOR 2-4-1: full batch, sigmoid, MSE; the unit is one epoch."""

    name, repeats = "XOR 2-4-1, one epoch", 500
    X, Y = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [[0.0], [1.0], [1.0], [0.0]]
    units = 1

    def __init__(self):
        nn.seed(1)
        self.net = nn.Network([nn.Dense(2, 4), nn.Sigmoid(), nn.Dense(4, 1), nn.Sigmoid()])

    def purenn(self):
        self.net.fit(self.X, self.Y, loss=nn.MSE(), optimizer=nn.SGD(RATE), epochs=self.repeats)

    def numpy(self):
        X, Y = np.array(self.X), np.array(self.Y)
        generator = np.random.default_rng(1)
        W1, b1 = generator.normal(size=(2, 4)), np.zeros((1, 4))
        W2, b2 = generator.normal(size=(4, 1)), np.zeros((1, 1))
        losses = []
        for _ in range(self.repeats):
            A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
            A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
            losses.append(np.mean((A2 - Y) ** 2))
            dZ2 = 2 * (A2 - Y) / Y.size * A2 * (1 - A2)
            dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
            W2 -= RATE * A1.T @ dZ2
            b2 -= RATE * dZ2.sum(axis=0, keepdims=True)
            W1 -= RATE * X.T @ dZ1
            b1 -= RATE * dZ1.sum(axis=0, keepdims=True)

    def bare(self):
        for _ in range(self.repeats):
            inner_products(self.X, self.net)


class Classifier:
    """Epochs of a ReLU classifier with softmax, cross-entropy and SGD; the unit is one sample."""

    def __init__(self, sizes, batch, n, zeros):
        self.name = "%s, batch %d, one sample" % ("-".join(map(str, sizes)), batch)
        self.shapes, self.batch, self.units = tuple(zip(sizes, sizes[1:])), batch, n
        self.X, self.Y = samples(sizes[0], sizes[-1], n, zeros)
        nn.seed(1)
        layers = [layer for inputs, outputs in self.shapes for layer in (nn.Dense(inputs, outputs, "he"), nn.ReLU())]
        self.net = nn.Network(layers[:-1] + [nn.Softmax()])
        self.repeats = max(1, 2000 // n)

    def purenn(self):
        self.net.fit(self.X, self.Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(RATE), epochs=self.repeats, batch_size=self.batch)

    def numpy(self):
        X, T = np.array(self.X), np.eye(self.shapes[-1][1])[self.Y]
        generator = np.random.default_rng(1)
        W = [generator.normal(size=shape) / shape[0] ** 0.5 for shape in self.shapes]
        b = [np.zeros(outputs) for _, outputs in self.shapes]
        for start in list(range(0, len(X), self.batch)) * self.repeats:
            A = [X[start : start + self.batch]]
            for k, (weights, biases) in enumerate(zip(W, b)):
                Z = A[-1] @ weights + biases
                A.append(np.maximum(Z, 0) if k < len(W) - 1 else Z)
            P = np.exp(A[-1] - A[-1].max(axis=1, keepdims=True))
            P /= P.sum(axis=1, keepdims=True)
            targets = T[start : start + self.batch]
            -(targets * np.log(P + 1e-300)).sum(axis=1).mean()
            dZ = (P - targets) / len(targets)
            for k in reversed(range(len(W))):
                dW, db = A[k].T @ dZ, dZ.sum(axis=0)
                if k:
                    dZ = dZ @ W[k].T * (A[k] > 0)
                W[k] -= RATE * dW
                b[k] -= RATE * db

    def bare(self):
        for start in list(range(0, len(self.X), self.batch)) * self.repeats:
            inner_products(self.X[start : start + self.batch], self.net)


class Prediction(Classifier):
    """Prediction with the same nets, all samples in one call; the unit is one sample."""

    def __init__(self, sizes, n, zeros):
        Classifier.__init__(self, sizes, n, n, zeros)
        self.repeats = 1
        self.name = "%s, prediction, one sample" % "-".join(map(str, sizes))

    def purenn(self):
        self.net.predict(self.X)

    def numpy(self):
        A = np.array(self.X)
        for k, layer in enumerate(self.net.layers[::2]):
            A = A @ np.array(layer.weights).T + np.array(layer.biases)
            A = np.maximum(A, 0) if k < len(self.shapes) - 1 else np.exp(A - A.max(axis=1, keepdims=True))
        A / A.sum(axis=1, keepdims=True)

    def bare(self):
        rows = self.X
        for layer in self.net.layers[::2]:
            rows = dot_rows(rows, layer.weights)


def inner_products(X, net):
    """Do only the inner products of one step of training: forward, weight gradients, input gradients."""
    rows = X
    for layer in net.layers[::2]:
        columns = list(zip(*rows))
        result = dot_rows(rows, layer.weights)
        dot_rows(list(zip(*result)), columns)
        if rows is not X:
            dot_rows(result, list(zip(*layer.weights)))
        rows = result


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def measure(case):
    """Return the median microseconds a unit of each candidate, and the ratios of purenn to the others."""
    candidates = ["purenn", "bare"] + (["numpy"] if np else [])
    times = {name: [] for name in candidates}
    for name in candidates:
        getattr(case, name)()  # warm up
    for _ in range(ROUNDS):
        for name in candidates:
            start = time.perf_counter()
            getattr(case, name)()
            times[name].append((time.perf_counter() - start) / case.repeats / case.units * 1e6)
    ratios = {name: median([a / b for a, b in zip(times["purenn"], times[name])]) for name in candidates}
    return {name: median(values) for name, values in times.items()}, ratios


def main():
    print("%s %s, NumPy %s" % (platform.python_implementation(), platform.python_version(), np.__version__ if np else "not installed"))
    print("%-38s %11s %11s %6s %11s %6s" % ("", "purenn us", "bare us", "ratio", "NumPy us", "ratio"))
    cases = [
        Xor(),
        Classifier((4, 16, 16, 3), 16, 320, 0.0),
        Classifier((784, 100, 10), 32, 320, 0.8),
        Prediction((4, 16, 16, 3), 320, 0.0),
        Prediction((784, 100, 10), 128, 0.8),
    ]
    for case in cases:
        times, ratios = measure(case)
        line = "%-38s %11.1f %11.1f %6.2f" % (case.name, times["purenn"], times["bare"], ratios["bare"])
        print(line + (" %11.1f %6.2f" % (times["numpy"], ratios["numpy"]) if np else "           -      -"), flush=True)


if __name__ == "__main__":
    main()
