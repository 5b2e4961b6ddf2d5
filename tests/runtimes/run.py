"""Run the same scripts on every Python that is here, compare what they print, and show a table of what runs where.

    python3 tests/runtimes/run.py                  # the table; what differs is told below it, and the status is 1
    python3 tests/runtimes/run.py --markdown       # the same, for the README
    python3 tests/runtimes/run.py Brython PyPy     # only the runtimes whose name holds one of these words

Numbers may differ by one part in 10**9 (sums are rounded in different orders), words not at all: the digests of the
packed weights are words. A runtime that is not to be had is named as skipped. MicroPython runs under a real limit of
its heap. Where bubblewrap is installed, one run happens without a network on a read-only file system. Where PURENN_DATA
says where MNIST is, 2,000 of its images are trained on. `found.py` knows which runtimes there are, `install.py` gets some.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import found

sys.path.insert(0, str(found.ROOT))

import purenn as nn
from purenn import data
from purenn.export import export_source

TOLERANCE = 1e-9
IMAGES = 2000
RAISED = "raised on purpose: layers[1] Dense(3, 1) expects 3 inputs"
COLUMNS = (
    ("imports", ["imports.py", "raises.py"]),
    ("trains", ["core.py", "xor.py", "iris.py", "tiny.py"]),
    ("packed digest", ["packed.py", "images.py"]),
    ("save, load", ["storage.py"]),
    ("export", ["selftest.py"]),
)


def run(runtime, script):
    """Run a script in a folder of its own; return its lines, or raise with its last words."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", **{runtime.variable: str(found.ROOT)})
    command = runtime.start(found.HERE / script)
    with tempfile.TemporaryDirectory() as folder:
        put_files(Path(folder), script)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode != 0:
            raise RuntimeError((done.stderr.strip() or done.stdout.strip() or "status %d" % done.returncode).splitlines()[-1])
        return done.stdout.splitlines() + (read_back(Path(folder)) if script == "storage.py" else [])


def put_files(folder, script):
    """Put the files that a script reads beside it."""
    if script == "imports.py":
        (folder / "modules.txt").write_text("\n".join(core_modules()), encoding="ascii")
    elif script == "iris.py":
        shutil.copy(str(found.ROOT / "purenn" / "data" / "iris.csv"), str(folder))
    elif script == "storage.py":
        workstation().save(str(folder / "workstation.json"))
    elif script == "selftest.py":
        for name, text in exported():
            (folder / name).write_text(text, encoding="utf-8")
    elif script == "images.py":
        (folder / "images.bin").write_bytes(images())


def core_modules():
    """Return the modules of the core, as package.json lists them for boards."""
    urls = json.loads((found.ROOT / "purenn" / "package.json").read_text(encoding="utf-8"))["urls"]
    return [source[:-3] for _, source in urls if source != "__init__.py"]


def workstation():
    """Return a small network with long decimals in it, to be loaded elsewhere."""
    rng = nn.Random(11)
    return nn.Network([nn.Dense(2, 3, rng=rng), nn.Sigmoid(), nn.Dense(3, 3, "he", rng), nn.Softmax()])


def trained_nets():
    """Return two small nets that have learnt something: XOR, and iris with its inputs scaled."""
    rng = nn.Random(2)
    iris = data.iris()
    xor = nn.Network([nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 1, rng=rng), nn.Sigmoid()])
    xor.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]], loss=nn.BCE(), optimizer=nn.SGD(2.0), epochs=120)
    flowers = nn.Network([nn.Scaler.standard(iris.X), nn.Dense(4, 8, "he", rng), nn.ReLU(), nn.Dense(8, 3, rng=rng), nn.Softmax()])
    flowers.fit(iris.X, iris.Y, loss=nn.CrossEntropy(), optimizer=nn.Adam(0.05), epochs=5, batch_size=10, rng=rng)
    return xor, flowers


def exported():
    """Return (name, text) of what runs without purenn: two models, written for Python and for MicroPython, with short floats and long ones."""
    for name, net in zip(("xor", "iris"), trained_nets()):
        for target, bits in (("micropython", 32), ("micropython", 64), ("python", 64)):
            yield "%s_%s_%d.py" % (name, target, bits), export_source(net, target, bits, name=name)


def read_back(folder):
    """Load the network that a runtime has saved, and return what it predicts here."""
    rows = nn.load(str(folder / "network.json")).predict([[-1.0, -1.0], [-0.875, -0.9375], [-0.75, -0.5]])
    return ["read back " + " ".join([str(v) for row in rows for v in row])]


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
    wrong = []
    for line, other in zip(lines, expected):
        words, others = line.split(" "), other.split(" ")
        if len(words) != len(others) or not all(map(same, words, others)):
            wrong.append("%r instead of %r" % (line, other))
    return wrong


def same(word, other):
    """Tell whether two words are equal, or numbers within the tolerance."""
    if word == other:
        return True
    try:
        a, b = float(word), float(other)
    except ValueError:
        return False
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def cell(runtime, scripts, expected):
    """Return the word of a cell, and a sentence for each script that differs or was left out."""
    word, remarks = "-", []
    for script in scripts:
        if script not in expected:
            continue
        if script in runtime.without:
            remarks.append("%s, %s: not tried, %s" % (runtime.name, script, runtime.without[script]))
            continue
        check = outcome_of_exception if script == "raises.py" else outcome
        wrong = check(runtime, script, expected[script])
        if wrong:
            remarks.append("%s, %s DIFFERS: %s" % (runtime.name, script, wrong[0]))
        word = "NO" if wrong or word == "NO" else "yes"
    return word, remarks


def outcome(runtime, script, expected):
    """Return what is wrong with what a runtime prints; an empty list where all is well."""
    try:
        return differences(run(runtime, script), expected)
    except (OSError, RuntimeError, ValueError) as error:  # what was saved may be no network at all
        return [str(error)]


def outcome_of_exception(runtime, script, expected):
    """Return what is wrong unless the script fails, and its last words are those of the exception."""
    try:
        return ["ended well instead of with an exception, after %d lines" % len(run(runtime, script))]
    except RuntimeError as error:
        return [] if expected in str(error) else ["%r instead of %r" % (str(error), expected)]


class Plain:
    """A table for people at a terminal: each cell is shown as soon as it is known."""

    def title(self, name, words):
        print("%-28s  %s" % (name, "  ".join(words)), flush=True)

    def name(self, name):
        print("%-28s" % name, end="", flush=True)

    def word(self, word, width):
        print("  %-*s" % (width, word), end="", flush=True)

    def end(self):
        print()


class Markdown:
    """The same table for the README: neighbours of one kind that do the same share a row."""

    def title(self, name, words):
        print("| %s | %s |\n|---|%s" % (name, " | ".join(words), ":---:|" * len(words)))
        self.rows = []

    def name(self, name):
        self.rows.append([name])

    def word(self, word, width):
        self.rows[-1].append(word)

    def end(self):
        pass

    def close(self):
        """Print the rows, now that all are known."""
        for name, words in shared(self.rows):
            print("| %s | %s |" % (name, " | ".join(words)))


def shared(rows):
    """Return (name, words) of each group of rows: CPython 3.8.18 and 3.9.1 with the same words are CPython 3.8 to 3.9."""
    groups = []
    for name, *words in rows:
        kind, _, version = name.partition(" ")
        if kind not in ("CPython", "PyPy"):
            groups.append([name, None, None, words])
            continue
        version = ".".join(version.split(".")[:2])
        if groups and groups[-1][0] == kind and groups[-1][3] == words:
            groups[-1][2] = version
        else:
            groups.append([kind, version, version, words])
    for kind, first, last, words in groups:
        yield kind if first is None else "%s %s" % (kind, first) if first == last else "%s %s to %s" % (kind, first, last), words


def main(words):
    """Print the table and the remarks below it; return 1 if anything differs."""
    table = Markdown() if "--markdown" in words else Plain()
    wanted = [word for word in words if not word.startswith("--")]
    reference = found.Runtime("this Python", found.starter([sys.executable]))
    scripts = [script for _, scripts in COLUMNS for script in scripts if script != "images.py" or mnist("train-images-idx3-ubyte")]
    expected = {script: RAISED if script == "raises.py" else run(reference, script) for script in scripts}
    runtimes, missing = found.here()
    remarks = []
    table.title("compared with CPython %d.%d" % sys.version_info[:2], [column for column, _ in COLUMNS])
    for runtime in runtimes:
        if wanted and not any(word.lower() in runtime.name.lower() for word in wanted):
            continue
        table.name(runtime.name)
        for column, scripts in COLUMNS:
            word, more = cell(runtime, scripts, expected)
            table.word(word, len(column))
            remarks += more
        table.end()
    if hasattr(table, "close"):
        table.close()
    print()
    for remark in remarks:
        print(remark)
    if "images.py" not in expected:
        print("skipped: images.py: PURENN_DATA does not say where MNIST is")
    for name, reason in missing:
        print("skipped: %s: %s" % (name, reason))
    return 1 if any(" DIFFERS: " in remark for remark in remarks) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
