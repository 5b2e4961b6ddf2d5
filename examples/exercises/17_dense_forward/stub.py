"""A layer of neurons, and a batch of samples: Dense forward.

A layer is several neurons that look at the same inputs. The weights of all of them make a matrix W
with one row for each neuron, the biases a list b with one number for each. Samples come in batches,
too: X is a matrix with one row for each sample. So the weighted sums make a matrix Z, with a row
for each sample and a column for each neuron:

    Z[s][j] = b[j] + the inner product of W[j] and X[s]

With two neurons that have three inputs each, and one sample:

    W = [[1.0, 0.0, 2.0],     b = [10.0, 20.0]     X = [[1.0, 2.0, 3.0]]
         [0.0, 1.0, 0.0]]

    Z = [[17.0, 22.0]]        17 = 10 + 1 * 1 + 0 * 2 + 2 * 3        22 = 20 + 2

In the language of matrices this is X times the transpose of W, plus b in every row. Row against
row: nothing has to be transposed if you go along the rows of both.

Write dense. There is no activation in it; that is a layer of its own. The shapes fit together.
"""


def dense(W, b, X):
    """Return the weighted sums of all neurons for all samples."""
    raise NotImplementedError
