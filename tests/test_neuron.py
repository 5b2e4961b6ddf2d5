"""One neuron: what a pencil gets, the slope by difference and exactly, Rosenblatt's rule step by step."""

import math
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import (
    DIFFERENCE_ABSOLUTE,
    DIFFERENCE_RELATIVE,
    FakeArray,
    FakeScalar,
    assert_near,
    central_difference,
    dense,
    fractions,
    is_near,
    quarters,
    rows,
    sizes,
)

import purenn as nn
from purenn.linalg import ShapeError

GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "NOR": [1, 0, 0, 0]}
INPUTS = [[0, 0], [0, 1], [1, 0], [1, 1]]


@st.composite
def neurons(draw, elements=None, activations=(nn.Sigmoid, nn.Tanh, nn.Identity)):
    """Draw a neuron, one sample and its target."""
    elements = quarters() if elements is None else elements
    n = draw(sizes())
    neuron = nn.Neuron(draw(rows(n, elements)), draw(elements), draw(st.sampled_from(activations))())
    return neuron, draw(rows(n, elements)), draw(elements)


def error_with(neuron, weights, bias, x, y):
    """The squared error of a neuron with other weights: by the formula, not by the code."""
    z = sum([w * v for w, v in zip(weights, x)]) + bias
    return (neuron.activation.function(z) - y) ** 2


# One step by pencil


def test_worked_example():
    """A forgotten bias; a forgotten factor of the chain rule. Source: Mazur, A Step by Step Backpropagation Example, 2015: h1 and o1, and dE/dw5."""
    h1 = nn.Neuron([0.15, 0.20], 0.35)
    assert h1.weighted_sum([0.05, 0.10]) == pytest.approx(0.3775)
    assert h1([0.05, 0.10]) == pytest.approx(0.593269992, abs=1e-9)
    o1 = nn.Neuron([0.40, 0.45], 0.60)
    hidden = [0.593269992, 0.596884378]
    assert o1(hidden) == pytest.approx(0.75136507, abs=1e-8)
    d_weights, d_bias = o1.gradients(hidden, 0.01)
    assert d_weights[0] / 2 == pytest.approx(0.082167041, abs=1e-8)  # his error has a 1/2, ours has not
    assert d_bias / 2 == pytest.approx(0.74136507 * 0.186815602, abs=1e-8)
    error = o1.learn(hidden, 0.01, learning_rate=0.25)  # half of his 0.5
    assert error / 2 == pytest.approx(0.274811083, abs=1e-8)
    assert o1.weights[0] == pytest.approx(0.35891648, abs=1e-8)
    assert o1.weights[1] == pytest.approx(0.408666186, abs=1e-8)


def test_by_pencil():
    """A sign; a missing 2; the bias not learnt; the error measured after the step."""
    neuron = nn.Neuron([2.0, -1.0], 0.5, nn.Identity())
    assert neuron.weighted_sum([3.0, 4.0]) == 2.5
    assert neuron([3.0, 4.0]) == 2.5
    assert neuron.gradients([3.0, 4.0], 2.0) == ([3.0, 4.0], 1.0)
    assert neuron.learn([3.0, 4.0], 2.0, learning_rate=0.5) == 0.25
    assert (neuron.weights, neuron.bias) == ([0.5, -3.0], 0.0)
    assert neuron([3.0, 4.0]) == -10.5


@given(neurons())
def test_gradients_by_difference(drawn):
    """A derivative at a in place of z; the factor of the input forgotten; a missing 2."""
    neuron, x, y = drawn
    d_weights, d_bias = neuron.gradients(x, y)
    w, b = list(neuron.weights), neuron.bias
    for i in range(len(w)):
        numeric = central_difference(lambda v, i=i: error_with(neuron, w[:i] + [v] + w[i + 1 :], b, x, y), w[i])
        assert is_near(d_weights[i], numeric, DIFFERENCE_RELATIVE, 100 * DIFFERENCE_ABSOLUTE)
    numeric = central_difference(lambda v: error_with(neuron, w, v, x, y), b)
    assert is_near(d_bias, numeric, DIFFERENCE_RELATIVE, 100 * DIFFERENCE_ABSOLUTE)


@given(neurons(fractions(), (nn.Identity, nn.ReLU, nn.LeakyReLU)))
def test_gradients_exactly(drawn):
    """The same without rounding: the error is quadratic in each weight, so that the difference is exact."""
    neuron, x, y = drawn
    if not isinstance(neuron.activation, nn.Identity):
        neuron.activation = nn.LeakyReLU(Fraction(1, 8))
    w, b = list(neuron.weights), neuron.bias
    z = neuron.weighted_sum(x)
    assume(abs(z) > Fraction(1, 20))  # away from the kink
    d_weights, d_bias = neuron.gradients(x, y)
    assert d_weights == [
        central_difference(lambda v, i=i: error_with(neuron, w[:i] + [v] + w[i + 1 :], b, x, y), Fraction(w[i])) for i in range(len(w))
    ]
    assert d_bias == central_difference(lambda v: error_with(neuron, w, v, x, y), b)


@given(neurons(fractions(), (nn.Identity,)), st.sampled_from([Fraction(1, 10), Fraction(1, 3), Fraction(1)]))
def test_learn_is_one_manual_step(drawn, rate):
    """The learning rate squared or forgotten; gradients of the weights that are already changed."""
    neuron, x, y = drawn
    w, b = list(neuron.weights), neuron.bias
    d_weights, d_bias = neuron.gradients(x, y)
    error = neuron(x) - y
    assert neuron.learn(x, y, rate) == error * error
    assert neuron.weights == [v - rate * d for v, d in zip(w, d_weights)]
    assert neuron.bias == b - rate * d_bias


def test_a_dead_neuron_still_says_how_wrong_it_is():
    """No error where there is no slope: a ReLU below 0 that looks as if it had learnt."""
    neuron = nn.Neuron([1.0], -5.0, nn.ReLU())
    assert neuron.gradients([1.0], 2.0) == ([0.0], 0.0)
    assert neuron.learn([1.0], 2.0) == 4.0
    assert (neuron.weights, neuron.bias) == ([1.0], -5.0)


def test_default_learning_rate():
    """Another default than 0.1."""
    one, other = nn.Neuron([1.0], 0.5), nn.Neuron([1.0], 0.5)
    one.learn([2.0], 0.0)
    other.learn([2.0], 0.0, learning_rate=0.1)
    assert (one.weights, one.bias) == (other.weights, other.bias)
    assert one.weights != [1.0]


@given(neurons())
def test_a_small_step_descends(drawn):
    """A step uphill."""
    neuron, x, y = drawn
    d_weights, d_bias = neuron.gradients(x, y)
    slope = sum([d * d for d in d_weights]) + d_bias * d_bias
    assume(slope > 1e-6)
    before = neuron.learn(x, y, learning_rate=1e-4)
    assert (neuron(x) - y) ** 2 < before


@given(neurons(), st.data())
def test_neuron_is_a_row_of_dense(drawn, data):
    """A neuron that does something else than a layer: forward, gradients and a step."""
    neuron, x, y = drawn
    layer = dense([neuron.weights], [neuron.bias])
    activation = type(neuron.activation)()
    A = activation.forward(layer.forward([x]))
    assert_near(A[0][0], neuron(x), 1e-15)
    layer.backward(activation.backward(nn.SSE().gradient(A, [[y]])))
    d_weights, d_bias = neuron.gradients(x, y)
    assert_near(layer.d_weights[0] + layer.d_biases, d_weights + [d_bias], 1e-9, 1e-12)


def test_the_default_activation_is_the_sigmoid():
    """A neuron whose activations are one and the same object, or another function."""
    assert isinstance(nn.Neuron([1.0]).activation, nn.Sigmoid)
    assert nn.Neuron([1.0])([0.0]) == 0.5
    assert nn.Neuron([1.0]).bias == 0.0


@pytest.mark.parametrize("wrong", [nn.Tanh, "tanh", nn.tanh, nn.Dense(1, 1)], ids=["class", "name", "function", "layer"])
def test_what_is_no_activation_is_refused(wrong):
    """A class without its parentheses, or a name, found out at the first answer by a bare TypeError."""
    with pytest.raises(ValueError) as caught:
        nn.Neuron([1.0], 0.0, wrong)
    assert str(caught.value) == "activation should be one such as Tanh(), but is %r" % wrong


def test_what_is_passed_stays_and_is_not_kept():
    """The caller's list of weights changed by learning; x scaled in place."""
    weights, x = [1.0, 2.0], [3.0, 4.0]
    neuron = nn.Neuron(weights, 0.0)
    d_weights, _ = neuron.gradients(x, 0.0)
    neuron.learn(x, 0.0, 0.5)
    assert (weights, x) == ([1.0, 2.0], [3.0, 4.0])
    assert d_weights is not x
    weights[0] = 99.0
    assert neuron.weights[0] != 99.0


def test_sequences_of_every_kind():
    """A tuple refused, or multiplied."""
    neuron = nn.Neuron((1, 2), 0.5, nn.Identity())
    assert neuron.weights == [1, 2]
    for x in ((3, 4), [3, 4], range(3, 5), b"\x03\x04", FakeArray([3, 4]), [FakeScalar(3), FakeScalar(4)]):
        assert neuron(x) == 11.5
        assert neuron.gradients(x, 11.0) == ([3.0, 4.0], 1.0)
        gate = nn.Perceptron(2)
        assert (gate.learn(x, 0), gate.weights) == (1, [-3.0, -4.0])


@pytest.mark.parametrize("x", [[1.0], [1.0, 2.0, 3.0], []])
def test_inputs_of_another_number_are_refused(x):
    """A neuron of three weights that accepts two inputs: zip is no check."""
    neuron = nn.Neuron([1.0, 2.0], 0.5)
    for call in (neuron, neuron.weighted_sum, lambda x: neuron.gradients(x, 1.0), lambda x: neuron.learn(x, 1.0)):
        with pytest.raises(ShapeError, match=r"^a neuron with weights of shape \(2,\) expects as many inputs, but x has shape \(%d,\)$" % len(x)):
            call(x)
    assert (neuron.weights, neuron.bias) == ([1.0, 2.0], 0.5)


@pytest.mark.parametrize("wrong", [3.0, None, "12", [[1.0, 2.0]], [None, 1.0], ["a", 1.0]], ids=repr)
def test_inputs_that_are_no_row_are_refused(wrong):
    """TypeError: 'float' object is not iterable."""
    neuron = nn.Neuron([1.0, 2.0], 0.5)
    for call, name in ((neuron, "x"), (lambda x: neuron.learn(x, 1.0), "x"), (nn.Neuron, "weights")):
        with pytest.raises(ValueError, match=r"^%s(\[0\])? should be" % name):
            call(wrong)
    assert (neuron.weights, neuron.bias) == ([1.0, 2.0], 0.5)


def test_a_neuron_needs_weights():
    """A neuron that answers the bias whatever comes."""
    with pytest.raises(ShapeError, match=r"^a neuron needs at least one weight, but weights has shape \(0,\)$"):
        nn.Neuron([])


@pytest.mark.parametrize("x, y", [([1e200, 1.0], 1.0), ([1.0, 1.0], 1e200)])
def test_an_error_that_is_not_finite_leaves_the_weights(x, y):
    """Weights that are NaN after one bad sample."""
    neuron = nn.Neuron([1.0, 2.0], 0.5, nn.Identity())
    with pytest.raises(ValueError, match=r"^the squared error is (nan|inf): the inputs or the learning rate, 0\.1, are too large$"):
        neuron.learn(x, y, 0.1)
    assert (neuron.weights, neuron.bias) == ([1.0, 2.0], 0.5)


def test_a_slope_that_is_not_finite_leaves_the_weights():
    """A sample whose error looks well, and whose step makes a weight infinite."""
    neuron = nn.Neuron([0.0, 1.0], 0.5, nn.Identity())
    with pytest.raises(ValueError, match=r"^the slope is inf: the inputs or the learning rate, 0\.0, are too large$"):
        neuron.learn([1e308, 0.0], 1e10, 0.0)
    assert (neuron.weights, neuron.bias) == ([0.0, 1.0], 0.5)


@pytest.mark.parametrize("x, weights", [(10.0, [1.0]), (0.0, [0.0])])
def test_a_step_that_is_too_large_leaves_the_weights(x, weights):
    """An infinite weight, or bias, from finite slopes."""
    neuron = nn.Neuron(weights, 10.0, nn.Identity())
    with pytest.raises(ValueError, match=r"^the size of the new weights is (nan|inf): the inputs or the learning rate, 1e\+308, are too large$"):
        neuron.learn([x], 0.0, 1e308)
    assert (neuron.weights, neuron.bias) == (weights, 10.0)


@pytest.mark.parametrize(
    "x, y, rate, words",
    [
        ([1.0, math.nan], 1, 0.1, "x[1] is nan; every number has to be finite"),
        ([math.inf, 1.0], 1, 0.1, "x[0] is inf; every number has to be finite"),
        ([1.0, 1.0], 1, math.nan, "learning_rate should be a number of at least 0, but is nan"),
        ([1.0, 1.0], 1, -0.1, "learning_rate should be a number of at least 0, but is -0.1"),
    ],
)
@pytest.mark.parametrize("make", [lambda: nn.Neuron([0.0, 0.0]), lambda: nn.Perceptron(2)], ids=["Neuron", "Perceptron"])
def test_numbers_that_would_spoil_the_weights_are_refused(make, x, y, rate, words):
    """Weights that are NaN for good after one missing value; a rate that climbs."""
    neuron = make()
    with pytest.raises(ValueError) as caught:
        neuron.learn(x, y, rate)
    assert str(caught.value) == words
    assert (neuron.weights, neuron.bias) == ([0.0, 0.0], 0.0)


@pytest.mark.parametrize("y", [math.nan, -math.inf])
def test_targets_of_a_neuron_are_finite(y):
    """A squared error of NaN that is put down to the learning rate."""
    with pytest.raises(ValueError, match="^y is %s; every number has to be finite$" % y):
        nn.Neuron([1.0]).learn([1.0], y)


def test_nothing_can_be_learnt_from_a_step():
    """A gradient of 0 that looks like success."""

    class Gate(nn.Step):
        pass

    sentence = "^a step has slope 0 everywhere, so the error gives no direction; learn with nn.Perceptron's rule$"
    for neuron in (nn.Neuron([1.0], 0.0, nn.Step()), nn.Neuron([1.0], 0.0, Gate()), nn.Perceptron(1)):
        with pytest.raises(ValueError, match=sentence):
            neuron.gradients([1.0], 1.0)
    neuron = nn.Neuron([1.0], 0.25, nn.Step())
    with pytest.raises(ValueError, match=sentence):
        neuron.learn([1.0], 0.0)
    assert (neuron.weights, neuron.bias) == ([1.0], 0.25)


def test_names():
    """A repr that cannot be read."""
    assert repr(nn.Neuron([1.0, 2.0], 0.5, nn.Tanh())) == "Neuron([1.0, 2.0], 0.5, Tanh())"
    assert repr(nn.Perceptron(3)) == "Perceptron(3)"


# The perceptron


def test_rosenblatts_rule_step_by_step():
    """A step in the wrong direction; a bias that does not learn; a step where the answer was right. AND, by pencil."""
    gate = nn.Perceptron(2)
    assert (gate.weights, gate.bias) == ([0.0, 0.0], 0.0)
    steps = [
        ([0, 0], 0, 1, [0, 0], -1),  # 0 >= 0 fires, and should not
        ([0, 1], 0, 0, [0, 0], -1),
        ([1, 0], 0, 0, [0, 0], -1),
        ([1, 1], 1, 1, [1, 1], 0),
        ([0, 0], 0, 1, [1, 1], -1),
        ([0, 1], 0, 1, [1, 0], -2),
        ([1, 0], 0, 0, [1, 0], -2),
        ([1, 1], 1, 1, [2, 1], -1),
        ([0, 0], 0, 0, [2, 1], -1),
        ([0, 1], 0, 1, [2, 0], -2),
        ([1, 0], 0, 1, [1, 0], -3),
        ([1, 1], 1, 1, [2, 1], -2),
        ([0, 0], 0, 0, [2, 1], -2),
        ([0, 1], 0, 0, [2, 1], -2),
        ([1, 0], 0, 1, [1, 1], -3),
        ([1, 1], 1, 1, [2, 2], -2),
        ([0, 0], 0, 0, [2, 2], -2),
        ([0, 1], 0, 1, [2, 1], -3),
        ([1, 0], 0, 0, [2, 1], -3),
        ([1, 1], 1, 0, [2, 1], -3),
    ]
    for x, y, mistake, weights, bias in steps:
        assert gate.learn(x, y) == mistake
        assert (gate.weights, gate.bias) == (weights, bias)
    assert [gate(x) for x in INPUTS] == [0, 0, 0, 1]


@given(rows(3, fractions()), fractions(), rows(3, fractions()), st.sampled_from([0, 1]), st.sampled_from([Fraction(1, 2), 1, 3]))
def test_rosenblatts_rule_by_definition(weights, bias, x, y, rate):
    """The learning rate forgotten in one of the two places."""
    gate = nn.Perceptron(3)
    gate.weights, gate.bias = list(weights), bias
    answer = int(sum([w * v for w, v in zip(weights, x)]) + bias >= 0)
    assert gate(x) == answer
    assert gate.learn(x, y, rate) == abs(y - answer)
    assert gate.weights == [w + rate * (y - answer) * v for w, v in zip(weights, x)]
    assert gate.bias == bias + rate * (y - answer)


@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(0, 1)), min_size=1, max_size=5))
@example([(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 1)])
def test_fit_goes_through_the_samples_until_an_epoch_is_without_a_mistake(samples):
    """An end one epoch early, with a mistake left; a run that goes on though nothing is wrong; mistakes that are not counted."""
    X, Y = [[x0, x1] for x0, x1, _ in samples], [y for _, _, y in samples]
    by_hand, mistakes = nn.Perceptron(2), [1]
    while mistakes[-1] and len(mistakes) <= 8:
        mistakes.append(sum([by_hand.learn(x, y) for x, y in zip(X, Y)]))
    gate = nn.Perceptron(2)
    assert gate.fit(X, Y, epochs=8) == mistakes[1:]
    assert (gate.weights, gate.bias) == (by_hand.weights, by_hand.bias)


def test_fit_goes_on_where_it_was():
    """A fit that starts anew: what was learnt before, or set by hand, is forgotten."""
    once, twice = nn.Perceptron(2), nn.Perceptron(2)
    history = once.fit(INPUTS, GATES["AND"])
    assert twice.fit(INPUTS, GATES["AND"], epochs=2) + twice.fit(INPUTS, GATES["AND"]) == history
    assert (twice.weights, twice.bias) == (once.weights, once.bias)
    assert once.fit(INPUTS, GATES["AND"]) == [0]


@pytest.mark.parametrize("name", sorted(GATES))
@pytest.mark.parametrize("column", [False, True])
def test_gates_are_learnt_exactly(name, column):
    """A perceptron that cannot learn a gate; a history that does not end at 0; targets as rows refused."""
    gate = nn.Perceptron(2)
    targets = [[y] for y in GATES[name]] if column else GATES[name]
    history = gate.fit(INPUTS, targets)
    assert [gate(x) for x in INPUTS] == GATES[name]
    assert history[-1] == 0
    assert all([mistakes > 0 for mistakes in history[:-1]]), "it went on after an epoch without a mistake"
    assert len(history) < 20


def test_xor_is_never_learnt():
    """A perceptron that says it is done. Source: Minsky and Papert, Perceptrons, 1969: no line parts XOR."""
    gate = nn.Perceptron(2)
    history = gate.fit(INPUTS, [0, 1, 1, 0], epochs=1000)
    assert len(history) == 1000
    assert min(history) > 0
    assert [gate(x) for x in INPUTS] != [0, 1, 1, 0]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=8), st.integers(-3, 3), st.integers(-3, 3), st.integers(-5, 5))
@example([(0, 0), (1, 1)], 1, 1, -1)
def test_whatever_a_line_parts_is_learnt(X, w0, w1, b):
    """A rule that learns gates and nothing else. Source: A. Novikoff, On Convergence Proofs for Perceptrons, 1962."""
    margins = [w0 * x + w1 * y + b for x, y in X]
    assume(0 not in margins)
    Y = [int(margin > 0) for margin in margins]
    gate = nn.Perceptron(2)
    # Novikoff: at most (R * |w| / margin)**2 mistakes, with the bias as one more input of 1.
    bound = max([x * x + y * y + 1 for x, y in X]) * (w0 * w0 + w1 * w1 + b * b) // min([m * m for m in margins]) + 1
    history = gate.fit(X, Y, epochs=bound + 1)
    assert history[-1] == 0
    assert sum(history) <= bound
    assert [gate(x) for x in X] == Y


def test_the_number_of_epochs_and_the_rate_are_kept_to():
    """One epoch too many; a learning rate that fit does not pass on."""
    assert len(nn.Perceptron(2).fit(INPUTS, [0, 1, 1, 0], epochs=7)) == 7
    assert len(nn.Perceptron(2).fit(INPUTS, [0, 1, 1, 0])) == 100
    plain = nn.Perceptron(1)
    plain.fit([[1.0]], [0], epochs=1)
    assert (plain.weights, plain.bias) == ([-1.0], -1.0)
    slow = nn.Perceptron(1)
    slow.fit([[1.0]], [0], epochs=1, learning_rate=0.25)
    assert (slow.weights, slow.bias) == ([-0.25], -0.25)


@pytest.mark.parametrize("y", [2, -1, 0.5, None, "1", math.nan])
def test_perceptron_targets_are_0_and_1(y):
    """-1 for 0, with which the rule takes steps of 2."""
    gate = nn.Perceptron(2)
    for call in (lambda: gate.learn([1, 1], y), lambda: gate.fit([[1, 1]], [y])):
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == "a perceptron expects targets of 0 and 1, but got %r" % y
    with pytest.raises(ShapeError):
        gate.learn([1], 1)
    assert (gate.weights, gate.bias) == ([0.0, 0.0], 0.0)


@pytest.mark.parametrize("X, Y", [([], []), ([[1, 1]], []), ([[1, 1]], [1, 0]), ([[1, 1], [0, 0]], [1])])
def test_samples_and_targets_have_to_match(X, Y):
    """Samples without a target, left out by zip; no samples at all, learnt without a mistake."""
    with pytest.raises(ShapeError, match="^fit expects one target for each sample, but X has %d rows and Y has %d$" % (len(X), len(Y))):
        nn.Perceptron(2).fit(X, Y)


@pytest.mark.parametrize("size", [0, -1, 2.0, None])
def test_sizes_of_the_perceptron(size):
    """A perceptron without inputs; an endless loop, or none."""
    with pytest.raises(ShapeError, match=r"^inputs should be a whole number"):
        nn.Perceptron(size)
    with pytest.raises(ShapeError, match=r"^epochs should be a whole number"):
        nn.Perceptron(2).fit([[1, 1]], [1], epochs=size)


@pytest.mark.parametrize("y", [[1, 0], [[1]], []])
def test_target_rows_hold_one_number(y):
    """The first of several targets taken, and the rest ignored."""
    with pytest.raises(ValueError):
        nn.Perceptron(2).fit([[1, 1]], [y])


def test_fit_leaves_the_samples():
    """Samples extended by a 1 for the bias, in place."""
    X, Y = deepcopy(INPUTS), [0, 0, 0, 1]
    nn.Perceptron(2).fit(X, Y)
    assert (X, Y) == (INPUTS, [0, 0, 0, 1])


def test_targets_of_numpy_bytes_are_numbers_like_others():
    """0 - numpy.uint8(1) is 255: a perceptron that runs away from its targets."""
    X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]
    gates = [nn.Perceptron(2) for _ in range(2)]
    mistakes = [gate.fit(X, targets) for gate, targets in zip(gates, (Y, FakeArray(Y)))]
    assert mistakes[0] == mistakes[1]
    assert gates[0].weights == gates[1].weights
    neurons = [nn.Neuron([0.0], -1.0, nn.ReLU()) for _ in range(2)]
    assert neurons[0].gradients([1], 200) == neurons[1].gradients([1], FakeScalar(200))
    assert [neuron.learn([1], target) for neuron, target in zip(neurons, (200, FakeScalar(200)))] == [40000, 40000]
