"""Plant known bugs in the code, one after the other, and show which tests notice.

    python3 tests/mutants/run.py                       # all of them
    python3 tests/mutants/run.py optimizers "log(0)"   # an area, or bugs whose name holds these words
    python3 tests/mutants/run.py --enough 3            # three tests that notice are enough: on with the next bug
    python3 tests/mutants/run.py --wide                # whole lines, with the names of all tests that notice
    python3 tests/mutants/run.py --enough 1 --remember # write into killers.txt which test noticed: next time it goes first

Each file beside this one is an area. Its TESTS say for each file of the package which files of the suite have to notice, its
BUGS are patches of the real code: a name, a file of the package, the text that stands there and the text that is put in its
place. The old text has to stand there exactly once; where it does not, the code has moved, and the command says so and ends.

Nothing is written: a patched module is compiled from its changed source as it is imported, in a process of its own. Tests
that train until something is learnt are left out, for they are no proof of anything; every other test of the area runs. With
`--enough 1`, a bug that killers.txt knows meets first only the test that noticed it last time, which saves most of the time; that
test proves nothing by standing there, and where it does not notice, all of the area run. What noticed has to pass on the code as
it is, or it is no proof: before the table, and after it where another test than that of last time has noticed.
"""

import argparse
import contextlib
import importlib
import importlib.abc
import importlib.util
import io
import multiprocessing
import os
import runpy
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, FrozenSet, List, NamedTuple, Tuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TRAINING = ("is_learnt", "are_learnt", "never_learn", "start_learns", "descend")  # words in the names of tests that train
NEVER = sys.maxsize
KILLERS = HERE / "killers.txt"  # area, bug and test in a line, with tabs between them
WIDTH = 120  # columns of the table
# For a session of pytest that asks one thing only: no cache, no traceback, and no garbage collected five times at its end.
QUICKLY = ["-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:unraisableexception"]


class Bug(NamedTuple):
    """One bug: patches of the code as (file, old text, new text), and the tests that have to notice."""

    area: str
    name: str
    patches: List[Tuple[str, str, str]]
    tests: List[str]


class Attempt(NamedTuple):
    """Files of the suite, and which of their tests run: those of a file, of a name, or with its parameters a single one; all without any."""

    files: List[str]
    only: FrozenSet[str] = frozenset()

    def has(self, place):
        """Tell whether the test at a place runs."""
        return not self.only or any(part in self.only for part in (place, place.split("[")[0], file_of(place)))


class Task(NamedTuple):
    """What a process does: plant these sources, and make one attempt after the other until enough tests have noticed."""

    sources: Dict[str, str]
    attempts: List[Attempt]
    enough: int = NEVER


class Outcome(NamedTuple):
    """The tests that failed, without their parameters, how many passed, what was wrong with the run itself, and the place of the first that failed."""

    killers: List[str]
    passed: int
    problem: str
    first: str = ""


class MovedError(Exception):
    """Say that a patch does not fit the code any more."""


# The bugs


def areas():
    """Return the names of the areas, in the order of their files."""
    return [path.stem for path in sorted(HERE.glob("*.py")) if path.name != "run.py"]


def bugs_of(area):
    """Read the bugs of one area."""
    module = runpy.run_path(str(HERE / (area + ".py")))
    return [Bug(area, name, patches(*spots), module["TESTS"][spots[0]]) for name, *spots in module["BUGS"]]


def patches(*spots):
    """Return (file, old, new) patches from file, old, new, and where there are several spots: old, new or file, old, new again."""
    found, rest, file = [], list(spots), ""
    while rest:
        if rest[0].endswith(".py"):
            file = rest.pop(0)
        found.append((file, rest.pop(0), rest.pop(0)))
    return found


def chosen(words):
    """Return the bugs of the areas that are named, and those whose name holds one of the words; all without any words."""
    names = areas()
    bugs = [bug for area in names for bug in bugs_of(area)]
    return [bug for bug in bugs if not words or any(word == bug.area or (word not in names and word in bug.name) for word in words)]


def patched(bug, package=ROOT / "purenn"):
    """Return the changed sources of a bug, by file.

    Errors:   MovedError  an old text is not there, or is there more than once
    """
    sources: Dict[str, str] = {}
    for file, old, new in bug.patches:
        source = sources.get(file) or (package / file).read_text(encoding="utf-8")
        if source.count(old) != 1:
            shown = "\n".join("    " + line for line in old.split("\n"))
            message = "%s, %r: the code has moved. purenn/%s holds this text %d times instead of once:\n%s"
            raise MovedError(message % (bug.area, bug.name, file, source.count(old), shown))
        sources[file] = source.replace(old, new)
    return sources


# One bug, in a process of its own


class Planted(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Import the changed sources in place of the files."""

    def __init__(self, sources):
        self.sources = {module_name(file): (str(ROOT / "purenn" / file), source) for file, source in sources.items()}

    def find_spec(self, name, path=None, target=None):
        if name not in self.sources:
            return None
        file = self.sources[name][0]
        folder = [os.path.dirname(file)] if file.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(name, file, loader=self, submodule_search_locations=folder)

    def get_source(self, name):
        return self.sources[name][1]

    def get_code(self, name):
        return compile(self.get_source(name), self.sources[name][0], "exec", dont_inherit=True)


def module_name(file):
    """Return the name under which a file of the package is imported."""
    parts = ["purenn", *file[: -len(".py")].split("/")]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Collector:
    """Be the plugin of pytest that chooses the tests, remembers what failed, and ends the run where enough has."""

    def __init__(self, attempt, enough):
        self.attempt, self.enough = attempt, enough
        self.failed, self.broken, self.passed, self.first = [], [], 0, ""

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if self.attempt.has(place_of(item.nodeid)) and not any(word in item.name for word in TRAINING)]

    def pytest_runtestloop(self, session):
        """Run the tests until enough have failed; pytest's own way to stop early shows a traceback of itself, which takes longer than most tests."""
        for item, following in zip(session.items, session.items[1:] + [None]):
            if len(self.failed) < self.enough:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return True

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.split("[")[0].split("::")[-1]
        if report.failed and name not in self.failed:
            self.failed.append(name)
            self.first = self.first or place_of(report.nodeid)
        self.passed += report.passed and report.when == "call"

    def pytest_collectreport(self, report):
        if report.failed:
            self.broken.append(report.nodeid)


def run(task):
    """Import the changed sources, run the tests on them, and return the Outcome."""
    sys.path.insert(0, str(ROOT))
    os.chdir(str(ROOT))
    planted = Planted(task.sources)
    sys.meta_path.insert(0, planted)
    try:
        for name in planted.sources:
            importlib.import_module(name)
    except Exception as error:
        return Outcome([], 0, "the patched code cannot be imported: %r" % error)
    return in_this_process(task)


def in_this_process(task):
    """Make one attempt after the other, until one notices; the last one counts where none does."""
    for attempt in task.attempts:
        outcome = tried(attempt, task.enough)
        if outcome.killers:
            break
    return outcome


def tried(attempt, enough):
    """Run tests, and return the Outcome."""
    import pytest

    collector = Collector(attempt, enough)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*QUICKLY, *["tests/" + file for file in attempt.files]], plugins=[collector])
    broken = "tests cannot be collected: %s" % ", ".join(collector.broken) if collector.broken else ""
    problem = broken or ("" if collector.passed or collector.failed else "no test ran")
    return Outcome(collector.failed, collector.passed, problem, collector.first)


def place_of(nodeid):
    """Return where a test stands, on one line: its file below tests/, its name and its parameters."""
    place = nodeid[len("tests/") :] if nodeid.startswith("tests/") else nodeid
    return place.replace("\n", "\\n").replace("\t", "\\t")


def file_of(place):
    return place.split("::")[0]


# All of them


def task_of(bug, enough, first=""):
    """Return the task of a bug: the test at the place `first` goes first, where its file is one that has to notice."""
    attempts = [Attempt(bug.tests)]
    if file_of(first) in bug.tests:
        attempts.insert(0, Attempt([file_of(first)], frozenset([first])))
    return Task(patched(bug), attempts, enough)


def without_a_bug(tasks):
    """Return the attempt of the code as it is: the tests that go first, and all where no test does."""
    firsts = [task.attempts[0] for task in tasks]
    files = list(dict.fromkeys([file for attempt in firsts for file in attempt.files]))
    if not any(attempt.only for attempt in firsts):
        return Attempt(files)
    return Attempt(files, frozenset([one for attempt in firsts for one in attempt.only or map(file_of, attempt.files)]))


def still_to_run(outcomes, before):
    """Return the attempt of the tests that noticed a bug and have not run on the code as it is."""
    others = [outcome.first for outcome in outcomes if outcome.first and not before.has(outcome.first)]
    return Attempt(sorted(set(map(file_of, others))), frozenset(others))


def not_sound(outcome):
    """Say what was wrong with tests on the code as it is; nothing where nothing was."""
    wrong = outcome.problem or ("these tests fail: %s" % ", ".join(outcome.killers) if outcome.killers else "")
    return "the code as it is, without any bug: %s" % wrong if wrong else ""


def remembered():
    """Return the place of the test that noticed a bug last time, by area and name; nothing where it was never written down."""
    lines = KILLERS.read_text(encoding="utf-8").splitlines() if KILLERS.exists() else []
    return {(area, name): test for area, name, test in [line.split("\t") for line in lines]}


def remember(bugs, outcomes):
    """Write down which test noticed each bug; of those that did not run now, what was known stays."""
    known = remembered()
    known.update({(bug.area, bug.name): outcome.first for bug, outcome in zip(bugs, outcomes) if outcome.first})
    there = {(bug.area, bug.name) for bug in chosen([])}
    text = "".join(["%s\t%s\t%s\n" % (*key, known[key]) for key in sorted(known) if key in there])
    KILLERS.write_bytes(text.encode("utf-8"))  # as bytes, so that lines end alike on every machine


def verdict(outcome, enough):
    """Say in a few words what became of a bug."""
    if outcome.problem:
        return "BROKEN: " + outcome.problem
    if not outcome.killers:
        return "SURVIVED %d tests" % outcome.passed
    more = "+" if len(outcome.killers) >= enough else ""
    return "%d%s: %s" % (len(outcome.killers), more, ", ".join(name[len("test_") :] for name in outcome.killers))


def row(area, name, text, width=WIDTH):
    """Return one row of the table, cut where it is too wide."""
    line = "%-12s %-56s %s" % (area, name, text)
    return line if len(line) <= width else line[: width - 3] + "..."


def summary(outcomes, seconds):
    """Return the last line: whether all bugs were killed."""
    broken = sum(1 for outcome in outcomes if outcome.problem)
    killed = sum(1 for outcome in outcomes if outcome.killers and not outcome.problem)
    if killed == len(outcomes):
        return "%d bugs, all killed, each by a test of its own area; %.0f s" % (killed, seconds)
    return "%d bugs, %d killed, %d SURVIVED, %d broken; %.0f s" % (len(outcomes), killed, len(outcomes) - killed - broken, broken, seconds)


def main(arguments=None):
    """Plant the bugs that are asked for; return 0 if all are killed."""
    parser = argparse.ArgumentParser(description="Plant known bugs and show which tests notice.")
    parser.add_argument("words", nargs="*", help="areas, or words of the names of bugs; all without any")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--enough", type=int, default=NEVER, help="how many tests have to notice before the rest need not run; all run without it")
    parser.add_argument("--remember", action="store_true", help="write down which test noticed each bug, for it to go first next time")
    parser.add_argument("--wide", action="store_true", help="print whole lines, with the names of all tests that notice")
    settings = parser.parse_args(arguments)
    start = time.monotonic()
    bugs = chosen(settings.words)
    if not bugs:
        print("no bug has such a name; the areas are %s" % ", ".join(areas()))
        return 2
    try:
        known = remembered() if settings.enough == 1 else {}
        tasks = [task_of(bug, settings.enough, known.get((bug.area, bug.name), "")) for bug in bugs]
    except MovedError as error:
        print(error)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(PURENN_PROFILE="planted", HYPOTHESIS_STORAGE_DIRECTORY=folder, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        sys.pycache_prefix, sys.dont_write_bytecode = folder, False  # what is unchanged is compiled once
        warm_up(folder)
        return plant(bugs, tasks, settings, start)


WARM_UP = """
import unittest.mock

from hypothesis import given, settings, strategies

@settings(derandomize=True)
@given(strategies.lists(strategies.floats()))
def test_anything(tmp_path_factory, numbers):
    assert not numbers
"""


def warm_up(folder):
    """Run a test of nothing, once: what pytest and Hypothesis load and find out as they begin is there in each process that is forked from this one."""
    import pytest

    file = Path(folder, "test_warm_up.py")
    file.write_text(WARM_UP, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*QUICKLY, "-c", os.devnull, "--rootdir", folder, str(file)])


def plant(bugs, tasks, settings, start):
    """Run the tests on the code as it is, then on each patched one, and print the table."""
    methods, before = multiprocessing.get_all_start_methods(), without_a_bug(tasks)
    with multiprocessing.get_context("fork" if "fork" in methods else None).Pool(settings.jobs, maxtasksperchild=1) as pool:
        checking = pool.apply_async(run, [Task({}, [before])])
        results = pool.imap(run, tasks, chunksize=1)
        sound = checking.get()
        if not_sound(sound):
            print(not_sound(sound))
            return 2
        print("the code as it is passes %d tests" % sound.passed)
        print(row("area", "bug", "killed by so many tests of its area"), flush=True)
        outcomes = []
        for bug, outcome in zip(bugs, results):
            outcomes.append(outcome)
            print(row(bug.area, bug.name, verdict(outcome, settings.enough), NEVER if settings.wide else WIDTH), flush=True)
        others = still_to_run(outcomes, before)
        sound = pool.apply(run, [Task({}, [others])]) if others.files else sound
        if not_sound(sound):
            print(not_sound(sound))
            return 2
    if settings.remember:
        remember(bugs, outcomes)
    print(summary(outcomes, time.monotonic() - start))
    return 0 if all(outcome.killers and not outcome.problem for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
