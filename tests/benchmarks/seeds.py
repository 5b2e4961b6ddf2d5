"""Right code never fails: the suite again and again, each time with other random numbers.

    python3 tests/benchmarks/seeds.py               seeds 1 to 200
    python3 tests/benchmarks/seeds.py --seeds 5     seeds 1 to 5
    python3 tests/benchmarks/seeds.py --from 50     seeds 50 to 200

A seed decides which examples Hypothesis draws, and where the library's own generator starts before each test. What neither
is drawn by Hypothesis nor asks that generator for a number cannot come out otherwise with another seed: so the first seed
runs the whole suite and notes which tests ask, and the others run those and Hypothesis's. The tests of the command line and
of planted bugs name their seeds and are left out. Ends with status 1 if a test failed, and says with which seed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNLIKELY = 1000003000  # no test starts the generator from a number like this by itself
LEFT_OUT = ["tests/cli", "tests/test_mutants.py"]


def pytest_configure(config):
    """As a plugin of pytest: note which tests ask for a number, or run those, where that is known."""
    asking = Path(os.environ["PURENN_ASKING"])
    config.pluginmanager.register(Chosen(asking) if asking.exists() else Noting(asking, int(os.environ["PURENN_SEED"])))


def written(item):
    """Return a test's name on one line."""
    return item.nodeid.replace("\n", "\\n")


class Noting:
    """Write the names of the tests into a file that look at what this run's seed has put into the library's generator."""

    def __init__(self, asking, seed):
        from purenn import rng

        start, noting = rng.Random(seed).state, self

        class Watched(rng.Random):
            @property
            def state(self):
                noting.asked |= self.kept == start
                return self.kept

            @state.setter
            def state(self, value):
                self.kept = value

        self.asking, self.asked = asking, False
        rng._own.kept = rng._own.__dict__.pop("state")
        rng._own.__class__ = Watched

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        self.asked = False
        yield
        if self.asked:
            with self.asking.open("a", encoding="utf-8") as file:
                file.write(written(item) + "\n")


class Chosen:
    """Run the tests that ask, and those that Hypothesis draws examples for."""

    def __init__(self, asking):
        self.asking = set(asking.read_text(encoding="utf-8").splitlines())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        left_out = {item for item in items if not item.get_closest_marker("hypothesis") and written(item) not in self.asking}
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def run(seed, folder):
    """Run the suite with a seed; return the seed, whether all passed, and what pytest printed."""
    environment = dict(os.environ, PURENN_PROFILE="seeds", PURENN_SEED=str(UNLIKELY + seed), PURENN_ASKING=str(folder / "asking.txt"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests are compiled once, and not for every seed
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.benchmarks.seeds", "-p", "no:cacheprovider", "--hypothesis-seed=%d" % seed]
    command += ["--ignore=%s" % path for path in LEFT_OUT]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return seed, done.returncode == 0, done.stdout


def results(seeds, jobs, folder):
    """Yield what run returns for each seed; the first one alone, since the others need its notes."""
    yield run(seeds[0], folder)
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda seed: run(seed, folder), seeds[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="the last seed")
    parser.add_argument("--from", type=int, default=1, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    options = parser.parse_args()
    seeds, start, failed = range(options.first, options.seeds + 1), time.time(), []
    if not seeds:
        parser.error("the last seed, %d, comes before the first, %d" % (options.seeds, options.first))
    with tempfile.TemporaryDirectory() as folder:
        for seed, passed, printed in results(seeds, options.jobs, Path(folder)):
            print("seed %d: %s (%d s)" % (seed, printed.strip().splitlines()[-1], time.time() - start), flush=True)
            if not passed:
                failed.append(seed)
                print(printed, flush=True)
    print("%d seeds, %s" % (len(seeds), "no failure" if not failed else "FAILURES with %s" % failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
