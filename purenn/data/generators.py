"""Data sets made of random numbers, as small or as large as you like.

Sample s belongs to class s % classes: the classes take turns, so they are as equal as they can be, also in any first part of
the data. Where a sample lies on its curve depends on s alone; only the noise is random. With noise=0 every point is exact.
"""

from __future__ import annotations

import math
from typing import Any, Sequence

from ..rng import Random, resolve
from .dataset import Dataset
from .errors import DataError, counted, finite_number, noise_level, shown, whole_number


def moons(samples: int = 200, noise: float = 0.1, rng: Random | None = None) -> Dataset:
    """Draw two half circles of radius 1 that reach into each other.

    Shapes:   X [samples][2]   Y [samples], 0 for the upper moon and 1 for the lower
    Formula:  upper = [cos(t), sin(t)]
              lower = [1 - cos(t), 0.5 - sin(t)]
    Units:    t from 0 to pi; noise is the standard deviation of what is added to each number
    Errors:   DataError  samples is not a whole number from 2, or noise is not a number from 0
    Source:   scikit-learn, sklearn/datasets/_samples_generator.py, make_moons
    Example:
        >>> moons(4, noise=0).Y
        [0, 1, 0, 1]
        >>> moons(2, noise=0).X
        [[1.0, 0.0], [0.0, 0.5]]
    """
    count = whole_number("samples", samples, 2)
    points = []
    for label, place in _turns(count, 2):
        t = math.pi * place
        points.append([1.0 - math.cos(t), 0.5 - math.sin(t)] if label else [math.cos(t), math.sin(t)])
    return _classes("moons", points, ["upper", "lower"], noise, rng)


def circles(samples: int = 200, noise: float = 0.05, factor: float = 0.5, rng: Random | None = None) -> Dataset:
    """Draw a circle of radius 1 and a smaller one of radius `factor` inside it.

    Shapes:   X [samples][2]   Y [samples], 0 for the outer circle and 1 for the inner
    Formula:  outer = [cos(t), sin(t)]
              inner = [factor * cos(t), factor * sin(t)]
    Units:    t from 0 to 2 pi; noise is the standard deviation of what is added to each number
    Errors:   DataError  samples is not a whole number from 2, noise is below 0, or factor is not between 0 and 1
    Source:   scikit-learn, sklearn/datasets/_samples_generator.py, make_circles
    Example:
        >>> circles(2, noise=0).X
        [[1.0, 0.0], [0.5, 0.0]]
    """
    count = whole_number("samples", samples, 2)
    if not 0.0 < finite_number("factor", factor) < 1.0:
        raise DataError("factor is the inner radius and must lie between 0 and 1, got %s" % shown(factor))
    sizes = [(count + 1) // 2, count // 2]
    points = []
    for s in range(count):
        # Divided by the number of points, not by one less: on a closed circle the last point must not fall on the first.
        t = 2.0 * math.pi * (s // 2) / sizes[s % 2]
        radius = float(factor) if s % 2 else 1.0
        points.append([radius * math.cos(t), radius * math.sin(t)])
    return _classes("circles", points, ["outer", "inner"], noise, rng)


def spirals(samples: int = 200, turns: float = 1.5, noise: float = 0.02, classes: int = 2, rng: Random | None = None) -> Dataset:
    """Draw arms that wind out of one centre to radius 1, one arm for each class.

    Shapes:   X [samples][2]   Y [samples], the number of the arm
    Formula:  angle = 2 * pi * (turns * radius + label / classes)
              point = [radius * cos(angle), radius * sin(angle)]
    Units:    radius from just above 0 to 1; turns in full circles; noise is the standard deviation of what is added to a number
    Errors:   DataError  classes is below 2, samples below classes, turns not finite, or noise below 0
    Source:   the task is A. Wieland's, as told in K. Lang, M. Witbrock, Learning to tell two spirals apart, 1988; these spirals are our own
    Example:
        >>> spirals(6, turns=0, noise=0, classes=3).Y
        [0, 1, 2, 0, 1, 2]
    """
    arms = whole_number("classes", classes, 2)
    count = _enough(samples, arms)
    winding = finite_number("turns", turns)
    points = []
    for s in range(count):
        label, members = s % arms, _members(s % arms, count, arms)
        # From 1, because at radius 0 all arms meet and no net could tell them apart.
        radius = (s // arms + 1) / members
        angle = 2.0 * math.pi * (winding * radius + label / arms)
        points.append([radius * math.cos(angle), radius * math.sin(angle)])
    return _classes("spirals", points, ["arm %d" % arm for arm in range(arms)], noise, rng)


def blobs(
    samples: int = 200,
    centers: int | Sequence[Sequence[float]] = 3,
    noise: float = 1.0,
    inputs: int = 2,
    rng: Random | None = None,
) -> Dataset:
    """Draw round clouds of points, one for each centre.

    Shapes:   X [samples][inputs]   Y [samples], the number of the centre   centers a count, or [classes][inputs]
    Formula:  point = [normal(c, noise) for c in centre]
    Units:    a count of centres is drawn from -10 to 10 in each direction; noise is the standard deviation of a cloud
    Errors:   DataError  fewer than 2 centres, centres of unequal length, samples below the number of centres, or noise below 0
    Source:   scikit-learn, sklearn/datasets/_samples_generator.py, make_blobs
    Example:
        >>> blobs(4, centers=[[0.0, 0.0], [5.0, 1.0]], noise=0).X
        [[0.0, 0.0], [5.0, 1.0], [0.0, 0.0], [5.0, 1.0]]
    """
    generator = resolve(rng)
    middles = _given_centers(centers) if _is_table(centers) else []
    classes = len(middles) or whole_number("centers", centers, 2)
    count = _enough(samples, classes)
    width = whole_number("inputs", inputs, 1)
    noise_level(noise)  # before the first random number is drawn, so that a refused call leaves the generator as it was
    middles = middles or [[generator.uniform(-10.0, 10.0) for _ in range(width)] for _ in range(classes)]
    points = [middles[s % classes] for s in range(count)]
    return _classes("blobs", points, ["blob %d" % c for c in range(classes)], noise, generator)


def line(samples: int = 100, slope: float = 2.0, intercept: float = 1.0, noise: float = 0.1, rng: Random | None = None) -> Dataset:
    """Draw points along a straight line, x from -1 to 1 in even steps.

    Shapes:   X [samples][1]   Y [samples]
    Formula:  y = slope * x + intercept
    Units:    noise is the standard deviation of what is added to y
    Errors:   DataError  samples is not a whole number from 2, slope or intercept is not finite, or noise is below 0
    Example:
        >>> line(3, slope=2, intercept=1, noise=0).X, line(3, slope=2, intercept=1, noise=0).Y
        ([[-1.0], [0.0], [1.0]], [-1.0, 1.0, 3.0])
    """
    a, b = finite_number("slope", slope), finite_number("intercept", intercept)
    x = _even_steps(samples, 1.0)
    return _regression("line", x, [a * value + b for value in x], noise, rng)


def sine(samples: int = 100, noise: float = 0.1, rng: Random | None = None) -> Dataset:
    """Draw points along one wave of the sine, x from -pi to pi in even steps.

    Shapes:   X [samples][1]   Y [samples]
    Formula:  y = sin(x)
    Units:    x in radians; noise is the standard deviation of what is added to y
    Errors:   DataError  samples is not a whole number from 2, or noise is below 0
    Example:
        >>> sine(3, noise=0).X[1], sine(3, noise=0).Y[1]
        ([0.0], 0.0)
    """
    x = _even_steps(samples, math.pi)
    return _regression("sine", x, [math.sin(value) for value in x], noise, rng)


def _members(label: int, samples: int, classes: int) -> int:
    return (samples - label + classes - 1) // classes


def _turns(samples: int, classes: int) -> list[tuple[int, float]]:
    """Give each sample its class, and its place on the class's curve from 0.0 (first) to 1.0 (last)."""
    last = [max(1, _members(label, samples, classes) - 1) for label in range(classes)]
    return [(s % classes, (s // classes) / last[s % classes]) for s in range(samples)]


def _even_steps(samples: Any, end: float) -> list[float]:
    count = whole_number("samples", samples, 2)
    return [end * ((2 * s - count + 1) / (count - 1)) for s in range(count)]


def _enough(samples: Any, classes: int) -> int:
    count = whole_number("samples", samples, 1)
    if count < classes:
        raise DataError("samples must be at least the number of classes, %d, got %s" % (classes, shown(samples)))
    return count


def _is_table(centers: Any) -> bool:
    return hasattr(centers, "__len__") and not isinstance(centers, (str, bytes))


def _given_centers(centers: Any) -> list[list[float]]:
    table = []
    for c, center in enumerate(centers):
        if not _is_table(center):
            raise DataError("centers[%d] must be a row of numbers, one for each input, got %s" % (c, shown(center)))
        table.append([finite_number("centers[%d][%d]" % (c, i), value) for i, value in enumerate(center)])
    if len(table) < 2 or not table[0]:
        raise DataError("centers must hold at least 2 rows of at least 1 number, got %s" % shown(centers))
    for c, row in enumerate(table):
        if len(row) != len(table[0]):
            raise DataError("centers[%d] has %s, but centers[0] has %d" % (c, counted(len(row), "number"), len(table[0])))
    return table


def _classes(name: str, points: list[list[float]], class_names: list[str], noise: Any, rng: Random | None) -> Dataset:
    deviation, generator = noise_level(noise), resolve(rng)
    X = [[generator.normal(value, deviation) for value in point] for point in points]
    axes = ["x", "y"] if len(points[0]) == 2 else []
    return Dataset(X, [s % len(class_names) for s in range(len(X))], axes, class_names, name)


def _regression(name: str, x: list[float], y: list[float], noise: Any, rng: Random | None) -> Dataset:
    deviation, generator = noise_level(noise), resolve(rng)
    return Dataset([[value] for value in x], [generator.normal(value, deviation) for value in y], ["x"], (), name)
