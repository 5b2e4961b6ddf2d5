"""Networks: the chain rule, exactly, and what may be changed about a network without changing its answers."""

from array import array
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    DIFFERENCE_ABSOLUTE,
    DIFFERENCE_RELATIVE,
    PIECEWISE,
    RATIONAL,
    SMOOTH,
    Bell,
    Dual,
    Run,
    are_fractions,
    as_fractions,
    assert_gradient,
    assert_near,
    central_difference,
    dense,
    derivatives,
    dual,
    exact,
    fewer,
    gradients_of,
    is_about_shapes,
    learning,
    matrices,
    networks,
    nonzero_fractions,
    one_hot,
    rows,
    samples,
    sizes,
    values_of,
)

import purenn as nn
from purenn.network import check_layers

EXACT = RATIONAL + PIECEWISE
exact_losses = st.sampled_from([nn.MSE(), nn.SSE(), nn.Huber(Fraction(3, 4))])


@st.composite
def exact_runs(draw, activations=EXACT, losses=exact_losses, elements=None):
    """A network in fractions, X, Y and a loss: everything in it can be compared with ==."""
    net = exact(draw(networks(activations, elements, depth=2)))
    for layer in net.layers:
        if isinstance(layer, nn.LeakyReLU):
            layer.slope = Fraction(1, 4)
    X, Y = draw(samples(net.inputs, net.outputs))
    return Run((net, as_fractions(X), as_fractions(Y), draw(losses)))  # shown as a snippet when a law is broken


def learn(net, X, Y, loss):
    """Do forward and backward; return the loss and a copy of all gradients."""
    A = net.forward(X)
    net.backward(loss.gradient(A, Y))
    return loss(A, Y), gradients_of(net)


def copied(net):
    """The same layers and numbers once more, by hand."""
    layers = []
    for layer in net.layers:
        layers.append(dense(layer.weights, layer.biases) if isinstance(layer, nn.Dense) else type(layer)(**layer.config()))
    return nn.Network(layers)


def by_element(net, measure):
    """Return measure(values, i) for each single parameter, in the shape of gradients_of(net)."""
    return [[measure(values, i) for i in range(len(values))] for values, _ in net.parameters()]


def with_value(values, i, x, f):
    """Return f() while values[i] is x."""
    kept = values[i]
    values[i] = x
    try:
        return f()
    finally:
        values[i] = kept


# Gradients


@fewer(2)
@given(exact_runs())
def test_backward_is_the_derivative_of_the_loss_by_dual_numbers(run):
    """Derivative at a instead of z, or skipped; a layer left out; a mean taken twice; a hidden L2 term; W for W'."""
    net, X, Y, loss = run
    _, gradients = learn(net, X, Y, loss)
    loss_now = lambda: dual(loss(net.predict(X), Y)).slope
    assert gradients == by_element(net, lambda values, i: with_value(values, i, Dual(values[i], 1), loss_now))


@fewer(2)
@given(exact_runs(activations=[nn.Identity], losses=st.sampled_from([nn.MSE(), nn.SSE()])))
def test_backward_is_exactly_the_central_difference_where_the_loss_is_quadratic(run):
    """The same without dual numbers: in each single weight, a net of linear layers with MSE is a parabola."""
    net, X, Y, loss = run
    _, gradients = learn(net, X, Y, loss)
    loss_now = lambda: loss(net.predict(X), Y)
    difference = lambda values, i: central_difference(lambda v: with_value(values, i, v, loss_now), values[i])
    assert gradients == by_element(net, difference)


positive = st.integers(1, 8).map(lambda k: k / 4)


@fewer(4)
@given(exact_runs(activations=[nn.ReLU], losses=st.just(nn.MSE()), elements=positive), st.data())
def test_backward_through_relus_is_exactly_the_central_difference_away_from_the_kinks(run, data):
    """ReLU' = 0 on the wrong side; with positive numbers everywhere no kink is near."""
    net, _, Y, loss = run
    X = as_fractions(data.draw(matrices(len(Y), net.inputs, positive)))
    _, gradients = learn(net, X, Y, loss)
    loss_now = lambda: loss(net.predict(X), Y)
    difference = lambda values, i: central_difference(lambda v: with_value(values, i, v, loss_now), values[i])
    assert gradients == by_element(net, difference)


@fewer(2)
@given(exact_runs())
def test_the_input_gradient_is_the_derivative_with_respect_to_the_inputs(run):
    """The first layer's own backward left out; an input gradient that stops at the first layer that learns."""
    net, X, Y, loss = run
    A = net.forward(X)
    dX = net.backward(loss.gradient(A, Y), inputs=True)
    assert dX == derivatives(lambda rows: loss(net.predict(rows), Y), X)
    both = gradients_of(net)
    assert learn(net, X, Y, loss)[1] == both


@fewer(4)
@given(st.data())
@pytest.mark.parametrize("first", [nn.Tanh, Bell, lambda: nn.Scaler([1, 2], [2, 4])])
def test_the_input_gradient_passes_layers_before_the_first_that_learns(first, data):
    """backward that stops at the first layer that learns although the inputs' gradient was asked for."""
    net = nn.Network([first(), data.draw(networks(SMOOTH, inputs=2, depth=1)).layers[0], nn.Tanh()])
    X, Y = data.draw(samples(2, net.outputs))
    loss = nn.MSE()
    dX = net.backward(loss.gradient(net.forward(X), Y), inputs=True)
    assert_gradient(dX, lambda rows: loss(net.predict(rows), Y), X)


FLOAT_LOSSES = [
    (nn.MSE(), SMOOTH, None),
    (nn.BCE(), (nn.Sigmoid,), "probabilities"),
    (nn.CrossEntropy(), (nn.Softmax,), "classes"),
    (nn.SoftmaxCrossEntropy(), SMOOTH, "classes"),
    (nn.MSE(), (nn.Softmax,), None),
]


@pytest.mark.parametrize("loss, last, targets", FLOAT_LOSSES, ids=repr)
@fewer(4)
@given(st.data())
def test_backward_is_near_the_central_difference_for_every_smooth_pair(loss, last, targets, data):
    """p - y and then the sigmoid's derivative again; not divided by the batch; softmax' without its mixed terms."""
    net = data.draw(networks(SMOOTH, outputs=3, depth=2))
    net = nn.Network([*net.layers[:-1], data.draw(st.sampled_from(last))()])
    X, Y = data.draw(samples(net.inputs, 3))
    if targets == "probabilities":
        Y = [[0.5 if y > 1 else 1.0 if y > 0 else 0.0 for y in row] for row in Y]
    if targets == "classes":
        Y = one_hot([row.index(max(row)) for row in Y], 3)
    value, gradients = learn(net, X, Y, loss)
    loss_now = lambda: loss(net.predict(X), Y)
    numeric = by_element(net, lambda values, i: central_difference(lambda v: with_value(values, i, v, loss_now), values[i]))
    largest = max([1.0, value] + [abs(g) for row in gradients for g in row])
    for row, other in zip(gradients, numeric):
        assert_near(row, other, DIFFERENCE_RELATIVE, DIFFERENCE_ABSOLUTE * largest)


def test_the_gradient_of_relu_at_its_kink_is_that_of_the_left_side():
    """A convention, with a test of its own because every difference skips it."""
    net = nn.Network([dense([[1.0]], [0.0]), nn.ReLU(), dense([[1.0]], [0.0])])
    net.forward([[0.0]])
    net.backward([[1.0]])
    assert learning(net)[0].d_weights == [[0.0]]
    assert learning(net)[0].d_biases == [0]


# Batches


@fewer(2)
@given(exact_runs())
def test_a_batch_is_its_samples_put_together(run):
    """Anything in forward that mixes samples: softmax over the batch, a row taken for a column, the last one ignored."""
    net, X, _, _ = run
    together = net.predict(X)
    assert together == [net.predict([x])[0] for x in X]
    assert net.forward(X) == together == net(X)
    assert are_fractions(together)


def test_a_batch_of_softmax_is_its_samples_put_together():
    net = nn.Network([nn.Dense(2, 3), nn.Softmax()])
    X = [[1.0, 2.0], [-30.0, 700.0], [0.0, 0.0]]
    assert net.predict(X) == [net.predict([x])[0] for x in X]


@fewer(2)
@given(exact_runs())
def test_the_batch_gradient_is_the_mean_of_the_single_gradients(run):
    """Averaged twice or not at all; the bias gradient of the first sample only; gradients not reset."""
    net, X, Y, loss = run
    n = 1 if loss.reduction == "sum" else len(X)
    value, gradients = learn(net, X, Y, loss)
    singles = [learn(net, [x], [y], loss) for x, y in zip(X, Y)]
    assert value == sum([v for v, _ in singles]) / Fraction(n)
    for k, gradient in enumerate(gradients):
        assert gradient == [sum([single[k][i] for _, single in singles]) / Fraction(n) for i in range(len(gradient))]


@fewer(2)
@given(exact_runs(losses=st.sampled_from([nn.MSE(), nn.Huber(Fraction(3, 4))])), st.integers(2, 3))
def test_a_batch_repeated_gives_the_same_loss_and_gradient(run, times):
    """A sum where a mean is promised."""
    net, X, Y, loss = run
    assert learn(net, X * times, Y * times, loss) == learn(net, X, Y, loss)


@fewer(2)
@given(exact_runs(), st.randoms(use_true_random=False))
def test_the_order_of_the_samples_does_not_matter(run, random):
    """The first or the last sample treated in another way than the rest."""
    net, X, Y, loss = run
    order = list(range(len(X)))
    random.shuffle(order)
    assert learn(net, [X[s] for s in order], [Y[s] for s in order], loss) == learn(net, X, Y, loss)


@fewer(2)
@given(exact_runs(), nonzero_fractions())
def test_backward_overwrites_the_gradients_of_before(run, factor):
    """Gradients that add up over calls: there is no zero_grad to forget."""
    net, X, Y, loss = run
    fresh = learn(net, X, Y, loss)
    learn(net, [[factor * v for v in row] for row in X[:1]], Y[:1], loss)
    assert learn(net, X, Y, loss) == fresh


@fewer(2)
@given(exact_runs())
def test_predict_and_evaluate_between_forward_and_backward_change_nothing(run):
    """predict that overwrites what backward needs."""
    net, X, Y, loss = run
    _, expected = learn(net, X, Y, loss)
    dA = loss.gradient(net.forward(X), Y)
    net.predict([[2 * v + 1 for v in row] for row in X[:1]])
    net.evaluate(X + X, Y + Y, loss)
    net.summary()
    net.backward(dA)
    assert gradients_of(net) == expected


def test_predict_after_sigmoid_or_softmax_forward_changes_nothing():
    for last in (nn.Sigmoid(), nn.Softmax(), nn.Tanh()):
        net = nn.Network([nn.Dense(2, 2), last])
        ends = []
        for disturb in (False, True):
            net.forward([[0.5, -1.0]])
            if disturb:
                net.predict([[5.0, 5.0]])
            ends.append(net.backward([[1.0, 2.0]], inputs=True))
        assert ends[0] == ends[1]


# What may change in a network without changing its function


def hidden(net):
    """The positions of two Dense layers that follow each other with only an activation between, or None."""
    places = [i for i, layer in enumerate(net.layers) if isinstance(layer, nn.Dense)]
    return places[:2] if len(places) > 1 else None


@fewer(2)
@given(exact_runs().filter(lambda run: hidden(run[0])), st.randoms(use_true_random=False))
def test_hidden_units_may_be_permuted(run, random):
    """A bias added to another unit; a row and a column mixed up, which square layers hide."""
    net, X, Y, loss = run
    value, gradients = learn(net, X, Y, loss)
    other = copied(net)
    first, second = (other.layers[i] for i in hidden(net))
    order = list(range(first.outputs))
    random.shuffle(order)
    first.weights = [first.weights[j] for j in order]
    first.biases = [first.biases[j] for j in order]
    second.weights = [[row[j] for j in order] for row in second.weights]
    moved_value, moved = learn(other, X, Y, loss)
    assert (moved_value, other.predict(X)) == (value, net.predict(X))
    m = first.outputs
    assert moved[: m + 1] == [gradients[j] for j in order] + [[gradients[m][j] for j in order]]
    assert moved[m + 1 : m + 1 + second.outputs] == [[row[j] for j in order] for row in gradients[m + 1 : m + 1 + second.outputs]]


@fewer(2)
@given(exact_runs().filter(lambda run: hidden(run[0])), st.data())
def test_a_unit_with_no_outgoing_weight_changes_nothing(run, data):
    """A unit that counts although its weight is 0: normalised over the width, or off by one."""
    net, X, Y, loss = run
    value, gradients = learn(net, X, Y, loss)
    made = list(copied(net).layers)
    i, k = hidden(net)
    first, second = made[i], made[k]
    made[i] = dense(first.weights + as_fractions([data.draw(rows(first.inputs))]), first.biases + as_fractions(data.draw(rows(1))))
    made[k] = dense([row + [Fraction(0)] for row in second.weights], second.biases)
    other = nn.Network(made)
    wider_value, wider = learn(other, X, Y, loss)
    assert wider_value == value
    m = first.outputs
    assert wider[:m] == gradients[:m]
    assert wider[m] == [0] * first.inputs  # nothing to learn for a unit that nobody hears
    assert wider[m + 1] == gradients[m] + [0]


@fewer(2)
@given(exact_runs(activations=[nn.Identity]))
def test_linear_layers_collapse_into_one(run):
    """Layers in the wrong order; W for W'; a bias that is not carried on."""
    net, X, _, _ = run
    inputs = net.inputs
    W = [[Fraction(i == j) for j in range(inputs)] for i in range(inputs)]
    b = [Fraction(0)] * inputs
    for layer in learning(net):
        b = nn.linalg.add(nn.linalg.dot(layer.weights, b), layer.biases)
        W = nn.linalg.dot(layer.weights, W)
    assert nn.Network([dense(W, b)]).predict(X) == net.predict(X)


@fewer(2)
@given(exact_runs(activations=[nn.ReLU, nn.LeakyReLU]).filter(lambda run: hidden(run[0])), st.data())
def test_relu_units_may_be_rescaled(run, data):
    """A bias that is not part of what is scaled: relu(c * z) = c * relu(z) for positive c."""
    net, X, _, _ = run
    other = copied(net)
    first, second = (other.layers[i] for i in hidden(net))
    factors = [abs(f) for f in data.draw(rows(first.outputs, nonzero_fractions()))]
    first.weights = [[c * w for w in row] for c, row in zip(factors, first.weights)]
    first.biases = [c * b for c, b in zip(factors, first.biases)]
    second.weights = [[w / c for w, c in zip(row, factors)] for row in second.weights]
    assert other.predict(X) == net.predict(X)


# What belongs to the caller


@fewer(2)
@given(exact_runs())
def test_nothing_the_caller_passed_changes_and_later_changes_do_not_reach_in(run):
    """The caller's lists kept, or worked on in place, anywhere between X and the gradients."""
    net, X, Y, loss = run
    before = as_fractions(X), as_fractions(Y)
    dA = loss.gradient(net.forward(X), Y)
    dA_before = as_fractions(dA)
    net.backward(dA, inputs=True)
    net.predict(X)
    net.evaluate(X, Y, loss)
    assert (X, Y, dA) == before + (dA_before,)
    expected = gradients_of(net)
    A = net.forward(X)
    for row in X + Y + A:
        row[:] = [v + 1 for v in row]
    net.backward(dA)
    assert gradients_of(net) == expected


def test_the_networks_lists_are_its_own():
    layers, names = [nn.Dense(2, 2)], ["x", "y"]
    net = nn.Network(layers, names, names)
    layers.append(nn.Dense(2, 2))
    names.append("z")
    assert nn.Network(net.layers, ("x", "y")).predict([[1.0, 2.0]]) == net.predict([[1.0, 2.0]])
    assert (len(net.layers), net.input_names, net.class_names) == (1, ["x", "y"], ["x", "y"])


@pytest.mark.parametrize(
    "inputs, classes, words",
    [(["x"], (), "input name for each of 2, but has 1"), ((), ["a", "b"], "class name for each of 3, but has 2"), (["x"] * 3, (), "input name for each of 2, but has 3")],
)
def test_names_have_to_fit(inputs, classes, words):
    """A model whose names belong to other columns, found only when it predicts."""
    with pytest.raises(ValueError) as caught:
        nn.Network([nn.Dense(2, 3)], inputs, classes)
    assert str(caught.value) == "the network should have one " + words


class Array(list):
    """As NumPy's arrays and the columns of pandas are: neither true nor false."""

    def __bool__(self):
        raise ValueError("The truth value of an array with more than one element is ambiguous")


def test_names_and_defaults_may_be_arrays():
    """NumPy's own words, from a question whether there are any names."""
    net = nn.Network([nn.Dense(2, 1)], Array(["a", "b"]), Array(["no", "yes"]), input_defaults=Array([1.0, 2.0]))
    assert (net.input_names, net.class_names, net.input_defaults) == (["a", "b"], ["no", "yes"], [1.0, 2.0])


@pytest.mark.parametrize("names", ["ab", {"a", "b"}, None, 2])
def test_names_are_a_list(names):
    """The letters of one word, taken for two names; names in the order of a set."""
    with pytest.raises(ValueError, match=r"^the network should have a list of input names, but got "):
        nn.Network([nn.Dense(2, 1)], names)
    with pytest.raises(ValueError, match=r"^the network should have a list of class names, but got "):
        nn.Network([nn.Dense(1, 2)], class_names=names)


class Frozen(nn.Dense):
    """A layer that learns only where it is told to."""

    frozen = True

    def parameters(self):
        return [] if self.frozen else super().parameters()


def test_a_layer_that_thaws_learns():
    """The first layer that learns, found once and kept for ever: gradients of 0 before it."""
    net = nn.Network([Frozen(2, 2, init="glorot"), nn.Tanh(), nn.Dense(2, 1)])
    X, Y, loss = [[0.5, -0.25]], [[1.0]], nn.MSE()
    for frozen, moves in ((True, False), (False, True), (True, False)):
        net.layers[0].frozen = frozen
        before = [row[:] for row in net.layers[0].weights]
        net.fit(X, Y, loss, nn.SGD(0.1))
        assert (net.layers[0].weights != before) == moves
        assert nn.check_gradients(net, X, Y, loss).ok


def test_the_layers_are_fixed():
    """A layer put in later, past all checks, and a training that changes nothing."""
    net = nn.Network([nn.Tanh()])
    with pytest.raises(AttributeError):
        net.layers.insert(0, nn.Dense(2, 1))


def test_a_network_that_only_predicts_has_no_gradients():
    """Memory for gradients on a board that never trains."""
    net = nn.Network([nn.Dense(2, 3)])
    net.predict([[1.0, 2.0]])
    assert vars(net.layers[0])["_d_weights"] is None


def test_one_output_has_two_classes():
    """One name for one output, or three: the class of a yes would have no name, or another's."""
    assert nn.Network([nn.Dense(2, 1)], class_names=["no", "yes"]).class_names == ["no", "yes"]
    for wrong in (["yes"], ["no", "yes", "perhaps"]):
        with pytest.raises(ValueError, match="^the network should have one class name for each of 2, but has %d$" % len(wrong)):
            nn.Network([nn.Dense(2, 1)], class_names=wrong)


def test_names_are_texts():
    """Numbers that stay numbers: a saved network would come back with other names; names refused where any number of them may be right."""
    assert nn.Network([nn.Tanh()], ["x", "y", "z"], ["a"]).input_names == ["x", "y", "z"]
    net = nn.Network([nn.Dense(2, 2)], (1, 2.5), range(2))
    assert (net.input_names, net.class_names) == (["1", "2.5"], ["0", "1"])


@pytest.mark.parametrize("layers", [nn.Dense(1, 1), [nn.Network([nn.Dense(1, 1)])], 7])
def test_something_else_than_a_list_of_layers_is_named(layers):
    """A bare TypeError or AttributeError from somewhere inside."""
    with pytest.raises(ValueError, match=r"a network expects a list of layers|should be a layer"):
        nn.Network(layers)


@pytest.mark.parametrize(
    "X", [((0, 1), (2, 3)), [array("d", [0, 1]), array("d", [2, 3])], (array("b", [0, 1]), [2.0, 3]), [range(2), range(2, 4)], [b"\0\1", b"\2\3"]], ids=str
)
def test_any_sequences_of_numbers_are_accepted(X):
    net = nn.Network([nn.Dense(2, 2), nn.Tanh()])
    expected = net.predict([[0.0, 1.0], [2.0, 3.0]])
    assert net.predict(X) == net.forward(X) == expected
    assert all(type(row) is list for row in net.predict(X))


def test_numpys_arrays_are_accepted_where_numpy_is():
    numpy = pytest.importorskip("numpy")
    net = nn.Network([nn.Dense(2, 2), nn.Tanh()])
    A = net.predict(numpy.array([[0.0, 1.0], [2.0, 3.0]]))
    assert net.predict([[0.0, 1.0], [2.0, 3.0]]) == A
    assert {type(v) for row in A for v in row} == {float}
    net.layers[0].weights = numpy.ones((2, 2))
    assert net.layers[0].weights == [[1.0, 1.0]] * 2
    assert len(net.fit(numpy.ones((3, 2), "float32"), numpy.zeros((3, 2)), nn.MSE(), nn.SGD(0.1), epochs=2, batch_size=2)) == 2


def test_a_flat_row_is_one_sample():
    """A flat list turned into a column for a network of one input: three samples, for two inputs it would be one."""
    net = nn.Network([nn.Dense(3, 1)])
    assert net.predict([1, 2, 3]) == net.predict([[1, 2, 3]])
    assert net.forward((1, 2, 3)) == net.predict([[1, 2, 3]])
    single = nn.Network([nn.Dense(1, 1)])
    assert single.predict([2]) == single.predict([[2]])
    with pytest.raises(nn.ShapeError, match=r"^the network expects rows of 1 inputs, but X has shape \(1, 3\) \(a flat list is one sample\)$"):
        single.predict([1, 2, 3])


def test_the_parameters_are_those_of_now():
    """Pairs that are kept from the first call: after weights were assigned, an optimizer would move lists that nobody uses."""
    net = nn.Network([nn.Dense(2, 1), nn.Tanh()])
    net.parameters()
    net.values()
    net.layers[0].weights, net.layers[0].biases = [[1.0, 2.0]], [3.0]
    own = [net.layers[0].weights[0], net.layers[0].biases]
    assert all([values is row for (values, _), row in zip(net.parameters(), own)])
    assert all([values is row for values, row in zip(net.values(), own)])


@fewer(2)
@given(exact_runs(), st.sampled_from([Fraction(1, 2), Fraction(-2)]))
def test_answers_go_by_the_numbers_of_now(run, factor):
    """An answer that is kept and given again for the same list, or the same weights, although they were changed in place."""
    net, X, Y, loss = run
    learn(net, X, Y, loss)
    net.predict(X)
    net.evaluate(X, Y, loss)
    for row in X + Y + [values for values, _ in net.parameters()]:
        row[:] = [factor * v + 1 for v in row]
    fresh = copied(net)
    assert net.predict(X) == fresh.predict(as_fractions(X))
    assert net.evaluate(X, Y, loss) == fresh.evaluate(as_fractions(X), as_fractions(Y), loss)
    assert learn(net, X, Y, loss) == learn(fresh, as_fractions(X), as_fractions(Y), loss)


def test_the_history_stays_until_the_next_fit():
    """A history that using the network wipes out."""
    net = nn.Network([nn.Dense(2, 1)])
    assert net.history is None
    history = net.fit([[1.0, 2.0]], [[0.5]], nn.MSE(), nn.SGD(0.01), epochs=2)
    net.predict([[1.0, 2.0]])
    net.backward(nn.MSE().gradient(net.forward([[1.0, 2.0]]), [[0.5]]))
    net.evaluate([[1.0, 2.0]], [[0.5]], nn.MSE())
    net.summary()
    assert net.history is history


# The gradient into the first layer's input is not computed when nobody asks


class Spy(nn.Dense):
    """A Dense layer that counts how often its input gradient is asked for."""

    asked = 0

    def backward(self, dA):
        self.asked += 1
        return nn.Dense.backward(self, dA)

    def backward_parameters(self, dA):  # its own, or a network would take the counting for another way of learning
        nn.Dense.backward_parameters(self, dA)


def test_nobody_computes_what_nobody_asked_for():
    """Half of the work of the largest layer thrown away."""
    net = nn.Network([nn.Scaler([0.0, 0.0], [1.0, 1.0]), nn.Dropout(0.25), Spy(2, 3), nn.Tanh(), Spy(3, 1)])
    before = [layer for layer in net.layers if not isinstance(layer, (Spy, nn.Tanh))]
    for layer in before:
        layer.backward = lambda dA: pytest.fail("backward of a layer before the first that learns")
    net.forward([[1.0, 2.0]])
    assert net.backward([[1.0]]) is None
    assert [layer.asked for layer in learning(net)] == [0, 1]
    net.fit([[1.0, 2.0]], [[1.0]], nn.MSE(), nn.SGD(0.1), epochs=3)
    assert [layer.asked for layer in learning(net)] == [0, 4]
    for layer in before:
        del layer.backward
    assert net.backward([[1.0]], inputs=True) is not None
    assert [layer.asked for layer in learning(net)] == [1, 5]


def test_a_layer_of_ones_own_for_any_number_of_inputs_learns():
    """The first layer that learns looked for among those that know their inputs: one that does not gets no gradient."""

    class Gain(nn.Layer):
        def __init__(self):
            self.gain, self.slope = [2.0], [0.0]

        def predict(self, X):
            self.seen = X
            return [[self.gain[0] * x for x in row] for row in X]

        def backward(self, dA):
            self.slope[:] = [sum([d * x for pair in zip(dA, self.seen) for d, x in zip(*pair)])]

        def parameters(self):
            return [(self.gain, self.slope)]

    net = nn.Network([nn.Identity(), Gain()])
    assert net.forward([[1.0, 3.0]]) == [[2.0, 6.0]]
    net.backward([[1.0, 10.0]])
    assert net.parameters() == [([2.0], [31.0])]


def test_backward_of_a_network_without_parameters():
    net = nn.Network([nn.Tanh(), nn.Identity()])
    net.forward([[0.0, 1.0]])
    assert net.backward([[1.0, 1.0]]) is None
    assert net.backward([[1.0, 1.0]], inputs=True)[0][0] == 1.0
    assert net.parameters() == []


def test_backward_runs_from_the_last_layer_to_the_first():
    """Layers in forward order, seen where the layers differ."""
    calls = []

    class Told(nn.Identity):
        def backward(self, dA):
            calls.append(self.name)
            return [[10 * d + self.name for d in row] for row in dA]

    layers = [Told(), Told(), Told()]
    for name, layer in enumerate(layers):
        layer.name = name
    net = nn.Network(layers)
    net.forward([[0.0]])
    assert net.backward([[1.0]], inputs=True) == [[1210.0]]
    assert calls == [2, 1, 0]


# Shapes are checked when the network is built


def layer_twice():
    layer = nn.Tanh()
    return [nn.Dense(2, 2), layer, nn.Dense(2, 2), layer]


REFUSED = [
    (lambda: [nn.Dense(2, 4), nn.Tanh(), nn.Dense(3, 1)], nn.ShapeError, "layers[2] Dense(3, 1) expects 3 inputs, but the layer before it gives 4"),
    (lambda: [nn.Dense(2, 3), nn.Dense(2, 3)], nn.ShapeError, "layers[1] Dense(2, 3) expects 2 inputs, but the layer before it gives 3"),
    (lambda: [nn.Dense(2, 3), nn.Scaler([0.0], [1.0])], nn.ShapeError, "layers[1] Scaler(1) expects 1 inputs, but the layer before it gives 3"),
    (lambda: [nn.Flatten(2, 3), nn.Dense(5, 1)], nn.ShapeError, "layers[1] Dense(5, 1) expects 5 inputs, but the layer before it gives 6"),
    (
        lambda: [nn.Dense(2, 4), nn.Flatten(2, 2)],
        nn.ShapeError,
        "Flatten(2, 2) expects samples that are matrices, so it can only be the first layer",
    ),
    (list, ValueError, "a network needs at least one layer, but the list is empty"),
    (lambda: [nn.Dense(1, 1), "tanh"], ValueError, "layers[1] should be a layer, such as Dense(2, 4) or Tanh() or one derived from Layer, but is 'tanh'"),
    (lambda: [nn.Dense(1, 1), None], ValueError, "layers[1] should be a layer, such as Dense(2, 4) or Tanh() or one derived from Layer, but is None"),
    (layer_twice, ValueError, "layers[3] Tanh() stands in the network twice; make a layer of its own for each place"),
]


@pytest.mark.parametrize("make, kind, sentence", REFUSED, ids=[sentence for _, _, sentence in REFUSED])
def test_what_cannot_be_a_network_is_refused_when_it_is_built(make, kind, sentence):
    """A mismatch found only at the first forward, or by zip never."""
    with pytest.raises(kind) as caught:
        nn.Network(make())
    assert str(caught.value) == sentence


def test_a_layer_class_is_not_a_layer():
    with pytest.raises(ValueError) as caught:
        nn.Network([nn.Dense(1, 1), nn.Tanh])
    assert str(caught.value).startswith("layers[1] should be a layer, such as Dense(2, 4) or Tanh() or one derived from Layer, but is <class ")


@fewer(2)
@given(st.lists(sizes(), min_size=2, max_size=5))
def test_matching_layers_make_a_network(widths):
    layers = []
    for n, m in zip(widths, widths[1:]):
        layers += [nn.Dense(n, m, init="zeros"), nn.Tanh()]
    assert check_layers(layers) == (widths[0], widths[-1])
    net = nn.Network(layers)
    assert (net.inputs, net.outputs) == (widths[0], widths[-1])
    assert net.predict([[1.0] * widths[0]]) == [[0.0] * widths[-1]]


@fewer(2)
@given(st.lists(sizes(), min_size=2, max_size=4), st.lists(sizes(), min_size=2, max_size=4))
def test_mismatching_layers_never_make_one(first, second):
    """A check of the first layer only, or of neighbours with an activation between them."""
    if first[-1] == second[0]:
        second = [second[0] + 1, *second[1:]]
    layers = [nn.Dense(n, m, init="zeros") for widths in (first, second) for n, m in zip(widths, widths[1:])]
    for between in ([], [nn.Tanh()], [nn.Dropout(0.5), nn.Softmax()]):
        with pytest.raises(nn.ShapeError) as caught:
            nn.Network(layers[: len(first) - 1] + between + layers[len(first) - 1 :])
        place = len(first) - 1 + len(between)
        sentence = "layers[%d] Dense(%d, %d) expects %d inputs, but the layer before it gives %d"
        assert str(caught.value) == sentence % (place, second[0], second[1], second[0], first[-1])


def test_inputs_are_those_of_the_first_layer_that_knows():
    """The inputs of a later layer taken for the network's, where Flatten stands first."""
    assert nn.Network([nn.Tanh(), nn.Dense(2, 3)]).inputs == 2
    assert nn.Network([nn.Dropout(0.5), nn.Tanh()]).inputs is None
    net = nn.Network([nn.Flatten(2, 3), nn.Dense(6, 1)])
    assert (net.inputs, net.outputs) == (None, 1)


WRONG_X = [
    ([[1.0]], "the network expects rows of 2 inputs, but X has shape (1, 1)"),
    ([[1.0, 2.0, 3.0]] * 2, "the network expects rows of 2 inputs, but X has shape (2, 3)"),
    ([1.0, 2.0, 3.0], "the network expects rows of 2 inputs, but X has shape (1, 3) (a flat list is one sample)"),
    ([[1.0, 2.0], [3.0]], "X is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    ([], "X is empty: shape (0,); at least one row is needed"),
    ([[], []], "X has no columns: shape (2, 0)"),
    (5, "X should be a list of rows, but is 5 of type int"),
    ("text", "X should be a list of rows, but is 'text' of type str"),
    (None, "X should be a list of rows, but is None of type NoneType"),
    ([[1.0, "2"]], "X[0][1] should be a number, but is '2'"),
    ([[1.0, None]], "X[0][1] should be a number, but is None"),
    ([[1.0, 2.0], 3.0], "X[0] is a row, but X[1] is 3.0"),
    ([1.0, [2.0]], "X[1] should be a number, but is [2.0]"),
]


@pytest.mark.parametrize("X, sentence", WRONG_X, ids=[sentence for _, sentence in WRONG_X])
@pytest.mark.parametrize("first", [lambda: nn.Dense(2, 1), nn.Tanh], ids=["dense", "tanh"])
def test_wrong_samples_are_refused_with_a_plain_sentence(first, X, sentence):
    """A neuron of 3 weights that accepts 2 inputs."""
    net = nn.Network([first(), nn.Dense(1 if first is not nn.Tanh else 2, 1)])
    net.forward([[1.0, 2.0]])
    state = values_of(net)
    for use in (net.predict, net.forward, net, lambda X: net.evaluate(X, [[1.0]], nn.MSE()), lambda X: net.fit(X, [[1.0]], nn.MSE(), nn.SGD(0.1))):
        with pytest.raises(ValueError) as caught:
            use(X)
        assert str(caught.value) == sentence
        assert isinstance(caught.value, nn.ShapeError) == is_about_shapes(sentence)
    assert values_of(net) == state


def test_images_go_through_flatten():
    net = nn.Network([nn.Flatten(2, 2), dense([[1.0, 10.0, 100.0, 1000.0]], [0.0])])
    assert net.predict([[[1, 2], [3, 4]], [[0, 0], [0, 1]]]) == [[4321.0], [1000.0]]
    net.forward([[[1, 2], [3, 4]]])
    assert net.backward([[1.0]], inputs=True) == [[[1.0, 10.0], [100.0, 1000.0]]]
    with pytest.raises(nn.ShapeError):
        net.predict([[[1, 2, 3], [4, 5, 6]]])


# What fit passes on


def test_fit_hands_every_setting_to_the_training_loop(monkeypatch):
    """A setting that is taken and never used; two of them swapped on the way; another default than the signature's."""
    seen = []
    monkeypatch.setattr(nn.training, "train", lambda *given: seen.append(given))
    net = nn.Network([nn.Tanh()])
    net.fit("X", "Y", "loss", "optimizer")
    net.fit("X", "Y", "loss", "optimizer", 7, 8, False, "validation", "callbacks", "rng", "metrics")
    assert seen == [
        (net, "X", "Y", "loss", "optimizer", 1, None, True, None, (), None, ()),
        (net, "X", "Y", "loss", "optimizer", 7, 8, False, "validation", "callbacks", "rng", "metrics"),
    ]


# Summary, text and evaluate


def test_summary_is_a_table_of_layers_outputs_and_parameters():
    """Weights counted without biases; a total that leaves out a layer; columns that do not line up."""
    net = nn.Network([nn.Scaler([0.0] * 4, [1.0] * 4), nn.Dense(4, 16), nn.ReLU(), nn.Dropout(0.25), nn.Dense(16, 3), nn.Softmax()])
    assert net.summary().split("\n") == [
        "layer          outputs  parameters",
        "Scaler(4)            4           0",
        "Dense(4, 16)        16          80",
        "ReLU()              16           0",
        "Dropout(0.25)       16           0",
        "Dense(16, 3)         3          51",
        "Softmax()            3           0",
        "total                          131",
    ]


def test_the_summary_counts_what_gradients_move():
    """Running means counted with the parameters, though no gradient moves them."""
    lines = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3)]).summary().split("\n")
    assert [line.split()[-1] for line in lines[1:]] == ["9", "6", "15"]


def test_a_summary_makes_no_gradients():
    """A board that only wants to look at its network, and has no memory for it twice."""
    net = nn.Network([nn.Dense(2, 3), nn.Dense(3, 1)])
    assert net.summary().split()[-1] == "13"
    assert [layer._d_weights for layer in net.layers] == [None, None]


def test_summary_of_unknown_widths():
    lines = nn.Network([nn.Tanh(), nn.Dense(2, 3)]).summary().split("\n")
    assert [line.split() for line in lines[1:]] == [["Tanh()", "2", "0"], ["Dense(2,", "3)", "3", "9"], ["total", "9"]]
    lines = nn.Network([nn.Tanh(), nn.Identity()]).summary().split("\n")
    assert [line.split()[1] for line in lines[1:3]] == ["?", "?"]


@fewer(2)
@given(networks())
def test_the_total_of_the_summary_counts_every_parameter(net):
    total = net.summary().split("\n")[-1].split()
    assert total == ["total", str(sum(len(values) for values, _ in net.parameters()))]
    assert int(total[1]) == sum(layer.inputs * layer.outputs + layer.outputs for layer in learning(net))


def test_the_text_of_a_network_names_its_layers():
    assert repr(nn.Network([nn.Dense(2, 1), nn.LeakyReLU(0.5)])) == "Network([Dense(2, 1), LeakyReLU(0.5)])"


@fewer(2)
@given(exact_runs())
def test_evaluate_is_the_loss_of_the_predictions(run):
    """evaluate that drops, or that measures other numbers than those trained on."""
    net, X, Y, loss = run
    assert net.evaluate(X, Y, loss) == loss(net.predict(X), Y)


def test_evaluate_takes_metrics():
    net = nn.Network([dense([[1.0]], [0.0])])
    assert net.evaluate([[1.0], [0.0], [1.0], [1.0]], [1, 0, 0, 1], nn.accuracy) == 0.75


def test_dropout_drops_in_forward_only():
    """Dropout active at prediction."""
    net = nn.Network([dense([[1.0]] * 64, [0.0] * 64), nn.Dropout(0.5, rng=nn.Random(1))])
    assert net.predict([[1.0]]) == net([[1.0]]) == [[1.0] * 64]
    assert set(net.forward([[1.0]])[0]) == {0, 2.0}


@fewer(4)
@given(networks(), st.data())
def test_parameters_keep_their_identity_through_training(net, data):
    """A list taken before training that no longer belongs to the network after it."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    pairs = net.parameters()
    net.fit(X, Y, nn.MSE(), nn.Adam(0.01), epochs=2, batch_size=1)
    for (v, g), (w, d) in zip(pairs, net.parameters()):
        assert v is w
        assert g is d


@fewer(2)
@given(networks(), st.data())
def test_the_manual_loop_of_the_readme_is_what_fit_does(net, data):
    """fit with something hidden in it."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    other, loss, optimizer = copied(net), nn.MSE(), nn.Adam(0.05)
    history = net.fit(X, Y, loss=loss, optimizer=nn.Adam(0.05), epochs=3)
    losses = []
    for _ in range(3):
        A = other.forward(X)
        losses.append(loss(A, Y))
        other.backward(loss.gradient(A, Y))
        optimizer.step(other.parameters())
    assert values_of(other) == values_of(net)
    assert_near(history.loss, losses, 1e-15, 0)  # fit divides by the samples after having multiplied by them


def test_dual_numbers_agree_with_the_analytic_derivative_of_bell():
    """The oracle itself: d/dz 1 / (1 + z * z) = -2 z / (1 + z * z) ** 2."""
    assert Bell().function(Dual(Fraction(1, 2), 1)).slope == Fraction(-16, 25) == Bell().derivative(Fraction(1, 2))


class Squares(nn.Layer):
    """A layer that adds the square of every input: twice as many outputs."""

    def predict(self, X):
        return [list(row) + [x * x for x in row] for row in X]

    def output_size(self, inputs):
        return None if inputs is None else 2 * inputs

    def backward(self, dA):
        return [row[: len(row) // 2] for row in dA]


def test_how_many_inputs_there_are_is_not_known_behind_a_layer_that_changes_the_number():
    """The inputs of the first Dense for those of the network, which refuses its data then."""
    net = nn.Network([Squares(), nn.Dense(4, 1)])
    assert (net.inputs, net.outputs) == (None, 1)
    assert len(net.predict([[1, 2], [3, 4]])) == 2
    net.fit([[1, 2], [3, 4]], [1, 2], nn.MSE(), nn.SGD(0.001), epochs=2)
    assert nn.Network([nn.Tanh(), nn.Dense(4, 1)]).inputs == 4
    assert nn.Network([Squares(), nn.Tanh(), nn.Dense(4, 1)]).inputs is None


@pytest.mark.parametrize("place", [0, 2])
def test_a_backward_of_ones_own_is_taken_in_the_first_layer_too(place):
    """backward_parameters of Dense, which knows nothing of what somebody has added to backward."""

    class Frozen(nn.Dense):
        def backward(self, dA):
            dX = super().backward(dA)
            for row in self.d_weights:
                row[:] = [0.0] * len(row)
            return dX

    kinds = [Frozen if k == place else nn.Dense for k in (0, 1, 2)]
    net = nn.Network([kinds[0](2, 2), nn.Tanh(), kinds[2](2, 1)])
    net.backward(nn.MSE().gradient(net.forward([[1.0, 2.0]]), [[1.0]]))
    assert set(map(tuple, net.layers[place].d_weights)) == {(0.0, 0.0)}
    assert net.layers[place].d_biases[0] != 0
    assert (0.0, 0.0) not in map(tuple, net.layers[2 - place].d_weights)
