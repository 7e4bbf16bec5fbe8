"""What strong links say for the pairs around them: editors keep what stands together together, even where they reorder the rest.

A statement is rearranged by blocks. Where a clause's neighbours, or the other clauses of its paragraph, are carried
on by clauses round about a candidate, the candidate is likelier than its words alone say. A pair never
speaks for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapporteur.compare.alignment.order import Link

if TYPE_CHECKING:
    import numpy as np

BESIDE, OF_PARAGRAPH = "links beside", "links of its paragraph"
"""The names that the two kinds of support go by, in the weights and in what is explained."""

STRONG = 0.5
"""Chance from which a link speaks for others."""

REACH = 2
"""Clauses to either side that count as near; one clause farther on either side halves what a link says."""

MOST_BESIDE, MOST_OF_PARAGRAPH = 1.5, 2.0
"""Support beyond which more says nothing more."""


def find_support(
    chances: np.ndarray, links: Sequence[Link], paragraphs: tuple[Sequence[str], Sequence[str]]
) -> dict[str, np.ndarray]:
    """The support of every pair by name: old clauses down, new across, in sums of the chances of strong links.

    ``links`` are those chosen by these chances; ``paragraphs`` the paragraph of each clause of either side.
    """
    import numpy as np

    strong = np.zeros_like(chances)
    for link in links:
        if chances[link] >= STRONG:
            strong[link] = chances[link]
    return {BESIDE: _beside(strong), OF_PARAGRAPH: _of_paragraph(strong, *map(_number, paragraphs))}


def _beside(strong: np.ndarray) -> np.ndarray:
    """Links of near clauses to near clauses, whichever way round."""
    import numpy as np

    rows, columns = strong.shape
    wide = np.pad(strong, REACH)
    steps = [step for step in range(-REACH, REACH + 1) if step]
    support = np.zeros_like(strong)
    for down in steps:
        for across in steps:
            near = wide[REACH + down : REACH + down + rows, REACH + across : REACH + across + columns]
            support += near * 2.0 ** (2 - abs(down) - abs(across))
    return np.asarray(np.minimum(support, MOST_BESIDE))


def _number(keys: Sequence[str]) -> np.ndarray:
    """A number for each paragraph, the same wherever its clauses stand."""
    import numpy as np

    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys])


def _of_paragraph(strong: np.ndarray, of_old: np.ndarray, of_new: np.ndarray) -> np.ndarray:
    """Links between the paragraphs of both clauses, without that of the pair itself."""
    import numpy as np

    between = np.zeros((int(of_old.max()) + 1, int(of_new.max()) + 1))
    np.add.at(between, (of_old[:, None], of_new[None, :]), strong)
    return np.asarray(np.minimum(between[np.ix_(of_old, of_new)] - strong, MOST_OF_PARAGRAPH))
