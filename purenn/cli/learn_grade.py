"""learn grade: many copies, one table."""

from __future__ import annotations

import os
from argparse import Namespace

from ..exercises.copies import grade_copies, table
from ..exercises.course import CourseError
from ..exercises.tasks import all_tasks
from .files import check_outputs, write_file
from .screen import Screen


def grade(options: Namespace, screen: Screen) -> int:
    """Grade copies with the tasks of this installation and write the table, to a file or to the screen."""
    if not options.names:
        raise CourseError("learn grade wants the folders of the copies, such as: learn grade copies/ada copies/bob")
    for folder in options.names:
        if not os.path.isdir(folder):
            raise CourseError("there is no folder %s" % folder)
    check_outputs({"--out": options.out})
    tasks, rows = all_tasks(), []
    for row in grade_copies(options.names, tasks, options.seed, options.limit):
        rows.append(row)
        if options.out:
            screen.line("%s: %s of %s" % (row["copy"], row["passed"], row["of"]))
    text = table(rows, tasks)
    if not options.out:
        screen.document(text)
        return 0
    write_file(options.out, text)
    screen.line("saved %s" % options.out)
    return 0
