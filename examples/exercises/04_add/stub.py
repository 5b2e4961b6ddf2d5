"""Adding with broadcasting: what is too small is repeated.

Two matrices of the same shape are added element by element. But a layer adds its biases, one row,
to every row of a batch, so it would be a nuisance if both had to have the same shape. The rule,
that of NumPy, is called broadcasting: in each of the two dimensions the sizes are equal, or one of
them is 1. What has size 1 there is repeated, as often as it takes:

    add([[1.0, 2.0],      [[10.0, 20.0]])  =  [[11.0, 22.0],     one row is added to every row
         [3.0, 4.0]],                          [13.0, 24.0]]

    add([[1.0, 2.0],      [[10.0],         =  [[11.0, 12.0],     one column is added to every column
         [3.0, 4.0]],      [20.0]])            [23.0, 24.0]]

    add([[1.0, 2.0]],     [[10.0],         =  [[11.0, 12.0],     both are repeated
                           [20.0]])            [21.0, 22.0]]

Write add. Both arguments are matrices (lists of rows) that fit together by this rule, either of
them may be the smaller one, and you need not look for shapes that do not fit. The result is a new
matrix.
"""


def add(a, b):
    """Return a + b; rows and columns of size 1 are repeated to fit."""
    raise NotImplementedError
