"""Clipping: keep a gradient that is too long from throwing the weights away."""

from math import sqrt

from .linalg import inner
from .shapes import require_positive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, List, Tuple

    from .shapes import Vector

    Parameters = Iterable[Tuple[Vector, Vector]]


def clip_by_value(parameters: "Parameters", limit: "float") -> "List[Tuple[Vector, Vector]]":
    """Return the parameters with every gradient brought between -limit and limit.

    Formula:  g = max(-limit, min(limit, g))
    Errors:   ValueError  the limit is not above 0
    Example:
        >>> clip_by_value([([1.0, 1.0], [5.0, -0.5])], 2.0)
        [([1.0, 1.0], [2.0, -0.5])]
    """
    require_positive(limit, "limit")
    return [(values, [-limit if g < -limit else limit if g > limit else g for g in gradients]) for values, gradients in parameters]


def clip_by_norm(parameters: "Parameters", limit: "float") -> "List[Tuple[Vector, Vector]]":
    """Return the parameters with all gradients shortened together, if their common length is above limit.

    Formula:  norm = sqrt(sum(g * g for gradients in all_lists for g in gradients))
              g = g * limit / norm if norm > limit else g
    Errors:   ValueError  the limit is not above 0
    Source:   R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
              ICML 2013, algorithm 1
    Example:
        >>> clip_by_norm([([1.0], [3.0]), ([1.0], [4.0])], 1.0)
        [([1.0], [0.6]), ([1.0], [0.8])]
    """
    require_positive(limit, "limit")
    parameters = list(parameters)
    largest = max([0.0] + [abs(g) for _, gradients in parameters for g in gradients])
    if largest == 0:
        return parameters
    # Divided by the largest first: the square of a gradient of 1e200, which is what clipping is for, is infinite.
    shares = [[g / largest for g in gradients] for _, gradients in parameters]
    norm = sqrt(sum([inner(row, row) for row in shares]))
    if largest * norm <= limit:
        return parameters
    return [(values, [share * limit / norm for share in row]) for (values, _), row in zip(parameters, shares)]
