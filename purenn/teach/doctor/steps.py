"""Troubles of the steps: a learning rate that is too high, or too low."""

from __future__ import annotations

from typing import Any, List, Optional

from ...optimizers import SGD
from .finding import Finding, Remedy, number, percent
from .record import Record
from .thresholds import MOVED, PEAK, RISE, RISES, UNSOLVED, USUAL


def rate_too_high(record: Record) -> List[Finding]:
    """Say so where the loss climbed instead of falling, or left the finite range."""
    evidence = _climbed(record)
    if not evidence:
        return []
    usual = usual_rate(record.training.optimizer)
    rate = min(record.rate / 10, usual) if usual else record.rate / 10
    return [Finding("learning rate too high", _optimizer(record), evidence, another_rate(record, rate))]


def _climbed(record: Record) -> str:
    error, losses = record.training.error, record.losses
    if error is not None:
        return "after %d whole epochs the numbers left the finite range: %s" % (len(losses), str(error).split(": ", 1)[-1].split(";")[0])
    if not losses or record.constant <= 0:
        return ""
    peak = max(losses)
    if peak > PEAK * max(1.0, record.first_loss):
        return "the loss climbed to %s in epoch %d, %s times what it was at first" % (
            number(peak * record.constant), losses.index(peak) + 1, number(peak / max(record.first_loss, 1e-12)),
        )  # fmt: skip
    rises = [now - before for before, now in zip(losses, losses[1:]) if now - before > RISE]
    if sum(rises) > RISES:
        return "the loss rose in %d of %d epochs, by %s in all, %s times the constant loss" % (
            len(rises), len(losses), number(sum(rises) * record.constant), number(sum(rises)),
        )  # fmt: skip
    return ""


def rate_too_low(record: Record) -> List[Finding]:
    """Say so where even the last layer, which gets the whole gradient, has hardly moved, and the rate is lower than usual."""
    usual = usual_rate(record.training.optimizer)
    if not record.moved or not usual or record.rate >= usual or record.left < UNSOLVED:
        return []
    moved = record.moved[record.dense[-1]]
    if moved >= MOVED:
        return []
    epochs = len(record.losses)
    evidence = "in %d epoch%s the weights of the last layer moved by %s of their size; %s" % (
        epochs, "" if epochs == 1 else "s", percent(moved), record.in_words(),
    )  # fmt: skip
    return [Finding("learning rate too low", _optimizer(record), evidence, another_rate(record, _higher(record.rate, moved, usual)))]


def _higher(rate: float, moved: float, usual: float) -> float:
    """Return the least power of ten times the rate that would have moved the weights far enough, but no unusual rate."""
    higher = rate * 10
    while higher < usual and moved * higher / rate < 3 * MOVED:
        higher *= 10
    return min(higher, usual)


def usual_rate(optimizer: Any) -> Optional[float]:
    """Return what people take for this optimizer where they know nothing else; None for one that is not of the core.

    Example:
        >>> from purenn import Adam
        >>> usual_rate(SGD(3.0)), usual_rate(SGD(3.0, momentum=0.9)), usual_rate(Adam())
        (0.1, 0.01, 0.01)
    """
    usual = USUAL.get(type(optimizer))
    if usual and isinstance(optimizer, SGD):
        return float("%.6g" % (usual * (1 - optimizer.momentum)))  # a ball that rolls goes 1 / (1 - momentum) times as far
    return usual


def _optimizer(record: Record) -> str:
    return "the optimizer %s" % type(record.training.optimizer).__name__


def another_rate(record: Record, rate: float) -> Remedy:
    """Return the remedy that is another learning rate, written as one would."""
    rate = float("%.3g" % rate)
    return Remedy("learning_rate", rate, "learning_rate=%s in place of %s" % (number(rate), number(record.rate)))
