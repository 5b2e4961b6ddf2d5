"""Read MNIST, and every data set in its IDX format (Fashion-MNIST, EMNIST digits ...), from the files as they are distributed."""

from __future__ import annotations

import os
import struct
from math import prod
from os import PathLike
from typing import Any

from .dataset import Dataset
from .errors import DataError, listed, shown, whole_number
from .files import path_text, read_bytes

UNSIGNED_BYTE = 0x08
CREDIT = "Files in the IDX format of MNIST. MNIST itself: Y. LeCun, C. Cortes, C. J. C. Burges, derived from NIST data, licence CC BY-SA 3.0."


def read_idx(path: str | PathLike[str]) -> tuple[tuple[int, ...], bytes]:
    """Read a file of unsigned bytes in the IDX format, plain or gzip.

    Shapes:   result (dimensions, content), len(content) == the product of the dimensions, last dimension fastest
    Errors:   DataError  the file is not IDX, holds something else than unsigned bytes, or is too short or too long
    Source:   Y. LeCun, The MNIST database, "The IDX file format": two zero bytes, a type, the number of dimensions,
              each dimension as a big-endian 32-bit integer, then the data
    Example:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "three-labels")
        ...     _ = path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3, 65, 66, 67]))
        ...     read_idx(path)
        ((3,), b'ABC')
    """
    content = read_bytes(path)
    name = path_text(path)
    if len(content) < 4 or content[:2] != b"\0\0" or content[3] == 0:
        raise DataError("%s is not an IDX file: it starts with the bytes %s" % (name, content[:4].hex() or "(none)"))
    if content[2] != UNSIGNED_BYTE:
        raise DataError("%s holds values of type 0x%02x; only 0x08, unsigned bytes, is read" % (name, content[2]))
    start = 4 + 4 * content[3]
    if len(content) < start:
        raise DataError("%s is cut off: it ends inside the header of %d bytes" % (name, start))
    dimensions = struct.unpack(">%dI" % content[3], content[4:start])
    expected, got = prod(dimensions), len(content) - start
    if got != expected:
        shape = " x ".join(map(str, dimensions))
        problem = "is cut off" if got < expected else "is too long"
        raise DataError("%s %s: %s is %d bytes of data, got %d" % (name, problem, shape, expected, got))
    return dimensions, content[start:]


def read_mnist(folder: str | PathLike[str], limit: int | None = None) -> tuple[Dataset, Dataset]:
    """Read the four MNIST files of a folder into (training data, test data), `limit` samples of each at most.

    Each row of X is a `bytes` object: whole numbers from 0 (paper) to 255 (ink), row by row from the top left. Let the model
    begin with a Scaler whose scales are 255. The files are found as train-images-idx3-ubyte or train-images.idx3-ubyte, and so
    on, with or without .gz.

    Shapes:   X [60000][784] and [10000][784]   Y [60000] and [10000]
    Units:    grey from 0 to 255
    Errors:   DataError  a file is missing or damaged, images and labels differ in number, or a label is above 9
    Source:   Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, 1998
    Example:
        >>> train, test = read_mnist("mnist", limit=1000)  # doctest: +SKIP
        >>> train  # doctest: +SKIP
        Dataset('mnist', 1000 samples, 784 inputs, 10 classes)
    """
    most = None if limit is None else whole_number("limit", limit, 1)
    # Found before any is read, so that a missing fourth file is told at once.
    parts = [(_found(folder, part + "-images", 3), _found(folder, part + "-labels", 1)) for part in ("train", "t10k")]
    name = os.path.basename(os.path.abspath(path_text(folder)))
    train, test = (_read_part(name, images, labels, most) for images, labels in parts)
    return train, test


def _found(folder: Any, stem: str, dimensions: int) -> str:
    if not isinstance(folder, (str, bytes, os.PathLike)):
        raise DataError("a folder is asked for by its path, got %s" % shown(folder))
    place = path_text(folder)
    if not os.path.isdir(place):
        raise DataError("there is no folder %s" % place)
    names = ["%s%sidx%d-ubyte%s" % (stem, mark, dimensions, end) for mark in "-." for end in ("", ".gz")]
    for name in names:
        path = os.path.join(place, name)
        if os.path.isfile(path):
            return path
    raise DataError("the folder %s has none of %s" % (place, listed(names)))


def _read_part(name: str, images_path: str, labels_path: str, most: int | None) -> Dataset:
    images, pixels = _read_shaped(images_path, 3)
    labels, numbers = _read_shaped(labels_path, 1)
    if images[0] != labels[0]:
        raise DataError("%s holds %d images, but %s %d labels" % (images_path, images[0], labels_path, labels[0]))
    if numbers and max(numbers) > 9:
        raise DataError("%s: expected labels from 0 to 9, got %d" % (labels_path, max(numbers)))
    count = images[0] if most is None else min(most, images[0])
    size = images[1] * images[2]
    rows = [pixels[start : start + size] for start in range(0, count * size, size)] if size else []
    names = ["pixel_%d_%d" % (row, column) for row in range(images[1]) for column in range(images[2])]
    return Dataset(rows, list(numbers[:count]), names, map(str, range(10)), name, CREDIT)


def _read_shaped(path: str, expected: int) -> tuple[tuple[int, ...], bytes]:
    dimensions, content = read_idx(path)
    if len(dimensions) != expected:
        raise DataError("%s has %d dimensions, expected %d" % (path, len(dimensions), expected))
    return dimensions, content
