"""Layers: forward turns a batch of inputs into outputs, backward turns blame for outputs into blame for inputs.

What all layers have in common stands in `layer`, the activations in `activations`; here is Dense, which learns,
and two that rearrange or drop numbers. A network is a row of layers, and the chain rule is each of them passing its
gradient on.
"""

from .initializers import initial_weights
from .layer import Activation, Layer, require_forward
from .linalg import affine_rows, dot_rows
from .rng import resolve
from .shapes import ShapeError, is_row, matrix, require_range, require_size, rows_of_width, shape, vector

__all__ = ["Activation", "Dense", "Dropout", "Flatten", "Layer"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Tuple, Union

    from .initializers import Initializer
    from .rng import Random
    from .shapes import Matrix, Vector


class Dense(Layer):
    """Give each output a weighted sum of all inputs, plus a bias.

    In the sum Z[s][j], the weight W[j][i] stands beside X[s][i]; so the loss changes with that weight by
    dZ[s][j] * X[s][i], added up over the samples. By the same sum, X[s][i] reaches every output j through
    W[j][i]; so its own gradient adds up dZ[s][j] * W[j][i] over the outputs.

    Shapes:   X [samples][inputs]   Z [samples][outputs]   weights [outputs][inputs]   biases [outputs]
    Formula:  Z[s][j] = biases[j] + sum(weights[j][i] * X[s][i] for i in range(inputs))
              d_weights[j][i] = sum(dZ[s][j] * X[s][i] for s in range(samples))
              d_biases[j] = sum(dZ[s][j] for s in range(samples))
              dX[s][i] = sum(dZ[s][j] * weights[j][i] for j in range(outputs))
    Errors:   ShapeError  a row of X has more or fewer than `inputs` numbers
              ValueError  `init` is unknown
    Source:   M. Nielsen, Neural Networks and Deep Learning, 2015, equations BP2 to BP4, for whole batches
    Example:
        >>> layer = Dense(2, 1)
        >>> layer.weights, layer.biases = [[2.0, -1.0]], [0.5]
        >>> layer.forward([[3.0, 4.0], [0.0, 1.0]])
        [[2.5], [-0.5]]
        >>> layer.backward([[1.0], [10.0]])
        [[2.0, -1.0], [20.0, -10.0]]
        >>> layer.d_weights, layer.d_biases
        ([[3.0, 14.0]], [11.0])
    """

    def __init__(
        self, inputs: "int", outputs: "int", init: "Union[str, Initializer, None]" = None, rng: "Optional[Random]" = None
    ) -> "None":
        inputs = require_size(inputs, "inputs of Dense")
        outputs = require_size(outputs, "outputs of Dense")
        self.inputs = inputs
        self.outputs = outputs
        self._weights = initial_weights(init, inputs, outputs, rng)
        self._biases = [0.0] * outputs
        self._d_weights: "Any" = None
        self._d_biases: "Any" = None
        self._columns: "Any" = None

    @property
    def weights(self) -> "Matrix":
        """The weights [outputs][inputs]: row j belongs to neuron j."""
        return self._weights

    @weights.setter
    def weights(self, values: "Any") -> "None":
        rows = matrix(values, "weights")
        if shape(rows) != (self.outputs, self.inputs):
            raise ShapeError("%r expects weights of shape %s, but got %s" % (self, (self.outputs, self.inputs), shape(rows)))
        self._weights = rows

    @property
    def biases(self) -> "Vector":
        """The biases [outputs], a flat list."""
        return self._biases

    @biases.setter
    def biases(self, values: "Any") -> "None":
        row = vector(values, "biases")
        if len(row) != self.outputs:
            raise ShapeError("%r expects biases of shape %s, but got %s" % (self, (self.outputs,), (len(row),)))
        self._biases = row

    @property
    def d_weights(self) -> "Matrix":
        """The gradient of the loss with respect to the weights, as the last backward left it."""
        if self._d_weights is None:
            self._make_gradients()
        return self._d_weights  # type: ignore[no-any-return]

    @property
    def d_biases(self) -> "Vector":
        """The gradient of the loss with respect to the biases, as the last backward left it."""
        if self._d_weights is None:
            self._make_gradients()
        return self._d_biases  # type: ignore[no-any-return]

    def _make_gradients(self) -> "None":
        # Only when they are first asked for: a board that just predicts has no memory to spare for them.
        # Whole zeros: a step before the first backward leaves fractions exact.
        self._d_weights = [[0] * self.inputs for _ in range(self.outputs)]
        self._d_biases = [0] * self.outputs

    def output_size(self, inputs: "Optional[int]") -> "int":
        return self.outputs

    def predict(self, X: "Any") -> "Matrix":
        return affine_rows(rows_of_width(X, "X", self.inputs, self), self._weights, self._biases)

    def forward(self, X: "Any") -> "Matrix":
        X = rows_of_width(X, "X", self.inputs, self)
        self._columns = list(zip(*X))  # what backward needs, and a copy: later changes to X do no harm
        return affine_rows(X, self._weights, self._biases)

    def backward(self, dA: "Matrix") -> "Matrix":
        self.backward_parameters(dA)
        return dot_rows(dA, list(zip(*self._weights)))

    def backward_parameters(self, dA: "Matrix") -> "None":
        columns = require_forward(self, self._columns, dA, self.outputs)
        d_columns = list(zip(*dA))
        if self._d_weights is None:
            self._make_gradients()
        for d_row, row in zip(self._d_weights, dot_rows(d_columns, columns)):
            d_row[:] = row
        self._d_biases[:] = [sum(d) for d in d_columns]

    def parameters(self) -> "List[Tuple[Vector, Vector]]":
        if self._d_weights is None:
            self._make_gradients()
        pairs = list(zip(self._weights, self._d_weights))
        pairs.append((self._biases, self._d_biases))
        return pairs

    def parameter_sizes(self) -> "List[int]":
        return [self.inputs] * self.outputs + [self.outputs]

    def config(self) -> "dict[str, Any]":
        return {"inputs": self.inputs, "outputs": self.outputs, "weights": self._weights, "biases": self._biases}

    def __repr__(self) -> "str":
        return "Dense(%d, %d)" % (self.inputs, self.outputs)


class Dropout(Layer):
    """Drop a part of the numbers at random while training, so that no neuron relies on a single other.

    Inverted dropout: what is kept grows by 1 / (1 - rate), so the mean stays the same, and predict has
    nothing to do.

    Shapes:   X [samples][width]   A [samples][width]
    Formula:  A[s][j] = kept[s][j] * X[s][j] / (1 - rate)  # kept is 0 with probability rate, else 1
              dX[s][j] = kept[s][j] * dA[s][j] / (1 - rate)
    Errors:   ValueError  the rate is not a number from 0 up to 1, or rng is no Random
    Source:   N. Srivastava and others, Dropout: A Simple Way to Prevent Neural Networks from Overfitting,
              Journal of Machine Learning Research 15, 2014, section 10 (the inverted variant)
    Example:
        >>> layer = Dropout(0.5)
        >>> layer.predict([[1.0, 2.0]])
        [[1.0, 2.0]]
        >>> set(layer.forward([[1.0] * 100])[0]) == {0, 2.0}
        True
    """

    def __init__(self, rate: "float" = 0.5, rng: "Optional[Random]" = None) -> "None":
        require_range(rate, "the rate of Dropout", 0, 1)
        self.rate = rate
        self.rng = rng if rng is None else resolve(rng)
        self._kept: "Any" = None

    def predict(self, X: "Any") -> "Matrix":
        return [list(row) for row in X]

    def forward(self, X: "Any") -> "Matrix":
        rng = resolve(self.rng)
        self._kept = [[0 if rng.uniform() < self.rate else 1 for _ in row] for row in X]
        return self._masked(X)

    def backward(self, dA: "Matrix") -> "Matrix":
        require_forward(self, self._kept, dA)
        return self._masked(dA)

    def _masked(self, rows: "Any") -> "Matrix":
        share = 1 - self.rate
        return [[v / share if kept else 0 for v, kept in zip(*pair)] for pair in zip(rows, self._kept)]

    def config(self) -> "dict[str, Any]":
        return {"rate": self.rate}

    def __repr__(self) -> "str":
        return "Dropout(%s)" % self.rate


class Flatten(Layer):
    """Turn each sample, a matrix such as an image, into one row: the first layer where samples are matrices.

    Shapes:   X [samples][rows][columns]   A [samples][rows * columns]
    Formula:  A[s][r * columns + c] = X[s][r][c]
    Errors:   ShapeError  a sample has another shape than (rows, columns)
    Example:
        >>> Flatten(2, 2).predict([[[1, 2], [3, 4]]])
        [[1, 2, 3, 4]]
    """

    def __init__(self, rows: "int", columns: "int") -> "None":
        rows = require_size(rows, "rows of Flatten")
        columns = require_size(columns, "columns of Flatten")
        self.rows = rows
        self.columns = columns

    def output_size(self, inputs: "Optional[int]") -> "int":
        if inputs is not None:
            raise ShapeError("%r expects samples that are matrices, so it can only be the first layer" % self)
        return self.rows * self.columns

    def batch(self, X: "Any") -> "Any":
        if not is_row(X) or len(X) == 0:
            matrix(X, "X")  # says what is wrong
        images = [matrix(image, "X[%d]" % s) for s, image in enumerate(X)]
        for s, image in enumerate(images):
            if shape(image) != (self.rows, self.columns):
                raise ShapeError("%r expects samples of shape %s, but X[%d] has %s" % (self, (self.rows, self.columns), s, shape(image)))
        return images

    def predict(self, X: "Any") -> "Matrix":
        return [[v for row in image for v in row] for image in self.batch(X)]

    def backward(self, dA: "Matrix") -> "Any":
        dA = rows_of_width(dA, "the gradient", self.rows * self.columns, self, "numbers")
        starts = range(0, self.rows * self.columns, self.columns)
        return [[d_row[start : start + self.columns] for start in starts] for d_row in dA]

    def config(self) -> "dict[str, Any]":
        return {"rows": self.rows, "columns": self.columns}

    def __repr__(self) -> "str":
        return "Flatten(%d, %d)" % (self.rows, self.columns)
