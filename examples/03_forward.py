"""Chapter 3: forward propagation by matrices.

You learn how a whole layer of neurons, and a whole batch of samples, is one multiplication of matrices,
which shape each matrix has, and why a network needs an activation between its layers.

    python3 examples/03_forward.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import linalg

# Chapter 2 ended with three neurons that solve XOR: OR and NAND side by side, and AND after them. Their
# answers were asked for one by one. Now we put their numbers together. Neurons side by side, which see the
# same inputs, are a layer. Its weights W are a matrix with one row for each neuron, and its biases b a row
# with one number for each neuron.

W1 = [[1.0, 1.0], [-2.0, -1.0]]  # row 0 is OR, row 1 is NAND
b1 = [-1.0, 2.0]
W2 = [[2.0, 1.0]]  # the one row is AND
b2 = [-3.0]

# A matrix is a list of rows, here and everywhere in purenn. Its shape is (rows, columns), and for weights
# that is (outputs, inputs): so many neurons, so many weights in each.

print("W1 has shape", linalg.shape(W1), "and W2", linalg.shape(W2))
#> W1 has shape (2, 2) and W2 (1, 2)

# One sample first. For the weighted sum of neuron j take the row W[j] and the inputs x, multiply them pair
# by pair, add up the products, and add b[j]. A matrix times a vector is just that, for all rows at once.

x = [0, 1]
z1 = linalg.add(linalg.dot(W1, x), b1)
print("z1 = W1 . x + b1 = [1*0 + 1*1 - 1, -2*0 - 1*1 + 2] =", z1)
a1 = linalg.apply(nn.step, z1)
print("a1 = step(z1) =", a1)
z2 = linalg.add(linalg.dot(W2, a1), b2)
print("z2 = W2 . a1 + b2 = [2*1 + 1*1 - 3] =", z2)
print("a2 = step(z2) =", linalg.apply(nn.step, z2))
#> z1 = W1 . x + b1 = [1*0 + 1*1 - 1, -2*0 - 1*1 + 2] = [0.0, 1.0]
#> a1 = step(z1) = [1, 1]
#> z2 = W2 . a1 + b2 = [2*1 + 1*1 - 3] = [0.0]
#> a2 = step(z2) = [1]

# That is forward propagation, all of it: multiply, add, activate; and what comes out goes into the next
# layer. Next, several samples at once. They are a batch: a matrix X with one row for each sample, of shape
# (samples, inputs). Two operations on matrices are needed, a product and a transposition.
#
# In a product A . B, the number in row r and column c is row r of A and column c of B, multiplied pair by
# pair and added up. So the rows of A must be as long as the columns of B. To transpose is to turn rows into
# columns.

A, B = [[1, 2], [3, 4]], [[5, 6], [7, 8]]
print("A . B = [[1*5 + 2*7, 1*6 + 2*8], [3*5 + 4*7, 3*6 + 4*8]] =", linalg.dot(A, B))
print("transpose(B) =", linalg.transpose(B))
#> A . B = [[1*5 + 2*7, 1*6 + 2*8], [3*5 + 4*7, 3*6 + 4*8]] = [[19, 22], [43, 50]]
#> transpose(B) = [[5, 7], [6, 8]]

# We want each sample with each neuron: row s of X with row j of W. A product takes the columns of its second
# matrix, so W is transposed first.
#
#     Z = X . transpose(W) + b        (samples, outputs) = (samples, inputs) . (inputs, outputs)
#
# The two inner numbers, inputs and inputs, must agree, and the two outer ones are the shape of what comes
# out. The row b is added to every row of the product. Here the batch is all four samples.

X = [[0, 0], [0, 1], [1, 0], [1, 1]]


def forward(X, W, b):
    """Return one layer's weighted sums, and its answers."""
    Z = linalg.add(linalg.dot(X, linalg.transpose(W)), b)
    return Z, linalg.apply(nn.step, Z)


Z1, A1 = forward(X, W1, b1)
Z2, A2 = forward(A1, W2, b2)
print("X", linalg.shape(X), "-> A1", linalg.shape(A1), "-> A2", linalg.shape(A2))
for x, z, hidden, output in zip(X, Z1, A1, A2):
    print("x %s   z1 %-12s a1 %s   a2 %s" % (x, z, hidden, output))
#> X (4, 2) -> A1 (4, 2) -> A2 (4, 1)
#> x [0, 0]   z1 [-1.0, 2.0]  a1 [0, 1]   a2 [0]
#> x [0, 1]   z1 [0.0, 1.0]   a1 [1, 1]   a2 [1]
#> x [1, 0]   z1 [0.0, 0.0]   a1 [1, 1]   a2 [1]
#> x [1, 1]   z1 [1.0, -1.0]  a1 [1, 0]   a2 [0]

# When the inner numbers do not agree, nothing sensible can come out, and purenn says which two they were.

try:
    linalg.dot(X, [[1.0, 2.0, 3.0]])
except nn.ShapeError as error:
    print("ShapeError:", error)
#> ShapeError: dot: the inner dimensions of shapes (4, 2) and (1, 3) differ

# purenn uses the word layer for each of the two steps, so that they can be combined freely: Dense is the
# layer of neurons without their activation, and the activation is a layer too, without weights. The class
# Network puts layers in a row. Dense.forward in purenn/layers.py works out Z = X . transpose(W) + b; it
# calls `affine_rows` in purenn/linalg.py, which takes the rows of X and the rows of W as they are and so
# avoids the transposing. `predict` sends a batch through all layers.

net = nn.Network([nn.Dense(2, 2), nn.Step(), nn.Dense(2, 1), nn.Step()])
net.layers[0].weights, net.layers[0].biases = W1, b1
net.layers[2].weights, net.layers[2].biases = W2, b2
print("the network answers", net.predict(X), "which is A2:", net.predict(X) == A2)
print(net.summary())
#> the network answers [[0], [1], [1], [0]] which is A2: True
#> layer        outputs  parameters
#> Dense(2, 2)        2           6
#> Step()             2           0
#> Dense(2, 1)        1           3
#> Step()             1           0
#> total                          9

# Count the parameters with it: the first layer has 2 * 2 weights and 2 biases.
#
# What is the activation good for? Leave it out, and multiply through, with W1T for transpose(W1):
#
#     (X . W1T + b1) . W2T + b2  =  X . (W1T . W2T) + (b1 . W2T + b2)
#
# The right side is a single layer with other weights. Two layers without an activation between them are no
# more than one, and one cannot do XOR, as we have seen. Here are both sides in numbers.

W1T, W2T = linalg.transpose(W1), linalg.transpose(W2)
two_layers = linalg.add(linalg.dot(linalg.add(linalg.dot(X, W1T), b1), W2T), b2)
weights, bias = linalg.transpose(linalg.dot(W1T, W2T)), linalg.add(linalg.dot(b1, W2T), b2)
print("two layers without activation:", two_layers)
print("one layer, weights %s, bias %s:" % (weights, bias), linalg.add(linalg.dot(X, linalg.transpose(weights)), bias))
#> two layers without activation: [[-3.0], [-2.0], [-3.0], [-2.0]]
#> one layer, weights [[0.0, 1.0]], bias [-3.0]: [[-3.0], [-2.0], [-3.0], [-2.0]]

# The bend that the activation puts between them is what makes a network more than one neuron. Which
# functions make a good bend is the next chapter.
