"""Grade one task of one learner: which kind it is, which search is used, and what was printed on the way."""

from __future__ import annotations

import os
from typing import Dict, Optional

from . import hypothesis_search, search
from .functions import examine
from .laws import Hunt
from .process import LIMIT, Child
from .search import Search
from .tasks import Task
from .verdicts import OPEN, Verdict

SEED = 42
LONGEST = 100000  # characters of a learner's file
ENGINES = ("own", "hypothesis")
SEARCHES: Dict[str, Search] = {"own": search.search, "hypothesis": hypothesis_search.search, "table": search.first}


def usual_engine() -> str:
    """Return which search is used where nobody has chosen one: Hypothesis where it is installed."""
    return "hypothesis" if hypothesis_search.available() else "own"


def grade(task: Task, source: str, seed: int = SEED, engine: Optional[str] = None, limit: float = LIMIT, decoys: int = 0) -> Verdict:
    """Grade the text of a learner's file."""
    finder = SEARCHES[engine or usual_engine()]

    def open_child() -> Child:
        return Child(task.file, bool(task.allowed), [os.path.dirname(task.folder)], limit)

    if task.is_law:
        return Hunt(task, open_child, finder, seed, decoys).verdict(source)
    if untouched(task, source):
        return Verdict(OPEN, ["%s is as you got it: nothing is written yet" % task.file])
    return examine(task, open_child, finder, seed, source)


def untouched(task: Task, source: str) -> bool:
    """Tell whether a file is as the learner got it."""
    return source.strip() == task.stub.strip()


def read_source(path: str) -> str:
    """Read a learner's file.

    Errors:   ValueError  it is not there, no plain file, too long, or no text
    """
    name = os.path.basename(path)
    if os.path.islink(path) or not os.path.isfile(path):
        raise ValueError("there is no file %s" % name)
    with open(path, "rb") as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise ValueError("%s is longer than %d bytes" % (name, LONGEST))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError("%s is not UTF-8 text: save it as UTF-8" % name) from None
