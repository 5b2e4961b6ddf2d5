"""Change the core in thousands of small ways with mutmut, and see whether the tests notice each.

    python3 tests/mutation/run.py [--fresh] [MODULE ...]

Without a MODULE, all of the core, quick ones first. Nothing is written into the checkout: each module has a scratch
folder, TMP/purenn-mutation/MODULE. What was killed there stays killed until its function changes; the survivors
are tried again at every run, and --fresh tries all of them. A mutant counts as killed only if the tests of its own area
see it, which TESTS names below. survivors.txt lists those that no test can see, each with the reason.

Needs a Python of at least 3.10 with mutmut 3, pytest and hypothesis. Ends with 1 if a survivor is not listed, or, in a
run over all modules, if less than 95 % of all mutants were killed (those that are the same program as before count too).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
HOUSE = FOLDER.parent.parent
SCRATCH = Path(tempfile.gettempdir()) / "purenn-mutation"
GOAL = 95  # per cent of all mutants
KILLED = (1, 3, 24, -24, 36, 152, 255)  # exit codes of a worker: a test failed, or it took many times as long as before

# Which files of tests/ have to kill the mutants of a module, where that is not test_MODULE.py alone.
TESTS = {
    "callbacks": ["test_training.py"],
    "clipping": ["test_optimizers.py"],
    "divergence": ["test_training.py"],
    "element_losses": ["test_losses.py"],
    "fixed_point": ["test_fixed_point.py", "test_packed.py"],
    "lanes": ["test_lanes.py", "test_packed.py"],
    "layer": ["test_layers.py", "test_activations.py"],
    "loading": ["test_storage.py", "test_packed.py"],
    "memory": ["test_streaming.py"],
    "metrics": ["test_metrics.py", "test_training.py"],
    "network": ["test_network.py", "test_storage.py", "test_streaming.py"],
    "packed_activations": ["test_packed_activations.py", "test_packed.py"],
    "packed_ends": ["test_packed_ends.py", "test_packed.py"],
    "packed_layers": ["test_packed_layers.py", "test_packed.py"],
    "packed_training": ["test_packed_training.py", "test_packed.py"],
    "storage": ["test_storage.py", "test_packed.py"],
    "samples": ["test_samples.py", "test_packed.py"],
    "schedules": ["test_optimizers.py"],
    "tiny_random": ["test_tiny.py"],
    "tiny_storage": ["test_tiny.py"],
    "__init__": ["test_package.py"],
}
# Tests that start a Python of their own, which knows nothing of mutants.
NOT = "loads_no_module or predicting_loads or loads_its_module or no_site_packages or star_import or dir_loads_nothing"

SETTINGS = """
[tool.mutmut]
source_paths = ["purenn"]
only_mutate = ["purenn/%s.py"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-k", "not (%s)"]
pytest_add_cli_args_test_selection = [%s]
timeout_multiplier = 2.5
timeout_constant = 4.0
use_git_change_detection = false
"""


def modules():
    """Return the names of all files of the core, small ones first."""
    files = [path for path in HOUSE.joinpath("purenn").glob("*.py") if path.stem != "__main__"]
    return [path.stem for path in sorted(files, key=lambda path: path.stat().st_size)]


def prepare(module, fresh):
    """Copy the checkout to the module's scratch folder, with the settings for mutmut; return the folder."""
    place = SCRATCH / module
    if fresh:
        shutil.rmtree(place, ignore_errors=True)
    forget(module, place)
    for name in ("purenn", "tests"):
        shutil.rmtree(place / name, ignore_errors=True)
        shutil.copytree(HOUSE / name, place / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    tests = ", ".join(['"tests/%s"' % name for name in TESTS.get(module, ["test_%s.py" % module])])
    place.joinpath("pyproject.toml").write_text(HOUSE.joinpath("pyproject.toml").read_text() + SETTINGS % (module, NOT, tests))
    return place


def forget(module, place):
    """Remove what mutmut would take for up to date: tests, and the mutants of a file that has changed; survivors are tried again."""
    mutants, name = place / "mutants", "purenn/%s.py" % module
    shutil.rmtree(mutants / "tests", ignore_errors=True)
    mutants.joinpath("mutmut-stats.json").unlink(missing_ok=True)
    before = place / name
    if before.exists() and before.read_bytes() != HOUSE.joinpath(name).read_bytes():
        mutants.joinpath(name).unlink(missing_ok=True)  # mutmut compares times, which say nothing where there are two checkouts
    if results_file(module).exists():
        known = json.loads(results_file(module).read_text())
        known["exit_code_by_key"] = {name: code if code in KILLED else None for name, code in known["exit_code_by_key"].items()}
        results_file(module).write_text(json.dumps(known))


def results_file(module):
    return SCRATCH / module / "mutants" / "purenn" / (module + ".py.meta")


def run(module, fresh):
    """Run mutmut on one module; return the exit code of every mutant by its name."""
    place = prepare(module, fresh)
    log = place / "log.txt"
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "1"]
    with log.open("w") as out:
        status = subprocess.call(command, cwd=place, stdout=out, stderr=out, env=dict(os.environ, PURENN_PROFILE="mutation"))
    if status:
        sys.exit("mutmut failed on %s, see the end of %s" % (module, log))
    return json.loads(results_file(module).read_text())["exit_code_by_key"]


def change(module, name):
    """Return a mutant as text that survives small changes of the code around it: its function, its old and new lines."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    before = os.getcwd()
    os.chdir(SCRATCH / module)
    try:
        diff = get_diff_for_mutant(name, path="purenn/%s.py" % module)
    finally:
        os.chdir(before)
    lines = [line[0] + " " + line[1:].strip() for line in diff.split("\n")[2:] if line[0] in "+-"]
    function = re.sub(r"__mutmut_\d+$", "", name).split(".")[-1].lstrip("x").replace("ǁ", ".").lstrip(".")
    function = function[1:] if "." not in function else function
    return "\n".join(["%s.%s" % (module, function)] + lines)


def listed():
    """Return the survivors of survivors.txt: the text of the change, and the reason why no test can see it."""
    known = {}
    for block in FOLDER.joinpath("survivors.txt").read_text().split("\n\n"):
        lines = [line for line in block.strip().split("\n") if line and not line.startswith("#")]
        if lines:
            known["\n".join([line for line in lines if not line.startswith("= ")])] = [line[2:] for line in lines if line.startswith("= ")]
    return known


def asked():
    """Return (modules, whether to start afresh) from the command line; say what is missing, if something is."""
    try:
        import hypothesis  # noqa: F401
        import mutmut  # noqa: F401
        import pytest  # noqa: F401
    except ImportError as error:
        sys.exit("this needs mutmut, pytest and hypothesis (python3 -m pip install mutmut pytest hypothesis): %s" % error)
    chosen = [name for name in sys.argv[1:] if name != "--fresh"]
    unknown = sorted(set(chosen) - set(modules()))
    if unknown:
        sys.exit("no module of the core: %s" % ", ".join(unknown))
    return chosen or modules(), "--fresh" in sys.argv


def table(chosen, fresh):
    """Run every module and print its row; return the texts of survivors and of those killed by the clock, and the total."""
    print("%-18s %8s %8s %9s %9s %8s %8s" % ("module", "mutants", "killed", "by clock", "survived", "per cent", "minutes"), flush=True)
    alive, slow, total = [], [], Counter()
    for module in chosen:
        start = time.time()
        codes = run(module, fresh)
        survivors = [change(module, name) for name, code in codes.items() if code not in KILLED]
        clocked = [change(module, name) for name, code in codes.items() if code in KILLED[2:]]
        row = Counter(mutants=len(codes), killed=len(codes) - len(survivors), clock=len(clocked), survived=len(survivors))
        print_row(module, row, "%8.1f" % ((time.time() - start) / 60))
        alive, slow, total = alive + survivors, slow + clocked, total + row
    print_row("all", total, "")
    return alive, slow, total


def print_row(name, row, minutes):
    share = 100 * row["killed"] / max(1, row["mutants"])
    print("%-18s %8d %8d %9d %9d %8.1f %s" % (name, row["mutants"], row["killed"], row["clock"], row["survived"], share, minutes), flush=True)


def main():
    chosen, fresh = asked()
    os.nice(10)
    alive, slow, total = table(chosen, fresh)
    known = listed()
    unlisted = [text for text in alive if not known.get(text)]
    stale = [text for text in known if text.split(".")[0] in chosen and text not in alive]
    for what, texts in (("killed by the clock, have a look", slow), ("in survivors.txt, but killed or gone", stale), ("not in survivors.txt", unlisted)):
        for text in texts:
            print("\n%s:\n%s" % (what, text))
    missed = len(chosen) == len(modules()) and total["killed"] * 100 < GOAL * total["mutants"]
    return 1 if unlisted or missed else 0


if __name__ == "__main__":
    sys.exit(main())
