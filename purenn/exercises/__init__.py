"""Exercises that grade themselves by properties: write the function, write the law, hunt the bug.

The tasks lie in examples/exercises, one folder each; what their checks.py is written with is named here. `python3 -m purenn learn`
shows them. What a learner writes runs in a process of its own (`process`, `worker`), is called over a wire that carries
nothing but values (`wire`, `values`), and is judged on this side of it (`functions`, `laws`).

A name loads on first use: the process of a learner's code needs none of them, and is started many times.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .authoring import alike, check, claim, fail, is_number, right, same, wrong
    from .draws import Draw
    from .words import listed, shown

__all__ = ["Draw", "alike", "check", "claim", "fail", "is_number", "listed", "right", "same", "shown", "wrong"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError("module 'purenn.exercises' has no attribute %r" % name)
    module = {"Draw": "draws", "listed": "words", "shown": "words"}.get(name, "authoring")
    return getattr(import_module("." + module, __name__), name)
