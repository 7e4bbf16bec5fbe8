"""Sparse matrices of our own: every digit is that of scipy.sparse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.alignment import sparse
from rapporteur.compare.alignment.sparse import Sparse, from_rows, multiply, summed
from rapporteur.compare.alignment.vectors import CONTEXT, count_terms, keep_company, products, sum_groups

WIDTH = 9
ROWS = st.lists(st.lists(st.integers(0, WIDTH - 1), max_size=12), min_size=1, max_size=8)
VALUES = st.floats(0.001, 1000)


def scipys(matrix: Sparse) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix((matrix.values, matrix.columns, matrix.starts), shape=(matrix.height, matrix.width))


def weighed(rows: list[list[int]], draw: st.DataObject) -> Sparse:
    counted = summed(from_rows(rows, width=WIDTH))
    size = len(counted.values)
    return counted.with_values(np.array(draw.draw(st.lists(VALUES, min_size=size, max_size=size)), float))


@given(ROWS)
def test_what_stands_twice_in_a_row_is_added_up(rows: list[list[int]]) -> None:
    found = summed(from_rows(rows, width=WIDTH))
    assert found.to_dense().tolist() == [[row.count(column) for column in range(WIDTH)] for row in rows]
    assert all(sorted(set(row)) == part for row, part in zip(rows, parts(found), strict=True))


def parts(matrix: Sparse) -> list[list[int]]:
    return [matrix.columns[a:b].tolist() for a, b in zip(matrix.starts, matrix.starts[1:], strict=False)]


@given(ROWS, ROWS, st.data())
def test_a_product_has_every_digit_of_scipys(
    old: list[list[int]], new: list[list[int]], data: st.DataObject
) -> None:
    one, other = weighed(old, data), weighed(new, data)
    theirs = (scipys(one) @ scipys(other).T).toarray()
    assert multiply(one, other.turned()).to_dense().tolist() == theirs.tolist()


@given(ROWS, st.data())
def test_turned_twice_is_the_same_matrix(rows: list[list[int]], data: st.DataObject) -> None:
    matrix = weighed(rows, data)
    again = matrix.turned().turned()
    assert again.to_dense().tolist() == matrix.to_dense().tolist()
    assert (again.height, again.width) == (matrix.height, matrix.width)


@given(ROWS, st.data())
def test_company_and_groups_are_sums_of_rows(rows: list[list[int]], data: st.DataObject) -> None:
    matrix = weighed(rows, data)
    table, count = matrix.to_dense(), matrix.height
    near = [
        sum(
            (CONTEXT[step + 2] * table[at + step] for step in (-2, -1, 1, 2) if 0 <= at + step < count),
            np.zeros(WIDTH),
        )
        for at in range(count)
    ]
    assert np.allclose(keep_company(matrix).to_dense(), near, rtol=1e-12)
    groups = np.array([at // 2 for at in range(count)])
    sums = [table[at : at + 2].sum(axis=0) for at in range(0, count, 2)]
    assert np.allclose(sum_groups(matrix, groups).to_dense(), sums, rtol=1e-12)


def test_clauses_without_a_term_share_nothing() -> None:
    assert products(count_terms([[], ["a"]], [["b"], []])).tolist() == [[0, 0], [0, 0]]


def test_where_the_kernels_do_not_lie_as_they_did_scipy_is_asked_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import importlib.util

    sparse._kernels.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    try:
        assert products(count_terms([["a", "a"]], [["a"]])).tolist() == [[2]]
        assert sparse._kernels().__name__ == "scipy.sparse._sparsetools"
    finally:
        sparse._kernels.cache_clear()
