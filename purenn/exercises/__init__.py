"""Exercises that grade themselves by properties: write the function, write the law, hunt the bug.

The tasks lie in examples/exercises, one folder each; what their checks.py is written with is named here. `python3 -m purenn learn`
shows them. What a learner writes runs in a process of its own (`process`, `worker`), is called over a wire that carries
nothing but values (`wire`, `values`), and is judged on this side of it (`functions`, `laws`).
"""

from __future__ import annotations

from .authoring import alike, check, claim, fail, is_number, right, same, wrong
from .draws import Draw
from .words import listed, shown

__all__ = ["Draw", "alike", "check", "claim", "fail", "is_number", "listed", "right", "same", "shown", "wrong"]
