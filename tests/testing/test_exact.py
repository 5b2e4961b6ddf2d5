"""Exact numbers: a network of fractions is the network it was made from."""

from fractions import Fraction

import purenn as nn
from purenn.testing import are_fractions, exact


def test_every_layer_gets_fractions_in_its_own_lists():
    """'BatchNorm' object has no attribute 'weights'; new lists, while an optimizer holds on to the old ones."""
    net = nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), nn.BatchNorm(3, mean=[0.1, 0.0, -2.5]), nn.Tanh(), nn.Dense(3, 1, rng=nn.Random(2))])
    lists, numbers = net.values(), [values[:] for values in net.values()]
    assert exact(net) is net
    assert all(values is before for values, before in zip(net.values(), lists))
    assert net.values() == numbers
    assert are_fractions(net.values())
    assert all(type(v) is Fraction for values in net.values() for v in values)
