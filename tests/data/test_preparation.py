"""Splits and folds are partitions that keep the classes' shares; one-hot rows keep the class numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purenn.data import DataError, Dataset, iris, k_folds, one_hot, shuffled, train_test_split, xor
from purenn.rng import Random, resolve, seed


def numbered(labels, classes=4):
    """A classification whose only input is the sample's own number, so that a sample can be followed."""
    rows = [[float(s)] for s in range(len(labels))]
    return Dataset(rows, labels, ["number"], [str(c) for c in range(classes)], "numbered", "us")


def measured(count):
    return Dataset([[float(s)] for s in range(count)], [10.0 * s for s in range(count)], ["number"], (), "measured")


def numbers_of(dataset):
    return [int(row[0]) for row in dataset.X]


label_lists = st.lists(st.integers(0, 3), min_size=2, max_size=40)
shares = st.floats(0.05, 0.95)
seeds = st.integers(0, 2**32)
# At least one class with two members: else there is nothing to stratify, which is an error of its own.
divisible = label_lists.filter(lambda labels: len(set(labels)) < len(labels))


# ---------------------------------------------------------------- one_hot


@given(st.lists(st.integers(0, 6), min_size=1))
def test_one_hot_rows_find_their_label_again(labels):
    rows = one_hot(labels)
    assert [row.index(1.0) for row in rows] == labels
    assert all(sum(row) == 1.0 and set(row) <= {0.0, 1.0} for row in rows)
    assert {len(row) for row in rows} == {max(labels) + 1}


@given(st.lists(st.integers(0, 3)), st.integers(4, 8))
def test_one_hot_is_as_wide_as_the_classes_asked(labels, classes):
    """A batch that lacks the last class still needs its column."""
    rows = one_hot(labels, classes)
    assert [len(row) for row in rows] == [classes] * len(labels)


def test_one_hot_rows_are_floats_and_not_shared():
    rows = one_hot([1, 1])
    assert {type(x) for row in rows for x in row} == {float}
    rows[0][0] = 9.0
    assert rows[1] == [0.0, 1.0]


# ---------------------------------------------------------------- shuffled


@given(label_lists, seeds)
def test_shuffled_moves_whole_samples(labels, number):
    """Inputs and targets shuffled apart from each other are noise."""
    data = numbered(labels)
    moved = shuffled(data, Random(number))
    assert sorted(numbers_of(moved)) == list(range(len(labels)))
    assert [labels[s] for s in numbers_of(moved)] == moved.Y


def test_shuffled_changes_the_order():
    assert numbers_of(shuffled(measured(30), Random(1))) != list(range(30))


# ---------------------------------------------------------------- train_test_split


@given(divisible, shares, seeds, st.booleans())
def test_split_is_a_partition(labels, test, number, stratify):
    data = numbered(labels)
    train, held_out = train_test_split(data, test, Random(number), stratify)
    assert sorted(numbers_of(train) + numbers_of(held_out)) == list(range(len(labels)))
    assert len(train) > 0
    assert len(held_out) > 0
    for part in (train, held_out):
        assert [labels[s] for s in numbers_of(part)] == part.Y
        assert (part.input_names, part.class_names) == (data.input_names, data.class_names)


@given(divisible, shares, seeds)
def test_split_keeps_each_class_to_less_than_one_sample(labels, test, number):
    """Rounding every class by itself, or not stratifying, drifts further."""
    _, held_out = train_test_split(numbered(labels), test, Random(number))
    size = min(max(1, int(test * len(labels) + 0.5)), len(labels) - 1)
    for c in set(labels):
        share = labels.count(c) * size / len(labels)
        assert abs(held_out.Y.count(c) - share) < 1 + 1e-9


@given(divisible, shares, seeds)
def test_split_has_every_class_of_two_or_more_in_both_parts(labels, test, number):
    """A test set without a class says nothing about it; a training set without it cannot learn it."""
    train, held_out = train_test_split(numbered(labels), test, Random(number))
    for c in set(labels):
        assert train.Y.count(c) >= 1
        assert held_out.Y.count(c) >= (1 if labels.count(c) >= 2 else 0)


@given(st.lists(st.integers(10, 30), min_size=2, max_size=4), st.floats(0.1, 0.9), seeds)
def test_split_of_ample_classes_has_exactly_the_size_asked(members, test, number):
    """Shares rounded down lose a sample for nearly every class: that is what largest remainders are for."""
    labels = [c for c, count in enumerate(members) for _ in range(count)]
    _, held_out = train_test_split(numbered(labels), test, Random(number))
    assert len(held_out) == int(test * len(labels) + 0.5)


def test_split_gives_the_seat_to_the_largest_remainder():
    """Shares 1.2, 0.9 and 0.9 of 3 seats are 1, 1, 1; the first class must not take the second seat."""
    labels = [0] * 8 + [1] * 6 + [2] * 6
    _, held_out = train_test_split(numbered(labels), 3, Random(1))
    assert sorted(held_out.Y) == [0, 1, 2]
    labels = [0] * 19 + [1] * 11
    _, held_out = train_test_split(numbered(labels), 10, Random(1))
    assert (held_out.Y.count(0), held_out.Y.count(1)) == (6, 4)  # shares 6.33 and 3.67


def test_split_gives_the_seat_to_the_lower_class_where_remainders_are_equal():
    """A draw, or the order of the samples: the same data would be divided into other shares."""
    for labels in ([0] * 10 + [1] * 10, [1, 0] * 10):
        _, held_out = train_test_split(numbered(labels), 5, Random(1))
        assert (held_out.Y.count(0), held_out.Y.count(1)) == (3, 2)


@given(st.integers(2, 40), shares, seeds)
def test_split_of_a_regression_is_a_plain_draw_of_the_size_asked(count, test, number):
    train, held_out = train_test_split(measured(count), test, Random(number))
    assert len(held_out) == min(max(1, int(test * count + 0.5)), count - 1)
    assert sorted(numbers_of(train) + numbers_of(held_out)) == list(range(count))
    assert [10.0 * s for s in numbers_of(train)] == train.Y


def test_split_without_stratify_takes_exactly_the_count():
    labels = [0, 0, 1, 1, 2, 2, 3, 3]
    assert len(train_test_split(numbered(labels), 1, Random(1), stratify=False)[1]) == 1
    assert len(train_test_split(numbered(labels), 1, Random(1))[1]) == 4  # one of each class


@given(st.integers(1, 149))
def test_split_takes_a_count_as_well_as_a_share(count):
    train, held_out = train_test_split(iris(), count, Random(1), stratify=False)
    assert (len(train), len(held_out)) == (150 - count, count)


def test_split_of_iris_is_the_textbook_one():
    train, held_out = train_test_split(iris(), rng=Random(1))
    assert [train.Y.count(c) for c in range(3)] == [40, 40, 40]
    assert [held_out.Y.count(c) for c in range(3)] == [10, 10, 10]


def test_split_draws_at_random_and_leaves_no_part_sorted():
    """The first ten of each class in a sorted file are no random sample, and training goes through them in order."""
    train, held_out = train_test_split(numbered([0] * 50 + [1] * 50), 0.2, Random(1))
    assert numbers_of(held_out) != sorted(numbers_of(held_out))
    assert numbers_of(train) != sorted(numbers_of(train))
    assert sorted(train.Y) != train.Y
    assert sorted(numbers_of(held_out)) != [*range(10), *range(50, 60)]


# ---------------------------------------------------------------- k_folds


@given(label_lists, st.integers(2, 10), seeds, st.booleans())
def test_folds_test_every_sample_once_and_train_on_the_others(labels, k, number, stratify):
    k = min(k, len(labels))
    pairs = k_folds(numbered(labels), k, Random(number), stratify)
    assert len(pairs) == k
    tested = [s for _, held_out in pairs for s in numbers_of(held_out)]
    assert sorted(tested) == list(range(len(labels)))
    for train, held_out in pairs:
        assert sorted(numbers_of(train) + numbers_of(held_out)) == list(range(len(labels)))
        assert [labels[s] for s in numbers_of(train)] == train.Y


@given(label_lists, st.integers(2, 10), seeds, st.booleans())
def test_folds_differ_in_size_by_one_at_most(labels, k, number, stratify):
    """Cutting each class by itself gives the first fold every left-over sample."""
    k = min(k, len(labels))
    lengths = [len(held_out) for _, held_out in k_folds(numbered(labels), k, Random(number), stratify)]
    assert max(lengths) - min(lengths) <= 1


@given(label_lists, st.integers(2, 10), seeds)
def test_folds_differ_by_one_at_most_in_each_class(labels, k, number):
    k = min(k, len(labels))
    pairs = k_folds(numbered(labels), k, Random(number))
    for c in set(labels):
        counts = [held_out.Y.count(c) for _, held_out in pairs]
        assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("number", range(3))
def test_folds_of_iris_hold_each_class_alike(number):
    """Folds that are drawn without a look at the classes: 50 of each in ten folds are five of each in every fold."""
    for _, held_out in k_folds(iris(), 10, Random(number)):
        assert [held_out.Y.count(c) for c in range(3)] == [5, 5, 5]


def test_folds_without_stratify_ignore_the_classes():
    counts = [held_out.Y.count(0) for _, held_out in k_folds(iris(), 10, Random(1), stratify=False)]
    assert max(counts) - min(counts) > 1


@given(st.integers(2, 20), seeds)
def test_folds_of_a_regression(count, number):
    pairs = k_folds(measured(count), 2, Random(number))
    assert [len(held_out) for _, held_out in pairs] == [(count + 1) // 2, count // 2]


def test_folds_are_random_and_leave_no_part_sorted():
    pairs = k_folds(numbered([0] * 20 + [1] * 20), 4, Random(1))
    for train, held_out in pairs:
        assert numbers_of(held_out) != sorted(numbers_of(held_out))
        assert sorted(train.Y) != train.Y
        # Sorted data dealt out without a shuffle: 0, 4, 8 ... in the first fold.
        assert len({s % 4 for s in numbers_of(held_out)}) > 1


# ---------------------------------------------------------------- randomness and sharing, of all three

RANDOM = [
    lambda data, rng=None: [shuffled(data, rng)],
    lambda data, rng=None: list(train_test_split(data, 0.4, rng)),
    lambda data, rng=None: [part for pair in k_folds(data, 3, rng) for part in pair],
]
random_functions = pytest.mark.parametrize("parts_of", RANDOM, ids=["shuffled", "train_test_split", "k_folds"])


@random_functions
@given(divisible.filter(lambda labels: len(labels) >= 3), seeds)
def test_same_seed_same_parts(parts_of, labels, number):
    first, second = parts_of(numbered(labels), Random(number)), parts_of(numbered(labels), Random(number))
    assert [numbers_of(part) for part in first] == [numbers_of(part) for part in second]


@random_functions
def test_other_seed_other_parts(parts_of):
    first, second = parts_of(measured(30), Random(1)), parts_of(measured(30), Random(2))
    assert [numbers_of(part) for part in first] != [numbers_of(part) for part in second]


@random_functions
def test_leaves_the_librarys_generator_alone_when_one_is_passed(parts_of):
    before = list(resolve(None).state)
    parts_of(measured(9), Random(1))
    assert resolve(None).state == before


@random_functions
def test_draws_from_the_librarys_generator_when_none_is_passed(parts_of):
    seed(3)
    first = parts_of(measured(30))
    seed(3)
    second = parts_of(measured(30))
    third = parts_of(measured(30))
    assert [numbers_of(part) for part in first] == [numbers_of(part) for part in second]
    assert [numbers_of(part) for part in first] != [numbers_of(part) for part in third]


@random_functions
def test_parts_share_no_row_and_leave_the_data_alone(parts_of):
    """Scaling the training rows in place must not scale the test rows, nor another fold's."""
    data = numbered([0, 1] * 6)
    parts = parts_of(data, Random(1))
    assert numbers_of(data) == list(range(12))
    rows = [row for part in [data, *parts] for row in part.X]
    assert len({id(row) for row in rows}) == len(rows)


@random_functions
def test_refuses_what_is_no_dataset(parts_of):
    """`train_test_split(data.X, data.Y)` is another library's call."""
    with pytest.raises(DataError, match=r"expected a Dataset, got \[\[1.0\], \[2.0\], \[3.0\]\] \(list\)"):
        parts_of([[1.0], [2.0], [3.0]])


# ---------------------------------------------------------------- nonsense


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: one_hot([0, 2], 2), "labels[1] must be a class number from 0 to 1, got 2 (int)"),
        (lambda: one_hot([0, -1]), "labels[1] must be a class number 0, 1, 2 ..., got -1 (int)"),
        (lambda: one_hot([0, 0.5]), "labels[1] must be a class number 0, 1, 2 ..., got 0.5 (float)"),
        (lambda: one_hot(["a"]), "labels[0] must be a class number 0, 1, 2 ..., got 'a'"),
        (lambda: one_hot([]), "one_hot got no labels to count the classes by: say classes="),
        (lambda: one_hot(3), "labels must be a list of class numbers, got 3 (int)"),
        (lambda: one_hot([0], 0), "classes must be a whole number, 1 or more, got 0 (int)"),
        (lambda: train_test_split(measured(1)), "train_test_split expects at least 2 samples, got 1"),
        (
            lambda: train_test_split(numbered([0, 1, 2])),
            "no class has 2 samples, so none can be in both parts; say stratify=False",
        ),
        (lambda: k_folds(xor()), "k_folds expects a sample for each fold, got k=10 and 4 samples"),
        (lambda: k_folds(xor(), 1), "k must be a whole number, 2 or more, got 1 (int)"),
        (lambda: k_folds(xor(), 2.0), "k must be a whole number, 2 or more, got 2.0 (float)"),
    ],
)
def test_error_is_a_sentence(call, message):
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == message


def test_split_takes_whole_numbers_of_other_libraries():
    """NumPy's 2, taken for a share of 200 %."""

    class Two:
        def __index__(self):
            return 2

    assert [len(part) for part in train_test_split(xor(), Two())] == [2, 2]


@pytest.mark.parametrize("test", [0, 4, -1, 0.0, 1.0, -0.2, 20.0, True, False])
def test_split_refuses_a_size_that_leaves_a_part_empty(test):
    """test=20 for "20 %" of a small set, or test=1.0, would train on nothing."""
    with pytest.raises(DataError, match="test must be a share between 0 and 1, or a count from 1 to 3, got "):
        train_test_split(xor(), test)


@pytest.mark.parametrize("test", [None, "0.2", float("nan")])
def test_split_refuses_a_size_that_is_no_number(test):
    with pytest.raises(DataError, match="test must be a finite number, got "):
        train_test_split(xor(), test)
