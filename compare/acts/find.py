"""Clause -> operative acts: verb, tier, modal, hedges, addressee, nested acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapporteur.compare.acts.details import ActMaker, Spoken
from rapporteur.compare.acts.speakers import Voices, voices_of
from rapporteur.compare.acts.speaking import Before, Company, Speech
from rapporteur.compare.lexicons.load import Lexicon, Profile, read_lexicon
from rapporteur.compare.model import Act, Clause, Detected, Statement
from rapporteur.compare.text.language import tell_language
from rapporteur.compare.text.tokens import cut

LANGUAGES_READ = frozenset(("en", ""))

FOLLOWING = re.compile(r"\b(?:following|below)\b[^.]*[.:]?$|:$", re.IGNORECASE)
"""How a line ends that opens a list of what was undertaken."""

OPEN_PROMISE = re.compile(
    r"\b(?:we|ministers|leaders|members|meeting|sides|parties) (?:also |further |therefore )?"
    r"(?:(?:will|shall)|(?:agree|commit|resolve|undertake|pledge|intend|decide)(?:d|s|ted|ded)? to)(?: also| further)?\s?:$",
    re.IGNORECASE,
)
"""A line that ends in "we will:" or "agreed to:": each entry below says what is undertaken, in its first verb."""

PAST = re.compile(r"(?:ed|held|met|took|made|gave|shared|have|has|had|was|were)\b", re.IGNORECASE)
"""What says that an act is told in the past: "welcomed", "have agreed"."""

BARE_PAST = re.compile(r"[a-z]+ed")
"""A participle by itself, without "have" or "were"."""

NUMBERED = re.compile(r"(?:^|/)\d+$")
"""The number of a printed paragraph, in an annex too; "p7" is only counted."""

OPENING_CLAUSES = 2
"""The clauses in which a statement says who met: the countries named there speak for it."""

LEAST_WORDS = 40
"""Below this many words the language is not judged."""
TRIED_CLAUSES = 60


def read_acts(statement: Statement, lexicon: Lexicon | None = None, *, profile: str = "") -> Statement:
    """The statement with the acts of each clause in the statement's own voice.

    Texts in another language than English, and bodies whose texts carry no operative verbs (central banks),
    get no acts; ``detected`` then says why. ``profile`` overrides the one that the statement's kind asks for.
    Raises WorkspaceError where no profile has that name.
    """
    lexicon = lexicon or read_lexicon()
    chosen = lexicon.profile(statement.kind.value, profile)
    refusal = _refusal(statement, chosen)
    if refusal:
        return replace(statement, detected=(*statement.detected, Detected("acts", "none", refusal)))
    return replace(statement, clauses=tuple(_Reader(statement, lexicon, chosen).clauses()))


def unknown_verbs(statement: Statement, lexicon: Lexicon | None = None) -> tuple[tuple[str, str], ...]:
    """Verbs that the statement's own voice uses and no lexicon knows, each with its sentence, in reading order.

    Candidates for an analyst to add to ``verbs.toml``, or to its ``[narrative]`` list if they only tell a story.
    """
    lexicon = lexicon or read_lexicon()
    profile = lexicon.profile(statement.kind.value)
    if _refusal(statement, profile):
        return ()
    reader = _Reader(statement, lexicon, profile)
    for _ in reader.clauses():
        pass
    return tuple(dict.fromkeys(reader.speech.unknown))


def _refusal(statement: Statement, profile: Profile) -> str:
    if statement.language not in LANGUAGES_READ or not _is_english(statement):
        return "the text is not English; acts are read from English only"
    return "" if profile.acts else profile.why


def _is_english(statement: Statement) -> bool:
    text = " ".join(clause.text for clause in statement.clauses[:TRIED_CLAUSES])
    return len(text.split()) < LEAST_WORDS or tell_language(text) == "en"


class _Reader:
    """Reads the clauses of one statement in order: each may lean on those before it."""

    def __init__(self, statement: Statement, lexicon: Lexicon, profile: Profile) -> None:
        voices = voices_of(lexicon)
        self._statement = statement
        self.speech = Speech(lexicon, voices, _company(statement, voices))
        self._maker = ActMaker(lexicon, profile)
        self._leads: dict[str, tuple[Act, ...]] = {}

    def clauses(self) -> Iterator[Clause]:
        before = Before()
        for clause in self._statement.clauses:
            words = cut(clause.text)
            before = _closed(before, clause)
            found = self.speech.heard(clause, words, before)
            acts = _of_one_tense(self._maker.acts(found, words))
            before = _after(before, clause, found, acts)
            lead_acts = self._lead_acts(clause.lead)
            is_silent = not (acts or lead_acts or clause.acts or clause.lead_acts)
            yield clause if is_silent else replace(clause, acts=acts, lead_acts=lead_acts)

    def _lead_acts(self, lead: str) -> tuple[Act, ...]:
        """The acts of the line that opens a list, read once for all its entries."""
        if lead and lead not in self._leads:
            words = cut(lead)
            found = self.speech.heard(Clause("", "", "", lead, 0, len(lead)), words, Before())
            self._leads[lead] = self._maker.acts(found, words)
        return self._leads.get(lead, ())


def _of_one_tense(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts without bare participles behind a verb of the present: in "we welcome ..., and established ports" nobody
    established anything."""
    if not acts or PAST.search(acts[0].verb):
        return acts
    return (
        acts[0],
        *(act for act in acts[1:] if not BARE_PAST.fullmatch(act.verb) or act.subject != acts[0].subject),
    )


def _company(statement: Statement, voices: Voices) -> Company:
    opening = tuple(cut(clause.text) for clause in statement.clauses[:OPENING_CLAUSES])
    return Company(
        members=voices.members(opening),
        bodies=voices.abbreviated_bodies(" ".join(clause.text for clause in statement.clauses)),
        forum=frozenset(part for part in statement.meeting.forum.split("-") if len(part) > 2),
    )


def _closed(before: Before, clause: Clause) -> Before:
    """``before`` without the list that it left open, where after a full stop another numbered paragraph begins."""
    begins = clause.paragraph != before.paragraph and NUMBERED.search(clause.paragraph)
    return replace(before, promised=False, opened=False) if begins and before.ended else before


def _after(before: Before, clause: Clause, found: list[Spoken], acts: tuple[Act, ...]) -> Before:
    voices = [subject.voice for _, subject in found if subject]
    voice = voices[-1] if voices else (before.voice if clause.paragraph == before.paragraph else None)
    promised = before.promised
    undertaken = bool(acts) and (acts[-1].tier or 0) >= 6
    if OPEN_PROMISE.search(clause.text) or (undertaken and clause.text.rstrip().endswith(" to:")):
        return Before(voice, True, clause.paragraph, opened=True)
    opening = False
    if acts and found[-1][1] is not None:
        opening = promised = undertaken and bool(FOLLOWING.search(clause.text))
    ended = clause.text.rstrip().endswith(".") and not opening
    return Before(voice, promised, clause.paragraph, before.opened and bool(clause.label), ended)
