"""Packed layers: the bounds that keep every number in its lane, each at its very end.

That what they add up is right, the laws of test_packed.py say; a bound that is off by one shows there once in a million times.
"""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import dense

from purenn.fixed_point import STEP
from purenn.lanes import Lanes
from purenn.packed_layers import BLAME_LIMIT, WEIGHT_LIMIT, HiddenLayer, InputLayer, LaneError

FIRST_BITS, LATER_BITS = STEP + 4, STEP + 8  # of weights


def first(weight=0.0, bits=4):
    return InputLayer(dense([[weight, 0.0]], [0.0]), bits, "layers[0] Dense(2, 1)")


def later(weights=((0.0,),)):
    """A later layer whose weights are whole numbers of units."""
    rows = [[w / (1 << LATER_BITS) for w in row] for row in weights]
    return HiddenLayer(dense(rows, [0.0] * len(rows)), 8, "layers[2]")


def known(heaviest, highest=1):
    """What is known of samples."""
    return SimpleNamespace(heaviest=heaviest, heaviest_place=7, highest=highest)


@pytest.mark.parametrize("side", [1, -1])
def test_weights_up_to_the_limit_are_taken_and_the_limit_itself_is_not(side):
    unit = 1 / (1 << FIRST_BITS)
    assert first(side * (8192 - unit)).numbers()[0] == [side * (WEIGHT_LIMIT - 1)]
    with pytest.raises(ValueError) as caught:
        first(side * 8192.0)
    assert str(caught.value) == "layers[0] Dense(2, 1) cannot be packed: its weights have to be between -8192 and 8192, but one of input 0 is not"


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=3))
def test_weights_and_biases_go_to_the_nearest_unit(numbers):
    """Cut off instead of rounded: every weight of a packed network a little nearer to 0, or a little lower."""
    net = dense([numbers[:2]], numbers[2:])
    for layer, bits in ((InputLayer(net, 4, "layers[0]"), FIRST_BITS), (HiddenLayer(net, 8, "layers[2]"), LATER_BITS)):
        for (packed,), w in zip(layer.numbers(), numbers):
            assert abs(packed - Fraction(w) * 2**bits) <= Fraction(1, 2)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_weights_that_are_not_finite_are_refused_with_their_place(bad):
    """'cannot convert float NaN to integer', and the whole network to search for it."""
    for kind, number in ((InputLayer, 0), (HiddenLayer, 2)):
        name = "layers[%d] Dense(2, 2)" % number
        with pytest.raises(ValueError) as caught:
            kind(dense([[1.0, 2.0], [bad, 3.0]], [0.0, 0.0]), 4, name)
        assert str(caught.value) == "%s cannot be packed: weights[1][0] is %s; every number has to be finite" % (name, bad)
        with pytest.raises(ValueError) as caught:
            kind(dense([[1.0, 2.0], [2.0, 3.0]], [0.0, bad]), 4, name)
        assert str(caught.value) == "%s cannot be packed: biases[1] is %s; every number has to be finite" % (name, bad)


def test_a_bound_may_reach_its_doubt_and_its_limit():
    """Weights that are looked at once too often, or training that stops one unit too early."""
    layer = first()
    layer.bound, layer.doubt = 4, 10
    layer.look = lambda: pytest.fail("there was no reason to look")
    layer.grow(6)
    assert layer.bound == 10
    del layer.look
    layer.limit = 16
    layer.grow(15)  # the weights are 0, so the bound found is 1
    assert layer.bound == 16
    with pytest.raises(LaneError) as caught:
        layer.grow(16)
    assert str(caught.value) == "a weight of layers[0] Dense(2, 1) is outgrowing its lane, which has room up to %.4g" % (16 / (1 << FIRST_BITS))


def test_a_later_layer_looks_again_when_its_bound_has_grown_fourfold():
    """A bound that may grow until blame has lost its bits; one that is looked for at every update."""
    layer = later([[5, -3]])
    assert (layer.look(), layer.doubt) == (8, 32)
    layer.limit = 24
    assert (layer.look(), layer.doubt) == (8, 24)


def test_samples_may_fill_the_lane_and_not_one_unit_more():
    """The proof refuses what fits, or lets in what does not: 8 * (2**28 - 1) is the last multiple of 8 below 2**31."""
    layer = first(5 / (1 << FIRST_BITS))
    layer.make_room(2**28 - 1, "X[7]")
    assert layer.bound == 8
    text = "X[7] is too large for the lanes of layers[0] Dense(2, 1): its numbers, as the network reads them, add up to 1.678e+07 without their signs,"
    text += " and there is room for 1.678e+07; scale them, or let each mean less with input_scale"
    with pytest.raises(ValueError) as caught:
        layer.make_room(2**28, "X[7]")
    assert str(caught.value) == text


def test_the_room_that_is_named_is_there():
    """Half a unit of room, named where there is none."""
    with pytest.raises(ValueError, match=r"add up to 1 without their signs, and there is room for 0\.0625; scale them"):
        first(8000.0).make_room(16, "X[7]")


def test_start_and_make_sure_leave_tight_bounds():
    layer = first(5 / (1 << FIRST_BITS))
    layer.start(known(1000, 3), known(3000, 99))
    assert (layer.limit, layer.highest, layer.bound) == ((2**31 - 1) // 3000, 16, 0)  # 16 is the level of the bias
    layer.start(known(3000, 99), known(1000))
    assert (layer.limit, layer.highest) == ((2**31 - 1) // 3000, 99)
    layer.start(known(1))
    assert (layer.limit, layer.highest) == (WEIGHT_LIMIT, 16)
    with pytest.raises(ValueError, match=r"^in the validation data: X\[7\] is too large for the lanes"):
        layer.start(known(1000), known(2**28))
    layer.start(known(1))
    layer.make_sure()
    assert layer.bound == 8


def test_make_sure_looks_at_the_weights():
    """A bound that was forgotten and never found again: the next prediction would blame its samples for weights that outgrew them."""
    layer = first(0.0)
    layer.start(known((2**31 - 1) // 1000))
    assert layer.limit == 1000
    layer.rows[0] = layer.lanes.pack([511])
    layer.make_sure()
    layer.rows[0] = layer.lanes.pack([512])  # within the limit, but the bound that is found, 1024, is not
    with pytest.raises(LaneError, match=r"^a weight of layers\[0\] Dense\(2, 1\) is outgrowing its lane"):
        layer.make_sure()


def test_an_update_of_the_first_layer_is_taken_for_as_large_as_its_samples_can_make_it():
    """A bound that grows by the step alone: the weights move by level * step, and leave their lanes while nobody looks."""
    layer = first()
    layer.start(known(2**20, 99))
    layer.look()
    layer.move(((-99, (0,)), (16, (2,))), [3], 3)
    assert layer.bound == 1 + 3 * 99
    assert layer.numbers() == [[-297], [0], [48]]
    with pytest.raises(LaneError):
        layer.move(((99, (0,)), (16, (2,))), [layer.limit // 99], layer.limit // 99)  # with the 297 that are there, too much
    assert layer.numbers() == [[-297], [0], [48]]


def test_a_move_is_taken_back_to_the_last_bit_and_so_is_what_is_known():
    """Columns that stay moved; a bound that was found while the weights were smaller."""
    layer = first()
    layer.rows[0] = layer.lanes.pack([9])
    layer.start(known(2**20))
    sample, steps = ((-3, (0,)), (16, (2,))), [3]
    layer.move(sample, steps, 3)
    assert (layer.numbers(), layer.look()) == ([[0], [0], [48]], 64)
    layer.take_back(sample, steps)
    assert (layer.numbers(), layer.room()) == ([[9], [0], [0]], (2**31 - 1) // 16)

    layer = later([[2000, 5]])
    layer.move(([-256, 10], Lanes(2).pack([-256, 10])), [7], 7)
    layer.look()
    layer.take_back(([-256, 10], Lanes(2).pack([-256, 10])), [7])
    assert layer.numbers() == [[2000], [5], [0]]
    assert Lanes(2).unpack(layer.columns[0]) == [2000, 5]
    layer.grow(0)
    assert layer.bound == 2048


def test_blame_is_exact_as_long_as_it_fits():
    """A bit rounded off one step too early; a unit that comes from nowhere."""
    layer = later([[2**22 - 1, -(2**21)]])
    for step in (511, -511, 3):
        blame, bits, most = layer.blame([step], 0)
        assert Lanes(2).unpack(blame) == [step * (2**22 - 1), -step * 2**21]
        assert (bits, most) == (LATER_BITS + STEP, (abs(step) * 2**22 >> LATER_BITS) + 1)
    assert layer.bound * 511 == BLAME_LIMIT


def test_blame_that_does_not_fit_loses_as_few_bits_as_it_has_to():
    layer = later([[2**22 - 1, -(2**21)]])
    blame, bits, most = layer.blame([1020], 0)
    assert Lanes(2).unpack(blame) == [510 * (2**22 - 1), -510 * 2**21]
    assert (bits, most) == (LATER_BITS + STEP - 1, (510 * 2**22 >> LATER_BITS - 1) + 1)
    blame, bits, _ = layer.blame([510 << LATER_BITS], 0)
    assert Lanes(2).unpack(blame) == [510 * (2**22 - 1), -510 * 2**21]
    assert bits == STEP
    with pytest.raises(LaneError) as caught:
        layer.blame([511 << LATER_BITS], 0)
    assert str(caught.value) == "the steps or the weights of layers[2] are too large for the blame to fit its lanes"


@pytest.mark.parametrize("levels, largest", [([-1000, 10], 1024), ([1023, -10], 1024), ([1024, 0], 2048), ([-1024, 0], 1024), ([-10, 10], 256)])
def test_an_update_is_as_large_as_its_largest_level_whatever_the_sign(levels, largest):
    """Levels below zero, as those of a leaky ReLU, taken for small ones: a weight leaves its lane, and nobody has looked."""
    layer = later([[0, 0]])
    layer.look()
    layer.doubt = layer.limit
    layer.move((levels, Lanes(2).pack(levels)), [3], 3)
    assert layer.bound == 1 + 3 * largest
    assert layer.numbers() == [[3 * level] for level in levels] + [[3 * 256]]
    assert Lanes(2).unpack(layer.columns[0]) == [3 * level for level in levels]
