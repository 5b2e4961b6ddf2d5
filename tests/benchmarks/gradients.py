"""How far nn.check_gradients can be trusted: false alarms on right networks, and mistakes found in wrong ones.

    python3 tests/benchmarks/gradients.py             20,000 networks of each kind; about 10 minutes
    python3 tests/benchmarks/gradients.py --nets 500  the same in miniature

Every network is checked twice: as it is, and with one entry of its gradient too large by one part in 10,000. An entry
counts as large from a thousandth of the largest one (or of the loss, or of 1): a float difference cannot see much less, and
in badly scaled networks most entries are less. Ends with status 1 if more than 2 of 20,000 right networks of a kind are called
wrong, or fewer than 90 % of the mistakes in large entries are found.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import purenn as nn

MOST_ALARMS = 2 / 20000
LEAST_FOUND = 0.9
MISTAKE = 1 + 1e-4


def normal(rng):
    return rng.normal()


def quarter_or_zero(rng):
    return 0.0 if rng.uniform() < 0.3 else rng.randint(-8, 8) / 4


def badly_scaled(rng):
    return 10 ** rng.uniform(-2.0, 2.0) * (1 if rng.uniform() < 0.5 else -1)


SMOOTH = (nn.Tanh, nn.Sigmoid, nn.Identity)
KINKED = (nn.ReLU, nn.LeakyReLU, nn.Identity)
KINDS = (  # name, how a number is drawn, activations
    ("smooth", normal, SMOOTH),
    ("ReLU", normal, KINKED),
    ("zero-rich", quarter_or_zero, KINKED),
    ("badly scaled", badly_scaled, SMOOTH + KINKED),
)


def classes(rng, samples, outputs):
    return [rng.randint(0, outputs - 1) for _ in range(samples)]


def bits(rng, samples, outputs):
    return [[rng.randint(0, 1) for _ in range(outputs)] for _ in range(samples)]


def signs(rng, samples, outputs):
    return [[2 * y - 1 for y in row] for row in bits(rng, samples, outputs)]


def numbers(rng, samples, outputs):
    return [[rng.randint(-8, 8) / 4 for _ in range(outputs)] for _ in range(samples)]


ENDS = (  # loss, last layers, targets
    (nn.MSE(), (), numbers),
    (nn.SSE(), (nn.Tanh,), numbers),
    (nn.MAE(), (), numbers),
    (nn.Huber(0.5), (), numbers),
    (nn.Hinge(), (), signs),
    (nn.BCE(), (nn.Sigmoid,), bits),
    (nn.MSE(), (nn.Softmax,), bits),
    (nn.CrossEntropy(), (nn.Softmax,), classes),
    (nn.SoftmaxCrossEntropy(), (), classes),
)


class Mistaken(nn.Network):
    """A network whose backward gets one entry wrong: that number among all of its parameters."""

    wrong_entry = None

    def backward(self, dA, inputs=False):
        dX = super().backward(dA, inputs)
        if self.wrong_entry is not None:
            gradients, i = self.place(self.wrong_entry)
            gradients[i] *= MISTAKE
        return dX

    def place(self, entry):
        for _, gradients in self.parameters():
            if entry < len(gradients):
                return gradients, entry
            entry -= len(gradients)
        raise IndexError(entry)


def dense(inputs, outputs, draw, rng):
    layer = nn.Dense(inputs, outputs, init="zeros")
    layer.weights = [[draw(rng) for _ in range(inputs)] for _ in range(outputs)]
    layer.biases = [draw(rng) for _ in range(outputs)]
    return layer


def case(seed, draw, activations):
    """Return a network of 2 to 4 Dense layers with widths from 1 to 5, X, Y and a loss."""
    rng = nn.Random(seed)
    loss, end, targets = ENDS[rng.randint(0, len(ENDS) - 1)]
    widths = [rng.randint(1, 5) for _ in range(rng.randint(3, 5))]
    if targets is classes or nn.Softmax in end:
        widths[-1] = rng.randint(2, 5)
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(dense(inputs, outputs, draw, rng))
        if i < len(widths) - 2:
            layers.append(activations[rng.randint(0, len(activations) - 1)]())
    samples = rng.randint(2, 5)
    X = [[draw(rng) for _ in range(widths[0])] for _ in range(samples)]
    return Mistaken(layers + [kind() for kind in end]), X, targets(rng, samples, widths[-1]), loss, rng


class Count:
    """What one kind of networks has shown."""

    def __init__(self):
        self.alarms, self.unchecked, self.checked, self.skipped = 0, 0, 0, 0
        self.mistakes, self.found, self.large, self.large_found = 0, 0, 0, 0
        self.first = None

    def add(self, seed, draw, activations):
        net, X, Y, loss, rng = case(seed, draw, activations)
        report = nn.check_gradients(net, X, Y, loss)
        self.checked += report.checked
        self.skipped += report.skipped
        if report.checked == 0:
            self.unchecked += 1
            return
        if not report.ok:
            self.alarms += 1
            self.first = self.first or (seed, net, report)
            return
        self.add_mistake(net, X, Y, loss, rng)

    def add_mistake(self, net, X, Y, loss, rng):
        gradients = [g for _, gradients in net.parameters() for g in gradients]
        entries = [i for i, g in enumerate(gradients) if g]
        if entries:
            net.wrong_entry = entries[rng.randint(0, len(entries) - 1)]
            scale = max([1.0, loss(net.predict(X), Y)] + [abs(g) for g in gradients])
            is_large = abs(gradients[net.wrong_entry]) >= scale / 1000
            found = nn.check_gradients(net, X, Y, loss).wrong > 0
            self.mistakes += 1
            self.found += found
            self.large += is_large
            self.large_found += found and is_large


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nets", type=int, default=20000, help="how many networks of each kind")
    options = parser.parse_args()
    failed = False
    print("%d networks of each kind; a mistake is one nonzero entry, too large by 1 part in 10,000" % options.nets)
    print("%-14s %8s %12s %9s %9s %9s %9s %9s %9s" % ("kind", "alarms", "no verdict", "checked", "skipped", "mistakes", "found", "large", "found"))
    for name, draw, activations in KINDS:
        start, count = time.time(), Count()
        for seed in range(options.nets):
            count.add(seed, draw, activations)
        found, large_found = count.found / max(1, count.mistakes), count.large_found / max(1, count.large)
        row = (name, count.alarms, count.unchecked, count.checked, count.skipped, count.mistakes, 100 * found, count.large, 100 * large_found)
        print("%-14s %8d %12d %9d %9d %9d %7.1f %% %9d %7.1f %%   (%.0f s)" % (*row, time.time() - start), flush=True)
        if count.first:
            print("    the first alarm: seed %d, %r\n    %r" % count.first)
        failed = failed or count.alarms > MOST_ALARMS * max(options.nets, 20000) or large_found < LEAST_FOUND
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
