"""Matrices: the laws of linear algebra, in exact arithmetic; then copies, types, and what is refused.

Each docstring names the mistake that its test has been seen to catch.
"""

import importlib.util
import math
import sys
from array import array
from copy import deepcopy
from fractions import Fraction
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import FakeArray, FakeScalar, broadcastable_pairs, flat, fractions, matrices, quarters_with_zero, rows, shapes, sizes

from purenn import linalg
from purenn import shapes as checks
from purenn.linalg import ShapeError

INNERS = [linalg.inner_by_loop, linalg.inner_by_map] + ([math.sumprod] if hasattr(math, "sumprod") else [])
OPERATIONS = [(linalg.add, lambda x, y: x + y), (linalg.subtract, lambda x, y: x - y), (linalg.multiply, lambda x, y: x * y)]
COPYING = {
    "matrix": checks.matrix,
    "transpose": linalg.transpose,
    "add 0": lambda m: linalg.add(m, 0),
    "0 + m": lambda m: linalg.add(0, m),
    "add zeros": lambda m: linalg.add(m, linalg.zeros(len(m), len(m[0]))),
    "subtract 0": lambda m: linalg.subtract(m, 0),
    "multiply by 1": lambda m: linalg.multiply(m, 1),
    "multiply by 0": lambda m: linalg.multiply(0, m),
    "add to a row": lambda m: linalg.add(m, m[0]),
    "identity * m": lambda m: linalg.dot(linalg.identity(len(m)), m),
    "m * identity": lambda m: linalg.dot(m, linalg.identity(len(m[0]))),
    "m * zeros": lambda m: linalg.dot(m, linalg.zeros(len(m[0]), 2)),
    "apply": lambda m: linalg.apply(lambda x: x, m),
    "dot_rows": lambda m: linalg.dot_rows(m, m),
    "affine_rows": lambda m: linalg.affine_rows(m, m, [0] * len(m)),
    "multiply_rows": lambda m: linalg.multiply_rows(m, m),
}


def product(a, b):
    """The product by its definition, element by element."""
    return [[sum([a[i][k] * b[k][j] for k in range(len(b))]) for j in range(len(b[0]))] for i in range(len(a))]


def transposed(m):
    return [[m[i][j] for i in range(len(m))] for j in range(len(m[0]))]


@st.composite
def chains(draw, factors=2, elements=None):
    """Draw matrices that can be multiplied in a row; square half of the time."""
    n, m = draw(shapes(4))
    widths = [n] * (factors + 1) if n == m else [n, m] + [draw(sizes(4)) for _ in range(factors - 1)]
    return [draw(matrices(r, c, fractions() if elements is None else elements)) for r, c in zip(widths, widths[1:])]


def pairs(elements=None):
    return shapes().flatmap(lambda size: st.tuples(*[matrices(size[0], size[1], fractions() if elements is None else elements)] * 2))


# Laws of the product


@given(chains())
def test_product_by_its_definition(pair):
    """The last inner index dropped; a forgotten transpose on squares; the row of the wrong operand."""
    a, b = pair
    assert linalg.dot(a, b) == product(a, b)


@given(chains())
def test_product_of_matrix_and_vector_by_its_definition(pair):
    """A vector taken as a row where it is a column, which squares hide; a result nested as a matrix."""
    a, b = pair
    column = [row[0] for row in b]
    assert linalg.dot(a, column) == [row[0] for row in product(a, b)]
    assert linalg.dot(a[0], b) == product(a, b)[0]
    assert linalg.dot(a[0], column) == product(a, b)[0][0]


def test_large_products_by_their_definition():
    """Long rows that are cut, or worked off in pieces of which the last is left out: no small matrix shows it."""
    table = lambda n, m, k: [[(7 * i + k * j) % 11 - 5 for j in range(m)] for i in range(n)]
    for n, k, m in ((70, 131, 3), (2, 300, 1), (3, 1, 80), (1, 2, 90)):
        a, b = table(n, k, 3), table(k, m, 4)
        assert linalg.dot(a, b) == product(a, b)
        assert linalg.affine_rows(a, transposed(b), range(m)) == [[v + j for j, v in enumerate(row)] for row in product(a, b)]
        assert linalg.transpose(a) == transposed(a)
        assert linalg.add(a, a[0]) == [[x + y for x, y in zip(row, a[0])] for row in a]
        for inner in INNERS:
            assert inner(a[-1], a[0]) == sum([x * y for x, y in zip(a[-1], a[0])])


@given(chains(3))
def test_product_is_associative(three):
    """Operands in the wrong order; a transpose too many."""
    a, b, c = three
    assert linalg.dot(linalg.dot(a, b), c) == linalg.dot(a, linalg.dot(b, c))


@given(chains(), st.data())
def test_product_is_distributive(pair, data):
    """A product that is not linear, such as one with a rounded or a clipped sum."""
    a, b = pair
    c = data.draw(matrices(len(b), len(b[0]), fractions()))
    assert linalg.dot(a, linalg.add(b, c)) == linalg.add(linalg.dot(a, b), linalg.dot(a, c))


@given(matrices(elements=quarters_with_zero()))
def test_identity_is_neutral_on_both_sides(m):
    """Ones beside the diagonal; a product that only works for squares."""
    assert linalg.dot(linalg.identity(len(m)), m) == m
    assert linalg.dot(m, linalg.identity(len(m[0]))) == m


@given(chains())
def test_transpose_of_a_product(pair):
    """A transpose that is a no-op for square matrices: (AB)' = B'A'."""
    a, b = pair
    assert linalg.transpose(linalg.dot(a, b)) == linalg.dot(linalg.transpose(b), linalg.transpose(a))


@given(chains(), st.data())
def test_transpose_is_the_adjoint(pair, data):
    """W where W' belongs: <Ax, y> = <x, A'y>."""
    a = pair[0]
    x, y = data.draw(rows(len(a[0]), fractions())), data.draw(rows(len(a), fractions()))
    assert linalg.dot(linalg.dot(a, x), y) == linalg.dot(x, linalg.dot(linalg.transpose(a), y))


@given(matrices(elements=fractions()))
def test_transpose_by_its_definition(m):
    """Both axes flipped; the square transpose a no-op; columns as tuples."""
    t = linalg.transpose(m)
    assert t == transposed(m)
    assert linalg.transpose(t) == m


@given(rows(sizes(), fractions()))
def test_transpose_of_a_row_is_a_column(row):
    """A flat list taken for a column."""
    assert linalg.transpose(row) == [[v] for v in row]


@given(chains(elements=st.one_of(fractions(), st.integers(-(10**20), 10**20))))
def test_every_inner_product_is_the_same_and_exact(pair):
    """A sum that starts at 0.0; one that leaves out a term; one kernel that differs from the others."""
    a, b = pair
    for inner in INNERS:
        with mock.patch.object(linalg, "inner", inner):
            result = linalg.dot(a, b)
            sums = linalg.affine_rows(a, transposed(b), [1] * len(b[0]))
        assert result == product(a, b)
        assert sums == [[v + 1 for v in row] for row in result]
        assert not any([isinstance(v, float) for v in flat(result) + flat(sums)])


@given(pairs(quarters_with_zero()))
def test_inner_products_agree_on_floats_that_do_not_round(pair):
    """A kernel with its own rounding."""
    a, b = pair
    assert len({tuple([inner(x, y) for x, y in zip(a, b)]) for inner in INNERS}) == 1


def test_one_inner_product_is_chosen():
    """A slow kernel on a Python that has a fast one."""
    assert linalg.inner is (getattr(math, "sumprod", linalg.inner_by_map))


def test_a_python_without_operator_takes_the_loop(monkeypatch):
    """An import that only CPython has: on MicroPython the module would not even load."""
    monkeypatch.delattr(math, "sumprod", raising=False)
    monkeypatch.setitem(sys.modules, "operator", None)
    spec = importlib.util.spec_from_file_location("purenn.bare_linalg", linalg.__file__)
    bare = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bare)
    assert bare.inner is bare.inner_by_loop
    assert bare.dot([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[19, 22], [43, 50]]


@given(chains())
def test_kernels_by_their_definitions(pair):
    """The one-column shortcut of dot_rows that differs; a bias added to the sample in place of the output."""
    a, b = pair
    turned = transposed(b)
    bias = [Fraction(10 + j, 3) for j in range(len(turned))]
    assert linalg.dot_rows(a, turned) == product(a, b)
    assert linalg.affine_rows(a, turned, bias) == [[v + bias[j] for j, v in enumerate(row)] for row in product(a, b)]
    assert linalg.multiply_rows(a, a) == [[v * v for v in row] for row in a]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_comes_through_beside_zeros(bad):
    """Zeros left out to save time: 0 * inf is NaN, and has to be seen."""
    for a, b in (([[0.0]], [[bad]]), ([[0.0, 0.0]], [[bad], [1.0]]), ([[bad, 1.0]], [[0.0], [0.0]]), ([[0, 0]], [[bad, 1.0], [1.0, 1.0]])):
        assert math.isnan(linalg.dot(a, b)[0][0])
        assert math.isnan(linalg.affine_rows(a, transposed(b), [1.0] * len(b[0]))[0][0])
    assert math.isnan(linalg.multiply([[0.0, 1.0]], bad)[0][0])
    assert math.isnan(linalg.multiply_rows([[0.0]], [[bad]])[0][0])


# Element by element


def expanded(operand, n, m):
    """Write out what broadcasting means, after the rule in NumPy's user guide."""
    grid = operand if isinstance(operand, list) else [[operand]]
    grid = grid if isinstance(grid[0], list) else [grid]
    return [[grid[i if len(grid) > 1 else 0][j if len(grid[0]) > 1 else 0] for j in range(m)] for i in range(n)]


def dimensions(operand):
    return 0 if not isinstance(operand, list) else 2 if isinstance(operand[0], list) else 1


@given(broadcastable_pairs(fractions()))
@example(([[1, 2], [3, 4]], [10, 20]))
@example(([10, 20], [[1, 2], [3, 4]]))
@example(([[1, 2], [3, 4]], [[10], [20]]))
@example(([[10], [20]], [[1, 2], [3, 4]]))
@example(([1, 2, 3], [[10], [20]]))
@example((2, 3))
def test_broadcasting_is_expansion(pair):
    """A row used as a column on squares; one order that broadcasts and one that does not; operands swapped in subtract."""
    a, b = pair
    both = [m if isinstance(m, list) and isinstance(m[0], list) else [m] if isinstance(m, list) else [[m]] for m in pair]
    n, m = max([len(g) for g in both]), max([len(g[0]) for g in both])
    for operation, f in OPERATIONS:
        wanted = [[f(x, y) for x, y in zip(*two)] for two in zip(expanded(a, n, m), expanded(b, n, m))]
        deepest = max(dimensions(a), dimensions(b))
        assert operation(a, b) == (wanted if deepest == 2 else wanted[0] if deepest == 1 else wanted[0][0])


@given(pairs())
def test_elementwise_by_definition(pair):
    """Multiply that is the matrix product on squares; subtract the wrong way round; multiply_rows that takes one operand twice."""
    a, b = pair
    n, m = len(a), len(a[0])
    assert linalg.add(a, b) == [[a[i][j] + b[i][j] for j in range(m)] for i in range(n)]
    assert linalg.subtract(a, b) == [[a[i][j] - b[i][j] for j in range(m)] for i in range(n)]
    assert linalg.multiply(a, b) == [[a[i][j] * b[i][j] for j in range(m)] for i in range(n)]
    assert linalg.multiply_rows(a, b) == [[a[i][j] * b[i][j] for j in range(m)] for i in range(n)]


@given(matrices(elements=fractions()))
def test_apply_by_its_definition(m):
    """A function applied to whole rows; a flat list that comes back as a matrix."""
    assert linalg.apply(lambda x: 2 * x + 1, m) == [[2 * x + 1 for x in row] for row in m]
    assert linalg.apply(lambda x: 2 * x + 1, m[0]) == [2 * x + 1 for x in m[0]]
    assert linalg.apply(lambda x: 2 * x + 1, m[0][0]) == 2 * m[0][0] + 1


def test_example_from_the_numpy_user_guide():
    """Broadcasting along the wrong axis. Source: NumPy user guide, "Broadcasting", the figures of general broadcasting rules."""
    a = [[0.0, 0.0, 0.0], [10.0, 10.0, 10.0], [20.0, 20.0, 20.0], [30.0, 30.0, 30.0]]
    wanted = [[1.0, 2.0, 3.0], [11.0, 12.0, 13.0], [21.0, 22.0, 23.0], [31.0, 32.0, 33.0]]
    assert linalg.add(a, [1.0, 2.0, 3.0]) == wanted
    assert linalg.add([[0.0], [10.0], [20.0], [30.0]], [1.0, 2.0, 3.0]) == wanted
    with pytest.raises(ShapeError):
        linalg.add(a, [1.0, 2.0, 3.0, 4.0])


@given(shapes())
def test_zeros_and_identity_by_their_definitions(size):
    """[[0] * n] * m: rows that are one and the same list; rows and columns swapped."""
    n, m = size
    z = linalg.zeros(n, m)
    assert z == [[0.0 for _ in range(m)] for _ in range(n)]
    z[0][0] = 5.0
    assert sum(flat(z)) == 5.0
    assert all([isinstance(v, float) for v in flat(z) + flat(linalg.identity(n))])
    assert linalg.identity(n) == [[float(i == j) for j in range(n)] for i in range(n)]


# Copies and types


@given(matrices(elements=quarters_with_zero()))
@example([[0.0, 0.0], [0.0, 0.0]])
def test_results_are_fresh_lists_and_arguments_stay(m):
    """A result that shares a row with its argument, zero and identity operands included; writing into an argument; rows as tuples."""
    before, ids = deepcopy(m), {id(row) for row in m} | {id(m)}
    for name in COPYING:
        result = COPYING[name](m)
        assert m == before, name
        assert type(result) is list, name
        assert {type(row) for row in result} == {list}, name
        own = [id(row) for row in result] + [id(result)]
        assert len(set(own)) == len(own), "two rows are the same list: " + name
        assert not ids & set(own), "a row of the argument is a row of the result: " + name


@given(broadcastable_pairs(quarters_with_zero()))
def test_broadcasting_leaves_both_operands_as_they_were(pair):
    """An expansion that grows the caller's rows in place, or hands one row out several times."""
    before = deepcopy(pair)
    for operation, _ in OPERATIONS:
        result = operation(*pair)
        if isinstance(result, list) and isinstance(result[0], list):
            assert len({id(row) for row in result}) == len(result)
            assert all([row is not other for row in result for m in pair if isinstance(m, list) for other in m])
    assert pair == before


def test_vectors_are_copied_too():
    """A flat list that is handed back as it came."""
    row = [1.0, 2.0]
    for result in (checks.vector(row), linalg.add(row, 0), linalg.multiply(1, row), linalg.apply(lambda v: v, row), checks.matrix(row)[0]):
        assert result == row
        assert result is not row


@given(chains(elements=st.integers(-9, 9)))
def test_integers_stay_integers_and_fractions_fractions(pair):
    """float() in a kernel; a sum that starts at 0.0."""
    a, b = pair
    fraction = [[Fraction(v, 7) for v in row] for row in a]
    for m in (linalg.dot(a, b), linalg.add(a, 1), linalg.subtract(a, a), linalg.multiply(a, 2), linalg.transpose(a), checks.matrix(a)):
        assert {type(v) for v in flat(m)} == {int}
    for m in (linalg.dot(fraction, b), linalg.add(fraction, 1), linalg.multiply(fraction, 2), checks.matrix(fraction)):
        assert {type(v) for v in flat(m)} == {Fraction}


@pytest.mark.parametrize(
    "same",
    [
        ((1, 2), (3, 4)),
        [(1, 2), [3, 4]],
        ([1, 2], [3, 4]),
        [array("d", [1.0, 2.0]), array("d", [3.0, 4.0])],
        [array("b", [1, 2]), array("f", [3, 4])],
        [b"\x01\x02", bytearray(b"\x03\x04")],
        [range(1, 3), range(3, 5)],
        [memoryview(b"\x01\x02"), memoryview(b"\x03\x04")],
        FakeArray([[1, 2], [3, 4]]),
        [FakeArray([1, 2]), FakeArray([3, 4])],
        [[FakeScalar(1), FakeScalar(2)], [3.0, FakeScalar(4)]],
        (FakeArray([1.0, 2.0]), (3, 4)),
    ],
    ids=repr,
)
def test_sequences_of_every_kind_are_accepted(same):
    """isinstance(m, list) as the test for a matrix; NumPy's scalars left in the result."""
    m = [[1, 2], [3, 4]]
    assert linalg.shape(same) == (2, 2)
    assert checks.matrix(same) == m
    assert {type(v) for v in flat(checks.matrix(same))} <= {int, float}
    assert linalg.dot(same, same) == [[7, 10], [15, 22]]
    assert linalg.dot(same, (1, 1)) == [3, 7]
    assert linalg.dot([1, 1], same) == [4, 6]
    assert linalg.add(same, same) == [[2, 4], [6, 8]]
    assert linalg.subtract(same, [1, 2]) == [[0, 0], [2, 2]]
    assert linalg.multiply(2, same) == [[2, 4], [6, 8]]
    assert linalg.transpose(same) == [[1, 3], [2, 4]]
    assert linalg.apply(lambda v: -v, same) == [[-1, -2], [-3, -4]]
    assert checks.as_rows(same, "same") == m or checks.as_rows(same, "same") is same


@pytest.mark.parametrize("same", [(1, 2), array("d", [1, 2]), b"\x01\x02", range(1, 3), FakeArray([1, 2]), [FakeScalar(1), 2]], ids=repr)
def test_flat_sequences_of_every_kind_are_accepted(same):
    """A flat array taken for a number."""
    assert linalg.shape(same) == (2,)
    assert checks.vector(same) == [1, 2]
    assert checks.matrix(same) == [[1, 2]]
    assert linalg.add(same, 1) == [2, 3]
    assert linalg.dot(same, same) == 5
    assert linalg.dot([[1, 0], [0, 2]], same) == [1, 4]


# What is refused


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ([], r"list is empty: shape \(0,\)|is empty: shape \(0,\)"),
        ([[]], r"no columns: shape \(1, 0\)"),
        ([[], []], r"no columns: shape \(2, 0\)"),
        ((), r"shape \(0,\)"),
        ([[1, 2], [3]], r"ragged: row 0 has shape \(2,\) and row 1 has shape \(1,\)"),
        ([[1], [2], [3, 4, 5]], r"row 0 has shape \(1,\) and row 2 has shape \(3,\)"),
        ([[1, 2], []], r"row 0 has shape \(2,\) and row 1 has shape \(0,\)"),
        ([[], [1]], r"row 0 has shape \(0,\) and row 1 has shape \(1,\)"),
        ([(1, 2), array("d", [1])], r"row 1 has shape \(1,\)"),
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "function",
    [
        linalg.shape,
        checks.matrix,
        linalg.transpose,
        lambda m: linalg.dot(m, [[1, 2], [3, 4]]),
        lambda m: linalg.dot([1, 2], m),
        lambda m: linalg.add(m, 1),
        lambda m: linalg.subtract(1, m),
        lambda m: linalg.multiply(m, m),
        lambda m: linalg.apply(abs, m),
    ],
)
def test_ragged_and_empty_are_refused(function, wrong, sentence):
    """A ragged or an empty matrix that goes through, cut to the shortest row by zip."""
    with pytest.raises(ShapeError, match=sentence):
        function(wrong)


@pytest.mark.parametrize("wrong", [[[1, 2], 3], [[1, 2], None], [1, [2, 3]], [1, [2]], [[[1]]], [[1, [2]]], [[[1, 2]], [[3, 4]]]], ids=repr)
def test_mixed_depths_are_refused(wrong):
    """A number between rows, a row between numbers, a list three deep: a TypeError from the depths, or silence."""
    for function in (linalg.shape, lambda m: linalg.add(m, 1), lambda m: linalg.dot(m, m), lambda m: linalg.apply(abs, m)):
        with pytest.raises(ShapeError):
            function(wrong)
    with pytest.raises(ValueError):
        checks.matrix(wrong)


@given(matrices(elements=quarters_with_zero()), matrices(elements=quarters_with_zero()))
def test_product_of_shapes_that_do_not_fit(a, b):
    """No check of the inner dimensions: zip cuts to the shorter; the shapes in the message the other way round."""
    if len(a[0]) == len(b):
        assert len(linalg.dot(a, b)) == len(a)
    else:
        with pytest.raises(ShapeError) as error:
            linalg.dot(a, b)
        shapes_in_order = ((len(a), len(a[0])), (len(b), len(b[0])))
        assert str(error.value) == "dot: the inner dimensions of shapes %s and %s differ" % shapes_in_order


@pytest.mark.parametrize(
    "a, b, both",
    [
        ([[1, 2]], [1, 2, 3], ("(1, 2)", "(3,)")),
        ([1, 2, 3], [[1, 2]], ("(3,)", "(1, 2)")),
        ([1, 2], [1, 2, 3], ("(2,)", "(3,)")),
        ([[1], [2]], [1, 2], ("(2, 1)", "(2,)")),
        (5, [1], ("()", "(1,)")),
        ([[1]], 5, ("(1, 1)", "()")),
    ],
)
def test_vectors_that_do_not_fit_name_both_shapes(a, b, both):
    """A vector turned round silently; a message with one shape only."""
    with pytest.raises(ShapeError) as error:
        linalg.dot(a, b)
    assert str(error.value) == "dot: the inner dimensions of shapes %s and %s differ" % both


@given(matrices(elements=quarters_with_zero()), matrices(elements=quarters_with_zero()))
@example([[1, 2]], [[1, 2, 3, 4]])
@example([[1], [2], [3], [4]], [[1], [2]])
def test_shapes_that_do_not_broadcast(a, b):
    """Rows cut or repeated as far as they go; the shapes in the message the other way round."""
    shape_a, shape_b = (len(a), len(a[0])), (len(b), len(b[0]))
    fits = all([n == m or 1 in (n, m) for n, m in zip(shape_a, shape_b)])
    for operation, _ in OPERATIONS:
        if fits:
            operation(a, b)
        else:
            with pytest.raises(ShapeError) as error:
                operation(a, b)
            assert str(error.value) == "%s: shapes %s and %s do not broadcast" % (operation.__name__, shape_a, shape_b)


@pytest.mark.parametrize("size", [0, -1, 1.0, 2.5, "3", None, True, [2]])
def test_sizes_are_whole_numbers_from_one_on(size):
    """An empty matrix made by zeros(0, 3); True as a size; the wrong one of two sizes blamed."""
    for make, name in ((linalg.identity, "n"), (lambda n: linalg.zeros(n, 2), "rows"), (lambda n: linalg.zeros(2, n), "columns")):
        with pytest.raises(ShapeError) as caught:
            make(size)
        assert str(caught.value) == "%s should be a whole number of at least 1, but is %r" % (name, size)
