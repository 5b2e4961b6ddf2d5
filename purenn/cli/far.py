"""Inputs far outside of what a model was trained on: it has an answer to them too, which nothing supports."""

from __future__ import annotations

from typing import Any, Sequence

from ..data.errors import counted
from ..network import Network
from ..scaling import Scaler
from .numbers import short

# From so many deviations on, a value is far. Held-out rows hardly ever get there: the furthest of the tables that this was tried on, a
# heavy-tailed one of tumours, is 16 away from the mean of the others. A number in a wrong unit is 20 or 1000 away.
FAR = 18.0

# A column that is hardly ever anything but 0 has its few other values about scale / mean deviations away: they are no surprise.
RARE = 3.0
RAREST = 1000.0  # beyond it no table has enough rows for that to be the reason: then the mean is 0 because the values lie around it


def far_note(network: Network, X: Sequence[Sequence[float]], names: Sequence[str]) -> str:
    """Say which value is the first that is far from those that the model was trained on, and how many more are; nothing where none is.

    Only a network that begins with a Scaler knows. An input that never changed has no deviation, and is not looked at.
    """
    scaler: Any = network.layers[0]
    if not isinstance(scaler, Scaler):
        return ""
    factor = getattr(network, "input_scale", 1.0)  # a packed network multiplies its inputs by it before they are scaled
    pairs = [(i, shift / factor, scale / factor) for i, (shift, scale) in enumerate(zip(scaler.shift, scaler.scale)) if scale != 1.0]
    known = [(i, shift, scale, _limit(shift, scale)) for i, shift, scale in pairs]
    far = [(s, i, row[i], shift, scale) for s, row in enumerate(X, 1) for i, shift, scale, limit in known if abs(row[i] - shift) > limit]
    if not far:
        return ""
    s, i, x, shift, scale = far[0]
    name = names[i] if names else "input %d" % (i + 1)
    more = " (and %s)" % counted(len(far) - 1, "more such value") if len(far) > 1 else ""
    learned = "the model has learned from values around %s, give or take %s" % (short(shift), short(abs(scale)))
    return "note: row %d: %s is %s, but %s: the answer is a guess%s" % (s, name, short(x), learned, more)


def _limit(shift: float, scale: float) -> float:
    """Return how far from its mean a value may be."""
    rare = abs(scale / shift) if shift else 0.0
    return abs(scale) * max(FAR, RARE * rare if rare < RAREST else 0.0)
