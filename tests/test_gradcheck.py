"""The gradient check: right networks pass, wrong ones are found and named, kinks are skipped and counted."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import dense

import purenn as nn
from purenn.gradcheck import ABSOLUTE, RELATIVE, STEP, Coordinate, GradientReport, machine_epsilon, named_parameters

X = [[0.5, -1.25], [1.0, 0.75], [-0.25, 2.0]]
CLASSES = [0, 2, 1]


def network(activation, *end, seed=1):
    rng = nn.Random(seed)
    return nn.Network([nn.Dense(2, 4, rng=rng), activation, nn.Dense(4, 3, rng=rng), *end])


ENDS = [
    (nn.CrossEntropy(), [nn.Softmax()], CLASSES),
    (nn.SoftmaxCrossEntropy(), [], CLASSES),
    (nn.BCE(), [nn.Sigmoid()], [[0, 1, 1], [1, 0, 1], [0, 0, 1]]),
    (nn.MSE(), [nn.Sigmoid()], [[0, 1, 1], [1, 0, 1], [0, 0, 1]]),
    (nn.SSE(), [nn.Identity()], [[0, 1, 1], [1, 0, 1], [0, 0, 1]]),
    (nn.MAE(), [], [[0, 1, 1], [1, 0, 1], [0, 0, 1]]),
    (nn.Huber(0.5), [nn.LeakyReLU(0.25)], [[0, 1, 1], [1, 0, 1], [0, 0, 1]]),
    (nn.Hinge(), [], [[-1, 1, 1], [1, -1, 1], [-1, -1, 1]]),
]


@pytest.mark.parametrize("loss, end, Y", ENDS, ids=[repr(loss) for loss, _, _ in ENDS])
@pytest.mark.parametrize("activation", [nn.Tanh, nn.Sigmoid, nn.ReLU, nn.LeakyReLU])
@given(seed=st.integers(0, 200))
def test_right_networks_pass(loss, end, Y, activation, seed):
    """A tolerance or a step that calls right gradients wrong; everything skipped, and called right."""
    report = nn.check_gradients(network(activation(), *end, seed=seed), X, Y, loss, inputs=True)
    assert report.ok, report
    assert report.checked + report.skipped == 2 * 4 + 4 + 4 * 3 + 3 + 6
    assert report.skipped < report.checked


def test_names_of_parameters():
    """A name that says which layer and not which number of it."""
    names = [name for name, _, _ in named_parameters(nn.Network([nn.Tanh(), nn.Dense(3, 2), nn.Dense(2, 1)]))]
    assert names == ["layers[1].weights[0]", "layers[1].weights[1]", "layers[1].biases", "layers[2].weights[0]", "layers[2].biases"]
    alike = [name for name, _, _ in named_parameters(nn.Network([nn.Dense(2, 2, init="zeros"), nn.BatchNorm(2)]))]
    assert alike == ["layers[0].weights[0]", "layers[0].weights[1]", "layers[0].biases", "layers[1].gain", "layers[1].shift"]


def test_a_layer_is_asked_once_what_its_lists_are_called():
    """All weights gone through for the name of each neuron: seconds for a layer of some thousand outputs."""
    asked = []

    class Asked(nn.Dense):
        def config(self):
            asked.append(self)
            return nn.Dense.config(self)

    names = [name for name, _, _ in named_parameters(nn.Network([Asked(1, 9)]))]
    assert names == ["layers[0].weights[%d]" % j for j in range(9)] + ["layers[0].biases"]
    assert len(asked) == 1


@pytest.mark.parametrize("end, loss, Y", [(nn.Sigmoid(), nn.BCE(), [[0], [1]]), (nn.Softmax(), nn.CrossEntropy(), [1, 0])], ids=repr)
def test_saturated_networks_are_checked_by_their_logits(end, loss, Y):
    """A loss that is measured on copies of the outputs, which know no logits: where these are 0 and 1, it does not move."""
    net = nn.Network([dense([[40.0]] * (1 if Y == [[0], [1]] else 2), [0.25] if Y == [[0], [1]] else [0.25, -1000.0]), end])
    report = nn.check_gradients(net, [[1.0], [-2.0]], Y, loss)
    assert report.ok, report


class Below(nn.MSE):
    """A squared error that is negative: less is still better."""

    def value(self, A, Y):
        return super().value(A, Y) - 1000


@pytest.mark.parametrize("loss", [nn.MSE(), Below()], ids=repr)
@pytest.mark.parametrize("weight, bias, factor", [(0.5, 0.25, 1.0), (30.0, 1.0, 1.0), (0.25, 0.25, -100.0), (-0.0625, -0.125, 100.0)])
def test_the_tolerance_is_that_of_the_formula(weight, bias, factor, loss):
    """An absolute part that shrinks where the loss or a gradient grows, or is twice as large where it is small; signs that count."""
    net = nn.Network([dense([[weight]], [bias])])
    X = [[0.25 * factor], [-0.5 * factor]]
    A = net.forward(X)
    report = nn.check_gradients(net, X, [[0.0], [0.0]], loss)
    gradients = [abs(g) for _, row in net.parameters() for g in row]
    worst = report.worst
    scale = max([1.0, abs(loss(A, [[0.0], [0.0]])), *gradients])
    assert worst.tolerance == RELATIVE * max(abs(worst.analytic), abs(worst.numeric)) + ABSOLUTE * scale


def test_the_step_grows_with_the_number_but_not_below_one():
    """A step that is lost in the rounding of a large weight, or much larger than a small one."""
    for weight, step in ((0.25, STEP), (-8.0, 8 * STEP)):
        layer, seen = dense([[weight]], [0.0]), []

        class Seeing(nn.Identity):
            def forward(self, Z, layer=layer, seen=seen):
                seen.append(layer.weights[0][0])
                return super().forward(Z)

        nn.check_gradients(nn.Network([layer, Seeing()]), [[1.0], [2.0]], [[0.0], [0.0]], nn.MSE())
        assert set(seen) == {weight, weight + step, weight - step}


class Wrong(nn.Tanh):
    """A tanh whose backward is wrong by one part in 1,000 for one sample and one neuron."""

    def backward(self, dA):
        dZ = super().backward(dA)
        dZ[1][2] *= 1.001
        return dZ


def test_a_small_mistake_is_found_and_named():
    """A check that looks at the sum or the mean of the errors, in which one wrong entry drowns."""
    report = nn.check_gradients(network(Wrong(), nn.Softmax()), X, CLASSES, nn.CrossEntropy())
    assert not report.ok
    assert report.wrong == 3
    assert report.worst.name in ("layers[0].weights[2][0]", "layers[0].weights[2][1]", "layers[0].biases[2]")
    assert report.worst.error > report.worst.tolerance
    lines = str(report).split("\n")
    assert lines[:2] == ["GRADIENTS DIFFER: 27 checked, 3 wrong, 0 skipped at kinks", "worst: " + report.worst.name]
    assert lines[2:4] == ["  backward says     %.9g" % report.worst.analytic, "  the difference is %.9g" % report.worst.numeric]
    assert lines[4:] == ["  they are %.2g apart, and %.2g is allowed" % (report.worst.error, report.worst.tolerance)]
    assert max(map(len, lines)) <= 80


class Against(nn.Tanh):
    """A tanh that climbs."""

    def backward(self, dA):
        return [[-d for d in row] for row in super().backward(dA)]


def test_a_gradient_of_the_wrong_sign_is_found():
    """A check that compares sizes, and passes what climbs where it should descend."""

    report = nn.check_gradients(network(Against(), nn.Softmax()), X, CLASSES, nn.CrossEntropy())
    assert not report.ok
    assert report.wrong == 12


def test_a_wrong_input_gradient_is_found_only_when_asked():
    class Blind(nn.Dense):
        def backward(self, dA):
            return [[0.0] * self.inputs for _ in super().backward(dA)]

    net = nn.Network([Blind(2, 2, rng=nn.Random(1))])
    Y = [[0.0, 1.0]] * 3
    assert nn.check_gradients(net, X, Y, nn.MSE()).ok
    report = nn.check_gradients(net, X, Y, nn.MSE(), inputs=True)
    assert report.wrong == 6
    assert report.worst.name.startswith("X[")


@pytest.mark.parametrize("s, i", [(0, 1), (2, 0)])
def test_a_wrong_input_gradient_is_named_by_sample_and_input(s, i):
    """Another sample blamed than the one whose gradient is wrong, or the number of the input in its place."""

    class Nudged(nn.Dense):
        def backward(self, dA):
            dX = super().backward(dA)
            dX[s][i] += 1
            return dX

    report = nn.check_gradients(nn.Network([Nudged(2, 2, rng=nn.Random(1))]), X, [[0.0, 1.0]] * 3, nn.MSE(), inputs=True)
    assert (report.wrong, report.worst.name) == (1, "X[%d][%d]" % (s, i))


def test_samples_of_any_kind_are_checked():
    """Rows moved in place that are the caller's, or that cannot be moved, such as tuples."""
    net = network(nn.Tanh())
    for samples in (tuple(map(tuple, X)), list(map(tuple, X))):
        assert nn.check_gradients(net, samples, [[0, 1, 1]] * 3, nn.MSE(), inputs=True).checked == 27 + 6


@pytest.mark.parametrize("rng", [None, nn.Random(3)], ids=["library", "own"])
def test_generators_are_left_as_after_one_forward(rng):
    """Generators put back to where the check began, or left where the last of many probes was."""
    net = nn.Network([nn.Dense(2, 3), nn.Dropout(0.5, rng)])
    generator = nn.rng.resolve(rng)
    start = list(generator.state)
    net.forward(X)
    after = list(generator.state)
    generator.state = start
    nn.check_gradients(net, X, [[0, 1, 1]] * 3, nn.MSE())
    assert generator.state == after != start


def test_numbers_at_a_kink_are_skipped():
    """Right networks called wrong: at 0 the slope of ReLU is a convention, and the difference half of it."""
    net = nn.Network([dense([[1.0], [1.0]], [-2.0, 1.0]), nn.ReLU()])
    report = nn.check_gradients(net, [[2.0]], [[1.0, 1.0]], nn.MSE())
    assert (report.checked, report.skipped, report.ok) == (2, 2, True)


@pytest.mark.parametrize("z", [1e-7, -1e-7, 1e-6, -1e-6])
def test_numbers_on_one_side_of_a_kink_but_near_are_skipped(z):
    """A kink that only one of the two probes crosses, where both were asked to; a smaller step tried that does not reach it."""
    net = nn.Network([dense([[1.0]], [z - 2.0]), nn.ReLU()])
    report = nn.check_gradients(net, [[2.0]], [[1.0]], nn.MSE())
    assert (report.checked, report.skipped) == (0, 2)


def test_numbers_that_touch_a_kink_are_skipped():
    """Signs above and below compared with each other, but not with that of the number itself."""

    class Square(nn.Activation):
        def function(self, z):
            return z * z

        def derivative(self, z):
            return 2 * z

    net = nn.Network([dense([[0.0]], [0.0]), Square(), nn.ReLU()])
    assert nn.check_gradients(net, [[1.0]], [[1.0]], nn.MSE()).skipped == 2


def test_numbers_at_a_kink_of_the_loss_are_skipped():
    """MAE at its target: the difference is 0, whatever the convention for the slope."""
    net = nn.Network([dense([[1.0]], [0.0])])
    assert nn.check_gradients(net, [[2.0]], [[2.0]], nn.MAE()).skipped == 2
    assert nn.check_gradients(net, [[2.0]], [[2.5]], nn.MAE()).skipped == 0


def test_a_step_across_both_kinks_of_huber_is_skipped():
    """Both straight parts taken for one, and the difference between two of their points for the slope."""
    report = nn.check_gradients(nn.Network([dense([[1.0]], [0.0])]), [[1e6], [2e6]], [[1e6 - 0.05], [2e6 - 0.05]], nn.Huber(0.01))
    assert (report.wrong, report.checked, report.skipped) == (0, 1, 1), report


def test_a_check_that_skipped_everything_has_shown_nothing():
    report = nn.check_gradients(nn.Network([dense([[1.0]], [-2.0]), nn.ReLU()]), [[2.0]], [[1.0]], nn.MSE())
    assert (report.checked, report.ok) == (0, False)
    assert repr(report) == "nothing could be checked: 0 checked, 0 wrong, 2 skipped at kinks"


def test_the_worst_of_nothing_is_not_a_number():
    """AttributeError: 'NoneType' object has no attribute 'error', of whoever prints the worst of every check."""
    for report in (GradientReport(), nn.check_gradients(nn.Network([dense([[1.0]], [-2.0]), nn.ReLU()]), [[2.0]], [[1.0]], nn.MSE())):
        assert report.worst.name == "(nothing was checked)"
        assert all(math.isnan(v) for v in (report.worst.analytic, report.worst.numeric, report.worst.error))
        assert not report.worst.ok
    report.add(Coordinate("w", 1.0, 1.0, 0.5))
    assert report.worst.name == "w"


class OwnReLU(nn.Activation):
    """A ReLU that does not say where its kink is."""

    def function(self, z):
        return max(z, 0.0)

    def derivative(self, z):
        return 1.0 if z > 0 else 0.0


class Bent(nn.Activation):
    """Zero up to 0, then the square: its slope bends at 0, and jumps nowhere. `aside` makes it wrong."""

    def __init__(self, aside=0.0):
        self.aside = aside

    def function(self, z):
        return max(z, 0.0) ** 2

    def derivative(self, z):
        return 2 * max(z, 0.0) + self.aside


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("z", [0.0, 1e-9, -1e-9, 1e-7, -1e-7, 1e-6])
def test_a_slope_that_bends_is_no_mistake(z, sign):
    """A right gradient called wrong where a difference by any step is a little aside, for the slope is another one on each side."""
    report = nn.check_gradients(nn.Network([dense([[sign]], [0.0]), Bent()]), [[z], [0.5]], [[1.0], [1.0]], nn.MSE(), inputs=True)
    assert report.ok, report
    assert (report.checked, report.skipped) == (4, 0)


@pytest.mark.parametrize("aside", [1e-6, -1e-6, 2e-7, -2e-7, 0.5])
def test_a_mistake_at_a_bend_is_found(aside):
    """A check that calls right whatever lies between two slopes, or near them."""
    report = nn.check_gradients(nn.Network([Bent(aside)]), [[0.0], [0.5]], [[1.0], [1.0]], nn.MSE(), inputs=True)
    assert report.wrong >= 1
    assert report.worst.hint == ""


def test_errors_of_a_bend_shrink_as_the_steps_do():
    """Errors that hardly shrink, or at one of the steps only; those of a smooth loss, which shrink faster before they stay where they are."""
    assert nn.gradcheck.bends([8.0, 1.0, 0.125])
    assert nn.gradcheck.bends([10.0, 1.0, 0.0])  # beside the number itself, the last steps do not reach the bend
    for errors in ([8.0, 1.0, 1.0], [1.0, 1.0, 0.125], [3.0, 1.0, 0.125], [64.0, 1.0, 0.1], [1.0, 8.0, 1.0], [math.inf] * 3, [math.nan] * 3):
        assert not nn.gradcheck.bends(errors)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_kink_that_nobody_has_said_is_guessed(sign):
    """A right layer called wrong, without a word of how to mend that."""
    net = nn.Network([dense([[1.0]], [-2.0]), OwnReLU(), dense([[sign]], [0.0])])
    report = nn.check_gradients(net, [[2.0], [2.0]], [[1.0], [1.0]], nn.MSE())
    assert report.wrong == 2
    slopes = "0 just below and %d just above" % (-4 * sign)
    lines = str(report).split("\n")
    assert lines[5:] == ["  the slope is %s: a kink or a jump?" % slopes, "  then say on which side of it each number is, by defining kinks"]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("analytic, has_hint", [(0.0, True), (1.0, True), (0.25, True), (-0.001, False), (1.001, False)])
def test_a_gradient_that_is_none_of_the_slopes_at_a_kink_is_just_wrong(analytic, has_hint):
    """A hint for whatever is wrong, which sends people looking for kinks."""

    class Own(OwnReLU):
        def derivative(self, z):
            return analytic

    class Sum(nn.MSE):
        def value(self, A, Y):
            return sum(map(sum, A))

        def slopes(self, A, Y):
            return [[1.0] * len(row) for row in A]

    report = nn.check_gradients(nn.Network([dense([[1.0]], [-2.0]), Own()]), [[2.0]], [[1.0]], Sum())
    assert report.wrong == 2
    assert bool(report.worst.hint) == has_hint


def test_a_mistake_away_from_kinks_gets_no_hint():
    """Slopes on both sides that count as unlike because they are not equal to the last digit."""
    report = nn.check_gradients(network(Wrong(), nn.Softmax()), X, CLASSES, nn.CrossEntropy())
    assert (report.ok, report.worst.hint) == (False, "")
    # Slopes as far apart as rounding lets them be, and a gradient that is only just wrong.
    for analytic, above, has_hint in ((1.75, 1.0, False), (1.75, 1.25, True), (1.75, -1.25, False), (-1.75, -1.25, True)):
        wrong = Coordinate("w", analytic, above / 2, 1.0)
        assert not wrong.ok
        assert bool(nn.gradcheck._with_hint(wrong, (above / 2, 0.0, above)).hint) == has_hint, (analytic, above)


def test_one_sample_is_said_to_be_too_few():
    """A check that cannot see a bias gradient of the first sample only, and does not say so."""
    net = network(nn.Tanh(), nn.Softmax())
    note = "one sample: a mistake in adding up over a batch does not show; take two"
    alone = nn.check_gradients(net, X[:1], CLASSES[:1], nn.CrossEntropy())
    assert (alone.ok, alone.notes) == (True, [note])
    assert str(alone).endswith("\n" + note)
    assert nn.check_gradients(net, X[:2], CLASSES[:2], nn.CrossEntropy()).notes == []
    assert nn.check_gradients(network(Against(), nn.Softmax()), X[:1], CLASSES[:1], nn.CrossEntropy()).notes == []


def test_tied_weights_are_named():
    """GRADIENTS DIFFER, said of two right layers, and no word of what they share."""
    first, second = Gain(), Gain()
    assert nn.check_gradients(nn.Network([first, nn.Tanh(), second]), X, [[0.0, 1.0]] * 3, nn.MSE()).notes == []
    second.gain = first.gain
    report = nn.check_gradients(nn.Network([first, nn.Tanh(), second]), X, [[0.0, 1.0]] * 3, nn.MSE())
    assert not report.ok
    names = ("layers[0].parameters()[0][0]", "layers[2].parameters()[0][0]")
    assert report.notes == ["%s and %s are one list:\neach gradient is only a part of its slope" % names]


def test_the_same_numbers_are_drawn_each_time():
    """Numbers that move on with every check, while the docstring says they do not."""
    net = network(nn.Tanh(), nn.Softmax())
    assert len({nn.check_gradients(net, X, CLASSES, nn.CrossEntropy(), most=1).worst.name for _ in range(8)}) == 1


def test_a_check_that_has_mostly_skipped_says_so():
    """One number checked, fifty skipped, and all gradients said to agree."""
    report = nn.check_gradients(nn.Network([dense([[1.0], [1.0], [1.0]], [-2.0, -2.0, 1.0]), nn.ReLU()]), [[2.0]] * 2, [[1.0] * 3] * 2, nn.MSE())
    assert (report.ok, report.checked, report.skipped) == (True, 2, 4)
    assert report.notes == ["more was skipped than checked, which shows little: take other samples"]


def test_a_step_out_of_what_a_loss_allows_is_skipped():
    """ValueError: BCE expects probabilities from 0 to 1, but A[0][0] is 1.0000076; the network itself gives none like that."""
    net = nn.Network([dense([[0.5]], [0.0])])
    report = nn.check_gradients(net, [[2.0], [1.0]], [[1.0], [1.0]], nn.BCE())
    assert (report.checked, report.skipped, report.wrong) == (0, 2, 0)
    (note,) = report.notes
    assert note.startswith("a number was skipped because its step was refused: BCE() expects probabilities from 0 to 1")
    assert (net.layers[0].weights, net.layers[0].biases) == ([[0.5]], [0.0])


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, [0.5]])
def test_a_loss_that_is_no_finite_number_is_refused(value):
    """GRADIENTS DIFFER, and an infinite tolerance: the loss is what is wrong."""

    class Odd(nn.MSE):
        def value(self, A, Y):
            return 1.0 if value == [0.5] else value

        def __call__(self, A, Y):
            return value

    with pytest.raises(ValueError) as caught:
        nn.check_gradients(network(nn.Tanh()), X, [[0, 1, 1]] * 3, Odd())
    assert str(caught.value) == "the loss is %r; gradients can only be checked where it is a finite number" % (value,)


def test_what_is_no_network_or_no_loss_is_refused():
    """X[0][0] should be a number, but is (16, (0,)); 'list' object has no attribute 'batch'; no attribute 'gradient'."""
    net, Y = network(nn.Tanh()), [[0, 1, 1]] * 3
    packed = nn.PackedNetwork(nn.Network([nn.Dense(2, 3), nn.ReLU(), nn.Dense(3, 3)]))
    for wrong, end in ((list(net.layers), ""), (nn.Network, ""), (packed, "; it learns in whole numbers, which have no slope: check what its unpack() gives")):
        with pytest.raises(ValueError) as caught:
            nn.check_gradients(wrong, X, Y, nn.MSE())
        assert str(caught.value) == "net should be a Network, such as nn.Network([nn.Dense(2, 1)]), but is %r%s" % (wrong, end)
    assert nn.check_gradients(packed.unpack(), X, Y, nn.MSE()).ok
    for wrong in (nn.accuracy, nn.MSE, "mse", None):
        with pytest.raises(ValueError) as caught:
            nn.check_gradients(net, X, Y, wrong)
        assert str(caught.value) == "loss should be a loss, such as nn.MSE(), but is %r" % (wrong,)


def test_dropout_drops_the_same_numbers_in_every_probe():
    """A new mask for each probe: every gradient looks wrong."""
    for rng in (None, nn.Random(3)):
        late = nn.Dropout(0.25, nn.Random(4))
        net = nn.Network([nn.Dense(2, 8, rng=nn.Random(1)), nn.Dropout(0.5, rng), nn.Dense(8, 6), late, nn.Dense(6, 3), nn.Softmax()])
        report = nn.check_gradients(net, X, CLASSES, nn.CrossEntropy())
        assert report.ok, report


class Noise(nn.Dropout):
    """A dropout that draws from a generator of Python's own, under some name."""

    def __init__(self, name="rng"):
        super().__init__(0.5)
        setattr(self, name, random.Random(3))
        self.name = name

    def forward(self, X):
        self._kept = [[getattr(self, self.name).choice([0, 1]) for _ in row] for row in X]
        return self._masked(X)


class NoisyMSE(nn.MSE):
    """A loss that looks at the outputs through random weights, from a generator of its own."""

    def __init__(self):
        self.rng = nn.Random(5)

    def value(self, A, Y):
        self.factors = [self.rng.uniform() for _ in A]
        return sum([f * (a - y) ** 2 for f, *rows in zip(self.factors, A, Y) for a, y in zip(*rows)])

    def slopes(self, A, Y):
        return [[2 * f * (a - y) for a, y in zip(*rows)] for f, *rows in zip(self.factors, A, Y)]


def test_generators_of_python_and_of_losses_are_held_still():
    """AttributeError: 'Random' object has no attribute 'state'; random targets that move from probe to probe."""
    Y = [[0.0, 1.0, 1.0]] * 3
    for layers, loss in (([nn.Dense(2, 3, rng=nn.Random(1)), Noise()], nn.MSE()), ([nn.Dense(2, 3, rng=nn.Random(1))], NoisyMSE())):
        report = nn.check_gradients(nn.Network(layers), X, Y, loss, inputs=True)
        assert report.ok, report
        assert report.notes == []


def test_what_is_random_and_not_held_still_is_named():
    """GRADIENTS DIFFER, and no word of why: another mask was drawn for every probe."""
    net = nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), Noise("dice")])
    report = nn.check_gradients(net, X, [[0.0, 1.0, 1.0]] * 3, nn.MSE())
    assert not report.ok
    (note,) = report.notes
    assert str(report).endswith("\n" + note)
    assert "when measured again: what is random has to draw from\nthe library's generator, or from the attribute rng of a layer or the loss" in note
    net.layers[1].rng = 7  # which is no generator, and can neither say where it is nor go back there
    assert not nn.check_gradients(net, X, [[0.0, 1.0, 1.0]] * 3, nn.MSE()).ok


def test_which_numbers_are_checked_is_drawn_from_the_generator_that_was_passed():
    """A generator that is taken and never used: the same few numbers in every check; numbers drawn where all are checked."""
    net = network(nn.Tanh(), nn.Softmax())
    checked = [nn.check_gradients(net, X, CLASSES, nn.CrossEntropy(), most=1, rng=nn.Random(seed)).worst.name for seed in (1, 2, 3, 4, 5, 1)]
    assert checked[0] == checked[5]
    assert len(set(checked)) > 2
    mine = nn.Random(1)
    assert nn.check_gradients(net, X, CLASSES, nn.CrossEntropy(), most=27, rng=mine).checked == 27
    assert mine.state == nn.Random(1).state


def test_running_means_are_held_still():
    """Means that move with every probe, so that no two of them measure the same loss."""
    for before in ([], [nn.Identity(), nn.Identity()]):
        layer = nn.BatchNorm(2)
        report = nn.check_gradients(nn.Network([*before, layer, nn.Dense(2, 1, rng=nn.Random(1))]), X, [[0.0], [1.0], [1.0]], nn.MSE())
        assert report.ok, report
        once = nn.BatchNorm(2)
        once.forward(X)
        assert (layer.mean, layer.variance) == (once.mean, once.variance)


def test_the_network_is_left_as_it_was():
    """A weight that is subtracted back, with its rounding error; gradients and memory of a moved network."""
    net = network(nn.Tanh(), nn.Softmax())
    net.layers[0].weights[0][0] = 1e-20  # too small to survive being added to a step and subtracted again
    loss = nn.CrossEntropy()
    net.backward(loss.gradient(net.forward(X), CLASSES))
    values = [row[:] for row, _ in net.parameters()]
    gradients = [row[:] for _, row in net.parameters()]
    samples = [row[:] for row in X]
    nn.check_gradients(net, X, CLASSES, loss, inputs=True)
    assert [row for row, _ in net.parameters()] == values
    assert [row for _, row in net.parameters()] == gradients
    assert samples == X
    net.backward(loss.gradient(net.predict(X), CLASSES))
    assert [row for _, row in net.parameters()] == gradients


class Wave(nn.Activation):
    """A sine so quick that the loss bends within the first step; `factor` makes its derivative wrong."""

    def __init__(self, frequency, factor=1.0):
        self.frequency, self.factor = frequency, factor

    def function(self, z):
        return math.sin(self.frequency * z)

    def derivative(self, z):
        return self.factor * self.frequency * math.cos(self.frequency * z)


@pytest.mark.parametrize("frequency", [3e3, 1e4])
def test_where_the_loss_bends_within_the_step_a_smaller_one_is_tried(frequency):
    """A right network called wrong because the one step there is goes too far; a wrong one called right for it."""
    numbers = [[0.0], [1e-5], [3e-5]], [[0.1], [0.2], [0.3]], nn.MSE()
    assert nn.check_gradients(nn.Network([dense([[1.0]], [0.0]), Wave(frequency)]), *numbers).ok
    wrong = nn.check_gradients(nn.Network([dense([[1.0]], [0.0]), Wave(frequency, 1.0001)]), *numbers)
    assert wrong.wrong >= 1
    assert wrong.worst.error > wrong.worst.tolerance


def test_a_loss_that_raises_leaves_the_weights_as_they_were():
    """A weight that stays moved by a step because the loss raised between moving it there and back."""

    class Raises(nn.MSE):
        calls = 0

        def value(self, A, Y):
            self.calls += 1
            if self.calls == 4:
                raise OverflowError("too large")
            return super().value(A, Y)

    net = network(nn.Tanh())
    before = [row[:] for row, _ in net.parameters()]
    with pytest.raises(OverflowError):
        nn.check_gradients(net, X, [[0, 1, 1]] * 3, Raises())
    assert [row for row, _ in net.parameters()] == before


@given(st.integers(1, 40), st.integers(0, 100))
def test_at_most_so_many_numbers_are_checked(most, seed):
    """A sample that is always the first numbers, holds one twice, or depends on something besides its rng."""
    names = []
    net = network(nn.Tanh(), seed=seed)
    for _ in range(2):
        drawn = nn.gradcheck._drawn(nn.gradcheck.named_parameters(net), most, nn.Random(seed))
        names.append(["%s[%d]" % (name, i) for name, _, _, i in drawn])
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0]) == min(most, 27)
    report = nn.check_gradients(net, X, [[0, 1, 1]] * 3, nn.MSE(), most=most, rng=nn.Random(seed))
    assert (report.ok, report.checked) == (True, min(most, 27))


def test_a_sample_reaches_every_number():
    """The later layers never looked at."""
    places = nn.gradcheck.named_parameters(network(nn.Tanh()))
    drawn = {(name, i) for seed in range(60) for name, _, _, i in nn.gradcheck._drawn(places, 3, nn.Random(seed))}
    assert len(drawn) == 27


def test_a_sample_of_nothing_is_refused():
    with pytest.raises(nn.ShapeError, match="most should be a whole number of at least 1, but is 0"):
        nn.check_gradients(network(nn.Tanh()), X, [[0, 1, 1]] * 3, nn.MSE(), most=0)


def test_the_check_of_gradients_moves_the_running_means_once():
    """A check that trains the network on the side: the same batch, seen a hundred times."""
    X, Y = [[0.5, 2.0], [1.0, -1.0]], [[1.0], [0.0]]
    nets = [nn.Network([nn.BatchNorm(2), nn.Dense(2, 1, rng=nn.Random(1))]) for _ in range(2)]
    nn.check_gradients(nets[0], X, Y, nn.MSE(), inputs=True)
    nets[1].forward(X)
    assert nets[0].values() == nets[1].values()
    assert nets[0].layers[0].mean == [0.1 * 0.75, 0.1 * 0.5]


def test_nan_is_wrong():
    """A comparison the wrong way round: NaN is not greater than any tolerance."""
    coordinate = Coordinate("w", float("nan"), 1.0, 0.1)
    assert not coordinate.ok
    assert coordinate.badness() > Coordinate("w", 1e9, 1.0, 0.1).badness()


def test_infinity_is_wrong():
    """An infinite gradient whose error, infinite too, is as large as its tolerance."""
    for analytic in (math.inf, -math.inf):
        coordinate = Coordinate("w", analytic, 1.0, math.inf)
        assert not coordinate.ok
        assert coordinate.badness() > Coordinate("w", 1e9, 1.0, 0.1).badness()


@pytest.mark.parametrize("wrong", [math.inf, -math.inf, math.nan])
def test_a_gradient_that_is_not_finite_excuses_no_other(wrong):
    """A tolerance that grows with the largest gradient, and is infinite for all numbers as soon as one of them is."""

    class Bad(nn.Dense):
        def backward_parameters(self, dA):
            super().backward_parameters(dA)
            self.d_weights[0][0] = wrong
            self.d_weights[1][1] += 100
            self.d_biases[0] = -5.0

    report = nn.check_gradients(nn.Network([Bad(2, 2, rng=nn.Random(1))]), X, [[0.0, 1.0]] * 3, nn.MSE())
    assert (report.wrong, report.checked, report.worst.name) == (3, 6, "layers[0].weights[0][0]")
    assert math.isfinite(report.worst.tolerance)


class Gain(nn.Layer):
    """A layer with parameters that needs no more than it has to."""

    def __init__(self):
        self.gain, self.d_gain = [1.5, -0.5], [0.0, 0.0]

    def predict(self, X):
        return [[x * g for x, g in zip(row, self.gain)] for row in X]

    def forward(self, X):
        self.seen = [list(row) for row in X]
        return self.predict(X)

    def backward(self, dA):
        self.d_gain[:] = [sum(d[i] * x[i] for d, x in zip(dA, self.seen)) for i in range(2)]
        return [[d * g for d, g in zip(row, self.gain)] for row in dA]

    def parameters(self):
        return [(self.gain, self.d_gain)]


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda dX: dX[:1], "the gradient of X should be a list of length 3, like X itself, but has length 1"),
        (lambda dX: dX + dX[:1], "the gradient of X should be a list of length 3, like X itself, but has length 4"),
        (lambda dX: [*dX[:2], dX[2][:1]], "the gradient of X[2] should be a list of length 2, like X[2] itself, but has length 1"),
        (lambda dX: [*dX[:2], 0.5], "the gradient of X[2] should be a list of length 2, like X[2] itself, but is 0.5"),
        (lambda dX: None, "the gradient of X should be a list of length 3, like X itself, but is None"),
        (lambda dX: [[None, 0.0], *dX[1:]], "the gradient of X[0][0] should be a number, but is None"),
    ],
)
def test_an_input_gradient_of_another_shape_is_refused(change, words):
    """zip, for which a gradient of the first sample alone is right; IndexError, TypeError."""

    class Short(Gain):
        def backward(self, dA):
            return change(super().backward(dA))

    net = nn.Network([Short()])
    assert nn.check_gradients(net, X, [[0.0, 1.0]] * 3, nn.MSE()).ok
    with pytest.raises(ValueError) as caught:
        nn.check_gradients(net, X, [[0.0, 1.0]] * 3, nn.MSE(), inputs=True)
    assert str(caught.value) == words
    assert isinstance(caught.value, nn.ShapeError) == ("number" not in words)


@pytest.mark.parametrize("gradients", [[], [0.5], [0.5, 0.25, 0.0]])
def test_a_gradient_of_another_length_than_its_parameters_is_refused(gradients):
    """IndexError; one number too many, which nobody looks at."""

    class Wrong(Gain):
        def parameters(self):
            return [(self.gain, gradients)]

    with pytest.raises(
        nn.ShapeError, match=r"^the gradient of layers\[0\]\.parameters\(\)\[0\]\[0\] should be a list of length 2, like .* but has length %d$" % len(gradients)
    ):
        nn.check_gradients(nn.Network([Wrong()]), X, [[0.0, 1.0]] * 3, nn.MSE())


def cleared(layer):
    layer.d_gain[:] = [0.0, 0.0]


def renewed(layer):
    layer.d_gain = [0.0, 0.0]


@pytest.mark.parametrize("reset", [cleared, renewed])
def test_a_layer_may_reset_its_gradients_in_forward(reset):
    """Gradients that are read, or left, after the probes, when forward has run again."""

    class Reset(Gain):
        def forward(self, X):
            reset(self)
            return super().forward(X)

        def backward(self, dA):
            before, gradients = self.d_gain, super().backward(dA)
            assert before == self.d_gain or reset is cleared
            return gradients

    net, plain = nn.Network([Reset()]), nn.Network([Gain()])
    report = nn.check_gradients(net, X, [[0.0, 1.0]] * 3, nn.MSE(), inputs=True)
    assert report.ok, report
    plain.backward(nn.MSE().gradient(plain.forward(X), [[0.0, 1.0]] * 3))
    assert net.layers[0].d_gain == plain.layers[0].d_gain != [0.0, 0.0]


def test_an_error_as_large_as_the_tolerance_is_no_error():
    """The end of the range left out; an error that is multiplied by its tolerance, so that the loosest looks worst."""
    coordinate = Coordinate("w", 1.25, 1.0, 0.25)
    assert coordinate.ok
    assert coordinate.badness() == 1.0
    assert Coordinate("w", 3.0, 1.0, 0.25).badness() == 8.0


def test_the_first_of_equals_is_the_worst():
    """The last of several taken for the worst, far from where one would look first."""
    report = GradientReport()
    for name, error in (("a", 0.5), ("b", 2.0), ("c", 2.0)):
        report.add(Coordinate(name, error, 0.0, 1.0))
    assert (report.worst.name, report.checked, report.wrong) == ("b", 3, 2)
    report.add(Coordinate("a larger error, of which more is allowed", 3.0, 0.0, 2.0))
    assert report.worst.name == "b"
    report.add(Coordinate("a smaller error, of which less is allowed", 1.0, 0.0, 0.25))
    assert report.worst.tolerance == 0.25


def test_the_text_of_a_report():
    """A verdict for another case; a worst coordinate that does not say what it is."""
    report = GradientReport()
    report.add(Coordinate("layers[0].biases[0]", 1.25, 1.0, 0.5))
    text = "gradients agree: 1 checked, 0 wrong, 0 skipped at kinks\nworst: layers[0].biases[0]\n"
    text += "  backward says     1.25\n  the difference is 1\n  they are 0.25 apart, and 0.5 is allowed"
    assert repr(report) == text


def test_parameters_without_a_name_are_numbered():
    report = nn.check_gradients(nn.Network([Gain()]), X, [[0.0, 1.0]] * 3, nn.MSE(), inputs=True)
    assert report.ok, report
    assert report.checked == 8
    bad = Gain()
    bad.backward = lambda dA: None
    report = nn.check_gradients(nn.Network([bad]), X, [[0.0, 1.0]] * 3, nn.MSE())
    assert report.worst.name in ("layers[0].parameters()[0][0][0]", "layers[0].parameters()[0][0][1]")


def test_samples_that_are_matrices_have_gradients_too():
    images = [[[0.5, 1.0], [0.25, -1.0]], [[1.5, -0.5], [2.0, 1.0]]]
    net = nn.Network([nn.Flatten(2, 2), nn.Dense(4, 1, rng=nn.Random(1))])
    report = nn.check_gradients(net, images, [[1.0], [0.0]], nn.MSE(), inputs=True)
    assert report.ok, report
    assert report.checked == 5 + 8
    net.layers[0].backward = lambda dA: [[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]
    report = nn.check_gradients(net, images, [[1.0], [0.0]], nn.MSE(), inputs=True)
    assert report.wrong == 8
    assert report.worst.name in ["X[%d][%d][%d]" % (s, r, c) for s in range(2) for r in range(2) for c in range(2)]


def test_a_single_input_has_a_gradient_too():
    """IndexError where a sample is one number."""
    report = nn.check_gradients(nn.Network([dense([[2.0]], [0.5])]), [[1.0], [2.0]], [[0.0], [0.0]], nn.MSE(), inputs=True)
    assert (report.ok, report.checked) == (True, 4)


def test_a_loss_of_ones_own_needs_no_kinks():
    class Plain:
        def __call__(self, A, Y):
            return sum((a - y) ** 2 for a_row, y_row in zip(A, Y) for a, y in zip(a_row, y_row))

        def gradient(self, A, Y):
            return [[2 * (a - y) for a, y in zip(*rows)] for rows in zip(A, Y)]

    assert nn.check_gradients(network(nn.Tanh()), X, [[0, 1, 1]] * 3, Plain()).ok


def test_the_precision_is_measured():
    assert machine_epsilon() == 2.0**-52


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_inputs_that_are_not_finite_are_refused(wrong):
    """"GRADIENTS DIFFER", said of a right backward, for a hole in the data."""
    net = nn.Network([nn.Dense(2, 1)])
    with pytest.raises(ValueError) as caught:
        nn.check_gradients(net, [[1.0, 2.0], [1.0, wrong]], [[0.0], [1.0]], nn.MSE())
    assert str(caught.value) == "X[1][1] is %s; every number has to be finite" % wrong
