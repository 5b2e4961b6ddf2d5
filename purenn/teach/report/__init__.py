"""The report of a training: one page with its settings, its curves, what the network is worth, and where it is mistaken.

    purenn train --data iris --report report.html
"""

from __future__ import annotations

from .run import Run
from .write import write_report

__all__ = ["Run", "write_report"]
