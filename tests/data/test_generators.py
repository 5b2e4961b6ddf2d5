"""The generators: exact sizes, balanced classes, points on their curves without noise, noise of the size asked for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purenn.data import DataError, blobs, circles, line, moons, sine, spirals
from purenn.rng import Random, resolve, seed

GENERATORS = [moons, circles, spirals, blobs, line, sine]
CLASSIFIERS = [moons, circles, spirals, blobs]

every = pytest.mark.parametrize("make", GENERATORS, ids=lambda function: function.__name__)
every_classifier = pytest.mark.parametrize("make", CLASSIFIERS, ids=lambda function: function.__name__)
sizes = st.integers(3, 40)


def all_close(values, expected):
    return all(math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) for a, b in zip(values, expected)) and len(values) == len(expected)


# ---------------------------------------------------------------- laws of all generators


@every
@given(samples=sizes)
def test_gives_exactly_the_samples_asked(make, samples):
    """Two classes of samples // 2 each lose a sample when the number is odd."""
    data = make(samples, rng=Random(1))
    assert len(data) == len(data.X) == len(data.Y) == samples
    assert {len(row) for row in data.X} == {len(data.input_names)}


@every_classifier
@given(samples=sizes)
def test_classes_are_as_equal_as_they_can_be(make, samples):
    data = make(samples, rng=Random(1))
    counts = [data.Y.count(c) for c in range(len(data.class_names))]
    assert sum(counts) == samples
    assert max(counts) - min(counts) <= 1


@every_classifier
def test_classes_take_turns(make):
    """Data sorted by class spoil every split that forgets to shuffle."""
    data = make(30, rng=Random(1))
    classes = len(data.class_names)
    assert [s % classes for s in range(30)] == data.Y


@every
@given(number=st.integers(0, 2**32))
def test_same_seed_same_data(make, number):
    first, second = make(12, rng=Random(number)), make(12, rng=Random(number))
    assert (first.X, first.Y) == (second.X, second.Y)


@every
def test_other_seed_other_data(make):
    first, second = make(12, rng=Random(1)), make(12, rng=Random(2))
    assert (first.X, first.Y) != (second.X, second.Y)


@every
def test_leaves_the_librarys_generator_alone_when_one_is_passed(make):
    """Drawing from the wrong generator makes a seeded program depend on what ran before."""
    before = list(resolve(None).state)
    make(12, rng=Random(1))
    assert resolve(None).state == before


@every
def test_draws_from_the_librarys_generator_when_none_is_passed(make):
    seed(5)
    first = make(12)
    seed(5)
    second = make(12)
    third = make(12)
    assert (first.X, first.Y) == (second.X, second.Y)
    assert (first.X, first.Y) != (third.X, third.Y)


@every
def test_without_noise_nothing_is_random(make):
    arguments = {"centers": [[0.0, 1.0], [2.0, 3.0]]} if make is blobs else {}
    first = make(9, noise=0, rng=Random(1), **arguments)
    second = make(9, noise=0, rng=Random(2), **arguments)
    assert (first.X, first.Y) == (second.X, second.Y)


@pytest.mark.long
@every
def test_noise_is_a_standard_deviation(make):
    """A variance in its place would be 0.04 here, and a half width of a uniform draw 0.115."""
    arguments = {"centers": [[0.0, 1.0], [2.0, 3.0]]} if make is blobs else {}
    exact = make(4000, noise=0, rng=Random(1), **arguments)
    noisy = make(4000, noise=0.2, rng=Random(1), **arguments)
    shifts = [b - a for p, q in zip(exact.X, noisy.X) for a, b in zip(p, q)]
    if exact.kind == "regression":
        assert noisy.X == exact.X  # the noise is in y, where a regression looks for it
        shifts = [b - a for a, b in zip(exact.Y, noisy.Y)]
    assert abs(math.fsum(shifts) / len(shifts)) < 0.02
    assert math.isclose(math.sqrt(math.fsum(d * d for d in shifts) / len(shifts)), 0.2, rel_tol=0.05)


@every
def test_name_and_kind(make):
    data = make(6, rng=Random(1))
    assert data.name == make.__name__
    assert data.kind == ("classification" if make in CLASSIFIERS else "regression")


DEFAULTS = [
    (moons, lambda rng: moons(200, 0.1, rng)),
    (circles, lambda rng: circles(200, 0.05, 0.5, rng)),
    (spirals, lambda rng: spirals(200, 1.5, 0.02, 2, rng)),
    (blobs, lambda rng: blobs(200, 3, 1.0, 2, rng)),
    (line, lambda rng: line(100, 2.0, 1.0, 0.1, rng)),
    (sine, lambda rng: sine(100, 0.1, rng)),
]


@pytest.mark.parametrize(("make", "spelled_out"), DEFAULTS, ids=lambda function: function.__name__)
def test_what_is_not_said_is_as_in_the_manual(make, spelled_out):
    """A default that moved: every figure of the README and of the chapters with it."""
    plain, full = make(rng=Random(1)), spelled_out(Random(1))
    assert (plain.X, plain.Y, plain.class_names) == (full.X, full.Y, full.class_names)


# ---------------------------------------------------------------- each curve


@given(samples=sizes)
def test_moons_lie_on_two_half_circles(samples):
    data = moons(samples, noise=0)
    for (x, y), label in zip(data.X, data.Y):
        if label == 0:
            assert math.isclose(x * x + y * y, 1.0)
            assert y >= -1e-12
        else:
            assert math.isclose((x - 1.0) ** 2 + (y - 0.5) ** 2, 1.0)
            assert y <= 0.5 + 1e-12


def test_moons_run_from_end_to_end():
    """A half circle that stops one step early leaves a gap."""
    data = moons(10, noise=0)
    upper = [row for row, label in zip(data.X, data.Y) if label == 0]
    lower = [row for row, label in zip(data.X, data.Y) if label == 1]
    assert all_close(upper[0] + upper[2] + upper[-1], [1.0, 0.0, 0.0, 1.0, -1.0, 0.0])
    assert all_close(lower[0] + lower[2] + lower[-1], [0.0, 0.5, 1.0, -0.5, 2.0, 0.5])


@given(samples=sizes, factor=st.floats(0.1, 0.9))
def test_circles_have_radius_1_and_factor(samples, factor):
    data = circles(samples, noise=0, factor=factor)
    for (x, y), label in zip(data.X, data.Y):
        assert math.isclose(math.hypot(x, y), factor if label else 1.0)


@given(samples=st.integers(4, 40))
def test_circles_repeat_no_point(samples):
    """Steps of 2 pi / (n - 1) put the last point on the first."""
    data = circles(samples, noise=0)
    assert len({(round(x, 9), round(y, 9)) for x, y in data.X}) == samples


@given(samples=st.integers(4, 40))
def test_circles_go_all_the_way_round_in_even_steps(samples):
    """Points on a half of the circle only, or in steps that grow: turned by one step, a circle is itself, its last point the first."""
    data = circles(samples, noise=0)
    for label in (0, 1):
        ring = [row for row, y in zip(data.X, data.Y) if y == label]
        c, s = math.cos(2.0 * math.pi / len(ring)), math.sin(2.0 * math.pi / len(ring))
        for (x, y), after in zip(ring, ring[1:] + ring[:1]):
            assert all_close([x * c - y * s, x * s + y * c], after)


@given(classes=st.integers(2, 5), rounds=st.integers(1, 12), turns=st.floats(-3, 3))
def test_spirals_are_one_arm_turned_around(classes, rounds, turns):
    """Each arm is the first one turned by a full circle / classes."""
    data = spirals(classes * rounds, turns=turns, noise=0, classes=classes)
    for s, ((x, y), label) in enumerate(zip(data.X, data.Y)):
        angle = -2.0 * math.pi * label / classes
        back = [x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)]
        assert all_close(back, data.X[s - label])


@given(rounds=st.integers(1, 20), turns=st.floats(0, 3))
def test_spirals_wind_outwards_to_radius_1(rounds, turns):
    data = spirals(2 * rounds, turns=turns, noise=0)
    radii = [math.hypot(x, y) for x, y in data.X[::2]]
    assert all_close(radii, [(i + 1) / rounds for i in range(rounds)])
    end = [math.cos(2.0 * math.pi * turns), math.sin(2.0 * math.pi * turns)]
    assert all_close(data.X[2 * rounds - 2], end)


def test_spirals_of_unequal_arms_all_end_at_radius_1():
    data = spirals(7, noise=0, classes=3)
    assert all_close([math.hypot(*row) for row in data.X[-3:]], [1.0, 1.0, 1.0])


@given(centers=st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=5))
def test_blobs_without_noise_are_their_centers(centers):
    data = blobs(2 * len(centers), centers=centers, noise=0)
    assert [list(center) for center in centers] * 2 == data.X


def test_blobs_draw_as_many_centers_and_inputs_as_asked():
    data = blobs(20, centers=4, inputs=3, noise=0, rng=Random(3))
    middles = {tuple(row) for row in data.X}
    assert len(middles) == len(data.class_names) == 4
    assert {len(middle) for middle in middles} == {3}
    assert all(-10.0 <= value <= 10.0 for middle in middles for value in middle)


def test_the_centers_of_blobs_fill_their_square():
    """Centres near the middle, on one side of it, or with one number for all directions."""
    middles = [row for row in blobs(200, centers=200, noise=0, rng=Random(3)).X]
    for column in zip(*middles):
        assert all(sum(low <= value < low + 5.0 for value in column) > 30 for low in (-10.0, -5.0, 0.0, 5.0))
    assert abs(sum(x * y for x, y in middles)) / 200 < 5.0  # on a diagonal it would be 33


def test_blobs_do_not_change_the_centers():
    centers = [[0.0, 0.0], [1.0, 1.0]]
    blobs(4, centers=centers, noise=0, rng=Random(1)).X[0][0] = 9.0
    assert centers == [[0.0, 0.0], [1.0, 1.0]]


@given(slope=st.floats(-100, 100), intercept=st.floats(-100, 100), samples=st.integers(2, 30))
def test_line_is_slope_and_intercept(slope, intercept, samples):
    data = line(samples, slope, intercept, noise=0)
    assert [slope * row[0] + intercept for row in data.X] == data.Y


def test_sine_is_the_sine():
    data = sine(9, noise=0)
    assert [math.sin(row[0]) for row in data.X] == data.Y
    assert data.X[6] == [math.pi / 2]


@pytest.mark.parametrize(("make", "end"), [(line, 1.0), (sine, math.pi)])
@given(samples=st.integers(2, 30))
def test_regression_inputs_step_evenly_from_end_to_end(make, end, samples):
    x = [row[0] for row in make(samples, rng=Random(1)).X]
    assert (x[0], x[-1]) == (-end, end)
    assert all_close([b - a for a, b in zip(x, x[1:])], [2.0 * end / (samples - 1)] * (samples - 1))


# ---------------------------------------------------------------- nonsense


@every
@pytest.mark.parametrize("samples", [0, -5, 1, 10.0, "10", None, True, math.nan])
def test_refuses_samples_that_are_no_count(make, samples):
    """A count of 10.0 or True would pass through range() only later, or not at all."""
    with pytest.raises(DataError, match="samples must be "):
        make(samples, rng=Random(1))


@every
@pytest.mark.parametrize("noise", [-0.1, math.nan, math.inf, "0.1", None, [0.1]])
def test_refuses_noise_that_is_no_deviation(make, noise):
    """NaN noise makes every number NaN, and training fails far from here."""
    with pytest.raises(DataError, match="noise "):
        make(10, noise=noise, rng=Random(1))


@every
def test_a_refused_call_draws_no_random_number(make):
    generator = Random(1)
    with pytest.raises(DataError):
        make(10, noise=-1, rng=generator)
    assert generator.state == Random(1).state


@every
def test_refuses_a_bare_seed(make):
    with pytest.raises(ValueError, match="rng should be a Random"):
        make(10, rng=7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: moons(1), "samples must be a whole number, 2 or more, got 1 (int)"),
        (lambda: moons(noise=-1), "noise is a standard deviation and must be 0 or more, got -1 (int)"),
        (lambda: moons(noise="a"), "noise must be a finite number, got 'a'"),
        (lambda: circles(factor=1.0), "factor is the inner radius and must lie between 0 and 1, got 1.0 (float)"),
        (lambda: circles(factor=0), "factor is the inner radius and must lie between 0 and 1, got 0 (int)"),
        (lambda: spirals(samples=2, classes=3), "samples must be at least the number of classes, 3, got 2 (int)"),
        (lambda: spirals(classes=1), "classes must be a whole number, 2 or more, got 1 (int)"),
        (lambda: spirals(turns=math.inf), "turns must be a finite number, got inf (float)"),
        (lambda: blobs(centers=1), "centers must be a whole number, 2 or more, got 1 (int)"),
        (lambda: blobs(centers="ab"), "centers must be a whole number, 2 or more, got 'ab'"),
        (lambda: blobs(2, centers=3), "samples must be at least the number of classes, 3, got 2 (int)"),
        (lambda: blobs(inputs=0), "inputs must be a whole number, 1 or more, got 0 (int)"),
        (lambda: blobs(centers=[[1.0]]), "centers must hold at least 2 rows of at least 1 number, got [[1.0]] (list)"),
        (lambda: blobs(centers=[[1, 2], [3]]), "centers[1] has 1 number, but centers[0] has 2"),
        (lambda: blobs(centers=[1, 2]), "centers[0] must be a row of numbers, one for each input, got 1 (int)"),
        (lambda: blobs(centers=[[1], ["a"]]), "centers[1][0] must be a finite number, got 'a'"),
        (lambda: line(slope=None), "slope must be a finite number, got None (NoneType)"),
        (lambda: line(intercept=math.nan), "intercept must be a finite number, got nan (float)"),
    ],
)
def test_error_is_a_sentence(call, message):
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == message
