"""assert_gradients_match: right networks pass; of a wrong one, the smallest that is wrong too is shown, and runs."""

import contextlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import fewer

import purenn as nn
from purenn.testing import assert_gradients_match, dense, labelled_data, networks
from purenn.testing.shrinking import smallest

X = [[0.5, -1.25], [1.0, 0.75], [-0.25, 2.0], [1.5, -0.5]]
CLASSES = [0, 2, 1, 1]


class WrongTanh(nn.Tanh):
    """A tanh whose backward is wrong by one part in 1,000, for the second sample only."""

    def backward(self, dA):
        dZ = super().backward(dA)
        dZ[1] = [1.001 * d for d in dZ[1]]
        return dZ


class WrongDropout(nn.Dropout):
    """The mask of forward, but not its scale."""

    def backward(self, dA):
        return [[d * kept for d, kept in zip(*pair)] for pair in zip(dA, self._kept)]


class WrongShortWay(nn.Dense):
    def backward(self, dA):
        nn.Dense.backward_parameters(self, dA)
        return nn.linalg.dot(dA, self.weights)

    def backward_parameters(self, dA):
        super().backward_parameters(dA)
        self.d_biases[:] = [d / len(dA) for d in self.d_biases]


def network(*middle):
    rng = nn.Random(1)
    return nn.Network([nn.Dense(2, 6, rng=rng), nn.ReLU(), nn.Dense(6, 5, rng=rng), *middle, nn.Dense(5, 3, rng=rng), nn.Softmax()])


def message(net, Y=CLASSES, loss=None):
    with pytest.raises(AssertionError) as caught:
        assert_gradients_match(net, X, Y, loss or nn.CrossEntropy())
    return str(caught.value)


def code_of(text):
    """Return the snippet out of a message."""
    return text[text.index("import purenn as nn") :].split("\n\nIts report")[0]


@fewer(4)
@given(st.data())
def test_right_networks_pass(data):
    net = data.draw(networks())
    X, Y = data.draw(labelled_data(net.inputs, net.outputs))
    assert_gradients_match(net, X, Y, nn.MSE())


@pytest.mark.parametrize("layer", [nn.Dropout(0.5), nn.BatchNorm(5), nn.LeakyReLU(0.25), nn.Sigmoid()], ids=repr)
def test_right_networks_of_other_layers_pass(layer):
    assert_gradients_match(network(layer), X, CLASSES, nn.CrossEntropy())


def test_a_wrong_network_is_found_and_shown_small():
    """A message with the report only, or with a network of a hundred numbers that nobody can follow."""
    net = network(WrongTanh())
    text = message(net)
    assert text.startswith("GRADIENTS DIFFER: ")
    code = code_of(text)
    assert "from %s import WrongTanh" % __name__ in code
    assert "nn.Dense" not in code  # the mistake is in the tanh alone
    assert "nn.ReLU" not in code
    names = {}
    with pytest.raises(AssertionError) as again:
        exec(code, names)
    assert str(again.value) in text
    assert len(names["X"]) == 2  # the second sample is where the mistake is
    assert {abs(v) for row in names["X"] for v in row} <= {0.25, 1.0}  # and any number would do


class WrongFromThree(nn.Tanh):
    """A tanh whose backward is wrong for batches of three samples or more."""

    def backward(self, dA):
        return [[d * (1.01 if len(dA) > 2 else 1) for d in row] for row in super().backward(dA)]


def test_samples_are_left_out_one_by_one_where_a_half_is_too_few():
    """Halves only: four samples are shown where three would do."""
    assert len(smallest(nn.Network([WrongFromThree()]), X, X, nn.MSE())[1]) == 3


class WrongSlope(nn.Dense):
    def backward_parameters(self, dA):
        super().backward_parameters(dA)
        self.d_weights[0][0] *= 1.01


def test_shrinking_rounds_the_numbers_of_a_copy():
    """A network whose weights are 1 after somebody asked what is wrong with it."""
    net = nn.Network([WrongSlope(1, 1, init=lambda *_: [[0.7321]])])
    with pytest.raises(AssertionError):
        assert_gradients_match(net, [[0.5321], [1.4321]], [[0.0], [1.0]], nn.MSE())
    assert net.layers[0].weights == [[0.7321]]


def test_the_snippet_of_a_random_layer_drops_the_same_numbers():
    """A snippet that draws other numbers, and does not fail, or fails elsewhere."""
    for rng in (None, nn.Random(7)):
        text = message(network(WrongDropout(0.5, rng=rng)))
        for _ in range(2):
            nn.seed(1)
            with pytest.raises(AssertionError) as again:
                exec(code_of(text), {})
            assert str(again.value) in text


def test_a_mistake_in_the_weights_keeps_the_layer_with_weights():
    class Transposed(nn.Dense):
        def backward(self, dA):
            dX = super().backward(dA)
            return [row[::-1] for row in dX]

    net = nn.Network([nn.Dense(2, 4, rng=nn.Random(1)), nn.Tanh(), Transposed(4, 3, rng=nn.Random(2))])
    text = message(net, loss=nn.SoftmaxCrossEntropy())
    code = code_of(text)
    assert "Transposed(2, " in code  # two inputs show it, one cannot
    assert "# Transposed: a class of your own, " in code
    with pytest.raises(AssertionError) as again:
        exec(code, {"Transposed": Transposed})
    assert str(again.value) in text


@fewer(4)
@given(st.data())
def test_what_is_shown_is_wrong_too_and_never_larger(data):
    """A step of shrinking that leaves a right network, or one that does not run."""
    net = data.draw(networks(activations=[WrongTanh]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs))
    report = nn.check_gradients(net, X, Y, nn.MSE(), inputs=True)
    if report.wrong:
        small = smallest(net, X, Y, nn.MSE())
        assert nn.check_gradients(*small, inputs=True).wrong
        assert len(small[0].layers) <= len(net.layers)
        assert len(small[1]) <= len(X)
        with contextlib.suppress(AssertionError):
            exec(repr(small), {})


def test_images_are_shrunk_too():
    images = [[[0.5, 1.0], [0.25, -1.0]], [[1.5, -0.5], [2.0, 1.0]], [[0.75, 0.25], [1.0, 1.0]]]
    net = nn.Network([nn.Flatten(2, 2), nn.Dense(4, 3, rng=nn.Random(1)), WrongTanh(), nn.Dense(3, 2, rng=nn.Random(2))])
    with pytest.raises(AssertionError) as caught:
        assert_gradients_match(net, images, [[1.0, 0.0]] * 3, nn.MSE())
    with pytest.raises(AssertionError) as again:
        exec(code_of(str(caught.value)), {})
    assert str(again.value) in str(caught.value)


def test_too_much_skipped_has_shown_too_little():
    """A network that sits at its kinks, and counts as right."""
    net = nn.Network([dense([[1.0], [1.0], [1.0]], [-2.0, -2.0, 1.0]), nn.ReLU()])
    with pytest.raises(AssertionError, match="of 8 numbers, 5 were skipped at kinks, which shows too little: take other samples or weights"):
        assert_gradients_match(net, [[2.0], [1.0]], [[1.0, 1.0, 1.0]] * 2, nn.MSE())


def test_of_a_large_network_a_part_is_looked_at(monkeypatch):
    """Minutes for a network of a few thousand numbers, while it is checked and while it is made smaller."""
    looked = []
    real = nn.gradcheck.check_gradients

    def check(*run, **more):
        report = real(*run, **more)
        looked.append(report.checked + report.skipped)
        return report

    monkeypatch.setattr("purenn.testing.gradients.check_gradients", check)
    monkeypatch.setattr("purenn.testing.shrinking.check_gradients", check)
    rng = nn.Random(1)
    X = [[rng.uniform(-1, 1) for _ in range(30)] for _ in range(2)]
    layers = lambda middle: [nn.Dense(30, 20, rng=rng), middle, nn.Dense(20, 2, rng=rng)]
    assert_gradients_match(nn.Network(layers(nn.Tanh())), X, [[0.0, 1.0]] * 2, nn.MSE(), most=25)
    assert looked == [25]
    with pytest.raises(AssertionError):
        assert_gradients_match(nn.Network(layers(WrongTanh())), X, [[0.0, 1.0]] * 2, nn.MSE(), most=25)
    assert sum(looked) < 2000


def test_a_mistake_in_one_number_only_is_shown_small_too():
    """A search that gives up where a few numbers do not show the mistake."""

    class OneWrong(nn.Dense):
        def backward_parameters(self, dA):
            super().backward_parameters(dA)
            self.d_weights[-1][-1] *= 1.5

    net = nn.Network([nn.Dense(6, 20, rng=nn.Random(1)), nn.Tanh(), OneWrong(20, 3, rng=nn.Random(2))])
    rows = [[0.25 * k for k in range(6)], [1.0, -0.5, 0.25, 0.75, -1.0, 0.5]]
    with pytest.raises(AssertionError) as caught:
        assert_gradients_match(net, rows, [[0.0, 1.0, 0.5]] * 2, nn.MSE())
    assert "nn.Dense(6, 20)" not in str(caught.value)


def test_one_sample_is_not_enough():
    """A check that passes whatever happens in adding up over the batch."""
    with pytest.raises(ValueError, match="expects at least two samples"):
        assert_gradients_match(nn.Network([nn.Tanh()]), [[1.0]], [[0.0]], nn.MSE())


def test_the_short_way_is_compared_too():
    """backward_parameters, which fit uses for the first layer, and which a check of input gradients never calls."""
    net = nn.Network([WrongShortWay(2, 3, rng=nn.Random(1)), nn.Softmax()])
    text = message(net)
    assert text.startswith("backward_parameters of the first layer that learns leaves other gradients than its backward: ")
    assert "import purenn as nn" in text


def test_the_network_is_left_as_it_was():
    """Weights, data or random numbers that a check uses up."""
    own = nn.Random(7)
    net, samples = network(nn.Dropout(0.5), nn.Dropout(0.25, rng=own)), [row[:] for row in X]
    values = [row[:] for row, _ in net.parameters()]
    states = own.state, nn.rng.resolve(None).state
    assert_gradients_match(net, samples, CLASSES, nn.CrossEntropy())
    assert states == (own.state, nn.rng.resolve(None).state)
    assert samples == X
    assert [row for row, _ in net.parameters()] == values
    broken = network(WrongTanh())
    values = [row[:] for row, _ in broken.parameters()]
    message(broken)
    assert [row for row, _ in broken.parameters()] == values


class Dice(nn.Dropout):
    """A dropout that draws from a generator of Python's own."""

    def __init__(self):
        super().__init__(0.5)
        self.rng = random.Random(3)

    def forward(self, X):
        self._kept = [[self.rng.choice([0, 1]) for _ in row] for row in X]
        return self._masked(X)


def test_generators_of_python_are_held_still():
    """AttributeError: 'Random' object has no attribute 'state', instead of a verdict."""
    net = network(Dice())
    assert_gradients_match(net, X, CLASSES, nn.CrossEntropy())
    assert net.layers[3].rng.random() == random.Random(3).random()


def test_an_infinite_gradient_is_no_match():
    """A tolerance as infinite as the gradient."""

    class Infinite(nn.Dense):
        def backward_parameters(self, dA):
            super().backward_parameters(dA)
            self.d_biases[0] = float("inf")

    assert "backward says     inf" in message(network(Infinite(5, 5, rng=nn.Random(1))))
