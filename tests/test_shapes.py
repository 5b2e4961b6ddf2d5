"""What a matrix is, and the sentences for what is none: the border of the library.

What the operations of linalg make of it stands in test_linalg.py.
"""

import math
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import FakeScalar, finite_floats, flat, matrices, quarters_with_zero

import purenn as nn
from purenn import shapes
from purenn.shapes import ShapeError


def test_as_rows_copies_only_what_is_no_list_of_lists():
    """A copy of the whole data for every batch; a tuple that slips through."""
    m = [[1.0], [2.0]]
    assert shapes.as_rows(m, "m") is m
    assert shapes.as_rows([1.0, 2.0], "m") == [[1.0, 2.0]]
    for other in (((1.0,),), ([1.0],), [(1.0,)]):
        assert shapes.as_rows(other, "m") == [[1.0]]
        assert {type(shapes.as_rows(other, "m")), type(shapes.as_rows(other, "m")[0])} == {list}


@pytest.mark.parametrize("number", [1, 2.5, True, Fraction(1, 3), Decimal(1), None, "12", "", FakeScalar(1)])
def test_numbers_and_words_are_no_rows(number):
    """A text taken for a row of letters."""
    assert not shapes.is_row(number)
    assert shapes.shape(number) == ()


@pytest.mark.parametrize("wrong", [5, 2.5, None, "12", object()], ids=repr)
def test_what_is_no_list_is_refused_by_name(wrong):
    """A bare TypeError for a single number."""
    with pytest.raises(ShapeError, match="X should be"):
        shapes.matrix(wrong, "X")
    with pytest.raises(ShapeError, match="x should be"):
        shapes.vector(wrong, "x")


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ([[1.0], [None]], r"X\[1\]\[0\] should be a number, but is None"),
        ([[1.0, "2"]], r"X\[0\]\[1\] should be a number, but is '2'"),
        ([1.0, "n/a"], r"X\[1\] should be a number, but is 'n/a'"),
        ([[1, 2], [3, [4]]], r"X\[1\]\[1\] should be a number, but is \[4\]"),
        ([[1], "a"], r"X\[0\] is a row, but X\[1\] is 'a'"),
        ([["x" * 100]], r"but is 'x{36}\.\.\."),
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused_with_its_place(wrong, sentence):
    """Text from a file that goes on as a number; a message that leaves the reader to search, or fills the screen."""
    with pytest.raises(ValueError, match=sentence):
        shapes.matrix(wrong, "X")


def test_shape_error_is_a_value_error():
    """An except ValueError in somebody's program that no longer catches."""
    assert issubclass(ShapeError, ValueError)


@given(matrices(elements=finite_floats()))
@example([[1e308, 1e308]])
def test_finite_numbers_pass(m):
    """A sum that overflows taken for an infinite element."""
    shapes.require_finite(m, "m")
    shapes.require_finite(m[0], "m")
    assert all([shapes.is_finite(v) for v in flat(m)])


@given(st.sampled_from([math.nan, math.inf, -math.inf]), matrices(elements=quarters_with_zero()), st.data())
def test_what_is_not_finite_is_found_and_named(bad, m, data):
    """inf - inf, or a NaN that compares as it likes; the wrong place in the message."""
    i, j = data.draw(st.integers(0, len(m) - 1)), data.draw(st.integers(0, len(m[0]) - 1))
    m[i][j] = bad
    with pytest.raises(ValueError, match=r"^X\[%d\]\[%d\] is %s" % (i, j, bad)):
        shapes.require_finite(m, "X")
    with pytest.raises(ValueError, match=r"^x\[%d\] is" % j):
        shapes.require_finite(m[i], "x")
    assert not shapes.is_finite(bad)


def test_infinities_that_cancel_are_found():
    """The quick way, by the sum, where the sum of infinities is taken for finite."""
    with pytest.raises(ValueError, match=r"x\[1\] is inf"):
        shapes.require_finite([1.0, math.inf, -math.inf], "x")


@pytest.mark.parametrize("number", [0, 10**300, Fraction(1, 3), True, 1e308, sys.float_info.max])
def test_exact_numbers_are_finite(number):
    """float(x) on the way, which takes a fraction for its neighbour."""
    assert shapes.is_finite(number) is True


@pytest.mark.parametrize("number", [10**309, -(10**400), Fraction(10**400, 3)])
def test_numbers_too_large_for_a_float_are_not(number):
    """A whole number that passes every check and is an OverflowError in the middle of training."""
    assert shapes.is_finite(number) is False


@pytest.mark.parametrize("good", [0, 0.0, 0.5, Fraction(1, 2), 1 - 2.0**-53])
def test_ranges_accept(good):
    """The lower end left out."""
    shapes.require_range(good, "rate", 0, 1)
    shapes.require_range(good + 100, "rate", 0, None)


@pytest.mark.parametrize("bad", [-0.1, 1, 1.0, 2, math.nan, math.inf, -math.inf, None, "0.5", [0.5], (0.5,)])
def test_ranges_refuse(bad):
    """NaN, which compares as false and so slips through; the upper end let in; a text."""
    with pytest.raises(ValueError, match="rate should be a number of at least 0 and below 1, but is"):
        shapes.require_range(bad, "rate", 0, 1)


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, None, "1"])
def test_open_ranges_refuse(bad):
    """No check where there is no upper end."""
    with pytest.raises(ValueError, match=r"rate should be a number of at least 0, but is"):
        shapes.require_range(bad, "rate", 0, None)


@pytest.mark.parametrize("bad", [0, 0.0, -1, math.nan, math.inf, None])
def test_positive_refuses(bad):
    """Zero let in where it is divided by."""
    with pytest.raises(ValueError, match="epsilon should be"):
        shapes.require_positive(bad, "epsilon")
    shapes.require_positive(5e-324, "epsilon")


class NumpyInteger:
    """What NumPy's whole numbers are to plain Python: no int, but good for an index."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def test_whole_numbers_of_other_libraries_are_sizes():
    """Dense(4, Y.max() + 1), refused with 'should be a whole number, but is np.int64(3)'."""
    layer = nn.Dense(NumpyInteger(2), NumpyInteger(3))
    assert (layer.inputs, layer.outputs, type(layer.outputs)) == (2, 3, int)
    assert nn.Random(NumpyInteger(5)).bits() == nn.Random(5).bits()
