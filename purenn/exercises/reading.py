"""Read a learner's laws without running them: which of them can never fail?"""

from __future__ import annotations

import ast
import warnings
from typing import Any, Iterator, List


def toothless(source: str) -> List[str]:
    """Say of each law that can never fail what is missing in it; of no law that may fail by way of a helper.

    Example:
        >>> toothless("def law_a(f, draw):\\n    return f(1) == 2")
        ['your law_a returns a value, which nobody looks at: say it with assert']
        >>> toothless("def law_b(f, draw):\\n    f(1) == 2")
        ['your law_b has no assert, so it can never fail']
        >>> toothless("def law_c(f, draw):\\n    assert f(1) == 2")
        []
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a learner's backslashes; the process that ran the file has said it
            return _toothless(ast.parse(source).body)
    except RecursionError:  # a law nested so deeply that it is better read by nobody
        return []


def _toothless(body: List[Any]) -> List[str]:
    laws = [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("law")]
    if any([_can_fail(node) for node in body if node not in laws]):
        return []
    return [_missing(law) for law in laws if not _can_fail(law)]


def _can_fail(node: Any) -> bool:
    return any([isinstance(part, ast.Raise) or (isinstance(part, ast.Assert) and not _always_true(part)) for part in ast.walk(node)])


def _always_true(statement: ast.Assert) -> bool:
    return isinstance(statement.test, ast.Tuple) and bool(statement.test.elts)


def _missing(law: ast.FunctionDef) -> str:
    if any([isinstance(part, ast.Assert) for part in ast.walk(law)]):
        return "your %s has an assert with brackets around the condition and the text, which is always true: leave them out" % law.name
    if any([isinstance(part, ast.Return) and part.value is not None for part in _own(law.body)]):
        return "your %s returns a value, which nobody looks at: say it with assert" % law.name
    return "your %s has no assert, so it can never fail" % law.name


def _own(statements: List[Any]) -> Iterator[Any]:
    """Yield the parts of a function, but not those of functions within it."""
    for statement in statements:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield from _own([part for part in ast.iter_child_nodes(statement) if not isinstance(part, ast.Lambda)])
