"""The strategies: what they promise of sizes and numbers, for everybody who counts on it."""

import math
from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from strategies import fewer

import purenn as nn
from purenn import gradcheck, linalg, testing
from purenn.testing import tolerances


def is_quarter(v):
    return isinstance(v, float) and v * 4 == int(v * 4) and 0 < abs(v) <= 2


@fewer(2)
@given(testing.matrices(), testing.matrices(2, 3), testing.matrices(rows=st.just(4), columns=1, elements=testing.fractions()))
def test_matrices_have_the_sizes_that_were_asked_for(any_size, fixed, mixed):
    assert 1 <= len(any_size) <= 5
    assert len({len(row) for row in any_size}) == 1
    assert all(is_quarter(v) for row in any_size + fixed for v in row)
    assert linalg.shape(fixed) == (2, 3)
    assert [[type(v) for v in row] for row in mixed] == [[Fraction]] * 4


def test_the_smallest_matrix_fits_on_paper():
    """Examples that shrink to something unreadable."""
    smallest = settings(phases=[Phase.generate, Phase.shrink], database=None, max_examples=1000)  # whatever the profile leaves out
    assert find(testing.matrices(), lambda m: True, settings=smallest) == [[0.25]]
    assert find(testing.matrices(), lambda m: len(m) == 2 and m[1][0] < 0, settings=smallest) in ([[0.25], [-0.25]], [[0.25, 0.25], [-0.25, 0.25]])


@fewer(2)
@given(testing.broadcastable_pairs())
def test_broadcastable_pairs_broadcast_in_both_orders(pair):
    a, b = pair
    assert linalg.add(a, b) == linalg.add(b, a)


@fewer(2)
@given(testing.batches(inputs=3))
def test_a_batch_has_at_least_two_samples(X):
    assert len(X) >= 2
    assert {len(row) for row in X} == {3}


@fewer(2)
@given(testing.same_shape(count=3), testing.same_shape(columns=st.just(2), others=testing.fractions()))
def test_matrices_of_the_same_shape(three, two):
    assert len({linalg.shape(m) for m in three}) == 1
    assert len(three) == 3
    assert [len(row) for m in two for row in m] == [2] * (2 * len(two[0]))


@fewer(2)
@given(st.data())
def test_networks_take_the_labelled_data_that_is_drawn_for_them(data):
    net = data.draw(testing.networks(outputs=3))
    X, Y = data.draw(testing.labelled_data(net.inputs, 3))
    assert 2 <= len(X) == len(Y) <= 4
    assert net.evaluate(X, Y, nn.MSE()) >= 0
    X, classes = data.draw(testing.labelled_data(net.inputs, 3, targets="classes"))
    assert set(classes) <= {0, 1, 2}
    assert nn.SoftmaxCrossEntropy()(net.predict(X), classes) >= 0
    X, Y = data.draw(testing.labelled_data(net.inputs, 3, targets=st.sampled_from([0, 1])))
    assert {y for row in Y for y in row} <= {0, 1}


@pytest.mark.long
def test_networks_of_every_kind_are_drawn():
    """Widths that are always equal, or never; one layer only."""
    drawn = set()

    @settings(max_examples=100, derandomize=True, database=None)
    @given(testing.networks(), testing.networks(activations=[nn.ReLU], inputs=2, outputs=4, depth=1))
    def draw(net, fixed):
        drawn.add((len(net.layers) // 2, net.inputs == net.outputs))
        assert (fixed.inputs, fixed.outputs, len(fixed.layers)) == (2, 4, 2)

    draw()
    assert drawn == {(depth, square) for depth in (1, 2, 3) for square in (True, False)}


@pytest.mark.long
def test_a_network_of_a_failing_example_is_printed_with_its_numbers(capsys):
    """Network([Dense(1, 1), Tanh()]), by which nobody finds the weights that failed; a snippet that does not run."""
    seen = []

    @settings(derandomize=True, database=None, max_examples=50)
    @given(net=testing.networks(activations=[nn.Tanh]), data=st.data())
    def fails(net, data):
        other = data.draw(testing.networks(depth=1))
        if net.layers[0].weights[0][0] < 0:
            seen.append((net, other))
            raise AssertionError("no weight should be below 0")

    with pytest.raises(AssertionError) as caught:
        fails()
    printed = capsys.readouterr().out + "\n".join(getattr(caught.value, "__notes__", []))
    snippets = ["import purenn as nn" + part.split("\n\n,")[0].split("\n,")[0] for part in printed.split("import purenn as nn")[1:]]
    assert len(snippets) == 2
    for text, net in zip(snippets, seen[-1]):
        names = {}
        exec(text[: text.rindex("]") + 1], names)
        assert [values for values, _ in names["net"].parameters()] == [values for values, _ in net.parameters()]
        assert repr(names["net"]) == repr(net)


@fewer(2)
@given(testing.labels(4), testing.labels(2, 3))
def test_labels_are_class_numbers(numbers, three):
    assert set(numbers) <= {0, 1, 2, 3}
    assert len(three) == 3
    assert [row.index(1) for row in testing.one_hot(numbers, 4)] == numbers


def drawn(strategy, examples=200):
    """Return what a strategy gives, a few hundred times."""
    found = []

    @settings(max_examples=examples, derandomize=True, database=None)
    @given(strategy)
    def draw(value):
        found.append(value)

    draw()
    return found


@pytest.mark.long
def test_quarters_are_all_that_was_promised():
    """Positive ones only; whole numbers only; nothing near the ends."""
    nonzero = {k / 4 for k in range(-8, 9)} - {0.0}
    assert set(drawn(testing.quarters())) == nonzero
    assert set(drawn(testing.quarters_with_zero())) == nonzero | {0.0}
    assert {v > 0 for v in drawn(testing.moderate_floats()) if abs(v) > 1} == {True, False}
    denominators = {v.denominator for v in drawn(testing.fractions())}
    assert denominators == {1, 2, 3, 4, 5, 6, 7}
    assert {v > 0 for v in drawn(testing.fractions()) if v} == {True, False}


@pytest.mark.long
def test_shapes_are_square_about_half_of_the_time():
    """Always square, or hardly ever: a forgotten transpose shows in the one, axes that were mixed up in the other."""
    for strategy in (testing.shapes(), testing.matrices().map(linalg.shape)):
        found = drawn(strategy)
        assert 0.3 < sum(n == m for n, m in found) / len(found) < 0.9
        assert {n for n, m in found} == {m for n, m in found} == {1, 2, 3, 4, 5}


@pytest.mark.long
def test_broadcastable_pairs_are_of_every_kind():
    """Whole matrices only, which broadcast as they are."""

    def kind(m):
        return "number" if isinstance(m, float) else "flat" if not isinstance(m[0], list) else (len(m) > 1, len(m[0]) > 1)

    found = {(kind(a), kind(b)) for a, b in drawn(testing.broadcastable_pairs())}
    kinds = {"number", "flat", (True, True), (True, False), (False, True), (False, False)}
    assert {a for a, _ in found} == {b for _, b in found} == kinds
    assert len(found) > 20


@pytest.mark.parametrize("strategy", [testing.nonzero_fractions(), testing.quarters()], ids=["fractions", "quarters"])
def test_nonzero_numbers_are_not_zero(strategy):
    """A zero, behind which mistakes hide."""
    with pytest.raises(NoSuchExample):
        find(strategy, lambda v: v == 0)


def test_the_tolerances_are_those_of_the_shipped_check():
    """Two checks of two minds; and a step or tolerance of the shipped one that moved."""
    assert (gradcheck.STEP, gradcheck.RELATIVE, gradcheck.ABSOLUTE) == (tolerances.STEP, tolerances.DIFFERENCE_RELATIVE, tolerances.DIFFERENCE_ABSOLUTE)


def test_the_tolerances_are_those_that_were_measured():
    """A tolerance that grew until a test was green: every law and every test of the project goes by them."""
    names = ("STEP", "DIFFERENCE_RELATIVE", "DIFFERENCE_ABSOLUTE", "TIGHT_RELATIVE", "TIGHT_ABSOLUTE", "ORACLE_RELATIVE", "SMALLEST", "LIMIT", "KINK")
    assert [getattr(tolerances, name) for name in names] == [2.0**-17, 1e-5, 1e-8, 1e-9, 1e-12, 1e-14, 2.0**-1022, 1e100, 1e-3]


def test_near_is_not_far():
    """A comparison that NaN passes, or that looks at the first elements only."""
    nan = float("nan")
    assert testing.is_near(1.0, 1.0 + 1e-10)
    assert not testing.is_near(1.0, 1.0 + 1e-8)
    assert not testing.is_near(nan, nan)
    assert testing.is_near(math.inf, math.inf)
    assert not testing.is_near(math.inf, 1.0)
    assert not testing.is_near(math.inf, -math.inf)
    assert not testing.are_near([math.inf, 1.0], [math.inf, 2.0])
    assert testing.are_near([[1.0, 2.0]], [[1.0, 2.0 + 1e-10]])
    assert not testing.are_near([[1.0, 2.0]], [[1.0, 2.1]])
    assert not testing.are_near([1.0, 2.0], [1.0])
    with pytest.raises(AssertionError, match="should be equal but for rounding"):
        testing.assert_near([1.0], [2.0])
    with pytest.raises(AssertionError, match=r"the gradient has rows of \[1\] numbers, and what it belongs to has \[2\]"):
        testing.assert_gradient([[1.0]], lambda rows: 0.0, [[1.0, 2.0]])


@given(testing.fractions(), testing.fractions(), testing.nonzero_fractions())
def test_dual_numbers_know_the_rules(a, da, b):
    """The product rule without its second half, the quotient rule with the wrong sign, a power short of one."""
    x, y = testing.Dual(a, da), testing.Dual(b, 1)
    assert ((x + y).slope, (x - y).slope, (1 - x).slope, (-x).slope, (+x).slope) == (da + 1, da - 1, -da, -da, da)
    assert (x * y).slope == da * b + a
    assert (x / y).slope == (da * b - a) / b**2
    assert (1 / y).slope == -1 / b**2
    assert ((x**3).value, (x**3).slope) == (a**3, 3 * a**2 * da)
    assert ((x**0).value, (x**0).slope) == (1, 0)
    assert ((x < y), (x <= y), (x > y), (x >= y), (x == y)) == ((a < b), (a <= b), (a > b), (a >= b), (a == b))
    assert abs(y).slope == (1 if b > 0 else -1)
    with pytest.raises(TypeError):
        x**0.5
