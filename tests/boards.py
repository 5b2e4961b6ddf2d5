"""Run scripts on MicroPython under a real limit of the heap; a test that needs it skips, with its name, where it is not here."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def program(variable, name):
    """Return where a program is, or skip."""
    found = os.environ.get(variable) or shutil.which(name)
    if not found:
        pytest.skip("%s is not here" % name)
    return found


def compiled(folder, names):
    """Compile modules of purenn into an empty folder, and return that of the package's parent."""
    package = Path(folder, "purenn")
    package.mkdir()
    for name in names:
        source = str(ROOT / "purenn" / (name + ".py"))
        command = [program("PURENN_MPY_CROSS", "mpy-cross"), "-O3", "-s", name + ".py", "-o", str(package / (name + ".mpy")), source]
        subprocess.run(command, check=True)
    return folder


def run(script, heap, folder, path=ROOT):
    """Run a script, in a folder of its own and with a heap such as "32k"; return (lines, its last words on stderr)."""
    Path(folder, "script.py").write_text(script, encoding="utf-8")
    command = [program("PURENN_MICROPYTHON", "micropython"), "-X", "heapsize=" + heap, "script.py"]
    environment = dict(os.environ, MICROPYPATH=str(path))
    done = subprocess.run(command, cwd=str(folder), env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120)
    errors = done.stderr.strip().splitlines()
    return done.stdout.splitlines(), errors[-1] if errors else ("" if done.returncode == 0 else "status %d" % done.returncode)
