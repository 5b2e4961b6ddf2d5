"""The chapters in examples/ print what they promise, passage by passage; tests/chapters.py says how they are written."""

import doctest
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import chapters
import pytest

import purenn as nn

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 200  # lines of code and prose; what it prints comes on top

each_chapter = pytest.mark.parametrize("path", chapters.CHAPTERS, ids=[path.stem for path in chapters.CHAPTERS])


def promises(path):
    """Return every line that a chapter promises to print."""
    return [line for passage in chapters.passages(path.read_text(encoding="utf-8")) for line in passage.promised]


# Each chapter


@pytest.mark.long
@each_chapter
def test_every_passage_of_a_chapter_prints_what_stands_behind_it(path, tmp_path, tmp_path_factory, monkeypatch, capsys):
    """Prose that promises one number and code that prints another; a chapter that needs a file which a fresh clone has not.

    And minutes of MNIST that nobody asked for, because it lies in the folder that PURENN_DATA names.

    It runs in this process, which saves starting a Python for each. The generator does not start where a fresh Python's does:
    a chapter that forgets nn.seed is found out.
    """
    monkeypatch.chdir(tmp_path)
    elsewhere = tmp_path_factory.mktemp("data")
    (elsewhere / "mnist").mkdir()
    monkeypatch.setenv("PURENN_DATA", str(elsewhere))
    monkeypatch.setattr(sys, "argv", [str(path)])
    monkeypatch.setattr(sys, "path", list(sys.path))
    nn.seed(20261124)
    for passage, printed in chapters.run(path):
        if not chapters.keeps(printed, passage.promised):
            assert printed == passage.promised, "the passage that ends in line %d of %s" % (passage.start + len(passage.code) - 1, path.name)
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == [], "a chapter leaves nothing behind in the reader's folder"


@each_chapter
def test_a_chapter_promises_something_that_every_terminal_can_show(path):
    """A chapter of which nothing is checked; lines that a window of 80 columns breaks, letters that a Windows console has not."""
    lines = promises(path)
    assert set(lines) - {chapters.ANYTHING}, "%s has no line that begins with #> and says what is printed" % path.name
    for line in lines:
        assert len(line) <= 80, line
        assert line.isascii(), line


@each_chapter
def test_a_chapter_is_short_and_opens_with_what_one_learns(path):
    """A chapter that grew into a book; one that nobody can start, or that starts in the middle."""
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(chapters.MARK)]
    assert len(lines) <= LONGEST
    opening = '"""Chapter %d: ' % int(path.stem[:2])
    assert text.startswith(opening), "%s opens with %s" % (path.name, opening)
    assert "    python3 examples/%s" % path.name in text, "its docstring says how to run it"


@each_chapter
def test_what_a_chapter_points_at_is_there(path):
    """A file of the library, or a method of a class, that has another name by now."""
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"\b(?:purenn|tests|examples)/[\w/]+\.\w+", text):
        assert (ROOT / name).exists(), name
    for owner, attribute in re.findall(r"\b([A-Z]\w+)\.(\w+)\b(?!\.py)", text):
        if hasattr(nn, owner):
            assert hasattr(getattr(nn, owner), attribute), "%s.%s" % (owner, attribute)


def test_where_the_chain_rule_is_in_the_code():
    """Chapter 6 shows one line of each link; a reader who looks it up finds another file, or another line."""
    text = (chapters.EXAMPLES / "06_chain_rule.py").read_text(encoding="utf-8")
    rows = re.findall(r"^#     .+? +(\w+)\.(\w+) +(\w+\.py) +(.+)$", text, re.MULTILINE)
    assert len(rows) == 5
    for owner, name, file, line in rows:
        method = getattr(getattr(nn, owner), name)
        assert Path(inspect.getsourcefile(method)).name == file, "%s.%s" % (owner, name)
        code = inspect.getsource(method).split('"""')[-1]  # without its docstring
        assert line.replace("...", "").rstrip(")") in code, line


def test_a_chapter_runs_as_a_command_in_an_empty_folder(tmp_path):
    """A chapter that finds purenn only because the tests have it on their path."""
    path = chapters.CHAPTERS[0]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, str(path)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == promises(path)


# The table of contents

CONTENTS = (chapters.EXAMPLES / "README.md").read_text(encoding="utf-8")


@each_chapter
def test_a_chapter_stands_in_the_table_of_contents_by_its_number_and_title(path):
    """A chapter that nobody finds: give it its row in examples/README.md."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    number, title = first[len('"""Chapter ') :].rstrip('."').split(": ", 1)
    row = "| %s | [%s](%s) | " % (number, title[0].upper() + title[1:], path.name)
    assert row in CONTENTS, "examples/README.md should have a row that begins with %s" % row
    learnt, minutes = CONTENTS.split(row)[1].split(" |\n")[0].split(" | ")
    assert len(learnt) > 20
    assert 5 <= int(minutes) <= 60


def test_the_table_of_contents_goes_by_number_and_names_no_file_that_is_not_there():
    """A row of a chapter that has moved; chapters out of order."""
    links = re.findall(r"\]\((.*?)\)", CONTENTS)
    assert all([(chapters.EXAMPLES / link).exists() for link in links])
    numbered = [link for link in links if link[:2].isdigit()]
    assert numbered == [path.name for path in chapters.CHAPTERS]


# The helper


def test_the_examples_of_the_helper():
    assert doctest.testmod(chapters).attempted >= 2
    assert doctest.testmod(chapters).failed == 0


@pytest.mark.parametrize("printed, promised", [(["a"], []), ([], ["a"]), (["a", "b"], ["b", "a"]), (["a "], ["a"]), (["a", "b"], ["...", "a"]), (["a.c"], ["abc"])])
def test_a_broken_promise_is_noticed(printed, promised):
    """A comparison that looks at the first lines only, or takes the dots of a number for any letter."""
    assert not chapters.keeps(printed, promised)


@pytest.mark.parametrize("promised", [["..."], ["a", "..."], ["...", "b"], ["a", "...", "b"], ["a", "b", "..."]])
def test_three_dots_stand_for_any_lines(promised):
    assert chapters.keeps(["a", "b"], promised)


def test_a_chapter_is_written_anew_with_what_it_prints(tmp_path):
    """A command that moves a promise to another passage, or overwrites what was left open on purpose."""
    path = tmp_path / "99_trial.py"
    path.write_text("print('one')\n#>\n\n# Two lines.\nfor k in (2, 3):\n    print(k)\n    print()\n#> old\nprint('now')\n#> ...\n", encoding="utf-8")
    new = "print('one')\n#> one\n\n# Two lines.\nfor k in (2, 3):\n    print(k)\n    print()\n#> 2\n#>\n#> 3\n#>\nprint('now')\n#> ...\n"
    assert chapters.rewritten(path) == new


# With data that are not in the repository


@pytest.mark.long
def test_the_digits_chapter_goes_on_to_mnist_where_there_is_one(tmp_path):
    """A reader who has MNIST and gets an error, or a network that learns nothing of it: nine in ten would be wrong by guessing."""
    folder = os.path.join(os.environ.get("PURENN_DATA") or "", "mnist")
    if not os.path.isdir(folder):
        pytest.skip("PURENN_DATA names no folder that holds mnist/")
    done = subprocess.run([sys.executable, str(chapters.EXAMPLES / "17_digits.py"), folder, "300"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    last = done.stdout.splitlines()[-1]
    assert last.startswith("MNIST: learnt from 300 images; of 300 others ")
    assert float(last.split()[-3]) > 50
