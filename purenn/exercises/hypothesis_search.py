"""A second search by Hypothesis, where it is installed, if the own one finds nothing: it looks in other places.

So whoever has Hypothesis never finds less than those who have not, and a teacher's table nothing that a learner could not have seen.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any, List, Optional, Sequence

from . import search as own
from .draws import RejectedError
from .search import CASES, LONGEST, Found, Test


def available() -> bool:
    """Tell whether Hypothesis is installed."""
    try:
        import hypothesis  # noqa: F401
    except Exception:  # a broken installation is none
        return False
    return True


class _FailedError(Exception):
    """One case failed: Hypothesis goes on to smaller ones."""


class _Drawn:
    """Choices that Hypothesis makes."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.made: List[int] = []
        self.stopped: Optional[BaseException] = None

    def choices(self, largest: Sequence[int]) -> List[int]:
        """Make a choice for each of the largest numbers."""
        return [self._choice(int(most)) for most in largest]

    def _choice(self, largest: int) -> int:
        from hypothesis import strategies

        if self.stopped or len(self.made) >= LONGEST:
            raise RejectedError
        try:
            value = self.data.draw(strategies.integers(0, largest))
        except BaseException as error:  # Hypothesis ends a case in its own way, which must not pass through the other process
            self.stopped = error
            raise RejectedError from None
        self.made.append(value)
        return int(value)


def search(test: Test, seed: int, cases: int = CASES) -> Found:
    """Search as ever, and where nothing fails, let Hypothesis look too."""
    found = own.search(test, seed, cases)
    if found.failure is None:
        tried = found.tried
        found = by_hypothesis(test, seed, cases)
        found.tried += tried
    return found


def by_hypothesis(test: Test, seed: int, cases: int = CASES) -> Found:
    """Let Hypothesis look for a failing case, and shrink it."""
    import hypothesis

    _keep_out_of_this_folder()
    found = Found(0, engine="hypothesis")

    def run(data: Any) -> None:
        source = _Drawn(data)
        try:
            failure = test(source)
        except RejectedError:
            failure = None
            if not source.stopped:
                hypothesis.reject()
        if source.stopped:
            raise source.stopped
        found.tried += not found.failure
        if failure is not None:
            found.failure, found.choices = failure, source.made
            raise _FailedError

    phases = (hypothesis.Phase.generate, hypothesis.Phase.shrink)
    settings = hypothesis.settings(
        max_examples=cases, database=None, deadline=None, derandomize=False, phases=phases, verbosity=hypothesis.Verbosity.quiet,
        suppress_health_check=list(hypothesis.HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    try:
        hypothesis.seed(seed)(settings(hypothesis.given(hypothesis.strategies.data())(run)))()
    except (_FailedError, hypothesis.errors.HypothesisException):
        pass  # what failed last is the smallest; what failed once and then not (Flaky) has failed too
    return found


def _keep_out_of_this_folder() -> None:
    """Let Hypothesis keep its notes where they are in nobody's way."""
    from hypothesis.configuration import set_hypothesis_home_dir

    if "HYPOTHESIS_STORAGE_DIRECTORY" not in os.environ:
        set_hypothesis_home_dir(os.path.join(tempfile.gettempdir(), "purenn-hypothesis"))
