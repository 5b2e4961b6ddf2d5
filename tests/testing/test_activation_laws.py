"""The laws of activations: for each a planted bug that it alone catches; activations as people write them pass."""

import math
import re

import pytest
from strategies import laws_that_catch

import purenn as nn
from purenn.testing import assert_activation_obeys_laws
from purenn.testing.activation_laws import (
    ACTIVATION_LAWS,
    MONOTONE,
    ActivationCase,
    activation_cases,
    derivative_is_the_slope,
    derivative_is_the_slope_far_out,
    never_falls,
)
from purenn.testing.laws import BrokenLawError, sentence_of
from purenn.testing.layer_cases import layer_cases
from purenn.testing.layer_laws import WHOLE


class Square(nn.Activation):
    def function(self, z):
        return z * z

    def derivative(self, z):
        return 2 * z


class Cube(nn.Activation):
    def function(self, z):
        return z**3

    def derivative(self, z):
        return 3 * z**2


class Swish(nn.Activation):
    def function(self, z):
        return z * nn.sigmoid(z)

    def derivative(self, z):
        return nn.sigmoid(z) + z * nn.functions.sigmoid_derivative(z)


class Softplus(nn.Activation):
    def function(self, z):
        return max(z, 0) + math.log1p(math.exp(-abs(z)))

    def derivative(self, z):
        return nn.sigmoid(z)


class ELU(nn.Activation):
    """Smooth at 0 but for the second derivative: no kink, and none to declare."""

    def function(self, z):
        return z if z > 0 else math.expm1(z)

    def derivative(self, z):
        return 1 if z > 0 else math.exp(z)


class SquaredReLU(nn.Activation):
    """A slope that bends at 0, where it is 0: a difference by any step is a little aside."""

    def function(self, z):
        return max(z, 0) ** 2

    def derivative(self, z):
        return 2 * max(z, 0)


class SmoothStep(nn.Activation):
    """From 0 to 1 between -1/2 and 1/2, where its slope bends."""

    def function(self, z):
        t = min(max(z + 0.5, 0), 1)
        return t * t * (3 - 2 * t)

    def derivative(self, z):
        t = min(max(z + 0.5, 0), 1)
        return 6 * t * (1 - t)


class SharpELU(nn.Activation):
    """CELU with an alpha of 1/10: a slope of 1 that bends sharply."""

    def function(self, z):
        return z if z > 0 else 0.1 * math.expm1(10 * z)

    def derivative(self, z):
        return 1 if z > 0 else math.exp(10 * z)


@pytest.mark.parametrize("make", [SquaredReLU, SmoothStep, SharpELU], ids=lambda make: make.__name__)
@pytest.mark.parametrize("z", [0.0, -0.5, 0.5, 1e-9, -1e-9])
def test_a_slope_that_bends_is_no_mistake(make, z):
    """A false alarm at the very number where the slope bends, where the law was said to be broken by a right derivative."""
    derivative_is_the_slope(ActivationCase(make, [z], [], []))


class BentAside(SquaredReLU):
    def derivative(self, z):
        return super().derivative(z) + 1e-6 * (z <= 0)


def test_a_mistake_at_a_bend_is_found():
    """Whatever lies near the slopes on both sides called right."""
    with pytest.raises(BrokenLawError, match=r"at z = 0\.0, derivative gives 1e-06, but function rises by 3\."):
        derivative_is_the_slope(ActivationCase(BentAside, [0.0], [], []))


class Steep(nn.Activation):
    """A tanh so steep that a careless look takes its bend for a kink."""

    def function(self, z):
        return math.tanh(50 * z)

    def derivative(self, z):
        return 50 * nn.functions.tanh_derivative(50 * z)


class Clipped(nn.Activation):
    """ReLU with a ceiling of 6: two kinks, both declared."""

    def function(self, z):
        return min(max(z, 0), 6)

    def derivative(self, z):
        return 1 if 0 < z < 6 else 0

    def kinks(self, Z):
        return [[(z > 0) - (z < 0) + (z > 6) - (z < 6) for z in row] for row in Z]


class Staircase(nn.Activation):
    """Many jumps, each of them declared."""

    def function(self, z):
        return math.floor(z * 8 + 0.5) / 8

    def derivative(self, z):
        return 0

    def kinks(self, Z):
        return [[(math.floor(z * 8 + 0.5), (z * 8 + 0.5) % 1 == 0) for z in row] for row in Z]


class Sine(nn.Activation):
    def function(self, z):
        return math.sin(z)

    def derivative(self, z):
        return math.cos(z)


class Chirp(nn.Activation):
    """A wave that gets faster: far out it turns within the first step of a difference."""

    def function(self, z):
        return math.sin(z * z) if abs(z) < 1e4 else 0.0

    def derivative(self, z):
        return 2 * z * math.cos(z * z) if abs(z) < 1e4 else 0.0


class Branched(nn.Activation):
    """Softplus as most libraries have it: from 20 on the straight line, which is right but for 2e-9."""

    def function(self, z):
        return z if z > 20 else math.log1p(math.exp(z))

    def derivative(self, z):
        return 1 if z > 20 else nn.sigmoid(z)


def test_a_function_that_falls_near_0_alone_is_not_monotone():
    """Numbers far out alone are looked at, and the bend of Swish lies at -1.28."""
    with pytest.raises(BrokenLawError, match=r"function\(-2\.0\) is .*, but function\(-1\.5\) only"):
        never_falls(ActivationCase(Swish, [-1.5, -2.0], [], []))


def test_where_a_shorter_formula_takes_over_is_no_mistake():
    """A false alarm for numbers at the seam itself, of which most draws hold none."""
    derivative_is_the_slope_far_out(ActivationCase(Branched, [], [], [], [20.0, 20.0 + 1e-9, 20.0 - 1e-9, -20.0, 20.001]))


class Exponential(nn.Activation):
    """Right up to the limit that a float has."""

    def function(self, z):
        return math.exp(z)

    derivative = function


RIGHT = [
    (Chirp, {}),
    (Branched, {"monotone": True}),
    (Exponential, {"monotone": True, "limit": 700.0}),
    (Square, {"limit": 1e150}),
    (Cube, {"monotone": True}),
    (Swish(), {}),
    (Softplus, {"monotone": True, "limit": 1.7e308}),
    (ELU, {"monotone": True}),
    (SquaredReLU, {"monotone": True}),
    (SmoothStep, {"monotone": True}),
    (SharpELU, {"monotone": True}),
    (Steep, {"monotone": True}),
    (Clipped, {"monotone": True}),
    (Staircase, {"monotone": True}),
    (Sine, {}),
    (lambda: nn.LeakyReLU(0.5), {"monotone": True}),
]


@pytest.mark.long
@pytest.mark.parametrize("activation, more", RIGHT, ids=lambda x: getattr(x, "__name__", repr(x)))
def test_right_activations_pass(activation, more):
    """A law that right activations break."""
    assert_activation_obeys_laws(activation, **more)


@pytest.mark.parametrize("make", [nn.ReLU, nn.Step, Clipped], ids=lambda make: make.__name__)
@pytest.mark.parametrize("z", [4.449325545715621e-06, -3e-06, 1e-9])
def test_a_number_beside_a_declared_kink_is_passed_over(make, z):
    """A law that right activations break with one seed in two hundred: the step from z reaches over the kink, that of the look for kinks does not."""
    derivative_is_the_slope(ActivationCase(make, [z], [], []))


class OwnBackward(nn.Activation):
    """An activation with a backward of its own, which does not ask for `derivative` or `slopes`."""

    def forward(self, Z):
        self.seen = [list(row) for row in Z]
        return self.predict(Z)

    def backward(self, dA):
        return [[d * self.true_slope(z) for d, z in zip(*pair)] for pair in zip(dA, self.seen)]


class WrongDerivative(OwnBackward):
    def function(self, z):
        return math.sin(z)

    def derivative(self, z):
        return -math.cos(z) if abs(z) < 10 else math.cos(z)

    def true_slope(self, z):
        return math.cos(z)


class QuietKink(nn.Activation):
    def function(self, z):
        return min(z, 2.25)

    def derivative(self, z):
        return 1 if z < 2.25 else 0


class ValuesForSides(nn.Activation):
    """ReLU whose kinks are its outputs, so that no derivative above 0 is ever compared."""

    def function(self, z):
        return max(z, 0)

    def derivative(self, z):
        return 1 if z > 0 else 0

    def kinks(self, Z):
        return self.predict(Z)


class WrongBranch(nn.Activation):
    """A parabola that goes on as a straight line, whose slope is mistyped."""

    def function(self, z):
        return z * z if z < 20 else 40 * z - 400

    def derivative(self, z):
        return 2 * z if z < 20 else 41


class OverflowingDerivative(nn.Activation):
    def function(self, z):
        return max(z, 0) + math.log1p(math.exp(-abs(z)))

    def derivative(self, z):
        return math.exp(z) / (1 + math.exp(z))

    def slopes(self, Z, A):
        return [[nn.sigmoid(z) for z in row] for row in Z]


class ShiftedPrediction(Sine):
    def predict(self, Z):
        return [[1 + math.sin(z) for z in row] for row in Z]


class WrongSlopes(OwnBackward, Sine):
    def slopes(self, Z, A):
        return [[1 - a * a for a in row] for row in A]

    def true_slope(self, z):
        return math.cos(z)


class RoundedConstant(nn.Activation):
    def function(self, z):
        return z * z / 3

    def derivative(self, z):
        return 0.6666667 * z


PLANTED = {
    "derivative_is_the_slope": WrongDerivative,
    "kinks_are_declared": QuietKink,
    "kinks_tell_sides_only": ValuesForSides,
    "finite_everywhere": OverflowingDerivative,
    "derivative_is_the_slope_far_out": WrongBranch,
    "elements_are_on_their_own": ShiftedPrediction,
    "slopes_are_derivatives": WrongSlopes,
    "derivative_is_exact_on_fractions": RoundedConstant,
    "never_falls": Swish,
}
LAWS = {law.__name__: law for law in ACTIVATION_LAWS + MONOTONE}


def test_every_law_has_a_bug():
    """A law that nothing breaks."""
    assert sorted(PLANTED) == sorted(LAWS)


@pytest.mark.long
@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("name", PLANTED)
def test_each_law_alone_catches_its_bug(name):
    """A law that catches nothing, or that is only a part of another one, those of layers included."""
    make, monotone = PLANTED[name], name == "never_falls"
    laws = ACTIVATION_LAWS + (MONOTONE if monotone else [])
    assert laws_that_catch(laws, activation_cases(make, 1e100)) | laws_that_catch(WHOLE, layer_cases(make)) == {name}
    with pytest.raises(AssertionError) as caught:
        assert_activation_obeys_laws(make, monotone=monotone, examples=50)
    first = str(caught.value).split("\n")[0]
    assert first == "%s() breaks a law of activations: %s" % (make.__name__, sentence_of(LAWS[name]))


# For each part of a law a bug that this part alone catches


class InfiniteFunction(nn.Activation):
    def function(self, z):
        return 1e200 * z * z

    def derivative(self, z):
        return 2e200 * z


class InfiniteDerivative(Sine):
    def derivative(self, z):
        return 1e200 * z * z


class QuietKinkBelow(nn.Activation):
    def function(self, z):
        return max(z, -2.25)

    def derivative(self, z):
        return 1 if z > -2.25 else 0


class SmallKink(nn.Activation):
    def function(self, z):
        return z if z > 0 else 0.99 * z

    def derivative(self, z):
        return 1 if z > 0 else 0.99


class FallsFarOut(nn.Activation):
    def function(self, z):
        return z if z < 50 else 100 - z

    def derivative(self, z):
        return 1 if z < 50 else -1


class FirstRow(Sine):
    def predict(self, Z):
        return [[math.sin(z) for z in Z[0]] for _ in Z]


PARTS = [
    ("finite_everywhere", InfiniteFunction),
    ("finite_everywhere", InfiniteDerivative),
    ("kinks_are_declared", QuietKinkBelow),
    ("kinks_are_declared", SmallKink),
    ("never_falls", FallsFarOut),
    ("elements_are_on_their_own", FirstRow),
]


@pytest.mark.long
@pytest.mark.parametrize("name, make", PARTS, ids=[make.__name__ for _, make in PARTS])
def test_each_part_of_a_law_catches_its_bug(name, make):
    """A law that was cut down to a half, while the bug that is planted for it dies by the other half."""
    assert laws_that_catch([LAWS[name]], activation_cases(make, 1e100), examples=30) == {name}


class AtTheOutput(nn.Activation):
    """The classic: the derivative of a taken for that of z."""

    def function(self, z):
        return z / (1 + abs(z))

    def derivative(self, z):
        return 1 / (1 + abs(self.function(z))) ** 2


@pytest.mark.usefixtures("not_shrunk")
def test_the_derivative_at_the_output_is_caught():
    with pytest.raises(AssertionError) as caught:
        assert_activation_obeys_laws(AtTheOutput)
    first, second, *_ = str(caught.value).split("\n")
    assert first == "AtTheOutput() breaks a law of activations: derivative(z) is the slope of function at z, the number before the activation."
    z, said, seen = map(float, re.match(r"at z = (\S+), derivative gives (\S+), but function rises by (\S+)$", second).groups())
    assert said == AtTheOutput().derivative(z)
    assert abs(seen - 1 / (1 + abs(z)) ** 2) < 1e-6


def test_an_activation_goes_through_the_laws_of_layers_too():
    class Forgetful(Sine):
        def __init__(self, factor=1.0):
            self.factor = factor

        def function(self, z):
            return math.sin(self.factor * z)

        def derivative(self, z):
            return self.factor * math.cos(self.factor * z)

    assert_activation_obeys_laws(Forgetful)
    with pytest.raises(AssertionError, match="breaks a law of layers: A saved and loaded layer is the same, bit for bit"):
        assert_activation_obeys_laws(Forgetful(0.5))


def test_softmax_and_plain_functions_are_sent_elsewhere():
    with pytest.raises(
        ValueError, match=r"expects an activation with function\(z\) and derivative\(z\), but Softmax\(\) has none: assert_layer_obeys_laws is for layers"
    ):
        assert_activation_obeys_laws(nn.Softmax)
    with pytest.raises(ValueError, match=r"expects an activation, or a class or function without arguments that makes one, but tanh\(\) raised TypeError"):
        assert_activation_obeys_laws(math.tanh)


def test_something_else_than_an_activation_is_refused():
    with pytest.raises(ValueError, match="expected an activation, or a function that makes one, but got 'tanh'"):
        assert_activation_obeys_laws("tanh")
