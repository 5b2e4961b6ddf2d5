"""The laws of layers: what comes out, and what backward makes of it; what layers remember is told in `layer_memory`."""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Sequence

from ..gradcheck import check_gradients
from ..layer import Layer
from ..network import Network
from ..shapes import ShapeError, is_finite
from .laws import all_rows, as_floats, copied, demand, known_laws, maker, obey, part_of, remaining, sentence_of, whole
from .layer_cases import LayerCase, everything, generators_of, gradients_of, large_inputs, layer_cases, mixes, rewound
from .layer_memory import (
    arguments_stay,
    config_makes_it_again,
    later_changes_do_not_reach_in,
    layers_are_independent,
    new_values_count,
    only_forward_draws,
    parameters_are_the_same_lists,
    predict_remembers_nothing,
    results_are_fresh,
    saved_and_loaded_it_is_the_same,
    the_batch_before_is_forgotten,
)
from .snippets import CHECK, snippet
from .tolerances import LIMIT, MOST_SKIPPED, are_near, flat


class Projection:
    """A loss that weighs every output by a number of Y and adds up: its gradient is Y, whatever the outputs are."""

    def __call__(self, A: Any, Y: Any) -> Any:
        return sum([y * a for pair in zip(A, Y) for a, y in zip(*pair)])

    def gradient(self, A: Any, Y: Any) -> Any:
        """Return Y, as a fresh matrix."""
        return copied(Y)


class _Seen:
    """How many numbers the gradient check could look at, over all cases."""

    checked = 0
    skipped = 0


# What comes out


def output_size_agrees(case: LayerCase) -> None:
    """output_size says how many outputs come out; of samples that are matrices it need not know."""
    layer = case.layer()
    came, said = len(layer.predict(case.X)[0]), layer.output_size(case.width)
    demand(said == came or (said is None and case.width is None), "output_size(%s) says %s, but predict gives rows of %s", case.width, said, came)


def forward_agrees_with_predict(case: LayerCase) -> None:
    """forward gives what predict gives, unless it draws from the library's generator or mixes the samples."""
    layer = case.layer()
    A = layer.forward(case.X)
    if mixes(layer) or generators_of(layer) != generators_of(rewound(case, layer)):
        return
    P = case.layer().predict(case.X)
    demand(are_near(A, P), "forward(X) gives %s, but predict(X) gives %s", A, P)


def a_batch_is_its_samples(case: LayerCase) -> None:
    """The outputs of a batch are those of its samples, put together."""
    layer = case.layer()
    together, apart = layer.predict(case.X), [case.layer().predict([x])[0] for x in case.X]
    demand(are_near(together, apart), "predict(X) gives %s, but sample by sample %s", together, apart)


def large_numbers_stay_finite(case: LayerCase) -> None:
    """Finite inputs give finite outputs and finite gradients."""
    for name, result in everything(case.layer(), case.X, case.dA).items():
        demand(all([is_finite(v) for v in flat(result)]), "%s gives %s", name, result)


def whole_numbers_are_numbers(case: LayerCase) -> None:
    """Whole numbers give what the same numbers give as floats."""
    values, X, dA = [whole(m, case.free) for m in (case.values, case.X, case.dA)]
    expected = everything(case.layer_of(as_floats(values)), as_floats(X), as_floats(dA))
    found = everything(case.layer_of(values), copied(X), copied(dA))
    for name in expected:
        demand(are_near(found[name], expected[name]), "with X = %s, %s gives %s, but %s with floats", X, name, found[name], expected[name])


# Gradients


def gradients_have_shapes(case: LayerCase) -> None:
    """backward returns a gradient of the shape of X, and leaves one for every parameter."""
    layer = case.layer()
    layer.forward(case.X)
    dX = layer.backward(case.dA) if case.input_gradient else case.X
    demand(isinstance(dX, (list, tuple)), "backward(dA) returns %s", dX)
    lengths, expected = list(map(len, all_rows(dX))), list(map(len, all_rows(case.X)))
    demand(lengths == expected and len(dX) == len(case.X), "X has rows of %s numbers, but backward(dA) gives rows of %s", expected, lengths)
    pairs = [(len(values), len(gradients)) for values, gradients in layer.parameters()]
    demand(all([v == g for v, g in pairs]), "parameters() gives pairs of lists of lengths %s", pairs)


def gradients_match(case: LayerCase) -> None:
    """backward gives the slopes that are there, for the parameters and for the inputs."""
    net = Network([case.layer()])
    try:
        report = check_gradients(net, case.X, case.dA, Projection(), inputs=case.input_gradient)
    except ShapeError:  # gradients_have_shapes says it in its own words
        return
    _Seen.checked += report.checked
    _Seen.skipped += report.skipped
    if report.wrong:
        hint = "(Is there a kink or a jump? Then say on which side of it each number is, by defining kinks(X).)"
        check = CHECK if case.input_gradient else CHECK.replace(", inputs=True", "")
        text = snippet(Network([case.layer()]), case.X, case.dA, Projection(), check)
        demand(False, "%s\n%s\nThis runs, and shows it:\n\n%s\n", report, hint, text)


def gradients_add_up(case: LayerCase) -> None:
    """The gradients of a batch are the sums of those of its samples."""
    layer = case.layer()
    layer.forward(case.X)
    layer.backward(case.dA)
    together = gradients_of(layer)
    if mixes(layer) or generators_of(layer) != generators_of(rewound(case, layer)):
        return
    singles = [_single(case, x, d) for x, d in zip(case.X, case.dA)]
    sums = [[sum(parts) for parts in zip(*lists)] for lists in zip(*singles)]
    demand(are_near(together, sums), "the batch leaves the gradients %s, but its samples add up to %s", together, sums)


def backward_parameters_agrees(case: LayerCase) -> None:
    """backward_parameters sets the same gradients as backward."""
    long, short = case.layer(), case.layer()
    for layer in (long, short):
        case.rewind(layer)
        layer.forward(case.X)
    long.backward(case.dA)
    short.backward_parameters(case.dA)
    demand(are_near(gradients_of(long), gradients_of(short)), "backward leaves %s, but backward_parameters %s", gradients_of(long), gradients_of(short))


WHOLE = [
    output_size_agrees, gradients_have_shapes, only_forward_draws, arguments_stay, results_are_fresh, predict_remembers_nothing, later_changes_do_not_reach_in,
    large_numbers_stay_finite, forward_agrees_with_predict, a_batch_is_its_samples, gradients_match, gradients_add_up, backward_parameters_agrees,
    the_batch_before_is_forgotten, new_values_count, layers_are_independent, whole_numbers_are_numbers, parameters_are_the_same_lists, config_makes_it_again,
]  # fmt: skip
SAVING = [saved_and_loaded_it_is_the_same]  # writes a file for every case, so it gets fewer of them
ROBUST = [large_numbers_stay_finite]
LAYER_LAWS = WHOLE + SAVING  # all there are, for those that go by names


def assert_layer_obeys_laws(
    layer: Any,
    inputs: Any = None,
    elements: Any = None,
    parameters: Any = None,
    limit: float = LIMIT,
    examples: Optional[int] = None,
    input_gradient: bool = True,
    without: Sequence[str] = (),
) -> None:
    """Try all laws of layers on a layer of your own.

    `layer` is a layer, which is copied for each case, or a class or function without arguments that makes one. Small
    layers are best: Dense(2, 3) has everything that Dense(784, 100) has. Its parameters are drawn anew in each case.
    `inputs` is how many inputs it takes, or the shape of a sample that is a matrix, such as (2, 3), where the layer does
    not say it. `elements` and `parameters` are strategies for the numbers of X and of the parameters, for a layer that does
    not take all (nonzero quarters and some whole numbers are drawn else). `limit` is how large inputs may be that still
    have to give finite outputs, `examples` how many cases to draw for each law: None for what the Hypothesis profile says.
    A layer whose `smallest_batch` is 2 or more, such as BatchNorm, may mix the samples of a batch in forward. A layer
    whose inputs are no quantities, such as the numbers of words, has no slope there: it says input_gradient=False, and what its
    backward returns is not looked at. `without` names laws that do not apply: a layer made of other layers, of which no file can
    be written, says without=["config_makes_it_again", "saved_and_loaded_it_is_the_same"].
    Not looked at is what forward of a layer that draws or mixes samples has to do with its predict: that Dropout divides by what it keeps,
    or that running means go where the batches are, needs a test of your own.

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> assert_layer_obeys_laws(nn.Dense(2, 3), examples=5)
        >>> assert_layer_obeys_laws(nn.Flatten(2, 3), inputs=(2, 3), examples=5)
    """
    known_laws(without, LAYER_LAWS)
    far = large_inputs(limit) if elements is None else elements
    for laws, kind, count in ((WHOLE, elements, examples), (SAVING, elements, part_of(examples, 10)), (ROBUST, far, examples)):
        try_layer_laws(remaining(laws, without), layer, inputs, kind, parameters, count, input_gradient)


def try_layer_laws(laws: Any, layer: Any, inputs: Any, elements: Any, parameters: Any, examples: Optional[int], input_gradient: bool = True) -> None:
    """Try some of the laws of layers."""
    make = layer_maker(layer)
    who = repr(layer) if make is not layer else getattr(layer, "__name__", repr(layer))
    _Seen.checked = _Seen.skipped = 0
    obey(who, "layers", laws, layer_cases(make, inputs, elements, parameters, input_gradient), examples)
    if _Seen.skipped > MOST_SKIPPED * _Seen.checked:
        words = "%s breaks a law of layers: %s\nof %d numbers, %d were skipped at kinks, which shows too little: kinks(X) has to tell only on which side of a kink a number is"
        raise AssertionError(words % (who, sentence_of(gradients_match), _Seen.checked + _Seen.skipped, _Seen.skipped))


def layer_maker(layer: Any) -> Callable[[], Any]:
    """Return a function that makes a fresh layer each time; an error of its constructor is told as the first broken law.

    Errors:   ValueError  what it makes is no layer
    """
    if isinstance(layer, type) and issubclass(layer, Layer):
        return layer
    return maker(layer, "predict", "a layer", "assert_layer_obeys_laws", ("backward_parameters", "parameters", "config"))


def _single(case: LayerCase, x: Any, d: Any) -> List[Any]:
    layer = case.layer()
    layer.forward([x])
    layer.backward([d])
    return gradients_of(layer)
