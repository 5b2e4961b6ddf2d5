"""Training in packed integers: the loop of `training`, with an epoch that goes from sample to sample.

For one sample it is: forward, the error at the end, one roll of the dice, backward, and the moves. In a batch all samples are
looked at with the same weights, and then all moves are made. A sample that the network is sure of makes no step at all.
"""

from .fixed_point import ONE, PROBABILITY, RATE, STEP, to_fixed
from .lanes import Lanes, PackedRandom
from .losses import BCE, MSE, CrossEntropy
from .optimizers import SGD
from .packed_layers import LaneError
from .rng import resolve
from .samples import Samples
from .shapes import require_size
from .training import check_roles, train

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, List, Optional, Sequence, Tuple

    from .callbacks import History
    from .rng import Random

LOSSES = (BCE, CrossEntropy, MSE)
DROP = PROBABILITY + RATE - STEP  # bits that error * rate loses to become a step


def fit(
    fast: "Any",
    X: "Any",
    Y: "Any",
    loss: "Any",
    optimizer: "Any",
    epochs: "int",
    batch_size: "Optional[int]",
    shuffle: "bool",
    validation: "Any",
    callbacks: "Sequence[Any]",
    rng: "Optional[Random]",
    metrics: "Sequence[Any]",
) -> "History":
    """Train a packed network and return the History; `PackedNetwork.fit` says what the arguments mean."""
    check_roles(loss, optimizer, callbacks, metrics)
    check_loss(fast.end, loss)
    check_optimizer(optimizer)
    samples = fast.batch(X)
    held_out = fast.grid.samples(validation[0], "the validation data's X") if isinstance(validation, (tuple, list)) and len(validation) == 2 else None
    if not samples.highest:
        raise ValueError("all numbers of X round to 0 in steps of 1/%d: is input_scale=%s what they need?" % (1 << fast.input_bits, fast.input_scale))
    check_rate(fast, loss, optimizer, len(samples) if batch_size is None else min(require_size(batch_size, "batch_size"), len(samples)))
    if held_out is not None:
        validation = (held_out, validation[1])
    fast.first.start(samples, held_out)
    for _, layer in fast.stages:
        layer.turn()
    rng = resolve(rng)
    dice = roll(fast, rng)

    def run_epoch(training: "Any", epoch_batches: "Any", watchers: "Any", keep: "bool") -> "Any":
        try:
            return packed_epoch(training, epoch_batches, watchers, keep, dice)
        except LaneError as error:
            raise explained(training, error, "in epoch %d" % training.epoch, "from before this epoch")

    return train(fast, samples, Y, loss, optimizer, epochs, batch_size, shuffle, validation, callbacks, rng, metrics, run_epoch)


def roll(fast: "Any", rng: "Random") -> "PackedRandom":
    """Return dice for a training, and give those of the activations a start."""
    dice = PackedRandom(Lanes(1), rng)
    for activation, _ in fast.stages:
        activation.roll(rng)
    return dice


def fit_stream(
    fast: "Any",
    samples: "Any",
    loss: "Any",
    optimizer: "Any",
    batch_size: "int",
    callbacks: "Sequence[Any]",
    memory: "Optional[int]",
    rng: "Optional[Random]",
) -> "History":
    """Train a packed network once on samples as they come; `PackedNetwork.fit_stream` says what the arguments mean."""
    from .streaming import fit_stream as stream  # here, so that a board which has all its samples never loads it

    check_roles(loss, optimizer, callbacks, ())
    check_loss(fast.end, loss)
    check_optimizer(optimizer)
    check_rate(fast, loss, optimizer, require_size(batch_size, "batch_size"))
    dice = roll(fast, resolve(rng))

    def run_epoch(training: "Any", epoch_batches: "Any", watchers: "Any") -> "Any":
        try:
            mean, _ = packed_epoch(training, roomy(training, epoch_batches), watchers, False, dice)
        except LaneError as error:
            raise explained(training, error, "after %d samples" % training.samples_done, "that it had then")
        return mean * training.samples_done, training.samples_done

    return stream(fast, samples, loss, optimizer, batch_size, callbacks, memory, run_epoch)


def explained(training: "Any", error: "LaneError", when: "str", weights: "str") -> "LaneError":
    """Return an error of the lanes with what a user asks next: when it was, why, and which weights the network has now."""
    from .divergence import likely_cause  # here, so that a board loads it only when there is something to explain

    return LaneError("training stopped %s: %s; %s. The network has the weights %s" % (when, error, likely_cause(training, None), weights))


def roomy(training: "Any", epoch_batches: "Any") -> "Iterator[Any]":
    """Pass batches on; where one has a heavier sample than all before it, prove first that the lanes have room for it.

    Errors:   ValueError  they have not
    """
    known = Samples()
    for X, Y in epoch_batches:
        if X.heaviest > known.heaviest or X.highest > known.highest:
            known.heaviest, known.heaviest_place = max(X.heaviest, known.heaviest), training.samples_done + X.heaviest_place
            known.highest = max(X.highest, known.highest)
            training.network.first.start(known)
        yield X, Y


def check_loss(end: "Any", loss: "Any") -> "None":
    """Refuse a loss that does not go with the end of the network.

    Errors:   ValueError
    """
    weighted = getattr(loss, "class_weights", None) is not None
    if type(loss) not in LOSSES or type(loss).__name__ not in end.losses or weighted:
        raise ValueError("a PackedNetwork that ends in %s learns with %s, but the loss is %r" % (end.name, " or ".join(end.losses), loss))


def check_optimizer(optimizer: "Any") -> "None":
    """Refuse everything but plain SGD.

    Errors:   ValueError
    """
    if type(optimizer) is not SGD:
        raise ValueError("a PackedNetwork learns with plain SGD, such as nn.SGD(0.01), but the optimizer is %r" % (optimizer,))
    for name in ("momentum", "weight_decay", "clip_value", "clip_norm"):
        if getattr(optimizer, name):
            raise ValueError("a PackedNetwork learns with plain SGD, without %s, but here it is %s" % (name, getattr(optimizer, name)))


def check_rate(fast: "Any", loss: "Any", optimizer: "Any", size: "int") -> "None":
    """Refuse a training that would move nothing, because the rate of a batch of this size is 0 in fixed point.

    Only the rate at the start counts: a schedule may well end near 0.

    Errors:   ValueError
    """
    rate = optimizer.rate()
    if rate and not to_fixed(rate * fast.end.factor(type(loss).__name__, fast.outputs) / size, RATE):
        raise ValueError(
            "a PackedNetwork divides the learning rate by the batch_size and counts in steps of 1/2**%d, where %s / %d is nothing, so that no weight"
            " would move: take a higher rate, or a smaller batch_size" % (RATE, rate, size)
        )


def packed_epoch(training: "Any", epoch_batches: "Any", watchers: "Sequence[Any]", keep: "bool", dice: "PackedRandom") -> "Tuple[float, Any]":
    """Go through the batches once; return the mean loss and, if `keep` says so, the pairs (outputs, targets) of its batches."""
    fast, optimizer, name = training.network, training.optimizer, type(training.loss).__name__
    factor = fast.end.factor(name, fast.outputs)
    total, done = 0.0, 0
    seen: "List[Any]" = []
    for training.batch, (samples, Y) in enumerate(epoch_batches, 1):
        rate = to_fixed(optimizer.rate() * factor / len(samples), RATE)
        value, moves, A = 0.0, [], []
        for sample, targets in zip(samples, Y):
            logits, trace = fast.forward(fast.first.grouped_sums(sample))
            outputs = fast.end.outputs(logits)
            value += fast.end.loss(outputs, logits, targets, name)
            A.append(outputs)
            roll = dice.draw()
            low = roll >> 32 - DROP
            steps = [-(error * rate + low >> DROP) for error in fast.end.errors(outputs, targets, name)]
            if any(steps):
                moves += fast.backward(sample, trace, steps, roll)
        make_moves(moves)

        total += value
        done += len(samples)
        if keep:
            seen.append(([[a / ONE for a in row] for row in A], Y))
        training.batch_loss, training.samples_done = value / len(samples), done
        for watcher in watchers:
            watcher.on_batch(training)
        if training.stopped:
            break
    fast.first.make_sure()
    return total / max(done, 1), seen


def make_moves(moves: "Sequence[Any]") -> "None":
    """Make all moves of a batch or, where a weight might leave its lane, none: a stream has no copy of the weights to go back to.

    Errors:   LaneError
    """
    made = 0
    try:
        for layer, inputs, steps, most in moves:
            layer.move(inputs, steps, most)
            made += 1
    except LaneError:
        for layer, inputs, steps, _ in moves[:made]:
            layer.take_back(inputs, steps)
        moves[made][0].forget()
        raise
