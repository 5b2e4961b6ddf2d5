"""Teaching: every number of a training step beside its formula and the line of the core that computes it.

    page = purenn.explain(net, x, y, loss, learning_rate=0.5)
    print(page)
"""

from __future__ import annotations

from .explanation import explain
from .page import Page
from .worksheets import Worksheet, worksheet

__all__ = ["Page", "Worksheet", "explain", "worksheet"]
