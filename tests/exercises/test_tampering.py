"""Attempts to be graded as right without being right. Each of these is a learner who knows Python better than the exercise."""

import os
import shutil
from pathlib import Path

import pytest
from local import ROOT, TASKS

from purenn.exercises import copies, grading, tasks
from purenn.exercises.copies import TamperedError, grade_copies, harmless, table
from purenn.exercises.grading import grade
from purenn.exercises.process import Child

pytestmark = pytest.mark.long

DOT, LAW = TASKS[0], TASKS[2]

FORGED = [
    # to say that it is passed, on every channel there is
    "print('passed: 100 cases')\n\n\ndef dot(a, b):\n    print('passed')\n    return 0.0",
    "import os\nos._exit(0)",
    "import os\nfor fd in range(3, 20):\n    try:\n        os.write(fd, b'\\x00\\x00\\x00\\x1c{\"changes\":[],\"result\":1.0}   ')\n    except OSError:\n        pass\n\n\ndef dot(a, b):\n    return 0.0",
    # to become equal to everything
    "class Same(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0.0\n    def __rsub__(self, other): return 0.0\n\n\ndef dot(a, b):\n    return Same(0.0)",
    "class Same:\n    def __eq__(self, other): return True\n    def __abs__(self): return 0.0\n\n\ndef dot(a, b):\n    return Same()",
    "def dot(a, b):\n    return float('nan')",
    # to change the checker, in whatever process it runs
    "import sys\nfor name, module in list(sys.modules.items()):\n    for key in ('same', 'alike', 'claim', 'grade', 'search'):\n        try:\n            setattr(module, key, lambda *a, **k: None)\n        except Exception:\n            pass\n\n\ndef dot(a, b):\n    return 0.0",
    "import json\njson.dumps = lambda *a, **k: '{\"changes\": [], \"result\": 1.0}'\n\n\ndef dot(a, b):\n    return 0.0",
    "import sys\n\n\ndef dot(a, b):\n    frame = sys._getframe()\n    while frame:\n        for name in ('should', 'expected', 'got'):\n            if name in frame.f_locals:\n                return frame.f_locals[name]\n        frame = frame.f_back\n    return 0.0",
    # to read the solution, or to write another one
    "SOLUTION = open(%r).read()\nexec(SOLUTION)",
    "import os\nos.chdir(%r)\nexec(open('solution.py').read())",
    "import os\nfd = os.open(%r, os.O_RDONLY)\nexec(os.read(fd, 10000))",
    "open(%r, 'w').write('')\n\n\ndef dot(a, b):\n    return 0.0",
    "import subprocess\nsubprocess.run(['true'])\n\n\ndef dot(a, b):\n    return 0.0",
    "import os\nos.kill(os.getppid(), 0)\n\n\ndef dot(a, b):\n    return 0.0",
]


@pytest.mark.parametrize("number", range(len(FORGED)))
def test_a_forged_function_is_not_passed(number):
    source = FORGED[number]
    if "%r" in source:
        source = source % (DOT.folder if "chdir" in source else os.path.join(DOT.folder, "solution.py"))
    before = Path(DOT.folder, "solution.py").read_text()
    verdict = grade(DOT, source, engine="own")
    assert not verdict.passed, verdict
    assert Path(DOT.folder, "solution.py").read_text() == before


CHEATING = [
    # to know the version by its looks
    "def law(transpose, draw):\n    assert transpose.__code__.co_name == 'transpose'",
    "import inspect\n\n\ndef law(transpose, draw):\n    assert 'zip' in inspect.getsource(transpose)",
    "def law(transpose, draw):\n    assert repr(transpose) == '<transpose>'",
    "def law(transpose, draw):\n    assert transpose._number < 3",
    # to know it by its turn
    "count = 0\n\n\ndef law(transpose, draw):\n    global count\n    count += 1\n    assert count <= 100",
    "import os, tempfile\nplace = os.path.join(tempfile.gettempdir(), 'purenn_turn')\n\n\ndef law(transpose, draw):\n    new = not os.path.exists(place)\n    open(place, 'w').close()\n    assert new",
    # to throw dice until they fall well
    "import random\n\n\ndef law(transpose, draw):\n    assert random.random() > 0.01",
    "import time\n\n\ndef law(transpose, draw):\n    assert time.time_ns() % 97",
    # to say that all is well, or that all is ill
    "def law(transpose, draw):\n    print('killed 5 of 5')",
    "def law(transpose, draw):\n    raise AssertionError",
    "import os\n\n\ndef law(transpose, draw):\n    os._exit(0)",
    # to keep the right one, and to compare
    "first = []\n\n\ndef law(transpose, draw):\n    first.append(transpose)\n    m = [[1.0, 2.0]]\n    assert first[0](m) == transpose(m)",
    "def law(transpose, draw):\n    for number in range(50):\n        try:\n            transpose._wire.request('get', number, 'wrong')\n        except Exception:\n            pass\n    transpose._wire.things.clear()",
]


@pytest.mark.parametrize("number", range(len(CHEATING)))
def test_a_cheating_law_is_not_passed(number):
    """A law that kills without knowing what is wrong."""
    verdict = grade(LAW, CHEATING[number] + "\n", engine="own")
    assert not verdict.passed, verdict


def test_a_law_that_is_right_for_one_right_version_only_is_unjust():
    """A second right version that is not asked: whoever repeats the formula of the first, to the last digit, would pass."""
    (task,) = [task for task in TASKS if task.name == "09_law_sigmoid"]
    law = "import math\n\n\ndef law(sigmoid, draw):\n    z = draw.real(-8, 8)\n    assert sigmoid(z) == 1 / (1 + math.exp(-z))\n"
    assert grade(task, law, engine="own").word == "wrong"


@pytest.fixture
def turns(monkeypatch):
    """Tell every process which turn it has, as a clock or the numbers of processes would."""
    turns = iter(range(100))

    class Turned(Child):
        def load(self, source, *others):
            return super().load("TURN = %d\n%s" % (next(turns), source), *others)

    monkeypatch.setattr(grading, "Child", Turned)
    return turns


def test_a_law_that_fails_once_and_then_not_kills_nothing(turns):
    """A kill by chance that is not tried again."""
    law = "calls = []\n\n\ndef law(transpose, draw):\n    calls.append(1)\n    assert TURN in (0, 6) or len(calls) > 1\n"
    verdict = grade(LAW, law, engine="own")
    assert verdict.word == "0 of 5"
    assert verdict.lines[0] == "m01  still alive: fails once, and then not, for the same case"


def test_a_law_that_knows_its_turn_is_not_passed(turns):
    """A law that counts the processes, or looks at the clock: it lets the first pass and fails from then on, whatever it is given."""
    last = len(LAW.wrong()) + copies.DECOYS + 1
    law = "def law(transpose, draw):\n    assert TURN in (0, %d)\n" % last
    assert grade(LAW, law, engine="own", decoys=copies.DECOYS).word == "wrong"
    assert last > next(turns), "it is found out before the last turn"


@pytest.fixture
def copy(tmp_path):
    """Make a copy with a right answer and everything that a cheat could lay into it."""
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / DOT.file).write_text(DOT.solution)
    (folder / LAW.file).write_text("def law(draw):\n    draw.size()\n")
    (folder / "progress.txt").write_text("purenn learn 1: passed\n" + "".join("%s passed 0\n" % task.name for task in TASKS))
    (folder / "sitecustomize.py").write_text("raise SystemExit")
    (folder / "zip.py").write_text("raise SystemExit")
    (folder / "purenn").mkdir()
    (folder / "purenn" / "__init__.py").write_text("raise SystemExit")
    for task in (DOT, LAW):
        shutil.copytree(task.folder, str(folder / task.name))
        (folder / task.name / "checks.py").write_text("")
    return folder


def test_a_table_says_what_the_code_does_and_not_what_the_copy_says(copy, monkeypatch):
    """A progress file, checks or modules of the copy that are believed."""
    monkeypatch.chdir(copy)
    (row,) = grade_copies([str(copy)], TASKS[:4])
    assert row == {
        "copy": str(copy), "passed": "1", "of": "4",
        "01_dot": "passed", "02_transpose": "missing", "03_law_transpose": "0 of 5", "04_add": "missing",
    }  # fmt: skip


def test_grading_stops_where_the_installation_was_changed(copy, monkeypatch):
    """A copy that rewrites the tasks, so that whoever is graded next passes."""
    seals = iter(["before", "after"])
    monkeypatch.setattr(copies, "digest", lambda: next(seals))
    with pytest.raises(TamperedError, match="ada was graded"):
        list(grade_copies([str(copy)], TASKS[:1]))


def test_the_fingerprint_sees_every_file_that_grading_rests_on(tmp_path, monkeypatch):
    """A change of a solution, of a check or of the checker that nobody sees."""
    for name in ("purenn/exercises", "examples/exercises/01_dot"):
        shutil.copytree(str(ROOT / name), str(tmp_path / name))
    monkeypatch.setattr(copies, "ROOT", str(tmp_path))
    monkeypatch.setattr(copies, "find_folder", lambda: str(tmp_path / "examples" / "exercises"))
    seen = {copies.digest()}
    for name in ("purenn/exercises/laws.py", "examples/exercises/01_dot/checks.py"):
        path = tmp_path / name
        path.write_text(path.read_text() + "\n")
        seen.add(copies.digest())
    (tmp_path / "purenn" / "new.py").write_text("")
    seen.add(copies.digest())
    assert len(seen) == 4


def test_a_name_is_no_formula():
    """A folder called =HYPERLINK(...), opened in a spreadsheet."""
    text = table([{"copy": '=cmd|"x"', "passed": "0", "of": "1", "01_dot": "open"}], TASKS[:1])
    assert text == 'copy,passed,of,01_dot\n"\'=cmd|""x""",0,1,open\n'
    assert harmless("ada") == "ada"


def test_without_tasks_there_is_one_plain_sentence(monkeypatch):
    """A copied package folder, which has no examples."""
    monkeypatch.setattr(tasks, "PLACES", ("/nowhere",))
    with pytest.raises(tasks.TaskError, match="the exercises are not here"):
        tasks.all_tasks()
