"""Optimizers: each equals its recurrence, written a second time here, over lists of equal shape and several steps."""

import copy
import pickle
from fractions import Fraction
from math import cos, inf, nan, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import assert_near, assert_optimizer_obeys_laws, fewer, quarters

import purenn as nn
from purenn.clipping import clip_by_norm, clip_by_value

STEPS, LISTS, LENGTH = 4, 3, 2


@st.composite
def runs(draw):
    """Start values of several lists of equal length, and their gradients at several steps: [step][list][element]."""
    row = st.lists(quarters(), min_size=LENGTH, max_size=LENGTH)
    rows = st.lists(row, min_size=LISTS, max_size=LISTS)
    return draw(rows), draw(st.lists(rows, min_size=STEPS, max_size=STEPS))


def take_steps(optimizer, starts, gradients):
    """Let the optimizer take all steps over all lists together; return the values it ends with."""
    values = [list(row) for row in starts]
    for step in gradients:
        optimizer.step(list(zip(values, [list(row) for row in step])))
    return values


def by_recurrence(update, starts, gradients):
    """Follow every element on its own: update(w, g, memory, t) -> w, with a dictionary of its own as memory."""
    ends = []
    for r, row in enumerate(starts):
        ends.append([])
        for i, w in enumerate(row):
            memory = {"v": 0, "m": 0, "s": 0}
            for t, step in enumerate(gradients, 1):
                w = update(w, step[r][i], memory, t)
            ends[r].append(w)
    return ends


def sgd(w, g, memory, t):
    return w - 0.125 * g


def momentum(w, g, memory, t):
    memory["v"] = 0.75 * memory["v"] - 0.125 * g
    return w + memory["v"]


def nesterov(w, g, memory, t):
    memory["v"] = 0.75 * memory["v"] - 0.125 * g
    return w + 0.75 * memory["v"] - 0.125 * g


def adagrad(w, g, memory, t):
    memory["s"] += g * g
    return w - 0.125 * g / (sqrt(memory["s"]) + 0.25)


def rmsprop(w, g, memory, t):
    memory["s"] = 0.75 * memory["s"] + 0.25 * g * g
    return w - 0.125 * g / (sqrt(memory["s"]) + 0.25)


def adam(w, g, memory, t):
    memory["m"] = 0.75 * memory["m"] + 0.25 * g
    memory["s"] = 0.875 * memory["s"] + 0.125 * g * g
    mean, square = memory["m"] / (1 - 0.75**t), memory["s"] / (1 - 0.875**t)
    return w - 0.125 * mean / (sqrt(square) + 0.25)


RECURRENCES = {
    "sgd": (lambda **more: nn.SGD(0.125, **more), sgd),
    "momentum": (lambda **more: nn.SGD(0.125, momentum=0.75, **more), momentum),
    "nesterov": (lambda **more: nn.SGD(0.125, momentum=0.75, nesterov=True, **more), nesterov),
    "adagrad": (lambda **more: nn.AdaGrad(0.125, epsilon=0.25, **more), adagrad),
    "rmsprop": (lambda **more: nn.RMSProp(0.125, decay=0.75, epsilon=0.25, **more), rmsprop),
    "adam": (lambda **more: nn.Adam(0.125, beta1=0.75, beta2=0.875, epsilon=0.25, **more), adam),
}
every_optimizer = pytest.mark.parametrize("name", sorted(RECURRENCES))


def close(a, b):
    return all(abs(x - y) <= 1e-12 * max(1, abs(y)) for row, other in zip(a, b) for x, y in zip(row, other))


@every_optimizer
@fewer()
@given(run=runs())
def test_every_optimizer_equals_its_recurrence(name, run):
    """A wrong sign, state shared by lists of one shape, a velocity reset, no bias correction, t that stays 1, no square, epsilon in the root."""
    make, update = RECURRENCES[name]
    starts, gradients = run
    assert close(take_steps(make(), starts, gradients), by_recurrence(update, starts, gradients))


@every_optimizer
def test_the_recurrence_holds_for_many_steps_long_lists_and_gradients_of_all_sizes(name):
    """A correction that ends after some steps; a memory that stands still where a gradient is 0; large ones cut off, small ones taken for 0."""
    make, update = RECURRENCES[name]
    rng, sizes = nn.Random(7), [0.0, 0.0, 1e-9, 0.25, 3.0, 1e6]
    starts = [[rng.normal() for _ in range(20)] for _ in range(LISTS)]
    gradients = [[[rng.choice((-1, 1)) * rng.choice(sizes) for _ in row] for row in starts] for _ in range(60)]
    assert close(take_steps(make(), starts, gradients), by_recurrence(update, starts, gradients))
    only_small = [[[1e-9 if g else 0.0 for g in row] for row in step] for step in gradients]
    zeros = [[0.0] * 20 for _ in range(LISTS)]
    for found, expected in zip(take_steps(make(), zeros, only_small), by_recurrence(update, zeros, only_small)):
        assert all(abs(a - b) <= 1e-9 * abs(b) for a, b in zip(found, expected))


@every_optimizer
@fewer()
@given(run=runs())
def test_weight_decay_adds_its_part_of_the_weight_to_the_gradient(name, run):
    """Decay that is subtracted, applied twice, halved, or that forgets the weight's present value."""
    make, update = RECURRENCES[name]
    starts, gradients = run
    expected = by_recurrence(lambda w, g, memory, t: update(w, g + 0.5 * w, memory, t), starts, gradients)
    assert close(take_steps(make(weight_decay=0.5), starts, gradients), expected)


@pytest.mark.parametrize("settings", [{}, {"momentum": Fraction(3, 4)}, {"momentum": Fraction(3, 4), "nesterov": True}])
@fewer()
@given(run=runs())
def test_sgd_is_exact_on_fractions(settings, run):
    """A float that creeps into the update: SGD has no root and has to keep fractions."""
    starts, gradients = run
    starts = [list(map(Fraction, row)) for row in starts]
    gradients = [[list(map(Fraction, row)) for row in step] for step in gradients]
    ends = take_steps(nn.SGD(Fraction(1, 8), **settings), starts, gradients)
    update = nesterov if "nesterov" in settings else momentum if settings else sgd
    # 0.125 and 0.75 are exact in binary, so the recurrences in floats are exact after conversion too
    assert [[type(v) for v in row] for row in ends] == [[Fraction] * LENGTH] * LISTS
    exact = by_recurrence(lambda w, g, memory, t: Fraction(update(float(w), float(g), memory, t)), starts, gradients)
    assert ends == exact


@every_optimizer
@pytest.mark.parametrize("more", [{}, {"weight_decay": 0.5, "clip_norm": 0.25}], ids=str)
def test_every_optimizer_obeys_the_laws(name, more):
    """Each bug that tests/testing plants in an optimizer."""
    assert_optimizer_obeys_laws(lambda: RECURRENCES[name][0](**more))


@every_optimizer
@pytest.mark.parametrize("more", [{}, {"weight_decay": 0.5}, {"clip_value": 0.5}, {"clip_norm": 0.25}, {"weight_decay": 0.5, "clip_norm": 0.25}], ids=str)
def test_gradients_stay_untouched(name, more):
    """A gradient that is zeroed, clipped in place, or has the decay added to it in place."""
    values, gradients = [[1.0, -2.0], [0.5, 4.0]], [[0.75, -1.5], [2.0, 0.25]]
    optimizer = RECURRENCES[name][0](**more)
    for _ in range(2):
        optimizer.step(list(zip(values, gradients)))
    assert gradients == [[0.75, -1.5], [2.0, 0.25]]


@every_optimizer
def test_values_change_in_place(name):
    """A step that makes new lists, which the network would never see."""
    values = [1.0, 2.0]
    pair = (values, [0.5, -0.5])
    RECURRENCES[name][0]().step([pair])
    assert pair[0] is values
    assert values[0] < 1.0
    assert values[1] > 2.0


@every_optimizer
@fewer()
@given(run=runs())
def test_instances_are_independent(name, run):
    """State kept in the class, or in a default argument: seen where two optimizers move the same lists."""
    make, _ = RECURRENCES[name]
    starts, gradients = run
    values, ends = [list(row) for row in starts], []
    for _ in range(2):
        optimizer = make()
        for row, start in zip(values, starts):
            row[:] = start
        for step in gradients:
            optimizer.step(list(zip(values, step)))
        ends.append([list(row) for row in values])
    assert ends[0] == ends[1]


@every_optimizer
@fewer()
@given(first=runs(), second=runs())
def test_one_optimizer_for_two_networks_does_not_mix_their_state(name, first, second):
    """State kept by the position of a list, or one step count for all lists."""
    make, _ = RECURRENCES[name]
    values = [[list(row) for row in starts] for starts, _ in (first, second)]
    shared = make()
    for steps in zip(first[1], second[1]):
        for lists, step in zip(values, steps):
            shared.step(list(zip(lists, step)))
    assert values[0] == take_steps(make(), *first)
    assert values[1] == take_steps(make(), *second)


@every_optimizer
def test_state_stays_with_its_list_when_lists_come_and_go(name):
    """An id that passes from a list that is gone to a new one, and its old state with it."""
    make, _ = RECURRENCES[name]
    shared, fresh = make(), [1.0, 1.0]
    make().step([(fresh, [0.5, 0.25])])
    for _ in range(100):
        values = [1.0, 1.0]
        shared.step([(values, [0.5, 0.25])])
        assert values == fresh
        del values


@every_optimizer
def test_the_order_of_the_lists_does_not_matter(name):
    """State kept by the order in which lists come."""
    make, _ = RECURRENCES[name]
    ends = []
    for turn in (False, True):
        a, b, optimizer = [1.0, 2.0], [1.0, 2.0], make()
        for k in range(3):
            pairs = [(a, [0.5, 0.25]), (b, [-1.0, 0.75])]
            optimizer.step(pairs[::-1] if turn and k % 2 else pairs)
        ends.append((a, b))
    assert ends[0] == ends[1]


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda g: abs(g) > 1e-3), min_size=1, max_size=4), st.floats(1e-4, 1.0))
def test_the_first_adam_step_is_the_rate_against_the_sign(gradients, rate):
    """No bias correction; betas swapped; epsilon of another size; a step that grows with the gradient."""
    values = [0.0] * len(gradients)
    nn.Adam(rate).step([(values, gradients)])
    for w, g in zip(values, gradients):
        assert abs(w + rate * (1 if g > 0 else -1)) <= 1e-4 * rate


def test_the_betas_of_adam_are_not_swapped():
    """beta1 used for the squares and beta2 for the mean: seen where a gradient changes its sign."""
    values = [0.0]
    optimizer = nn.Adam(1.0, beta1=0.5, beta2=0.0, epsilon=1e-12)
    for g in (1.0, -1.0):
        optimizer.step([(values, [g])])
    # second step: m = 0.5 * 0.5 - 0.5 = -0.25, corrected by 0.75; v = 1
    assert abs(values[0] - (-1.0 + 0.25 / 0.75)) < 1e-9


@pytest.mark.parametrize("make", [nn.SGD, nn.AdaGrad, nn.RMSProp, nn.Adam])
def test_defaults_are_those_of_the_docstrings(make):
    """A default that moved: AdaGrad and SGD 0.01, RMSProp and Adam 0.001; the others as published."""
    optimizer = make()
    assert optimizer.rate() == (0.01 if make in (nn.SGD, nn.AdaGrad) else 0.001)
    published = {"momentum": 0.0, "decay": 0.9, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.0}
    for name in published:
        assert getattr(optimizer, name, published[name]) == published[name], name


# Clipping


@given(st.lists(st.lists(quarters(), min_size=1, max_size=3), min_size=1, max_size=3), st.sampled_from([0.25, 1.0, 1.75]))
def test_clip_by_value_clips_each_number_alone(rows, limit):
    """The sign lost in clipping; the lower side not clipped."""
    pairs = [([0.0] * len(row), row) for row in rows]
    clipped = clip_by_value(pairs, limit)
    assert [g for _, g in clipped] == [[min(max(g, -limit), limit) for g in row] for row in rows]
    assert all(a[0] is b[0] for a, b in zip(clipped, pairs))


@given(st.lists(st.lists(quarters(), min_size=1, max_size=3), min_size=1, max_size=3), st.sampled_from([0.25, 1.0, 3.0, 1000.0]))
def test_clip_by_norm_keeps_the_direction_and_bounds_the_length(rows, limit):
    """A norm for each list instead of one for all; shorter gradients lengthened; a missing root."""
    clipped = [g for _, g in clip_by_norm([([0.0] * len(row), row) for row in rows], limit)]
    before = sqrt(sum(g * g for row in rows for g in row))
    after = sqrt(sum(g * g for row in clipped for g in row))
    assert abs(after - min(before, limit)) <= 1e-12 * before
    factor = min(1.0, limit / before)
    assert close(clipped, [[g * factor for g in row] for row in rows])
    if before <= limit:
        assert clipped == rows


def test_nan_is_not_hidden_by_clipping():
    """min and max, whose answer for NaN depends on the order of their arguments."""
    for clip in (clip_by_value, clip_by_norm):
        ((_, gradients),) = clip([([0.0], [float("nan")])], 1.0)
        assert gradients[0] != gradients[0]


@pytest.mark.parametrize("settings, moved", [({"clip_value": 1.0}, [1.0, 1.0, 0.5]), ({"clip_norm": 1.0}, [0.6, 0.8, 0.0])])
def test_the_optimizer_clips_all_lists_before_its_step(settings, moved):
    """Settings that are kept and never used; a norm taken list by list."""
    gradients = [[3.0], [4.0], [0.5 if "clip_value" in settings else 0.0]]
    values = [[0.0], [0.0], [0.0]]
    nn.SGD(1.0, **settings).step(iter(zip(values, gradients)))
    assert close(values, [[-m] for m in moved])


def test_both_limits_hold_the_single_numbers_first():
    """One limit that switches the other off; the norm of numbers that the other limit cuts down afterwards."""
    values = [[0.0], [0.0], [0.0]]
    nn.SGD(1.0, clip_value=3.0, clip_norm=2.5).step(zip(values, [[30.0], [-400.0], [0.0]]))
    assert_near(values, [[-2.5 / sqrt(2)], [2.5 / sqrt(2)], [0.0]])


@pytest.mark.parametrize("make", [nn.SGD, nn.AdaGrad, nn.RMSProp, nn.Adam])
def test_every_optimizer_has_the_settings_that_all_share(make):
    """clip_norm taken by the constructor of one of them and dropped, or handed on as clip_value; a decay that nobody asked for."""
    own = make(0.5, weight_decay=0.25, clip_value=2.0, clip_norm=3.0)
    assert (own.learning_rate, own.weight_decay, own.clip_value, own.clip_norm, own.epoch) == (0.5, 0.25, 2.0, 3.0, 0)
    for plain in (make(0.5), nn.Optimizer(0.5)):
        assert (plain.weight_decay, plain.clip_value, plain.clip_norm) == (0, None, None)


def test_clipping_comes_before_weight_decay():
    """The decay clipped with the gradient, which would hide it."""
    values = [8.0]
    nn.SGD(1.0, weight_decay=0.5, clip_value=1.0).step([(values, [10.0])])
    assert values == [8.0 - (1.0 + 4.0)]


# Schedules

SCHEDULES = [
    (nn.StepDecay(0.5, every=3, factor=0.5), lambda t: 0.5 * 0.5 ** (t // 3)),
    (nn.ExponentialDecay(0.5, factor=0.75), lambda t: 0.5 * 0.75**t),
    (nn.CosineDecay(0.5, epochs=8, final=0.125), lambda t: 0.125 + 0.375 * (1 + cos(pi * min(t, 8) / 8)) / 2),
    (nn.InverseTimeDecay(0.5, decay=0.25), lambda t: 0.5 / (1 + 0.25 * t)),
]
every_schedule = pytest.mark.parametrize("schedule, formula", SCHEDULES, ids=lambda x: type(x).__name__)


@every_schedule
def test_schedules_follow_their_formulas(schedule, formula):
    """An epoch counted from 1, // taken as /, a cosine that rises again after its end."""
    for epoch in range(20):
        assert abs(schedule(epoch) - formula(epoch)) < 1e-15


@every_schedule
def test_schedules_start_at_their_rate_and_never_rise(schedule, formula):
    """A schedule that is off by one epoch, or goes up."""
    rates = [schedule(epoch) for epoch in range(30)]
    assert rates[0] == 0.5
    assert all(a >= b > 0 for a, b in zip(rates, rates[1:]))


def test_schedules_at_known_points():
    """Formula and code that are wrong in the same way."""
    step, exponential = nn.StepDecay(1.0, every=2), nn.ExponentialDecay(1.0)
    assert [round(step(t), 12) for t in range(5)] == [1.0, 1.0, 0.1, 0.1, 0.01]
    assert [round(exponential(t), 12) for t in range(3)] == [1.0, 0.95, 0.9025]
    cosine = nn.CosineDecay(2.0, epochs=4)
    assert [round(cosine(t), 12) for t in range(6)] == [2.0, 1.707106781187, 1.0, 0.292893218813, 0.0, 0.0]
    assert [nn.InverseTimeDecay(1.0)(t) for t in range(4)] == [1.0, 1 / 2, 1 / 3, 1 / 4]


@pytest.mark.parametrize(
    "schedule, rates",
    [
        (nn.StepDecay(0.5, every=2, factor=0.0), [0.5, 0.5, 0.0, 0.0]),
        (nn.StepDecay(0.5, every=1, factor=1.0), [0.5, 0.5, 0.5, 0.5]),
        (nn.ExponentialDecay(0.5, factor=0.0), [0.5, 0.0, 0.0, 0.0]),
        (nn.ExponentialDecay(0.5, factor=2.0), [0.5, 1.0, 2.0, 4.0]),
        (nn.CosineDecay(0.5, epochs=1), [0.5, 0.0, 0.0, 0.0]),
        (nn.CosineDecay(0.5, epochs=2, final=1.5), [0.5, 1.0, 1.5, 1.5]),
        (nn.InverseTimeDecay(0.5, decay=0.0), [0.5, 0.5, 0.5, 0.5]),
    ],
    ids=repr,
)
def test_schedules_at_the_ends_of_their_settings(schedule, rates):
    """A factor of 0 that is taken for none, or switches off the first epochs too; a rate that may only fall."""
    assert_near([schedule(epoch) for epoch in range(4)], rates)


def test_the_step_uses_the_rate_of_the_optimizers_epoch():
    """A schedule that is asked for the step instead of the epoch, or only once."""
    optimizer, values = nn.SGD(nn.StepDecay(1.0, every=1, factor=0.5)), [0.0]
    moves = []
    for epoch in (0, 0, 1, 2):
        optimizer.epoch = epoch
        before = values[0]
        optimizer.step([(values, [1.0])])
        moves.append(before - values[0])
    assert moves == [1.0, 1.0, 0.5, 0.25]


def test_any_function_of_the_epoch_is_a_schedule():
    optimizer = nn.Adam(lambda epoch: 0.25 / (epoch + 1))
    optimizer.epoch = 1
    assert optimizer.rate() == 0.125


# Bad settings, and the plain sentences about them

BAD = [
    (lambda: nn.SGD(-0.1), "learning_rate should be a number of at least 0, but is -0.1"),
    (lambda: nn.SGD(float("nan")), "learning_rate should be a number of at least 0, but is nan"),
    (lambda: nn.SGD(float("inf")), "learning_rate should be a number of at least 0, but is inf"),
    (lambda: nn.SGD("fast"), "learning_rate should be a number of at least 0, but is 'fast'"),
    (lambda: nn.SGD(None), "learning_rate should be a number of at least 0, but is None"),
    (lambda: nn.SGD([0.1]), "learning_rate should be a number of at least 0, but is [0.1]"),
    (lambda: nn.SGD(0.1, momentum=1.0), "momentum should be a number of at least 0 and below 1, but is 1.0"),
    (lambda: nn.SGD(0.1, momentum=-0.1), "momentum should be a number of at least 0 and below 1, but is -0.1"),
    (lambda: nn.SGD(0.1, nesterov=True), "nesterov looks ahead along the momentum, so it needs a momentum above 0, such as 0.9"),
    (lambda: nn.SGD(0.1, weight_decay=-1), "weight_decay should be a number of at least 0, but is -1"),
    (lambda: nn.SGD(0.1, clip_value=0), "clip_value should be above 0, but is 0"),
    (lambda: nn.SGD(0.1, clip_norm=-1.0), "clip_norm should be a number of at least 0, but is -1.0"),
    (lambda: nn.AdaGrad(epsilon=0.0), "epsilon should be above 0, but is 0"),
    (lambda: nn.RMSProp(decay=1.0), "decay should be a number of at least 0 and below 1, but is 1.0"),
    (lambda: nn.RMSProp(epsilon=0.0), "epsilon should be above 0, but is 0"),
    (lambda: nn.Adam(beta1=1.0), "beta1 should be a number of at least 0 and below 1, but is 1.0"),
    (lambda: nn.Adam(beta2=-0.5), "beta2 should be a number of at least 0 and below 1, but is -0.5"),
    (lambda: nn.Adam(epsilon=-1e-8), "epsilon should be a number of at least 0, but is -1e-08"),
    (lambda: nn.StepDecay(-1.0, every=1), "rate should be a number of at least 0, but is -1.0"),
    (lambda: nn.StepDecay(1.0, every=0), "every should be a whole number of at least 1, but is 0"),
    (lambda: nn.StepDecay(1.0, every=2, factor=-1), "factor should be a number of at least 0, but is -1"),
    (lambda: nn.ExponentialDecay(-1.0), "rate should be a number of at least 0, but is -1.0"),
    (lambda: nn.ExponentialDecay(1.0, factor=-1), "factor should be a number of at least 0, but is -1"),
    (lambda: nn.CosineDecay(-1.0, 10), "rate should be a number of at least 0, but is -1.0"),
    (lambda: nn.CosineDecay(1.0, 2.5), "epochs should be a whole number of at least 1, but is 2.5"),
    (lambda: nn.CosineDecay(1.0, 10, final=-1), "final should be a number of at least 0, but is -1"),
    (lambda: nn.InverseTimeDecay(-1.0), "rate should be a number of at least 0, but is -1.0"),
    (lambda: nn.InverseTimeDecay(1.0, decay=-1), "decay should be a number of at least 0, but is -1"),
    (lambda: nn.SGD(0.1).step([([1.0, 2.0], [1.0])]), "values of shape (2,) have gradients of shape (1,)"),
    (lambda: nn.Optimizer(0.1).step([([1.0], [1.0])]), "Optimizer(0.1) should define update(values, gradients, rate)"),
]


@pytest.mark.parametrize("make, sentence", BAD, ids=[sentence for _, sentence in BAD])
def test_bad_settings_are_refused_with_a_plain_sentence(make, sentence):
    """A setting that is not checked; a list of gradients too short, which zip would swallow."""
    with pytest.raises((ValueError, NotImplementedError)) as caught:
        make()
    assert str(caught.value) == sentence


def test_a_list_of_the_wrong_length_changes_nothing():
    """zip as the only check: the step would move a part of the values."""
    values = [1.0, 2.0]
    with pytest.raises(nn.ShapeError):
        nn.SGD(0.1, weight_decay=0.1).step([(values, [1.0])])
    assert values == [1.0, 2.0]


def test_an_optimizer_of_ones_own():
    """What the docstring promises: derive, define update, and everything else is there."""

    class Signs(nn.Optimizer):
        states = 1

        def update(self, values, gradients, rate):
            t, (seen,), same = self.memory(values)
            assert same is values
            seen[:] = [s + 1 for s in seen]
            assert seen == [t] * len(values)
            values[:] = [w - rate * (1 if g > 0 else -1) for w, g in zip(values, gradients)]

    values = [1.0, 2.0]
    optimizer = Signs(0.25)
    optimizer.step([(values, [3.0, -4.0])])
    optimizer.step([(values, [3.0, -4.0])])
    assert values == [0.5, 2.5]


def test_a_copied_optimizer_goes_on_alone():
    """deepcopy shares no state with its original."""
    values, other = [1.0], [1.0]
    optimizer = nn.SGD(0.5, momentum=0.5)
    optimizer.step([(values, [1.0])])
    copied = copy.deepcopy(optimizer)
    copied.step([(other, [1.0])])
    optimizer.step([(values, [1.0])])
    assert (values, other) == ([-0.25], [0.5])


@pytest.mark.parametrize(
    "thing",
    [nn.SGD(0.1), nn.Adam(), nn.SGD(nn.StepDecay(0.5, 2)), nn.ExponentialDecay(0.5), nn.CosineDecay(0.5, 3), nn.InverseTimeDecay(0.5)],
    ids=repr,
)
def test_the_text_of_optimizers_and_schedules_makes_them_again(thing):
    """A __repr__ that leaves out or misnames a setting."""
    again = eval(repr(thing), vars(nn), {name: getattr(nn, name) for name in nn.__all__})
    assert repr(again) == repr(thing)
    settings = [{k: v for k, v in vars(x).items() if isinstance(v, (int, float))} for x in (thing, again)]
    assert settings[0] == settings[1]


def test_a_gradient_whose_square_overflows_is_clipped():
    """A norm of infinity: every gradient divided by it is 0, where clipping is needed most."""
    ((_, gradients),) = nn.clip_by_norm([([0.0, 0.0], [3e200, -4e200])], 5.0)
    assert_near(gradients, [3.0, -4.0])


def test_a_gradient_whose_square_vanishes_is_clipped():
    """A norm of 0 for gradients that are not, and none of them clipped."""
    ((_, gradients),) = nn.clip_by_norm([([0.0, 0.0], [3e-200, -4e-200])], 5e-201)
    assert_near(gradients, [3e-201, -4e-201], 1e-15, 0)


def test_a_gradient_exactly_as_long_as_the_limit_stays_to_the_last_digit():
    """Clipping by a factor of 1, which rounds: 0.1 comes out as 0.10000000000000002."""
    gradients = [0.1, 0.7]
    assert nn.clip_by_norm([([0.0, 0.0], gradients)], 0.7071067811865476) == [([0.0, 0.0], [0.1, 0.7])]


def test_gradients_of_zero_are_not_divided_by_their_norm():
    assert nn.clip_by_norm([([0.0, 0.0], [0.0, 0.0])], 5.0) == [([0.0, 0.0], [0.0, 0.0])]


@pytest.mark.parametrize("limit", [0, -1.0, nan, inf, None, "1"])
@pytest.mark.parametrize("clip", [nn.clip_by_norm, nn.clip_by_value])
def test_a_limit_of_clipping_is_above_0(clip, limit):
    """Gradients of the other sign, from a limit of -1."""
    with pytest.raises(ValueError, match=r"^limit should be "):
        clip([([1.0], [0.5])], limit)


def test_the_text_of_a_rate():
    """A schedule by what it says instead of what makes it again; a fraction by what makes it instead of what it says."""

    class Own:
        def __call__(self, epoch):
            return 0.5

        def __repr__(self):
            return "Own()"

        def __str__(self):
            return "half"

    assert repr(nn.SGD(Own())) == "SGD(Own())"
    assert repr(nn.SGD(Fraction(1, 2))) == "SGD(1/2)"


def test_an_optimizer_forgets():
    """A velocity of infinity that outlives the weights it spoilt."""
    values, optimizer = [0.0], nn.SGD(1.0, momentum=0.5)
    optimizer.step([(values, [1.0])])
    optimizer.forget()
    optimizer.step([(values, [0.0])])
    assert values == [-1.0]


MOMENTA = [lambda: nn.SGD(0.1, momentum=0.9), lambda: nn.AdaGrad(0.1), lambda: nn.RMSProp(0.1), lambda: nn.Adam(0.1)]


@pytest.mark.parametrize("make", MOMENTA)
@pytest.mark.parametrize("again", [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))], ids=["deepcopy", "pickle"])
def test_a_copied_optimizer_goes_on_with_the_copied_values(make, again):
    """Velocities kept by the ids of the old lists: the copy starts from nothing."""
    values, optimizer = [1.0, 2.0], make()
    optimizer.step([(values, [1.0, -0.5])])
    other_values, other = again((values, optimizer))
    for numbers, one in ((values, optimizer), (other_values, other)):
        one.step([(numbers, [0.25, 0.5])])
    assert other_values == values
    assert other_values is not values


@pytest.mark.parametrize("make", MOMENTA)
def test_copies_share_nothing(make):
    """A shallow copy whose steps push the velocities of the first."""
    values, optimizer, alone = [1.0, 2.0], make(), make()
    twin = values[:]
    optimizer.step([(values, [1.0, -0.5])])
    alone.step([(twin, [1.0, -0.5])])
    copy.copy(optimizer).step([(values[:], [5.0, 5.0])])
    copy.copy(optimizer).memory(values)[1][0][0] = 7.0
    for numbers, one in ((values, optimizer), (twin, alone)):
        one.step([(numbers, [0.25, 0.5])])
    assert values == twin


def test_an_id_that_has_passed_to_another_list_brings_no_velocity():
    """Weights cut to the length of a list that is gone."""
    optimizer, new = nn.SGD(0.1, momentum=0.9), [1.0, 2.0, 3.0]
    optimizer._memory[id(new)] = [1, [[5.0]], [4.0]]
    assert not optimizer.remembers(new)
    optimizer.step([(new, [1.0, 1.0, 1.0])])
    assert new == [0.9, 1.9, 2.9]
    assert optimizer.remembers(new)


def test_momentum_may_be_set_later():
    """How much is kept, decided once and for all in the constructor."""
    optimizer, values = nn.SGD(0.5), [1.0]
    optimizer.momentum = 0.5
    optimizer.step([(values, [1.0])])
    optimizer.step([(values, [1.0])])
    assert values == [1.0 - 0.5 - 0.75]
