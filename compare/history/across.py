"""One theme over bodies: who speaks of it, how much, how strongly, and in whose words first.

``discover_themes`` proposes themes that the lexicon lacks: non-negative factors (NMF) of the TF-IDF of unthemed
clauses, started from the same place every time. A proposal is a question to an analyst, never a theme by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapporteur.compare.history.index import Entry
from rapporteur.compare.history.precedents import fold_words
from rapporteur.compare.model import Act, Clause, Statement

# So many words in a row, used by two bodies, are borrowed and no accident of official prose.
BORROWED_WORDS = 8
# Borrowings shown; longest first.
BORROWED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Coverage:
    """A body on a theme: ``share`` is that of its words (0-1) in clauses that carry the theme, over all meetings."""

    forum: str
    statements: int
    clauses: int
    share: float
    first: str
    last: str
    strongest: str = ""
    strongest_act: Act | None = None
    strongest_text: str = ""


@dataclass(frozen=True, slots=True)
class Borrowing:
    """Words that two bodies share on the theme: who had them first, and who took them up."""

    words: str
    first: str
    taken_up: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """A theme over the bodies of a workspace, widest coverage first."""

    theme: str
    bodies: tuple[Coverage, ...]
    borrowed: tuple[Borrowing, ...]


def compare_bodies(theme: str, statements: Iterable[Statement]) -> Across:
    """The theme in the statements of several bodies. A body that never speaks of it is not listed."""
    by_forum: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (s.meeting.date, s.name)):
        by_forum[statement.meeting.forum].append(statement)
    bodies = [_coverage(theme, forum, said) for forum, said in sorted(by_forum.items())]
    spoken = [body for body in bodies if body.clauses]
    everything = [(s.meeting.forum, c) for said in by_forum.values() for s in said for c in _on(theme, s)]
    return Across(theme, tuple(sorted(spoken, key=lambda b: (-b.share, b.forum))), _borrowings(everything))


def _on(theme: str, statement: Statement) -> list[Clause]:
    return [clause for clause in statement.clauses if any(t.id == theme for t in clause.themes)]


def _coverage(theme: str, forum: str, statements: Sequence[Statement]) -> Coverage:
    found = [(s, clause) for s in statements for clause in _on(theme, s)]
    words = sum(len(c.text.split()) for s in statements for c in s.clauses) or 1
    dates = [s.meeting.date for s, _ in found]
    share = sum(len(c.text.split()) for _, c in found) / words
    body = Coverage(
        forum,
        len({s.name for s, _ in found}),
        len(found),
        round(share, 4),
        min(dates, default=""),
        max(dates, default=""),
    )
    acts = [
        (act.tier or 0, s.meeting.date, clause, act)
        for s, clause in found
        for act in clause.acts
        if act.tier and not act.restated
    ]
    if not acts:
        return body
    _, _, clause, act = max(acts, key=lambda row: (row[0], row[1], row[2].address))
    return Coverage(
        body.forum,
        body.statements,
        body.clauses,
        body.share,
        body.first,
        body.last,
        clause.address,
        act,
        clause.text,
    )


def _borrowings(clauses: Sequence[tuple[str, Clause]]) -> tuple[Borrowing, ...]:
    """Runs of words that more than one body uses, each as long as it goes, longest first."""
    seen: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for forum, clause in _by_date(clauses):
        words = fold_words(clause.text)
        for i in range(len(words) - BORROWED_WORDS + 1):
            seen[tuple(words[i : i + BORROWED_WORDS])].setdefault(forum, clause.address)
    shared = {run: users for run, users in seen.items() if len(users) > 1}
    found: dict[tuple[str, ...], Borrowing] = {}
    for _, clause in _by_date(clauses):
        for run in _joined(fold_words(clause.text), shared):
            users = [shared[tuple(run[i : i + BORROWED_WORDS])] for i in range(len(run) - BORROWED_WORDS + 1)]
            forums = set.intersection(*(set(u) for u in users)) if users else set()
            if len(forums) > 1 and tuple(run) not in found:
                first, *others = sorted((users[0][forum] for forum in forums), key=_dated)
                found[tuple(run)] = Borrowing(" ".join(run), first, tuple(others))
    ranked = sorted(found.values(), key=lambda b: (-len(b.words.split()), b.words))
    return tuple(_longest_only(ranked)[:BORROWED_SHOWN])


def _by_date(clauses: Sequence[tuple[str, Clause]]) -> list[tuple[str, Clause]]:
    return sorted(clauses, key=lambda pair: _dated(pair[1].address))


def _dated(address: str) -> tuple[str, str]:
    return address.partition("#")[0].rpartition("/")[2], address


def _joined(words: Sequence[str], shared: dict[tuple[str, ...], dict[str, str]]) -> list[list[str]]:
    """The stretches of a clause whose every run of words is shared, joined where they overlap."""
    stretches: list[list[int]] = []
    for i in range(len(words) - BORROWED_WORDS + 1):
        if tuple(words[i : i + BORROWED_WORDS]) in shared:
            if stretches and stretches[-1][1] == i + BORROWED_WORDS - 1:
                stretches[-1][1] = i + BORROWED_WORDS
            else:
                stretches.append([i, i + BORROWED_WORDS])
    return [list(words[start:end]) for start, end in stretches]


def _longest_only(borrowings: Sequence[Borrowing]) -> list[Borrowing]:
    """Without those that stand inside a longer one."""
    kept: list[Borrowing] = []
    for borrowing in borrowings:
        if not any(borrowing.words in longer.words for longer in kept):
            kept.append(borrowing)
    return kept


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
