"""Teaching: every number of a training step beside its formula and the line of the core that computes it; and pictures.

    page = purenn.explain(net, x, y, loss, learning_rate=0.5)
    print(page)
    purenn.plot_history(history).save("loss.svg")
"""

from __future__ import annotations

from .doctor import Doctor
from .explanation import explain
from .page import Page
from .pictures import (
    HistogramRecorder,
    Picture,
    plot_activation,
    plot_boundary,
    plot_confusion,
    plot_hidden_units,
    plot_histograms,
    plot_history,
    plot_network,
    plot_optimizers,
)
from .worksheets import Worksheet, worksheet

__all__ = [
    "Doctor", "HistogramRecorder", "Page", "Picture", "Worksheet", "explain", "plot_activation", "plot_boundary", "plot_confusion", "plot_hidden_units",
    "plot_histograms", "plot_history", "plot_network", "plot_optimizers", "worksheet",
]  # fmt: skip
