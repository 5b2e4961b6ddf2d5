"""A child without a process: the same wire and the same worker, in a thread of this one, for tests that ask about neither isolation nor limits."""

import os
import threading
from pathlib import Path

from purenn.exercises import search
from purenn.exercises.functions import examine
from purenn.exercises.laws import Hunt
from purenn.exercises.process import Child
from purenn.exercises.tasks import all_tasks
from purenn.exercises.wire import LostError, RemoteError, Wire, WireError
from purenn.exercises.worker import Worker, WorkerWire

ROOT = Path(__file__).resolve().parents[2]
TASKS = all_tasks(str(ROOT / "examples" / "exercises"))
NAMES = [task.name for task in TASKS]


def wires():
    """Return the two ends of a wire: the checker's and the learner's."""
    (here, there), (back, forth) = os.pipe(), os.pipe()
    checker = Wire(os.fdopen(back, "rb"), os.fdopen(there, "wb"))
    return checker, WorkerWire(os.fdopen(here, "rb"), os.fdopen(forth, "wb"), faithful=True)


def serve(wire):
    try:
        wire.serve()
    except (LostError, WireError):
        try:
            wire.outgoing.close()
        except OSError:  # what was not sent yet has nowhere to go
            pass


class LocalChild(Child):
    """The checker's view of a process that is none."""

    def __init__(self, filename):
        self.deadline, self.limit, self.late, self.stormy = None, 5.0, False, False
        self.wire, worker = wires()
        worker.filename = filename
        worker.leave(Worker())
        self.worker, self.thread = worker, threading.Thread(target=serve, args=(worker,), daemon=True)
        self.thread.start()

    def output(self):
        return ""

    def close(self):
        self.wire.outgoing.close()
        self.thread.join()
        for stream in (self.wire.incoming, self.worker.incoming):
            stream.close()


class DirectChild(LocalChild):
    """Without a wire too: a law and what it is about in one process call each other a hundred times as fast."""

    def __init__(self, filename):
        self.worker, self.wire = WorkerWire(None, None, faithful=True), Wire(None, None)
        self.worker.filename = filename

    def ask(self, method, *values):
        try:
            return getattr(Worker(), method)(*values)
        except Exception as error:
            raise RemoteError(*self.worker.described(error)) from None

    def close(self):
        pass


def grade(task, source, cases=search.CASES, seed=42):
    """Grade as `purenn.exercises.grading.grade` does with the own search, but without processes."""

    def find(test, seed, _=0):
        return search.search(test, seed, cases)

    if task.is_law:
        return Hunt(task, lambda: DirectChild(task.file), find, seed).verdict(source)
    return examine(task, lambda: LocalChild(task.file), find, seed, source)
