"""What a column of targets means: classes to tell apart, or measurements to predict; and what outputs say of a class."""

from __future__ import annotations

from typing import Any, Sequence

from ..activations import Tanh
from .errors import DataError, did_you_mean, listed
from .spelling import explained
from .tables import Table, numbers

KINDS = ("classification", "regression")

# A column of whole numbers with more different values than this is a measurement.
MOST_INTEGER_CLASSES = 20

# A column of words with more different ones than this is no target, unless the caller says that it is.
MOST_CLASSES = 256

# The share of the most frequent class from which an accuracy by itself says little.
LOPSIDED = 0.75


def targets(table: Table, name: str, kind: str | None) -> tuple[list[str], list[Any]]:
    """Give (class names, class numbers) for a classification, ([], measurements) for a regression; None: as the values look."""
    values = numbers(table, name)
    if values is None and kind == "regression":
        table.refuse(0, name, "a regression needs numbers as its target, got %r" % table.column(name)[0])
    if values is not None and (kind == "regression" or (kind is None and not _look_like_classes(values))):
        return [], values
    if values is None and kind is None:
        _refuse_many_words(table, name)
    return _class_targets(table, name, table.column(name) if values is None else values)


def doubt(table: Table, name: str, classes: int) -> str:
    """Say how a target was read that could be read otherwise, and what to say then; classes: 0 for a measurement.

    Nothing is said of two classes, and of whole numbers that hardly ever come twice.
    """
    values = numbers(table, name)
    different = len(set(table.column(name) if values is None else values))
    if values is None:
        cause = explained(table.column(name)) if classes > 2 else ""
        return "the target %r is read as %d classes; %s" % (name, classes, cause) if cause else ""
    if not all(value.is_integer() for value in values) or different < 3 or 2 * different > len(values):
        return ""
    if classes:
        return "the target %r is read as %d classes; kind='regression' reads its whole numbers as a measurement" % (name, classes)
    return "the target %r is read as a measurement; kind='classification' makes classes of its %d whole numbers" % (name, different)


def _refuse_many_words(table: Table, name: str) -> None:
    """Refuse words of which there are too many, or too many that come only once, to be classes."""
    cells = table.column(name)
    different = len(set(cells))
    if different > MOST_CLASSES or (different > MOST_INTEGER_CLASSES and 2 * different > len(cells)):
        cause = explained(cells) or "is it the right column?"
        message = "%s, column %r: %d different words are too many for classes: %s; if they are classes, say kind='classification'"
        raise DataError(message % (table.path, name, different, cause))


def _look_like_classes(values: list[float]) -> bool:
    different = set(values)
    if not all(value.is_integer() for value in different):
        return False
    # Each at least twice on average; else 1, 2, 3, 4, 5 in five rows would be five classes of one.
    twice = 2 * len(different) <= len(values)
    from_zero = len(different) < len(values) and different == set(map(float, range(len(different))))
    return len(different) <= MOST_INTEGER_CLASSES and (twice or from_zero)


def _class_targets(table: Table, name: str, labels: list[Any]) -> tuple[list[str], list[int]]:
    ordered = sorted(set(labels))  # words by alphabet, numbers by size: class "10" comes after class "2"
    if len(ordered) < 2:
        message = "%s, column %r: a classification needs at least 2 classes, got only %r"
        raise DataError(message % (table.path, name, _class_name(ordered[0])))
    number = {label: c for c, label in enumerate(ordered)}
    return [_class_name(label) for label in ordered], [number[label] for label in labels]


def class_numbers(table: Table, name: str, known: list[str]) -> list[int]:
    """Give the class numbers of a column whose classes are known by name."""
    values = numbers(table, name)
    labels = table.column(name) if values is None else [_class_name(value) for value in values]
    number = {label: c for c, label in enumerate(known)}
    for row, label in enumerate(labels):
        if label not in number:
            table.refuse(row, name, "unknown class %r%s; the model tells apart %s" % (label, did_you_mean(label, known), listed([repr(k) for k in known])))
    return [number[label] for label in labels]


def _class_name(label: str | float) -> str:
    if isinstance(label, float):
        return str(int(label)) if label.is_integer() else repr(label)
    return label


def without_learning(Y: Sequence[int], class_names: Sequence[str]) -> str:
    """Say what it is worth to name one class always, where that alone is right so often that an accuracy looks better than it is.

    Example:
        >>> without_learning([0, 0, 0, 1], ["no", "yes"]), without_learning([0, 0, 1, 1], ["no", "yes"])
        ('whoever says no each time is right for 3 of them', '')
    """
    counts = [Y.count(k) for k in range(len(class_names))]
    most = max(counts)
    return "whoever says %s each time is right for %d of them" % (class_names[counts.index(most)], most) if most >= LOPSIDED * len(Y) else ""


def threshold(network: Any) -> float:
    """Return from where on one output is class 1: the middle between 0 and 1, or of a Tanh between -1 and 1.

    Example:
        >>> from purenn import Dense, Network, Sigmoid
        >>> threshold(Network([Dense(2, 1), Tanh()])), threshold(Network([Dense(2, 1), Sigmoid()]))
        (0.0, 0.5)
    """
    return 0.0 if isinstance(network.layers[-1], Tanh) else 0.5


def probability(row: Sequence[float], k: int) -> float:
    """Return the probability that outputs give to a class; one output is that of class 1.

    Example:
        >>> probability([0.25], 0), probability([0.1, 0.9], 1)
        (0.75, 0.9)
    """
    if len(row) > 1:
        return row[k]
    return row[0] if k else 1 - row[0]
