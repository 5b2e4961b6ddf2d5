"""purenn.testing without Hypothesis: one plain ImportError, and nothing else of purenn notices."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import purenn as nn

ROOT = Path(nn.__file__).resolve().parent.parent
BLOCKED = "import sys; sys.path.insert(0, %r); sys.modules['hypothesis'] = None\n" % str(ROOT)
WORDS = "purenn.testing draws its examples with Hypothesis, which is not installed: pip install hypothesis"


def run(code):
    """Run code in a fresh Python without site-packages and without Hypothesis."""
    return subprocess.run([sys.executable, "-I", "-S", "-c", BLOCKED + code], capture_output=True, text=True, check=False, cwd="/")


@pytest.mark.parametrize("code", ["import purenn.testing", "from purenn.testing import quarters", "import purenn.testing.snippets"])
def test_without_hypothesis_the_error_says_what_to_install(code):
    """A traceback from the depths of a package, or two chained ones."""
    done = run(code)
    assert done.returncode == 1
    assert done.stderr.strip().split("\n")[-1] == "ImportError: " + WORDS
    assert done.stderr.count("Traceback") == 1


def test_the_table_says_it_too():
    """A name of the table that fails with another kind of error."""
    done = run("import purenn as nn\nassert 'testing' in dir(nn)\ntry:\n    nn.testing\nexcept ImportError as error:\n    print(error)")
    assert done.stdout.strip() == "purenn.testing cannot be loaded on this Python: " + WORDS


def test_everything_else_works_without_hypothesis():
    """A star import, or the core, that needs what only the tests need."""
    assert run("from purenn import *\nprint(Dense(1, 1), sigmoid(0.0))").stdout.strip() == "Dense(1, 1) 0.5"


def test_the_table_offers_it_where_hypothesis_is():
    assert nn.testing.quarters.__module__ == "purenn.testing.strategies"
    assert all(hasattr(nn.testing, name) for name in nn.testing.__all__)


def importing(pattern):
    """Return the files of the package in which a line begins so, by folder and name."""
    files = sorted((ROOT / "purenn").rglob("*.py"))
    return [path.relative_to(ROOT / "purenn").as_posix() for path in files if re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)]


def test_hypothesis_is_needed_in_this_folder_only():
    """A host-side folder that works on the machines of its authors only."""
    assert {name.split("/")[0] for name in importing(r"^(import|from) hypothesis")} == {"testing"}
    # Exercises search with Hypothesis where it is installed, and with their own search elsewhere: they ask first.
    assert set(importing(r"^[ \t]+(import|from) hypothesis")) == {"exercises/hypothesis_search.py", "testing/__init__.py"}
