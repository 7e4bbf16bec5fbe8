"""The steps in a row: a file becomes a statement, two statements become a comparison. The only file that knows the order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.alignment.align import align_clauses
from rapporteur.compare.alignment.overrides import Override, rule
from rapporteur.compare.classify import classify
from rapporteur.compare.clauses.brackets import close_up, join_readings, spread_readings
from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.comparability import judge
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.headlines.find import find_headlines
from rapporteur.compare.headlines.watch import Watch
from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import (
    Change,
    Clause,
    Comparison,
    Headline,
    HeadlineKind,
    Match,
    Statement,
    StatementKind,
    Weighing,
)
from rapporteur.compare.ranking import Ranking
from rapporteur.compare.readers import read_document
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.strength.compare import weigh
from rapporteur.compare.themes.assign import assign_themes
from rapporteur.compare.themes.corrections import Correction, correct_themes
from rapporteur.compare.themes.lexicon import ThemeLexicon


class ReadingContext(Protocol):
    """What a workspace brings to the reading of its statements: lexicons of its own, corrections, profiles of verbs."""

    @property
    def root(self) -> Path: ...

    @property
    def theme_lexicon(self) -> ThemeLexicon: ...

    @property
    def theme_corrections(self) -> tuple[Correction, ...]: ...

    def profile_of(self, forum: str) -> str: ...


UNWEIGHED = frozenset((StatementKind.CENTRAL_BANK, StatementKind.MINUTES, StatementKind.UNKNOWN))
"""Kinds whose verbs undertake nothing (they decide by numbers, or record), or are not known to: no strength."""


def read_statement(
    path: Path | str, *, workspace: ReadingContext | None = None, forum: str = ""
) -> Statement:
    """The statement in a file: read, normalised to clauses, with themes, acts and mentions of each.

    ``forum`` overrides what the masthead says. Raises UnreadableError where the file holds no text that
    can be read.
    """
    document = read_document(Path(path))
    statement = normalise(document, read_masthead(document, forum=forum))
    themed = assign_themes(statement, workspace.theme_lexicon if workspace is not None else None)
    if workspace is not None:
        themed = correct_themes(themed, workspace.theme_corrections)
    lexicon = read_lexicon(workspace.root if workspace is not None else None)
    profile = workspace.profile_of(statement.meeting.forum) if workspace is not None else ""
    open_readings = spread_readings(themed)
    acts = [read_acts(reading, lexicon, profile=profile) for reading in open_readings]
    if len(acts) == 1 and acts[0].text == themed.text and open_readings[0] is themed:
        return read_mentions(acts[0], lexicon)
    return join_readings(themed, [read_mentions(close_up(reading), lexicon) for reading in acts])


MAX_PAIRS = 100_000_000
"""Pairs of clauses that are weighed at once: two texts of 10,000 clauses, 67 s of CPU and 0.6 GB measured."""
MAX_EQUAL_PAIRS = 250_000
"""Pairs of clauses in the same words: a text that repeats one clause 500 times is no statement."""


def _check_size(old: Statement, new: Statement) -> None:
    """Raises UnreadableError, before the work begins, where two statements need more memory or time than is given."""
    if len(old.clauses) * len(new.clauses) > MAX_PAIRS:
        raise UnreadableError(
            f"{old.source} has {len(old.clauses):,} clauses and {new.source} {len(new.clauses):,}: more than "
            f"{MAX_PAIRS:,} pairs are not compared. Compare them part by part."
        )
    counts = [Counter(clause.text for clause in side.clauses) for side in (old, new)]
    equal = sum(count * counts[1][text] for text, count in counts[0].items())
    if equal > MAX_EQUAL_PAIRS:
        text = max(counts[0], key=lambda text: counts[0][text] * counts[1][text])
        raise UnreadableError(
            f"{old.source} says '{text[:60]}' {counts[0][text]:,} times and {new.source} {counts[1][text]:,} times: "
            "no statement repeats itself so often. Compare the statements alone."
        )


def compare_statements(
    old: Statement,
    new: Statement,
    *,
    force: bool = False,
    overrides: tuple[Override, ...] = (),
    lexicon: Lexicon | None = None,
    watch: Watch | None = None,
) -> Comparison:
    """Everything between two statements. Raises UnreadableError where they are too large to be compared.

    ``force`` compares a pair even where its kinds or its texts say that it should not be; ``overrides`` are the
    analyst's pins and bans of pairs; ``lexicon`` holds the words by which strength is weighed, a workspace's own
    where it has any; ``watch`` lifts headlines on the desk's own themes and phrases.
    """
    comparable = judge(old, new)
    if not (comparable.holds or force):
        return Comparison(old, new, comparable, changes=())
    _check_size(old, new)
    ruling = rule(overrides, old, new)
    alignment = align_clauses(old.clauses, new.clauses, ruling)
    ranking = Ranking(old, new)
    sides = [{clause.address: clause for clause in side.clauses} for side in (old, new)]
    weighs = not UNWEIGHED & {old.kind, new.kind}
    changes = tuple(
        _judged(match, sides[0], sides[1], ranking, lexicon, weighs=weighs) for match in alignment.matches
    )
    comparison = Comparison(
        old,
        new,
        comparable,
        changes=changes,
        noise=(*old.noise, *new.noise),
        forced=not comparable.holds,
        order_index=alignment.order_index,
        overrides=ruling.notes,
    )
    return replace(comparison, headlines=_headlines(comparison, watch))


def _headlines(comparison: Comparison, watch: Watch | None) -> tuple[Headline, ...]:
    """The headlines; between two bodies nothing is dropped."""
    found = find_headlines(comparison, watch=watch)
    is_one = comparison.is_of_one_body
    return tuple(h for h in found if is_one or h.kind is not HeadlineKind.DROPPED)


def _judged(
    match: Match,
    old: dict[str, Clause],
    new: dict[str, Clause],
    ranking: Ranking,
    lexicon: Lexicon | None,
    *,
    weighs: bool,
) -> Change:
    olds = tuple(old[address] for address in match.old)
    news = tuple(new[address] for address in match.new)
    edits = redline(" ".join(c.text for c in olds), " ".join(c.text for c in news))
    weighing = weigh(olds, news, edits, lexicon) if weighs else Weighing()
    return ranking.ranked(classify(match, olds, news, edits, weighing), olds, news)
