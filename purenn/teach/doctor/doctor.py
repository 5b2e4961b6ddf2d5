"""The doctor as a callback: it writes down what it sees, and thinks when it is asked."""

from __future__ import annotations

from typing import Any, List, Optional

from ...callbacks import Callback
from ...data.errors import counted
from ...network import Network
from .causes import diagnose
from .finding import Finding
from .record import Record


class Doctor(Callback):
    """Look on while a network trains, and say in plain words why it does not learn.

    After training, also one that ended with a TrainingError, `findings` is a list of what was found, the root of the trouble first;
    each has a name, the layer, the evidence, and as its remedy the change of one argument. What follows from it stands behind it, in
    `explains`. Printed, the doctor says the same in words.

    Looking on changes nothing: the numbers of the training are the same with it and without it.

    Errors:   ValueError  there was no training yet, or it is that of a PackedNetwork, or on a stream
    Example:
        >>> from purenn import BCE, SGD, Dense, Random, Sigmoid, Tanh
        >>> net = Network([Dense(2, 4, "zeros"), Tanh(), Dense(4, 1, "zeros"), Sigmoid()])
        >>> doctor = Doctor()
        >>> history = net.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]], BCE(), SGD(1.0), epochs=100, callbacks=[doctor])
        >>> print(doctor)
        1. symmetric weights, in layers[0] Dense(2, 4)
           evidence: the weights of its units began all 0, and after 100 epochs 3 of 4
                     units are still copies of another one
           remedy:   init="glorot" for layers[0], in place of weights that are alike
           explains: vanishing gradients, in layers[0] Dense(2, 4); underfitting, in
                     the network; one class ignored, in the outputs
    """

    def __init__(self) -> None:
        self._record: Optional[Record] = None
        self._findings: Optional[List[Finding]] = None

    def on_start(self, training: Any) -> None:
        if not isinstance(training.network, Network):
            raise ValueError("the doctor looks into the floats of an nn.Network, but this is %r: let it watch the network before it is packed" % training.network)
        if training.Y is None:
            raise ValueError("the doctor looks at all samples together, and of a stream none is kept: let it watch net.fit on some of them")
        self._record, self._findings = Record(training), None

    def on_batch(self, training: Any) -> None:
        self._seen().batch()

    def on_epoch(self, training: Any) -> None:
        self._seen().epoch()

    def on_end(self, training: Any) -> None:
        self._seen().end()
        self._findings = diagnose(self._seen())

    @property
    def findings(self) -> List[Finding]:
        """What was found, the root of the trouble first; empty for a healthy run."""
        if self._findings is None:  # training ended with an error, or goes on
            return diagnose(self._seen())
        return list(self._findings)

    @property
    def least_recall(self) -> Optional[float]:
        """The share of the samples looked at that are taken for what they are, of the class where it is least; None without classes."""
        record = self._seen()
        shares = [found / record.probed[k] for k, found in record.looks[-1].recognised.items()]
        return min(shares) if shares else None

    def _seen(self) -> Record:
        if self._record is None:
            raise ValueError("the doctor has seen no training: give it to net.fit as one of the callbacks")
        return self._record

    def __str__(self) -> str:
        findings = self.findings
        if not findings:
            return healthy(len(self._seen().losses))
        return "\n".join([line for number, finding in enumerate(findings, 1) for line in finding.lines(number)])


def healthy(epochs: int) -> str:
    """Say that nothing was found.

    Example:
        >>> healthy(1), healthy(0)
        ('healthy: nothing was found in 1 epoch', 'healthy: nothing was found in 0 epochs')
    """
    return "healthy: nothing was found in " + counted(epochs, "epoch")
