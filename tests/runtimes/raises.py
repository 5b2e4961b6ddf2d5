"""End with an exception: the runner has to notice it on every Python, or all its other findings are worth nothing."""

import purenn as nn

try:
    nn.Network([nn.Dense(2, 4), nn.Dense(3, 1)])
except nn.ShapeError as error:
    raise RuntimeError("raised on purpose: %s" % error)
