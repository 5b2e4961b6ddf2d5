"""Matrices as lists of rows: the operations that neural networks are made of.

The layers use the three at the heart, `dot_rows`, `affine_rows` and `multiply_rows`; the others are for you, to try
things out and to write layers of your own.

A matrix is a list of rows, and a row is a list of numbers. A flat list is a row vector. In a batch
each row is one sample, so X is [samples][features].

The letters, the same in every module:

    X  inputs              x  one sample              n  how many samples
    Y  targets             y  one target              s  number of a sample
    W  weights             w  one weight              i  number of an input
    b  biases              g  one gradient            j  number of an output, of a neuron
                           p  one probability         k  number of a class
    Z  weighted sums       z  one weighted sum, before the activation
    A  activations         a  one activation, after it: a = f(z)
    dX, dW, dZ, ...        gradient of the loss with respect to X, W, Z, ...

Here, a and b are any two matrices or rows. Every function here returns new lists and leaves what it was given as it was.
"""

import math

try:
    from operator import mul
except ImportError:
    mul = None  # type: ignore[assignment]

from .shapes import ShapeError, matrix, require_size, shape, vector

__all__ = [
    "ShapeError", "add", "affine_rows", "apply", "dot", "dot_rows", "identity", "inner", "inner_by_loop", "inner_by_map",
    "multiply", "multiply_rows", "shape", "subtract", "transpose", "zeros",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, Sequence, Tuple

    from .shapes import Matrix


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


def zeros(rows: "int", columns: "int") -> "Matrix":
    """Return a matrix of zeros, each row a list of its own.

    Shapes:   [rows][columns]
    Formula:  m[i][j] = 0.0
    Errors:   ShapeError  a size is not a whole number of at least 1
    Example:
        >>> zeros(2, 3)
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    rows = require_size(rows, "rows")
    columns = require_size(columns, "columns")
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
    n = require_size(n, "n")
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


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
