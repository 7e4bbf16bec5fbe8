"""What a clause is about: the themes of a lexicon, each with the words that gave it away.

A clause gets a theme in one of four ways, tried in this order:

1. its own words: a decisive phrase; where no phrase decides, hints that add up, a heading counting as one;
2. its place: an entry of a list shares the subject of the line that opens it, a sentence that points back
   ("The Guide ...") all that of the sentence before it, a clause under a heading that of the heading;
3. its likeness to a theme's profile (TF-IDF), where the words are near but none is in the lexicon;
4. the statement's subject, where the whole text has one (a fund's annual guidance), or else the first theme
   of the sentence before.

A clause may have several themes or none. What a body says about its partners, its machinery and its meetings
is no subject: such a theme neither hands itself on nor keeps a subject from being handed on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapporteur.compare.model import Clause, Statement, Theme
from rapporteur.compare.themes.lexicon import Kind, ThemeLexicon, read_theme_lexicon
from rapporteur.compare.themes.match import ENOUGH, WEIGHT, Evidence, EvidenceReader, Similarity, profiles_of

# Share of the clauses whose own words carry a theme, from which on it is the subject of the statement;
# half of that is enough for a theme that the title names.
SUBJECT_SHARE = 0.5
# A short text has no share worth the name.
SUBJECT_CLAUSES = 8
# Cosine with a profile from which on a clause without any theme may be given one, and by how much it must lead.
PROFILE_LIKENESS = 0.30
PROFILE_LEAD = 0.08
# One word in common is chance.
PROFILE_WORDS = 2
# Whoever is named under a heading on partners is meant as one; the other themes of procedure need words of their own.
PARTNERS = "partners"
# Beside these a clause may still have a subject by hints; beside a list of who met where it has none.
YIELDING = frozenset({"partners", "institution"})
# "The Guide", "This project", "It will": the sentence goes on about what the last one named.
_POINTS_BACK = re.compile(
    r"(?:(?:In (?:20\d\d|this regard|particular|addition|that regard)|To (?:that|this) end|As such|Furthermore)\W+)?"
    r"(?:It|They|This|These|That|Those|Such|The (?:\w+ ){0,2}?(?:guide|project|study|report|initiative|plan|framework|"
    r"roadmap|agreement|work|platform|program(?:me)?|facility|tool|document|strategy|guidelines|model|efforts?))\b",
    re.IGNORECASE,
)


def assign_themes(statement: Statement, lexicon: ThemeLexicon | None = None) -> Statement:
    """The statement with the themes of every clause, strongest first.

    ``similarity`` is the cosine of the clause with the theme's profile: how typical the clause is, no
    probability, and low for a long clause on many things. ``reason`` quotes the words or names the place.
    Without a lexicon the shipped one is used.
    """
    lexicon = lexicon or read_theme_lexicon()
    reader = EvidenceReader(lexicon, statement)
    subject = _subject_of(statement, reader)
    profiles = profiles_of(lexicon)
    clauses: list[Clause] = []
    for clause in statement.clauses:
        likeness = profiles.likeness(reader.words(clause.text))
        before = clauses[-1] if clauses and clauses[-1].paragraph == clause.paragraph else None
        reasons = _reasons(clause, before, subject, likeness, reader, lexicon)
        clauses.append(replace(clause, themes=_as_themes(reasons, likeness, reader.read(clause.text))))
    return replace(statement, clauses=tuple(clauses))


def _subject_of(statement: Statement, reader: EvidenceReader) -> frozenset[str]:
    """The themes that the whole statement is about: carried by most clauses, or by many and by the title."""
    if len(statement.clauses) < SUBJECT_CLAUSES:
        return frozenset()
    counts = Counter(
        theme
        for c in statement.clauses
        for theme, e in reader.strong(c.text).items()
        if e.kind is not Kind.HINT
    )
    titled = reader.strong(statement.title)
    needed = {theme: SUBJECT_SHARE / 2 if theme in titled else SUBJECT_SHARE for theme in counts}
    return frozenset(theme for theme, n in counts.items() if n / len(statement.clauses) >= needed[theme])


def _reasons(
    clause: Clause,
    before: Clause | None,
    subject: frozenset[str],
    likeness: Mapping[str, Similarity],
    reader: EvidenceReader,
    lexicon: ThemeLexicon,
) -> dict[str, str]:
    """Theme -> why, by the first way that gives any; place adds a subject where the words gave only procedure."""
    evidence = reader.read(clause.text)
    reasons = _by_words(evidence, reader.of_heading(clause.section), lexicon)
    lead = _opening(clause)
    led = [theme for theme in reader.strong(lead) if lexicon.is_subject(theme)]
    has_own = any(lexicon.is_subject(theme) and evidence[theme].kind is not Kind.HINT for theme in reasons)
    if led and not has_own:
        reasons = {t: why for t, why in reasons.items() if not lexicon.is_subject(t)}
    if len(led) == 1 or not has_own:
        reasons |= {t: "the line that opens the list" for t in led if t not in reasons}
    if not any(map(lexicon.is_subject, reasons)):
        is_procedure = any(evidence[t].kind is not Kind.HINT for t in reasons)
        handed = _by_place(clause, before, is_procedure, reader)
        reasons |= {theme: why for theme, why in handed.items() if lexicon.is_subject(theme)}
    if not reasons:
        reasons = _by_likeness(likeness)
    if not reasons:
        reasons = {t: "the subject of the whole statement" for t in sorted(subject) if lexicon.is_subject(t)}
    if not reasons and before is not None and not clause.lead:
        reasons = {t.id: "the sentence before" for t in before.themes[:1] if lexicon.is_subject(t.id)}
    return reasons


def _by_words(
    evidence: Mapping[str, Evidence], heading: Iterable[str], lexicon: ThemeLexicon
) -> dict[str, str]:
    """What the clause's own words say. Hints count only where no phrase decides on a rival."""
    decided = {t for t, e in evidence.items() if e.kind is Kind.DECISIVE}
    around = set(heading)
    shared = {theme for theme in evidence if lexicon.is_subject(theme) or theme == PARTNERS}
    reasons = {}
    for theme, e in evidence.items():
        if e.kind is Kind.DECISIVE:
            is_theme = True
        elif e.kind is Kind.GENERAL:
            is_theme = not decided & lexicon.yields.get(theme, frozenset())
        else:
            is_theme = e.is_enough and not (decided - YIELDING if lexicon.is_subject(theme) else decided)
        hinted = e.kind is Kind.HINT and theme in around and theme in shared
        if is_theme or (hinted and e.weight + WEIGHT[Kind.HINT] >= ENOUGH):
            reasons[theme] = ", ".join(e.reasons)
    return reasons


def _by_place(
    clause: Clause, before: Clause | None, is_procedure: bool, reader: EvidenceReader
) -> dict[str, str]:
    """What the lead, the sentence before or the heading hand on; procedure takes nothing from the last two."""
    lead = reader.strong(_opening(clause))
    if lead:
        return dict.fromkeys(lead, "the line that opens the list")
    so_far = before.themes if before is not None and not clause.lead else ()
    if _POINTS_BACK.match(clause.text):
        return {theme.id: "the sentence before" for theme in so_far}
    if is_procedure:
        return {}
    heading = reader.of_heading(clause.section)
    return dict.fromkeys(sorted(heading), "the heading") or {
        theme.id: "the sentence before" for theme in so_far[:1]
    }


def _opening(clause: Clause) -> str:
    """The line that opens the list of an entry; a whole sentence before a list says nothing of the list."""
    return "" if clause.lead.rstrip().endswith((".", ";")) else clause.lead


def _by_likeness(likeness: Mapping[str, Similarity]) -> dict[str, str]:
    ranked = sorted(((like.cosine, like.shared, theme) for theme, like in likeness.items()), reverse=True)
    (best, shared, theme), (second, *_) = (*ranked, (0.0, 0, ""), (0.0, 0, ""))[:2]
    is_clear = best >= PROFILE_LIKENESS and best - second >= PROFILE_LEAD and shared >= PROFILE_WORDS
    return {theme: "like other texts on it"} if is_clear else {}


BY_PLACE = {
    "the line that opens the list": 0.67,
    "the sentence before": 0.88,
    "the heading": 0.27,
    "like other texts on it": 0.5,
    "the subject of the whole statement": 0.8,
}
BY_WORDS = (0.85, 0.95, 0.98)
"""How often a theme was right, by the way that gave it and, for its own words, by one, two or more phrases: of 897 themes
of fifteen statements that two readers had themed, one right and one wrong added to each way. Likeness gave none there."""


def _confidence(reason: str) -> float:
    return BY_PLACE.get(reason) or BY_WORDS[min(reason.count(", "), len(BY_WORDS) - 1)]


def _as_themes(
    reasons: Mapping[str, str], likeness: Mapping[str, Similarity], evidence: Mapping[str, Evidence]
) -> tuple[Theme, ...]:
    unlike = Similarity(0.0, 0)
    themes = [
        Theme(t, round(min(likeness.get(t, unlike).cosine, 1.0), 3), why, _confidence(why))
        for t, why in reasons.items()
    ]
    return tuple(
        sorted(
            themes, key=lambda t: (-(evidence[t.id].weight if t.id in evidence else 0.0), -t.similarity, t.id)
        )
    )


def theme_shares(statement: Statement) -> dict[str, float]:
    """Theme -> share (0-1) of the statement's words in clauses that carry it; "" holds the unthemed.

    A clause with two themes counts for both, so the shares may add up to more than 1.
    """
    words = {clause.address: len(clause.text.split()) for clause in statement.clauses}
    total = sum(words.values()) or 1
    shares: Counter[str] = Counter()
    for clause in statement.clauses:
        for theme in _ids(clause.themes) or ("",):
            shares[theme] += words[clause.address]
    return {theme: n / total for theme, n in sorted(shares.items())}


_NUMBERED = re.compile(r"(?:(?:[A-Z]|[IVXLC]{1,6})[.):]|\d{1,2}(?:\.\d{1,2})*[.):]?)\s+(?=\w)")


def heading_of(clause: Clause) -> str:
    """The heading that the statement itself puts over the clause, without its number; "" where it has none."""
    heading = " ".join(clause.section.split())
    number = _NUMBERED.match(heading)
    return heading[number.end() if number else 0 :].rstrip(" :.")


def heading_shares(statement: Statement) -> dict[str, float]:
    """Heading as printed -> share (0-1) of the statement's words under it; "" holds what stands under none.

    The statement's own headings are a theming by its authors, which no lexicon has to know.
    """
    words: Counter[str] = Counter()
    for clause in statement.clauses:
        words[heading_of(clause)] += len(clause.text.split())
    total = sum(words.values()) or 1
    return {heading: n / total for heading, n in sorted(words.items())}


def _ids(themes: Sequence[Theme]) -> tuple[str, ...]:
    return tuple(theme.id for theme in themes)
