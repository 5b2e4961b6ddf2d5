"""The laws of activations: functions of one number as layers, and their slopes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, List, Optional, Sequence

from hypothesis import strategies as st

from ..shapes import is_finite
from .differences import central_difference, is_the_slope
from .exact import Dual, are_fractions
from .laws import demand, known_laws, maker, obey, remaining
from .layer_cases import large_inputs
from .layer_laws import LAYER_LAWS, assert_layer_obeys_laws
from .strategies import Strategy, fractions, kept, moderate_floats
from .tolerances import KINK, LIMIT, STEP, are_near, is_near

POINTS = [sign * k / 4 for k in range(41) for sign in (1, -1)]  # where people put kinks: every quarter from -10 to 10
PLAIN = [sign * k * 2 ** (1 / 3) / 7 for k in range(1, 57) for sign in (1, -1)]  # where nobody puts one, from -10 to 10
BESIDE = 2.0**-40  # so near to a number that no kink comes between by chance
FAR = 500.0  # further out than where formulas are replaced by shorter ones, and where exp(z) is a number still
# Where a function bends within the first step, a smaller one is right; a longer one where a shorter formula takes over, from a
# number on at which the two still differ in the ninth digit: divided by a small step, that looks like a slope.
STEPS = (STEP, STEP / 8, STEP / 64, 2.0**-7)


class ActivationCase:
    """An activation, numbers z to try it on, and some fractions."""

    def __init__(self, make: Callable[[], Any], zs: Any, large: Any, exact: Any, far: Any = ()) -> None:
        self.activation = make()
        self.zs, self.large, self.exact, self.far = zs, large, exact, far

    def __str__(self) -> str:
        lists = (("z", self.zs), ("large z", self.large), ("fractions", self.exact), ("far z", self.far))
        return "\n".join(["%s: %s" % (what, ", ".join(map(str, zs))) for what, zs in lists])


def activation_cases(make: Callable[[], Any], limit: float) -> Strategy:
    """Draw numbers to try an activation on; the large ones are in order."""
    quarters = st.lists(st.integers(-40, 40).map(lambda k: k / 4), min_size=2, max_size=4)
    zs = st.builds(lambda near, any_of_them: near + any_of_them, quarters, st.lists(moderate_floats(10.0), max_size=2))  # this shrinks to quarters
    large = st.lists(large_inputs(limit), min_size=2, max_size=4)
    exact, far = st.lists(fractions(), min_size=1, max_size=3), st.lists(far_numbers(min(limit, FAR)), min_size=2, max_size=3)
    return st.builds(ActivationCase, st.just(make), zs, large.map(sorted), exact, far)


@kept
def far_numbers(limit: float) -> Strategy:
    """Draw numbers beyond 10 on both sides, up to a limit; half of them up to 60."""
    ends = [(min(10.0, limit), min(60.0, limit)), (min(10.0, limit), limit)]
    return st.one_of([st.floats(*end) for end in ends] + [st.floats(-b, -a) for a, b in ends])


def derivative_is_the_slope(case: ActivationCase) -> None:
    """derivative(z) is the slope of function at z, the number before the activation."""
    f = case.activation
    for z in case.zs:
        # A kink a little beside z shows in no slope at h / 16, but the activation knows of it; one at z shows by itself.
        if not (_has_kink(f, z) or _sides(f, z)):
            _demand_slope(f, z, [step * max(1.0, abs(z)) for step in STEPS[:3]])


def derivative_is_the_slope_far_out(case: ActivationCase) -> None:
    """derivative(z) is the slope of function far out too, where other formulas may take over."""
    f = case.activation
    for z in case.far:
        if not (_has_kink(f, z) or _sides(f, z)):
            _demand_slope(f, z, STEPS)


def _demand_slope(f: Any, z: float, steps: Sequence[float]) -> None:
    slope = f.derivative(z)
    agrees = is_the_slope(slope, (central_difference(f.function, z, h) for h in steps), max(1.0, abs(f.function(z))))
    demand(agrees, "at z = %s, derivative gives %s, but function rises by %s", z, slope, central_difference(f.function, z, steps[0]))


def kinks_are_declared(case: ActivationCase) -> None:
    """kinks(Z) says on which side of every kink or jump a number is."""
    f = case.activation
    for z in POINTS:
        if _has_kink(f, z):
            demand(_sides(f, z), "at z = %s, the slopes left and right differ, but kinks([[z]]) is the same on both sides, or not defined", z)


def kinks_tell_sides_only(case: ActivationCase) -> None:
    """kinks(Z) is the same just below and just above a number where there is no kink: it says on which side a number is, not where."""
    f = case.activation
    for z in PLAIN if hasattr(f, "kinks") else []:
        below, above = f.kinks([[z * (1 - BESIDE)]]), f.kinks([[z * (1 + BESIDE)]])
        words = "at z = %s there is no kink, but kinks gives %s just below and %s just above: no derivative would ever be compared there"
        demand(below == above or _gap(f, z, STEP) > KINK, words, z, below, above)


def finite_everywhere(case: ActivationCase) -> None:
    """Every finite number has a finite function and a finite derivative."""
    f = case.activation
    for z in case.large:
        demand(is_finite(f.function(z)), "function(%s) is %s", z, f.function(z))
        demand(is_finite(f.derivative(z)), "derivative(%s) is %s", z, f.derivative(z))


def elements_are_on_their_own(case: ActivationCase) -> None:
    """predict applies function to each number on its own."""
    f, Z = case.activation, [case.zs, case.zs[::-1]]
    A, expected = f.predict(Z), [[f.function(z) for z in row] for row in Z]
    demand(are_near(A, expected), "predict(%s) gives %s, but function %s", Z, A, expected)


def slopes_are_derivatives(case: ActivationCase) -> None:
    """slopes(Z, A) holds the derivative at every z."""
    f, Z = case.activation, [case.zs]
    slopes, expected = f.slopes(Z, f.predict(Z)), [[f.derivative(z) for z in row] for row in Z]
    demand(are_near(slopes, expected), "slopes gives %s for Z = %s, but derivative %s", slopes, Z, expected)


def derivative_is_exact_on_fractions(case: ActivationCase) -> None:
    """Where function can calculate with fractions, derivative is its exact derivative."""
    f = case.activation
    for z in case.exact:
        exact = _exact_slope(f, z)
        if exact is not None and not _sides(f, z, Fraction(1, 10**9)):
            slope = f.derivative(z)
            same = slope == exact if are_fractions(slope) else is_near(slope, exact)
            demand(same, "at z = %s, derivative gives %s, but the exact derivative of function is %s", z, slope, exact)


def never_falls(case: ActivationCase) -> None:
    """The function never falls: it was said to be monotone."""
    f = case.activation
    for zs in (sorted(case.zs), case.large):
        for z, higher in zip(zs, zs[1:]):
            a, b = f.function(z), f.function(higher)
            demand(a <= b or is_near(a, b), "function(%s) is %s, but function(%s) only %s", z, a, higher, b)


ACTIVATION_LAWS = [
    derivative_is_the_slope, kinks_are_declared, kinks_tell_sides_only, finite_everywhere, derivative_is_the_slope_far_out, elements_are_on_their_own, slopes_are_derivatives,
    derivative_is_exact_on_fractions,
]  # fmt: skip
MONOTONE = [never_falls]


def assert_activation_obeys_laws(
    activation: Any, monotone: bool = False, limit: float = LIMIT, examples: Optional[int] = None, without: Sequence[str] = ()
) -> None:
    """Try all laws of activations, and then all laws of layers, on an activation of your own.

    `activation` is one derived from nn.Activation, or a class or function without arguments that makes one. With
    `monotone` the function must never fall. Numbers up to `limit` have to give finite results; `examples` is how many
    cases to draw for each law, None for what the Hypothesis profile says. Softmax, in which every output depends on its
    whole row, is no such activation: assert_layer_obeys_laws is for it. `without` names laws that do not apply.

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> class Square(nn.Activation):
        ...     def function(self, z):
        ...         return z * z
        ...     def derivative(self, z):
        ...         return 2 * z
        >>> assert_activation_obeys_laws(Square, examples=5)
    """
    laws = ACTIVATION_LAWS + (MONOTONE if monotone else [])
    known_laws(without, [*ACTIVATION_LAWS, *MONOTONE, *LAYER_LAWS])
    try_activation_laws(remaining(laws, without), activation, limit, examples)
    names = [law.__name__ for law in LAYER_LAWS]
    assert_layer_obeys_laws(activation, limit=limit, examples=examples, without=[name for name in without if name in names])


def try_activation_laws(laws: Any, activation: Any, limit: float, examples: Optional[int]) -> None:
    """Try some of the laws of activations."""
    make = maker(activation, "predict", "an activation", "assert_activation_obeys_laws")
    one = make()
    if not (hasattr(one, "function") and hasattr(one, "derivative")):
        words = "expects an activation with function(z) and derivative(z), but %r has none: assert_layer_obeys_laws is for layers"
        raise ValueError("assert_activation_obeys_laws " + words % one)
    obey(repr(make()), "activations", laws, activation_cases(make, limit), examples)


def _sides(f: Any, z: Any, h: Any = None) -> bool:
    """Tell whether the activation says that there is a kink near z."""
    h = STEP * max(1.0, abs(z)) if h is None else h
    if not hasattr(f, "kinks"):
        return False
    sides: List[Any] = [f.kinks([[v]]) for v in (z - h, z, z + h)]
    return not sides[0] == sides[1] == sides[2]


def _has_kink(f: Any, z: float) -> bool:
    """Tell whether the slopes left and right of z differ, and do not come nearer in a closer look."""
    h = STEP * max(1.0, abs(z))
    near, nearer = _gap(f, z, h), _gap(f, z, h / 16)
    return near > KINK and nearer > near / 4


def _gap(f: Any, z: float, h: float) -> float:
    """Return how far the slopes left and right of z differ, relative to the larger."""
    middle, above, below = f.function(z), f.function(z + h), f.function(z - h)
    left, right = (middle - below) / h, (above - middle) / h
    return float(abs(right - left) / max(1.0, abs(left), abs(right)))


def _exact_slope(f: Any, z: Fraction) -> Any:
    """Return the slope of function by dual numbers; None where it needs a function of floats, or rounds."""
    try:
        nudged = f.function(Dual(z, 1))
    except (TypeError, AttributeError):
        return None
    exact = isinstance(nudged, Dual) and are_fractions([nudged.value, nudged.slope])
    return nudged.slope if exact else None
