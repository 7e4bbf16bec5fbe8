"""Finds the verbs that a clause says in the authors' voice: after a subject, joined to one, trailing as a participle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapporteur.compare.acts.details import Spoken
from rapporteur.compare.acts.speakers import Authors, Speakers, Subject, Voice
from rapporteur.compare.acts.subjectless import elided, has_object, passive
from rapporteur.compare.acts.syntax import (
    ASIDE_REACH,
    ASIDES,
    ASIDES_END,
    LEADING,
    MEETING_VERBS,
    after_aside,
    coordinator_end,
    is_after_date,
    is_infinitive,
    may_begin,
    may_join,
    opens_infinitive,
    past_auxiliaries,
    unknown_form,
)
from rapporteur.compare.acts.verb_group import (
    BE,
    DO,
    HAVE,
    NOT_VERBS,
    OTHER_MODALS,
    PROMISE,
    PROMISING,
    Group,
    read_group,
)
from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.verb_forms import Form, is_adverb
from rapporteur.compare.model import Clause
from rapporteur.compare.text.tokens import Words, word_set

PAST_OPENING = re.compile(
    r"^(?:last (?:year|month|week)|since\b|at (?:our|the|its) (?:last|previous|first|second|third|\d{4})|previously,|"
    r"over the (?:past|last)|earlier this)",
    re.IGNORECASE,
)
"""A sentence that opens so tells of the past: "At the last Summit we launched ..." is no new act."""

PREAMBLE_OPENING = re.compile(r"^\W*WHEREAS\b", re.IGNORECASE)
"""Recitals tell why, in the words of others; the resolution follows them."""

RESOLVED = re.compile(r"\bRESOLVED\b[^.;]{0,40}?\bthat\b")
"""The formula after which a resolution says what it does."""

POSTMODIFIERS = word_set("of from in at for attending representing present responsible")
CLOSING_VERBS = word_set("opened closed concluded began ended opens closes concludes")
"""Verbs of a speaker's turn in a record: "closed by thanking the participants"."""
PARTICIPIAL = word_set(
    "recognise acknowledge note recall reaffirm reiterate emphasise stress underline underscore welcome regret condemn"
)
"""Verbs whose participle at the head of a sentence in the first person is an act beside the main one."""
NO_TRAILING = word_set("take bear highlight draw call")
"""First words of verbs whose trailing participle only qualifies: "taking into account"."""
POSTMODIFIER_REACH = 14
"""Words between a subject and its verb, as in "the Ministers of the two countries"."""
PURPOSE_REACH = 30
"""Words after "met" in which its purpose may stand."""


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
    person: Voice | None = None
    """The voice of the last person that spoke, whom "he" or "she" stands for in a later paragraph too."""


class Finder:
    """Finds the acts of the clauses of one statement. ``unknown`` gathers verbs of its voice that no lexicon knows."""

    def __init__(
        self, lexicon: Lexicon, speakers: Speakers, authors: Authors, *, trailing: bool = False
    ) -> None:
        """``trailing``: participles behind the main verb are acts too, as in decisions and records."""
        self._lexicon = lexicon
        self._speakers = speakers
        self._authors = authors
        self._trailing = trailing or authors.is_record
        self.unknown: list[tuple[str, str]] = []

    def find(self, clause: Clause, words: Words, before: Before) -> list[Spoken]:
        """The verb groups of a clause that are acts, in reading order."""
        if not len(words) or PREAMBLE_OPENING.match(clause.text):
            return []
        resolved = RESOLVED.search(clause.text)
        if resolved:
            return self._resolved(words, resolved.end())
        found = elided(clause, words, self._lexicon, promised=before.promised, opened=before.opened)
        participle = [] if found else self._participle(words)
        found += participle
        start = found[-1][0].last if found else 0
        if PAST_OPENING.match(clause.text) and not found:
            return [pair for pair in self._spoken(words, 0, None, before) if _is_present(pair[0])]
        found += self._spoken(words, start, found[-1] if found and not participle else None, before)
        return found or passive(words, self._lexicon)

    def slots(self, clause: Clause, words: Words, before: Before) -> Iterator[str]:
        """The words that stand where a verb of the authors could stand: behind a subject of theirs, or first in an entry."""
        if not len(words) or PREAMBLE_OPENING.match(clause.text):
            return
        if before.promised:
            yield words.at(past_auxiliaries(words, 0))
        for at in range(len(words)):
            subject = self._new_subject(words, at, before)
            if subject and subject.voice is not Voice.BODY:
                yield words.at(past_auxiliaries(words, subject.last))

    def _resolved(self, words: Words, after: int) -> list[Spoken]:
        """ "BE IT RESOLVED, that the Board hereby recommends": the body's verb, whatever the body is called."""
        start = next(at for at in range(len(words)) if words.spans[at][0] >= after)
        for at in range(start, min(start + POSTMODIFIER_REACH, len(words))):
            group = read_group(words, at, self._lexicon)
            if group and group.form in (Form.THIRD, Form.PAST) and at > start:
                subject = Subject(start, at, Voice.OWN)
                return [(group, subject), *self._spoken(words, group.last, (group, subject), Before())]
        return []

    def _participle(self, words: Words) -> list[Spoken]:
        """ "Recognizing the need for ..., we will": in the first person the opening participle is an act of its own."""
        group = read_group(words, 0, self._lexicon)
        if (
            group is None
            or group.form is not Form.GERUND
            or group.lemma not in PARTICIPIAL
            or group.expressive
        ):
            return []
        commas = [at for at in range(group.last, len(words)) if words.low[at] == ","]
        return [(group, None)] if any(words.at(at + 1) == "we" for at in commas) else []

    def _spoken(self, words: Words, start: int, opened: Spoken | None, before: Before) -> list[Spoken]:
        """Verb groups after a subject of the authors, and those joined to them by "and" or a comma."""
        found: list[Spoken] = []
        subject = opened[1] if opened else None
        form = opened[0].form if opened else None
        infinitive = opened is not None and opens_infinitive(opened[0], words)
        at = start
        while at < len(words):
            word = words.low[at]
            fresh = self._new_subject(words, at, before)
            if fresh:
                spoken = self._after_subject(words, fresh)
                if spoken is not None:
                    groups, form = spoken
                    subject, infinitive = fresh, False
                    found += [(group, fresh) for group in groups]
                    if groups:
                        infinitive = opens_infinitive(groups[-1], words)
                        form = groups[-1].form if groups[-1].form is not Form.GERUND else form
                    at = groups[-1].last if groups else fresh.last
                    continue
            joint = coordinator_end(words, at)
            alone = (
                subject is not None and subject.voice is Voice.MEMBER and not self._is_author(words, subject)
            )
            if form and joint and not alone:
                group = self._joined(words, at, joint, form, infinitive, subject)
                if group:
                    found.append((group, subject))
                    form = group.form if group.form not in (Form.PARTICIPLE, Form.GERUND) else form
                    infinitive = opens_infinitive(group, words)
                    at = group.last
                    continue
            infinitive = (infinitive and word != ";") or is_infinitive(words, at)
            at += 1
        return found

    def _new_subject(self, words: Words, at: int, before: Before) -> Subject | None:
        """The subject that begins at ``at``, where one may."""
        is_led = at == 0 or words.low[at] == "we" or words.low[at - 1] in LEADING
        if not (is_led or (at < 8 and is_after_date(words, at))) or not may_begin(words, at):
            return None
        return None if self._is_in_list(words, at) else self._subject(words, at, before)

    def _is_in_list(self, words: Words, at: int) -> bool:
        """True between the countries of a list: the second one begins no subject of its own."""
        begin = at + 1 if words.at(at) == "the" else at
        if self._speakers.country_end(words, begin) is None or words.low[at - 1] != "and":
            return False
        last = at - 2 if words.at(at - 2) == "," else at - 1
        return any(self._speakers.country_end(words, k) == last for k in range(max(0, last - 5), last))

    def _subject(self, words: Words, at: int, before: Before) -> Subject | None:
        subject = self._speakers.subject_at(words, at, self._authors)
        if subject is None or subject.voice is not Voice.FOLLOWER:
            return subject
        voice = before.voice if at == 0 else Voice.BODY
        if at == 0 and words.at(at) in ("he", "she"):
            voice = before.person
        if voice is None or (words.at(at) == "it" and words.at(at + 1) == "is"):
            return None
        if words.at(at) in ("he", "she") and voice is not Voice.MEMBER:
            return None
        return replace(subject, voice=voice)

    def _after_subject(self, words: Words, subject: Subject) -> tuple[list[Group], Form | None] | None:
        """The verb groups of a subject, with their form; none with a form for a verb that is no act; None for no verb."""
        group = read_group(words, subject.last, self._lexicon)
        at = subject.last
        if group is None or not self._is_finite(group, subject, words):
            if words.at(at) in OTHER_MODALS:
                return [], None
            group = None
            is_named = subject.voice is not Voice.BODY or subject.first == 0
            if words.at(at) in ASIDES or (words.at(at) in POSTMODIFIERS and is_named):
                group = self._beyond(words, subject)
        if group:
            return ([group] if self._counts(group, subject, words) else []), group.form
        purpose = self._purpose(words, subject)
        if purpose:
            return [purpose], Form.PAST
        form = unknown_form(words, at, self._lexicon, subject)
        if form and subject.voice is Voice.OWN:
            self._note_unknown(words, at)
        if form is None and words.at(at) in ASIDES:
            form = Form.PAST if after_aside(words, at) else None
        return ([], form) if form else None

    def _purpose(self, words: Words, subject: Subject) -> Group | None:
        """ "met ... to reaffirm", and in a record "closed by thanking": what a verb of meeting or speaking is for."""
        at = subject.last
        while is_adverb(words.at(at)) or words.at(at) in HAVE:
            at += 1
        if words.at(at) in ASIDES:
            at = after_aside(words, at)
        elif words.at(at) == "the" and words.at(at - 1) == "we":  # "We the Leaders of the Ten met"
            at = next((k for k in range(at, at + PURPOSE_REACH) if words.at(k) in MEETING_VERBS), at)
        marker = "to" if words.at(at) in MEETING_VERBS else "by" if words.at(at) in CLOSING_VERBS else ""
        if not marker or (marker == "by" and not self._authors.is_record) or subject.voice is Voice.BODY:
            return None
        for k in range(at + 1, min(at + PURPOSE_REACH, len(words))):
            if words.low[k] in (";", ".", "that", "which"):
                return None
            if words.low[k] == marker:
                group = read_group(words, k + 1, self._lexicon)
                wanted = Form.BASE if marker == "to" else Form.GERUND
                if group and group.form is wanted and (group.grade.restated or marker == "by"):
                    return group
        return None

    def _note_unknown(self, words: Words, at: int) -> None:
        """Keeps a verb that the authors use and no lexicon knows, for an analyst to look at."""
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
            if group and self._is_finite(group, subject, words) and has_object(words, group, strict=True):
                return group
        return None

    def _is_finite(self, group: Group, subject: Subject, words: Words) -> bool:
        if group.form in (Form.GERUND, Form.PARTICIPLE):
            return False
        last = words.low[subject.last - 1]
        plural = (
            last == "we"
            or last.endswith("s")
            or (subject.voice is Voice.OWN and subject.last - subject.first > 2)
        )
        return not (group.form is Form.BASE and group.modal is None and group.grade.weak and not plural)

    def _counts(self, group: Group, subject: Subject, words: Words) -> bool:
        """What a part of the machinery or a single outsider says counts only where it undertakes something."""
        if group.modal == "must" and words.low[subject.first] != "we":
            return False
        if subject.voice is Voice.BODY:
            return self._authors.is_record or (
                (group.grade.tier or 0) == 6 and group.grade.lemma != "continue"
            )
        if subject.voice is Voice.MEMBER and not self._is_author(words, subject):
            return group.modal in PROMISING and group.lemma in self._speakers.member_verbs
        return True

    def _is_author(self, words: Words, subject: Subject) -> bool:
        """True for a country or a person among the authors, and for anybody whose words a record tells."""
        if self._authors.is_record or words.low[subject.first] in ("he", "she", "it", "they"):
            return True
        name = tuple(word for word in words.low[subject.first : subject.last] if word != "the")
        return self._speakers.canonical(name) in self._authors.countries or bool(
            self._authors.persons.intersection(name)
        )

    def _joined(
        self, words: Words, at: int, start: int, form: Form, infinitive: bool, subject: Subject | None
    ) -> Group | None:
        group = read_group(words, start, self._lexicon)
        if group is None or group.modal == "would":
            return None
        if subject is not None and not self._counts(group, subject, words):
            return None
        if self._trailing and group.form is Form.GERUND and words.at(at) == ",":
            is_act = group.grade.lemma.split()[0] not in NO_TRAILING and (
                not group.grade.weak or group.lemma in PARTICIPIAL
            )
            return group if is_act and has_object(words, group, strict=True) else None
        if infinitive and words.low[start - 3 : start] == ("as", "well", "as") and group.form is Form.BASE:
            return replace(group, grade=PROMISE)  # "will hold ... as well as launch"
        joins = may_join(words, at, start, group, form, infinitive=infinitive)
        return group if joins else None


def _is_present(group: Group) -> bool:
    """True where the group itself speaks of now or later, however the sentence opens."""
    return group.modal is not None or group.form is not Form.PAST or (group.grade.tier or 0) < 6
