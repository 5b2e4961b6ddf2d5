"""One prediction by the float core and by exported files, in turns in one run, on MicroPython; `exported.py` starts it in a folder with all of them."""

import gc
import json
import time

import purenn as nn

clock = getattr(time, "ticks_us", None) or (lambda: int(time.perf_counter() * 1e6))

with open("rows.json") as file:
    rows = json.loads(file.read())
network = nn.load("digits.json")
kinds = [("core", network.predict)]
for name in ("floats", "int8", "lean"):
    kinds.append((name, __import__("digits_" + name).predict))
times = {}
for _ in range(7):
    for name, predict in kinds:
        gc.collect()
        start = clock()
        for row in rows:
            predict(row)
        times.setdefault(name, []).append((clock() - start) / len(rows))
for name, _ in kinds:
    ratios = sorted([a / b for a, b in zip(times["core"], times[name])])
    values = sorted(times[name])
    print("%s %.1f %.1f %.2f" % (name, values[0], values[3], ratios[3]))
