"""Causes: which trouble follows from which, so that the root is named, and the rest stands behind it."""

from __future__ import annotations

from typing import List

from .data import class_ignored, inputs_not_scaled, is_rare, labels_constant, targets_not_scaled
from .finding import Finding
from .fit import overfitting, underfitting
from .record import Record
from .signals import dead_units, exploding_gradients, saturated, symmetric_weights, vanishing_gradients
from .steps import rate_too_high, rate_too_low

# Roots first: each is looked for in this order, and explains only what comes after it.
ORDER = (
    labels_constant, inputs_not_scaled, targets_not_scaled, symmetric_weights, exploding_gradients, rate_too_high, dead_units, saturated,
    vanishing_gradients, rate_too_low, underfitting, class_ignored, overfitting,
)  # fmt: skip

HARDLY = {"learning rate too low", "one class ignored", "underfitting"}  # what a network that cannot learn shows, whatever the cause
SIGNALS = {"dead ReLU units", "saturated sigmoids", "saturated tanh", "vanishing gradients"}
EXPLAINS = {
    "labels constant": {"learning rate too high", "overfitting"} | SIGNALS | HARDLY,
    "inputs not scaled": {"exploding gradients", "learning rate too high", "overfitting"} | SIGNALS | HARDLY,
    "targets not scaled": {"exploding gradients", "learning rate too high", "overfitting"} | SIGNALS | HARDLY,
    "symmetric weights": SIGNALS | HARDLY,
    "exploding gradients": {"learning rate too high", "overfitting"} | SIGNALS | HARDLY,
    "learning rate too high": {"overfitting"} | SIGNALS | HARDLY,
    "dead ReLU units": {"vanishing gradients"} | HARDLY,
    "saturated sigmoids": {"vanishing gradients"} | HARDLY,
    "saturated tanh": {"vanishing gradients"} | HARDLY,
    "vanishing gradients": HARDLY,
    "learning rate too low": HARDLY,
    "underfitting": {"one class ignored"},
    "one class ignored": {"underfitting"},
}


def diagnose(record: Record) -> List[Finding]:
    """Return the findings of a run, the root first; what one explains stands behind it."""
    left = [finding for look in ORDER for finding in look(record)]
    if is_rare(record):  # then ignoring a class costs next to nothing, and is why the loss hardly falls
        left.sort(key=lambda finding: finding.name == "underfitting")
    roots: List[Finding] = []
    while left:
        root, *others = left
        if not root.remedy.text:  # it can follow from a root, but is none: there is nothing to change
            left = others
            continue
        explained = EXPLAINS.get(root.name, set())
        roots.append(root._replace(explains=tuple([f for f in others if f.name in explained])))
        left = [f for f in others if f.name not in explained]
    return roots
