"""One theme over bodies: who speaks of it, how much, how strongly, and in whose words first.

``discover_themes`` proposes themes that the lexicon lacks: non-negative factors (NMF) of the TF-IDF of unthemed
clauses, started from the same place every time. A proposal is a question to an analyst, never a theme by itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from rapporteur.compare.history.index import Entry
from rapporteur.compare.model import Act, Clause, Statement
from rapporteur.compare.text.stem import FUNCTION_WORDS

# So many words in a row, used by two bodies, are borrowed and no accident of official prose.
BORROWED_WORDS = 10
# What more bodies than this use word for word is a formula of diplomacy and nobody's own.
MOST_BODIES = 3
# A run needs so many words that are of no name, and so many of those that few clauses have.
FEWEST_OWN, FEWEST_TELLING = 6, 4
# A word in more than this share (0-1) of the record's clauses tells nothing.
COMMON_WORDS = 0.01
# What may stand inside a name: "the Bank for International Settlements".
JOINING = frozenset({"of", "the", "for", "on", "and", "in", "to"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
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


def compare_bodies(
    theme: str, statements: Iterable[Statement], runs: Sequence[SharedRun] | None = None
) -> Across:
    """The theme in the statements of several bodies. A body that never speaks of it is not listed.

    ``runs`` are the shared runs of the record, where they are known; else those of these statements are looked for.
    """
    statements = tuple(statements)
    by_forum: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (s.meeting.date, s.name)):
        by_forum[statement.meeting.forum].append(statement)
    bodies = [_coverage(theme, forum, said) for forum, said in sorted(by_forum.items())]
    spoken = [body for body in bodies if body.clauses]
    ordered = tuple(sorted(spoken, key=lambda b: (-b.share, b.forum)))
    every = shared_runs(statements) if runs is None else runs
    borrowed = _longest_only([run.borrowing for run in every if theme in run.themes])
    return Across(theme, ordered, tuple(borrowed[:BORROWED_SHOWN]))


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


@dataclass(frozen=True, slots=True)
class SharedRun:
    """Words that bodies share, and the themes of a clause that has them."""

    borrowing: Borrowing
    themes: frozenset[str]


def shared_runs(statements: Iterable[Statement]) -> tuple[SharedRun, ...]:
    """Every run of words that more than one body uses, each as long as it goes, longest first.

    Who was first is asked of every clause of the record, on one theme or another. Set aside are runs of names, formulas
    that many bodies use, and what two bodies first said on the same day or on no known day.
    """
    said = [(s, c, _tokens(c.text)) for s in statements for c in s.clauses if s.meeting.date]
    said.sort(key=lambda row: (row[0].meeting.date, row[1].address))
    common = Counter(word for _, _, tokens in said for word in {token.folded for token in tokens})
    telling = {word for word, uses in common.items() if uses <= max(MOST_BODIES, COMMON_WORDS * len(said))}
    users: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for statement, clause, tokens in said:
        for window in _windows(tokens):
            users[window].setdefault(statement.meeting.forum, clause.address)
    shared = {run: firsts for run, firsts in users.items() if 1 < len(firsts) <= MOST_BODIES}
    found: dict[Borrowing, set[str]] = defaultdict(set)
    for _, clause, tokens in said:
        for run, firsts in _stretches(tokens, shared):
            if _has_matter(run, telling) and (borrowing := _borrowing(run, firsts)):
                found[borrowing].update(theme.id for theme in clause.themes)
    ranked = sorted(found, key=lambda b: (-len(b.words.split()), b.words))
    return tuple(SharedRun(borrowing, frozenset(found[borrowing])) for borrowing in ranked)


class _Token(NamedTuple):
    """A word folded, and whether it is of a name: a capital that no sentence begins with, or what joins two of those."""

    folded: str
    is_name: bool


def _tokens(text: str) -> list[_Token]:
    words = [match[0] for match in _WORD.finditer(text)]
    capital = [word[:1].isupper() or word[:1].isdigit() for word in words]
    joins = [word in JOINING for word in words]
    names = [at > 0 and is_capital for at, is_capital in enumerate(capital)]
    for at in range(1, len(words) - 1):
        before = next((i for i in range(at - 1, -1, -1) if not joins[i]), -1)
        after = next((i for i in range(at + 1, len(words)) if not joins[i]), -1)
        names[at] |= joins[at] and before >= 0 and after >= 0 and capital[before] and capital[after]
    return [_Token(word.lower().replace("’", "'"), name) for word, name in zip(words, names, strict=True)]


def _windows(tokens: Sequence[_Token]) -> Iterator[tuple[str, ...]]:
    folded = [token.folded for token in tokens]
    return (tuple(folded[i : i + BORROWED_WORDS]) for i in range(len(folded) - BORROWED_WORDS + 1))


def _has_matter(run: Sequence[_Token], telling: Set[str]) -> bool:
    """Whether a run says something beside names and the words that every statement uses."""
    own = {token.folded for token in run if not token.is_name and token.folded not in FUNCTION_WORDS}
    return len(own) >= FEWEST_OWN and len(own & telling) >= FEWEST_TELLING


def _borrowing(run: Sequence[_Token], firsts: Sequence[str]) -> Borrowing | None:
    """Who had the run first and who took it up, from each body's first use of it; None where nobody was clearly first."""
    uses, words = sorted(firsts, key=_dated), _trimmed(run)
    if len(words) < BORROWED_WORDS or len(uses) < 2 or _dated(uses[0])[0] == _dated(uses[1])[0]:
        return None
    return Borrowing(" ".join(token.folded for token in words), uses[0], tuple(uses[1:]))


def _trimmed(run: Sequence[_Token]) -> Sequence[_Token]:
    """The run without the small words at its ends, which belong to what stands around it."""
    held = [at for at, token in enumerate(run) if token.folded not in FUNCTION_WORDS]
    return run[held[0] : held[-1] + 1] if held else ()


def _dated(address: str) -> tuple[str, str]:
    return address.partition("#")[0].rpartition("/")[2], address


def _stretches(
    tokens: Sequence[_Token], shared: Mapping[tuple[str, ...], Mapping[str, str]]
) -> Iterator[tuple[Sequence[_Token], tuple[str, ...]]]:
    """The stretches of a clause whose every window is shared by the same clauses of other bodies, joined where they
    overlap, with those clauses: each body's first use."""
    start, firsts = 0, frozenset[str]()
    for at, window in enumerate([*_windows(tokens), ()]):
        now = frozenset(shared.get(window, {}).values())
        if now != firsts:
            if firsts:
                yield tokens[start : at + BORROWED_WORDS - 1], tuple(firsts)
            start, firsts = at, now


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
