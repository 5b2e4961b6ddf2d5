"""The command that compares all Pythons: what differs, what ends badly and what is not there are all seen and named.

The Pythons themselves are run by `python3 tests/runtimes/run.py`.
"""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent / "runtimes"))

import found
import install
import install_ways
import microbit
from runtimes import run

import purenn as nn

LINES = ["digest relu x18e16ab31e8acb4c loss 0.6683688870586044", "held out 0.07324126138516679"]


@pytest.mark.parametrize(
    "line",
    [
        "digest relu x18e16ab31e8acb4d loss 0.6683688870586044",
        "digest relu x18e16ab31e8acb4c loss 0.6683688890586044",
        "digest relu x18e16ab31e8acb4c loss nan",
        "digest relu x18e16ab31e8acb4c loss 0.6683688870586044 0.5",
    ],
)
def test_what_differs_is_told(line):
    """A comparison that lets a digest, a number, a NaN or another count of numbers pass."""
    assert run.differences([line, LINES[1]], LINES) == ["%r instead of %r" % (line, LINES[0])]


def test_rounding_is_no_difference_and_a_missing_line_is():
    """A tolerance that is none; a script that stops half way without an error."""
    assert run.differences(["digest relu x18e16ab31e8acb4c loss 0.66836888705860448", "held out 0.07324126138516678"], LINES) == []
    assert run.differences(LINES[:1], LINES) == ["1 lines instead of 2"]


def runtime(without=None):
    return found.Runtime("Nopython", found.starter(["nopython"]), without=without)


def words_of(monkeypatch, answer, scripts=("packed.py",), expected=LINES, without=None):
    """Return the cell of a runtime that answers each script with a list of lines, or with an error."""

    def answered(runtime, script):
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(run, "run", answered)
    return run.cell(runtime(without), scripts, dict.fromkeys(scripts, expected))


def test_a_cell_says_yes_no_or_nothing(monkeypatch):
    """A table that says yes to what differs, what crashes, or what was never tried."""
    assert words_of(monkeypatch, LINES) == ("yes", [])
    assert words_of(monkeypatch, LINES[:1]) == ("NO", ["Nopython, packed.py DIFFERS: 1 lines instead of 2"])
    assert words_of(monkeypatch, RuntimeError("MemoryError")) == ("NO", ["Nopython, packed.py DIFFERS: MemoryError"])
    left_out = words_of(monkeypatch, LINES, without={"packed.py": "it is slow"})
    assert left_out == ("-", ["Nopython, packed.py: not tried, it is slow"])


def test_one_script_of_two_that_differs_makes_a_no(monkeypatch):
    """A cell that shows what the last script of its column did."""
    monkeypatch.setattr(run, "run", lambda runtime, script: LINES if script == "iris.py" else [])
    word, remarks = run.cell(runtime(), ["core.py", "iris.py"], {"core.py": LINES, "iris.py": LINES})
    assert (word, len(remarks)) == ("NO", 1)


def test_an_exception_that_goes_unnoticed_is_a_failure(monkeypatch):
    """A runtime that ends with status 0 whatever happens, as npm's command line of MicroPython does: all it prints is worth nothing."""
    expected = run.RAISED
    assert words_of(monkeypatch, RuntimeError("RuntimeError: " + expected), ["raises.py"], expected) == ("yes", [])
    word, (remark,) = words_of(monkeypatch, [], ["raises.py"], expected)
    assert word == "NO"
    assert "ended well instead of with an exception" in remark
    assert words_of(monkeypatch, RuntimeError("node: not found"), ["raises.py"], expected)[0] == "NO"


def test_a_script_that_ends_badly_is_told_with_its_last_words():
    """An exit status that nobody looks at; a first line of a traceback in place of its last."""
    crash = found.Runtime("crash", lambda script: [sys.executable, "-c", "print(1)\nprint(2)\n1 / 0"])
    with pytest.raises(RuntimeError, match=r"^ZeroDivisionError: division by zero$"):
        run.run(crash, "core.py")


def test_what_is_not_there_is_named(monkeypatch, tmp_path):
    """A runtime that is skipped silently: every one is either found or named with a reason."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("PURENN_RUNTIMES", "PURENN_MICROPYTHON"):
        monkeypatch.delenv(name, raising=False)
    runtimes, missing = found.under_node()
    assert (runtimes, [name for name, _ in missing]) == ([], ["MicroPython WebAssembly", "Pyodide", "Brython"])
    assert found.micropython()[0] == []
    assert found.sandbox()[0] == []
    assert all(reason for part in (found.micropython, found.sandbox, found.under_node) for _, reason in part()[1])
    assert [name for name, _ in found.LEFT_OUT] == ["Skulpt"]


def test_runtimes_stand_in_the_order_of_their_versions():
    names = ["PyPy 3.9.16", "CPython 3.10.13", "CPython 3.8.18", "CPython 3.14.0rc1"]
    assert sorted(names, key=found.by_version) == ["CPython 3.8.18", "CPython 3.10.13", "CPython 3.14.0rc1", "PyPy 3.9.16"]


def test_every_script_is_run_and_every_core_module_imported():
    """A script that stands in the folder and runs nowhere; a module that no runtime imports."""
    scripts = {script for _, scripts in run.COLUMNS for script in scripts}
    tools = {"run.py", "found.py", "install.py", "install_ways.py", "exported.py", "microbit.py"}
    assert {path.name for path in found.HERE.glob("*.py")} - tools == scripts
    assert {path.stem for path in (found.ROOT / "purenn").glob("*.py")} - {"__init__", "__main__"} == set(run.core_modules())


def test_what_cannot_be_installed_is_named_with_the_reason(tmp_path, capsys):
    """A package that is missing later, and nobody knows why; an install that ends the whole run of CI."""
    assert not install.attempt("a package", [sys.executable, "-c", "print('ERROR: no such version')\nraise SystemExit(1)"], tmp_path)
    assert not install.attempt("another", [str(tmp_path / "nothing")], tmp_path)
    assert install.attempt("a third", [sys.executable, "-c", ""], tmp_path)
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "skipped: a package: ERROR: no such version"
    assert second.startswith("skipped: another: ")
    assert third == "installed: a third"


def test_versions_are_pinned():
    """A table of yesterday that means another version today."""
    assert all("==" in package for package in (*install.FROM_PIP, install.NODE))
    assert all("@" in package[1:] for package in install.FROM_NPM)


def test_the_table_of_the_readme_joins_what_is_the_same():
    """A row for every release in the README; a NO that disappears in a group."""
    yes, no = ["yes", "yes"], ["yes", "NO"]
    names = ["CPython 3.8.18", "CPython 3.9.1", "CPython 3.10.13", "CPython 3.11.7", "PyPy 3.9.16", "MicroPython, unix"]
    rows = [[name, *words] for name, words in zip(names, [yes, yes, no, yes, yes, yes])]
    joined = [("CPython 3.8 to 3.9", yes), ("CPython 3.10", no), ("CPython 3.11", yes), ("PyPy 3.9", yes), ("MicroPython, unix", yes)]
    assert list(run.shared(rows)) == joined


@pytest.mark.parametrize(
    "error, word",
    [
        (install_ways.BrokenError("it is empty"), "DOES NOT WORK: it is empty"),
        (install_ways.SkipError("there is no pip"), "skipped: there is no pip"),
        (FileNotFoundError("no such file"), "DOES NOT WORK: no such file"),
        (None, "works"),
    ],
)
def test_a_way_to_install_works_or_says_why_not(error, word):
    """A crash that reads like a skip; a file that is missing and ends the whole command."""

    def way(folder):
        assert folder.is_dir()
        if error:
            raise error

    assert install_ways.tried(way) == word


def test_a_way_that_does_not_work_ends_the_command_with_an_error(monkeypatch, capsys):
    def broken(folder):
        raise install_ways.BrokenError("it is empty")

    monkeypatch.setattr(install_ways, "WAYS", (("a zip", broken), ("a folder", lambda folder: None)))
    assert install_ways.main([]) == 1
    assert install_ways.main(["folder"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split(None, 2) == ["a", "zip", "DOES NOT WORK: it is empty"]


@pytest.mark.long
def test_another_output_and_a_failure_are_no_training(tmp_path):
    """A comparison with nothing; an installed command that ends with an error."""
    with pytest.raises(install_ways.BrokenError, match="training prints 'nothing"):
        install_ways.trained([sys.executable, "-c", "print('nothing')"], tmp_path)
    with pytest.raises(install_ways.BrokenError, match=r"^no such thing$"):
        install_ways.output([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


class Board:
    """Stand in for the micro:bit: a Python that prints six digits, and has no memory for programs of more than so many letters."""

    def __init__(self, room, change=lambda outputs: outputs):
        self.room, self.change, self.sent, self.restarts = room, change, [], 0
        self.names = {"print": self.print}

    def restart(self):
        self.restarts += 1
        self.sent, self.names = [], {"print": self.print, "__name__": "__main__"}

    def print(self, *values):
        self.printed += " ".join(["%.6g" % v if isinstance(v, float) else str(v) for v in values]) + "\n"

    def run(self, code):
        if len(code) > self.room:
            raise microbit.BoardError("MemoryError: memory allocation failed, allocating 141 bytes")
        self.printed = ""
        self.sent.append(code)
        exec(code, self.names)
        if "predict" in self.names:
            plain = self.names.setdefault("plain", self.names["predict"])
            self.names["predict"] = lambda inputs: self.change(plain(inputs))
        return self.printed.strip()


def xor_source():
    net = nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), nn.Tanh(), nn.Dense(3, 2, rng=nn.Random(2)), nn.Softmax()])
    return net, microbit.export_source(net, "micropython")


@pytest.mark.parametrize("room, how", [(10**6, "in one piece"), (800, "statement by statement")])
def test_a_file_reaches_the_board_whole_or_in_pieces(room, how):
    """A half of a file that stays behind on a board without memory; a statement that is cut in two or left out."""
    net, source = xor_source()
    board = Board(room)
    board.restart()
    assert microbit.put(board, source) == how
    assert board.restarts == (1 if room > 800 else 2)
    assert all(word in "".join(board.sent) for word in ("def predict", "def selftest", "GOLDEN = (", "def softmax"))
    assert microbit.compare(board, net, [[2, 0], [1, 0.5], [-1, 3]])[0] == 0


def test_statements_are_the_whole_file():
    source = "import a\n# a comment\nx = (\n    1,\n)\n\n\ndef f():\n    return 1\n\n\nif x:\n    f()\n"
    assert [piece.split()[0] for piece in microbit.statements(source)] == ["import", "x", "def", "if"]
    assert "".join(microbit.statements(source)) == source


def test_an_error_of_the_board_that_is_not_for_memory_is_told():
    """A file that is wrong, sent a second time as if it were only too long."""
    board = Board(10**6)
    board.restart()
    with pytest.raises(ZeroDivisionError):
        microbit.put(board, "1 / 0\n")


@pytest.mark.parametrize(
    "change, wrong, far",
    [(lambda outputs: outputs[::-1], 3, True), (lambda outputs: [v + 0.001 for v in outputs], 0, True), (lambda outputs: outputs, 0, False)],
)
def test_what_the_board_predicts_is_compared(change, wrong, far):
    """A board that turns classes round, or whose probabilities are a little off."""
    net, source = xor_source()
    board = Board(10**6, change)
    board.restart()
    microbit.put(board, source)
    classes, largest = microbit.compare(board, net, [[2, 0], [1, 0.5], [-1, 3]])
    assert (classes, largest > microbit.TOLERANCE) == (wrong, far)
