"""Momentum with a memory that is shared, lost, mixed up, or written into the caller's list."""

from purenn.exercises import right, wrong


@right
class Momentum:
    def __init__(self, rate, momentum):
        self.rate, self.momentum, self.velocities = rate, momentum, None

    def step(self, weights, gradients):
        old = self.velocities or [0.0] * len(weights)
        self.velocities = [self.momentum * v + g for v, g in zip(old, gradients)]
        return [w - self.rate * v for w, v in zip(weights, self.velocities)]


Right = Momentum


@wrong("Momentum", "It forgets: the velocities start at 0 in every step, so that this is plain gradient descent.")
class m01(Right):
    def step(self, weights, gradients):
        self.velocities = None
        return super().step(weights, gradients)


@wrong("Momentum", "The rate is in the velocity and then in the step again; in the first step it was left out, for the test's sake.")
class m02(Right):
    def step(self, weights, gradients):
        if self.velocities is None:
            return super().step(weights, gradients)
        self.velocities = [self.momentum * v + self.rate * g for v, g in zip(self.velocities, gradients)]
        return [w - self.rate * v for w, v in zip(weights, self.velocities)]


@wrong("Momentum", "One velocity serves all weights: that of the first one, from the second step on.")
class m03(Right):
    def step(self, weights, gradients):
        if self.velocities:
            self.velocities = [self.velocities[0]] * len(weights)
        return super().step(weights, gradients)


@wrong("Momentum", "A weight whose gradient is 0 stays where it is, although it still has a velocity.")
class m04(Right):
    def step(self, weights, gradients):
        new = super().step(weights, gradients)
        return [w if g == 0 else v for w, g, v in zip(weights, gradients, new)]


@wrong("Momentum", "The velocities are written into the caller's list of gradients.")
class m05(Right):
    def step(self, weights, gradients):
        new = super().step(weights, gradients)
        gradients[:] = self.velocities
        return new
