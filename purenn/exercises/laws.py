"""Grade a law: it has to hold for the right code, and to fail on each of a set of wrong versions.

The versions run on this side of the wire, and each meets the law in a fresh process, which cannot know which version it is
given and remembers none of the others. What the other side says counts for nothing by itself: a version is killed where the same
case fails twice, and holds for the right code.
"""

from __future__ import annotations

from random import SystemRandom
from typing import Any, Callable, Dict, List, Optional, Tuple

from .draws import RejectedError, Source
from .process import Child, EndedError
from .reading import toothless
from .search import Found, Search, replay
from .tasks import Task, Version
from .verdicts import PASSED, WRONG, Verdict, ended, not_loaded, trouble
from .wire import RemoteError
from .words import cut

Open = Callable[[], Child]


class Trial:
    """One version against the laws of one learner, in a process of its own."""

    def __init__(self, task: Task, version: Version, child: Child, source: str) -> None:
        self.task, self.version, self.child = task, version, child
        self.laws: Dict[str, Any] = {}
        for name, thing in child.load(source, task.file, task.allowed).items():
            if name.startswith("law"):
                self.laws[name] = thing

    def test(self, law: str) -> Callable[[Source], Any]:
        """Return a test for a search: does the law fail on this version?"""

        def test(source: Source) -> Any:
            try:
                self.child.ask("obey", self.laws[law], self.version.things, source)
            except RemoteError as error:
                if error.kind == "RejectedError":
                    raise RejectedError from None
                return error
            finally:
                self.child.wire.forget()
            return None

        return test


class Kill:
    """How a version was killed: by which law, with which choices, and the numbers of the case."""

    def __init__(self, law: str, found: Found) -> None:
        self.law, self.found = law, found

    def words(self) -> str:
        """Say it in words; what only Hypothesis has found, a teacher's table will not show."""
        only = "" if self.found.engine == "own" else " (by Hypothesis only; learn grade uses the own search, which finds nothing here)"
        return "killed by %s%s%s" % (self.law, _case(self.found.failure, ", with "), only)


class UnjustError(Exception):
    """A law has killed the right version."""

    def __init__(self, kill: Kill) -> None:
        super().__init__(kill.law)
        self.kill = kill


class Hunt:
    """All versions of one task against the laws of one learner."""

    def __init__(self, task: Task, open_child: Open, search: Search, seed: int, decoys: int = 0) -> None:
        self.task, self.open_child, self.search, self.seed, self.decoys = task, open_child, search, seed, decoys
        self.printed = ""

    def verdict(self, source: str) -> Verdict:
        """Try the right versions, then the wrong ones, then every kill on the right ones again."""
        verdict = self._verdict(source)
        verdict.printed = self.printed
        return verdict

    def _verdict(self, source: str) -> Verdict:
        try:
            for version in self.task.right():
                verdict = self._on_right(version, source)
                if verdict:
                    return verdict
            kills = self._kills(source)
            return self._on_right_again(list(kills.values()), source) or _table(self.task.wrong(), list(kills.values()), toothless(source))
        except UnjustError as error:
            return _unjust(error.kill.law, error.kill.found.failure)
        except RemoteError as error:
            return not_loaded(error, self.task.file)
        except EndedError as error:
            return ended(error)

    def _on_right(self, version: Version, source: str) -> Optional[Verdict]:
        with self.open_child() as child:
            try:
                trial = Trial(self.task, version, child, source)
                if not trial.laws:
                    return Verdict(WRONG, ["there is no law in %s: a function whose name starts with law" % self.task.file])
                for law in trial.laws:
                    found = self.search(trial.test(law), self.seed)
                    if found.failure is not None:
                        return _unjust(law, found.failure)
                    if not found.tried:
                        return Verdict(WRONG, ["your %s looks at no case at all: draw.assume turns every one of them away" % law])
            finally:
                self.printed = self.printed or child.output()
        return None

    def _kills(self, source: str) -> Dict[str, Any]:
        """Try the wrong versions, and the right one between them as often as there are decoys.

        The order is secret, and not that of a seed: a law that knows whose turn it is, by the clock or by the numbers of
        processes, would kill whatever stands between the first and the last.
        """
        wrong = self.task.wrong()
        order = wrong + [self.task.right()[0]] * self.decoys
        SystemRandom().shuffle(order)
        found: Dict[str, Any] = {}
        for version in order:
            kill = self._kill(version, source)
            if version.reason:
                found[version.label] = kill
            elif isinstance(kill, Kill):
                raise UnjustError(kill)
        return {version.label: found[version.label] for version in wrong}

    def _kill(self, version: Version, source: str) -> Any:
        try:
            with self.open_child() as child:
                trial = Trial(self.task, version, child, source)
                for law in trial.laws:
                    test = trial.test(law)
                    found = self.search(test, self.seed)
                    if found.failure is not None:
                        return Kill(law, found) if replay(test, found.choices) else "fails once, and then not, for the same case"
        except EndedError as error:
            return "your code " + error.sentence
        return ""

    def _on_right_again(self, kills: List[Any], source: str) -> Optional[Verdict]:
        with self.open_child() as child:
            trial = Trial(self.task, self.task.right()[0], child, source)
            for kill in kills:
                failure = replay(trial.test(kill.law), kill.found.choices) if isinstance(kill, Kill) else None
                if failure:
                    return _unjust(kill.law, failure)
        return None


def _unjust(law: str, error: RemoteError) -> Verdict:
    """Give the verdict on a law that does not hold for the right code."""
    if error.kind == "NotImplementedError":
        return Verdict("open", ["your %s is not written yet" % law])
    case = _case(error, "for ", " ")
    if error.kind == "AssertionError":
        place = error.place if isinstance(error.place, dict) else {}
        text = "%syour %s fails on the right code; line %s: %s" % (case, law, place.get("line"), place.get("text"))
        return Verdict(WRONG, [text + (" (%s)" % error.text if error.text else "")])
    return Verdict(WRONG, ["%son the right code %s" % (case, trouble(error, law))])


def _case(error: Any, before: str, after: str = "") -> str:
    """Write the numbers that the law had at hand when it failed; they are the child's words, so they are only shown."""
    place = error.place if isinstance(error.place, dict) else {}
    case = place.get("case") or []
    text = cut(", ".join(["%s = %s" % (name, value) for name, value in case]))
    return before + text + after if text else ""


def _table(wrong: List[Version], kills: List[Any], advice: List[str]) -> Verdict:
    """Say which versions are killed, and by what; not what is wrong with the others, but what is wrong with the laws."""
    rows: List[Tuple[str, str]] = []
    for version, kill in zip(wrong, kills):
        rows.append((version.label, kill.words() if isinstance(kill, Kill) else "still alive" + (": %s" % kill if kill else "")))
    alive = [version.label for version, kill in zip(wrong, kills) if not isinstance(kill, Kill)]
    total, dead = len(wrong), len(wrong) - len(alive)
    lines = ["%s  %s" % row for row in rows]
    if not alive:
        return Verdict(PASSED, [*lines, "killed %d of %d" % (dead, total)])
    return Verdict("%d of %d" % (dead, total), [*lines, *advice, "killed %d of %d; still alive: %s" % (dead, total, ", ".join(alive))])
