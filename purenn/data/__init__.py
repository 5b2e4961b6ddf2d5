"""Data for neural networks: sets that come with the library, generators, readers of your own files, and preparation.

Everything here gives or takes a Dataset: rows of inputs X, a flat list of targets Y, and the names that belong to them.

    from purenn.data import iris, train_test_split
    train, test = train_test_split(iris(), test=0.2)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..scaling import Scaler
    from .dataset import Dataset
    from .datasets import NAMES, breast_cancer, digits, gate, iris, load, wine, xor
    from .errors import DataError
    from .generators import blobs, circles, line, moons, sine, spirals
    from .missing import filled, typical_row
    from .mnist import read_idx, read_mnist
    from .preparation import k_folds, one_hot, shuffled, train_test_split
    from .readers import read_csv, read_labelled, read_rows

__all__ = [
    "NAMES",
    "DataError",
    "Dataset",
    "Scaler",
    "blobs",
    "breast_cancer",
    "circles",
    "digits",
    "filled",
    "gate",
    "iris",
    "k_folds",
    "line",
    "load",
    "moons",
    "one_hot",
    "read_csv",
    "read_idx",
    "read_labelled",
    "read_mnist",
    "read_rows",
    "shuffled",
    "sine",
    "spirals",
    "train_test_split",
    "typical_row",
    "wine",
    "xor",
]

# A name loads its module on first use, so that a gate does not pay for csv, nor a CSV file for gzip.
_WHERE = {
    ".dataset": ("Dataset",),
    ".errors": ("DataError",),
    ".datasets": ("NAMES", "gate", "xor", "iris", "wine", "breast_cancer", "digits", "load"),
    ".generators": ("moons", "circles", "spirals", "blobs", "line", "sine"),
    ".readers": ("read_csv", "read_labelled", "read_rows"),
    ".missing": ("filled", "typical_row"),
    ".mnist": ("read_idx", "read_mnist"),
    ".preparation": ("one_hot", "shuffled", "train_test_split", "k_folds"),
    "..scaling": ("Scaler",),
}


def __getattr__(name: str) -> Any:
    for module, names in _WHERE.items():
        if name in names:
            value = getattr(import_module(module, __name__), name)
            globals()[name] = value
            return value
    raise AttributeError("module %r has no attribute %r" % (__name__, name))


def __dir__() -> list[str]:
    return __all__
