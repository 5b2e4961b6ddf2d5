"""How well does purenn learn? Ten-fold accuracy on the embedded data, and XOR over 20 seeds.

    python3 tests/benchmarks/accuracy.py

Prints a table and ends with status 1 if a goal is missed.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import purenn as nn
from purenn import data

# name, goal, hidden layer, learning rate, weight decay, epochs, batch size
CASES = [
    ("iris", 0.95, 8, 0.02, 3e-3, 60, 16),
    ("wine", 0.96, 16, 0.01, 3e-2, 30, 16),
    ("breast_cancer", 0.96, 16, 0.005, 1e-4, 20, 16),
    ("digits", 0.96, 32, 0.01, 1e-4, 20, 32),
]


def classifier(train, hidden, rng):
    """Return a network of one hidden layer for a data set of classes, with the scaling of its inputs."""
    scaler = nn.Scaler.min_max(train.X) if train.name == "digits" else nn.Scaler.standard(train.X)
    outputs = len(train.class_names)
    end = [nn.Dense(hidden, 1, rng=rng), nn.Sigmoid()] if outputs == 2 else [nn.Dense(hidden, outputs, rng=rng), nn.Softmax()]
    return nn.Network([scaler, nn.Dense(len(train.X[0]), hidden, "he", rng), nn.ReLU(), *end])


def fold_accuracy(train, test, hidden, rate, decay, epochs, batch_size, seed):
    rng = nn.Random(seed)
    net = classifier(train, hidden, rng)
    loss = nn.BCE() if net.outputs == 1 else nn.CrossEntropy()
    optimizer = nn.Adam(nn.CosineDecay(rate, epochs), weight_decay=decay)
    net.fit(train.X, train.Y, loss=loss, optimizer=optimizer, epochs=epochs, batch_size=batch_size, rng=rng)
    return net.evaluate(test.X, test.Y, nn.accuracy)


def xor_solved(seed):
    X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    rng = nn.Random(seed)
    net = nn.Network([nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 1, rng=rng), nn.Sigmoid()])
    net.fit(X, Y, loss=nn.BCE(), optimizer=nn.SGD(1.0), epochs=400, rng=rng)
    return net.evaluate(X, Y, nn.accuracy) == 1.0


def main():
    missed = 0
    print("%-16s %7s %7s %7s %7s %9s" % ("10-fold accuracy", "mean", "lowest", "highest", "goal", "seconds"))
    for name, goal, *settings in CASES:
        start = time.time()
        folds = data.k_folds(data.load(name), 10, rng=nn.Random(1))
        scores = [fold_accuracy(train, test, *settings, seed) for seed, (train, test) in enumerate(folds)]
        mean = sum(scores) / len(scores)
        missed += mean < goal
        print("%-16s %7.4f %7.4f %7.4f %7.2f %9.1f" % (name, mean, min(scores), max(scores), goal, time.time() - start), flush=True)
    solved = sum([xor_solved(seed) for seed in range(20)])
    missed += solved < 19
    print("XOR, 2-4-1 tanh, BCE, SGD(1.0): solved on %d of 20 seeds (goal 19)" % solved)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
