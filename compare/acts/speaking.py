"""Finds the verbs that a clause says in the statement's own voice: after a subject, joined to one, elided, listed, passive."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapporteur.compare.acts.adverbs import is_adverb
from rapporteur.compare.acts.details import Spoken
from rapporteur.compare.acts.joining import (
    COORDINATORS,
    has_object,
    is_infinitive,
    may_join,
    opens_infinitive,
)
from rapporteur.compare.acts.speakers import Subject, Voice, Voices
from rapporteur.compare.acts.subjectless import elided, passive
from rapporteur.compare.acts.verb_group import (
    BE,
    DO,
    HAVE,
    NOT_VERBS,
    OTHER_MODALS,
    PROMISING,
    Group,
    read_group,
)
from rapporteur.compare.lexicons.inflect import Form
from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.model import Clause
from rapporteur.compare.text.tokens import Words, word_set

SUBORDINATING = word_set(
    "that which as if when what where than so because whether how who since until before after actions"
)
"""Words before "we" that make it the subject of a subordinate clause."""

PAST_OPENING = re.compile(
    r"^(?:last (?:year|month|week)|since\b|at (?:our|the|its) (?:last|previous|first|second|third|\d{4})|previously,|"
    r"in (?:19|20)\d\d\b|over the (?:past|last)|earlier this)",
    re.IGNORECASE,
)
"""A sentence that opens so tells of the past: "At the last Summit we launched ..." is no new act."""

TODAY_WORDS = word_set(
    "today together here regard context end connection year meeting now accordingly furthermore moreover"
)
"""Words after which a subject may follow without a comma."""

LEADING = COORDINATORS | TODAY_WORDS
"""Words after which a subject may stand; at any other place only "we" can begin one."""

AFTER_TODAY = word_set("the both all ministers leaders members they")
POSTMODIFIERS = word_set("of from in at for attending representing present responsible")
OPENING_WORDS = word_set(
    "in at on through with as to today for under following building recognizing recognising mindful by together here over during"
    " looking given guided determined committed conscious acknowledging noting recalling reaffirming"
)
IRREGULAR_PASTS = word_set(
    "met held led took made had gave saw came built brought went chose began spoke heard said"
)
ASIDES = frozenset((",", "—", "–", "(", "-"))
ASIDES_END = frozenset((",", "—", "–", ")", "-"))
ASIDE_REACH = 160
"""Words that "We, the Leaders of ..." may take to name themselves."""
POSTMODIFIER_REACH = 14
"""Words between a subject and its verb, as in "the Ministers of the two countries"."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who speaks in one statement, as far as only that statement tells.

    ``members`` are the countries that met, ``bodies`` the abbreviations of its own machinery, ``forum`` its names.
    """

    members: frozenset[tuple[str, ...]] = frozenset()
    bodies: frozenset[str] = frozenset()
    forum: frozenset[str] = frozenset()


@dataclass(slots=True)
class Before:
    """What the clauses before said, as far as the next may lean on it."""

    voice: Voice | None = None
    promised: bool = False
    paragraph: str = ""
    opened: bool = False
    """True below "we will:", where an entry begins with its verb."""
    ended: bool = False
    """True after a full stop that ends more than the line that opens a list."""


class Speech:
    """Listens to the clauses of one statement. ``unknown`` gathers verbs of its voice that no lexicon knows."""

    def __init__(self, lexicon: Lexicon, voices: Voices, company: Company) -> None:
        self._lexicon = lexicon
        self._voices = voices
        self._company = company
        self.unknown: list[tuple[str, str]] = []

    def heard(self, clause: Clause, words: Words, before: Before) -> list[Spoken]:
        """The verb groups of a clause that are acts, in reading order."""
        if not len(words):
            return []
        found = elided(clause, words, self._lexicon, promised=before.promised, opened=before.opened)
        start = found[-1][0].last if found else 0
        if PAST_OPENING.match(clause.text) and not found:
            return [pair for pair in self._spoken(words, 0, None, before) if _is_present(pair[0])]
        found += self._spoken(words, start, found[-1] if found else None, before)
        return found or passive(words, self._lexicon)

    def _spoken(self, words: Words, start: int, opened: Spoken | None, before: Before) -> list[Spoken]:
        """Verb groups after a subject of our own, and those joined to them by "and" or a comma."""
        found: list[Spoken] = []
        subject = opened[1] if opened else None
        form = opened[0].form if opened else None
        infinitive = opened is not None and opens_infinitive(opened[0], words)
        at, end = start, len(words)
        while at < end:
            word = words.low[at]
            led = at == 0 or word == "we" or words.low[at - 1] in LEADING
            fresh = self._subject(words, at, before) if led and self._may_begin(words, at) else None
            if fresh:
                spoken = self._after_subject(words, fresh)
                if spoken is not None:
                    group, form = spoken
                    subject, infinitive = fresh, False
                    if group:
                        found.append((group, fresh))
                        infinitive = opens_infinitive(group, words)
                        at = group.last
                    else:
                        at = fresh.last
                    continue
            alone = subject is not None and subject.voice is Voice.MEMBER
            if form and word in COORDINATORS and not alone:
                group = self._joined(words, at, form, infinitive, subject)
                if group:
                    found.append((group, subject))
                    form = group.form if group.form is not Form.PARTICIPLE else form
                    infinitive = opens_infinitive(group, words)
                    at = group.last
                    continue
            infinitive = (infinitive and word != ";") or (word == "to" and is_infinitive(words, at))
            at += 1
        return found

    def _may_begin(self, words: Words, at: int) -> bool:
        if at == 0:
            return True
        before = words.low[at - 1]
        if before in COORDINATORS:
            return (
                before not in ("–", "—")
                or words.spans[at - 1][1] < words.spans[at][0]
                or words.raw[at] == "We"
            )
        if words.raw[at] == "We":
            return True
        if words.low[at] == "we":
            led = words.low[0] in OPENING_WORDS or is_adverb(words.low[0])
            doing = before == "so" and words.at(at - 2) == "doing"
            return doing or (before not in SUBORDINATING and (before in TODAY_WORDS or led))
        return before in TODAY_WORDS and words.low[at] in AFTER_TODAY

    def _subject(self, words: Words, at: int, before: Before) -> Subject | None:
        named = at + 1 if words.at(at) == "the" else at
        if words.at(named) in self._company.forum and words.printed(named).isupper():
            return Subject(at, named + 1, Voice.OWN)
        subject = self._voices.subject_at(words, at, self._company.bodies)
        if subject is None:
            return None
        if subject.voice is Voice.FOLLOWER:
            voice = before.voice if at == 0 else Voice.BODY
            if voice is None or (words.at(at) == "it" and words.at(at + 1) == "is"):
                return None
            return replace(subject, voice=voice)
        return subject

    def _after_subject(self, words: Words, subject: Subject) -> tuple[Group | None, Form | None] | None:
        """The verb group of a subject, with its form; (None, form) for a verb that is no act; None for no verb at all."""
        group = read_group(words, subject.last, self._lexicon)
        at = subject.last
        if group is None or not self._finite(group, subject, words):
            if words.at(at) in OTHER_MODALS:
                return None, None
            group = None
            if words.at(at) in ASIDES or words.at(at) in POSTMODIFIERS:
                group = self._beyond(words, subject)
        if group:
            if not self._counts(group, subject, words):
                return None, group.form
            return group, group.form
        form = _unknown_form(words, at)
        if form and subject.voice is Voice.OWN:
            self._note_unknown(words, at)
        if form is None and words.at(at) in ASIDES:
            form = _told_after_aside(words, at)
        return (None, form) if form else None

    def _note_unknown(self, words: Words, at: int) -> None:
        """Keeps a verb that the statement's own voice uses and no lexicon knows, for an analyst to look at."""
        while is_adverb(words.at(at)) or words.at(at) in HAVE or words.at(at) in DO:
            at += 1
        verb = words.at(at)
        if verb not in BE and verb not in self._lexicon.narrative and verb not in self._lexicon.spellings:
            self.unknown.append((verb, words.text))

    def _beyond(self, words: Words, subject: Subject) -> Group | None:
        """The verb after "of the two countries" or between dashes: the first finite one that the lexicon knows."""
        long = words.at(subject.last) in ASIDES
        for at in range(
            subject.last + 1, min(subject.last + (ASIDE_REACH if long else POSTMODIFIER_REACH), len(words))
        ):
            word = words.low[at]
            if word in ("that", "which", "who", "whose", "we", ";", ":"):
                return None
            if not long and word == "," and not words.printed(at + 1)[:1].isupper():
                return None
            if long and words.low[at - 1] not in ASIDES_END:
                continue
            if words.low[at - 1] in NOT_VERBS and words.low[at - 1] not in ("her", "him"):
                continue
            group = read_group(words, at, self._lexicon)
            if group and self._finite(group, subject, words) and has_object(words, group, strict=True):
                return group
        return None

    def _finite(self, group: Group, subject: Subject, words: Words) -> bool:
        if group.form in (Form.GERUND, Form.PARTICIPLE):
            return False
        plural = words.low[subject.last - 1] == "we" or words.low[subject.last - 1].endswith("s")
        return not (group.form is Form.BASE and group.modal is None and group.grade.weak and not plural)

    def _counts(self, group: Group, subject: Subject, words: Words) -> bool:
        """What a part of the machinery or a single member says counts only where it undertakes something."""
        if subject.voice is Voice.BODY:
            return (group.grade.tier or 0) == 6
        if subject.voice is Voice.MEMBER:
            if self._is_member(words, subject):
                return (group.grade.tier or 0) == 6 or group.lemma == "announce"
            return group.modal in PROMISING and group.lemma in self._voices.member_verbs
        return True

    def _is_member(self, words: Words, subject: Subject) -> bool:
        name = tuple(word for word in words.low[subject.first : subject.last] if word != "the")
        return name in self._company.members

    def _joined(
        self, words: Words, at: int, form: Form, infinitive: bool, subject: Subject | None
    ) -> Group | None:
        start = at + 1
        while words.at(start) in COORDINATORS:
            start += 1
        group = read_group(words, start, self._lexicon)
        if group is None or group.modal in ("would",):
            return None
        if subject is not None and not self._counts(group, subject, words):
            return None
        joins = may_join(words, at, start, group, form, infinitive=infinitive)
        return group if joins else None


def _is_present(group: Group) -> bool:
    """True where the group itself speaks of now or later, however the sentence opens."""
    return group.modal is not None or group.form is not Form.PAST or (group.grade.tier or 0) < 6


def _told_after_aside(words: Words, start: int) -> Form | None:
    """ "We, the Leaders of the Ten, met ...": a verb of the past that the lexicon does not know closes the aside."""
    for at in range(start + 2, min(start + ASIDE_REACH, len(words))):
        if words.low[at - 1] in ASIDES_END and (
            words.low[at] in IRREGULAR_PASTS or words.low[at] in ("gathered", "convened")
        ):
            return Form.PAST
    return None


def _unknown_form(words: Words, at: int) -> Form | None:
    """The form of a verb the lexicon does not know, as far as its spelling tells."""
    while is_adverb(words.at(at)) or words.at(at) in HAVE or words.at(at) in DO:
        at += 1
    word = words.at(at)
    if word in BE:
        return Form.PAST if word in ("was", "were") else Form.THIRD if word == "is" else Form.BASE
    if (word.endswith("ed") and len(word) > 4) or word in IRREGULAR_PASTS:
        return Form.PAST
    return Form.BASE if word.isalpha() and words.at(at - 1) == "we" else None
