"""When a verb after "and" or a comma is another act of the same subject, and when it is a participle or somebody else's verb."""

from __future__ import annotations

from rapporteur.compare.acts.verb_group import NOT_VERBS, PROMISING, Group
from rapporteur.compare.lexicons.inflect import Form
from rapporteur.compare.text.tokens import Words, word_set

COORDINATORS = frozenset((",", ";", "and", "but", "while", "—", "–", ":"))
"""Marks and words after which a new verb of the same subject, or a new subject, may stand."""

AFTER_PARTICIPLE = word_set(
    "by at in under during from since on as last this earlier before within through for"
)
"""What follows a participle ("adopted at the summit") and not a verb with its object."""

JOINS = {
    Form.PAST: frozenset((Form.PAST, Form.THIRD)),
    Form.BASE: frozenset((Form.BASE, Form.PAST)),
    Form.THIRD: frozenset((Form.THIRD, Form.PAST)),
    Form.GERUND: frozenset((Form.GERUND,)),
    Form.PARTICIPLE: frozenset(),
}
"""Which forms may be joined to a form: "expressed ... and welcomes" is common, "welcomed ... and support" is not."""

NOT_INFINITIVES = NOT_VERBS | word_set("more all both date which some any each over about almost nearly up")

THAT_REACH = 40
"""How far back a "that" may stand that governs a comma."""


def may_join(words: Words, at: int, start: int, group: Group, form: Form, *, infinitive: bool) -> bool:
    """Whether ``group``, which begins at ``start`` after the coordinator at ``at``, goes on with a verb of ``form``.

    ``infinitive`` says that "to ..." is open: what follows "and" may then be somebody else's infinitive.
    """
    if group.modal in PROMISING:
        return form is not Form.GERUND
    if group.form not in JOINS[form] or (group.form is not form and _in_relative(words, at)):
        return False
    if words.at(at) == "," and start == at + 1 and _in_that_clause(words, at):
        return False
    content = group.grade.weak or (group.grade.tier or 1) in (3, 7)
    if group.form is Form.BASE and infinitive and content and words.at(group.last) != "that":
        return False
    return has_object(words, group, strict=group.form is not Form.BASE or group.grade.weak)


def has_object(words: Words, group: Group, *, strict: bool) -> bool:
    """False where what follows shows a participle ("adopted at") or a noun ("requests for")."""
    nearby = words.at(group.last)
    if group.expressive or group.modal or group.grade.needs or group.grade.lemma.count(" "):
        return nearby != "by"
    if nearby in (":", "that"):
        return True
    if nearby in AFTER_PARTICIPLE or nearby in (",", ".", ";", "and", "or", ")", "of", ""):
        return False
    return not (strict and group.grade.weak and nearby in ("to", "with") and group.form is not Form.PAST)


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
    after = words.at(at + 1)
    plain = after.isalpha() and after not in NOT_INFINITIVES
    return words.at(at) == "to" and plain and not words.printed(at + 1)[:1].isupper()
