"""Right code never fails: the suite again and again, each time with other random numbers.

    python3 tests/benchmarks/seeds.py               seeds 1 to 200
    python3 tests/benchmarks/seeds.py --seeds 5     seeds 1 to 5
    python3 tests/benchmarks/seeds.py --from 50     seeds 50 to 200

A seed decides which examples Hypothesis draws, and where the library's own generator starts before each test. What neither
is drawn by Hypothesis nor asks that generator for a number cannot come out otherwise with another seed: so the first seed
runs the whole suite and notes which tests ask, and the others run those and Hypothesis's. The tests of the command line and
of planted bugs name their seeds and are left out. A line on standard error for each seed; ends with status 1 if a test
failed.
"""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis.core
import pytest

ROOT = Path(__file__).resolve().parents[2]
UNLIKELY = 1000003000  # no test starts the generator from a number like this by itself
LEFT_OUT = ["tests/cli", "tests/test_mutants.py"]


def pytest_configure(config):
    """As a plugin of pytest: note which tests ask for a number, or run those with each seed, where that is known."""
    asking, seeds = Path(os.environ["PURENN_ASKING"]), [int(seed) for seed in os.environ["PURENN_SEEDS"].split()]
    config.pluginmanager.register(Chosen(asking, seeds) if asking.exists() else Noting(asking, seeds))


def written(item):
    """Return a test's name on one line."""
    return item.nodeid.replace("\n", "\\n")


class Run:
    """Run the suite once for each seed in one process, and say on standard error how each went."""

    def __init__(self, asking, seeds):
        self.asking, self.seeds = asking, seeds

    def pytest_runtestloop(self, session):
        gc.collect()
        gc.freeze()  # what pytest has collected need not be looked through for garbage again and again
        for seed in self.seeds:
            self.start, self.passed, self.failed = time.time(), 0, []
            os.environ["PURENN_SEED"] = str(UNLIKELY + seed)
            hypothesis.core.global_force_seed = seed  # as --hypothesis-seed does
            for item, following in zip(session.items, session.items[1:] + [None]):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.stderr.write("seed %d: %s\n" % (seed, self.outcome()))
        return True

    def pytest_runtest_logreport(self, report):
        self.passed += report.when == "call" and report.passed
        if report.failed:
            self.failed.append(report.nodeid)

    def outcome(self):
        failed = "%d FAILED (%s), " % (len(self.failed), ", ".join(self.failed)) if self.failed else ""
        return "%s%d passed in %d s" % (failed, self.passed, time.time() - self.start)


class Noting(Run):
    """Run everything, and write the names of the tests into a file that look at what the seed has put into the generator."""

    def __init__(self, asking, seeds):
        from purenn import rng

        super().__init__(asking, seeds)
        start, noting = rng.Random(UNLIKELY + seeds[0]).state, self

        class Watched(rng.Random):
            @property
            def state(self):
                noting.asked |= self.kept == start
                return self.kept

            @state.setter
            def state(self, value):
                self.kept = value

        self.asked = False
        rng._own.kept = rng._own.__dict__.pop("state")
        rng._own.__class__ = Watched

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        self.asked = False
        yield
        if self.asked:
            with self.asking.open("a", encoding="utf-8") as file:
                file.write(written(item) + "\n")


class Chosen(Run):
    """Run the tests that ask, and those that Hypothesis draws examples for."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        asking = set(self.asking.read_text(encoding="utf-8").splitlines())
        left_out = {item for item in items if not item.get_closest_marker("hypothesis") and written(item) not in asking}
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def run(seeds, folder):
    """Run the suite with some seeds, and show what pytest printed if a test failed; return whether all passed."""
    environment = dict(os.environ, PURENN_PROFILE="seeds", PURENN_SEEDS=" ".join(map(str, seeds)), PURENN_ASKING=str(folder / "asking.txt"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests are compiled once, and not for every process
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.benchmarks.seeds", "-p", "no:cacheprovider"]
    command += ["--ignore=%s" % path for path in LEFT_OUT]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="the last seed")
    parser.add_argument("--from", type=int, default=1, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    options = parser.parse_args()
    seeds = list(range(options.first, options.seeds + 1))
    if not seeds:
        parser.error("the last seed, %d, comes before the first, %d" % (options.seeds, options.first))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        right = run(seeds[:1], Path(folder))
        shares = [share for share in (seeds[1 + job :: options.jobs] for job in range(options.jobs)) if share]
        right = all([right, *pool.map(lambda share: run(share, Path(folder)), shares)])
    print("%d seeds, %s" % (len(seeds), "no failure" if right else "FAILURES, see above"))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
