"""The fast lane beside the float path, on MicroPython or any other Python: digits, 64-32-10, one sample at a time.

`fast_lane.py` starts it in a folder that holds digits.json. Each measurement begins with a heap from which the garbage of the one
before has been taken away: MicroPython looks for free memory between what is left lying about, and the float path leaves much.
"""

import gc
import json
import time

import purenn as nn

clock = getattr(time, "ticks_us", None) or (lambda: int(time.perf_counter() * 1e6))

with open("digits.json") as file:
    X, Y = json.loads(file.read())
rng = nn.Random(1)
net = nn.Network([nn.Dense(64, 32, "he", rng), nn.ReLU(), nn.Dense(32, 10, "he", rng), nn.Softmax()])
fast = nn.PackedNetwork(net, 1 / 16)
floats = [[v / 16 for v in row] for row in X]
loss, optimizer = nn.CrossEntropy(), nn.SGD(0.02)
images = [bytes(row) for row in X]
samples = fast.batch(images)
kinds = (("float", net, floats), ("packed", fast, samples))
times = {}
for _ in range(5):
    for name, model, rows in kinds:
        gc.collect()
        start = clock()
        model.fit(rows, Y, loss, optimizer, batch_size=1, rng=rng)
        times.setdefault(name + " training", []).append((clock() - start) / len(X))
        gc.collect()
        start = clock()
        model.predict(images if name == "packed" else rows)
        times.setdefault(name + " prediction", []).append((clock() - start) / len(X))
print("%-44s %9s %9s %16s" % ("digits 64-32-10 on this board", "least us", "median us", "median ratio"))
for what in ("training", "prediction"):
    ratios = sorted([a / b for a, b in zip(times["float " + what], times["packed " + what])])
    for name in ("packed", "float"):
        values = sorted(times[name + " " + what])
        print("  %-42s %9.1f %9.1f %16.2f" % (what + ", " + name, values[0], values[2], ratios[2] if name == "float" else 1.0))
