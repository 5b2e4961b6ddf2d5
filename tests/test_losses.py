"""Losses: exact where the formula is rational, against decimals of 50 digits elsewhere, and what every loss has to keep.

The mean and the sum that a loss takes are part of its definition, so they are written out here once more,
by hand, and not taken from the code.
"""

import math
import sys
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import (
    ORACLE,
    FakeArray,
    as_fractions,
    assert_gradient,
    assert_loss_obeys_laws,
    assert_near,
    assert_oracle,
    batches,
    derivatives,
    flat,
    fractions,
    is_near,
    labels,
    matrices,
    moderate_floats,
    numeric_gradient,
    one_hot,
    quarters_with_zero,
    same_shape,
)

import purenn as nn
from purenn import losses
from purenn.linalg import ShapeError

ULP = 2.0**-53  # 1 - ULP is the float before 1
DELTA = Fraction(3, 4)

# What one element costs, and what the sum is divided by: n samples, k outputs.
POINTS = {
    "MSE": (nn.MSE(), lambda a, y: (a - y) ** 2, lambda n, k: n * k),
    "SSE": (nn.SSE(), lambda a, y: (a - y) ** 2, lambda n, k: 1),
    "MAE": (nn.MAE(), lambda a, y: abs(a - y), lambda n, k: n * k),
    "Huber": (nn.Huber(DELTA), lambda a, y: (a - y) ** 2 / 2 if abs(a - y) <= DELTA else DELTA * (abs(a - y) - DELTA / 2), lambda n, k: n * k),
    "Hinge": (nn.Hinge(), lambda a, y: max(0, 1 - a * y), lambda n, k: n * k),
}
rational = pytest.mark.parametrize("name", sorted(POINTS))
SIGNS = st.sampled_from([-1, 1])
PROBABILITIES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1.0, 1e-300, 1 - ULP, 5e-324, 0.5]))
EVERY = [nn.MSE, nn.SSE, nn.MAE, nn.Huber, nn.Hinge, nn.BCE, nn.CrossEntropy, nn.SoftmaxCrossEntropy]


def sample(loss):
    """Return outputs and targets that suit the loss: two samples of two outputs."""
    if isinstance(loss, nn.Hinge):
        return [[0.5, -0.25], [2.0, 0.75]], [[1, -1], [-1, 1]]
    return [[0.5, 0.25], [0.125, 0.75]], [[1, 0], [0, 1]]


def targets_for(name):
    return SIGNS if name == "Hinge" else fractions()


# Rational losses, exactly


@rational
@given(data=st.data())
def test_value_by_definition(name, data):
    """A missing 2; sum for mean; a mean over the samples only; Huber's 1/2 forgotten in one of its branches; a sum from 0.0."""
    loss, point, count = POINTS[name]
    A, Y = data.draw(same_shape(fractions(), targets_for(name)))
    total = sum([point(a, y) for pair in zip(A, Y) for a, y in zip(*pair)])
    value = loss(A, Y)
    assert value == Fraction(total) / count(len(A), len(A[0]))
    assert isinstance(value, Fraction) or value == 0


@rational
def test_many_samples_by_definition(name):
    """Samples beyond some number left out: no small batch shows it."""
    loss, point, count = POINTS[name]
    A = [[Fraction((7 * s + 3 * j) % 11 - 5, 4) for j in range(13)] for s in range(90)]
    Y = [[(s + j) % 2 * 2 - 1 for j in range(13)] for s in range(90)]
    assert loss(A, Y) == sum([point(a, y) for pair in zip(A, Y) for a, y in zip(*pair)]) / Fraction(count(90, 13))
    singles = [loss.gradient([a], [y])[0] for a, y in zip(A, Y)]
    assert_near(loss.gradient(A, Y), [[g * count(1, 13) / count(90, 13) for g in row] for row in singles])


@rational
@given(data=st.data())
def test_gradient_is_the_exact_derivative(name, data):
    """A sign; a missing 2; a gradient not divided by the batch, or divided twice; p - t where it does not belong."""
    loss = POINTS[name][0]
    A, Y = data.draw(same_shape(fractions(), targets_for(name)))
    # At the kink of MAE and Hinge there is no derivative; move away from it.
    A = [[a + Fraction(1, 1000) if abs(a - y) in (0, DELTA) or a * y == 1 else a for a, y in zip(*pair)] for pair in zip(A, Y)]
    gradient, exact = loss.gradient(A, Y), derivatives(lambda rows: loss(rows, Y), A)
    if name in ("MAE", "Hinge"):  # slopes of 1 and -1 are whole numbers, and 1 / 3 is a float: the nearest one
        gradient, exact = [float(g) for g in flat(gradient)], [float(g) for g in flat(exact)]
    assert gradient == exact


@given(same_shape(fractions()))
def test_mse_by_exact_differences(pair):
    """The loss is quadratic in each output, so that its central difference is exact whatever the step."""
    A, Y = pair
    count = len(A) * len(A[0])
    gradient = nn.MSE().gradient(A, Y)
    assert gradient == numeric_gradient(lambda rows: nn.MSE()(rows, Y), A)
    assert gradient == [[2 * (a - y) / count for a, y in zip(*rows)] for rows in zip(A, Y)]
    assert nn.SSE().gradient(A, Y) == [[g * count for g in row] for row in gradient]


@pytest.mark.parametrize(
    "loss, a, y, side",
    [
        (nn.MAE(), 2.0, 1.0, 1), (nn.MAE(), 1.0, 1.0, 0), (nn.MAE(), 0.0, 1.0, -1), (nn.Huber(0.5), 2.0, 1.0, 1),
        (nn.Huber(0.5), 0.5, 1.0, 0), (nn.Huber(0.5), 1.25, 1.0, 0), (nn.Huber(0.5), 0.25, 1.0, -1), (nn.Hinge(), 1.5, 1, 1),
        (nn.Hinge(), 1.0, 1, 0), (nn.Hinge(), 2.0, -1, -1), (nn.MSE(), 2.0, 1.0, 0),
    ],
)  # fmt: skip
def test_sides_of_the_kinks(loss, a, y, side):
    """A kink at another place than that of the loss: the check of gradients would step across it, and call a right gradient wrong."""
    assert loss.kinks([[a]], [[y]]) == loss.kinks([[a]], [y]) == [[side]]
    with pytest.raises(ShapeError, match=r"^A should be a list of rows, but is 7 of type int$"):
        loss.kinks(7, [[y]])


def test_at_the_kinks():
    """A convention at the kink that changes unnoticed: MAE'(0) = 0, Huber joins smoothly, Hinge' at the margin is 0."""
    assert nn.MAE().gradient([[2.0]], [[2.0]]) == [[0]]
    for side in (1, -1):
        assert nn.Huber(0.5).gradient([[side * 0.5]], [[0.0]]) == [[side * 0.5]]
        assert nn.Huber(0.5).gradient([[side * 50.0]], [[0.0]]) == [[side * 0.5]]
        assert nn.Hinge().gradient([[side]], [[side]]) == [[0]]
        assert nn.Hinge()([[side]], [[side]]) == 0
        assert nn.Hinge().gradient([[side * 0.5]], [[side]]) == [[-side]]


@pytest.mark.parametrize(
    "loss, A, Y, value, gradient",
    [
        (nn.MSE(), [[3.0, 1.0], [0.0, 2.0]], [[1.0, 1.0], [1.0, 0.0]], 9 / 4, [[1.0, 0.0], [-0.5, 1.0]]),
        (nn.SSE(), [[3.0, 1.0], [0.0, 2.0]], [[1.0, 1.0], [1.0, 0.0]], 9, [[4.0, 0.0], [-2.0, 4.0]]),
        (nn.MAE(), [[3.0, 1.0], [0.0, 2.0]], [[1.0, 1.0], [1.0, 0.0]], 5 / 4, [[0.25, 0.0], [-0.25, 0.25]]),
        (nn.Huber(), [[3.0, 1.0], [0.0, 2.0]], [[1.0, 1.0], [1.0, 0.0]], 3.5 / 4, [[0.25, 0.0], [-0.25, 0.25]]),
        (nn.Hinge(), [[0.5], [-2.0], [3.0], [0.0]], [[1], [1], [1], [-1]], 4.5 / 4, [[-0.25], [-0.25], [0.0], [0.25]]),
        (nn.BCE(), [[0.25], [0.5]], [[1], [0]], math.log(8) / 2, [[-2.0], [1.0]]),
        (nn.CrossEntropy(), [[0.25, 0.75], [0.5, 0.5]], [0, 1], math.log(8) / 2, [[-2.0, 0.0], [0.0, -1.0]]),
        (nn.SoftmaxCrossEntropy(), [[0.0, 0.0], [0.0, 0.0]], [0, 1], math.log(2), [[-0.25, 0.25], [0.25, -0.25]]),
    ],
    ids=repr,
)
def test_by_pencil(loss, A, Y, value, gradient):
    """Sum for mean, mean over the wrong count, a sign: every loss on four numbers that fit on paper."""
    assert loss(A, Y) == pytest.approx(value, rel=1e-15)
    assert_near(loss.gradient(A, Y), gradient, 1e-15, 0)


def test_worked_example_from_the_literature():
    """Source: M. Mazur, A Step by Step Backpropagation Example, 2015: E_total = 1/2 SSE = 0.298371109, and dE/da = 0.74136507 at the first output."""
    A, Y = [[0.75136507, 0.772928465]], [[0.01, 0.99]]
    assert nn.SSE()(A, Y) / 2 == pytest.approx(0.298371109, abs=1e-9)
    assert nn.SSE().gradient(A, Y)[0][0] / 2 == pytest.approx(0.74136507, abs=1e-9)
    assert nn.SSE().gradient(A, Y)[0][1] / 2 == pytest.approx(-0.217071535, abs=1e-9)


@pytest.mark.parametrize("make", EVERY)
def test_integers_give_no_floor_division(make):
    """// for /, or a mean that is rounded."""
    loss = make()
    A, Y = [[1, 0], [0, 1], [1, 0]], [[1, 0], [1, 0], [0, 1]]
    if make is nn.Hinge:
        Y = [[1, -1], [1, -1], [-1, 1]]
    same = [[float(a) for a in row] for row in A]
    assert loss(A, Y) == loss(same, Y)
    assert loss.gradient(A, Y) == loss.gradient(same, Y)
    if make in (nn.MSE, nn.MAE):
        assert loss(A, Y) == pytest.approx(4 / 6)


# Cross-entropy against decimals


def exact_bce(a, y):
    """-(y log a + (1 - y) log(1 - a)) with 50 digits."""
    a, y = Decimal(a), Decimal(y)
    left = ORACLE.multiply(y, ORACLE.ln(a)) if y else Decimal(0)
    right = ORACLE.multiply(1 - y, ORACLE.ln(ORACLE.subtract(1, a))) if y != 1 else Decimal(0)
    return -ORACLE.add(left, right)


def exact_log_softmax(row):
    total = ORACLE.ln(reduce(ORACLE.add, [ORACLE.exp(Decimal(z)) for z in row]))
    return [ORACLE.subtract(Decimal(z), total) for z in row]


@given(st.floats(1e-12, 1 - 1e-12), st.sampled_from([0, 1, 0.25, 0.5]))
def test_bce_against_decimals(a, y):
    """The sign of the (1 - y) term; log10 or log2; a clip that is too coarse."""
    assert_oracle(nn.BCE()([[a]], [[y]]), exact_bce(a, y), 1e-13, absolute=2e-16)


@given(st.floats(1e-300, 1e-10))
@example(1e-300)
def test_bce_is_not_clipped_too_early(a):
    """A clip at 1e-7 or 1e-12: the loss stands still where the network is most wrong."""
    assert is_near(nn.BCE()([[a]], [[1]]), -math.log(a), 1e-14, 0)
    assert is_near(nn.BCE().gradient([[a]], [[1]])[0][0], -1 / a, 1e-14, 0)
    assert is_near(nn.CrossEntropy()([[a, 1 - a]], [0]), -math.log(a), 1e-14, 0)
    assert is_near(nn.CrossEntropy().gradient([[a, 1 - a]], [0])[0][0], -1 / a, 1e-14, 0)


@pytest.mark.parametrize("steps", [1, 2, 3, 100])
def test_bce_is_not_clipped_too_early_at_1(steps):
    """A clip at 1 - 1e-15 where floats go on to 1 - 2**-53: the last four of them give one loss."""
    rest = steps * 2.0**-53
    assert is_near(nn.BCE()([[1 - rest]], [[0]]), -math.log(rest), 1e-14, 0)
    assert is_near(nn.BCE().gradient([[1 - rest]], [[0]])[0][0], 1 / rest, 1e-14, 0)


@pytest.mark.parametrize("a", [1e-300, 1e-17, 1e-9, 0.001])
def test_bce_of_a_right_no_keeps_its_digits(a):
    """log(1 - a), which has few right digits for a small a, and none below 1e-16."""
    assert is_near(nn.BCE()([[a]], [[0]]), -math.log1p(-a), 1e-14, 0)
    assert is_near(nn.BCE()([[a, a]], [[0, 0]]), -math.log1p(-a), 1e-14, 0)


@given(st.floats(-700, 700), st.sampled_from([0, 1, 0.25, 0.5]))
@example(40.0, 0)
@example(-40.0, 1)
@example(40.0, 1)
@example(-700.0, 0)
def test_bce_from_logits_against_decimals(z, y):
    """log(1 - sigmoid(40)), which does not exist; log1p(exp(-z)) without the absolute value; z * (1 - y) on the wrong side."""
    p = ORACLE.divide(Decimal(1), ORACLE.add(Decimal(1), ORACLE.exp(-Decimal(z))))
    q = ORACLE.divide(Decimal(1), ORACLE.add(Decimal(1), ORACLE.exp(Decimal(z))))
    y = Decimal(y)
    exactly = -ORACLE.add(ORACLE.multiply(y, ORACLE.ln(p)), ORACLE.multiply(1 - y, ORACLE.ln(q)))
    assert_oracle(nn.BCE()(nn.Sigmoid().predict([[z]]), [[float(y)]]), exactly, 1e-13, absolute=1e-70)


@given(matrices(elements=st.floats(-60, 60), columns=st.integers(2, 4)), st.data())
@example([[30.0, 0.0]], None)
@example([[-40.0, 40.0]], None)
def test_cross_entropy_from_logits_against_decimals(Z, data):
    """log(softmax), which has lost its digits near 1; a mean over elements in place of samples."""
    Y = [0] * len(Z) if data is None else data.draw(labels(len(Z[0]), len(Z)))
    total = reduce(ORACLE.add, [-exact_log_softmax(row)[k] for row, k in zip(Z, Y)])
    for value in (nn.SoftmaxCrossEntropy()(Z, Y), nn.CrossEntropy()(nn.Softmax().predict(Z), Y)):
        assert_oracle(value, ORACLE.divide(total, Decimal(len(Z))), 1e-13, absolute=1e-70)


@given(same_shape(st.floats(1e-6, 1 - 1e-6), st.sampled_from([0, 1, 0.25]), columns=st.integers(2, 4)))
def test_cross_entropies_by_definition(pair):
    """Not divided by the batch; divided by the elements; the sum over classes forgotten."""
    A, Y = pair
    n, k = len(A), len(A[0])
    elements = [(a, y) for rows in zip(A, Y) for a, y in zip(*rows)]
    assert is_near(nn.BCE()(A, Y), -sum([y * math.log(a) + (1 - y) * math.log(1 - a) for a, y in elements]) / (n * k))
    assert is_near(nn.CrossEntropy()(A, Y), -sum([y * math.log(a) for a, y in elements]) / n)


@given(same_shape(st.floats(0.05, 0.95), st.sampled_from([0, 1, 0.25]), columns=st.integers(2, 4)))
def test_gradients_of_probabilities_by_difference(pair):
    """The sign of the (1 - y) term; p - y, which is the gradient somewhere else; not divided by the batch."""
    A, Y = pair
    for loss in (nn.BCE(), nn.CrossEntropy()):
        assert_gradient(loss.gradient(A, Y), lambda rows, loss=loss: loss(rows, Y), A, 100)


@given(same_shape(moderate_floats(5), st.sampled_from([0, 1, 0.25]), columns=st.integers(2, 4)))
def test_gradient_of_softmax_cross_entropy_by_difference(pair):
    """p - y for targets that do not add up to 1; the shift's own derivative; not divided by the batch."""
    Z, Y = pair
    assert_gradient(nn.SoftmaxCrossEntropy().gradient(Z, Y), lambda rows: nn.SoftmaxCrossEntropy()(rows, Y), Z, 20)


@given(same_shape(fractions().map(lambda f: (f + 20) / 40), st.sampled_from([0, 1, Fraction(1, 4)]), columns=st.integers(2, 4)))
def test_gradients_of_probabilities_exactly(pair):
    """A factor or a sign in the rational part of the two cross-entropies."""
    A, Y = pair
    n, k = len(A), len(A[0])
    assert nn.BCE().gradient(A, Y) == [[((1 - y) / (1 - a) - y / a) / (n * k) for a, y in zip(*rows)] for rows in zip(A, Y)]
    assert nn.CrossEntropy().gradient(A, Y) == [[-y / a / n for a, y in zip(*rows)] for rows in zip(A, Y)]


# Where probabilities run out of digits


@given(same_shape(PROBABILITIES, st.sampled_from([0, 1, 0.5]), columns=st.integers(2, 3)))
@example(([[0.0, 1.0], [1e-300, 1 - ULP]], [[1, 0], [1, 0]]))
@example(([[0.0, 1.0], [0.0, 0.0]], [[0, 1], [1, 1]]))
@example(([[0.0] * 3] * 5, [[1] * 3] * 5))
def test_every_probability_has_a_finite_loss_and_gradient(pair):
    """log(0); 1 / 0; 0 * inf, which is NaN where the target is 0."""
    A, Y = pair
    for loss in (nn.BCE(), nn.CrossEntropy()):
        assert 0 <= loss(A, Y) < 710 * len(A[0])
        assert all([math.isfinite(g) for g in flat(loss.gradient(A, Y))])


def test_a_sure_and_right_answer_costs_nothing():
    """A clip that makes certainty cost something."""
    assert nn.BCE()([[1.0], [0.0]], [[1], [0]]) == 0
    assert nn.CrossEntropy()([[1.0, 0.0]], [0]) == 0


def test_a_sure_and_wrong_answer_is_still_pulled():
    """A gradient of 0 where the probability was clipped: the network never learns again."""
    assert nn.BCE().gradient([[0.0]], [[1]])[0][0] < -1e300
    assert nn.BCE().gradient([[1.0]], [[0]])[0][0] > 1e300
    assert nn.CrossEntropy().gradient([[0.0, 1.0]], [0])[0][0] < -1e300
    assert nn.BCE()([[0.0]], [[1]]) > 700
    assert nn.CrossEntropy()([[0.0, 1.0]], [0]) > 700


@given(same_shape(st.floats(-1000, 1000), st.sampled_from([0, 1, 0.25])))
@example(([[1000.0, -1000.0], [40.0, -40.0]], [[0, 1], [0, 1]]))
def test_gradient_at_the_logits_of_bce_is_p_minus_y(pair):
    """p - y and the sigmoid's derivative again; divided by the batch only, or not at all; 0 for a saturated network."""
    Z, Y = pair
    count = len(Z) * len(Z[0])
    layer = nn.Sigmoid()
    A = layer.forward(Z)
    dZ = layer.backward(nn.BCE().gradient(A, Y))
    assert dZ == [[(p - y) / count for p, y in zip(*rows)] for rows in zip(A, Y)]
    assert 0 <= nn.BCE()(A, Y) <= 1001


@given(matrices(elements=st.floats(-1000, 1000), columns=st.integers(2, 4)), st.data())
@example([[1000.0, -1000.0], [-1000.0, 1000.0]], None)
def test_gradient_at_the_logits_of_cross_entropy_is_p_minus_y(Z, data):
    """The softmax's Jacobian applied once more; divided by the elements; 0 for a saturated network."""
    numbers = [k % len(Z[0]) for k in range(len(Z))] if data is None else data.draw(labels(len(Z[0]), len(Z)))
    Y = one_hot(numbers, len(Z[0]))
    layer = nn.Softmax()
    P = layer.forward(Z)
    wanted = [[(p - y) / len(Z) for p, y in zip(*rows)] for rows in zip(P, Y)]
    assert layer.backward(nn.CrossEntropy().gradient(P, Y)) == wanted
    assert layer.backward(nn.CrossEntropy().gradient(P, numbers)) == wanted
    assert nn.SoftmaxCrossEntropy().gradient(Z, Y) == wanted
    assert 0 <= nn.CrossEntropy()(P, Y) <= 2001


def test_loss_at_logits_of_1000_is_1000():
    """Clipped probabilities, whose loss ends at 36 or at 745."""
    for z, y in ((1000.0, 0), (-1000.0, 1)):
        assert nn.BCE()(nn.Sigmoid().forward([[z]]), [[y]]) == 1000.0
        assert nn.CrossEntropy()(nn.Softmax().forward([[z, 0.0]]), [int(z > 0)]) == 1000.0
        assert nn.CrossEntropy()(nn.Softmax().forward([[z, 0.0]]), [int(z < 0)]) == 0.0
        assert nn.BCE()(nn.Sigmoid().forward([[z]]), [[1 - y]]) == 0.0
    assert nn.SoftmaxCrossEntropy()([[1000.0, 0.0]], [1]) == 1000.0
    assert nn.SoftmaxCrossEntropy()([[1000.0, 0.0]], [0]) == 0.0
    assert nn.SoftmaxCrossEntropy().gradient([[1000.0, 0.0]], [1]) == [[1.0, -1.0]]


@pytest.mark.parametrize("z", [1e308, 1.7e308, -1e308, 1e300])
def test_a_class_that_is_not_the_target_costs_nothing_however_unlikely(z):
    """0 * -inf, which is NaN: the logarithm of a probability beyond the range of floats, at a class that nobody asked for."""
    right = [int(z < 0)]
    assert nn.SoftmaxCrossEntropy()([[z, -z]], right) == 0
    assert nn.CrossEntropy()(nn.Softmax().predict([[z, -z]]), right) == 0
    assert nn.SoftmaxCrossEntropy()([[z, -z]], one_hot(right, 2)) == 0
    assert nn.SoftmaxCrossEntropy()([[z, -z]], [1 - right[0]]) >= 1e300
    assert nn.SoftmaxCrossEntropy().gradient([[z, -z]], right) == [[0.0, 0.0]]


@given(same_shape(moderate_floats(20), st.sampled_from([0, 1, 0.25]), columns=st.integers(2, 4)))
def test_softmax_cross_entropy_is_softmax_then_cross_entropy(pair):
    """Two implementations of one loss that have drifted apart."""
    Z, Y = pair
    layer = nn.Softmax()
    P = layer.forward(Z)
    together, apart = nn.SoftmaxCrossEntropy(), nn.CrossEntropy()
    assert together(Z, Y) == apart(P, Y)
    assert together.gradient(Z, Y) == layer.backward(apart.gradient(P, Y))
    plain = [list(row) for row in P]
    assert is_near(together(Z, Y), apart(plain, Y), 1e-9)
    assert_near(together.gradient(Z, Y), layer.backward(apart.gradient(plain, Y)), 1e-9, 1e-12)


@pytest.mark.parametrize("layer, loss", [(nn.Sigmoid(), nn.BCE()), (nn.Softmax(), nn.CrossEntropy())])
def test_logits_of_probabilities_that_were_changed_do_not_count(layer, loss):
    """A loss that is computed from what the probabilities were before somebody smoothed or clipped them."""
    A = layer.predict([[3.0, -1.0], [0.5, 0.25]])
    A[1][:] = [0.25, 0.75]
    plain = [list(row) for row in A]
    assert is_near(loss(A, [[1, 0], [0, 1]]), loss(plain, [[1, 0], [0, 1]]))
    assert not hasattr(loss.gradient(A, [[1, 0], [0, 1]]), "at_logits")


@given(same_shape(moderate_floats(15), st.sampled_from([0, 1, 0.25])))
def test_bce_with_and_without_logits(pair):
    """Two branches of one loss that have drifted apart; the gradient with respect to probabilities missing where logits are known."""
    Z, Y = pair
    layer = nn.Sigmoid()
    P = layer.forward(Z)
    plain = [list(row) for row in P]
    assert is_near(nn.BCE()(P, Y), nn.BCE()(plain, Y), 1e-6)
    assert nn.BCE().gradient(P, Y) == nn.BCE().gradient(plain, Y)
    assert_near(layer.backward(nn.BCE().gradient(P, Y)), layer.backward(nn.BCE().gradient(plain, Y)), 1e-6, 1e-9)


@given(same_shape(moderate_floats(4), st.sampled_from([0, 1]), columns=st.integers(2, 3)))
def test_losses_after_the_other_activation(pair):
    """Logits of a softmax read as those of a sigmoid: BCE after Softmax; those of a sigmoid taken where its outputs are the logits."""
    Z, Y = pair
    for layer, loss in ((nn.Softmax(), nn.BCE()), (nn.Sigmoid(), nn.MSE()), (nn.Softmax(), nn.MSE()), (nn.Sigmoid(), nn.SoftmaxCrossEntropy())):
        P = layer.forward(Z)
        plain = [list(row) for row in P]
        assert loss(P, Y) == loss(plain, Y)
        dZ = layer.backward(loss.gradient(P, Y))
        assert_gradient(dZ, lambda rows, layer=layer, loss=loss: loss(type(layer)().predict(rows), Y), Z, 20)


@pytest.mark.parametrize("layer, loss, words", [(nn.Sigmoid(), nn.CrossEntropy(), "take BCE"), (nn.Softmax(), nn.SoftmaxCrossEntropy(), "take CrossEntropy")])
def test_a_loss_that_would_learn_nothing_is_refused(layer, loss, words):
    """CrossEntropy after Sigmoid: the loss falls to 0 while every output goes to 1."""
    for call in (loss, loss.gradient):
        with pytest.raises(ValueError, match=words):
            call(layer.predict([[1.0, 2.0]]), [1])


# What every loss has to keep


ENDS = st.sampled_from([0.0, 1.0, 5e-324, 1e-300, 1 - 2.0**-53, 0.5])
AWAY_FROM_THE_ENDS = {"outputs": st.floats(0.05, 0.95), "targets": st.sampled_from([0, 1]), "extremes": ENDS}
CLASSES = {"targets": st.sampled_from([0, 1]), "columns": st.integers(2, 4)}
LAWFUL = [
    (nn.MSE(), {"minimum": True}),
    (nn.SSE(), {"minimum": True}),
    (nn.MAE(), {"minimum": True}),
    (nn.Huber(0.75), {"minimum": True}),
    (nn.Hinge(), {"minimum": True, "targets": SIGNS}),
    (nn.BCE(), {"minimum": True, **AWAY_FROM_THE_ENDS}),
    (nn.CrossEntropy(), {**AWAY_FROM_THE_ENDS, **CLASSES}),
    (nn.SoftmaxCrossEntropy(), CLASSES),
    (nn.CrossEntropy(), {"outputs": "sums", "targets": "classes", "extremes": ENDS}),
    (nn.CrossEntropy(), {"outputs": "sums", "targets": "sums"}),
    (nn.SoftmaxCrossEntropy(), {"targets": "classes"}),
    (nn.BCE(class_weights=[0.5, 3]), {"minimum": True, **AWAY_FROM_THE_ENDS}),
    (nn.CrossEntropy(class_weights=[0.5, 3, 1]), {**AWAY_FROM_THE_ENDS, **CLASSES, "columns": 3, "extremes": st.sampled_from([1.0, 1e-300])}),
    (nn.SoftmaxCrossEntropy(class_weights=[0.5, 3, 1]), {**CLASSES, "columns": 3}),
]


@pytest.mark.parametrize("loss, more", LAWFUL, ids=[repr(loss) for loss, _ in LAWFUL])
def test_every_loss_obeys_the_laws(loss, more):
    """Each bug that tests/testing plants in a loss."""
    assert_loss_obeys_laws(loss, **more)


@given(make=st.sampled_from(EVERY), data=st.data())
def test_loss_of_the_whole_is_made_of_the_parts(make, data):
    """A mean over batches of different size; the last sample ignored; a loss that is no mean and does not say so."""
    loss = make()
    targets = SIGNS if make is nn.Hinge else st.sampled_from([0, 1])
    A, Y = data.draw(same_shape(st.floats(0.01, 0.99), targets, columns=st.integers(2, 4)))
    A, Y = A + A[:1], Y + Y[-1:]
    cut = data.draw(st.integers(1, len(A) - 1))
    parts = [(A[:cut], Y[:cut]), (A[cut:], Y[cut:])]
    weights = [1, 1] if loss.reduction == "sum" else [len(a) / len(A) for a, _ in parts]
    assert is_near(loss(A, Y), sum([w * loss(a, y) for w, (a, y) in zip(weights, parts)]))
    rows = [[w * g for g in row] for w, (a, y) in zip(weights, parts) for row in loss.gradient(a, y)]
    assert_near(loss.gradient(A, Y), rows)
    assert (loss.reduction == "sum") == (make is nn.SSE)


@given(make=st.sampled_from(EVERY), data=st.data())
def test_samples_in_another_order_and_twice(make, data):
    """Samples that influence each other; a count that is not that of the samples."""
    loss = make()
    A, Y = data.draw(same_shape(st.floats(0.01, 0.99), SIGNS if make is nn.Hinge else st.sampled_from([0, 1]), columns=st.integers(2, 4)))
    assert is_near(loss(A[::-1], Y[::-1]), loss(A, Y))
    assert_near(loss.gradient(A[::-1], Y[::-1]), loss.gradient(A, Y)[::-1])
    factor = 2 if make is nn.SSE else 1
    assert is_near(loss(A + A, Y + Y), factor * loss(A, Y))
    assert_near(loss.gradient(A + A, Y + Y), [[g * factor / 2 for g in row] for row in loss.gradient(A, Y) * 2])


@pytest.mark.parametrize("make", EVERY)
def test_arguments_stay_and_results_are_fresh(make):
    """A gradient that is the outputs, changed in place; rows that are shared."""
    loss = make()
    A, Y = sample(loss)
    before = deepcopy((A, Y))
    gradient = loss.gradient(A, Y)
    loss(A, Y)
    assert before == (A, Y)
    assert [len(row) for row in gradient] == [len(row) for row in A]
    assert {type(row) for row in gradient} == {list}
    assert not {id(row) for row in gradient} & {id(row) for row in A + Y}
    assert len({id(row) for row in gradient}) == len(A)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("flat_list", [False, True], ids=["rows", "flat"])
def test_targets_that_were_changed_in_place_count(make, flat_list):
    """Targets that are prepared once for each list, and not again when the list holds something else."""
    loss = make()
    A, Y = sample(loss)
    if flat_list:
        classes = make in (nn.CrossEntropy, nn.SoftmaxCrossEntropy)
        A, Y = (A, [0, 1]) if classes else ([row[:1] for row in A], [row[0] for row in Y])
    before = loss(A, Y), loss.gradient(A, Y)
    Y.reverse()
    again = make()
    assert (loss(A, Y), loss.gradient(A, Y)) == (again(A, list(Y)), again.gradient(A, list(Y)))
    assert before != (loss(A, Y), loss.gradient(A, Y))


@pytest.mark.parametrize("make", EVERY)
def test_tuples_and_other_sequences(make):
    """Tuples compared by type; the loss and its gradient of two minds."""
    loss = make()
    A, Y = sample(loss)
    for a, y in ((tuple(map(tuple, A)), tuple(map(tuple, Y))), (A, tuple(map(tuple, Y))), (tuple(A), Y), (A, list(map(tuple, Y)))):
        assert loss(a, y) == loss(A, Y)
        assert loss.gradient(a, y) == loss.gradient(A, Y)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize(
    "wrong, both",
    [
        ([[1, 1]], (r"\(2, 2\)", r"\(1, 2\)")),
        ([[1, 1], [1, 1], [1, 1]], (r"\(2, 2\)", r"\(3, 2\)")),
        ([[1], [1]], (r"\(2, 2\)", r"\(2, 1\)")),
        ([[1, 1, 1], [1, 1, 1]], (r"\(2, 2\)", r"\(2, 3\)")),
        ([1, 1, 1], (r"\(2, 2\)", r"\(3,\)")),
    ],
    ids=repr,
)
def test_targets_of_another_shape_are_refused(make, wrong, both):
    """Shorter targets, cut by zip; a column broadcast over the outputs, the mistake that costs hours in NumPy."""
    loss = make()
    A, _ = sample(loss)
    for call in (loss, loss.gradient):
        with pytest.raises(ShapeError, match=".*".join(both)):
            call(A, wrong)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("wrong", [[], [[]], [[1, 1], [1]], [[1, 1], []], 1, None, "11", [[1, 1], 1]], ids=repr)
def test_targets_that_are_no_matrix_are_refused(make, wrong):
    """IndexError for an empty list, TypeError for a number, silence for a ragged one."""
    loss = make()
    A, _ = sample(loss)
    for call in (loss, loss.gradient):
        with pytest.raises(ShapeError):
            call(A, wrong)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("wrong", [[], [[]], [[0.5, 0.5], [0.5]], [[0.5], [0.5, 0.5]], 0.5, None, [[0.5, 0.5], 0.5]], ids=repr)
def test_outputs_that_are_no_matrix_are_refused(make, wrong):
    """ZeroDivisionError for no outputs; a ragged matrix that goes through because the targets are ragged alike."""
    loss = make()
    same = [[1 for _ in row] for row in wrong] if isinstance(wrong, list) and all([isinstance(row, list) for row in wrong]) else wrong
    for call in (loss, loss.gradient):
        with pytest.raises(ShapeError):
            call(wrong, same)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_targets_that_are_not_finite_are_refused(make, bad):
    """A NaN in the targets that makes every weight NaN; an infinite target whose gradient looks harmless."""
    loss = make()
    A, Y = sample(loss)
    Y = [Y[0], [bad, Y[1][1]]]
    for call in (loss, loss.gradient):
        with pytest.raises(ValueError, match=r"Y\[1\]\[0\] is %s" % bad):
            call(A, Y)


@pytest.mark.parametrize("make", [nn.MSE, nn.SSE, nn.MAE, nn.Huber, nn.BCE])
def test_nan_outputs_are_not_hidden(make):
    """max(0, NaN), abs and comparisons that turn a NaN into a number, so that training goes on with it."""
    loss = make()
    assert math.isnan(loss([[math.nan], [0.5]], [[1], [0]]))
    assert math.isnan(loss.gradient([[math.nan], [0.5]], [[1], [0]])[0][0])


@pytest.mark.parametrize("nan_at, Y", [(0, [[1], [-1]]), (1, [[-1], [1]])])
def test_hinge_does_not_hide_nan(nan_at, Y):
    """max(0, NaN), which is 0: the sample that has lost its number costs nothing; a slope that looks like any other."""
    A = [[0.5], [0.25]]
    A[nan_at][0] = math.nan
    assert math.isnan(nn.Hinge()(A, Y))
    assert [math.isnan(row[0]) for row in nn.Hinge().gradient(A, Y)] == [s == nan_at for s in (0, 1)]


@pytest.mark.parametrize("row", [[math.nan, 0.5], [0.5, math.nan]], ids=repr)
def test_losses_of_classes_do_not_hide_nan(row):
    """max(TINY, NaN), which is TINY where max(NaN, TINY) is NaN: an output that is no number, taken for a probability of 0."""
    k = [math.isnan(a) for a in row].index(True)
    after_softmax = nn.Softmax().predict([row])
    for loss, A in ((nn.CrossEntropy(), [row]), (nn.CrossEntropy(), after_softmax), (nn.SoftmaxCrossEntropy(), [row])):
        assert math.isnan(loss(A, [k]))
        assert math.isnan(loss.gradient(A, [k])[0][k])


def test_overflow_of_a_finite_loss_is_no_error_of_the_targets():
    """Finite targets blamed for outputs that are too large."""
    assert nn.MSE()([[1e200]], [[0.0]]) == math.inf
    assert nn.MSE().gradient([[1e308, 1e308]], [[-1e308, -1e308]]) == [[math.inf, math.inf]]
    assert nn.SSE().gradient([[8e307], [8e307]], [[0.0], [0.0]]) == [[1.6e308], [1.6e308]]
    for loss in (nn.MAE(), nn.Huber(1.0)):  # the difference is infinite, its sign is not
        assert loss([[1e308]], [[-1e308]]) == math.inf
        assert loss.gradient([[1e308], [-1e308]], [[-1e308], [1e308]]) == [[0.5], [-0.5]]


@pytest.mark.parametrize("make", [nn.MSE, nn.SSE, nn.MAE, nn.Huber, nn.Hinge, nn.BCE])
@given(data=st.data())
def test_a_flat_list_of_targets_for_one_output(make, data):
    """A flat list taken for one row, or broadcast to [samples][samples]."""
    loss = make()
    A = data.draw(batches(inputs=1, elements=st.floats(0.01, 0.99)))
    Y = data.draw(st.lists(SIGNS if make is nn.Hinge else st.sampled_from([0, 1]), min_size=len(A), max_size=len(A)))
    rows = [[y] for y in Y]
    for flat_targets in (Y, tuple(Y)):
        assert loss(A, flat_targets) == loss(A, rows)
        assert loss.gradient(A, flat_targets) == loss.gradient(A, rows)
    for wrong in (Y[1:], Y + Y[:1], [Y]):
        with pytest.raises(ShapeError):
            loss(A, wrong)
    with pytest.raises(ValueError, match=r"^Y\[1\] should be a number, but is '1'$"):
        loss(A, [Y[0], "1", *Y[2:]])


@pytest.mark.parametrize("make", EVERY)
def test_a_flat_list_is_no_row_of_targets(make):
    """The targets of one sample with several outputs without their brackets: with two samples they would be refused."""
    for call in (make(), make().gradient):
        with pytest.raises(ShapeError) as caught:
            call([[0.5, 0.25, 0.125]], [1, -1])
        assert str(caught.value) == "%r expects targets of shape (1, 3), like the outputs, but Y is a flat list of shape (2,) (a flat list of outputs is one sample)" % make()
        with pytest.raises(ShapeError):
            call([[0.5, 0.25]], [1, -1])


@pytest.mark.parametrize("make", EVERY)
def test_arrays_of_other_libraries(make):
    """Arrays that pass as they are, because they have the right lengths: NumPy's numbers in the gradient, or a TypeError."""
    loss = make()
    A, Y = sample(loss)
    for a, y in ((FakeArray(A), FakeArray(Y)), (A, FakeArray(Y)), ([FakeArray(row) for row in A], Y)):
        assert loss(a, y) == loss(A, Y)
        assert loss.gradient(a, y) == loss.gradient(A, Y)
        assert {type(g) for g in flat(loss.gradient(a, y))} == {float}


# Classes


def test_a_class_that_is_not_the_target_has_a_plain_zero():
    """-0.0 / a, which prints a minus sign, and is NaN where another class is."""
    assert repr(nn.CrossEntropy().gradient([[0.5, 0.5]], [[1.0, 0.0]])) == "[[-2.0, 0.0]]"


@given(matrices(elements=st.floats(0.01, 0.99), columns=st.integers(2, 4)), st.data())
def test_class_numbers_equal_one_hot_rows(A, data):
    """Class numbers from 1; the number taken as the target itself."""
    numbers = data.draw(labels(len(A[0]), len(A)))
    for loss in (nn.CrossEntropy(), nn.SoftmaxCrossEntropy()):
        for Y in (numbers, tuple(numbers), [float(k) for k in numbers]):
            assert loss(A, Y) == loss(A, one_hot(numbers, len(A[0])))
            assert loss.gradient(A, Y) == loss.gradient(A, one_hot(numbers, len(A[0])))
    assert losses.one_hot_rows(numbers, len(A[0])) == one_hot(numbers, len(A[0]))


def test_one_hot_rows_are_lists_of_their_own():
    """[[0] * n] * m."""
    rows = losses.one_hot_rows([1, 1], 2)
    assert rows == [[0, 1], [0, 1]]
    assert rows[0] is not rows[1]


@pytest.mark.parametrize("make", [nn.CrossEntropy, nn.SoftmaxCrossEntropy])
@pytest.mark.parametrize("wrong", [2, -1, 0.5, math.nan, math.inf, 10**30])
def test_class_numbers_out_of_range_are_refused(make, wrong):
    """-1 as the last class, by Python's index; 0.5 cut to 0; IndexError for one too many."""
    for call in (make(), make().gradient):
        with pytest.raises(ValueError) as caught:
            call([[0.5, 0.5], [0.5, 0.5]], [0, wrong])
        assert str(caught.value) == "class numbers of 2 classes go from 0 to 1, but Y[1] is %s" % wrong
        with pytest.raises(ValueError, match=r"^Y\[1\] should be a number, but is None$"):
            call([[0.5, 0.5], [0.5, 0.5]], [0, None])


@pytest.mark.parametrize("make", [nn.CrossEntropy, nn.SoftmaxCrossEntropy])
def test_classes_need_two_outputs(make):
    """A cross-entropy of one output, which is 0 after a softmax whatever the network does."""
    for call in (make(), make().gradient):
        with pytest.raises(ShapeError, match=r"^%s\(\) expects one output for each class, so at least 2, but A has shape \(2, 1\); for one output take BCE$" % make.__name__):
            call([[0.5], [0.5]], [[1], [0]])


@pytest.mark.parametrize("wrong", [0, 0.5, 2, True + 1])
def test_hinge_wants_minus_one_and_one(wrong):
    """Targets of 0 and 1, whose zeros cost nothing."""
    for call in (nn.Hinge(), nn.Hinge().gradient):
        with pytest.raises(ValueError, match=r"^Hinge expects targets of -1 and 1, but Y\[0\]\[1\] is %s$" % wrong):
            call([[0.5, 0.5]], [[1, wrong]])


@pytest.mark.parametrize("wrong", [-0.1, 1.1, -1, 2, 1e300])
def test_no_probability_is_refused(wrong):
    """log of a negative number: ValueError: math domain error."""
    for loss, hint in ((nn.BCE(), ""), (nn.CrossEntropy(), " (logits are for SoftmaxCrossEntropy)")):
        for call in (loss, loss.gradient):
            with pytest.raises(ValueError) as caught:
                call([[0.5, wrong]], [[1, 0]])
            expected = "%r expects probabilities from 0 to 1, as Sigmoid and Softmax give them%s, but A[0][1] is %s"
            assert str(caught.value) == expected % (loss, hint, wrong)
    for call in (nn.BCE(), nn.BCE().gradient):
        with pytest.raises(ValueError) as caught:
            call([[0.5, 0.5]], [[1, wrong]])
        assert str(caught.value) == "BCE expects targets from 0 to 1, but Y[0][1] is %s" % wrong


@pytest.mark.parametrize("delta", [0, -1, math.nan, math.inf, None, "1"])
def test_huber_wants_a_positive_delta(delta):
    """A loss that is 0 everywhere."""
    with pytest.raises(ValueError, match=r"^the delta of Huber should be"):
        nn.Huber(delta)


def test_settings_that_were_changed_count_from_then_on():
    """What is worked out of a setting once and for all, in the value or in the gradient only."""
    huber, weighted = nn.Huber(0.5), nn.CrossEntropy([1, 1])
    huber.delta, weighted.class_weights = 2.0, [0.5, 3]
    for changed, made, (A, Y) in ((huber, nn.Huber(2.0), ([[3.0], [1.0]], [[0.0], [0.0]])), (weighted, nn.CrossEntropy([0.5, 3]), sample(weighted))):
        assert changed(A, Y) == made(A, Y)
        assert changed.gradient(A, Y) == made.gradient(A, Y)
        assert repr(changed) == repr(made)
    assert huber.kinks([[1.0]], [[0.0]]) == [[0]]


@given(same_shape(quarters_with_zero()))
def test_huber_lies_between_its_two_parents(pair):
    """A Huber loss with the branches swapped: near 0 half of MSE, far away MAE less a constant."""
    A, Y = pair
    assert nn.Huber(100.0)(A, Y) == nn.MSE()(A, Y) / 2
    assert is_near(nn.Huber(1e-9)(A, Y) / 1e-9, nn.MAE()(A, Y), 1e-6, 1e-8)


# Losses of your own


def test_a_loss_of_your_own():
    """A method that is missing, and an error that does not say which."""

    class Fourth(nn.ElementLoss):
        def point(self, a, y):
            return (a - y) ** 4

        def slope(self, a, y):
            return 4 * (a - y) ** 3

    A, Y = as_fractions([[0.5, 2.0]]), as_fractions([[1.0, 1.0]])
    assert Fourth()(A, Y) == Fraction(17, 32)
    assert Fourth().gradient(A, Y) == [[Fraction(-1, 4), Fraction(2)]]
    assert (repr(Fourth()), Fourth().reduction, Fourth().convention) == ("Fourth()", "mean", "mean over all elements")
    for call, missing in (
        (lambda: nn.Loss()([[1.0]], [[1.0]]), "Loss() should define value(A, Y)"),
        (lambda: nn.Loss().gradient([[1.0]], [[1.0]]), "Loss() should define slopes(A, Y)"),
        (lambda: nn.ElementLoss()([[1.0]], [[1.0]]), "ElementLoss() should define point(a, y)"),
        (lambda: nn.ElementLoss().gradient([[1.0]], [[1.0]]), "ElementLoss() should define slope(a, y)"),
    ):
        with pytest.raises(NotImplementedError) as caught:
            call()
        assert str(caught.value) == missing


@pytest.mark.parametrize("make", EVERY)
def test_names_and_conventions(make):
    """A loss that does not say which mean it takes."""
    assert repr(make()) == ("Huber(1.0)" if make is nn.Huber else make.__name__ + "()")
    wanted = {nn.SSE: "sum over all elements and samples", nn.CrossEntropy: "mean over samples", nn.SoftmaxCrossEntropy: "mean over samples"}
    assert make().convention == wanted.get(make, "mean over all elements")
    assert make().reduction == ("sum" if make is nn.SSE else "mean")


def test_tiny_is_the_smallest_normal_number():
    """A clip so coarse that it is seen, or so fine that its reciprocal overflows."""
    assert sys.float_info.min == losses.TINY
    assert math.isfinite(1 / losses.TINY)


# Weights of classes


def outputs_and_classes(count):
    """Draw logits, a class for each sample, and whole weights, some of them 0."""
    sizes = st.integers(1, 5)
    return sizes.flatmap(lambda n: st.tuples(st.lists(st.lists(moderate_floats(5), min_size=count, max_size=count), min_size=n, max_size=n), labels(count, n)))


WHOLE_WEIGHTS = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)


def repeated(rows, Y, weights):
    """Return the samples, each as often as the weight of its class says."""
    chosen = [s for s, y in enumerate(Y) for _ in range(weights[y])]
    return [rows[s] for s in chosen], [Y[s] for s in chosen]


def in_the_mean_of(more, fewer):
    """Return what a mean over `more` samples has to be multiplied by to be one over `fewer`."""
    return len(more) / len(fewer)


@given(outputs_and_classes(3), WHOLE_WEIGHTS)
@example(([[0.5, -1.0, 2.0], [1.0, 0.0, 0.0]], [0, 2]), [1, 2, 3])
def test_a_weight_is_how_often_a_sample_is_there(samples, weights):
    """Weights of the wrong classes; weights in the value and not in the gradient; a mean over the weights; a weight of 0 that counts."""
    Z, Y = samples
    more, classes = repeated(Z, Y, weights)
    pairs = [(nn.SoftmaxCrossEntropy, Z, more)]
    for convert in (nn.Softmax().predict, lambda rows: [list(row) for row in nn.Softmax().predict(rows)]):  # from logits, and without
        pairs.append((nn.CrossEntropy, convert(Z), convert(more) if more else []))
    for make, A, repeated_outputs in pairs:
        expected = make()(repeated_outputs, classes) * in_the_mean_of(more, Z) if more else 0
        assert is_near(make(class_weights=weights)(A, Y), expected)
        plain = make().gradient(A, Y)
        assert_near(make(class_weights=weights).gradient(A, Y), [[weights[y] * g for g in row] for row, y in zip(plain, Y)])


@given(same_shape(moderate_floats(5), st.sampled_from([0, 1]), columns=st.integers(1, 2)), st.sampled_from([[1, 3], [2, 0], [0.5, 0.25]]))
@example(([[0.5], [-1.0]], [[1], [0]]), [1, 3])
def test_a_weight_multiplies_what_an_element_adds(pair, weights):
    """Weights of yes and no swapped; weights in one of the two branches only."""
    Z, Y = pair
    loss, count = nn.BCE(class_weights=weights), len(Z) * len(Z[0])
    layer = nn.Sigmoid()
    A = layer.forward(Z)
    for outputs in (A, [list(row) for row in A]):
        elements = [(a, y) for rows in zip(outputs, Y) for a, y in zip(*rows)]
        assert is_near(loss(outputs, Y), sum([weights[y] * nn.BCE()([[a]], [[y]]) for a, y in elements]) / count, 1e-9)
        plain = nn.BCE().gradient(outputs, Y)
        assert_near(loss.gradient(outputs, Y), [[weights[y] * g for g, y in zip(*rows)] for rows in zip(plain, Y)])
    assert_near(layer.backward(loss.gradient(A, Y)), [[weights[y] * (p - y) / count for p, y in zip(*rows)] for rows in zip(A, Y)])


@pytest.mark.parametrize("weights", [[0.5, 3], [0, 3]], ids=repr)
def test_weighted_gradients_at_the_logits_are_exact_where_probabilities_are_not(weights):
    """Weights with which the shortcut is not taken: the chain rule has no digits left at a probability of 0, and nothing is learnt."""
    Z = [[1000.0, -1000.0], [-1000.0, 1000.0], [40.0, -40.0], [0.5, 0.25]]
    Y = [1, 1, 1, 0]
    layer = nn.Softmax()
    P = layer.forward(Z)
    expected = [[weights[y] * (p - (k == y)) / 4 for k, p in enumerate(row)] for row, y in zip(P, Y)]
    assert_near(layer.backward(nn.CrossEntropy(weights).gradient(P, Y)), expected, 1e-15)
    assert_near(nn.SoftmaxCrossEntropy(weights).gradient(Z, Y), expected, 1e-15)
    layer = nn.Sigmoid()
    P = layer.forward([row[1:] for row in Z])
    assert_near(layer.backward(nn.BCE(weights).gradient(P, Y)), [[weights[y] * (p - y) / 4] for (p,), y in zip(P, Y)], 1e-15)


@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.sampled_from([0, 1, 0.25])), min_size=1, max_size=4))
def test_one_output_and_two_are_weighted_alike(pairs):
    """Two meanings of a weight: for no and yes, and for two classes; also where a target is no whole class."""
    weights = [0.5, 3]
    one = nn.BCE(class_weights=weights)([[a] for a, _ in pairs], [[y] for _, y in pairs])
    two = nn.CrossEntropy(class_weights=weights)([[1 - a, a] for a, _ in pairs], [[1 - y, y] for _, y in pairs])
    assert is_near(one, two)


@pytest.mark.parametrize("make", [nn.BCE, nn.CrossEntropy, nn.SoftmaxCrossEntropy])
def test_a_loss_of_ones_own_need_not_know_of_weights(make):
    """AttributeError: class_weights, where a subclass has a constructor of its own."""

    class Named(make):
        def __init__(self, name):
            self.name = name

    A, Y = sample(make())
    assert Named("mine")(A, Y) == make()(A, Y)
    assert Named("mine").gradient(A, Y) == make().gradient(A, Y)
    assert repr(Named("mine")) == "Named()"


@pytest.mark.parametrize("make", [nn.BCE, nn.CrossEntropy, nn.SoftmaxCrossEntropy])
def test_weights_of_1_are_none(make):
    """A path with weights that calculates otherwise; weights that belong to the caller; a repr that hides them."""
    A, Y = sample(make())
    weights = [1, 1]
    loss = make(class_weights=weights)
    assert loss(A, Y) == make()(A, Y)
    assert loss.gradient(A, Y) == make().gradient(A, Y)
    weights[1] = 20
    assert loss.class_weights == [1, 1]
    assert (repr(loss), repr(make())) == ("%s(class_weights=[1, 1])" % make.__name__, "%s()" % make.__name__)


@pytest.mark.parametrize("make", [nn.BCE, nn.CrossEntropy, nn.SoftmaxCrossEntropy])
@pytest.mark.parametrize(
    "wrong, message",
    [
        ({0: 1, 1: 20}, "class_weights should be a list of numbers, but is {0: 1, 1: 20} of type dict"),
        ([1, -20], r"class_weights\[1\] should be a number of at least 0, but is -20"),
        ([1, math.nan], r"class_weights\[1\] should be a number of at least 0, but is nan"),
        ([math.inf, 1], r"class_weights\[0\] should be a number of at least 0, but is inf"),
        ([1, None], r"class_weights\[1\] should be a number, but is None"),
        (20, "class_weights should be a list of numbers, but is 20 of type int"),
    ],
    ids=repr,
)
def test_class_weights_that_are_none_are_refused(make, wrong, message):
    """The dictionary of Keras, of which the classes would be taken for the weights; a class that is to be unlearnt."""
    with pytest.raises(ValueError, match=message):
        make(class_weights=wrong)


def test_as_many_class_weights_as_classes():
    """A zip that leaves classes without a weight: they would count nothing."""
    for weights in ([1, 2, 3], [1], []):
        with pytest.raises(ValueError, match="^BCE expects 2 class weights, that of no and that of yes, but got %d$" % len(weights)):
            nn.BCE(class_weights=weights)
    for loss in (nn.CrossEntropy(class_weights=[1, 20]), nn.SoftmaxCrossEntropy([1, 20]), nn.CrossEntropy([]), nn.SoftmaxCrossEntropy([])):
        for call in (loss, loss.gradient):
            with pytest.raises(ShapeError, match=r"expects one output for each class weight, but A has shape \(1, 3\)"):
                call([[0.2, 0.3, 0.5]], [1])


@pytest.mark.parametrize("end, loss, Y", [
    (nn.Sigmoid, nn.BCE(class_weights=[0.5, 3]), [[1], [0], [1]]), (nn.Softmax, nn.CrossEntropy(class_weights=[0.5, 3]), [0, 1, 1]),
    (nn.Identity, nn.SoftmaxCrossEntropy(class_weights=[0.5, 3]), [1, 0, 0]),
])  # fmt: skip
def test_gradients_of_a_network_with_class_weights(end, loss, Y):
    """Weights that reach the value and not the shortcut from the loss to the logits: the network learns something else."""
    rng = nn.Random(5)
    outputs = 1 if end is nn.Sigmoid else 2
    net = nn.Network([nn.Dense(2, 3, rng=rng), nn.Tanh(), nn.Dense(3, outputs, rng=rng), end()])
    report = nn.check_gradients(net, [[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]], Y, loss)
    assert report.ok, report


@pytest.mark.parametrize("loss", [nn.MSE(), nn.MAE(), nn.Huber(), nn.CrossEntropy(), nn.SoftmaxCrossEntropy(), nn.BCE()], ids=repr)
def test_targets_that_are_small_whole_numbers_of_numpy(loss):
    """-numpy.uint8(1) is 255: a cross-entropy below 0, an error of 56 for one of 200."""
    plain = [[1, 0], [0, 1]]
    for targets in ([FakeArray(row) for row in plain], [list(FakeArray(row)) for row in plain], FakeArray(plain)):
        for outputs in ([[0, 1], [0, 1]], [[0.25, 0.75], [0.5, 0.5]]):
            assert loss(outputs, targets) == loss(outputs, plain)
            assert loss.gradient(outputs, targets) == loss.gradient(outputs, plain)


def test_a_target_that_is_nan_is_refused_whatever_the_value_is():
    """max(0, nan) is 0: a loss that looks at its targets only where its value is not finite."""

    class SquaredHinge(nn.ElementLoss):
        def point(self, a, y):
            return max(0, 1 - a * y) ** 2

        def slope(self, a, y):
            return -2 * y * max(0, 1 - a * y)

    loss = SquaredHinge()
    assert loss([[0.0], [0.5]], [[-1], [1]]) == 0.625
    with pytest.raises(ValueError, match=r"Y\[1\]\[0\] is nan"):
        loss([[0.0], [0.0]], [[-1], [float("nan")]])


@pytest.mark.parametrize("changed", ["point", "slope"])
def test_a_loss_derived_from_bce_is_its_own_behind_a_sigmoid_too(changed):
    """The logits of BCE in the place of what somebody has written."""

    class Other(nn.BCE):
        def point(self, a, y):
            return 3 * super().point(a, y) if changed == "point" else super().point(a, y)

        def slope(self, a, y):
            return 3 * super().slope(a, y) if changed == "slope" else super().slope(a, y)

    if changed == "point":
        del Other.slope
    else:
        del Other.point
    outputs = nn.Sigmoid().predict([[0.5], [-2.0]])
    plain, targets = [row[:] for row in outputs], [[1], [1]]
    assert Other()(outputs, targets) == Other()(plain, targets)
    assert list(Other().gradient(outputs, targets)) == Other().gradient(plain, targets)
    assert not isinstance(Other().gradient(outputs, targets), nn.activations.LogitGradient)
