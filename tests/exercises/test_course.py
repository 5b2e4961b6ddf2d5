"""The learner's copy: the place is remembered, and nothing that was written is lost."""

import os

import pytest
from local import NAMES, TASKS

from purenn.exercises import course as courses
from purenn.exercises.course import Course, CourseError


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return courses.start("course")


def test_a_new_copy_has_a_file_for_each_task_and_nothing_that_helps(made):
    """A solution in the learner's folder; a checks.py that tells what is wrong with m03."""
    assert sorted(os.listdir("course")) == sorted([*[name + ".py" for name in NAMES], "progress.txt"])
    for task in TASKS:
        with open(made.path(task), encoding="utf-8") as file:
            assert file.read() == task.stub


def test_the_place_is_the_first_open_task_and_then_what_was_skipped(made):
    """A learner who passes the first one again and again, or never comes back to what was skipped."""
    assert made.current().name == NAMES[0]
    made.mark(TASKS[0], "skipped")
    assert made.current().name == NAMES[1]
    for task in TASKS[1:]:
        made.mark(task, "passed")
    assert made.current().name == NAMES[0]
    made.mark(TASKS[0], "passed")
    assert made.current() is None


def test_the_place_is_remembered_in_plain_text(made):
    made.mark(TASKS[1], "passed")
    made.state(TASKS[2]).hints = 2
    made.save()
    again = Course("course")
    assert [again.state(task).state for task in TASKS[:3]] == ["open", "passed", "open"]
    assert again.state(TASKS[2]).hints == 2
    with open("course/progress.txt", encoding="utf-8") as file:
        lines = file.read().split("\n")
    assert "%s passed 0" % NAMES[1] in lines
    assert os.listdir("course").count("progress.txt.new") == 0


def test_a_file_that_somebody_has_written_into_still_works(made):
    """A traceback because of a line that was added by hand, or a task that is no longer there, or bytes that are no text."""
    with open("course/progress.txt", "ab") as file:
        file.write(b"\nwell done! \xff\n99_gone passed 0\n01_dot passed x\n02_transpose finished 0\n" + NAMES[1].encode() + b" passed 1")
    course = Course("course")
    assert course.current().name == NAMES[0]
    assert course.state(TASKS[1]).state == "passed"
    course.save()
    assert Course("course").states["99_gone"].state == "passed"


def test_start_overwrites_nothing(made):
    """A week of work under a fresh stub."""
    with pytest.raises(CourseError, match="is there already; nothing was changed"):
        courses.start("course")
    os.mkdir("other")
    with open("other/%s.py" % NAMES[1], "w") as file:
        file.write("mine")
    with pytest.raises(CourseError, match=NAMES[1]):
        courses.start("other")
    assert os.listdir("other") == ["%s.py" % NAMES[1]]


def test_reset_keeps_what_was_written(made):
    path = made.path(TASKS[0])
    with open(path, "w") as file:
        file.write("mine")
    made.mark(TASKS[0], "passed")
    assert made.restore(TASKS[0]) == path + ".old"
    with open(path + ".old") as old, open(path, encoding="utf-8") as new:
        assert (old.read(), new.read()) == ("mine", TASKS[0].stub)
    assert made.state(TASKS[0]).state == "open"
    os.remove(path)
    assert made.restore(TASKS[0]) is None
    assert os.path.exists(path)


def test_a_copy_is_found_here_above_and_below(made, monkeypatch):
    assert courses.find().folder == "course"
    os.makedirs("course/deep/deeper")
    monkeypatch.chdir("course/deep/deeper")
    assert os.path.samefile(courses.find().folder, "../..")
    monkeypatch.chdir("../..")
    assert courses.find().folder == "."
    monkeypatch.chdir("..")
    courses.start("second")
    with pytest.raises(CourseError, match=r"several courses here \(course, second\)"):
        courses.find()
    assert courses.find("second").folder == "second"
    with pytest.raises(CourseError, match="no folder that learn start has made"):
        courses.find("third")


def test_without_a_copy_one_is_told_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="learn start FOLDER makes one"):
        courses.find()


def test_a_task_is_found_by_every_name_that_one_would_give_it(made):
    for name in ("03_law_transpose", "03", "3", "law_transpose", "03_law_transpose.py", os.path.join("course", "03_law_transpose.py")):
        assert made.task(name).name == "03_law_transpose"
    with pytest.raises(CourseError, match=r"there is no exercise '03_law_transpos' \(did you mean '03_law_transpose'\?\)"):
        made.task("03_law_transpos")
