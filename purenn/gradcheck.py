"""The gradient check: backward against the slope of the loss that is really there.

Move one number of the network a little up and a little down, look how the loss changes, and compare the
slope with what backward says. Where both agree for every weight, backward is right; a single entry that is
wrong by one part in 10,000 is found in nine of ten networks, if it is at least a thousandth of the largest entry, of
the loss and of 1: a difference of floats cannot see what is much smaller.

Three things make the check fair. The step is divided by the distance that was really gone, after rounding. Where a
step crosses a kink, as that of ReLU at 0, the loss has no one slope: such a number is skipped, and counted. And where
the two slopes differ, smaller steps are tried: where the loss bends within the first step, the smaller one is right;
and where its slope bends at the number itself, as that of max(z, 0)**2 at 0, the difference comes nearer with every step.
"""

from .rng import resolve
from .shapes import ShapeError, is_finite, is_row, require_finite, require_size, vector

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

    hint = ""  # what may be the reason, where they differ more

    def __init__(self, name: "str", analytic: "float", numeric: "float", tolerance: "float") -> "None":
        self.name = name
        self.analytic = analytic
        self.numeric = numeric
        self.error = abs(analytic - numeric)
        self.tolerance = tolerance
        self.ok = bool(self.error <= tolerance and is_finite(self.error))  # False for NaN too

    def badness(self) -> "float":
        """Return the error in units of the tolerance; NaN counts as the worst there is."""
        return self.error / self.tolerance if is_finite(self.error) else 1e30

    def __repr__(self) -> "str":
        numbers = (self.name, self.analytic, self.numeric, self.error, self.tolerance)
        return "%s\n  backward says     %.9g\n  the difference is %.9g\n  they are %.2g apart, and %.2g is allowed" % numbers + self.hint


class GradientReport:
    """What `check_gradients` found: `ok`, the `worst` coordinate, how many were `checked`, `skipped` and `wrong`.

    A check in which everything was skipped has shown nothing, and is not ok; its `worst` is NaN. What else there is to say about a
    check stands in `notes`.

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
        self.worst = Coordinate("(nothing was checked)", float("nan"), float("nan"), 0.0)
        self.notes: "List[str]" = []

    @property
    def ok(self) -> "bool":
        """Whether at least one coordinate was checked, and none is wrong."""
        return self.wrong == 0 and self.checked > 0

    def add(self, coordinate: "Coordinate") -> "None":
        """Count a coordinate that was checked."""
        self.checked += 1
        self.wrong += not coordinate.ok
        if self.checked == 1 or coordinate.badness() > self.worst.badness():
            self.worst = coordinate

    def __repr__(self) -> "str":
        counts = "%d checked, %d wrong, %d skipped at kinks" % (self.checked, self.wrong, self.skipped)
        verdict = "gradients agree" if self.ok else "nothing could be checked" if self.checked == 0 else "GRADIENTS DIFFER"
        worst = ["worst: %r" % self.worst] if self.checked else []
        return "\n".join(["%s: %s" % (verdict, counts)] + worst + self.notes)


def check_gradients(
    net: "Any", X: "Any", Y: "Any", loss: "Any", inputs: "bool" = False, most: "Optional[int]" = None, rng: "Optional[Random]" = None
) -> "GradientReport":
    """Compare the gradients of backward with central differences, for every parameter of a network.

    With `inputs`, the gradient with respect to X is checked too. Each number costs two forward passes: of a large network
    check at `most` so many numbers, drawn at random: the same ones each time, unless `rng` says otherwise. Use at least two samples: with one, a mistake in
    adding up over the batch passes. Dropout drops the same numbers in every probe; random layers and losses of your own are
    held still too, if they draw from the library's generator or from their attribute `rng`, and so are running means. A layer or loss of
    your own with a kink says on which side of it each number is by defining `kinks`. A number is skipped too where a step is
    refused with a ValueError, as a probability above 1. Afterwards the network, its
    gradients and the generators are as they were after forward and backward.

    Shapes:   X [samples][inputs]   Y as the loss takes it
    Formula:  numeric = (loss_at(w + h) - loss_at(w - h)) / ((w + h) - (w - h))  # h = 2**-17 * max(1, abs(w))
              # where they differ by more than the tolerance, again with h / 8 and h / 64; an error that shrinks with h is none
              tolerance = 1e-5 * max(abs(analytic), abs(numeric)) + 1e-8 * max(1, abs(loss), largest_gradient)
    Errors:   ShapeError  X, Y and the network do not fit together, or a gradient has another shape than what it belongs to
              ValueError  a number of X or the loss is NaN or infinite, or the network or the loss is something else
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
    _require_roles(net, loss)
    X = net.batch(X)
    require_finite(X, "X")
    probe = _Probe(net, X, Y, loss)
    d_inputs = probe.backward(inputs)
    places = [place for name, values, gradients in named_parameters(net) for place in _flat(name, values, gradients)]
    if inputs:
        places += list(_flat("X", X, d_inputs))
    # An infinite gradient is wrong itself, and must not excuse the others.
    scale = max([1.0, abs(probe.value)] + [abs(g) for _, _, gradients in places for g in gradients if is_finite(g)])
    report = GradientReport()
    for name, values, gradients, i in _drawn(places, most, rng):
        coordinate = probe.coordinate("%s[%d]" % (name, i), gradients[i], values, i, scale)
        if coordinate is None:
            report.skipped += 1
        else:
            report.add(coordinate)
    again, _ = probe.measure()  # layers remember the unmoved numbers again,
    probe.backward(inputs)  # and have gradients again, if forward has reset them
    report.notes = _notes(report, probe, again)
    return report


def _require_roles(net: "Any", loss: "Any") -> "None":
    if isinstance(net, type) or not hasattr(net, "layers") or hasattr(net, "unpack"):
        packed = "; it learns in whole numbers, which have no slope: check what its unpack() gives" if hasattr(net, "unpack") else ""
        raise ValueError("net should be a Network, such as nn.Network([nn.Dense(2, 1)]), but is %r%s" % (net, packed))
    if isinstance(loss, type) or not hasattr(loss, "gradient") or not callable(loss):
        raise ValueError("loss should be a loss, such as nn.MSE(), but is %r" % (loss,))


def _notes(report: "GradientReport", probe: "_Probe", again: "Any") -> "List[str]":
    """Return what should be known of a check besides its numbers; `again` is the loss, measured once more."""
    notes = []
    if report.ok and len(probe.X) == 1:
        notes.append("one sample: a mistake in adding up over a batch does not show; take two")
    if report.ok and report.skipped > report.checked:
        notes.append("more was skipped than checked, which shows little: take other samples")
    if probe.refused:
        notes.append("a number was skipped because its step was refused: " + probe.refused)
    notes += _tied(probe.net)
    if again != probe.value:
        notes.append(
            "the loss is %.9g, but %.9g when measured again: what is random has to draw from\n" % (probe.value, again)
            + "the library's generator, or from the attribute rng of a layer or the loss"
        )
    return notes


def _tied(net: "Any") -> "List[str]":
    """Return a note for every list of parameters that comes twice: backward leaves two gradients for it, and the loss has one slope."""
    first: "Any" = {}
    notes = []
    for name, own, _ in named_parameters(net):
        if id(own) in first:
            notes.append("%s and %s are one list:\neach gradient is only a part of its slope" % (first[id(own)], name))
        first.setdefault(id(own), name)
    return notes


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
        self.states = generator_states(list(net.layers) + [loss])
        self.running = [(values, values[:]) for layer in net.layers for values in layer.running()]
        self.outputs: "Any" = None
        self.refused = ""
        self.value, self.pattern = self.measure()
        if is_row(self.value) or not is_finite(self.value):
            raise ValueError("the loss is %r; gradients can only be checked where it is a finite number" % (self.value,))

    def measure(self) -> "Tuple[Any, Any]":
        """Return the loss, and on which side of every kink the numbers are."""
        rewind(self.states)
        for values, before in self.running:
            values[:] = before
        A, pattern = self.X, []
        for layer in self.net.layers:
            pattern.append(layer.kinks(A) if hasattr(layer, "kinks") else None)
            A = layer.forward(A)
        self.outputs = A
        pattern.append(self.loss.kinks(A, self.Y) if hasattr(self.loss, "kinks") else None)
        return self.loss(A, self.Y), pattern

    def backward(self, inputs: "bool") -> "Any":
        """Go back through the network from what was measured last."""
        return self.net.backward(self.loss.gradient(self.outputs, self.Y), inputs=inputs)

    def coordinate(self, name: "str", analytic: "float", values: "Vector", i: "int", scale: "float") -> "Optional[Coordinate]":
        """Compare the gradient of values[i] with differences of smaller and smaller steps, until one agrees; None at a kink."""
        errors = []
        for step in STEPS:
            slopes = self.slopes(values, i, step)
            if slopes is None:
                return None
            size = max(abs(analytic), abs(slopes[0]))
            found = Coordinate(name, analytic, slopes[0], RELATIVE * (size if is_finite(size) else 0) + ABSOLUTE * scale)
            if found.ok:
                return found
            errors.append(found.error)
        # At a bend the last error may be a quarter of the one before, which is what `bends` has seen.
        return Coordinate(name, analytic, slopes[0], errors[1] / 4) if bends(errors) else _with_hint(found, slopes)

    def slopes(self, values: "Vector", i: "int", step: "float") -> "Any":
        """Return the central difference at values[i], and those below and above alone; None where one would cross a kink."""
        w = values[i]
        h = step * max(1.0, abs(w))
        up, down = w + h, w - h
        try:
            values[i] = up
            loss_up, pattern_up = self.measure()
            values[i] = down
            loss_down, pattern_down = self.measure()
        except ValueError as error:  # no loss there: w is at the end of what is allowed
            self.refused = self.refused or str(error)
            return None
        finally:
            values[i] = w
        if pattern_up != self.pattern or pattern_down != self.pattern:
            return None
        return (loss_up - loss_down) / (up - down), (self.value - loss_down) / (w - down), (loss_up - self.value) / (up - w)


def bends(errors: "List[float]") -> "bool":
    """Tell whether errors by steps h, h / 8 and h / 64 shrink as the steps do: the slope bends right there, and what it is compared with is right.

    Beside a bend the error is a multiple of the step. That of a wrong gradient stays as large as it is, and so does that at a kink.

    Example:
        >>> bends([0.64, 0.08, 0.01]), bends([0.64, 0.6, 0.6])
        (True, False)
    """
    first, second, third = errors
    return 4 * second < first < 16 * second and 4 * third < second


def _with_hint(wrong: "Any", slopes: "Any") -> "Coordinate":
    """Say where the slope is another on each side, and backward gives one of them or one between: that is no mistake at a kink."""
    _, below, above = slopes
    least, most = min(below, above) - wrong.tolerance, max(below, above) + wrong.tolerance
    if abs(above - below) > wrong.tolerance and least <= wrong.analytic <= most:
        wrong.hint = "\n  the slope is %.4g just below and %.4g just above: a kink or a jump?\n" % (below, above)
        wrong.hint += "  then say on which side of it each number is, by defining kinks"
    return wrong  # type: ignore[no-any-return]


def generator_states(owners: "Any") -> "List[Tuple[Any, Any]]":
    """Return the library's generator and the attributes `rng` of layers and losses, and where each is; what cannot say it is left out.

    Example:
        >>> states = generator_states([])
        >>> first = resolve(None).bits()
        >>> rewind(states)
        >>> resolve(None).bits() == first
        True
    """
    generators: "List[Any]" = [resolve(None)]
    generators += [getattr(owner, "rng", None) for owner in owners]
    states = [(g, g.getstate() if hasattr(g, "getstate") else getattr(g, "state", None)) for g in generators]  # Python's own have getstate
    return [(generator, state) for generator, state in states if state is not None]


def rewind(states: "List[Tuple[Any, Any]]") -> "None":
    """Put generators back to where they were."""
    for generator, state in states:
        if hasattr(generator, "setstate"):
            generator.setstate(state)
        else:
            generator.state = state


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
        config = layer.config()  # kept here, for the ids of its lists are theirs only as long as they live
        places = _places(config)
        for number, (values, gradients) in enumerate(layer.parameters()):
            place = places.get(id(values), "parameters()[%d][0]" % number)
            named.append(("layers[%d].%s" % (k, place), values, gradients))
    return named


def _places(config: "Any") -> "Any":
    """Return the names under which a config knows its lists, and the rows of its matrices: a dictionary from the id of each."""
    places = {}
    for name in config:
        places[id(config[name])] = name
        for j, row in enumerate(config[name] if is_row(config[name]) else []):
            if is_row(row):
                places[id(row)] = "%s[%d]" % (name, j)
    return places


def _flat(name: "str", values: "Any", gradients: "Any") -> "Any":
    """Yield (name, values, gradients) of every flat list, the gradients as a copy; samples may be matrices.

    Errors:   ShapeError  the gradients have another shape than the values
    """
    if not is_row(gradients) or len(gradients) != len(values):
        found = "has length %d" % len(gradients) if is_row(gradients) else "is %r" % (gradients,)
        raise ShapeError("the gradient of %s should be a list of length %d, like %s itself, but %s" % (name, len(values), name, found))
    if len(values) and is_row(values[0]):
        for i in range(len(values)):
            yield from _flat("%s[%d]" % (name, i), values[i], gradients[i])
    else:
        yield name, values, vector(gradients, "the gradient of " + name)
