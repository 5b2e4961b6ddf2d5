"""What this project's own tests share; everything that is of use to others comes from `purenn.testing`.

Here stay the oracle of 50 digits, the stand-ins for exp, the table of the functions under test, and what
other libraries pass.
"""

from contextlib import ExitStack
from copy import deepcopy
from decimal import Context, Decimal
from fractions import Fraction
from types import SimpleNamespace
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import purenn as nn
from purenn import functions
from purenn.testing import *  # noqa: F403 - the one place for strategies, exact numbers and tolerances
from purenn.testing import Dual, labelled_data
from purenn.testing.laws import untouched_generator
from purenn.testing.tolerances import ORACLE_RELATIVE

SINGLE_LARGEST = (2 - 2.0**-23) * 2.0**127  # the largest finite number of single precision
ORACLE = Context(prec=80, Emin=-999999, Emax=999999)  # 50 digits, and 30 that may cancel

samples = labelled_data  # the older name


def table():
    """Return pairs of a module and its names, as the text in purenn's __init__ has them in reading order."""
    lines = [line.split() for line in (nn._CORE + nn._HOST).split("\n")]
    return [(words[0], words[1:]) for words in lines if words]


def whole_numbers():
    """Draw whole numbers as fractions, for exact_exponentials."""
    return st.integers(-40, 40).map(Fraction)


FUNCTIONS = {
    "step": (functions.step, functions.step_derivative),
    "sigmoid": (functions.sigmoid, functions.sigmoid_derivative),
    "tanh": (functions.tanh, functions.tanh_derivative),
    "relu": (functions.relu, functions.relu_derivative),
    "leaky_relu": (functions.leaky_relu, functions.leaky_relu_derivative),
    "identity": (functions.identity, functions.identity_derivative),
}
KINKED = {"step", "relu", "leaky_relu"}


# Exact exponentials


def power_of_two(z):
    """Stand in for exp: 2 ** z for a whole number z, which is its own derivative in units of log 2."""
    if isinstance(z, Dual):
        power = power_of_two(z.value)
        return Dual(power, power * z.slope)
    return Fraction(2) ** int(z)


def tanh_of_two(z):
    """Stand in for tanh, made of powers of two."""
    return (power_of_two(z) - power_of_two(-z)) / (power_of_two(z) + power_of_two(-z))


def exact_exponentials():
    """Replace exp and tanh in the real code by their stand-ins."""
    functions = mock.patch.multiple("purenn.functions", exp=power_of_two, math=SimpleNamespace(tanh=tanh_of_two))
    layers = mock.patch("purenn.activations.math", SimpleNamespace(tanh=tanh_of_two))
    patches = ExitStack()
    patches.enter_context(functions)
    patches.enter_context(layers)
    return patches


def assert_oracle(value, exact, relative=ORACLE_RELATIVE, absolute=2.0**-1074):
    """Compare a float with a Decimal of 50 digits, in units of the result; `absolute` is for an oracle that cancels."""
    difference = abs(ORACLE.subtract(Decimal(value), exact))
    allowed = ORACLE.add(ORACLE.multiply(Decimal(relative), abs(exact)), Decimal(absolute))
    assert difference <= allowed, "%r instead of %s" % (value, exact)


# How many examples: a law that is tried on many kinds of things needs fewer of each


def fewer(part=4):
    """Return settings with a part of the examples of the profile in use, for tests with many parameters."""
    return settings(max_examples=max(10, settings.default.max_examples // part))


# Laws on their own


def laws_that_catch(laws, cases, examples=10):
    """Return the names of the laws that a planted bug breaks on at least one of the cases; each is tried on its own."""
    broken = set()

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases)
    def look(case):
        for law in laws:
            with untouched_generator():
                try:
                    law(case)
                except Exception:
                    broken.add(law.__name__)

    look()
    return broken


# What is wrong, seen from its sentence

ABOUT_NUMBERS = ("should be a number", "has to be finite", "rng should be", "divides by its scales", "should be above", "class number", "targets that differ")


def is_about_shapes(sentence):
    """Tell whether an error has to be a ShapeError, which programs can catch on its own: everything but what is said of single numbers."""
    return not any([words in sentence for words in ABOUT_NUMBERS])


# Networks, seen as numbers


def learning(network):
    """Return the layers that learn."""
    return [layer for layer in network.layers if layer.parameters()]


def values_of(network):
    """Return a copy of all parameter values, as flat lists."""
    return [list(values) for values, _ in network.parameters()]


def gradients_of(network):
    """Return a copy of all gradients, as flat lists."""
    return [list(gradients) for _, gradients in network.parameters()]


# What other libraries pass


class FakeScalar:
    """A number as NumPy has it: no int, no float, but with `item`."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


class FakeArray:
    """As much of a NumPy array as purenn may count on: a length, elements, `tolist`."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)

    def __getitem__(self, i):
        value = self.values[i]
        return FakeArray(value) if isinstance(value, list) else FakeScalar(value)

    def tolist(self):
        return deepcopy(self.values)
