"""Lanes: whatever is done with packed rows equals plain arithmetic with lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lane_strategies import EXTREMES, lane_numbers, lane_rows, xorshift

import purenn as nn
from purenn import lanes
from purenn.lanes import Lanes, PackedRandom, array_fits, join, repeat, split

widths = st.sampled_from([32, 64])
both_ways = pytest.mark.parametrize("by_array", [True, False], ids=["array", "no array"])


def made(count, bits, by_array=True):
    result = Lanes(count, bits)
    result.by_array = by_array and result.by_array
    return result


@both_ways
@given(widths.flatmap(lambda bits: st.tuples(st.just(bits), lane_rows(bits))))
def test_unpacking_gives_what_was_packed(by_array, case):
    """A sign that is lost, a byte order that is turned round, the lowest number of a lane refused."""
    bits, (row,) = case
    packing = made(len(row), bits, by_array)
    packed = packing.pack(row)
    assert packed == sum(v * 2 ** (bits * j) for j, v in enumerate(row))
    assert packing.unpack(packed) == row


@pytest.mark.parametrize("bits", [32, 64])
@both_ways
def test_the_ends_of_a_lane_are_neighbours_of_every_other_number(by_array, bits):
    """A borrow that is not given back where the lane on the right is negative."""
    low, high = EXTREMES[bits]
    row = [low, high, low, low, high, high, 0, -1, low]
    packing = made(len(row), bits, by_array)
    assert packing.unpack(packing.pack(row)) == row


@given(st.data())
def test_sums_and_multiples_of_rows_are_those_of_their_numbers(data):
    """A carry into the neighbour: inner products are sums of multiples, so this law holds the hot loop."""
    bits = data.draw(widths)
    rows = data.draw(lane_rows(bits, rows=4, room=8))
    factors = data.draw(st.lists(st.integers(-31, 31), min_size=4, max_size=4))
    packing = Lanes(len(rows[0]), bits)
    packed = sum([x * packing.pack(row) for x, row in zip(factors, rows)])
    assert packing.unpack(packed) == [sum(x * v for x, v in zip(factors, column)) for column in zip(*rows)]


@given(st.integers(1, 4).flatmap(lambda n: lane_rows(32, rows=n)))
def test_a_sum_may_leave_its_lanes_on_the_way_as_long_as_it_comes_back(rows):
    """The claim of the docstring: only a row that is read has to fit."""
    packing = Lanes(len(rows[0]))
    packed = [packing.pack(row) for row in rows]
    far = sum(packed) * 12345
    assert packing.unpack(far - 12344 * sum(packed) - sum(packed[1:])) == rows[0]


@given(widths.flatmap(lambda bits: st.tuples(st.just(bits), lane_rows(bits), st.integers(0, bits - 1))))
def test_within_looks_at_every_number(case):
    """A guard that is one bit short or looks at the first lane only."""
    bits, (row,), k = case
    packing = Lanes(len(row), bits)
    assert packing.within(packing.pack(row), k) == all(-(2**k) <= v < 2**k for v in row)


@given(widths.flatmap(lambda bits: st.tuples(st.just(bits), lane_rows(bits, rows=3))))
def test_reach_is_the_smallest_power_of_two_that_holds(case):
    bits, rows = case
    packing = Lanes(len(rows[0]), bits)
    found = packing.reach([packing.pack(row) for row in rows])
    assert all(-found <= v < found for row in rows for v in row)
    assert found == 1 or not all(-found // 2 <= v < found // 2 for row in rows for v in row)


@pytest.mark.parametrize("row, reach", [([0, -1], 1), ([1, 0], 2), ([-2, 1], 2), ([2, 0], 4), ([0, -3], 4)])
def test_the_reach_of_small_numbers(row, reach):
    """A search that starts at 2, or lets the first number beyond 1 pass."""
    assert Lanes(2).reach([Lanes(2).pack(row)]) == reach


@given(widths.flatmap(lambda bits: st.tuples(st.just(bits), lane_numbers(bits, 1), st.integers(1, 9))))
def test_repeat_puts_a_number_into_every_lane(case):
    bits, value, count = case
    assert Lanes(count, bits).unpack(repeat(value, count, bits)) == [value] * count


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("side", [0, 1])
@both_ways
def test_a_number_that_does_not_fit_is_refused(by_array, side, bits):
    """A number that wraps silently, as `array` does on MicroPython."""
    beyond = EXTREMES[bits][side] + (1 if side else -1)
    with pytest.raises(OverflowError) as caught:
        made(4, bits, by_array).pack([*EXTREMES[bits], beyond, 0])  # the ends themselves are not to blame
    assert str(caught.value) == "a lane of %d bits holds numbers from %d to %d, but values[2] is %d" % (bits, *EXTREMES[bits], beyond)


@pytest.mark.parametrize("values", [[], [1], [1, 2, 3]])
def test_a_row_of_another_length_is_refused(values):
    with pytest.raises(ValueError) as caught:
        Lanes(2).pack(values)
    assert str(caught.value) == "a packed row of 2 lanes expects as many numbers, but got %d" % len(values)


@pytest.mark.parametrize("count", [0, -1, 1.5, True, None])
def test_lanes_have_to_be_some(count):
    with pytest.raises(ValueError) as caught:
        Lanes(count)
    assert str(caught.value) == "a packed row should have at least 1 lane, but has %r" % (count,)
    assert Lanes(1).count == 1


def test_lanes_have_one_of_two_widths():
    with pytest.raises(ValueError) as caught:
        Lanes(2, 16)
    assert str(caught.value) == "a lane should be 32 or 64 bits wide, but is 16"
    assert Lanes(2).bits == 32


def test_array_is_used_where_it_lays_numbers_out_as_lanes():
    """A machine with the highest byte first, or an array without 64 bits: the plain way has to be taken there."""

    def turned(code, values):
        return b"\0" * (3 if code == "i" else 7) + b"\1"

    def narrow(code, values):
        raise ValueError("bad typecode")

    assert array_fits()
    assert Lanes(2).by_array
    assert not array_fits(None)
    assert not array_fits(turned)
    assert not array_fits(narrow)


class BigInt(int):
    pass


class BigInts(list):
    def __bytes__(self):
        return b"".join([v.to_bytes(8, "little") for v in self])


def of_javascript(code, values):
    """Stand in for Brython's array: what comes out of a "q" is a BigInt, and an "i" refuses those."""
    if code == "q":
        return BigInts([BigInt(1)])
    if any(isinstance(v, BigInt) for v in values):
        raise TypeError("Cannot convert a BigInt value to a number")
    return b"\1\0\0\0"


def test_array_is_not_used_where_rows_of_one_width_cannot_be_packed_in_the_other():
    """Brython: each width alone is as it should be, but the numbers that are unpacked from one do not go into the other."""
    assert bytes(of_javascript("i", [1])) == b"\1\0\0\0"
    assert bytes(of_javascript("q", [1])) == b"\1\0\0\0\0\0\0\0"
    assert not array_fits(of_javascript)


def test_without_array_everything_is_there(monkeypatch):
    monkeypatch.setattr(lanes, "array_fits", lambda: False)
    packing = Lanes(3)
    assert packing.unpack(packing.pack([1, -2, 3])) == [1, -2, 3]
    assert join([5], 32) == 5
    assert split(b"\1\0\0\0\0\0\0\0", 8, 0) == [1]


@given(st.integers(1, 5), st.integers(0, 2**32))
def test_packed_dice_are_a_generator_in_every_lane(count, seed):
    """A shift that brings bits over from the lane beside it."""
    dice = PackedRandom(Lanes(count), nn.Random(seed))
    rng = nn.Random(seed)
    states = [rng.randint(1, 0xFFFFFFFF) for _ in range(count)]
    for _ in range(20):
        states = [xorshift(x) for x in states]
        drawn = dice.draw()
        assert [drawn >> 32 * j & 0xFFFFFFFF for j in range(count)] == states


def test_dice_start_from_every_number_but_zero():
    """A generator that starts at 0 stays there; one of 2**32 has a bit in the lane beside it."""

    class Asked:
        def randint(self, low, high):
            assert (low, high) == (1, 2**32 - 1)
            return high

    assert Lanes(2).spread(Asked()) == 2**64 - 1


def test_packed_dice_are_fair():
    """A generator that favours a bit would pull all weights one way."""
    dice = PackedRandom(Lanes(8), nn.Random(3))
    draws = [dice.draw() for _ in range(2000)]
    for bit in range(0, 256, 7):
        assert abs(sum(d >> bit & 1 for d in draws) - 1000) < 150
