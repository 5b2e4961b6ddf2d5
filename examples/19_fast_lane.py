"""Chapter 19: the fast lane, from adding two numbers at once to MNIST.

You learn how plain Python can train as fast as NumPy: a whole row of numbers stands in one large integer, and one
addition adds them all.

    python3 examples/19_fast_lane.py [folder with the four files of MNIST]

Without a folder it ends with the digits.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data
from purenn.fixed_point import to_fixed
from purenn.lanes import Lanes, PackedRandom

# Python is slow because each step of the interpreter does so little: it adds two numbers. But Python's integers
# may be as long as you like, and an addition of two long ones is still one step; the work inside is done in C. So
# put two numbers into one, 7 and 20 as 70020, 1 and 3 as 10003. One addition adds both, as long as no sum needs
# more than the four digits of its place.

a, b = 7_0020, 1_0003
print("%d + %d = %d" % (a, b, a + b))
#> 70020 + 10003 = 80023

# The same in binary: a place is called a lane, has 32 bits, and a row has as many lanes as it has numbers. Then
# acc + 10 * row is a scaled addition of a whole row in two steps of the interpreter, and it works for negative
# numbers too, and backwards. How that is possible stands in purenn/lanes.py.

lanes = Lanes(4)
acc, row = lanes.pack([100, 200, 300, 400]), lanes.pack([1, -2, 3, -4])
print("acc + 10 * row =", lanes.unpack(acc + 10 * row))
print("and back again  ", lanes.unpack(acc + 10 * row - 10 * row))
#> acc + 10 * row = [110, 180, 330, 360]
#> and back again   [100, 200, 300, 400]

# That is all that a layer needs. Its weighted sums are rows that are multiplied and added: one row for each
# input, holding that input's weights to all neurons. An input of 0 costs nothing, for it is left out, and most pixels of
# an image are 0.

weights = [[2, -1, 0], [5, 5, 5], [1, 0, -3]]  # [inputs][neurons]
x = [4, 0, 2]
lanes = Lanes(3)
rows = [lanes.pack(row) for row in weights]
total = sum([level * row for level, row in zip(x, rows) if level])
print("weighted sums of", x, "=", lanes.unpack(total))
print("with plain lists     =", [sum([x[i] * weights[i][j] for i in range(3)]) for j in range(3)])
#> weighted sums of [4, 0, 2] = [10, -4, -6]
#> with plain lists     = [10, -4, -6]

# Lanes hold whole numbers only. A fraction becomes one by a silent agreement: it stands for itself / 2**k, which is
# called fixed point (purenn/fixed_point.py). Here k is 4, as for the inputs of the fast lane.

print("0.3 is %d/16, -1.25 is %d/16" % (to_fixed(0.3, 4), to_fixed(-1.25, 4)))
#> 0.3 is 5/16, -1.25 is -20/16

# ReLU has to ask each number whether it is negative, and to ask one by one would be slow again. But raise all lanes by
# the same large number, and the highest bit of each says it. Spread over its lane, it is a mask that keeps the
# positive numbers and wipes out the others, in all lanes at once (purenn/packed_activations.py).

lanes = Lanes(4)
raised = lanes.pack([5, -7, 0, 9]) + lanes.top
positive = raised >> 31 & lanes.ones
mask = (positive << 31) - positive
print("relu of [5, -7, 0, 9] =", lanes.unpack(raised & mask))
#> relu of [5, -7, 0, 9] = [5, 0, 0, 9]

# The steps of learning are small, and a step of 0.3 would always be rounded to 0: the network would stop to learn
# long before it is done. So it is rounded by dice: to 1 three times in ten, to 0 otherwise, and in the mean nothing
# is lost. Here 1,000 lanes take a step of 77/256 each.

lanes = Lanes(1000)
dice = PackedRandom(lanes, nn.Random(3)).draw() & lanes.ones * 255  # 0 to 255 in every lane
rounded = lanes.ones * 77 + dice >> 8 & lanes.ones * 255
print("1,000 steps of 77/256, rounded down: 0; by dice: %d; exact: %d" % (sum(lanes.unpack(rounded)), 77000 // 256))
#> 1,000 steps of 77/256, rounded down: 0; by dice: 299; exact: 300

# `PackedNetwork` in purenn/packed.py puts all of this together. A network is packed, trained, and unpacked again
# into an ordinary one. No float takes part between input and update, so the digest of its weights is the same on every
# Python, on every machine.

train, test = data.train_test_split(data.digits(), 0.2, nn.Random(1))
rng = nn.Random(1)
net = nn.Network([nn.Dense(64, 32, "he", rng), nn.ReLU(), nn.Dense(32, 10, "he", rng), nn.Softmax()])
fast = nn.PackedNetwork(net, input_scale=1 / 16)  # the digits have 17 greys
fast.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(nn.CosineDecay(0.02, 10)), epochs=10, rng=rng)
print("digits: %.4f of %d that it has never seen" % (fast.evaluate(test.X, test.Y, nn.accuracy), len(test)))
print("digest of the weights:", fast.digest())
plain = fast.unpack()
print("unpacked, in floats: %.4f" % plain.evaluate([[v / 16 for v in row] for row in test.X], test.Y, nn.accuracy))
#> digits: 0.9721 of 359 that it has never seen
#> digest of the weights: x1165f9f71c4de47
#> unpacked, in floats: 0.9721

# And MNIST: 60,000 images, one at a time, once through, while the learning rate falls from sample to sample.


class FallingRate(nn.Callback):
    """After one epoch the rate is 0."""

    def on_batch(self, training):
        training.optimizer.learning_rate = 0.02 * (1 - training.samples_done / training.samples)


def mnist(folder):
    train, test = data.read_mnist(folder)
    rng = nn.Random(1)
    net = nn.Network([nn.Dense(784, 100, "he", rng), nn.ReLU(), nn.Dense(100, 10, "he", rng), nn.Softmax()])
    fast = nn.PackedNetwork(net, input_scale=1 / 255, input_bits=3)
    start = time.time()
    fast.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(0.02), callbacks=[FallingRate()], rng=rng)
    print("MNIST: %.4f of %d after one epoch" % (fast.evaluate(test.X, test.Y, nn.accuracy), len(test)))
    print("digest of the weights:", fast.digest())
    print("it took %.1f s" % (time.time() - start))


if len(sys.argv) > 1:
    mnist(sys.argv[1])
else:
    print("MNIST is left out: no folder with its four files was named")
#> MNIST is left out: no folder with its four files was named
