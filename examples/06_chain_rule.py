"""Chapter 6: the chain rule, by hand and by backpropagation.

You learn how the loss changes with a weight deep inside a network, why that is a product of small factors,
which shape each gradient has, and where all of it is in the code.

    python3 examples/06_chain_rule.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import functions, linalg

# Start with one neuron, one input, one sample. A weight does not touch the loss directly. It changes z, z
# changes a, and a changes the loss L:
#
#     w  ->  z = w*x + b  ->  a = sigmoid(z)  ->  L = (a - y)**2
#
# If z rises 2 for each 1 of w, and a rises 3 for each 1 of z, then a rises 6 for each 1 of w: the rates
# multiply. That is the chain rule. Written with d for "a little of":
#
#     dL/dw  =  dL/da * da/dz * dz/dw
#
# Each factor is the slope of one link, and each link is simple.

x, y, w, b = 2.0, 1.0, 0.5, -1.0
z = w * x + b
a = nn.sigmoid(z)
dL_da = 2 * (a - y)  # the slope of the square
da_dz = a * (1 - a)  # the slope of the sigmoid
dz_dw = x  # z = w*x + b rises x for each 1 of w
print("z = %g, a = %g, L = %g" % (z, a, (a - y) ** 2))
print("dL/dw = %g * %g * %g = %g" % (dL_da, da_dz, dz_dw, dL_da * da_dz * dz_dw))
print("dL/db = %g * %g * 1 = %g" % (dL_da, da_dz, dL_da * da_dz))
#> z = 0, a = 0.5, L = 0.25
#> dL/dw = -1 * 0.25 * 2 = -0.5
#> dL/db = -1 * 0.25 * 1 = -0.25

# The weight's gradient is negative: raise w, and the loss falls. In purenn/neuron.py the method
# `Neuron.gradients` multiplies these three factors, with the square as its loss. Does it agree, and does the
# loss really move so, if w is moved a little?

print("Neuron.gradients:", nn.Neuron([w], b).gradients([x], y))
h = 0.0001
higher, lower = (nn.sigmoid((w + h) * x + b) - y) ** 2, (nn.sigmoid((w - h) * x + b) - y) ** 2
print("measured: %.6f" % ((higher - lower) / (2 * h)))
#> Neuron.gradients: ([-0.5], -0.25)
#> measured: -0.500000

# Now a network, 2-3-1 with tanh in the middle: 2 inputs, 3 hidden neurons, 1 output; and a batch of four
# samples. Forward first, as in chapter 3. Every intermediate result is kept, because each will be a factor.

X, Y = [[1.0, 0.5], [-1.0, 2.0], [0.0, -1.0], [1.5, 0.5]], [[1.0], [0.0], [2.0], [-1.0]]
W1, b1 = [[0.5, -0.5], [1.0, 0.25], [-1.0, 0.5]], [0.0, 0.5, -0.5]
W2, b2 = [[1.0, -2.0, 0.5]], [0.25]
Z1 = linalg.add(linalg.dot(X, linalg.transpose(W1)), b1)
A1 = linalg.apply(nn.tanh, Z1)
Z2 = linalg.add(linalg.dot(A1, linalg.transpose(W2)), b2)  # the answers: no activation after the last layer
print("loss %.6f" % nn.MSE()(Z2, Y))
#> loss 3.230353

# Backward goes from the loss to the first layer, one link at a time. From here on dW2 is short for dL/dW2, the
# gradient of the loss with respect to W2, dZ2 for that with respect to Z2, and so on. Take any layer with the inputs X, the weights W and
# the sums Z = X . transpose(W) + b; for the second layer, X is A1. Let s count the samples, i the layer's
# inputs and j its neurons, so that W[j][i] is the weight from input i to neuron j. Say dZ is known already.
# There are three questions.
#
# First: how does the loss change with the layer's weights? In sample s, Z[s][j] holds W[j][i] * X[s][i], so
# it rises X[s][i] for each 1 of W[j][i]; and the loss rises dZ[s][j] for each 1 of Z[s][j]. The chain rule
# multiplies the two. The weight works in every sample, so this is added up over the samples:
#
#     dW[j][i] = sum over s of dZ[s][j] * X[s][i]
#     db[j]    = sum over s of dZ[s][j]                    a bias has a 1 in place of X[s][i]
#
# The first sum is column j of dZ and column i of X, multiplied pair by pair and added up. A product takes
# the rows of its first matrix, so dZ is transposed first:
#
#     dW = transpose(dZ) . X          (outputs, inputs) = (outputs, samples) . (samples, inputs)
#
# Second: how does the loss change with the layer's inputs? X[s][i] goes to every neuron j, through W[j][i].
# All these ways count and are added up:
#
#     dX[s][i] = sum over j of dZ[s][j] * W[j][i]
#     dX = dZ . W                     (samples, inputs) = (samples, outputs) . (outputs, inputs)
#
# dX goes to the layer before. Our inputs are what that layer gave, so our dX is its dA.
#
# Third, at an activation: each a comes from one z, so dZ is dA times the slope there, number by number.

n = len(X)
dZ2 = [[2 * (a - y) / n] for (a,), (y,) in zip(Z2, Y)]  # MSE's gradient: divided by n samples * 1 output
dW2 = linalg.dot(linalg.transpose(dZ2), A1)  # first
db2 = [sum(column) for column in linalg.transpose(dZ2)]
dA1 = linalg.dot(dZ2, W2)  # second
dZ1 = linalg.multiply(dA1, linalg.apply(functions.tanh_derivative, Z1))  # third: times the slope of tanh
dW1 = linalg.dot(linalg.transpose(dZ1), X)
db1 = [sum(column) for column in linalg.transpose(dZ1)]

# A gradient has one number for each number it belongs to, so it has the same shape. dW has the shape of W,
# (outputs, inputs). The number of samples does not appear in it: it is the inner number of the product, and
# the sum has swallowed it. So dW1 is 3 by 2 for one sample, for four, and for the four twice.

pairs = [("W1", W1, dW1), ("b1", b1, db1), ("W2", W2, dW2), ("b2", b2, db2), ("A1", A1, dA1)]
for name, value, gradient in pairs:
    print("%s has shape %-6s d%s has shape %s" % (name, linalg.shape(value), name, linalg.shape(gradient)))
#> W1 has shape (3, 2) dW1 has shape (3, 2)
#> b1 has shape (3,)   db1 has shape (3,)
#> W2 has shape (1, 3) dW2 has shape (1, 3)
#> b2 has shape (1,)   db2 has shape (1,)
#> A1 has shape (4, 3) dA1 has shape (4, 3)
for dZ, inputs in ((dZ1[:1], X[:1]), (dZ1, X), (dZ1 + dZ1, X + X)):
    turned = linalg.transpose(dZ)
    print("%s . %s = %s" % (linalg.shape(turned), linalg.shape(inputs), linalg.shape(linalg.dot(turned, inputs))))
#> (3, 1) . (1, 2) = (3, 2)
#> (3, 4) . (4, 2) = (3, 2)
#> (3, 8) . (8, 2) = (3, 2)

# Where is the chain rule in the code? For one neuron in Neuron.gradients, as above. For a network it begins in
# the loss, three methods are one link each, and Network.backward joins them. In the code the argument is
# always called dA, the gradient of what the layer gave. Dense gives Z, so there dA is our dZ; d_columns is
# transpose(dZ), and columns is transpose(X).
#
#     link                     method                      file in purenn/     its line
#     dA of the last layer     MSE.slopes                  element_losses.py   self.slope(a, y) / count
#     first: dW and db         Dense.backward_parameters   layers.py           dot_rows(d_columns, columns)
#     second: dX               Dense.backward              layers.py           return dot_rows(dA, ...)
#     third: dZ = dA * slope   Activation.backward         layer.py            return multiply_rows(dA, ...)
#     from layer to layer      Network.backward            network.py          dA = layer.backward(dA)
#
# Network.backward asks the layers from the last to the first, and hands what one returns to the next. That
# is backpropagation. Dense.backward calls backward_parameters itself; only in the first layer, whose dX
# nobody needs, Network.backward calls backward_parameters alone. The sums are in linalg.py: dot_rows is a
# product of matrices that takes rows and rows, multiply_rows goes number by number.
#
# In use all of it is two calls. forward gives the same answers as predict, and the layers remember what
# backward will need.

net = nn.Network([nn.Dense(2, 3), nn.Tanh(), nn.Dense(3, 1)])
first, _, last = net.layers
first.weights, first.biases, last.weights, last.biases = W1, b1, W2, b2
loss = nn.MSE()
A = net.forward(X)
net.backward(loss.gradient(A, Y))
core = [*first.d_weights, first.d_biases, *last.d_weights, last.d_biases]
hand = [*dW1, db1, *dW2, db2]
for name, by_core, by_hand in zip(("dW1[0]", "dW1[1]", "dW1[2]", "db1", "dW2[0]", "db2"), core, hand):
    print("%-6s  core" % name, " ".join(["%8.5f" % g for g in by_core]), end="   ")
    print("hand", " ".join(["%8.5f" % g for g in by_hand]))
#> dW1[0]  core -1.70253  0.02080   hand -1.70253  0.02080
#> dW1[1]  core  0.25542 -1.40463   hand  0.25542 -1.40463
#> dW1[2]  core -0.21571  0.10089   hand -0.21571  0.10089
#> db1     core -2.44983  2.67013 -0.45065   hand -2.44983  2.67013 -0.45065
#> dW2[0]  core -0.90977 -1.89180  2.23993   hand -0.90977 -1.89180  2.23993
#> db2     core -2.92166   hand -2.92166

# Why was dZ2 divided by n, the size of the batch? Chapter 5 gave the reason. The division happens once, at
# the start of the way back, and so every dW and db of the batch is the mean of those that its samples have
# alone:

alone = []
for x, y in zip(X, Y):
    net.backward(loss.gradient(net.forward([x]), [y]))
    alone.append(last.d_weights[0][0])
print("dW2[0][0] of each sample alone", ["%.5f" % g for g in alone])
print("their mean %.5f, that of the batch %.5f" % (sum(alone) / n, dW2[0][0]))
#> dW2[0][0] of each sample alone ['-1.36171', '0.36672', '-1.99498', '-0.64910']
#> their mean -0.90977, that of the batch -0.90977

# A last check: each weight and bias is moved a little in both directions, and the loss watched.

report = nn.check_gradients(net, X, Y, loss)
print("%d gradients checked, %d wrong" % (report.checked, report.wrong))
#> 13 gradients checked, 0 wrong

# To see a whole training step with every number beside its formula and the line of code that computes it,
# for this or any other network, call nn.explain(net, x, y, loss, learning_rate), or type python3 -m purenn
# explain in the terminal.
#
# We know now how the loss changes with every weight. What to do with that knowledge is the next chapter.
