"""Streaming: learn from samples as they come, one after the other, and keep none of them.

A sensor, a file that is larger than the memory, a generator: whatever can be gone through once. How much memory it will
take is planned first, and a training that would not end well does not begin.
"""

from .callbacks import Training, TrainingError, watchers_of
from .linalg import inner
from .memory import collect_often, memory_plan
from .shapes import ShapeError, is_finite, is_row, require_size
from .training import check_part, check_roles, require_rate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, Optional, Sequence, Tuple

    from .callbacks import History


def fit_stream(
    network: "Any",
    samples: "Any",
    loss: "Any",
    optimizer: "Any",
    batch_size: "int" = 1,
    callbacks: "Sequence[Any]" = (),
    memory: "Optional[int]" = None,
    run_epoch: "Any" = None,
) -> "History":
    """Train a network once on all samples; `Network.fit_stream` says what the arguments mean.

    A network that learns in another way brings its own `run_epoch`, in the place of `stream_epoch`.
    """
    check_roles(loss, optimizer, callbacks, ())
    require_rate(optimizer)
    batch_size = require_size(batch_size, "batch_size")
    try:
        samples = iter(samples)
    except TypeError:
        raise ValueError("samples should be pairs (x, y), as a generator gives them, but is %r%s" % (samples, ": call it" if callable(samples) else ""))
    smallest: "int" = 1 if run_epoch else max([layer.smallest_batch for layer in network.layers])
    if batch_size < smallest:
        raise ValueError("%r learns from batches of at least %d samples, but batch_size is %d" % (network, smallest, batch_size))
    memory_plan(network, optimizer, batch_size + smallest - 1).require(memory)
    training = Training(network, optimizer, loss, 1, 0, 0)  # how many batches and samples there are, nobody knows
    network.history = training.history
    watchers = watchers_of(callbacks)
    for watcher in watchers:
        watcher.on_start(training)
    training.epoch = 1
    before = collect_often()
    try:
        total, done = (run_epoch or stream_epoch)(training, stream_batches(network, samples, loss, batch_size, smallest), watchers)
    except TrainingError as error:
        error.history, training.error = training.history, error
        raise
    finally:
        collect_often(before)
    if not done:
        raise ValueError("samples should be pairs (x, y), but there was none")
    training.history.loss.append(total if getattr(loss, "reduction", "mean") == "sum" else total / done)
    optimizer.epoch += 1
    for watcher in watchers:
        watcher.on_epoch(training)
    training.history.stopped = training.stopped
    for watcher in watchers:
        watcher.on_end(training)
    return training.history


def stream_batches(network: "Any", samples: "Any", loss: "Any", size: "int", smallest: "int" = 1) -> "Iterator[Tuple[Any, Any]]":
    """Gather samples, pairs (x, y), into batches that are checked and suit the network and the loss.

    Errors:   ShapeError  a sample is no pair, or does not fit the network; the message has its number, from 1
              ValueError  a number is NaN or infinite, is no number, or is not what the loss expects
    """
    # A stream may end with samples too few for a layer such as BatchNorm: so, where there is one, a batch waits until there
    # are enough for the next, and takes those in that are left.
    rest = smallest if smallest > 1 else 0
    X: "Any" = []
    Y: "Any" = []
    s = 0
    for s, sample in enumerate(samples, 1):
        if not is_row(sample) or len(sample) != 2 or not is_row(sample[0]):
            raise ShapeError("sample %d of the stream should be a pair (x, y), x a list of numbers, but is %r" % (s, sample))
        X.append(sample[0])
        Y.append(sample[1])
        if len(X) == size + rest:
            yield _checked(network, X[:size], Y[:size], loss, s - rest)
            X, Y = X[size:], Y[size:]
    if X:
        yield _checked(network, X, Y, loss, s)


def _checked(network: "Any", X: "Any", Y: "Any", loss: "Any", s: "int") -> "Tuple[Any, Any]":
    place = "sample %d" % s if len(X) == 1 else "samples %d to %d" % (s - len(X) + 1, s)
    return check_part(place + " of the stream", network, X, Y, loss)


def stream_epoch(training: "Training", epoch_batches: "Any", watchers: "Sequence[Any]") -> "Tuple[Any, int]":
    """Go through the batches once: forward, loss, backward, step. Return the sum of the losses, and how many samples there were.

    No copy of the weights is kept, so what could spoil them is looked at before they move. Running means move in forward
    already: they are few, and copied.

    Errors:   TrainingError  the loss, a gradient or a running mean is not finite; the weights are those from before this batch
    """
    network, loss, optimizer = training.network, training.loss, training.optimizer
    is_sum = getattr(loss, "reduction", "mean") == "sum"
    running = [values for layer in network.layers for values in layer.running()]
    total: "Any" = 0
    for training.batch, (X, Y) in enumerate(epoch_batches, 1):
        before = [values[:] for values in running]
        try:
            A = network.forward_checked(X)
            value = loss(A, Y)
            network.backward(loss.gradient(A, Y))
            parameters = network.parameters()
            # Squares, times the rate: where they are finite, so is every step that an optimizer makes of the gradients.
            size = sum([inner(gradients, gradients) for _, gradients in parameters]) * max(1, optimizer.rate()) + sum(map(sum, running))
        except OverflowError:
            value = size = None
        if value is None or not is_finite(value) or not is_finite(size):
            error = stopped(training, "the loss, or a gradient, is", X)
            for values, copy in zip(running, before):
                values[:] = copy
            raise error
        optimizer.step(parameters)
        total += value if is_sum else value * len(X)
        training.batch_loss = value
        training.samples_done += len(X)
        for watcher in watchers:
            watcher.on_batch(training)
        if training.stopped:
            break
    return total, training.samples_done


def stopped(training: "Training", what: "str", X: "Any") -> "TrainingError":
    """Return the error that says at which sample, and why, the numbers left the finite range."""
    from .divergence import first_bad_layer, likely_cause  # here, so that a board loads them only when there is something to explain

    return TrainingError(
        "training stopped after %d samples: %s no longer finite, first in %s; %s. The network has the weights from before this batch"
        % (training.samples_done, what, first_bad_layer(training.network, X), likely_cause(training, X))
    )
