"""Sparse matrices, as much of them as an alignment needs: rows of columns and values, multiplied by scipy's kernels.

Two statements are small: what scipy.sparse adds round its compiled kernels (its import, the checks of its classes) cost
more than the products themselves, half of an alignment and a tenth of a whole comparison from the shell. So the kernels
are loaded by themselves; they add in the same order, so that every digit is that of scipy.sparse, a law the tests hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


LARGEST = 2**22
"""Places of a product that are provided for at once (50 MB); of more, or of few, they are counted beforehand, which is a
third of the work."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A matrix by rows: those of row i stand from ``starts[i]`` up to ``starts[i + 1]`` in ``columns`` and ``values``."""

    starts: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    width: int

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def with_values(self, values: np.ndarray) -> Sparse:
        """The same places with other values."""
        return Sparse(self.starts, self.columns, values, self.width)

    def count_per_row(self) -> np.ndarray:
        """How many places each row has."""
        import numpy as np

        return np.asarray(np.diff(self.starts))

    def turned(self) -> Sparse:
        """Columns as rows."""
        import numpy as np

        size = len(self.columns)
        starts = np.empty(self.width + 1, dtype=np.int32)
        columns, values = np.empty(size, dtype=np.int32), np.empty(size)
        _kernels().csr_tocsc(
            self.height, self.width, self.starts, self.columns, self.values, starts, columns, values
        )
        return Sparse(starts, columns, values, self.height)

    def to_dense(self) -> np.ndarray:
        """A plain array."""
        import numpy as np

        table = np.zeros((self.height, self.width))
        _kernels().csr_todense(
            self.height, self.width, self.starts, self.columns, self.values, table.reshape(-1)
        )
        return table


def from_rows(
    rows: Sequence[Sequence[int]], values: Iterable[float] | None = None, *, width: int = 0
) -> Sparse:
    """The matrix with these columns in each row, as they stand; each value is 1 unless ``values`` tells them, row by row."""
    import numpy as np

    starts = np.zeros(len(rows) + 1, dtype=np.int32)
    starts[1:] = np.cumsum([len(row) for row in rows])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(starts[-1]))
    told = np.ones(len(columns)) if values is None else np.fromiter(values, float, count=len(columns))
    return Sparse(starts, columns, told, width)


def from_cells(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> Sparse:
    """The matrix with a 1 in each of these cells, which are sorted by row."""
    import numpy as np

    height, width = shape
    starts = np.searchsorted(rows, np.arange(height + 1)).astype(np.int32)
    return Sparse(starts, columns.astype(np.int32), np.ones(len(columns)), width)


def summed(matrix: Sparse) -> Sparse:
    """The matrix with the columns of each row sorted, and what stood twice added up."""
    kernels = _kernels()
    starts, columns, values = matrix.starts.copy(), matrix.columns.copy(), matrix.values.copy()
    kernels.csr_sort_indices(matrix.height, starts, columns, values)
    kernels.csr_sum_duplicates(matrix.height, matrix.width, starts, columns, values)
    end = int(starts[-1])
    return Sparse(starts, columns[:end], values[:end], matrix.width)


def multiply(one: Sparse, other: Sparse, *, is_full: bool = False) -> Sparse:
    """The product; the columns of a row stand in no order. ``is_full`` says that few of its places will be empty."""
    import numpy as np

    kernels = _kernels()
    size = one.height * other.width
    if not is_full or size > LARGEST:
        size = kernels.csr_matmat_maxnnz(
            one.height, other.width, one.starts, one.columns, other.starts, other.columns
        )
    starts = np.empty(one.height + 1, dtype=np.int32)
    columns, values = np.empty(size, dtype=np.int32), np.empty(size)
    kernels.csr_matmat(
        one.height, other.width, one.starts, one.columns, one.values, other.starts, other.columns, other.values,
        starts, columns, values,
    )  # fmt: skip
    end = int(starts[-1])
    return Sparse(starts, columns[:end], values[:end], other.width)


@cache
def _kernels() -> Any:
    """The compiled half of scipy.sparse, without the other half; with it where it does not lie where it always lay."""
    import importlib.util
    from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
    from pathlib import Path

    name = "_sparsetools"
    spec = importlib.util.find_spec("scipy")
    folder = Path(spec.origin).parent / "sparse" if spec and spec.origin else Path()
    for path in (folder / f"{name}{suffix}" for suffix in EXTENSION_SUFFIXES):
        if path.is_file():
            loader = ExtensionFileLoader(name, str(path))
            found = importlib.util.spec_from_loader(name, loader)
            assert found is not None
            module = importlib.util.module_from_spec(found)
            loader.exec_module(module)
            return module
    from scipy.sparse import _sparsetools

    return _sparsetools
