"""The picture of a network as a graph: neurons in columns, weights as lines by colour and thickness."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Sequence, Tuple

from ...layers import Dense
from .labels import clean, counted, cut, short_number, shortened
from .letters import Ink
from .picture import Picture
from .svg import Svg, text_width

MOST = 11  # neurons of a layer that are drawn
POSITIVE, NEGATIVE = 1, 0  # styles
WIDTH, NARROWEST_GAP, HEIGHT, RADIUS = 720.0, 170.0, 420.0, 11.0
THICKEST, THICKEST_OF_MANY, MANY = 6.0, 3.0, 60


class Column(NamedTuple):
    """The neurons of one layer: how many there are, what stands above them, and the names of those that have one."""

    size: int
    heading: str
    names: Sequence[str] = ()

    @property
    def shown(self) -> int:
        """How many are drawn."""
        return self.size if self.size <= MOST else MOST - 1

    def labels(self) -> List[str]:
        """Return the names that are drawn, short ones."""
        return shortened([clean(name) for name in self.names[: self.shown]], 20)


class Graph(Picture):
    """The neurons of a network in columns, and the Dense layers between them."""

    title = "Network"

    def __init__(self, columns_of: Sequence[Column], layers: Sequence[Dense]) -> None:
        self.columns = list(columns_of)
        self.weights = [[list(row) for row in layer.weights] for layer in layers]
        self.biases = [list(layer.biases) for layer in layers]

    def notes(self) -> List[str]:
        """Say what is drawn, and how many are not."""
        largest = ", ".join([short_number(max([abs(w) for row in rows for w in row])) for rows in self.weights])
        notes = ["Full lines: positive weights; dashed: negative. The thickest of each layer: %s." % largest]
        if any([column.shown < column.size for column in self.columns]):
            notes.append("Of large layers the first %d neurons are drawn." % (MOST - 1))
        return notes

    def place(self, column: int, neuron: int) -> Tuple[float, float]:
        """Return where a neuron stands on the paper."""
        count = self.columns[column].shown + (self.columns[column].shown < self.columns[column].size)
        step = min(64.0, HEIGHT / count)
        return self._left() + self._gap() * column, 140 + HEIGHT / 2 + step * (neuron - (count - 1) / 2)

    def _left(self) -> float:
        return 60 + max([text_width(name) for name in self.columns[0].labels()] or [20.0])

    def _right(self) -> float:
        return 60 + max([text_width(name) for name in self.columns[-1].labels()] or [20.0])

    def _gap(self) -> float:
        return max(NARROWEST_GAP, (WIDTH - self._left() - self._right()) / (len(self.columns) - 1))

    def svg(self) -> str:
        svg = Svg(self._left() + self._gap() * (len(self.columns) - 1) + self._right(), 140 + HEIGHT + 40, self.title, " ".join(self.notes()))
        svg.text(24, 32, self.title, "ink title")
        for k, note in enumerate(self.notes()):
            svg.text(24, 54 + 20 * k, note, "soft")
        for k in range(len(self.weights)):
            self._edges(svg, k)
        for k, column in enumerate(self.columns):
            self._neurons(svg, k, column)
        return str(svg)

    def _edges(self, svg: Svg, k: int) -> None:
        """Draw the weights of a layer, the thick ones on top."""
        largest = max([abs(w) for row in self.weights[k] for w in row]) or 1.0
        shown = [(abs(self.weights[k][j][i]) / largest, j, i) for j in range(self.columns[k + 1].shown) for i in range(self.columns[k].shown)]
        thickest = THICKEST if len(shown) <= MANY else THICKEST_OF_MANY
        for share, j, i in sorted(shown):
            if share < 0.02:
                continue
            style, dash = (POSITIVE, "") if self.weights[k][j][i] > 0 else (NEGATIVE, ' stroke-dasharray="8 4"')
            look = ' stroke-width="%.1f" stroke-opacity="%.2f"%s' % (max(0.8, thickest * share), 0.25 + 0.65 * share, dash)
            svg.path([self.place(k, i), self.place(k + 1, j)], "edge s%d" % style, look)

    def _neurons(self, svg: Svg, k: int, column: Column) -> None:
        x = self.place(k, 0)[0]
        for line, word in enumerate(column.heading.split("\n")):
            svg.text(x, 106 + 17 * line, cut(word, 22), "ink heading" if line == 0 else "soft small", "middle")
        labels = column.labels() if k in (0, len(self.columns) - 1) else []
        for neuron in range(column.shown):
            y = self.place(k, neuron)[1]
            svg.shapes.append('<circle cx="%.1f" cy="%.1f" r="%.0f" class="neuron"/>' % (x, y, RADIUS))
            if neuron < len(labels):
                first = k == 0
                svg.text(x - 20 if first else x + 20, y + 5, labels[neuron], "ink", "end" if first else "start")
        if column.shown < column.size:
            svg.text(x, self.place(k, column.shown)[1] + 5, "%d more" % (column.size - column.shown), "soft small", "middle")

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        lines = [" -> ".join([column.heading.replace("\n", " ") for column in self.columns])]
        lines = [cut(lines[0], width)]
        for k, rows in enumerate(self.weights):
            lines += ["", cut("weights to %s, one neuron a line, and its bias" % self.columns[k + 1].heading.replace("\n", " "), width)]
            room = (width - 15) // 9
            for j, row in enumerate(rows[: self.columns[k + 1].shown]):
                lines.append(_weights_line(j, row, self.biases[k][j], room, ink))
            if self.columns[k + 1].shown < len(rows):
                lines.append("... %s more" % counted(len(rows) - self.columns[k + 1].shown, "neuron"))
        return lines


def _weights_line(neuron: int, row: Sequence[float], bias: float, room: int, ink: Ink) -> str:
    shown = row if len(row) <= room else row[: room - 2]
    cells = [ink.paint(_signed(w).rjust(9), POSITIVE if w > 0 else NEGATIVE) for w in shown]
    more = "  .. %d more" % (len(row) - len(shown)) if len(shown) < len(row) else ""
    return "%3d" % (neuron + 1) + "".join(cells) + more + "  b" + _signed(bias).rjust(9)


def _signed(value: float) -> str:
    return ("%+.2f" if 0.005 <= abs(value) < 1000 or value == 0 else "%+.0e") % value


def plot_network(net: Any) -> Graph:
    """Draw a network as a graph: its neurons, and the weights of its Dense layers by colour and thickness.

    In every layer the thickest line is its largest weight. Other layers, such as activations, are named above the neurons.

    Errors:   ValueError  it is no network, or one without a Dense layer
    """
    layers = list(getattr(net, "layers", ()))
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    if not dense:
        raise ValueError("plot_network expects a network with Dense layers, but got %r" % (net,))
    first = layers.index(dense[0])
    found = [Column(dense[0].inputs, _heading("inputs", dense[0].inputs, layers[:first]), net.input_names)]
    for layer, after in zip(dense, [*dense[1:], None]):
        start, end = layers.index(layer) + 1, len(layers) if after is None else layers.index(after)
        names = net.class_names if after is None and len(net.class_names) == layer.outputs else ()
        found.append(Column(layer.outputs, _heading("outputs" if after is None else "hidden", layer.outputs, layers[start:end]), names))
    return Graph(found, dense)


def _heading(kind: str, size: int, others: Sequence[Any]) -> str:
    words = ", ".join([clean(type(layer).__name__) for layer in others])
    return "%d %s" % (size, kind if size > 1 or kind == "hidden" else kind[:-1]) + ("\n" + words if words else "")
