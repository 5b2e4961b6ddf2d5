"""What all tests share: the profiles of hypothesis, and the fresh start of the library's own generator."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

import purenn as nn

# "ci": the same examples on every run. "short": for people who work. "hunt": new examples on every run, many.
settings.register_profile("ci", derandomize=True, max_examples=50, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", parent=settings.get_profile("ci"), max_examples=10)
# "mutation": for tests/mutation/run.py, which only asks whether a test fails, not for the smallest example; "planted": for
# tests/mutants/run.py, which asks the same, and has few minutes for many bugs.
settings.register_profile("mutation", parent=settings.get_profile("short"), max_examples=20, phases=[Phase.explicit, Phase.generate])
settings.register_profile("planted", parent=settings.get_profile("mutation"), max_examples=10)
settings.register_profile("hunt", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("seeds", parent=settings.get_profile("ci"), max_examples=10, derandomize=False)  # see tests/benchmarks/seeds.py
PROFILE = os.environ.get("PURENN_PROFILE", "ci")
settings.load_profile(PROFILE)


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests marked `long` in the short profile too")


def pytest_collection_modifyitems(config, items):
    """Leave long tests out of the short profile, where everybody can see it.

    And let `-m hypothesis` find the tests too that try the laws of purenn.testing, which draw their examples inside.
    """
    leave_out = PROFILE == "short" and not config.getoption("--long")
    for item in items:
        if "laws" in item.nodeid or "tests/testing" in item.nodeid:
            item.add_marker("hypothesis")
        if leave_out and item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: left to the other profiles, or --long"))


@pytest.fixture(autouse=True)
def fresh_generator():
    """Start every test with the same numbers; no test depends on which ran before it."""
    nn.seed(int(os.environ.get("PURENN_SEED", "42")))


@pytest.fixture
def not_shrunk():
    """Leave failing examples as they were found, where a test plants a bug and only asks which law it breaks: shrinking takes most of the time."""
    profile = settings.default
    with_phases = settings(profile, phases=[phase for phase in profile.phases if phase in (Phase.explicit, Phase.generate)])
    settings.register_profile("not shrunk", parent=with_phases)
    settings.load_profile("not shrunk")
    yield
    settings.load_profile(PROFILE)
