"""A reader of drawn pictures: shapes of an SVG file, the boxes of its labels, and what every picture has to keep."""

import re
from xml.etree import ElementTree

from purenn.teach.pictures.labels import columns

NAMESPACE = "{http://www.w3.org/2000/svg}"


def shapes(svg, tag, kind=""):
    """Return the elements of a tag that have a class."""
    return [e for e in ElementTree.fromstring(svg).iter(NAMESPACE + tag) if kind in e.get("class", "").split() or not kind]


def points(element):
    """Return the points of a polyline or polygon."""
    return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]


def places(element):
    """Return all points of a shape, whatever its tag."""
    get = lambda name: float(element.get(name))
    tag = element.tag[len(NAMESPACE) :]
    if tag in ("polyline", "polygon"):
        return points(element)
    if tag == "line":
        return [(get("x1"), get("y1")), (get("x2"), get("y2"))]
    if tag == "rect":
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        return [(x, y), (x + get("width"), y + get("height"))]
    if tag == "circle":
        return [(get("cx") - get("r"), get("cy") - get("r")), (get("cx") + get("r"), get("cy") + get("r"))]
    if tag == "path":
        return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[0-9.]+) (-?[0-9.]+)", element.get("d"))]
    return []


def box(label):
    """Return about where a label stands: left, top, right, bottom."""
    x, y = float(label.get("x")), float(label.get("y"))
    size = {"title": 18, "heading": 14, "small": 12, "tiny": 11}.get(label.get("class").split()[-1], 13)
    width = 0.5 * size * columns(label.text or "")
    left = {"start": x, "middle": x - width / 2, "end": x - width}[label.get("text-anchor", "start")]
    if label.get("transform"):
        return x - size, y - width / 2, x + 2, y + width / 2
    return left, y - 0.7 * size, left + width, y + 1


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def faults(svg):
    """Say what no picture may do: collide, leave the paper, or print a number with many digits."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    labels = [e for e in root.iter(NAMESPACE + "text")]
    boxes = [(label.text, box(label)) for label in labels]
    found = ["%r lies on %r" % (a[0], b[0]) for k, a in enumerate(boxes) for b in boxes[:k] if overlap(a[1], b[1])]
    found += ["%r leaves the paper" % text for text, (a, b, c, d) in boxes if a < 0 or b < 0 or c > width or d > height]
    for element in root.iter():
        if any([not (-0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1) for x, y in places(element)]):
            found.append("a %s leaves the paper" % element.tag)
    found += ["%r has many digits" % number for number in re.findall(r"\d*\.\d{6,}", svg)]
    return found


def text_faults(picture):
    """Say what no picture in letters may do, at several widths."""
    found = []
    for width in (40, 60, 80):
        plain, coloured = picture.text(width, unicode=False), picture.text(width, unicode=False, color=True)
        found += ["%d columns: %r" % (width, line) for line in plain.split("\n") if len(line) > width]
        found += ["%d columns: %r" % (width, line) for line in picture.text(width).split("\n") if columns(line) > width]
        if not plain.isascii() or "\033" in plain:
            found.append("not plain: %r" % plain)
        if re.sub("\033\\[[0-9;]*m", "", coloured) != plain:
            found.append("colour changes letters at width %d" % width)
    return found
