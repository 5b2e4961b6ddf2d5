"""The first weights of a layer: how large, and why it matters.

Weights that are all alike make all neurons of a layer learn the same. Weights that are too small let
the signal fade from layer to layer, too large let it explode. Glorot and He choose the spread so that
the signal keeps its size on the way through. Each function here is called with the number of inputs and
outputs and a generator, and returns weights [outputs][inputs].
"""

from math import sqrt

from .linalg import zeros
from .rng import resolve
from .shapes import ShapeError, matrix, require_size, shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional, Union

    from .rng import Random
    from .shapes import Matrix

    Initializer = Callable[[int, int, Optional[Random]], Matrix]


def constant_zeros(inputs: "int", outputs: "int", rng: "Optional[Random]" = None) -> "Matrix":
    """Return weights that are all 0: the classic mistake, kept to show why it fails.

    Shapes:   result [outputs][inputs]
    Formula:  W[j][i] = 0.0
    Errors:   ShapeError  a size is not a whole number of at least 1
    Example:
        >>> constant_zeros(3, 2)
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    return zeros(outputs, inputs)


def uniform(inputs: "int", outputs: "int", rng: "Optional[Random]" = None, limit: "float" = 0.5) -> "Matrix":
    """Draw weights evenly between -limit and limit, whatever the size of the layer.

    Shapes:   result [outputs][inputs]
    Formula:  W[j][i] = rng.uniform(-limit, limit)
    Errors:   ShapeError  a size is not a whole number of at least 1
    Example:
        >>> W = uniform(3, 2)
        >>> all(-0.5 <= w < 0.5 for row in W for w in row)
        True
    """
    inputs = require_size(inputs, "inputs")
    outputs = require_size(outputs, "outputs")
    rng = resolve(rng)
    return [[rng.uniform(-limit, limit) for _ in range(inputs)] for _ in range(outputs)]


def normal(inputs: "int", outputs: "int", rng: "Optional[Random]" = None, deviation: "float" = 0.05) -> "Matrix":
    """Draw weights from a normal distribution around 0.

    Shapes:   result [outputs][inputs]
    Formula:  W[j][i] = rng.normal(0.0, deviation)
    Errors:   ShapeError  a size is not a whole number of at least 1
    Example:
        >>> len(normal(3, 2)), len(normal(3, 2)[0])
        (2, 3)
    """
    inputs = require_size(inputs, "inputs")
    outputs = require_size(outputs, "outputs")
    rng = resolve(rng)
    return [[rng.normal(0.0, deviation) for _ in range(inputs)] for _ in range(outputs)]


def glorot_uniform(inputs: "int", outputs: "int", rng: "Optional[Random]" = None) -> "Matrix":
    """Draw weights whose variance suits sigmoid and tanh, forward and backward (also called Xavier).

    A uniform number between -limit and limit has the variance limit**2 / 3, here 2 / (inputs + outputs).

    Shapes:   result [outputs][inputs]
    Formula:  limit = sqrt(6 / (inputs + outputs))
    Errors:   ShapeError  a size is not a whole number of at least 1
    Source:   X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural
              networks, AISTATS 2010, equation 16
    Example:
        >>> W = glorot_uniform(4, 2)
        >>> all(-1.0 <= w < 1.0 for row in W for w in row)
        True
    """
    inputs = require_size(inputs, "inputs")
    outputs = require_size(outputs, "outputs")
    return uniform(inputs, outputs, rng, sqrt(6 / (inputs + outputs)))


def glorot_normal(inputs: "int", outputs: "int", rng: "Optional[Random]" = None) -> "Matrix":
    """Draw normal weights with the variance that Glorot and Bengio ask for.

    Shapes:   result [outputs][inputs]
    Formula:  deviation = sqrt(2 / (inputs + outputs))
    Errors:   ShapeError  a size is not a whole number of at least 1
    Source:   X. Glorot and Y. Bengio, AISTATS 2010, equation 12
    Example:
        >>> len(glorot_normal(4, 2))
        2
    """
    inputs = require_size(inputs, "inputs")
    outputs = require_size(outputs, "outputs")
    return normal(inputs, outputs, rng, sqrt(2 / (inputs + outputs)))


def he_uniform(inputs: "int", outputs: "int", rng: "Optional[Random]" = None) -> "Matrix":
    """Draw weights whose variance suits ReLU, which silences half of its inputs: 2 / inputs.

    Shapes:   result [outputs][inputs]
    Formula:  limit = sqrt(6 / inputs)
    Errors:   ShapeError  a size is not a whole number of at least 1
    Source:   K. He, X. Zhang, S. Ren and J. Sun, Delving Deep into Rectifiers, ICCV 2015, equation 10,
              as a uniform distribution of the same variance
    Example:
        >>> W = he_uniform(6, 2)
        >>> all(-1.0 <= w < 1.0 for row in W for w in row)
        True
    """
    inputs = require_size(inputs, "inputs")
    return uniform(inputs, outputs, rng, sqrt(6 / inputs))


def he_normal(inputs: "int", outputs: "int", rng: "Optional[Random]" = None) -> "Matrix":
    """Draw normal weights with the variance that He and others ask for before a ReLU.

    Shapes:   result [outputs][inputs]
    Formula:  deviation = sqrt(2 / inputs)
    Errors:   ShapeError  a size is not a whole number of at least 1
    Source:   K. He, X. Zhang, S. Ren and J. Sun, ICCV 2015, equation 10
    Example:
        >>> len(he_normal(6, 2))
        2
    """
    inputs = require_size(inputs, "inputs")
    return normal(inputs, outputs, rng, sqrt(2 / inputs))


INITIALIZERS = {
    "zeros": constant_zeros,
    "uniform": uniform,
    "normal": normal,
    "glorot": glorot_uniform,
    "glorot_uniform": glorot_uniform,
    "glorot_normal": glorot_normal,
    "xavier": glorot_uniform,
    "xavier_uniform": glorot_uniform,
    "xavier_normal": glorot_normal,
    "he": he_uniform,
    "he_uniform": he_uniform,
    "he_normal": he_normal,
}


def initial_weights(
    init: "Union[str, Initializer, None]", inputs: "int", outputs: "int", rng: "Optional[Random]" = None
) -> "Matrix":
    """Return the weights that `init` gives: a name, None for "glorot", or a function of your own.

    Shapes:   result [outputs][inputs]
    Errors:   ValueError  the name is unknown, or rng is no Random
              ShapeError  the function's weights have another shape
    Example:
        >>> initial_weights("zeros", 2, 1)
        [[0.0, 0.0]]
        >>> initial_weights(lambda inputs, outputs, rng: [[1.0, 2.0]], 2, 1)
        [[1.0, 2.0]]
    """
    if init is None:
        init = "glorot"
    function: "Any" = INITIALIZERS.get(init) if isinstance(init, str) else init
    if not callable(function):
        raise ValueError("init %r is unknown; the names are %s" % (init, ", ".join(sorted(INITIALIZERS))))
    weights = matrix(function(inputs, outputs, resolve(rng)), "the initial weights")
    if shape(weights) != (outputs, inputs):
        raise ShapeError(
            "the initial weights should have shape %s, [outputs][inputs], but have %s" % ((outputs, inputs), shape(weights))
        )
    return weights
