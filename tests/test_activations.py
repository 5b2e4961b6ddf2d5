"""Activations: the formulas against decimals of 50 digits, the slopes exactly and by difference, and every float safe.

Two tricks make exact what looks as if it could not be. With 2 in the place of e the exponential of a whole
number is a fraction; its derivative is then itself, in units of log 2, which dual numbers keep track of. So
sigmoid, tanh and softmax run through the real code without any rounding. And a number class that rounds
after every operation shows what single precision would do, without a board at hand.
"""

import math
import struct
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from types import SimpleNamespace
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import (
    ORACLE,
    SINGLE_LARGEST,
    TIGHT_ABSOLUTE,
    Dual,
    are_fractions,
    assert_gradient,
    assert_near,
    assert_oracle,
    batches,
    central_difference,
    dual,
    finite_floats,
    fractions,
    is_near,
    matrices,
    moderate_floats,
    quarters,
    quarters_with_zero,
    rows,
    same_shape,
    sizes,
)

import purenn as nn
from purenn import activations
from purenn.linalg import ShapeError

FUNCTIONS = {
    "step": (activations.step, activations.step_derivative),
    "sigmoid": (activations.sigmoid, activations.sigmoid_derivative),
    "tanh": (activations.tanh, activations.tanh_derivative),
    "relu": (activations.relu, activations.relu_derivative),
    "leaky_relu": (activations.leaky_relu, activations.leaky_relu_derivative),
    "identity": (activations.identity, activations.identity_derivative),
}
LAYERS = {
    "step": nn.Step,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "identity": nn.Identity,
}
KINKED = {"step", "relu", "leaky_relu"}
EXTREMES = [0.0, -0.0, 5e-324, -5e-324, 1e-310, 88.8, -88.8, 709.8, -709.8, 745.2, -745.2, 1e4, -1e4, 3.4e38, -3.4e38, 1e308, -1e308]
each_function = pytest.mark.parametrize("name", sorted(FUNCTIONS))


# Exact exponentials


def power_of_two(z):
    """Stand in for exp: 2 ** z for a whole number z, which is its own derivative in units of log 2."""
    if isinstance(z, Dual):
        power = power_of_two(z.value)
        return Dual(power, power * z.slope)
    return Fraction(2) ** int(z)


def tanh_of_two(z):
    """Stand in for tanh, made of powers of two."""
    return (power_of_two(z) - power_of_two(-z)) / (power_of_two(z) + power_of_two(-z))


def exact():
    """Replace exp and tanh in the real code by their stand-ins."""
    return mock.patch.multiple(activations, exp=power_of_two, math=SimpleNamespace(tanh=tanh_of_two))


def integers():
    return st.integers(-40, 40).map(Fraction)


@given(integers())
def test_sigmoid_and_tanh_exactly(z):
    """The two branches of sigmoid swapped; sigmoid' with its a where z belongs; tanh' = 1 - a."""
    with exact():
        assert activations.sigmoid(z) == 1 / (1 + Fraction(2) ** int(-z))
        for name in ("sigmoid", "tanh"):
            function, derivative = FUNCTIONS[name]
            assert derivative(z) == function(Dual(z, 1)).slope


@given(batches(elements=integers()), st.data())
def test_layers_backward_exactly(Z, data):
    """A derivative taken at a in place of z, or the other way round; dA not multiplied in; the derivative skipped."""
    dA = data.draw(matrices(len(Z), len(Z[0]), fractions()))
    for name, make in sorted(LAYERS.items()):
        layer = make() if name != "leaky_relu" else make(Fraction(1, 10))
        with exact(), mock.patch.object(activations.Tanh, "predict", activations.Activation.predict):
            layer.forward(Z)
            dZ = layer.backward(dA)
            if name in KINKED:
                slopes = [[layer.derivative(z) for z in row] for row in Z]
            else:
                slopes = [[dual(layer.function(Dual(z, 1))).slope for z in row] for row in Z]
        assert dZ == [[d * slope for d, slope in zip(*pair)] for pair in zip(dA, slopes)]
        assert are_fractions(dZ)


@given(matrices(elements=integers(), columns=sizes(4)), st.data())
def test_softmax_backward_exactly(Z, data):
    """The Jacobian's mixed terms forgotten; a mean over the batch; dA taken as a."""
    dA = data.draw(matrices(len(Z), len(Z[0]), fractions()))
    layer = nn.Softmax()
    with exact():
        A = layer.forward(Z)
        dZ = layer.backward(dA)
        for s, row in enumerate(Z):
            for i in range(len(row)):
                nudged = activations.softmax([Dual(z, int(k == i)) for k, z in enumerate(row)])
                assert dZ[s][i] == sum([d * a.slope for d, a in zip(dA[s], nudged)])
    assert [sum(row) for row in A] == [1] * len(Z)
    assert are_fractions(dZ)


@given(batches(elements=integers()), st.integers(-30, 30))
def test_softmax_laws_exactly(Z, shift):
    """Normalised over the batch; not normalised; a shift that changes the answer; rows or columns that mix."""
    with exact():
        softmax = activations.softmax
        A = nn.Softmax().predict(Z)
        for row, a in zip(Z, A):
            powers = [Fraction(2) ** int(z) for z in row]
            assert a == [power / sum(powers) for power in powers]
            assert softmax([z + shift for z in row]) == a
            assert softmax(row[::-1]) == a[::-1]
        assert nn.Softmax().predict(Z[::-1]) == A[::-1]
        assert nn.Softmax().predict(Z[:1]) == A[:1]


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


def test_relu_derivative_at_the_kink_is_0():
    """The convention at 0, which every difference has to leave out: ReLU'(0) = 0, and the leaky one's is its slope."""
    for zero in (0, 0.0, -0.0, Fraction(0)):
        assert activations.relu_derivative(zero) == 0
        assert activations.leaky_relu_derivative(zero, 0.25) == 0.25
    layer = nn.ReLU()
    layer.forward([[0.0, -0.0, 0]])
    assert layer.backward([[1.0, 1.0, 1.0]]) == [[0, 0, 0]]
    leaky = nn.LeakyReLU(0.25)
    leaky.forward([[0.0, -0.0, 0]])
    assert leaky.backward([[1.0, 1.0, 1.0]]) == [[0.25, 0.25, 0.25]]


@pytest.mark.parametrize("slope", [0, 0.25, 0.5])
def test_the_slope_of_leaky_relu_is_its_own(slope):
    """The default slope taken whatever is asked for; the slope on the positive side."""
    assert activations.leaky_relu(-4.0, slope) == -4 * slope
    assert activations.leaky_relu(4.0, slope) == 4.0
    assert activations.leaky_relu_derivative(-4.0, slope) == slope
    assert activations.leaky_relu_derivative(4.0, slope) == 1
    layer = nn.LeakyReLU(slope)
    assert layer.forward([[-4.0, 4.0]]) == [[-4 * slope, 4.0]]
    assert layer.backward([[3.0, 3.0]]) == [[3 * slope, 3.0]]
    assert layer.config() == {"slope": slope}
    assert repr(layer) == "LeakyReLU(%s)" % slope


@pytest.mark.parametrize("slope", [-0.1, 1, 1.5, math.nan, "0.1", None])
def test_impossible_slopes_are_refused(slope):
    """A slope of 1 or more, which is no rectifier; NaN."""
    with pytest.raises(ValueError, match="the slope of LeakyReLU should be"):
        nn.LeakyReLU(slope)


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
    assert_oracle(activations.sigmoid(z), exact_sigmoid(z))


@given(st.floats(-350, 350))
@example(37.0)
@example(40.0)
@example(-40.0)
@example(300.0)
def test_sigmoid_derivative_against_decimals(z):
    """a * (1 - a), which has no correct digit from z = 37 on."""
    assert_oracle(activations.sigmoid_derivative(z), ORACLE.multiply(exact_sigmoid(z), exact_sigmoid(-z)))


@given(st.floats(-25, 25))
def test_tanh_against_decimals(z):
    """tanh by exponentials that cancel near 0; a derivative at a."""
    double = ORACLE.exp(ORACLE.multiply(Decimal(2), Decimal(z)))
    exactly = ORACLE.divide(ORACLE.subtract(double, Decimal(1)), ORACLE.add(double, Decimal(1)))
    if abs(z) > 1e-20:  # nearer to 0 the decimals above cancel themselves
        assert_oracle(activations.tanh(z), exactly)
    slope = ORACLE.subtract(Decimal(1), ORACLE.multiply(exactly, exactly))
    assert abs(Decimal(activations.tanh_derivative(z)) - slope) <= Decimal(TIGHT_ABSOLUTE) / 1000


@given(rows(sizes(), st.floats(-400, 400)))
@example([1000.0, 0.0, -1000.0])
@example([1e-9, 0.0])
@example([30.0, 0.0])
@example([-40.0, 40.0])
def test_softmax_and_log_softmax_against_decimals(row):
    """log(softmax), which is -inf or 0 where a probability has no digits left; log(sum) where log1p is meant."""
    powers = [ORACLE.exp(Decimal(z)) for z in row]
    total = reduce(ORACLE.add, powers)
    for z, power, a, l in zip(row, powers, activations.softmax(row), activations.log_softmax(row)):
        assert_oracle(a, ORACLE.divide(power, total), 1e-13)
        assert_oracle(l, ORACLE.subtract(Decimal(z), ORACLE.ln(total)), 1e-13, absolute=1e-70)


@given(st.floats(0, 1e300))
@example(1e-20)
@example(1e-16)
@example(3e-16)
def test_log1p_by_log_against_decimals(x):
    """log(1 + x), which is 0 for every small x: what Pythons without log1p would get."""
    if x > 1e-50:  # below, 1 + x cancels in the decimals as well
        assert_oracle(activations.log1p_by_log(x), ORACLE.ln(ORACLE.add(Decimal(1), Decimal(x))))
    assert is_near(activations.log1p_by_log(x), math.log1p(x), 1e-14, 0)


@given(st.lists(finite_floats(), min_size=2, max_size=5))
@example([1e308, -1e308])
def test_log_softmax_by_the_fallback(row):
    """A fallback that nobody has ever run on a Python where log1p exists."""
    with mock.patch.object(activations, "log1p", activations.log1p_by_log):
        slow = activations.log_softmax(row)
    for a, b in zip(slow, activations.log_softmax(row)):
        assert is_near(a, b, 1e-14, 0)


# Every float is safe


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
    a = activations.softmax(row)
    assert all([0 <= p <= 1 for p in a])
    assert sum(a) == pytest.approx(1.0, abs=1e-15 * len(row))
    assert max(a) >= 1 / len(row) - 1e-15
    logs = activations.log_softmax(row)
    assert all([l <= 0 for l in logs])
    assert max(logs) >= -math.log(len(row)) - 1e-12
    assert not any([math.isnan(l) for l in logs])


def test_shift_is_per_row():
    """A shift by the largest of the whole matrix: the smaller rows end as 0 / 0."""
    A = nn.Softmax().predict([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 0.0]])
    assert A == [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]


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
        activations, exp=single_math(math.exp), log=single_math(math.log), log1p=activations.log1p_by_log, math=SimpleNamespace(tanh=single_math(math.tanh))
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
        a = [float(p) for p in activations.softmax([Single(z) for z in row])]
    assert_near(a, activations.softmax(row), 1e-5, 1e-6)
    assert sum(a) == pytest.approx(1.0, abs=1e-6)


def test_the_single_precision_of_the_tests_overflows():
    """A number class that rounds nothing and overflows nowhere: it has to catch the textbook sigmoid."""
    with pytest.raises(OverflowError), single_precision():
        1 / (1 + activations.exp(-Single(-100.0)))
    assert Single(1.0) + Single(2.0**-30) == 1.0


def test_nan_goes_through():
    """A NaN that max() turns into 0, so that nobody ever sees it."""
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "identity"):
        assert math.isnan(FUNCTIONS[name][0](math.nan))
    for make in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.LeakyReLU, nn.Identity):
        assert math.isnan(make().predict([[math.nan]])[0][0])


# Softmax in floats


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=5), st.floats(-30, 30))
def test_softmax_in_floats(row, shift):
    """A softmax that depends on more than the differences, or loses the order."""
    a = activations.softmax(row)
    assert_near(activations.softmax([z + shift for z in row]), a, 1e-12)
    assert a.index(max(a)) == row.index(max(row)) or max(row) - sorted(row)[-2] < 1e-15
    assert_near([math.exp(l) for l in activations.log_softmax(row)], a, 1e-13)


@given(batches(elements=moderate_floats(5), inputs=sizes(4)), st.data())
def test_softmax_backward_by_difference(Z, data):
    """The same as exactly above, through the real exp."""
    dA = data.draw(matrices(len(Z), len(Z[0]), quarters()))
    layer = nn.Softmax()
    layer.forward(Z)

    def weighted(rows):
        return sum([d * a for pair in zip(dA, nn.Softmax().predict(rows)) for d, a in zip(*pair)])

    assert_gradient(layer.backward(dA), weighted, Z, 40)


@pytest.mark.parametrize("function", [activations.softmax, activations.log_softmax])
def test_an_empty_row_has_no_softmax(function):
    """ValueError: max() arg is an empty sequence."""
    with pytest.raises(ShapeError, match=r"softmax expects at least one number.*shape \(0,\)"):
        function([])


def test_softmax_takes_any_sequence_and_leaves_it():
    """A row changed by the shift; a tuple refused."""
    row = [1.0, 2.0]
    assert activations.softmax(tuple(row)) == activations.softmax(row)
    assert activations.log_softmax(tuple(row)) == activations.log_softmax(row)
    assert row == [1.0, 2.0]


# Layers


@pytest.mark.parametrize("name", sorted(LAYERS))
@given(pair=same_shape(st.floats(-30, 30), quarters_with_zero()))
def test_layers_equal_the_functions(name, pair):
    """A layer with a formula of its own; predict that differs from forward; a result that shares rows with its input."""
    Z, dA = pair
    before = deepcopy(pair)
    function, derivative = FUNCTIONS[name]
    layer = LAYERS[name]()
    A = layer.forward(Z)
    assert A == [[function(z) for z in row] for row in Z] == layer.predict(Z)
    assert [[layer.function(z) for z in row] for row in Z] == A
    assert [[layer.derivative(z) for z in row] for row in Z] == [[derivative(z) for z in row] for row in Z]
    dZ = layer.backward(dA)
    assert_near(dZ, [[d * derivative(z) for d, z in zip(*two)] for two in zip(dA, Z)], 1e-9, 1e-15)
    assert pair == before
    assert not {id(row) for row in A} & {id(row) for row in Z}
    assert not {id(row) for row in dZ} & {id(row) for row in dA}
    A[0][0] = Z[0][0] = 99.0
    assert layer.backward(dA) == dZ, "what the caller changes reaches into the layer"


ALL_LAYERS = sorted(LAYERS.values(), key=lambda make: make.__name__) + [nn.Softmax]


@pytest.mark.parametrize("make", ALL_LAYERS)
@given(pair=same_shape(st.floats(-5, 5), quarters()))
def test_softmax_and_the_others_remember_only_the_last_forward(make, pair):
    """predict that overwrites what backward needs; a backward that works once only; layers of one class that share their memory."""
    Z, dA = pair
    layer, other = make(), make()
    layer.forward([[5.0]])
    layer.forward(Z)
    dZ = layer.backward(dA)
    layer.predict([[1.0, 2.0, 3.0]])
    other.forward([[4.0]])
    assert layer.backward(dA) == dZ
    A = layer.forward(Z)
    for row in A:
        row[0] = 99.0
    assert layer.backward(dA) == dZ
    assert [len(row) for row in dZ] == [len(row) for row in Z]


@pytest.mark.parametrize("make", ALL_LAYERS)
def test_backward_needs_a_forward(make):
    """TypeError: 'NoneType' object is not iterable."""
    with pytest.raises(ValueError, match=r"%s.*backward needs a forward first" % make.__name__):
        make().backward([[1.0]])


@pytest.mark.parametrize("make", ALL_LAYERS)
@pytest.mark.parametrize("dA, shape", [([[1.0, 2.0]], r"\(1, 2\)"), ([[1.0], [2.0]], r"\(2, 1\)"), ([[1.0, 2.0, 3.0]] * 2, r"\(2, 3\)")])
def test_backward_refuses_a_gradient_of_another_shape(make, dA, shape):
    """A gradient cut to fit by zip."""
    layer = make()
    layer.forward([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ShapeError, match=r"expects a gradient of shape \(2, 2\).*but got " + shape):
        layer.backward(dA)


@pytest.mark.parametrize("make", ALL_LAYERS)
@pytest.mark.parametrize("dA", [[], [[1.0, 2.0], [3.0]], [1.0, 2.0], [[1.0], [2.0, 3.0]]], ids=repr)
def test_backward_refuses_what_is_no_matrix(make, dA):
    """A ragged gradient that is cut by zip; an IndexError for an empty one, a TypeError for a flat one."""
    layer = make()
    layer.forward([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ShapeError):
        layer.backward(dA)


@pytest.mark.parametrize("make", ALL_LAYERS)
def test_activations_have_no_parameters(make):
    """A layer that storage or the optimizer cannot deal with."""
    layer = make()
    assert layer.parameters() == []
    assert layer.output_size(7) == 7
    assert layer.output_size(None) is None
    assert layer.batch(((1, 2),)) == [[1, 2]]
    assert set(layer.config()) <= {"slope"}
    assert make(**layer.config()).predict([[1.0, -1.0]]) == layer.predict([[1.0, -1.0]])
    assert repr(layer).startswith(make.__name__ + "(")


def test_logits_are_kept_for_the_loss():
    """Logits that are the caller's own rows; a loss that sees clipped probabilities."""
    Z = [[1000.0, -1000.0], [0.0, 1.0]]
    for make, kind in ((nn.Sigmoid, activations.SigmoidProbabilities), (nn.Softmax, activations.SoftmaxProbabilities)):
        for A in (make().predict(Z), make().forward(Z)):
            assert isinstance(A, kind)
            assert isinstance(A, list)
            assert A.logits == Z
            assert not any([row is other for row in A.logits for other in Z])


def test_logit_gradient_goes_through_unchanged():
    """The sigmoid's derivative applied once more to a gradient that is at the logits already."""
    for make in (nn.Sigmoid, nn.Softmax):
        layer = make()
        layer.forward([[1.0, 2.0]])
        gradient = activations.LogitGradient([[7.0, 7.0]])
        gradient.at_logits = [[0.5, -0.5]]
        dZ = layer.backward(gradient)
        assert dZ == [[0.5, -0.5]]
        assert dZ[0] is not gradient.at_logits[0]
        with pytest.raises(ShapeError):
            layer.forward([[1.0, 2.0], [3.0, 4.0]])
            layer.backward(gradient)


def test_a_layer_of_your_own():
    """Layer.forward that does not predict; methods that fail without saying which one is missing."""

    class Double(nn.Layer):
        def predict(self, X):
            return [[2 * x for x in row] for row in X]

        def backward(self, dA):
            self.seen = dA
            return [[2 * d for d in row] for row in dA]

    layer = Double()
    assert layer.forward([[3.0]]) == [[6.0]]
    layer.backward_parameters([[1.0]])
    assert layer.seen == [[1.0]]
    assert repr(layer) == "Double()"
    assert layer.inputs is None
    for call, missing in (
        (lambda: nn.Layer().forward([[1.0]]), r"Layer\(\) should define predict"),
        (lambda: nn.Layer().backward([[1.0]]), r"Layer\(\) should define backward"),
        (lambda: nn.Activation().forward([[1.0]]), r"Activation\(\) should define function"),
        (lambda: nn.Activation().derivative(1.0), r"Activation\(\) should define derivative"),
    ):
        with pytest.raises(NotImplementedError, match=missing):
            call()


class Softsign(nn.Activation):
    """A rational activation: z / (1 + |z|), whose derivative is 1 / (1 + |z|)**2."""

    def function(self, z):
        return z / (1 + abs(z))

    def derivative(self, z):
        return 1 / ((1 + abs(z)) * (1 + abs(z)))


@given(same_shape(fractions(), fractions()))
def test_an_activation_of_your_own_exactly(pair):
    """The derivative taken at a in place of z, which no ReLU can show."""
    Z, dA = pair
    layer = Softsign()
    A = layer.forward(Z)
    assert [[z / (1 + abs(z)) for z in row] for row in Z] == A
    slopes = [[layer.function(Dual(z, 1)).slope for z in row] for row in Z]
    assert layer.backward(dA) == [[d * slope for d, slope in zip(*two)] for two in zip(dA, slopes)]


@given(st.sampled_from(EXTREMES), st.sampled_from(EXTREMES))
def test_layers_are_safe_at_extremes(z, other):
    """backward that gives NaN where forward is saturated."""
    for make in ALL_LAYERS:
        layer = make()
        A = layer.forward([[z, other]])
        dZ = layer.backward([[1.0, -1.0]])
        assert all([math.isfinite(v) for v in A[0] + dZ[0]])
