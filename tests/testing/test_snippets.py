"""Snippets: what they say is Python, and builds the same network with the same numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import fewer

import purenn as nn
from purenn.testing import PIECEWISE, RATIONAL, SMOOTH, Bell, Run, as_fractions, exact, fractions, labelled_data, networks, snippet
from purenn.testing.snippets import constructor, literal

KINDS = (*SMOOTH, *PIECEWISE, *RATIONAL, nn.Softmax, lambda: nn.LeakyReLU(0.5), lambda: nn.Dropout(0.25), lambda: nn.Dropout(0.5, nn.Random(3)))
LOSSES = [nn.MSE(), nn.SSE(), nn.MAE(), nn.Huber(0.75)]


class Shift(nn.Layer):
    """A layer of one's own whose config does not speak of what it learns."""

    def __init__(self, width):
        self.inputs = width
        self.shift, self.d_shift = [0.0] * width, [0.0] * width

    def predict(self, X):
        return [[x + s for x, s in zip(row, self.shift)] for row in X]

    def backward(self, dA):
        self.d_shift[:] = [sum(column) for column in zip(*dA)]
        return [list(row) for row in dA]

    def parameters(self):
        return [(self.shift, self.d_shift)]

    def config(self):
        return {"width": self.inputs}


def built(text, **names):
    exec(text, names)
    return names


@fewer(2)
@given(networks(activations=KINDS), st.sampled_from(LOSSES), st.data())
def test_the_snippet_builds_the_same_again(net, loss, data):
    """A number rounded, a layer or a setting left out, a generator that stands elsewhere."""
    X, Y = data.draw(labelled_data(net.inputs, net.outputs))
    text = snippet(net, X, Y, loss, check="A = net.forward(X)")
    expected = net.forward(X)
    names = built(text)
    assert names["A"] == expected
    assert (names["X"], names["Y"], repr(names["loss"])) == (X, Y, repr(loss))
    assert [values for values, _ in names["net"].parameters()] == [values for values, _ in net.parameters()]


@fewer(4)
@given(networks(activations=RATIONAL, elements=fractions()), st.data())
def test_fractions_stay_exact(net, data):
    """A fraction written as a float, or without its import."""
    X, Y = data.draw(labelled_data(net.inputs, net.outputs, fractions()))
    names = built(snippet(exact(net), X, Y, nn.MSE()))
    assert names["net"].predict(X) == net.predict(X)
    assert names["report"].ok


def test_the_snippet_shows_the_failure():
    class Wrong(Bell):
        def derivative(self, z):
            return 0.0

    net = nn.Network([Wrong()])
    report = nn.check_gradients(net, [[1.0], [2.0]], [[0.0], [0.0]], nn.MSE(), inputs=True)
    text = snippet(net, [[1.0], [2.0]], [[0.0], [0.0]], nn.MSE())
    assert "# Wrong: a class of your own, test_the_snippet_shows_the_failure.<locals>.Wrong in %s; put it here\n" % __name__ in text
    with pytest.raises(AssertionError) as caught:
        built(text, Wrong=Wrong)
    assert str(caught.value) == str(report)


def test_layers_of_ones_own_keep_what_they_learnt():
    """A config that does not speak of it, so that the snippet would show another layer."""
    layer = Shift(2)
    layer.shift[:] = [0.5, -1.5]
    text = snippet(nn.Network([layer, nn.BatchNorm(2, rate=0.25)]), [[1.0, 2.0]] * 2, [[0.0, 0.0]] * 2, nn.MSE(), check="")
    names = built(text)
    assert names["net"].layers[0].shift == [0.5, -1.5]
    assert names["net"].layers[1].rate == 0.25
    assert "from %s import Shift\n" % __name__ in text


def test_running_means_are_kept():
    """A batch normalization that predicts otherwise than the one it shows."""
    class Running(Shift):
        def running(self):
            return [self.shift]

        def parameters(self):
            return []

    layer = Running(1)
    layer.shift[:] = [0.25]
    assert built(snippet(nn.Network([layer]), [[1.0]], [[1.0]], nn.MSE(), check=""), Running=Running)["net"].predict([[1.0]]) == [[1.25]]


def test_losses_of_ones_own_are_named():
    class Own(nn.ElementLoss):
        pass

    class Shown(Own):
        def __repr__(self):
            return "a loss without a constructor in its text"

    assert (constructor(Own()), constructor(Shown()), constructor(nn.Huber(2.0))) == ("Own()", "Shown()", "nn.Huber(2.0)")


class Weighed(nn.MSE):
    """A loss with a setting of which its text does not speak."""

    def __init__(self, weight=1):
        self.weight = weight

    def point(self, a, y):
        return self.weight * super().point(a, y)


class WeighedAnew(Weighed):
    def __init__(self, weight):
        super().__init__(weight)
        self.weights = [weight]


class Times(nn.Layer):
    """A layer with a setting, and without a config."""

    def __init__(self, factor):
        self.factor = factor

    def predict(self, X):
        return [[self.factor * x for x in row] for row in X]

    def backward(self, dA):
        return [[2 * d for d in row] for row in dA]


class TimesOnce(Times):
    def __init__(self, factor=1):
        super().__init__(factor)


@pytest.mark.parametrize("make, fail", [(Times, True), (TimesOnce, True), (lambda factor: nn.Tanh(), False)], ids=["needs it", "has another", "right"])
@pytest.mark.parametrize("loss", [Weighed(3), WeighedAnew(3), nn.Huber(0.75), nn.BCE(class_weights=[1, 3])], ids=repr)
def test_settings_that_no_config_tells_are_shown(make, fail, loss):
    """A snippet that runs as it stands, and runs without an error, or ends at the constructor."""
    net, X, Y = nn.Network([make(3)]), [[0.125, 0.25], [0.03125, 0.0625]], [[0.0, 1.0], [1.0, 0.0]]
    names = built(snippet(net, X, Y, loss, check="A = net.forward(X); value = loss(A, Y)"))
    assert names["A"] == net.forward(X)
    assert names["value"] == loss(names["A"], Y)
    assert not fail or names["net"].layers[0].factor == 3


@pytest.mark.parametrize("value", [1, -2.5, 1e-300, Fraction(-1, 3), None, True, "text", [1.0, [2.0]], [], {"a": 1}, float("inf"), -float("inf")], ids=repr)
def test_literals_are_read_back(value):
    assert eval(literal(value), {"Fraction": Fraction}) == value


def test_nan_is_written_as_python_reads_it():
    value = eval(literal([float("nan")]))[0]
    assert value != value


def test_a_run_shows_itself_as_a_snippet():
    """What Hypothesis prints of a failing example: the network's numbers, not only its layers' names."""
    run = Run((nn.Network([nn.Tanh()]), as_fractions([[0.5]]), [[1]], nn.MSE()))
    assert repr(run) == "\n%s\n" % snippet(*run)  # a comma that Hypothesis puts behind it stands on a line of its own
    _, X, Y, _ = run
    assert ([[Fraction(1, 2)]], [[1]]) == (X, Y)
