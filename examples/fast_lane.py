"""The fast lane, from adding two numbers at once to MNIST: each step runs, and prints what it says.

    python3 examples/fast_lane.py [folder with the four files of MNIST]

Without a folder it looks for mnist/ in the folder that PURENN_DATA names, and without that it ends with the digits.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data
from purenn.fixed_point import to_fixed
from purenn.lanes import Lanes, PackedRandom


def two_numbers_at_once():
    """One addition adds both, as long as no sum needs more than the four digits of its lane."""
    a, b = 7_0020, 1_0003
    print("%d + %d = %d" % (a, b, a + b))


def a_whole_row():
    """The same in binary: a lane has 32 bits, and a row as many lanes as there are neurons."""
    lanes = Lanes(4)
    acc, row = lanes.pack([100, 200, 300, 400]), lanes.pack([1, -2, 3, -4])
    print("acc + 10 * row =", lanes.unpack(acc + 10 * row))
    print("and back again  ", lanes.unpack(acc + 10 * row - 10 * row))


def weighted_sums():
    """The weighted sums of a layer are rows that are multiplied and added: one row for each input, and a zero costs nothing."""
    lanes = Lanes(3)
    weights = [[2, -1, 0], [5, 5, 5], [1, 0, -3]]  # [inputs][neurons]
    rows = [lanes.pack(row) for row in weights]
    x = [4, 0, 2]
    total = sum([level * row for level, row in zip(x, rows) if level])
    print("weighted sums of", x, "=", lanes.unpack(total))
    print("with plain lists     =", [sum(x[i] * weights[i][j] for i in range(3)) for j in range(3)])


def fractions():
    """A fraction is a whole number that means itself / 2**k: here k = 4, as for the inputs of the fast lane."""
    print("0.3 is %d/16, -1.25 is %d/16" % (to_fixed(0.3, 4), to_fixed(-1.25, 4)))


def relu_without_looking():
    """The highest bit of a raised lane says whether its number is negative; spread over the lane it is a mask."""
    lanes = Lanes(4)
    raised = lanes.pack([5, -7, 0, 9]) + lanes.top
    positive = raised >> 31 & lanes.ones
    mask = (positive << 31) - positive
    print("relu of [5, -7, 0, 9] =", lanes.unpack(raised & mask))


def rounding_by_dice():
    """A step of 0.3 would always be rounded to 0. By dice it is 1 three times in ten, so that in the mean nothing is lost."""
    lanes = Lanes(1000)
    dice = PackedRandom(lanes, nn.Random(3)).draw() & lanes.ones * 255  # 0 to 255 in every lane
    rounded = lanes.ones * 77 + dice >> 8 & lanes.ones * 255
    print("1,000 steps of 77/256, rounded down: 0; rounded by dice: %d; exact: %d" % (sum(lanes.unpack(rounded)), 77000 // 256))


def digits():
    """A network is packed, trained, and unpacked again: the digest of its weights is the same on every Python."""
    train, test = data.train_test_split(data.digits(), 0.2, nn.Random(1))
    rng = nn.Random(1)
    net = nn.Network([nn.Dense(64, 32, "he", rng), nn.ReLU(), nn.Dense(32, 10, "he", rng), nn.Softmax()])
    fast = nn.PackedNetwork(net, input_scale=1 / 16)  # the digits have 17 greys
    fast.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(nn.CosineDecay(0.02, 10)), epochs=10, rng=rng)
    print("digits: %.4f of %d that it has never seen" % (fast.evaluate(test.X, test.Y, nn.accuracy), len(test)))
    print("digest of the weights:", fast.digest())
    plain = fast.unpack()
    print("unpacked, in floats: %.4f" % plain.evaluate([[v / 16 for v in row] for row in test.X], test.Y, nn.accuracy))


class FallingRate(nn.Callback):
    """Let the learning rate fall from sample to sample: after one epoch it is 0."""

    def on_batch(self, training):
        training.optimizer.learning_rate = 0.02 * (1 - training.samples_done / training.samples)


def mnist(folder):
    """60,000 images, one at a time, once through."""
    train, test = data.read_mnist(folder)
    rng = nn.Random(1)
    net = nn.Network([nn.Dense(784, 100, "he", rng), nn.ReLU(), nn.Dense(100, 10, "he", rng), nn.Softmax()])
    fast = nn.PackedNetwork(net, input_scale=1 / 255, input_bits=3)
    start = time.time()
    fast.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(0.02), callbacks=[FallingRate()], rng=rng)
    print("MNIST: %.4f of %d after one epoch" % (fast.evaluate(test.X, test.Y, nn.accuracy), len(test)))
    print("digest of the weights:", fast.digest())
    print("it took %.1f s" % (time.time() - start))


def main(folder=None):
    steps = (two_numbers_at_once, a_whole_row, weighted_sums, fractions, relu_without_looking, rounding_by_dice, digits)
    for step in steps:
        print("-- " + step.__name__.replace("_", " "))
        step()
    folder = folder or os.path.join(os.environ.get("PURENN_DATA") or ".", "mnist")
    print("-- MNIST")
    if os.path.isdir(folder):
        mnist(folder)
    else:
        print("left out: no folder %s" % folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
