"""The laws of optimizers: for each a planted bug that it alone catches; optimizers as people write them pass."""

import random
from math import sqrt

import pytest
from strategies import laws_that_catch

import purenn as nn
from purenn.testing import assert_optimizer_obeys_laws
from purenn.testing.laws import sentence_of
from purenn.testing.optimizer_laws import OPTIMIZER_LAWS, optimizer_cases


class Plain(nn.Optimizer):
    """Gradient descent, and the base of the planted bugs."""

    def __init__(self, learning_rate=0.1):
        super().__init__(learning_rate)

    def update(self, values, gradients, rate):
        values[:] = [w - rate * g for w, g in zip(values, gradients)]


class Signs(Plain):
    def update(self, values, gradients, rate):
        values[:] = [w - rate * ((g > 0) - (g < 0)) for w, g in zip(values, gradients)]


class AdamW(nn.Adam):
    """Weight decay beside the gradient, scaled by the rate."""

    def update(self, values, gradients, rate):
        values[:] = [w - 0.01 * rate * w for w in values]
        super().update(values, gradients, rate)


class Lion(Plain):
    """The sign of a running mean: state by nn.Optimizer's own memory."""

    states = 1

    def update(self, values, gradients, rate):
        _, (means,), _ = self.memory(values)
        mixed = [0.9 * m + 0.1 * g for m, g in zip(means, gradients)]
        means[:] = [0.99 * m + 0.01 * g for m, g in zip(means, gradients)]
        values[:] = [w - rate * ((m > 0) - (m < 0)) for w, m in zip(values, mixed)]


class Started(Plain):
    """A number from the library's generator, drawn once when it is made: the same seed gives the same steps."""

    def __init__(self):
        super().__init__()
        self.factor = 1 + 0.5 * nn.rng.resolve(None).uniform()

    def update(self, values, gradients, rate):
        super().update(values, gradients, rate * self.factor)


class Langevin(Plain):
    """Noise at every step, from the library's generator."""

    def update(self, values, gradients, rate):
        rng = nn.rng.resolve(None)
        values[:] = [w - rate * g + sqrt(2 * rate) * rng.normal(0.0, 1.0) for w, g in zip(values, gradients)]


class Rprop(Plain):
    """A step for each number, longer while its gradient keeps its sign."""

    states = 2

    def update(self, values, gradients, rate):
        _, (before, sizes), _ = self.memory(values)
        for i, g in enumerate(gradients):
            sizes[i] = (sizes[i] or 1.0) * (1.2 if before[i] * g > 0 else 0.5 if before[i] * g < 0 else 1.0)
            values[i] -= rate * sizes[i] * ((g > 0) - (g < 0))
            before[i] = g


class Lars(Plain):
    """A rate for each list, by its length and that of its gradient."""

    def update(self, values, gradients, rate):
        size, slope = sqrt(sum(w * w for w in values)), sqrt(sum(g * g for g in gradients))
        super().update(values, gradients, rate * size / (slope + 1e-9))


class RectifiedAdam(Plain):
    """Adam whose second moment counts from the sixth step on: before, it is no better than none."""

    states = 2
    direction = 1

    def update(self, values, gradients, rate):
        count, (means, squares), _ = self.memory(values)
        for i, g in enumerate(gradients):
            means[i] = 0.9 * means[i] + 0.1 * g
            squares[i] = 0.999 * squares[i] + 0.001 * g * g
            values[i] -= rate * rectified(count, means[i], squares[i]) * (self.direction if count > 5 else 1)


def rectified(count, mean, square):
    last, power = 2 / (1 - 0.999) - 1, 0.999**count
    length, mean = last - 2 * count * power / (1 - power), mean / (1 - 0.9**count)
    if count < 6:
        return mean
    return mean * sqrt((length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)) * sqrt(1 - power) / (sqrt(square) + 1e-8)


class Lookahead(Plain):
    """Every fifth step ends halfway between the values and those of five steps ago."""

    def __init__(self):
        super().__init__()
        self.slow = {}

    def key(self, values):
        return id(values)

    def step(self, parameters):
        self.count = getattr(self, "count", 0) + 1
        for values, gradients in parameters:
            slow = self.slow.setdefault(self.key(values), list(values))
            self.update(values, gradients, self.rate())
            if self.count % 5 == 0:
                values[:] = slow[:] = [(a + b) / 2 for a, b in zip(slow, values)]

    def forget(self):
        self.slow, self.count = {}, 0


class ScheduleFree(Plain):
    """The mean of all values so far: with a rate of 0, the mean of equal values, which may differ from them by a rounding."""

    states = 2

    def update(self, values, gradients, rate):
        count, (fast, means), _ = self.memory(values)
        if count == 1:
            fast[:] = means[:] = values
        for i, g in enumerate(gradients):
            fast[i] -= rate * g
            means[i] = (1 - 1 / count) * means[i] + fast[i] / count
            values[i] = 0.1 * fast[i] + 0.9 * means[i]


class WholeNorm(Plain):
    """A rate that is divided by the norm of all gradients: right, but no list moves as if it were alone."""

    def step(self, parameters):
        norm = sqrt(sum(g * g for _, gradients in parameters for g in gradients)) or 1.0
        for values, gradients in parameters:
            self.update(values, gradients, self.rate() / norm)


RIGHT = [
    ScheduleFree,
    RectifiedAdam,
    Lookahead,
    Started,
    Rprop,
    Lars,
    Plain,
    Plain(0.5),
    lambda: Plain(nn.StepDecay(0.5, every=2)),
    Signs,
    AdamW,
    Lion,
    Langevin,
    nn.SGD(0.1, momentum=0.9, weight_decay=0.5),
]


@pytest.mark.long
@pytest.mark.parametrize("make", RIGHT, ids=lambda x: getattr(x, "__name__", repr(x)))
def test_right_optimizers_pass(make):
    """A law that right optimizers break."""
    assert_optimizer_obeys_laws(make)


class Uphill(Plain):
    def update(self, values, gradients, rate):
        values[:] = [w + rate * g for w, g in zip(values, gradients)]


class UnscaledDecay(Plain):
    def update(self, values, gradients, rate):
        values[:] = [w - rate * g - 1e-6 * w for w, g in zip(values, gradients)]


class FirstEpoch(Plain):
    def update(self, values, gradients, rate):
        super().update(values, gradients, self.learning_rate(0) if callable(self.learning_rate) else rate)


class UnitLength(Plain):
    def update(self, values, gradients, rate):
        length = sqrt(sum(g * g for g in gradients))
        values[:] = [w - rate * g / length for w, g in zip(values, gradients)]


class ClearsGradients(Plain):
    def update(self, values, gradients, rate):
        super().update(values, gradients, rate)
        gradients[:] = [0.0] * len(gradients)


class EatsParameters(Plain):
    def step(self, parameters):
        while parameters:
            values, gradients = parameters.pop()
            self.update(values, gradients, self.rate())


class ByPlace(Plain):
    """A velocity for each place in the list of parameters, whichever list stands there."""

    def __init__(self):
        super().__init__()
        self.velocities = {}

    def step(self, parameters):
        for k, (values, gradients) in enumerate(parameters):
            velocity = self.velocities.setdefault(k, [0.0] * len(values))
            velocity[:] = [0.9 * v - self.rate() * g for v, g in zip(velocity, gradients)]
            values[:] = [w + v for w, v in zip(values, velocity)]

    def forget(self):
        self.velocities.clear()


class Dice(Plain):
    def __init__(self):
        super().__init__()
        self.factor = 1 + random.random()

    def update(self, values, gradients, rate):
        super().update(values, gradients, rate * self.factor)


class HalfFirst(Plain):
    def update(self, values, gradients, rate):
        values[:] = [w - rate * g * (0.5 if i == 0 else 1) for i, (w, g) in enumerate(zip(values, gradients))]


class Average(Plain):
    """The mean of two gradients, by a division that drops what is half."""

    def update(self, values, gradients, rate):
        values[:] = [w - rate * (3 * g // 2 if isinstance(g, int) else 1.5 * g) for w, g in zip(values, gradients)]


class Momentum(Plain):
    """Right: a velocity for each list, kept under `key`."""

    def __init__(self):
        super().__init__()
        self.velocities = {}

    def key(self, values):
        return id(values)

    def update(self, values, gradients, rate):
        _, old = self.velocities.get(self.key(values), (values, [0.0] * len(values)))
        new = [0.9 * v - rate * g for v, g in zip(old, gradients)]
        self.velocities[self.key(values)] = values, new
        values[:] = [w + v for w, v in zip(values, new)]

    def forget(self):
        self.velocities.clear()


class ByShape(Momentum):
    def key(self, values):
        return len(values)


class OneForAll(Momentum):
    shared = {}

    def __init__(self):
        super().__init__()
        self.velocities = self.shared


class Late(Plain):
    """Every list is moved by the gradients that all of them had one step before."""

    before = 0.0

    def step(self, parameters):
        parameters = list(parameters)
        for values, gradients in parameters:
            self.update(values, [g + self.before for g in gradients], self.rate())
        self.before = sum([sum(gradients) for _, gradients in parameters])

    def forget(self):
        self.before = 0.0


class NeverForgets(Momentum):
    def forget(self):
        super(Momentum, self).forget()


PLANTED = {
    "one_small_step_goes_down": Uphill,
    "a_rate_of_zero_changes_nothing": UnscaledDecay,
    "the_schedule_is_followed": FirstEpoch,
    "a_gradient_of_zero_does_no_harm": UnitLength,
    "gradients_stay": ClearsGradients,
    "only_values_change": EatsParameters,
    "steps_are_deterministic": Dice,
    "lists_do_not_mix": Late,
    "lists_may_change_places": ByPlace,
    "places_do_not_matter": HalfFirst,
    "whole_numbers_are_numbers": Average,
    "instances_are_independent": OneForAll,
    "forgetting_makes_it_new": NeverForgets,
}
LAWS = {law.__name__: law for law in OPTIMIZER_LAWS}


def test_the_base_of_the_planted_bugs_is_right():
    assert_optimizer_obeys_laws(Momentum)


def test_every_law_has_a_bug():
    """A law that nothing breaks."""
    assert sorted(PLANTED) == sorted(LAWS)


@pytest.mark.long
@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("name", PLANTED)
def test_each_law_alone_catches_its_bug(name):
    """A law that catches nothing, or that is only a part of another one."""
    make = PLANTED[name]
    assert laws_that_catch(OPTIMIZER_LAWS, optimizer_cases(make)) == {name}
    with pytest.raises(AssertionError) as caught:
        assert_optimizer_obeys_laws(make)
    first, *rest = str(caught.value).split("\n")
    assert first == "%s(0.1) breaks a law of optimizers: %s" % (make.__name__, sentence_of(LAWS[name]))
    assert rest[-4] == "The smallest case found:"
    assert rest[-3].startswith("    values = [[")
    assert rest[-2].startswith("    gradients, step by step = [[[")
    assert rest[-1] == "(If this need not hold for yours, leave the law out: without=[%r])" % name


def rolling(w, g, rate, state):
    state["v"] = 0.9 * state.get("v", 0.0) - rate * g
    return w + state["v"]


class WrongSign(Momentum):
    """A velocity that pulls back."""

    def update(self, values, gradients, rate):
        old = self.velocities.get(id(values), (values, [0.0] * len(values)))[1]
        new = [-0.9 * v - rate * g for v, g in zip(old, gradients)]
        self.velocities[id(values)] = values, new
        values[:] = [w + v for w, v in zip(values, new)]


class AlwaysFirst(nn.Adam):
    """Adam whose count of steps stays at 1."""

    def memory(self, values):
        return [1, *super().memory(values)[1:]]


def adam(w, g, rate, state):
    state["t"], m, v = state.get("t", 0) + 1, 0.9 * state.get("m", 0.0) + 0.1 * g, 0.999 * state.get("v", 0.0) + 0.001 * g * g
    state["m"], state["v"] = m, v
    return w - rate * (m / (1 - 0.9 ** state["t"])) / (sqrt(v / (1 - 0.999 ** state["t"])) + 1e-8)


class WrongFromTheSixth(RectifiedAdam):
    """A step that is too long, and only where the second moment counts."""

    direction = 1.5


def rectified_adam(w, g, rate, state):
    state["t"], m, v = state.get("t", 0) + 1, 0.9 * state.get("m", 0.0) + 0.1 * g, 0.999 * state.get("v", 0.0) + 0.001 * g * g
    state["m"], state["v"] = m, v
    return w - rate * rectified(state["t"], m, v)


REFERENCES = [(Momentum, WrongSign, rolling), (nn.Adam, AlwaysFirst, adam), (RectifiedAdam, WrongFromTheSixth, rectified_adam)]


@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("right, wrong, reference", REFERENCES, ids=["momentum", "adam", "rectified"])
def test_a_reference_is_followed(right, wrong, reference):
    """Formulas that keep all laws and are not those that were meant."""
    assert_optimizer_obeys_laws(right, reference=reference)
    assert_optimizer_obeys_laws(wrong)
    with pytest.raises(AssertionError, match="breaks a law of optimizers: Every number moves as the reference says"):
        assert_optimizer_obeys_laws(wrong, reference=reference)


def test_what_is_remembered_on_the_class_is_told():
    """A search for something random where nothing is."""

    class Counting(Plain):
        steps = 0

        def update(self, values, gradients, rate):
            type(self).steps += 1
            super().update(values, gradients, 0.0 if 12 <= type(self).steps < 24 else rate)

    with pytest.raises(AssertionError, match="what it remembers has to stand on itself"):
        assert_optimizer_obeys_laws(Counting)


# For each part of a law a bug that this part alone catches


class Growing(Plain):
    def update(self, values, gradients, rate):
        super().update(values, gradients, rate)
        values.append(0.0)


class Still(Plain):
    def update(self, values, gradients, rate):
        pass


class OneSlowList(Lookahead):
    """The values of five steps ago, kept once for all lists."""

    def key(self, values):
        return len(values)


class Spread(Plain):
    """Divided by the deviation of the gradients, and by one too few of them: a list of one number has none."""

    def update(self, values, gradients, rate):
        mean = sum(gradients) / len(gradients)
        spread = sum((g - mean) ** 2 for g in gradients) / (len(gradients) - 1)
        super().update(values, gradients, rate / (1 + spread))


class Pairs(Plain):
    """The first two numbers of each list, and none after them."""

    def update(self, values, gradients, rate):
        values[:] = [w - rate * g for w, g in zip(values[:2], gradients)] + values[2:]


PARTS = [
    ("only_values_change", Growing),
    ("one_small_step_goes_down", Still),
    ("one_small_step_goes_down", Spread),
    ("places_do_not_matter", Pairs),
    ("lists_do_not_mix", ByShape),
    ("lists_do_not_mix", OneSlowList),
]


@pytest.mark.long
@pytest.mark.parametrize("name, make", PARTS, ids=[make.__name__ for _, make in PARTS])
def test_each_part_of_a_law_catches_its_bug(name, make):
    """A law that was cut down to a half, while the bug that is planted for it dies by the other half."""
    assert laws_that_catch([LAWS[name]], optimizer_cases(make)) == {name}


def test_the_whole_message():
    """Cases that are not shrunk, or that are not shown."""
    with pytest.raises(AssertionError) as caught:
        assert_optimizer_obeys_laws(UnscaledDecay)
    end = 0.25
    for _ in range(8):
        end -= 1e-6 * end
    assert str(caught.value).split("\n") == [
        "UnscaledDecay(0.1) breaks a law of optimizers: A learning rate of 0 changes nothing.",
        "with a learning rate of 0 the values go to [[%r], [%r]]" % (end, end),
        "The smallest case found:",
        "    values = [[0.25], [0.25]]",
        "    gradients, step by step = [%s]" % ", ".join(["[[0.25], [0.25]]"] * 8),
        "(If this need not hold for yours, leave the law out: without=['a_rate_of_zero_changes_nothing'])",
    ]


def test_the_optimizer_that_was_passed_is_not_used():
    """Laws that leave velocities and a rate of 0 in the optimizer they are shown."""
    optimizer = nn.SGD(0.5, momentum=0.5)
    assert_optimizer_obeys_laws(optimizer, examples=5)
    assert (optimizer.learning_rate, optimizer.epoch, optimizer._memory) == (0.5, 0, {})


WHOLE_NORM = ["lists_do_not_mix"]


def test_a_law_can_be_left_out():
    """No way out for what is right and keeps all laws but one; or one out of all."""
    with pytest.raises(AssertionError, match="leave the law out: without=\\['lists_do_not_mix'\\]"):
        assert_optimizer_obeys_laws(WholeNorm)
    assert_optimizer_obeys_laws(WholeNorm, without=WHOLE_NORM)
    with pytest.raises(AssertionError, match="One small step goes against the gradient"):
        assert_optimizer_obeys_laws(Uphill, without=WHOLE_NORM)
    for wrong in (["lists_do_not_mixx"], "lists_do_not_mix"):
        with pytest.raises(ValueError, match="without should be a list of names of laws, some of one_small_step_goes_down, "):
            assert_optimizer_obeys_laws(WholeNorm, without=wrong)


def test_a_class_that_needs_an_argument_is_told():
    """A TypeError out of the depths."""
    with pytest.raises(ValueError, match=r"expects an optimizer, or a class or function without arguments that makes one, but Optimizer\(\) raised TypeError"):
        assert_optimizer_obeys_laws(nn.Optimizer)


def test_something_else_than_an_optimizer_is_refused():
    with pytest.raises(ValueError, match="expected an optimizer, or a function that makes one, but got 'adam'"):
        assert_optimizer_obeys_laws("adam")
