"""Pictures without a plotting library: SVG for browsers and letters for terminals, from the standard library alone.

    purenn.plot_history(history).save("loss.svg")
    print(purenn.plot_activation(purenn.Tanh()))
"""

from __future__ import annotations

from .activation import plot_activation
from .boundary import plot_boundary
from .chart import Chart
from .history import plot_history
from .picture import Picture

__all__ = ["Chart", "Picture", "plot_activation", "plot_boundary", "plot_history"]
