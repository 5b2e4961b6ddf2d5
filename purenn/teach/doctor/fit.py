"""Troubles of the fit: a network that knows its own samples only, and one that does not even know those."""

from __future__ import annotations

from typing import List, Sequence

from .finding import Finding, Remedy, number
from .record import Record
from .steps import another_rate
from .thresholds import FALLING, HELD_OUT, NOT_LEARNT, OVERFITTED

FEW = 3  # epochs
ENOUGH = 16  # units of a hidden layer that can learn most small tables


def overfitting(record: Record) -> List[Finding]:
    """Say so where the loss of the held-out samples rises while that of the others falls; not where early stopping took care of it."""
    held_out = record.held_out
    if not held_out or len(record.training.validation[1]) < HELD_OUT or record.training.stopped:
        return []
    lowest = min(held_out)
    if min(held_out[-1] - lowest, held_out[-1] - record.left) < OVERFITTED:
        return []
    best, losses = held_out.index(lowest) + 1, record.training.history.validation_loss
    evidence = "the held-out loss was lowest in epoch %d, %s, and rose to %s, while that of the training samples is %s" % (
        best, number(losses[best - 1]), number(losses[-1]), number(record.training.history.loss[-1]),
    )  # fmt: skip
    return [Finding("overfitting", "the network", evidence, _shorter(record, best))]


def _shorter(record: Record, best: int) -> Remedy:
    if best < FEW:
        return another_rate(record, record.rate / 10)  # so soon there is hardly an epoch to stop at: make the way shorter
    return Remedy("epochs", best, "epochs=%d in place of %d; or callbacks=[nn.EarlyStopping()]" % (best, record.training.epochs))


def underfitting(record: Record) -> List[Finding]:
    """Say so where most of the constant loss is left in the end."""
    losses = record.losses
    if not losses or record.left <= NOT_LEARNT:
        return []
    more = "it was still falling" if _falls(losses) else "it falls no further, or the inputs do not tell more"
    return [Finding("underfitting", "the network", "%s; %s" % (record.in_words(), more), more_learning(record))]


def _falls(losses: Sequence[float]) -> bool:
    return len(losses) < 2 or losses[(len(losses) - 1) // 2] - losses[-1] > FALLING


def more_learning(record: Record) -> Remedy:
    """Return more epochs where the loss was still falling, else a larger network."""
    if not _falls(record.losses):
        return _larger(record)
    epochs = 4 * record.training.epochs
    return Remedy("epochs", epochs, "epochs=%d in place of %d" % (epochs, record.training.epochs))


def _larger(record: Record) -> Remedy:
    hidden = [record.layers[k].outputs for k in record.dense[:-1]]
    if not hidden:
        return Remedy("hidden", (ENOUGH,), "one hidden layer of %d units in place of none" % ENOUGH)
    wider = tuple([max(ENOUGH, 4 * units) for units in hidden])
    return Remedy("hidden", wider, "hidden layers of %s units in place of %s" % (_listed(wider), _listed(hidden)))


def _listed(sizes: object) -> str:
    return ", ".join(map(str, sizes))  # type: ignore[call-overload]
