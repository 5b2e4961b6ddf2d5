"""The learn command, as a learner and a teacher see it."""

import os
import sys

import pytest

from purenn.cli import learn_check, learn_grade
from purenn.cli.colour import painted, wanted
from purenn.cli.screen import Screen
from purenn.exercises.course import find
from purenn.exercises.tasks import all_tasks

TASKS = all_tasks()
DOT = TASKS[0]


@pytest.fixture
def course(purenn):
    result = purenn("learn", "start", "course")
    assert (result.status, result.err) == (0, "")
    return result


def write(task, text):
    with open(os.path.join("course", task.file), "w", encoding="utf-8") as file:
        file.write(text)


def test_start_says_what_to_do_next(course):
    assert course.out.startswith("made course with %d exercises; everything you write stays in it\n" % len(TASKS))
    assert "open    %s\n" % os.path.join("course", DOT.file) in course.out


@pytest.mark.long
def test_a_first_hour(course, purenn):
    """A learner who writes nothing, something wrong, and the right thing; who asks for hints, skips and comes back."""
    nothing = purenn("learn", "check", "--engine", "own")
    assert (nothing.status, nothing.out) == (1, "01_dot.py is as you got it: nothing is written yet\n01_dot: not yet  (own search, seed 42)\n")
    hints = [purenn("learn", "hint").out for _ in range(len(DOT.hints) + 1)]
    assert [hint.split("\n")[0] for hint in hints] == ["01_dot, hint 1 of 3", "01_dot, hint 2 of 3", "01_dot, hint 3 of 3, the last", "01_dot, hint 3 of 3, the last"]
    write(DOT, "def dot(a, b):\n    print('seen', a)\n    return a[0] * b[0]\n")
    wrong = purenn("learn", "check", "--engine", "own")
    assert wrong.status == 1
    assert wrong.out.split("\n")[:3] == [
        "your code printed:", "  | seen [1.0, 1.0]", "for a = [1.0, 1.0], b = [1.0, 1.0] your dot(a, b) is 1.0; it should be 2.0",
    ]  # fmt: skip
    write(DOT, DOT.solution)
    right = purenn("learn", "check")
    assert right.status == 0
    assert "01_dot: passed  (own search and Hypothesis, seed 42)\nnext: 02_transpose, " in right.out
    assert purenn("learn").out.startswith("1 of %d exercises passed\n02_transpose  " % len(TASKS))
    assert "skipped 02_transpose" in purenn("learn", "skip").out
    listed = purenn("learn", "list").out.split("\n")
    assert [line[:1] for line in listed[:3]] == [" ", " ", ">"]
    assert ("passed" in listed[0], "skipped" in listed[1], "open" in listed[2]) == (True, True, True)
    assert "kept in" in purenn("learn", "reset", "1").out
    assert purenn("learn", "solution", "2").out == "02_transpose: one way to do it\n%s" % TASKS[1].solution


@pytest.mark.long
def test_a_law_is_answered_with_a_table_that_does_not_give_the_bugs_away(course, purenn):
    """A reason, or the code of a version, that is shown before somebody asks for it."""
    result = purenn("learn", "check", "3", "--engine", "own")
    assert result.status == 1
    assert "killed 1 of 5; still alive: m01, m02, m03, m05\n" in result.out
    versions = TASKS[2].wrong()
    assert not any(version.reason in result.out or version.source in result.out for version in versions)
    asked = purenn("learn", "reveal", "m03", "3").out
    assert versions[2].reason in asked
    assert versions[2].source in asked
    assert versions[1].source not in asked


def test_what_is_broken_again_is_not_passed(course, purenn):
    """36 of 36 for somebody whose first file is no longer right."""
    write(DOT, DOT.solution)
    assert purenn("learn", "check", "--engine", "own").status == 0
    write(DOT, "def dot(a, b):\n    return 0.0\n")
    broken = purenn("learn", "check", "1", "--engine", "own")
    assert broken.status == 1
    assert "it was passed before, and counts as open again\n" in broken.out
    assert purenn("learn").out.startswith("0 of ")
    purenn("learn", "skip", "2")
    assert "passed before" not in purenn("learn", "check", "2", "--engine", "own").out
    assert "skipped" in purenn("learn", "list").out.split("\n")[1], "a skipped one that is tried in vain stays skipped"


@pytest.mark.long
def test_reveal_is_about_what_was_checked_last(course, purenn):
    """A version of the exercise that one is at, revealed to somebody who asked about another one."""
    assert "01_dot has no hidden versions" in purenn("learn", "reveal", "m01").err
    purenn("learn", "check", "5", "--engine", "own")
    assert purenn("learn", "reveal", "m01").out.startswith("05_law_add, m01: ")
    assert purenn("learn", "reveal", "3", "m01").out.startswith("03_law_transpose, m01: ")


@pytest.mark.parametrize(
    "command, words",
    [
        ("learn chekc", "there is no action 'chekc' (did you mean 'check'?)"),
        ("learn check 99", "there is no exercise '99'"),
        ("learn check 1 2", "one exercise at a time"),
        ("learn start", "learn start wants the name of a new folder"),
        ("learn start course", "is there already; nothing was changed"),
        ("learn reveal m01 1", "01_dot has no hidden versions"),
        ("learn reveal 3", "say which version"),
        ("learn reveal m77 3", "there is no version 'm77'"),
        ("learn grade", "learn grade wants the folders"),
        ("learn grade nowhere", "there is no folder nowhere"),
        ("learn check --engine fast", "there is no engine 'fast'"),
        ("learn check --limit 0", "expected a number above 0"),
        ("learn --folder nowhere", "nowhere is no folder that learn start has made"),
    ],
)
def test_what_cannot_be_done_is_one_line(course, purenn, command, words):
    result = purenn(*command.split())
    assert result.status == 2
    assert result.err.startswith("purenn: ")
    assert result.err.count("\n") == 1
    assert words in result.err


def test_a_file_that_is_gone_comes_back(course, purenn):
    os.remove(os.path.join("course", DOT.file))
    result = purenn("learn", "check")
    assert result.status == 2
    assert "there is no file 01_dot.py; learn reset 01_dot brings it back" in result.err
    assert purenn("learn", "reset").status == 0
    assert os.path.exists(os.path.join("course", DOT.file))


@pytest.mark.long
def test_a_table_of_copies(course, purenn):
    """A teacher's table that lacks somebody, or trusts what a copy says of itself."""
    write(DOT, DOT.solution)
    purenn("learn", "start", "other")
    result = purenn("learn", "grade", "course", "other")
    lines = result.out.split("\n")
    assert lines[0] == ",".join(["copy", "passed", "of", *[task.name for task in TASKS]])
    assert lines[1].startswith("course,1,%d,passed,open" % len(TASKS))
    assert lines[2].startswith("other,0,%d,open,open" % len(TASKS))
    saved = purenn("learn", "grade", "course", "--out", "grades.csv")
    assert saved.out == "course: 1 of %d\nsaved grades.csv\n" % len(TASKS)
    with open("grades.csv", encoding="utf-8") as file:
        assert file.read() == "\n".join(lines[:2]) + "\n"


@pytest.mark.parametrize(("place", "words"), [("nowhere/grades.csv", "no folder nowhere"), ("course", "is a folder"), ("", "name of a file")])
def test_a_table_that_cannot_be_written_is_told_before_grading(course, purenn, monkeypatch, place, words):
    """An hour of grading for nothing."""
    monkeypatch.setattr(learn_grade, "grade_copies", lambda *arguments: pytest.fail("it has begun to grade"))
    result = purenn("learn", "grade", "course", "--out", place)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("purenn: --out ")
    assert words in result.err


def test_watch_grades_when_a_file_is_saved_and_goes_on(course, monkeypatch, capsys):
    """A watch that grades only once, grades what has not changed, or stays with what is passed."""
    capsys.readouterr()
    steps = iter([
        lambda: None,
        lambda: write(DOT, "def dot(a, b):\n    return 0.0\n"),
        lambda: None,
        lambda: os.remove(os.path.join("course", DOT.file)),
        lambda: write(DOT, DOT.solution),
        lambda: None,
    ])  # fmt: skip

    def wait(seconds):
        try:
            next(steps)()
        except StopIteration:
            raise KeyboardInterrupt from None

    options = type("Options", (), {"engine": "own", "seed": 42, "limit": 20.0})
    assert learn_check.watch(find(), options, Screen(sys.stdout), wait) == 0
    out = capsys.readouterr().out
    assert out.count("01_dot: not yet") == 2
    assert out.count("01_dot: passed") == 1
    assert out.count("02_transpose.py is as you got it") == 1
    assert "no longer watching" in out


def test_watch_stays_with_the_exercise_that_is_named(course, purenn, monkeypatch, capsys):
    """A name that is ignored; a watch that ends without a word because everything is passed."""
    named = []
    monkeypatch.setattr(learn_check, "_checked", lambda course, task, options, screen: named.append(task.name))

    def wait(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(learn_check.time, "sleep", wait)
    watch = learn_check.watch
    monkeypatch.setattr(learn_check, "watch", lambda *values, **more: watch(*values, wait=wait, **more))
    for words in (["3"], ["05_law_add.py"], []):
        purenn("learn", "watch", *words)
    assert named == ["03_law_transpose", "05_law_add", "01_dot"]
    course = find()
    for task in TASKS:
        course.mark(task, "passed")
    result = purenn("learn", "watch")
    assert (result.status, "all exercises are passed: name the one you mean" in result.err) == (2, True)
    purenn("learn", "watch", "4")
    assert named[3:] == ["04_add"]


class Stream:
    encoding = "utf-8"

    def __init__(self, terminal):
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def test_colour_is_only_where_it_is_wanted(monkeypatch):
    """Codes in a file or a pipe, under NO_COLOR, on a dumb terminal, or from what a learner prints."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert painted("yes", "32", Screen(Stream(True))) == "\033[32myes\033[0m"
    assert painted("yes", "32", Screen(Stream(False))) == "yes"
    assert "\033[31" not in painted("\033[31m", "32", Screen(Stream(True)))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wanted(Screen(Stream(True)))
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not wanted(Screen(Stream(True)))


def test_what_a_learner_prints_is_harmless(course, purenn):
    """A print that colours or clears the terminal, or fills it."""
    write(DOT, "def dot(a, b):\n    print('\\033[2J', flush=True)\n    print('x\\n' * 100)\n    return None\n")
    out = purenn("learn", "check", "--engine", "own").out
    assert "\033" not in out
    assert "  | \\x1b[2J\n" in out
    assert out.count("\n") < 25
