"""The board: the numbers of a recorded step, each under its name, for those who write the lines of a page."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence

from ..activations import Softmax
from ..layer import Activation
from ..losses import SoftmaxCrossEntropy
from ..shapes import is_row
from .atoms import Derivative, Name, Symbol
from .names import Naming, namings
from .page import Given, Note, Part, counted_list
from .record import Record, Watched

LOSS = Name("L")
Parts = List[Part]


class Board:
    """Every number of a step by layer k, sample s and place; `most` is how many of a kind are shown."""

    def __init__(self, record: Record, most: int) -> None:
        self.record, self.most = record, most
        self.layers: List[Watched] = record.layers
        self.samples = len(record.outputs)
        widths = [len(layer.A[0]) for layer in self.layers]
        self.names: List[Naming] = namings(record.before, widths, len(flat(self.layers[0].X[0])))

    def of_sample(self, name: Name, s: int) -> Name:
        """Return the name with the number of the sample, where there are several."""
        return name._replace(sample=s + 1) if self.samples > 1 else name

    def symbols(self, names: Sequence[Name], s: int, values: Sequence[Any]) -> List[Symbol]:
        """Return numbers of a sample under their names."""
        return [Symbol(self.of_sample(name, s), value) for name, value in zip(names, values)]

    def inputs(self, k: int, s: int) -> List[Symbol]:
        """Return what goes into a layer."""
        return self.symbols(self.names[k].inputs, s, flat(self.layers[k].X[s]))

    def outputs(self, k: int, s: int) -> List[Symbol]:
        """Return what comes out of a layer."""
        return self.symbols(self.names[k].outputs, s, self.layers[k].A[s])

    def targets(self, s: int) -> List[Symbol]:
        """Return the targets of a sample."""
        row = self.record.targets[s]
        row = row if is_row(row) else [row]
        return self.symbols([Name("y", j + 1) for j in range(len(row))], s, row)

    def parameters(self, k: int) -> List[List[Symbol]]:
        """Return the flat lists of parameters of a layer, as they were before the step."""
        pairs = zip(self.names[k].parameters, self.record.before[k].parameters())
        return [[Symbol(name, value) for name, value in zip(names, values)] for names, (values, _) in pairs]

    def d_parameters(self, k: int) -> List[List[Derivative]]:
        """Return the gradients of the parameters of a layer."""
        pairs = zip(self.names[k].parameters, self.layers[k].layer.parameters())
        return [[Derivative(LOSS, name, g) for name, g in zip(names, gradients)] for names, (_, gradients) in pairs]

    def d_outputs(self, k: int, s: int) -> List[Derivative]:
        """Return the gradient of the loss with respect to what comes out of a layer."""
        return self._derivatives(self.names[k].outputs, s, self.layers[k].dA[s])

    def d_inputs(self, k: int, s: int) -> List[Derivative]:
        """Return the gradient of the loss with respect to what goes into a layer."""
        return self._derivatives(self.names[k].inputs, s, self.layers[k].dX[s])

    def _derivatives(self, names: Sequence[Name], s: int, values: Sequence[Any]) -> List[Derivative]:
        return [Derivative(LOSS, self.of_sample(name, s), value) for name, value in zip(names, values)]

    def slopes(self, k: int, s: int) -> List[Derivative]:
        """Return the derivatives da/dz of an activation, as its forward has left them."""
        pairs = zip(self.names[k].outputs, self.names[k].inputs, self.layers[k]._slopes[s])
        return [Derivative(self.of_sample(a, s), self.of_sample(z, s), slope) for a, z, slope in pairs]

    def has_slopes(self, k: int) -> bool:
        """Tell whether layer k is an activation that passed its gradient on by the chain rule."""
        return k < len(self.layers) and isinstance(self.layers[k].layer, Activation) and not self.layers[k].at_logits

    def number_of_softmax(self, k: int) -> Optional[int]:
        """Return which softmax stands in layer k, or None where there is but one; SoftmaxCrossEntropy makes one behind the last layer."""
        places = [i for i, layer in enumerate(self.layers) if isinstance(layer.layer, Softmax)]
        places += [len(self.layers)] * isinstance(self.record.loss, SoftmaxCrossEntropy)
        return places.index(k) + 1 if len(places) > 1 else None

    def shown(self, items: Sequence[Any]) -> List[Any]:
        """Return the items that are shown."""
        return counted_list(items, self.most)

    def shown_samples(self) -> List[int]:
        """Return the numbers of the samples that are shown."""
        return self.shown(range(self.samples))

    def left_out(self, count: int, noun: str) -> List[Part]:
        """Return a note that says how many are not shown, or nothing."""
        more = count - len(self.shown(range(count)))
        return [Note("... %d more %s" % (more, noun if more == 1 else noun + "s"))] if more else []

    def given(self, label: str, values: Sequence[Any], last: Sequence[Any] = ()) -> Given:
        """Return numbers that are given; what was left out is left out before the last ones."""
        shown = self.shown(values)
        return Given(label, shown, len(values) - len(shown), last)

    def per_sample(self, write: Any, count: int, noun: str) -> List[Part]:
        """Return what `write(s)` gives for each sample that is shown; `count` is how many there are of a noun."""
        parts: List[Part] = []
        for s in self.shown_samples():
            parts += write(s)
            parts += self.left_out(count, noun)
        return parts + self.left_out(self.samples, "sample")

    def sample_label(self, s: int, label: str) -> str:
        """Return a label with the number of the sample, where there are several."""
        return "%s of sample %d" % (label, s + 1) if self.samples > 1 else label


def flat(sample: Any) -> List[Any]:
    """Return a sample as one row, also where it is a matrix.

    Example:
        >>> flat([[1, 2], [3, 4]]), flat([1, 2])
        ([1, 2, 3, 4], [1, 2])
    """
    return [v for row in sample for v in row] if is_row(sample[0]) else list(sample)


def heading(direction: str, k: int, layer: Any, what: Optional[str] = None) -> str:
    """Return the heading of a layer's section."""
    return "%s: layers[%d] %r%s" % (direction, k, layer, ", " + what if what else "")

