"""Prepared samples: only what is not zero, grouped by its level, and everything the same however a row came."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import purenn as nn
from purenn import samples
from purenn.samples import Grid, Samples

pixels = st.lists(st.sampled_from([0, 0, 0, 1, 7, 127, 128, 254, 255]), min_size=1, max_size=12)


def spread(sample, inputs):
    """Return the levels of a prepared sample as a list again, the bias last."""
    levels = [0] * (inputs + 1)
    for level, members in sample:
        assert level != 0
        for i in members:
            assert levels[i] == 0
            levels[i] = level
    return levels


@given(pixels, st.integers(0, 8))
def test_a_row_means_the_same_as_bytes_whole_numbers_or_floats(row, bits):
    """A table of bytes that rounds in another way than the path of the floats."""
    grid = Grid(len(row), 1 / 255, bits)
    expected = [int(Fraction(v, 255) * 2**bits + Fraction(1, 2)) for v in row] + [2**bits]
    for same in (bytes(row), bytearray(row), row, tuple(row), [float(v) for v in row]):
        assert spread(grid.sample(same, "X"), len(row)) == expected


@given(st.lists(st.integers(-512, 512).map(lambda k: k / 32), min_size=1, max_size=8), st.integers(0, 6))
def test_floats_are_rounded_to_the_grid(row, bits):
    levels = spread(Grid(len(row), 1.0, bits).sample(row, "X"), len(row))
    assert all(abs(Fraction(level, 2**bits) - Fraction(v)) <= Fraction(1, 2 ** (bits + 1)) for level, v in zip(levels, row))


@given(pixels, st.sampled_from([0.0, 100.0, 127.5]), st.sampled_from([1.0, 255.0, 64.0]), st.sampled_from([1.0, 0.5, 4.0]))
def test_a_scaler_is_folded_into_the_grid(row, shift, scale, factor):
    """The same scaler for all inputs goes through a table, negative levels too; a scaler for each does not. The scaler sees what a number means, not the number."""
    width = len(row)
    same = Grid(width, factor, 4, nn.Scaler([shift] * width, [scale] * width))
    each = Grid(width + 1, factor, 4, nn.Scaler([shift] * width + [1.0], [scale] * width + [2.0]))
    expected = [math.floor((v * factor - shift) / scale * 16 + 0.5) for v in row]
    assert spread(same.sample(bytes(row), "X"), width) == [*expected, 16]
    assert spread(same.sample([float(v) for v in row], "X"), width) == [*expected, 16]
    assert spread(each.sample(bytes([*row, 5]), "X"), width + 1) == [*expected, math.floor((5 * factor - 1) / 2 * 16 + 0.5), 16]


def test_what_is_known_of_all_samples():
    """The proof that no lane overflows rests on these."""
    found = Grid(3, 1.0, 2).samples([[1.0, 0.0, 0.5], [-3.0, 2.0, 0.0], [0, 0, 0]])
    assert (len(found), found.heaviest, found.heaviest_place, found.highest) == (3, 12 + 8 + 4, 1, 12)


def test_the_heaviest_sample_is_the_first_of_equals_and_counts_every_number():
    """Numbers of one level counted once: the proof would let in what overflows."""
    found = Grid(3, 1.0, 2).samples([[1.0, 0.0, 0.0], [1.0, -1.0, 1.0], [0.0, 3.0, 0.0]])
    assert (found.heaviest, found.heaviest_place) == (12 + 4, 1)


@pytest.mark.parametrize("shift, scale", [([0.0, 8.0], [2.0, 2.0]), ([8.0, 8.0], [2.0, 4.0]), ([8.0, 8.0], [2.0, 2.0])])
def test_bytes_go_by_the_scaler_of_their_own_column(shift, scale):
    """One table for all columns, made of the first."""
    grid = Grid(2, 1.0, 2, nn.Scaler(shift, scale))
    assert list(grid.levels(bytes([16, 16]), "X")) == [4 * (16 - s) / d for s, d in zip(shift, scale)]


def test_bytes_take_one_step():
    """A table that is made and never used: the same levels, one number at a time."""
    assert type(Grid(2, 1 / 255, 4).levels(bytes([0, 255]), "X")) is bytes
    assert Grid(1, 256 / 255, 0).sample(bytes([255]), "X") == ((256, (0,)), (1, (1,)))  # a level that no byte can hold


def test_the_highest_level_of_bytes_is_that_of_their_table():
    """A sample of bytes let in without a proof, because no byte was thought to weigh anything."""
    assert Grid(2, 1.0, 4).highest_of_bytes == 255 * 16
    assert Grid(2, 1.0, 4, nn.Scaler([300.0, 300.0], [1.0, 1.0])).highest_of_bytes == 300 * 16


def test_rows_are_called_what_the_caller_calls_them():
    for call, name in ((lambda: Grid(2, 1.0, 4).rows(7), "X"), (lambda: Grid(2, 1.0, 4).rows(7, "V"), "V"), (lambda: Grid(2, 1.0, 4).samples(7, "V"), "V")):
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == "%s should be a list of rows of 2 numbers, but is 7" % name


def test_the_callers_rows_stay_as_they_are():
    X = [[0.3, 0.0], [0.1, 1.0]]
    Grid(2, 1.0, 4).samples(X)
    assert X == [[0.3, 0.0], [0.1, 1.0]]


def test_samples_that_are_prepared_pass():
    grid = Grid(2, 1.0, 4)
    prepared = grid.samples([[1, 2]])
    assert grid.samples(prepared) is prepared
    assert isinstance(prepared, Samples)


@pytest.mark.parametrize("row", [[1, 0], (1, 0), bytes([1, 0])])
def test_a_flat_row_is_one_sample(row):
    assert Grid(2, 1.0, 1).samples(row) == [((2, (0,)), (2, (2,)))]


def test_boards_without_compress_or_translate_get_the_same(monkeypatch):
    monkeypatch.setattr(samples, "compress", None)
    assert Grid(3, 1.0, 0).sample([5, 0, 5], "X") == ((5, (0, 2)), (1, (3,)))
    assert Grid(3, 1.0, 0).sample(bytes([5, 0, 6]), "X") == ((5, (0,)), (6, (2,)), (1, (3,)))


@pytest.mark.parametrize(
    "X, message",
    [
        ([], "X should be a list of rows of 2 numbers, but is []"),
        (7, "X should be a list of rows of 2 numbers, but is 7"),
        ([[1, 2], [3]], "the network expects rows of 2 inputs, but X[1] has 1"),
        ([bytes(2), bytes(3)], "the network expects rows of 2 inputs, but X[1] has 3"),
        ([[1, 2], 3], "X[0] is a row, but X[1] is 3"),
        ([[1, 2], [3, float("nan")]], "X[1][1] is nan; every number has to be finite"),
        ([[1, float("inf")]], "X[0][1] is inf; every number has to be finite"),
        ([[1, "2"]], "X[0][1] should be a number, but is '2'"),
    ],
)
def test_what_is_no_batch_is_refused(X, message):
    with pytest.raises(ValueError) as caught:
        Grid(2, 1.0, 4).samples(X)
    assert str(caught.value) == message


def test_huge_numbers_that_are_finite_are_taken():
    """A sum that overflows to infinity although every number is finite."""
    assert len(Grid(2, 1.0, 0).samples([[1e308, 1e308]])) == 1


@pytest.mark.parametrize(
    "scale, message",
    [
        (0, "input_scale should be above 0, but is 0"),
        (-1, "input_scale should be a number of at least 0, but is -1"),
        (float("nan"), "input_scale should be a number of at least 0, but is nan"),
        ("x", "input_scale should be a number of at least 0, but is 'x'"),
    ],
)
def test_a_scale_that_means_nothing_is_refused(scale, message):
    with pytest.raises(ValueError) as caught:
        Grid(2, scale, 4)
    assert str(caught.value) == message
