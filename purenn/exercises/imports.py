"""What a learner's file imports of purenn: no more than its stub does, since an exercise is to be written by hand."""

from __future__ import annotations

import _ast
from typing import Any, Iterator, List, Sequence, Tuple


def parsed(source: str, filename: str = "exercise") -> Any:
    """Parse a file; the module `ast` would do the same, but every process of an exercise would have to wait for it.

    Errors:   SyntaxError  it is no Python
    """
    return compile(source, filename, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)


def purenn_imports(tree: Any) -> Iterator[Tuple[int, str]]:
    """Yield the line and the full name of everything that is imported from purenn.

    Example:
        >>> list(purenn_imports(parsed("from purenn.linalg import dot, add")))
        [(1, 'purenn.linalg.dot'), (1, 'purenn.linalg.add')]
    """
    for node in _nodes(tree):
        names = []
        if isinstance(node, _ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, _ast.ImportFrom):
            names = ["%s.%s" % (node.module, alias.name) for alias in node.names]
        for name in names:
            if name.split(".")[0] == "purenn":
                yield node.lineno, name


def check_imports(tree: Any, allowed: Sequence[str]) -> None:
    """Refuse an import of purenn that is not one of the allowed names.

    Errors:   ImportError
    """
    for line, name in purenn_imports(tree):
        if name not in allowed:
            given = "it gives you %s, no more" % ", ".join(allowed) if allowed else "this exercise is written without it"
            raise ImportError("line %d imports %s of purenn; %s" % (line, name, given))


def _nodes(tree: Any) -> Iterator[Any]:
    """Yield all nodes of a tree, in the order of the text; without recursion, because some trees are very deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        below: List[Any] = []
        for name in node._fields:
            value = getattr(node, name, None)
            below += value if isinstance(value, list) else [value]
        waiting += [part for part in reversed(below) if isinstance(part, _ast.AST)]
