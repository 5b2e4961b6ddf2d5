"""For teachers: many copies, one table. The tasks are those of this installation, whatever lies in the copies.

Of a copy nothing is used but the text of the files that hold answers: no progress file, no checks, no modules. All tasks are read before the first
copy is looked at, and afterwards the installation has to be what it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from typing import Dict, Iterator, List, Sequence, Tuple

from .grading import SEED, grade, read_source, untouched
from .process import LIMIT, ROOT
from .tasks import Task, find_folder
from .verdicts import OPEN, PASSED

Row = Dict[str, str]
DECOYS = 3


class TamperedError(ValueError):
    """Somebody has changed the checker's files meanwhile."""


def grade_copies(folders: Sequence[str], tasks: Sequence[Task], seed: int = SEED, limit: float = LIMIT) -> Iterator[Row]:
    """Yield a row for each copy: its name, how many tasks it has passed, and a word for every task.

    Errors:   TamperedError  the installation has changed while a copy was graded; rows of later copies would be worth nothing
    """
    for task in tasks:
        if task.is_law:
            task.right(), task.wrong()
    seal = digest()
    known: Dict[Tuple[str, str], str] = {}
    for folder in folders:
        words = {task.name: _word(task, os.path.join(folder, task.file), seed, limit, known) for task in tasks}
        if digest() != seal:
            raise TamperedError("the files of this installation were changed while %s was graded: nothing that follows would count" % folder)
        passed = sum([word == PASSED for word in words.values()])
        yield {"copy": folder, "passed": str(passed), "of": str(len(tasks)), **words}


def _word(task: Task, path: str, seed: int, limit: float, known: Dict[Tuple[str, str], str]) -> str:
    try:
        source = read_source(path)
    except (OSError, ValueError):
        return "missing" if not os.path.lexists(path) else "unreadable"
    if untouched(task, source):
        return OPEN
    if (task.name, source) not in known:  # what two have handed in alike is graded once
        known[task.name, source] = grade(task, source, seed, "table", limit, DECOYS).word
    return known[task.name, source]


def digest() -> str:
    """Return a fingerprint of everything that grading rests on: the package and the tasks."""
    content = hashlib.sha256()
    for folder in (os.path.join(ROOT, "purenn"), find_folder()):
        for place, folders, names in os.walk(folder):
            folders[:] = sorted([name for name in folders if name != "__pycache__"])
            for name in sorted(names):
                path = os.path.join(place, name)
                content.update(path.encode("utf-8", "surrogateescape") + b"\0")
                with open(path, "rb") as file:
                    content.update(hashlib.sha256(file.read()).digest())
    return content.hexdigest()


def table(rows: Sequence[Row], tasks: Sequence[Task]) -> str:
    """Write rows as CSV; the names of copies are written so that no spreadsheet takes one for a formula."""
    text = io.StringIO()
    names: List[str] = ["copy", "passed", "of", *[task.name for task in tasks]]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "copy": harmless(row["copy"])})
    return text.getvalue()


def harmless(name: str) -> str:
    """Return a name that is text in every spreadsheet.

    Example:
        >>> harmless("ada"), harmless("=1+1")
        ('ada', "'=1+1")
    """
    return "'" + name if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
