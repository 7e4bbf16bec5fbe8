"""The headlines of a comparison: chosen by the model, lifted by the desk's watch list, told in the statement's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rapporteur.compare.headlines.candidates import Candidate, candidates_of, is_sentence
from rapporteur.compare.headlines.choose import Chosen, Model, choose, read_model
from rapporteur.compare.headlines.features import ALARM, DECISION, STRONG, SUM, feature_matrix, stems_of
from rapporteur.compare.headlines.rules import certain_headlines
from rapporteur.compare.headlines.sentences import is_anaphoric, sentence_of, tidied, under_lead
from rapporteur.compare.headlines.watch import Watch, lifts_of
from rapporteur.compare.model import (
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Headline,
    HeadlineKind,
    Statement,
    Strength,
)

SURE = 0.95
"""Confidence from which two wordings are set side by side without more."""

LIKELY = 0.5
"""Confidence from which they are where both name the same thing."""

LISTED = 20

OPENING = 80
"""Characters within which a sentence says what is decided."""

MOST_BEFORE = 30
LEAST_TOLD = 2
"""Words, and content words, of a changed run that is worth a line."""

POINTING = re.compile(
    r"\b(?:this|these|those|such)(?! (?:year|month|week|meeting|session|summit|day|region|statement|decade|end|as|regard)s?\b) [a-z]+|"
    r"^(?:In \d{4}|Today|Since then|Once (?:ready|launched)), (?:the|this) [a-z]+ |\b(?:therein|thereof|thereto|thereunder)\b|"
    r"^The (?:[A-Z][a-z]+|[A-Z][a-z]+ Guide|[a-z]+ project|project|initiative|programme|partnership|agreement|framework|launch|event|study|report)s?\b,? (?:will|has|have|is|are|was|were|would|which|aims?|identif|include|provide|seek)",
    re.IGNORECASE,
)
"""Words that point to a sentence that is not on the page: "such attacks", "the project will"."""

PRONOUN = re.compile(r"\b(?:it|them|the others?)\b(?!,)")
"""Pronouns whose noun may stand in the part that was cut away, or in the sentence before."""

LEAST_NAME = 2
"""Words that two names must share to be one thing, the shorter wholly in the longer."""

HELD = 0.7
"""Share of a dropped sentence's stems in one new paragraph from which it may live on there."""

SHARED = 0.4
"""Of the shorter wording's stems that a pair must share to stand side by side: of a long clause only the told part counts."""


def find_headlines(
    comparison: Comparison, *, watch: Watch | None = None, model: Model | None = None
) -> tuple[Headline, ...]:
    """What a reader should know first, most important first: at most twenty entries that share no clause.

    What has a rule of its own (a central bank's decision, who joined, the next meeting) is placed by it; the rest is
    chosen by ``model``, by default the shipped one. ``watch`` lifts entries on the desk's own themes and words.
    """
    if all(change.kind is ChangeKind.UNCHANGED for change in comparison.changes):
        return ()
    candidates = candidates_of(comparison)
    lifts, why = lifts_of(candidates, watch)
    chosen = choose(candidates, feature_matrix(comparison, candidates), model or read_model(), lifts)
    teller = _Teller(comparison)
    told = [teller.headline(one, why.get(one.candidate.addresses, ())) for one in chosen]
    return _placed(certain_headlines(comparison), [line for line in told if line])[:LISTED]


def _placed(certain: Sequence[tuple[int, Headline]], told: list[Headline]) -> tuple[Headline, ...]:
    """The chosen entries with the certain ones at their places; what a certain one tells is not told twice."""
    mine = {address for _, line in certain for address in (*line.old, *line.new)}
    lines = [line for line in told if not mine.intersection(line.new or line.old)]
    for place, line in certain:
        lines.insert(place, line)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the other text holds: what is not in it is news."""

    stems: frozenset[str]
    dates: frozenset[str]
    sums: frozenset[tuple[float, str]]


class _Teller:
    """Tells the candidates of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._known = {"old": _known(comparison.new), "new": _known(comparison.old)}
        paragraphs: dict[str, set[str]] = {}
        for clause in comparison.new.clauses:
            paragraphs.setdefault(clause.paragraph, set()).update(stems_of(clause.text))
        self._paragraphs = tuple(paragraphs.values())
        self._clauses = {c.address: c for s in (comparison.old, comparison.new) for c in s.clauses}

    def headline(self, chosen: Chosen, lifted: tuple[str, ...]) -> Headline | None:
        """The candidate in words; none where no clause of it makes a sentence."""
        candidate = chosen.candidate
        known = self._known[candidate.side]
        language = (self._comparison.old if candidate.side == "old" else self._comparison.new).language
        told = []
        for place, clause in enumerate(candidate.clauses):
            if is_sentence(clause, language) and not is_anaphoric(clause):
                sentence = sentence_of(clause, partial(self._news, clause=clause, known=known), language)
                try:
                    sentence = _joined(under_lead(clause), sentence)
                except ValueError:
                    continue
                if POINTING.search(sentence):
                    continue
                told.append((self._news(sentence, clause, known), -place, sentence, clause))
        if not told:
            return None
        _, _, sentence, clause = max(told, key=lambda one: one[:2])
        change = self._change(candidate, clause)
        before = self._before(change, clause, sentence) if candidate.side == "new" else None
        reasons = (*lifted, *chosen.reasons)
        if candidate.side == "old":
            if self._lives_on(sentence):
                return None
            return Headline(
                HeadlineKind.DROPPED, sentence, "", candidate.addresses, (), round(chosen.score, 3), reasons
            )
        return Headline(
            _kind(clause, change if before else None), sentence, before or "",
            change.old if change and before else (), candidate.addresses, round(chosen.score, 3), reasons,
        )  # fmt: skip

    def _lives_on(self, sentence: str) -> bool:
        """Whether one paragraph of the new text holds half of the words: then nothing is called dropped."""
        words = set(stems_of(sentence))
        return any(len(words & paragraph) >= HELD * len(words) for paragraph in self._paragraphs)

    def _change(self, candidate: Candidate, clause: Clause) -> Change | None:
        return next((x for x in candidate.changes if clause.address in (*x.old, *x.new)), None)

    def _news(self, text: str, clause: Clause, known: _Known) -> float:
        """How much of a wording the other text lacks: new words, sums and dates, and what the act weighs."""
        new = sum(word not in known.stems for word in set(stems_of(text)))
        sums = [
            f
            for f in clause.figures
            if f.text in text and (f.value, f.unit) not in known.sums and SUM.search(f.text)
        ]
        dates = [d for d in clause.deadlines if d.text in text and d.date not in known.dates]
        tier = max(
            (a.tier or 0 for a in clause.acts if tidied(a.verb).casefold() in text.casefold()), default=0
        )
        return (
            min(new, 6) / 3 + 3 * bool(sums) + 2 * bool(dates) + 3 * bool(DECISION.search(text[:OPENING]))
            + (tier >= STRONG) + tier / 7 + bool(ALARM.search(text)) - 3 * bool(POINTING.search(text)) - 1.5 * bool(PRONOUN.search(text))
        )  # fmt: skip

    def _before(self, change: Change | None, clause: Clause, sentence: str) -> str | None:
        """The old wording beside which the new one may stand; none where the pairing is not sure enough."""
        if change is None or not (change.old and change.new) or not self._is_pair(change):
            return None
        olds = [self._clauses[a] for a in change.old if a in self._clauses]
        words = set(stems_of(clause.text))
        old = max(olds, key=lambda c: (len(words & set(stems_of(c.text))), -c.start))
        known = self._known["old"]
        told = sentence_of(old, lambda text: self._news(text, old, known), self._comparison.old.language)
        return self._honest(change, clause, old, sentence, told)

    def _honest(self, change: Change, new: Clause, old: Clause, sentence: str, told: str) -> str | None:
        """The old wording, where setting it beside the sentence shows only differences that are there.

        Two wordings cut at different places would show more: then the words that came and went are told instead.
        """
        is_, was = set(stems_of(sentence)), set(stems_of(told))
        if len(is_ & was) < SHARED * min(len(is_), len(was)):
            return None
        whole_new = {w for a in change.new if a in self._clauses for w in stems_of(self._clauses[a].text)}
        whole_old = {w for a in change.old if a in self._clauses for w in stems_of(self._clauses[a].text)}
        false = len((was - is_) & whole_new) + len((is_ - was) & whole_old)
        true = len((was - is_) - whole_new) + len((is_ - was) - whole_old)
        if true and false * 2 <= true:
            return f"Before: {told}"
        whole = tidied(old.text)
        return f"Before: {whole}" if true and len(whole.split()) <= MOST_BEFORE else _edited(change, sentence)

    def _is_pair(self, change: Change) -> bool:
        if change.pinned or change.confidence >= SURE:
            return True
        if change.confidence < LIKELY:
            return False
        olds, news = (
            [self._clauses[a] for a in side if a in self._clauses] for side in (change.old, change.new)
        )
        named = [[set(stems_of(n)) for c in side for n in c.instruments] for side in (olds, news)]
        return any(
            len(one & other) >= LEAST_NAME and (one <= other or other <= one)
            for one in named[0]
            for other in named[1]
        )


def _joined(lead: str, sentence: str) -> str:
    is_name = sentence[1:2].isupper()
    return f"{lead}{sentence if is_name else sentence[:1].lower() + sentence[1:]}" if lead else sentence


def _known(statement: Statement) -> _Known:
    return _Known(
        frozenset(word for clause in statement.clauses for word in stems_of(clause.text)),
        frozenset(d.date for clause in statement.clauses for d in clause.deadlines),
        frozenset((f.value, f.unit) for clause in statement.clauses for f in clause.figures),
    )


def _edited(change: Change, sentence: str) -> str:
    """The longest words that went and came; "" where they say nothing."""
    parts = []
    for kind, label in (("delete", "no longer"), ("insert", "now")):
        runs = [e.text.strip(" ,;.") for e in change.edits if e.kind.value == kind]
        longest = max(runs, key=lambda run: len(run.split()), default="")
        if (
            longest not in sentence
            and len(stems_of(longest)) >= LEAST_TOLD
            and len(longest.split()) <= MOST_BEFORE
        ):
            parts.append(f"{label} “{longest}”")
    return f"Changed: {', '.join(parts)}." if parts else ""


def _kind(clause: Clause, change: Change | None) -> HeadlineKind:
    """What a reader would call the entry."""
    if change and change.strength is Strength.STRONGER:
        return HeadlineKind.STRONGER
    if change and change.strength is Strength.WEAKER:
        return HeadlineKind.WEAKER
    tier = max((act.tier or 0 for act in (*clause.acts, *clause.lead_acts)), default=0)
    if tier > STRONG:
        return HeadlineKind.DECISION
    if tier == STRONG:
        return HeadlineKind.COMMITMENT
    if any(SUM.search(f.text) for f in clause.figures):
        return HeadlineKind.FIGURE
    if clause.deadlines:
        return HeadlineKind.DATE
    return HeadlineKind.CHANGED if change else HeadlineKind.NEW_SUBJECT
