"""Run exported files where they belong: each machine gets many files and rows for each, and gives back the outputs.

A machine that is not here makes the test skip, with its name.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAP = "64k"  # for the largest of the networks, its rows and their outputs

PYTHON = """
import gc
import sys
try:
    import json
except ImportError:
    import ujson as json
for k in range(%d):
    gc.collect()
    with open("rows%%d.json" %% k) as file:
        rows = json.load(file)
    net = __import__("net%%d" %% k)
    outputs = [net.predict(row) for row in rows]
    try:
        net.predict(rows[0] + [0])
        refusal = ""
    except ValueError as error:
        refusal = str(error)
    names = [list(getattr(net, name, ())) for name in ("INPUT_NAMES", "CLASS_NAMES")]
    classes = [net.classify(row) for row in rows] if hasattr(net, "classify") else []
    del sys.modules["net%%d" %% k]
    print(json.dumps([outputs, net.selftest(), refusal, names, classes]))
"""


def program(variable, *names):
    """Return the path of a program, or skip."""
    paths = [os.environ.get(variable)] + [shutil.which(name) for name in names]
    found = [path for path in paths if path]
    if not found:
        pytest.skip("%s is not here" % names[0])
    return found[0]


def run(command, folder):
    done = subprocess.run(command, cwd=str(folder), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()[-2000:]
    return done.stdout.decode("utf-8")


def run_python(sources, rows, folder, command):
    """Return for each source (outputs, selftest, what a row that is too long got as an answer, names, classes)."""
    for k, source in enumerate(sources):
        Path(folder, "net%d.py" % k).write_text(source, encoding="ascii")
        Path(folder, "rows%d.json" % k).write_text(json.dumps(rows[k]))
    Path(folder, "main.py").write_text(PYTHON % len(sources))
    return [json.loads(line) for line in run([*command, "main.py"], folder).strip().split("\n")]


def python_command():
    return [sys.executable, "-I", "-S", "-B", "-c", "import sys; sys.path.insert(0, '.'); exec(open(sys.argv[1]).read())"]


def micropython_command():
    return [program("PURENN_MICROPYTHON", "micropython"), "-X", "heapsize=" + HEAP]
