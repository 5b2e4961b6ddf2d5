"""How examples are drawn: Hypothesis strategies for numbers, matrices, batches, networks and labelled data.

Nonzero quarters find most mistakes: they are exact as floats and as fractions, no product of them vanishes,
and they shrink to cases that fit on paper. Layers are square half of the time, because a forgotten
transpose shows nowhere but passes a square matrix.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any, List, Sequence, Tuple

from hypothesis import strategies as st

from ..activations import Identity, LeakyReLU, ReLU, Sigmoid, Tanh
from ..layers import Dense
from ..network import Network
from .snippets import network_snippet

SMOOTH = (Tanh, Sigmoid, Identity)
PIECEWISE = (ReLU, LeakyReLU, Identity)

Strategy = st.SearchStrategy[Any]


# Hypothesis looks a strategy over before it first draws from it; those that are used again and again are kept.
kept = lru_cache(maxsize=512)


# Numbers


def finite_floats() -> Strategy:
    """Draw any float but NaN and infinity: for robustness, not for finding wrong formulas."""
    return st.floats(allow_nan=False, allow_infinity=False)


def moderate_floats(limit: float = 30.0) -> Strategy:
    """Draw floats of a size at which a central difference can be trusted."""
    return st.floats(-limit, limit)


_QUARTERS = [k / 4 for n in range(1, 9) for k in (n, -n)]


@kept
def quarters() -> Strategy:
    """Draw k / 4 with k from -8 to 8, but not 0: exact as a float."""
    return st.sampled_from(_QUARTERS)


@kept
def quarters_with_zero() -> Strategy:
    """Draw k / 4 with k from -8 to 8."""
    return st.sampled_from([0.0, *_QUARTERS])


def fractions() -> Strategy:
    """Draw small fractions with many different denominators."""
    return st.builds(Fraction, st.integers(-12, 12), st.integers(1, 7))


def nonzero_fractions() -> Strategy:
    """Draw small fractions, but not 0."""
    return fractions().filter(bool)


# Rows and matrices


@kept
def sizes(largest: int = 5) -> Strategy:
    """Draw a number of rows, columns, samples, neurons ..."""
    return st.integers(1, largest)


@kept
def shapes(largest: int = 5) -> Strategy:
    """Draw (rows, columns), square half of the time."""
    square = sizes(largest).map(lambda n: (n, n))
    return st.one_of(square, st.tuples(sizes(largest), sizes(largest)))


def rows(columns: Any, elements: Any = None) -> Strategy:
    """Draw a flat list of numbers; `columns` is a number or a strategy."""
    elements = quarters() if elements is None else elements
    if isinstance(columns, int):
        return lists_of(elements, columns)
    return columns.flatmap(lambda n: rows(n, elements))  # type: ignore[no-any-return]


@kept
def lists_of(elements: Any, length: int) -> Strategy:
    """Draw a list of so many elements."""
    return st.lists(elements, min_size=length, max_size=length)


@st.composite
def matrices(draw: st.DrawFn, rows: Any = None, columns: Any = None, elements: Any = None) -> List[List[Any]]:
    """Draw a matrix; sizes are numbers, strategies, or None for any from 1 to 5, and then square half of the time."""
    n, m = draw(shapes())
    n = n if rows is None else rows if isinstance(rows, int) else draw(rows)
    m = m if columns is None else columns if isinstance(columns, int) else draw(columns)
    return draw(lists_of(lists_of(quarters() if elements is None else elements, m), n))


@st.composite
def broadcastable_pairs(draw: st.DrawFn, elements: Any = None) -> Tuple[Any, Any]:
    """Draw two operands that broadcast: numbers, flat rows, rows, columns and whole matrices, in both orders."""
    elements = quarters_with_zero() if elements is None else elements
    n, m = draw(shapes(4))
    kinds = {
        "whole": matrices(n, m, elements),
        "row": matrices(1, m, elements),
        "column": matrices(n, 1, elements),
        "one": matrices(1, 1, elements),
        "flat": rows(m, elements),
        "flat one": rows(1, elements),
        "number": elements,
    }
    return draw(kinds[draw(st.sampled_from(sorted(kinds)))]), draw(kinds[draw(st.sampled_from(sorted(kinds)))])


def batches(inputs: Any = None, samples: Any = None, elements: Any = None) -> Strategy:
    """Draw X [samples][inputs] of at least two samples: with one, mistakes in adding up over the batch pass."""
    return matrices(st.integers(2, 5) if samples is None else samples, inputs, elements)


@st.composite
def same_shape(draw: st.DrawFn, elements: Any = None, others: Any = None, count: int = 2, columns: Any = None) -> Tuple[List[List[Any]], ...]:
    """Draw `count` matrices of one shape: the first of `elements`, the rest of `others`."""
    n, m = draw(shapes())
    m = m if columns is None else draw(columns)
    kinds = [elements] + [elements if others is None else others] * (count - 1)
    return tuple([draw(matrices(n, m, kind)) for kind in kinds])


# Targets


def labels(classes: int, samples: Any = None) -> Strategy:
    """Draw a flat list of class numbers, of two to five samples where their number is not given."""
    smallest, largest = (2, 5) if samples is None else (samples, samples)
    return st.lists(st.integers(0, classes - 1), min_size=smallest, max_size=largest)


def one_hot(numbers: Sequence[int], classes: int) -> List[List[int]]:
    """Return rows with a 1 at the class number: by definition, not by the code under test."""
    return [[1 if k == number else 0 for k in range(classes)] for number in numbers]


def labelled_data(inputs: int, outputs: int, elements: Any = None, targets: Any = None) -> Strategy:
    """Draw (X, Y) of two to four samples for a network of so many inputs and outputs.

    `targets` is a strategy for the numbers of Y, which are drawn like those of X where nothing is said;
    "classes" gives class numbers, as CrossEntropy takes them.
    """
    elements = quarters() if elements is None else elements
    kind = elements if targets is None else targets
    Y = (lambda n: labels(outputs, n)) if kind == "classes" else (lambda n: matrices(n, outputs, kind))
    return st.integers(2, 4).flatmap(lambda n: st.tuples(matrices(n, inputs, elements), Y(n)))


# Networks


class DrawnNetwork(Network):
    """A network that Hypothesis prints with all its numbers, as a snippet that runs: of a failing example there is nothing else."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("\n%s\n" % network_snippet(self))


def dense(weights: Any, biases: Any) -> Dense:
    """Return a Dense layer with these weights [outputs][inputs] and biases."""
    layer = Dense(len(weights[0]), len(weights), init="zeros")
    layer.weights, layer.biases = weights, biases
    return layer


@st.composite
def networks(draw: st.DrawFn, activations: Any = SMOOTH, elements: Any = None, inputs: Any = None, outputs: Any = None, depth: int = 3) -> Network:
    """Draw a network of 1 to `depth` Dense layers, each with an activation after it; widths from 1 to 5, square half of the time.

    `activations` are functions without arguments that make a layer, such as nn.Tanh; fractions() as `elements` give
    a network that calculates exactly. Of a failing example, the network is printed as a snippet that builds it.
    """
    elements = quarters() if elements is None else elements
    layers = draw(st.integers(1, depth))
    widths = [draw(sizes())] * (layers + 1) if draw(st.booleans()) else [draw(sizes()) for _ in range(layers + 1)]
    if inputs is not None:
        widths[0] = inputs
    if outputs is not None:
        widths[-1] = outputs
    made: List[Any] = []
    for n, m in zip(widths, widths[1:]):
        made.append(dense(draw(matrices(m, n, elements)), draw(rows(m, elements))))
        made.append(draw(st.sampled_from(activations))())
    return DrawnNetwork(made)
