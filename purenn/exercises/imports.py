"""What a learner's file imports of purenn: no more than its stub does, since an exercise is to be written by hand."""

from __future__ import annotations

import ast
from typing import Iterator, List, Sequence, Tuple


def purenn_imports(tree: ast.AST) -> Iterator[Tuple[int, str]]:
    """Yield the line and the full name of everything that is imported from purenn.

    Example:
        >>> list(purenn_imports(ast.parse("from purenn.linalg import dot, add")))
        [(1, 'purenn.linalg.dot'), (1, 'purenn.linalg.add')]
    """
    for node in ast.walk(tree):
        names: List[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["%s.%s" % (node.module, alias.name) for alias in node.names]
        for name in names:
            if name.split(".")[0] == "purenn":
                yield node.lineno, name  # type: ignore[attr-defined]


def check_imports(tree: ast.AST, allowed: Sequence[str]) -> None:
    """Refuse an import of purenn that is not one of the allowed names.

    Errors:   ImportError
    """
    for line, name in purenn_imports(tree):
        if name not in allowed:
            given = "it gives you %s, no more" % ", ".join(allowed) if allowed else "this exercise is written without it"
            raise ImportError("line %d imports %s of purenn; %s" % (line, name, given))
