"""The desk's own list: themes and words that lift an entry, whatever the model thinks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.compare.headlines.candidates import Candidate

LIFT = 1.5
"""Added to a score: half of what the heaviest entry of a pair is worth, enough to bring a middling entry into the ten."""


@dataclass(frozen=True, slots=True)
class Watch:
    """``[watch]`` of ``rapporteur.toml``: phrases, and ids of themes.

    Entries of page 1 that hold one are lifted; `check` and the feeds report a phrase wherever it is said, or no
    longer said.
    """

    phrases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def lifts_of(
    candidates: tuple[Candidate, ...], watch: Watch | None
) -> tuple[list[float] | None, dict[tuple[str, ...], tuple[str, ...]]]:
    """What is added to each candidate's score, and why, by its addresses; None where nothing is watched."""
    if watch is None or not (watch.themes or watch.phrases):
        return None, {}
    patterns = [
        (word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)) for word in watch.phrases
    ]
    why: dict[tuple[str, ...], tuple[str, ...]] = {}
    for candidate in candidates:
        themes = {theme.id for clause in candidate.clauses for theme in clause.themes}
        found = [f"watched theme “{theme}”" for theme in watch.themes if theme in themes]
        found += [f"watched phrase “{word}”" for word, pattern in patterns if pattern.search(candidate.text)]
        if found:
            why[candidate.addresses] = tuple(found)
    return [LIFT if candidate.addresses in why else 0.0 for candidate in candidates], why
