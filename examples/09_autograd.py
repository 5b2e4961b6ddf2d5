"""Chapter 9: an autograd, the machine that applies the chain rule by itself.

You learn how PyTorch and its like find gradients: each number remembers what it was made of, and one loop
walks back over these memories. It is under 100 lines, and gives the same gradients as purenn.

    python3 examples/09_autograd.py
"""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn

# In chapter 6 we wrote down, for each layer, how gradients pass through it. Here nobody writes that down. A
# Value is a number with a memory: the values it was made of, its parents, and for each of them the slope, how
# fast it changes with that parent alone. For a product that is the other factor, for a sum it is 1. That
# is all anyone has to know of derivatives; the chain rule is the last line of `backward`.


class Value:
    """A number that remembers (parent, slope) for each value it was made of."""

    made = 0  # how many there are: each is made after its parents, so their numbers are in order

    def __init__(self, number, links=()):
        Value.made += 1
        self.order, self.number, self.links, self.gradient = Value.made, number, links, 0.0

    def __add__(self, other):
        other = as_value(other)
        return Value(self.number + other.number, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.number * other.number, ((self, other.number), (other, self.number)))

    def __pow__(self, power):
        return Value(self.number**power, ((self, power * self.number ** (power - 1)),))

    def exp(self):
        e = math.exp(self.number)
        return Value(e, ((self, e),))

    def log(self):
        return Value(math.log(self.number), ((self, 1 / self.number),))

    def tanh(self):
        a = math.tanh(self.number)
        return Value(a, ((self, (1 - a) * (1 + a)),))

    def relu(self):
        return self * (1.0 if self.number > 0 else 0.0)

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -as_value(other)

    def __rsub__(self, other):
        return as_value(other) - self

    def __truediv__(self, other):
        return self * as_value(other) ** -1

    def __rtruediv__(self, other):
        return as_value(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def graph(self):
        """Return this value and all that it was made of, each once, the latest first."""
        found, waiting = {self}, [self]
        while waiting:
            new = [parent for parent, _ in waiting.pop().links if parent not in found]
            found.update(new)
            waiting.extend(new)
        return sorted(found, key=lambda value: value.order, reverse=True)

    def backward(self):
        """Set the gradient of every value in the graph: how this value changes with it."""
        values = self.graph()
        for value in values:
            value.gradient = 0.0
        self.gradient = 1.0
        for value in values:
            for parent, slope in value.links:
                parent.gradient += value.gradient * slope  # the chain rule


def as_value(number):
    return number if isinstance(number, Value) else Value(number)


# A first try, small enough for a pencil: f = a*b + a. It should change with a by b + 1, for a has two ways to
# f, and with b by a.

a, b = Value(2.0), Value(5.0)
f = a * b + a
f.backward()
print("f = %g, df/da = %g, df/db = %g" % (f.number, a.gradient, b.gradient))
for value in f.graph():
    made_of = ", ".join(["%g (slope %g)" % (parent.number, slope) for parent, slope in value.links])
    print("%4g  gradient %g  made of: %s" % (value.number, value.gradient, made_of or "nothing, it was given"))
#> f = 12, df/da = 6, df/db = 2
#>   12  gradient 1  made of: 10 (slope 1), 2 (slope 1)
#>   10  gradient 1  made of: 2 (slope 5), 5 (slope 2)
#>    5  gradient 2  made of: nothing, it was given
#>    2  gradient 6  made of: nothing, it was given

# Two things to notice. The way back is the way of making, reversed: when the loop comes to a value, all that
# was made of it has been seen, so its own gradient is complete. And the last line says +=, not =: ways that
# part on the way forward add up on the way back. Network.backward in purenn/network.py goes the same way,
# only in larger steps: there a whole layer is one link.
#
# The neuron that opened chapter 6, written as one would on paper. Its gradients were -0.5 and -0.25.

w, b = Value(0.5), Value(-1.0)
a = 1 / (1 + (-(w * 2.0 + b)).exp())
loss = (a - 1.0) ** 2
loss.backward()
print("dL/dw = %g, dL/db = %g" % (w.gradient, b.gradient))
#> dL/dw = -0.5, dL/db = -0.25

# Now a network: XOR, 2-3-1, tanh, sigmoid and BCE, on all four samples. First purenn, as ever.

X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
nn.seed(3)
net = nn.Network([nn.Dense(2, 3), nn.Tanh(), nn.Dense(3, 1), nn.Sigmoid()])
net.backward(nn.BCE().gradient(net.forward(X), Y))

# Then the same weights as Values, and forward in the plainest words. Nothing here knows a derivative.

first, last = net.layers[0], net.layers[2]
W1, b1 = [[Value(w) for w in row] for row in first.weights], [Value(b) for b in first.biases]
W2, b2 = [[Value(w) for w in row] for row in last.weights], [Value(b) for b in last.biases]
loss = Value(0.0)
for x, (y,) in zip(X, Y):
    hidden = [(sum([w * v for w, v in zip(row, x)]) + b).tanh() for row, b in zip(W1, b1)]
    z = sum([w * v for w, v in zip(W2[0], hidden)]) + b2[0]
    p = 1 / (1 + (-z).exp())
    loss = loss - (y * p.log() + (1 - y) * (1 - p).log()) / len(X)
loss.backward()

print("loss: purenn %.12f, autograd %.12f" % (nn.BCE()(net.predict(X), Y), loss.number))
ours = [*first.d_weights, first.d_biases, *last.d_weights, last.d_biases]
theirs = [[value.gradient for value in row] for row in [*W1, b1, *W2, b2]]
print("dW2 by purenn  ", ["%.9f" % g for g in ours[4]])
print("dW2 by autograd", ["%.9f" % g for g in theirs[4]])
furthest = max([abs(g - h) for row, other in zip(ours, theirs) for g, h in zip(row, other)])
print("all 13 gradients agree to 12 decimals:", furthest < 1e-12)
#> loss: purenn 0.709558644551, autograd 0.709558644551
#> dW2 by purenn   ['0.054089165', '-0.023787580', '0.085423145']
#> dW2 by autograd ['0.054089165', '-0.023787580', '0.085423145']
#> all 13 gradients agree to 12 decimals: True

# So which is better? An autograd takes any formula, which is why the large libraries are built on one. The
# price is a memory for every number ever made:

print("values in the graph of this loss: %d, for a network of 13 parameters" % len(loss.graph()))
#> values in the graph of this loss: 254, for a network of 13 parameters

# purenn's layers know their derivatives beforehand, and need no graph: less memory, less time, and every step
# can be read. That one must then trust the formulas is no small thing, so the tests of purenn use this
# chapter: tests/test_autograd_oracle.py draws random networks, and demands that both agree.
