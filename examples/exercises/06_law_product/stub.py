"""A law for the product of matrices: which comes first?

The product dot(a, b) of two matrices has at row i and column j the inner product of row i of a and
column j of b. So a must have as many columns as b has rows, and the result has the rows of a and
the columns of b:

    dot([[1.0, 2.0]],  [[10.0, 20.0, 30.0],  =  [[90.0, 120.0, 150.0]]
                        [40.0, 50.0, 60.0]])

Unlike with numbers, the order matters: dot(b, a) is another matrix, if there is one at all. It is
easily mixed up, and tests do not see it if they use matrices that do not care, such as a multiple
of the identity, or 1 by 1.

Below is a law that is true: the product with the identity changes nothing. Five wrong products are
waiting. You could calculate every element yourself, as in the exercises before; but try it with
laws that do not repeat the calculation. Which do you know? How does the transpose of a product come
about? What does the product of three matrices obey? What happens to the product if you double one
row of a, or add one matrix to another?

The numbers that are drawn are quarters, and products of a few of them are exact: == is safe here.
"""


def identity(n):
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


def law_identity(dot, draw):
    n = draw.size()
    a = draw.matrix(n, n)
    assert dot(a, identity(n)) == a
