"""The Dataset class and the embedded sets: known facts about each, and nothing shared between two calls."""

import csv
import math
import os
import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import purenn.data
from purenn.data import NAMES, DataError, Dataset, breast_cancer, digits, filled, gate, iris, load, read_csv, wine, xor
from purenn.linalg import ShapeError

CLASSICS = [iris, wine, breast_cancer, digits]


def by_name(functions):
    return pytest.mark.parametrize("make", functions, ids=lambda function: function.__name__)


# ---------------------------------------------------------------- Dataset


def test_dataset_copies_its_rows_and_targets():
    """A data set that keeps the caller's lists changes when the caller changes them."""
    X, Y, names, classes = [[1.0], [2.0]], [0, 1], ["a"], ["no", "yes"]
    data = Dataset(X, Y, names, classes)
    X[0][0], Y[0], names[0], classes[0] = 9.0, 1, "z", "z"
    assert (data.X, data.Y, data.input_names, data.class_names) == ([[1.0], [2.0]], [0, 1], ["a"], ["no", "yes"])


def test_dataset_keeps_a_row_of_bytes_as_it_is():
    """An image turned into a list takes eight times the memory, and 60,000 of them a second."""
    row = bytes(range(4))
    assert Dataset([row], [1.5]).X[0] is row


def test_dataset_copies_a_row_of_bytes_that_can_be_changed():
    """A bytearray kept like bytes: an image that the caller draws on afterwards."""
    row = bytearray(range(4))
    data = Dataset([row], [1.5])
    row[0] = 9
    assert list(data.X[0]) == [0, 1, 2, 3]


def test_dataset_takes_any_sequence_of_sequences():
    """Rows that are tuples, or targets that come from an iterator, are data too."""
    data = Dataset(((1, 2), (3, 4)), iter([0.5, 1.5]))
    assert (data.X, data.Y, data.input_names) == ([[1, 2], [3, 4]], [0.5, 1.5], ["input_0", "input_1"])


def test_kind_follows_the_class_names():
    assert Dataset([[0.0]], [0], class_names=["only"]).kind == "classification"
    assert Dataset([[0.0]], [0]).kind == "regression"


def test_class_numbers_come_out_as_int():
    """True is a class number by accident of Python; printed as a class it must be 1."""
    assert repr(Dataset([[0.0]], [True], class_names=["no", "yes"]).Y) == "[1]"


def test_repr_counts_in_words():
    assert repr(gate("xor")) == "Dataset('xor', 4 samples, 2 inputs, 2 classes)"
    assert repr(Dataset([[1.0]], [2.0], name="tiny")) == "Dataset('tiny', 1 sample, 1 input, regression)"


@given(st.lists(st.integers(0, 3), max_size=9))
def test_subset_takes_the_samples_in_the_order_asked(indices):
    """A subset that sorts, or drops repeats, breaks bootstrap samples and shuffles."""
    data = gate("and")
    part = data.subset(indices)
    assert [data.X[s] for s in indices] == part.X
    assert [data.Y[s] for s in indices] == part.Y
    assert (part.input_names, part.class_names, part.name) == (data.input_names, data.class_names, data.name)


def test_subset_shares_no_row_with_the_whole():
    data = gate("and")
    data.subset([0, 0]).X[0][0] = 9.0
    assert data.X[0] == [0.0, 0.0]
    twice = data.subset([0, 0])
    twice.X[0][0] = 9.0
    assert twice.X[1] == [0.0, 0.0]


def test_subset_keeps_the_credit():
    """CC BY data without its credit breaks the licence."""
    assert iris().subset([0]).credit == iris().credit


def test_subset_keeps_the_name_of_the_target():
    """The held-out part of a table whose target has no name any more."""
    assert Dataset([[1.0]], [2.0], target_name="price").subset([0]).target_name == "price"


class Whole:
    """A whole number of another library, as those of NumPy are."""

    def __index__(self):
        return 2


def test_whole_numbers_of_other_libraries_are_positions():
    """A refusal that says 2 is not from 0 to 3."""
    assert gate("or").subset([Whole()]).X == gate("or").subset([2]).X


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0, 3.0]])
def test_there_is_a_value_for_each_input_that_may_be_missing(values):
    """Rows that are cut off at the end of the values."""
    with pytest.raises(DataError, match="^filled expects one value for each of 2 inputs, got %d$" % len(values)):
        filled(Dataset([[float("nan"), 1.0]], [0.5]), values)


@pytest.mark.parametrize("index", [-1, 4, 1.0, "0", True])
def test_subset_refuses_an_index_outside(index):
    """-1 would silently be the last sample."""
    with pytest.raises(DataError, match="subset expects indices from 0 to 3, got"):
        gate("or").subset([index])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([[1.0]], []), ShapeError, "X has 1 row, but Y has 0 targets"),
        (([[1.0]], [0.5, 0.5]), ShapeError, "X has 1 row, but Y has 2 targets"),
        (([[1.0], [1.0, 2.0]], [0.5, 0.5]), ShapeError, "X[1] has 2 numbers, but there are 1 input name"),
        (([[1.0]], [0.5], ["a", "b"]), ShapeError, "X[0] has 1 number, but there are 2 input names"),
        (([1.0, 2.0], [0.5, 0.5]), DataError, "X[0] must be a list of numbers, got 1.0 (float)"),
        ((5, [0.5]), DataError, "X must be a list of rows, got 5 (int)"),
        (([{1.0, 3.0}], [0.5]), DataError, "X[0] must be a list of numbers, got {1.0, 3.0} (set)"),
        (([{"a": 1.0}], [0.5]), DataError, "X[0] must be a list of numbers, got {'a': 1.0} (dict)"),
        (([[1.0]], 5), DataError, "Y must be a list of numbers, got 5 (int)"),
        (
            ([[1.0]], [2], ["a"], ["no", "yes"]),
            DataError,
            "Y[0] must be a class number from 0 to 1, one for each class name, got 2 (int)",
        ),
        (
            ([[1.0]] * 2, [0, 1.0], ["a"], ["no", "yes"]),
            DataError,
            "Y[1] must be a class number from 0 to 1, one for each class name, got 1.0 (float)",
        ),
        (
            ([[1.0]], [-1], ["a"], ["no", "yes"]),
            DataError,
            "Y[0] must be a class number from 0 to 1, one for each class name, got -1 (int)",
        ),
    ],
)
def test_dataset_refuses_what_does_not_fit_together(arguments, error, message):
    with pytest.raises(error) as caught:
        Dataset(*arguments)
    assert str(caught.value) == message


# ---------------------------------------------------------------- gates

FORMULAS = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "nand": lambda a, b: not (a and b),
    "nor": lambda a, b: not (a or b),
    "xor": lambda a, b: a != b,
    "xnor": lambda a, b: a == b,
}


@pytest.mark.parametrize("name", FORMULAS)
def test_gate_is_its_boolean_formula(name):
    data = gate(name)
    assert sorted(data.X) == [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    assert [bool(y) for y in data.Y] == [bool(FORMULAS[name](a, b)) for a, b in data.X]


def test_gate_inputs_are_floats_and_targets_ints():
    """An int among the inputs would print as 1, and a float target cannot index class_names."""
    for name in FORMULAS:
        data = gate(name)
        assert {type(x) for row in data.X for x in row} == {float}
        assert {type(y) for y in data.Y} == {int}


def test_the_inputs_of_a_gate_are_in_their_order():
    """The names turned round: nobody notices with a gate that is the same both ways."""
    data = gate("and")
    assert (data.X, data.input_names, data.class_names) == ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ["a", "b"], ["0", "1"])


def test_xor_is_the_gate_xor():
    assert (xor().X, xor().Y, xor().name) == (gate("xor").X, gate("xor").Y, "xor")


# ---------------------------------------------------------------- the four classics


@pytest.mark.parametrize(
    ("make", "inputs", "counts"),
    [
        (iris, 4, {"setosa": 50, "versicolor": 50, "virginica": 50}),
        (wine, 13, {"class_0": 59, "class_1": 71, "class_2": 48}),
        (breast_cancer, 30, {"malignant": 212, "benign": 357}),
        (digits, 64, dict(zip("0123456789", [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]))),
    ],
)
def test_classic_has_its_known_classes(make, inputs, counts):
    """The counts are those of the UCI descriptions; a mistaken class order swaps malignant and benign."""
    data = make()
    assert {name: data.Y.count(c) for c, name in enumerate(data.class_names)} == counts
    assert list(counts) == data.class_names
    assert len(data.input_names) == len(set(data.input_names)) == inputs
    assert data.name == make.__name__


@by_name(CLASSICS)
def test_classic_holds_floats_and_int_labels(make):
    data = make()
    assert {type(x) for row in data.X for x in row} == {float}
    assert {type(y) for y in data.Y} == {int}


# Minimum, maximum and (where it is given) mean of each column, to the digits printed in the descriptions that scikit-learn ships.
PUBLISHED = {
    iris: [
        ("sepal_length_cm", 4.3, 7.9, 5.84),
        ("sepal_width_cm", 2.0, 4.4, 3.06),
        ("petal_length_cm", 1.0, 6.9, 3.76),
        ("petal_width_cm", 0.1, 2.5, 1.20),
    ],
    wine: [
        ("alcohol", 11.03, 14.83, 13.0),
        ("malic_acid", 0.74, 5.80, 2.34),
        ("nonflavanoid_phenols", 0.13, 0.66, 0.36),
        ("proanthocyanins", 0.41, 3.58, 1.59),
        ("hue", 0.48, 1.71, 0.96),
        ("proline", 278.0, 1680.0, 746.9),
    ],
    breast_cancer: [
        ("mean_radius", 6.981, 28.11, None),
        ("mean_texture", 9.71, 39.28, None),
        ("mean_area", 143.5, 2501.0, None),
        ("perimeter_error", 0.757, 21.98, None),
        ("area_error", 6.802, 542.2, None),
        ("worst_radius", 7.93, 36.04, None),
        ("worst_area", 185.2, 4254.0, None),
        ("worst_concave_points", 0.0, 0.291, None),
    ],
}


@by_name(list(PUBLISHED))
def test_columns_have_their_published_range_and_mean(make):
    """A column under its neighbour's name shows here."""
    data = make()
    for name, low, high, mean in PUBLISHED[make]:
        column = [row[data.input_names.index(name)] for row in data.X]
        assert (min(column), max(column)) == (low, high)
        if mean is not None:
            assert math.isclose(math.fsum(column) / len(column), mean, abs_tol=0.05)


@pytest.mark.parametrize(("make", "total"), [(iris, 2078.7), (wine, 159975.295999), (breast_cancer, 1056474.4596356), (digits, 561718.0)])
def test_sum_of_all_values(make, total):
    """One changed digit anywhere in an embedded file shows here; the sums were taken from scikit-learn's own files."""
    assert math.isclose(math.fsum(x for row in make().X for x in row), total, rel_tol=1e-12)


def test_first_and_last_rows():
    assert (iris().X[0], iris().X[-1]) == ([5.1, 3.5, 1.4, 0.2], [5.9, 3.0, 5.1, 1.8])
    assert (wine().X[0][:3], wine().X[-1][-1]) == ([14.23, 1.71, 2.43], 560.0)
    assert (breast_cancer().X[0][:2], breast_cancer().X[-1][-1]) == ([17.99, 10.38], 0.07039)


def test_iris_is_fishers_and_not_the_file_with_two_wrong_rows():
    """UCI's file differs from the article in rows 35 and 38."""
    assert (iris().X[34], iris().X[37]) == ([4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1])


def test_a_digit_looks_like_itself():
    """The eighth image is a seven: a transposed or mirrored one would not be. `#` is half ink or more."""
    pixels = digits().X[7]
    assert ["".join(".#"[x >= 8] for x in pixels[r * 8 : r * 8 + 8]) for r in range(8)] == [
        "...####.",
        ".....##.",
        "....##..",
        "..####..",
        "..###...",
        "...#....",
        "..##....",
        "..#.....",
    ]
    assert digits().Y[7] == 7


def test_digits_are_whole_numbers_from_0_to_16():
    assert {x for row in digits().X for x in row} == set(map(float, range(17)))


def test_digits_pixels_are_named_by_row_and_column():
    names = digits().input_names
    assert (names[0], names[7], names[8], names[63]) == ("pixel_0_0", "pixel_0_7", "pixel_1_0", "pixel_7_7")


@by_name([iris, wine])
def test_embedded_table_reads_back_through_read_csv(make, tmp_path):
    """The plain file in the package is an example of what read_csv expects."""
    path = tmp_path / (make.__name__ + ".csv")
    path.write_bytes(pkgutil.get_data("purenn.data", make.__name__ + ".csv"))
    ours, read = make(), read_csv(path)
    assert (read.X, read.Y, read.input_names, read.class_names) == (ours.X, ours.Y, ours.input_names, ours.class_names)


@pytest.mark.parametrize("name", NAMES)
def test_each_load_gives_fresh_lists(name):
    """A learner who scales X in place must not change the next learner's data."""
    first, second = load(name), load(name)
    assert first.X is not second.X
    assert first.X[0] is not second.X[0]
    first.X[0][0] = first.Y[0] = 77
    first.class_names[0] = first.input_names[0] = "changed"
    third = load(name)
    assert third.X == second.X
    assert (third.Y, third.class_names, third.input_names) == (second.Y, second.class_names, second.input_names)


def test_names_are_all_that_load_knows():
    assert NAMES == ("and", "or", "nand", "nor", "xor", "xnor", "iris", "wine", "breast_cancer", "digits")
    assert [load(name).name for name in NAMES] == list(NAMES)


@by_name(CLASSICS)
def test_credit_names_author_source_licence_and_changes(make):
    """CC BY 4.0 asks for all four."""
    credit = make().credit
    assert "[Dataset]" in credit
    assert "https://doi.org/10.24432/" in credit
    assert "CC BY 4.0" in credit
    assert "Changes: " in credit


@by_name(CLASSICS)
def test_credits_file_has_the_same_source(make):
    doi = make().credit.split("https://doi.org/")[1].split(",")[0]
    text = pkgutil.get_data("purenn.data", "CREDITS.md").decode("utf-8")
    row = next(row for row in text.splitlines() if row.startswith("| `%s." % make.__name__))
    assert doi in row


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gate("xr"), "there is no gate 'xr' (did you mean 'xor'?); the names are and, or, nand, nor, xor, xnor"),
        (lambda: gate("iris"), "there is no gate 'iris'; the names are and, or, nand, nor, xor, xnor"),
        (
            lambda: load("IRIS"),
            "there is no data set 'IRIS' (did you mean 'iris'?); the names are " + ", ".join(NAMES),
        ),
        (lambda: load(3), "a data set is asked for by its name, got 3 (int); the names are " + ", ".join(NAMES)),
    ],
)
def test_unknown_name_is_answered_with_the_names(call, message):
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == message


def test_missing_embedded_file_is_a_sentence(monkeypatch):
    """A copy of purenn without its data files (a packaging slip) must say so."""
    monkeypatch.setattr(pkgutil, "get_data", lambda package, file: None)
    with pytest.raises(DataError, match=r"the file purenn/data/iris\.csv is missing from this copy of purenn"):
        iris()


def test_works_from_inside_a_zip_without_site_packages(tmp_path):
    """Opening files beside __file__ fails in a zipapp."""
    folder = Path(purenn.data.__file__).resolve().parents[1]
    archive = tmp_path / "purenn.zip"
    with zipfile.ZipFile(str(archive), "w") as target:
        for path in sorted(folder.glob("*.py")) + sorted((folder / "data").iterdir()):
            if path.is_file():
                target.write(str(path), "purenn/" + path.relative_to(folder).as_posix())
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "from purenn.data import load, NAMES; print(sum(len(load(name)) for name in NAMES))"
    command = [sys.executable, "-I", "-S", "-E", "-B", "-c", code, str(archive)]
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.stderr.decode() == ""
    assert int(result.stdout) == 6 * 4 + 150 + 178 + 569 + 1797


def test_every_public_name_loads():
    """A name in __all__ that no module holds fails only when somebody uses it."""
    for name in purenn.data.__all__:
        if name != "Scaler":  # a layer of the core, which has its own tests
            assert getattr(purenn.data, name) is not None
    assert set(dir(purenn.data)) == set(purenn.data.__all__)


def test_unknown_attribute_is_an_attribute_error():
    """hasattr and `from purenn.data import x` rely on it."""
    assert not hasattr(purenn.data, "irises")


# ---------------------------------------------------------------- against files gathered independently

TABLES = os.path.join(os.environ.get("PURENN_DATA", ""), "tables")


@pytest.mark.skipif(not os.path.isdir(TABLES), reason="needs a folder of data files: set PURENN_DATA")
@pytest.mark.parametrize(
    ("make", "file"),
    [(iris, "iris"), (wine, "wine"), (breast_cancer, "breast_cancer_wdbc"), (digits, "digits_8x8")],
)
def test_equals_the_gathered_table(make, file):
    with open(os.path.join(TABLES, file + ".csv"), encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    data = make()
    assert [[float(x) for x in row[:-1]] for row in rows] == data.X
    assert [int(row[-1]) for row in rows] == data.Y
