"""What the laws of layers are tried on: a layer with drawn numbers, a batch for it, and a gradient of its outputs."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

from hypothesis import strategies as st

from ..rng import Random, resolve
from .laws import BrokenLawError, copied, made, untouched_generator
from .snippets import literal
from .strategies import Strategy, kept, lists_of, quarters, quarters_with_zero, rows, sizes
from .tolerances import LIMIT

SEEDS = st.integers(0, 1000)
COUNTS = st.sampled_from([(2, 3), (3, 2), (4, 3)])  # samples of a batch, and of another one
RESULTS = ("predict(X)", "forward(X)", "backward(dA)", "the gradient of the parameters")
MANY = 64  # numbers beyond which Hypothesis draws only a seed for a list of them


class LayerCase:
    """A layer with certain numbers, batches X and other, and a gradient dA of the outputs for X; each is handed out as a fresh copy."""

    def __init__(self, make: Callable[[], Any], seed: int, values: Any, X: Any, other: Any, dA: Any, free: bool = True, input_gradient: bool = True) -> None:
        self._make, self.seed, self.values = make, seed, values
        self._X, self._other, self._dA = X, other, dA
        self.free = free  # whether any numbers will do
        self.input_gradient = input_gradient
        self._start: Any = None

    def layer(self) -> Any:
        """Return a fresh layer with the numbers of the case; the generators stand where they always stand."""
        return self.layer_of(self.values)

    def layer_of(self, values: Any) -> Any:
        """Return a fresh layer with these numbers, or with those that its constructor gave it where there are none."""
        layer = with_values(self._make, self.seed, values)
        self._start = resolve(None).state, getattr(getattr(layer, "rng", None), "state", None)
        return layer

    def rewind(self, layer: Any) -> None:
        """Put the generators back to where they were when the layer was made."""
        resolve(None).state = self._start[0]
        if self._start[1] is not None:
            layer.rng.state = self._start[1]

    @property
    def X(self) -> Any:  # noqa: N802 - a letter of the glossary
        """A batch of at least two samples."""
        return copied(self._X)

    @property
    def other(self) -> Any:
        """Another batch, with another number of samples."""
        return copied(self._other)

    @property
    def before(self) -> Any:
        """Another batch, with as many samples as X."""
        return copied([self._other[s % len(self._other)] for s in range(len(self._X))])

    @property
    def dA(self) -> Any:  # noqa: N802
        """A gradient of the outputs for X."""
        return copied(self._dA)

    @property
    def width(self) -> Optional[int]:
        """How many inputs there are; None where samples are matrices."""
        return None if isinstance(self._X[0][0], list) else len(self._X[0])

    def __str__(self) -> str:
        lines = ["parameters = %s" % literal(self.values)] if self.values else []
        return "\n".join(lines + ["X = %s" % literal(self._X), "dA = %s" % literal(self._dA)])


def with_values(make: Callable[[], Any], seed: int, values: Any) -> Any:
    """Return a fresh layer whose parameters hold the values."""
    layer = made(make, seed)
    for (own, _), row in zip(layer.parameters(), values):
        own[:] = row
    return layer


def numbers(count: int, elements: Any) -> Strategy:
    """Draw a row; a long one by a seed only, so that large layers can be tested too."""
    if count <= MANY:
        return rows(count, elements)
    return st.integers(0, 2**32 - 1).map(lambda seed: _drawn(count, Random(seed)))


def _drawn(count: int, rng: Random) -> List[float]:
    return [rng.choice((-1, 1)) * rng.randint(1, 8) / 4 for _ in range(count)]


@kept
def small_inputs() -> Strategy:
    """Draw quarters, and whole numbers that reach further."""
    return st.one_of(quarters_with_zero(), st.integers(-10, 10).map(float))


@kept
def large_inputs(limit: float = LIMIT) -> Strategy:
    """Draw numbers of all sizes up to a limit, both ends and the smallest ones included."""
    ends = [0.0, -0.0, 5e-324, -5e-324, 40.0, -40.0, 800.0, -800.0, 1e5, -1e5, limit, -limit]
    return st.one_of(st.sampled_from([end for end in ends if abs(end) <= limit]), st.floats(-limit, limit))


@st.composite
def layer_cases(
    draw: st.DrawFn, make: Callable[[], Any], inputs: Any = None, elements: Any = None, parameters: Any = None, input_gradient: bool = True
) -> LayerCase:
    """Draw a case for a layer; `inputs` is a width, the shape of a sample that is a matrix, or None for what the layer says."""
    seed = draw(SEEDS)
    with untouched_generator():
        layer = _asked("the constructor", lambda: made(make, seed))
        lengths = _asked("parameters()", lambda: [len(values) for values, _ in layer.parameters()])
        shape = _sample_shape(draw, layer, inputs)
        values = [draw(numbers(count, quarters() if parameters is None else parameters)) for count in lengths]
        kind = small_inputs() if elements is None else elements
        # A layer that divides by the deviation of a column gets columns in which no two numbers are equal.
        apart = elements is None and getattr(layer, "smallest_batch", 1) > 1
        X, other = [draw(_batch(n, shape, kind, apart)) for n in draw(COUNTS)]
        count = _width(with_values(make, seed, values), X)
        dA = [draw(numbers(count, quarters())) for _ in X]
        return LayerCase(make, seed, values, X, other, dA, elements is None and parameters is None, input_gradient)


def _sample_shape(draw: st.DrawFn, layer: Any, inputs: Any) -> Tuple[int, ...]:
    if isinstance(inputs, tuple):
        return inputs
    width = getattr(layer, "inputs", None) if inputs is None else inputs
    return (draw(sizes(4)) if width is None else width,)


def _batch(samples: int, shape: Tuple[int, ...], elements: Any, apart: bool) -> Strategy:
    if not apart:
        return lists_of(_sample(shape, elements), samples)
    columns = st.lists(st.lists(elements, min_size=samples, max_size=samples, unique=True), min_size=shape[0], max_size=shape[0])
    return columns.map(lambda m: [list(row) for row in zip(*m)])


def _sample(shape: Tuple[int, ...], elements: Any) -> Strategy:
    if len(shape) == 1:
        return numbers(shape[0], elements)
    return lists_of(_sample(shape[1:], elements), shape[0])


def _width(layer: Any, X: Any) -> int:
    """Return how many outputs come out, or, where predict fails, at least how many the layer says: its laws will tell the rest."""
    try:
        return len(layer.predict(copied(X))[0])
    except Exception:
        return _asked("output_size", lambda: layer.output_size(len(X[0])) or 1)  # type: ignore[no-any-return]


def _asked(what: str, ask: Callable[[], Any]) -> Any:
    """Ask the layer for something; an error of its own is told as such, and Hypothesis keeps its hands off."""
    try:
        return ask()
    except Exception as error:
        raise BrokenLawError("%s raised %s: %s" % (what, type(error).__name__, error)) from error


# What laws ask of a layer


def mixes(layer: Any) -> bool:
    """Tell whether the samples of a batch may depend on each other in forward."""
    return getattr(layer, "smallest_batch", 1) > 1


def generators_of(layer: Any) -> Tuple[Any, Any]:
    """Return where the library's generator and the layer's own stand."""
    return list(resolve(None).state), list(getattr(getattr(layer, "rng", None), "state", []))


def rewound(case: LayerCase, layer: Any) -> Any:
    """Return the layer, after the generators were put back to where they were when it was made."""
    case.rewind(layer)
    return layer


def gradients_of(layer: Any) -> List[Any]:
    """Return a copy of the gradients of a layer's parameters."""
    return [list(gradients) for _, gradients in layer.parameters()]


def everything(layer: Any, X: Any, dA: Any) -> Dict[str, Any]:
    """Use a layer in every way, and return what comes out, by name."""
    return dict(zip(RESULTS, (layer.predict(X), layer.forward(X), layer.backward(dA) or [], gradients_of(layer))))


def learnt(case: LayerCase) -> Tuple[Any, List[Any]]:
    """Do forward and backward on a fresh layer; return the gradients of inputs and parameters."""
    layer = case.layer()
    layer.forward(case.X)
    return layer.backward(case.dA), gradients_of(layer)
