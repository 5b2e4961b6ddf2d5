"""Testing: strategies that draw networks and data, and whole suites of laws for what you write yourself.

An own layer, activation, loss or optimizer gets its tests in one line:

    from purenn.testing import assert_layer_obeys_laws
    assert_layer_obeys_laws(MyLayer(3))

A message holds the law that is broken, what was seen, the smallest case found, and the name by which the law can be left out
where it need not hold: without=["lists_do_not_mix"]. A network that `networks` draws is printed with all its numbers when a test fails.

This is the one folder that needs a package which is not Python's own: Hypothesis draws the examples.
"""

from __future__ import annotations

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError:
    raise ImportError("purenn.testing draws its examples with Hypothesis, which is not installed: pip install hypothesis") from None

from .activation_laws import assert_activation_obeys_laws
from .differences import assert_gradient, central_difference, numeric_gradient
from .exact import RATIONAL, Bell, Dual, Softsign, are_fractions, as_fractions, derivatives, dual, exact
from .gradients import assert_gradients_match
from .layer_laws import assert_layer_obeys_laws
from .loss_laws import assert_loss_obeys_laws
from .optimizer_laws import assert_optimizer_obeys_laws
from .snippets import Run, network_snippet, snippet
from .strategies import (
    PIECEWISE,
    SMOOTH,
    batches,
    broadcastable_pairs,
    dense,
    finite_floats,
    fractions,
    labelled_data,
    labels,
    matrices,
    moderate_floats,
    networks,
    nonzero_fractions,
    one_hot,
    quarters,
    quarters_with_zero,
    rows,
    same_shape,
    shapes,
    sizes,
)
from .tolerances import (
    DIFFERENCE_ABSOLUTE,
    DIFFERENCE_RELATIVE,
    TIGHT_ABSOLUTE,
    TIGHT_RELATIVE,
    are_near,
    assert_near,
    flat,
    is_near,
)

__all__ = [
    "DIFFERENCE_ABSOLUTE",
    "DIFFERENCE_RELATIVE",
    "PIECEWISE",
    "RATIONAL",
    "SMOOTH",
    "TIGHT_ABSOLUTE",
    "TIGHT_RELATIVE",
    "Bell",
    "Dual",
    "Run",
    "Softsign",
    "are_fractions",
    "are_near",
    "as_fractions",
    "assert_activation_obeys_laws",
    "assert_gradient",
    "assert_gradients_match",
    "assert_layer_obeys_laws",
    "assert_loss_obeys_laws",
    "assert_near",
    "assert_optimizer_obeys_laws",
    "batches",
    "broadcastable_pairs",
    "central_difference",
    "dense",
    "derivatives",
    "dual",
    "exact",
    "finite_floats",
    "flat",
    "fractions",
    "is_near",
    "labelled_data",
    "labels",
    "matrices",
    "moderate_floats",
    "network_snippet",
    "networks",
    "nonzero_fractions",
    "numeric_gradient",
    "one_hot",
    "quarters",
    "quarters_with_zero",
    "rows",
    "same_shape",
    "shapes",
    "sizes",
    "snippet",
]
