"""Grade a function: its checks call the learner's code, case after case, and judge the values that come back."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping

from .authoring import WrongError
from .draws import Draw, Source
from .process import Child, EndedError
from .search import Search, Test, replay
from .tasks import Task
from .verdicts import PASSED, WRONG, NotThereError, Verdict, ended, not_loaded, trouble
from .wire import Remote, RemoteError
from .words import exactly, listed, shown


class Code:
    """What the learner's file defines, as the checks see it: code.dot(a, b)."""

    def __init__(self, things: Mapping[str, Any], file: str) -> None:
        self._things, self._file = things, file
        self.changes = False

    def __getattr__(self, name: str) -> Called:
        if name not in self._things or not isinstance(self._things[name], Remote):
            raise NotThereError("there is no %s in %s" % (name, self._file))
        return Called(self._things[name], name, self)


class Called:
    """A function or an object of the learner's; what it is given must be the same afterwards."""

    def __init__(self, remote: Remote, name: str, code: Code) -> None:
        vars(self).update(_remote=remote, _name=name, _code=code)

    def __call__(self, *values: Any) -> Any:
        before = copied(values)
        try:
            result = self._remote(*[value._remote if isinstance(value, Called) else value for value in values])
        except RemoteError as error:
            error.function = error.function or self._name
            raise
        if not self._code.changes:
            self._unchanged(before, values)
        return self._wrapped(result, self._name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._wrapped(getattr(self._remote, name), name)
        except RemoteError as error:
            error.function = error.function or self._name
            raise

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._remote, name, value)

    def __repr__(self) -> str:
        return repr(self._remote)

    def _wrapped(self, value: Any, name: str) -> Any:
        return Called(value, name, self._code) if isinstance(value, Remote) else value

    def _unchanged(self, before: Any, values: Any) -> None:
        for old, new in zip(before, values):
            if isinstance(old, (list, dict)) and old != new:
                write = exactly if shown(old) == shown(new) else shown
                raise WrongError("your %s changes the list that it is given: it was %s and is %s afterwards" % (self._name, write(old), write(new)))


def copied(value: Any) -> Any:
    """Copy lists, tuples and dictionaries, and what is in them.

    Example:
        >>> m = [[1.0]]
        >>> copied(m) == m, copied(m)[0] is m[0]
        (True, False)
    """
    if isinstance(value, list):
        return [copied(part) for part in value]
    if isinstance(value, tuple):
        return tuple([copied(part) for part in value])
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return value


def examine(task: Task, open_child: Callable[[], Child], search: Search, seed: int, source: str) -> Verdict:
    """Grade the text of a learner's file; where it prints, what it printed for the case that is shown is what counts."""
    with open_child() as child:
        examination = Examination(task, child, search, seed)
        verdict = examination.verdict(source)
        verdict.printed = child.output()
    if verdict.printed and examination.failed:
        with open_child() as child:
            Examination(task, child, search, seed).again(source, *examination.failed)
            verdict.printed = child.output()
    return verdict


class Examination:
    """The checks of one task, against one process with the learner's code."""

    def __init__(self, task: Task, child: Child, search: Search, seed: int) -> None:
        self.task, self.child, self.search, self.seed = task, child, search, seed
        self.case: Dict[str, Any] = {}
        self.failed: Any = ()

    def again(self, source: str, check: Any, choices: List[int]) -> None:
        """Call the learner's code for one case only."""
        try:
            code = Code(self.child.load(source, self.task.file, self.task.allowed), self.task.file)
            replay(self._test(check, code), choices)
        except (RemoteError, EndedError):
            pass

    def verdict(self, source: str) -> Verdict:
        """Try one check after the other, until one fails."""
        try:
            things = self.child.load(source, self.task.file, self.task.allowed)
        except RemoteError as error:
            return not_loaded(error, self.task.file)
        except EndedError as error:
            return ended(error)
        try:
            return self._checked(Code(things, self.task.file))
        except EndedError as error:
            return ended(error, listed(self.case))
        except NotThereError as error:
            return Verdict(WRONG, [str(error)])

    def _checked(self, code: Code) -> Verdict:
        tried: List[int] = []
        for check in self.task.checks:
            found = self.search(self._test(check, code), self.seed)
            if found.failure is not None:
                self.failed = check, found.choices
                return Verdict(found.failure[0], [found.failure[1]])
            if not found.tried:
                raise ValueError("%s: the check %s rejects all its cases" % (self.task.name, check.__name__))
            tried.append(found.tried)
        return Verdict(PASSED, ["passed: %d cases" % sum(tried)])

    def _test(self, check: Any, code: Code) -> Test:
        def test(source: Source) -> Any:
            self.case = dict(check.case(Draw(source)))
            code.changes = check.changes
            try:
                self.child.within(lambda: check(code, **copied(self.case)))
            except WrongError as wrong:
                return WRONG, self._sentence(str(wrong))
            except RemoteError as error:
                word = "open" if error.kind == "NotImplementedError" else WRONG
                return word, self._sentence(trouble(error, error.function or "code"))
            except (EndedError, NotThereError):
                raise
            except Exception as error:  # a number where the check wanted an object, say: it is not the checker that is wrong
                return WRONG, self._sentence("your code gives something that cannot be used here (%s: %s)" % (type(error).__name__, error))
            return None

        return test

    def _sentence(self, words: str) -> str:
        return "for %s %s" % (listed(self.case), words) if self.case else words
