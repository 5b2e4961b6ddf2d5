"""Schedules: learning rates that change from epoch to epoch. Pass one where an optimizer takes a rate.

Each is called with the number of epochs that are done, 0 at first, and returns the rate of the next.
"""

from math import cos, pi

from .shapes import require_range, require_size


class StepDecay:
    """Multiply the learning rate by a factor every so many epochs.

    Formula:  rate * factor ** (epoch // every)
    Example:
        >>> schedule = StepDecay(0.5, every=10, factor=0.5)
        >>> schedule(0), schedule(9), schedule(10), schedule(25)
        (0.5, 0.5, 0.25, 0.125)
    """

    def __init__(self, rate: "float", every: "int", factor: "float" = 0.1) -> "None":
        require_range(rate, "rate", 0, None)
        every = require_size(every, "every")
        require_range(factor, "factor", 0, None)
        self.rate = rate
        self.every = every
        self.factor = factor

    def __call__(self, epoch: "int") -> "float":
        return self.rate * self.factor ** (epoch // self.every)

    def __repr__(self) -> "str":
        return "StepDecay(%s, every=%d, factor=%s)" % (self.rate, self.every, self.factor)


class ExponentialDecay:
    """Multiply the learning rate by a factor after every epoch.

    Formula:  rate * factor ** epoch
    Example:
        >>> schedule = ExponentialDecay(0.5, factor=0.5)
        >>> schedule(0), schedule(1), schedule(3)
        (0.5, 0.25, 0.0625)
    """

    def __init__(self, rate: "float", factor: "float" = 0.95) -> "None":
        require_range(rate, "rate", 0, None)
        require_range(factor, "factor", 0, None)
        self.rate = rate
        self.factor = factor

    def __call__(self, epoch: "int") -> "float":
        return self.rate * self.factor**epoch

    def __repr__(self) -> "str":
        return "ExponentialDecay(%s, factor=%s)" % (self.rate, self.factor)


class CosineDecay:
    """Let the learning rate fall along half a cosine, from `rate` to `final` over so many epochs.

    Formula:  final + (rate - final) * (1 + cos(pi * min(epoch, epochs) / epochs)) / 2
    Source:   I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017,
              equation 5, without the restarts
    Example:
        >>> schedule = CosineDecay(0.5, epochs=10)
        >>> schedule(0), round(schedule(5), 10), schedule(10), schedule(11)
        (0.5, 0.25, 0.0, 0.0)
    """

    def __init__(self, rate: "float", epochs: "int", final: "float" = 0.0) -> "None":
        require_range(rate, "rate", 0, None)
        epochs = require_size(epochs, "epochs")
        require_range(final, "final", 0, None)
        self.rate = rate
        self.epochs = epochs
        self.final = final

    def __call__(self, epoch: "int") -> "float":
        return self.final + (self.rate - self.final) * (1 + cos(pi * min(epoch, self.epochs) / self.epochs)) / 2

    def __repr__(self) -> "str":
        return "CosineDecay(%s, epochs=%d, final=%s)" % (self.rate, self.epochs, self.final)


class InverseTimeDecay:
    """Divide the learning rate by a number that grows with every epoch: the 1/t schedule.

    Formula:  rate / (1 + decay * epoch)
    Source:   H. Robbins and S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22(3),
              1951: rates whose sum is infinite and whose squares add up to a finite number
    Example:
        >>> schedule = InverseTimeDecay(0.5, decay=1.0)
        >>> schedule(0), schedule(1), schedule(4)
        (0.5, 0.25, 0.1)
    """

    def __init__(self, rate: "float", decay: "float" = 1.0) -> "None":
        require_range(rate, "rate", 0, None)
        require_range(decay, "decay", 0, None)
        self.rate = rate
        self.decay = decay

    def __call__(self, epoch: "int") -> "float":
        return self.rate / (1 + self.decay * epoch)

    def __repr__(self) -> "str":
        return "InverseTimeDecay(%s, decay=%s)" % (self.rate, self.decay)
