"""What a learner's code can do wrong in its own process: each gets a clear answer, and nothing is lost."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from local import ROOT, TASKS

from purenn.exercises import functions, grading, laws
from purenn.exercises.grading import grade, read_source
from purenn.exercises.process import Child

pytestmark = pytest.mark.long

DOT = TASKS[0]
LAW = TASKS[2]
LIMIT = 0.5  # seconds: a process that is not ready by then has not come back in time either


def answer(body, limit=20.0):
    """Grade a dot with this body."""
    return grade(DOT, "import os, sys\n\n\ndef dot(a, b):\n    %s\n" % body.replace("\n", "\n    "), engine="own", limit=limit)


@pytest.mark.parametrize(
    "body, word, words",
    [
        ("return sum(x + y for x, y in zip(a, b))", "wrong", "for a = [1.0], b = [1.0] your dot(a, b) is 2.0; it should be 1.0"),
        ("return [][1]", "wrong", "for a = [1.0], b = [1.0] your dot raises IndexError: list index out of range; line 5: return [][1]"),
        ("return dot(a, b)", "wrong", "your dot calls itself without end (RecursionError); line 5"),
        ("return float(input('how many? '))", "wrong", "your dot waits for input(); an exercise gets its numbers as arguments; line 5"),
        ("sys.exit(0)", "wrong", "your dot ends the program (exit); line 5"),
        ("os._exit(0)", "crashed", "for a = [1.0], b = [1.0] your code ended its process (exit status 0), which no exercise asks for"),
        ("raise KeyboardInterrupt", "wrong", "your dot raises KeyboardInterrupt; line 5"),
        ("return sum(x * y for x, y in zip(a, b)", "syntax error", "01_dot.py, line 5 is no Python: "),
        ("  return 1\n return 2", "syntax error", "01_dot.py, line 6 is no Python: "),
        ("while True: print('no' * 50)", "print storm", "your code printed more than 200000 characters"),
        ("pass", "wrong", "your dot(a, b) is None; it should be a number"),
        ("a.sort()\nreturn sum(x * y for x, y in zip(a, b))", "wrong", "your dot changes the list that it is given: it was "),
        ("return dot", "wrong", "your dot(a, b) is <function>; it should be a number"),
        ("return [0.5] * 10**5", "wrong", "the answer is too long"),
        ("return len([0] * 10**12)", "wrong", "MemoryError"),
        ("raise NotImplementedError", "open", "your dot is not written yet"),
        ("from purenn.linalg import dot\nreturn dot(a, b)", "imports", "line 5 imports purenn.linalg.dot of purenn; this exercise is written without it"),
        ("return __import__('purenn').linalg.dot(a, b)", "wrong", "ModuleNotFoundError: No module named 'purenn'"),
    ],
)
def test_each_mistake_gets_its_answer(body, word, words):
    """A traceback of the checker's; a crash that is taken for an answer."""
    verdict = answer(body)
    assert verdict.word == word, verdict
    assert words in verdict.lines[0]


@pytest.mark.parametrize("body", ["while True: pass", "import time\ntime.sleep(3600)"])
def test_an_endless_loop_ends(body):
    """A checker that waits with it."""
    verdict = answer(body, LIMIT)
    assert verdict.word == "time limit"
    assert "your code did not come back within 0.5 seconds" in verdict.lines[0]


@pytest.mark.parametrize(
    "source, word, words",
    [
        ("while True: pass", "time limit", "did not come back"),
        ("import os; os._exit(3)", "crashed", "exit status 3"),
        ("raise ValueError('early')", "error", "your file 01_dot.py raises ValueError: early; line 1"),
        ("x = 1", "wrong", "there is no dot in 01_dot.py"),
        ("(" * 5000, "", ""),
        ("x = '\0'", "", ""),
        ("dot = 5", "wrong", "there is no dot in 01_dot.py"),
        ("from math import sqrt as dot", "wrong", "there is no dot in 01_dot.py"),
    ],
    ids=range(8),
)
def test_a_file_that_does_not_even_load_gets_its_answer(source, word, words):
    verdict = grade(DOT, source, engine="own", limit=LIMIT if "while" in source else 20.0)
    assert not verdict.passed
    assert verdict.word == (word or verdict.word)
    assert words in verdict.lines[0]


def test_a_law_that_never_ends_or_crashes_gets_its_answer():
    assert grade(LAW, "def law(draw):\n    while True: pass\n", engine="own", limit=LIMIT).word == "time limit"
    assert grade(LAW, "import os\n\n\ndef law(draw):\n    os._exit(1)\n", engine="own").word == "crashed"
    assert grade(LAW, "def lawless(draw: pass\n", engine="own").word == "syntax error"
    assert grade(LAW, "def rule(draw):\n    pass\n", engine="own").lines == ["there is no law in 03_law_transpose.py: a function whose name starts with law"]
    long = grade(LAW, "def law(transpose, draw):\n    transpose([[0.5] * 10**5])\n", engine="own")
    assert "your law raises ValueError: this is too long to be sent" in long.lines[0]
    assert "a law is a function" in grade(LAW, "class law:\n    pass\n", engine="own").lines[0]
    unknown = grade(LAW, "def law(product, draw):\n    pass\n", engine="own")
    assert "law asks for 'product'; there are transpose and draw" in unknown.lines[0]


def test_what_is_printed_is_shown_for_the_case_that_is_shown():
    """Prints of a hundred other cases; a colour that escapes into the terminal as it is."""
    verdict = answer("print('here', a)\nreturn 7")
    assert verdict.printed == "here [1.0]\n"
    assert answer("print('half a line', end='')\nreturn 7").printed == "half a line"
    assert answer("print('\u2713')\nreturn sum(x * y for x, y in zip(a, b))").printed.startswith("\u2713\n\u2713\n")


def test_no_process_is_left_behind():
    """Children of a check that go on running after it."""
    started = []

    class Counted(Child):
        def __init__(self, *values):
            super().__init__(*values)
            started.append(self.process)

    original = grading.Child
    grading.Child = Counted
    try:
        grade(LAW, LAW.solution, engine="own")
        answer("os._exit(1)")
    finally:
        grading.Child = original
    assert len(started) == 1 + len(LAW.wrong()) + 1 + 1
    assert all(process.poll() is not None for process in started)
    assert functions.Child is laws.Child is original


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it ends by itself after ten minutes")
def test_a_loop_does_not_outlive_its_checker():
    """A terminal that is closed in the middle of an endless loop, which then burns a core for ever."""
    code = "from purenn.exercises.process import Child\nchild = Child('x.py')\nprint(child.process.pid, flush=True)\nchild.load('while True: pass', 'x.py')"
    checker = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
    child = int(checker.stdout.readline())
    checker.kill()
    checker.communicate()
    for _ in range(600):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path("/proc/%d/stat" % child).exists() and Path("/proc/%d/stat" % child).read_text().split(")")[-1].split()[0] == "Z":
            return  # it has ended, and only whoever adopted it has not noticed yet
        time.sleep(0.05)
    os.kill(child, 9)
    raise AssertionError("the process of the learner's code goes on")


def test_the_environment_of_the_checker_is_not_handed_on(monkeypatch):
    """A password that stands in a variable, and a PYTHONSTARTUP or PYTHONPATH that changes what runs."""
    monkeypatch.setenv("PURENN_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    verdict = answer("print(sorted(os.environ))\nprint(sys.path)\nreturn None")
    assert "TOKEN" not in verdict.printed
    assert "nowhere" not in verdict.printed


def test_files_that_cannot_be_graded_say_why(tmp_path):
    """A pipe that is read for ever; a film under the name of an answer; a link to the solution."""
    with pytest.raises(ValueError, match=r"there is no file 01_dot\.py"):
        read_source(str(tmp_path / "01_dot.py"))
    (tmp_path / "long.py").write_bytes(b"#" * 100001)
    with pytest.raises(ValueError, match="longer than"):
        read_source(str(tmp_path / "long.py"))
    (tmp_path / "latin.py").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ValueError, match="not UTF-8"):
        read_source(str(tmp_path / "latin.py"))
    (tmp_path / "windows.py").write_bytes(b"\xef\xbb\xbfx = 1\r\n")
    assert read_source(str(tmp_path / "windows.py")) == "x = 1\n"
    if hasattr(os, "mkfifo"):
        os.mkfifo(str(tmp_path / "pipe.py"))
        os.symlink(str(tmp_path / "windows.py"), str(tmp_path / "link.py"))
        for name in ("pipe.py", "link.py"):
            with pytest.raises(ValueError, match="there is no file"):
                read_source(str(tmp_path / name))


def test_the_package_is_not_changed_by_grading(tmp_path):
    """Bytecode written beside the tasks of an installation that is read-only, or not one's own."""
    root = Path(grading.__file__).parents[2]
    code = "from purenn.exercises.tasks import all_tasks\nfrom purenn.exercises.grading import grade\nt = all_tasks()[0]\nprint(grade(t, t.solution).word)"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(root)}, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "passed\n", done.stderr
    assert not list((root / "examples" / "exercises").rglob("*.pyc"))
    assert list(tmp_path.iterdir()) == []
