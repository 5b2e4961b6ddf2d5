"""The laws of layers: for each a planted bug that it alone catches; layers as people write them pass."""

import math
import random

import pytest
from hypothesis import strategies as st
from strategies import laws_that_catch

import purenn as nn
from purenn.testing import assert_layer_obeys_laws
from purenn.testing.laws import sentence_of
from purenn.testing.layer_cases import large_inputs, layer_cases
from purenn.testing.layer_laws import ROBUST, SAVING, WHOLE, Projection


class Gain(nn.Layer):
    """Multiply every input by a factor of its own: a right layer, written as the README says."""

    def __init__(self, width=2, gain=None):
        self.inputs = width
        self.gain = [1.0] * width if gain is None else list(gain)
        self.d_gain = [0.0] * width

    def predict(self, X):
        return [[x * g for x, g in zip(row, self.gain)] for row in X]

    def forward(self, X):
        self.seen = [list(row) for row in X]
        return [[x * g for x, g in zip(row, self.gain)] for row in X]

    def backward(self, dA):
        self.d_gain[:] = [sum(d[i] * x[i] for d, x in zip(dA, self.seen)) for i in range(self.inputs)]
        return [[d * g for d, g in zip(row, self.gain)] for row in dA]

    def parameters(self):
        return [(self.gain, self.d_gain)]

    def config(self):
        return {"width": self.inputs}


class Noise(nn.Layer):
    """Add noise while learning: a right random layer."""

    def __init__(self, deviation=0.5, rng=None):
        self.deviation, self.rng = deviation, rng

    def predict(self, X):
        return [list(row) for row in X]

    def forward(self, X):
        rng = nn.rng.resolve(self.rng)
        return [[x + rng.normal(0.0, self.deviation) for x in row] for row in X]

    def backward(self, dA):
        return [list(row) for row in dA]

    def config(self):
        return {"deviation": self.deviation}


class Maxout(nn.Layer):
    """Pass on the larger of each two neighbours: a right layer with kinks, and fewer outputs than inputs."""

    def __init__(self, inputs=4):
        self.inputs = inputs

    def output_size(self, inputs):
        return self.inputs // 2

    def predict(self, X):
        return [[max(row[i], row[i + 1]) for i in range(0, self.inputs, 2)] for row in X]

    def forward(self, X):
        self.first = [[row[i] >= row[i + 1] for i in range(0, self.inputs, 2)] for row in X]
        return self.predict(X)

    def backward(self, dA):
        return [[v for d, first in zip(*pair) for v in ((d, 0.0) if first else (0.0, d))] for pair in zip(dA, self.first)]

    def kinks(self, X):
        return [[(row[i] > row[i + 1]) - (row[i] < row[i + 1]) for i in range(0, self.inputs, 2)] for row in X]

    def config(self):
        return {"inputs": self.inputs}


class RootMeanSquare(nn.Layer):
    """Divide every row by its size, then multiply by a gain: a right layer in which all inputs of a sample meet."""

    def __init__(self, width=3):
        self.inputs = width
        self.gain, self.d_gain = [1.0] * width, [0.0] * width

    def size(self, row):
        return math.sqrt(sum(x * x for x in row) / self.inputs + 0.01)

    def predict(self, X):
        return [[g * x / self.size(row) for g, x in zip(self.gain, row)] for row in X]

    def forward(self, X):
        self.seen = [(list(row), self.size(row)) for row in X]
        return self.predict(X)

    def backward(self, dA):
        for i in range(self.inputs):
            self.d_gain[i] = sum(d[i] * row[i] / size for d, (row, size) in zip(dA, self.seen))
        return [self.back(d, row, size) for d, (row, size) in zip(dA, self.seen)]

    def back(self, d, row, size):
        mean = sum(g * v * x for g, v, x in zip(self.gain, d, row)) / self.inputs / size**2
        return [(g * v - x * mean) / size for g, v, x in zip(self.gain, d, row)]

    def parameters(self):
        return [(self.gain, self.d_gain)]

    def config(self):
        return {"width": self.inputs}


class RunningMean(nn.Layer):
    """Subtract the mean of all batches before this one, in forward too: a right layer whose running numbers count at once."""

    def __init__(self, width=2):
        self.inputs, self.means = width, [0.0] * width

    def predict(self, X):
        return [[x - m for x, m in zip(row, self.means)] for row in X]

    def forward(self, X):
        A = self.predict(X)
        self.means[:] = [0.9 * m + 0.1 * sum(column) / len(X) for m, column in zip(self.means, zip(*X))]
        return A

    def backward(self, dA):
        return [list(row) for row in dA]

    def running(self):
        return [self.means]

    def config(self):
        return {"width": self.inputs}


class RowSums(nn.Layer):
    """The sum of each row of a sample that is a matrix; how many rows there are, it does not know."""

    def output_size(self, inputs):
        return None

    def batch(self, X):
        return [[list(row) for row in image] for image in X]

    def predict(self, X):
        return [[sum(row) for row in image] for image in X]

    def forward(self, X):
        self.width = len(X[0][0])
        return self.predict(X)

    def backward(self, dA):
        return [[[d] * self.width for d in row] for row in dA]


RIGHT = [
    (RunningMean, {}),
    (RowSums, {"inputs": (2, 3)}),
    (Gain, {}),
    (Gain(3, [1.0, 2.0, 3.0]), {}),
    (lambda: Gain(1), {}),
    (Noise, {}),
    (Noise(0.25, nn.Random(5)), {}),
    (Maxout, {}),
    (RootMeanSquare, {}),
    (lambda: nn.Dense(2, 1, init="he"), {}),
    (nn.Dense(9, 8), {"examples": 10}),  # more weights than Hypothesis draws one by one
    (nn.Flatten(1, 2), {"inputs": (1, 2)}),
    (nn.Tanh(), {"inputs": 3, "elements": st.floats(-1, 1)}),
]


@pytest.mark.long
@pytest.mark.parametrize("layer, more", RIGHT, ids=lambda x: getattr(x, "__name__", repr(x)))
def test_right_layers_pass(layer, more):
    """A law that right layers break: nobody would use the laws again."""
    assert_layer_obeys_laws(layer, **more)


# For each law a bug that it alone catches


class WrongWidth(Gain):
    def output_size(self, inputs):
        return self.inputs + 1


class OneSample(Gain):
    def backward(self, dA):
        return super().backward(dA)[:1]


class UntouchedPrediction(Gain):
    def predict(self, X):
        return [list(row) for row in X]


class Centre(nn.Layer):
    """Subtract the mean of the batch; forward and backward are right, but no sample stands alone."""

    def predict(self, X):
        means = [sum(column) / len(X) for column in zip(*X)]
        return [[x - m for x, m in zip(row, means)] for row in X]

    def backward(self, dA):
        return self.predict(dA)


class ForgottenGain(Gain):
    def backward(self, dA):
        super().backward(dA)
        return [list(row) for row in dA]


class NothingFromOne(Gain):
    def backward(self, dA):
        dX = super().backward(dA)
        if len(dA) == 1:
            self.d_gain[:] = [0.0] * self.inputs
        return dX


class AddingUp(Gain):
    def backward(self, dA):
        before = list(self.d_gain)
        dX = super().backward(dA)
        self.d_gain[:] = [old + new for old, new in zip(before, self.d_gain)]
        return dX


class FirstForwardOnly(nn.ReLU):
    """On which side of the kink a number is, looked up once for each shape of a batch."""

    sides = None

    def forward(self, X):
        if self.sides is None or [len(row) for row in self.sides] != [len(row) for row in X]:
            self.sides = [[x > 0 for x in row] for row in X]
        return self.predict(X)

    def backward(self, dA):
        return [[d if side else 0 for d, side in zip(*pair)] for pair in zip(dA, self.sides)]


class FirstBackwardOnly(nn.Layer):
    """The gradient of the first call, for ever."""

    gradient = None

    def predict(self, X):
        return [[2 * x for x in row] for row in X]

    def backward(self, dA):
        self.gradient = self.gradient or [list(row) for row in dA]
        return [[2 * d for d in row] for row in self.gradient]


class OldWeights(Gain):
    """A copy of the gain made at the first prediction, which no training changes."""

    kept = None

    def predict(self, X):
        self.kept = self.kept or list(self.gain)
        return [[x * g for x, g in zip(row, self.kept)] for row in X]


class OneMemoryForAll(Gain):
    def forward(self, X):
        type(self).seen = [list(row) for row in X]
        return self.predict(X)


class OneGradientForAll(Gain):
    common = [0.0, 0.0]

    def __init__(self, width=2):
        super().__init__(width)
        self.d_gain = self.common


class FloorDivision(nn.Layer):
    def predict(self, X):
        return [[x // 2 if isinstance(x, int) else x / 2 for x in row] for row in X]

    def backward(self, dA):
        return [[d / 2 for d in row] for row in dA]


class FloorOfTheMean(Gain):
    """// where the gradients are added up, which only whole numbers show."""

    def backward(self, dA):
        dX = super().backward(dA)
        self.d_gain[:] = [2 * d // 4 * 2 if isinstance(d, int) else d for d in self.d_gain]
        return dX


class OtherShortWay(Gain):
    def backward_parameters(self, dA):
        self.backward(dA)
        self.d_gain[:] = [d / len(dA) for d in self.d_gain]


class RememberingPrediction(Gain):
    def predict(self, X):
        self.seen = [list(row) for row in X]
        return super().predict(X)


class InPlace(Gain):
    def backward(self, dA):
        super().backward(dA)
        for row in dA:
            row[:] = [d * g for d, g in zip(row, self.gain)]
        return [list(row) for row in dA]


class KeptInputs(Gain):
    def forward(self, X):
        super().forward(X)
        self.seen = X
        return self.predict(X)


class PassedOn(nn.Layer):
    def predict(self, X):
        return X

    def backward(self, dA):
        return [list(row) for row in dA]


class KeptOutputs(nn.Layer):
    """The exponential, which remembers its outputs: the very rows that the caller gets."""

    def predict(self, X):
        return [[math.exp(x) if x < 50 else x + 1e20 for x in row] for row in X]

    def forward(self, X):
        self.outputs = self.predict(X)
        return self.outputs

    def backward(self, dA):
        return [[d * a if a < 1e20 else d for d, a in zip(*pair)] for pair in zip(dA, self.outputs)]


class Buffered(nn.Layer):
    """The same rows at every call, to save memory."""

    def __init__(self):
        self.buffers = {}

    def doubled(self, who, X):
        rows = self.buffers.setdefault((who, len(X)), [[] for _ in X])
        for row, x in zip(rows, X):
            row[:] = [2 * v for v in x]
        return rows

    def predict(self, X):
        return self.doubled("predict", X)

    def forward(self, X):
        return self.doubled("forward", X)

    def backward(self, dA):
        return self.doubled("backward", dA)


class NewLists(Gain):
    def parameters(self):
        return [(self.gain, list(self.d_gain))]


class Drawing(Gain):
    def backward(self, dA):
        nn.rng.resolve(None).uniform()
        return super().backward(dA)


class SharedSetting(Gain):
    def __init__(self, width, gain=None):
        super().__init__(width)
        self.gain = self.gain if gain is None else gain

    def config(self):
        return {"width": self.inputs, "gain": self.gain}


class ForgottenSetting(nn.Layer):
    def __init__(self, factor=1.0):
        self.factor = factor

    def predict(self, X):
        return [[self.factor * x for x in row] for row in X]

    backward = predict


class Softplus(nn.Layer):
    def predict(self, X):
        return [[math.log(1 + math.exp(x)) for x in row] for row in X]

    def forward(self, X):
        self.seen = [list(row) for row in X]
        return self.predict(X)

    def backward(self, dA):
        return [[d / (1 + math.exp(-x)) for d, x in zip(*pair)] for pair in zip(dA, self.seen)]


PLANTED = {
    "output_size_agrees": [WrongWidth],
    "gradients_have_shapes": [OneSample],
    "forward_agrees_with_predict": [UntouchedPrediction],
    "a_batch_is_its_samples": [Centre],
    "gradients_match": [ForgottenGain],
    "gradients_add_up": [NothingFromOne],
    "the_batch_before_is_forgotten": [AddingUp, FirstForwardOnly, FirstBackwardOnly],
    "new_values_count": [OldWeights],
    "layers_are_independent": [OneMemoryForAll, OneGradientForAll],
    "whole_numbers_are_numbers": [FloorDivision, FloorOfTheMean],
    "backward_parameters_agrees": [OtherShortWay],
    "predict_remembers_nothing": [RememberingPrediction],
    "arguments_stay": [InPlace],
    "later_changes_do_not_reach_in": [KeptInputs],
    "results_are_fresh": [PassedOn, KeptOutputs, Buffered],
    "parameters_are_the_same_lists": [NewLists],
    "only_forward_draws": [Drawing],
    "config_makes_it_again": [lambda: SharedSetting(2)],
    "saved_and_loaded_it_is_the_same": [lambda: ForgottenSetting(0.5)],
    "large_numbers_stay_finite": [Softplus],
}
LAWS = {law.__name__: law for law in WHOLE + SAVING + ROBUST}
ROWS = [(name, make) for name in PLANTED for make in PLANTED[name]]


def test_every_law_has_a_bug():
    """A law that nothing breaks."""
    assert sorted(PLANTED) == sorted(LAWS)


@pytest.mark.long
@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("name, make", ROWS, ids=["%s: %r" % (name, make()) for name, make in ROWS])
def test_each_law_alone_catches_its_bug(name, make):
    """A law that catches nothing, or that is only a part of another one."""
    caught = laws_that_catch(WHOLE + SAVING, layer_cases(make)) | laws_that_catch(ROBUST, layer_cases(make, elements=large_inputs()))
    assert caught == {name}
    with pytest.raises(AssertionError) as caught:
        assert_layer_obeys_laws(make, examples=10)
    first, *rest = str(caught.value).split("\n")
    assert first.endswith(" breaks a law of layers: " + sentence_of(LAWS[name])), first
    assert "The smallest case found:" in rest
    assert rest[-2].startswith("    dA = [[")
    assert rest[-1] == "(If this need not hold for yours, leave the law out: without=[%r])" % name


# For each part of a law a bug that this part alone catches


class NewRunning(Gain):
    def running(self):
        return [list(self.gain)]


class PredictsInPlace(Gain):
    def predict(self, X):
        for row in X:
            row[:] = [x * g for x, g in zip(row, self.gain)]
        return [list(row) for row in X]


class ForwardInPlace(Gain):
    def forward(self, X):
        A = super().forward(X)
        X[0][0] += 1.0
        return A


class ShortWayInPlace(Gain):
    def backward_parameters(self, dA):
        super().backward_parameters(dA)
        dA[0][0] += 1.0


HUGE = 1e200  # times the square of 1e100 it is infinite, and Python says nothing


class InfinitePrediction(Gain):
    def predict(self, X):
        return [[HUGE * x * x for x in row] for row in X]


class InfiniteForward(Gain):
    def forward(self, X):
        super().forward(X)
        return [[HUGE * x * x for x in row] for row in X]


class InfiniteBackward(Gain):
    def backward(self, dA):
        super().backward(dA)
        return [[HUGE * d * x * x for d, x in zip(*pair)] for pair in zip(dA, self.seen)]


class InfiniteGradient(Gain):
    def backward(self, dA):
        dX = super().backward(dA)
        self.d_gain[:] = [HUGE * d * d for d in self.d_gain]
        return dX


class ForwardPassesOn(Gain):
    def forward(self, X):
        super().forward(X)
        return X


class BackwardPassesOn(Gain):
    def backward(self, dA):
        super().backward(dA)
        return dA


class OwnRow(Gain):
    def predict(self, X):
        return [self.gain for _ in X]


class RowsTooWide(Gain):
    def backward(self, dA):
        return [[*row, 0.0] for row in super().backward(dA)]


class FlatImages(nn.Flatten):
    def backward(self, dA):
        return [row for image in super().backward(dA) for row in image]


class LongGradient(Gain):
    def parameters(self):
        return [(self.gain, [*self.d_gain, 0.0])]


class DrawingPrediction(Gain):
    def predict(self, X):
        nn.rng.resolve(None).uniform()
        return super().predict(X)


class Halving(Gain):
    """A setting that is another one after each time it is saved."""

    def __init__(self, width=2, gain=None, factor=1.0):
        super().__init__(width)
        self.factor = factor / 2

    def config(self):
        return {"width": self.inputs, "factor": self.factor}


class ForgottenForward(Gain):
    """A setting that only forward asks for."""

    def __init__(self, width=2, factor=1.0):
        super().__init__(width)
        self.factor = factor

    def forward(self, X):
        return [[self.factor * a for a in row] for row in super().forward(X)]


class ForgottenRunning(Gain):
    """What runs along is not among what is saved."""

    def __init__(self, width=2):
        super().__init__(width)
        self.means = [0.0] * width

    def forward(self, X):
        self.means[:] = [sum(column) / len(X) for column in zip(*X)]
        return super().forward(X)

    def running(self):
        return [self.means]

    def values(self):
        return [self.gain]


class RememberingSquare(nn.Layer):
    def predict(self, X):
        self.seen = [list(row) for row in X]
        return [[x * x for x in row] for row in X]

    def backward(self, dA):
        return [[2 * x * d for x, d in zip(*pair)] for pair in zip(self.seen, dA)]


class KnowsNothing(Gain):
    def output_size(self, inputs):
        return None


PARTS = [
    ("output_size_agrees", KnowsNothing),
    ("parameters_are_the_same_lists", NewRunning),
    ("arguments_stay", PredictsInPlace),
    ("arguments_stay", ForwardInPlace),
    ("arguments_stay", ShortWayInPlace),
    ("large_numbers_stay_finite", InfinitePrediction),
    ("large_numbers_stay_finite", InfiniteForward),
    ("large_numbers_stay_finite", InfiniteBackward),
    ("large_numbers_stay_finite", InfiniteGradient),
    ("results_are_fresh", ForwardPassesOn),
    ("results_are_fresh", BackwardPassesOn),
    ("results_are_fresh", OwnRow),
    ("gradients_have_shapes", RowsTooWide),
    ("gradients_have_shapes", lambda: FlatImages(2, 2)),
    ("gradients_have_shapes", LongGradient),
    ("only_forward_draws", DrawingPrediction),
    ("config_makes_it_again", Halving),
    ("saved_and_loaded_it_is_the_same", lambda: ForgottenForward(factor=0.5)),
    ("saved_and_loaded_it_is_the_same", ForgottenRunning),
    ("predict_remembers_nothing", RememberingSquare),
]


@pytest.mark.long
@pytest.mark.parametrize("name, make", PARTS, ids=["%s: %r" % (name, make()) for name, make in PARTS])
def test_each_part_of_a_law_catches_its_bug(name, make):
    """A law that was cut down to a half, while the bug that is planted for it dies by the other half."""
    images = isinstance(make(), nn.Flatten)
    cases = layer_cases(make, inputs=(2, 2) if images else None, elements=large_inputs() if name == "large_numbers_stay_finite" else None)
    assert laws_that_catch([LAWS[name]], cases, examples=30) == {name}


# More bugs, and what is said about them


class NewMask(nn.Dropout):
    """The mask drawn anew in backward."""

    def backward(self, dA):
        return self.forward(dA)


class Flicker(Gain):
    """Random numbers that are not the library's: no seed repeats them, and no check can hold them still."""

    def forward(self, X):
        A = super().forward(X)
        return [[a + self.draw() for a in row] for row in A]

    def draw(self, count=[0]):  # noqa: B006 - one count for all layers is the bug
        count[0] += 1
        return count[0] % 7 / 8


class Clamp(nn.Layer):
    """Numbers cut off at 1, without a word about the kink."""

    def predict(self, X):
        return [[min(x, 1.0) for x in row] for row in X]

    def forward(self, X):
        self.passed = [[x < 1.0 for x in row] for row in X]
        return self.predict(X)

    def backward(self, dA):
        return [[d if passed else 0.0 for d, passed in zip(*pair)] for pair in zip(dA, self.passed)]


class AlwaysKinks(Gain):
    """kinks that give something else at every call, so that nothing is ever compared."""

    def kinks(self, X):
        return [[object() for _ in row] for row in X]


class NoBackward(nn.Layer):
    def predict(self, X):
        return [list(row) for row in X]


class Needy(nn.Layer):
    def __init__(self, inputs):
        self.inputs = inputs


class NotANumber(Gain):
    def backward(self, dA):
        return [[d if d > 0 else float("nan") for d in row] for row in super().backward(dA)]


class Coin(Gain):
    """Python's own generator, which no seed of the library holds still."""

    def forward(self, X):
        super().forward(X)
        return [[x * g + random.random() for x, g in zip(row, self.gain)] for row in X]


class CoinLater(Gain):
    coin = random.Random(1)

    def predict(self, X):
        return [[x * g + self.coin.random() for x, g in zip(row, self.gain)] for row in X]


SAID = [
    (NotANumber, "Finite inputs give finite outputs and finite gradients.\nbackward(dA) gives [["),
    (Coin, "What is random has to be drawn from the library's generator, nn.rng.resolve(None), or from an nn.Random in the layer's attribute rng."),
    (CoinLater, "for the same X\n(What is random has to be drawn from the library's generator"),
    (lambda: NewMask(0.5), "backward draws random numbers: it has to use those of forward"),
    (Flicker, "Only forward draws random numbers, from the library's generator or its own, and the same ones give the same outputs."),
    (Clamp, "Is there a kink or a jump? Then say on which side of it each number is, by defining kinks(X)."),
    (OwnRow, "returns a list of the layer's parameters, and not a copy"),
    (AlwaysKinks, "were skipped at kinks, which shows too little: kinks(X) has to tell only on which side of a kink a number is"),
    (NoBackward, "NotImplementedError: NoBackward() should define backward(dA)"),
    (Needy, "the constructor raised TypeError: "),
    (lambda: nn.Layer(), "NotImplementedError: Layer() should define predict(X)"),
]


@pytest.mark.usefixtures("not_shrunk")
@pytest.mark.parametrize("make, words", SAID, ids=[words for _, words in SAID])
def test_the_message_says_what_is_wrong(make, words):
    """A message that speaks of the law's machinery, or of nothing."""
    with pytest.raises(AssertionError) as caught:
        assert_layer_obeys_laws(make, examples=60 if make is Clamp else 15)  # a number has to fall on its kink
    assert words in str(caught.value)
    assert "hypothesis" not in str(caught.value).lower()


def test_the_whole_message():
    """Cases that are not shrunk; a case without the numbers that one needs to see it."""
    with pytest.raises(AssertionError) as caught:
        assert_layer_obeys_laws(ForgottenGain)
    layer = ForgottenGain(2, [0.25, 0.25])
    report = nn.check_gradients(nn.Network([layer]), [[0.0, 0.0]] * 2, [[0.25, 0.25]] * 2, Projection(), inputs=True)
    assert str(caught.value).split("\n") == [
        "ForgottenGain breaks a law of layers: backward gives the slopes that are there, for the parameters and for the inputs.",
        *str(report).split("\n"),
        "(Is there a kink or a jump? Then say on which side of it each number is, by defining kinks(X).)",
        "This runs, and shows it:",
        "",
        "import purenn as nn",
        "from %s import ForgottenGain" % __name__,
        "from purenn.testing.layer_laws import Projection",
        "",
        "net = nn.Network([",
        "    ForgottenGain(width=2),",
        "])",
        "net.layers[0].parameters()[0][0][:] = [0.25, 0.25]",
        "X = [[0.0, 0.0], [0.0, 0.0]]",
        "Y = [[0.25, 0.25], [0.25, 0.25]]",
        "loss = Projection()",
        "report = nn.check_gradients(net, X, Y, loss, inputs=True)",
        "assert report.ok, report",
        "",
        "The smallest case found:",
        "    parameters = [[0.25, 0.25]]",
        "    X = [[0.0, 0.0], [0.0, 0.0]]",
        "    dA = [[0.25, 0.25], [0.25, 0.25]]",
        "(If this need not hold for yours, leave the law out: without=['gradients_match'])",
    ]


def test_the_snippet_of_the_message_runs_and_fails_alike():
    with pytest.raises(AssertionError) as caught:
        assert_layer_obeys_laws(ForgottenGain)
    message = str(caught.value)
    code = message[message.index("import purenn") : message.index("The smallest case")]
    with pytest.raises(AssertionError) as again:
        exec(code, {})
    assert str(again.value) in message


@pytest.mark.parametrize("thing", [7, None, "Dense(2, 3)"])
def test_something_else_than_a_layer_is_refused(thing):
    with pytest.raises(ValueError, match="expected a layer, or a function that makes one, but got "):
        assert_layer_obeys_laws(thing)


class Alone:
    """A layer that derives from nothing."""

    predict = forward = backward = lambda self, X: [list(row) for row in X]


ELSE = [
    (nn.Network([nn.Tanh()]), r"assert_layer_obeys_laws expects a layer, but got a network: assert_gradients_match\(net, X, Y, loss\) is for those"),
    (Alone, r"expects a layer, but .* has no backward_parameters, which it would have if it were derived from nn.Layer"),
    (nn.MSE, r"expects a layer, but MSE\(\) has no predict"),
    (math.tanh, r"expects a layer, or a class or function without arguments that makes one, but tanh\(\) raised TypeError"),
]


@pytest.mark.parametrize("thing, words", ELSE, ids=["network", "not derived", "loss", "function"])
def test_what_is_no_layer_is_told_what_it_is(thing, words):
    """An AttributeError or a TypeError out of the depths."""
    with pytest.raises(ValueError, match=words):
        assert_layer_obeys_laws(thing)


class Embedding(nn.Layer):
    """A row of numbers for each word; its inputs are numbers of words."""

    def __init__(self, words=3, size=2):
        self.inputs, self.size = 1, size
        self.rows = [[0.5 * word - side for side in range(size)] for word in range(words)]
        self.d_rows = [[0.0] * size for _ in range(words)]

    def output_size(self, inputs):
        return self.size

    def predict(self, X):
        return [list(self.rows[int(row[0])]) for row in X]

    def forward(self, X):
        self.seen = [int(row[0]) for row in X]
        return self.predict(X)

    def backward(self, dA):
        for row in self.d_rows:
            row[:] = [0.0] * self.size
        for word, d in zip(self.seen, dA):
            self.d_rows[word][:] = [old + new for old, new in zip(self.d_rows[word], d)]

    def parameters(self):
        return list(zip(self.rows, self.d_rows))

    def config(self):
        return {"words": len(self.rows), "size": self.size}


class LostWord(Embedding):
    """A word that stands twice in a batch counts once."""

    def backward(self, dA):
        super().backward(dA)
        for word, d in zip(self.seen, dA):
            self.d_rows[word][:] = d


@pytest.mark.usefixtures("not_shrunk")
def test_a_layer_without_a_gradient_of_its_inputs():
    """No way in for layers whose inputs are no quantities."""
    assert_layer_obeys_laws(Embedding, elements=st.integers(0, 2), input_gradient=False)
    with pytest.raises(AssertionError, match="backward gives the slopes that are there") as caught:
        assert_layer_obeys_laws(LostWord, elements=st.integers(0, 2), input_gradient=False)
    assert "report = nn.check_gradients(net, X, Y, loss)\n" in str(caught.value)


class Around(nn.Layer):
    """A layer made of another one: right, but no file can hold it."""

    def __init__(self, inner=None):
        self.inner = nn.Dense(2, 2, rng=nn.Random(1)) if inner is None else inner
        self.inputs = self.inner.inputs

    def predict(self, X):
        return nn.linalg.add(X, self.inner.predict(X))

    def forward(self, X):
        return nn.linalg.add(X, self.inner.forward(X))

    def backward(self, dA):
        return nn.linalg.add(dA, self.inner.backward(dA))

    def parameters(self):
        return self.inner.parameters()

    def config(self):
        return {"inner": self.inner}


@pytest.mark.usefixtures("not_shrunk")
def test_a_layer_made_of_layers_can_leave_out_saving():
    """A message that speaks of two layers that differ, and no way on."""
    with pytest.raises(AssertionError, match=r"config\(\) gives .*: return numbers, texts and lists of them, and no layers"):
        assert_layer_obeys_laws(Around)
    assert_layer_obeys_laws(Around, without=["config_makes_it_again", "saved_and_loaded_it_is_the_same"])


def test_the_layer_that_was_passed_and_the_generator_stay_as_they_are():
    """Laws that train the layer they are shown, or that make the next random number another one."""
    layer = nn.Dense(2, 3, rng=nn.Random(1))
    before, state = [row[:] for row in layer.weights], nn.rng.resolve(None).state
    assert_layer_obeys_laws(layer, examples=10)
    assert layer.weights == before
    assert nn.rng.resolve(None).state == state
