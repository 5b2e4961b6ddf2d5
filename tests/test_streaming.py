"""Streams and plans: learning from samples as they come, and a training that would not end well does not begin."""

import importlib.util
import math
import sys

import boards
import chapters
import pytest
from hypothesis import given
from hypothesis import strategies as st

import purenn as nn
from purenn import memory, streaming

ANY_HEAP = """
import gc
import purenn as nn
nn.streaming, nn.losses, nn.optimizers, nn.activations, nn.network
rng = nn.Random(1)
def samples():
    for _ in range(6):
        k = rng.randint(0, 3)
        yield [rng.normal(k == i %% 4) for i in range(16)], k
net = nn.Network([nn.Dense(16, %d, rng=rng), nn.Tanh(), nn.Dense(%d, 4, rng=rng), nn.Softmax()])
loss, optimizer = nn.CrossEntropy(), nn.%s
print("begin")
try:
    print("trained" if net.fit_stream(samples(), loss, optimizer, batch_size=%d).loss[0] > 0 else "wrong")
except MemoryError as error:
    print("refused" if "bytes more, gaps included, but only" in str(error) else "died: %%s" %% error)
"""

MEASURED = """
import gc
import purenn as nn
rng = nn.Random(1)
net = nn.Network([nn.Dense(20, 30, rng=rng), nn.Tanh(), nn.Dense(30, 5, rng=rng), nn.Softmax()])
optimizer, loss = nn.Adam(0.01), nn.CrossEntropy()
X, Y = [[rng.normal() for _ in range(20)]], [1]
def taken(make):
    gc.collect()
    before = gc.mem_alloc()
    kept = make()
    gc.collect()
    return gc.mem_alloc() - before
def step():
    net.backward(loss.gradient(net.forward(X), Y))
    optimizer.step(net.parameters())
plan, _ = nn.memory_plan(net, optimizer), net.parameters()
weights = taken(lambda: [[0.5 + w for w in values] for values, _ in net.parameters()])
step()
print(plan.weights / weights, plan.state / taken(lambda: [[[v + 0.5 for v in m] for m in entry[1]] for entry in optimizer._memory.values()]))
"""

ALIVE = """
import gc
import purenn as nn
def alive(kind, end, loss, sizes, batch):
    rng, layers = nn.Random(1), []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, rng=rng), kind()]
    layers[-1] = end()
    net = nn.Network(layers)
    X, Y = [[rng.normal() for _ in range(sizes[0])] for _ in range(batch)], [[float(k == 0) for k in range(sizes[-1])] for _ in range(batch)]
    net.backward(loss.gradient(net.forward(X), Y))
    for layer in net.layers:
        layer._columns = layer._slopes = layer._outputs = None
    gc.collect()
    before, most = gc.mem_alloc(), 0
    d = net.forward([[v + 0.5 for v in x] for x in X])
    gc.collect()
    most = gc.mem_alloc() - before
    d = loss.gradient(d, Y)
    for layer in reversed(net.layers):
        d = layer.backward(d)
        gc.collect()
        most = max(most, gc.mem_alloc() - before)
    plan, costs = nn.memory_plan(net, None, batch), nn.memory.Costs()
    largest = max([sum([costs.row(n) for n in layer.parameter_sizes()]) for layer in net.layers])
    return most / (plan.working - largest)
for batch in (1, 8):
    for sizes in ((20, 30, 5), (10, 100), (8, 8, 8, 8)):
        print(alive(nn.Tanh, nn.Softmax, nn.CrossEntropy(), sizes, batch), alive(nn.Sigmoid, nn.Sigmoid, nn.BCE(), sizes, batch))
"""


def blobs(n, seed=1):
    """Yield points of two classes, one by one."""
    rng = nn.Random(seed)
    for _ in range(n):
        k = rng.randint(0, 1)
        yield [rng.normal(2 * k), rng.normal(-k)], k


def network(rng, end=nn.Softmax, outputs=2):
    return nn.Network([nn.Dense(2, 6, rng=rng), nn.Tanh(), nn.Dense(6, outputs, rng=rng), end()])


# Streams


@given(st.integers(1, 12), st.integers(1, 5), st.sampled_from([nn.SGD, nn.Adam]))
def test_a_stream_teaches_what_fit_teaches(n, size, optimizer):
    """A sample that is left out, a last batch that is lost, a mean of means of unequal batches."""
    samples = list(blobs(n))
    first, second = network(nn.Random(3)), network(nn.Random(3))
    X, Y = [x for x, _ in samples], [y for _, y in samples]
    expected = first.fit(X, Y, nn.CrossEntropy(), optimizer(0.1), batch_size=size, shuffle=False)
    history = second.fit_stream(iter(samples), nn.CrossEntropy(), optimizer(0.1), batch_size=size)
    assert history.loss == expected.loss
    assert second.values() == first.values()
    assert second.history is history


def test_a_sum_stays_a_sum():
    """A plain sum of squares divided by the number of samples."""
    samples = [([1.0, 2.0], [k]) for k in range(5)]
    nets = [network(nn.Random(3), nn.Identity, 1) for _ in range(2)]
    expected = nets[0].fit([x for x, _ in samples], [y for _, y in samples], nn.SSE(), nn.SGD(0.01), batch_size=2, shuffle=False)
    assert nets[1].fit_stream(samples, nn.SSE(), nn.SGD(0.01), batch_size=2).loss == expected.loss


def test_the_fast_lane_learns_the_same_bits_from_a_stream():
    """Other dice, or a proof of room that lags behind a heavier sample."""
    samples = [(x, y) for x, y in blobs(40)]
    X, Y = [x for x, _ in samples], [y for _, y in samples]
    nets = [nn.PackedNetwork(nn.Network([nn.Dense(2, 6, rng=nn.Random(3)), nn.ReLU(), nn.Dense(6, 2, rng=nn.Random(4)), nn.Softmax()])) for _ in range(2)]
    expected = nets[0].fit(X, Y, nn.CrossEntropy(), nn.SGD(0.05), shuffle=False, rng=nn.Random(5))
    history = nets[1].fit_stream(samples, nn.CrossEntropy(), nn.SGD(0.05), rng=nn.Random(5))
    assert nets[1].digest() == nets[0].digest()
    assert history.loss == pytest.approx(expected.loss)


def test_the_fast_lane_refuses_a_sample_that_its_lanes_have_no_room_for():
    """A lane that overflows unseen, because only the first sample of a stream was looked at."""
    fast = nn.PackedNetwork(nn.Network([nn.Dense(1, 1, init=lambda *_: [[4.0]])]))
    with pytest.raises(ValueError, match=r"X\[2\] is too large for the lanes"):
        fast.fit_stream([([0.1], [0.1]), ([0.2], [0.1]), ([1e6], [0.1])], nn.MSE(), nn.SGD(0.01))
    with pytest.raises(nn.TrainingError, match=r"training stopped after [0-9]+ samples: .*learning rate"):
        fast.fit_stream((([1.0], [-30.0]) for _ in range(5000)), nn.MSE(), nn.SGD(0.9))


def test_a_stream_is_gone_through_once_and_one_sample_at_a_time():
    """A list made of the whole stream: memory that a board does not have."""
    taken, steps = [], []

    def stream():
        for k, sample in enumerate(blobs(6), 1):
            taken.append(k)
            yield sample

    class Look(nn.Callback):
        def on_batch(self, training):
            steps.append((len(taken), training.samples_done, training.batch))

    network(nn.Random(1)).fit_stream(stream(), nn.CrossEntropy(), nn.SGD(0.1), batch_size=2, callbacks=[Look()])
    assert steps == [(2, 2, 1), (4, 4, 2), (6, 6, 3)]


class AtLeastThree(nn.Identity):
    smallest_batch = 3


@pytest.mark.parametrize(
    "layer, n, size, expected",
    [
        (nn.BatchNorm, 25, 8, [(9 + 1, 8), (17 + 1, 16), (25, 25)]),  # 25 are 3 times 8 and 1
        (nn.BatchNorm, 26, 8, [(10, 8), (18, 16), (26, 24), (26, 26)]),
        (nn.BatchNorm, 24, 8, [(10, 8), (18, 16), (24, 24)]),
        (nn.BatchNorm, 3, 2, [(3, 3)]),
        (nn.BatchNorm, 2, 8, [(2, 2)]),
        (lambda _: AtLeastThree(), 11, 3, [(6, 3), (9, 6), (11, 11)]),
        (lambda _: nn.Tanh(), 5, 2, [(2, 2), (4, 4), (5, 5)]),
    ],
)
def test_a_rest_too_small_for_a_layer_is_learnt_with_the_batch_before(layer, n, size, expected):
    """A stream that is learnt nearly to its end, and then a ValueError; a sample that nobody learns from."""
    taken, steps, targets = [], [], []

    def stream():
        for k, sample in enumerate(blobs(n), 1):
            taken.append(k)
            targets.append(sample)
            yield sample

    class Look(nn.Callback):
        def on_batch(self, training):
            steps.append((len(taken), training.samples_done))

    rng = nn.Random(1)
    net = nn.Network([nn.Dense(2, 3, rng=rng), layer(3), nn.Dense(3, 2, rng=rng), nn.Softmax()])
    loss = net.fit_stream(stream(), nn.CrossEntropy(), nn.SGD(0.0), batch_size=size, callbacks=[Look()]).loss
    assert steps == expected
    if not isinstance(net.layers[1], nn.BatchNorm):
        assert loss == [pytest.approx(net.evaluate([x for x, _ in targets], [y for _, y in targets], nn.CrossEntropy()))]


def test_batches_that_are_all_too_small_are_refused_before_the_stream_begins():
    """A first sample that is asked for and lost."""
    net = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3), nn.Dense(3, 2), nn.Softmax()])
    stream = iter(list(blobs(5)))
    with pytest.raises(ValueError, match=r"^Network\(.*BatchNorm\(3\).*\) learns from batches of at least 2 samples, but batch_size is 1"):
        net.fit_stream(stream, nn.CrossEntropy(), nn.SGD(0.1))
    assert len(list(stream)) == 5


def test_the_plan_of_a_stream_counts_the_samples_that_wait():
    """Memory for 8 samples, of a training that takes 9 at once."""
    net, optimizer = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3), nn.Dense(3, 2), nn.Softmax()]), nn.SGD(0.1)
    more = [int(nn.memory_plan(net, optimizer, size).more * memory.ROOM) for size in (8, 9)]
    with pytest.raises(MemoryError, match="takes %d bytes more" % more[1]):
        net.fit_stream(blobs(25), nn.CrossEntropy(), optimizer, batch_size=8, memory=more[0])


def test_a_bad_sample_among_those_that_wait_has_its_number():
    """The number of the sample that was asked for last."""
    net = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3), nn.Dense(3, 2), nn.Softmax()])
    samples = list(blobs(9))
    samples[7] = ([1.0, math.nan], 0)
    with pytest.raises(ValueError, match=r"samples 7 to 9 of the stream: X\[1\]\[1\] is nan"):
        net.fit_stream(samples, nn.CrossEntropy(), nn.SGD(0.1), batch_size=2)


def test_callbacks_are_called_and_can_stop_a_stream():
    """A callback that is never asked; a stream that nothing ends but its own end."""
    seen = []

    class Watch(nn.Callback):
        def on_start(self, training):
            seen.append("start")

        def on_batch(self, training):
            if training.samples_done == 9:
                training.stop("enough")

        def on_epoch(self, training):
            seen.append(len(training.history.loss))

        def on_end(self, training):
            seen.append("end")

    long = (([1.0, 2.0], 1) for _ in range(50))
    optimizer = nn.SGD(0.1)
    history = network(nn.Random(1)).fit_stream(long, nn.CrossEntropy(), optimizer, callbacks=[Watch(), lambda training: seen.append("function")])
    assert seen == ["start", 1, "function", "end"]
    assert history.stopped == "enough"
    assert optimizer.epoch == 1
    assert len(list(long)) == 50 - 9


@given(st.integers(1, 7), st.integers(1, 4))
def test_callbacks_of_a_stream_see_what_those_of_fit_see(n, size):
    """An epoch 0; the loss of the batch before, or none; on_end of one callback before on_epoch of another; a reason to stop that is lost."""

    class Note(nn.Callback):
        def note(self, what, training):
            seen[-1].append((what, training.epoch, training.batch, training.samples_done, training.batch_loss, len(training.history), training.optimizer.epoch))

        on_start, on_batch, on_epoch, on_end = [
            lambda self, training, what=what: self.note(what, training) for what in ("start", "batch", "epoch", "end")
        ]

    samples, seen, reasons = list(blobs(n)), [], []
    for stream in (False, True):
        seen.append([])
        net, callbacks = network(nn.Random(3)), [Note(), lambda training: training.stop("last"), Note()]
        if stream:
            history = net.fit_stream(samples, nn.CrossEntropy(), nn.SGD(0.1), batch_size=size, callbacks=callbacks)
        else:
            X, Y = [x for x, _ in samples], [y for _, y in samples]
            history = net.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), batch_size=size, shuffle=False, callbacks=callbacks)
        reasons.append(history.stopped)
    assert seen[1] == seen[0]
    assert reasons == ["last", "last"]


@pytest.mark.parametrize(
    "samples, words",
    [
        ([], "samples should be pairs"),
        ([3], r"sample 1 of the stream should be a pair \(x, y\), x a list of numbers, but is 3"),
        ([([1, 2], 0), ([1, 2],)], "sample 2 of the stream should be a pair"),
        ([(1, 2)], "sample 1 of the stream should be a pair"),
        ([([1, 2], 0), ([1], 0)], "sample 2 of the stream: the network expects rows of 2 inputs"),
        ([([1, 2], 0), ([1, math.nan], 0)], r"sample 2 of the stream: X\[0\]\[1\] is nan"),
        ([([1, 2], 7)], "sample 1 of the stream: class numbers of 2 classes go from 0 to 1"),
    ],
)
def test_what_is_no_sample_is_refused_with_its_number(samples, words):
    """A stream of a sensor that hiccups once: which sample was it."""
    with pytest.raises(ValueError, match=words):
        network(nn.Random(1)).fit_stream(samples, nn.CrossEntropy(), nn.SGD(0.1))
    with pytest.raises(ValueError, match=r"samples 1 to 2 of the stream: "):
        network(nn.Random(1)).fit_stream([([1, 2], 0), ([1, math.inf], 0)], nn.CrossEntropy(), nn.SGD(0.1), batch_size=2)


def test_the_second_batch_is_refused_with_its_own_numbers():
    """Every batch said to begin at sample 1; the last, smaller one counted like the others."""
    good = ([1, 2], 0)
    with pytest.raises(ValueError, match=r"^samples 3 to 4 of the stream: X\[0\]\[1\] is nan"):
        network(nn.Random(1)).fit_stream([good, good, ([1, math.nan], 0), good], nn.CrossEntropy(), nn.SGD(0.1), batch_size=2)
    with pytest.raises(ValueError, match=r"^samples 4 to 5 of the stream: X\[1\]\[1\] is nan"):
        network(nn.Random(1)).fit_stream([good] * 4 + [([1, math.nan], 0)], nn.CrossEntropy(), nn.SGD(0.1), batch_size=3)


@pytest.mark.parametrize("samples, words", [(blobs, "but is <function blobs .*>: call it$"), (5, "but is 5$"), (None, "but is None$")])
def test_what_is_no_stream_is_refused_in_words(samples, words):
    """TypeError: 'function' object is not iterable, for a generator that nobody has called."""

    class Never(nn.Callback):
        def on_start(self, training):
            raise AssertionError("it has begun")

    for net in (network(nn.Random(1)), nn.PackedNetwork(network(nn.Random(1)))):
        with pytest.raises(ValueError, match=r"samples should be pairs \(x, y\), as a generator gives them, " + words):
            net.fit_stream(samples, nn.CrossEntropy(), nn.SGD(0.1), callbacks=[Never()])


@pytest.mark.parametrize("rate, x", [(1e200, 1.0), (1e308, 1e10), (0.1, 1e200)])
def test_divergence_leaves_finite_weights(rate, x):
    """A net that answers nan for ever after one bad sample, and no copy to go back to."""
    net, seen = nn.Network([nn.Dense(1, 2, rng=nn.Random(1)), nn.LeakyReLU(), nn.Dense(2, 1, rng=nn.Random(2))]), []

    class Watch(nn.Callback):
        def on_start(self, training):
            seen.append(training)

    with pytest.raises(nn.TrainingError, match=r"training stopped after [0-9]+ samples: .*The network has the weights from before this batch") as caught:
        net.fit_stream((([x], [1.0]) for _ in range(50)), nn.MSE(), nn.SGD(rate), callbacks=[Watch()])
    assert all([math.isfinite(v) for values in net.values() for v in values])
    assert caught.value.history is net.history
    assert seen[0].error is caught.value


@pytest.mark.parametrize("x, y", [(1e200, 1.0), (1.0, 1e200)], ids=["of the running variance", "of the loss"])
def test_divergence_leaves_the_running_means_of_before(x, y):
    """A running variance that one bad sample made infinite: nobody is told, and whatever comes, the answer is the same for ever."""
    nets = [nn.Network([nn.Dense(1, 2, rng=nn.Random(1)), nn.BatchNorm(2), nn.Tanh(), nn.Dense(2, 1, rng=nn.Random(2))]) for _ in range(2)]
    good = [([k / 4], [0.5]) for k in range(4)]
    nets[0].fit_stream(good, nn.MSE(), nn.SGD(0.1), batch_size=2)
    with pytest.raises(nn.TrainingError, match="training stopped after 4 samples: "):
        nets[1].fit_stream([*good, ([x], [y]), ([-x], [y])], nn.MSE(), nn.SGD(0.1), batch_size=2)
    assert nets[1].values() == nets[0].values()


def test_a_power_that_overflows_is_a_divergence_too():
    """OverflowError from the middle of an activation."""

    class Cube(nn.Activation):
        def function(self, z):
            return z**3

        def derivative(self, z):
            return 3 * z**2

    net = nn.Network([nn.Dense(1, 1, init=lambda *_: [[1.0]]), Cube()])
    with pytest.raises(nn.TrainingError, match="training stopped after 1 samples"):
        net.fit_stream([([1.0], [1.0]), ([1e150], [1.0])], nn.MSE(), nn.SGD(0.001))


# Plans


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4))
def test_a_plan_grows_with_what_it_plans(inputs, hidden, size):
    """A layer or an optimizer that a plan forgets."""
    net = nn.Network([nn.Dense(inputs, hidden), nn.Tanh(), nn.Dense(hidden, 2)])
    plans = [nn.memory_plan(net, optimizer, size) for optimizer in (nn.SGD(0.1), nn.SGD(0.1, momentum=0.9), nn.Adam(0.1))]
    assert [plan.state for plan in plans] == [k * plans[0].weights for k in (0, 1, 2)]
    for plan in plans:
        assert plan.gradients == plan.weights
        assert plan.total == plan.weights + plan.gradients + plan.state + plan.working
        assert plan.more == plan.total - plan.weights
        assert nn.memory_plan(net, None, size + 1).working > plans[0].working
    wider = nn.Network([nn.Dense(inputs, hidden + 1), nn.Tanh(), nn.Dense(hidden + 1, 2)])
    assert nn.memory_plan(wider).weights > plans[0].weights


@pytest.mark.parametrize("end", [nn.Sigmoid, nn.Softmax])
def test_a_plan_counts_what_comes_with_probabilities(end):
    """Logits and a gradient before the activation: more than the plan, where the last layer is the largest."""
    plans = [nn.memory_plan(network(nn.Random(1), kind, 7), batch_size=3) for kind in (nn.Identity, end)]
    assert plans[1].working - plans[0].working == int(3 * 2 * memory.Costs().row(7))


def test_a_plan_makes_nothing_and_counts_once_what_is_there():
    """Gradients that are made by asking how large they would be; a second training that is refused for what the first one made."""
    net, optimizer = network(nn.Random(1)), nn.Adam(0.1)
    before = nn.memory_plan(net, optimizer)
    assert net.layers[0]._d_weights is None
    net.fit_stream(blobs(2), nn.CrossEntropy(), optimizer)
    after = nn.memory_plan(net, optimizer)
    assert (after.total, after.more) == (before.total, before.working)
    assert nn.memory_plan(net, nn.Adam(0.1)).more == before.working + before.state


def test_a_plan_counts_three_rows_of_every_layer_for_every_sample(monkeypatch):
    """Activations that are left out, the width of the layer before, the gradients of the largest layer counted once."""
    monkeypatch.setattr(memory.Costs, "row", lambda self, n: n)
    net = nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1)])
    plan = nn.memory_plan(net, None, 3)
    assert plan.weights == 4 * 2 + 4 + 4 + 1
    rows = 2 + (2 * 4 + 2) + (2 * 4 + 4) + (2 * 1 + 4)  # the inputs; of every layer, what it gives, what it remembers, the gradient of its inputs
    assert plan.working == 3 * rows + 4 * 2 + 4


def test_a_layer_says_how_long_its_lists_are():
    """A size that is not that of the list."""
    for layer in (nn.Dense(3, 2), nn.BatchNorm(4), nn.Tanh()):
        assert layer.parameter_sizes() == [len(values) for values, _ in layer.parameters()]


@pytest.mark.parametrize("net, optimizer", [(None, None), (nn.Network, None), (nn.PackedNetwork, None), ("net", None), (nn.Network([nn.Dense(1, 1)]), nn.SGD), (nn.Network([nn.Dense(1, 1)]), nn.Adam)])
def test_a_plan_for_something_else_is_refused(net, optimizer):
    """A TypeError from inside; a plan for a class that was forgotten to be called."""
    with pytest.raises(ValueError, match=r"^(net should be a network to plan for|optimizer should be an optimizer, such as nn\.Adam\(\)), but is "):
        nn.memory_plan(net, optimizer)


def test_planning_unpacks_nothing(monkeypatch):
    """A plan that takes many times the memory it plans, on its way to ask a packed network for its layers."""
    fast = nn.PackedNetwork(nn.Network([nn.Dense(2, 3), nn.ReLU(), nn.Dense(3, 2), nn.Softmax()]))
    monkeypatch.setattr(nn.PackedNetwork, "unpack", lambda self: pytest.fail("it was unpacked"))
    assert nn.memory_plan(fast).more > 0


def test_too_little_memory_is_refused_before_anything_moves():
    """A training that dies in the middle."""
    net = network(nn.Random(1))
    values = [row[:] for row in net.layers[0].weights]
    plan = nn.memory_plan(net, nn.SGD(0.1), 3)
    needed = int(plan.more * 1.25)
    with pytest.raises(MemoryError) as caught:
        net.fit_stream(blobs(9), nn.CrossEntropy(), nn.SGD(0.1), batch_size=3, memory=needed - 1)
    assert str(caught.value) == (
        "training in batches of 3 takes %d bytes more, gaps included, but only %d are free: take a smaller batch, a smaller network, or plain SGD"
        % (needed, needed - 1)
    )
    assert net.layers[0].weights == values
    net.fit_stream(blobs(9), nn.CrossEntropy(), nn.SGD(0.1), batch_size=3, memory=needed)


def test_what_is_said_of_the_memory_counts_more_than_what_is_free(monkeypatch):
    """A limit that somebody sets, on a board which knows better; a board that is never asked."""
    plan = nn.memory.MemoryPlan(1000, 1000, 0, 600, 1600, 1)
    for free, said, fits in ((1999, None, False), (2000, None, True), (9000, 1999, False), (1999, 2000, True), (9000, 0, False)):
        monkeypatch.setattr(memory, "free_memory", lambda free=free: free)
        if fits:
            plan.require(said)
        else:
            with pytest.raises(MemoryError):
                plan.require(said)


@pytest.mark.parametrize(
    "slip, words",
    [
        ({"loss": nn.MSE}, "loss should be a loss"),
        ({"optimizer": nn.SGD}, "optimizer should be an optimizer"),
        ({"callbacks": [7]}, "a callback should be an object"),
        ({"batch_size": 0}, "batch_size should be a whole number of at least 1, but is 0"),
    ],
)
@pytest.mark.parametrize("make", [lambda net: net, nn.PackedNetwork], ids=["ordinary", "packed"])
def test_slips_of_the_pen_get_a_sentence(make, slip, words):
    """A bare TypeError, after some of the samples were taken from the stream."""
    arguments = dict({"loss": nn.MSE(), "optimizer": nn.SGD(0.1)}, **slip)
    with pytest.raises(ValueError, match=words):
        make(nn.Network([nn.Dense(1, 1)])).fit_stream(iter(lambda: pytest.fail("a sample was taken"), None), **arguments)


def test_a_packed_network_has_a_plan_too():
    fast = nn.PackedNetwork(network(nn.Random(1)))
    plan = nn.memory_plan(fast, nn.SGD(0.1))
    assert 0 < plan.weights < nn.memory_plan(fast.unpack()).weights
    assert (plan.gradients, plan.state, plan.more) == (0, 0, plan.working)
    with pytest.raises(MemoryError, match="training in batches of 1 takes"):
        fast.fit_stream(blobs(9), nn.CrossEntropy(), nn.SGD(0.1), memory=10)
    assert repr(plan).split()[:5] == ["bytes", "of", "training", "weights", str(plan.weights)]
    three = nn.memory_plan(fast, nn.SGD(0.1), 3)
    assert three.working == pytest.approx(3 * plan.working, abs=3)
    assert three.weights == plan.weights
    deeper = nn.Network([nn.Dense(2, 6), nn.Tanh(), nn.Dense(6, 6), nn.Tanh(), nn.Dense(6, 2), nn.Softmax()])
    assert nn.memory_plan(nn.PackedNetwork(deeper)).weights > plan.weights


class Board:
    """A gc as MicroPython has it: a heap of 100,000 bytes, of which a list takes 32 and 8 for each number, and a float 32."""

    def __init__(self, free=100000):
        self.free = free
        self.readings = iter([0, 32 + 8 * 8, 2 * 32 + 32 * 8, 2 * 32 + 32 * 8 + 24 * 32])
        self.thresholds = [-1]

    def collect(self):
        pass

    def mem_alloc(self):
        return next(self.readings)

    def mem_free(self):
        return self.free

    def threshold(self, *value):
        if not value:
            return self.thresholds[-1]
        self.thresholds.append(value[0])
        return None


def test_a_board_is_measured(monkeypatch):
    """A list or a float that is taken for one of CPython's."""
    board = Board()
    monkeypatch.setattr(memory, "gc", board)
    costs = memory.Costs()
    assert (costs.list, costs.pointer, costs.number) == (32, 8, 32)
    assert costs.row(10) == 32 + 16 + 400
    assert memory.free_memory() == 100000
    before = memory.collect_often()
    memory.collect_often(before)
    assert board.thresholds == [-1, 6250, -1]
    small = Board(free=20000)
    monkeypatch.setattr(memory, "gc", small)
    memory.collect_often()
    assert small.thresholds == [-1, 4000]  # more often than that it would do nothing else


def test_collecting_is_as_before_also_after_an_error(monkeypatch):
    """A board that collects all the time, for ever after one bad sample."""
    asked = []
    monkeypatch.setattr(streaming, "collect_often", lambda *before: asked.append(before) or 7)
    with pytest.raises(ValueError):
        network(nn.Random(1)).fit_stream([3], nn.CrossEntropy(), nn.SGD(0.1))
    assert asked == [(), (7,)]


def test_a_python_without_sizes_has_a_plan(monkeypatch):
    """PyPy has neither mem_alloc nor __sizeof__."""
    monkeypatch.setattr(memory, "hasattr", lambda *_: False, raising=False)
    costs = memory.Costs()
    assert (costs.list, costs.pointer, costs.number) == (56, 8, 0)


def test_a_python_without_gc_has_a_plan(monkeypatch):
    """An import that not every Python has: the module would not even load."""
    monkeypatch.setitem(sys.modules, "gc", None)
    spec = importlib.util.spec_from_file_location("purenn.bare_memory", memory.__file__)
    bare = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bare)
    assert bare.free_memory() is None
    assert bare.collect_often() is None
    assert bare.memory_plan(network(nn.Random(1))).total > 0


def test_a_plan_is_what_gc_measures(tmp_path):
    """A plan that is made up: on MicroPython, weights and state differ from gc.mem_alloc by less than a tenth."""
    lines, error = boards.run(MEASURED, "1m", tmp_path)
    assert error == ""
    assert [float(number) for number in lines[0].split()] == pytest.approx([1, 1], abs=0.1)


def test_a_plan_covers_what_lives_of_a_batch(tmp_path):
    """Logits, and copies of probabilities and of their gradients, that outgrow what was counted for them."""
    lines, error = boards.run(ALIVE, "4m", tmp_path)
    assert (error, len(lines)) == ("", 6)
    assert all(0.3 < float(part) <= 1 for line in lines for part in line.split()), lines


@pytest.mark.long
def test_the_gestures_of_chapter_20_are_learnt_on_micropython_too(tmp_path):
    """A chapter about boards that no board can run; a board that learns something else."""
    path = boards.ROOT / "examples" / "20_gestures.py"
    lines, error = boards.run(path.read_text(encoding="utf-8"), "256k", tmp_path)
    promised = [line for passage in chapters.passages(path.read_text(encoding="utf-8")) for line in passage.promised]
    assert (error, list(tmp_path.glob("*.json"))) == ("", [])
    assert [line for line in promised if line not in lines] == ["..."]


@pytest.mark.long
def test_in_any_heap_it_is_trained_or_refused_and_never_dies_in_the_middle(tmp_path):
    """MemoryError from the depth of a layer, with half of the weights moved."""
    found = []
    for heap in (180, 190, 195, 200, 205, 210, 215, 220, 225, 230, 240, 270, 320):  # in some the modules find no piece that is large enough
        lines, _ = boards.run(ANY_HEAP % (20, 20, "Adam(0.01)", 1), "%dk" % heap, tmp_path)
        if lines[:1] == ["begin"]:  # else there was no room for the modules and the network
            found.append(lines[1])
    assert set(found) == {"refused", "trained"}
