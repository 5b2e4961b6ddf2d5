"""Names: x1, w5, z3 ... for every number that goes through a network, counted through from the first layer to the last."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Set

from ..activations import Softmax
from ..layer import Activation
from ..layers import Dense, Dropout, Flatten
from ..normalization import BatchNorm
from ..scaling import Scaler
from .atoms import Name

# What the outputs of a layer are called; those of a layer of your own are u1, u2 ...
LETTERS = ((Dense, "z"), (Softmax, "a"), (Activation, "a"), (Dropout, "k"), (Scaler, "s"), (BatchNorm, "n"))


class Names:
    """Hand out names, none of them twice; an activation takes the numbers of what it is applied to, where they are free."""

    def __init__(self) -> None:
        self._taken: Dict[str, Set[int]] = {}

    def fresh(self, letter: str, count: int) -> List[Name]:
        """Return names with the next free numbers."""
        start = max(self._taken.get(letter) or {0}) + 1
        return self._take(letter, range(start, start + count))

    def along(self, letter: str, others: Sequence[Name]) -> List[Name]:
        """Return names with the same numbers as others have."""
        numbers = [other.number or 0 for other in others]
        if others and others[0].letter == "z" and not self._taken.get(letter, set()) & set(numbers):
            return self._take(letter, numbers)
        return self.fresh(letter, len(others))

    def _take(self, letter: str, numbers: Sequence[int]) -> List[Name]:
        self._taken.setdefault(letter, set()).update(numbers)
        return [Name(letter, number) for number in numbers]


class Naming:
    """The names of one layer: of its inputs, its outputs, and its flat lists of parameters."""

    def __init__(self, inputs: List[Name], outputs: List[Name], parameters: List[List[Name]]) -> None:
        self.inputs, self.outputs, self.parameters = inputs, outputs, parameters


def namings(layers: Sequence[Any], widths: Sequence[int], inputs: int) -> List[Naming]:
    """Return the names of every layer; widths are how many outputs each has."""
    names = Names()
    here, found = names.fresh("x", inputs), []
    for layer, width in zip(layers, widths):
        letter = letter_of(layer)
        there = here  # as it stays behind Flatten
        if not isinstance(layer, Flatten):
            there = names.along(letter, here) if letter == "a" and width == len(here) else names.fresh(letter, width)
        found.append(Naming(here, there, parameter_names(layer, names)))
        here = there
    return found


def letter_of(layer: Any) -> str:
    """Return what the outputs of a layer are called."""
    return ([letter for kind, letter in LETTERS if isinstance(layer, kind)] or ["u"])[0]


def parameter_names(layer: Any, names: Names) -> List[List[Name]]:
    """Return the names of the flat lists that `parameters` gives, in the same order."""
    lists = [values for values, _ in layer.parameters()]
    if isinstance(layer, Dense):
        return [names.fresh("w", len(values)) for values in lists[:-1]] + [names.fresh("b", len(lists[-1]))]
    if isinstance(layer, BatchNorm):
        return [names.fresh(letter, len(values)) for letter, values in zip(("gain", "shift"), lists)]
    return [names.fresh("p", len(values)) for values in lists]
