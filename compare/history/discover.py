"""Themes that a workspace has and the lexicon lacks: what its unthemed clauses have in common. The door to scikit-learn.

Non-negative factors of the TF-IDF of those clauses, started from the same place every time: the same clauses give
the same proposals. A proposal is a question to an analyst, never a theme by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.compare.history.index import Entry

PROPOSALS = 6
WORDS = 8
SENTENCES = 3
# Fewer clauses than this have nothing in common that a reader would not see at once.
FEWEST_CLAUSES = 12
# A word of a single clause joins nothing.
FEWEST_USES = 2
# A word in more of the clauses than this tells none from another.
COMMON = 0.8
# A clause speaks for a proposal from this share of its own weight on.
SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible theme: its most telling words, how many clauses lean on it most, and the plainest of them."""

    words: tuple[str, ...]
    clauses: int
    examples: tuple[Entry, ...]


def discover_themes(entries: Sequence[Entry], *, count: int = PROPOSALS) -> tuple[Proposal, ...]:
    """At most ``count`` proposals from clauses without a theme, largest first; none where there are too few."""
    texts = {entry.text: entry for entry in reversed(entries)}  # the earliest of the same words stays
    unthemed = [entry for entry in texts.values() if not entry.themes]
    if len(unthemed) < FEWEST_CLAUSES:
        return ()
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    unthemed.sort(key=lambda entry: (entry.date, entry.address))
    vectorizer = TfidfVectorizer(
        stop_words="english",
        min_df=FEWEST_USES,
        max_df=COMMON,
        sublinear_tf=True,
        token_pattern=r"[^\W\d_]{3,}",
    )
    try:
        vectors = vectorizer.fit_transform([entry.text for entry in unthemed])
    except ValueError:  # no word stands in two clauses
        return ()
    wanted = min(count, *vectors.shape)
    model = NMF(n_components=wanted, init="nndsvda", random_state=0, max_iter=400)
    weights = model.fit_transform(vectors)
    names = vectorizer.get_feature_names_out()
    found = []
    for at, factor in enumerate(model.components_):
        words = tuple(str(names[i]) for i in factor.argsort()[::-1][:WORDS] if factor[i] > 0)
        ranked = [int(i) for i in weights[:, at].argsort(kind="stable")[::-1]]
        mine = [i for i in ranked if weights[i, at] > 0 and weights[i, at] >= SHARE * weights[i].sum()]
        if words and mine:
            found.append(Proposal(words, len(mine), tuple(unthemed[i] for i in mine[:SENTENCES])))
    return tuple(sorted(found, key=lambda proposal: (-proposal.clauses, proposal.words)))
