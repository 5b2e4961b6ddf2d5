"""Progress: one line redrawn in place on a terminal, one plain line for each epoch anywhere else."""

from __future__ import annotations

import time
from typing import Any, Callable

from ..training import Callback
from .numbers import epoch_line, pairs
from .screen import Screen

REDRAWN_EVERY = 0.1  # seconds


class Progress(Callback):
    """Show how far the training is; every number shown is one of History's."""

    def __init__(self, screen: Screen, clock: Callable[[], float] = time.monotonic) -> None:
        self.screen = screen
        self.clock = clock
        self.started = self.drawn = clock()
        self.is_open = False

    def on_start(self, training: Any) -> None:
        self.started = self.clock()
        self._draw(training, 0.0)

    def on_batch(self, training: Any) -> None:
        if self.screen.is_terminal and self.clock() - self.drawn >= REDRAWN_EVERY:
            self._draw(training, (training.epoch - 1 + training.samples_done / training.samples) / training.epochs)

    def on_epoch(self, training: Any) -> None:
        if not self.screen.is_terminal:
            self.screen.line(epoch_line(training.history, training.epochs))
        else:
            self._draw(training, training.epoch / training.epochs)

    def finish(self) -> None:
        """Leave the line as it is and go on below it, also when the training was interrupted."""
        if self.is_open:
            self.screen.write("\n")
            self.is_open = False

    def _draw(self, training: Any, done: float) -> None:
        if not self.screen.is_terminal:
            return
        self.drawn = self.clock()
        text = " " + self._numbers(training, done)
        width = max(5, min(30, self.screen.width - 1 - len(text)))
        # One column stays free: a terminal that is written full goes to the next line.
        self.screen.write("\r" + (bar(done, width, self.screen) + text).ljust(self.screen.width - 1)[: self.screen.width - 1])
        self.is_open = True

    def _numbers(self, training: Any, done: float) -> str:
        parts = ["%d/%d epochs" % (len(training.history), training.epochs)]
        parts += pairs(training.history)[:2]
        elapsed = self.clock() - self.started
        if done >= 1:
            parts.append("in " + duration(elapsed))
        elif done > 0:
            parts.append(duration(elapsed / done * (1 - done)) + " left")
        return "  ".join(parts)


def bar(done: float, width: int, screen: Screen) -> str:
    """Draw a bar that is filled as far as the work is done.

    Example:
        >>> import io
        >>> bar(0.5, 8, Screen(io.TextIOWrapper(io.BytesIO(), "ascii")))
        '[###---]'
    """
    full, empty, left, right = ("\u2588", "\u2591", "", "") if screen.shows("\u2588\u2591") else ("#", "-", "[", "]")
    room = width - len(left + right)
    filled = int(done * room + 0.5)
    return left + full * filled + empty * (room - filled) + right


def duration(seconds: float) -> str:
    """Say a time in the unit that fits.

    Example:
        >>> duration(7.34), duration(75), duration(4000)
        ('7.3 s', '1 min 15 s', '1 h 06 min')
    """
    if seconds < 59.95:
        return "%.1f s" % seconds
    minutes, rest = divmod(int(seconds + 0.5), 60)
    return "%d min %02d s" % (minutes, rest) if minutes < 60 else "%d h %02d min" % divmod(minutes, 60)
