"""Metrics: against tables counted by hand, and against their definitions counted in the simplest way."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import as_fractions, fractions, is_about_shapes, is_near, one_hot, quarters, same_shape

import purenn as nn
from purenn import metrics
from purenn.linalg import ShapeError

# Ten patients by hand: the true class, the output, and what that is taken for at one half.
TRUE = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
OUTPUTS = [[0.9], [0.8], [0.5], [0.3], [0.7], [0.6], [0.4], [0.2], [0.1], [0.0]]
CALLED = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]  # 3 true positives, 1 false negative, 2 false positives, 4 true negatives


@st.composite
def answers(draw):
    """Draw (classes, predicted, true)."""
    count = draw(st.integers(2, 4))
    n = draw(st.integers(1, 12))
    numbers = st.lists(st.integers(0, count - 1), min_size=n, max_size=n)
    return count, draw(numbers), draw(numbers)


def test_the_table_by_hand():
    """Rows and columns of the table swapped; precision and recall swapped; positives and negatives swapped."""
    assert nn.confusion_matrix(OUTPUTS, TRUE) == [[4, 2], [1, 3]]
    assert nn.accuracy(OUTPUTS, TRUE) == 7 / 10
    assert nn.precision(OUTPUTS, TRUE) == 3 / 5
    assert nn.recall(OUTPUTS, TRUE) == 3 / 4
    assert nn.f1(OUTPUTS, TRUE) == pytest.approx(2 / 3)
    assert metrics.classes(OUTPUTS) == CALLED


def test_the_other_class_as_the_positive_one():
    """`positive` ignored, or used in one of the two places only."""
    assert nn.precision(OUTPUTS, TRUE, positive=0) == 4 / 5
    assert nn.recall(OUTPUTS, TRUE, positive=0) == 4 / 6
    assert nn.f1(OUTPUTS, TRUE, positive=0) == pytest.approx(8 / 11)


def test_another_threshold():
    """A threshold that is not passed on; > for >=."""
    assert nn.confusion_matrix(OUTPUTS, TRUE, threshold=0.7) == [[5, 1], [2, 2]]
    assert nn.accuracy(OUTPUTS, TRUE, threshold=0.7) == 7 / 10
    assert nn.accuracy(OUTPUTS, TRUE, threshold=0.75) == 8 / 10
    assert nn.precision(OUTPUTS, TRUE, threshold=0.7) == 2 / 3
    assert nn.recall(OUTPUTS, TRUE, threshold=0.7) == 2 / 4
    assert nn.f1(OUTPUTS, TRUE, threshold=0.7) == pytest.approx(4 / 7)
    assert metrics.classes([[0.5], [0.4999]]) == [1, 0]
    # The threshold is for outputs only: targets are 0 and 1 whatever it is.
    assert nn.accuracy([[0.95]], [[0.9]], threshold=0.92) == 1.0


def test_three_classes_by_hand():
    """The largest output missed; a table that is the other way round; ties."""
    A = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6], [0.1, 0.5, 0.4], [0.5, 0.0, 0.5]]
    Y = [0, 1, 0, 2, 2, 0]
    assert metrics.classes(A) == [0, 1, 1, 2, 1, 0]
    assert nn.confusion_matrix(A, Y) == [[2, 1, 0], [0, 1, 0], [0, 1, 1]]
    assert nn.accuracy(A, Y) == 4 / 6
    assert [nn.precision(A, Y, positive=k) for k in range(3)] == [1.0, 1 / 3, 1.0]
    assert [nn.recall(A, Y, positive=k) for k in range(3)] == [2 / 3, 1.0, 1 / 2]
    assert nn.confusion_matrix(A, Y, count=4)[3] == [0, 0, 0, 0]


@pytest.mark.parametrize("A, Y", [([[2.0, 1.0], [1.0, 2.0]], [0, 1]), ([[-3.0, -1.0, -2.0], [-5.0, -7.0, -6.0]], [1, 0]), ([[0.1, 0.2], [0.2, 0.1]], [1, 0])])
def test_the_largest_output_is_the_class_whatever_its_size(A, Y):
    """Two classes by the threshold of the second; outputs below 0, as logits are, by their size or as class 0."""
    assert metrics.classes(A) == Y
    assert nn.accuracy(A, Y, threshold=0.75) == 1.0


@given(answers())
def test_counts_by_their_definitions(drawn):
    """A division by the wrong count; a table that loses samples; one row that is all rows."""
    count, predicted, true = drawn
    A = one_hot(predicted, count)
    pairs = list(zip(predicted, true))
    for Y in (true, tuple(true), one_hot(true, count)):
        table = nn.confusion_matrix(A, Y)
        assert table == [[pairs.count((k, i)) for k in range(count)] for i in range(count)]
        assert nn.accuracy(A, Y) == sum([p == t for p, t in pairs]) / len(pairs)
        for k in range(count):
            called, there = predicted.count(k), true.count(k)
            precision = pairs.count((k, k)) / called if called else 0.0
            recall = pairs.count((k, k)) / there if there else 0.0
            assert nn.precision(A, Y, positive=k) == precision
            assert nn.recall(A, Y, positive=k) == recall
            harmonic = 2 / (1 / precision + 1 / recall) if precision and recall else 0.0
            assert is_near(nn.f1(A, Y, positive=k), harmonic)


def test_many_samples_are_counted():
    """Samples beyond some number left out, or classes beyond 9: no small table shows it."""
    predicted, true = [7 * s % 12 for s in range(500)], [5 * s % 12 for s in range(500)]
    A, pairs = one_hot(predicted, 12), list(zip(predicted, true))
    assert nn.accuracy(A, true) == sum([p == t for p, t in pairs]) / 500
    assert nn.confusion_matrix(A, true) == [[pairs.count((k, i)) for k in range(12)] for i in range(12)]


def test_nothing_called_and_nothing_there():
    """ZeroDivisionError for a class that nobody predicts, or that does not occur."""
    assert nn.precision([[0.1], [0.2]], [1, 0]) == 0.0
    assert nn.recall([[0.9], [0.2]], [0, 0]) == 0.0
    assert nn.f1([[0.1], [0.2]], [1, 0]) == 0.0
    assert nn.f1([[0.1], [0.2]], [0, 0]) == 0.0


def test_targets_of_every_kind():
    """A column of targets taken for one-hot rows; a flat list for one row."""
    for Y in (TRUE, [[y] for y in TRUE], tuple(TRUE), [float(y) for y in TRUE], [y == 1 for y in TRUE]):
        assert nn.accuracy(OUTPUTS, Y) == 0.7
        assert nn.confusion_matrix(OUTPUTS, Y) == [[4, 2], [1, 3]]


@pytest.mark.parametrize("metric", [nn.accuracy, nn.confusion_matrix, nn.precision, nn.recall, nn.f1])
@pytest.mark.parametrize("wrong", [[1], [1, 0, 1], [[1]], [[1], [0], [1]], [], 1, None, [[]], [[1], [0, 1]]], ids=repr)
def test_targets_of_another_number_are_refused(metric, wrong):
    """Targets cut to fit by zip; IndexError for none, TypeError for a number."""
    with pytest.raises(ShapeError):
        metric([[0.9], [0.1]], wrong)


@pytest.mark.parametrize("wrong", [[], [[]], [[0.5], [0.5, 0.5]], 0.5])
def test_outputs_that_are_no_matrix_are_refused(wrong):
    """An accuracy of nothing."""
    with pytest.raises(ShapeError):
        nn.accuracy(wrong, [1, 0])


@pytest.mark.parametrize("true, named", [([2, 0], r"Y\[0\] is 2"), ([0, float("nan")], r"Y\[1\] is nan"), ([0, -7], r"Y\[1\] is -7")])
def test_class_numbers_out_of_range_are_refused(true, named):
    """2 taken for class 1, since it is at least one half."""
    for metric in (nn.confusion_matrix, nn.accuracy):
        with pytest.raises(ValueError, match="^class numbers of 2 classes go from 0 to 1, but %s$" % named):
            metric([[0.9], [0.1]], true)
    with pytest.raises(ValueError, match=r"class numbers of 2 classes go from 0 to 1, but Y\[0\] is -1$"):
        nn.confusion_matrix([[0.9, 0.1]], [-1])
    with pytest.raises(ValueError, match=r"class numbers of 2 classes go from 0 to 1, but got 2$"):
        nn.confusion_matrix([[0.1, 0.2, 0.7]], [0], count=2)


@given(st.lists(st.sampled_from([-1, 0, 1, -1.0, 1.0, 0.7]), min_size=1), st.data())
def test_flat_targets_of_one_output_are_what_their_rows_are(Y, data):
    """int() of a target: -1 of Hinge is no class, 0.7 becomes 0, and fit says another accuracy than evaluate."""
    A = [[data.draw(quarters())] for _ in Y]
    for metric in (nn.accuracy, nn.confusion_matrix, nn.precision, nn.recall, nn.f1):
        assert metric(A, Y) == metric(A, [[y] for y in Y])
    assert nn.accuracy([[-2.0], [2.0]], [-1, 1]) == 1.0


REFUSED = [
    (lambda: nn.accuracy([], [1]), "A is empty: shape (0,); at least one row is needed"),
    (lambda: nn.accuracy([[1.0, 0.0]], [0.5]), "a class number should be a whole number, but Y[0] is 0.5"),
    (lambda: nn.accuracy([[0.1, 0.2, 0.7]], [3]), "class numbers of 3 classes go from 0 to 2, but Y[0] is 3"),
    (lambda: nn.precision([[0.1, 0.2, 0.7]], [-1]), "class numbers of 3 classes go from 0 to 2, but Y[0] is -1"),
    (lambda: nn.accuracy([[1.0, 0.0]], [float("inf")]), "class numbers of 2 classes go from 0 to 1, but Y[0] is inf"),
    (lambda: nn.accuracy([[1.0]], ["a"]), "Y[0] should be a number, but is 'a'"),
    (lambda: nn.accuracy([[1.0], [0.0]], [[1], [0, 1]]), "Y is ragged: row 0 has shape (1,) and row 1 has shape (2,)"),
    (lambda: nn.accuracy([[0.9]] * 2, [[1], [math.nan]]), "Y[1][0] is nan; every number has to be finite"),
    (lambda: nn.accuracy([[0.9], [math.nan]], [1, 0]), "A[1][0] is nan; every number has to be finite"),
    (lambda: nn.confusion_matrix([[0.9, math.nan]], [1]), "A[0][1] is nan; every number has to be finite"),
    (lambda: nn.accuracy([[1.0], [0.0]], [1]), "a metric expects one target for each of 2 samples, but Y has 1"),
    (lambda: nn.r_squared([[1.0], [2.0]], [[5.0], [5.0]]), "r_squared expects targets that differ, but all 2 are 5.0"),
    (lambda: nn.r_squared([[0.6]] * 10, [[0.1]] * 10), "r_squared expects targets that differ, but all 10 are 0.1"),
    (lambda: nn.r_squared([[0.6]] * 9, [[3.7]] * 9), "r_squared expects targets that differ, but all 9 are 3.7"),  # whose mean is rounded too
]


@pytest.mark.parametrize("do, sentence", REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_does_not_fit_is_refused_with_a_plain_sentence(do, sentence):
    """Outputs blamed for targets; a message that names nothing."""
    with pytest.raises(ValueError) as caught:
        do()
    assert str(caught.value) == sentence
    assert isinstance(caught.value, ShapeError) == is_about_shapes(sentence)


@pytest.mark.parametrize("metric", [nn.accuracy, nn.confusion_matrix, nn.precision, nn.recall, nn.f1])
@pytest.mark.parametrize("wrong", [[[2], [0]], [[0, 1], [1, 0]], [[0, 0, 1, 0]] * 2], ids=repr)
def test_targets_of_another_width_are_refused(metric, wrong):
    """A column of class numbers taken for yes and no, 2 as much a yes as 1: a wrong accuracy, and no word about it."""
    with pytest.raises(ShapeError) as caught:
        metric([[0.1, 0.2, 0.7], [0.7, 0.2, 0.1]], wrong)
    sentence = "a metric expects targets in rows of 3, like the outputs, or a flat list of class numbers, but Y has shape (2, %d)"
    assert str(caught.value) == sentence % len(wrong[0])


def test_a_single_class_number_is_no_row_of_outputs():
    """[2] for one sample taken for a row: 2 >= 0.5 is class 1."""
    assert nn.confusion_matrix([[0.1, 0.2, 0.7]], [2]) == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def test_arguments_stay_as_they_were():
    """Rows sorted or rounded in place."""
    A, Y = [[0.3, 0.7], [0.6, 0.4]], [[0, 1], [1, 0]]
    for metric in (nn.accuracy, nn.confusion_matrix, nn.precision, nn.recall, nn.f1, nn.rmse, nn.mae, nn.r_squared):
        metric(A, Y)
    assert A == [[0.3, 0.7], [0.6, 0.4]]
    assert Y == [[0, 1], [1, 0]]


# Regression


@given(same_shape(quarters()))
def test_errors_by_their_definitions(pair):
    """A missing root; a sum for a mean."""
    A, Y = pair
    differences = [a - y for rows in zip(A, Y) for a, y in zip(*rows)]
    assert is_near(nn.rmse(A, Y), math.sqrt(sum([d * d for d in differences]) / len(differences)))
    assert is_near(nn.mae(A, Y), sum([abs(d) for d in differences]) / len(differences))


def test_regression_by_hand():
    """Source of the r squared example: scikit-learn user guide, r2_score([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]) = 0.948..."""
    A, Y = [[2.5], [0.0], [2.0], [8.0]], [[3.0], [-0.5], [2.0], [7.0]]
    assert nn.r_squared(A, Y) == pytest.approx(0.9486081370449679, rel=1e-14)
    assert nn.mae(A, Y) == 0.5
    assert nn.rmse(A, Y) == pytest.approx(math.sqrt(0.375))
    assert nn.r_squared(A, [3.0, -0.5, 2.0, 7.0]) == nn.r_squared(A, Y)


@given(same_shape(fractions()))
def test_r_squared_exactly(pair):
    """The variance of the outputs for that of the targets; 1 forgotten; one mean for all outputs, as if metres and grams were one."""
    A, Y = pair
    columns = list(zip(zip(*A), zip(*Y)))
    means = [sum(targets) / len(targets) for _, targets in columns]
    spreads = [sum([(y - mean) ** 2 for y in targets]) for (_, targets), mean in zip(columns, means)]
    if 0 in spreads:
        with pytest.raises(ValueError, match="r_squared expects targets that differ, but all %d are" % len(Y)):
            nn.r_squared(A, Y)
        return
    errors = [sum([(a - y) ** 2 for a, y in zip(outputs, targets)]) for outputs, targets in columns]
    assert nn.r_squared(A, Y) == sum([1 - error / spread for error, spread in zip(errors, spreads)]) / len(columns)
    assert nn.r_squared(Y, Y) == 1
    assert nn.r_squared([means for _ in Y], Y) == 0


def test_r_squared_of_tiny_numbers():
    """A variance that is taken for 0 because it is small: targets in metres where others have millimetres."""
    assert nn.r_squared([[1e-9], [3e-9]], [[1e-9], [2e-9]]) == pytest.approx(-1.0)


def test_r_squared_far_from_zero():
    """The variance as the mean of the squares minus the square of the mean, which has no digit left for 1e8 plus something small."""
    A, Y = [[0.25], [1.0], [2.5]], [[0.0], [1.5], [2.0]]
    far = [[[v + 1e8 for v in row] for row in m] for m in (A, Y)]
    assert nn.r_squared(*far) == pytest.approx(nn.r_squared(A, Y), rel=1e-12)


@pytest.mark.parametrize("metric", [nn.rmse, nn.mae, nn.r_squared])
@pytest.mark.parametrize("wrong", [[1.0], [1.0, 2.0, 3.0], [], 1.0, [[1.0, 2.0]], [[1.0], [2.0, 3.0]]], ids=repr)
def test_regression_targets_of_another_shape_are_refused(metric, wrong):
    """Targets cut to fit; IndexError for none."""
    with pytest.raises(ShapeError):
        metric([[1.0], [2.0]], wrong)


def test_fractions_stay_exact():
    """float() on the way."""
    assert nn.mae(as_fractions([[0.5], [0.25]]), as_fractions([[0.0], [0.0]])) == Fraction(3, 8)
