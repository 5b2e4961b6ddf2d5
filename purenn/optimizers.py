"""Optimizers: how far to move each weight, now that its gradient is known.

An optimizer is called once per batch with the parameters of a network, pairs (values, gradients) of flat
lists, and moves the values in place. It keeps what it remembers of a list, such as a velocity, beside that
list; so one optimizer can serve several networks, and two optimizers never share anything.
"""

from math import sqrt

from .shapes import ShapeError, require_positive, require_range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Optional, Union

    from .clipping import Parameters
    from .shapes import Vector

    Rate = Union[float, Callable[[int], float]]


class Optimizer:
    """Do what all optimizers share: the rate of the epoch, clipping, weight decay, a state for each list.

    To write your own, derive from this class and define `update`.

    Formula:  g = g + weight_decay * w  # after clipping: the gradient of weight_decay / 2 * w ** 2 (L2)
    Errors:   ValueError  a setting is out of range
              ShapeError  values and gradients differ in length
    """

    states = 0  # how many lists of numbers, all 0 at first, an optimizer keeps for each list of values

    def __init__(
        self,
        learning_rate: "Rate",
        weight_decay: "float" = 0.0,
        clip_value: "Optional[float]" = None,
        clip_norm: "Optional[float]" = None,
    ) -> "None":
        if not callable(learning_rate):
            require_range(learning_rate, "learning_rate", 0, None)
        require_range(weight_decay, "weight_decay", 0, None)
        for limit, name in ((clip_value, "clip_value"), (clip_norm, "clip_norm")):
            if limit is not None:
                require_positive(limit, name)
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.clip_value = clip_value
        self.clip_norm = clip_norm
        self.epoch = 0  # how many epochs are done; the training loop counts, schedules read it
        self._memory: "Dict[int, Any]" = {}

    def rate(self) -> "float":
        """Return the learning rate of the present epoch: the number itself, or what the schedule says.

        Example:
            >>> from purenn.schedules import StepDecay
            >>> SGD(0.1).rate(), SGD(StepDecay(0.1, every=10, factor=0.5)).rate()
            (0.1, 0.1)
        """
        return self.learning_rate(self.epoch) if callable(self.learning_rate) else self.learning_rate

    def step(self, parameters: "Parameters") -> "None":
        """Move all values one step against their gradients, in place; the gradients stay as they are.

        Shapes:   parameters: pairs (values, gradients) of flat lists of equal length
        Errors:   ShapeError  values and gradients differ in length
        Example:
            >>> values, gradients = [1.0, 2.0], [0.5, -0.5]
            >>> SGD(0.1).step([(values, gradients)])
            >>> values
            [0.95, 2.05]
        """
        if self.clip_value is not None or self.clip_norm is not None:
            parameters = self.clipped(parameters)
        rate, decay = self.rate(), self.weight_decay
        for values, gradients in parameters:
            if len(values) != len(gradients):
                raise ShapeError("values of shape (%d,) have gradients of shape (%d,)" % (len(values), len(gradients)))
            if decay:
                gradients = [g + decay * w for w, g in zip(values, gradients)]
            self.update(values, gradients, rate)

    def clipped(self, parameters: "Parameters") -> "Parameters":
        """Return the parameters with gradients within the limits."""
        from .clipping import clip_by_norm, clip_by_value  # here, so that a board which does not clip never loads it

        if self.clip_value is not None:
            parameters = clip_by_value(parameters, self.clip_value)
        if self.clip_norm is not None:
            parameters = clip_by_norm(parameters, self.clip_norm)
        return parameters

    def update(self, values: "Vector", gradients: "Vector", rate: "float") -> "None":
        """Move one list of values in place."""
        raise NotImplementedError("%r should define update(values, gradients, rate)" % self)

    def memory(self, values: "Vector") -> "Any":
        """Return what is remembered of this very list: the number of its step, and `states` lists of numbers.

        The list itself is kept beside its state, so that its id cannot pass to another list.
        """
        entry = self._remembered(values)
        if entry is None:
            entry = [0, [[0] * len(values) for _ in range(self.states)], values]
            self._memory[id(values)] = entry
        entry[0] += 1
        return entry

    def remembers(self, values: "Vector") -> "bool":
        """Tell whether there is a state for this very list."""
        return self._remembered(values) is not None

    def _remembered(self, values: "Vector") -> "Any":
        entry = self._memory.get(id(values))
        return entry if entry is not None and entry[2] is values else None

    def __setstate__(self, state: "Dict[str, Any]") -> "None":
        """Become a copy of another optimizer, by copy or pickle: its lists are new ones, with other ids, and nothing is shared."""
        self.__dict__.update(state)
        self._memory = {id(values): [count, [list(row) for row in rows], values] for count, rows, values in self._memory.values()}

    def forget(self) -> "None":
        """Drop everything remembered, such as velocities; the count of epochs goes on."""
        self._memory.clear()

    def __repr__(self) -> "str":
        rate = self.learning_rate
        return "%s(%s)" % (type(self).__name__, repr(rate) if callable(rate) else rate)


class SGD(Optimizer):
    """Stochastic gradient descent: one step down the slope; with momentum, a ball that rolls.

    Formula:  w = w - rate * g  # momentum 0
              v = momentum * v - rate * g; w = w + v  # momentum
              v = momentum * v - rate * g; w = w + momentum * v - rate * g  # nesterov
    Errors:   ValueError  momentum is not from 0 up to 1, or nesterov is asked for without it
    Source:   I. Sutskever, J. Martens, G. Dahl and G. Hinton, On the importance of initialization and momentum
              in deep learning, ICML 2013, equations 1 and 2; Nesterov's as there in section 2, shifted to the
              point where the gradient is taken (Y. Bengio, N. Boulanger-Lewandowski and R. Pascanu, Advances in
              Optimizing Recurrent Networks, ICASSP 2013, equation 7)
    Example:
        >>> values = [1.0]
        >>> optimizer = SGD(0.1, momentum=0.5)
        >>> optimizer.step([(values, [1.0])]); optimizer.step([(values, [1.0])])
        >>> round(values[0], 10)
        0.75
    """

    def __init__(
        self,
        learning_rate: "Rate" = 0.01,
        momentum: "float" = 0.0,
        nesterov: "bool" = False,
        weight_decay: "float" = 0.0,
        clip_value: "Optional[float]" = None,
        clip_norm: "Optional[float]" = None,
    ) -> "None":
        Optimizer.__init__(self, learning_rate, weight_decay, clip_value, clip_norm)
        require_range(momentum, "momentum", 0, 1)
        if nesterov and not momentum:
            raise ValueError("nesterov looks ahead along the momentum, so it needs a momentum above 0, such as 0.9")
        self.momentum = momentum
        self.nesterov = nesterov

    @property
    def states(self) -> "int":  # type: ignore[override]
        """How many lists it keeps: a velocity, where there is momentum."""
        return 1 if self.momentum else 0

    def update(self, values: "Vector", gradients: "Vector", rate: "float") -> "None":
        if not self.momentum:
            values[:] = [w - rate * g for w, g in zip(values, gradients)]
            return
        momentum = self.momentum
        _, (velocity,), _ = self.memory(values)
        velocity[:] = [momentum * v - rate * g for v, g in zip(velocity, gradients)]
        if self.nesterov:
            values[:] = [w + momentum * v - rate * g for w, v, g in zip(values, velocity, gradients)]
        else:
            values[:] = [w + v for w, v in zip(values, velocity)]


class AdaGrad(Optimizer):
    """Divide the rate of each weight by the root of all its squared gradients so far.

    Formula:  s = s + g * g
              w = w - rate * g / (sqrt(s) + epsilon)
    Errors:   ValueError  epsilon is not above 0
    Source:   J. Duchi, E. Hazan and Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
              Optimization, Journal of Machine Learning Research 12, 2011, the diagonal version of figure 1,
              with epsilon outside the root
    Example:
        >>> values = [1.0]
        >>> AdaGrad(0.1).step([(values, [4.0])])
        >>> round(values[0], 6)
        0.9
    """

    states = 1

    def __init__(
        self,
        learning_rate: "Rate" = 0.01,
        epsilon: "float" = 1e-8,
        weight_decay: "float" = 0.0,
        clip_value: "Optional[float]" = None,
        clip_norm: "Optional[float]" = None,
    ) -> "None":
        Optimizer.__init__(self, learning_rate, weight_decay, clip_value, clip_norm)
        require_positive(epsilon, "epsilon")
        self.epsilon = epsilon

    def update(self, values: "Vector", gradients: "Vector", rate: "float") -> "None":
        epsilon = self.epsilon
        _, (squares,), _ = self.memory(values)
        squares[:] = [s + g * g for s, g in zip(squares, gradients)]
        values[:] = [w - rate * g / (sqrt(s) + epsilon) for w, g, s in zip(values, gradients, squares)]


class RMSProp(Optimizer):
    """Divide the rate of each weight by the root of a running mean of its squared gradients.

    Formula:  s = decay * s + (1 - decay) * g * g
              w = w - rate * g / (sqrt(s) + epsilon)
    Errors:   ValueError  decay is not from 0 up to 1, or epsilon is not above 0
    Source:   T. Tieleman and G. Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012 (slide 29 of
              lecture 6), with epsilon outside the root
    Example:
        >>> values = [1.0]
        >>> RMSProp(0.1, decay=0.75).step([(values, [4.0])])
        >>> round(values[0], 6)
        0.8
    """

    states = 1

    def __init__(
        self,
        learning_rate: "Rate" = 0.001,
        decay: "float" = 0.9,
        epsilon: "float" = 1e-8,
        weight_decay: "float" = 0.0,
        clip_value: "Optional[float]" = None,
        clip_norm: "Optional[float]" = None,
    ) -> "None":
        Optimizer.__init__(self, learning_rate, weight_decay, clip_value, clip_norm)
        require_range(decay, "decay", 0, 1)
        require_positive(epsilon, "epsilon")
        self.decay = decay
        self.epsilon = epsilon

    def update(self, values: "Vector", gradients: "Vector", rate: "float") -> "None":
        decay, epsilon = self.decay, self.epsilon
        _, (squares,), _ = self.memory(values)
        squares[:] = [decay * s + (1 - decay) * g * g for s, g in zip(squares, gradients)]
        values[:] = [w - rate * g / (sqrt(s) + epsilon) for w, g, s in zip(values, gradients, squares)]


class Adam(Optimizer):
    """Momentum and RMSProp together, both corrected for starting at 0.

    Formula:  t = t + 1
              m = beta1 * m + (1 - beta1) * g
              v = beta2 * v + (1 - beta2) * g * g
              w = w - rate * (m / (1 - beta1 ** t)) / (sqrt(v / (1 - beta2 ** t)) + epsilon)
    Errors:   ValueError  a beta is not from 0 up to 1, or epsilon is not above 0
    Source:   D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1
    Example:
        >>> values = [1.0, 1.0]
        >>> Adam(0.1).step([(values, [4.0, -0.001])])
        >>> [round(w, 4) for w in values]
        [0.9, 1.1]
    """

    states = 2

    def __init__(
        self,
        learning_rate: "Rate" = 0.001,
        beta1: "float" = 0.9,
        beta2: "float" = 0.999,
        epsilon: "float" = 1e-8,
        weight_decay: "float" = 0.0,
        clip_value: "Optional[float]" = None,
        clip_norm: "Optional[float]" = None,
    ) -> "None":
        Optimizer.__init__(self, learning_rate, weight_decay, clip_value, clip_norm)
        require_range(beta1, "beta1", 0, 1)
        require_range(beta2, "beta2", 0, 1)
        require_positive(epsilon, "epsilon")
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def update(self, values: "Vector", gradients: "Vector", rate: "float") -> "None":
        beta1, beta2, epsilon = self.beta1, self.beta2, self.epsilon
        t, (means, squares), _ = self.memory(values)
        means[:] = [beta1 * m + (1 - beta1) * g for m, g in zip(means, gradients)]
        squares[:] = [beta2 * v + (1 - beta2) * g * g for v, g in zip(squares, gradients)]
        correction1, correction2 = 1 - beta1**t, 1 - beta2**t
        values[:] = [
            w - rate * (m / correction1) / (sqrt(v / correction2) + epsilon)
            for w, m, v in zip(values, means, squares)
        ]
