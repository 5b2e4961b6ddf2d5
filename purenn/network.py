"""A network: layers in a row, and everything people do with it.

Forward goes through the layers from first to last, backward from last to first. That is all there is to
backpropagation: each layer knows its own derivative, and the chain rule is the order in which they are asked.
"""

from .layer import Layer, has_own
from .shapes import ShapeError, is_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable, List, Optional, Sequence, Tuple

    from .callbacks import History
    from .optimizers import Optimizer
    from .rng import Random
    from .shapes import Matrix, Vector


class Network:
    """Put layers in a row: the outputs of each are the inputs of the next.

    Errors:   ShapeError  a layer expects another number of inputs than the one before it gives
              ValueError  there is no layer, or something is none
    Example:
        >>> from purenn.layers import Dense
        >>> from purenn.activations import Sigmoid, Tanh
        >>> net = Network([Dense(2, 4), Tanh(), Dense(4, 1), Sigmoid()])
        >>> net
        Network([Dense(2, 4), Tanh(), Dense(4, 1), Sigmoid()])
        >>> len(net.predict([[0, 1], [1, 1], [0, 0]]))
        3
    """

    def __init__(
        self,
        layers: "Sequence[Layer]",
        input_names: "Sequence[str]" = (),
        class_names: "Sequence[str]" = (),
        target_name: "str" = "",
        input_defaults: "Sequence[float]" = (),
    ) -> "None":
        if not is_row(layers):
            raise ValueError("a network expects a list of layers, but got %r" % (layers,))
        self.layers = tuple(layers)  # fixed: what was checked here stays true
        self.inputs, self.outputs = check_layers(self.layers)
        check_names(input_names, self.inputs, "input name")
        check_names(class_names, 2 if self.outputs == 1 else self.outputs, "class name")
        check_names(input_defaults, self.inputs, "input default")
        self.input_names = [str(name) for name in input_names]
        self.class_names = [str(name) for name in class_names]
        self.target_name = str(target_name)  # what the outputs say: the name of a column, or nothing
        self.input_defaults = [float(value) for value in input_defaults]  # what a missing input is taken for
        self.history: "Optional[History]" = None

    def batch(self, X: "Any") -> "Any":
        """Return a checked copy of samples for this network; a flat list is one sample.

        Errors:   ShapeError  the rows are not as long as the network has inputs
                  ValueError  an element is not a number
        """
        rows = self.layers[0].batch(X)
        if self.inputs is not None and len(rows[0]) != self.inputs and not is_row(rows[0][0]):
            flat = "" if is_row(X[0]) else " (a flat list is one sample)"
            raise ShapeError("the network expects rows of %d inputs, but X has shape %s%s" % (self.inputs, (len(rows), len(rows[0])), flat))
        return rows

    def forward(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch as in training: Dropout drops, and layers remember for backward.

        Shapes:   X [samples][inputs]   A [samples][outputs]
        Errors:   ShapeError  the rows are not as long as the network has inputs
        """
        return self.forward_checked(self.batch(X))

    def forward_checked(self, A: "Any") -> "Matrix":
        """Do what forward does, on samples that `batch` has checked already."""
        for layer in self.layers:
            A = layer.forward(A)
        return A  # type: ignore[no-any-return]

    def backward(self, dA: "Matrix", inputs: "bool" = False) -> "Optional[Matrix]":
        """Set the gradients of all parameters for the last forward, from that of its outputs.

        The gradient with respect to the network's inputs is only computed, and returned, when asked for.

        Shapes:   dA [samples][outputs]   result [samples][inputs] or None
        Formula:  dX = layer.backward(dA)  # from the last layer to the first, each dX the dA of the one before
        Errors:   ValueError  there was no forward
        """
        first = 0 if inputs else self.first_learning()
        for layer in reversed(self.layers[first + 1 :]):
            dA = layer.backward(dA)
        if inputs:
            return self.layers[0].backward(dA)  # type: ignore[no-any-return]
        if first < len(self.layers):
            layer = self.layers[first]
            (layer.backward if _only_backward_is_own(layer) else layer.backward_parameters)(dA)
        return None

    def first_learning(self) -> "int":
        """Return the number of the first layer with parameters; without any, that of the layers."""
        for i, layer in enumerate(self.layers):
            if layer.parameters():
                return i
        return len(self.layers)

    def predict(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch; nothing is dropped, and nothing of the training state changes.

        Shapes:   X [samples][inputs]   A [samples][outputs]
        Errors:   ShapeError  the rows are not as long as the network has inputs
        """
        A = self.batch(X)
        for layer in self.layers:
            A = layer.predict(A)
        return A  # type: ignore[no-any-return]

    __call__ = predict

    def parameters(self) -> "List[Tuple[Vector, Vector]]":
        """Return pairs (values, gradients) of flat lists, for an optimizer to change the values in place."""
        return [pair for layer in self.layers for pair in layer.parameters()]

    def values(self) -> "List[Vector]":
        """Return all flat lists of numbers that make the network what it is: the parameters, and running means."""
        return [values for layer in self.layers for values in layer.values()]

    def fit(
        self,
        X: "Any",
        Y: "Any",
        loss: "Any",
        optimizer: "Optimizer",
        epochs: "int" = 1,
        batch_size: "Optional[int]" = None,
        shuffle: "bool" = True,
        validation: "Optional[Tuple[Any, Any]]" = None,
        callbacks: "Sequence[Any]" = (),
        rng: "Optional[Random]" = None,
        metrics: "Sequence[Any]" = (),
    ) -> "History":
        """Train on samples X with targets Y, and return the History.

        Every epoch goes once through all samples, in a new random order if `shuffle` says so, in batches of
        `batch_size` (None: all at once). `validation` is a pair (X, Y) to measure after every epoch, `metrics`
        are functions such as nn.accuracy to record as well, called with outputs and the targets as they are in Y. Callbacks are objects with the methods of
        nn.Callback, or functions to call after every epoch. An optimizer that is used again goes on where it was:
        its velocities and the epochs of its schedule are not reset.

        Shapes:   X [samples][inputs]   Y [samples][outputs], or [samples] where the loss takes that
        Errors:   ShapeError     X, Y and the network do not fit together
                  ValueError     a number is NaN or infinite, or a setting is out of range
                  TrainingError  the loss or a weight is no longer finite; the weights of the last good epoch stay
        """
        from .training import train  # here, so that a board which only predicts never loads it

        return train(self, X, Y, loss, optimizer, epochs, batch_size, shuffle, validation, callbacks, rng, metrics)

    def fit_stream(
        self,
        samples: "Iterable[Any]",
        loss: "Any",
        optimizer: "Optimizer",
        batch_size: "int" = 1,
        callbacks: "Sequence[Any]" = (),
        memory: "Optional[int]" = None,
    ) -> "History":
        """Train once on samples as they come, pairs (x, y) from a generator, a sensor, a file; none of them is kept.

        The History has one loss, the mean over the samples. Before it begins, `nn.memory_plan` says what it will take, and where
        that is more than is free, on MicroPython, or than `memory` bytes, anywhere, it does not begin. Where a layer such as BatchNorm
        cannot learn from a last batch so small, the batch before takes its samples in, and so waits for the next ones.

        Errors:   MemoryError    there is not enough memory
                  ShapeError     a sample does not fit the network; the message has its number
                  ValueError     a number is NaN or infinite, or a setting is out of range
                  TrainingError  the loss or a gradient is no longer finite; the weights from before this batch stay
        Example:
            >>> from purenn import BCE, SGD, Dense, Sigmoid
            >>> net = Network([Dense(1, 1), Sigmoid()])
            >>> history = net.fit_stream((([k / 50], k < 25) for k in range(50)), BCE(), SGD(0.1))
            >>> len(history)
            1
        """
        from .streaming import fit_stream  # here, so that a board which only predicts never loads it

        return fit_stream(self, samples, loss, optimizer, batch_size, callbacks, memory)

    def evaluate(self, X: "Any", Y: "Any", loss: "Any") -> "float":
        """Return the loss, or any metric such as nn.accuracy, of the predictions for X.

        Errors:   ShapeError  X, Y and the network do not fit together
        """
        return loss(self.predict(X), Y)  # type: ignore[no-any-return]

    def summary(self) -> "str":
        """Return a table of the layers: name, how many outputs, how many parameters.

        Example:
            >>> from purenn.layers import Dense
            >>> from purenn.activations import Softmax
            >>> print(Network([Dense(4, 3), Softmax()]).summary())
            layer        outputs  parameters
            Dense(4, 3)        3          15
            Softmax()          3           0
            total                         15
        """
        rows, width, total = [], self.inputs, 0
        for layer in self.layers:
            width = layer.output_size(width)
            count = sum(layer.parameter_sizes())
            total += count
            rows.append((repr(layer), "?" if width is None else str(width), "%d" % count))
        rows = [("layer", "outputs", "parameters")] + rows + [("total", "", "%d" % total)]
        longest = max([len(name) for name, _, _ in rows])
        return "\n".join([name + " " * (longest - len(name)) + "  %7s  %10s" % (outputs, count) for name, outputs, count in rows])

    def save(self, path: "str") -> "None":
        """Save the network as json; `nn.load` brings it back.

        Errors:   ValueError  a number is NaN or infinite
                  OSError     the file cannot be written; an older file of that name stays as it was
        """
        from .storage import save  # here, so that a board which keeps no file never loads it

        save(self, path)

    def __repr__(self) -> "str":
        return "Network([%s])" % ", ".join([repr(layer) for layer in self.layers])


def check_names(names: "Sequence[Any]", count: "Optional[int]", kind: "str") -> "None":
    """Refuse names, or values, that are not one for each of what they belong to; none at all are always welcome.

    Errors:   ValueError
    Example:
        >>> check_names(["height", "weight"], 2, "input name")
    """
    if not is_row(names):
        raise ValueError("the network should have a list of %ss, but got %r" % (kind, names))
    if count is not None and len(names) not in (0, count):
        raise ValueError("the network should have one %s for each of %d, but has %d" % (kind, count, len(names)))


def check_layers(layers: "Sequence[Any]") -> "Tuple[Optional[int], Optional[int]]":
    """Return how many inputs and outputs layers in a row have, None where any number will do.

    Errors:   ShapeError  a layer expects another number of inputs than the one before it gives
              ValueError  there is no layer, something is none, or one stands there twice
    """
    if not layers:
        raise ValueError("a network needs at least one layer, but the list is empty")
    inputs: "Any" = None
    width: "Any" = None
    for i, layer in enumerate(layers):
        if not hasattr(layer, "backward_parameters") or isinstance(layer, type):
            raise ValueError("layers[%d] should be a layer, such as Dense(2, 4) or Tanh() or one derived from Layer, but is %r" % (i, layer))
        if any([layer is other for other in layers[:i]]):
            raise ValueError("layers[%d] %r stands in the network twice; make a layer of its own for each place" % (i, layer))
        expected = getattr(layer, "inputs", None)
        if expected is not None and width is not None and expected != width:
            raise ShapeError("layers[%d] %r expects %d inputs, but the layer before it gives %d" % (i, layer, expected, width))
        if inputs is None and width is None:
            inputs = _unchanged_by(layers[:i], expected)
        width = layer.output_size(width if expected is None else expected)
    return inputs, width


def _only_backward_is_own(layer: "Any") -> "bool":
    """Tell whether a class derived from Dense has another backward, which the short way of Dense knows nothing of."""
    from .layers import Dense  # here, so that it is loaded after the network, in pieces of memory that are left

    return isinstance(layer, Dense) and has_own(layer, Dense, "backward") and not has_own(layer, Dense, "backward_parameters")


def _unchanged_by(layers: "Sequence[Any]", expected: "Optional[int]") -> "Optional[int]":
    """Return how many inputs stand before these layers where that many come out; None where they change the number."""
    width = expected
    for layer in layers:
        width = layer.output_size(width)
    return expected if width == expected else None
