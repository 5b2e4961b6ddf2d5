"""Functions of numbers: against decimals of 50 digits, the slopes exactly and by difference, and every float safe.

Two tricks make visible what else is not. With 2 in the place of e the exponential of a whole number is a
fraction, and its derivative is itself, in units of log 2, which dual numbers keep track of: so the real code
runs without any rounding (`exact_exponentials`). And a number class that rounds after every operation shows
what single precision would do, without a board at hand (`Single`).
"""

import math
import struct
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from types import SimpleNamespace
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import (
    FUNCTIONS,
    KINKED,
    ORACLE,
    SINGLE_LARGEST,
    TIGHT_ABSOLUTE,
    Dual,
    assert_near,
    assert_oracle,
    central_difference,
    exact_exponentials,
    finite_floats,
    is_near,
    moderate_floats,
    rows,
    sizes,
    whole_numbers,
)

from purenn import functions
from purenn.shapes import ShapeError

each_function = pytest.mark.parametrize("name", sorted(FUNCTIONS))


@given(whole_numbers())
def test_sigmoid_and_tanh_exactly(z):
    """The two branches of sigmoid swapped; sigmoid' with its a where z belongs; tanh' = 1 - a."""
    with exact_exponentials():
        assert functions.sigmoid(z) == 1 / (1 + Fraction(2) ** int(-z))
        for name in ("sigmoid", "tanh"):
            function, derivative = FUNCTIONS[name]
            assert derivative(z) == function(Dual(z, 1)).slope


# Functions of one number


@pytest.mark.parametrize(
    "name, z, a",
    [
        ("step", -1e-300, 0),
        ("step", 0, 1),
        ("step", 0.0, 1),
        ("step", -0.0, 1),
        ("step", 3, 1),
        ("sigmoid", 0, 0.5),
        ("sigmoid", 1, 0.7310585786300049),  # 1 / (1 + 1 / e)
        ("sigmoid", -1, 0.2689414213699951),
        ("tanh", 1, 0.7615941559557649),
        ("tanh", 0, 0.0),
        ("relu", 2.5, 2.5),
        ("relu", -2.5, 0),
        ("relu", 0, 0),
        ("leaky_relu", 2.5, 2.5),
        ("leaky_relu", -2.0, -0.02),
        ("leaky_relu", 0, 0),
        ("identity", -7.5, -7.5),
    ],
)
def test_values(name, z, a):
    """A leaky ReLU without leak; a ReLU that is an absolute value; a step at the wrong side of its threshold."""
    assert FUNCTIONS[name][0](z) == pytest.approx(a, rel=1e-15, abs=0)


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "identity"])
@given(z=st.one_of(whole_numbers(), st.integers(-(10**20), 10**20)))
def test_what_is_exact_stays_exact(name, z):
    """float() on the way, which takes a fraction for its neighbour."""
    a = FUNCTIONS[name][0](z, Fraction(1, 3)) if name == "leaky_relu" else FUNCTIONS[name][0](z)
    assert a == (z if z > 0 or name == "identity" else z / Fraction(3) if name == "leaky_relu" else 0)
    assert not isinstance(a, float)


def test_a_step_does_not_fire_at_nan():
    """NaN, which is below no threshold and so counted as above it."""
    assert functions.step(math.nan) == 0


@pytest.mark.parametrize("name, slope", [("step", 0), ("relu", 0), ("leaky_relu", 0.01), ("tanh", 1), ("sigmoid", 0.25), ("identity", 1)])
def test_slopes_at_zero(name, slope):
    """ReLU'(0) is a convention, 0 here: no difference can check it, so it has a test of its own."""
    for zero in (0, 0.0, -0.0):
        assert FUNCTIONS[name][1](zero) == slope


def test_relu_of_minus_zero_is_plain_zero():
    """-0.0, which prints as if something negative had come through."""
    assert repr(functions.relu(-0.0)) == "0"


@each_function
@given(z=moderate_floats())
@example(z=0.0)
@example(z=1.0)
def test_derivative_is_the_slope(name, z):
    """A wrong derivative: tanh' = 1 - a, ReLU' always 1, leaky ReLU' without its leak, sigmoid' without a factor."""
    function, derivative = FUNCTIONS[name]
    if name in KINKED and abs(z) < 1e-3:
        return
    assert is_near(derivative(z), central_difference(function, z), 1e-5, 1e-8)


def exact_sigmoid(z):
    one = Decimal(1)
    return ORACLE.divide(one, ORACLE.add(one, ORACLE.exp(-Decimal(z))))


@given(st.floats(-800, 800))
@example(40.0)
@example(-40.0)
@example(-745.0)
def test_sigmoid_against_decimals(z):
    """1 / (1 + exp(-z)) on the wrong side; a sigmoid clipped or rounded."""
    assert_oracle(functions.sigmoid(z), exact_sigmoid(z))


@given(st.floats(-350, 350))
@example(37.0)
@example(40.0)
@example(-40.0)
@example(300.0)
def test_sigmoid_derivative_against_decimals(z):
    """a * (1 - a), which has no correct digit from z = 37 on."""
    assert_oracle(functions.sigmoid_derivative(z), ORACLE.multiply(exact_sigmoid(z), exact_sigmoid(-z)))


@given(st.floats(-25, 25))
def test_tanh_against_decimals(z):
    """tanh by exponentials that cancel near 0; a derivative at a."""
    double = ORACLE.exp(ORACLE.multiply(Decimal(2), Decimal(z)))
    exactly = ORACLE.divide(ORACLE.subtract(double, Decimal(1)), ORACLE.add(double, Decimal(1)))
    if abs(z) > 1e-20:  # nearer to 0 the decimals above cancel themselves
        assert_oracle(functions.tanh(z), exactly)
    slope = ORACLE.subtract(Decimal(1), ORACLE.multiply(exactly, exactly))
    assert abs(Decimal(functions.tanh_derivative(z)) - slope) <= Decimal(TIGHT_ABSOLUTE) / 1000


@given(rows(sizes(), st.floats(-400, 400)))
@example([1000.0, 0.0, -1000.0])
@example([1e-9, 0.0])
@example([30.0, 0.0])
@example([-40.0, 40.0])
def test_softmax_and_log_softmax_against_decimals(row):
    """log(softmax), which is -inf or 0 where a probability has no digits left; log(sum) where log1p is meant."""
    powers = [ORACLE.exp(Decimal(z)) for z in row]
    total = reduce(ORACLE.add, powers)
    for z, power, a, l in zip(row, powers, functions.softmax(row), functions.log_softmax(row)):
        assert_oracle(a, ORACLE.divide(power, total), 1e-13)
        assert_oracle(l, ORACLE.subtract(Decimal(z), ORACLE.ln(total)), 1e-13, absolute=1e-70)


@given(st.floats(0, 1e300))
@example(1e-20)
@example(1e-16)
@example(3e-16)
def test_log1p_by_log_against_decimals(x):
    """log(1 + x), which is 0 for every small x: what Pythons without log1p would get."""
    if x > 1e-50:  # below, 1 + x cancels in the decimals as well
        assert_oracle(functions.log1p_by_log(x), ORACLE.ln(ORACLE.add(Decimal(1), Decimal(x))))
    assert is_near(functions.log1p_by_log(x), math.log1p(x), 1e-14, 0)


@given(st.floats(0, 1, exclude_max=True))
@example(1e-20)
@example(0.5)
@example(1 - 2.0**-53)
def test_log1p_by_log_of_what_is_taken_off(p):
    """A fallback for x above 0 only: binary cross-entropy asks it for log(1 - p)."""
    assert is_near(functions.log1p_by_log(-p), math.log1p(-p), 1e-14, 0)


@pytest.mark.parametrize("out", [-math.inf, -1e308], ids=repr)
def test_a_class_that_is_ruled_out(out):
    """Minus infinity as a logit, by which a class is left out, as NaN; or a floor under the logarithms."""
    assert functions.softmax([0.0, out, 0.0]) == [0.5, 0.0, 0.5]
    assert functions.log_softmax([0.0, out, 0.0])[1] == out
    assert functions.log_softmax([0.0, out]) == [0.0, out]


@given(st.lists(finite_floats(), min_size=2, max_size=5))
@example([1e308, -1e308])
def test_log_softmax_by_the_fallback(row):
    """A fallback that nobody has ever run on a Python where log1p exists."""
    with mock.patch.object(functions, "log1p", functions.log1p_by_log):
        slow = functions.log_softmax(row)
    for a, b in zip(slow, functions.log_softmax(row)):
        assert is_near(a, b, 1e-14, 0)


# Every float is safe


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"step"}))
def test_nan_stays_nan(name):
    """max(z, 0), which hides NaN: a network that has lost its numbers and answers as if nothing were the matter."""
    assert math.isnan(FUNCTIONS[name][0](math.nan))


@pytest.mark.parametrize(
    "name, values, slopes",
    [
        ("step", (0, 1), (0, 0)), ("sigmoid", (0.0, 1.0), (0.0, 0.0)), ("tanh", (-1.0, 1.0), (0.0, 0.0)), ("relu", (0, math.inf), (0, 1)),
        ("leaky_relu", (-math.inf, math.inf), (0.01, 1)), ("identity", (-math.inf, math.inf), (1, 1)),
    ],
)  # fmt: skip
def test_infinity_is_the_end_of_the_line(name, values, slopes):
    """inf / inf or 0 * inf, which are NaN, in the place of the limit."""
    function, derivative = FUNCTIONS[name]
    assert (function(-math.inf), function(math.inf)) == values
    assert (derivative(-math.inf), derivative(math.inf)) == slopes


@each_function
@given(z=finite_floats())
@example(z=1e308)
@example(z=-1e308)
@example(z=710.0)
@example(z=-746.0)
def test_every_finite_float_is_safe(name, z):
    """The textbook sigmoid, which overflows at -1000; a derivative of NaN, inf / inf, in the tails."""
    function, derivative = FUNCTIONS[name]
    a, slope = function(z), derivative(z)
    low, high = {"step": (0, 1), "sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, abs(z))}.get(name, (-abs(z), abs(z)))
    assert low <= a <= high
    assert 0 <= slope <= 1
    if name not in ("relu", "leaky_relu", "step"):
        assert function(-z) == pytest.approx(1 - a if name == "sigmoid" else -a, abs=1e-15)


@given(st.lists(finite_floats(), min_size=1, max_size=6))
@example([1e308, -1e308])
@example([1e308] * 6)
@example([-1e308] * 6)
@example([1.7e308, -1.7e308, 0.0])
@example([1000.0, 999.0])
@example([-1000.0, -1000.0])
def test_every_finite_row_has_a_softmax(row):
    """A softmax without the shift, which overflows; a shift by the smallest, or by the first; 0 / 0."""
    a = functions.softmax(row)
    assert all([0 <= p <= 1 for p in a])
    assert sum(a) == pytest.approx(1.0, abs=1e-15 * len(row))
    assert max(a) >= 1 / len(row) - 1e-15
    logs = functions.log_softmax(row)
    assert all([l <= 0 for l in logs])
    assert max(logs) >= -math.log(len(row)) - 1e-12
    assert not any([math.isnan(l) for l in logs])


class Single:
    """A float of single precision: every result is rounded to 24 bits, and one that is too large is an error."""

    def __init__(self, value):
        self.value = struct.unpack("f", struct.pack("f", float(value)))[0]  # OverflowError where it does not fit
        if math.isinf(self.value) or math.isnan(self.value):
            raise OverflowError("%r is not finite in single precision" % value)

    def __float__(self):
        return self.value

    def __abs__(self):
        return Single(abs(self.value))

    def __neg__(self):
        return Single(-self.value)


def _operation(name, f):
    def operate(self, other):
        return Single(f(self.value, float(other)))

    def reflected(self, other):
        return Single(f(float(other), self.value))

    setattr(Single, "__%s__" % name, operate)
    setattr(Single, "__r%s__" % name, reflected)


def _comparison(name, f):
    setattr(Single, "__%s__" % name, lambda self, other: f(self.value, float(other)))


for _name, _f in (("add", lambda x, y: x + y), ("sub", lambda x, y: x - y), ("mul", lambda x, y: x * y), ("truediv", lambda x, y: x / y)):
    _operation(_name, _f)
for _name, _f in (("lt", lambda x, y: x < y), ("le", lambda x, y: x <= y), ("gt", lambda x, y: x > y), ("ge", lambda x, y: x >= y), ("eq", lambda x, y: x == y)):
    _comparison(_name, _f)
Single.__hash__ = None


def single_math(f):
    """Return a function of the math library as single precision has it: an error where the result does not fit."""
    return lambda z: Single(f(float(z)))


def single_precision():
    return mock.patch.multiple(
        functions, exp=single_math(math.exp), log=single_math(math.log), log1p=functions.log1p_by_log, math=SimpleNamespace(tanh=single_math(math.tanh))
    )


SINGLES = st.floats(-SINGLE_LARGEST, SINGLE_LARGEST, width=32)


@each_function
@given(z=SINGLES)
@example(z=88.8)  # exp(88.8) is beyond single precision
@example(z=-88.8)
@example(z=-104.0)
@example(z=SINGLE_LARGEST)
@example(z=-SINGLE_LARGEST)
def test_every_float_is_safe_in_single_precision(name, z):
    """exp(88.8) on a board: a form that is safe in double precision only."""
    function, derivative = FUNCTIONS[name]
    z = Single(z).value
    with single_precision():
        a, slope = float(function(Single(z))), float(derivative(Single(z)))
    assert abs(a) <= max(1.0, abs(z))
    assert 0 <= slope <= 1
    assert is_near(a, function(z), 1e-6, 1e-38)
    assert is_near(slope, derivative(z), 1e-5, 1e-6 if name == "tanh" else 1e-38)


@given(st.lists(st.floats(-(2.0**126), 2.0**126, width=32), min_size=1, max_size=5))
@example([100.0, 200.0])
@example([-200.0, -100.0])
@example([1e38, -1e38])
def test_softmax_in_single_precision(row):
    """A softmax that is safe in double precision only."""
    row = [Single(z).value for z in row]
    with single_precision():
        a = [float(p) for p in functions.softmax([Single(z) for z in row])]
    assert_near(a, functions.softmax(row), 1e-5, 1e-6)
    assert sum(a) == pytest.approx(1.0, abs=1e-6)


def test_the_single_precision_of_the_tests_overflows():
    """A number class that rounds nothing and overflows nowhere: it has to catch the textbook sigmoid."""
    with pytest.raises(OverflowError), single_precision():
        1 / (1 + functions.exp(-Single(-100.0)))
    assert Single(1.0) + Single(2.0**-30) == 1.0


# Softmax in floats


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=5), st.floats(-30, 30))
def test_softmax_in_floats(row, shift):
    """A softmax that depends on more than the differences, or loses the order."""
    a = functions.softmax(row)
    assert_near(functions.softmax([z + shift for z in row]), a, 1e-12)
    assert a.index(max(a)) == row.index(max(row)) or max(row) - sorted(row)[-2] < 1e-15
    assert_near([math.exp(l) for l in functions.log_softmax(row)], a, 1e-13)


@pytest.mark.parametrize("function", [functions.softmax, functions.log_softmax])
def test_an_empty_row_has_no_softmax(function):
    """ValueError: max() arg is an empty sequence."""
    with pytest.raises(ShapeError) as caught:
        function([])
    assert str(caught.value) == "%s expects at least one number, but the row is empty: shape (0,)" % function.__name__


@pytest.mark.parametrize("row", [[math.nan], [math.nan, 1.0], [1.0, math.nan], [math.inf, 1.0]], ids=repr)
def test_what_is_not_finite_comes_through_to_be_seen(row):
    """ValueError: list.remove(x), from inside a loss, in place of the sentence that says where training went wrong."""
    assert any([math.isnan(l) for l in functions.log_softmax(row)])
    assert any([math.isnan(p) for p in functions.softmax(row)])


def test_softmax_takes_any_sequence_and_leaves_it():
    """A row changed by the shift; a tuple refused."""
    row = [1.0, 2.0]
    assert functions.softmax(tuple(row)) == functions.softmax(row)
    assert functions.log_softmax(tuple(row)) == functions.log_softmax(row)
    assert row == [1.0, 2.0]
