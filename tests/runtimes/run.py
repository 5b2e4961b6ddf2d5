"""Run the same scripts on every Python that is here, and compare what they print.

    python3 tests/runtimes/run.py

Numbers may differ by one part in 10**9 (sums are rounded in different orders), words not at all: the digests of the
packed weights are words. A runtime that is not to be had is named as skipped. MicroPython runs under a real limit of
its heap. Where bubblewrap is installed, one run happens without a network on a read-only file system. Where PURENN_DATA
says where MNIST is, 2,000 of its images are trained on.
"""

import glob
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOLERANCE = 1e-9
XOR_HEAP, CORE_HEAP, PACKED_HEAP = "192k", "1m", "2m"  # what MicroPython's 64-bit unix build gets; the README states the first
IMAGES, IMAGES_HEAP = 2000, "32m"

READ_ONLY = """
import sys
sys.path.insert(0, sys.argv[1])
exec(compile(open(sys.argv[2]).read(), sys.argv[2], "exec"))
"""


def interpreters():
    """Return (name, path) of the Pythons found: on the PATH, and pyenv's; PURENN_PYTHONS adds more."""
    names = ["python3.%d" % minor for minor in range(8, 16)] + ["pypy3"]
    paths = [shutil.which(name) for name in names]
    paths += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")))
    paths += os.environ.get("PURENN_PYTHONS", "").split(os.pathsep)
    found = {}
    for path in paths:
        name = describe(path) if path else None
        if name and name not in found:
            found[name] = path
    missing = [name for name in ("CPython 3.8", "CPython 3.13", "PyPy") if not any(n.startswith(name) for n in found)]
    return sorted(found.items()), missing


def describe(path):
    """Return a name such as CPython 3.8.18, or None where the path does not start a Python of 3.8 or later."""
    code = "import platform, sys; assert sys.version_info >= (3, 8); print(platform.python_implementation(), platform.python_version())"
    try:
        done = subprocess.run([path, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def run(command, script, variable):
    """Run a script in an empty folder of its own; return its lines, or raise with its last words."""
    environment = dict(os.environ, **{variable: str(ROOT)})
    with tempfile.TemporaryDirectory() as folder:
        if script == "images.py":
            Path(folder, "images.bin").write_bytes(images())
        done = subprocess.run(
            [*command, str(HERE / script)], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise RuntimeError((done.stderr + done.stdout).strip().splitlines()[-1])
    return done.stdout.splitlines()


def mnist(name):
    """Return where a file of MNIST lies, or None."""
    path = Path(os.environ.get("PURENN_DATA") or "nowhere", "mnist", name + ".gz")
    return path if path.exists() else None


def images():
    """Return images of MNIST one after the other: the class, then 784 greys."""
    with gzip.open(mnist("train-images-idx3-ubyte")) as pixels, gzip.open(mnist("train-labels-idx1-ubyte")) as labels:
        pixels.read(16)
        labels.read(8)
        return b"".join([labels.read(1) + pixels.read(784) for _ in range(IMAGES)])


def differences(lines, expected):
    """Return sentences about what differs; words have to be equal, numbers nearly."""
    if len(lines) != len(expected):
        return ["%d lines instead of %d" % (len(lines), len(expected))]
    found = []
    for line, other in zip(lines, expected):
        words, others = line.split(" "), other.split(" ")
        if len(words) != len(others) or not all(map(same, words, others)):
            found.append("%r instead of %r" % (line, other))
    return found


def same(word, other):
    if word == other:
        return True
    try:
        a, b = float(word), float(other)
    except ValueError:
        return False
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def main():
    failures = 0
    everywhere = ["core.py", "packed.py"] + (["images.py"] if mnist("train-images-idx3-ubyte") else [])
    expected = {script: run([sys.executable], script, "PYTHONPATH") for script in ["xor.py", *everywhere]}

    def check(name, command, script, variable="PYTHONPATH"):
        nonlocal failures
        try:
            wrong = differences(run(command, script, variable), expected[script])
        except RuntimeError as error:
            wrong = [str(error)]
        print("  %-34s %-8s %s" % (name, script, "same" if not wrong else "DIFFERS: " + wrong[0]), flush=True)
        failures += bool(wrong)

    print("compared with %s:" % sys.version.split()[0])
    found, missing = interpreters()
    for name, path in found:
        for script in everywhere:
            check(name, [path], script)
    micropython = os.environ.get("PURENN_MICROPYTHON") or shutil.which("micropython")
    if micropython:
        for script, heap in (("core.py", CORE_HEAP), ("xor.py", XOR_HEAP), ("packed.py", PACKED_HEAP), ("images.py", IMAGES_HEAP)):
            if script in expected:
                check("MicroPython, heap %s" % heap, [micropython, "-X", "heapsize=" + heap], script, "MICROPYPATH")
    else:
        missing.append("MicroPython")
    check("isolated: -I -S -E -B", [sys.executable, "-I", "-S", "-E", "-B", "-c", READ_ONLY, str(ROOT)], "xor.py")
    sandbox = shutil.which("bwrap")
    if sandbox and subprocess.run([sandbox, "--ro-bind", "/", "/", "--unshare-all", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        command = [sandbox, "--ro-bind", "/", "/", "--unshare-all", "--die-with-parent", os.path.realpath(sys.executable)]
        check("no network, read-only file system", [*command, "-I", "-S", "-E", "-B", "-c", READ_ONLY, str(ROOT)], "xor.py")
    else:
        missing.append("bubblewrap's sandbox")
    if "images.py" not in expected:
        print("  %-34s skipped: PURENN_DATA does not say where MNIST is" % "images.py")
    for name in missing:
        print("  %-34s skipped: not found on this machine" % name)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
