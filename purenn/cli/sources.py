"""Where the data of a training comes from: a name, a CSV file, or a folder with MNIST's files."""

from __future__ import annotations

import os
from argparse import Namespace
from math import sqrt
from typing import Any, Iterator, NamedTuple, Sequence

from .. import data
from ..data import Dataset, filled, typical_row
from ..data.datasets import GATES
from ..data.errors import counted
from ..data.missing import count_missing
from ..rng import Random
from ..scaling import Scaler
from .arguments import CSV_STYLE, csv_style, known
from .errors import UsageError
from .files import refuse_model

CURVES = ("moons", "circles", "spirals")
GENERATORS = (*CURVES, "blobs", "line", "sine")
NAMES = data.NAMES + GENERATORS
HELD_OUT = 0.2
MANY_REPEATS = 0.1  # the share of the held-out rows, from which on it is said that they were trained on
GENERATED = 300
MOST_GENERATED = 100000
CSV_OPTIONS: dict[str, Any] = {"target": None, "kind": None, "ignore": [], "words": [], "missing": None, "keep": [], **CSV_STYLE}


class Source(NamedTuple):
    """Data to train on, data to measure on, and what is known about them beforehand.

    `kind` is "gate", "digits", "mnist", "curves" or "table"; a gate has no held-out rows: all four are the whole truth.
    `white` is the value of full ink where the rows are images, and 0 where they are not; `input_defaults` is what is put in
    the place of missing values.
    """

    kind: str
    train: Dataset
    held_out: Dataset | None
    white: int = 0
    input_defaults: Sequence[float] = ()

    @property
    def ink(self) -> int:
        """The value of full ink where the rows are square images, which can be drawn, and 0 where they are not."""
        width = len(self.train.input_names)
        return self.white if int(sqrt(width) + 0.5) ** 2 == width else 0

    def scaler(self) -> Scaler | None:
        """Make the first layer of the network; it knows nothing but the training rows."""
        if self.kind == "gate":
            return None
        if self.white:
            # One scale for all pixels: a pixel that is hardly ever inked would else be blown up. With the digits' 17 greys,
            # from -1 to 1 learns better than from 0 to 1; with MNIST's wide white border, paper stays 0.
            width, middle = len(self.train.input_names), self.white / 2 if self.kind == "digits" else 0.0
            return Scaler([middle] * width, [self.white - middle] * width)
        return Scaler.standard(self.train.X)


def read_source(options: Namespace, rng: Random) -> Source:
    """Read or draw the data that the options ask for, and hold a part of it out.

    Errors:   UsageError  there is no such data, or an option does not go with it
              DataError   the file is not what it should be
    """
    name = options.data
    if not is_file_name(name) or os.path.isdir(name):
        refuse_csv_options(options)
    if name in GATES:
        _refuse(options, ("limit", "validation"), "%s has four rows, which are all trained on and all measured" % name)
        return Source("gate", data.gate(name), None)
    if name not in NAMES and os.path.isdir(name):
        _refuse(options, ("validation",), "MNIST brings test images of its own, which are held out")
        train, test = data.read_mnist(name, options.limit)
        return Source("mnist", train, test, 255)
    whole = _limited(_whole(options, rng), options.limit, rng)
    train, held_out = data.train_test_split(whole, options.validation or HELD_OUT, rng)
    _require_classes(train)
    if name == "digits":
        return Source("digits", train, held_out, 16)
    defaults: Sequence[float] = ()
    if options.missing == "mean":
        train, held_out, defaults = _filled(train, held_out)
    train.notes += repeats(train, held_out)
    return Source("curves" if name in CURVES else "table", train, held_out, input_defaults=defaults)


def repeats(train: Dataset, held_out: Dataset) -> tuple[str, ...]:
    """Say how many of the held-out rows are new in name only, because rows with the same inputs and target are trained on.

    Example:
        >>> repeats(Dataset([[1.0], [2.0]], [5.0, 7.0]), Dataset([[2.0], [3.0]], [7.0, 9.0]))
        ('1 of the 2 held-out rows is equal to a row trained on, so the held-out R squared says less about new rows than it seems',)
    """
    rows = list(_samples(held_out))
    trained_on = set(rows).intersection(_samples(train))
    count = sum([row in trained_on for row in rows])
    if count < MANY_REPEATS * len(rows):
        return ()
    equal = "is equal to a row" if count == 1 else "are equal to rows"
    measure = "accuracy" if train.class_names else "R squared"
    note = "%d of the %d held-out rows %s trained on, so the held-out %s says less about new rows than it seems"
    return (note % (count, len(rows), equal, measure),)


def _samples(part: Dataset) -> Iterator[tuple[float, ...]]:
    return ((*row, y) for row, y in zip(part.X, part.Y))


def _filled(train: Dataset, held_out: Dataset) -> tuple[Dataset, Dataset, list[float]]:
    """Fill missing values in with what the training rows know, in the held-out ones too."""
    defaults, count = typical_row(train), count_missing(train) + count_missing(held_out)
    train, held_out = filled(train, defaults), filled(held_out, defaults)
    if count:
        train.notes += ("%s filled in: the mean of the training rows, or their most frequent word" % counted(count, "missing value"),)
    return train, held_out, defaults


def is_file_name(name: str) -> bool:
    """Tell whether a name that is not one of NAMES means a file."""
    return name not in NAMES and (os.path.exists(name) or name.lower().endswith((".csv", ".gz", ".txt", ".tsv")) or os.sep in name or "/" in name)


def _whole(options: Namespace, rng: Random) -> Dataset:
    if options.data in GENERATORS:
        return _generated(options.data, options.limit or GENERATED, rng)
    if is_file_name(options.data):
        refuse_model(options.data)
        missing = "nan" if options.missing == "mean" else options.missing
        return data.read_csv(options.data, options.target, options.kind, options.ignore, missing=missing, words=options.words, **csv_style(options))
    return data.load(known(options.data, NAMES, "data set or file"))


def _generated(name: str, samples: int, rng: Random) -> Dataset:
    if samples > MOST_GENERATED:
        raise UsageError("--limit: %s draws at most %d rows, but got %d" % (name, MOST_GENERATED, samples))
    made: Dataset = getattr(data, name)(samples, rng=rng)
    return made


def _limited(whole: Dataset, limit: int | None, rng: Random) -> Dataset:
    if limit is None or limit >= len(whole):
        return whole
    return whole.subset(rng.shuffle(range(len(whole)))[:limit])


def _require_classes(train: Dataset) -> None:
    different = set(train.Y)
    if train.class_names and len(different) < 2:
        only = train.class_names[train.Y[0]]
        raise UsageError("the training rows are all of one class, %r: there is nothing to tell apart" % only)
    if len(different) < 2:
        raise UsageError("the target is %s in all training rows: there is nothing to learn" % train.Y[0])


def refuse_csv_options(options: Namespace) -> None:
    """Refuse the options of CSV files, where a command has them and they say anything, for data that is none."""
    for option, usual in CSV_OPTIONS.items():
        if getattr(options, option, usual) != usual:
            raise UsageError("--%s belongs to a CSV file, and %s is none" % (option, options.data))


def _refuse(options: Namespace, names: tuple[str, ...], reason: Any) -> None:
    for name in names:
        if getattr(options, name) is not None:
            raise UsageError("--%s does not go with this data: %s" % (name, reason))
