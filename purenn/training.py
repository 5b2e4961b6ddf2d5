"""The training loop: forward, loss, backward, step, for every batch of every epoch.

`train` is the whole of it. It works with anything that has forward, backward, predict and parameters.
"""

from .linalg import ShapeError, is_finite, is_row, matrix, require_finite, require_range, require_size, vector
from .rng import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, List, Optional, Sequence, Tuple

    from .optimizers import Optimizer
    from .rng import Random


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

    def __len__(self) -> "int":
        return len(self.loss)

    def __repr__(self) -> "str":
        last = ", ".join(["%s %.6g" % (name, values[-1]) for name, values in self.columns() if values])
        return "History(%d epochs%s)" % (len(self.loss), ", at last " + last if last else "")


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

    def stop(self, reason: "str" = "a callback asked to stop") -> "None":
        """End training after this batch or epoch."""
        self.stopped = reason


class Callback:
    """Look on while a network trains: derive from it and define what you need of the four methods."""

    def on_start(self, training: "Training") -> "None":
        """Be called once, before the first epoch."""

    def on_batch(self, training: "Training") -> "None":
        """Be called after every batch."""

    def on_epoch(self, training: "Training") -> "None":
        """Be called after every epoch, when history has its numbers."""

    def on_end(self, training: "Training") -> "None":
        """Be called once, after the last epoch, also when training was stopped early."""


class _EveryEpoch(Callback):
    """A plain function as a callback: it is called after every epoch."""

    def __init__(self, function: "Any") -> "None":
        self.function = function

    def on_epoch(self, training: "Training") -> "None":
        self.function(training)


class EarlyStopping(Callback):
    """Stop when the validation loss (without validation data: the loss) has not improved for a while.

    In the end the network gets the weights of its best epoch back, unless `restore` is False.

    Errors:   ValueError  patience is not a whole number of at least 1, or the improvement is negative
    Source:   L. Prechelt, Early Stopping - But When?, in Neural Networks: Tricks of the Trade, 1998, UP criterion
    Example:
        >>> EarlyStopping(patience=3).patience
        3
    """

    def __init__(self, patience: "int" = 10, improvement: "float" = 0.0, restore: "bool" = True) -> "None":
        require_size(patience, "patience")
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
            # `loss` was computed before the updates of its epoch, `validation_loss` after them; either way
            # the weights at hand are the nearest to the loss that was measured.
            self._weights = copy_values(training.network.parameters())
        elif training.epoch - self.best_epoch >= self.patience:
            training.stop("no better loss for %d epochs, the best was epoch %d" % (self.patience, self.best_epoch))

    def on_end(self, training: "Training") -> "None":
        if self.restore and self._weights is not None:
            restore_values(training.network.parameters(), self._weights)


def copy_values(parameters: "Any") -> "List[List[float]]":
    """Return a copy of all parameter values, for restore_values."""
    return [values[:] for values, _ in parameters]


def restore_values(parameters: "Any", copies: "List[List[float]]") -> "None":
    """Put copied values back into the parameters, in place."""
    for (values, _), copy in zip(parameters, copies):
        values[:] = copy


def train(
    network: "Any",
    X: "Any",
    Y: "Any",
    loss: "Any",
    optimizer: "Optimizer",
    epochs: "int" = 1,
    batch_size: "Optional[int]" = None,
    shuffle: "bool" = True,
    validation: "Optional[Tuple[Any, Any]]" = None,
    callbacks: "Sequence[Any]" = (),
    metrics: "Sequence[Any]" = (),
    rng: "Optional[Random]" = None,
) -> "History":
    """Train a network and return the History; `Network.fit` says what the arguments mean."""
    X, Y = check_samples(network, X, Y, "X", "Y")
    if validation is not None:
        validation = check_samples(network, validation[0], validation[1], "validation X", "validation Y")
    require_size(epochs, "epochs")
    if batch_size is not None:
        require_size(batch_size, "batch_size")
    size = len(X) if batch_size is None else min(batch_size, len(X))
    training = Training(network, optimizer, loss, epochs, -(-len(X) // size), len(X))
    watchers = [c if hasattr(c, "on_epoch") else _EveryEpoch(c) for c in callbacks]
    network.history = training.history  # so that nothing is lost when training is interrupted
    good = copy_values(network.parameters())
    for watcher in watchers:
        watcher.on_start(training)
    try:
        for training.epoch in range(1, epochs + 1):
            order = resolve(rng).shuffle(range(len(X))) if shuffle and size < len(X) else None
            train_epoch(training, batches(X, Y, size, order), watchers, metrics)
            weights = copy_values(network.parameters())
            require_finite_weights(training, weights)
            if validation is not None:
                record_validation(training, validation, metrics)
            good = weights
            optimizer.epoch += 1
            for watcher in watchers:
                watcher.on_epoch(training)
            if training.stopped:
                break
    except TrainingError as error:
        restore_values(network.parameters(), good)
        error.history = training.history
        raise
    training.history.stopped = training.stopped
    for watcher in watchers:
        watcher.on_end(training)
    return training.history


def train_epoch(training: "Training", epoch_batches: "Any", watchers: "Sequence[Any]", metrics: "Sequence[Any]") -> "None":
    """Go through the batches once: forward, loss, backward, step."""
    network, loss, optimizer = training.network, training.loss, training.optimizer
    is_sum = getattr(loss, "reduction", "mean") == "sum"
    total: "Any" = 0
    done = 0
    seen: "List[Tuple[Any, Any]]" = []
    for training.batch, (X, Y) in enumerate(epoch_batches, 1):
        try:
            A = network.forward_checked(X)
            value = loss(A, Y)
        except OverflowError:
            value = A = None
        if value is None or not is_finite(value):
            raise TrainingError(explain_divergence(training, X, value))
        network.backward(loss.gradient(A, Y))
        optimizer.step(network.parameters())

        total += value if is_sum else value * len(X)
        done += len(X)
        if metrics:
            seen.append((A, Y))
        if watchers:
            training.batch_loss, training.samples_done = value, done
            for watcher in watchers:
                watcher.on_batch(training)
        if training.stopped:
            break
    training.history.loss.append(total if is_sum else total / done)
    if metrics:
        record_metrics(training.history, metrics, [a for A, _ in seen for a in A], [y for _, Y in seen for y in Y], "")


def batches(X: "Any", Y: "Any", size: "int", order: "Optional[Sequence[int]]") -> "Iterator[Tuple[Any, Any]]":
    """Cut the samples, in the given order, into batches; the last one may be smaller, and none is left out.

    Shapes:   X [n][...]   Y [n][...]   each batch the same with at most `size` samples
    Example:
        >>> list(batches([[1], [2], [3]], [10, 20, 30], 2, [2, 0, 1]))
        [([[3], [1]], [30, 10]), ([[2]], [20])]
    """
    if order is None:
        if size >= len(X):
            yield X, Y
            return
        order = range(len(X))
    for start in range(0, len(X), size):
        chosen = order[start : start + size]
        yield [X[s] for s in chosen], [Y[s] for s in chosen]


def check_samples(network: "Any", X: "Any", Y: "Any", x_name: "str", y_name: "str") -> "Tuple[Any, Any]":
    """Return copies of inputs and targets that belong together and are finite.

    Errors:   ShapeError  X and Y differ in samples, or X does not fit the network
              ValueError  a number is NaN or infinite, or is no number
    """
    X = network.batch(X)
    if not is_row(Y) or len(Y) == 0:
        raise ShapeError("%s should be a list of targets, one for each sample of %s, but is %r" % (y_name, x_name, Y))
    Y = matrix(Y, y_name) if is_row(Y[0]) else vector(Y, y_name)
    if len(X) != len(Y):
        raise ShapeError("%s has %d samples, but %s has %d targets" % (x_name, len(X), y_name, len(Y)))
    require_finite(X, x_name)
    require_finite(Y, y_name)
    return X, Y


def record_validation(training: "Training", validation: "Tuple[Any, Any]", metrics: "Sequence[Any]") -> "None":
    """Add the loss and the metrics of the validation data to the history."""
    X, Y = validation
    A = training.network.predict(X)
    training.history.validation_loss.append(training.loss(A, Y))
    record_metrics(training.history, metrics, A, Y, "validation_")


def record_metrics(history: "History", metrics: "Sequence[Any]", A: "Any", Y: "Any", prefix: "str") -> "None":
    """Add the value of every metric to the history, under the name of its function."""
    for metric in metrics:
        name = prefix + getattr(metric, "__name__", "metric")
        history.metrics.setdefault(name, []).append(metric(A, Y))


def require_finite_weights(training: "Training", weights: "List[List[float]]") -> "None":
    """Stop training when an update has made a weight infinite or NaN.

    Errors:   TrainingError
    """
    if not is_finite(sum(map(sum, weights))):  # a sum is only finite if every part is
        training.history.loss.pop()
        for column in training.history.metrics.values():
            del column[len(training.history.loss) :]
        raise TrainingError(explain_divergence(training, None, None))


def explain_divergence(training: "Training", X: "Any", value: "Any") -> "str":
    """Say in which epoch and layer the numbers left the finite range, and the likely cause."""
    what = "a weight is" if X is None else "the loss is" if value is None else "the loss is %s, which is" % value
    where = first_bad_layer(training.network, X)
    cause = "the learning rate, %s, is probably too high" % training.optimizer.rate()
    if X is not None:
        low, high = value_range(X)
        if max(abs(low), abs(high)) > 20:
            cause = "the inputs of this batch range from %.4g to %.4g: scale them, for example with Scaler.standard; or %s" % (low, high, cause)
    return "training stopped in epoch %d: %s no longer finite, first in %s; %s. The network has the weights from before this epoch" % (
        training.epoch,
        what,
        where,
        cause,
    )


def first_bad_layer(network: "Any", X: "Any") -> "str":
    """Name the first layer with a weight, or an output for X, that is not finite."""
    for i, layer in enumerate(network.layers):
        name = "layers[%d] %r" % (i, layer)
        if not all([is_finite(v) for values, _ in layer.parameters() for v in values]):
            return "the weights of " + name
        if X is not None:
            try:
                X = layer.predict(X)
            except OverflowError:
                return "the outputs of " + name
            if not all([is_finite(v) for row in X for v in row]):
                return "the outputs of " + name
    return "the loss itself"


def value_range(X: "Any") -> "Tuple[float, float]":
    """Return the smallest and the largest number of a batch.

    Example:
        >>> value_range([[1.0, -2.0], [5.0, 0.0]])
        (-2.0, 5.0)
    """
    if is_row(X[0][0]):
        X = [row for image in X for row in image]
    return min(map(min, X)), max(map(max, X))
