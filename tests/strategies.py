"""What all tests share: how examples are drawn, how exact numbers are made, and how near is near enough.

Nonzero quarters find most mistakes: they are exact as floats and as fractions, no product of them vanishes,
and they shrink to cases that fit on paper. Layers are square half of the time, because a forgotten
transpose shows nowhere but passes a square matrix.
"""

from contextlib import ExitStack
from copy import deepcopy
from decimal import Context, Decimal
from fractions import Fraction
from types import SimpleNamespace
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st

import purenn as nn
from purenn import functions

# How near is near enough; every tolerance of the tests stands here.
STEP = 2.0**-17  # of a central difference, times max(1, |x|)
DIFFERENCE_RELATIVE = 1e-5  # a gradient against its central difference
DIFFERENCE_ABSOLUTE = 1e-8  # the same, times the largest number at hand
TIGHT_RELATIVE = 1e-9  # against another formula in floats, or dual numbers
TIGHT_ABSOLUTE = 1e-12
ORACLE_RELATIVE = 1e-14  # against decimal with 50 digits: a few units in the last place of a double
SMALLEST = 2.0**-1022  # the smallest normal double; what is smaller has fewer digits
SINGLE_LARGEST = (2 - 2.0**-23) * 2.0**127  # the largest finite number of single precision

ORACLE = Context(prec=80, Emin=-999999, Emax=999999)  # 50 digits, and 30 that may cancel


# Examples


def finite_floats():
    """Draw any float but NaN and infinity: for robustness, not for finding wrong formulas."""
    return st.floats(allow_nan=False, allow_infinity=False)


def moderate_floats(limit=30.0):
    """Draw floats of a size at which a central difference can be trusted."""
    return st.floats(-limit, limit)


def quarters():
    """Draw k / 4 with k from -8 to 8, but not 0: exact as a float."""
    return st.sampled_from([k / 4 for n in range(1, 9) for k in (n, -n)])


def quarters_with_zero():
    """Draw k / 4 with k from -8 to 8."""
    return st.sampled_from([0.0] + [k / 4 for n in range(1, 9) for k in (n, -n)])


def fractions():
    """Draw small fractions with many different denominators."""
    return st.builds(Fraction, st.integers(-12, 12), st.integers(1, 7))


def whole_numbers():
    """Draw whole numbers as fractions, for exact_exponentials."""
    return st.integers(-40, 40).map(Fraction)


def nonzero_fractions():
    """Draw small fractions, but not 0."""
    return fractions().filter(bool)


def sizes(largest=5):
    """Draw a number of rows, columns, samples, neurons ..."""
    return st.integers(1, largest)


def rows(columns, elements=None):
    """Draw a flat list of numbers; `columns` is a number or a strategy."""
    elements = quarters() if elements is None else elements
    if isinstance(columns, int):
        return st.lists(elements, min_size=columns, max_size=columns)
    return columns.flatmap(lambda n: rows(n, elements))


@st.composite
def matrices(draw, rows=None, columns=None, elements=None):
    """Draw a matrix; sizes are numbers, strategies, or None for any from 1 to 5, and then square half of the time."""
    n, m = draw(shapes())
    n = n if rows is None else rows if isinstance(rows, int) else draw(rows)
    m = m if columns is None else columns if isinstance(columns, int) else draw(columns)
    row = st.lists(quarters() if elements is None else elements, min_size=m, max_size=m)
    return draw(st.lists(row, min_size=n, max_size=n))


def shapes(largest=5):
    """Draw (rows, columns), square half of the time."""
    square = sizes(largest).map(lambda n: (n, n))
    return st.one_of(square, st.tuples(sizes(largest), sizes(largest)))


@st.composite
def broadcastable_pairs(draw, elements=None):
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


def batches(inputs=None, samples=None, elements=None):
    """Draw X [samples][inputs] of at least two samples: with one, mistakes in adding up over the batch pass."""
    return matrices(st.integers(2, 5) if samples is None else samples, inputs, elements)


@st.composite
def same_shape(draw, elements=None, others=None, count=2, columns=None):
    """Draw `count` matrices of one shape: the first of `elements`, the rest of `others`."""
    n, m = draw(shapes())
    m = m if columns is None else draw(columns)
    kinds = [elements] + [elements if others is None else others] * (count - 1)
    return tuple([draw(matrices(n, m, kind)) for kind in kinds])


def labels(classes, samples=None):
    """Draw a flat list of class numbers."""
    smallest, largest = (2, 5) if samples is None else (samples, samples)
    return st.lists(st.integers(0, classes - 1), min_size=smallest, max_size=largest)


def one_hot(numbers, classes):
    """Return rows with a 1 at the class number: by definition, not by the code under test."""
    return [[1 if k == number else 0 for k in range(classes)] for number in numbers]


FUNCTIONS = {
    "step": (functions.step, functions.step_derivative),
    "sigmoid": (functions.sigmoid, functions.sigmoid_derivative),
    "tanh": (functions.tanh, functions.tanh_derivative),
    "relu": (functions.relu, functions.relu_derivative),
    "leaky_relu": (functions.leaky_relu, functions.leaky_relu_derivative),
    "identity": (functions.identity, functions.identity_derivative),
}
KINKED = {"step", "relu", "leaky_relu"}
SMOOTH = (nn.Tanh, nn.Sigmoid, nn.Identity)
PIECEWISE = (nn.ReLU, nn.LeakyReLU, nn.Identity)


def dense(weights, biases):
    """Return a Dense layer with these weights [outputs][inputs] and biases."""
    layer = nn.Dense(len(weights[0]), len(weights), init="zeros")
    layer.weights, layer.biases = weights, biases
    return layer


@st.composite
def networks(draw, activations=SMOOTH, elements=None, inputs=None, outputs=None, depth=3):
    """Draw a network of 1 to `depth` Dense layers, each with an activation after it; widths from 1 to 5, square half of the time.

    `activations` are functions without arguments that make a layer, such as nn.Tanh; fractions() as `elements` give
    a network that calculates exactly.
    """
    elements = quarters() if elements is None else elements
    layers = draw(st.integers(1, depth))
    widths = [draw(sizes())] * (layers + 1) if draw(st.booleans()) else [draw(sizes()) for _ in range(layers + 1)]
    if inputs is not None:
        widths[0] = inputs
    if outputs is not None:
        widths[-1] = outputs
    made = []
    for n, m in zip(widths, widths[1:]):
        made.append(dense(draw(matrices(m, n, elements)), draw(rows(m, elements))))
        made.append(draw(st.sampled_from(activations))())
    return nn.Network(made)


# Exact numbers


def as_fractions(m):
    """Turn numbers, rows, matrices and deeper lists of floats into exact fractions."""
    return [as_fractions(v) for v in m] if isinstance(m, (list, tuple)) else Fraction(m)


def are_fractions(m):
    """Tell whether nothing in m has been rounded: integers and fractions only."""
    return all([are_fractions(v) for v in m]) if isinstance(m, (list, tuple)) else isinstance(m, (int, Fraction))


class Dual:
    """a + b * e with e * e = 0: b is the exact derivative of whatever is calculated.

    Source:   W. Clifford, Preliminary Sketch of Biquaternions, 1873; here over fractions
    """

    def __init__(self, value, slope=0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        other = dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        other = dual(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other):
        other = dual(other)
        quotient = Fraction(self.value) / other.value
        return Dual(quotient, (self.slope - quotient * other.slope) / Fraction(other.value))

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -dual(other)

    def __rsub__(self, other):
        return dual(other) - self

    def __rtruediv__(self, other):
        return dual(other) / self

    def __abs__(self):
        return -self if self.value < 0 else self

    def __lt__(self, other):
        return self.value < dual(other).value

    def __le__(self, other):
        return self.value <= dual(other).value

    def __gt__(self, other):
        return self.value > dual(other).value

    def __ge__(self, other):
        return self.value >= dual(other).value

    def __eq__(self, other):
        return isinstance(other, (Dual, int, Fraction)) and self.value == dual(other).value

    __hash__ = None

    def __repr__(self):
        return "Dual(%s, %s)" % (self.value, self.slope)


def dual(x):
    """Return x as a dual number; a plain number does not change."""
    return x if isinstance(x, Dual) else Dual(x)


def derivatives(f, rows):
    """Return the exact derivative of the number f(rows) with respect to each element, by dual numbers."""
    return _by_element(rows, lambda changed, x: dual(f(changed(Dual(x, 1)))).slope)


def power_of_two(z):
    """Stand in for exp: 2 ** z for a whole number z, which is its own derivative in units of log 2."""
    if isinstance(z, Dual):
        power = power_of_two(z.value)
        return Dual(power, power * z.slope)
    return Fraction(2) ** int(z)


def tanh_of_two(z):
    """Stand in for tanh, made of powers of two."""
    return (power_of_two(z) - power_of_two(-z)) / (power_of_two(z) + power_of_two(-z))


def exact_exponentials():
    """Replace exp and tanh in the real code by their stand-ins."""
    functions = mock.patch.multiple("purenn.functions", exp=power_of_two, math=SimpleNamespace(tanh=tanh_of_two))
    layers = mock.patch("purenn.activations.math", SimpleNamespace(tanh=tanh_of_two))
    patches = ExitStack()
    patches.enter_context(functions)
    patches.enter_context(layers)
    return patches


# Differences and nearness


def central_difference(f, x):
    """Return the slope of f at x from two values around it; exact where x is a Fraction and f quadratic.

    The step is the one that was really taken: the rounded x + h minus the rounded x - h.
    """
    h = Fraction(1, 1024) if isinstance(x, Fraction) else STEP * max(1.0, abs(x))
    above, below = x + h, x - h
    return (f(above) - f(below)) / (above - below)


def numeric_gradient(f, rows):
    """Return the central difference of the number f(rows) with respect to each element of the rows."""
    return _by_element(rows, lambda changed, x: central_difference(lambda v: f(changed(v)), x))


def _by_element(rows, measure):
    def changed_at(s, j):
        return lambda v: [[v if (r, c) == (s, j) else x for c, x in enumerate(row)] for r, row in enumerate(rows)]

    return [[measure(changed_at(s, j), x) for j, x in enumerate(row)] for s, row in enumerate(rows)]


def flat(m):
    """Return all numbers of a number, a row, or a matrix in one list."""
    return [v for part in m for v in flat(part)] if isinstance(m, (list, tuple)) else [m]


def is_near(a, b, relative=TIGHT_RELATIVE, absolute=TIGHT_ABSOLUTE):
    """Tell whether two numbers agree; NaN agrees with nothing."""
    return a == b or abs(a - b) <= relative * max(abs(a), abs(b)) + absolute


def assert_near(a, b, relative=TIGHT_RELATIVE, absolute=TIGHT_ABSOLUTE):
    """Compare two numbers, rows, or matrices element by element; the absolute part grows with the largest."""
    first, second = flat(a), flat(b)
    assert len(first) == len(second)
    scale = max([1.0] + [abs(float(v)) for v in first + second])
    for x, y in zip(first, second):
        assert is_near(x, y, relative, absolute * scale), "%r and %r in %r and %r" % (x, y, a, b)


def assert_gradient(gradient, f, rows, scale=1.0):
    """Compare a gradient with the central differences of f at rows; it must have the shape of the rows."""
    numeric = numeric_gradient(f, rows)
    assert [len(row) for row in gradient] == [len(row) for row in rows]
    assert_near(gradient, numeric, DIFFERENCE_RELATIVE, DIFFERENCE_ABSOLUTE * max(1.0, abs(scale)))


def assert_oracle(value, exact, relative=ORACLE_RELATIVE, absolute=2.0**-1074):
    """Compare a float with a Decimal of 50 digits, in units of the result; `absolute` is for an oracle that cancels."""
    difference = abs(ORACLE.subtract(Decimal(value), exact))
    allowed = ORACLE.add(ORACLE.multiply(Decimal(relative), abs(exact)), Decimal(absolute))
    assert difference <= allowed, "%r instead of %s" % (value, exact)


# How many examples: a law that is tried on many kinds of things needs fewer of each


def fewer(part=4):
    """Return settings with a part of the examples of the profile in use, for tests with many parameters."""
    return settings(max_examples=max(10, settings.default.max_examples // part))


# Networks, seen as numbers


def samples(inputs, outputs, elements=None):
    """Draw (X, Y) of at least two samples for a network of so many inputs and outputs."""
    elements = quarters() if elements is None else elements
    return st.integers(2, 4).flatmap(lambda n: st.tuples(matrices(n, inputs, elements), matrices(n, outputs, elements)))


def learning(network):
    """Return the layers that learn."""
    return [layer for layer in network.layers if layer.parameters()]


def values_of(network):
    """Return a copy of all parameter values, as flat lists."""
    return [list(values) for values, _ in network.parameters()]


def gradients_of(network):
    """Return a copy of all gradients, as flat lists."""
    return [list(gradients) for _, gradients in network.parameters()]


def exact(network):
    """Return the same network with fractions for weights: everything it calculates is then exact."""
    for layer in learning(network):
        layer.weights, layer.biases = as_fractions(layer.weights), as_fractions(layer.biases)
    return network


class Softsign(nn.Activation):
    """z / (1 + |z|): rational, so fractions stay exact; its slope at z and at a differ."""

    def function(self, z):
        return z / (1 + abs(z))

    def derivative(self, z):
        return 1 / ((1 + abs(z)) * (1 + abs(z)))


class Bell(nn.Activation):
    """1 / (1 + z * z): rational, smooth everywhere."""

    def function(self, z):
        return 1 / (1 + z * z)

    def derivative(self, z):
        return -2 * z / ((1 + z * z) * (1 + z * z))


RATIONAL = (Softsign, Bell, nn.Identity)


# What other libraries pass


class FakeScalar:
    """A number as NumPy has it: no int, no float, but with `item`."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


class FakeArray:
    """As much of a NumPy array as purenn may count on: a length, elements, `tolist`."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)

    def __getitem__(self, i):
        value = self.values[i]
        return FakeArray(value) if isinstance(value, list) else FakeScalar(value)

    def tolist(self):
        return deepcopy(self.values)
