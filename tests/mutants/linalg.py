"""Bugs of the linear algebra."""

TESTS = {"linalg.py": ["test_linalg.py"], "shapes.py": ["test_shapes.py", "test_linalg.py"]}

BUGS = [
    (
        "all rows of zeros are one list: [[0] * n] * m",
        "linalg.py",
        "return [[0.0] * columns for _ in range(rows)]",
        "return [[0.0] * columns] * rows",
    ),
    (
        "transpose: rows as tuples",
        "linalg.py",
        "return [list(column) for column in zip(*matrix(m))]",
        "return list(zip(*matrix(m)))",
    ),
    (
        "elementwise: rows as tuples",
        "linalg.py",
        "result = [list(map(f, row_a, row_b)) for row_a, row_b in pairs]",
        "result = [tuple(map(f, row_a, row_b)) for row_a, row_b in pairs]",
    ),
    (
        "transpose: both axes flipped",
        "linalg.py",
        "return [list(column) for column in zip(*matrix(m))]",
        "return [list(column)[::-1] for column in zip(*matrix(m))][::-1]",
    ),
    (
        "transpose of a square is a no-op",
        "linalg.py",
        "    return [list(column) for column in zip(*matrix(m))]",
        "    m = matrix(m)\n    return m if len(m) == len(m[0]) else [list(column) for column in zip(*m)]",
    ),
    (
        "dot_rows: last inner index dropped",
        "linalg.py",
        "return [[inner(row, other) for other in b] for row in a]",
        "return [[inner(row[:-1], other[:-1]) for other in b] for row in a]",
    ),
    (
        "affine_rows: last inner index dropped",
        "linalg.py",
        "return [[inner(weights, x) + bias for weights, bias in neurons] for x in X]",
        "return [[inner(weights[:-1], x[:-1]) + bias for weights, bias in neurons] for x in X]",
    ),
    (
        "inner_by_loop: last inner index dropped",
        "linalg.py",
        "    for x, y in zip(a, b):\n        total += x * y",
        "    for x, y in list(zip(a, b))[:-1]:\n        total += x * y",
    ),
    (
        "inner_by_map: last inner index dropped",
        "linalg.py",
        "return sum(map(mul, a, b))",
        "return sum(list(map(mul, a, b))[:-1])",
    ),
    (
        "dot: no inner-dimension check",
        "linalg.py",
        "if not shape_a or not shape_b or shape_a[-1] != shape_b[0]:",
        "if not shape_a or not shape_b:",
    ),
    (
        "dot: missing transpose on squares",
        "linalg.py",
        "rows_b = transpose(b) if len(shape_b) == 2 else [vector(b)]",
        "rows_b = matrix(b) if len(set(shape_b)) == 1 else transpose(b)",
    ),
    (
        "dot: row times square taken as square times row",
        "linalg.py",
        "rows_b = transpose(b) if len(shape_b) == 2 else [vector(b)]",
        "rows_b = matrix(b) if len(shape_b) == 1 or (len(shape_a) == 1 and shape_b[0] == shape_b[1]) else transpose(b)",
    ),
    (
        "inner_by_loop: sums from 0.0",
        "linalg.py",
        "    total = 0\n",
        "    total = 0.0\n",
    ),
    (
        "inner_by_map: sums from 0.0",
        "linalg.py",
        "return sum(map(mul, a, b))",
        "return sum(map(mul, a, b), 0.0)",
    ),
    (
        "dot_rows: sums from 0.0",
        "linalg.py",
        "return [[inner(row, other) for other in b] for row in a]",
        "return [[0.0 + inner(row, other) for other in b] for row in a]",
    ),
    (
        "affine_rows: sums from 0.0",
        "linalg.py",
        "return [[inner(weights, x) + bias for weights, bias in neurons] for x in X]",
        "return [[0.0 + inner(weights, x) + bias for weights, bias in neurons] for x in X]",
    ),
    (
        "row vector used as column on squares",
        "linalg.py",
        "m = [[m]] if not sizes else matrix(m)",
        "m = [[m]] if not sizes else transpose(m) if len(sizes) == 1 and rows == columns == sizes[0] else matrix(m)",
    ),
    (
        "biases used as a column on squares",
        "linalg.py",
        "return [[inner(weights, x) + bias for weights, bias in neurons] for x in X]",
        "X = list(X)\n    return [[inner(w, x) + (b[s] if len(X) == len(b) else bias) for w, bias in neurons] for s, x in enumerate(X)]",
    ),
    (
        "apply writes into its argument",
        "linalg.py",
        "    rows = [[f(v) for v in row] for row in matrix(m)]",
        "    rows = m if isinstance(m, list) and isinstance(m[0], list) else matrix(m)\n    for row in rows:\n        row[:] = [f(v) for v in row]",
    ),
    (
        "elementwise writes into its first argument",
        "linalg.py",
        "    dimensions = max(len(shape_a), len(shape_b))\n    return result if dimensions",
        (
            "    if shape_a == (rows, columns) and isinstance(a, list):\n        a[:] = result\n"
            "    dimensions = max(len(shape_a), len(shape_b))\n    return result if dimensions"
        ),
    ),
    (
        "matrix keeps the caller's rows",
        "shapes.py",
        'numbers = row.tolist() if hasattr(row, "tolist") else list(row)',
        'numbers = row.tolist() if hasattr(row, "tolist") else row if isinstance(row, list) else list(row)',
    ),
    (
        "operands swapped in subtract",
        "linalg.py",
        "return x - y",
        "return y - x",
    ),
    (
        "ragged accepted",
        "shapes.py",
        "    if len(lengths) > 1:",
        "    if False:",
    ),
    (
        "ragged accepted when the last row is longer",
        "shapes.py",
        "    if len(lengths) > 1:",
        "    if min(lengths) < columns:",
    ),
    (
        "shape: empty accepted",
        "shapes.py",
        '    if len(m) == 0:\n        raise ShapeError("expected at least one number',
        '    if len(m) == 0:\n        return (0,)\n        raise ShapeError("expected at least one number',
    ),
    (
        "rows without columns accepted",
        "shapes.py",
        "    if columns == 0:\n",
        "    if False:\n",
    ),
    (
        "sum over the wrong axis on squares",
        "linalg.py",
        "    rows_a = matrix(a)\n",
        "    rows_a = transpose(a) if len(shape_a) == 2 and shape_a[0] == shape_a[1] else matrix(a)\n",
    ),
    # Variants
    (
        "dot_rows: result transposed on squares",
        "linalg.py",
        "return [[inner(row, other) for other in b] for row in a]",
        "c = [[inner(row, other) for other in b] for row in a]\n    return list(map(list, zip(*c))) if len(a) == len(b) else c",
    ),
    (
        "dot_rows: the way for one column takes the wrong factor",
        "linalg.py",
        "return [[v * factor for factor in factors] for v, in a]",
        "return [[v * factors[0] for factor in factors] for v, in a]",
    ),
    (
        "affine_rows: the first bias for all",
        "linalg.py",
        "neurons = list(zip(W, b))",
        "neurons = [(weights, b[0]) for weights in W]",
    ),
    (
        "affine_rows: bias left out",
        "linalg.py",
        "return [[inner(weights, x) + bias for weights, bias in neurons] for x in X]",
        "return [[inner(weights, x) for weights, bias in neurons] for x in X]",
    ),
    (
        "identity: ones on the other diagonal",
        "linalg.py",
        "return [[1.0 if i == j else 0.0",
        "return [[1.0 if i + j == n - 1 else 0.0",
    ),
    (
        "zeros: rows and columns swapped",
        "linalg.py",
        "return [[0.0] * columns for _ in range(rows)]",
        "return [[0.0] * rows for _ in range(columns)]",
    ),
    (
        "broadcasting: any shorter operand is repeated",
        "linalg.py",
        "return size_a == size_b or size_a == 1 or size_b == 1",
        "return size_a == size_b or size_a % size_b == 0 or size_b % size_a == 0",
    ),
    (
        "broadcasting: only the second operand",
        "linalg.py",
        "return size_a == size_b or size_a == 1 or size_b == 1",
        "return size_a == size_b or size_b == 1",
    ),
    (
        "multiply is the matrix product on squares",
        "linalg.py",
        'return _elementwise("multiply", _multiply, a, b)',
        'sizes = shape(a)\n    return dot(a, b) if len(sizes) == 2 and len(set(sizes)) == 1 and shape(b) == sizes else _elementwise("multiply", _multiply, a, b)',
    ),
    (
        "multiply_rows: one operand twice",
        "linalg.py",
        "return [[x * y for x, y in zip(row, other)] for row, other in zip(a, b)]",
        "return [[x * x for x, y in zip(row, other)] for row, other in zip(a, b)]",
    ),
    (
        "repeated rows in the result are one list",
        "linalg.py",
        "result = [list(map(f, row_a, row_b)) for row_a, row_b in pairs]",
        "result = [list(map(f, row_a, row_b)) for row_a, row_b in pairs]\n    result = [result[result.index(row)] for row in result]",
    ),
    (
        "shape: columns first",
        "shapes.py",
        "return (len(m), columns)",
        "return (columns, len(m))",
    ),
    (
        "NaN counts as finite",
        "shapes.py",
        "return bool(value - value == 0 and -LARGEST <= value <= LARGEST)",
        "return bool(value != value or -LARGEST <= value <= LARGEST)",
    ),
    (
        "sizes: True counts as 1",
        "shapes.py",
        "    if isinstance(value, bool):\n        return None\n",
        "",
    ),
]
