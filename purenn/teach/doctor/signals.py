"""Troubles of the signals: symmetric weights, exploding and vanishing gradients, dead ReLU units, saturated sigmoids."""

from __future__ import annotations

from math import sqrt
from typing import Any, List

from ...activations import ReLU, Sigmoid
from .finding import Finding, Remedy, number, percent
from .measures import median, typical
from .record import Record
from .steps import another_rate
from .thresholds import CLIPPED, DEAD_SHARE, EXPLODED_LOSS, EXPLODING, FLAT_SHARE, HARDLY_LEARNT, MOSTLY_DEAD, UNSOLVED, VANISHING


def symmetric_weights(record: Record) -> List[Finding]:
    """Say so where units of a hidden layer began as copies of each other and still are: they get the same gradient for ever."""
    first, last = record.before, record.looks[-1]
    for k, count in last.copies.items():
        if count and first.copies[k]:
            units = record.layers[k].outputs
            zero = "all 0" if not any(record.first_weights[k]) else "equal"
            evidence = "the weights of its units began %s, and after %d epochs %d of %d units are still copies of another one" % (
                zero, last.epoch, count, units,
            )  # fmt: skip
            return [Finding("symmetric weights", record.names[k], evidence, _init(record, [k], "weights that are alike"))]
    return []


def exploding_gradients(record: Record) -> List[Finding]:
    """Say so where a gradient is far larger than the weights before the first step is made: it cannot be the steps, then."""
    sizes = record.gradients[0] if record.gradients else {}
    ratios = {k: size / (typical(record.first_weights[k]) or 1.0) for k, size in sizes.items()}
    if not ratios or max(ratios.values()) < EXPLODING or record.first_loss < EXPLODED_LOSS:
        return []
    k = max(ratios, key=lambda layer: ratios[layer])
    evidence = "in the first batch, before any step, its gradient is typically %s, %s times its weights, and the loss %s times that of always saying the mean target" % (
        number(sizes[k]), number(ratios[k]), number(record.first_loss),
    )  # fmt: skip
    wide = [layer for layer in record.dense if _spread(record, layer) > 2]
    if wide:
        largest = max([_spread(record, layer) for layer in wide])
        evidence += "; first weights are up to %s times what keeps a signal its size" % number(largest)
        return [Finding("exploding gradients", record.names[k], evidence, _init(record, wide, "weights so large"))]
    norm = record.training.optimizer.clip_norm
    if norm is not None and norm <= CLIPPED:  # then its size does no harm, and no remedy is one that is there already
        return []
    words = "clip_norm=%.1f for the optimizer, in place of %s" % (CLIPPED, "none" if norm is None else number(norm))
    return [Finding("exploding gradients", record.names[k], evidence, Remedy("clip_norm", CLIPPED, words))]


def vanishing_gradients(record: Record) -> List[Finding]:
    """Say so where a hidden layer gets next to no gradient, and the network has not learnt."""
    ratios = {k: record.gradient(k) for k in record.dense[:-1]} if record.gradients else {}
    if not ratios or min(ratios.values()) >= VANISHING or record.left < HARDLY_LEARNT:
        return []
    k = min(ratios, key=lambda layer: ratios[layer])
    evidence = "in the first batches its gradient is typically %s, %s of that of the last layer; %s" % (
        number(median([sizes[k] for sizes in record.gradients])), _part(ratios[k]), record.in_words(),
    )  # fmt: skip
    return [Finding("vanishing gradients", record.names[k], evidence, _vanishing_remedy(record, k))]


def _vanishing_remedy(record: Record, k: int) -> Remedy:
    """Return the change that lets the gradient through; one without words where there is one hidden layer only, and nothing to take away."""
    small = [layer for layer in record.dense[:-1] if _spread(record, layer) < 0.5]
    if small:
        return _init(record, small, "weights so small")
    if any([isinstance(layer, Sigmoid) for layer in record.layers[: record.dense[-1]]]):
        return Remedy("activation", "relu", "nn.ReLU() after the hidden layers, in place of nn.Sigmoid()")
    last = record.layers[record.dense[-1]]
    if len(record.dense) == 2:
        return Remedy("hidden", None, "")
    return Remedy("hidden", (last.inputs,), "one hidden layer of %d units, in place of %d" % (last.inputs, len(record.dense) - 1))


def dead_units(record: Record) -> List[Finding]:
    """Say so where most units of a ReLU layer give 0 for every sample, and get no gradient that could wake them."""
    for k, (dead, units) in record.looks[-1].dead.items():
        share = dead / units
        if share >= MOSTLY_DEAD or (share >= DEAD_SHARE and record.left > UNSOLVED):
            before = record.before.dead[k][0]
            evidence = "%d of %d units give 0 for every sample, before training %d did" % (dead, units, before)
            return [Finding("dead ReLU units", record.names[k], evidence, _dead_remedy(record, k, before < dead / 2))]
    return []


def _dead_remedy(record: Record, k: int, died: bool) -> Remedy:
    if died:
        return another_rate(record, record.rate / 10)
    return Remedy("activation", "leaky-relu", "nn.LeakyReLU() as layers[%d], in place of nn.ReLU()" % k)


def saturated(record: Record) -> List[Finding]:
    """Say so where most outputs of a hidden sigmoid or tanh layer are flat from the start, or in the end of a run that learnt too little."""
    for k, share in record.looks[-1].flat.items():
        before = record.before.flat[k]
        hidden = k < record.dense[-1] if record.dense else False
        if hidden and (before >= FLAT_SHARE or (share >= FLAT_SHARE and record.left > UNSOLVED)):
            kind = type(record.layers[k]).__name__.lower()
            evidence = "%s of its outputs lie where the curve is flat (before training %s), and let next to no gradient through" % (percent(share), percent(before))
            return [Finding("saturated %ss" % kind if kind == "sigmoid" else "saturated tanh", record.names[k], evidence, _saturated_remedy(record, k, before))]
    return []


def _saturated_remedy(record: Record, k: int, before: float) -> Remedy:
    if before < FLAT_SHARE:
        return another_rate(record, record.rate / 10)
    dense = max([d for d in record.dense if d < k])
    return _init(record, [dense], "weights so large")


def _spread(record: Record, k: int) -> float:
    """Return the size of a layer's first weights, in parts of what keeps a signal its size: 1 for Glorot and He alike."""
    layer = record.layers[k]
    good = sqrt(2 / layer.inputs) if _init_name(record, k) == "he" else sqrt(2 / (layer.inputs + layer.outputs))
    return typical(record.first_weights[k]) / good


def _init_name(record: Record, k: int) -> str:
    after: Any = record.layers[k + 1 : k + 2]
    return "he" if after and isinstance(after[0], ReLU) else "glorot"


def _init(record: Record, layers: List[int], instead: str) -> Remedy:
    name = _init_name(record, layers[0])
    places = " and ".join([", ".join(places) for places in (["layers[%d]" % k for k in layers[:-1]], ["layers[%d]" % layers[-1]]) if places])
    return Remedy("init", name, 'init="%s" for %s, in place of %s' % (name, places, instead))


def _part(ratio: float) -> str:
    return "1 part in %s" % number(1 / ratio) if ratio else "none"
