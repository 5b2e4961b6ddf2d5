"""The tasks: one folder each, in examples/exercises of a clone, or packed into an installed package."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from .imports import parsed, purenn_imports

HERE = os.path.dirname(os.path.abspath(__file__))
PLACES = (os.path.join(HERE, "tasks"), os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples", "exercises"))


class TaskError(ValueError):
    """There are no tasks here, or one of them is not as it should be."""


@dataclass(frozen=True)
class Version:
    """What a law is tried on: functions by name, a label, and for a wrong version the reason and its source."""

    label: str
    things: Dict[str, Any]
    reason: str = ""
    source: str = ""


class Task:
    """One exercise: everything in its folder, read once.

    The files are stub.py (what the learner gets; its docstring is the text), hints.md, solution.py and checks.py.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.name = os.path.basename(folder)
        self.file = self.name + ".py"
        self.stub, self.solution, self.source = [self._read(name) for name in ("stub.py", "solution.py", "checks.py")]
        self.hints = [hint.strip() for hint in self._read("hints.md").split("\n---\n")]
        self._space: Optional[Dict[str, Any]] = None

    @property
    def title(self) -> str:
        """The first line of the text."""
        return self.text.strip().split("\n")[0].rstrip(".")

    @property
    def text(self) -> str:
        """What the learner reads."""
        return ast.get_docstring(ast.parse(self.stub)) or ""

    @property
    def allowed(self) -> List[str]:
        """What a learner may import of purenn: what the stub does."""
        return [name for _, name in purenn_imports(parsed(self.stub))]

    @property
    def space(self) -> Dict[str, Any]:
        """The names of checks.py; it runs once, and nothing is written beside it."""
        if self._space is None:
            self._space = {"__name__": "purenn_exercise_%s" % self.name}
            exec(compile(self.source, os.path.join(self.folder, "checks.py"), "exec"), self._space)
        return self._space

    @property
    def checks(self) -> List[Any]:
        """The checks of a function, in their order; none, if the task is to write a law."""
        return [thing for thing in self.space.values() if hasattr(thing, "case") and hasattr(thing, "changes")]

    @property
    def is_law(self) -> bool:
        """Whether the learner writes a law."""
        return not self.checks

    def right(self) -> List[Version]:
        """Return the right versions, the first of them being the one that all wrong ones differ from."""
        first = {name: thing for name, thing in self.space.items() if _mark(thing, "first")}
        others = {name: thing for name, thing in self.space.items() if _mark(thing, "right_for") and name not in first}
        return [Version("right", first), *[Version(name, {**first, _mark(thing, "right_for"): thing}) for name, thing in others.items()]]

    def wrong(self) -> List[Version]:
        """Return the wrong versions."""
        first, tree = self.right()[0].things, ast.parse(self.source)
        found = []
        for node in tree.body:
            thing = self.space.get(getattr(node, "name", ""))
            if _mark(thing, "wrong_for"):
                name, source = getattr(node, "name", ""), ast.get_source_segment(self.source, node) or ""
                found.append(Version(name, {**first, _mark(thing, "wrong_for"): thing}, _mark(thing, "reason"), source))
        return found

    def _read(self, name: str) -> str:
        try:
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                return file.read()
        except (OSError, UnicodeError) as error:
            raise TaskError("the exercise %s is broken: %s cannot be read: %s" % (self.name, name, error)) from error


def _mark(thing: Any, name: str) -> Any:
    try:
        return vars(thing).get("_exercise_" + name)
    except TypeError:
        return None


def find_folder() -> str:
    """Return the folder with the tasks of this installation.

    Errors:   TaskError  only the package was copied, without its exercises
    """
    for place in PLACES:
        if os.path.isdir(place):
            return place
    raise TaskError("the exercises are not here: they lie in examples/exercises of a clone of purenn, and in the installed package (pip install)")


def all_tasks(folder: Optional[str] = None) -> List[Task]:
    """Return the tasks in their order, which is that of their names."""
    folder = folder or find_folder()
    names = sorted([name for name in os.listdir(folder) if name[:2].isdigit() and os.path.isdir(os.path.join(folder, name))])
    return [Task(os.path.join(folder, name)) for name in names]
