"""Run the files that `purenn export` has written, without purenn: each tests itself, and predicts.

The runner puts them into the folder. What was written for MicroPython with short floats runs everywhere; with long
floats each runtime gets the file that was written for it (Brython, whose struct has no iter_unpack, MicroPython's), and
all predict the same.
"""

import sys

ROWS = {"xor": [[0, 0], [0, 1], [1, 0], [1, 1]], "iris": [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]]}
OWN = "micropython" if sys.implementation.name.lower() in ("micropython", "brython") else "python"

for model in ("xor", "iris"):
    for kind, name in (("short floats", "micropython_32"), ("long floats", OWN + "_64")):
        names = {"__name__": "exported"}
        with open("%s_%s.py" % (model, name)) as file:
            exec(file.read(), names)
        print("selftest", model, kind, names["selftest"]())
        for row in ROWS[model]:
            print("predicts", names["classify"](row), " ".join([str(p) for p in names["predict"](row)]))
