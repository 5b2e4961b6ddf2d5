"""Activations of the fast lane, each by itself: levels and steps are those of their numbers, one lane as the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lane_strategies import lane_rows, plain_level, plain_slope

import purenn as nn
from purenn.fixed_point import LARGEST, ONE, STEP
from purenn.lanes import Lanes
from purenn.packed_activations import ListReLU, PackedActivation, PackedReLU, PackedSigmoid, PackedTanh, packed_activation
from purenn.packed_layers import LaneError

KINDS = [
    (nn.ReLU, 32, PackedReLU),
    (nn.ReLU, 64, ListReLU),
    (nn.LeakyReLU, 32, ListReLU),
    (nn.LeakyReLU, 64, ListReLU),
    (nn.Sigmoid, 32, PackedSigmoid),
    (nn.Sigmoid, 64, PackedSigmoid),
    (nn.Tanh, 32, PackedTanh),
    (nn.Tanh, 64, PackedTanh),
]
every_kind = pytest.mark.parametrize("layer, bits, kind", KINDS, ids=["%s %d" % (layer.__name__, bits) for layer, bits, _ in KINDS])


class Thrown:
    """Dice that were thrown before: the same numbers in every throw."""

    def __init__(self, numbers):
        self.packed = sum([v << 32 * j for j, v in enumerate(numbers)])

    def draw(self):
        return self.packed


@every_kind
def test_every_activation_has_its_packed_kind_and_knows_its_place(layer, bits, kind):
    """The slow kind of ReLU where the fast one would do; an error that names no layer."""
    made = packed_activation(layer(), Lanes(2, bits), 21, "layers[1] %r" % layer())
    assert type(made) is kind
    assert (made.name, made.sum_bits, made.lanes.bits) == ("layers[1] %r" % layer(), 21, bits)


def test_what_has_no_packed_kind_gets_none():
    assert packed_activation(nn.Softmax(), Lanes(2), 21, "layers[1]") is None


@every_kind
@given(rows=lane_rows(32))
def test_levels_are_those_of_their_numbers(layer, bits, kind, rows):
    """A number that is seen through its neighbour's lane; the ends of a lane, where signs are turned over."""
    (numbers,) = rows
    activation = packed_activation(layer(), Lanes(len(numbers), bits), 21, "layers[1]")
    found, packed, _ = activation.forward(activation.lanes.pack(numbers))
    slope = round(0.01 * ONE)
    assert found == [max(0, z >> 13) if layer is nn.ReLU else plain_level(layer.__name__, z >> 13, slope) for z in numbers]
    assert Lanes(len(numbers)).unpack(packed) == found


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("layer", [nn.Sigmoid, nn.Tanh], ids=["Sigmoid", "Tanh"])
def test_every_level_of_a_table_is_the_nearest(layer, bits):
    """A table that ends while its function still rises; an entry beyond its end; a level rounded down."""
    numbers = list(range(-2100, 2101))  # the tables end at 2048 and 1024
    activation = packed_activation(layer(), Lanes(len(numbers), bits), 21, "layers[1]")
    levels, _, _ = activation.forward(activation.lanes.pack([z << 13 for z in numbers]))
    for z, level in zip(numbers, levels):
        assert abs(level - 256 * layer().function(z / 256)) <= 0.5 + 2 * 256 / ONE  # a table of 16 bits may be off by a unit or two


@every_kind
@given(data=st.data(), drop=st.integers(0, 6))
def test_steps_are_blame_times_slope_rounded_by_every_bit_of_the_dice(layer, bits, kind, data, drop):
    """The lowest bit of the dice left out; a borrow from the lane beside it; the sign lost where nothing is rounded off (drop 0)."""
    n = data.draw(st.integers(1, 4))
    sums = data.draw(st.lists(st.integers(-(2**22), 2**22), min_size=n, max_size=n))
    blame = data.draw(st.lists(st.integers(-40, 40), min_size=n, max_size=n))
    dice = data.draw(st.lists(st.integers(0, 2**32 - 1), min_size=n, max_size=n))
    activation = packed_activation(layer(), Lanes(n, bits), 21, "layers[1]")
    activation.dice = Thrown(dice)
    levels, _, memory = activation.forward(activation.lanes.pack(sums))
    steps = activation.backward(Lanes(n).pack(blame), STEP + drop, memory)
    slopes = [(0 if z < 0 else ONE) if layer is nn.ReLU else plain_slope(layer.__name__, z >> 13, a, round(0.01 * ONE)) for z, a in zip(sums, levels)]
    expected = [(b * s >> 16) + d % 2**drop >> drop if s or kind is not PackedReLU else 0 for b, s, d in zip(blame, slopes, dice)]
    assert (steps if isinstance(steps, list) else Lanes(n).unpack(steps)) == expected


class Same(PackedActivation):
    def levels(self, numbers):
        return list(numbers)


@pytest.mark.parametrize("side", [1, -1])
def test_the_largest_level_is_taken_and_nothing_beyond(side):
    """The end of the range left out, or a lane that a later sum would overflow."""
    activation = Same(Lanes(1, 64), 8, "layers[3] Same()")
    assert activation.forward(side * LARGEST)[0] == [side * LARGEST]
    with pytest.raises(LaneError) as caught:
        activation.forward(side * (LARGEST + 1))
    assert str(caught.value) == "an output of layers[3] Same() is beyond 1024, as far as the fast lane counts"


def test_an_activation_says_what_it_lacks():
    activation = PackedActivation(Lanes(2), 21, "layers[1]")
    for call, missing in ((lambda: activation.levels([1]), "levels(numbers)"), (lambda: activation.slopes([1], [1]), "slopes(numbers, levels)")):
        with pytest.raises(NotImplementedError) as caught:
            call()
        assert str(caught.value) == "PackedActivation should define " + missing
