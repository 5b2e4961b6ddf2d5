"""Training: what the loop does to samples, epochs and weights, what it reports, and how it ends when it has to."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    RATIONAL,
    SMOOTH,
    as_fractions,
    assert_near,
    dense,
    exact,
    fewer,
    matrices,
    networks,
    quarters,
    rows,
    samples,
    values_of,
)

import purenn as nn
from purenn.divergence import value_range
from purenn.metrics import metric_names
from purenn.rng import resolve
from purenn.training import batches, check_samples, train

XOR_X = [[0, 0], [0, 1], [1, 0], [1, 1]]
XOR_Y = [[0], [1], [1], [0]]
NAN, INF = float("nan"), float("inf")


def copied(net):
    layers = []
    for layer in net.layers:
        layers.append(dense(layer.weights, layer.biases) if isinstance(layer, nn.Dense) else type(layer)(**layer.config()))
    return nn.Network(layers)


class Watcher(nn.Callback):
    """Write down what happens, and stop where told to."""

    def __init__(self, name="", stop_at=None):
        self.name, self.stop_at, self.calls = name, stop_at, []

    def note(self, what, training):
        self.calls.append((what, training.epoch, training.batch))
        if self.calls[-1] == self.stop_at:
            training.stop("seen enough")

    def on_start(self, training):
        self.note("start", training)

    def on_batch(self, training):
        self.note("batch", training)

    def on_epoch(self, training):
        self.note("epoch", training)

    def on_end(self, training):
        self.note("end", training)


class Echo(nn.Layer):
    """A first layer that writes down every batch it sees in training."""

    def __init__(self):
        self.seen = []

    def predict(self, X):
        return [list(row) for row in X]

    def forward(self, X):
        self.seen.append([list(row) for row in X])
        return self.predict(X)

    def backward(self, dA):
        return dA


class Told(nn.MSE):
    """A loss that writes down every pair of a batch."""

    def __init__(self):
        self.pairs = []

    def value(self, A, Y):
        self.pairs.append([(tuple(a), tuple(y)) for a, y in zip(A, Y)])
        return nn.MSE.value(self, A, Y)


def numbered(n):
    """Samples whose input is their number, and whose target is ten times as much."""
    return [[float(s)] for s in range(n)], [[10.0 * s] for s in range(n)]


def fit_and_watch(n, size, epochs=1, shuffle=True, rng=None):
    """Return the pairs of every batch, in order."""
    loss = Told()
    net = nn.Network([Echo()])
    X, Y = numbered(n)
    net.fit(X, Y, loss, nn.SGD(0.0), epochs=epochs, batch_size=size, shuffle=shuffle, rng=rng)
    return loss.pairs


# Batches

batch_settings = given(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 14)), st.booleans(), st.integers(0, 99))


@fewer(2)
@batch_settings
def test_batches_partition_the_pairs(n, size, shuffle, seed):
    """The last, smaller batch dropped; overlap by one; a sample seen twice; X shuffled without Y; batches shuffled instead of samples."""
    made = fit_and_watch(n, size, shuffle=shuffle, rng=nn.Random(seed))
    size = n if size is None else min(size, n)
    assert len(made) == -(-n // size)
    assert [len(batch) for batch in made[:-1]] == [size] * (len(made) - 1)
    pairs = [pair for batch in made for pair in batch]
    assert sorted(pairs) == [((float(s),), (10.0 * s,)) for s in range(n)]
    if not shuffle:
        assert pairs == sorted(pairs)


@given(st.integers(1, 12), st.integers(1, 14), st.randoms(use_true_random=False))
def test_batches_follow_the_order_given(n, size, shuffler):
    """batches on its own: every sample once, in that order, without touching the order."""
    X, Y = numbered(n)
    order = list(range(n))
    shuffler.shuffle(order)
    kept = list(order)
    for given_order in (order, None):
        made = list(batches(X, Y, size, given_order))
        expected = order if given_order else range(n)
        assert [x[0] for batch, _ in made for x in batch] == list(expected)
        assert [y[0] for _, batch in made for y in batch] == [10.0 * s for s in expected]
        assert len(made) == -(-n // size)
    assert order == kept


def test_all_at_once_is_neither_copied_nor_mixed():
    """A copy of the whole data for every epoch; random numbers drawn for an order that makes no difference."""
    X, Y = [[1.0], [2.0]], [[3.0], [4.0]]
    ((same_X, same_Y),) = batches(X, Y, 2, None)
    assert same_X is X
    assert same_Y is Y
    state = list(resolve(None).state)
    net = nn.Network([dense([[1.0]], [0.0])])
    net.fit(X, Y, nn.MSE(), nn.SGD(0.1), epochs=3)
    net.fit(X, Y, nn.MSE(), nn.SGD(0.1), batch_size=2)
    assert resolve(None).state == state


def test_the_loop_by_itself_has_the_defaults_of_fit():
    """Two epochs where one was meant, or the samples in their order."""
    X, Y = numbered(8)
    nets = [nn.Network([dense([[0.5]], [0.25])]) for _ in range(2)]
    histories = [train(nets[0], X, Y, nn.MSE(), nn.SGD(0.01), batch_size=1, rng=nn.Random(3))]
    histories.append(nets[1].fit(X, Y, nn.MSE(), nn.SGD(0.01), 1, 1, True, rng=nn.Random(3)))
    assert histories[0].loss == histories[1].loss
    assert values_of(nets[0]) == values_of(nets[1])


class AtLeastThree(nn.Identity):
    smallest_batch = 3


def test_batches_too_small_for_a_layer_are_refused_before_anything_changes():
    """The first batch looked at instead of the last; a whole epoch trained before the error comes."""
    net = nn.Network([dense([[1.0]], [0.0]), AtLeastThree()])
    X, Y = numbered(5)
    with pytest.raises(ValueError) as caught:
        net.fit(X, Y, nn.MSE(), nn.SGD(0.1), batch_size=3)
    text = "layers[1] AtLeastThree() learns from batches of at least 3 samples, but with 5 samples and a batch_size of 3 the last batch has 2"
    assert str(caught.value) == text
    assert net.layers[0].weights == [[1.0]]
    for n, size in ((8, 5), (6, 3), (3, None)):
        X, Y = numbered(n)
        net.fit(X, Y, nn.MSE(), nn.SGD(0.0), batch_size=size)


def test_samples_are_mixed_across_batches():
    """Batches shuffled as blocks: neighbours would stay together for ever."""
    made = fit_and_watch(60, 6, rng=nn.Random(1))
    blocks = [sorted(int(x) // 6 for (x,), _ in batch) for batch in made]
    assert all(len(set(block)) > 1 for block in blocks)


def test_every_epoch_has_another_order_and_the_seed_repeats_them():
    """A generator that starts anew in every epoch; Python's own generator used; an order that differs from run to run."""
    first = fit_and_watch(20, 20 - 1, epochs=4, rng=nn.Random(5))
    random.seed(1)
    assert fit_and_watch(20, 20 - 1, epochs=4, rng=nn.Random(5)) == first
    orders = [tuple(first[k] + first[k + 1]) for k in range(0, 8, 2)]
    assert len(set(orders)) == 4
    assert fit_and_watch(20, 19, epochs=4, rng=nn.Random(6)) != first


def test_the_order_comes_from_the_librarys_generator_unless_rng_is_passed():
    nn.seed(5)
    first = fit_and_watch(20, 5, epochs=2)
    assert fit_and_watch(20, 5, epochs=2) != first
    nn.seed(5)
    assert fit_and_watch(20, 5, epochs=2) == first == fit_and_watch(20, 5, epochs=2, rng=nn.Random(5))


def test_the_generators_of_library_and_python_are_untouched_when_rng_is_passed():
    """A fit that reseeds or draws from a global generator. The state is moved first: hypothesis seeds random with 0."""
    random.seed(12345)
    random.random()
    nn.seed(777)
    resolve(None).uniform()
    before = random.getstate(), list(resolve(None).state)
    fit_and_watch(20, 5, epochs=3, rng=nn.Random(1))
    nn.Network([nn.Dense(1, 2, rng=nn.Random(2)), nn.Dropout(0.5, rng=nn.Random(3))]).forward([[1.0]])
    assert (random.getstate(), list(resolve(None).state)) == before


@fewer(4)
@given(networks(SMOOTH, depth=2), st.data(), st.sampled_from([1, 2, None]))
def test_one_and_one_epochs_are_two(net, data, size):
    """Something that starts anew with each fit: the order, the velocity, the schedule's epoch."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    ends = []
    for parts in ((2,), (1, 1)):
        other, rng, losses = copied(net), nn.Random(3), []
        optimizer = nn.SGD(nn.ExponentialDecay(1e-6, factor=0.5), momentum=0.75)  # so small that no net diverges
        for epochs in parts:
            losses += other.fit(X, Y, nn.MSE(), optimizer, epochs=epochs, batch_size=size, rng=rng).loss
        ends.append((values_of(other), losses, optimizer.epoch))
    assert ends[0] == ends[1]
    assert ends[0][2] == 2


# The loss of an epoch


@fewer(2)
@given(networks(RATIONAL, depth=2), st.data(), st.sampled_from([nn.MSE(), nn.SSE(), nn.Huber(Fraction(1, 2))]), st.integers(1, 5), st.booleans())
def test_with_rate_0_the_epochs_loss_is_the_loss_of_the_data_for_every_batch_size(net, data, loss, size, shuffle):
    """A mean of batch means where the last batch is smaller; a sum divided by the batches; only the last batch counted."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    net, X, Y = exact(net), as_fractions(X), as_fractions(Y)
    before = values_of(net)
    history = net.fit(X, Y, loss, nn.SGD(0), epochs=2, batch_size=size, shuffle=shuffle)
    assert history.loss == [loss(net.predict(X), Y)] * 2
    assert values_of(net) == before


def test_a_loss_of_ones_own_that_says_nothing_is_a_mean():
    """AttributeError: 'Plain' object has no attribute 'reduction'."""

    class Plain:
        def __call__(self, A, Y):
            return sum((a - y) ** 2 for (a,), (y,) in zip(A, Y)) / len(A)

        def gradient(self, A, Y):
            return [[2 * (a - y) / len(A)] for (a,), (y,) in zip(A, Y)]

    X, Y = numbered(3)
    net = nn.Network([dense([[9.0]], [0.0])])
    history = net.fit(X, Y, Plain(), nn.SGD(0.0), batch_size=2, shuffle=False)
    assert history.loss == net.fit(X, Y, nn.MSE(), nn.SGD(0.0)).loss


@pytest.mark.parametrize("loss, last", [(nn.BCE(), nn.Sigmoid), (nn.CrossEntropy(), nn.Softmax), (nn.SoftmaxCrossEntropy(), nn.Identity)], ids=repr)
@pytest.mark.parametrize("size", [1, 2, 3, None])
def test_the_same_for_losses_with_logarithms(loss, last, size):
    net = nn.Network([nn.Dense(2, 2), last()])
    X, Y = [[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0], [2.0, 2.0]], [[1, 0], [0, 1], [1, 0], [1, 0]]
    history = net.fit(X, Y, loss, nn.SGD(0.0), batch_size=size)
    assert_near(history.loss, [loss(net.predict(X), Y)], 1e-14, 0)


def test_the_loss_of_an_epoch_is_taken_before_each_update():
    """The loss measured after the step."""
    net = nn.Network([dense([[Fraction(2)]], [Fraction(0)])])
    X, Y = as_fractions([[1.0], [2.0]]), as_fractions([[0.0], [0.0]])
    history = net.fit(X, Y, nn.MSE(), nn.SGD(Fraction(1, 8)), epochs=1, batch_size=1, shuffle=False)
    # w = 2, b = 0: loss 4, dw = db = 4; then w = 3/2, b = -1/2: a = 5/2, loss 25/4
    assert history.loss == [(4 + Fraction(25, 4)) / 2]


# Learning


def reference(weights, X, Y, rate, batches_of_steps):
    """Train a chain of linear layers without changing anything in place: [(W, b), ...] in, the same out."""
    for batch in batches_of_steps:
        n = Fraction(len(batch) * len(Y[0]))
        total = None
        for s in batch:
            activations = [X[s]]
            for W, b in weights:
                activations.append([sum([w * a for w, a in zip(row, activations[-1])]) + bias for row, bias in zip(W, b)])
            delta = [2 * (a - y) / n for a, y in zip(activations[-1], Y[s])]
            gradients = []
            for (W, _), a in zip(weights[::-1], activations[-2::-1]):
                gradients.append(([[d * v for v in a] for d in delta], delta))
                delta = [sum([d * row[i] for d, row in zip(delta, W)]) for i in range(len(a))]
            gradients = gradients[::-1]
            if total is None:
                total = gradients
            else:
                total = [
                    ([[x + y for x, y in zip(r, q)] for r, q in zip(G, H)], [x + y for x, y in zip(g, h)]) for (G, g), (H, h) in zip(total, gradients)
                ]
        weights = [
            ([[w - rate * d for w, d in zip(row, d_row)] for row, d_row in zip(W, G)], [v - rate * d for v, d in zip(b, g)])
            for (W, b), (G, g) in zip(weights, total)
        ]
    return weights


@fewer(4)
@given(networks([nn.Identity], depth=2), st.data(), st.integers(1, 4))
def test_training_steps_equal_a_functional_reference_exactly(net, data, size):
    """A layer updated before the delta of the layer before it is known; a batch left out; the loss gradient of another batch."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    net, X, Y = exact(net), as_fractions(X), as_fractions(Y)
    start = [(layer.weights, layer.biases) for layer in net.layers if isinstance(layer, nn.Dense)]
    steps = [list(range(k, min(k + size, len(X)))) for _ in range(2) for k in range(0, len(X), size)]
    expected = reference([([list(r) for r in W], list(b)) for W, b in start], X, Y, Fraction(1, 64), steps)
    net.fit(X, Y, nn.MSE(), nn.SGD(Fraction(1, 64)), epochs=2, batch_size=size, shuffle=False)
    assert [(layer.weights, layer.biases) for layer in net.layers if isinstance(layer, nn.Dense)] == expected


OPTIMIZERS = [nn.SGD(1e-5), nn.AdaGrad(1e-5), nn.RMSProp(1e-6), nn.Adam(1e-6)]


@pytest.mark.long
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
@fewer(4)
@given(net=networks((nn.Tanh, nn.Identity), depth=2), data=st.data())
def test_small_steps_descend(optimizer, net, data):
    """A sign; a gradient of something else than the loss."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    loss = nn.MSE()
    A = net.forward(X)
    net.backward(loss.gradient(A, Y))
    before = loss(A, Y)
    largest = max(abs(g) for _, gradients in net.parameters() for g in gradients)
    optimizer.step(net.parameters())
    after = net.evaluate(X, Y, loss)
    assert after <= before
    if largest > 1e-3:
        assert after < before


def solves_xor(seed, optimizer, epochs):
    nn.seed(seed)
    net = nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1), nn.Sigmoid()])
    net.fit(XOR_X, XOR_Y, loss=nn.BCE(), optimizer=optimizer, epochs=epochs)
    return net.evaluate(XOR_X, XOR_Y, nn.accuracy) == 1.0


@pytest.mark.long
def test_xor_is_learnt_from_nearly_every_start():
    """All weights alike; a dead bias; gradients that are nearly right. 19 of 20 is what the issue asks for."""
    assert sum(solves_xor(seed, nn.SGD(1.0), 500) for seed in range(20)) >= 19


@pytest.mark.long
def test_xor_is_learnt_with_adam_too():
    """Adam that is nearly right. From 2 of 100 starts it runs into a local minimum, which is no mistake of the code."""
    assert sum(solves_xor(seed, nn.Adam(0.05), 200) for seed in range(100)) >= 95


def test_zero_weights_never_learn_xor():
    """The classic mistake, kept to show why: all hidden neurons stay the same."""
    net = nn.Network([nn.Dense(2, 4, init="zeros"), nn.Tanh(), nn.Dense(4, 1, init="zeros"), nn.Sigmoid()])
    net.fit(XOR_X, XOR_Y, nn.BCE(), nn.Adam(0.05), epochs=100)
    assert len({tuple(row) for row in net.layers[0].weights}) == 1
    assert net.evaluate(XOR_X, XOR_Y, nn.accuracy) < 1


def saturated(kind):
    """A network whose logits are +-1000 on the wrong side, with data, loss and what the logits have to become."""
    if kind is nn.Sigmoid:
        return nn.Network([dense([[-1000.0]], [0.0]), nn.Sigmoid()]), [[1.0], [-1.0]], [[1], [0]], nn.BCE()
    return nn.Network([dense([[-500.0], [500.0]], [0.0, 0.0]), nn.Softmax()]), [[1.0], [-1.0]], [0, 1], nn.CrossEntropy()


@pytest.mark.parametrize("kind", [nn.Sigmoid, nn.Softmax])
@pytest.mark.parametrize("by_hand", [False, True], ids=["fit", "by hand"])
def test_a_saturated_wrong_start_learns(kind, by_hand):
    """Clipped probabilities, whose gradient is 0 once they are clipped; p - y and then the derivative, which is 0, again."""
    net, X, Y, loss = saturated(kind)
    optimizer = nn.SGD(500.0)
    first = net.evaluate(X, Y, loss)
    assert first == 1000.0
    losses = []
    for _ in range(6):
        if by_hand:
            A = net.forward(X)
            losses.append(loss(A, Y))
            dA = loss.gradient(A, Y)
            net.backward(dA)
            optimizer.step(net.parameters())
        else:
            losses += net.fit(X, Y, loss, optimizer).loss
    assert all(0 <= value < INF for value in losses)
    assert losses == sorted(losses, reverse=True)
    assert net.evaluate(X, Y, loss) < 1e-6
    assert net.evaluate(X, Y, nn.accuracy) == 1.0


@pytest.mark.parametrize("kind", [nn.Sigmoid, nn.Softmax])
def test_the_gradient_at_a_saturated_logit_is_p_minus_y(kind):
    net, X, Y, loss = saturated(kind)
    net.backward(loss.gradient(net.forward(X), Y))
    if kind is nn.Sigmoid:
        assert net.layers[0].d_weights == [[((0.0 - 1) * 1.0 + (1.0 - 0) * -1.0) / 2]]
    else:
        assert net.layers[0].d_weights == [[-1.0], [1.0]]


# What belongs to the caller


@fewer(4)
@given(networks(SMOOTH, depth=2), st.data())
def test_data_and_validation_stay_as_they_were(net, data):
    """Samples shuffled in place; targets made into rows in place."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    kept = [[list(row) for row in m] for m in (X, Y)]
    ids = [id(row) for row in X + Y]
    net.fit(X, Y, nn.MSE(), nn.SGD(1e-6), epochs=2, batch_size=1, validation=(X, Y), metrics=[nn.mae])
    assert kept == [X, Y]
    assert [id(row) for row in X + Y] == ids


def test_changes_to_the_data_during_training_do_not_reach_in():
    """X, Y or the validation pair used as they are instead of copied."""

    def spoil(training):
        for row in X + Y + VX + VY:
            row[0] = NAN
        X.clear()

    ends = []
    for callbacks in ([], [spoil]):
        X, Y = numbered(4)
        VX, VY = numbered(2)
        net = nn.Network([dense([[0.5]], [0.0])])
        history = net.fit(X, Y, nn.MSE(), nn.SGD(0.01), epochs=3, batch_size=3, shuffle=False, validation=(VX, VY), callbacks=callbacks)
        ends.append((history.loss, history.validation_loss, values_of(net)))
    assert ends[0] == ends[1]


# History, validation, metrics


def test_history_has_one_entry_an_epoch_for_everything():
    """The validation measured before the epoch; a metric on the wrong data; entries per batch."""
    X, Y = numbered(5)
    net = nn.Network([dense([[1.0]], [0.0])])
    history = net.fit(X, Y, nn.MSE(), nn.SGD(0.001), epochs=4, batch_size=2, validation=([[1.0]], [[2.0]]), metrics=[nn.mae, nn.rmse])
    assert [name for name, _ in history.columns()] == ["loss", "validation_loss", "mae", "rmse", "validation_mae", "validation_rmse"]
    assert [len(column) for _, column in history.columns()] == [4] * 6
    assert len(history) == 4
    assert history.validation_loss[-1] == net.evaluate([[1.0]], [[2.0]], nn.MSE())
    assert history.metrics["validation_mae"][-1] == net.evaluate([[1.0]], [[2.0]], nn.mae)
    assert net.history is history
    assert history.stopped == ""


def test_validation_looks_at_all_of_its_samples():
    """As many as there are in a batch, or as many as were trained on."""
    X, Y = numbered(4)
    VX, VY = numbered(130)
    net = nn.Network([dense([[9.0]], [0.0])])
    history = net.fit(X, Y, nn.MSE(), nn.SGD(0.0), batch_size=2, validation=(VX, VY), metrics=[nn.mae])
    assert history.validation_loss == [net.evaluate(VX, VY, nn.MSE())]
    assert history.metrics["validation_mae"] == [sum(range(130)) / 130]


def test_metrics_are_of_the_outputs_that_were_trained_on():
    """Only the last batch kept; outputs and targets in different orders; outputs after the update."""
    X, Y = numbered(7)
    net = nn.Network([dense([[9.0]], [0.0])])
    history = net.fit(X, Y, nn.MSE(), nn.SGD(0.0), batch_size=3, metrics=[nn.mae], rng=nn.Random(2))
    assert_near(history.metrics["mae"], [3.0], 1e-15, 0)
    assert_near(history.loss, [sum(s * s for s in range(7)) / 7], 1e-15, 0)
    flat = nn.Network([dense([[9.0]], [0.0])]).fit(X, [y for (y,) in Y], nn.MSE(), nn.SGD(0.0), batch_size=3, metrics=[nn.mae])
    assert_near(flat.metrics["mae"], [3.0], 1e-15, 0)


def test_metrics_are_called_with_outputs_and_then_targets():
    """Precision in place of recall: a metric that is not the same both ways round."""
    net = nn.Network([dense([[1.0]], [0.0])])
    history = net.fit([[1.0], [1.0]], [[1.0], [0.0]], nn.MSE(), nn.SGD(0.0), metrics=[nn.precision, nn.recall])
    assert history.metrics == {"precision": [0.5], "recall": [1.0]}


def test_metrics_take_class_numbers():
    net = nn.Network([dense([[1.0], [-1.0]], [0.0, 0.0]), nn.Softmax()])
    history = net.fit([[1.0], [-1.0], [2.0]], [0, 1, 1], nn.CrossEntropy(), nn.SGD(0.0), batch_size=2, metrics=[nn.accuracy, nn.f1])
    assert_near(history.metrics["accuracy"], [2 / 3])


def test_the_names_of_metrics():
    """Two metrics of one name, such as two lambdas, of which only one is kept, or both in one list."""
    class Own:
        def __call__(self, A, Y):
            return 7

    def last(A, Y):
        return A[-1][0]

    net = nn.Network([dense([[1.0]], [0.0])])
    history = net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.0), metrics=[last, Own(), last])
    assert history.metrics == {"last": [1.0], "Own": [7], "last_2": [1.0]}
    assert metric_names([last, nn.mae, last, last]) == ["last", "mae", "last_2", "last_3"]


def test_one_epoch_is_one():
    net = nn.Network([dense([[1.0]], [0.0])])
    net.fit([[1.0]], [[0.0]], nn.MSE(), nn.SGD(0.0), epochs=9, callbacks=[nn.EarlyStopping(patience=1)])
    assert net.history.stopped == "no better loss for 1 epoch, the best was epoch 1"


def test_the_text_of_a_history():
    history = nn.History()
    assert repr(history) == "History(0 epochs)"
    history.loss.append(0.5)
    assert repr(history) == "History(1 epoch, at last loss 0.5)"
    history.loss.pop()
    assert history.stopped == ""
    history.loss += [0.5, 0.25]
    history.validation_loss += [0.125]
    history.metrics["accuracy"] = [1.0]
    assert repr(history) == "History(2 epochs, at last loss 0.25, validation_loss 0.125, accuracy 1)"
    history.metrics["accuracy"] = [[[1, 0], [0, 2]]]
    assert repr(history) == "History(2 epochs, at last loss 0.25, validation_loss 0.125, accuracy [[1, 0], [0, 2]])"


@pytest.mark.parametrize("shuffle", [False, True])
def test_training_drops_and_its_loss_is_that_of_what_is_left(shuffle):
    """Loss and gradient of predictions, from which nothing was dropped, while backward uses a mask."""
    net = nn.Network([dense([[1.0]], [0.0]), nn.Dropout(0.5, nn.Random(3))])
    history = net.fit([[1.0]] * 8, [[1.0]] * 8, nn.MSE(), nn.SGD(0.0), batch_size=4, shuffle=shuffle, epochs=2)
    assert history.loss == [1.0, 1.0]  # an output is 0 or 2, and none is 1


def test_predictions_in_validation_drop_nothing():
    """Dropout active while validating."""
    net = nn.Network([nn.Dropout(0.9, rng=nn.Random(1)), dense([[1.0]], [0.0])])
    history = net.fit([[1.0]] * 4, [[1.0]] * 4, nn.MSE(), nn.SGD(0.0), epochs=3, validation=([[1.0]], [[1.0]]))
    assert history.validation_loss == [0.0, 0.0, 0.0]


# Callbacks


def test_callbacks_are_called_in_order():
    """A callback called before the step, too often, or never."""
    watcher = Watcher()
    X, Y = numbered(3)
    nn.Network([nn.Dense(1, 1)]).fit(X, Y, nn.MSE(), nn.SGD(0.0), epochs=2, batch_size=2, callbacks=[watcher])
    assert watcher.calls == [
        ("start", 0, 0),
        ("batch", 1, 1),
        ("batch", 1, 2),
        ("epoch", 1, 2),
        ("batch", 2, 1),
        ("batch", 2, 2),
        ("epoch", 2, 2),
        ("end", 2, 2),
    ]


def test_callbacks_of_one_moment_are_called_as_they_stand_in_the_list():
    order = []
    net = nn.Network([nn.Dense(1, 1)])
    history = net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.0), callbacks=[lambda t: order.append("a"), nn.Callback(), lambda t: order.append("b")])
    assert order == ["a", "b"]
    assert len(history) == 1


def test_what_a_callback_sees():
    """Numbers of the batch before; samples counted by batches; history that lags behind by one epoch."""
    seen = []

    class Seer(nn.Callback):
        def on_start(self, training):
            assert (training.epochs, training.batches, training.samples) == (2, 2, 3)
            assert (training.batch_loss, training.samples_done, training.stopped) == (0, 0, "")
            assert (training.network, training.loss, training.optimizer) == (net, loss, optimizer)
            assert (training.X, training.Y, training.validation) == (X, Y, (X[1:], Y[1:]))

        def on_batch(self, training):
            seen.append((training.epoch, training.batch, training.samples_done, training.batch_loss))

        def on_epoch(self, training):
            assert len(training.history) == training.epoch
            assert len(training.history.validation_loss) == training.epoch
            assert optimizer.epoch == training.epoch

    X, Y = numbered(3)
    net, loss, optimizer = nn.Network([dense([[9.0]], [0.0])]), nn.MSE(), nn.SGD(0.0)
    net.fit(X, Y, loss, optimizer, epochs=2, batch_size=2, shuffle=False, validation=(X[1:], Y[1:]), callbacks=[Seer()])
    assert seen == [(1, 1, 2, 0.5), (1, 2, 3, 4.0), (2, 1, 2, 0.5), (2, 2, 3, 4.0)]


def test_a_callback_stops_after_an_epoch():
    watcher = Watcher(stop_at=("epoch", 2, 1))
    net = nn.Network([nn.Dense(1, 1)])
    history = net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.1), epochs=9, callbacks=[watcher])
    assert len(history) == 2
    assert history.stopped == "seen enough"
    assert watcher.calls[-1] == ("end", 2, 1)


def test_a_callback_stops_within_an_epoch():
    """Stopping taken note of only after the epoch; the loss divided by all samples although some were left out."""
    watcher = Watcher(stop_at=("batch", 1, 2))
    X, Y = numbered(5)
    net = nn.Network([dense([[9.0]], [0.0])])
    history = net.fit(X, Y, nn.MSE(), nn.SGD(0.0), epochs=9, batch_size=2, shuffle=False, callbacks=[watcher], metrics=[nn.mae])
    assert history.loss == [(0 + 1 + 4 + 9) / 4]
    assert history.metrics == {"mae": [1.5]}
    assert [what for what, _, _ in watcher.calls] == ["start", "batch", "batch", "epoch", "end"]


@pytest.mark.parametrize("reason", [(), ("",)])
def test_stopping_without_a_reason_says_so(reason):
    """A training that goes on where the reason has no words."""
    net = nn.Network([nn.Dense(1, 1)])
    history = net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.1), epochs=3, callbacks=[lambda t: t.stop(*reason)])
    assert (len(history), history.stopped) == (1, "a callback asked to stop")


# Early stopping


class Scripted(nn.MSE):
    """A loss whose values, one for each call, stand in a list; its gradient moves the only weight by one."""

    def __init__(self, values):
        self.values = list(values)

    def value(self, A, Y):
        return self.values.pop(0)

    def slopes(self, A, Y):
        return [[-1.0]]


def scripted_fit(values, validation=False, **settings):
    """Fit a net whose weight counts the epochs: after k epochs it is k."""
    net = nn.Network([dense([[0.0]], [0.0])])
    stopper = nn.EarlyStopping(**settings)
    if validation:
        values = [v for pair in zip([0.0] * len(values), values) for v in pair]
    history = net.fit(
        [[1.0]], [[0.0]], Scripted(values), nn.SGD(1.0), epochs=len(values), callbacks=[stopper], validation=([[1.0]], [[0.0]]) if validation else None
    )
    return len(history), net.layers[0].weights[0][0], stopper, history.stopped


@pytest.mark.parametrize("validation", [False, True], ids=["loss", "validation"])
def test_early_stopping_waits_as_long_as_its_patience(validation):
    """Off by one epoch; equal taken for better; the training loss watched although there is validation data."""
    values = [5.0, 4.0, 4.0, 4.5, 4.0, 4.0, 1.0] + ([0.0] * 7 if validation else [])
    epochs, weight, stopper, reason = scripted_fit(values[:7], validation, patience=3)
    assert (epochs, stopper.best, stopper.best_epoch) == (5, 4.0, 2)
    assert weight == 2.0  # the weights of the best epoch are back
    assert reason == "no better loss for 3 epochs, the best was epoch 2"


def test_early_stopping_starts_counting_anew_with_each_improvement():
    epochs, weight, stopper, _ = scripted_fit([5.0, 6.0, 4.0, 6.0, 3.0, 6.0, 6.0, 6.0], patience=2)
    assert (epochs, stopper.best_epoch, weight) == (7, 5, 5.0)


def test_early_stopping_restores_also_when_it_never_stopped():
    epochs, weight, _, reason = scripted_fit([1.0, 2.0, 3.0], patience=5)
    assert (epochs, weight, reason) == (3, 1.0, "")


def test_early_stopping_keeps_the_last_weights_if_told_so():
    epochs, weight, _, _ = scripted_fit([1.0, 2.0, 3.0, 4.0], patience=2, restore=False)
    assert (epochs, weight) == (3, 3.0)


def test_an_error_leaves_the_last_good_epoch_and_ends_without_on_end():
    """A docstring that promises the best epoch for a training that ended with an error."""
    net, ends = nn.Network([dense([[0.0]], [0.0])]), []

    class Watch(nn.EarlyStopping):
        def on_end(self, training):
            ends.append(training)

    with pytest.raises(nn.TrainingError):
        net.fit([[1.0]], [[0.0]], Scripted([1.0, 2.0, 3.0, float("nan")]), nn.SGD(1.0), epochs=9, callbacks=[Watch()])
    assert (net.layers[0].weights, ends) == ([[3.0]], [])


def test_early_stopping_may_ask_for_a_real_improvement():
    epochs, weight, _, _ = scripted_fit([1.0, 0.875, 0.75, 0.5, 0.0], patience=2, improvement=0.25)
    # 0.75 is better by exactly 0.25, which is not more than that
    assert (epochs, weight) == (3, 1.0)
    with_less = scripted_fit([1.0, 0.875, 0.75, 0.5, 0.375], patience=2, improvement=0.125)
    assert with_less[:2] == (5, 4.0)


def test_early_stopping_can_be_used_again():
    """The best loss of an earlier fit remembered: the next one would be stopped, or given foreign weights."""
    stopper = nn.EarlyStopping(patience=1)
    for start in (0.0, 100.0):
        net = nn.Network([dense([[start]], [0.0])])
        net.fit([[1.0]], [[0.0]], Scripted([start + 3.0, start + 2.0]), nn.SGD(1.0), epochs=2, callbacks=[stopper])
        assert net.layers[0].weights == [[start + 2.0]]


def test_early_stopping_before_the_first_epoch_restores_nothing():
    stopper = nn.EarlyStopping()
    net = nn.Network([dense([[1.0]], [0.0])])
    stopper.on_start(None)
    assert (stopper.best, stopper.best_epoch) == (None, 0)
    stopper.on_end(nn.callbacks.Training(net, None, None, 1, 1, 1))
    assert net.layers[0].weights == [[1.0]]


def test_defaults_of_early_stopping():
    """Defaults that are not those of its signature in the manual."""
    stopper = nn.EarlyStopping()
    assert (stopper.patience, stopper.improvement, stopper.restore) == (10, 0.0, True)


# When numbers leave the finite range


class Breaks(nn.Callback):
    """Put a number into the weights after an epoch."""

    def __init__(self, epoch, layer, value):
        self.epoch, self.layer, self.value = epoch, layer, value

    def on_batch(self, training):
        if training.epoch == self.epoch and training.batch == training.batches:
            training.network.layers[self.layer].weights[0][0] = self.value


def two_layers():
    nn.seed(3)
    return nn.Network([nn.Dense(1, 2), nn.Tanh(), nn.Dense(2, 1)])


@pytest.mark.parametrize("value", [NAN, INF, -INF])
@pytest.mark.parametrize("layer, name", [(0, "the weights of layers[0] Dense(1, 2)"), (2, "the weights of layers[2] Dense(2, 1)")])
def test_a_weight_that_is_not_finite_ends_training_with_the_place_and_the_last_good_weights(value, layer, name):
    """NaN that goes on for all epochs; weights that are lost; a history that is lost, or has a column longer than the others."""
    X, Y = numbered(4)
    good = two_layers()
    good.fit(X, Y, nn.MSE(), nn.SGD(0.001), epochs=2, batch_size=2, shuffle=False)
    net = two_layers()
    optimizer = nn.SGD(0.001)
    with pytest.raises(nn.TrainingError) as caught:
        net.fit(X, Y, nn.MSE(), optimizer, epochs=9, batch_size=2, shuffle=False, callbacks=[Breaks(3, layer, value)], metrics=[nn.mae], validation=(X, Y))
    sentence = "training stopped in epoch 3: a weight is no longer finite, first in %s; the learning rate, 0.001, is probably too high."
    assert str(caught.value) == sentence % name + " The network has the weights from before this epoch"
    assert values_of(net) == values_of(good)
    assert caught.value.history is net.history
    assert [len(column) for _, column in net.history.columns()] == [2] * 4
    assert optimizer.epoch == 2


def test_a_loss_that_is_not_finite_ends_training_in_the_middle_of_an_epoch():
    """The place looked for in the weights only; the weights of the middle of an epoch kept."""

    class Blows(nn.Activation):
        def function(self, z):
            return INF if z > 100 else z

        def derivative(self, z):
            return 1

    X, Y = numbered(4)
    net = nn.Network([dense([[1.0]], [0.0]), Blows(), nn.Dense(1, 1)])
    spoil = Breaks(2, 0, 1000.0)
    with pytest.raises(nn.TrainingError) as caught:
        net.fit(X, Y, nn.MSE(), nn.SGD(0.0), epochs=9, callbacks=[spoil], metrics=[nn.mae])
    text = str(caught.value)
    start = "training stopped in epoch 3: the loss is no longer finite, first in the outputs of layers[1] Blows(); "
    assert text.startswith(start + "the learning rate, 0.0, is probably too high. ")
    assert net.layers[0].weights == [[1000.0]]  # epoch 2 ended well: these are its weights
    assert len(caught.value.history) == 2


@pytest.mark.parametrize("make", [lambda: nn.SGD(1e6), lambda: nn.SGD(1e300), lambda: nn.SGD(100.0, momentum=0.9)], ids=["1e6", "1e300", "momentum"])
@pytest.mark.parametrize("last", [nn.Identity, nn.ReLU, nn.Tanh])
def test_divergence_by_a_huge_learning_rate_is_noticed(make, last):
    """Overflow that comes out as Python's own OverflowError, or not at all."""
    nn.seed(1)
    net = nn.Network([nn.Dense(1, 3), last(), nn.Dense(3, 1)])
    X, Y = numbered(4)
    with pytest.raises(nn.TrainingError) as caught:
        net.fit(X, Y, nn.MSE(), make(), epochs=2000, batch_size=2)
    text = str(caught.value)
    assert text.startswith("training stopped in epoch ")
    assert "no longer finite, first in " in text
    assert "the learning rate, %s, is probably too high" % make().rate() in text
    assert all(abs(v) < INF for values in values_of(net) for v in values)
    assert all(abs(v) < INF for v in caught.value.history.loss)
    assert caught.value.history is net.history


def test_early_stopping_leaves_the_weights_of_before_a_divergence():
    """on_end after an error too: the weights of the best epoch, where the message says those of the last good one."""
    net = nn.Network([dense([[0.0]], [0.0])])
    watcher = Watcher()
    with pytest.raises(nn.TrainingError):
        net.fit([[1.0]], [[0.0]], Scripted([1.0, 2.0, 3.0, INF]), nn.SGD(1.0), epochs=9, callbacks=[nn.EarlyStopping(), watcher])
    assert net.layers[0].weights == [[3.0]]
    assert watcher.calls[-1] == ("epoch", 3, 1)


def test_explaining_a_divergence_goes_through_the_network_as_predictions_do():
    """Dropout at work while the place is looked for: inputs of 15 that are said to be 30; random numbers that nobody asked for."""
    echo = Echo()
    net = nn.Network([echo, nn.Dropout(0.5, nn.Random(1)), dense([[1.0]], [0.0])])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit([[15.0]] * 8, [[0.0]] * 8, nn.MSE(), nn.SGD(1e300), epochs=9, batch_size=4)
    assert "range from" not in str(caught.value)
    assert len(echo.seen) == 2  # the first step spoils the weights, the second batch finds it


def test_large_inputs_are_named_as_the_cause():
    """The learning rate blamed for inputs that nobody scaled."""
    nn.seed(1)
    net = nn.Network([nn.Dense(2, 3), nn.Dense(3, 1)])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit([[3000.0, -7.0], [-2500.0, 1.0]], [[1.0], [0.0]], nn.MSE(), nn.SGD(0.1), epochs=500)
    sentence = "the inputs of this batch range from -2500 to 3000: scale them, for example by a Scaler as the first layer; or the learning rate, 0.1, is probably too high"
    assert sentence in str(caught.value)


@pytest.mark.parametrize("largest, blamed", [(20.0, False), (20.5, True), (-20.0, False), (-20.5, True)])
def test_inputs_are_blamed_from_20_on(largest, blamed):
    """Inputs of an ordinary size blamed, or only those of an extraordinary one; negative ones overlooked."""
    net = nn.Network([dense([[1.0]], [0.0])])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit([[largest], [1.0]], [[0.0], [0.0]], nn.MSE(), nn.SGD(1e300), epochs=9)
    assert ("range from" in str(caught.value)) is blamed


def test_without_a_layer_that_learns_the_range_is_that_of_the_inputs():
    """'The inputs range from inf to inf': what came out of the layers, in a network where none of them learns."""

    class Infinite(nn.Activation):
        def function(self, z):
            return INF

        def derivative(self, z):
            return 1

    with pytest.raises(nn.TrainingError, match=r"; the inputs of this batch range from 1000 to 1000: scale them"):
        nn.Network([Infinite()]).fit([[1000.0]], [[1.0]], nn.MSE(), nn.SGD(0.1))


def test_the_range_of_images():
    assert value_range([[[1.0, -2.0]], [[5.0, 0.0]]]) == (-2.0, 5.0)


class Overflows(nn.Activation):
    """What exp does in a layer of one's own."""

    def function(self, z):
        if abs(z) > 100:
            raise OverflowError("math range error")
        return z

    def derivative(self, z):
        return 1


def test_an_overflow_in_a_layer_is_explained():
    """OverflowError let out, without the layer, the cause, or the weights of the last good epoch."""
    net = nn.Network([dense([[1.0]], [0.0]), Overflows()])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.5), epochs=3, callbacks=[Breaks(2, 0, 1000.0)])
    expected = "training stopped in epoch 3: the loss is no longer finite, first in the outputs of layers[1] Overflows(); the learning rate, 0.5, is probably too high."
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize("X, validation", [([[1000.0]], None), ([[1.0]], ([[1000.0]], [[1.0]]))], ids=["first batch", "validation"])
def test_an_overflow_in_the_very_first_prediction_is_explained_too(X, validation):
    net = nn.Network([dense([[1.0]], [0.0]), Overflows()])
    with pytest.raises(nn.TrainingError):
        net.fit(X, [[1.0]], nn.MSE(), nn.SGD(0.5), validation=validation)


def test_an_overflow_of_the_validation_data_is_explained():
    net = nn.Network([dense([[0.0]], [0.0]), Overflows()])
    with pytest.raises(nn.TrainingError):
        net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.0), epochs=3, callbacks=[Breaks(1, 0, 50.0)], validation=([[10.0]], [[0.0]]))


def test_an_overflow_in_the_loss_itself_is_explained():
    class Bad(nn.MSE):
        def value(self, A, Y):
            raise OverflowError("too large")

    with pytest.raises(nn.TrainingError) as caught:
        nn.Network([nn.Dense(1, 1)]).fit([[1.0]], [[1.0]], Bad(), nn.SGD(0.5))
    assert "first in the loss itself; " in str(caught.value)


@pytest.mark.parametrize("far", [1e300, -1e300])
def test_a_validation_loss_that_is_not_finite_ends_training(far):
    """NaN that goes on for all epochs; a history with a loss of the epoch that was taken back, and nothing beside it."""
    net = nn.Network([dense([[1.0]], [0.0])])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.1), epochs=2, validation=([[far]], [[0.0]]))
    start = "training stopped in epoch 1: the validation loss is no longer finite, first in the loss itself; the inputs of this batch range from %g to %g: "
    assert str(caught.value).startswith(start % (far, far))
    assert len(caught.value.history) == 0
    assert net.layers[0].weights == [[1.0]]


class NanOnce(nn.MSE):
    """A loss that is finite, with one gradient that is not."""

    spoilt = False

    def slopes(self, A, Y):
        if self.spoilt:
            return nn.MSE.slopes(self, A, Y)
        self.spoilt = True
        return [[NAN] * len(row) for row in A]


@pytest.mark.parametrize("make", [lambda: nn.SGD(0.01, momentum=0.9), nn.AdaGrad, nn.RMSProp, nn.Adam], ids=["momentum", "adagrad", "rmsprop", "adam"])
def test_training_can_go_on_after_it_stopped(make):
    """An optimizer that keeps the NaN it has met: every later fit would fail at once, whatever its learning rate."""
    net, optimizer, loss = two_layers(), make(), NanOnce()
    before = values_of(net)
    X, Y = numbered(4)
    with pytest.raises(nn.TrainingError):
        net.fit(X, Y, loss, optimizer)
    assert values_of(net) == before
    other = two_layers()
    assert net.fit(X, Y, loss, optimizer, epochs=3).loss == other.fit(X, Y, loss, make(), epochs=3).loss


def test_ctrl_c_loses_nothing():
    """History kept only in a local name of the loop."""

    def press(training):
        if training.epoch == 2:
            raise KeyboardInterrupt

    net = nn.Network([nn.Dense(1, 1)])
    with pytest.raises(KeyboardInterrupt):
        net.fit([[1.0]], [[1.0]], nn.MSE(), nn.SGD(0.1), epochs=9, callbacks=[press])
    assert len(net.history) == 2
    assert all(abs(v) < INF for values in values_of(net) for v in values)


# Data that is refused, with its place, before anything changes

GOOD_X, GOOD_Y = [[1.0, 2.0], [3.0, 4.0]], [[1.0], [0.0]]
BAD_DATA = [
    ([[1.0, NAN], [3.0, 4.0]], GOOD_Y, None, "X[0][1] is nan; every number has to be finite"),
    ([[1.0, 2.0], [-INF, 4.0]], GOOD_Y, None, "X[1][0] is -inf; every number has to be finite"),
    (GOOD_X, [[1.0], [NAN]], None, "Y[1][0] is nan; every number has to be finite"),
    (GOOD_X, [1.0, INF], None, "Y[1] is inf; every number has to be finite"),
    (GOOD_X, [[1.0]], None, "X has 2 samples, but Y has 1 targets"),
    (GOOD_X, [1.0, 0.0, 1.0], None, "X has 2 samples, but Y has 3 targets"),
    (GOOD_X, [], None, "Y should be a list of targets, one for each sample of X, but is []"),
    (GOOD_X, 1.0, None, "Y should be a list of targets, one for each sample of X, but is 1.0"),
    (GOOD_X, None, None, "Y should be a list of targets, one for each sample of X, but is None"),
    (GOOD_X, "ab", None, "Y should be a list of targets, one for each sample of X, but is 'ab'"),
    (GOOD_X, ["a", "b"], None, "Y[0] should be a number, but is 'a'"),
    (GOOD_X, [[1.0], []], None, "Y is ragged: row 0 has shape (1,) and row 1 has shape (0,)"),
    (GOOD_X, [[1.0], 0.0], None, "Y[0] is a row, but Y[1] is 0.0"),
    (GOOD_X, [[1.0, 2.0], [0.0, 1.0]], None, "MSE() expects targets of shape (2, 1), like the outputs, but Y has shape (2, 2)"),
    ([[1.0], [2.0]], GOOD_Y, None, "the network expects rows of 2 inputs, but X has shape (2, 1)"),
    ([[1.0, "2"], [3.0, 4.0]], GOOD_Y, None, "X[0][1] should be a number, but is '2'"),
    (GOOD_X, GOOD_Y, ([[1.0, 2.0]], [[NAN]]), "in the validation data: Y[0][0] is nan; every number has to be finite"),
    (GOOD_X, GOOD_Y, ([[1.0, INF]], [[1.0]]), "in the validation data: X[0][1] is inf; every number has to be finite"),
    (GOOD_X, GOOD_Y, (GOOD_X, [[1.0]]), "in the validation data: X has 2 samples, but Y has 1 targets"),
    (GOOD_X, GOOD_Y, (GOOD_X, [[1.0, 2.0]] * 2), "in the validation data: MSE() expects targets of shape (2, 1), like the outputs, but Y has shape (2, 2)"),
    (GOOD_X, GOOD_Y, ([], []), "in the validation data: X is empty: shape (0,); at least one row is needed"),
]


@pytest.mark.parametrize("X, Y, validation, sentence", BAD_DATA, ids=[case[3] for case in BAD_DATA])
def test_bad_data_is_refused_with_its_place_before_anything_changes(X, Y, validation, sentence):
    """NaN that is found only in the weights; zip as the only check; weights already moved when the error comes."""
    net = nn.Network([nn.Dense(2, 1)])
    before, history = values_of(net), net.history
    optimizer = nn.Adam()
    with pytest.raises(ValueError) as caught:
        net.fit(X, Y, nn.MSE(), optimizer, validation=validation)
    assert str(caught.value) == sentence
    assert values_of(net) == before
    assert optimizer.epoch == 0
    if "expects targets" not in sentence:
        assert net.history is history


BAD_SETTINGS = [
    ({"epochs": 0}, "epochs should be a whole number of at least 1, but is 0"),
    ({"epochs": 1.5}, "epochs should be a whole number of at least 1, but is 1.5"),
    ({"batch_size": 0}, "batch_size should be a whole number of at least 1, but is 0"),
    ({"batch_size": -2}, "batch_size should be a whole number of at least 1, but is -2"),
    ({"batch_size": "2"}, "batch_size should be a whole number of at least 1, but is '2'"),
    ({"rng": 7, "batch_size": 1}, "rng should be a Random, such as nn.Random(7), but is 7"),
]


@pytest.mark.parametrize("settings, sentence", BAD_SETTINGS, ids=[sentence for _, sentence in BAD_SETTINGS])
def test_bad_settings_are_refused(settings, sentence):
    net = nn.Network([nn.Dense(2, 1)])
    before = values_of(net)
    with pytest.raises(ValueError) as caught:
        net.fit(GOOD_X, GOOD_Y, nn.MSE(), nn.SGD(0.1), **settings)
    assert str(caught.value) == sentence
    assert values_of(net) == before


@pytest.mark.parametrize("settings", [{"patience": 0}, {"patience": 1.5}, {"improvement": -0.1}, {"improvement": NAN}], ids=str)
def test_bad_settings_of_early_stopping_are_refused(settings):
    with pytest.raises(ValueError) as caught:
        nn.EarlyStopping(**settings)
    assert str(caught.value).startswith(next(iter(settings)) + " should be a ")


def test_class_numbers_out_of_range_are_refused():
    net = nn.Network([nn.Dense(2, 2), nn.Softmax()])
    with pytest.raises(ValueError) as caught:
        net.fit(GOOD_X, [0, 2], nn.CrossEntropy(), nn.SGD(0.1))
    assert str(caught.value) == "class numbers of 2 classes go from 0 to 1, but Y[1] is 2"


def test_class_numbers_out_of_range_are_refused_before_anything_changes():
    net = nn.Network([nn.Dense(2, 2), nn.Softmax()])
    before = values_of(net)
    with pytest.raises(ValueError):
        net.fit(GOOD_X, [0, 2], nn.CrossEntropy(), nn.SGD(0.1), batch_size=1, shuffle=False)
    assert values_of(net) == before


@given(matrices(3, 2, quarters()), rows(3))
def test_checked_samples_are_fresh_copies(X, Y):
    net = nn.Network([nn.Dense(2, 1, init="zeros")])
    for targets in (Y, [[y] for y in Y], tuple(Y)):
        checked_X, checked_Y = check_samples(net, tuple(map(tuple, X)), targets, nn.MSE())
        assert checked_X == X
        assert checked_Y == [[y] for y in Y]
        assert checked_Y is not targets


@pytest.mark.parametrize("flat", [True, False], ids=["flat", "rows"])
@pytest.mark.parametrize("size", [1, 3, None])
def test_targets_may_be_flat_for_one_output(flat, size):
    """A flat list broadcast against a column: n x n differences instead of n."""
    X, Y = numbered(4)
    net = nn.Network([dense([[1.0]], [0.0])])
    history = net.fit(X, [y for (y,) in Y] if flat else Y, nn.MSE(), nn.SGD(0.0), batch_size=size)
    assert_near(history.loss, [sum((9.0 * s) ** 2 for s in range(4)) / 4])


def test_a_batch_larger_than_the_data_is_the_data():
    X, Y = numbered(3)
    ends = []
    for size in (3, None, 100):
        net = nn.Network([dense([[1.0]], [0.0])])
        ends.append((net.fit(X, Y, nn.MSE(), nn.SGD(0.01), epochs=3, batch_size=size).loss, values_of(net)))
    assert ends[0] == ends[1] == ends[2]


# A state machine: nothing that was done before may change what a step does


@fewer(4)
@given(networks([nn.Identity, nn.ReLU], depth=2), st.data())
def test_whatever_happened_before_a_step_is_the_same_step(net, data):
    """Anything that is remembered and should not be: by forward, backward, predict, fit, save or evaluate."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    net, X, Y = exact(net), as_fractions(X), as_fractions(Y)
    loss, model = nn.MSE(), [[list(v) for v in values_of(net)]]

    def fresh_step():
        other = copied(net)
        A = other.forward(X)
        other.backward(loss.gradient(A, Y))
        nn.SGD(Fraction(1, 64)).step(other.parameters())
        return values_of(other)

    optimizer = nn.SGD(Fraction(1, 64))
    for what in data.draw(st.lists(st.sampled_from(["forward", "backward", "predict", "fit", "step"]), max_size=5)):
        if what == "forward":
            net.forward(X[:1])
        elif what == "backward":
            net.forward(X[1:])
            net.backward(loss.gradient(net.predict(X[1:]), Y[1:]))
        elif what == "predict":
            net.predict(X + X)
        else:
            expected = fresh_step()
            if what == "fit":
                net.fit(X, Y, loss, optimizer)
            else:
                A = net.forward(X)
                net.backward(loss.gradient(A, Y))
                optimizer.step(net.parameters())
            assert values_of(net) == expected
            model.append(expected)
        assert values_of(net) == model[-1]


class OnlyOneHalf:
    """Half of a loss, which nobody can call, and half of an optimizer, which counts no epochs."""

    def gradient(self, A, Y):
        return A

    def step(self, parameters):
        pass

    def __repr__(self):
        return "OnlyOneHalf"


class WithoutBrackets(OnlyOneHalf):
    """A class that has everything an optimizer has."""

    epoch = 0


@pytest.mark.parametrize(
    "slip, words",
    [
        ({"loss": nn.MSE}, "loss should be a loss, such as nn.MSE()"),
        ({"loss": nn.SGD(0.1)}, "loss should be a loss, such as nn.MSE(), but is SGD(0.1)"),
        ({"loss": nn.accuracy}, "loss should be a loss, such as nn.MSE(), but is <function accuracy"),
        ({"loss": OnlyOneHalf()}, "loss should be a loss, such as nn.MSE(), but is OnlyOneHalf"),
        ({"optimizer": nn.SGD}, "optimizer should be an optimizer, such as nn.Adam(), but is <class"),
        ({"optimizer": nn.MSE()}, "optimizer should be an optimizer, such as nn.Adam(), but is MSE()"),
        ({"optimizer": OnlyOneHalf()}, "optimizer should be an optimizer, such as nn.Adam(), but is OnlyOneHalf"),
        ({"optimizer": WithoutBrackets}, "optimizer should be an optimizer, such as nn.Adam(), but is <class"),
        ({"callbacks": nn.EarlyStopping()}, "callbacks should be a list, but is <"),
        ({"callbacks": [nn.EarlyStopping]}, "a callback should be an object, such as nn.EarlyStopping(), or a function, but is <class"),
        ({"callbacks": [7]}, "a callback should be an object, such as nn.EarlyStopping(), or a function, but is 7"),
        ({"metrics": nn.accuracy}, "metrics should be a list, but is <function accuracy"),
        ({"metrics": ["accuracy"]}, "a metric should be a function, such as nn.accuracy, but is 'accuracy'"),
        ({"rng": 7}, "rng should be a Random, such as nn.Random(7), but is 7"),
        ({"rng": [nn.accuracy]}, "rng should be a Random, such as nn.Random(7), but is [<function accuracy"),
        ({"validation": 0.2}, "validation should be a pair (X, Y), but is 0.2"),
        ({"validation": [[1.0]]}, "validation should be a pair (X, Y), but is [[1.0]]"),
    ],
    ids=lambda value: "",
)
def test_slips_of_the_pen_get_a_sentence(slip, words):
    """A class without its brackets, or two arguments swapped: a bare TypeError, some of them after a whole epoch."""
    net = nn.Network([dense([[1.0]], [0.0])])
    arguments = dict({"loss": nn.MSE(), "optimizer": nn.SGD(0.1)}, **slip)
    with pytest.raises(ValueError) as caught:
        net.fit([[1.0]], [[2.0]], **arguments)
    assert str(caught.value).startswith(words)
    assert net.layers[0].weights == [[1.0]]


def test_a_schedule_that_is_over_is_refused():
    """Ten folds with one optimizer: all but the first trained with a rate of 0, and nobody is told."""
    net = nn.Network([dense([[1.0]], [0.0])])
    optimizer = nn.SGD(nn.CosineDecay(0.1, epochs=3))
    net.fit([[1.0]], [[2.0]], nn.MSE(), optimizer, epochs=5)  # within one training the rate may reach 0
    with pytest.raises(ValueError, match=r"^the optimizer has trained for 5 epochs, and the rate of its schedule CosineDecay\(0.1, epochs=3, .*make a new optimizer"):
        net.fit([[1.0]], [[2.0]], nn.MSE(), optimizer)
    with pytest.raises(ValueError, match="make a new optimizer"):
        net.fit_stream([([1.0], [2.0])], nn.MSE(), optimizer)
    idle, half = nn.SGD(0.0), nn.SGD(nn.CosineDecay(0.1, epochs=3))
    for optimizer in (idle, idle, half, half):  # a rate of 0 that was asked for, and a schedule that goes on
        net.fit([[1.0]], [[2.0]], nn.MSE(), optimizer)


@pytest.mark.parametrize("weights", [[[1e308, 1e308]], [[-1e308, -1e308]]])
def test_weights_that_only_add_up_to_too_much_are_finite(weights):
    """A sum that overflows, taken for a weight that did."""
    net = nn.Network([dense(weights, [0.0])])
    net.fit([[0.0, 0.0]], [[0.0]], nn.MSE(), nn.SGD(0.1))
    assert net.layers[0].weights == weights


@pytest.mark.parametrize("samples", [{0: 5, 1: 6}, {0.5, 1.5}], ids=["dict", "set"])
def test_what_has_no_order_is_no_data(samples):
    """A network that is trained on the keys of a dict."""
    net = nn.Network([dense([[1.0]], [0.0])])
    with pytest.raises(ValueError):
        net.fit([[1.0], [2.0]], samples, nn.MSE(), nn.SGD(0.1))
    with pytest.raises(ValueError, match=r"X should be a list of rows, but is \{"):
        net.predict(samples)


def test_the_range_that_is_blamed_is_that_behind_the_scaler():
    """'Scale the inputs', said to somebody who does."""
    X = [[0.0], [5000.0]]
    net = nn.Network([nn.Scaler.standard(X), dense([[1.0]], [0.0])])
    with pytest.raises(nn.TrainingError) as caught:
        net.fit(X, [[0.0], [1.0]], nn.MSE(), nn.SGD(1e200), epochs=5)
    assert "range" not in str(caught.value)
    assert "the learning rate, 1e+200, is probably too high" in str(caught.value)


def test_a_network_without_parameters_can_be_clipped():
    history = nn.Network([nn.Tanh()]).fit([[0.0]], [[0.0]], nn.MSE(), nn.SGD(0.1, clip_norm=1.0))
    assert history.loss == [0.0]


@pytest.mark.parametrize("layers", [[Overflows()], [Overflows(), dense([[1.0]], [0.0])]], ids=["alone", "first"])
def test_an_overflow_before_anything_learns_is_explained(layers):
    """An OverflowError out of the explanation of an OverflowError."""
    with pytest.raises(nn.TrainingError, match=r"first in the outputs of layers\[0\] Overflows\(\); the inputs of this batch range from 1000 to 1000"):
        nn.Network(layers).fit([[1000.0]], [[1.0]], nn.MSE(), nn.SGD(0.1))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("stop", [0, 2])
def test_a_metric_of_ones_own_gets_the_targets_as_they_were_passed(packed, stop):
    """Class numbers that have become rows on the way: a share of right answers that is 0 in fit, and right in evaluate."""

    def numbers(A, Y):
        taken.append((A, Y))
        return sum(Y)

    class Stops(nn.Callback):
        def on_batch(self, training):
            if training.batch == stop:
                training.stop()

    taken = []
    X, Y = [[float(k), 1.0] for k in range(7)], [0, 1, 2, 0, 1, 2, 2]
    net = nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), nn.Softmax()])
    net = nn.PackedNetwork(net) if packed else net
    history = net.fit(X, tuple(Y), nn.CrossEntropy(), nn.SGD(0.01), batch_size=3, validation=(X[:3], Y[:3]), metrics=[numbers], callbacks=[Stops()], rng=nn.Random(4))
    (_, of_validation), (outputs, of_training) = taken
    assert of_validation == Y[:3]
    assert len(outputs) == len(of_training) == (6 if stop else 7)
    if not packed:  # its dice draw from the same generator first
        assert of_training == [Y[s] for s in nn.Random(4).shuffle(range(7))][: len(outputs)]
    assert stop or sorted(of_training) == sorted(Y)
    assert history.metrics["validation_numbers"] == [net.evaluate(X[:3], Y[:3], numbers)]
