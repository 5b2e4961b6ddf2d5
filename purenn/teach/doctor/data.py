"""Troubles of the data: labels that are constant, inputs or targets that are not scaled, a class that is ignored."""

from __future__ import annotations

from typing import Any, List

from ...losses import BCE, CrossEntropy
from ...normalization import BatchNorm
from ...scaling import Scaler
from .finding import Finding, Remedy, number, percent
from .fit import more_learning
from .measures import class_of
from .record import Record
from .thresholds import HALF_KNOWN, HELD_OUT, IGNORED, LARGE_INPUT, LARGE_TARGET, RARE, SMALL_INPUT, SMALL_TARGET, UNSOLVED


def labels_constant(record: Record) -> List[Finding]:
    """Say so where all targets are equal: then there is nothing to be learnt."""
    first, *others = record.training.Y
    if any([row != first for row in others]) or not others:
        return []
    value = "class %s" % class_name(record, class_of(first)) if record.counts else "[%s]" % ", ".join([number(y) for y in first])
    return [constant_labels(len(others) + 1, value)]


def constant_labels(count: int, value: str) -> Finding:
    """Return the finding that so many targets are all of one value."""
    evidence = "all %d targets are %s; a network that says so to everything has a loss of 0 and has learnt nothing" % (count, value)
    return Finding("labels constant", "the targets Y", evidence, Remedy("target", None, "other targets as Y, for these do not vary"))


def inputs_not_scaled(record: Record) -> List[Finding]:
    """Say so where the numbers that reach the first layer with weights are far from 1, unless that layer scales them itself."""
    first = record.training.network.first_learning()
    if not record.dense or isinstance(record.layers[first], BatchNorm):
        return []
    largest = max(record.inputs)
    if SMALL_INPUT <= largest <= LARGE_INPUT or not largest:
        return []
    smallest = min([size for size in record.inputs if size])
    evidence = "%s is typically %s" % (_input_name(record, largest), number(largest))
    if smallest < largest / 10:
        evidence += ", %s %s" % (_input_name(record, smallest), number(smallest))
    evidence += "; the first weights suit inputs of about 1"
    scalers = [record.names[k] for k in range(first) if isinstance(record.layers[k], Scaler)]
    remedy = Remedy("scale", "standard", "nn.Scaler.standard(X) as the first layer, in place of %s" % (scalers[0] if scalers else "none"))
    return [Finding("inputs not scaled", "the inputs of " + record.names[first], evidence, remedy)]


def _input_name(record: Record, size: float) -> str:
    k, names = record.inputs.index(size), record.training.network.input_names
    return "column %d of X%s" % (k, " (%s)" % names[k] if k < len(names) else "")


def targets_not_scaled(record: Record) -> List[Finding]:
    """Say so where measurements are far from what the last layer gives at first, and the network has not come near them."""
    training = record.training
    if record.counts or record.dense[-1:] != [len(record.layers) - 1] or (training.error is None and record.left <= UNSOLVED):
        return []
    scaler = Scaler.standard(training.Y)
    sizes = [(max(abs(mean), deviation), deviation, mean) for mean, deviation in zip(scaler.shift, scaler.scale)]
    (size, deviation, mean), least = max(sizes), min(sizes, key=lambda column: column[1])
    if size <= LARGE_TARGET:
        _, deviation, mean = least
        if deviation >= SMALL_TARGET:
            return []
    evidence = "they have the mean %s and the deviation %s, and what a network gives at first has about 0 and 1" % (number(mean), number(deviation))
    if record.losses:
        evidence += "; " + record.in_words()
    words = "fit scale.predict(Y) in place of Y, with scale = nn.Scaler.standard(Y); then scale.inverse(outputs) has the unit of Y, and so have the outputs "
    words += "themselves with nn.Scaler([-mean / deviation], [1 / deviation]) as a last layer, added after training"
    return [Finding("targets not scaled", "the targets Y", evidence, Remedy("scale_targets", "standard", words))]


def class_ignored(record: Record) -> List[Finding]:
    """Say so where hardly a sample of a class is taken for what it is, and those of another class are."""
    shares = {k: record.looks[-1].recognised[k] / count for k, count in record.probed.items()}
    ignored = [k for k in shares if shares[k] < IGNORED or _is_ignored_held_out(record, k, shares[k])]
    if not ignored or len(ignored) == len(shares):
        return []
    rarest = min(ignored, key=lambda k: record.counts[k])
    total = sum(record.counts.values())
    evidence = "%s of %d samples of class %s that were looked at %s taken for one" % (
        record.looks[-1].recognised[rarest] or "none", record.probed[rarest], class_name(record, rarest), "are" if shares[rarest] else "is",
    )  # fmt: skip
    if record.held_out_probed.get(rarest):
        evidence += ", and %s of %d held-out ones" % (record.held_out_recognised[rarest] or "none", record.held_out_probed[rarest])
    evidence += "; %d of %d samples belong to it, %s" % (record.counts[rarest], total, percent(record.counts[rarest] / total))
    if len(ignored) > 1:
        evidence += "; those of %s fare no better" % ", ".join([class_name(record, k) for k in ignored if k != rarest])
    return [Finding("one class ignored", "the outputs", evidence, _weights(record, rarest))]


def _is_ignored_held_out(record: Record, k: int, share: float) -> bool:
    """Tell whether hardly a held-out sample of a class is recognised; one that is learnt by heart is another trouble."""
    count = record.held_out_probed.get(k, 0)
    return count >= HELD_OUT and share < HALF_KNOWN and record.held_out_recognised[k] < IGNORED * count


def _weights(record: Record, ignored: int) -> Remedy:
    """Let every class count as much as the most frequent one does; where the ignored one does so already, let the network learn more."""
    most, loss = max(record.counts.values()), record.training.loss
    classes = range(max(2, len(record.training.Y[0])))
    weights = [float("%.3g" % (most / record.counts[k])) if k in record.counts else 1.0 for k in classes]
    given = getattr(loss, "class_weights", None) or [1.0 for _ in classes]
    if given[ignored] >= 0.9 * weights[ignored] * min(given):
        return more_learning(record)
    kind = type(loss) if hasattr(loss, "class_weights") else BCE if len(record.training.Y[0]) == 1 else CrossEntropy
    return Remedy("class_weights", weights, "loss=nn.%s(class_weights=[%s]) in place of %r" % (kind.__name__, ", ".join(["%g" % w for w in weights]), loss))


def class_name(record: Record, k: int) -> str:
    """Return the name of a class, or its number."""
    names: Any = record.training.network.class_names
    return "%d (%s)" % (k, names[k]) if k < len(names) and names[k] != str(k) else str(k)


def is_rare(record: Record) -> bool:
    """Tell whether the rarest class is so rare that ignoring it costs next to nothing."""
    return bool(record.counts) and min(record.counts.values()) < RARE * sum(record.counts.values())
