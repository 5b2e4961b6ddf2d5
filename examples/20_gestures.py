"""Chapter 20: a board that learns gestures.

You learn how a network learns on the board itself: from readings that come one after the other and are kept by nobody, with a
plan of the memory it will take, and how it goes on learning after the power was off.

    python3 examples/20_gestures.py        # or on a board, or its MicroPython: micropython -X heapsize=256k examples/20_gestures.py
"""

import math
import os
import sys

try:
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone
except ImportError:
    pass  # a board: there purenn lies in lib/, where mip puts it

import purenn as nn

# The sensor is an acceleration sensor, and here it is simulated: a board would ask its own, 12 times in a second. A shake goes to
# and fro twice in that second, a swing once. Where in the movement a window of 12 readings begins, and how strong it is, is left
# to chance; so no single reading says which gesture it was.

rng = nn.Random(20)


def gesture(turns):
    """Return 12 readings of a hand that goes to and fro so many times in a second."""
    start, strength = rng.uniform(0, 2 * math.pi), rng.uniform(0.5, 1.5)
    return [strength * math.sin(start + turns * 2 * math.pi * t / 12) + rng.normal(0, 0.1) for t in range(12)]


def gestures(count, shake=2.0, swing=1.0):
    """Yield pairs (readings, 1 for a shake and 0 for a swing), one by one: they are never all in memory."""
    for _ in range(count):
        is_shake = rng.randint(0, 1)
        yield gesture(shake if is_shake else swing), is_shake


print(" ".join(["%5.2f" % v for v in gesture(2.0)]))
print(" ".join(["%5.2f" % v for v in gesture(1.0)]))
#>  0.43 -0.08 -0.52 -0.60 -0.13  0.64  0.44 -0.09 -0.58 -0.60  0.14  0.56
#>  1.17  1.09  0.76  0.45 -0.43 -0.81 -1.19 -1.12 -0.95 -0.41  0.20  0.75

# A network with 12 inputs, 10 hidden neurons, and one output, the probability of a shake. Before it learns, it is told what that
# takes on this Python: the weights, as many gradients, a velocity for each weight, and what one sample needs on its way. Where a
# board has less than that free, `fit_stream` says so and does not begin. We can also set a limit of our own. On CPython it is 25,288
# bytes in all, on a 64-bit MicroPython 33,040, and on a board with words of 32 bits about half of that.

net = nn.Network([nn.Dense(12, 10, rng=rng), nn.Tanh(), nn.Dense(10, 1, rng=rng), nn.Sigmoid()])
loss, optimizer = nn.BCE(), nn.SGD(0.05, momentum=0.8)
print(nn.memory_plan(net, optimizer))
try:
    net.fit_stream(gestures(1), loss, optimizer, memory=2000)
except MemoryError as error:
    print("refused:", error)
#> bytes of training
#> ...

# It is saved once, and loaded, before it learns anything. So the code that does both is loaded now, while the memory is in one
# piece; a board that works for a while has memory left, but in pieces, and may find no room for new code.

net.save("gestures.json")
net = nn.load("gestures.json")

# Now it learns, from one gesture after the other. There are no epochs: each gesture is seen once and is gone.


def right(count=100, **habits):
    """Return how many of so many new gestures the network tells right."""
    return sum([(net.predict([x])[0][0] > 0.5) == (y == 1) for x, y in gestures(count, **habits)])


print("before: %d of 100 right" % right())
for _ in range(5):
    history = net.fit_stream(gestures(100), loss, optimizer)
    print("100 gestures, loss %.3f, then %d of 100 right" % (history.loss[0], right()))
#> before: 57 of 100 right
#> 100 gestures, loss 0.758, then 65 of 100 right
#> 100 gestures, loss 0.740, then 66 of 100 right
#> 100 gestures, loss 0.629, then 95 of 100 right
#> 100 gestures, loss 0.257, then 99 of 100 right
#> 100 gestures, loss 0.269, then 92 of 100 right

# The model is kept in a file. It is written beside its place and then renamed, so that a pulled plug leaves either the old file or
# the new one. Then the power goes, and with it everything in memory.

net.save("gestures.json")
del net, optimizer

net = nn.load("gestures.json")
print("after the restart: %d of 100 right" % right())
#> after the restart: 89 of 100 right

# Someone else takes the board, and is faster: shakes three times a second, and swings one and a half times. That is new to the
# network, and half of it goes wrong. So it goes on learning where it was, with the same call.

faster = {"shake": 3.0, "swing": 1.5}
print("another hand: %d of 100 right" % right(**faster))
optimizer = nn.SGD(0.05, momentum=0.8)
for _ in range(3):
    history = net.fit_stream(gestures(100, **faster), loss, optimizer)
    print("100 gestures, loss %.3f, then %d of 100 right" % (history.loss[0], right(**faster)))
print("and the first hand: %d of 100 right" % right())
#> another hand: 47 of 100 right
#> 100 gestures, loss 0.464, then 96 of 100 right
#> 100 gestures, loss 0.100, then 99 of 100 right
#> 100 gestures, loss 0.051, then 100 of 100 right
#> and the first hand: 78 of 100 right

# It has begun to forget the first hand: a network only knows what it goes on seeing. The cure is a stream in which both hands come in turn.


def both(count):
    """Yield gestures of the two hands in turn."""
    for first, second in zip(gestures(count // 2), gestures(count // 2, **faster)):
        yield first
        yield second


for _ in range(10):
    history = net.fit_stream(both(100), loss, optimizer)
print("loss %.3f; the first hand: %d of 100 right, the other: %d of 100 right" % (history.loss[0], right(), right(**faster)))
net.save("gestures.json")
os.remove("gestures.json")  # a board keeps it
#> loss 0.009; the first hand: 100 of 100 right, the other: 100 of 100 right
