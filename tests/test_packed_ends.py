"""The ends of packed networks: what they answer, and where backward starts, beside the layers and losses of ordinary networks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import assert_near, is_near

import purenn as nn
from purenn.fixed_point import ONE
from purenn.packed_ends import LinearEnd, SigmoidEnd, SoftmaxEnd

BITS = 21
PAIRS = [
    (LinearEnd, nn.Identity, nn.MSE()),
    (SigmoidEnd, nn.Sigmoid, nn.BCE()),
    (SigmoidEnd, nn.Sigmoid, nn.MSE()),
    (SoftmaxEnd, nn.Softmax, nn.CrossEntropy()),
]
each_pair = pytest.mark.parametrize("make, layer, loss", PAIRS, ids=["%s %r" % (pair[0].__name__, pair[2]) for pair in PAIRS])
ROWS = st.integers(2, 4).flatmap(lambda n: st.tuples(*[st.lists(numbers, min_size=n, max_size=n) for numbers in (st.floats(-6, 6), st.sampled_from([0, 1]))]))


def name_of(loss):
    return type(loss).__name__


@each_pair
@given(case=ROWS, label=st.integers(0, 1))
def test_errors_times_their_factor_are_the_gradient_at_the_logits(make, layer, loss, case, label):
    """A 2 of the square that is lost, or one of BCE that is not there; a mean over the outputs that multiplies by them; the slope of the sigmoid forgotten."""
    row, targets = case
    if make is SoftmaxEnd:
        targets = [int(k == label) for k in range(len(row))]
    end, logits = make(BITS), [round(z * (1 << BITS)) for z in row]
    errors = end.errors(end.outputs(logits), targets, name_of(loss))
    found = [error / ONE * end.factor(name_of(loss), len(row)) for error in errors]
    activation = layer()
    A = activation.forward([[z / (1 << BITS) for z in logits]])
    (expected,) = activation.backward(loss.gradient(A, [targets]))
    for a, b in zip(found, expected):
        assert is_near(a, b, 0, 2e-3)


@each_pair
@given(case=ROWS, label=st.integers(0, 1))
def test_the_loss_is_that_of_an_ordinary_network(make, layer, loss, case, label):
    """A sum for a mean; a log of the other class; a loss that is right only where the outputs are."""
    row, targets = case
    if make is SoftmaxEnd:
        targets = [int(k == label) for k in range(len(row))]
    end, logits = make(BITS), [round(z * (1 << BITS)) for z in row]
    found = end.loss(end.outputs(logits), logits, targets, name_of(loss))
    assert_near(found, loss(layer().predict([[z / (1 << BITS) for z in logits]]), [targets]), 2e-3, 2e-3)


SOFT = st.integers(2, 4).flatmap(lambda n: st.tuples(*[st.lists(numbers, min_size=n, max_size=n) for numbers in (st.floats(-6, 6), st.integers(1, 8))]))


@each_pair
@given(case=SOFT)
def test_targets_may_lie_between_yes_and_no(make, layer, loss, case):
    """Labels that are smoothed, or shares: every target taken for a yes."""
    row, parts = case
    targets = [part / sum(parts) for part in parts]
    end, logits = make(BITS), [round(z * (1 << BITS)) for z in row]
    activation = layer()
    A = activation.forward([[z / (1 << BITS) for z in logits]])
    assert_near(end.loss(end.outputs(logits), logits, targets, name_of(loss)), loss(A, [targets]), 2e-3, 2e-3)
    errors = end.errors(end.outputs(logits), targets, name_of(loss))
    (expected,) = activation.backward(loss.gradient(A, [targets]))
    for error, b in zip(errors, expected):
        assert is_near(error / ONE * end.factor(name_of(loss), len(row)), b, 0, 2e-3)


@given(case=SOFT)
def test_targets_of_classes_need_not_add_up_to_one(case):
    """A sample that counts three times, or not at all: output - target, which is the slope only where the targets add up to 1."""
    row, parts = case
    targets, end, layer, loss = [(part - 3) / 4 for part in parts], SoftmaxEnd(BITS), nn.Softmax(), nn.CrossEntropy()
    logits = [round(z * (1 << BITS)) for z in row]
    A = layer.forward([[z / (1 << BITS) for z in logits]])
    (expected,) = layer.backward(loss.gradient(A, [targets]))
    for error, b in zip(end.errors(end.outputs(logits), targets, "CrossEntropy"), expected):
        assert is_near(error / ONE, b, 0, 1e-2)


@given(st.lists(st.integers(0, ONE), min_size=1, max_size=4), st.data())
def test_errors_are_exact(outputs, data):
    """A target that is rounded down, or to its neighbour: every error would lean to one side."""
    targets = data.draw(st.lists(st.integers(-3 * ONE, 3 * ONE), min_size=len(outputs), max_size=len(outputs)))
    floats = [y / ONE for y in targets]
    for end, loss in ((LinearEnd(BITS), "MSE"), (SigmoidEnd(BITS), "BCE")):
        assert end.errors(outputs, floats, loss) == [a - y for a, y in zip(outputs, targets)]
    targets[0] += ONE - sum(targets)  # those of a Softmax add up to 1, as a rule
    floats[0] = targets[0] / ONE
    assert SoftmaxEnd(BITS).errors(outputs, floats, "CrossEntropy") == [a - y for a, y in zip(outputs, targets)]
    for error, a, y in zip(SigmoidEnd(BITS).errors(outputs, floats, "MSE"), outputs, targets):
        slope = a * (ONE - a) >> 16
        assert abs(error - Fraction((a - y) * slope, ONE)) <= Fraction(1, 2)


def test_targets_between_two_units_go_to_the_nearest():
    """Rounded towards 0, as int() would."""
    for y, unit in ((0.4, 0), (0.6, 1), (-0.4, 0), (-0.6, -1)):
        assert LinearEnd(BITS).errors([0], [y / ONE], "MSE") == [-unit]
