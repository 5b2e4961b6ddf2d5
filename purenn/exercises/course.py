"""A learner's own copy: a folder with a file for each task, and a plain text file that remembers the place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Dict, List, Optional

from ..data.errors import did_you_mean
from .tasks import Task, all_tasks

PROGRESS = "progress.txt"
FIRST = "purenn learn 1: where you are; one line for each exercise, its state and how many hints you have seen"
CHECKED = "checked last: "
STATES = ("open", "passed", "skipped")


class CourseError(ValueError):
    """What is asked for cannot be done here, in words."""


@dataclass
class State:
    """How far one task is."""

    state: str = "open"
    hints: int = 0


class Course:
    """One learner's folder."""

    def __init__(self, folder: str, tasks: Optional[List[Task]] = None) -> None:
        self.folder = folder
        self.tasks = all_tasks() if tasks is None else tasks
        self.states: Dict[str, State] = {}
        self.checked = ""  # the name of the task that was graded last
        self._read()

    def path(self, task: Task) -> str:
        """Return where the learner writes."""
        return os.path.join(self.folder, task.file)

    def state(self, task: Task) -> State:
        """Return how far a task is."""
        return self.states.setdefault(task.name, State())

    def current(self) -> Optional[Task]:
        """Return the first task that is open; where all are done, the first that was skipped."""
        for state in ("open", "skipped"):
            for task in self.tasks:
                if self.state(task).state == state:
                    return task
        return None

    def task(self, name: str) -> Task:
        """Return a task by its name, its number or its file.

        Errors:   CourseError  there is none of this name
        """
        name = os.path.basename(name)
        wanted = name[:-3] if name.endswith(".py") else name
        for task in self.tasks:
            number, _, rest = task.name.partition("_")
            if wanted in (task.name, number, number.lstrip("0"), rest):
                return task
        near = did_you_mean(wanted, [task.name for task in self.tasks])
        raise CourseError("there is no exercise %r%s; learn list shows them" % (name, near))

    def mark(self, task: Task, state: str) -> None:
        """Write down what has become of a task."""
        self.state(task).state = state
        self.save()

    def last(self) -> Optional[Task]:
        """Return the task that was graded last, or the one that the learner is at."""
        for task in self.tasks:
            if task.name == self.checked:
                return task
        return self.current()

    def save(self) -> None:
        """Write the file anew, whole or not at all."""
        names = [task.name for task in self.tasks] + [name for name in self.states if name not in [task.name for task in self.tasks]]
        rows = ["%s %s %d" % (name, self.states[name].state, self.states[name].hints) for name in names if name in self.states]
        path = os.path.join(self.folder, PROGRESS)
        last = [CHECKED + self.checked] if self.checked else []
        _write(path + ".new", "\n".join([FIRST, *last, *rows]) + "\n")
        os.replace(path + ".new", path)

    def restore(self, task: Task) -> Optional[str]:
        """Give the learner the stub again; what was there is kept beside it, under the name that is returned."""
        path, kept = self.path(task), None
        if os.path.exists(path):
            kept = path + ".old"
            os.replace(path, kept)
        _write(path, task.stub)
        self.state(task).hints = 0
        self.mark(task, "open")
        return kept

    def _read(self) -> None:
        with open(os.path.join(self.folder, PROGRESS), encoding="utf-8", errors="replace") as file:
            for line in file:
                words = line.split()
                if line.startswith(CHECKED):
                    self.checked = line[len(CHECKED) :].strip()
                # What somebody has written into it, or what an editor has lost, is left out: the place is found again.
                if len(words) == 3 and words[1] in STATES and words[2].isdigit():
                    self.states[words[0]] = State(words[1], int(words[2]))


def start(folder: str) -> Course:
    """Make a new copy.

    Errors:   CourseError  there is one already, or a file that would be overwritten
    """
    tasks = all_tasks()
    os.makedirs(folder, exist_ok=True)
    for name in [PROGRESS, *[task.file for task in tasks]]:
        if os.path.exists(os.path.join(folder, name)):
            raise CourseError("%s is there already; nothing was changed" % os.path.join(folder, name))
    for task in tasks:
        _write(os.path.join(folder, task.file), task.stub)
    _write(os.path.join(folder, PROGRESS), FIRST + "\n")
    course = Course(folder, tasks)
    course.save()
    return course


def find(folder: Optional[str] = None) -> Course:
    """Return the copy in a folder, or without one that in the working folder, above it, or directly below it.

    Errors:   CourseError  there is none, or more than one
    """
    if folder is not None:
        if not _is_course(folder):
            raise CourseError("%s is no folder that learn start has made" % folder)
        return Course(folder)
    here = os.getcwd()
    while not _is_course(here):
        above = os.path.dirname(here)
        if above == here:
            return Course(_below())
        here = above
    return Course(os.path.relpath(here))


def _below() -> str:
    found = [name for name in sorted(os.listdir()) if _is_course(name)]
    if len(found) > 1:
        raise CourseError("there are several courses here (%s): say which with --folder" % ", ".join(found))
    if not found:
        raise CourseError("there is no course here: python3 -m purenn learn start FOLDER makes one, and --folder FOLDER says where one is")
    return found[0]


def _is_course(folder: str) -> bool:
    try:
        with open(os.path.join(folder, PROGRESS), encoding="utf-8", errors="replace") as file:
            return file.read(len("purenn learn")) == "purenn learn"
    except OSError:
        return False


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
