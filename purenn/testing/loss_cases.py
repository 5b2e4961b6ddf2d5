"""What the laws of losses are tried on: a loss, outputs of at least two samples, and targets that fit."""

from __future__ import annotations

from typing import Any, Callable, Optional

from hypothesis import strategies as st

from ..shapes import is_row
from .laws import copied
from .strategies import Strategy, kept, labels, matrices, quarters, quarters_with_zero, shapes, sizes

FAR = 500.0  # further out than where formulas are replaced by shorter ones, and where exp(a) is a number still
SUMS, CLASSES = "sums", "classes"  # rows that add up to 1, and class numbers


class LossCase:
    """A loss, outputs A and targets Y of at least two samples, and where to cut them; all handed out as fresh copies."""

    def __init__(self, make: Callable[[], Any], A: Any, Y: Any, cut: int, free: bool = True, sums: bool = False) -> None:
        self._make, self.loss, self._A, self._Y = make, make(), A, Y
        self.free, self.sums = free, sums  # whether any numbers will do, and whether the rows of A have to add up to 1
        self.cut = 1 + cut % (len(A) - 1)

    def another(self) -> Any:
        """Return another loss of the kind, which has not been used."""
        return self._make()

    @property
    def A(self) -> Any:  # noqa: N802 - a letter of the glossary
        """The outputs."""
        return copied(self._A)

    @property
    def Y(self) -> Any:  # noqa: N802
        """The targets."""
        return copied(self._Y)

    @property
    def classes(self) -> bool:
        """Whether the targets are class numbers."""
        return not is_row(self._Y[0])

    def partner(self, j: int) -> Optional[int]:
        """Return the column that has to fall when column j rises; None where each is on its own."""
        return (j + 1) % len(self._A[0]) if self.sums else None

    def changed(self, s: int, j: int) -> Callable[[Any], Any]:
        """Return a function of v: A with v at [s][j], and its row with the same sum where it needs one."""
        partner = self.partner(j)

        def with_value(v: Any) -> Any:
            A = self.A
            if partner is not None:
                A[s][partner] -= v - A[s][j]
            A[s][j] = v
            return A

        return with_value

    def __str__(self) -> str:
        return "A = %r\nY = %r" % (self._A, self._Y)


@st.composite
def loss_cases(draw: st.DrawFn, make: Callable[[], Any], outputs: Any, targets: Any, columns: Any) -> LossCase:
    """Draw outputs and targets of one shape for a loss, or class numbers, or rows that add up to 1."""
    n, m = draw(shapes(4))
    n, m = max(n, 2), m if columns is None else columns if isinstance(columns, int) else draw(columns)
    if columns is None and (outputs == SUMS or targets in (SUMS, CLASSES)):
        m = max(m, 2)
    A = draw(_rows(n, m, quarters_with_zero() if outputs is None else outputs))
    Y = draw(labels(m, n) if targets == CLASSES else _rows(n, m, quarters() if targets is None else targets))
    return LossCase(make, A, Y, draw(sizes(5)), outputs is None and targets is None, outputs == SUMS)


@kept
def far_outputs(limit: float) -> Strategy:
    """Draw numbers up to 500, or to a smaller limit; half of them up to 60. Nobody puts a kink at a multiple of the cube root of 2."""
    step = 2 ** (1 / 3) / 7 * min(1.0, limit / FAR)
    count = st.one_of(st.integers(1, int(60 * 7 / 2 ** (1 / 3))), st.integers(1, int(FAR * 7 / 2 ** (1 / 3))))
    return st.builds(lambda k, sign: sign * k * step, count, st.sampled_from([1, -1]))


def _rows(n: int, m: int, elements: Any) -> Strategy:
    if elements != SUMS:
        return matrices(n, m, elements)
    return matrices(n, m, st.integers(1, 8)).map(lambda rows: [[v / sum(row) for v in row] for row in rows])
