"""Train a network to tell two spirals apart, and draw what it has learnt as a picture.

    python3 examples/two_spirals.py [picture.svg]

Without an argument the picture goes to two_spirals.svg in the present folder.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

CELL, CELLS, REACH = 6, 80, 1.2  # the plane is drawn as 80 x 80 cells of 6 pixels, from -1.2 to 1.2
BLUE, CREAM, ORANGE = (44, 94, 158), (250, 246, 238), (217, 119, 30)


def main(path="two_spirals.svg"):
    nn.seed(2)
    spirals = data.spirals(samples=300, turns=1.0, noise=0.02)
    scaler = nn.Scaler.standard(spirals.X)
    net = nn.Network([scaler, nn.Dense(2, 24), nn.Tanh(), nn.Dense(24, 24), nn.Tanh(), nn.Dense(24, 1), nn.Sigmoid()])
    optimizer = nn.Adam(nn.CosineDecay(0.01, epochs=200))
    history = net.fit(spirals.X, spirals.Y, loss=nn.BCE(), optimizer=optimizer, epochs=200, batch_size=25)
    accuracy = net.evaluate(spirals.X, spirals.Y, nn.accuracy)
    print("loss %.3f -> %.3f, accuracy %.3f" % (history.loss[0], history.loss[-1], accuracy))
    with open(path, "w", encoding="utf-8") as file:
        file.write(picture(net, spirals))
    print("the picture is in", path)


def picture(net, spirals):
    """Colour every cell of the plane by the probability that the network gives it, and put the points on top."""
    size = CELL * CELLS
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">' % (size, size, size, size)]
    for row in range(CELLS):
        points = [[coordinate(column), -coordinate(row)] for column in range(CELLS)]
        colours = [colour(output[0]) for output in net.predict(points)]
        lines += [runs(row, colours)]
    for (x, y), label in zip(spirals.X, spirals.Y):
        fill = rgb(ORANGE if label else BLUE)
        lines.append('<circle cx="%.1f" cy="%.1f" r="4.5" fill="%s" stroke="white" stroke-width="1.5"/>' % (pixel(x), pixel(-y), fill))
    return "\n".join([*lines, "</svg>", ""])


def runs(row, colours):
    """Draw one row of cells; neighbours of one colour make one rectangle."""
    rectangles, start = [], 0
    for column in range(1, len(colours) + 1):
        if column == len(colours) or colours[column] != colours[start]:
            place = (CELL * start, CELL * row, CELL * (column - start), CELL)
            rectangles.append('<rect x="%d" y="%d" width="%d" height="%d" ' % place + 'fill="%s" shape-rendering="crispEdges"/>' % colours[start])
            start = column
    return "".join(rectangles)


def coordinate(cell):
    return REACH * (2 * (cell + 0.5) / CELLS - 1)


def pixel(value):
    return CELL * CELLS * (value / REACH + 1) / 2


def colour(probability):
    """Fade from blue (0) over cream (1/2) to orange (1), in 16 steps, paler than the points."""
    step = round(probability * 16) / 16
    end, share = (ORANGE, 2 * step - 1) if step >= 0.5 else (BLUE, 1 - 2 * step)
    return rgb(tuple(round(c + (e - c) * share * 0.55) for c, e in zip(CREAM, end)))


def rgb(triple):
    return "#%02x%02x%02x" % triple


if __name__ == "__main__":
    main(*sys.argv[1:2])
