"""Random numbers: the generator against its published vector, the distributions by their moments, the seeds by their golden numbers.

Every bound here is for a fixed seed, so nothing fails by chance; the bounds are five standard errors wide.
"""

import math
import random as python_random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import purenn as nn
from purenn import rng
from purenn.rng import Random, resolve

WORDS = st.integers(0, 2**32 - 1)
DRAWS = 20000


class Scripted(Random):
    """Give the bits of a script instead of random ones."""

    def __init__(self, *script):
        Random.__init__(self, 0)
        self.script = list(script)

    def bits(self):
        return self.script.pop(0)


def rotate_left(x, k):
    return (x * 2**k) % 2**32 + x // 2 ** (32 - k)


# The generator


def test_reference_vector():
    """A wrong shift, rotation or multiplier. Source: rust-random/rngs, rand_xoshiro/src/xoshiro128starstar.rs, test reference."""
    random = Random()
    random.state = [1, 2, 3, 4]
    reference = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]
    assert [random.bits() for _ in range(10)] == reference


@given(st.lists(WORDS, min_size=4, max_size=4))
def test_bits_follow_the_published_steps(state):
    """A carry beyond 32 bits, which small states do not show. Source: Blackman and Vigna, xoshiro128starstar.c, next()."""
    random = Random()
    random.state = list(state)
    s = list(state)
    for _ in range(5):
        result = rotate_left(s[1] * 5 % 2**32, 7) * 9 % 2**32
        t = s[1] * 2**9 % 2**32
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 11)
        assert random.bits() == result
        assert random.state == s


def test_golden_numbers():
    """Any change that makes a seed give other numbers than before, or than on another Python."""
    random = Random(42)
    assert random.state == [310834301, 4213354605, 2761216331, 2056214956]
    assert [random.bits() for _ in range(4)] == [2357303435, 3307241920, 3305628281, 2151485137]
    assert [random.uniform() for _ in range(3)] == [0.3959258794784546, 0.08720600605010986, 0.3580239415168762]
    assert [random.normal() for _ in range(3)] == [0.6046981531716352, 0.29115825203736023, 0.6271135783945057]
    assert [random.randint(1, 6) for _ in range(10)] == [6, 4, 6, 3, 5, 4, 4, 5, 6, 6]
    assert random.shuffle(range(10)) == [7, 8, 1, 9, 4, 6, 2, 0, 5, 3]
    assert random.choice("abc") == "a"
    assert [Random(seed).bits() for seed in (0, 1, 2**32 - 1)] == [3809008728, 2639375342, 313808890]
    assert Random(2**32 + 7).state == [150499342, 1863556111, 3138036547, 3548058936]


def test_seeds_are_spread_by_the_finalizer_of_murmur_hash():
    """A finalizer with another constant or shift. Source: A. Appleby, MurmurHash3.cpp, fmix32."""

    def fmix32(h):
        h ^= h >> 16
        h = h * 0x85EBCA6B % 2**32
        h ^= h >> 13
        h = h * 0xC2B2AE35 % 2**32
        return h ^ h >> 16

    start = fmix32(7)
    assert Random(7).state == [fmix32((start + k * 0x9E3779B9) % 2**32) for k in (1, 2, 3, 4)]


def test_different_seeds_give_different_numbers():
    """Seeds whose sign or upper bits are lost: -1 like 3, 2**32 + 7 like 7, 2**32 like 1."""
    seeds = list(range(-300, 300)) + [k * 2**32 for k in range(1, 100)] + [2**32 + k for k in range(1, 100)] + [2**64, 2**64 + 1, -(2**64), 2**300, 2**300 + 1, 2**300 + 2**200]
    first = {seed: tuple(Random(seed).state) for seed in seeds}
    assert len(set(first.values())) == len(seeds)


@given(st.integers(-(2**80), 2**80))
def test_a_seed_is_repeatable_and_no_state_is_zero(seed):
    """A state of four zeros, from which the generator never comes away; a clock in the seed."""
    assert Random(seed).state == Random(seed).state
    assert sum([word == 0 for word in Random(seed).state]) <= 1
    assert all([0 <= word < 2**32 for word in Random(seed).state])


@pytest.mark.parametrize("seed", [1.0, "1", None, [1], True, False])
def test_seeds_are_whole_numbers(seed):
    """1.5 and 1 as the same seed; a seed of None that takes the clock."""
    for start in (Random, nn.seed):
        with pytest.raises(ValueError) as caught:
            start(seed)
        assert str(caught.value) == "a seed should be a whole number, but is %r" % (seed,)


def test_no_argument_is_seed_zero():
    """A default seed from somewhere else."""
    assert Random().state == Random(0).state


# Distributions


def test_uniform_is_the_upper_24_bits():
    """The lower bits taken; 32 bits, which no single-precision float holds; 1.0 as a draw."""
    assert Scripted(0xFFFFFFFF).uniform() == 1 - 2.0**-24
    assert Scripted(255).uniform() == 0.0
    assert Scripted(256).uniform() == 2.0**-24
    assert Scripted(1 << 31).uniform(-3.0, 5.0) == 1.0
    assert Scripted(0).uniform(-3.0, 5.0) == -3.0


def test_rounding_may_give_the_upper_end_and_nothing_above_it():
    """A docstring that promises more than floats can keep."""
    high = 1.0 + 2.0**-52
    assert Scripted(0xFFFFFFFF).uniform(1.0, high) == high
    assert Scripted(0xFFFFFFFF).uniform(1e9, 1e9 + 1.0) == 1e9 + 1.0
    assert Scripted(0xFFFFFFFF).uniform(2.0, 3.0) < 3.0


def test_moments_of_uniform():
    """A range shifted or stretched; one half drawn more often."""
    random = Random(1)
    draws = [random.uniform(2.0, 4.0) for _ in range(DRAWS)]
    mean = sum(draws) / DRAWS
    variance = sum([(x - mean) ** 2 for x in draws]) / DRAWS
    assert 2.0 <= min(draws) < 2.001
    assert 3.999 < max(draws) < 4.0
    assert abs(mean - 3.0) < 5 * math.sqrt(1 / 3 / DRAWS)
    assert abs(variance - 1 / 3) < 5 * math.sqrt(4 / 45 / DRAWS)
    following = sum([(x - mean) * (y - mean) for x, y in zip(draws, draws[1:])]) / DRAWS / variance
    assert abs(following) < 5 / math.sqrt(DRAWS), "draws depend on the one before"


def test_moments_and_tails_of_normal():
    """A variance for a deviation; a sum of uniforms, whose tails are too thin; a ratio without its acceptance test, whose tails are too thick."""
    random = Random(2)
    draws = [random.normal() for _ in range(DRAWS)]
    moments = [sum([x**k for x in draws]) / DRAWS for k in (1, 2, 3, 4)]
    for moment, expected, variance in zip(moments, (0, 1, 0, 3), (1, 2, 15, 96)):
        assert abs(moment - expected) < 5 * math.sqrt(variance / DRAWS)
    for limit in (0.5, 1.0, 2.0, 3.0):
        share = math.erfc(limit / math.sqrt(2))
        for sign in (1, -1):
            beyond = sum([sign * x > limit for x in draws]) / DRAWS
            assert abs(beyond - share / 2) < 5 * math.sqrt(share / 2 / DRAWS)


def test_normal_is_shifted_and_stretched():
    """Mean and deviation swapped; the deviation squared; the deviation applied to the mean."""
    plain, other = Random(3), Random(3)
    for _ in range(100):
        assert other.normal(10.0, 0.5) == 10.0 + 0.5 * plain.normal()
    assert Random(3).normal(7.0, 0.0) == 7.0


@given(WORDS, WORDS)
def test_normal_accepts_by_the_published_rule(first, second):
    """The acceptance test turned round or approximated. Source: Kinderman and Monahan 1977, step 3: x * x / 4 <= -log(v)."""
    random = Scripted(first, second, 1 << 31, 0)
    u, v = (first >> 8) / 2.0**24, 1 - (second >> 8) / 2.0**24
    x = 2 * math.sqrt(2 / math.e) * (u - 0.5) / v
    wanted = x if x * x <= -4 * math.log(v) else 0.0  # the second pair of the script is u = 0.5, v = 1: x = 0
    assert random.normal() == pytest.approx(wanted, rel=1e-15)
    assert len(random.script) == (2 if x * x <= -4 * math.log(v) else 0)


def test_negative_deviation_is_refused():
    """A distribution mirrored without a word."""
    with pytest.raises(ValueError, match=r"^a standard deviation should be at least 0, but is -0\.5$"):
        Random().normal(0.0, -0.5)


def test_randint_includes_both_ends_and_is_even():
    """One end left out; one number drawn more often."""
    random = Random(4)
    draws = [random.randint(-3, 6) for _ in range(DRAWS)]
    counts = [draws.count(k) for k in range(-3, 7)]
    assert sum(counts) == DRAWS
    chi_square = sum([(count - DRAWS / 10) ** 2 / (DRAWS / 10) for count in counts])
    assert chi_square < 33.7  # nine degrees of freedom: passed once in 10,000 times
    assert chi_square > 0.4
    assert Random().randint(5, 5) == 5


def test_randint_draws_again_past_the_last_whole_multiple():
    """draw % count alone, which favours the small numbers; a limit that is off by one."""
    limit = 2**32 // 3 * 3
    assert Scripted(limit, 5).randint(0, 2) == 2
    assert Scripted(limit - 1, 5).randint(0, 2) == (limit - 1) % 3
    assert Scripted(2**32 - 1).randint(0, 3) == 3
    assert Scripted(2**32 - 1).randint(0, 2**32 - 1) == 2**32 - 1
    # 2**32 + 1 is 641 * 6700417 (Euler, 1732): for 641 the last multiple is complete but for its last number.
    assert Scripted(2**32 - 640, 5).randint(0, 640) == 5
    count = 3 * 2**30  # here a quarter of all draws is past the limit
    assert Scripted(count, count + 5, 2**32 - 1, 12).randint(0, count - 1) == 12


@pytest.mark.parametrize("low, high", [(1, 0), (5, -5), (0, 2**32), (-1, 2**32 - 1), (0, 2.5), (0.5, 2), (0.5, 2.5)])
def test_randint_refuses_empty_and_too_long_ranges(low, high):
    """A number out of the range, or a loop without an end."""
    with pytest.raises(ValueError) as caught:
        Random().randint(low, high)
    assert str(caught.value) == "randint(low, high) expects whole numbers, low <= high < low + 2**32, but got %s and %s" % (low, high)


def test_randint_gives_ints():
    """A 3.0, which is no place in a list."""
    assert repr([Random(seed).randint(1.0, 3.0) for seed in range(9)]) == repr([Random(seed).randint(1, 3) for seed in range(9)])


# Order


@given(st.lists(st.integers(), max_size=20), st.integers(0, 1000))
def test_shuffle_is_a_permutation_and_leaves_its_argument(items, seed):
    """An item lost or doubled; the caller's list shuffled in place."""
    before = list(items)
    shuffled = Random(seed).shuffle(items)
    assert sorted(shuffled) == sorted(before)
    assert items == before
    assert shuffled is not items


def test_every_order_of_three_is_equally_likely():
    """The naive shuffle, which swaps with any place and favours some orders: 5 of 27 instead of 1 of 6."""
    random = Random(5)
    draws = ["".join(random.shuffle("abc")) for _ in range(6000)]
    for order in permutations("abc"):
        assert abs(draws.count("".join(order)) - 1000) < 5 * math.sqrt(6000 * 5 / 36)


def test_shuffle_follows_durstenfeld():
    """A swap with the place above; a walk that leaves out an end. Source: Algorithm 235: i from n down to 2, j from 1 to i."""
    random, again = Random(6), Random(6)
    order = list("abcdefg")
    for i in (6, 5, 4, 3, 2, 1):
        j = again.randint(0, i)
        order[i], order[j] = order[j], order[i]
    assert random.shuffle("abcdefg") == order
    assert random.state == again.state


def test_both_orders_of_two_are_equally_likely():
    """Two items that always, or never, change places."""
    random = Random(5)
    turned = [random.shuffle("ab") for _ in range(1000)].count(["b", "a"])
    assert abs(turned - 500) < 5 * math.sqrt(1000 / 4)


@pytest.mark.parametrize("few", [[], [1]])
def test_nothing_to_shuffle(few):
    """An index out of range, or a draw for nothing."""
    random = Random(7)
    assert random.shuffle(few) == few
    assert random.state == Random(7).state


def test_choice_draws_every_item():
    """The last item never drawn; the first one always."""
    random = Random(8)
    draws = [random.choice((10, 20, 30)) for _ in range(3000)]
    for item in (10, 20, 30):
        assert abs(draws.count(item) - 1000) < 5 * math.sqrt(3000 * 2 / 9)
    with pytest.raises(ValueError, match=r"^choice expects at least one item, but got none$"):
        random.choice([])


# The library's own generator


def test_seed_starts_the_own_generator_anew():
    """A seed that makes a new generator, which those who hold the old one never see."""
    own = resolve(None)
    nn.seed(7)
    assert resolve(None) is own
    assert own.state == Random(7).state
    first = own.bits()
    nn.seed(7)
    assert resolve(None).bits() == first


def test_own_generator_is_not_touched_when_one_is_passed():
    """A draw from the wrong generator; rng ignored."""
    before = list(resolve(None).state)
    mine = Random(9)
    nn.Dense(3, 2, rng=mine)
    nn.initializers.initial_weights("he_normal", 3, 2, mine)
    resolve(mine).shuffle(range(9))
    assert resolve(None).state == before
    assert mine.state != Random(9).state


def test_own_generator_is_drawn_from_when_none_is_passed():
    """The same weights for every layer, from a generator that is seeded anew each time."""
    assert nn.Dense(3, 2).weights != nn.Dense(3, 2).weights


def test_pythons_generator_is_left_alone():
    """Python's random drawn from or seeded: the state is moved first, because hypothesis and pytest plugins seed it with 0."""
    python_random.seed(987654321)
    python_random.random()
    before = python_random.getstate()
    nn.seed(1)
    nn.Dense(3, 2)
    nn.Dropout(0.5).forward([[1.0] * 10])
    resolve(None).shuffle(range(10))
    resolve(None).normal()
    nn.Network([nn.Dense(1, 1)]).fit([[1.0], [2.0]], [1.0, 2.0], nn.MSE(), nn.SGD(0.1), epochs=2, batch_size=1)
    assert python_random.getstate() == before


@pytest.mark.parametrize("wrong", [7, "seed", [1, 2], 0.5, (), Random])
def test_what_is_no_generator_is_refused(wrong):
    """A bare seed passed as rng, or the class without its parentheses, found out much later."""
    with pytest.raises(ValueError) as caught:
        resolve(wrong)
    assert str(caught.value) == "rng should be a Random, such as nn.Random(7), but is %r" % (wrong,)


def test_resolve_returns_what_was_passed():
    """A copy, whose draws the caller's generator does not know of."""
    mine = Random(1)
    assert resolve(mine) is mine
    assert resolve(None) is rng._own
