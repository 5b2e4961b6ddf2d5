"""learn check and learn watch: grade one exercise and say what came out."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from typing import Any, Callable, Optional

from ..exercises.course import Course, CourseError
from ..exercises.grading import grade, read_source, usual_engine
from ..exercises.tasks import Task
from ..exercises.verdicts import Verdict
from . import learn
from .colour import GREEN, RED, painted
from .screen import Screen

POLLED_EVERY = 0.3  # seconds
PRINTED_LINES = 15


def check(course: Course, task: Task, options: Namespace, screen: Screen) -> int:
    """Grade one exercise; 0 if it is passed, else 1."""
    engine = options.engine or usual_engine()
    verdict = _graded(course, task, options, engine)
    for line in printed_lines(verdict.printed):
        screen.line(line)
    for line in verdict.lines:
        screen.line(line)
    state = painted("passed", GREEN, screen) if verdict.passed else painted("not yet", RED, screen)
    screen.text("%s: %s  (%s, seed %d)" % (task.name, state, "own search and Hypothesis" if engine == "hypothesis" else "own search", options.seed))
    course.checked, before = task.name, course.state(task).state
    if not verdict.passed:
        if before == "passed":
            screen.line("it was passed before, and counts as open again")
        course.mark(task, "open" if before == "passed" else before)
        return 1
    course.mark(task, "passed")
    for line in learn.next_line(course):
        screen.line(line)
    return 0


def _graded(course: Course, task: Task, options: Namespace, engine: str) -> Verdict:
    path = course.path(task)
    try:
        source = read_source(path)
    except ValueError as error:
        advice = "; learn reset %s brings it back" % task.name if not os.path.lexists(path) else ""
        raise CourseError("%s%s" % (error, advice)) from error
    return grade(task, source, options.seed, engine, options.limit)


def printed_lines(text: str) -> Any:
    """Return what the learner's code printed, with a line above and below it, and not too much of it.

    Example:
        >>> printed_lines("a\\nb\\n")
        ['your code printed:', '  | a', '  | b']
    """
    lines = text.splitlines()
    shown = ["  | " + line[:160] for line in lines[:PRINTED_LINES]]
    more = ["  | ..."] if len(lines) > PRINTED_LINES else []
    return ["your code printed:", *shown, *more] if lines else []


def watch(course: Course, options: Namespace, screen: Screen, wait: Callable[[float], None] = time.sleep, named: Optional[Task] = None) -> int:
    """Grade the exercise that is named, or the one that the learner is at, whenever its file is saved, until all are passed or ctrl-C is pressed."""
    seen: Any = None
    screen.line("watching %s: save a file to have it graded, ctrl-C ends this" % (course.path(named) if named else course.folder))
    try:
        while True:
            task = named or course.current()
            if task is None:
                return 0
            state = (task.name, _stamp(course.path(task)))
            if state != seen and state[1] is not None:
                seen = state
                screen.line()
                _checked(course, task, options, screen)
            wait(POLLED_EVERY)
    except KeyboardInterrupt:
        screen.line()
        screen.line("no longer watching; python3 -m purenn learn shows where you are")
        return 0


def _checked(course: Course, task: Task, options: Namespace, screen: Screen) -> None:
    try:
        check(course, task, options, screen)
    except CourseError as error:  # half a file, while an editor is writing it: it will be there at the next look
        screen.line(str(error))


def _stamp(path: str) -> Optional[Any]:
    """Return what changes when a file is saved."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
