"""Clause -> operative acts: verb, tier, modal, hedges, addressee, nested acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapporteur.compare.acts.details import ActMaker, Spoken
from rapporteur.compare.acts.sentence import Before, Finder
from rapporteur.compare.acts.speakers import Speakers, Voice
from rapporteur.compare.lexicons.load import Lexicon, Profile, read_lexicon
from rapporteur.compare.lexicons.verb_forms import Form, can_be_base
from rapporteur.compare.model import Act, Clause, Detected, Statement, StatementKind
from rapporteur.compare.text.language import tell_language
from rapporteur.compare.text.table_rows import Row, read_row
from rapporteur.compare.text.tokens import tokenise

LANGUAGES_READ = frozenset(("en", ""))

FOLLOWING = re.compile(r"\b(?:following|below|next steps)\b[^.]*[.:]?$|:$", re.IGNORECASE)
"""How a line ends that opens a list of what was undertaken."""

OPEN_PROMISE = re.compile(
    r"\b(?:we|ministers|leaders|members|meeting|sides|parties|countries|hereby)\b[^.;:]{0,60}?\b"
    r"(?:will|shall|must|(?:agree|commit|resolve|undertake|pledge|intend|decide|declare|plan)(?:d|s|ted|ded)? to)(?: also| further)?\s?:$"
    r"|\b(?:through|by|take|taking|undertake|on) the following (?:\w+ ){0,3}?(?:actions|steps|measures|commitments)\b[^.]{0,200}:$"
    r"|\bnext steps\b[^.]{0,60}:$",
    re.IGNORECASE,
)
"""A line that ends in "we will:", "agreed to:" or "the following actions:": each entry below says what is undertaken, in its first verb."""

PAST = re.compile(r"(?:ed|held|met|took|made|gave|shared|have|has|had|was|were)\b", re.IGNORECASE)
"""What says that an act is told in the past: "welcomed", "have agreed"."""

BARE_PAST = re.compile(r"[a-z]+ed\b")
"""A participle by itself, without "have" or "were"."""

OTHER_PERSON = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Sir|Professor|Ambassador)\b|(?:[A-Z][\w.’-]+ ){2,}[a-z]+ed\b)")
"""A sentence that begins with somebody who is no author: "he" in the next one is not the author who spoke before."""

SPOKEN = re.compile(r"(?:will|shall|must|should|may|commits?|pledges?|agrees?|undertakes?)\b", re.IGNORECASE)
"""How a cell begins whose subject stands in another: "will mark ten wrecks"."""

NUMBERED = re.compile(r"(?:^|/)\d+$")
"""The number of a printed paragraph, in an annex too; "p7" is only counted."""

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
    return tuple(dict.fromkeys(reader.finder.unknown))


def verb_slots(statement: Statement, lexicon: Lexicon | None = None) -> Iterator[tuple[str, str]]:
    """Every verb that stands where an act could stand, in the form printed, with its sentence, in reading order.

    What the lexicon knows is among them; words that can be no verb (an article, a noun by its ending) are not.
    """
    lexicon = lexicon or read_lexicon()
    profile = lexicon.profile(statement.kind.value)
    if _refusal(statement, profile):
        return
    reader = _Reader(statement, lexicon, profile)
    before = Before()
    for clause in statement.clauses:
        words = tokenise(clause.text)
        before = _under_lead(_closed(before, clause), clause, ())
        yield from (
            (word, clause.text) for word in reader.finder.slots(clause, words, before) if _can_be_verb(word)
        )
        found = reader.finder.find(clause, words, before)
        before = _after(before, clause, found, ())


def _can_be_verb(word: str) -> bool:
    return can_be_base(word) or (word.endswith("ed") and len(word) > 4)


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
        speakers = Speakers(lexicon)
        self._statement = statement
        self.finder = Finder(
            lexicon,
            speakers,
            speakers.authors_of(statement),
            trailing=statement.kind is StatementKind.DECISION,
        )
        self._maker = ActMaker(lexicon, profile)
        self._leads: dict[str, tuple[Act, ...]] = {}

    def clauses(self) -> Iterator[Clause]:
        before = Before()
        for clause in self._statement.clauses:
            row = read_row(clause.text, clause.lead)
            if row is not None:
                acts = self._acts_of_row(clause, row)
                yield replace(clause, acts=acts) if acts else clause
                continue
            words = tokenise(clause.text)
            before = _under_lead(_closed(before, clause), clause, self._lead_acts(clause.lead))
            found = self.finder.find(clause, words, before)
            acts = _of_one_tense(self._maker.acts(found, words))
            before = _after(before, clause, found, acts)
            lead_acts = self._lead_acts(clause.lead)
            is_silent = not (acts or lead_acts or clause.acts or clause.lead_acts)
            yield clause if is_silent else replace(clause, acts=acts, lead_acts=lead_acts)

    def _acts_of_row(self, clause: Clause, row: Row) -> tuple[Act, ...]:
        """The acts in the cell that says what is undertaken, by who stands in the cell beside it."""
        spoken = f"We {row.what}" if SPOKEN.match(row.what) else row.what
        words = tokenise(spoken)
        cell = replace(clause, text=spoken, label=clause.label or "1", lead="")
        acts = self._maker.acts(self.finder.find(cell, words, Before(promised=True, opened=True)), words)
        moved = row.start - (len(spoken) - len(row.what))
        return tuple(
            replace(act, subject=row.who or None, start=act.start + moved, end=act.end + moved)
            for act in acts
        )

    def _lead_acts(self, lead: str) -> tuple[Act, ...]:
        """The acts of the line that opens a list, read once for all its entries."""
        if lead and lead not in self._leads:
            words = tokenise(lead)
            found = self.finder.find(Clause("", "", "", lead, 0, len(lead)), words, Before())
            self._leads[lead] = self._maker.acts(found, words)
        return self._leads.get(lead, ())


def _of_one_tense(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts without bare participles behind a verb of the present: in "we welcome ..., and established ports" nobody
    established anything."""
    if not acts or PAST.search(acts[0].verb):
        return acts
    return (
        acts[0],
        *(
            act
            for act in acts[1:]
            if not BARE_PAST.match(act.verb) or (act.tier or 1) < 3 or act.subject != acts[0].subject
        ),
    )


def _closed(before: Before, clause: Clause) -> Before:
    """``before`` without the list that it left open, where after a full stop another numbered paragraph begins."""
    begins = clause.paragraph != before.paragraph and NUMBERED.search(clause.paragraph)
    return replace(before, promised=False, opened=False) if begins and before.ended else before


def _under_lead(before: Before, clause: Clause, lead_acts: tuple[Act, ...]) -> Before:
    """``before`` with what the line that opens the clause's list promises, where it has one."""
    if not clause.lead:
        return before
    opened = bool(OPEN_PROMISE.search(clause.lead))
    promised = opened or (
        bool(lead_acts) and (lead_acts[-1].tier or 0) >= 6 and bool(FOLLOWING.search(clause.lead))
    )
    return replace(before, promised=promised or before.promised, opened=opened or before.opened)


def _after(before: Before, clause: Clause, found: list[Spoken], acts: tuple[Act, ...]) -> Before:
    voices = [subject.voice for _, subject in found if subject]
    voice = voices[-1] if voices else (before.voice if clause.paragraph == before.paragraph else None)
    person = (
        Voice.MEMBER if Voice.MEMBER in voices else None if OTHER_PERSON.match(clause.text) else before.person
    )
    promised = before.promised
    undertaken = bool(acts) and (acts[-1].tier or 0) >= 6
    if OPEN_PROMISE.search(clause.text) or (undertaken and clause.text.rstrip().endswith(" to:")):
        return Before(voice, True, clause.paragraph, opened=True, person=person)
    opening = is_entry = False
    if acts and not clause.lead:
        is_entry = before.promised and found[-1][1] is None and found[-1][0].form in (Form.GERUND, Form.BASE)
        opening = undertaken and bool(FOLLOWING.search(clause.text))
        promised = opening or is_entry
    ended = clause.text.rstrip().endswith(".") and not (opening or (is_entry and clause.label[:1].isdigit()))
    return Before(
        voice, promised, clause.paragraph, before.opened and (bool(clause.label) or is_entry), ended, person
    )
