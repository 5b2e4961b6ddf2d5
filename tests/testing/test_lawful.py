"""Whatever is public of purenn goes through the laws: the lists of what is tried are made by hand, and this test reads them."""

import pytest
import test_activations
import test_layers
import test_losses
import test_normalization
import test_optimizers

import purenn as nn

LAWFUL = {
    nn.Layer: lambda: [layer for layer, _ in test_layers.LAWFUL] + test_normalization.LAWFUL + [make() for make in test_activations.LAWFUL],
    nn.Loss: lambda: [loss for loss, _ in test_losses.LAWFUL],
    nn.Optimizer: lambda: [make() for make, _ in test_optimizers.RECURRENCES.values()],
}
BASES = {nn.Layer, nn.Activation, nn.Loss, nn.ElementLoss, nn.Optimizer}


@pytest.mark.parametrize("base", LAWFUL, ids=lambda base: base.__name__)
def test_whatever_is_public_goes_through_the_laws(base):
    """A new layer, loss or optimizer that nobody put on the list of those that are tried."""
    public = {thing for thing in [getattr(nn, name) for name in nn.__all__] if isinstance(thing, type) and issubclass(thing, base)}
    assert {type(thing) for thing in LAWFUL[base]()} == public - BASES
