"""Batch normalization: what forward, predict and backward each go by, and what is kept of it."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    Dual,
    as_fractions,
    assert_layer_obeys_laws,
    assert_near,
    batches,
    derivatives,
    fewer,
    fractions,
    matrices,
    quarters,
    rows,
    sizes,
)
from test_house_rules import formulas

import purenn as nn
from purenn import normalization

TINY = 1e-12


def layer_of(draw, width, epsilon=1e-5):
    """A layer whose numbers are none of those it starts with."""
    positive = st.sampled_from([k / 4 for k in range(1, 9)])
    return nn.BatchNorm(width, 0.25, epsilon, draw(rows(width)), draw(rows(width)), draw(rows(width)), draw(rows(width, positive)))


@st.composite
def layers_with_batches(draw, epsilon=1e-5):
    X = draw(batches(draw(sizes(4))))
    return layer_of(draw, len(X[0]), epsilon), X


def copy_of(layer):
    return nn.BatchNorm(**layer.config())


# Forward and predict


@given(layers_with_batches(TINY))
def test_forward_gives_every_column_the_mean_and_deviation_that_were_learnt(case):
    """Normalised over the row instead of the column; a forgotten root; shift and gain mixed up."""
    layer, X = case
    for column, seen, gain, shift in zip(zip(*layer.forward(X)), zip(*X), layer.gain, layer.shift):
        mean = sum(column) / len(column)
        deviation = sqrt(sum((a - mean) ** 2 for a in column) / len(column))
        assert_near(mean, shift, 1e-6, 1e-6)
        assert_near(deviation, abs(gain) if len(set(seen)) > 1 else 0.0, 1e-6, 1e-5)


@given(layers_with_batches(TINY), st.sampled_from([0.5, 2.0, 8.0]), quarters())
def test_forward_does_not_see_how_the_inputs_are_shifted_and_scaled(case, factor, shift):
    """The running means in place of the batch's own; a mean that is not taken off before squaring."""
    layer, X = case
    assert_near(copy_of(layer).forward([[factor * x + shift for x in row] for row in X]), layer.forward(X), 1e-6, 1e-5)


@given(layers_with_batches())
def test_predict_goes_by_the_running_means_and_each_sample_alone(case):
    """Batch statistics at prediction: an answer that depends on who else is asked."""
    layer, X = case
    deviations = [sqrt(v + layer.epsilon) for v in layer.variance]
    expected = [[(x - m) / d * g + b for x, m, d, g, b in zip(row, layer.mean, deviations, layer.gain, layer.shift)] for row in X]
    before = layer.config()
    before = {name: list(value) if isinstance(value, list) else value for name, value in before.items()}
    assert_near(layer.predict(X), expected)
    assert layer.predict(X) == [layer.predict([x])[0] for x in X]
    assert layer.config() == before


@given(layers_with_batches(), st.sampled_from([2.0, -3.0]))
def test_predict_goes_by_the_running_means_of_now(case, factor):
    """Deviations that are worked out at the first predict and kept, while forward moves on."""
    layer, X = case
    layer.predict(X)
    layer.forward([[factor * x for x in row] for row in X])
    layer.gain[:] = [factor * gain for gain in layer.gain]
    assert layer.predict(X) == copy_of(layer).predict(X)


@fewer()
@given(st.data(), sizes(3))
def test_the_running_means_follow_their_recurrence_exactly(data, width):
    """Reversed: the old one weighted as the new one; the biased variance; nothing kept, or only the last batch."""
    layer = nn.BatchNorm(width, Fraction(1, 4))
    mean, variance = [Fraction(0)] * width, [Fraction(1)] * width
    layer.mean, layer.variance = list(mean), list(variance)
    for X in data.draw(st.lists(batches(width, elements=fractions()), min_size=1, max_size=3)):
        layer.forward(X)
        n = len(X)
        for j, column in enumerate(zip(*X)):
            m = sum(column) / Fraction(n)
            mean[j] = Fraction(3, 4) * mean[j] + Fraction(1, 4) * m
            variance[j] = Fraction(3, 4) * variance[j] + Fraction(1, 4) * sum((x - m) ** 2 for x in column) / (n - 1)
    assert (layer.mean, layer.variance) == (mean, variance)


def test_hand_made_example():
    """Three numbers on paper: mean 2, variance 6, unbiased 9; epsilon 3 makes the deviation 3."""
    layer = nn.BatchNorm(1, rate=0.5, epsilon=3.0, gain=[6.0], shift=[1.0])
    assert layer.forward([[-1.0], [2.0], [5.0]]) == [[-5.0], [1.0], [7.0]]
    assert (layer.mean, layer.variance) == ([1.0], [5.0])
    # dA = 1, 0, 0: normed -1, 0, 1; d_gain = -1, d_shift = 1; dX = 6 / 3 * (dA - 1/3 + normed / 3)
    assert_near(layer.backward([[1.0], [0.0], [0.0]]), [[2 * (1 - 1 / 3 - 1 / 3)], [-2 / 3], [0.0]])
    assert (layer.d_gain, layer.d_shift) == ([-1.0], [1.0])


def test_numbers_far_from_zero_are_normed_all_the_same():
    """The variance as the mean of the squares less the square of the mean, which has no digit left."""
    X = [[0.25], [1.0], [2.75]]
    far = [[x + 1e8] for (x,) in X]
    assert_near(nn.BatchNorm(1).forward(far), nn.BatchNorm(1).forward(X), 1e-7)


def test_a_column_that_never_changes():
    """A deviation of 1 where the batch has none: forward is the same, and backward is too small by sqrt(epsilon)."""
    layer = nn.BatchNorm(2, epsilon=0.25, gain=[3.0, 1.0], shift=[0.5, 0.0])
    assert [row[0] for row in layer.forward([[7.0, 1.0], [7.0, 2.0]])] == [0.5, 0.5]
    assert [row[0] for row in layer.backward([[1.0, 0.0], [0.0, 0.0]])] == [3.0, -3.0]  # 3 / 0.5 * (dA - 1 / 2)


def test_a_new_layer_starts_as_a_scaler_that_does_nothing():
    """A gain or a shift that somebody else would have to unlearn; a default that is not that of the docstring."""
    layer = nn.BatchNorm(2)
    settings = {"width": 2, "rate": 0.1, "epsilon": 1e-5, "gain": [1.0] * 2, "shift": [0.0] * 2, "mean": [0.0] * 2, "variance": [1.0] * 2}
    assert layer.config() == settings
    assert layer.parameters() == [([1.0, 1.0], [0.0, 0.0]), ([0.0, 0.0], [0.0, 0.0])]


def test_settings_that_were_changed_count_from_then_on():
    """A rate or an epsilon that is worked out once and for all: momentum lowered in the course of training, say."""
    layer, made = nn.BatchNorm(1), nn.BatchNorm(1, rate=0.5, epsilon=3.0)
    layer.rate, layer.epsilon = 0.5, 3.0
    X = [[-1.0], [2.0], [5.0]]
    assert layer.predict(X) == made.predict(X)
    assert layer.forward(X) == made.forward(X)
    assert layer.backward(X) == made.backward(X)
    assert layer.values() == made.values()


def test_settings_of_zero_are_settings():
    """`or` in the place of `is None`: a rate of 0, which keeps the running means as they are, taken for the default."""
    layer = nn.BatchNorm(2, rate=0, gain=[0.0, 0.0], mean=[1.0, 0.0])
    assert layer.forward([[1.0, 5.0], [3.0, 9.0]]) == [[0.0, 0.0], [0.0, 0.0]]
    assert (layer.rate, layer.gain, layer.mean, layer.variance) == (0, [0.0, 0.0], [1.0, 0.0], [1.0, 1.0])


def test_a_refused_batch_moves_nothing():
    """Running means that have seen a sample which was refused."""
    layer = nn.BatchNorm(1)
    layer.forward([[1.0], [3.0]])
    before, slopes = [list(values) for values in layer.values()], layer.backward([[1.0], [0.5]])
    for wrong in ([[5.0]], [[5.0, 6.0], [7.0, 8.0]], [[5.0], [6.0, 7.0]]):
        with pytest.raises(ValueError):
            layer.forward(wrong)
    assert layer.values() == before
    assert layer.backward([[1.0], [0.5]]) == slopes


# Backward


def root(v):
    """Take the root of a dual number too: the slope of sqrt(v) is 1 / (2 * sqrt(v))."""
    if isinstance(v, Dual):
        a = root(v.value)
        return Dual(a, v.slope / (2 * a))
    return Fraction(sqrt(v))


@fewer()
@given(st.data())
def test_backward_is_the_derivative_by_dual_numbers(data):
    """Backward that takes mean and variance for constants, or forgets one of the three ways to the loss."""
    width = data.draw(sizes(3))
    X = as_fractions(data.draw(batches(width)))
    dA = as_fractions(data.draw(matrices(len(X), width)))
    layer = layer_of(data.draw, width)
    layer.gain = as_fractions(layer.gain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normalization, "sqrt", root)
        reached = lambda A: sum(d * a for d_row, a_row in zip(dA, A) for d, a in zip(d_row, a_row))
        expected = derivatives(lambda rows: reached(copy_of(layer).forward(rows)), X)
        layer.forward(X)
        assert_near(as_floats(layer.backward(dA)), as_floats(expected))
        by_gain = derivatives(lambda gains: reached(with_gain(layer, gains[0]).forward(X)), [layer.gain])
        assert_near(as_floats(layer.d_gain), as_floats(by_gain[0]))


def with_gain(layer, gain):
    other = copy_of(layer)
    other.gain = gain
    return other


def as_floats(m):
    return [as_floats(v) for v in m] if isinstance(m, list) else float(m)


ENDS = [
    (nn.CrossEntropy(), [nn.Softmax()], [0, 2, 1, 2]),
    (nn.MSE(), [nn.Tanh()], [[0, 1, 1], [1, 0, 1], [0, 0, 1], [1, 1, 0]]),
    (nn.SSE(), [nn.Sigmoid(), nn.BatchNorm(3)], [[0, 1, 1], [1, 0, 1], [0, 0, 1], [1, 1, 0]]),
]


@pytest.mark.parametrize("loss, end, Y", ENDS, ids=[repr(loss) for loss, _, _ in ENDS])
@pytest.mark.parametrize("activation", [nn.Tanh, nn.ReLU])
@fewer()
@given(st.integers(0, 500))
def test_gradients_agree_inside_a_network(loss, end, Y, activation, seed):
    """A gradient that is right alone, and wrong between other layers; running means that move with the probes."""
    rng = nn.Random(seed)
    net = nn.Network([nn.BatchNorm(2), nn.Dense(2, 4, rng=rng), nn.BatchNorm(4), activation(), nn.Dense(4, 3, rng=rng), *end])
    X = [[rng.normal(), rng.normal()] for _ in Y]
    report = nn.check_gradients(net, X, Y, loss, inputs=True)
    assert report.ok, report
    assert report.skipped < report.checked


def test_gradients_of_gain_and_shift_have_names():
    net = nn.Network([nn.BatchNorm(2)])
    assert [name for name, _, _ in nn.gradcheck.named_parameters(net)] == ["layers[0].gain", "layers[0].shift"]


# The formulas of the docstring


def test_the_formulas_are_what_it_does():
    """A formula that nothing runs: a sign, a mean or an n - 1 is soon wrong in it."""
    layer = nn.BatchNorm(2, 0.25, 0.5, [2.0, -1.0], [0.25, 0.5], [1.0, 2.0], [3.0, 4.0])
    X, dA = [[1.0, -2.0], [0.5, 0.25], [3.0, 1.0]], [[1.0, -1.0], [0.5, 2.0], [-1.0, 0.25]]
    names = dict(vars(layer), X=X, dA=dA, n=3, sqrt=sqrt, sum=sum, range=range)
    names.update(mean=list(layer.mean), variance=list(layer.variance))
    A, dX = layer.forward(X), layer.backward(dA)
    lists = {name: [0.0] * 2 for name in ("batch_mean", "batch_variance", "d_gain", "d_shift")}
    tables = {name: [[0.0] * 2 for _ in X] for name in ("normed", "A", "dX")}
    names.update(lists, **tables)
    for line in formulas(nn.BatchNorm):
        for names["j"] in range(2):
            for names["s"] in range(3 if "[s][j] =" in line else 1):
                exec(line, names)
    for name, value in (("A", A), ("dX", dX), ("mean", layer.mean), ("variance", layer.variance), ("d_gain", layer.d_gain), ("d_shift", layer.d_shift)):
        assert_near(names[name], value)
    assert len(formulas(nn.BatchNorm)) == 9


# In training


def data_of(n=12, seed=3):
    rng = nn.Random(seed)
    X = [[rng.normal(5.0, 2.0), rng.normal(-300.0, 50.0)] for _ in range(n)]
    return X, [1 if x[0] > 5.0 else 0 for x in X]


def net_of(seed=1):
    rng = nn.Random(seed)
    return nn.Network([nn.BatchNorm(2), nn.Dense(2, 6, rng=rng), nn.BatchNorm(6), nn.Tanh(), nn.Dense(6, 2, rng=rng), nn.Softmax()])


def test_a_network_learns_on_badly_scaled_inputs():
    """Batch statistics that never reach the running means: right while training, wrong in use."""
    X, Y = data_of(40)
    for seed in (1, 2, 3, 4):
        net = net_of(seed)
        net.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.3), epochs=60, batch_size=20, rng=nn.Random(seed))
        assert net.evaluate(X, Y, nn.accuracy) >= 0.9, seed


@pytest.mark.parametrize("samples, size", [(9, 4), (1, None), (5, 1)])
def test_a_last_batch_of_one_sample_is_refused_before_anything_has_moved(samples, size):
    """An error in the middle of the first epoch, when other weights have already moved."""
    X, Y = data_of(samples)
    net = net_of()
    before = [list(values) for values in net.values()]
    words = r"layers\[0\] BatchNorm\(2\) learns from batches of at least 2 samples, but with %d samples and a batch_size of %d the last batch has 1"
    with pytest.raises(ValueError, match=words % (samples, size or samples)):
        net.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1), batch_size=size)
    assert net.values() == before


def test_a_last_batch_of_two_samples_is_enough():
    X, Y = data_of(8)
    net_of().fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1), batch_size=3)


def everything(net):
    """A copy of all numbers that make the network what it is, layer by layer: net.values() could forget on both sides."""
    return [list(values) for layer in net.layers for values in layer.values()]


def test_the_values_of_a_network_are_its_parameters_and_its_running_means():
    """Running means that are no part of the model: never copied, never brought back."""
    net = nn.Network([nn.Dense(2, 1), nn.BatchNorm(1), nn.BatchNorm(1)])
    first, second = net.layers[1:]
    wanted = [net.layers[0].weights[0], net.layers[0].biases]
    for layer in (first, second):
        wanted += [layer.gain, layer.shift, layer.mean, layer.variance]
    assert [id(values) for values in net.values()] == [id(values) for values in wanted]


def test_the_running_means_of_the_last_good_epoch_are_kept():
    """Weights that are brought back, and means that are not: a network that answers NaN all the same."""
    X, Y = data_of(12)
    net = net_of()
    with pytest.raises(nn.TrainingError):
        net.fit(X, [[1e300 * (y + 1), 0.0] for y in Y], loss=nn.MSE(), optimizer=nn.SGD(1e30), epochs=3)
    assert everything(net) == everything(net_of())


def test_early_stopping_brings_the_running_means_of_the_best_epoch_back():
    X, Y = data_of(12)
    seen = []
    net = net_of()
    keep = lambda training: seen.append(everything(training.network))
    stop = nn.EarlyStopping(patience=2)
    net.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(3.0), epochs=40, validation=(X[:4], [1 - y for y in Y[:4]]), callbacks=[keep, stop])
    assert stop.best_epoch < len(seen)
    assert everything(net) == seen[stop.best_epoch - 1]


def test_divergence_in_the_running_means_is_named():
    """A variance that is infinite after a batch of huge numbers, while weights and loss look well."""
    net = nn.Network([nn.BatchNorm(1), nn.Dense(1, 1, rng=nn.Random(1))])
    with pytest.raises(nn.TrainingError, match=r"a weight is no longer finite, first in the weights of layers\[0\] BatchNorm\(1\)"):
        net.fit([[1e200], [-1e200]], [[0.0], [1.0]], loss=nn.MSE(), optimizer=nn.SGD(0.1))
    assert net.layers[0].variance == [1.0]


# Kept


def test_saved_and_loaded_bit_for_bit(tmp_path):
    """Running means forgotten on the way to the file: a loaded network that answers otherwise."""
    X, Y = data_of(12)
    net = net_of()
    net.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1), epochs=2)
    path = str(tmp_path / "model.json")
    net.save(path)
    again = nn.load(path)
    assert again.values() == net.values()
    assert again.predict(X) == net.predict(X)
    for network in (net, again):
        network.fit(X, Y, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1))
    assert again.values() == net.values()


class Counted(nn.Layer):
    """A layer of somebody's own that counts in forward: what it counts belongs to the model."""

    def __init__(self):
        self.counts = [0.0]

    def predict(self, X):
        return [list(row) for row in X]

    def forward(self, X):
        self.counts[0] += len(X)
        return self.predict(X)

    def backward(self, dA):
        return [list(row) for row in dA]

    def running(self):
        return [self.counts]


def test_what_a_layer_of_ones_own_keeps_is_saved(tmp_path):
    net = nn.Network([Counted()])
    net.forward([[1.0], [2.0]])
    net.save(str(tmp_path / "model.json"))
    assert nn.load(str(tmp_path / "model.json"), {"Counted": Counted}).layers[0].counts == [2.0]


@given(layers_with_batches())
def test_nothing_the_caller_passed_changes_or_reaches_in(case):
    """Lists of the caller kept as parameters; X or dA worked on in place."""
    layer, X = case
    gain = [2.0] * layer.inputs
    own = nn.BatchNorm(layer.inputs, gain=gain)
    gain[0] = 99.0
    assert own.gain == [2.0] * layer.inputs
    before = [list(row) for row in X]
    A = layer.forward(X)
    dA = [list(row) for row in before]
    expected = copy_of(layer)
    expected.forward(X)
    expected = expected.backward(dA)
    for row in A + X:
        row[:] = [v + 1 for v in row]
    assert layer.backward(dA) == expected
    assert dA == before


# Errors


@pytest.mark.parametrize(
    "make, error, words",
    [
        (lambda: nn.BatchNorm(0), nn.ShapeError, "width of BatchNorm should be a whole number of at least 1, but is 0"),
        (lambda: nn.BatchNorm(2, rate=1.0), ValueError, "the rate of BatchNorm should be a number of at least 0 and below 1, but is 1.0"),
        (lambda: nn.BatchNorm(2, epsilon=0), ValueError, "the epsilon of BatchNorm should be above 0, but is 0"),
        (lambda: nn.BatchNorm(2, gain=[1.0]), nn.ShapeError, "BatchNorm(2) expects a gain of shape (2,), but got (1,)"),
        (lambda: nn.BatchNorm(2, mean=[1.0, float("nan")]), ValueError, "mean[1] is nan; every number has to be finite"),
        (lambda: nn.BatchNorm(2, variance=[1.0, -0.5]), ValueError, "a variance should be at least 0, but is -0.5"),
        (lambda: nn.BatchNorm(2).forward([[1.0, 2.0]]), ValueError, "BatchNorm(2) learns from batches of at least 2 samples, but got 1"),
        (lambda: nn.BatchNorm(2).forward([[1.0], [2.0]]), nn.ShapeError, "BatchNorm(2) expects rows of 2 inputs, but X has shape (2, 1)"),
        (lambda: nn.BatchNorm(2).predict([[1.0]]), nn.ShapeError, "BatchNorm(2) expects rows of 2 inputs, but X has shape (1, 1)"),
        (
            lambda: nn.BatchNorm(2).backward([[1.0, 2.0]]),
            ValueError,
            "BatchNorm(2).backward needs a forward first: it works with what forward remembered",
        ),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, error, words):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == words


@pytest.mark.parametrize("name", ["gain", "shift", "mean", "variance"])
def test_lists_of_numbers_are_refused_by_name(name):
    """The wrong one of four lists blamed, or none."""
    for wrong, sentence in (
        (5, "%s should be a list of numbers, but is 5 of type int"),
        ([1.0], "BatchNorm(2) expects a %s of shape (2,), but got (1,)"),
        ([], "BatchNorm(2) expects a %s of shape (2,), but got (0,)"),
        ([1.0, float("nan")], "%s[1] is nan; every number has to be finite"),
    ):
        with pytest.raises(ValueError) as caught:
            nn.BatchNorm(2, **{name: wrong})
        assert str(caught.value) == sentence % name


def test_a_variance_of_zero_is_one():
    """An input that never changed, refused when the model is loaded again."""
    assert nn.BatchNorm(1, epsilon=0.25, variance=[0.0]).predict([[3.0]]) == [[6.0]]


def test_a_gradient_of_another_shape_is_refused():
    layer = nn.BatchNorm(2)
    layer.forward([[1.0, 2.0], [3.0, 5.0]])
    with pytest.raises(nn.ShapeError) as caught:
        layer.backward([[1.0, 2.0]])
    assert str(caught.value) == "BatchNorm(2).backward expects a gradient of shape (2, 2), that of its last output, but got (1, 2)"


LAWFUL = [nn.BatchNorm(1), nn.BatchNorm(3)]


@pytest.mark.parametrize("layer", LAWFUL, ids=repr)
def test_batch_norm_obeys_the_laws_of_layers(layer):
    """Each bug that tests/testing plants in a layer."""
    assert_layer_obeys_laws(layer)
