"""How a value stands in its row and column: a similarity means something only against its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

NEAR = 3
"""How many of the best stand for the competition."""

WIDEST = (-3.0, 8.0)
"""Standardised values are cut here: beyond it they only say how short the row was."""


def best_others(table: np.ndarray, axis: int) -> np.ndarray:
    """For every cell the best value of its row (axis 1) or column (axis 0) but its own; 0 where it is alone."""
    import numpy as np

    if table.shape[axis] < 2:
        return np.zeros_like(table)
    top, second = _best(table, axis, 2)
    return np.where(table >= top, second, top)


def mean_of_best(table: np.ndarray, axis: int) -> np.ndarray:
    """The mean of the best few of each row or column: how crowded it is at the top."""
    best = _best(table, axis, min(NEAR, table.shape[axis]))
    return sum(best[1:], best[0]) / len(best)


def _best(table: np.ndarray, axis: int, count: int) -> list[np.ndarray]:
    """The highest values of each row or column, the first highest first, equal ones each by itself.

    Looked for one by one: for so few that is several times faster than parting the table, and they are added up in the
    same order on every machine.
    """
    import numpy as np

    rows = np.array(table if axis else table.T, order="C")  # a copy in which a column lies in one piece too
    best = []
    for _ in range(count):
        at = np.expand_dims(rows.argmax(axis=1), 1)
        best.append(np.take_along_axis(rows, at, 1))
        np.put_along_axis(rows, at, -np.inf, 1)
    return best if axis else [values.T for values in best]


def standardise(table: np.ndarray, axis: int) -> np.ndarray:
    """Distance from the mean of the row or column in its own standard deviations."""
    import numpy as np

    spread = table.std(axis=axis, keepdims=True)
    spread[spread == 0] = 1.0
    return np.asarray(((table - table.mean(axis=axis, keepdims=True)) / spread).clip(*WIDEST))


def number_runs(keys: Sequence[str]) -> np.ndarray:
    """A number for each run of equal neighbouring keys: clauses of one paragraph."""
    import numpy as np

    runs: list[int] = []
    for at, key in enumerate(keys):
        runs.append(0 if not at else runs[-1] + (key != keys[at - 1]))
    return np.array(runs, dtype=int)
