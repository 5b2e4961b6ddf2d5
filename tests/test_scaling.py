"""Scaling: the numbers it makes have mean 0 and deviation 1, or go from 0 to 1; and it can be undone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    are_fractions,
    as_fractions,
    assert_near,
    batches,
    derivatives,
    fractions,
    is_about_shapes,
    matrices,
    moderate_floats,
    nonzero_fractions,
    rows,
)

import purenn as nn


@given(st.data())
def test_predict_is_its_definition_and_inverse_undoes_it(data):
    """shift and scale mixed up; multiplied instead of divided; the numbers of another column."""
    X = data.draw(matrices(elements=fractions()))
    columns = len(X[0])
    shift, scale = data.draw(rows(columns, fractions())), data.draw(rows(columns, nonzero_fractions()))
    scaler = nn.Scaler(shift, scale)
    A = scaler.predict(X)
    assert [[(x - shift[i]) / scale[i] for i, x in enumerate(row)] for row in X] == A
    assert scaler.forward(X) == scaler.transform(X) == A
    assert scaler.inverse(A) == X
    assert are_fractions(A)


@given(st.data())
def test_backward_is_the_derivative(data):
    """The gradient passed on unscaled."""
    X, dA = data.draw(st.tuples(matrices(2, 3, fractions()), matrices(2, 3, fractions())))
    scaler = nn.Scaler(data.draw(rows(3, fractions())), data.draw(rows(3, nonzero_fractions())))
    score = lambda rows: sum([d * a for d_row, row in zip(dA, scaler.predict(rows)) for d, a in zip(d_row, row)])
    assert scaler.backward(dA) == derivatives(score, X)


@given(batches(elements=moderate_floats().map(lambda x: round(x, 6))))
def test_standard_gives_mean_0_and_deviation_1(X):
    """n - 1 for n; the variance for the deviation; one mean for all columns."""
    A = nn.Scaler.standard(X).predict(X)
    for column, original in zip(zip(*A), zip(*X)):
        if max(original) - min(original) < 1e-3:  # differences of the size of the rounding
            continue
        assert_near(sum(column) / len(column), 0.0, 0, 1e-9)
        assert_near(sum(a * a for a in column) / len(column), 1.0, 1e-9)


@given(matrices(elements=fractions()))
def test_min_max_goes_exactly_from_0_to_1(X):
    """The largest number taken for the range."""
    A = nn.Scaler.min_max(as_fractions(X)).predict(X)
    for column in zip(*A):
        assert (min(column), max(column)) in ((0, 1), (0, 0))


def test_the_deviation_divides_by_n():
    scaler = nn.Scaler.standard([[1.0, 10.0], [3.0, 10.0], [5.0, 13.0]])
    assert scaler.shift == [3.0, 11.0]
    assert_near(scaler.scale, [(8 / 3) ** 0.5, 2**0.5])


@pytest.mark.parametrize("make", [nn.Scaler.standard, nn.Scaler.min_max])
@given(st.floats(-1e100, 1e100), st.integers(1, 5))
def test_an_input_that_never_changes_becomes_0(make, value, n):
    """A division by 0, or by the rounding of a mean, which would blow a constant up."""
    A = make([[value, float(s)] for s in range(n)]).predict([[value, float(s)] for s in range(n)])
    assert all(abs(row[0]) <= 1e-15 * abs(value) for row in A)
    assert make([[value]] * n).scale == [1.0]


@pytest.mark.parametrize("make", [nn.Scaler.standard, nn.Scaler.min_max])
@given(batches())
def test_nothing_that_was_passed_changes_or_is_kept(make, X):
    kept = [list(row) for row in X]
    scaler = make(X)
    A = scaler.predict(X)
    B = scaler.inverse(A)
    scaler.backward(A)
    assert kept == X
    for row in X + A + B:
        row[:] = [0.0] * len(row)
    assert scaler.predict(kept) == make(kept).predict(kept)


def test_the_callers_shift_and_scale_are_copied():
    shift, scale = [1.0], [2.0]
    scaler = nn.Scaler(shift, scale)
    shift[0] = scale[0] = 100.0
    assert scaler.predict([[5.0]]) == [[2.0]]


def test_tiny_differences_can_be_scaled():
    assert_near(nn.Scaler.standard([[0.0], [1e-200]]).predict([[0.0], [1e-200]]), [[-1.0], [1.0]])


def test_min_max_of_tiny_differences():
    assert nn.Scaler.min_max([[0.0], [5e-324]]).predict([[0.0], [5e-324]]) == [[0.0], [1.0]]


@pytest.mark.parametrize("largest", [1e-200, 1e200])
def test_the_deviation_of_very_small_and_very_large_numbers(largest):
    """Squares of differences that are all 0, or infinite; differences in units of the sum of a number and the mean."""
    assert_near(nn.Scaler.standard([[largest], [-largest]]).scale, [largest], 1e-15, 0)
    assert nn.Scaler.standard([[1.0 - 1e-200], [1.0]]).scale == [1.0]


def test_the_deviation_of_numbers_far_from_zero():
    """The mean of the squares less the square of the mean, which has no digit left."""
    X = [[0.25], [1.0], [2.75]]
    assert_near(nn.Scaler.standard([[x + 1e8] for (x,) in X]).scale, nn.Scaler.standard(X).scale, 1e-7)


def test_config_makes_the_same_scaler_again():
    """A saved model that raw numbers go into unscaled."""
    assert nn.Scaler([10.0, 0.0], [5.0, 255.0]).config() == {"shift": [10.0, 0.0], "scale": [5.0, 255.0]}


@pytest.mark.parametrize("make", ["standard", "min_max"])
def test_a_scaler_of_ones_own_is_made_from_data_too(make):
    """The class written where `cls` belongs: a subclass that gives plain Scalers."""

    class Loud(nn.Scaler):
        pass

    assert type(getattr(Loud, make)([[1.0], [3.0]])) is Loud


def test_scaled_networks_take_raw_numbers():
    """A scaler that is not part of what predict does; the gradient of inputs that forgets it."""
    X = [[1000.0, 0.001], [3000.0, 0.003]]
    net = nn.Network([nn.Scaler.standard(X), nn.Dense(2, 1)])
    plain = nn.Network([net.layers[1]])
    assert net.predict(X) == plain.predict(nn.Scaler.standard(X).predict(X))
    assert (net.inputs, net.outputs, repr(net.layers[0])) == (2, 1, "Scaler(2)")


def test_nan_goes_through():
    """A NaN that becomes the mean, or an error, where a network should show that it has lost its numbers."""
    scaler = nn.Scaler([1.0, 2.0], [2.0, 4.0])
    for call in (scaler.predict, scaler.forward, scaler.inverse, scaler.backward):
        ((lost, found),) = call([[NAN, 6.0]])
        assert lost != lost
        assert found == found


def test_scalers_work_on_fractions():
    scaler = nn.Scaler([Fraction(1, 3)], [Fraction(1, 7)])
    assert scaler.predict([[Fraction(2, 3)]]) == [[Fraction(7, 3)]]


NAN = float("nan")
REFUSED = [
    (lambda: nn.Scaler([1.0], [0.0]), "a Scaler divides by its scales, but scale[0] is 0"),
    (lambda: nn.Scaler([1.0, 2.0], [1.0, 0]), "a Scaler divides by its scales, but scale[1] is 0"),
    (lambda: nn.Scaler([1.0, 2.0], [1.0]), "a Scaler expects as many shifts as scales, but got shapes (2,) and (1,)"),
    (lambda: nn.Scaler([], []), "a Scaler expects as many shifts as scales, but got shapes (0,) and (0,)"),
    (lambda: nn.Scaler([NAN], [1.0]), "shift[0] is nan; every number has to be finite"),
    (lambda: nn.Scaler([0.0, float("inf")], [1.0, 1.0]), "shift[1] is inf; every number has to be finite"),
    (lambda: nn.Scaler([0.0, 0.0], [1.0, -float("inf")]), "scale[1] is -inf; every number has to be finite"),
    (lambda: nn.Scaler.min_max([[-1.7e308], [1.7e308]]), "scale[0] is inf; every number has to be finite"),
    (lambda: nn.Scaler([1.0], [NAN]), "scale[0] is nan; every number has to be finite"),
    (lambda: nn.Scaler([None], [1.0]), "shift[0] should be a number, but is None"),
    (lambda: nn.Scaler([1.0], ["a"]), "scale[0] should be a number, but is 'a'"),
    (lambda: nn.Scaler.standard([[1.0], [NAN]]), "X[1][0] is nan; every number has to be finite"),
    (lambda: nn.Scaler.min_max([[1.0], [2.0, 3.0]]), "X is ragged: row 0 has shape (1,) and row 1 has shape (2,)"),
    (lambda: nn.Scaler.min_max([]), "X is empty: shape (0,); at least one row is needed"),
    (lambda: nn.Scaler([0.0], [1.0]).predict([[1.0, 2.0]]), "Scaler(1) expects rows of 1 inputs, but X has shape (1, 2)"),
    (lambda: nn.Scaler([0.0], [1.0]).inverse([[1.0, 2.0]] * 3), "Scaler(1) expects rows of 1 numbers, but A has shape (3, 2)"),
    (lambda: nn.Scaler([0.0], [1.0]).backward([[1.0, 2.0]]), "Scaler(1) expects rows of 1 numbers, but the gradient has shape (1, 2)"),
    (lambda: nn.Scaler([0.0], [1.0]).backward([[1.0], [2.0, 3.0]]), "the matrix is ragged: row 0 has shape (1,) and row 1 has shape (2,)"),
    (lambda: nn.Scaler([0.0], [1.0]).predict([[1.0], [1.0, 2.0]]), "the matrix is ragged: row 0 has shape (1,) and row 1 has shape (2,)"),
]


@pytest.mark.parametrize("do, sentence", REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_does_not_fit_is_refused_with_a_plain_sentence(do, sentence):
    """zip as the only check; NaN that a mean spreads over a whole column."""
    with pytest.raises(ValueError) as caught:
        do()
    assert str(caught.value) == sentence
    assert isinstance(caught.value, nn.ShapeError) == is_about_shapes(sentence)
