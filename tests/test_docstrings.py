"""Every example in a docstring is run, as its reader would run it."""

import doctest
import importlib
import pkgutil

import pytest

import purenn

MODULES = sorted(name for _, name, _ in pkgutil.walk_packages(purenn.__path__, "purenn.") if not name.endswith("__main__"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    """An example that no longer says what the code does."""
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples():
    """A change of layout that hides the examples from doctest would make the test above pass with none."""
    found = [test for name in MODULES for test in doctest.DocTestFinder().find(importlib.import_module(name))]
    assert sum(len(test.examples) for test in found) > 100
