"""Clause -> operative acts: verb, tier, modal, hedges, addressee, nested acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .clause_words import Words, cut, word_set
from .inflect import Form
from .lexicon import Grade, Lexicon, Profile, read_lexicon
from .model import Act, Clause, Detected, Part, Statement
from .verbgroup import BE, DO, HAVE, NOT_VERBS, OTHER_MODALS, PROMISING, Group, is_adverb, read_group
from .voice import Subject, Voice, Voices

LANGUAGES_READ = frozenset(("en", ""))

# Marks and words after which a new verb of the same subject, or a new subject, may stand.
COORDINATORS = frozenset((",", ";", "and", "but", "while", "—", "–", ":"))

# What follows a participle ("adopted at the summit") and not a verb with its object.
AFTER_PARTICIPLE = word_set(
    "by at in under during from since on as last this earlier before within through for"
)

# Which forms may be joined to a form: "expressed ... and welcomes" is common, "welcomed ... and support" is not.
JOINS = {
    Form.PAST: frozenset((Form.PAST, Form.THIRD)),
    Form.BASE: frozenset((Form.BASE, Form.PAST)),
    Form.THIRD: frozenset((Form.THIRD, Form.PAST)),
    Form.GERUND: frozenset((Form.GERUND,)),
    Form.PARTICIPLE: frozenset(),
}

# Words before "we" that make it the subject of a subordinate clause.
SUBORDINATING = word_set(
    "that which as if when what where than so because whether how who since until before after actions"
)

# A sentence that opens with these tells of the past: "At the last Summit we launched ..." is no new act.
PAST_OPENING = re.compile(
    r"^(?:last (?:year|month|week)|since\b|at (?:our|the|its) (?:last|previous|first|second|third|\d{4})|previously,|"
    r"in (?:19|20)\d\d\b|over the (?:past|last)|earlier this)",
    re.IGNORECASE,
)
FOLLOWING = re.compile(r"\b(?:following|below)\b[^.]*[.:]?$|:$", re.IGNORECASE)
TODAY_WORDS = word_set(
    "today together here regard context end connection year end meeting now accordingly furthermore moreover"
)

# The words of English that no page of it lacks; fewer than one in eight words of them means another language.
ASIDES = frozenset((",", "—", "–", "(", "-"))
ASIDES_END = frozenset((",", "—", "–", ")", "-"))
ASIDE_REACH = 160
"""Words that "We, the Leaders of ..." may take to name themselves."""
PASSIVE_BE = word_set("is are was were")
OPENING_CLAUSES = 2
"""The clauses in which a statement says who met: the countries named there speak for it."""
THAT_REACH = 40
"""How far back a "that" may stand that governs a comma."""
COMMON = word_set("the of and to in for that on with as by is are we our this")
COMMON_SHARE = 0.125
LEAST_WORDS = 40


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
    return replace(statement, clauses=tuple(_Reader(lexicon, chosen).clauses(statement)))


def unknown_verbs(statement: Statement, lexicon: Lexicon | None = None) -> tuple[tuple[str, str], ...]:
    """Verbs that the statement's own voice uses and no lexicon knows, each with its sentence, in reading order.

    Candidates for an analyst to add to ``verbs.toml``, or to its ``[narrative]`` list if they only tell a story.
    """
    lexicon = lexicon or read_lexicon()
    profile = lexicon.profile(statement.kind.value)
    if _refusal(statement, profile):
        return ()
    reader = _Reader(lexicon, profile)
    for _ in reader.clauses(statement):
        pass
    return tuple(dict.fromkeys(reader.unknown))


def _refusal(statement: Statement, profile: Profile) -> str:
    if statement.language not in LANGUAGES_READ or not _is_english(statement):
        return "the text is not English; acts are read from English only"
    return "" if profile.acts else profile.why


def _is_english(statement: Statement) -> bool:
    found = re.findall(r"[^\W\d_]+", " ".join(clause.text for clause in statement.clauses[:60]).lower())
    return len(found) < LEAST_WORDS or sum(word in COMMON for word in found) >= COMMON_SHARE * len(found)


@dataclass(slots=True)
class _Before:
    """What the clauses before said, as far as the next may lean on it."""

    voice: Voice | None = None
    promised: bool = False
    paragraph: str = ""


class _Reader:
    """Reads the clauses of one statement in order."""

    def __init__(self, lexicon: Lexicon, profile: Profile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        self._voices = _voices(lexicon)
        self._bodies: frozenset[str] = frozenset()
        self._members: frozenset[tuple[str, ...]] = frozenset()
        self._forum: frozenset[str] = frozenset()
        self._leads: dict[str, tuple[Act, ...]] = {}
        self.unknown: list[tuple[str, str]] = []
        self._hedges = _hedge_pattern(tuple(lexicon.hedges))

    def clauses(self, statement: Statement) -> Iterator[Clause]:
        before = _Before()
        self._members = self._voices.members(
            tuple(cut(clause.text) for clause in statement.clauses[:OPENING_CLAUSES])
        )
        self._forum = frozenset(part for part in statement.meeting.forum.split("-") if len(part) > 2)
        self._bodies = self._voices.abbreviated_bodies(" ".join(clause.text for clause in statement.clauses))
        for clause in statement.clauses:
            words = cut(clause.text)
            found = self._groups(clause, words, before, statement.meeting.date)
            acts = tuple(
                self._act(words, group, subject, following)
                for group, subject, following in _scoped(found, words)
            )
            before = _after(before, clause, found, acts)
            yield replace(clause, acts=acts, lead_acts=self._lead_acts(clause.lead))

    def _lead_acts(self, lead: str) -> tuple[Act, ...]:
        """The acts of the line that opens a list, read once for all its entries."""
        if lead and lead not in self._leads:
            words = cut(lead)
            found = self._groups(Clause("", "", "", lead, 0, len(lead)), words, _Before(), "")
            self._leads[lead] = tuple(
                self._act(words, group, subject, end) for group, subject, end in _scoped(found, words)
            )
        return self._leads.get(lead, ())

    # ---- which verb groups are acts

    def _groups(
        self, clause: Clause, words: Words, before: _Before, date: str
    ) -> list[tuple[Group, Subject | None]]:
        if not len(words):
            return []
        found = self._elided(clause, words, before)
        start = found[-1][0].last if found else 0
        if PAST_OPENING.match(clause.text) and not found:
            return [pair for pair in self._spoken(words, 0, None, before) if _is_present(pair[0])]
        found += self._spoken(words, start, found[-1] if found else None, before)
        return found or self._passive(words)

    def _passive(self, words: Words) -> list[tuple[Group, Subject | None]]:
        """ "Parties are invited to submit", "the annex is hereby adopted", "it was agreed that": acts without a speaker."""
        for at in range(1, len(words) - 2):
            word = words.low[at]
            if word in ("that", "which", "who", ";"):
                return []
            if word not in PASSIVE_BE:
                continue
            hereby = words.at(at + 1) == "hereby"
            impersonal = words.low[at - 1] == "it" and at == 1
            verb = at + 1
            while is_adverb(words.at(verb)):
                verb += 1
            group = read_group(words, verb, self._lexicon)
            if group is None or group.form is not Form.PAST:
                continue
            tier = group.grade.tier or 0
            asked = tier in (3, 5) and words.at(group.last) == "to" and word in ("is", "are")
            if asked or (hereby and tier) or (impersonal and tier == 7):
                return [(group, None)]
        return []

    def _elided(self, clause: Clause, words: Words, before: _Before) -> list[tuple[Group, Subject | None]]:
        """A verb at the head of the clause whose subject stands in the line above, or nowhere."""
        group = read_group(words, 0, self._lexicon)
        if group is None:
            return self._listed(clause, words, before)
        if group.form in (Form.THIRD, Form.PAST) and self._has_object(words, group, strict=True):
            return [(group, None)]
        if group.form is Form.GERUND and _is_preamble(clause):
            return [(group, None)]
        return self._listed(clause, words, before)

    def _listed(self, clause: Clause, words: Words, before: _Before) -> list[tuple[Group, Subject | None]]:
        """ "committed to the following actions: - Launching ...": the entry itself is undertaken."""
        adjective = self._lexicon.states.get(words.at(1 if is_adverb(words.at(0)) else 0))
        if adjective and _is_preamble(clause):
            last = 2 if is_adverb(words.at(0)) else 1
            return [(Group(0, last, adjective, Form.GERUND, adjective.lemma, expressive=True), None)]
        if not _under_promise(clause, before) or words.at(1) in ("of", "and", ",", ""):
            return []
        known = read_group(words, 0, self._lexicon)
        if (
            known
            and known.form in (Form.GERUND, Form.BASE)
            and (known.grade.tier or 0) >= 3
            and not known.grade.weak
        ):
            return [(known, None)]
        if known and known.lemma in ("launch", "establish", "adopt", "sign") and known.form is Form.GERUND:
            return [(known, None)]
        if words.at(0).endswith("ing") and words.at(0).isalpha() and len(words.at(0)) > 5:
            grade = Grade(words.at(0), tier=6, rank=0.6, source="house")
            return [(Group(0, 1, grade, Form.GERUND, words.at(0)), None)]
        return []

    def _spoken(
        self, words: Words, start: int, opened: tuple[Group, Subject | None] | None, before: _Before
    ) -> list[tuple[Group, Subject | None]]:
        """Verb groups after a subject of our own, and those joined to them by "and" or a comma."""
        found: list[tuple[Group, Subject | None]] = []
        subject = opened[1] if opened else None
        form = opened[0].form if opened else None
        joined = opened is not None
        infinitive = opened is not None and _opens_infinitive(opened[0], words)
        at = start
        while at < len(words):
            word = words.low[at]
            fresh = self._subject(words, at, before) if self._may_begin(words, at) else None
            if fresh:
                spoken = self._after_subject(words, fresh)
                if spoken is not None:
                    group, form = spoken
                    subject, joined, infinitive = fresh, True, False
                    if group:
                        found.append((group, fresh))
                        infinitive = _opens_infinitive(group, words)
                        at = group.last
                    else:
                        at = fresh.last
                    continue
            if (
                joined
                and form
                and word in COORDINATORS
                and (subject is None or subject.voice is not Voice.MEMBER)
            ):
                group = self._joined(words, at, form, infinitive, subject)
                if group:
                    found.append((group, subject))
                    form = group.form if group.form is not Form.PARTICIPLE else form
                    infinitive = _opens_infinitive(group, words)
                    at = group.last
                    continue
            if word == ";":
                infinitive = False
            if (
                word == "to"
                and words.at(at + 1).isalpha()
                and words.at(at + 1) not in NOT_INFINITIVES
                and not words.printed(at + 1)[:1].isupper()
            ):
                infinitive = True
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
            return before not in SUBORDINATING and (before in TODAY_WORDS or words.low[0] in _OPENING_WORDS)
        return before in TODAY_WORDS and words.low[at] in (
            "the",
            "both",
            "all",
            "ministers",
            "leaders",
            "members",
            "they",
        )

    def _subject(self, words: Words, at: int, before: _Before) -> Subject | None:
        named = at + 1 if words.at(at) == "the" else at
        if words.at(named) in self._forum and words.printed(named).isupper():
            return Subject(at, named + 1, Voice.OWN)
        subject = self._voices.subject_at(words, at, self._bodies)
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
            if words.at(at) in ASIDES or words.at(at) in _POSTMODIFIERS:
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
        for at in range(subject.last + 1, min(subject.last + (ASIDE_REACH if long else 14), len(words))):
            word = words.low[at]
            if word in ("that", "which", "who", "whose", ";", ":"):
                return None
            if not long and word == "," and not words.printed(at + 1)[:1].isupper():
                return None
            if long and words.low[at - 1] not in ASIDES_END:
                continue
            if words.low[at - 1] in NOT_VERBS and words.low[at - 1] not in ("her", "him"):
                continue
            group = read_group(words, at, self._lexicon)
            if group and self._finite(group, subject, words) and self._has_object(words, group, strict=True):
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
        return name in self._members

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
        if group.modal in PROMISING:
            return group if form is not Form.GERUND else None
        if group.form not in JOINS[form] or (group.form is not form and self._in_relative(words, at)):
            return None
        if words.at(at) == "," and start == at + 1 and self._in_that_clause(words, at):
            return None
        spoken_that = words.at(group.last) == "that"
        if (
            group.form is Form.BASE
            and infinitive
            and not spoken_that
            and (group.grade.weak or (group.grade.tier or 1) in (3, 7))
        ):
            return None
        strict = group.form is not Form.BASE or group.grade.weak
        return group if self._has_object(words, group, strict=strict) else None

    def _in_relative(self, words: Words, at: int) -> bool:
        """True where "that" or "which" stands between the last comma and ``at``: the verb may be the relative's."""
        for k in range(at - 1, -1, -1):
            if words.low[k] in (";", ",", ":"):
                return False
            if words.low[k] in ("that", "which", "who"):
                return True
        return False

    def _in_that_clause(self, words: Words, at: int) -> bool:
        """True where a bare comma stands inside "that ...", whose verbs are somebody else's."""
        for k in range(at - 1, max(at - THAT_REACH, 0), -1):
            if words.low[k] in (";", ":", "and"):
                return False
            if words.low[k] == "that":
                return True
        return False

    def _has_object(self, words: Words, group: Group, *, strict: bool) -> bool:
        """False where what follows shows a participle ("adopted at") or a noun ("requests for")."""
        nearby = words.at(group.last)
        if group.expressive or group.modal or group.grade.needs or group.grade.lemma.count(" "):
            return nearby != "by"
        if nearby in (":", "that"):
            return True
        if nearby in AFTER_PARTICIPLE or nearby in (",", ".", ";", "and", "or", ")", "of", ""):
            return False
        return not (strict and group.grade.weak and nearby in ("to", "with") and group.form is not Form.PAST)

    # ---- what an act says

    def _act(self, words: Words, group: Group, subject: Subject | None, scope_end: int) -> Act:
        grade = group.grade
        tier = self._profile.tiers.get(grade.lemma, grade.tier)
        first = _first_word(words, group)
        start, end = words.spans[first][0], words.spans[group.last - 1][1]
        stop = words.spans[scope_end - 1][1]
        return Act(
            verb=words.text[start:end],
            lemma=group.lemma,
            tier=tier,
            restated=grade.restated,
            emotive=grade.emotive,
            modal=group.modal,
            hedges=tuple(
                dict.fromkeys(
                    match.group().lower() for match in self._hedges.finditer(words.text, start, stop)
                )
            ),
            addressee=self._addressee(words, group, tier, scope_end),
            inner=self._inner(words, group, scope_end),
            subject=words.phrase(subject.first, subject.last) if subject else None,
            negated=group.negated,
            start=start,
            end=end,
        )

    def _addressee(self, words: Words, group: Group, tier: int | None, scope_end: int) -> str | None:
        if (tier or 0) >= 6:
            return "self"
        if tier not in (3, 5):
            return None
        upto = next(
            (at for at in range(group.last, scope_end) if words.low[at] in ("to", "that", ",", ";")),
            scope_end,
        )
        named = set(words.low[group.last : upto])
        for who, heads in self._lexicon.tables["voices"]["addressees"].items():
            if named & set(heads):
                return str(who)
        return "third party"

    def _inner(self, words: Words, group: Group, scope_end: int) -> str | None:
        """The act inside the act: "endorsement" in "welcomed the endorsement of", "launch" in "urges the Board to launch"."""
        if group.grade.tier in (3, 5):
            return self._inner_verb(words, group, scope_end)
        if (group.grade.tier or 0) >= 6 and not group.expressive:
            last = words.at(group.last - 1)
            if "to" not in words.low[group.first : group.last]:
                return None
            return last if last != group.lemma and last in self._lexicon.spellings else None
        for at in range(group.last, min(group.last + 12, scope_end)):
            word = words.low[at]
            if word in ("of", "on", "in", "under", "through", "by", "that", ",", ";", "at"):
                return None
            after = words.at(at + 1)
            if (
                word.endswith("ing")
                and len(word) > 5
                and after == "of"
                and words.at(at - 1) in ("the", "its", "their")
            ):
                return word
            if (
                word in self._lexicon.inner
                and words.raw[at].islower()
                and not (after.isalpha() and after not in _AFTER_INNER)
            ):
                return word
        return None

    def _inner_verb(self, words: Words, group: Group, scope_end: int) -> str | None:
        for at in range(group.last, min(group.last + 16, scope_end)):
            word = words.low[at]
            if word in self._lexicon.inner and words.at(at + 1) in ("of", "in", ","):
                return word
            if word in (";",):
                return None
            if word == "to" and words.low[at + 1 : at + 2] and words.at(at + 1).isalpha():
                verb = at + 1
                while is_adverb(words.at(verb)):
                    verb += 1
                return words.at(verb) if words.at(verb) in _INNER_VERBS else None
        return None


_INNER_VERBS = word_set(
    "develop launch adopt approve establish conclude finalise finalize complete implement submit sign ratify consider explore"
)
_AFTER_INNER = word_set("of to in that by for and on from towards toward at with between as")
_POSTMODIFIERS = word_set("of from in at for attending representing present responsible")
_OPENING_WORDS = word_set(
    "in at on through with as to today for under following building recognizing recognising mindful by together here over during"
    " looking given guided determined committed conscious acknowledging noting recalling reaffirming"
)
NOT_INFINITIVES = NOT_VERBS | word_set("more all both date which some any each over about almost nearly up")
_IRREGULAR_PASTS = word_set(
    "met held led took made had gave saw came built brought went chose began spoke heard said"
)


def _is_present(group: Group) -> bool:
    """True where the group itself speaks of now or later, however the sentence opens."""
    return group.modal is not None or group.form is not Form.PAST or (group.grade.tier or 0) < 6


def _is_preamble(clause: Clause) -> bool:
    return clause.part is Part.PREAMBLE or (clause.text.rstrip().endswith((",", ";")) and not clause.label)


def _under_promise(clause: Clause, before: _Before) -> bool:
    return before.promised and bool(clause.label or clause.lead or clause.text[:1].isupper())


def _opens_infinitive(group: Group, words: Words) -> bool:
    return group.modal in PROMISING or (
        (group.grade.tier or 0) >= 6 and "to" in words.low[group.first : group.last]
    )


def _told_after_aside(words: Words, start: int) -> Form | None:
    """ "We, the Leaders of the Ten, met ...": a verb of the past that the lexicon does not know closes the aside."""
    for at in range(start + 2, min(start + ASIDE_REACH, len(words))):
        if words.low[at - 1] in ASIDES_END and (
            words.low[at] in _IRREGULAR_PASTS or words.low[at] in ("gathered", "convened")
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
    if (word.endswith("ed") and len(word) > 4) or word in _IRREGULAR_PASTS:
        return Form.PAST
    return Form.BASE if word.isalpha() and words.at(at - 1) == "we" else None


def _first_word(words: Words, group: Group) -> int:
    """The word the printed phrase begins with: adverbs before the verb stand outside it, a modal inside."""
    at = group.first
    while at < group.last - 1 and (is_adverb(words.low[at]) or words.low[at] in HAVE or words.low[at] == ","):
        at += 1
    return at


def _scoped(
    found: list[tuple[Group, Subject | None]], words: Words
) -> Iterator[tuple[Group, Subject | None, int]]:
    """Each group with the word its scope ends before: the next act's subject or verb, or the end."""
    for index, (group, subject) in enumerate(found):
        end = found[index + 1][0].first if index + 1 < len(found) else len(words)
        yield group, subject, max(end, group.last)


def _after(
    before: _Before, clause: Clause, found: list[tuple[Group, Subject | None]], acts: tuple[Act, ...]
) -> _Before:
    voices = [subject.voice for _, subject in found if subject]
    voice = voices[-1] if voices else (before.voice if clause.paragraph == before.paragraph else None)
    promised = before.promised
    if acts and found[-1][1] is not None:
        promised = (acts[-1].tier or 0) >= 6 and bool(FOLLOWING.search(clause.text))
    return _Before(voice, promised, clause.paragraph)


@lru_cache(maxsize=8)
def _hedge_pattern(hedges: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(hedge) for hedge in hedges) + r")\b", re.IGNORECASE)


_KNOWN: dict[int, tuple[Lexicon, Voices]] = {}


def _voices(lexicon: Lexicon) -> Voices:
    """The voices of a lexicon, made once; the lexicon is kept so that its id stays its own."""
    if id(lexicon) not in _KNOWN:
        _KNOWN[id(lexicon)] = (lexicon, Voices(lexicon))
    return _KNOWN[id(lexicon)][1]
