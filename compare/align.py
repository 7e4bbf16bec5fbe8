"""Clauses x clauses -> matches with a calibrated confidence."""

from __future__ import annotations

from .model import Alignment, Match, Statement


def align(old: Statement, new: Statement, *, history: tuple[Statement, ...] = ()) -> Alignment:
    """The alignment of two statements."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [c.text for c in (*old.clauses, *new.clauses)]
    vectors = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit_transform(texts)
    table = (vectors[: len(old.clauses)] @ vectors[len(old.clauses) :].T).toarray()
    best_new, best_old = table.argmax(axis=1), table.argmax(axis=0)
    taken: set[int] = set()
    matches = []
    for j, clause in enumerate(new.clauses):
        i = int(best_old[j])
        if best_new[i] == j and table[i, j] > 0.15:
            taken.add(i)
            value = float(min(1.0, np.round(table[i, j], 6)))
            matches.append(Match((old.clauses[i].address,), (clause.address,), value, value))
        else:
            matches.append(Match((), (clause.address,)))
    matches += [Match((c.address,), ()) for i, c in enumerate(old.clauses) if i not in taken]
    return Alignment(tuple(matches))
