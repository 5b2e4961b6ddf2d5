"""The gradient check: backward against the slope of the loss that is really there.

Move one number of the network a little up and a little down, look how the loss changes, and compare the
slope with what backward says. Where both agree for every weight, backward is right; a single entry that is
wrong by one part in 10,000 is found in nine of ten networks.

Three things make the check fair. The step is divided by the distance that was really gone, after rounding. Where a
step crosses a kink, as that of ReLU at 0, the loss has no one slope: such a number is skipped, and counted. And where
the two slopes differ, smaller steps are tried: where the loss bends within the first step, the smaller one is right.
"""

from .rng import resolve
from .shapes import is_finite, is_row, require_finite, require_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Tuple

    from .rng import Random
    from .shapes import Vector


def machine_epsilon() -> "float":
    """Return the distance from 1 to the next larger float of this Python: 2**-52, or 2**-23 on most boards.

    Example:
        >>> machine_epsilon() in (2.0**-52, 2.0**-23)
        True
    """
    epsilon = 1.0
    while 1.0 + epsilon / 2 != 1.0:
        epsilon = epsilon / 2
    return epsilon


SINGLE = machine_epsilon() > 1e-10
STEP = 2.0**-8 if SINGLE else 2.0**-17
STEPS = (STEP, STEP / 8, STEP / 64)
RELATIVE = 2e-2 if SINGLE else 1e-5
ABSOLUTE = 1e-3 if SINGLE else 1e-8


class Coordinate:
    """One number of a network, its gradient by backward and by difference, and how far they may differ."""

    def __init__(self, name: "str", analytic: "float", numeric: "float", tolerance: "float") -> "None":
        self.name = name
        self.analytic = analytic
        self.numeric = numeric
        self.error = abs(analytic - numeric)
        self.tolerance = tolerance
        self.ok = bool(self.error <= tolerance)  # False for NaN too

    def badness(self) -> "float":
        """Return the error in units of the tolerance; NaN counts as the worst there is."""
        return self.error / self.tolerance if is_finite(self.error) else 1e30

    def __repr__(self) -> "str":
        numbers = (self.name, self.analytic, self.numeric, self.error, self.tolerance)
        return "%s\n  backward says     %.9g\n  the difference is %.9g\n  they are %.2g apart, and %.2g is allowed" % numbers


class GradientReport:
    """What `check_gradients` found: `ok`, the `worst` coordinate, how many were `checked`, `skipped` and `wrong`.

    A check in which everything was skipped has shown nothing, and is not ok.

    Example:
        >>> report = GradientReport()
        >>> report.add(Coordinate("layers[0].weights[3][1]", 0.5, 0.25, 1e-5))
        >>> report.ok
        False
        >>> print(report)
        GRADIENTS DIFFER: 1 checked, 1 wrong, 0 skipped at kinks
        worst: layers[0].weights[3][1]
          backward says     0.5
          the difference is 0.25
          they are 0.25 apart, and 1e-05 is allowed
    """

    def __init__(self) -> "None":
        self.checked = 0
        self.skipped = 0
        self.wrong = 0
        self.worst: "Any" = None

    @property
    def ok(self) -> "bool":
        """Whether at least one coordinate was checked, and none is wrong."""
        return self.wrong == 0 and self.checked > 0

    def add(self, coordinate: "Coordinate") -> "None":
        """Count a coordinate that was checked."""
        self.checked += 1
        self.wrong += not coordinate.ok
        if self.worst is None or coordinate.badness() > self.worst.badness():
            self.worst = coordinate

    def __repr__(self) -> "str":
        counts = "%d checked, %d wrong, %d skipped at kinks" % (self.checked, self.wrong, self.skipped)
        verdict = "gradients agree" if self.ok else "nothing could be checked" if self.checked == 0 else "GRADIENTS DIFFER"
        return "%s: %s%s" % (verdict, counts, "" if self.worst is None else "\nworst: %r" % self.worst)


def check_gradients(
    net: "Any", X: "Any", Y: "Any", loss: "Any", inputs: "bool" = False, most: "Optional[int]" = None, rng: "Optional[Random]" = None
) -> "GradientReport":
    """Compare the gradients of backward with central differences, for every parameter of a network.

    With `inputs`, the gradient with respect to X is checked too. Each number costs two forward passes: of a large network
    check at `most` so many numbers, drawn at random. Use at least two samples: with one, a mistake in
    adding up over the batch passes. Dropout drops the same numbers in every probe; random layers of your own are
    held still too, if they draw from the library's generator or from their attribute `rng`, and so are running means. A layer or loss of
    your own with a kink says on which side of it each number is by defining `kinks`. Afterwards the network, its
    gradients and the generators are as they were after forward and backward.

    Shapes:   X [samples][inputs]   Y as the loss takes it
    Formula:  numeric = (loss_at(w + h) - loss_at(w - h)) / ((w + h) - (w - h))  # h = 2**-17 * max(1, abs(w))
              # where they differ by more than the tolerance, again with h / 8 and h / 64
              tolerance = 1e-5 * max(abs(analytic), abs(numeric)) + 1e-8 * max(1, abs(loss), largest_gradient)
    Errors:   ShapeError  X, Y and the network do not fit together
              ValueError  a number of X is NaN or infinite
    Source:   the step near the cube root of the float's precision is that of W. Press and others, Numerical Recipes,
              third edition, 2007, section 5.7; this tolerance was measured on 20,000 correct nets in each of four regimes
    Example:
        >>> from purenn.activations import Sigmoid, Tanh
        >>> from purenn.layers import Dense
        >>> from purenn.losses import BCE
        >>> from purenn.network import Network
        >>> net = Network([Dense(2, 3), Tanh(), Dense(3, 1), Sigmoid()])
        >>> report = check_gradients(net, [[0.0, 1.0], [1.0, 1.0]], [[1], [0]], BCE())
        >>> report.ok, report.checked, report.skipped
        (True, 13, 0)
    """
    if most is not None:
        most = require_size(most, "most")
    X = net.batch(X)
    require_finite(X, "X")
    probe = _Probe(net, X, Y, loss)
    value, pattern = probe.measure()
    d_inputs = net.backward(loss.gradient(probe.outputs, Y), inputs=inputs)
    places = named_parameters(net)
    if inputs:
        places += list(_rows_of("X", X, d_inputs))
    scale = max([1.0, abs(value)] + [abs(g) for _, _, gradients in places for g in gradients])
    report = GradientReport()
    for name, values, gradients, i in _drawn(places, most, rng):
        coordinate = probe.coordinate("%s[%d]" % (name, i), gradients[i], values, i, pattern, scale)
        if coordinate is None:
            report.skipped += 1
        else:
            report.add(coordinate)
    probe.measure()  # layers remember the unmoved numbers again
    return report


def _drawn(places: "Any", most: "Optional[int]", rng: "Optional[Random]") -> "Any":
    """Return (name, values, gradients, i) of every number, or of `most` of them drawn at random."""
    numbers = [(name, values, gradients, i) for name, values, gradients in places for i in range(len(values))]
    if most is None or most >= len(numbers):
        return numbers
    return resolve(rng).shuffle(numbers)[:most]


class _Probe:
    """Measure the loss of a network again and again, with the same random numbers each time."""

    def __init__(self, net: "Any", X: "Any", Y: "Any", loss: "Any") -> "None":
        self.net, self.X, self.Y, self.loss = net, X, Y, loss
        generators = [resolve(None)] + [layer.rng for layer in net.layers if getattr(layer, "rng", None) is not None]
        self.states = [(generator, generator.state) for generator in generators]
        self.running = [(values, values[:]) for layer in net.layers for values in layer.running()]
        self.outputs: "Any" = None

    def measure(self) -> "Tuple[Any, Any]":
        """Return the loss, and on which side of every kink the numbers are."""
        for generator, state in self.states:
            generator.state = state
        for values, before in self.running:
            values[:] = before
        A, pattern = self.X, []
        for layer in self.net.layers:
            pattern.append(layer.kinks(A) if hasattr(layer, "kinks") else None)
            A = layer.forward(A)
        self.outputs = A
        pattern.append(self.loss.kinks(A, self.Y) if hasattr(self.loss, "kinks") else None)
        return self.loss(A, self.Y), pattern

    def coordinate(self, name: "str", analytic: "float", values: "Vector", i: "int", pattern: "Any", scale: "float") -> "Optional[Coordinate]":
        """Compare the gradient of values[i] with differences of smaller and smaller steps, until one agrees; None at a kink."""
        found = None
        for step in STEPS:
            numeric = self.slope(values, i, pattern, step)
            if numeric is None:
                return None
            found = Coordinate(name, analytic, numeric, RELATIVE * max(abs(analytic), abs(numeric)) + ABSOLUTE * scale)
            if found.ok:
                break
        return found

    def slope(self, values: "Vector", i: "int", pattern: "Any", step: "float" = STEP) -> "Any":
        """Return the central difference at values[i], or None where it would cross a kink."""
        w = values[i]
        h = step * max(1.0, abs(w))
        up, down = w + h, w - h
        try:
            values[i] = up
            loss_up, pattern_up = self.measure()
            values[i] = down
            loss_down, pattern_down = self.measure()
        finally:
            values[i] = w
        if pattern_up != pattern or pattern_down != pattern:
            return None
        return (loss_up - loss_down) / (up - down)


def named_parameters(net: "Any") -> "List[Tuple[str, Vector, Vector]]":
    """Return (name, values, gradients) of every flat list of parameters, such as layers[0].weights[3].

    Example:
        >>> from purenn.layers import Dense
        >>> from purenn.network import Network
        >>> [name for name, values, gradients in named_parameters(Network([Dense(3, 2)]))]
        ['layers[0].weights[0]', 'layers[0].weights[1]', 'layers[0].biases']
    """
    named = []
    for k, layer in enumerate(net.layers):
        for number, (values, gradients) in enumerate(layer.parameters()):
            place = _attribute(layer, values) or "parameters()[%d][0]" % number
            named.append(("layers[%d].%s" % (k, place), values, gradients))
    return named


def _attribute(layer: "Any", values: "Vector") -> "str":
    """Return the name under which a layer's config knows a list, or a row of a matrix."""
    config = layer.config()
    for name in config:
        if config[name] is values:
            return name  # type: ignore[no-any-return]
        for j, row in enumerate(config[name] if is_row(config[name]) else []):
            if row is values:
                return "%s[%d]" % (name, j)
    return ""


def _rows_of(name: "str", rows: "Any", gradients: "Any") -> "Any":
    """Yield (name, row, gradients) of every flat row, also of samples that are matrices."""
    for s, (row, d_row) in enumerate(zip(rows, gradients)):
        place = "%s[%d]" % (name, s)
        if is_row(row[0]):
            yield from _rows_of(place, row, d_row)
        else:
            yield place, row, list(d_row)
