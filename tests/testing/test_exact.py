"""Exact numbers: a network of fractions is the network it was made from."""

from fractions import Fraction

import purenn as nn
from purenn.testing import Dual, are_fractions, exact


def test_every_layer_gets_fractions_in_its_own_lists():
    """'BatchNorm' object has no attribute 'weights'; new lists, while an optimizer holds on to the old ones."""
    net = nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), nn.BatchNorm(3, mean=[0.1, 0.0, -2.5]), nn.Tanh(), nn.Dense(3, 1, rng=nn.Random(2))])
    lists, numbers = net.values(), [values[:] for values in net.values()]
    assert exact(net) is net
    assert all(values is before for values, before in zip(net.values(), lists))
    assert net.values() == numbers
    assert are_fractions(net.values())
    assert all(type(v) is Fraction for values in net.values() for v in values)


def test_dual_numbers_equal_floats():
    """A guard such as `if q == 0.0` that dual numbers walk past, into a division by 0: a false alarm of the exact laws."""
    assert Dual(0) == 0.0
    assert Dual(Fraction(1, 2), 3) == 0.5
    assert Dual(Fraction(1, 3)) != 1 / 3
    assert Dual(0) != "0"
