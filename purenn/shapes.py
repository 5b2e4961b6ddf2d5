"""What a matrix is: a list of equally long rows of numbers; and what is said of anything else.

Whatever people pass comes through here first: `matrix` makes plain lists of it, or says in one sentence
what was expected and what came.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Sequence, Tuple

    Vector = List[float]
    Matrix = List[Vector]


# The largest double. Where floats are single it is infinity, and refuses nothing; as a bare number it could not be frozen into such a firmware.
LARGEST = float("1.7976931348623157e308")


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
    """Tell whether `value` is a sequence of numbers or rows, rather than one number; sets and dicts have no order of their own.

    Example:
        >>> is_row([1.0]), is_row((1.0, 2.0)), is_row(1.0), is_row("text"), is_row({0: 1.0})
        (True, True, False, False, False)
    """
    if isinstance(value, (list, tuple)):
        return True
    if isinstance(value, (str, dict)):
        return False
    try:
        len(value)
        value[:0]  # a set has a length, but no parts
    except TypeError:
        return False
    return True


def row_lengths(rows: "Any") -> "List[int]":
    """Return the length of every row, in the cheapest way there is; an empty list if some are no rows.

    Example:
        >>> row_lengths([[1, 2], [3]]), row_lengths([1, 2])
        ([2, 1], [])
    """
    try:
        return list(map(len, rows))
    except TypeError:
        return []


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
    return m if is_plain(m) else matrix(m, name)


def is_plain(m: "Any") -> "bool":
    """Tell whether m is a list of lists of Python's own numbers, by its first; NumPy's bytes would count from 255 on to 0.

    Example:
        >>> is_plain([[1, 2]]), is_plain([(1, 2)]), is_plain([1, 2])
        (True, False, False)
    """
    return isinstance(m, list) and bool(m) and isinstance(m[0], list) and not (m[0] and hasattr(m[0][0], "item"))


def rows_of_width(m: "Any", name: "str", width: "int", who: "Any", what: "str" = "inputs") -> "Any":
    """Return m as `as_rows` does, if all its rows hold `width` numbers.

    Errors:   ShapeError  a row has more or fewer; the message names who expected them
    Example:
        >>> rows_of_width([[1.0, 2.0]], "X", 2, "this layer")
        [[1.0, 2.0]]
    """
    rows = as_rows(m, name)
    if set(row_lengths(rows)) != {width}:
        raise ShapeError("%r expects rows of %d %s, but %s has shape %s" % (who, width, what, name, shape(rows)))
    return rows


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
    """Copy one row, turning NumPy's scalars into Python's, yes and no into 1 and 0; i is its number, or None for a flat list."""
    numbers = row.tolist() if hasattr(row, "tolist") else list(row)
    if not set(map(type, numbers)) <= _PLAIN:
        for j, v in enumerate(numbers):
            if isinstance(v, bool) or hasattr(v, "item"):
                numbers[j] = plain_number(v)
            elif v is None or is_row(v) or isinstance(v, (str, dict, set)):
                place = name if i is None else "%s[%d]" % (name, i)
                raise ValueError("%s[%d] should be a number, but is %s" % (place, j, _shown(v)))
    return numbers


def plain_number(value: "Any") -> "Any":
    """Return a number of NumPy as one of Python, and yes and no as 1 and 0; any other number as it is.

    Example:
        >>> plain_number(True), plain_number(2.5)
        (1, 2.5)
    """
    number = value.item() if hasattr(value, "item") else value
    return int(number) if isinstance(number, bool) else number


def _shown(value: "Any") -> "str":
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def is_finite(value: "Any") -> "bool":
    """Tell whether a number is neither NaN nor infinite, nor a whole number too large for any float.

    Formula:  value - value == 0 and abs(value) <= LARGEST
    Example:
        >>> is_finite(1e300), is_finite(float("nan")), is_finite(float("inf"))
        (True, False, False)
    """
    return bool(value - value == 0 and -LARGEST <= value <= LARGEST)


def require_finite(rows: "Sequence[Any]", name: "str") -> "None":
    """Refuse NaN and infinity in a matrix or a flat list.

    Errors:   ValueError  an element is NaN or infinite; the message names its place
    Example:
        >>> require_finite([[1.0], [float("nan")]], "X")
        Traceback (most recent call last):
        ...
        ValueError: X[1][0] is nan; every number has to be finite
    """
    if not is_row(rows[0]) and is_finite(sum(map(abs, rows))):
        return  # the quick way: a sum without signs is only finite if every part is
    for i, v in enumerate(rows):
        if is_row(v):
            require_finite(v, "%s[%d]" % (name, i))
        elif not is_finite(v):
            raise ValueError("%s[%d] is %s; every number has to be finite" % (name, i, v))


def require_size(size: "Any", name: "str") -> "int":
    """Return a size as an int, if it is a whole number of at least 1; NumPy's whole numbers are welcome.

    Errors:   ShapeError
    Example:
        >>> require_size(-3, "outputs")
        Traceback (most recent call last):
        ...
        purenn.shapes.ShapeError: outputs should be a whole number of at least 1, but is -3
    """
    number = as_integer(size)
    if number is None or number < 1:
        raise ShapeError("%s should be a whole number of at least 1, but is %s" % (name, _shown(size)))
    return number


def as_integer(value: "Any") -> "Optional[int]":
    """Return a whole number as an int, and None for everything else, True and False included.

    Example:
        >>> as_integer(3), as_integer(3.0), as_integer(True)
        (3, None, None)
    """
    if isinstance(value, bool):
        return None
    if not isinstance(value, int) and hasattr(value, "__index__"):
        value = value.__index__()
    return value if isinstance(value, int) else None


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
