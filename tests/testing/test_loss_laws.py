"""The laws of losses: for each a planted bug that it alone catches; losses as people write them pass."""

import math
import re

import pytest
from hypothesis import strategies as st
from strategies import laws_that_catch

import purenn as nn
from purenn.testing import assert_loss_obeys_laws
from purenn.testing.laws import sentence_of
from purenn.testing.layer_cases import large_inputs
from purenn.testing.loss_cases import LossCase, far_outputs, loss_cases
from purenn.testing.loss_laws import ADDING, FAR, FURTHEST, LOSS_LAWS, MINIMUM, ROBUST, gradient_is_the_slope


class Fourth(nn.ElementLoss):
    def point(self, a, y):
        return (a - y) ** 4

    def slope(self, a, y):
        return 4 * (a - y) ** 3


class LogCosh(nn.ElementLoss):
    def point(self, a, y):
        d = abs(a - y)
        return d + math.log1p(math.exp(-2 * d)) - math.log(2)

    def slope(self, a, y):
        return math.tanh(a - y)


class WrongFarOut(LogCosh):
    """The slope of a straight line from 20 on, on whichever side."""

    def slope(self, a, y):
        return math.tanh(a - y) if abs(a - y) < 20 else 1.0


class WideHuber(nn.ElementLoss):
    """Huber's loss that says nothing of where its slope bends; and of an error of more than 5, `end` is the slope."""

    end = 5.0

    def point(self, a, y):
        e = abs(a - y)
        return e * e / 2 if e <= 5 else 5 * (e - 2.5)

    def slope(self, a, y):
        return a - y if abs(a - y) <= 5 else math.copysign(self.end, a - y)


class WrongEnd(WideHuber):
    end = 1.0


class Logits(nn.ElementLoss):
    """Binary cross-entropy of logits, which most write with a shorter formula from 20 on."""

    def point(self, a, y):
        return (a if a > 20 else math.log1p(math.exp(a))) - a * y

    def slope(self, a, y):
        return nn.sigmoid(a) - y


class NoTail(Logits):
    """exp(-a) left out where it is small, and the 1 with it."""

    def slope(self, a, y):
        return super().slope(a, y) if abs(a) < 20 else -y


class Focal(nn.ElementLoss):
    """Cross-entropy of logits, weighed by the square of how wrong they are."""

    def point(self, a, y):
        a = (2 * y - 1) * a
        return nn.sigmoid(-a) ** 2 * (max(-a, 0) + math.log1p(math.exp(-abs(a))))

    def slope(self, a, y):
        sign = 2 * y - 1
        p, q = nn.sigmoid(sign * a), nn.sigmoid(-sign * a)
        return sign * (-2 * q * q * p * (max(-sign * a, 0) + math.log1p(math.exp(-abs(a)))) - q**3)


class PoissonLogits(nn.ElementLoss):
    def point(self, a, y):
        return math.exp(a) - y * a

    def slope(self, a, y):
        return math.exp(a) - y


class Biweight(nn.ElementLoss):
    """Tukey's: constant from an error of 1 on."""

    def point(self, a, y):
        return (1 - (1 - min(abs(a - y), 1) ** 2) ** 3) / 6

    def slope(self, a, y):
        return (a - y) * (1 - min(abs(a - y), 1) ** 2) ** 2


class Charbonnier(nn.ElementLoss):
    def point(self, a, y):
        return math.hypot(a - y, 0.001)

    def slope(self, a, y):
        return (a - y) / math.hypot(a - y, 0.001)


class LogError(nn.ElementLoss):
    """The square of a difference of logarithms."""

    def point(self, a, y):
        return (math.log1p(a) - math.log1p(y)) ** 2

    def slope(self, a, y):
        return 2 * (math.log1p(a) - math.log1p(y)) / (1 + a)


class Pinball(nn.ElementLoss):
    """The loss of a quantile: a kink at the target, and declared."""

    def __init__(self, share=0.9):
        self.share = share

    def point(self, a, y):
        return self.share * (y - a) if a < y else (1 - self.share) * (a - y)

    def slope(self, a, y):
        return -self.share if a < y else 1 - self.share

    def side(self, a, y):
        return (a > y) - (a < y)


class SquaredHinge(nn.ElementLoss):
    """The square of the hinge: no kink at 1, but a slope that bends."""

    def point(self, a, y):
        return max(1 - a * y, 0) ** 2

    def slope(self, a, y):
        return -2 * y * max(1 - a * y, 0)


@pytest.mark.parametrize("a", [1.0, 1 - 1e-9, 1 + 1e-9])
def test_a_slope_that_bends_is_no_mistake(a):
    """A false alarm of which most draws show nothing: an output has to be 1 or -1, the right one, and its column alone."""
    gradient_is_the_slope(LossCase(SquaredHinge, [[a], [0.0]], [[1], [-1]], 1))


class Poisson(nn.ElementLoss):
    """For counts: outputs have to be above 0."""

    def point(self, a, y):
        return a - y * math.log(a)

    def slope(self, a, y):
        return 1 - y / a


class Root(nn.Loss):
    """The root of the mean square: neither a mean nor a sum over the samples."""

    samples = staticmethod(len)

    def value(self, A, Y):
        return math.sqrt(sum((a - y) ** 2 for pair in zip(A, Y) for a, y in zip(*pair)) / self.samples(A) + 1)

    def slopes(self, A, Y):
        size = self.value(A, Y) * self.samples(A)
        return [[(a - y) / size for a, y in zip(*pair)] for pair in zip(A, Y)]


class Plain:
    """A sum of squares that derives from nothing, but looks at what it is given."""

    reduction = "sum"

    def checked(self, A, Y):
        if [len(row) for row in A] != [len(row) for row in Y]:
            raise ValueError("A and Y should have one shape")
        if any(y != y for row in Y for y in row):
            raise ValueError("a target is NaN")
        return A, Y

    def __call__(self, A, Y):
        return sum((a - y) ** 2 for pair in zip(*self.checked(A, Y)) for a, y in zip(*pair))

    def gradient(self, A, Y):
        return [[2 * (a - y) for a, y in zip(*pair)] for pair in zip(*self.checked(A, Y))]


class ClassNumbers:
    """Cross-entropy of logits that takes class numbers and nothing else; it derives from nothing."""

    def __call__(self, A, Y):
        return sum(self.log_sum(row) - row[y] for row, y in zip(A, self.checked(A, Y))) / len(A)

    def gradient(self, A, Y):
        pairs = zip(A, self.checked(A, Y))
        return [[(math.exp(a - self.log_sum(row)) - (k == y)) / len(A) for k, a in enumerate(row)] for row, y in pairs]

    def log_sum(self, row):
        return max(row) + math.log(sum(math.exp(a - max(row)) for a in row))

    def checked(self, A, Y):
        if len(A) != len(Y) or any(type(y) is not int for y in Y):
            raise ValueError("Y should be one class number for each sample")
        return Y


class Divergence(nn.Loss):
    """Kullback and Leibler's, which insists on rows that add up to 1, in A and in Y."""

    def checked(self, rows):
        if any(abs(sum(row) - 1) > 1e-9 for row in rows):
            raise ValueError("rows should add up to 1")
        return rows

    def value(self, A, Y):
        pairs = zip(self.checked(A), self.checked(Y))
        return sum(y * math.log(y / a) for pair in pairs for a, y in zip(*pair)) / len(A)

    def slopes(self, A, Y):
        return [[-y / a / len(A) for a, y in zip(*pair)] for pair in zip(self.checked(A), Y)]


class Halved(Divergence):
    def slopes(self, A, Y):
        return [[g / 2 for g in row] for row in super().slopes(A, Y)]


class Shifted(ClassNumbers):
    def gradient(self, A, Y):
        return [[g + 0.25 for g in row] for row in super().gradient(A, Y)]


@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("wrong, more", [(Halved, {"outputs": "sums", "targets": "sums"}), (Shifted, {"targets": "classes"})], ids=["sums", "classes"])
def test_wrong_losses_of_classes_are_found(wrong, more):
    """Cases of these kinds that show nothing."""
    with pytest.raises(AssertionError, match="breaks a law of losses: The gradient is the slope of the loss"):
        assert_loss_obeys_laws(wrong, **more)


RIGHT = [
    (ClassNumbers, {"targets": "classes"}),
    (Divergence, {"outputs": "sums", "targets": "sums", "minimum": True}),
    (Divergence, {"outputs": "sums", "targets": "sums", "columns": 3}),
    (nn.CrossEntropy, {"outputs": "sums", "targets": "classes"}),
    (nn.BCE, {"outputs": st.floats(0, 1), "targets": st.sampled_from([0, 1]), "columns": 2}),  # which ends where its outputs end
    (Fourth, {"minimum": True}),
    (LogCosh(), {"minimum": True}),
    (Pinball, {"minimum": True}),
    (lambda: Pinball(0.25), {}),
    (WideHuber, {}),
    (lambda: nn.Huber(30.0), {"minimum": True}),
    (lambda: nn.Huber(0.01), {"minimum": True}),
    (nn.Hinge, {"targets": st.sampled_from([-1, 1])}),
    (nn.SoftmaxCrossEntropy, {"targets": "classes"}),
    (Logits, {"targets": st.sampled_from([0, 1]), "limit": 700.0}),
    (Focal, {"targets": st.sampled_from([0, 1])}),
    (PoissonLogits, {"targets": st.integers(0, 5), "limit": 100.0}),
    (PoissonLogits, {"targets": st.integers(0, 5), "limit": 700.0}),
    (PoissonLogits, {"targets": st.integers(0, 5), "extremes": st.floats(-20, 20)}),
    (PoissonLogits, {"targets": st.integers(0, 5), "without": ["large_numbers_stay_finite"]}),
    (Biweight, {"minimum": True}),
    (Charbonnier, {"minimum": True}),
    (LogError, {"outputs": st.floats(0, 5), "targets": st.floats(0, 5)}),
    (SquaredHinge, {"targets": st.sampled_from([-1, 1])}),
    (Poisson, {"outputs": st.floats(0.1, 5), "targets": st.integers(0, 5)}),
    (Root, {"adds_up": False, "minimum": True}),
    (Plain, {"minimum": True}),
    (nn.SoftmaxCrossEntropy, {"columns": 3, "targets": st.sampled_from([0, 1])}),
]


@pytest.mark.long
@pytest.mark.parametrize("loss, more", RIGHT, ids=lambda x: getattr(x, "__name__", repr(x)))
def test_right_losses_pass(loss, more):
    """A law that right losses break."""
    assert_loss_obeys_laws(loss, **more)


class Exponential(nn.ElementLoss):
    """exp(d) - d: no fraction comes out, so the exact law has nothing to say."""

    def point(self, a, y):
        return math.exp(a - y) - (a - y)

    def slope(self, a, y):
        return math.exp(a - y) - 1


class ColumnTooMany(Exponential):
    def slopes(self, A, Y):
        return [[*row, 0.0] for row in super().slopes(A, Y)]


class PartOfTheSlope(Exponential):
    def slope(self, a, y):
        return math.exp(a - y)


class InfiniteSlope(Exponential):
    def slope(self, a, y):
        return float("inf") if a > y else super().slope(a, y)


class RoundedConstant(nn.ElementLoss):
    def point(self, a, y):
        return (a - y) ** 2 / 3

    def slope(self, a, y):
        return 0.6666667 * (a - y)


class Bessel(Root):
    """Divided by n - 1, as a variance is."""

    def samples(self, A):
        return len(A) - 1


class Neighbours(nn.Loss):
    """Each sample looks at the one before it, the first at the last."""

    def value(self, A, Y):
        return sum(a * a * b for row, before in zip(A, A[-1:] + A[:-1]) for a, b in zip(row, before)) / len(A) + sum(map(sum, Y)) / len(A)

    def slopes(self, A, Y):
        around = zip(A[-1:] + A[:-1], A, A[1:] + A[:1])
        return [[(2 * a * b + c * c) / len(A) for b, a, c in zip(*rows)] for rows in around]


class Scratch(nn.ElementLoss):
    """The gradient worked out in A itself."""

    def point(self, a, y):
        return (a - y) ** 2

    def slopes(self, A, Y):
        for row, y_row in zip(A, Y):
            row[:] = [2 * (a - y) / self.count(A) for a, y in zip(row, y_row)]
        return [list(row) for row in A]


class TargetsThemselves(nn.Loss):
    """A weighted sum, whose gradient is Y: the very rows of the caller."""

    reduction = "sum"

    def value(self, A, Y):
        return sum(a * y for pair in zip(A, Y) for a, y in zip(*pair))

    def slopes(self, A, Y):
        return Y


class OneBuffer(Plain):
    """The same rows at every call, to save memory."""

    def __init__(self):
        self.rows = [[] for _ in range(20)]

    def gradient(self, A, Y):
        for own, row in zip(self.rows, super().gradient(A, Y)):
            own[:] = row
        return self.rows[: len(A)]


class FirstScale(Plain):
    """Divided by the spread of the first targets it ever saw."""

    spread = None

    def checked(self, A, Y):
        A, Y = super().checked(A, Y)
        self.spread = self.spread or 1 + sum(y * y for row in Y for y in row)
        return A, Y

    def __call__(self, A, Y):
        return super().__call__(A, Y) / self.spread

    def gradient(self, A, Y):
        return [[g / self.spread for g in row] for row in super().gradient(A, Y)]


class FloorDivision(nn.ElementLoss):
    """Half of the square; // for what is whole."""

    def point(self, a, y):
        d = a - y
        return d * d // 2 if isinstance(d, int) else d * d / 2

    def slope(self, a, y):
        return a - y


class PlainLogCosh(nn.ElementLoss):
    """The formula as it stands in books, which ends at 710."""

    def point(self, a, y):
        return math.log(math.cosh(a - y))

    def slope(self, a, y):
        return math.tanh(a - y)


class Zipped(Plain):
    def checked(self, A, Y):
        return (A, Y) if all(y == y for row in Y for y in row) else super().checked(Y, Y)


class TakesNaN(Plain):
    def checked(self, A, Y):
        return super().checked(A, [[0 if y != y else y for y in row] for row in Y]) and (A, Y)


class MeanThatSums(nn.SSE):
    reduction = "mean"


class Aside(nn.ElementLoss):
    def point(self, a, y):
        return (a - y - Q) ** 2

    def slope(self, a, y):
        return 2 * (a - y - Q)


Q = 0.25

PLANTED = {
    "value_and_gradient_have_their_shapes": [ColumnTooMany],
    "gradient_is_the_slope": [PartOfTheSlope, InfiniteSlope],
    "gradient_is_exact_on_fractions": [RoundedConstant],
    "a_batch_twice": [Bessel],
    "order_does_not_matter": [Neighbours],
    "arguments_stay": [Scratch],
    "gradients_are_fresh": [TargetsThemselves, OneBuffer],
    "other_shapes_are_refused": [Zipped],
    "nan_targets_are_refused": [TakesNaN],
    "parts_add_up": [Root],
    "targets_are_the_minimum": [Aside],
    "what_came_before_is_forgotten": [FirstScale],
    "whole_numbers_are_numbers": [FloorDivision],
    "large_numbers_stay_finite": [PlainLogCosh],
    "gradient_is_the_slope_far_out": [WrongFarOut, WrongEnd],
}
LAWS = {law.__name__: law for law in LOSS_LAWS + ADDING + MINIMUM + ROBUST + FAR}
ROWS = [(name, make) for name in PLANTED for make in PLANTED[name]]


@pytest.mark.usefixtures("not_shrunk")
def test_logits_that_are_wrong_far_out_are_found():
    """A tail of a formula that no output up to 2 comes to."""
    with pytest.raises(AssertionError, match="breaks a law of losses: The gradient is the slope of the loss far out too"):
        assert_loss_obeys_laws(NoTail, targets=st.sampled_from([0, 1]), limit=700.0, examples=50)


def test_every_law_has_a_bug():
    """A law that nothing breaks."""
    assert sorted(PLANTED) == sorted(LAWS)


@pytest.mark.long
@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("name, make", ROWS, ids=["%s: %s" % (name, make.__name__) for name, make in ROWS])
def test_each_law_alone_catches_its_bug(name, make):
    """A law that catches nothing, or that is only a part of another one."""
    adds_up, minimum = name not in ("a_batch_twice", "order_does_not_matter"), name == "targets_are_the_minimum"
    laws = LOSS_LAWS + (ADDING if adds_up else []) + (MINIMUM if minimum else [])
    caught = laws_that_catch(laws, loss_cases(make, None, None, None))
    if name == "large_numbers_stay_finite":  # the others are made of losses that may grow as exp does
        caught |= laws_that_catch(ROBUST, loss_cases(make, large_inputs(FURTHEST), None, None))
    if name == "gradient_is_the_slope_far_out":  # the others are wrong near the targets, and many of them far out too
        caught |= laws_that_catch(FAR, loss_cases(make, far_outputs(FURTHEST), None, None))
    assert caught == {name}
    with pytest.raises(AssertionError) as caught:
        assert_loss_obeys_laws(make, adds_up=adds_up, minimum=minimum, examples=50)  # some show only with three samples, all different
    first, *rest = str(caught.value).split("\n")
    assert first.endswith(" breaks a law of losses: " + sentence_of(LAWS[name])), first
    assert rest[-4] == "The smallest case found:"
    assert rest[-3].startswith("    A = [[")
    assert rest[-2].startswith("    Y = [[")
    assert rest[-1] == "(If this need not hold for yours, leave the law out: without=[%r])" % name


# For each part of a law a bug that this part alone catches


class ValueInPlace(Plain):
    def __call__(self, A, Y):
        value = super().__call__(A, Y)
        Y[0][0] += 1.0
        return value


class TakesFewer(Plain):
    def checked(self, A, Y):
        return super().checked(A, Y + A[len(Y) :])


class TakesMore(Plain):
    def checked(self, A, Y):
        return super().checked(A, Y[: len(A)])


class TakesWider(Plain):
    def checked(self, A, Y):
        return super().checked(A, [row[: len(A[0])] for row in Y])


class TakesNarrower(Plain):
    def checked(self, A, Y):
        return super().checked(A, [row + A[0][len(row) :] for row in Y])


class OnlyTheValueLooks(Plain):
    def gradient(self, A, Y):
        return [[2 * (a - y) for a, y in zip(*pair)] for pair in zip(A, Y)]


class OnlyTheGradientLooks(Plain):
    def __call__(self, A, Y):
        return sum((a - y) ** 2 for pair in zip(A, Y) for a, y in zip(*pair))


class NoNumber(Plain):
    def __call__(self, A, Y):
        return float("nan")


class ListOfLosses(Plain):
    def __call__(self, A, Y):
        return [super().__call__(A, Y)]


class FlatGradient(Plain):
    def gradient(self, A, Y):
        return [g for row in super().gradient(A, Y) for g in row]


class MeanGradient(Plain):
    """The value is a sum, the gradient that of a mean."""

    def gradient(self, A, Y):
        return [[g / len(A) for g in row] for row in super().gradient(A, Y)]


class FirstOutput(Plain):
    def __call__(self, A, Y):
        return super().__call__(A, Y) + A[0][0]


class TurnedGradient(Plain):
    """Each sample gets a gradient that depends on its place."""

    def gradient(self, A, Y):
        return [[g + s for g in row] for s, row in enumerate(super().gradient(A, Y))]


class AsideALittle(nn.ElementLoss):
    def point(self, a, y):
        return (a - y - 2.0**-6) ** 2

    def slope(self, a, y):
        return 2 * (a - y - 2.0**-6)


class WrongForTheLastSample(Plain):
    def gradient(self, A, Y):
        gradient = super().gradient(A, Y)
        gradient[-1][0] += 0.25
        return gradient


class WrongForTheLastOutput(Plain):
    def gradient(self, A, Y):
        return [[*row[:-1], row[-1] + 0.25 * (len(row) > 1)] for row in super().gradient(A, Y)]


PARTS = [
    ("arguments_stay", ValueInPlace),
    ("other_shapes_are_refused", TakesFewer),
    ("other_shapes_are_refused", TakesMore),
    ("other_shapes_are_refused", TakesWider),
    ("other_shapes_are_refused", TakesNarrower),
    ("other_shapes_are_refused", OnlyTheValueLooks),
    ("other_shapes_are_refused", OnlyTheGradientLooks),
    ("nan_targets_are_refused", OnlyTheValueLooks),
    ("nan_targets_are_refused", OnlyTheGradientLooks),
    ("value_and_gradient_have_their_shapes", NoNumber),
    ("value_and_gradient_have_their_shapes", ListOfLosses),
    ("value_and_gradient_have_their_shapes", FlatGradient),
    ("parts_add_up", MeanGradient),
    ("a_batch_twice", MeanGradient),
    ("order_does_not_matter", FirstOutput),
    ("order_does_not_matter", TurnedGradient),
    ("targets_are_the_minimum", AsideALittle),
    ("gradient_is_the_slope", WrongForTheLastSample),
    ("gradient_is_the_slope", WrongForTheLastOutput),
]


@pytest.mark.long
@pytest.mark.parametrize("name, make", PARTS, ids=["%s: %s" % (name, make.__name__) for name, make in PARTS])
def test_each_part_of_a_law_catches_its_bug(name, make):
    """A law that was cut down to a half, while the bug that is planted for it dies by the other half."""
    assert laws_that_catch([LAWS[name]], loss_cases(make, None, None, None), examples=30) == {name}


def test_the_whole_message():
    """Cases that are not shrunk, or that are not shown."""
    with pytest.raises(AssertionError) as caught:
        assert_loss_obeys_laws(MeanThatSums)
    assert str(caught.value).split("\n") == [
        "MeanThatSums() breaks a law of losses: A batch taken twice has the same mean, or twice the sum.",
        "the loss is 0.125, and 0.25 with every sample twice",
        "The smallest case found:",
        "    A = [[0.0], [0.0]]",
        "    Y = [[0.25], [0.25]]",
        "(If this need not hold for yours, leave the law out: without=['a_batch_twice'])",
    ]


class QuietKink(nn.Loss):
    """An absolute error that says nothing of its kink."""

    def value(self, A, Y):
        return sum(abs(a - y) for pair in zip(A, Y) for a, y in zip(*pair)) / len(A)

    def slopes(self, A, Y):
        return [[((a > y) - (a < y)) / len(A) for a, y in zip(*pair)] for pair in zip(A, Y)]


@pytest.mark.usefixtures("not_shrunk")
def test_a_kink_that_is_not_declared_is_named():
    """An error that sends people to look for a mistake in a gradient that is right."""
    with pytest.raises(AssertionError, match=r"Is there a kink\? Then say on which side of it each number is, by defining kinks\(A, Y\)"):
        assert_loss_obeys_laws(QuietKink, examples=60)  # a number has to fall on its target


class AlwaysKinks(nn.MSE):
    """kinks that give something else at every call, so that a gradient of 7 everywhere is never compared."""

    def slope(self, a, y):
        return 7.0

    def kinks(self, A, Y):
        return object()


def test_too_much_skipped_has_shown_too_little():
    """A loss of which nothing was looked at, and that counts as right."""
    with pytest.raises(AssertionError) as caught:
        assert_loss_obeys_laws(AlwaysKinks)
    first, second = str(caught.value).split("\n")
    assert first == "AlwaysKinks() breaks a law of losses: The gradient is the slope of the loss, for every output."
    assert re.fullmatch(r"of (\d+) slopes, \1 were skipped at kinks, which shows too little: kinks\(A, Y\) has to tell only .*", second)


def test_an_error_of_the_loss_itself_is_told():
    with pytest.raises(AssertionError, match=r"NotImplementedError: Loss\(\) should define value\(A, Y\)\nThe smallest case found:"):
        assert_loss_obeys_laws(nn.Loss)


def test_something_else_than_a_loss_is_refused():
    with pytest.raises(ValueError, match="expected a loss, or a function that makes one, but got 'mse'"):
        assert_loss_obeys_laws("mse")
