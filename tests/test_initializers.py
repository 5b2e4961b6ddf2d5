"""First weights: shapes, spreads, and that every layer gets its own.

The variances are measured on 60 inputs by 5 outputs and the other way round, where fan-in and fan-out
cannot be mistaken for each other.
"""

import math

import pytest
from hypothesis import given
from strategies import flat, shapes

import purenn as nn
from purenn import initializers
from purenn.initializers import INITIALIZERS, initial_weights
from purenn.linalg import ShapeError

# The variance each one promises, from the paper's formula: Glorot and Bengio 2010, equations 12 and 16; He and others 2015, equation 10.
VARIANCES = {
    "glorot_uniform": lambda inputs, outputs: 2 / (inputs + outputs),
    "glorot_normal": lambda inputs, outputs: 2 / (inputs + outputs),
    "he_uniform": lambda inputs, outputs: 2 / inputs,
    "he_normal": lambda inputs, outputs: 2 / inputs,
    "uniform": lambda inputs, outputs: 0.5**2 / 3,
    "normal": lambda inputs, outputs: 0.05**2,
}
LIMITS = {
    "glorot_uniform": lambda inputs, outputs: math.sqrt(6 / (inputs + outputs)),
    "he_uniform": lambda inputs, outputs: math.sqrt(6 / inputs),
    "uniform": lambda inputs, outputs: 0.5,
}
RANDOM = sorted(set(INITIALIZERS) - {"zeros"})


@pytest.mark.parametrize("name", sorted(INITIALIZERS))
@pytest.mark.parametrize("inputs, outputs", [(60, 5), (5, 60), (1, 1)])
def test_weights_are_outputs_by_inputs(name, inputs, outputs):
    """Rows and columns swapped, which square layers hide; rows that are one and the same list."""
    W = initial_weights(name, inputs, outputs, nn.Random(1))
    assert (len(W), {len(row) for row in W}) == (outputs, {inputs})
    assert len({id(row) for row in W}) == outputs
    assert {type(v) for v in flat(W)} == {float}


@pytest.mark.parametrize("name", sorted(VARIANCES))
@pytest.mark.parametrize("inputs, outputs", [(60, 5), (5, 60)])
def test_variance_is_the_one_of_the_paper(name, inputs, outputs):
    """fan_out for fan_in; no root; a variance taken for a deviation; a limit taken for a deviation."""
    random = nn.Random(2)
    weights = flat([initial_weights(name, inputs, outputs, random) for _ in range(10)])
    expected = VARIANCES[name](inputs, outputs)
    mean = sum(weights) / len(weights)
    variance = sum([w * w for w in weights]) / len(weights)
    assert abs(mean) < 5 * math.sqrt(expected / len(weights))
    spread = 0.8 if "uniform" in name else 2  # of w * w, in squares of the variance
    assert abs(variance / expected - 1) < 5 * math.sqrt(spread / len(weights))


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(LIMITS))
@pytest.mark.parametrize("inputs, outputs", [(60, 5), (5, 60), (1, 1)])
def test_uniform_weights_stay_within_their_limit_and_fill_it(name, inputs, outputs):
    """Only positive weights; a normal distribution under the name of a uniform one."""
    random = nn.Random(3)
    weights = flat([initial_weights(name, inputs, outputs, random) for _ in range(300)])
    limit = LIMITS[name](inputs, outputs)
    assert -limit <= min(weights) < -0.95 * limit
    assert 0.95 * limit < max(weights) < limit


@pytest.mark.parametrize("name", ["glorot_normal", "he_normal", "normal"])
def test_normal_weights_have_tails(name):
    """A uniform distribution under the name of a normal one: it ends at 1.73 deviations."""
    weights = flat(initial_weights(name, 60, 50, nn.Random(4)))
    deviation = math.sqrt(VARIANCES[name](60, 50))
    beyond = sum([abs(w) > 2 * deviation for w in weights]) / len(weights)
    assert 0.03 < beyond < 0.06


@pytest.mark.parametrize("name", RANDOM)
def test_no_two_weights_and_no_two_layers_are_alike(name):
    """One row for all neurons; every layer from the same seed; all zero."""
    W, V = initial_weights(name, 6, 6), initial_weights(name, 6, 6)
    # Of 72 draws from 2**24 numbers, two are the same with one seed in 6,500, three or four with hardly any.
    assert len(set(flat(W) + flat(V))) >= 70


@pytest.mark.parametrize("name", RANDOM)
def test_the_same_seed_gives_the_same_weights(name):
    """rng ignored; the library's own generator drawn from all the same."""
    before = list(nn.rng.resolve(None).state)
    assert initial_weights(name, 4, 3, nn.Random(5)) == initial_weights(name, 4, 3, nn.Random(5))
    assert nn.rng.resolve(None).state == before
    nn.seed(5)
    assert initial_weights(name, 4, 3) == initial_weights(name, 4, 3, nn.Random(5))
    assert nn.rng.resolve(None).state != before


def test_zeros_are_zeros():
    """The one initializer that draws nothing, drawing."""
    before = list(nn.rng.resolve(None).state)
    assert initial_weights("zeros", 3, 2) == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert nn.rng.resolve(None).state == before


@pytest.mark.parametrize(
    "name, function",
    [
        (None, initializers.glorot_uniform),
        ("glorot", initializers.glorot_uniform),
        ("xavier", initializers.glorot_uniform),
        ("xavier_uniform", initializers.glorot_uniform),
        ("xavier_normal", initializers.glorot_normal),
        ("he", initializers.he_uniform),
        ("he_normal", initializers.he_normal),
        (initializers.he_normal, initializers.he_normal),
    ],
)
def test_names(name, function):
    """A name for the wrong function; another default than glorot."""
    assert initial_weights(name, 4, 3, nn.Random(6)) == function(4, 3, nn.Random(6))


def test_golden_weights():
    """A change in how weights are drawn, which makes every example print something else."""
    assert initial_weights("glorot", 2, 1, nn.Random(42)) == [[0.13817557685726745, 0.763752314172583]]
    assert initial_weights("he_normal", 2, 1, nn.Random(42)) == [[0.36442453701789357, 0.926916452208523]]


@pytest.mark.parametrize("name, draw", [("uniform", lambda rng: rng.uniform(-0.5, 0.5)), ("normal", lambda rng: rng.normal(0.0, 0.05))])
def test_weights_are_drawn_row_by_row(name, draw):
    """Drawn input by input: as good as before, and with every seed other weights than before."""
    drawn, again = nn.Random(9), nn.Random(9)
    assert initial_weights(name, 3, 2, drawn) == [[draw(again) for _ in range(3)] for _ in range(2)]
    assert drawn.state == again.state


def test_own_limit_and_deviation():
    """An argument that is not passed on."""
    weights = flat(initializers.uniform(50, 10, nn.Random(7), limit=3.0))
    assert 2.5 < max(weights) < 3.0
    assert set(flat(initializers.normal(5, 2, nn.Random(7), deviation=0.0))) == {0.0}


@given(shapes())
def test_a_function_of_your_own(size):
    """Inputs and outputs swapped in the call; the caller's list kept, so that training changes it."""
    outputs, inputs = size
    asked = []

    def constant(*arguments):
        asked.append(arguments)
        return kept

    row = [0.5] * inputs
    kept = [row] * outputs
    random = nn.Random(8)
    W = initial_weights(constant, inputs, outputs, random)
    assert asked == [(inputs, outputs, random)]
    assert kept == W
    assert len({id(line) for line in W} | {id(row)}) == outputs + 1
    assert initial_weights(lambda inputs, outputs, rng: tuple([tuple(row)] * outputs), inputs, outputs) == kept


@pytest.mark.parametrize("wrong", ["Glorot", "", "lecun", 0.1, 7, [[1.0, 2.0]]])
def test_unknown_names_are_refused_with_the_known_ones(wrong):
    """A spelling mistake that ends in the default, or in a TypeError; a number, or weights, for a function."""
    with pytest.raises(ValueError, match=r"^init .* is unknown; the names are glorot, .*, zeros$"):
        initial_weights(wrong, 2, 1)


@pytest.mark.parametrize(
    "weights, sentence",
    [
        ([[1.0], [2.0]], "the initial weights should have shape (1, 2), [outputs][inputs], but have (2, 1)"),
        ([[1.0]], "the initial weights should have shape (1, 2), [outputs][inputs], but have (1, 1)"),
        (None, "the initial weights should be a list of rows, but is None of type NoneType"),
        ([[1.0, 2.0], [3.0]], "the initial weights is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    ],
    ids=["other way round", "too narrow", "None", "ragged"],
)
def test_weights_of_another_shape_are_refused(weights, sentence):
    """A function that returns [inputs][outputs]; a layer that fails only at the first forward; a message that does not say whose weights."""
    with pytest.raises(ShapeError) as caught:
        initial_weights(lambda inputs, outputs, rng: weights, 2, 1)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("name", sorted(INITIALIZERS))
@pytest.mark.parametrize("size", [0, -1, 2.0, None])
def test_sizes_are_checked_by_name(name, size):
    """A ZeroDivisionError from the formula; a layer without neurons; the wrong one of the two sizes blamed."""
    for inputs, outputs, blamed in ((size, 2, "inputs"), (2, size, "outputs")):
        with pytest.raises(ShapeError) as caught:
            INITIALIZERS[name](inputs, outputs)
        if name == "zeros":  # made by linalg.zeros, which speaks of a matrix
            blamed = {"inputs": "columns", "outputs": "rows"}[blamed]
        assert str(caught.value) == "%s should be a whole number of at least 1, but is %s" % (blamed, size)


def test_a_function_of_ones_own_gets_a_generator():
    """None in its place: the module promises a generator."""
    nn.seed(3)
    expected = nn.Random(3).normal(0, 1)
    assert nn.Dense(1, 1, init=lambda inputs, outputs, rng: [[rng.normal(0, 1)]]).weights == [[expected]]
    mine = nn.Random(8)
    assert nn.Dense(1, 1, init=lambda inputs, outputs, rng: [[float(rng is mine)]], rng=mine).weights == [[1.0]]
