"""The numbers of History as they are printed and as they are written: always the same ones."""

from __future__ import annotations

from ..training import History

# Held-out numbers stand in the order of the others, so that a line keeps to 80 columns.
LABELS = {"r_squared": "R2", "validation_loss": "held-out", "validation_accuracy": "", "validation_r_squared": ""}


def columns(history: History | None) -> list[tuple[str, list[float]]]:
    """Give the columns, first those of the training data and then those of the held-out data."""
    return sorted(history.columns(), key=lambda column: column[0].startswith("validation_")) if history else []


def finished(history: History | None) -> int:
    """Count the epochs of which every number is there; an interrupt can come between two numbers."""
    return min([len(values) for _, values in columns(history)] or [0])


def table(history: History | None) -> list[list[object]]:
    """Put the finished epochs into rows, below a row of names."""
    named = columns(history)
    rows: list[list[object]] = [[e + 1, *[values[e] for _, values in named]] for e in range(finished(history))]
    return [["epoch", *[name for name, _ in named]], *rows]


def fixed(value: float) -> str:
    """Write a number with six digits after the point, or the short way where that would be endless.

    Example:
        >>> fixed(0.25), fixed(1234567890.0)
        ('0.250000', '1.234568e+09')
    """
    return "%.6f" % value if abs(value) < 1e6 else "%.6e" % value


def short(value: float) -> str:
    """Write a number with four digits, or with all that stand before its point.

    Example:
        >>> short(326668.59), short(8.27451), short(0.0001234567), short(1e20)
        ('326669', '8.275', '0.0001235', '1e+20')
    """
    return "%.0f" % value if 1e3 <= abs(value) < 1e15 else "%.4g" % value


def pairs(history: History) -> list[str]:
    """Give name and last number of each column.

    Example:
        >>> history = History()
        >>> history.loss.append(0.5)
        >>> pairs(history)
        ['loss 0.500000']
    """
    return [("%s %s" % (LABELS.get(name, name), fixed(values[-1]))).lstrip() for name, values in columns(history) if values]


def epoch_line(history: History, epochs: int) -> str:
    """Give the numbers of the last epoch."""
    return "epoch %*d/%d  %s" % (len(str(epochs)), len(history), epochs, "  ".join(pairs(history)))
