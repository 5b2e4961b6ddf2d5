"""A second oracle: the autograd of examples/09_autograd.py, which knows no layer and no matrix, agrees with backward.

The network is calculated once more number by number, each formula by its definition; nothing of the core takes part but the weights.
Finite differences, which `check_gradients` uses, see no error below their own; here nothing is rounded but floats.
"""

import ast
import math
from contextlib import redirect_stdout
from io import StringIO

import chapters
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import assert_near, batches, fewer, labelled_data, networks, quarters, rows

import purenn as nn

PATH = chapters.EXAMPLES / "09_autograd.py"
TEXT = PATH.read_text(encoding="utf-8")


def first_names():
    """Return the names of the chapter's first passage, in which nothing of the core takes part yet."""
    names = {"__name__": "chapter", "__file__": str(PATH)}
    with redirect_stdout(StringIO()):
        exec(compile("\n".join(chapters.passages(TEXT)[0].code), str(PATH), "exec"), names)
    return names


Value = first_names()["Value"]


# Layers and losses by their definitions, as functions of Values


def sigmoid(z):
    """Write it with exp of a negative number: z goes to some hundreds here."""
    if z.number >= 0:
        return 1 / (1 + (-z).exp())
    return z.exp() / (1 + z.exp())


def softmax(row):
    largest = max([z.number for z in row])
    powers = [(z - largest).exp() for z in row]
    return [power / sum(powers) for power in powers]


def log_sum(row):
    """Return log(sum(exp(z)))."""
    largest = max([z.number for z in row])
    return sum([(z - largest).exp() for z in row]).log() + largest


def dense(layer, parameters):
    W, b = parameters
    return lambda row: [sum([w * x for w, x in zip(weights, row)]) + bias for weights, bias in zip(W, b)]


def each(function):
    return lambda row: [function(z) for z in row]


ACTIVATIONS = {
    nn.Sigmoid: each(sigmoid),
    nn.Tanh: each(lambda z: z.tanh()),
    nn.ReLU: each(lambda z: z.relu()),
    nn.LeakyReLU: each(lambda z: z if z.number > 0 else z * 0.01),
    nn.Identity: each(lambda z: z),
    nn.Softmax: softmax,
}


def absolute(v):
    return v.relu() + (-v).relu()


def huber(a, y):
    d = absolute(a - y)
    return d * d / 2 if d.number <= 0.75 else 0.75 * (d - 0.75 / 2)


ELEMENT_LOSSES = [
    (nn.MSE(), lambda a, y: (a - y) ** 2),
    (nn.MAE(), lambda a, y: absolute(a - y)),
    (nn.Huber(0.75), huber),
]


def mean(point):
    """Return a loss, a mean over all elements, of rows of outputs and targets."""
    return lambda A, Y: sum([point(a, y) for pair in zip(A, Y) for a, y in zip(*pair)]) / (len(A) * len(A[0]))


def surprise(z, y):
    """Return the binary cross-entropy of a logit: log(1 + exp(z)) - y * z, with exp of a negative number."""
    return ((-z).exp() + 1).log() + z - y * z if z.number > 0 else (z.exp() + 1).log() - y * z


# Both sides


def as_values(numbers):
    return [as_values(part) if isinstance(part, (list, tuple)) else Value(part) for part in numbers]


def gradients(values):
    return [gradients(part) if isinstance(part, list) else part.gradient for part in values]


def by_autograd(net, X, Y, loss, ends_in_logits=False):
    """Return loss, gradients of all parameters, layer by layer, and of the inputs; the loss gets logits if it says so."""
    X, parameters, A = as_values(X), [], []
    layers = net.layers[:-1] if ends_in_logits else net.layers
    steps = []
    for layer in layers:
        if isinstance(layer, nn.Dense):
            parameters.append((as_values(layer.weights), as_values(layer.biases)))
            steps.append(dense(layer, parameters[-1]))
        else:
            steps.append(ACTIVATIONS[type(layer)])
    for row in X:
        for step in steps:
            row = step(row)
        A.append(row)
    value = loss(A, Y)
    value.backward()
    return value.number, [gradients(part) for pair in parameters for part in pair], gradients(X)


def by_core(net, X, Y, loss, plain=False):
    A = net.forward(X)
    if plain:  # rows that remember no logits: the loss takes the long way, over the probabilities
        A = [list(row) for row in A]
        assume(all([1e-4 < a < 1 - 1e-4 for row in A for a in row]))
    inputs = net.backward(loss.gradient(A, Y), inputs=True)
    parameters = [part for layer in net.layers if layer.parameters() for part in (layer.d_weights, layer.d_biases)]
    return loss(A, Y), parameters, inputs


def assert_both_agree(net, X, Y, loss, definition, ends_in_logits=False, plain=False):
    core = by_core(net, X, Y, loss, plain)
    oracle = by_autograd(net, X, Y, definition, ends_in_logits)
    for ours, theirs in zip(core, oracle):
        assert_near(ours, theirs)


def ending(last, outputs=None):
    """Draw a network whose last activation is given, for data of any kind."""
    return networks([nn.Tanh, nn.Sigmoid, nn.ReLU], outputs=outputs).map(lambda net: nn.Network([*net.layers[:-1], *last]))


# The laws


@pytest.mark.parametrize("loss, point", ELEMENT_LOSSES, ids=[repr(loss) for loss, _ in ELEMENT_LOSSES])
@fewer(2)
@given(st.data())
def test_every_activation_and_loss_of_elements_agrees_with_the_autograd(loss, point, data):
    """A transposed weight, a slope taken at a instead of z, a mean over the wrong count, a sample left out of the sum."""
    net = data.draw(networks([nn.Tanh, nn.Sigmoid, nn.ReLU, nn.LeakyReLU, nn.Identity]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs))
    assert_both_agree(net, X, Y, loss, mean(point))


@fewer(2)
@given(st.data())
def test_softmax_in_the_middle_of_things_agrees_with_the_autograd(data):
    """A softmax whose outputs are taken for independent of each other."""
    net = data.draw(ending([nn.Softmax()]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs))
    assert_both_agree(net, X, Y, nn.MSE(), mean(lambda a, y: (a - y) ** 2))


@fewer(2)
@given(st.data())
def test_the_sum_of_squares_and_the_hinge_agree_with_the_autograd(data):
    """A sum that is divided, a margin on the wrong side."""
    net = data.draw(networks([nn.Tanh, nn.Identity]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs, targets=st.sampled_from([-1, 1])))
    assert_both_agree(net, X, Y, nn.SSE(), lambda A, Y: sum([(a - y) ** 2 for pair in zip(A, Y) for a, y in zip(*pair)]))
    assert_both_agree(net, X, Y, nn.Hinge(), mean(lambda a, y: (1 - a * y).relu()))


@fewer(2)
@given(st.data(), st.sampled_from([None, [1, 20], [0.5, 0.25]]))
def test_sigmoid_and_binary_cross_entropy_agree_with_the_autograd(data, weights):
    """A short cut, p - y, that is taken with the wrong sign, count or weight of a class, or taken twice."""
    net = data.draw(ending([nn.Sigmoid()]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs, targets=st.sampled_from([0, 1, 0.25])))
    counts = weights or [1, 1]
    definition = mean(lambda z, y: surprise(z, y) * ((1 - y) * counts[0] + y * counts[1]))
    assert_both_agree(net, X, Y, nn.BCE(weights), definition, ends_in_logits=True)


@fewer(2)
@given(st.data(), st.booleans())
def test_softmax_and_cross_entropy_agree_with_the_autograd(data, weighted):
    """The same short cut for classes; a mean over classes instead of samples."""
    classes = data.draw(st.integers(2, 4))
    net = data.draw(ending([nn.Softmax()], outputs=classes))
    X, Y = data.draw(labelled_data(net.inputs, classes, targets="classes"))
    weights = [0.5, 3, 1, 0.25][:classes] if weighted else None
    counts = weights or [1] * classes

    def definition(A, Y):
        return sum([(log_sum(z) - z[k]) * counts[k] for z, k in zip(A, Y)]) / len(A)

    assert_both_agree(net, X, Y, nn.CrossEntropy(weights), definition, ends_in_logits=True)
    bare = nn.Network(net.layers[:-1])
    assert_both_agree(bare, X, Y, nn.SoftmaxCrossEntropy(weights), definition)


@fewer(2)
@given(st.data())
def test_cross_entropy_of_bare_probabilities_agrees_with_the_autograd(data):
    """A gradient at the probabilities that is not what the short cut leaves out."""
    net = data.draw(ending([nn.Sigmoid()]))
    X, Y = data.draw(labelled_data(net.inputs, net.outputs, targets=st.sampled_from([0, 1, 0.25])))
    definition = mean(lambda a, y: -(y * a.log() + (1 - y) * (1 - a).log()) * ((1 - y) * 2 + y * 3))
    assert_both_agree(net, X, Y, nn.BCE([2, 3]), definition, plain=True)


@fewer(2)
@given(st.data())
def test_cross_entropy_of_bare_class_probabilities_agrees_with_the_autograd(data):
    """The same for classes."""
    net = data.draw(ending([nn.Softmax()], outputs=3))
    X, Y = data.draw(labelled_data(net.inputs, 3, targets="classes"))
    definition = lambda A, Y: sum([-row[k].log() * [3, 0.5, 1][k] for row, k in zip(A, Y)]) / len(A)
    assert_both_agree(net, X, Y, nn.CrossEntropy([3, 0.5, 1]), definition, plain=True)


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(rows(n), rows(n))), quarters(), quarters(), st.sampled_from([nn.Sigmoid, nn.Tanh, nn.Identity]))
def test_a_single_neuron_agrees_with_the_autograd(pair, bias, y, activation):
    """A factor of the chain rule that is left out."""
    weights, x = pair
    neuron = nn.Neuron(weights, bias, activation())
    values, b = as_values(weights), Value(bias)
    (a,) = ACTIVATIONS[activation]([sum([w * v for w, v in zip(values, x)]) + b])
    ((a - y) ** 2).backward()
    assert_near(neuron.gradients(x, y), (gradients(values), b.gradient))


# The oracle itself


@given(batches(2, 2), quarters())
def test_the_autograd_knows_the_slopes_of_its_own_operations(X, c):
    """An oracle with the same mistake as the code: here its slopes are those of plain calculus."""
    (x, y), _ = X
    a, b = Value(x), Value(y)
    f = a * b + a / b - (b - a) ** 3 + (a * c).tanh() + (b * b).log() * a.exp() + (a * b).relu() + (2 - a) + 1 / b
    f.backward()
    t = 1 - nn.tanh(x * c) ** 2
    r = 1.0 if x * y > 0 else 0.0
    e = math.exp(x)
    g = math.log(y * y)
    assert_near(a.gradient, y + 1 / y + 3 * (y - x) ** 2 + c * t + g * e + r * y - 1)
    assert_near(b.gradient, x - x / y**2 - 3 * (y - x) ** 2 + 2 / y * e + r * x - 1 / y**2)


def test_a_value_that_is_used_in_many_places_gets_the_gradients_of_all():
    """A gradient that the last of several ways overwrites; a walk that visits a value before all that was made of it."""
    a = Value(3.0)
    b = a * a
    (b * b + b + a).backward()
    assert a.gradient == 4 * 27 + 2 * 3 + 1
    b.backward()
    assert a.gradient == 6, "a second backward starts from 0"


def test_the_autograd_has_under_100_lines():
    """A promise of the chapter."""
    parts = [node for node in ast.parse(TEXT).body if getattr(node, "name", "") in ("Value", "as_value")]
    assert len(parts) == 2
    assert sum([part.end_lineno - part.lineno + 1 for part in parts]) < 100
