"""What a report is about: a trained network, its History, and the rows that it is measured on."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Sequence, Tuple

from ...callbacks import History
from ...data.targets import probability
from ...metrics import classes


class Run(NamedTuple):
    """A training that is over, and what the network now says about some rows.

    `data` is a Dataset, and `outputs` is what the network gives for its rows. `white` is the value of full ink where the rows
    are square images, and 0 where they are not. `ended` says in words why training ended before its last epoch, if it did.
    """

    title: str
    settings: Sequence[Tuple[str, str]]
    network: Any
    history: History
    epochs: int
    data: Any
    outputs: Any
    held_out: bool = True
    white: float = 0.0
    ended: str = ""

    @property
    def rows(self) -> str:
        """What the rows are called that it is measured on."""
        return "held-out rows" if self.held_out else "training rows"

    @property
    def classifies(self) -> bool:
        """Whether the targets are classes, and not measurements."""
        return bool(self.data.class_names)

    def said(self) -> List[int]:
        """Return the class numbers that the network gives."""
        return classes(self.outputs)

    def wrong(self) -> List[int]:
        """Return which rows it takes for another class, the surest mistake first."""
        said = self.said()
        mistakes = [s for s, true in enumerate(self.data.Y) if said[s] != true]
        return sorted(mistakes, key=lambda s: -probability(self.outputs[s], said[s]))

    def furthest(self) -> List[int]:
        """Return the rows of a measurement, the one that it misses by most first."""
        return sorted(range(len(self.data)), key=lambda s: -abs(self.outputs[s][0] - self.data.Y[s]))


def whole_epochs(history: History, ended: str = "") -> History:
    """Return a copy of a History without an epoch that lacks a number, as an interrupt can leave one.

    Example:
        >>> history = History()
        >>> history.loss += [0.5, 0.25]
        >>> history.validation_loss += [0.75]
        >>> len(whole_epochs(history))
        1
    """
    count = min([len(values) for _, values in history.columns()])
    whole = History()
    whole.loss, whole.validation_loss = history.loss[:count], history.validation_loss[:count]
    whole.metrics = {name: values[:count] for name, values in history.metrics.items()}
    whole.stopped = history.stopped or ended
    return whole
