"""Right code never fails: the suite again and again, each time with other random numbers.

    python3 tests/benchmarks/seeds.py               seeds 1 to 200
    python3 tests/benchmarks/seeds.py --seeds 5     seeds 1 to 5
    python3 tests/benchmarks/seeds.py --from 50     seeds 50 to 200

A seed decides which examples Hypothesis draws, and where the library's own generator starts before each test. Every tenth
seed runs the whole suite, but for the tests of the command line and of planted bugs, which name their seeds; the others run
what Hypothesis draws examples for. Ends with status 1 if a test failed, and says with which seed.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = ["tests/cli", "tests/test_mutants.py"]


def run(seed):
    """Run the suite with a seed; return the seed, whether all passed, and what pytest printed."""
    environment = dict(os.environ, PURENN_PROFILE="seeds", PURENN_SEED=str(seed), PYTHONDONTWRITEBYTECODE="1")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=%d" % seed]
    command += ["--ignore=%s" % path for path in LEFT_OUT]
    if seed % 10:
        command += ["-m", "hypothesis"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return seed, done.returncode == 0, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="the last seed")
    parser.add_argument("--from", type=int, default=1, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    options = parser.parse_args()
    start, failed = time.time(), []
    with ThreadPoolExecutor(options.jobs) as pool:
        for seed, passed, printed in pool.map(run, range(options.first, options.seeds + 1)):
            print("seed %d: %s (%d s)" % (seed, printed.strip().splitlines()[-1], time.time() - start), flush=True)
            if not passed:
                failed.append(seed)
                print(printed, flush=True)
    count = options.seeds - options.first + 1
    print("%d seeds, %s" % (count, "no failure" if not failed else "FAILURES with %s" % failed))
    return 1 if failed or count < 1 else 0


if __name__ == "__main__":
    sys.exit(main())
