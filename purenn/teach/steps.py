"""The step: the lines for what the optimizer makes of each weight and its gradient."""

from __future__ import annotations

from math import sqrt
from typing import Any, Dict, List

from .. import clipping
from ..optimizers import SGD, AdaGrad, Adam, Optimizer, RMSProp
from .atoms import Atom, Derivative, Expression, Name, Number, Symbol
from .board import Board, Parts, heading
from .expressions import Call, Negative, Power, Product, Quotient, Sum, difference
from .page import Line, Note, Section, equation
from .places import place
from .terms import sum_of

ONE = Number(1)


def step_sections(board: Board) -> List[Section]:
    """Return a section for every layer that learns."""
    found, number = [], 0
    for k, layer in enumerate(board.layers):
        lists = board.parameters(k)
        if lists:
            updates = board.record.updates[number : number + len(lists)]
            parts = [*_rate(board, updates[0]), *_norm(board)] if number == 0 else []
            found.append(Section(heading("Step", k, layer.layer, repr(board.record.optimizer)), [*parts, *_layer_step(board, k, updates)]))
            number += len(lists)
    return found


def _rate(board: Board, update: Any) -> Parts:
    """Return the sentence about the optimizer."""
    return [Note(SENTENCES.get(type(board.record.optimizer), OWN % type(board.record.optimizer).__name__))]


def _layer_step(board: Board, k: int, updates: Any) -> Parts:
    """Return the lines of all new values of a layer."""
    parts: Parts = []
    for row, gradients, update in board.shown(list(zip(board.parameters(k), board.d_parameters(k), updates))):
        for i, (w, d) in enumerate(board.shown(list(zip(row, gradients)))):
            parts += _value_step(board, w, d, update, i)
        parts += board.left_out(len(row), "number")
    return parts + board.left_out(len(updates), "row")


def _value_step(board: Board, w: Symbol, d: Derivative, update: Any, i: int) -> Parts:
    """Return the lines of one new value."""
    optimizer = board.record.optimizer
    new = Symbol(w.name._replace(new=True), update.new_values[i])
    write = STEPS.get(type(optimizer))
    if write is None or update.rate is None:
        return [board.given("moved", [w, d, new])]
    changed = _changed_gradient(board, w, d, update, i)
    g: Any = changed[0].left if changed else d
    return [*changed, *write(optimizer, w, new, g, Values(w, update, i))]


class Values:
    """What else an optimizer works with for one weight: the rate, the number of the step, and what it remembers of it."""

    def __init__(self, w: Symbol, update: Any, i: int) -> None:
        self._name, self._update, self._i = w.name, update, i
        self.rate = Symbol(Name("rate"), update.rate)
        self.t = Symbol(Name("t"), update.step)

    def state(self, letter: str, number: int, new: bool) -> Symbol:
        """Return what is remembered, before the step or after it."""
        states = self._update.new_states if new else self._update.states
        return Symbol(Name(letter + self._name.letter, self._name.number, None, new), states[number][self._i])


def _sgd(optimizer: Any, w: Symbol, new: Symbol, g: Atom, values: Values) -> List[Line]:
    if not optimizer.momentum:
        return [equation(new, difference(w, Product([values.rate, g])), place(SGD.update, "w - rate * g"))]
    momentum = Symbol(Name("momentum"), optimizer.momentum)
    v, new_v = values.state("v", 0, False), values.state("v", 0, True)
    push = Negative(Product([values.rate, g]))
    velocity = equation(new_v, Sum([Product([momentum, v]), push]), place(SGD.update, "momentum * v - rate * g"))
    if optimizer.nesterov:
        return [velocity, equation(new, Sum([w, Product([momentum, new_v]), push]), place(SGD.update, "w + momentum * v - rate * g"))]
    return [velocity, equation(new, Sum([w, new_v]), place(SGD.update, "w + v"))]


def _root_step(optimizer: Any, w: Symbol, new: Symbol, g: Atom, s: Symbol, rate: Symbol, kind: Any) -> Line:
    below = Sum([Call("sqrt", s), _epsilon(optimizer)])
    return equation(new, difference(w, Quotient(Product([rate, g]), below)), place(kind.update, "w - rate * g / (sqrt(s) + epsilon)"))


def _adagrad(optimizer: Any, w: Symbol, new: Symbol, g: Atom, values: Values) -> List[Line]:
    s, new_s = values.state("s", 0, False), values.state("s", 0, True)
    squares = equation(new_s, Sum([s, Power(g, Number(2))]), place(AdaGrad.update, "s + g * g"))
    return [squares, _root_step(optimizer, w, new, g, new_s, values.rate, AdaGrad)]


def _mean(new: Symbol, old: Symbol, decay: Symbol, added: Expression, where: Any) -> Line:
    return equation(new, Sum([Product([decay, old]), Product([difference(ONE, decay), added])]), where)


def _rmsprop(optimizer: Any, w: Symbol, new: Symbol, g: Atom, values: Values) -> List[Line]:
    s, new_s = values.state("s", 0, False), values.state("s", 0, True)
    decay = Symbol(Name("decay"), optimizer.decay)
    squares = _mean(new_s, s, decay, Power(g, Number(2)), place(RMSProp.update, "decay * s + (1 - decay) * g * g"))
    return [squares, _root_step(optimizer, w, new, g, new_s, values.rate, RMSProp)]


def _adam(optimizer: Any, w: Symbol, new: Symbol, g: Atom, values: Values) -> List[Line]:
    beta1, beta2 = Symbol(Name("beta1"), optimizer.beta1), Symbol(Name("beta2"), optimizer.beta2)
    new_m, new_v = values.state("m", 0, True), values.state("v", 1, True)
    mean = _mean(new_m, values.state("m", 0, False), beta1, g, place(Adam.update, "beta1 * m + (1 - beta1) * g"))
    square = _mean(new_v, values.state("v", 1, False), beta2, Power(g, Number(2)), place(Adam.update, "beta2 * v + (1 - beta2) * g * g"))
    corrected = []
    for letter, state, beta, wanted in (("M", new_m, beta1, "m / correction1"), ("V", new_v, beta2, "v / correction2")):
        share = difference(ONE, Power(beta, values.t))
        left = Symbol(state.name._replace(letter=letter + w.name.letter, new=False), state.number / share.value())
        corrected.append(equation(left, Quotient(state, share), place(Adam.update, wanted)))
    m, v = [line.left for line in corrected]
    step = Quotient(Product([values.rate, m]), Sum([Call("sqrt", v), _epsilon(optimizer)]))
    where = place(Adam.update, "w - rate * (m / correction1) / (sqrt(v / correction2) + epsilon)")
    return [mean, square, *corrected, equation(new, difference(w, step), where)]


def _epsilon(optimizer: Any) -> Symbol:
    return Symbol(Name("epsilon"), optimizer.epsilon)


def _changed_gradient(board: Board, w: Symbol, d: Derivative, update: Any, i: int) -> List[Line]:
    """Return the line of a gradient that was clipped, or to which weight decay was added, before the step."""
    optimizer = board.record.optimizer
    formula, where = _clipped(board, d)
    if optimizer.weight_decay:
        formula, where = Sum([formula, Product([Number(optimizer.weight_decay), w])]), place(Optimizer.step, "g + decay * w")
    if formula is d:
        return []
    return [equation(Symbol(Name("g" + w.name.letter, w.name.number), update.gradients[i]), formula, where)]


def _clipped(board: Board, d: Derivative) -> Any:
    optimizer = board.record.optimizer
    formula: Expression = d
    where = None
    if optimizer.clip_value is not None:
        limit = optimizer.clip_value
        formula = Call("max", Number(-limit), Call("min", Number(limit), d))
        where = place(clipping.clip_by_value, "-limit if g < -limit else limit if g > limit else g")
    if optimizer.clip_norm is not None and norm(board) > optimizer.clip_norm:
        formula = Quotient(Product([formula, Number(optimizer.clip_norm)]), Symbol(Name("norm"), norm(board)))
        where = place(clipping.clip_by_norm, "share * limit / norm")
    return formula, where


def _gradients(board: Board) -> List[Atom]:
    """Return all gradients, clipped by value where the optimizer does that first."""
    limit = board.record.optimizer.clip_value
    every = [d for k in range(len(board.layers)) for row in board.d_parameters(k) for d in row]
    if limit is None:
        return list(every)
    return [d if abs(d.number) <= limit else Number(limit if d.number > 0 else -limit) for d in every]


def norm(board: Board) -> float:
    """Return the common length of all gradients."""
    return sqrt(sum([g.number * g.number for g in _gradients(board)]))


def _norm(board: Board) -> Parts:
    """Return the line of the common length of all gradients, where the optimizer limits it."""
    limit = getattr(board.record.optimizer, "clip_norm", None)
    if limit is None:
        return []
    squares = [Power(g, Number(2)) for g in _gradients(board)]
    where = place(clipping.clip_by_norm, "sqrt(sum([inner(row, row) for row in shares]))")
    line = equation(Symbol(Name("norm"), norm(board)), Call("sqrt", sum_of(squares, board.most)), where)
    words = "All gradients together are longer than %s, and are shortened to that." if norm(board) > limit else "All gradients together are not longer than %s, and stay."
    return [line, Note(words % limit)]


STEPS: Dict[Any, Any] = {SGD: _sgd, AdaGrad: _adagrad, RMSProp: _rmsprop, Adam: _adam}
SENTENCES = {
    SGD: "Each number moves against its gradient, the steeper the farther; rate is the learning rate.",
    AdaGrad: "The rate of each number is divided by the root of all its squared gradients so far, s.",
    RMSProp: "The rate of each number is divided by the root of a running mean of its squared gradients, s.",
    Adam: "m is a running mean of the gradients, v of their squares; M and V are the two corrected for starting at 0. t counts the steps.",
}
OWN = "%s is no optimizer of the core: how it moves the numbers cannot be explained here, so only the old, the gradient, and the new."
