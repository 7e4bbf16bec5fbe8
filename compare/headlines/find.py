"""The headlines of a comparison: chosen by the model, lifted by the desk's watch list, told in the statement's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from rapporteur.compare.headlines.candidates import QUIET, Candidate, candidates_of, is_sentence
from rapporteur.compare.headlines.choose import Model, choose, read_model
from rapporteur.compare.headlines.features import ALARM, DECISION, STRONG, SUM, feature_matrix, stems_of
from rapporteur.compare.headlines.risen import with_risen
from rapporteur.compare.headlines.rules import certain_headlines
from rapporteur.compare.headlines.sentences import (
    is_anaphoric,
    is_whole,
    joined,
    sentence_of,
    tidied,
    under_lead,
)
from rapporteur.compare.headlines.standing import (
    MONTH,
    OPENING,
    is_english,
    is_general,
    is_recital,
    parties_named,
    points_back,
)
from rapporteur.compare.headlines.watch import Watch, lifts_of
from rapporteur.compare.model import (
    COUNTED,
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Headline,
    HeadlineKind,
    Statement,
    StatementKind,
    Strength,
)

SURE, CERTAIN = 0.95, 0.999
"""Confidences from which two wordings are set side by side, and from which however little they share."""

LISTED = 20

MOST_BEFORE = 30
LEAST_CHANGED, LEAST_TOLD = 3, 2
"""Words, without the speakers' names, by which a pair must differ; content words of a changed run worth a line."""

LEAST_NAME = 2
"""Words that two names must share to be one thing, the shorter wholly in the longer."""

HELD = 0.7
"""Share of a dropped sentence's stems in one new paragraph from which it may live on there."""

KNOWN = 0.85
"""Share of a new sentence's stems in one old paragraph from which it is no news."""

SHARED = 0.4
"""Of the shorter wording's stems that a pair must share to stand side by side: of a long clause only the told part counts."""

ALIKE = 0.45
"""Of the longer wording's stems that such a pair must share."""

CLOSE = 0.6
"""Of the longer clause's stems that both must hold for the changed words alone to be told."""


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
    teller = _Teller(comparison)
    matrix = feature_matrix(comparison, candidates)
    chosen = choose(
        candidates, matrix, model or read_model(), lifts, lambda one: teller.told(one) is not None
    )
    told = []
    for one in chosen:
        line = teller.told(one.candidate)
        if line:
            reasons = (*why.get(one.candidate.addresses, ()), *one.reasons)
            told.append(replace(line, weight=round(one.score, 3), reasons=reasons))
    told = with_risen(comparison, told, candidates, teller.told)
    return _placed(certain_headlines(comparison), told)[:LISTED]


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
    words: frozenset[str]
    dates: frozenset[str]
    sums: frozenset[tuple[float, str]]


class _Teller:
    """Tells the candidates of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._is_bank = comparison.new.kind is StatementKind.CENTRAL_BANK
        self._speakers = parties_named(comparison.new) | parties_named(comparison.old)
        self._parties = parties_named(comparison.new) & parties_named(comparison.old)
        self._year = comparison.new.meeting.date[:4]
        self._known = {"old": _known(comparison.new), "new": _known(comparison.old)}
        self._paragraphs = {"old": _paragraphs(comparison.new), "new": _paragraphs(comparison.old)}
        self._openers = {c.text: c for s in (comparison.old, comparison.new) for c in s.clauses if c.lead}
        self._sentences: dict[tuple[int, str], str] = {}
        self._told: dict[tuple[str, tuple[str, ...]], Headline | None] = {}
        # Two drafts of one day have the same addresses.
        self._olds = {clause.address: clause for clause in comparison.old.clauses}
        self._clauses_new = {clause.address: clause for clause in comparison.new.clauses}

    def told(self, candidate: Candidate) -> Headline | None:
        """The candidate in words, without weight and reasons; none where no clause of it makes a sentence that says news."""
        key = (candidate.side, candidate.addresses)
        if key not in self._told:
            self._told[key] = self._tell(candidate)
        return self._told[key]

    def _tell(self, candidate: Candidate) -> Headline | None:
        known = self._known[candidate.side]
        language = (self._comparison.old if candidate.side == "old" else self._comparison.new).language
        lines = []
        for place, clause in enumerate(candidate.clauses):
            change = self._change(candidate, clause)
            sentence = self._sentence(clause, known, language) if change and change.kind not in QUIET else ""
            if change and sentence and self._is_news(sentence, change, candidate.side):
                lines.append((self._news(sentence, clause, known), -place, sentence, clause, change))
        if not lines:
            return None
        _, _, sentence, clause, change = max(lines, key=lambda one: one[:2])
        if candidate.side == "old":
            return Headline(HeadlineKind.DROPPED, sentence, "", candidate.addresses, (), 0.0, ())
        before = self._before(change, clause, sentence) or ""
        kind = _kind(clause, change if before else None)
        return Headline(kind, sentence, before, change.old if before else (), candidate.addresses, 0.0, ())

    def _is_news(self, sentence: str, change: Change, side: str) -> bool:
        """Whether the other text does not say the same: dropped words live on in no paragraph, new ones stood in none.

        A reworded clause must show at least one word that its partner lacks, or the words beside it do.
        """
        words = set(stems_of(sentence))
        if not self._is_bank and is_general(sentence, self._parties, len(words - self._known[side].stems)):
            return False
        if side == "old" or not change.old:
            limit = HELD if side == "old" else KNOWN
            counted = {word for word in words if word[0].isdigit()}
            return all(len(words & o) < limit * len(words) or counted - o for o in self._paragraphs[side])
        olds = _stems(change.old, self._olds)
        if not (words - olds or _edited(change, sentence)):
            return False
        if (
            change.strength in (Strength.STRONGER, Strength.WEAKER, Strength.MIXED)
            or any(sign.isdigit() for sign in sentence)
            or self._is_bank
        ):
            return True
        news = _stems(change.new, self._clauses_new)
        return len((words - olds) - self._speakers) + len((olds - news) - self._speakers) >= LEAST_CHANGED

    def _sentence(self, clause: Clause, known: _Known, language: str) -> str:
        """The clause in words; "" where it makes no sentence that stands without its neighbours."""
        key = (id(known), clause.address)
        if key not in self._sentences:
            self._sentences[key] = self._worded(clause, known, language)
        return self._sentences[key]

    def _is_cell(self, clause: Clause) -> bool:
        """Whether the clause stands in a decision's annex and sets no date: its tables and prose follow from the decision."""
        is_annex = clause.address.partition("#")[2].casefold().startswith("annex")
        return is_annex and self._comparison.new.kind is StatementKind.DECISION and not clause.deadlines

    def _worded(self, clause: Clause, known: _Known, language: str) -> str:
        if not is_sentence(clause, language) or is_anaphoric(clause) or self._is_cell(clause):
            return ""
        if is_recital(tidied(clause.text), self._year):
            return ""
        sentence = sentence_of(clause, partial(self._news, clause=clause, known=known), language)
        try:
            lead = under_lead(clause, self._openers)
        except ValueError:
            return ""
        if language == "en" and not (is_english(sentence) and (lead or is_whole(sentence, clause))):
            return ""
        sentence = joined(lead, sentence)
        return "" if points_back(sentence) else sentence

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
        dates += [word for word in MONTH.findall(text) if word.casefold() not in known.words]
        stated = any(d.text in text for d in clause.deadlines) or any(
            f.text in text and SUM.search(f.text) for f in clause.figures
        )
        tier = max(
            (a.tier or 0 for a in clause.acts if tidied(a.verb).casefold() in text.casefold()), default=0
        )
        return (
            min(new, 6) / 3 + 3 * bool(sums) + 2 * bool(dates) + stated + 3 * bool(DECISION.search(text[:OPENING]))
            + (tier >= STRONG) + tier / 7 + bool(ALARM.search(text))
            - 3 * (points_back(text) or is_recital(text, self._year))
        )  # fmt: skip

    def _before(self, change: Change | None, clause: Clause, sentence: str) -> str | None:
        """The old wording beside which the new one may stand; none where the pairing is not sure enough."""
        if change is None or not (change.old and change.new) or not self._is_pair(change):
            return None
        olds = [self._olds[a] for a in change.old if a in self._olds]
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
        least = (
            0.0
            if change.confidence >= CERTAIN or self._shares_name(change)
            else ALIKE * max(len(is_), len(was))
        )
        if len(is_ & was) < max(SHARED * min(len(is_), len(was)), least):
            return None
        known = self._clauses_new
        whole_new = {w for a in change.new if a in known for w in stems_of(known[a].text)}
        whole_old = {w for a in change.old if a in self._olds for w in stems_of(self._olds[a].text)}
        false = len((was - is_) & whole_new) + len((is_ - was) & whole_old)
        true = len((was - is_) - whole_new) + len((is_ - was) - whole_old)
        if true and false * 2 <= true:
            return f"Before: {told}"
        whole = tidied(old.text)
        if true and len(whole.split()) <= MOST_BEFORE:
            return f"Before: {whole}"
        is_close = len(whole_new & whole_old) >= CLOSE * max(len(whole_new), len(whole_old))
        return _edited(change, sentence) if is_close else None

    def _is_pair(self, change: Change) -> bool:
        if change.pinned or change.confidence >= SURE:
            return True
        return change.confidence >= COUNTED and self._shares_name(change)

    def _shares_name(self, change: Change) -> bool:
        """Whether both sides of a pair name the same thing."""
        olds, news = (
            [clauses[a] for a in side if a in clauses]
            for side, clauses in ((change.old, self._olds), (change.new, self._clauses_new))
        )
        named = [[set(stems_of(n)) for c in side for n in c.instruments] for side in (olds, news)]
        return any(
            len(one & other) >= LEAST_NAME and (one <= other or other <= one)
            for one in named[0]
            for other in named[1]
        )


def _stems(addresses: Sequence[str], clauses: dict[str, Clause]) -> set[str]:
    return {word for a in addresses if a in clauses for word in stems_of(clauses[a].text)}


def _paragraphs(statement: Statement) -> tuple[set[str], ...]:
    """The stems of each paragraph."""
    found: dict[str, set[str]] = {}
    for clause in statement.clauses:
        found.setdefault(clause.paragraph, set()).update(stems_of(clause.text))
    return tuple(found.values())


def _known(statement: Statement) -> _Known:
    return _Known(
        frozenset(word for clause in statement.clauses for word in stems_of(clause.text)),
        frozenset(word for clause in statement.clauses for word in clause.text.casefold().split()),
        frozenset(d.date for clause in statement.clauses for d in clause.deadlines),
        frozenset((f.value, f.unit) for clause in statement.clauses for f in clause.figures),
    )


def _edited(change: Change, sentence: str) -> str:
    """The longest words that went and came; "" where they say nothing."""
    parts: list[str] = []
    told: list[str] = []
    for kind, label in (("delete", "no longer"), ("insert", "now")):
        runs = [e.text.strip(" ,;.") for e in change.edits if e.kind.value == kind]
        longest = max(runs, key=lambda run: len(run.split()), default="")
        if (
            longest not in sentence
            and longest.count("[") == longest.count("]")
            and len(stems_of(longest)) >= LEAST_TOLD
            and len(longest.split()) <= MOST_BEFORE
        ):
            parts.append(f"{label} “{longest}”")
            told.append(longest.casefold())
    is_same = len(told) > len(set(told))
    return f"Changed: {', '.join(parts)}." if parts and not is_same else ""


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
