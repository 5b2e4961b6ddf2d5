"""Fixed point: whole-number functions beside those of floats, whose rounding they may differ by."""

import math
import re
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import purenn as nn
from purenn.fixed_point import COARSE_TABLE, END, FINE, FINE_TABLE, ONE, exponential, powers, shifted, sigmoid, softmax, to_fixed


def test_the_one_constant_is_right():
    """A digit that was typed wrong."""
    with localcontext() as context:
        context.prec = 40
        assert int(((Decimal(-1) / 1024).exp() * 2**62).to_integral_value()) == FINE


def test_exponential_is_rounded_to_a_unit():
    """A table that is shifted by an entry; a last entry that is looked for beyond the end."""
    for d in range(END + 1024):
        assert abs(exponential(d) - math.exp(-d / 1024) * ONE) <= 0.75
    assert exponential(0) == ONE
    assert exponential(END) == exponential(10**30) == 0


def test_every_entry_of_the_tables_is_the_nearest():
    """Cut off instead of rounded: every Python would be wrong alike, and no longer what an exported network or an older version is."""
    with localcontext() as context:
        context.prec = 40
        for table, step in ((COARSE_TABLE, Decimal(256) / 1024), (FINE_TABLE, Decimal(1) / 1024)):
            assert [int(((-d * step).exp() * 2**22).to_integral_value()) for d in range(len(table))] == table


def test_powers_are_what_they_say():
    assert powers(1 << 61, 62) == [1 << 62 - k for k in range(62)]


@given(st.integers(-20 << 10, 20 << 10))
def test_sigmoid_is_that_of_floats_and_symmetric(z):
    assert abs(sigmoid(z) - nn.sigmoid(z / 1024) * ONE) <= 1
    assert sigmoid(z) + sigmoid(-z) == ONE or z == 0


@given(st.integers(0, 20 << 10))
def test_sigmoid_is_rounded_to_the_nearest(d):
    """Rounded down, so that every probability of a half is a little too small."""
    e = exponential(d)
    assert abs(sigmoid(-d) - Fraction(e * ONE, ONE + e)) <= Fraction(1, 2)


def test_halves_are_rounded_up():
    """Halves rounded down on one side of 0 and up on the other, or otherwise than on another Python."""
    assert [to_fixed(v, 0) for v in (-1.5, -0.5, 0.5, 1.5)] == [-1, 0, 1, 2]
    assert [to_fixed(v, 2) for v in (-0.125, 0.125)] == [0, 1]


@given(st.lists(st.integers(-(30 << 29), 30 << 29), min_size=2, max_size=6))
def test_softmax_is_that_of_floats(logits):
    """Logits cut off the wrong way, or a total that some probabilities are not part of."""
    expected = nn.softmax([z / 2**29 for z in logits])
    found = softmax(logits, 29)
    assert all(abs(p - ONE * q) <= 80 for p, q in zip(found, expected))  # a thousandth of a logit is 64 units of slope 1
    assert ONE - len(logits) <= sum(found) <= ONE


@given(st.lists(st.integers(-(20 << 19), 20 << 19), min_size=2, max_size=6))
@example([0, -(END << 19)])
@example([0, -(5 << 29)])
def test_softmax_is_made_of_exponential(logits):
    """The formula written out, with another rounding or another end than the function it stands for."""
    exponentials = [exponential(max(logits) - z >> 19) for z in logits]
    assert softmax(logits, 29) == [(e << 16) // sum(exponentials) for e in exponentials]


@given(st.integers(-(10**9), 10**9), st.integers(0, 30), st.integers(0, 30))
def test_shifted_rounds_down(value, bits, wanted):
    assert shifted(value, bits, wanted) == math.floor(Fraction(value, 2**bits) * 2**wanted)


@pytest.mark.parametrize("value", [1e308, -1e308, math.inf, math.nan])
def test_to_fixed_refuses_what_would_be_infinite(value):
    """An OverflowError, which nobody expects who catches ValueError."""
    with pytest.raises(ValueError, match="^%s is too large for a whole number with 4 bits after the point$" % re.escape(str(value))):
        to_fixed(value, 4)


def test_to_fixed_keeps_the_last_digit_of_a_float():
    """A half that is added first: with it, a number with all the digits a float has is rounded up or down."""
    for number in (2**52 + 1, 2**53 - 1, -(2**52) - 1):
        assert to_fixed(float(number), 0) == number
    assert to_fixed(0.5 - 2.0**-54, 0) == 0


@given(st.floats(-1e6, 1e6), st.integers(0, 24))
def test_to_fixed_rounds_to_the_nearest(value, bits):
    """int() alone rounds towards 0, which pulls negative weights up."""
    assert abs(Fraction(value) * 2**bits - to_fixed(value, bits)) <= Fraction(1, 2)
