"""The fast lane: it equals its own arithmetic done with lists, bit for bit, and it is the network that it says it is."""

import importlib.util
import json
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lane_strategies import PlainNetwork, packable

import purenn as nn
from purenn import lanes, packed_layers, samples
from purenn.fixed_point import to_fixed
from purenn.lanes import Lanes
from purenn.packed_activations import PackedActivation
from purenn.packed_layers import LaneError

ENDS = [(nn.Softmax, nn.CrossEntropy(), 3), (nn.Sigmoid, nn.BCE(), 2), (nn.Sigmoid, nn.MSE(), 2), (None, nn.MSE(), 1)]
ACTIVATIONS = [nn.ReLU, nn.LeakyReLU, nn.Sigmoid, nn.Tanh]


def problem(inputs, outputs, loss, n=12, seed=5):
    """Return inputs with many zeros, and targets that fit the loss, as rows."""
    rng = nn.Random(seed)
    X = [[0.0 if rng.uniform() < 0.4 else rng.randint(-16, 32) / 16 for _ in range(inputs)] for _ in range(n)]
    if isinstance(loss, nn.CrossEntropy):
        return X, [[float(k == s % outputs) for k in range(outputs)] for s in range(n)]
    return X, [[rng.randint(0, 1) * 1.0 for _ in range(outputs)] for _ in range(n)]


def levels_of(X, bits):
    return [[to_fixed(v, bits) for v in row] for row in X]


def both(sizes, activation, end, loss, bits=4, rate=0.05, epochs=3, batch_size=1, seed=1):
    """Train packed and with plain lists; return the weights of both."""
    fast = nn.PackedNetwork(packable([*sizes], activation, end, seed), input_bits=bits)
    plain = PlainNetwork(fast)
    X, Y = problem(sizes[0], sizes[-1], loss)
    fast.fit(X, Y, loss, nn.SGD(rate), epochs=epochs, batch_size=batch_size, rng=nn.Random(seed))
    plain.fit(levels_of(X, bits), Y, type(loss).__name__, [rate] * epochs, batch_size, nn.Random(seed))
    return [layer.numbers() for layer in fast.dense_layers()], plain.weights


# Laws


@pytest.mark.parametrize("end, loss, outputs", ENDS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_packed_training_equals_training_with_plain_lists_bit_for_bit(activation, end, loss, outputs):
    """A mask that is off by a lane, dice that are not those of the neuron, an update of a weight that has been moved already."""
    packed, plain = both((4, 5, outputs), activation, end, loss)
    assert packed == plain


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(3, 3), (3, 4, 4, 3), (2, 3, 4, 3, 3)])
def test_so_it_does_at_any_depth(activation, sizes):
    """Sums of 64-bit lanes read as 32; blame that goes through the wrong layer."""
    packed, plain = both(sizes, activation, nn.Softmax, nn.CrossEntropy())
    assert packed == plain


@given(st.integers(0, 100), st.integers(1, 14), st.integers(0, 6), st.sampled_from([0.01, 0.1, 0.25]), st.sampled_from(ACTIVATIONS))
def test_so_it_does_with_any_seed_batch_grid_and_rate(seed, batch_size, bits, rate, activation):
    """A batch that sees its own first update; the rest batch with the rate of a whole one; bits lost where steps are large."""
    packed, plain = both((3, 4, 2), activation, nn.Softmax, nn.CrossEntropy(), bits, rate, 2, batch_size, seed)
    assert packed == plain


def test_large_steps_lose_their_last_bits_and_nothing_else():
    """Blame that overflows its 32-bit lanes where the errors are large, as those of a measurement may be."""
    loss, rate = nn.MSE(), 0.002
    fast = nn.PackedNetwork(packable([2, 4, 1], nn.Tanh, None))
    plain = PlainNetwork(fast)
    X, _ = problem(2, 1, loss)
    Y = [[100.0 * x + 50.0 * z] for x, z in X]
    fast.fit(X, Y, loss, nn.SGD(rate), epochs=2, rng=nn.Random(2))
    plain.fit(levels_of(X, 4), Y, "MSE", [rate] * 2, 1, nn.Random(2))
    assert [layer.numbers() for layer in fast.dense_layers()] == plain.weights


@given(st.integers(0, 50), st.sampled_from(ACTIVATIONS), st.sampled_from(ENDS))
def test_unpack_gives_a_network_that_answers_nearly_the_same(seed, activation, how):
    """Weights transposed or shifted by a bit: what is left is the rounding of activations to 1/256 and of inputs to 1/16."""
    end, _, outputs = how
    fast = nn.PackedNetwork(packable([3, 6, outputs], activation, end, seed))
    X, _ = problem(3, outputs, nn.MSE(), seed=seed)
    for row, other in zip(fast.predict(X), fast.unpack().predict(X)):
        assert max([abs(a - b) for a, b in zip(row, other)]) < 0.04


@given(st.integers(0, 50), st.integers(0, 11))
def test_an_answer_does_not_depend_on_the_samples_beside_it(seed, s):
    fast = nn.PackedNetwork(packable([3, 4, 2], nn.ReLU, nn.Softmax, seed))
    X, _ = problem(3, 2, nn.MSE(), seed=seed)
    assert fast.predict([X[s]])[0] == fast.predict(X)[s] == fast.predict(X[s])[0] == fast.predict(fast.batch(X))[s]


@given(st.integers(0, 20))
def test_packing_what_was_unpacked_changes_no_bit(seed):
    fast = nn.PackedNetwork(packable([3, 4, 2], nn.Tanh, nn.Softmax, seed))
    again = nn.PackedNetwork(fast.unpack())
    assert again.digest() == fast.digest()


def test_what_is_done_to_an_unpacked_scaler_changes_no_prediction():
    """A scaler that the network which came out of it shares."""
    fast = nn.PackedNetwork(nn.Network([nn.Scaler([0.5, 0.5], [2.0, 2.0]), nn.Dense(2, 1)]))
    before = fast.predict([[1.0, 2.0]])
    scaler = fast.unpack().layers[0]
    scaler.shift[0], scaler.scale[1] = 3.0, 4.0
    assert fast.predict([[1.0, 2.0]]) == before
    assert fast.unpack().layers[0].shift == [0.5, 0.5]


def test_unpack_draws_no_random_numbers():
    """Weights that are drawn only to be written over: everything drawn later is another number."""
    fast = nn.PackedNetwork(packable([2, 3, 1], nn.ReLU, nn.Sigmoid))
    before = list(nn.rng.resolve(None).state)
    assert fast.history is None
    assert fast.unpack().history is None
    assert nn.rng.resolve(None).state == before


@pytest.mark.parametrize("end, kind", [(nn.Softmax, "SoftmaxProbabilities"), (nn.Sigmoid, "SigmoidProbabilities"), (None, "list")])
def test_probabilities_know_what_they_are(end, kind):
    """Answers of a Sigmoid taken for those of a Softmax: a loss would go by the wrong logits."""
    fast = nn.PackedNetwork(packable([2, 3, 2], nn.Tanh, end))
    A = fast.predict([[1.0, -0.5]])
    assert type(A).__name__ == kind
    if end:
        assert A.unchanged()
        for a, b in zip(A[0], end().predict(A.logits)[0]):
            assert abs(a - b) < 1e-3


def test_dice_are_fair_in_the_mean():
    """Rounding that leans to one side would drag every weight along: a step of 0.3 units has to come true 3 times in 10."""
    net = packable([1, 1, 1], nn.ReLU, None)
    net.layers[0].weights, net.layers[2].weights = [[1.0]], [[1.0]]
    fast = nn.PackedNetwork(net, input_bits=0)
    X, Y = [[1.0]] * 4000, [[0.0]] * 4000
    before = fast.first.numbers()[0][0]
    rate = 1e-6
    fast.fit(X, Y, nn.MSE(), nn.SGD(rate), rng=nn.Random(1))
    z = net.predict([[1.0]])[0][0]
    expected = -rate * 2 * z * 4000 * 2**13
    assert 0.8 * expected > fast.first.numbers()[0][0] - before > 1.2 * expected


# It is used like a Network


@pytest.mark.long
def test_it_learns_xor_with_every_activation():
    X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    for activation, rate, epochs in ((nn.ReLU, 0.1, 400), (nn.LeakyReLU, 0.1, 400), (nn.Tanh, 0.2, 400), (nn.Sigmoid, 1.0, 800)):
        solved = 0
        for seed in range(3):
            fast = nn.PackedNetwork(packable([2, 8, 1], activation, nn.Sigmoid, seed))
            fast.fit(X, Y, nn.BCE(), nn.SGD(rate), epochs=epochs, rng=nn.Random(seed))
            solved += fast.evaluate(X, Y, nn.accuracy) == 1.0
        assert solved >= 2, activation


def test_it_learns_a_measurement():
    X = [[k / 16, 1 - k / 32] for k in range(-16, 17)]
    Y = [[0.5 * x - 0.25 * z + 0.125] for x, z in X]
    fast = nn.PackedNetwork(packable([2, 1], nn.ReLU, None), input_bits=6)
    history = fast.fit(X, Y, nn.MSE(), nn.SGD(0.1), epochs=30, rng=nn.Random(1))
    assert history.loss[-1] < 1e-4
    assert nn.r_squared(fast.predict(X), Y) > 0.999


def small(seed=1):
    return nn.PackedNetwork(packable([3, 4, 2], nn.ReLU, nn.Softmax, seed))


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    X, Y = problem(3, 2, nn.CrossEntropy())
    digests = []
    for seed in (1, 1, 2):
        fast = small()
        fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), epochs=2, rng=nn.Random(seed))
        digests.append(fast.digest())
    assert digests[0] == digests[1] != digests[2]


def test_the_digest_is_the_formula_and_sees_every_bit():
    fast = small()
    d = 0
    for layer in fast.dense_layers():
        for row in layer.numbers():
            for w in row:
                d = (d * 1000003 + w) % (2**61 - 1)
    assert fast.digest() == "x%x" % d
    before = fast.digest()
    fast.last.rows[0] += 1
    assert fast.digest() != before


def test_nothing_of_the_callers_changes():
    net = packable([3, 4, 2], nn.ReLU, nn.Softmax)
    weights = [values[:] for values in net.values()]
    X, Y = problem(3, 2, nn.CrossEntropy())
    copies = [row[:] for row in X], [row[:] for row in Y]
    fast = nn.PackedNetwork(net)
    fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.5), rng=nn.Random(1))
    assert copies == (X, Y)
    assert net.values() == weights
    assert fast.unpack().values() != weights


def test_history_metrics_validation_and_callbacks_are_there():
    """The same arguments as Network.fit, and the same numbers behind them."""
    X, Y = problem(3, 2, nn.CrossEntropy())
    seen = []

    class Watching(nn.Callback):
        def on_batch(self, training):
            seen.append((training.epoch, training.batch, training.samples_done, training.batch_loss))

    fast = small()
    history = fast.fit(
        X, Y, nn.CrossEntropy(), nn.SGD(nn.StepDecay(0.2, 1)), epochs=2, batch_size=5, validation=(X, Y),
        metrics=[nn.accuracy], callbacks=[Watching(), lambda training: seen.append(len(training.history))],
    )  # fmt: skip
    assert [entry[:3] for entry in seen if isinstance(entry, tuple)] == [(e, b, min(12, 5 * b)) for e in (1, 2) for b in (1, 2, 3)]
    losses = [entry[3] for entry in seen if isinstance(entry, tuple)]
    assert history.loss[0] == pytest.approx((5 * losses[0] + 5 * losses[1] + 2 * losses[2]) / 12)
    assert [entry for entry in seen if not isinstance(entry, tuple)] == [1, 2]
    assert history.validation_loss[-1] == pytest.approx(fast.evaluate(X, Y, nn.CrossEntropy()))
    assert history.metrics["validation_accuracy"][-1] == fast.evaluate(X, Y, nn.accuracy)
    assert fast.history is history
    assert fast.unpack().history is history


def test_a_callback_stops_training_between_batches():
    X, Y = problem(3, 2, nn.CrossEntropy())

    class Stop(nn.Callback):
        def on_batch(self, training):
            training.stop("enough")

    history = small().fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), epochs=5, callbacks=[Stop()])
    assert (len(history), history.stopped) == (1, "enough")


def test_early_stopping_brings_the_best_weights_back():
    """Rows that are put back beside columns that are not."""
    X, Y = problem(3, 2, nn.CrossEntropy())
    best = []
    fast = small()
    fast.fit(
        X, Y, nn.CrossEntropy(), nn.SGD(0.5), epochs=20, validation=(X, Y),
        callbacks=[nn.EarlyStopping(2), lambda training: best.append((training.history.validation_loss[-1], training.network.digest()))],
    )  # fmt: skip
    assert fast.digest() == min(best)[1]
    assert [fast.last.input_lanes.unpack(column) for column in fast.last.columns] == [list(c) for c in zip(*fast.last.numbers()[:-1])]


@pytest.mark.parametrize("end, loss, outputs", ENDS)
def test_the_loss_of_the_history_is_that_of_evaluate(end, loss, outputs):
    """With a rate of 0 nothing moves, and the mean over the epoch is the loss of the data."""
    X, Y = problem(3, outputs, loss)
    fast = nn.PackedNetwork(packable([3, 4, outputs], nn.Tanh, end))
    before = fast.digest()
    history = fast.fit(X, Y, loss, nn.SGD(0.0))
    assert fast.digest() == before
    assert history.loss[0] == pytest.approx(fast.evaluate(X, Y, loss), abs=1e-3)


def test_class_numbers_are_targets_too():
    X, Y = problem(3, 2, nn.CrossEntropy())
    fast, other = small(), small()
    fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), rng=nn.Random(1))
    other.fit(X, [row.index(1.0) for row in Y], nn.CrossEntropy(), nn.SGD(0.1), rng=nn.Random(1))
    assert fast.digest() == other.digest()


def test_a_scaler_at_the_start_is_kept():
    """Images as they are, with the Scaler that the command line puts before them."""
    layers = packable([3, 4, 2], nn.ReLU, nn.Softmax).layers
    fast = nn.PackedNetwork(nn.Network([nn.Scaler([0.0] * 3, [255.0] * 3), *layers], ["a", "b", "c"], ["no", "yes"], "sure"))
    plain = nn.PackedNetwork(nn.Network(layers), input_scale=1 / 255)
    X = [bytes([0, 255, 100]), bytes([7, 0, 30])]
    assert fast.predict(X) == plain.predict(X)
    unpacked = fast.unpack()
    assert (unpacked.layers[0].scale, unpacked.input_names) == ([255.0] * 3, ["a", "b", "c"])
    assert (unpacked.class_names, unpacked.target_name) == (["no", "yes"], "sure")
    assert unpacked.predict(X)[0] == pytest.approx(fast.predict(X)[0], abs=0.05)


def test_saving_and_loading_keeps_every_bit(tmp_path):
    X, Y = problem(3, 2, nn.CrossEntropy())
    net = packable([3, 4, 2], nn.LeakyReLU, nn.Softmax)
    fast = nn.PackedNetwork(nn.Network(net.layers, ["a", "b", "c"], ["no", "yes"], "sure", [1, 2, 3]), input_scale=0.5, input_bits=3)
    fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.3), rng=nn.Random(1))
    fast.save(tmp_path / "fast.json")
    nn.save(fast, tmp_path / "again.json")
    assert (tmp_path / "fast.json").read_text() == (tmp_path / "again.json").read_text()
    again = nn.load(tmp_path / "fast.json")
    assert isinstance(again, nn.PackedNetwork)
    assert (again.digest(), again.predict(X), repr(again)) == (fast.digest(), fast.predict(X), repr(fast))
    assert (again.input_names, again.class_names, again.target_name) == (["a", "b", "c"], ["no", "yes"], "sure")
    assert again.input_defaults == again.unpack().input_defaults == [1, 2, 3]


@pytest.mark.parametrize(
    "packing, message",
    [
        (7, "expected an object, but got 7 - at $.packed"),
        ({"input_bits": 99}, "input_bits should be a whole number from 0 to 6, but is 99 - at $.packed"),
        ({"input_scale": 0}, "input_scale should be above 0, but is 0 - at $.packed"),
        ({"speed": 2}, "- at $.packed"),
    ],
)
def test_a_file_with_another_packing_is_refused(tmp_path, packing, message):
    path = tmp_path / "fast.json"
    small().save(path)
    document = json.loads(path.read_text())
    document["packed"] = packing
    path.write_text(json.dumps(document))
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_summary_and_repr_say_what_it_is():
    fast = small()
    lines = fast.summary().split("\n")
    assert lines[:-1] == fast.unpack().summary().split("\n")
    assert lines[-1] == "packed: inputs in steps of 1/16"
    assert repr(fast) == "PackedNetwork(Network([Dense(3, 4), ReLU(), Dense(4, 2), Softmax()]), input_scale=1.0, input_bits=4)"
    assert (fast.inputs, fast.outputs, len(fast.layers)) == (3, 2, 4)
    assert fast([[1, 0, 1]]) == fast.predict([[1, 0, 1]])


def test_boards_without_itertools_operator_and_array_get_the_same(monkeypatch):
    """An import that only CPython has: on a board the module would not even load."""
    fast = small()
    X, _ = problem(3, 2, nn.MSE())
    expected = fast.predict(X)
    for module in ("itertools", "operator", "array"):
        monkeypatch.setitem(sys.modules, module, None)
    for module in (lanes, samples, packed_layers):
        spec = importlib.util.spec_from_file_location("purenn.bare_" + module.__name__[7:], module.__file__)
        bare = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(bare)
        assert getattr(bare, "array" if module is lanes else "compress") is None
    monkeypatch.setattr(packed_layers, "compress", None)
    assert fast.predict(X) == expected


# What it refuses


TAKEN = "a PackedNetwork takes Dense layers with ReLU, LeakyReLU, Sigmoid or Tanh between them, a Scaler at the start, Softmax or Sigmoid at the end; "


@pytest.mark.parametrize(
    "layers, named",
    [
        ([nn.Dense(2, 3), nn.Dropout(0.5), nn.Dense(3, 1)], "but here is layers[1] Dropout(0.5)"),
        ([nn.Dense(2, 3), nn.Dense(3, 1)], "but here is layers[1] Dense(3, 1)"),
        ([nn.Dense(2, 3), nn.ReLU(), nn.ReLU(), nn.Dense(3, 1)], "but here is layers[2] ReLU()"),
        ([nn.Dense(2, 3), nn.ReLU()], "but here is layers[1] ReLU()"),
        ([nn.Dense(2, 3), nn.Softmax(), nn.Dense(3, 1)], "but here is layers[1] Softmax()"),
        ([nn.ReLU(), nn.Dense(3, 1)], "but here is layers[0] ReLU()"),
        ([nn.Scaler([0.0], [1.0]), nn.Tanh(), nn.Dense(1, 1)], "but here is layers[1] Tanh()"),
        ([nn.Softmax()], "but there is no Dense layer"),
        ([nn.Scaler([0.0], [1.0])], "but there is no Dense layer"),
        ([nn.Scaler([0.0], [1.0]), nn.Sigmoid()], "but there is no Dense layer"),
        ([nn.Dense(2, 3), nn.ReLU(), nn.Sigmoid()], "but here is layers[1] ReLU()"),
    ],
)
def test_layers_without_a_packed_kind_are_named(layers, named):
    with pytest.raises(ValueError) as caught:
        nn.PackedNetwork(nn.Network(layers))
    assert str(caught.value) == TAKEN + named


def test_unpack_keeps_the_settings_of_activations():
    net = nn.Network([nn.Dense(2, 2), nn.LeakyReLU(0.25), nn.Dense(2, 1)])
    assert nn.PackedNetwork(net).unpack().layers[1].slope == 0.25


def test_names_are_copied():
    """A packed network whose names change with those of the network it was made of."""
    net = nn.Network([nn.Dense(2, 2)], ["a", "b"], ["no", "yes"])
    fast = nn.PackedNetwork(net)
    net.input_names[0] = net.class_names[0] = "other"
    assert (fast.input_names, fast.class_names) == (["a", "b"], ["no", "yes"])


def test_a_loss_of_ones_own_is_refused_whatever_its_name():
    mine = type("MSE", (nn.MSE,), {})
    with pytest.raises(ValueError, match="learns with MSE, but the loss is"):
        nn.PackedNetwork(packable([2, 1], nn.ReLU)).fit([[1, 2]], [[0.0]], mine(), nn.SGD(0.1))


@pytest.mark.parametrize("net", [None, 7, [nn.Dense(2, 1)], nn.Network])
def test_what_is_no_network_is_refused(net):
    with pytest.raises(ValueError) as caught:
        nn.PackedNetwork(net)
    assert str(caught.value) == "a PackedNetwork expects a Network to pack, but got %r" % (net,)


def test_a_layer_of_ones_own_is_refused():
    class Mine(nn.Dense):
        pass

    with pytest.raises(ValueError, match="but here is layers"):
        nn.PackedNetwork(nn.Network([Mine(2, 1)]))


@pytest.mark.parametrize(
    "optimizer, message",
    [
        (nn.Adam(), "a PackedNetwork learns with plain SGD, such as nn.SGD(0.01), but the optimizer is Adam(0.001)"),
        (nn.SGD(0.1, momentum=0.9), "a PackedNetwork learns with plain SGD, without momentum, but here it is 0.9"),
        (nn.SGD(0.1, weight_decay=0.1), "a PackedNetwork learns with plain SGD, without weight_decay, but here it is 0.1"),
        (nn.SGD(0.1, clip_value=1.0), "a PackedNetwork learns with plain SGD, without clip_value, but here it is 1.0"),
        (nn.SGD(0.1, clip_norm=1.0), "a PackedNetwork learns with plain SGD, without clip_norm, but here it is 1.0"),
    ],
)
def test_optimizers_other_than_plain_sgd_are_refused(optimizer, message):
    with pytest.raises(ValueError) as caught:
        small().fit([[1, 2, 3]], [1], nn.CrossEntropy(), optimizer)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "end, loss, outputs, message",
    [
        (nn.Softmax, nn.MSE(), 2, "a PackedNetwork that ends in Softmax learns with CrossEntropy, but the loss is MSE()"),
        (nn.Sigmoid, nn.Huber(), 2, "a PackedNetwork that ends in Sigmoid learns with BCE or MSE, but the loss is Huber(1.0)"),
        (None, nn.BCE(), 1, "a PackedNetwork that ends in a Dense layer learns with MSE, but the loss is BCE()"),
        (None, nn.SSE(), 1, "a PackedNetwork that ends in a Dense layer learns with MSE, but the loss is SSE()"),
        (
            nn.Softmax,
            nn.CrossEntropy(class_weights=[1, 20]),
            2,
            "a PackedNetwork that ends in Softmax learns with CrossEntropy, but the loss is CrossEntropy(class_weights=[1, 20])",
        ),
    ],
)
def test_losses_that_do_not_go_with_the_end_are_refused(end, loss, outputs, message):
    fast = nn.PackedNetwork(packable([2, 3, outputs], nn.ReLU, end))
    with pytest.raises(ValueError) as caught:
        fast.fit([[1, 2]], [[0.0] * outputs], loss, nn.SGD(0.1))
    assert str(caught.value) == message


def test_an_activation_has_to_say_what_it_does():
    activation = PackedActivation(Lanes(2), 21, "layers[1]")
    for method in (activation.levels, lambda numbers: activation.slopes(numbers, numbers)):
        with pytest.raises(NotImplementedError, match="PackedActivation should define"):
            method([1, 2])


@pytest.mark.parametrize("bits", [-1, 7, 1.5, None, True])
def test_input_bits_are_a_small_whole_number(bits):
    with pytest.raises(ValueError, match="input_bits should be a whole number from 0 to 6"):
        nn.PackedNetwork(packable([2, 1], nn.ReLU), input_bits=bits)


def test_inputs_that_all_vanish_are_told():
    """Pixels from 0 to 1 with the scale of bytes: nothing would be learnt, and nobody told."""
    fast = nn.PackedNetwork(packable([2, 1], nn.ReLU), input_scale=1 / 255)
    with pytest.raises(ValueError, match=r"all numbers of X round to 0 in steps of 1/16: is input_scale=0.0039"):
        fast.fit([[0.5, 1.0]], [[1.0]], nn.MSE(), nn.SGD(0.1))


def test_the_usual_slips_are_refused_as_by_network():
    for X, Y, extra, message in [
        ([[1, 2, 3]], [1, 0], {}, "X has 1 samples, but Y has 2 targets"),
        ([[1, 2, 3]], [5], {}, "class numbers of 2 classes go from 0 to 1"),
        ([[1, 2, 3]], [1], {"validation": 7}, "validation should be a pair"),
        ([[1, 2, 3]], [1], {"validation": ([[1, 2]], [1])}, "rows of 3 inputs, but the validation data's X.0. has 2"),
        ([[1, 2, 3]], [1], {"epochs": 0}, "epochs should be a whole number"),
        ([[1, 2, 3]], [1], {"rng": 7}, "rng should be a Random"),
    ]:
        with pytest.raises(ValueError, match=message):
            small().fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), **extra)


# No silent wrap, ever


def test_a_weight_that_outgrows_its_lane_stops_training_with_the_last_good_weights():
    """Weights driven out on purpose: the error comes before the lane overflows."""
    net = packable([2, 1], nn.ReLU, None)
    fast = nn.PackedNetwork(net)
    kept = []
    with pytest.raises(nn.TrainingError) as caught:
        fast.fit([[1.0, 1.0]], [[1.0]], nn.MSE(), nn.SGD(0.9), epochs=50, callbacks=[lambda t: kept.append(t.network.digest())])
    assert isinstance(caught.value, LaneError)
    assert "a weight of layers[0] Dense(2, 1) is outgrowing its lane, which has room up to" in str(caught.value)
    assert "the learning rate, 0.9, is probably too high. The network has the weights from before this epoch" in str(caught.value)
    assert str(caught.value).startswith("training stopped in epoch %d: " % (len(kept) + 1))
    assert fast.digest() == kept[-1]
    assert caught.value.history.loss == fast.history.loss
    assert len(kept) > 3


@given(st.sampled_from(ACTIVATIONS), st.sampled_from([1.0, 30.0, 1000.0]), st.integers(0, 30), st.integers(1, 3))
def test_however_hard_it_is_driven_no_lane_ever_wraps(activation, rate, seed, depth):
    """The law behind the bound: after every move, all weights are those of plain lists; or training has stopped."""
    loss = nn.MSE()
    fast = nn.PackedNetwork(packable([2] + [3] * depth + [1], activation, None, seed))
    plain = PlainNetwork(fast)
    X, Y = problem(2, 1, loss, n=4, seed=seed)
    assume(any(v for row in X for v in row))
    try:
        fast.fit(X, Y, loss, nn.SGD(rate), epochs=2, rng=nn.Random(seed))
    except nn.TrainingError as error:
        assert any(words in str(error) for words in ("is outgrowing its lane", "as far as the fast lane counts", "too large for the blame"))
        return
    plain.fit(levels_of(X, 4), Y, "MSE", [rate] * 2, 1, nn.Random(seed))
    assert [layer.numbers() for layer in fast.dense_layers()] == plain.weights


def test_the_columns_of_a_later_layer_have_their_limit_too():
    net = packable([1, 1, 1], nn.ReLU, None)
    net.layers[0].weights, net.layers[0].biases = [[4.0]], [1.0]
    fast = nn.PackedNetwork(net)
    with pytest.raises(nn.TrainingError, match=r"layers.2. Dense.1, 1. is outgrowing its lane, which has room up to 512"):
        fast.fit([[1.0]], [[900.0]], nn.MSE(), nn.SGD(0.5), epochs=9)


def test_weights_too_large_for_any_blame_end_in_a_sentence():
    """A loop that looks for ever for bits to drop: ten outputs with weights of 400 leave no room for a step of 1."""
    net = packable([1, 1, 10], nn.ReLU, None)
    net.layers[0].weights, net.layers[0].biases = [[1.0]], [0.0]
    net.layers[2].weights = [[400.0]] * 10
    with pytest.raises(nn.TrainingError, match=r"the steps or the weights of layers.2. Dense.1, 10. are too large for the blame to fit"):
        nn.PackedNetwork(net).fit([[1.0]], [[0.0] * 10], nn.MSE(), nn.SGD(0.1))


def test_an_activation_that_is_too_large_is_found():
    """The second hidden layer has lanes of 64 bits, wide enough for levels that a later lane could not take."""
    net = packable([1, 1, 1, 1], nn.ReLU, None)
    for layer, weight in zip(net.layers[::2], (100.0, 400.0, 1.0)):
        layer.weights, layer.biases = [[weight]], [0.0]
    with pytest.raises(LaneError, match=r"an output of layers.3. ReLU.. is beyond 1024, as far as the fast lane counts"):
        nn.PackedNetwork(net).predict([[1.0]])


def test_samples_too_large_for_the_proof_are_refused():
    fast = small()
    with pytest.raises(ValueError) as caught:
        fast.predict([[1, 2, 3], [1e6, 2e6, 3e6]])
    assert str(caught.value).startswith("X[1] is too large for the lanes of layers[0] Dense(3, 4): its numbers, as the network reads them, add up to 6e+06")
    with pytest.raises(ValueError, match=r"^in the validation data: X\[0\] is too large for the lanes"):
        fast.fit([[1, 2, 3]], [1], nn.CrossEntropy(), nn.SGD(0.1), validation=([[1e6, 2e6, 3e6]], [1]))
    for call in (lambda: fast.predict([[1e308, 0, 0]]), lambda: fast.fit([[1e308, 0, 0]], [1], nn.CrossEntropy(), nn.SGD(0.1))):
        with pytest.raises(ValueError, match=r"^1e\+308 is too large for a whole number with 4 bits after the point$"):
            call()


@pytest.mark.parametrize("bits, weight", [(0, 60000.0), (1, 15000.0), (3, 700.0)])
def test_levels_that_are_too_large_for_the_next_layer_are_refused(bits, weight):
    """Sums that wrap: where the inputs have few bits, the levels of the first ReLU have room for more than the next lanes."""
    net = nn.Network([nn.Dense(1, 400), nn.ReLU(), nn.Dense(400, 2)])
    for row in net.layers[0].weights:
        row[0] = weight
    fast = nn.PackedNetwork(net, input_bits=bits)
    with pytest.raises(LaneError, match=r"^an output of layers\[1\] ReLU\(\) is beyond 1024, as far as the fast lane counts$"):
        fast.predict([[2.0]])
    assert fast.predict([[0.0]]) == net.predict([[0.0]])


def test_every_sample_is_proven_to_have_room_and_bytes_all_at_once(monkeypatch):
    """A row of bytes let in unproven, or each of them proven anew; the level of the bias left out of the sum; the wrong row blamed."""
    fast = nn.PackedNetwork(packable([2, 3], nn.ReLU))
    asked = []
    monkeypatch.setattr(fast.first, "make_room", lambda heaviest, name: asked.append((heaviest, name)))
    for room, proofs in ((2 * 4080 + 16, 1), (2 * 4080 + 15, 3)):
        monkeypatch.setattr(fast.first, "room", lambda room=room: room)
        fast.predict([bytes([1, 2]), [1.0, -2.0], bytes([255, 255])])
        assert [one for one in asked if one[1] == "X[1]"] == [(16 + 32 + 16, "X[1]")]
        assert len(asked) == proofs
        asked.clear()
    fast.predict(fast.batch([[0.0, 1.0], [3.0, -4.0]]))
    assert asked == [(7 * 16 + 16, "X[1]")]
    with pytest.raises(ValueError, match=r"^X\[1\]\[0\] is nan; every number has to be finite$"):
        fast.predict([[0.0, 1.0], [float("nan"), 1.0]])


def test_bytes_behind_a_scaler_of_many_columns_are_proven_too():
    """No table for them, and so no proof: sums that wrap without a word."""
    fast = nn.PackedNetwork(nn.Network([nn.Scaler([0.0, 1.0], [1e-7, 1e-7]), nn.Dense(2, 2)]))
    with pytest.raises(ValueError, match=r"^X\[0\] is too large for the lanes of layers\[1\] Dense\(2, 2\)"):
        fast.predict([bytes([255, 255])])


def test_a_weight_that_fits_no_lane_is_refused():
    net = packable([2, 1], nn.ReLU)
    net.layers[0].weights = [[1.0, 1e9]]
    with pytest.raises(ValueError) as caught:
        nn.PackedNetwork(net)
    assert str(caught.value) == "layers[0] Dense(2, 1) cannot be packed: its weights have to be between -8192 and 8192, but one of input 1 is not"


@given(st.integers(0, 100))
def test_the_sums_of_the_first_layer_fit_whenever_there_is_room(seed):
    """The proof itself: heaviest * bound stays within the lane, for weights and inputs as large as are let in."""
    rng = nn.Random(seed)
    net = packable([4, 3], nn.ReLU)
    net.layers[0].weights = [[rng.uniform(-8, 8) for _ in range(4)] for _ in range(3)]
    fast = nn.PackedNetwork(net)
    X = [[rng.uniform(-40, 40) for _ in range(4)]]
    samples = fast.batch(X)
    try:
        fast.first.make_room(samples.heaviest, "X[0]")
    except ValueError:
        assume(False)
    levels = [*levels_of(X, 4)[0], 16]
    expected = [sum(x * w for x, w in zip(levels, column)) for column in zip(*fast.first.numbers())]
    assert Lanes(3).unpack(fast.first.grouped_sums(samples[0])) == expected == Lanes(3).unpack(fast.first.sums(levels[:-1]))
