"""Acts without a printed subject: a decision's first word, an entry of a list of undertakings, "is hereby adopted"."""

from __future__ import annotations

import re

from rapporteur.compare.acts.details import Spoken
from rapporteur.compare.acts.verb_group import Group, read_group
from rapporteur.compare.lexicons.load import Grade, Lexicon
from rapporteur.compare.lexicons.verb_forms import BEFORE_OBJECTS, Form, can_be_base, is_adverb
from rapporteur.compare.model import Clause, Part
from rapporteur.compare.text.tokens import Words, word_set

PASSIVE_BE = word_set("is are was were")
BEGUN = frozenset(("launch", "establish", "adopt", "sign"))
"""Verbs whose gerund at the head of an entry is itself the act ("Launching a pilot school")."""
FINITE = re.compile(r"\b(?:is|are|was|were|requires?|has|have|will|can|needs?|remains?)\b")
"""A finite verb: the gerund before it is its subject ("Building trust requires ...") and no entry of a list."""
AFTER_PARTICIPLE = word_set(
    "by at in under during from since on as last this earlier before within through for"
)
"""What follows a participle ("adopted at the summit") and not a verb with its object."""


def elided(clause: Clause, words: Words, lexicon: Lexicon, *, promised: bool, opened: bool) -> list[Spoken]:
    """A verb at the head of the clause whose subject stands in the line above, or nowhere."""
    group = read_group(words, 0, lexicon)
    if group is None or words.low[:2] == ("thanks", "to"):
        return _listed(clause, words, lexicon, promised=promised, opened=opened)
    told = (
        group.form is Form.PAST
        and words.at(0) not in ("also", "further", group.lemma)
        and is_adverb(words.at(0))
    )
    if group.form in (Form.THIRD, Form.PAST) and not told and has_object(words, group, strict=True):
        return [(group, None)]
    if group.form is Form.GERUND and (_is_preamble(clause) or _is_capital_recital(clause, words)):
        return [(group, None)]
    return _listed(clause, words, lexicon, promised=promised, opened=opened)


def _listed(clause: Clause, words: Words, lexicon: Lexicon, *, promised: bool, opened: bool) -> list[Spoken]:
    """ "committed to the following actions: - Launching ...": the entry itself is undertaken, or is the act that its verb names."""
    adjective = lexicon.states.get(words.at(1 if is_adverb(words.at(0)) else 0))
    if adjective and _is_preamble(clause):
        last = 2 if is_adverb(words.at(0)) else 1
        return [(Group(0, last, adjective, Form.GERUND, adjective.lemma, expressive=True), None)]
    if not promised or not (clause.label or clause.lead or clause.text[:1].isupper()):
        return []
    at = 0
    while is_adverb(words.at(at)):
        at += 1
    known = read_group(words, 0, lexicon)
    if known and known.form in (Form.GERUND, Form.BASE) and _is_act_itself(known) and not _is_noun(words, at):
        return [(known, None)]
    word = words.at(at)
    if (
        word.endswith("ing")
        and word.isalpha()
        and len(word) > 5
        and words.at(at + 1) not in ("of", ",", "", "and")
    ):
        is_subject = bool(FINITE.search(clause.text.partition(",")[0]))
        return [] if is_subject else [_undertaken(word, at, Form.GERUND)]
    is_verb = opened and can_be_base(word) and words.at(at + 1) in BEFORE_OBJECTS
    if (is_verb or lexicon.is_doing(word)) and not _is_noun(words, at):
        return [_undertaken(word, at, Form.BASE)]
    return []


def _is_act_itself(group: Group) -> bool:
    """True for a verb that keeps its own tier in a list of undertakings: "Request the Board", "Reaffirm", "Launching"."""
    tier = group.grade.tier or 0
    return (
        group.grade.restated
        or tier in (5, 6)
        or (tier in (3, 7) and not group.grade.weak)
        or group.lemma in BEGUN
    )


def _undertaken(word: str, at: int, form: Form) -> Spoken:
    return Group(at, at + 1, Grade(word, tier=6, rank=0.6, source="house"), form, word), None


def _is_noun(words: Words, at: int) -> bool:
    """True where the first word of an entry is no verb: a plural, or a noun before "of" or its verb."""
    word, after = words.at(at), words.at(at + 1)
    if after == "and" and can_be_base(words.at(at + 2)) and not _is_plural(words.at(at + 2)):
        return word.endswith("ing")
    return _is_plural(word) or after in ("of", "is", "are", "shall", "will", "for", "and", ",", "", ":", ".")


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us"))


def passive(words: Words, lexicon: Lexicon) -> list[Spoken]:
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
        group = read_group(words, verb, lexicon)
        if group is None or group.form is not Form.PAST:
            continue
        tier = group.grade.tier or 0
        asked = tier in (3, 5) and words.at(group.last) == "to" and word in ("is", "are")
        if asked or (hereby and tier) or (impersonal and tier == 7):
            return [(group, None)]
    return []


def _is_capital_recital(clause: Clause, words: Words) -> bool:
    """ "4 NOTING that ...;": a numbered recital whose verb is set in capitals."""
    return (
        words.raw[0].isupper()
        and len(words.raw[0]) > 4
        and clause.text.rstrip(" *").endswith((",", ";", "."))
    )


def _is_preamble(clause: Clause) -> bool:
    return clause.part is Part.PREAMBLE or (clause.text.rstrip().endswith((",", ";")) and not clause.label)


def has_object(words: Words, group: Group, *, strict: bool) -> bool:
    """False where what follows shows a participle ("adopted at") or a noun ("requests for")."""
    nearby = words.at(group.last)
    if group.expressive or group.modal or group.grade.needs or group.grade.lemma.count(" "):
        return nearby != "by"
    if nearby in (":", "that"):
        return True
    if nearby == "and" and words.at(group.last + 1) not in AFTER_PARTICIPLE:
        return not group.grade.weak and words.at(group.last + 2) not in ("of", "for", ",", ".", "")
    if nearby in AFTER_PARTICIPLE or nearby in (",", ".", ";", "and", "or", ")", "of", ""):
        return False
    return not (strict and group.grade.weak and nearby in ("to", "with") and group.form is not Form.PAST)
