"""Callbacks: look on while a network trains, keep its history, stop it in time."""

from .shapes import require_range, require_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Tuple


class TrainingError(ArithmeticError):
    """Say why training cannot go on. `history` holds the epochs before; the network has their weights."""

    history: "Any" = None


class History:
    """Keep the numbers of every epoch, as lists with one entry an epoch.

    `loss` is the mean over the samples trained on (for a loss that is a sum: the sum), each computed before
    the update that it led to. `validation_loss` is that of the validation data after the epoch, and empty
    without any. `metrics` holds the same for each metric by its name, on the outputs that were trained on,
    and as "validation_..." on the validation data.
    """

    def __init__(self) -> "None":
        self.loss: "List[float]" = []
        self.validation_loss: "List[float]" = []
        self.metrics: "dict[str, List[float]]" = {}
        self.stopped = ""  # why training ended before its last epoch, if it did

    def columns(self) -> "List[Tuple[str, List[float]]]":
        """Return (name, list) of everything that was recorded, the losses first and then by name.

        Example:
            >>> history = History()
            >>> history.loss.append(0.5)
            >>> history.columns()
            [('loss', [0.5])]
        """
        columns = [("loss", self.loss)]
        if self.validation_loss:
            columns.append(("validation_loss", self.validation_loss))
        return columns + [(name, self.metrics[name]) for name in sorted(self.metrics)]

    def plot(self) -> "Any":
        """Draw the losses and metrics, epoch by epoch: the picture that nn.plot_history(history) returns.

        `print(history.plot())` shows it with letters, `history.plot().save("loss.svg")` writes a file for browsers.

        Errors:   ImportError  pictures need a full Python, and this is a board
                  ValueError   there is no epoch yet
        """
        # The core knows no folder; the package's table of contents does, and loads it when it is asked.
        return __import__("purenn").plot_history(self)

    def __len__(self) -> "int":
        return len(self.loss)

    def __repr__(self) -> "str":
        last = ", ".join(["%s %s" % (name, _short(values[-1])) for name, values in self.columns() if values])
        return "History(%d epoch%s%s)" % (len(self.loss), "" if len(self.loss) == 1 else "s", ", at last " + last if last else "")


def _short(value: "Any") -> "str":
    """Write a number with 6 digits; a metric may be something else, such as a matrix."""
    try:
        return "%.6g" % value
    except TypeError:
        return str(value)


class Training:
    """What a callback sees of a run: the network, where it stands, and a way to stop it."""

    def __init__(self, network: "Any", optimizer: "Any", loss: "Any", epochs: "int", batches: "int", samples: "int") -> "None":
        self.network = network
        self.optimizer = optimizer
        self.loss = loss
        self.history = History()
        self.epochs = epochs
        self.batches = batches
        self.samples = samples
        self.epoch = 0  # number of the epoch, from 1
        self.batch = 0  # number of the batch within the epoch, from 1
        self.batch_loss = 0.0
        self.samples_done = 0  # how many samples of the epoch are done
        self.stopped = ""
        self.X: "Any" = None  # all samples, as the network takes them, to look at and not to change
        self.Y: "Any" = None  # their targets, as rows
        self.validation: "Any" = None  # the pair (X, Y) of the validation data, if there is any
        self.error: "Any" = None  # the TrainingError that ended training, if one did

    def stop(self, reason: "str" = "a callback asked to stop") -> "None":
        """End training after this batch or epoch."""
        self.stopped = reason or "a callback asked to stop"


class Callback:
    """Look on while a network trains: derive from it and define what you need of the four methods."""

    def on_start(self, training: "Training") -> "None":
        """Be called once, before the first epoch."""

    def on_batch(self, training: "Training") -> "None":
        """Be called after every batch."""

    def on_epoch(self, training: "Training") -> "None":
        """Be called after every epoch, when history has its numbers."""

    def on_end(self, training: "Training") -> "None":
        """Be called once, after the last epoch, also when training was stopped early; but not where a TrainingError ended it."""


class EveryEpoch(Callback):
    """A plain function as a callback: it is called after every epoch."""

    def __init__(self, function: "Any") -> "None":
        self.function = function

    def on_epoch(self, training: "Training") -> "None":
        self.function(training)


def watchers_of(callbacks: "Any") -> "List[Any]":
    """Return callbacks as objects: a plain function is called after every epoch."""
    return [c if hasattr(c, "on_epoch") else EveryEpoch(c) for c in callbacks]


class EarlyStopping(Callback):
    """Stop when the validation loss (without validation data: the loss) has not improved for a while.

    In the end the network gets the weights of its best epoch back, unless `restore` is False, or a TrainingError ends training:
    then it has those of the last epoch before it.

    Errors:   ValueError  patience is not a whole number of at least 1, or the improvement is negative
    Source:   L. Prechelt, Early Stopping - But When?, in Neural Networks: Tricks of the Trade, 1998, UP criterion
    Example:
        >>> EarlyStopping(patience=3).patience
        3
    """

    def __init__(self, patience: "int" = 10, improvement: "float" = 0.0, restore: "bool" = True) -> "None":
        patience = require_size(patience, "patience")
        require_range(improvement, "improvement", 0, None)
        self.patience = patience
        self.improvement = improvement
        self.restore = restore

    def on_start(self, training: "Training") -> "None":
        self.best: "Any" = None
        self.best_epoch = 0
        self._weights: "Any" = None

    def on_epoch(self, training: "Training") -> "None":
        history = training.history
        value = (history.validation_loss or history.loss)[-1]
        if self.best is None or value < self.best - self.improvement:
            self.best, self.best_epoch = value, training.epoch
            # Without validation data the loss is that of batches before their updates: the weights at hand, after
            # the last update, are the nearest to it.
            self._weights = copy_values(training.network)
        elif training.epoch - self.best_epoch >= self.patience:
            plural = "" if self.patience == 1 else "s"
            training.stop("no better loss for %d epoch%s, the best was epoch %d" % (self.patience, plural, self.best_epoch))

    def on_end(self, training: "Training") -> "None":
        if self.restore and self._weights is not None:
            restore_values(training.network, self._weights)


def copy_values(network: "Any") -> "List[List[float]]":
    """Return a copy of all values of a network, for restore_values."""
    return [values[:] for values in network.values()]


def restore_values(network: "Any", copies: "List[List[float]]") -> "None":
    """Put copied values back into the network, in place."""
    for values, copy in zip(network.values(), copies):
        values[:] = copy
