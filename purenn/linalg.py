"""Matrices as lists of rows: the few operations that neural networks are made of.

A matrix is a list of rows, and a row is a list of numbers. A flat list is a row vector. In a batch
each row is one sample, so X is [samples][features].

The letters, the same in every module:

    X  inputs              x  one sample              n  how many samples
    Y  targets             y  one target              s  number of a sample
    W  weights             w  one weight              i  number of an input
    b  biases              g  one gradient            j  number of an output, of a neuron
    Z  weighted sums       z  one weighted sum, before the activation
    A  activations         a  one activation, after it: a = f(z)
    dX, dW, dZ, ...        gradient of the loss with respect to X, W, Z, ...

Every function here returns new lists and leaves what it was given as it was.
"""

import math

try:
    from operator import mul
except ImportError:
    mul = None  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, List, Optional, Sequence, Tuple

    Vector = List[float]
    Matrix = List[Vector]

def inner_by_map(a: "Iterable[Any]", b: "Iterable[Any]") -> "Any":
    """Add up the products of two rows, for Pythons before 3.12 and for PyPy."""
    return sum(map(mul, a, b))


def inner_by_loop(a: "Iterable[Any]", b: "Iterable[Any]") -> "Any":
    """Add up the products of two rows, where nothing faster is to be had, as on MicroPython."""
    total = 0
    for x, y in zip(a, b):
        total += x * y
    return total


# The inner product, chosen once for the Python this runs on: every matrix product below is made of it, so
# this is where the time goes. Each starts at the integer 0, so that whole numbers and fractions stay exact.
inner: "Callable[[Any, Any], Any]" = getattr(math, "sumprod", inner_by_loop if mul is None else inner_by_map)


class ShapeError(ValueError):
    """Say that lists do not have the shape that was expected; the message holds the shapes."""


def shape(m: "Any") -> "Tuple[int, ...]":
    """Return (rows, columns) of a matrix, (n,) of a flat list and () of a number.

    Errors:   ShapeError  m is empty, ragged or nested too deep
    Example:
        >>> shape([[1, 2, 3], [4, 5, 6]])
        (2, 3)
        >>> shape([1, 2, 3]), shape(7)
        ((3,), ())
    """
    if not is_row(m):
        return ()
    if len(m) == 0:
        raise ShapeError("expected at least one number, but the list is empty: shape (0,)")
    if not is_row(m[0]):
        return _flat_shape(m)
    columns = row_length(m, "the matrix")
    for i, row in enumerate(m):
        for v in row:
            if is_row(v):
                raise ShapeError("expected rows of numbers, but row %d holds a list of %d" % (i, len(v)))
    return (len(m), columns)


def _flat_shape(m: "Any") -> "Tuple[int, ...]":
    for i, v in enumerate(m):
        if is_row(v):
            raise ShapeError("expected numbers or rows of equal length, but element 0 is a number and element %d a list of %d" % (i, len(v)))
    return (len(m),)


def is_row(value: "Any") -> "bool":
    """Tell whether `value` is a sequence of numbers or rows, rather than one number.

    Example:
        >>> is_row([1.0]), is_row((1.0, 2.0)), is_row(1.0), is_row("text")
        (True, True, False, False)
    """
    if isinstance(value, str):
        return False
    try:
        len(value)
    except TypeError:
        return False
    return True


def row_length(rows: "Sequence[Sequence[Any]]", name: "str") -> "int":
    """Return the one length that all rows have.

    Errors:   ShapeError  the rows differ in length, are empty, or are no rows
    Example:
        >>> row_length([[1, 2], [3, 4], [5, 6]], "X")
        2
    """
    try:
        lengths = set(map(len, rows))
    except TypeError:
        i = [is_row(row) for row in rows].index(False)
        raise ShapeError("%s should hold rows only, but row %d is %s" % (name, i, _shown(rows[i])))
    columns = len(rows[0])
    if len(lengths) > 1:
        i = [len(row) == columns for row in rows].index(False)
        raise ShapeError(
            "%s is ragged: row 0 has shape (%d,) and row %d has shape (%d,)" % (name, columns, i, len(rows[i]))
        )
    if columns == 0:
        raise ShapeError("%s has no columns: shape (%d, 0)" % (name, len(rows)))
    return columns


def matrix(m: "Any", name: "str" = "the matrix") -> "Matrix":
    """Return a fresh list of equally long lists of numbers, whatever sequences m is made of.

    This is the border of the library: tuples, arrays, bytes and NumPy's arrays become plain lists
    here, and what is no matrix of numbers is refused. A flat list becomes a matrix of one row.

    Errors:   ShapeError  m is empty or ragged
              ValueError  an element is not a number; the message names its place
    Example:
        >>> matrix(((1, 2), (3, 4)))
        [[1, 2], [3, 4]]
        >>> matrix([1.5, 2.5])
        [[1.5, 2.5]]
    """
    if not is_row(m):
        raise ShapeError("%s should be a list of rows, but is %s of type %s" % (name, _shown(m), type(m).__name__))
    if len(m) == 0:
        raise ShapeError("%s is empty: shape (0,); at least one row is needed" % name)
    if not is_row(m[0]):
        return [vector(m, name)]
    rows = []
    for i, row in enumerate(m):
        if not is_row(row):
            raise ShapeError("%s[0] is a row, but %s[%d] is %s" % (name, name, i, _shown(row)))
        rows.append(_numbers(row, name, i))
    row_length(rows, name)
    return rows


def as_rows(m: "Any", name: "str") -> "Any":
    """Return m itself if it is a list of lists already, else a matrix made of it.

    Example:
        >>> m = [[1.0, 2.0]]
        >>> as_rows(m, "m") is m, as_rows(((1.0, 2.0),), "m")
        (True, [[1.0, 2.0]])
    """
    if isinstance(m, list) and m and isinstance(m[0], list):
        return m
    return matrix(m, name)


def vector(v: "Any", name: "str" = "the row") -> "Vector":
    """Return a fresh flat list of numbers.

    Errors:   ShapeError  v is no list
              ValueError  an element is not a number; the message names its place
    Example:
        >>> vector((1, 2.5))
        [1, 2.5]
    """
    if not is_row(v):
        raise ShapeError("%s should be a list of numbers, but is %s of type %s" % (name, _shown(v), type(v).__name__))
    return _numbers(v, name, None)


_PLAIN = {int, float}


def _numbers(row: "Any", name: "str", i: "Any") -> "List[Any]":
    """Copy one row, turning NumPy's scalars into Python's; i is its number, or None for a flat list."""
    numbers = row.tolist() if hasattr(row, "tolist") else list(row)
    if not set(map(type, numbers)) <= _PLAIN:
        for j, v in enumerate(numbers):
            if hasattr(v, "item"):
                numbers[j] = v.item()
            elif v is None or is_row(v) or isinstance(v, str):
                place = name if i is None else "%s[%d]" % (name, i)
                raise ValueError("%s[%d] should be a number, but is %s" % (place, j, _shown(v)))
    return numbers


def _shown(value: "Any") -> "str":
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def is_finite(value: "Any") -> "bool":
    """Tell whether a number is neither NaN nor infinite; fractions and other exact numbers are finite.

    Formula:  value - value == 0
    Example:
        >>> is_finite(1e300), is_finite(float("nan")), is_finite(float("inf"))
        (True, False, False)
    """
    return bool(value - value == 0)


def require_finite(rows: "Sequence[Any]", name: "str") -> "None":
    """Refuse NaN and infinity in a matrix or a flat list.

    Errors:   ValueError  an element is NaN or infinite; the message names its place
    Example:
        >>> require_finite([[1.0], [float("nan")]], "X")
        Traceback (most recent call last):
        ...
        ValueError: X[1][0] is nan; every number has to be finite
    """
    if not is_row(rows[0]) and is_finite(sum(rows)):
        return  # the quick way: a sum is only finite if every part is
    for i, v in enumerate(rows):
        if is_row(v):
            require_finite(v, "%s[%d]" % (name, i))
        elif not is_finite(v):
            raise ValueError("%s[%d] is %s; every number has to be finite" % (name, i, v))


def zeros(rows: "int", columns: "int") -> "Matrix":
    """Return a matrix of zeros, each row a list of its own.

    Shapes:   [rows][columns]
    Formula:  m[i][j] = 0.0
    Errors:   ShapeError  a size is not a whole number of at least 1
    Example:
        >>> zeros(2, 3)
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    require_size(rows, "rows")
    require_size(columns, "columns")
    return [[0.0] * columns for _ in range(rows)]


def identity(n: "int") -> "Matrix":
    """Return the identity matrix: dot(identity(n), m) equals m.

    Shapes:   [n][n]
    Formula:  m[i][j] = 1.0 if i == j else 0.0
    Errors:   ShapeError  n is not a whole number of at least 1
    Example:
        >>> identity(2)
        [[1.0, 0.0], [0.0, 1.0]]
    """
    require_size(n, "n")
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


def require_size(size: "Any", name: "str") -> "None":
    """Refuse a size that is not a whole number of at least 1.

    Errors:   ShapeError
    Example:
        >>> require_size(-3, "outputs")
        Traceback (most recent call last):
        ...
        purenn.linalg.ShapeError: outputs should be a whole number of at least 1, but is -3
    """
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise ShapeError("%s should be a whole number of at least 1, but is %s" % (name, _shown(size)))


def require_range(value: "Any", name: "str", low: "float", high: "Optional[float]") -> "None":
    """Refuse what is no finite number of at least `low` and, where there is a `high`, below that.

    Errors:   ValueError
    Example:
        >>> require_range(-0.1, "learning_rate", 0, None)
        Traceback (most recent call last):
        ...
        ValueError: learning_rate should be a number of at least 0, but is -0.1
    """
    number = not isinstance(value, (str, list, tuple)) and value is not None and is_finite(value)
    if not number or value < low or (high is not None and value >= high):
        limit = "" if high is None else " and below %s" % high
        raise ValueError("%s should be a number of at least %s%s, but is %r" % (name, low, limit, value))


def require_positive(value: "Any", name: "str") -> "None":
    """Refuse what is no finite number above 0.

    Errors:   ValueError
    Example:
        >>> require_positive(0, "epsilon")
        Traceback (most recent call last):
        ...
        ValueError: epsilon should be above 0, but is 0
    """
    require_range(value, name, 0, None)
    if value == 0:
        raise ValueError("%s should be above 0, but is 0" % name)


def transpose(m: "Any") -> "Matrix":
    """Turn rows into columns; a flat list, being a row, becomes one column.

    Shapes:   m [rows][columns]   result [columns][rows]
    Formula:  t[j][i] = m[i][j]
    Errors:   ShapeError  m is empty or ragged
    Example:
        >>> transpose([[1, 2, 3], [4, 5, 6]])
        [[1, 4], [2, 5], [3, 6]]
        >>> transpose([1, 2])
        [[1], [2]]
    """
    return [list(column) for column in zip(*matrix(m))]


def dot(a: "Any", b: "Any") -> "Any":
    """Multiply matrix by matrix, matrix by vector, vector by matrix, or vector by vector.

    Shapes:   a [n][k]  b [k][m]  result [n][m]      a [n][k]  b [k]  result [n]
              a [k]  b [k]        result a number    a [k]  b [k][m]  result [m]
    Formula:  c[i][j] = sum(a[i][k] * b[k][j] for k in range(len(b)))
    Errors:   ShapeError  the inner dimensions differ; the message holds both shapes
    Example:
        >>> dot([[1, 2], [3, 4]], [[5, 6], [7, 8]])
        [[19, 22], [43, 50]]
        >>> dot([[1, 2], [3, 4]], [10, 1])
        [12, 34]
        >>> dot([1, 2], [3, 4])
        11
    """
    shape_a, shape_b = shape(a), shape(b)
    if not shape_a or not shape_b or shape_a[-1] != shape_b[0]:
        raise ShapeError("dot: the inner dimensions of shapes %s and %s differ" % (shape_a, shape_b))
    rows_a = matrix(a)
    rows_b = transpose(b) if len(shape_b) == 2 else [vector(b)]
    product = dot_rows(rows_a, rows_b)
    if len(shape_b) == 1:
        product = [row[0] for row in product]  # type: ignore[misc]
    return product[0] if len(shape_a) == 1 else product


def dot_rows(a: "Sequence[Sequence[Any]]", b: "Sequence[Sequence[Any]]") -> "Matrix":
    """Multiply a by the transpose of b, row against row: the kernel under every matrix product.

    The rows are trusted to be equally long; `dot` is the careful way in.

    Shapes:   a [n][k]   b [m][k]   result [n][m]
    Formula:  c[i][j] = sum(a[i][k] * b[j][k] for k in range(len(b[j])))
    Example:
        >>> dot_rows([[1, 2], [3, 4]], [[5, 7], [6, 8]])
        [[19, 22], [43, 50]]
    """
    if len(b[0]) == 1:  # one sample, or one output: there is nothing to add up
        factors = [factor for factor, in b]
        return [[v * factor for factor in factors] for v, in a]
    return [[inner(row, other) for other in b] for row in a]


def affine_rows(X: "Iterable[Sequence[Any]]", W: "Sequence[Sequence[Any]]", b: "Sequence[Any]") -> "Matrix":
    """Return the weighted sums of every sample: dot_rows with a bias added to each output.

    Shapes:   X [n][inputs]   W [outputs][inputs]   b [outputs]   result [n][outputs]
    Formula:  Z[s][j] = b[j] + sum(W[j][i] * X[s][i] for i in range(len(W[j])))
    Example:
        >>> affine_rows([[1, 2]], [[3, 4], [5, 6]], [100, 200])
        [[111, 217]]
    """
    neurons = list(zip(W, b))
    return [[inner(weights, x) + bias for weights, bias in neurons] for x in X]


def multiply_rows(a: "Iterable[Sequence[Any]]", b: "Iterable[Sequence[Any]]") -> "Matrix":
    """Multiply two matrices of the same shape element by element; `multiply` is the careful way in.

    Shapes:   a [n][m]   b [n][m]   result [n][m]
    Formula:  c[i][j] = a[i][j] * b[i][j]
    Example:
        >>> multiply_rows([[1, 2]], [[3, 4]])
        [[3, 8]]
    """
    return [[x * y for x, y in zip(row, other)] for row, other in zip(a, b)]


def add(a: "Any", b: "Any") -> "Any":
    """Add element by element; rows, columns and numbers are repeated to fit (broadcasting).

    Shapes:   as in NumPy: each dimension is equal, or 1 in one of the two
    Formula:  c[i][j] = a[i][j] + b[i][j]
    Errors:   ShapeError  the shapes do not broadcast; the message holds both
    Source:   NumPy user guide, "Broadcasting", general rules
    Example:
        >>> add([[1, 2], [3, 4]], [10, 20])
        [[11, 22], [13, 24]]
        >>> add([[1, 2], [3, 4]], [[10], [20]])
        [[11, 12], [23, 24]]
    """
    return _elementwise("add", _add, a, b)


def subtract(a: "Any", b: "Any") -> "Any":
    """Subtract b from a element by element, broadcasting as `add` does.

    Formula:  c[i][j] = a[i][j] - b[i][j]
    Errors:   ShapeError  the shapes do not broadcast
    Example:
        >>> subtract([[5, 7]], 2)
        [[3, 5]]
    """
    return _elementwise("subtract", _subtract, a, b)


def multiply(a: "Any", b: "Any") -> "Any":
    """Multiply element by element (`dot` is the matrix product), broadcasting as `add` does.

    Formula:  c[i][j] = a[i][j] * b[i][j]
    Errors:   ShapeError  the shapes do not broadcast
    Example:
        >>> multiply([[1, 2], [3, 4]], [[10, 0], [0, 10]])
        [[10, 0], [0, 40]]
    """
    return _elementwise("multiply", _multiply, a, b)


def apply(f: "Callable[[Any], Any]", m: "Any") -> "Any":
    """Apply a function of one number to every element.

    Shapes:   the result has the shape of m
    Formula:  c[i][j] = f(m[i][j])
    Errors:   ShapeError  m is empty or ragged
    Example:
        >>> apply(abs, [[-1, 2], [3, -4]])
        [[1, 2], [3, 4]]
    """
    dimensions = len(shape(m))
    if dimensions == 0:
        return f(m)
    rows = [[f(v) for v in row] for row in matrix(m)]
    return rows if dimensions == 2 else rows[0]


def _add(x: "Any", y: "Any") -> "Any":
    return x + y


def _subtract(x: "Any", y: "Any") -> "Any":
    return x - y


def _multiply(x: "Any", y: "Any") -> "Any":
    return x * y


def _elementwise(name: "str", f: "Callable[[Any, Any], Any]", a: "Any", b: "Any") -> "Any":
    shape_a, shape_b = shape(a), shape(b)
    (rows_a, columns_a), (rows_b, columns_b) = _two(shape_a), _two(shape_b)
    if not _fit(rows_a, rows_b) or not _fit(columns_a, columns_b):
        raise ShapeError("%s: shapes %s and %s do not broadcast" % (name, shape_a, shape_b))
    rows, columns = max(rows_a, rows_b), max(columns_a, columns_b)
    pairs = zip(_repeat(a, shape_a, rows, columns), _repeat(b, shape_b, rows, columns))
    result = [list(map(f, row_a, row_b)) for row_a, row_b in pairs]
    dimensions = max(len(shape_a), len(shape_b))
    return result if dimensions == 2 else result[0] if dimensions == 1 else result[0][0]


def _two(sizes: "Tuple[int, ...]") -> "Tuple[int, int]":
    """Write a shape with two dimensions: a flat list is a row, a number a matrix of one element."""
    return (1, 1) if not sizes else (1, sizes[0]) if len(sizes) == 1 else (sizes[0], sizes[1])


def _fit(size_a: "int", size_b: "int") -> "bool":
    return size_a == size_b or size_a == 1 or size_b == 1


def _repeat(m: "Any", sizes: "Tuple[int, ...]", rows: "int", columns: "int") -> "Matrix":
    """Expand m to [rows][columns]; repeated rows are the same list, which only the caller reads."""
    m = [[m]] if not sizes else matrix(m)
    if len(m[0]) < columns:
        m = [row * columns for row in m]
    return m * rows if len(m) < rows else m  # type: ignore[no-any-return]
