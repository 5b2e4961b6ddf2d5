"""The picture of how weights, gradients and activations change while a network trains, layer by layer."""

from __future__ import annotations

from math import isfinite
from typing import Any, Dict, List, NamedTuple, Sequence, Tuple

from ...callbacks import Callback
from .labels import clean, cut, short_number
from .letters import Ink
from .picture import Picture, wrapped
from .scales import Scale
from .svg import Svg

SNAPSHOTS = 10
VALUES = 2000  # at most so many numbers of a layer are kept, evenly chosen
BINS = 40
KINDS = ("weights", "gradients", "activations")
WIDTH, STEP, PEAK = 210.0, 11.0, 34.0  # of a histogram: how wide, how far the next one stands below, and how high


class Snapshot(NamedTuple):
    """The numbers of one layer at one epoch."""

    epoch: int
    values: Sequence[float]


class HistogramRecorder(Callback):
    """Keep weights, gradients and activations of every layer, from a few epochs of a training, for plot_histograms.

    The gradients are those of the last batch of an epoch; activations are recorded if there are samples X to look at. A
    PackedNetwork keeps no gradients: of it, weights and activations are recorded.
    """

    def __init__(self, X: Any = None) -> None:
        self.X = X
        self.records: Dict[Tuple[int, str], List[Snapshot]] = {}
        self.names: List[str] = []

    def on_start(self, training: Any) -> None:
        self.records = {}
        self.names = [repr(layer) for layer in training.network.layers]
        self._every = max(1, -(-training.epochs // SNAPSHOTS))

    def on_epoch(self, training: Any) -> None:
        if (training.epoch - 1) % self._every and training.epoch != training.epochs:
            return
        packed = hasattr(training.network, "unpack")
        net = training.network.unpack() if packed else training.network  # made anew: it has weights, but no gradients
        for k, layer in enumerate(net.layers):
            pairs = layer.parameters()
            if pairs:
                self._keep(k, "weights", training.epoch, [value for values, _ in pairs for value in values])
            if pairs and not packed:
                self._keep(k, "gradients", training.epoch, [value for _, values in pairs for value in values])
        if self.X is not None:
            A = net.batch(self.X)
            self._activations(training.epoch, net, scaled(A, training.network.input_scale) if packed else A)

    def _activations(self, epoch: int, net: Any, A: Any) -> None:
        for k, layer in enumerate(net.layers):
            A = layer.predict(A)
            self._keep(k, "activations", epoch, [value for row in A for value in row])

    def _keep(self, layer: int, kind: str, epoch: int, values: List[float]) -> None:
        every = -(-len(values) // VALUES)
        self.records.setdefault((layer, kind), []).append(Snapshot(epoch, [float(value) for value in values[::every]]))


def scaled(X: Any, scale: float) -> List[List[float]]:
    """Return rows in the unit that the weights of a packed network mean: bytes, say, as fractions of 255.

    Example:
        >>> scaled([[0, 5]], 0.5)
        [[0.0, 2.5]]
    """
    return [[x * scale for x in row] for row in X]


class Histograms(Picture):
    """Rows of layers; in each, histograms of the recorded epochs below each other, the first at the top."""

    def __init__(self, records: Dict[Tuple[int, str], List[Snapshot]], names: Sequence[str]) -> None:
        self.records = records
        self.names = list(names)
        self.kinds = [kind for kind in KINDS if any([key[1] == kind for key in records])]
        self.title = joined(self.kinds)
        self.layers = sorted({layer for layer, _ in records})
        self.epochs = [snapshot.epoch for snapshot in next(iter(records.values()))]

    def notes(self) -> List[str]:
        """Say how to read it."""
        return ["Each line is one epoch, from %d at the top to %d at the bottom; the higher, the more numbers are there." % (self.epochs[0], self.epochs[-1])]

    def svg(self) -> str:
        height = PEAK + STEP * (len(self.epochs) - 1) + 64
        top = 100.0
        svg = Svg(max(700.0, 60 + len(self.kinds) * (WIDTH + 30)), top + height * len(self.layers) + 8, self.title, " ".join(self.notes()))
        svg.text(24, 32, self.title, "ink title")
        svg.text(24, 54, self.notes()[0], "soft small")
        for c, kind in enumerate(self.kinds):
            svg.text(60 + c * (WIDTH + 30), 84, kind, "ink heading")
        for r, layer in enumerate(self.layers):
            svg.text(24, top + height * r + 8, cut(clean(self.names[layer]), 40), "ink")
            for c, kind in enumerate(self.kinds):
                if (layer, kind) in self.records:
                    self._ridges(svg, self.records[layer, kind], 60 + c * (WIDTH + 30), top + height * r + 18 + PEAK, c)
        return str(svg)

    def _ridges(self, svg: Svg, snapshots: Sequence[Snapshot], left: float, y: float, style: int) -> None:
        scale = scale_of(snapshots)
        highest = max([max(counts(snapshot.values, scale)) for snapshot in snapshots])
        for k, snapshot in enumerate(snapshots):
            base = y + STEP * k
            heights = [PEAK * count / highest for count in counts(snapshot.values, scale)]
            ridge = [(left + WIDTH * (b + 0.5) / BINS, base - height) for b, height in enumerate(heights)]
            outline = [(left, base), *ridge, (left + WIDTH, base)]
            svg.area(outline, "paper")
            svg.area(outline, "f%d" % style, ' fill-opacity="0.35"')
            svg.path(outline, "edge s%d" % style, ' stroke-width="1.4"')
        bottom = y + STEP * (len(snapshots) - 1)
        svg.text(left - 6, y + 4, "%d" % snapshots[0].epoch, "soft tiny", "end")
        if len(snapshots) > 1:
            svg.text(left - 6, bottom + 4, "%d" % snapshots[-1].epoch, "soft tiny", "end")
        for value, label in scale.ticks(5):
            x = left + WIDTH * scale.place(value)
            svg.line((x, bottom), (x, bottom + 4), "axis")
            svg.text(x, bottom + 16, label, "soft tiny", "middle")

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        lines = wrapped("each line is one epoch; the fuller the letter, the more numbers are there", width)
        for layer in self.layers:
            for style, kind in enumerate(self.kinds):
                if (layer, kind) in self.records:
                    lines += ["", cut("%s, %s" % (clean(self.names[layer]), kind), width), *self._block(self.records[layer, kind], style, width, ink)]
        return lines

    def _block(self, snapshots: Sequence[Snapshot], style: int, width: int, ink: Ink) -> List[str]:
        scale = scale_of(snapshots)
        room = min(width - 10, 60)
        tables = [counts(snapshot.values, scale, room) for snapshot in snapshots]
        highest = max(map(max, tables))
        lines = []
        for snapshot, table in zip(snapshots, tables):
            letters = "".join([ink.levels[-(-count * (len(ink.levels) - 1) // highest)] for count in table])
            lines.append("%6d " % snapshot.epoch + ink.choose("\u2502", "|") + ink.paint(letters, style) + ink.choose("\u2502", "|"))
        low, high = short_number(scale.low), short_number(scale.high)
        return [*lines, " " * 8 + low + high.rjust(room - len(low))]


def joined(kinds: Sequence[str]) -> str:
    """Return a title that names the kinds.

    Example:
        >>> joined(["weights"]), joined(["weights", "gradients", "activations"])
        ('Weights', 'Weights, gradients and activations')
    """
    return (", ".join(kinds[:-1]) + " and " * (len(kinds) > 1) + kinds[-1]).capitalize()


def scale_of(snapshots: Sequence[Snapshot]) -> Scale:
    """Return a scale that holds the numbers of all snapshots."""
    values = [value for snapshot in snapshots for value in snapshot.values if isfinite(value)] or [0.0]
    low, high = min(values), max(values)
    return Scale(low, high) if high > low else Scale(low - 1, high + 1)


def counts(values: Sequence[float], scale: Scale, bins: int = BINS) -> List[int]:
    """Count how many of the numbers lie in each of some equal parts of the scale.

    Example:
        >>> counts([0.0, 0.1, 0.9, 1.0], Scale(0.0, 1.0), 2)
        [2, 2]
    """
    table = [0] * bins
    for value in values:
        if scale.holds(value):
            table[min(bins - 1, int(scale.place(value) * bins))] += 1
    return table


def plot_histograms(recorder: Any) -> Histograms:
    """Draw what a HistogramRecorder saw: histograms of weights, gradients and activations, layer by layer, over the epochs.

    Errors:   ValueError  it is no HistogramRecorder, or it has seen no epoch
    """
    if not isinstance(recorder, HistogramRecorder):
        raise ValueError("plot_histograms expects the nn.HistogramRecorder() that was among the callbacks of net.fit, but got %r" % (recorder,))
    if not recorder.records:
        raise ValueError("plot_histograms expects a recorder that has seen a training: give it to net.fit as one of the callbacks")
    return Histograms({key: list(snapshots) for key, snapshots in recorder.records.items()}, recorder.names)
