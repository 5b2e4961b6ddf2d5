"""The transpose: rows become columns.

A matrix is a list of rows, and a row is a list of numbers. This one has two rows and three columns:

    m = [[1.0, 2.0, 3.0],
         [4.0, 5.0, 6.0]]

so m[0] is its first row, and m[0][2] is 3.0. Its transpose has three rows and two columns. What was
a column is a row now:

    transpose(m) = [[1.0, 4.0],
                    [2.0, 5.0],
                    [3.0, 6.0]]

The number in row r and column c has gone to row c and column r. A network needs this in every step
backwards: on the way forward a layer goes along the rows of its weights, on the way back along the
columns.

Write transpose. Give back a new matrix, a list of lists, and leave m as it is.
"""


def transpose(m):
    """Return the matrix whose rows are the columns of m."""
    raise NotImplementedError
