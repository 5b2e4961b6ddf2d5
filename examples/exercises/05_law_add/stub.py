"""A law for broadcasting, and the trap of square matrices.

add(a, b) adds two matrices, and repeats the rows and columns of which there is only one (see the
exercise before). Either of the two may be the small one, and the small one may be a row, a column
or a single number. In the law below b is a row that belongs to every row of a: a bias for each
column.

The law below adds a row to a matrix of three rows and three columns, and looks at all nine results.
That sounds thorough. But it is always the same shape that it looks at, and always the same kind of
b; and where there are as many rows as columns, one can take the one for the other and nothing
breaks. Bugs of shape hide in squares. It is the commonest mistake in tests of matrix code.

The right add and five wrong ones wait for you. Kill all five. You may write several laws.
"""


def law_row(add, draw):
    a = draw.matrix(3, 3)
    b = draw.matrix(1, 3)
    c = add(a, b)
    for i in range(3):
        for j in range(3):
            assert c[i][j] == a[i][j] + b[0][j]
