"""A shared generator, and tools that draw from it, start it anew, or put it back to the wrong place."""

from purenn.exercises import right, wrong
from purenn.rng import Random

SHARED = Random(0)
FIRST = []


@right
def seed(number):
    SHARED.state = Random(number).state


@right
def random():
    return SHARED.uniform()


def mean_after_looking(values, rng):
    rng.shuffle(values)  # what the tool does with its random numbers is its own business
    return sum(values) / len(values)


@right
def audit(values):
    return mean_after_looking(values, Random(0))


@right("audit")
def puts_the_state_back(values):
    state = SHARED.state
    found = mean_after_looking(values, SHARED)
    SHARED.state = state
    return found


@wrong("audit", "It seeds the shared generator, so as to be repeatable.")
def m01(values):
    seed(0)
    return audit(values)


@wrong("audit", "It draws one number from the shared generator.")
def m02(values):
    random()
    return audit(values)


@wrong("audit", "It draws from the shared generator as many numbers as it needs to shuffle the values: none for a single one.")
def m03(values):
    return mean_after_looking(values, SHARED)


@wrong("audit", "It puts the generator back to the place where it was at its own first call, not to where it is now.")
def m04(values):
    FIRST.append(SHARED.state)
    SHARED.state = FIRST[0]
    return audit(values)


@wrong("audit", "It starts the generator anew from the next number, which looks random but is not what would have come.")
def m05(values):
    seed(SHARED.bits())
    return audit(values)


@wrong("audit", "It leaves the generator alone, but shuffles the list of the caller.")
def m06(values):
    values[:] = values[1:] + values[:1]
    return audit(values)
