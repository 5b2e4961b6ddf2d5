"""The training loop of the fast lane: what it reports, and what it refuses before it moves a weight."""

import pytest
from lane_strategies import packable
from strategies import assert_near

import purenn as nn
from purenn.packed_layers import WEIGHT_LIMIT

X = [[1.0, 0.0, -0.5], [0.0, 2.0, 1.0], [0.5, 0.5, 0.0], [-1.0, 1.0, 1.5], [2.0, 0.0, 1.0]]
CASES = [(nn.Softmax, nn.CrossEntropy(), 3, [0, 2, 1, 0, 1]), (nn.Sigmoid, nn.BCE(), 1, [1, 0, 1, 1, 0]), (None, nn.MSE(), 1, [0.5, -1.0, 2.0, 0.0, 1.0])]


@pytest.mark.parametrize("end, loss, outputs, Y", CASES, ids=[repr(case[1]) for case in CASES])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_loss_and_metrics_of_an_epoch_are_those_of_the_data(end, loss, outputs, Y, size):
    """The loss of the last sample of a batch for that of the batch; outputs that are counted in another unit."""
    fast = nn.PackedNetwork(packable([3, 4, outputs], nn.Tanh, end))
    before = fast.digest()
    history = fast.fit(X, Y, loss, nn.SGD(0.0), batch_size=size, metrics=[loss])
    assert fast.digest() == before
    assert_near(history.loss[0], fast.evaluate(X, Y, loss), 1e-4, 1e-4)
    assert_near(history.metrics[next(iter(history.metrics))][0], fast.evaluate(X, Y, loss), 1e-4, 1e-4)


class Note(nn.Callback):
    """Write down the loss of every batch, and stop after so many."""

    def __init__(self, most=99):
        self.losses, self.most = [], most

    def on_batch(self, training):
        self.losses.append(training.batch_loss)
        if len(self.losses) == self.most:
            training.stop("enough")


def test_the_order_is_that_of_the_data_if_told_so():
    """shuffle=False that is taken for True, which no sum over an epoch shows."""
    Y = [0.5, -1.0, 2.0, 0.0, 1.0]
    orders = []
    for shuffle in (False, True):
        fast, note = nn.PackedNetwork(packable([3, 4, 1], nn.Tanh)), Note()
        fast.fit(X, Y, nn.MSE(), nn.SGD(0.0), shuffle=shuffle, callbacks=[note], rng=nn.Random(1))
        orders.append(note.losses)
    assert_near(orders[0], [fast.evaluate([x], [y], nn.MSE()) for x, y in zip(X, Y)], 1e-4, 1e-4)
    assert sorted(orders[1]) == sorted(orders[0])
    assert orders[1] != orders[0]


def test_the_loss_of_an_epoch_that_was_stopped_is_that_of_what_was_done():
    """Divided by all samples, although some were left out."""
    note = Note(2)
    history = nn.PackedNetwork(packable([3, 4, 1], nn.Tanh)).fit(X, [0.5, -1.0, 2.0, 0.0, 1.0], nn.MSE(), nn.SGD(0.01), callbacks=[note])
    assert len(note.losses) == 2
    assert_near(history.loss, [sum(note.losses) / 2])


@pytest.mark.parametrize("held_out", [([[1e6, 0.0, 0.0]], [0]), [[[1e6, 0.0, 0.0]], [0]]], ids=["tuple", "list"])
def test_validation_data_too_large_for_the_lanes_is_refused_before_anything_moves(held_out):
    """A whole epoch trained before the error comes."""
    fast = nn.PackedNetwork(packable([3, 4, 2], nn.ReLU, nn.Softmax))
    before = fast.digest()
    with pytest.raises(ValueError, match=r"^in the validation data: X\[0\] is too large for the lanes of layers\[0\] Dense\(3, 4\)"):
        fast.fit(X, [0, 1, 1, 0, 1], nn.CrossEntropy(), nn.SGD(0.1), validation=held_out)
    assert fast.digest() == before


def test_a_training_that_was_interrupted_can_go_on():
    """Weights that stand twice, and differ for ever after a ctrl-C between the two: blame that is wrong without a word."""
    fast, other = [nn.PackedNetwork(packable([3, 4, 2], nn.ReLU, nn.Softmax)) for _ in range(2)]
    _, layer = fast.stages[0]
    layer.columns[1] += 5  # as where only one of the two was moved
    for net in (fast, other):
        net.fit(X, [0, 1, 1, 0, 1], nn.CrossEntropy(), nn.SGD(0.1), epochs=2, rng=nn.Random(1))
    assert fast.digest() == other.digest()
    assert layer.columns == other.stages[0][1].columns


def test_the_weights_have_room_for_the_validation_data_too():
    """A limit that goes by the samples trained on: weights grow until the validation data overflows."""
    fast = nn.PackedNetwork(packable([3, 4, 2], nn.ReLU, nn.Softmax))
    fast.fit(X, [0, 1, 1, 0, 1], nn.CrossEntropy(), nn.SGD(0.1), validation=([[100.0, 50.0, 0.0]], [0]))
    assert fast.first.limit == min(WEIGHT_LIMIT, (2**31 - 1) // ((100 + 50 + 1) * 16))


def test_weights_that_leave_no_room_end_the_epoch_and_not_the_validation():
    """Nobody looks after the epoch: the validation data is called too large, and the weights that are to blame stay."""
    X, Y = [[1024.0] * 1024], [[1.0]]
    fast = nn.PackedNetwork(nn.Network([nn.Dense(1024, 1, init="zeros")]), input_bits=0)
    with pytest.raises(nn.TrainingError, match=r"a weight of layers\[0\] Dense\(1024, 1\) is outgrowing its lane"):
        fast.fit(X, Y, nn.MSE(), nn.SGD(2.0**-14), validation=(X, Y))  # one step of 1 unit: all weights are 1024, and the limit is 2047
    assert fast.first.limit == 2047
    assert fast.predict(X) == [[0.0]]


def test_the_question_for_inputs_that_all_vanish():
    fast = nn.PackedNetwork(packable([3, 1], nn.ReLU), input_scale=0.0625)
    with pytest.raises(ValueError) as caught:
        fast.fit([[0.1, 0.2, 0.3]], [[1.0]], nn.MSE(), nn.SGD(0.1))
    assert str(caught.value) == "all numbers of X round to 0 in steps of 1/16: is input_scale=0.0625 what they need?"


def rows_and_columns(fast):
    """Return a copy of all weights, as they stand there."""
    return [layer.rows[:] for layer in fast.dense_layers()] + [layer.columns[:] for _, layer in fast.stages]


class Keep(nn.Callback):
    def on_start(self, training):
        self.kept = [rows_and_columns(training.network)]

    def on_batch(self, training):
        self.kept.append(rows_and_columns(training.network))


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("kind, rate", [(nn.ReLU, 1), (nn.Tanh, 1), (nn.Tanh, 0.3)])
def test_a_batch_of_a_stream_that_cannot_move_one_weight_moves_none(size, kind, rate):
    """The last layer moved, and the first had no room: weights that no batch has ever led to. An error without its history."""
    fast = nn.PackedNetwork(packable([2, 4, 2], kind, nn.Softmax))
    X, keep = [[30, 30], [-30, 30], [30, -10]], Keep()
    with pytest.raises(nn.TrainingError) as caught:
        fast.fit_stream(((X[s % 3], s % 2) for s in range(5000)), nn.CrossEntropy(), nn.SGD(rate), batch_size=size, callbacks=[keep])
    done = (len(keep.kept) - 1) * size
    assert str(caught.value).startswith("training stopped after %d samples: a weight of layers[0] Dense(2, 4) is outgrowing its lane" % done)
    assert str(caught.value).endswith(" is probably too high. The network has the weights that it had then")
    assert rows_and_columns(fast) == keep.kept[-1]
    assert caught.value.history is fast.history
    assert len(fast.predict(X)) == 3


@pytest.mark.parametrize("end, loss, outputs, Y", CASES, ids=[repr(case[1]) for case in CASES])
def test_a_rate_too_small_to_move_anything_is_refused(end, loss, outputs, Y):
    """Epoch after epoch with the same loss: a rate that is rounded to 0 on its way into fixed point."""
    fast = nn.PackedNetwork(packable([3, 4, outputs], nn.Tanh, end))
    smallest = len(X) * 2.0**-25 / fast.end.factor(type(loss).__name__, outputs)
    trainings = [
        lambda optimizer: fast.fit(X, Y, loss, optimizer, batch_size=None),
        lambda optimizer: fast.fit(X, Y, loss, optimizer, batch_size=9),
        lambda optimizer: fast.fit_stream(zip(X, Y), loss, optimizer, batch_size=5),
    ]
    before = fast.digest()
    for train in trainings:
        with pytest.raises(ValueError, match=r"steps of 1/2\*\*24, where .* / 5 is nothing, so that no weight would move: take a higher rate"):
            train(nn.SGD(0.99 * smallest))
    assert fast.digest() == before
    for train in trainings:
        assert len(train(nn.SGD(1.01 * smallest))) == 1


def test_a_rate_of_0_and_a_schedule_that_ends_near_0_are_taken():
    """An error in the last epoch of a cosine, or for a network that is only to be measured."""
    fast = nn.PackedNetwork(packable([3, 4, 2], nn.Tanh, nn.Softmax))
    assert len(fast.fit(X, [0, 1, 1, 0, 1], nn.CrossEntropy(), nn.SGD(nn.StepDecay(0.1, 1, 1e-9)), epochs=3)) == 3
    assert len(fast.fit(X, [0, 1, 1, 0, 1], nn.CrossEntropy(), nn.SGD(0), epochs=3)) == 3
