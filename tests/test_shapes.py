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
from strategies import FakeScalar, finite_floats, flat, is_about_shapes, matrices, quarters_with_zero

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


@pytest.mark.parametrize("number", [1, 2.5, True, Fraction(1, 3), Decimal(1), None, "12", "", FakeScalar(1), {}, {0: 1.0}, {1.0}, set(), iter([1.0]), {0: 1.0}.values(), frozenset([1.0])])
def test_numbers_and_words_are_no_rows(number):
    """A text taken for a row of letters, a dict for a row of its keys, a generator for a row that can be read twice."""
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
        ([[1, {4}]], r"X\[0\]\[1\] should be a number, but is \{4\}"),
        ([{"a": 1}], r"X\[0\] should be a number, but is \{'a': 1\}"),
        ([[1], "a"], r"X\[0\] is a row, but X\[1\] is 'a'"),
        ([["x" * 100]], r"but is 'x{36}\.\.\."),
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused_with_its_place(wrong, sentence):
    """Text from a file that goes on as a number; a message that leaves the reader to search, or fills the screen."""
    with pytest.raises(ValueError, match=sentence):
        shapes.matrix(wrong, "X")


SAID = [
    (lambda: shapes.shape([]), "expected at least one number, but the list is empty: shape (0,)"),
    (lambda: shapes.shape([[1], [[2, 3]]]), "expected rows of numbers, but row 1 holds a list of 2"),
    (lambda: shapes.shape([1, 2, [3]]), "expected numbers or rows of equal length, but element 0 is a number and element 2 a list of 1"),
    (lambda: shapes.shape([[1], [2, 3]]), "the matrix is ragged: row 0 has shape (1,) and row 1 has shape (2,)"),
    (lambda: shapes.row_length([[1], [2], 3], "X"), "X should hold rows only, but row 2 is 3"),
    (lambda: shapes.row_length([[1, 2], [3]], "X"), "X is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    (lambda: shapes.row_length([[], []], "X"), "X has no columns: shape (2, 0)"),
    (lambda: shapes.matrix(5), "the matrix should be a list of rows, but is 5 of type int"),
    (lambda: shapes.matrix("12", "X"), "X should be a list of rows, but is '12' of type str"),
    (lambda: shapes.matrix([], "X"), "X is empty: shape (0,); at least one row is needed"),
    (lambda: shapes.matrix([[1], 2], "X"), "X[0] is a row, but X[1] is 2"),
    (lambda: shapes.matrix([[1], [None]], "X"), "X[1][0] should be a number, but is None"),
    (lambda: shapes.matrix([1, "a"], "X"), "X[1] should be a number, but is 'a'"),
    (lambda: shapes.matrix([[1, 2], [3]], "X"), "X is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    (lambda: shapes.as_rows(7, "X"), "X should be a list of rows, but is 7 of type int"),
    (lambda: shapes.rows_of_width([[1, 2]], "X", 3, nn.Tanh()), "Tanh() expects rows of 3 inputs, but X has shape (1, 2)"),
    (lambda: shapes.rows_of_width([[1, 2]], "A", 3, nn.Tanh(), "numbers"), "Tanh() expects rows of 3 numbers, but A has shape (1, 2)"),
    (lambda: shapes.rows_of_width([[1, 2], 3], "X", 2, nn.Tanh()), "the matrix should hold rows only, but row 1 is 3"),
    (lambda: shapes.rows_of_width([[1, 2], [3]], "X", 2, nn.Tanh()), "the matrix is ragged: row 0 has shape (2,) and row 1 has shape (1,)"),
    (lambda: shapes.rows_of_width(5, "A", 3, nn.Tanh()), "A should be a list of rows, but is 5 of type int"),
    (lambda: shapes.vector(5), "the row should be a list of numbers, but is 5 of type int"),
    (lambda: shapes.vector([1, [2]], "y"), "y[1] should be a number, but is [2]"),
    (lambda: shapes.vector([FakeScalar(1), "a"], "y"), "y[1] should be a number, but is 'a'"),
    (lambda: shapes.require_finite([[1.0], [math.inf]], "X"), "X[1][0] is inf; every number has to be finite"),
    (lambda: shapes.require_size("3", "width"), "width should be a whole number of at least 1, but is '3'"),
    (lambda: shapes.require_range(2, "rate", 0, 1), "rate should be a number of at least 0 and below 1, but is 2"),
    (lambda: shapes.require_range(2, "count", 3, 5), "count should be a number of at least 3 and below 5, but is 2"),
    (lambda: shapes.require_range(-2, "count", -1, None), "count should be a number of at least -1, but is -2"),
    (lambda: shapes.require_range("x", "rate", 0, None), "rate should be a number of at least 0, but is 'x'"),
    (lambda: shapes.require_positive(0.0, "epsilon"), "epsilon should be above 0, but is 0"),
]


@pytest.mark.parametrize("do, sentence", SAID, ids=[sentence for _, sentence in SAID])
def test_what_is_said_of_anything_else(do, sentence):
    """A sentence that lost its place, its name, or what came, or an error of another kind; every layer and loss passes these on."""
    with pytest.raises(ValueError) as caught:
        do()
    assert str(caught.value) == sentence
    assert isinstance(caught.value, ShapeError) == is_about_shapes(sentence)


@pytest.mark.parametrize("length, shown", [(40, "'%s'" % ("x" * 38)), (41, "'%s..." % ("x" * 36))])
def test_long_values_are_cut_to_forty_characters(length, shown):
    """A message that fills the screen, or cuts what would have fitted."""
    with pytest.raises(ShapeError) as caught:
        shapes.vector("x" * (length - 2), "y")
    assert str(caught.value) == "y should be a list of numbers, but is %s of type str" % shown


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
    with pytest.raises(ValueError, match=r"^x\[0\] is 10+; every number has to be finite$"):
        shapes.require_finite([10**400, -(10**400)], "x")  # which add up to 0


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


def test_one_is_a_size():
    """A layer of one neuron refused."""
    assert shapes.require_size(1, "outputs") == 1


@given(matrices())
def test_lengths_of_rows(m):
    """A gradient of another shape that is taken for one that fits."""
    assert shapes.row_lengths(m) == [len(row) for row in m]
    assert shapes.row_lengths([*m, [1.0] * 9]) == [len(row) for row in m] + [9]
    assert shapes.row_lengths(m[0]) == shapes.row_lengths(7) == []


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


def test_rows_of_small_whole_numbers_of_numpy_become_plain():
    """Bytes of NumPy in lists of lists, which count from 255 on to 0: -1 would be 255."""
    row = [FakeScalar(200), FakeScalar(3)]
    assert not shapes.is_plain([row])
    assert shapes.as_rows([row], "m") == [[200, 3]]
    assert shapes.is_plain([[Fraction(1)], [FakeScalar(2)]])  # judged by the first: to look at all of them would cost too much
    assert not shapes.is_plain([(1, 2)])
    assert not shapes.is_plain([])
    assert shapes.is_plain([[]])


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_numbers(value):
    """A True that is saved as true, and refused when it is loaded."""
    for number_given in (value, FakeScalar(value)):
        assert type(shapes.plain_number(number_given)) is int
        assert shapes.plain_number(FakeScalar(0.5)) == shapes.plain_number(0.5) == 0.5
        ((number, _),) = shapes.matrix([[number_given, 0.5]])
        assert (type(number), number) == (int, int(value))


def test_rows_of_the_right_width_pass():
    """A message for every row, right or not."""
    rows = [[1, 2], [3, 4]]
    assert shapes.rows_of_width(rows, "X", 2, "a layer") is rows
    with pytest.raises(ShapeError, match="'a layer' expects rows of 3 inputs, but X has shape"):
        shapes.rows_of_width(rows, "X", 3, "a layer")
