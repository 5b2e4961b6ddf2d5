"""The laws of layers: what comes out, and what backward makes of it; what layers remember is told in `layer_memory`."""

from __future__ import annotations

from typing import Any, List, Optional

from ..gradcheck import check_gradients
from ..network import Network
from ..shapes import ShapeError, is_finite
from .laws import all_rows, copied, demand, maker, obey, part_of, sentence_of
from .layer_cases import LayerCase, generators_of, gradients_of, large_inputs, layer_cases, mixes, rewound
from .layer_memory import (
    arguments_stay,
    config_makes_it_again,
    later_changes_do_not_reach_in,
    only_forward_draws,
    parameters_are_the_same_lists,
    predict_remembers_nothing,
    results_are_fresh,
    saved_and_loaded_it_is_the_same,
)
from .snippets import snippet
from .tolerances import LIMIT, are_near, flat


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
    """output_size says how many outputs come out."""
    layer = case.layer()
    came, said = len(layer.predict(case.X)[0]), layer.output_size(case.width)
    demand(said == came, "output_size(%s) says %s, but predict gives rows of %s", case.width, said, came)


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
    layer = case.layer()
    results = [("predict(X)", layer.predict(case.X)), ("forward(X)", layer.forward(case.X)), ("backward(dA)", layer.backward(case.dA))]
    for name, result in [*results, ("the gradient of the parameters", gradients_of(layer))]:
        demand(all([is_finite(v) for v in flat(result)]), "%s gives %s", name, result)


# Gradients


def gradients_have_shapes(case: LayerCase) -> None:
    """backward returns a gradient of the shape of X, and leaves one for every parameter."""
    layer = case.layer()
    layer.forward(case.X)
    dX = layer.backward(case.dA)
    demand(isinstance(dX, (list, tuple)), "backward(dA) returns %s", dX)
    lengths, expected = list(map(len, all_rows(dX))), list(map(len, all_rows(case.X)))
    demand(lengths == expected and len(dX) == len(case.X), "X has rows of %s numbers, but backward(dA) gives rows of %s", expected, lengths)
    pairs = [(len(values), len(gradients)) for values, gradients in layer.parameters()]
    demand(all([v == g for v, g in pairs]), "parameters() gives pairs of lists of lengths %s", pairs)


def gradients_match(case: LayerCase) -> None:
    """backward gives the slopes that are there, for the parameters and for the inputs."""
    net = Network([case.layer()])
    try:
        report = check_gradients(net, case.X, case.dA, Projection(), inputs=True)
    except ShapeError:  # gradients_have_shapes says it in its own words
        return
    _Seen.checked += report.checked
    _Seen.skipped += report.skipped
    if report.wrong:
        hint = "(Is there a kink or a jump? Then say on which side of it each number is, by defining kinks(X).)"
        text = snippet(Network([case.layer()]), case.X, case.dA, Projection())
        demand(False, "%s\n%s\nThis runs, and shows it:\n\n%s\n", report, hint, text)


def gradients_add_up(case: LayerCase) -> None:
    """The gradients of a batch are the sums of those of its samples."""
    layer = case.layer()
    layer.forward(case.X)
    layer.backward(case.dA)
    if mixes(layer) or generators_of(layer) != generators_of(rewound(case, layer)):
        return
    singles = [_single(case, x, d) for x, d in zip(case.X, case.dA)]
    sums = [[sum(parts) for parts in zip(*lists)] for lists in zip(*singles)]
    demand(are_near(gradients_of(layer), sums), "the batch leaves the gradients %s, but its samples add up to %s", gradients_of(layer), sums)


def backward_overwrites(case: LayerCase) -> None:
    """backward overwrites the gradients of before."""
    layer = case.layer()
    layer.forward(case.X)
    layer.backward(case.dA)
    once = gradients_of(layer)
    case.rewind(layer)
    layer.forward(case.X)
    layer.backward(case.dA)
    demand(are_near(gradients_of(layer), once), "the gradients are %s after one backward, and %s after a second one of the same batch", once, gradients_of(layer))


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
    output_size_agrees, gradients_have_shapes, arguments_stay, results_are_fresh, predict_remembers_nothing, later_changes_do_not_reach_in,
    only_forward_draws, forward_agrees_with_predict, a_batch_is_its_samples, gradients_match, gradients_add_up, backward_overwrites, backward_parameters_agrees,
    parameters_are_the_same_lists, config_makes_it_again,
]  # fmt: skip
SAVING = [saved_and_loaded_it_is_the_same]  # writes a file for every case, so it gets fewer of them
ROBUST = [large_numbers_stay_finite]


def assert_layer_obeys_laws(
    layer: Any, inputs: Any = None, elements: Any = None, parameters: Any = None, limit: float = LIMIT, examples: Optional[int] = None
) -> None:
    """Try all laws of layers on a layer of your own.

    `layer` is a layer, which is copied for each case, or a class or function without arguments that makes one. Small
    layers are best: Dense(2, 3) has everything that Dense(784, 100) has. Its parameters are drawn anew in each case.
    `inputs` is how many inputs it takes, or the shape of a sample that is a matrix, such as (2, 3), where the layer does
    not say it. `elements` and `parameters` are strategies for the numbers of X and of the parameters, for a layer that does
    not take all (nonzero quarters and some whole numbers are drawn else). `limit` is how large inputs may be that still
    have to give finite outputs, `examples` how many cases to draw for each law: None for what the Hypothesis profile says.
    A layer whose `smallest_batch` is 2 or more, such as BatchNorm, may mix the samples of a batch in forward.

    Errors:   AssertionError  a law is broken: which one, what was seen, and the smallest case found
    Example:
        >>> import purenn as nn
        >>> assert_layer_obeys_laws(nn.Dense(2, 3), examples=5)
        >>> assert_layer_obeys_laws(nn.Flatten(2, 3), inputs=(2, 3), examples=5)
    """
    try_layer_laws(WHOLE, layer, inputs, elements, parameters, examples)
    try_layer_laws(SAVING, layer, inputs, elements, parameters, part_of(examples, 10))
    try_layer_laws(ROBUST, layer, inputs, large_inputs(limit) if elements is None else elements, parameters, examples)


def try_layer_laws(laws: Any, layer: Any, inputs: Any, elements: Any, parameters: Any, examples: Optional[int]) -> None:
    """Try some of the laws of layers."""
    make = maker(layer, "predict", "a layer")
    who = repr(layer) if make is not layer else getattr(layer, "__name__", repr(layer))
    _Seen.checked = _Seen.skipped = 0
    obey(who, "layers", laws, layer_cases(make, inputs, elements, parameters), examples)
    if _Seen.skipped > _Seen.checked:
        words = "%s breaks a law of layers: %s\nof %d numbers, %d were skipped at kinks, which shows too little: kinks(X) has to tell only on which side of a kink a number is"
        raise AssertionError(words % (who, sentence_of(gradients_match), _Seen.checked + _Seen.skipped, _Seen.skipped))


def _single(case: LayerCase, x: Any, d: Any) -> List[Any]:
    layer = case.layer()
    layer.forward([x])
    layer.backward([d])
    return gradients_of(layer)
