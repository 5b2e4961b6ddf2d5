"""The search: the same seed tries the same cases, what it finds fails, and nothing simpler does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purenn.exercises import hypothesis_search, search
from purenn.exercises.draws import QUARTERS, STEPS, Draw, RejectedError
from purenn.exercises.search import Choices

seeds = st.integers(0, 2**32)
engines = pytest.mark.parametrize("engine", [search.search, hypothesis_search.by_hypothesis], ids=["own", "hypothesis"])


def cases(seed, count=30):
    seen = []

    def test(source):
        draw = Draw(source)
        seen.append((draw.matrix(draw.size(), draw.size()), draw.pick("abc"), draw.real(-3, 9)))

    search.search(test, seed, count)
    return seen


@given(seeds)
def test_the_same_seed_tries_the_same_cases_and_another_one_others(seed):
    """A replay that shows something else; a seed that is not used."""
    assert cases(seed) == cases(seed)
    assert cases(seed) != cases(seed + 1)


def test_the_same_cases_on_every_python():
    """A search that draws from Python's own generator: teacher and learner would see different cases."""
    assert cases(42, 3)[1:] == [([[0.75], [2.0], [-0.25], [-1.75]], "b", 0.109375), ([[-0.75, 2.0]], "a", -0.40625)]


@engines
def test_the_first_case_is_the_simplest(engine):
    """A first case that nobody can read."""
    seen = []
    engine(lambda source: seen.append(Draw(source).matrix(2, 1)), 1, 5)
    assert [[1.0], [1.0]] in seen


def below(choices):
    """Every list of choices that is one step simpler."""
    for i, value in enumerate(choices):
        yield choices[:i] + choices[i + 1 :]
        for lower in range(value):
            yield [*choices[:i], lower, *choices[i + 1 :]]


PREDICATES = [
    lambda draw: sum(draw.vector(draw.size())) > 2.5,
    lambda draw: any(v < 0 for row in draw.matrix(draw.size(), draw.size()) for v in row),
    lambda draw: draw.integer(0, 1000) >= 513,
    lambda draw: draw.real(-8, 8) < -2.3,
    lambda draw: len({tuple(row) for row in draw.matrix(3, 2)}) == 3,
    lambda draw: draw.size() == draw.size() == draw.size() > 1,
    lambda draw: draw.yes() and draw.pick([1, 2, 3]) == 3,
]


@pytest.mark.parametrize("number", range(len(PREDICATES)))
@given(seed=seeds)
def test_what_is_found_fails_and_nothing_one_step_simpler_does(number, seed):
    """A search that shrinks past the failure, or stops too early."""

    def test(source):
        return PREDICATES[number](Draw(source)) or None

    found = search.search(test, seed, 300)
    assert found.failure
    assert search.replay(test, found.choices)
    for simpler in below(found.choices):
        source = Choices(simpler)
        assert not test(source) or (len(source.made), source.made) >= (len(found.choices), found.choices)


@engines
@pytest.mark.parametrize(
    "predicate, smallest",
    [
        (lambda draw: min(draw.vector(draw.size())) < 0, [0, 3]),
        (lambda draw: draw.integer(0, 1000) >= 513, [513]),
        (lambda draw: draw.size() == draw.size() > 1, [1, 1]),
    ],
)
def test_both_searches_find_the_same_smallest_case(engine, predicate, smallest):
    assert engine(lambda source: predicate(Draw(source)) or None, 5, 200).choices == smallest


@engines
def test_rejected_cases_do_not_count_and_do_not_fail(engine):
    """A vacuous law that looks as if it had seen a hundred cases; a rejected case that is shown as the smallest."""

    def never(source):
        raise RejectedError

    assert engine(never, 1).tried == 0

    def odd(source):
        draw = Draw(source)
        number = draw.integer(0, 99)
        draw.assume(number % 2)
        return number > 10 or None

    found = engine(odd, 1)
    assert found.choices == [11]
    assert engine(lambda source: Draw(source).integer(0, 10**6) < 0 or None, 1, 20).tried == 20


def test_hypothesis_looks_only_where_the_own_search_finds_nothing():
    """A learner with Hypothesis who finds less than a teacher without it; a second search that is never made."""
    few = hypothesis_search.search(lambda source: Draw(source).integer(0, 10**6) > 10 or None, 1, 20)
    assert few.choices == [11]
    seen = []
    found = hypothesis_search.search(lambda source: seen.append(Draw(source).integer(0, 10**6)), 1, 20)
    assert found.tried == 40
    assert len(seen) == 40


def test_for_a_table_the_first_failure_is_enough():
    """Minutes of shrinking for a case that nobody will see."""

    def test(source):
        return Draw(source).integer(0, 10**6) > 10 or None

    found, small = search.first(test, 3), search.search(test, 3)
    assert found.choices > small.choices == [11]
    assert found.tried == small.tried


def test_an_endless_drawer_is_stopped():
    """A law that draws in a loop without end."""

    def test(source):
        while True:
            Draw(source).number()

    assert search.search(test, 1, 3).tried == 0


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(-5, 5), st.integers(0, 9))
def test_what_is_drawn_lies_where_it_was_asked_for(choices, low, width):
    """An end that is never reached, or left behind."""
    draw = Draw(Choices(choices))
    assert low <= draw.integer(low, low + width) <= low + width
    value = Draw(Choices(choices)).real(low, low + width)
    assert low <= value <= low + width
    assert value * STEPS == int(value * STEPS)
    assert draw.number() in QUARTERS
    assert draw.yes() in (True, False)


@given(st.lists(st.integers(0, 30), max_size=1), st.floats(-3, 3), st.floats(0.02, 3))
def test_real_stays_between_ends_that_are_no_multiples(choices, low, width):
    """Numbers rounded towards 0, and so out of the range: 0.0 of real(0.01, 0.99)."""
    value = Draw(Choices(choices)).real(low, low + width)
    assert low <= value <= low + width
    assert value * STEPS == int(value * STEPS)


def test_real_says_where_there_is_nothing_to_draw():
    """A number that was not asked for, or an error out of the depths."""
    with pytest.raises(ValueError) as caught:
        Draw(Choices([])).real(0.001, 0.002)
    assert str(caught.value) == "draw.real(low, high) draws multiples of 1/64, and there is none from 0.001 to 0.002"


def test_real_draws_everything_once_and_the_simplest_first():
    for low, high in ((-1, 1), (0, 1), (1, 2), (-2, -1), (-1, 2), (-2, 1)):
        drawn = [Draw(Choices([k])).real(low, high) for k in range((high - low) * STEPS + 1)]
        assert sorted(drawn) == [low + k / STEPS for k in range(len(drawn))]
        assert abs(drawn[0]) == min(map(abs, drawn))
