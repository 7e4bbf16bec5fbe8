"""Acts without a printed subject: a decision's first word, an entry of a list of undertakings, "is hereby adopted"."""

from __future__ import annotations

from rapporteur.compare.acts.adverbs import is_adverb
from rapporteur.compare.acts.details import Spoken
from rapporteur.compare.acts.joining import has_object
from rapporteur.compare.acts.verb_group import Group, read_group
from rapporteur.compare.lexicons.base_forms import is_base
from rapporteur.compare.lexicons.inflect import Form
from rapporteur.compare.lexicons.load import Grade, Lexicon
from rapporteur.compare.model import Clause, Part
from rapporteur.compare.text.tokens import Words, word_set

PASSIVE_BE = word_set("is are was were")
BEGUN = frozenset(("launch", "establish", "adopt", "sign"))
"""Verbs whose gerund at the head of an entry is itself the act ("Launching a pilot school")."""


def elided(clause: Clause, words: Words, lexicon: Lexicon, *, promised: bool, opened: bool) -> list[Spoken]:
    """A verb at the head of the clause whose subject stands in the line above, or nowhere."""
    group = read_group(words, 0, lexicon)
    if group is None:
        return _listed(clause, words, lexicon, promised=promised, opened=opened)
    told = (
        group.form is Form.PAST
        and words.at(0) not in ("also", "further", group.lemma)
        and is_adverb(words.at(0))
    )
    if group.form in (Form.THIRD, Form.PAST) and not told and has_object(words, group, strict=True):
        return [(group, None)]
    if group.form is Form.GERUND and _is_preamble(clause):
        return [(group, None)]
    return _listed(clause, words, lexicon, promised=promised, opened=opened)


def _listed(clause: Clause, words: Words, lexicon: Lexicon, *, promised: bool, opened: bool) -> list[Spoken]:
    """ "committed to the following actions: - Launching ...": the entry itself is undertaken."""
    adjective = lexicon.states.get(words.at(1 if is_adverb(words.at(0)) else 0))
    if adjective and _is_preamble(clause):
        last = 2 if is_adverb(words.at(0)) else 1
        return [(Group(0, last, adjective, Form.GERUND, adjective.lemma, expressive=True), None)]
    if not _under_promise(clause, promised=promised) or words.at(1) in ("of", "and", ",", ""):
        return []
    if opened and clause.label and is_base(words.at(0), words.at(1)) and not _is_noun(words):
        grade = Grade(words.at(0), tier=6, rank=0.7, source="house")
        return [(Group(0, 1, grade, Form.BASE, words.at(0)), None)]
    known = read_group(words, 0, lexicon)
    if (
        known
        and known.form in (Form.GERUND, Form.BASE)
        and (known.grade.tier or 0) >= 3
        and not known.grade.weak
    ):
        return [(known, None)]
    if known and known.lemma in BEGUN and known.form is Form.GERUND:
        return [(known, None)]
    if words.at(0).endswith("ing") and words.at(0).isalpha() and len(words.at(0)) > 5:
        grade = Grade(words.at(0), tier=6, rank=0.6, source="house")
        return [(Group(0, 1, grade, Form.GERUND, words.at(0)), None)]
    return []


def _is_noun(words: Words) -> bool:
    """True where the first word of an entry is no verb: a gerund, a plural, or a noun before "of" or "in"."""
    return (
        words.at(0).endswith("ing")
        or _is_plural(words.at(0))
        or words.at(1) in ("of", "is", "are", "shall", "will")
    )


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


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


def _is_preamble(clause: Clause) -> bool:
    return clause.part is Part.PREAMBLE or (clause.text.rstrip().endswith((",", ";")) and not clause.label)


def _under_promise(clause: Clause, *, promised: bool) -> bool:
    return promised and bool(clause.label or clause.lead or clause.text[:1].isupper())
