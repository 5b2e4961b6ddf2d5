"""Terms: sums of products, of which the last ones may be left out; what they come to is said."""

from __future__ import annotations

from typing import Any, List, Sequence

from .atoms import Expression, Rest
from .expressions import Product, Sum
from .page import counted_list


def sum_of_products(rows: Sequence[Sequence[Expression]], most: int, last: Sequence[Expression] = ()) -> Expression:
    """Return the sum of the products of the factors in each row, and of some last terms.

    Example:
        >>> from purenn.teach.atoms import Number
        >>> from purenn.teach.styles import Plain
        >>> rows = [[Number(2), Number(v)] for v in (3, 4, 5, 6)]
        >>> sum_of_products(rows, 3).write(Plain(6), True)
        '2*3 + 2*4 + [... 2 more terms: 22]'
    """
    return sum_of([Product(row) for row in rows], most, last)


def sum_of(terms: Sequence[Expression], most: int, last: Sequence[Expression] = ()) -> Expression:
    """Return the sum of terms; one alone is no sum."""
    shown: List[Any] = counted_list(terms, most)
    hidden = terms[len(shown) :]
    if hidden:
        shown.append(Rest(len(hidden), sum([term.value() for term in hidden])))
    shown += last
    return shown[0] if len(shown) == 1 else Sum(shown)
