"""A network used in any order: forward, backward, predict, step, fit, new weights, against a model of plain fractions.

The model is written down once more by its definition, without purenn. No rule prepares the network for the next one:
a step takes the gradients that happen to be there, and backward the forward that happened to be the last.
"""

from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import as_fractions, dense, matrices, rows

import purenn as nn

RATES = st.sampled_from([Fraction(1, 4), Fraction(1, 8)])
MOMENTA = st.sampled_from([Fraction(0), Fraction(1, 2)])
SLOPE = Fraction(1, 4)
ACTIVATIONS = {
    "ReLU": (nn.ReLU, lambda z: max(z, 0), lambda z: Fraction(z > 0)),
    "LeakyReLU": (lambda: nn.LeakyReLU(SLOPE), lambda z: z if z > 0 else SLOPE * z, lambda z: 1 if z > 0 else SLOPE),
    "Identity": (nn.Identity, lambda z: z, lambda z: 1),
}
MOST_STEPS = 3  # with every step fractions get about four times as long


class Model:
    """Two dense layers, each with an activation, and gradient descent with momentum: nested loops over fractions."""

    def __init__(self, weights, biases, names, rate, momentum):
        self.weights, self.biases = [rows_of(W) for W in weights], [list(b) for b in biases]
        self.functions = [ACTIVATIONS[name][1:] for name in names]
        self.rate, self.momentum = rate, momentum
        self.gradients = [([[0] * len(W[0]) for _ in W], [0] * len(b)) for W, b in zip(self.weights, self.biases)]
        self.velocities = [None, None]
        self.seen = None  # the inputs, sums and activations of the last forward

    def outputs(self, X):
        return self.pass_through(X)[-1][2]

    def forward(self, X):
        self.seen = self.pass_through(X)
        return self.seen[-1][2]

    def pass_through(self, X):
        passed = []
        for W, b, (f, _) in zip(self.weights, self.biases, self.functions):
            Z = [[sum(W[j][i] * x[i] for i in range(len(x))) + b[j] for j in range(len(W))] for x in X]
            A = [[f(z) for z in row] for row in Z]
            passed.append((rows_of(X), Z, A))
            X = A
        return passed

    def backward(self, dA):
        gradients = []
        for (X, Z, _), W, (_, slope) in reversed(list(zip(self.seen, self.weights, self.functions))):
            samples, outputs, inputs = range(len(X)), range(len(W)), range(len(W[0]))
            dZ = [[dA[s][j] * slope(Z[s][j]) for j in outputs] for s in samples]
            d_weights = [[sum(dZ[s][j] * X[s][i] for s in samples) for i in inputs] for j in outputs]
            gradients.insert(0, (d_weights, [sum(dZ[s][j] for s in samples) for j in outputs]))
            dA = [[sum(dZ[s][j] * W[j][i] for j in outputs) for i in inputs] for s in samples]
        self.gradients = gradients
        return dA

    def step(self):
        for k, (W, b, (d_weights, d_biases)) in enumerate(zip(self.weights, self.biases, self.gradients)):
            values, slopes = [*W, b], [*d_weights, d_biases]
            if self.velocities[k] is None:
                self.velocities[k] = [[Fraction(0)] * len(row) for row in values]
            for velocity, row, slope in zip(self.velocities[k], values, slopes):
                for i in range(len(row)):
                    velocity[i] = self.momentum * velocity[i] - self.rate * slope[i]
                    row[i] += velocity[i]

    def replace(self, k, weights, biases):
        """New lists start without velocity: what an optimizer remembers belongs to the old ones."""
        self.weights[k], self.biases[k], self.velocities[k] = rows_of(weights), list(biases), None


def rows_of(m):
    return [list(row) for row in m]


def squared_error(A, Y):
    return sum((a - y) ** 2 for pair in zip(A, Y) for a, y in zip(*pair)) / Fraction(len(A) * len(A[0]))


def squared_error_gradient(A, Y):
    return [[2 * (a - y) / Fraction(len(A) * len(A[0])) for a, y in zip(*pair)] for pair in zip(A, Y)]


class AnyOrder(RuleBasedStateMachine):
    """Use one network and one optimizer in any order, and compare all they hold with the model's after every rule."""

    @initialize(data=st.data(), rate=RATES, momentum=MOMENTA)
    def build(self, data, rate, momentum):
        self.widths = data.draw(st.lists(st.integers(1, 3), min_size=3, max_size=3))
        drawn = [self.drawn_layer(data, k) for k in (0, 1)]
        names = [data.draw(st.sampled_from(sorted(ACTIVATIONS))) for _ in drawn]
        layers = [layer for (W, b), name in zip(drawn, names) for layer in (dense(W, b), ACTIVATIONS[name][0]())]
        self.net = nn.Network(layers)
        self.dense = [self.net.layers[0], self.net.layers[2]]
        self.optimizer = nn.SGD(rate, momentum)
        self.model = Model([W for W, _ in drawn], [b for _, b in drawn], names, rate, momentum)
        self.steps, self.forwards, self.last = 0, 0, None

    def drawn_layer(self, data, k):
        n, m = self.widths[k], self.widths[k + 1]
        return as_fractions(data.draw(matrices(m, n))), as_fractions(data.draw(rows(m)))

    def drawn_samples(self, data, least=1):
        return as_fractions(data.draw(matrices(st.integers(least, 3), self.widths[0])))

    def drawn_targets(self, data, count):
        return as_fractions(data.draw(matrices(count, self.widths[-1])))

    @rule(data=st.data())
    def forward(self, data):
        self.last = self.drawn_samples(data)
        self.forwards += 1
        assert self.net.forward(self.last) == self.model.forward(self.last)

    @rule(data=st.data(), inputs=st.booleans())
    def backward(self, data, inputs):
        if self.forwards == 0:
            with pytest.raises(ValueError, match="needs a forward first"):
                self.net.backward(self.drawn_targets(data, 1))
            return
        dA = self.drawn_targets(data, len(self.last))
        dX = self.model.backward(dA)
        assert self.net.backward(dA, inputs=inputs) == (dX if inputs else None)

    @rule(data=st.data())
    def predict(self, data):
        X = self.drawn_samples(data)
        assert self.net.predict(X) == self.net(X) == self.model.outputs(X)

    @rule(data=st.data())
    def evaluate(self, data):
        X = self.drawn_samples(data)
        Y = self.drawn_targets(data, len(X))
        assert self.net.evaluate(X, Y, nn.MSE()) == squared_error(self.model.outputs(X), Y)

    @precondition(lambda self: self.steps < MOST_STEPS)
    @rule()
    def step(self):
        self.steps += 1
        self.optimizer.step(self.net.parameters())
        self.model.step()

    @precondition(lambda self: self.steps < MOST_STEPS - 1)
    @rule(data=st.data(), size=st.sampled_from([2, 3, None]), shuffle=st.booleans(), seed=st.integers(0, 99))
    def fit_one_epoch(self, data, size, shuffle, seed):
        X = self.drawn_samples(data, least=2)
        Y = self.drawn_targets(data, len(X))
        history = self.net.fit(X, Y, nn.MSE(), self.optimizer, batch_size=size, shuffle=shuffle, rng=nn.Random(seed))
        size = len(X) if size is None else min(size, len(X))
        order = nn.Random(seed).shuffle(range(len(X))) if shuffle and size < len(X) else list(range(len(X)))
        total = 0
        for start in range(0, len(X), size):
            self.last = [X[s] for s in order[start : start + size]]
            targets = [Y[s] for s in order[start : start + size]]
            A = self.model.forward(self.last)
            total += squared_error(A, targets) * len(A)
            self.model.backward(squared_error_gradient(A, targets))
            self.model.step()
            self.steps += 1
            self.forwards += 1
        assert history.loss == [total / len(X)]

    @rule(data=st.data(), k=st.integers(0, 1))
    def new_weights(self, data, k):
        W, b = self.drawn_layer(data, k)
        self.dense[k].weights, self.dense[k].biases = W, b
        self.model.replace(k, W, b)
        if k == 0:
            self.steps = max(0, self.steps - 1)

    @invariant()
    def weights_are_those_of_the_model(self):
        if hasattr(self, "net"):
            assert [layer.weights for layer in self.dense] == self.model.weights
            assert [layer.biases for layer in self.dense] == self.model.biases

    @invariant()
    def gradients_are_those_of_the_model(self):
        if hasattr(self, "net"):
            assert [(layer.d_weights, layer.d_biases) for layer in self.dense] == self.model.gradients

    @invariant()
    def parameters_are_the_layers_own_lists(self):
        if hasattr(self, "net"):
            pairs = self.net.parameters()
            lists = [values for layer in self.dense for values in [*layer.weights, layer.biases]]
            slopes = [values for layer in self.dense for values in [*layer.d_weights, layer.d_biases]]
            assert all(values is own and slope is other for (values, slope), own, other in zip(pairs, lists, slopes))
            assert len(pairs) == len(lists)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=max(10, settings.default.max_examples // 2), stateful_step_count=15)
