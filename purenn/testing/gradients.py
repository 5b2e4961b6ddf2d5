"""One line for a whole network: its gradients match, or here is the smallest network that shows why not."""

from __future__ import annotations

from typing import Any, List, Optional

from ..gradcheck import check_gradients
from .shrinking import held_still, smallest
from .snippets import Run
from .tolerances import are_near


def assert_gradients_match(net: Any, X: Any, Y: Any, loss: Any, most: Optional[int] = None) -> None:
    """Demand that backward gives the slopes that are there, for every parameter and every input.

    Of a large network, `most` so many numbers are looked at, drawn at random. At least two samples are needed: with one, mistakes in adding up over the batch pass. A check that had to skip
    more numbers at kinks than it could look at has shown too little, and fails too. The message holds the report
    of nn.check_gradients, and the smallest network that fails so as a snippet that runs. Afterwards the network is as
    it was after forward and backward.

    Errors:   AssertionError  the gradients differ, or too much was skipped
              ValueError      there are fewer than two samples
    Example:
        >>> import purenn as nn
        >>> net = nn.Network([nn.Dense(2, 3), nn.Tanh(), nn.Dense(3, 1), nn.Sigmoid()])
        >>> assert_gradients_match(net, [[0.0, 1.0], [1.0, 1.0]], [[1], [0]], nn.BCE())
    """
    rows = net.batch(X)
    if len(rows) < 2:
        raise ValueError("assert_gradients_match expects at least two samples: with one, mistakes in adding up over the batch pass")
    with held_still(net, loss):
        report = check_gradients(net, rows, Y, loss, inputs=True, most=most)
    if report.wrong:
        _show(report, smallest(net, rows, Y, loss, report.wrong / report.checked))
    if report.skipped > report.checked:
        words = "%s\nof %d numbers, %d were skipped at kinks, which shows too little: take other samples or weights"
        raise AssertionError(words % (report, report.checked + report.skipped, report.skipped))
    with held_still(net, loss):
        _demand_both_ways(Run((net, rows, Y, loss)))


def _show(report: Any, run: Run) -> None:
    text = repr(run)
    with held_still(run[0], run[3]):
        again = check_gradients(*run, inputs=True)
    raise AssertionError("%s\n\nThe smallest network found that is wrong too runs as it stands here:\n%s\nIts report: %s" % (report, text, again))


def _demand_both_ways(run: Run) -> None:
    """Compare the gradients with those of the short way, on which nobody asks for the gradient of the inputs."""
    net, X, Y, loss = run
    dA = loss.gradient(net.forward(X), Y)
    net.backward(dA, inputs=True)
    long = _gradients(net)
    net.backward(dA)
    if not are_near(_gradients(net), long):
        words = "backward_parameters of the first layer that learns leaves other gradients than its backward: %s, not %s, in\n%r"
        raise AssertionError(words % (_gradients(net), long, run))


def _gradients(net: Any) -> List[Any]:
    return [list(gradients) for _, gradients in net.parameters()]
