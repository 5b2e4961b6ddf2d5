"""Layers: forward and backward equal their definitions, exactly; what is dropped, flattened and scaled comes back right."""

from array import array
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    PIECEWISE,
    RATIONAL,
    are_fractions,
    as_fractions,
    assert_layer_obeys_laws,
    dense,
    derivatives,
    exact,
    fewer,
    is_about_shapes,
    matrices,
    nonzero_fractions,
    rows,
    samples,
    shapes,
)

import purenn as nn
from purenn.initializers import initial_weights
from purenn.linalg import shape
from purenn.shapes import LARGEST


@st.composite
def dense_runs(draw):
    """A Dense layer in fractions, a batch X for it, and a gradient dZ of its outputs."""
    inputs, outputs = draw(shapes(4))
    n = draw(st.one_of(st.just(inputs), st.integers(1, 4)))  # the batch square too, now and then
    layer = dense(as_fractions(draw(matrices(outputs, inputs))), as_fractions(draw(rows(outputs))))
    return layer, as_fractions(draw(matrices(n, inputs))), as_fractions(draw(matrices(n, outputs)))


# Dense


@fewer(2)
@given(dense_runs())
def test_dense_forward_is_its_definition(run):
    """No bias; the bias of another neuron; W for W' on square layers; the last input or sample ignored; rounding."""
    layer, X, _ = run
    W, b = layer.weights, layer.biases
    expected = []
    for x in X:
        expected.append([])
        for j in range(layer.outputs):
            z = b[j]
            for i in range(layer.inputs):
                z += W[j][i] * x[i]
            expected[-1].append(z)
    assert layer.forward(X) == expected
    assert layer.predict(X) == expected
    assert are_fractions(layer.forward(X))


@fewer(2)
@given(dense_runs())
def test_dense_backward_is_its_definition(run):
    """A missing transpose on square batches; bias gradient of the first sample only; the last sample ignored; a mean taken here."""
    layer, X, dZ = run
    W, samples_, inputs, outputs = layer.weights, range(len(X)), range(layer.inputs), range(layer.outputs)
    layer.forward(X)
    dX = layer.backward(dZ)
    assert layer.d_weights == [[sum([dZ[s][j] * X[s][i] for s in samples_]) for i in inputs] for j in outputs]
    assert layer.d_biases == [sum([dZ[s][j] for s in samples_]) for j in outputs]
    assert dX == [[sum([dZ[s][j] * W[j][i] for j in outputs]) for i in inputs] for s in samples_]
    assert are_fractions([dX, layer.d_weights, layer.d_biases])


@fewer()
@given(dense_runs())
def test_dense_backward_goes_by_the_weights_of_now(run):
    """Weights that are turned round once and kept, and stay those of the first batch however much the optimizer moves them."""
    layer, X, dZ = run
    layer.forward(X)
    layer.backward(dZ)
    for values, _ in layer.parameters():
        values[:] = [v + 1 for v in values]
    layer.forward(X)
    assert layer.backward(dZ) == [[sum([d * row[i] for d, row in zip(d_row, layer.weights)]) for i in range(layer.inputs)] for d_row in dZ]


def test_large_layers_are_their_definition_too():
    """Long rows that are cut, or worked off in pieces of which the last is left out: no small layer shows it."""
    samples_, inputs, outputs = range(70), range(131), range(17)
    table = lambda n, m, k: [[(7 * i + k * j) % 11 - 5 for j in m] for i in n]
    X, dZ, W, b = table(samples_, inputs, 3), table(samples_, outputs, 5), table(outputs, inputs, 2), [3 * j for j in outputs]
    layer = dense(W, b)
    expected = [[b[j] + sum([W[j][i] * x[i] for i in inputs]) for j in outputs] for x in X]
    assert layer.forward(X) == layer.predict(X) == expected
    assert layer.backward(dZ) == [[sum([d[j] * W[j][i] for j in outputs]) for i in inputs] for d in dZ]
    assert layer.d_weights == [[sum([dZ[s][j] * X[s][i] for s in samples_]) for i in inputs] for j in outputs]
    assert layer.d_biases == [sum([dZ[s][j] for s in samples_]) for j in outputs]


@fewer(2)
@given(dense_runs())
def test_dense_backward_is_the_derivative_of_forward(run):
    """The same, from another side: dual numbers through forward against backward."""
    layer, X, dZ = run

    def score(X, W, b):
        return sum([d * z for d_row, row in zip(dZ, dense(W, b).forward(X)) for d, z in zip(d_row, row)])

    W, b = layer.weights, layer.biases
    layer.forward(X)
    assert layer.backward(dZ) == derivatives(lambda rows: score(rows, W, b), X)
    assert layer.d_weights == derivatives(lambda rows: score(X, rows, b), W)
    assert [layer.d_biases] == derivatives(lambda rows: score(X, W, rows[0]), [b])


@fewer(2)
@given(dense_runs())
def test_backward_parameters_sets_the_same_gradients(run):
    """The short way of the first layer differing from the long one."""
    layer, X, dZ = run
    layer.forward(X)
    layer.backward(dZ)
    both = [row[:] for row in layer.d_weights], layer.d_biases[:]
    layer.forward(X)
    layer.backward_parameters(dZ)
    assert (layer.d_weights, layer.d_biases) == both


@fewer(2)
@given(dense_runs(), nonzero_fractions())
def test_backward_overwrites(run, factor):
    """Gradients that add up from call to call, or are not reset between batches."""
    layer, X, dZ = run
    layer.forward(X)
    layer.backward([[factor * d for d in row] for row in dZ])
    layer.backward(dZ)
    twice = [row[:] for row in layer.d_weights], layer.d_biases[:]
    other = dense(layer.weights, layer.biases)
    other.forward(X)
    other.backward(dZ)
    assert twice == (other.d_weights, other.d_biases)


@fewer(2)
@given(dense_runs())
def test_predict_between_forward_and_backward_changes_nothing(run):
    """predict that remembers its batch, so that backward works with the wrong one."""
    layer, X, dZ = run
    layer.forward(X)
    before = layer.backward(dZ), [row[:] for row in layer.d_weights]
    layer.forward(X)
    layer.predict([[2 * v + 1 for v in row] for row in X + X])
    assert (layer.backward(dZ), layer.d_weights) == before


@fewer(2)
@given(dense_runs())
def test_dense_changes_nothing_it_was_passed_and_keeps_no_hold_of_it(run):
    """dA scaled in place; the caller's X kept, so that a later change reaches the gradient; rows shared with the result."""
    layer, X, dZ = run
    X_before, dZ_before = as_fractions(X), as_fractions(dZ)
    Z, P = layer.forward(X), layer.predict(X)
    dX = layer.backward(dZ)
    assert (X, dZ) == (X_before, dZ_before)
    gradient = [row[:] for row in layer.d_weights]
    layer.forward(X)
    for row in X + Z + P + dX:
        row[:] = [v + 1 for v in row]
    layer.backward(dZ)
    assert layer.d_weights == gradient
    for row in dZ:
        row[:] = [v + 1 for v in row]
    assert layer.d_weights == gradient


def test_assigned_weights_are_copied_and_checked():
    """The caller's lists kept as weights: a training step would change them, and they the layer."""
    W, b = [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]
    layer = dense(W, b)
    W[0][0] = b[0] = 100.0
    W.append([7.0, 8.0])
    assert (layer.weights, layer.biases) == ([[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0])
    layer.weights[0][0] = -1.0
    layer.biases[0] = -2.0
    assert (W[0][0], b[0]) == (100.0, 100.0)


def test_weights_may_be_any_sequences_of_numbers():
    layer = nn.Dense(2, 2)
    layer.weights = ((1, 2), array("d", [3.0, 4.0]))
    layer.biases = (5, 6)
    assert (layer.weights, layer.biases) == ([[1, 2], [3.0, 4.0]], [5, 6])
    assert all(type(row) is list for row in [*layer.weights, layer.biases])


def test_a_parameter_list_taken_once_stays_valid():
    """Gradients or weights replaced by new lists in backward or in a step: whoever holds the pairs would train old lists."""
    layer = dense([[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0])
    pairs = layer.parameters()
    for k in range(3):
        layer.forward([[1.0, float(k)]])
        layer.backward([[1.0, -1.0]])
        assert [g for _, g in pairs] == [*layer.d_weights, layer.d_biases]
        nn.Adam(0.1).step(pairs)
        assert [v for v, _ in pairs] == [*layer.weights, layer.biases]
    assert [v is w for (v, _), w in zip(pairs, [*layer.weights, layer.biases])] == [True] * 3
    assert [g is w for (_, g), w in zip(pairs, [*layer.d_weights, layer.d_biases])] == [True] * 3
    assert layer.weights[0] != [1.0, 2.0]


def test_parameters_are_those_that_were_assigned_last():
    """Pairs kept from before an assignment: an optimizer would train weights that nobody uses."""
    layer = nn.Dense(2, 1)
    layer.parameters()
    layer.weights = [[1.0, 2.0]]
    assert layer.parameters()[0][0] is layer.weights[0]
    layer.biases = [3.0]
    assert layer.parameters()[1][0] is layer.biases
    assert layer.parameters()[0][0] is layer.weights[0]


def test_a_row_that_was_assigned_alone_is_trained_too():
    """layer.weights[j] = [...] after parameters() was called: the optimizer must not go on with the old row."""
    layer = dense([[1.0, 2.0], [3.0, 4.0]], [0.0, 0.0])
    layer.parameters()
    layer.weights[1] = [5.0, 6.0]
    layer.forward([[1.0, 1.0]])
    layer.backward([[1.0, 1.0]])
    nn.SGD(1.0).step(layer.parameters())
    assert layer.weights == [[0.0, 1.0], [4.0, 5.0]]


def test_gradients_are_zeros_before_the_first_backward():
    layer = nn.Dense(3, 2)
    assert (layer.d_weights, layer.d_biases) == ([[0.0] * 3] * 2, [0.0] * 2)
    assert nn.Dense(3, 2).d_biases == [0.0] * 2
    assert len({id(row) for row in layer.d_weights}) == 2


def test_biases_start_at_zero_and_layers_share_nothing():
    """One list of zeros for all layers, or one row of weights for all neurons."""
    a, b = nn.Dense(2, 3), nn.Dense(2, 3)
    assert a.biases == b.biases == [0.0, 0.0, 0.0]
    a.biases[0] = 1.0
    a.weights[0][0] = 9.0
    assert b.biases[0] == 0.0
    assert [row[0] for row in a.weights].count(9.0) == 1
    assert a.weights != b.weights


@pytest.mark.parametrize("init", [None, "glorot", "he", "uniform", "zeros", lambda inputs, outputs, rng: [[1.0] * inputs] * outputs], ids=str)
def test_init_is_passed_on_with_the_sizes_in_order(init):
    """inputs and outputs swapped on the way to the initializer; its rows shared between neurons; rng forgotten."""
    layer = nn.Dense(3, 2, init=init, rng=nn.Random(7))
    assert shape(layer.weights) == (2, 3)
    assert layer.weights[0] is not layer.weights[1]
    assert nn.Dense(3, 2, init, nn.Random(7)).weights == layer.weights
    assert layer.weights == initial_weights(init, 3, 2, nn.Random(7))
    if init in ("glorot", "he", "uniform", None):
        assert nn.Dense(3, 2, init, nn.Random(8)).weights != layer.weights


def test_the_same_seed_gives_the_same_weights_and_rng_leaves_the_own_generator_alone():
    nn.seed(7)
    first = nn.Dense(3, 2).weights
    nn.seed(7)
    nn.Dense(4, 4, rng=nn.Random(1))
    assert nn.Dense(3, 2).weights == first


@fewer(2)
@given(st.data())
def test_dense_of_m_neurons_equals_m_neurons(data):
    """A Dense layer that mixes up its rows, in forward or in a step of learning; a factor 2 or 1/n between the two."""
    inputs, outputs = data.draw(shapes(4))
    W, b = as_fractions(data.draw(matrices(outputs, inputs))), as_fractions(data.draw(rows(outputs)))
    X, Y = as_fractions(data.draw(samples(inputs, outputs)))
    kind = data.draw(st.sampled_from(RATIONAL + PIECEWISE))
    rate = Fraction(1, 8)
    neurons = [nn.Neuron(row, bias, kind()) for row, bias in zip(W, b)]
    net = nn.Network([dense(W, b), kind()])
    assert net.predict(X) == [[neuron(x) for neuron in neurons] for x in X]
    for x, y in zip(X, Y):
        errors = [neuron.learn(x, t, rate) for neuron, t in zip(neurons, y)]
        A = net.forward([x])
        assert nn.SSE()(A, [y]) == sum(errors)
        net.backward(nn.SSE().gradient(A, [y]))
        nn.SGD(rate).step(net.parameters())
        assert net.layers[0].weights == [neuron.weights for neuron in neurons]
        assert net.layers[0].biases == [neuron.bias for neuron in neurons]


DENSE_ERRORS = [
    (lambda layer: layer.forward([[1.0]]), "Dense(2, 3) expects rows of 2 inputs, but X has shape (1, 1)"),
    (lambda layer: layer.predict([[1.0] * 3] * 4), "Dense(2, 3) expects rows of 2 inputs, but X has shape (4, 3)"),
    (lambda layer: layer.predict([1.0]), "Dense(2, 3) expects rows of 2 inputs, but X has shape (1, 1)"),
    (lambda layer: layer.forward([[1.0, 2.0], [3.0]]), "the matrix is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    (lambda layer: layer.backward([[1.0] * 2] * 2), "Dense(2, 3).backward expects a gradient of shape (2, 3), that of its last output, but got (2, 2)"),
    (lambda layer: layer.backward([[1.0] * 4] * 2), "Dense(2, 3).backward expects a gradient of shape (2, 3), that of its last output, but got (2, 4)"),
    (lambda layer: layer.backward([[1.0] * 3]), "Dense(2, 3).backward expects a gradient of shape (2, 3), that of its last output, but got (1, 3)"),
    (lambda layer: layer.backward([[1.0] * 3] * 3), "Dense(2, 3).backward expects a gradient of shape (2, 3), that of its last output, but got (3, 3)"),
    (lambda layer: layer.backward([]), "expected at least one number, but the list is empty: shape (0,)"),
    (lambda layer: setattr(layer, "weights", [[1.0] * 3] * 2), "Dense(2, 3) expects weights of shape (3, 2), but got (2, 3)"),
    (lambda layer: setattr(layer, "weights", [1.0, 2.0]), "Dense(2, 3) expects weights of shape (3, 2), but got (1, 2)"),
    (lambda layer: setattr(layer, "weights", [["a", 2.0]] * 3), "weights[0][0] should be a number, but is 'a'"),
    (lambda layer: setattr(layer, "biases", [1.0, 2.0]), "Dense(2, 3) expects biases of shape (3,), but got (2,)"),
    (lambda layer: setattr(layer, "biases", [[1.0, 2.0, 3.0]]), "biases[0] should be a number, but is [1.0, 2.0, 3.0]"),
    (lambda layer: nn.Dense(0, 1), "inputs of Dense should be a whole number of at least 1, but is 0"),
    (lambda layer: nn.Dense(1, -1), "outputs of Dense should be a whole number of at least 1, but is -1"),
    (lambda layer: nn.Dense(2.0, 1), "inputs of Dense should be a whole number of at least 1, but is 2.0"),
    (lambda layer: nn.Dense("2", 1), "inputs of Dense should be a whole number of at least 1, but is '2'"),
    (lambda layer: nn.Dense(2, 1, rng=7), "rng should be a Random, such as nn.Random(7), but is 7"),
    (lambda layer: nn.Dropout(1.0), "the rate of Dropout should be a number of at least 0 and below 1, but is 1.0"),
    (lambda layer: nn.Dropout(-0.5), "the rate of Dropout should be a number of at least 0 and below 1, but is -0.5"),
    (lambda layer: nn.Dropout("half"), "the rate of Dropout should be a number of at least 0 and below 1, but is 'half'"),
    (lambda layer: nn.Dropout(0.5, rng=7).forward([[1.0]]), "rng should be a Random, such as nn.Random(7), but is 7"),
    (lambda layer: nn.Flatten(0, 2), "rows of Flatten should be a whole number of at least 1, but is 0"),
    (lambda layer: nn.Flatten(2, 1.5), "columns of Flatten should be a whole number of at least 1, but is 1.5"),
    (lambda layer: nn.Flatten(2, 2).backward([[1.0] * 3]), "Flatten(2, 2) expects rows of 4 numbers, but the gradient has shape (1, 3)"),
    (lambda layer: nn.Flatten(1, 2).backward([[1.0] * 2, [1.0] * 4]), "the matrix is ragged: row 0 has shape (2,) and row 1 has shape (4,)"),
    (lambda layer: nn.Flatten(1, 2).predict([[[1.0]]]), "Flatten(1, 2) expects samples of shape (1, 2), but X[0] has (1, 1)"),
    (lambda layer: nn.Flatten(2, 2).predict([[[1, 2], [3, 4]], [[1, 2]]]), "Flatten(2, 2) expects samples of shape (2, 2), but X[1] has (1, 2)"),
    (lambda layer: nn.Flatten(2, 1).backward([[1.0, 2.0], [1.0, 2.0, 3.0]]), "the matrix is ragged: row 0 has shape (2,) and row 1 has shape (3,)"),
]


@pytest.mark.parametrize("do, sentence", DENSE_ERRORS, ids=[sentence for _, sentence in DENSE_ERRORS])
def test_what_does_not_fit_is_refused_with_a_plain_sentence(do, sentence):
    """zip as the only check of lengths; a batch or gradient of another size, which zip would cut; an error of another kind."""
    layer = nn.Dense(2, 3)
    layer.forward([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ValueError) as caught:
        do(layer)
    assert str(caught.value) == sentence
    assert isinstance(caught.value, nn.ShapeError) == is_about_shapes(sentence)


def test_a_ragged_gradient_is_refused():
    """zip(*dA), which cuts all rows to the shortest one."""
    layer = nn.Dense(1, 1)
    layer.forward([[1.0], [2.0]])
    with pytest.raises(nn.ShapeError):
        layer.backward([[1.0], [1.0, 2.0]])


def test_refused_weights_leave_the_layer_as_it_was():
    layer = dense([[1.0, 2.0]], [3.0])
    for bad in ([[1.0]], [["x", 1.0]], 5, []):
        with pytest.raises(ValueError):
            layer.weights = bad
    with pytest.raises(ValueError):
        layer.biases = []
    assert (layer.weights, layer.biases) == ([[1.0, 2.0]], [3.0])


@pytest.mark.parametrize("make", [lambda: nn.Dense(2, 2), nn.Dropout, nn.ReLU, nn.Sigmoid, nn.Softmax], ids=["Dense", "Dropout", "ReLU", "Sigmoid", "Softmax"])
def test_what_was_refused_leaves_no_trace(make):
    """A gradient or a batch that is refused, after it has replaced what the last forward remembered."""
    layer = make()
    layer.forward([[1.0, -2.0], [3.0, 4.0]])
    dX, gradients = layer.backward([[1.0, 0.5], [-1.0, 2.0]]), [list(g) for _, g in layer.parameters()]
    for wrong in ([[9.0, 9.0]], [[9.0], [9.0]], [[9.0, 9.0], [9.0]], []):
        with pytest.raises(ValueError):
            layer.backward(wrong)
        assert [g for _, g in layer.parameters()] == gradients
    if layer.inputs:
        for wrong in ([[9.0]], [[9.0, 9.0], [9.0]], [[9.0, 9.0, 9.0]] * 2, 9.0):
            with pytest.raises(ValueError):
                layer.forward(wrong)
    assert layer.backward([[1.0, 0.5], [-1.0, 2.0]]) == dX
    assert [g for _, g in layer.parameters()] == gradients


def test_new_weights_leave_the_gradients():
    """Gradients that are made anew with the weights: whoever holds the pairs, or asks what the last backward left, gets others."""
    layer = dense([[1.0, 2.0]], [3.0])
    layer.forward([[4.0, 5.0]])
    layer.backward([[1.0]])
    slopes = [g for _, g in layer.parameters()]
    layer.weights, layer.biases = [[6.0, 7.0]], [8.0]
    assert (layer.d_weights, layer.d_biases) == ([[4.0, 5.0]], [1.0])
    assert [g is kept for (_, g), kept in zip(layer.parameters(), slopes)] == [True, True]


@pytest.mark.parametrize("make", [lambda: nn.Dense(2, 1), nn.Dropout, nn.Tanh, nn.Sigmoid, nn.Softmax], ids=["Dense", "Dropout", "Tanh", "Sigmoid", "Softmax"])
def test_backward_without_forward_is_refused(make):
    """An attribute error about None, or the gradients of nothing."""
    layer = make()
    with pytest.raises(ValueError) as caught:
        layer.backward([[1.0]])
    assert str(caught.value) == "%r.backward needs a forward first: it works with what forward remembered" % layer


# Dropout


def test_the_rate_is_one_half_by_default():
    """A default that its own check refuses."""
    assert nn.Dropout().rate == 0.5


def test_a_draw_as_large_as_the_rate_is_kept():
    """A rate of 0 that drops a number once in 16 million times."""

    class AtTheRate(nn.Random):
        def uniform(self, low=0.0, high=1.0):
            return 0.25

    assert nn.Dropout(0.25, AtTheRate()).forward([[3.0]]) == [[4.0]]


@fewer(2)
@given(matrices())
def test_dropout_does_nothing_at_prediction(X):
    """Dropout that is active at prediction, or scales there too; a result that shares rows with X."""
    layer = nn.Dropout(0.5)
    state = list(nn.rng.resolve(None).state)
    A = layer.predict(X)
    assert A == X
    assert not {id(row) for row in A} & {id(row) for row in X}
    assert nn.rng.resolve(None).state == state


@fewer(2)
@given(matrices(3, 4, nonzero_fractions()), matrices(3, 4, nonzero_fractions()), st.integers(0, 1000))
def test_the_mask_of_backward_is_the_mask_of_forward(X, dA, seed):
    """A new mask drawn in backward; p and 1 - p mixed up; kept numbers not scaled by 1 / (1 - rate)."""
    layer = nn.Dropout(Fraction(1, 3), rng=nn.Random(seed))
    A = layer.forward(X)
    layer.predict(X)
    dX = layer.backward(dA)
    for x_row, a_row, d_row, dx_row in zip(X, A, dA, dX):
        for x, a, d, dx in zip(x_row, a_row, d_row, dx_row):
            assert (a, dx) in ((0, 0), (x * Fraction(3, 2), d * Fraction(3, 2)))
            assert (a == 0) == (dx == 0)


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 0.9])
def test_the_rate_is_the_share_that_is_dropped(rate):
    """rate taken for the share that is kept; one mask for all samples; unscaled, so that the mean is lost."""
    layer = nn.Dropout(rate, rng=nn.Random(1))
    A = layer.forward([[1.0] * 100 for _ in range(100)])
    dropped = sum(row.count(0) for row in A) / 10000
    assert abs(dropped - rate) < 0.02  # 4 standard deviations of 10,000 draws at one half
    assert abs(sum(map(sum, A)) / 10000 - 1) < (0.02 if rate < 0.9 else 0.12)
    assert len({tuple(row) for row in A}) == (1 if rate == 0 else 100)


def test_each_forward_draws_a_new_mask_and_the_seed_repeats_it():
    """A mask drawn once and for all; the global generator of Python used."""
    first, second = (nn.Dropout(0.5, rng=nn.Random(3)) for _ in range(2))
    X = [[1.0] * 64]
    masks = [first.forward(X) for _ in range(3)]
    assert masks[0] != masks[1] != masks[2]
    assert [second.forward(X) for _ in range(3)] == masks
    own = nn.Dropout(0.5)
    nn.seed(3)
    assert [own.forward(X) for _ in range(3)] == masks


def test_two_dropouts_of_one_network_drop_different_numbers():
    """Every layer starting from the same seed; a copy of the generator that was passed, so that two layers draw the same from it."""
    nn.seed(1)
    X = [[1.0] * 64]
    assert nn.Dropout(0.5).forward(X) != nn.Dropout(0.5).forward(X)
    mine, again = nn.Random(2), nn.Random(2)
    assert nn.Dropout(0.5, mine).forward(X) != nn.Dropout(0.5, mine).forward(X)
    for _ in range(128):
        again.uniform()
    assert mine.state == again.state


def test_what_is_dropped_is_plain_zero():
    """0 * inf, which is NaN, and 0 * -3.0, which is -0.0 and prints as if something negative had come through."""

    class Dropping(nn.Random):
        def uniform(self, low=0.0, high=1.0):
            return low

    layer = nn.Dropout(0.5, Dropping())
    row = [-3.0, float("inf"), float("nan")]
    assert repr(layer.forward([row])) == repr(layer.backward([row])) == "[[0, 0, 0]]"


def test_a_rate_that_was_changed_counts_from_then_on():
    """A share that is worked out once and for all: numbers dropped at the new rate, and scaled for the old one."""
    layer = nn.Dropout(0.5, nn.Random(1))
    layer.rate = 0.75
    assert set(layer.forward([[1.0] * 100])[0]) == set(layer.backward([[1.0] * 100])[0]) == {0, 4.0}
    layer.rate = 0
    assert layer.forward([[1.0, 2.0]]) == [[1.0, 2.0]]


def test_dropout_of_another_shape_is_refused():
    layer = nn.Dropout(0.5)
    layer.forward([[1.0, 2.0]])
    with pytest.raises(nn.ShapeError):
        layer.backward([[1.0]])


# Flatten


@fewer(2)
@given(st.data())
def test_flatten_lays_rows_one_after_the_other_and_backward_restores_them(data):
    """Columns and rows mixed up, seen where they differ; backward that cuts at the wrong places."""
    n, m = data.draw(shapes(4))
    images = data.draw(st.lists(matrices(n, m), min_size=1, max_size=3))
    layer = nn.Flatten(n, m)
    rows = layer.forward(images)
    assert all(rows[s][r * m + c] == images[s][r][c] for s in range(len(images)) for r in range(n) for c in range(m))
    assert [len(row) for row in rows] == [n * m] * len(images)
    assert layer.backward(rows) == images
    assert layer.output_size(None) == n * m


def test_flatten_is_for_samples_that_are_matrices():
    """A place in the message that leaves the reader to search; a Flatten between two layers, found out at the first forward."""
    for images, sentence in (
        ([[[1, 2]], [[1, "x"]]], "X[1][0][1] should be a number, but is 'x'"),
        ([[[1, 2]], 5], "X[1] should be a list of rows, but is 5 of type int"),
        (5, "X should be a list of rows, but is 5 of type int"),
        ([], "X is empty: shape (0,); at least one row is needed"),
    ):
        with pytest.raises(ValueError) as caught:
            nn.Flatten(1, 2).predict(images)
        assert str(caught.value) == sentence
    with pytest.raises(nn.ShapeError) as caught:
        nn.Flatten(1, 2).output_size(2)
    assert str(caught.value) == "Flatten(1, 2) expects samples that are matrices, so it can only be the first layer"


def test_flatten_copies():
    images = [[[1.0, 2.0]]]
    rows = nn.Flatten(1, 2).predict(images)
    rows[0][0] = 9.0
    assert images == [[[1.0, 2.0]]]


# What all layers share

EVERY = [
    dense([[0.5, -1.0, 2.0], [0.25, 3.0, -0.5]], [0.75, -0.25]),
    nn.Dropout(0.25),
    nn.Flatten(2, 3),
    nn.Scaler([1.0, 2.0, 3.0], [2.0, 4.0, 8.0]),
    nn.LeakyReLU(0.25),
    nn.ReLU(),
    nn.Tanh(),
    nn.Sigmoid(),
    nn.Softmax(),
    nn.Identity(),
    nn.Step(),
]
every_layer = pytest.mark.parametrize("layer", EVERY, ids=repr)


def settings_of(layer):
    """Everything a layer consists of, read from the object itself: config could forget it on both sides."""
    remembered = ("_d_weights", "_d_biases", "_columns", "_pairs", "_slopes", "_outputs", "_kept")
    return {name: value for name, value in vars(layer).items() if name not in remembered}


LAWFUL = [
    (nn.Dense(2, 3), {}),
    (nn.Dense(3, 3), {}),
    (nn.Dropout(0.25), {}),
    (nn.Dropout(0.5, rng=nn.Random(3)), {}),
    (nn.Flatten(2, 3), {"inputs": (2, 3)}),
    (nn.Scaler([1.0, 2.0, 3.0], [2.0, 4.0, 8.0]), {}),
    (nn.Softmax(), {"limit": LARGEST}),
]


@pytest.mark.parametrize("layer, more", LAWFUL, ids=[repr(layer) for layer, _ in LAWFUL])
def test_every_layer_obeys_the_laws(layer, more):
    """Each bug that tests/testing plants in a layer; the activations are in test_activations."""
    assert_layer_obeys_laws(layer, **more)


@every_layer
def test_config_makes_the_layer_again(layer):
    """A setting forgotten or mixed up in config: what is saved would come back as another layer."""
    config = layer.config()
    if isinstance(layer, nn.Dense):
        again = nn.Dense(config["inputs"], config["outputs"])
        again.weights, again.biases = config["weights"], config["biases"]
    else:
        again = type(layer)(**config)
    assert settings_of(again) == settings_of(layer)
    assert repr(again) == repr(layer)


@every_layer
def test_layers_take_tuples(layer):
    """Rows that are copied by what lists alone can do, or handed on as tuples, which the next layer cannot change."""
    X = [[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]]
    X = [X, X] if isinstance(layer, nn.Flatten) else X
    frozen = tuple([tuple(map(tuple, row)) if isinstance(layer, nn.Flatten) else tuple(row) for row in X])
    state = list(nn.rng.resolve(None).state)
    A = layer.forward(X)
    dA = [[k + j / 4 for j in range(len(A[0]))] for k in range(len(A))]
    dX = layer.backward(dA)
    nn.rng.resolve(None).state = state
    again = layer.forward(frozen)
    assert (again, layer.predict(frozen), layer.backward(tuple(map(tuple, dA)))) == (A, layer.predict(X), dX)
    assert {type(row) for row in again} == {list}


@every_layer
def test_the_text_of_a_layer_names_its_class(layer):
    assert repr(layer).startswith(type(layer).__name__ + "(")


@every_layer
def test_only_dense_has_parameters(layer):
    assert [len(v) for v, _ in layer.parameters()] == ([3, 3, 2] if isinstance(layer, nn.Dense) else [])


@every_layer
def test_output_size(layer):
    """A layer that reports the wrong width would let a network be built that cannot run."""
    expected = 2 if isinstance(layer, nn.Dense) else 6 if isinstance(layer, nn.Flatten) else 3
    inputs = None if isinstance(layer, nn.Flatten) else 3
    assert layer.output_size(inputs) == expected
    X = [[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]] if inputs is None else [[0.5, -1.0, 2.0]]
    assert len(layer.predict(X)[0]) == len(layer.forward(X)[0]) == expected


IDLE = [nn.Dropout(0), nn.Dropout(0.0), nn.Scaler([0.0, 0.0], [1.0, 1.0]), nn.Identity(), nn.Flatten(1, 2)]


@pytest.mark.parametrize("layer", IDLE, ids=repr)
def test_layers_that_change_nothing_copy_and_remember_all_the_same(layer):
    """A short cut that hands the caller's rows back as they are, or leaves nothing for backward to go by."""
    rows, dA = [[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]
    X = [[row] for row in rows] if isinstance(layer, nn.Flatten) else rows
    for A in (layer.forward(X), layer.predict(X)):
        assert rows == A
        assert not {id(row) for row in A} & {id(row) for row in rows}
    layer.predict(X[:1])
    dX = layer.backward(dA)
    assert (dX if X is rows else [row for image in dX for row in image]) == dA
    assert not {id(row) for row in (dX if X is rows else [row for image in dX for row in image])} & {id(row) for row in dA}


def test_a_layer_of_ones_own_says_what_it_lacks():
    class Nothing(nn.Layer):
        pass

    with pytest.raises(ValueError, match=r"^X\[0\]\[1\] should be a number, but is None$"):
        Nothing().batch([[1.0, None]])
    for do in (lambda: Nothing().predict([[1.0]]), lambda: Nothing().backward([[1.0]]), lambda: Nothing().forward([[1.0]])):
        with pytest.raises(NotImplementedError) as caught:
            do()
        assert str(caught.value).startswith("Nothing() should define ")
    assert (Nothing().config(), Nothing().parameters(), Nothing().output_size(4)) == ({}, [], 4)


def test_exact_networks_stay_exact_through_dropout_and_leaky_relu():
    net = exact(nn.Network([nn.Dense(2, 3), nn.LeakyReLU(Fraction(1, 4)), nn.Dropout(Fraction(1, 2)), nn.Dense(3, 1)]))
    A = net.forward(as_fractions([[1.0, -2.0], [0.5, 0.25]]))
    net.backward(nn.MSE().gradient(A, as_fractions([[1.0], [2.0]])))
    assert are_fractions([A] + [g for _, g in net.parameters()])
