"""Teaching: every number of a training step beside its formula and the line of the core that computes it; and pictures.

    page = purenn.explain(net, x, y, loss, learning_rate=0.5)
    print(page)
    purenn.plot_history(history).save("loss.svg")
"""

from __future__ import annotations

from .explanation import explain
from .page import Page
from .pictures import Picture, plot_activation, plot_boundary, plot_history
from .worksheets import Worksheet, worksheet

__all__ = ["Page", "Picture", "Worksheet", "explain", "plot_activation", "plot_boundary", "plot_history", "worksheet"]
