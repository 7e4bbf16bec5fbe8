"""The syntax about a verb: coordination ("and", commas), asides, auxiliaries; whose verb it is that follows."""

from __future__ import annotations

from rapporteur.compare.acts.speakers import Subject, Voice
from rapporteur.compare.acts.subjectless import has_object
from rapporteur.compare.acts.verb_group import BE, DO, HAVE, OTHER_MODALS, PROMISING, Group
from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.verb_forms import Form, is_adverb, is_base
from rapporteur.compare.text.tokens import Words, word_set

COORDINATORS = frozenset((",", ";", "and", "but", "while", "—", "–", ":"))
"""Marks and words after which a new verb of the same subject, or a new subject, may stand."""

QUOTES = frozenset('”“"’')

JOINS = {
    Form.PAST: frozenset((Form.PAST, Form.THIRD)),
    Form.BASE: frozenset((Form.BASE, Form.PAST)),
    Form.THIRD: frozenset((Form.THIRD, Form.PAST)),
    Form.GERUND: frozenset((Form.GERUND,)),
    Form.PARTICIPLE: frozenset(),
}
"""Which forms may be joined to a form: "expressed ... and welcomes" is common, "welcomed ... and support" is not."""

THAT_REACH = 40
"""How far back a "that" may stand that governs a comma."""

IRREGULAR_PASTS = word_set(
    "met held led took made had gave saw came built brought went chose began spoke heard said"
)
MEETING_VERBS = word_set("met meet gathered gather convened convene assembled assemble come came")
"""Verbs of coming together, whose purpose is what the authors do: "met to reaffirm"."""
ASIDES = frozenset((",", "—", "–", "(", "-"))
ASIDES_END = frozenset((",", "—", "–", ")", "-"))
ASIDE_REACH = 160
"""Words that "We, the Leaders of ..." may take to name themselves."""

SUBORDINATING = word_set(
    "that which as if when what where than so because whether how who since until before after actions"
)
"""Words before "we" that make it the subject of a subordinate clause."""

TODAY_WORDS = word_set(
    "today together here regard context end connection year meeting now accordingly furthermore moreover"
)
"""Words after which a subject may follow without a comma."""

LEADING = COORDINATORS | TODAY_WORDS
"""Words after which a subject may stand; at any other place only "we" can begin one."""

AFTER_TODAY = word_set("the both all ministers leaders members they our")
OPENING_WORDS = word_set(
    "in at on through with as to today for under following building recognizing recognising mindful by together here over during"
    " looking given guided determined committed conscious acknowledging noting recalling reaffirming"
)


def coordinator_end(words: Words, at: int) -> int:
    """The word after the coordinators that begin at ``at`` ("and", ", and", "as well as"), or 0 where none does."""
    start = at
    while (
        words.at(at) in COORDINATORS
        or words.low[at : at + 3] == ("as", "well", "as")
        or (at > start and words.at(at) in QUOTES)
    ):
        at += 3 if words.low[at] == "as" else 1
    return at if at > start else 0


def may_join(words: Words, at: int, start: int, group: Group, form: Form, *, infinitive: bool) -> bool:
    """Whether ``group``, which begins at ``start`` after the coordinator at ``at``, goes on with a verb of ``form``.

    ``infinitive`` says that "to ..." is open: what follows "and" may then be somebody else's infinitive.
    """
    if group.modal in PROMISING:
        return form is not Form.GERUND
    if group.form not in JOINS[form] or (group.form is not form and _in_relative(words, at)):
        return False
    if form is Form.BASE and group.form is Form.PAST and words.at(start - 1) == ",":
        return False  # a participle: "we begin the year together, committed to"
    if words.at(at) == "," and start == at + 1 and _in_that_clause(words, at):
        return False
    content = group.grade.weak or (group.grade.tier or 1) in (3, 7)
    if group.form is Form.BASE and infinitive and content and words.at(group.last) != "that":
        return False
    return has_object(words, group, strict=group.form is not Form.BASE or group.grade.weak)


def _in_relative(words: Words, at: int) -> bool:
    """True where "that" or "which" stands between the last comma and ``at``: the verb may be the relative's."""
    for k in range(at - 1, -1, -1):
        if words.low[k] in (";", ",", ":"):
            return False
        if words.low[k] in ("that", "which", "who"):
            return True
    return False


def _in_that_clause(words: Words, at: int) -> bool:
    """True where a bare comma stands inside "that ...", whose verbs are somebody else's."""
    for k in range(at - 1, max(at - THAT_REACH, 0), -1):
        if words.low[k] in (";", ":", "and"):
            return False
        if words.low[k] == "that":
            return True
    return False


def opens_infinitive(group: Group, words: Words) -> bool:
    """True where the group itself ends in an infinitive, so that "and support" may be part of it."""
    return group.modal in PROMISING or (
        (group.grade.tier or 0) >= 6 and "to" in words.low[group.first : group.last]
    )


def is_infinitive(words: Words, at: int) -> bool:
    """True where "to" at ``at`` is followed by a verb."""
    if words.at(at) != "to" or words.printed(at + 1)[:1].isupper():
        return False
    verb = at + 1
    while is_adverb(words.at(verb)):
        verb += 1
    return is_base(words.at(verb), words.at(verb + 1))


def past_auxiliaries(words: Words, at: int) -> int:
    """``at`` moved over adverbs, modals and auxiliaries, to the verb itself."""
    skipped = HAVE | DO | PROMISING | OTHER_MODALS | {"not", "continue", "continues", "continued", "to"}
    while is_adverb(words.at(at)) or words.at(at) in skipped:
        at += 1
    return at


def after_aside(words: Words, start: int) -> int:
    """ "We, the Leaders of the Ten, met ...": where a verb of the past that no lexicon knows closes the aside, or 0."""
    for at in range(start + 2, min(start + ASIDE_REACH, len(words))):
        if words.low[at - 1] in ASIDES_END and (
            words.low[at] in IRREGULAR_PASTS or words.low[at] in MEETING_VERBS
        ):
            return at
    return 0


def unknown_form(words: Words, at: int, lexicon: Lexicon, subject: Subject) -> Form | None:
    """The form of a verb the lexicon does not know, as far as its spelling tells."""
    while is_adverb(words.at(at)) or words.at(at) in HAVE or words.at(at) in DO:
        at += 1
    word = words.at(at)
    if word in BE:
        return Form.PAST if word in ("was", "were") else Form.THIRD if word == "is" else Form.BASE
    if (word.endswith("ed") and len(word) > 4) or word in IRREGULAR_PASTS:
        return Form.PAST
    is_plural = words.at(at - 1) == "we" or (
        subject.voice is Voice.OWN and word in lexicon.narrative | lexicon.expressing.keys()
    )
    return Form.BASE if word.isalpha() and is_plural and not word.endswith("s") else None


def is_after_date(words: Words, at: int) -> bool:
    """ "In April 2024 our Ministers announced": a subject behind an opening date without a comma."""
    year = words.at(at - 1)
    return at < 8 and year.isdigit() and len(year) == 4 and words.low[0] in ("in", "on", "by")


def may_begin(words: Words, at: int) -> bool:
    """Whether a subject may begin at ``at``: at the head, after a mark, after an opening phrase."""
    if at == 0:
        return True
    before = words.low[at - 1]
    if before in COORDINATORS:
        return (
            before not in ("–", "—") or words.spans[at - 1][1] < words.spans[at][0] or words.raw[at] == "We"
        )
    if words.raw[at] == "We":
        return True
    if words.low[at] == "we":
        led = words.low[0] in OPENING_WORDS or is_adverb(words.low[0])
        doing = before == "so" and words.at(at - 2) == "doing"
        return doing or (before not in SUBORDINATING and (before in TODAY_WORDS or led))
    return (before in TODAY_WORDS and words.low[at] in AFTER_TODAY) or is_after_date(words, at)
