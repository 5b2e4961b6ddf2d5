"""A layer: what every layer can do, and the simplest kind, a function applied to every number.

Derive from `Layer` to write a layer of your own, and from `Activation` to write an activation of your own.
"""

from .linalg import multiply_rows
from .shapes import ShapeError, matrix, row_lengths, shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Tuple

    from .shapes import Matrix, Vector


class Layer:
    """Say what a layer can do; derive from it to write your own.

    A layer has to define `predict` (and `forward`, where it remembers something for `backward`) and
    `backward`. One with parameters also defines `parameters`, and `output_size` where that differs from
    its input size.
    """

    inputs: "Any" = None  # how many inputs the layer expects; None for any number
    smallest_batch = 1  # how many samples forward needs at the least
    extra_rows = 0  # how many rows as long as its outputs come with them for the loss and its gradient; a plan of the memory asks

    def output_size(self, inputs: "Optional[int]") -> "Optional[int]":
        """Return how many outputs the layer gives for this many inputs; None where that is not known."""
        return inputs

    def batch(self, X: "Any") -> "Any":
        """Return a fresh, checked copy of the samples that a network with this first layer is given."""
        return matrix(X, "X")

    def predict(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch, and remember nothing."""
        raise NotImplementedError("%r should define predict(X)" % self)

    def forward(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch while training, and remember what backward needs."""
        return self.predict(X)

    def backward(self, dA: "Matrix") -> "Any":
        """Return the gradient with respect to the inputs of the last forward; set those of the parameters."""
        raise NotImplementedError("%r should define backward(dA)" % self)

    def backward_parameters(self, dA: "Matrix") -> "None":
        """Set the gradients of the parameters only: enough for the first layer of a network."""
        self.backward(dA)

    def parameters(self) -> "List[Tuple[Vector, Vector]]":
        """Return pairs (values, gradients) of flat lists; the optimizer changes the values in place."""
        return []

    def parameter_sizes(self) -> "List[int]":
        """Return how long the lists of values are that parameters gives; a plan of the memory asks, and makes nothing by it."""
        return [len(values) for values, _ in self.parameters()]

    def running(self) -> "List[Vector]":
        """Return the flat lists that forward itself changes, such as running means: part of the model, but not learnt by gradient."""
        return []

    def values(self) -> "List[Vector]":
        """Return the flat lists of everything that training changes: what is learnt, then what runs along."""
        return [values for values, _ in self.parameters()] + self.running()

    def config(self) -> "dict[str, Any]":
        """Return what the constructor needs to make this layer again, by argument name.

        Storage saves it; what `parameters` and `running` hold is saved beside it, and need not be part of it.
        """
        return {}

    def __repr__(self) -> "str":
        return "%s()" % type(self).__name__


class Activation(Layer):
    """Apply a function to every number: a function of one number as a layer.

    To write your own, derive from this class and define `function(z)` and `derivative(z)`.

    Shapes:   Z [samples][width]   A [samples][width]
    Formula:  A[s][j] = f(Z[s][j])
              dZ[s][j] = dA[s][j] * derivative(Z[s][j])
    Example:
        >>> class Square(Activation):
        ...     def function(self, z):
        ...         return z * z
        ...     def derivative(self, z):
        ...         return 2 * z
        >>> layer = Square()
        >>> layer.forward([[3.0, -1.0]])
        [[9.0, 1.0]]
        >>> layer.backward([[1.0, 10.0]])
        [[6.0, -20.0]]
    """

    _slopes: "Any" = None

    def function(self, z: "Any") -> "Any":
        """Return f(z) for one number."""
        raise NotImplementedError("%r should define function(z)" % self)

    def derivative(self, z: "Any") -> "Any":
        """Return the slope of f at z, the number before the activation."""
        raise NotImplementedError("%r should define derivative(z)" % self)

    def predict(self, Z: "Any") -> "Matrix":
        return [[self.function(z) for z in row] for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        """Return the derivative at every z; a layer that gets it cheaper from a = f(z) overrides this."""
        return [[self.derivative(z) for z in row] for row in Z]

    def forward(self, Z: "Any") -> "Matrix":
        A = self.predict(Z)
        self._slopes = self.slopes(Z, A)
        return A

    def backward(self, dA: "Matrix") -> "Matrix":
        return multiply_rows(dA, require_forward(self, self._slopes, dA))


def has_own(value: "Any", kind: "type", name: "str") -> "bool":
    """Tell whether a class derived from `kind` has put a method of its own in the place of this one.

    A shorter way to the same numbers, such as `predict` of ReLU, may only be taken where the method that it stands for is unchanged.

    Example:
        >>> class Square(Activation):
        ...     def function(self, z):
        ...         return z * z
        >>> has_own(Square(), Activation, "function"), has_own(Square(), Activation, "derivative")
        (True, False)
    """
    return getattr(type(value), name) is not getattr(kind, name)


def require_forward(layer: "Layer", remembered: "Any", dA: "Matrix", width: "Optional[int]" = None) -> "Any":
    """Return what forward remembered, if there is something and the gradient has the shape of the last output.

    That is the shape of what is remembered, unless there is a `width`: then it stands there by columns, one number for each row of the output.

    Errors:   ValueError  forward has not run
              ShapeError  the gradient has another shape than the output of the last forward
    """
    if remembered is None:
        raise ValueError("%r.backward needs a forward first: it works with what forward remembered" % layer)
    expected = list(map(len, remembered)) if width is None else [width] * len(remembered[0])
    if row_lengths(dA) != expected:
        raise ShapeError(
            "%r.backward expects a gradient of shape %s, that of its last output, but got %s" % (layer, (len(expected), expected[0]), shape(dA))
        )
    return remembered
