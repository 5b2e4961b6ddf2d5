"""The training loop: forward, loss, backward, step, for every batch of every epoch.

`train` is what `Network.fit` does: check the data once, and then go round.
"""

from .callbacks import Callback, EarlyStopping, History, Training, TrainingError, copy_values, restore_values, watchers_of
from .rng import resolve
from .shapes import ShapeError, is_finite, is_row, matrix, require_finite, require_size, vector

__all__ = ["Callback", "EarlyStopping", "History", "Training", "TrainingError", "batches", "train", "train_epoch"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, List, Optional, Sequence, Tuple

    from .optimizers import Optimizer
    from .rng import Random


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
    rng: "Optional[Random]" = None,
    metrics: "Sequence[Any]" = (),
    run_epoch: "Any" = None,
) -> "History":
    """Train a network and return the History; `Network.fit` says what the arguments mean.

    A network that learns in another way brings its own `run_epoch`, in the place of `train_epoch`.
    """
    check_roles(loss, optimizer, callbacks, metrics)
    require_rate(optimizer)
    rng = resolve(rng)
    given, given_validation = Y, validation
    X, Y = check_samples(network, X, Y, loss)
    if validation is not None:
        validation = check_validation(network, validation, loss)
    recorder: "Any" = None
    if metrics:
        from .metrics import Recorder  # here, so that a board which measures nothing never loads it

        recorder = Recorder(metrics, given, given_validation)
    epochs = require_size(epochs, "epochs")
    if batch_size is not None:
        batch_size = require_size(batch_size, "batch_size")
    size = len(X) if batch_size is None else min(batch_size, len(X))
    if run_epoch is None:
        require_batches(network, len(X), size)
        run_epoch = train_epoch
    training = Training(network, optimizer, loss, epochs, -(-len(X) // size), len(X))
    training.X, training.Y, training.validation = X, Y, validation
    watchers = watchers_of(callbacks)
    network.history = training.history  # so that nothing is lost when training is interrupted
    good = copy_values(network)
    for watcher in watchers:
        watcher.on_start(training)
    try:
        for training.epoch in range(1, epochs + 1):
            order = rng.shuffle(range(len(X))) if shuffle and size < len(X) else None
            epoch_loss, seen = run_epoch(training, batches(X, Y, size, order), watchers, bool(metrics))
            weights = copy_values(network)
            record_epoch(training, epoch_loss, seen, validation, recorder, order)
            good = weights
            optimizer.epoch += 1
            for watcher in watchers:
                watcher.on_epoch(training)
            if training.stopped:
                break
    except TrainingError as error:
        restore_values(network, good)
        optimizer.forget()  # what it remembers may be infinite by now
        error.history, training.error = training.history, error
        raise
    training.history.stopped = training.stopped
    for watcher in watchers:
        watcher.on_end(training)
    return training.history


def train_epoch(training: "Training", epoch_batches: "Any", watchers: "Sequence[Any]", keep: "bool") -> "Tuple[Any, Any]":
    """Go through the batches once: forward, loss, backward, step.

    Return the loss of the epoch and, if `keep` says so, the pairs (outputs, targets) of its batches.
    """
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
            value = None
        if value is None or not is_finite(value):
            raise diverged(training, "the loss is", X)
        network.backward(loss.gradient(A, Y))
        optimizer.step(network.parameters())

        total += value if is_sum else value * len(X)
        done += len(X)
        if keep:
            seen.append((A, Y))
        if watchers:
            training.batch_loss, training.samples_done = value, done
            for watcher in watchers:
                watcher.on_batch(training)
        if training.stopped:
            break
    require_finite_weights(training, network.values())
    return (total if is_sum else total / done), seen


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


def require_batches(network: "Any", samples: "int", size: "int") -> "None":
    """Refuse, before any weight has moved, batches of which the last is too small for a layer such as BatchNorm.

    Errors:   ValueError
    """
    rest = samples % size or size
    for i, layer in enumerate(network.layers):
        if rest < layer.smallest_batch:
            raise ValueError(
                "layers[%d] %r learns from batches of at least %d samples, but with %d samples and a batch_size of %d the last batch has %d"
                % (i, layer, layer.smallest_batch, samples, size, rest)
            )


def check_roles(loss: "Any", optimizer: "Any", callbacks: "Any", metrics: "Any") -> "None":
    """Refuse a loss, an optimizer, callbacks or metrics that are something else, such as a class without brackets.

    Errors:   ValueError
    """
    if isinstance(loss, type) or not hasattr(loss, "gradient") or not callable(loss):
        raise ValueError("loss should be a loss, such as nn.MSE(), but is %r" % (loss,))
    if isinstance(optimizer, type) or not hasattr(optimizer, "step") or not hasattr(optimizer, "epoch"):
        raise ValueError("optimizer should be an optimizer, such as nn.Adam(), but is %r" % (optimizer,))
    for items, name in ((callbacks, "callbacks"), (metrics, "metrics")):
        if not is_row(items):
            raise ValueError("%s should be a list, but is %r" % (name, items))
    for callback in callbacks:
        if isinstance(callback, type) or not (hasattr(callback, "on_epoch") or callable(callback)):
            raise ValueError("a callback should be an object, such as nn.EarlyStopping(), or a function, but is %r" % (callback,))
    for metric in metrics:
        if isinstance(metric, type) or not callable(metric):
            raise ValueError("a metric should be a function, such as nn.accuracy, but is %r" % (metric,))


def require_rate(optimizer: "Any") -> "None":
    """Refuse a used optimizer whose schedule is over, since no weight would move.

    Errors:   ValueError
    """
    schedule = getattr(optimizer, "learning_rate", None)
    if optimizer.epoch > 0 and callable(schedule) and schedule(optimizer.epoch) == 0:
        raise ValueError(
            "the optimizer has trained for %d epochs, and the rate of its schedule %r is 0 from there on: make a new optimizer to train on" % (optimizer.epoch, schedule)
        )


def check_samples(network: "Any", X: "Any", Y: "Any", loss: "Any") -> "Tuple[Any, Any]":
    """Return copies of inputs and targets that belong together, are finite, and suit the network and the loss.

    The targets come back as the rows that the loss makes of them, all at once, before the first weight has moved.

    Errors:   ShapeError  X and Y differ in samples, or do not fit the network
              ValueError  a number is NaN or infinite, is no number, or is not what the loss expects
    """
    X = network.batch(X)
    if isinstance(X[0], list):  # else they are prepared, and their numbers have been looked at
        require_finite(X, "X")
    if not is_row(Y) or len(Y) == 0:
        raise ShapeError("Y should be a list of targets, one for each sample of X, but is %r" % (Y,))
    Y = matrix(Y, "Y") if is_row(Y[0]) else vector(Y, "Y")
    if len(X) != len(Y):
        raise ShapeError("X has %d samples, but Y has %d targets" % (len(X), len(Y)))
    require_finite(Y, "Y")
    if hasattr(loss, "targets") and network.outputs is not None:
        Y = loss.targets([[0.0] * network.outputs] * len(Y), Y)
    return X, Y


def check_validation(network: "Any", validation: "Any", loss: "Any") -> "Tuple[Any, Any]":
    """Return copies of the validation data, checked like the others.

    Errors:   as check_samples has them; the message says that it speaks of the validation data
    """
    if not is_row(validation) or len(validation) != 2:
        raise ValueError("validation should be a pair (X, Y), but is %r" % (validation,))
    return check_part("in the validation data", network, validation[0], validation[1], loss)


def check_part(place: "str", network: "Any", X: "Any", Y: "Any", loss: "Any") -> "Tuple[Any, Any]":
    """Do check_samples on a part of the data; the message of an error begins with its place.

    Errors:   as check_samples has them
    """
    try:
        return check_samples(network, X, Y, loss)
    except ShapeError as error:
        raise ShapeError("%s: %s" % (place, error))
    except ValueError as error:
        raise ValueError("%s: %s" % (place, error))


def diverged(training: "Training", what: "str", X: "Any") -> "TrainingError":
    """Return the error that says where, and why, the numbers of a network left the finite range."""
    from .divergence import explain_divergence  # here, so that a board loads the explanations only when there is something to explain

    return TrainingError(explain_divergence(training, what, X))


def require_finite_weights(training: "Training", weights: "List[List[float]]") -> "None":
    """Stop training when an update has made a weight infinite or NaN.

    Errors:   TrainingError
    """
    if is_finite(sum(map(sum, weights))):
        return  # the quick way: a sum is only finite if every part is
    if not all([is_finite(w) for values in weights for w in values]):
        raise diverged(training, "a weight is", None)


def record_epoch(
    training: "Training",
    epoch_loss: "Any",
    seen: "Any",
    validation: "Any",
    recorder: "Any",
    order: "Optional[Sequence[int]]",
) -> "None":
    """Measure the validation data, and add the numbers of the epoch to the history.

    Errors:   TrainingError  the validation loss is not finite
    """
    history = training.history
    if validation is not None:
        X, Y = validation
        try:
            A = training.network.predict(X)
            validation_loss = training.loss(A, Y)
        except OverflowError:
            validation_loss = None
        if validation_loss is None or not is_finite(validation_loss):
            raise diverged(training, "the validation loss is", X)
        history.validation_loss.append(validation_loss)
        if recorder is not None:
            recorder.validation(history, A, Y)
    history.loss.append(epoch_loss)
    if recorder is not None:
        recorder.training(history, seen, order)
