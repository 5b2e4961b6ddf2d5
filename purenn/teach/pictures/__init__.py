"""Pictures without a plotting library: SVG for browsers and letters for terminals, from the standard library alone.

    purenn.plot_history(history).save("loss.svg")
    print(purenn.plot_activation(purenn.Tanh()))
"""

from __future__ import annotations

from .activation import plot_activation
from .boundary import plot_boundary
from .chart import Chart
from .confusion import plot_confusion
from .graph import plot_network
from .hidden import plot_hidden_units
from .histograms import HistogramRecorder, plot_histograms
from .history import plot_history
from .optimizers import plot_optimizers
from .picture import Picture

__all__ = [
    "Chart", "HistogramRecorder", "Picture", "plot_activation", "plot_boundary", "plot_confusion", "plot_hidden_units", "plot_histograms",
    "plot_history", "plot_network", "plot_optimizers",
]  # fmt: skip
