"""Data sets that come with the library: the six gates of two inputs, and four classics small enough to embed."""

from __future__ import annotations

import pkgutil
from typing import Callable

from .dataset import Dataset
from .errors import DataError, did_you_mean, shown

GATES = {
    "and": [0, 0, 0, 1],
    "or": [0, 1, 1, 1],
    "nand": [1, 1, 1, 0],
    "nor": [1, 0, 0, 0],
    "xor": [0, 1, 1, 0],
    "xnor": [1, 0, 0, 1],
}

# One character a pixel: "0" to "9", then "a" for 10 to "g" for 16, the byte's place in the table being the character's code.
_PIXELS = bytes.maketrans(b"0123456789abcdefg", bytes(range(17)))


def gate(name: str) -> Dataset:
    """Give the truth table of a gate with two inputs: and, or, nand, nor, xor or xnor.

    Shapes:   X [4][2], the rows 00, 01, 10, 11   Y [4]
    Errors:   DataError  there is no gate of that name
    Example:
        >>> gate("and").X, gate("and").Y
        ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 0, 0, 1])
    """
    key = _known(name, tuple(GATES), "gate")
    rows = [[float(a), float(b)] for a in (0, 1) for b in (0, 1)]
    return Dataset(rows, GATES[key], ["a", "b"], ["0", "1"], name=key)


def xor() -> Dataset:
    """Give the truth table that no single neuron can learn, and two layers can.

    Source:   M. Minsky, S. Papert, Perceptrons, 1969
    Example:
        >>> xor().Y
        [0, 1, 1, 0]
    """
    return gate("xor")


def iris() -> Dataset:
    """Give Fisher's 150 iris flowers: 4 lengths each, 3 species of 50.

    Units:    centimetres
    Source:   R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; see CREDITS.md
    Example:
        >>> iris()
        Dataset('iris', 150 samples, 4 inputs, 3 classes)
        >>> iris().X[0], iris().class_names
        ([5.1, 3.5, 1.4, 0.2], ['setosa', 'versicolor', 'virginica'])
    """
    return _table("iris", ["setosa", "versicolor", "virginica"], "R. A. Fisher (1936), Iris", "10.24432/C56C76")


def wine() -> Dataset:
    """Give 178 wines: 13 chemical measurements each, 3 cultivars (59, 71 and 48 wines).

    Units:    each column its own; the ranges differ a thousandfold, so scale them
    Source:   S. Aeberhard, M. Forina, 1992; see CREDITS.md
    Example:
        >>> wine()
        Dataset('wine', 178 samples, 13 inputs, 3 classes)
    """
    return _table("wine", ["class_0", "class_1", "class_2"], "S. Aeberhard, M. Forina (1992), Wine", "10.24432/C5PC7J")


def breast_cancer() -> Dataset:
    """Give 569 tumours: 30 measurements of the cell nuclei each, 212 malignant (class 0), 357 benign (class 1).

    Units:    each column its own; the ranges differ ten-thousandfold, so scale them
    Source:   W. Wolberg, O. Mangasarian, N. Street, W. Street, 1995; see CREDITS.md
    Example:
        >>> breast_cancer()
        Dataset('breast_cancer', 569 samples, 30 inputs, 2 classes)
    """
    authors = "W. Wolberg, O. Mangasarian, N. Street, W. Street (1995), Breast Cancer Wisconsin (Diagnostic)"
    return _table("breast_cancer", ["malignant", "benign"], authors, "10.24432/C5DW2B")


def digits() -> Dataset:
    """Give 1,797 handwritten digits, images of 8 x 8 pixels.

    Shapes:   X [1797][64], row by row from the top left   Y [1797], the digit
    Units:    grey from 0.0 (paper) to 16.0 (ink)
    Source:   E. Alpaydin, C. Kaynak, 1998, the test part; see CREDITS.md
    Example:
        >>> digits()
        Dataset('digits', 1797 samples, 64 inputs, 10 classes)
        >>> digits().X[0][:8], digits().Y[0]
        ([0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0], 0)
    """
    images = [line.rsplit(None, 1) for line in _embedded("digits.txt").splitlines()]
    X = [list(map(float, pixels.translate(_PIXELS, b" "))) for pixels, _ in images]
    names = ["pixel_%d_%d" % (row, column) for row in range(8) for column in range(8)]
    authors = "E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits"
    credit = _credit(authors, "10.24432/C50P49", "test part only; pixels written as digits in base 17")
    return Dataset(X, [int(label) for _, label in images], names, map(str, range(10)), "digits", credit)


_CLASSICS: dict[str, Callable[[], Dataset]]
_CLASSICS = {"iris": iris, "wine": wine, "breast_cancer": breast_cancer, "digits": digits}

NAMES = (*GATES, *_CLASSICS)


def load(name: str) -> Dataset:
    """Give a data set by its name, one of NAMES.

    Errors:   DataError  there is no data set of that name
    Example:
        >>> load("wine")
        Dataset('wine', 178 samples, 13 inputs, 3 classes)
    """
    key = _known(name, NAMES, "data set")
    return _CLASSICS[key]() if key in _CLASSICS else gate(key)


def _known(name: str, names: tuple[str, ...], noun: str) -> str:
    if not isinstance(name, str):
        raise DataError("a %s is asked for by its name, got %s; the names are %s" % (noun, shown(name), ", ".join(names)))
    if name not in names:
        hint = did_you_mean(name, names)
        raise DataError("there is no %s %r%s; the names are %s" % (noun, name, hint, ", ".join(names)))
    return name


def _table(name: str, class_names: list[str], authors: str, doi: str) -> Dataset:
    header, *lines = _embedded(name + ".csv").decode("ascii").splitlines()
    samples = [line.split(",") for line in lines]
    X = [list(map(float, sample[:-1])) for sample in samples]
    Y = [class_names.index(sample[-1]) for sample in samples]
    credit = _credit(authors, doi, "column names and class names written into the file")
    return Dataset(X, Y, header.split(",")[:-1], class_names, name, credit)


def _embedded(file: str) -> bytes:
    # Through the package's own loader, so that it works from inside a zip too, where there is no file to open.
    try:
        content = pkgutil.get_data(__package__ or "purenn.data", file)
    except OSError:
        content = None
    if content is None:
        raise DataError("the file purenn/data/%s is missing from this copy of purenn" % file)
    return content


def _credit(authors: str, doi: str, changes: str) -> str:
    source = "UCI Machine Learning Repository, https://doi.org/%s, by way of scikit-learn" % doi
    return "%s [Dataset]. %s. Licence CC BY 4.0. Changes: %s." % (authors, source, changes)
