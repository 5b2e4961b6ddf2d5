"""Learn by doing: exercises that grade themselves, in a folder of your own.

  purenn learn start course    make the folder, with a file for each exercise
  purenn learn                 where you are, and what is next
  purenn learn check           grade the exercise you are at, or the one you name
  purenn learn watch           grade it again whenever you save the file (watch 03: always this one)
  purenn learn hint            a hint; ask again for a stronger one
  purenn learn skip            go on to the next one, and come back later
  purenn learn reset           start an exercise again; what you wrote is kept
  purenn learn list            all exercises, and how far you are
  purenn learn reveal m03      what is wrong with a version that your law does not kill, in the exercise you
                               checked last (reveal 19 m06: in another one)
  purenn learn solution        one way to do it
  purenn learn grade a b c     for teachers: a table (CSV) of many copies

The folder is looked for here, above and directly below; --folder names another.
The exit status of check is 0 if the exercise is passed, and 1 if it is not.
"""

from __future__ import annotations

import os
import textwrap
from argparse import ArgumentParser, Namespace
from typing import List, Optional

from ..exercises import course as courses
from ..exercises.course import Course, CourseError
from ..exercises.grading import ENGINES, SEED
from ..exercises.process import LIMIT
from ..exercises.tasks import Task
from ..exercises.words import cut
from .arguments import known, one_of, positive, seed_number
from .colour import BOLD, GREEN, painted
from .screen import Screen

ACTIONS = ("start", "check", "watch", "hint", "skip", "reset", "list", "reveal", "solution", "grade")


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.usage = "purenn learn [ACTION] [NAME ...] [options]"
    parser.add_argument("action", nargs="?", metavar="ACTION", help="one of: %s" % ", ".join(ACTIONS))
    parser.add_argument("names", nargs="*", metavar="NAME", help="an exercise (03, 03_law_transpose), a folder, or a version (m03)")
    parser.add_argument("--folder", metavar="FOLDER", help="your copy, where it is not found by itself")
    parser.add_argument("--seed", type=seed_number, default=SEED, metavar="N", help="the same seed tries the same cases (default: %d)" % SEED)
    parser.add_argument("--engine", type=one_of("engine", ENGINES), metavar="NAME", help="own, or hypothesis to look with both (default: both, if Hypothesis is installed)")
    parser.add_argument("--limit", type=positive, default=LIMIT, metavar="SECONDS", help="how long a call may take (default: %g)" % LIMIT)
    parser.add_argument("--out", metavar="FILE", help="grade: write the table to this file")


def run(options: Namespace, screen: Screen) -> int:
    """Do what is asked for."""
    if options.action is None:
        return place(courses.find(options.folder), screen)
    action = known(options.action, ACTIONS, "action")
    if action == "start":
        return _start(options, screen)
    if action == "grade":
        from .learn_grade import grade

        return grade(options, screen)
    course = courses.find(options.folder)
    if action in ("check", "watch"):
        from . import learn_check

        task = _named(course, options)
        if action == "check":
            return learn_check.check(course, task, options, screen)
        return learn_check.watch(course, options, screen, named=task if options.names else None)
    if action == "list":
        return _list(course, screen)
    if action == "reveal":
        return _reveal(course, options, screen)
    work = {"hint": _hint, "skip": _skip, "reset": _reset, "solution": _solution}[action]
    return work(course, _named(course, options), screen)


def place(course: Course, screen: Screen) -> int:
    """Say where the learner is and what to do next."""
    task = course.current()
    done = sum([course.state(other).state == "passed" for other in course.tasks])
    screen.line("%d of %d exercises passed" % (done, len(course.tasks)))
    if task is None:
        screen.line("All of them. Write a network, or a law that nobody has thought of.")
        return 0
    screen.text("%s  %s" % (painted(task.name, BOLD, screen), task.title))
    screen.line("open    %s" % course.path(task))
    screen.line("then    python3 -m purenn learn check    (or watch; if you are stuck: hint)")
    return 0


def _start(options: Namespace, screen: Screen) -> int:
    if len(options.names) != 1:
        raise CourseError("learn start wants the name of a new folder, such as: learn start course")
    course = courses.start(options.names[0])
    screen.line("made %s with %d exercises; everything you write stays in it" % (options.names[0], len(course.tasks)))
    return place(course, screen)


def _named(course: Course, options: Namespace) -> Task:
    """Return the exercise that is named, or the one that the learner is at."""
    if len(options.names) > 1:
        raise CourseError("one exercise at a time, but %d are named" % len(options.names))
    if options.names:
        return course.task(options.names[0])
    task = course.current()
    if task is None:
        raise CourseError("all exercises are passed: name the one you mean")
    return task


def _list(course: Course, screen: Screen) -> int:
    current = course.current()
    width = max([len(task.name) for task in course.tasks])
    for task in course.tasks:
        state = course.state(task).state
        mark = ">" if task is current else " "
        shown = painted(state.ljust(9), GREEN, screen) if state == "passed" else state.ljust(9)
        title = cut(task.title, screen.width - width - 14)
        screen.text("%s %s  %s%s" % (mark, task.name.ljust(width), shown, title))
    return 0


def _hint(course: Course, task: Task, screen: Screen) -> int:
    state = course.state(task)
    number = min(state.hints, len(task.hints) - 1)
    screen.line("%s, hint %d of %d%s" % (task.name, number + 1, len(task.hints), ", the last" if number + 1 == len(task.hints) else ""))
    for paragraph in task.hints[number].split("\n\n"):
        # What is indented is code, and stays as it is.
        screen.text(paragraph if paragraph.startswith(" ") else textwrap.fill(paragraph, min(screen.width, 100)))
    state.hints = number + 1
    course.save()
    return 0


def _skip(course: Course, task: Task, screen: Screen) -> int:
    if course.state(task).state == "passed":
        raise CourseError("%s is passed already" % task.name)
    course.mark(task, "skipped")
    screen.line("skipped %s; learn check %s grades it whenever you like" % (task.name, task.name[:2]))
    return place(course, screen)


def _reset(course: Course, task: Task, screen: Screen) -> int:
    kept = course.restore(task)
    screen.line("%s is as it was at the start%s" % (course.path(task), "; what you wrote is kept in %s" % kept if kept else ""))
    return 0


def _reveal(course: Course, options: Namespace, screen: Screen) -> int:
    labels = [name for name in options.names if name[:1] == "m" and name[1:].isdigit()]
    others = [name for name in options.names if name not in labels]
    task = (None if others else course.last()) or _named(course, Namespace(names=others))
    if not task.is_law:
        raise CourseError("%s has no hidden versions: there you write the function yourself" % task.name)
    if not labels:
        raise CourseError("say which version you want to see, such as: learn reveal m01")
    versions = task.wrong()
    for label in labels:
        known(label, [version.label for version in versions], "version")
    for version in versions:
        if version.label in labels:
            screen.line("%s, %s: %s" % (task.name, version.label, version.reason))
            screen.text(version.source)
    return 0


def _solution(course: Course, task: Task, screen: Screen) -> int:
    screen.line("%s: one way to do it" % task.name)
    screen.text(task.solution.rstrip("\n"))
    return 0


def next_line(course: Course, folder: Optional[str] = None) -> List[str]:
    """Say what comes next, in lines."""
    task = course.current()
    if task is None:
        return ["that was the last one: all exercises are passed"]
    return ["next: %s, %s" % (task.name, task.title), "open %s" % os.path.join(folder or course.folder, task.file)]
