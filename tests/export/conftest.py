"""What the tests of purenn.export share stands beside this file."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Skip what needs a program that is not on this machine."""
    from machines import MissingError

    try:
        return (yield)
    except MissingError as missing:
        pytest.skip(str(missing))
