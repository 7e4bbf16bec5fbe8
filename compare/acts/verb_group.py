"""Reads one verb group - auxiliaries, adverbs, verb, particle, noun - and says where it stands on the ladder."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapporteur.compare.lexicons.load import Grade, Lexicon, Spelling
from rapporteur.compare.lexicons.verb_forms import (
    Form,
    can_be_base,
    is_adverb,
    is_base,
    past_adverbs,
    past_particle,
)  # fmt: skip
from rapporteur.compare.text.tokens import Words, word_set

HAVE = word_set("have has had having")
DO = word_set("do does did")
BE = word_set("am are is was were be been being remain remains remained feel feels felt stand stands stood")
PROMISING = frozenset(("will", "shall", "must"))
OTHER_MODALS = word_set("should may can could might would")
GLAD = word_set("pleased proud delighted glad honoured honored happy")
COURTESIES = tuple(
    tuple(words.split())
    for words in ("would like to", "wish to", "wishes to", "wished to", "want to", "would also like to")
)
SAYING = word_set("said says say stated indicated")
COURTEOUS = frozenset(courtesy[0] for courtesy in COURTESIES)
# What a verb group may begin with besides a verb that the lexicon knows and an adverb; most words of a clause are none.
BEGINNINGS: frozenset[str] = frozenset().union(
    COURTEOUS,
    SAYING,
    PROMISING,
    OTHER_MODALS,
    HAVE,
    DO,
    BE,
    word_set("not never cannot , continue continues continued"),
)

EXPRESSION_REACH = 9  # words between "express" and its noun: "expressed their deep and sincere appreciation"
MADE = word_set("make makes made making")
ASIDE = 8  # words of an aside between modal and verb: "we will, where appropriate, develop"
# Verbs whose progressive is the act itself ("we are launching"); of others it only describes.
ANNOUNCING = frozenset(("launch", "issue", "sign", "adopt", "establish", "publish"))
CONTINUING = Grade("continue", tier=6, rank=0.5, source="G7RG")
GERUND_LETTERS = 6  # of the shortest gerund: "king" and "during" are none
PROMISE = Grade("will", tier=6, rank=0.7, source="G7RG")
OUGHT = Grade("must", tier=6, rank=0.6, source="house")
ANNOUNCED = Grade("announce", tier=6, rank=0.6, source="house")
TAKING = Grade("take action", tier=6, rank=0.5, source="house")
ACTIONS = word_set("action actions measures steps")
RESOLUTE = word_set("united unified resolute steadfast unwavering firm joined aligned determined")
"""Adjectives that say nothing by themselves: "united in our support" is support, "united in our determination to" a commitment."""
INTENDING = word_set(
    "goal goals target targets effort efforts plan plans investment investments contribution contributions funding steps actions measures"
)
STOPS = frozenset((",", ";", ":", ".", "(", ")", "that", "to", "for", "on", "at", "over", "about", "with"))
NOT_VERBS = word_set("the a an this that these those its our their his her of in on at by for from with to")


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: words ``first`` up to ``last`` of the clause, its grade and form.

    ``verb`` is the word that counts for the lemma, ``expressive`` true where a noun or an adjective carries the
    grade ("expressed appreciation", "are committed"), ``complete`` where nothing need follow.
    """

    first: int
    last: int
    grade: Grade
    form: Form
    lemma: str
    modal: str | None = None
    negated: bool = False
    expressive: bool = False
    perfect: bool = False


def read_group(words: Words, start: int, lexicon: Lexicon) -> Group | None:
    """The verb group that begins at word ``start``, or None where the words there are none that the lexicon knows."""
    first = words.at(start)
    if not (
        first in BEGINNINGS or first in lexicon.spellings or first in lexicon.expressing or is_adverb(first)
    ):
        return None
    index, modal, perfect, negated = _skip_auxiliaries(words, start)
    if modal in PROMISING:
        return _promise(words, start, index, modal, negated, lexicon)
    if modal and modal != "would":
        return None
    if words.at(index) in ("continue", "continues", "continued") and words.at(index + 1) == "to":
        at = past_adverbs(words, index + 2)
        kept = _expression(words, start, at, lexicon) or _verb(words, start, at, lexicon)
        if kept and (kept.grade.tier or 1) <= 3:
            form = {"continues": Form.THIRD, "continued": Form.PAST}.get(words.at(index), Form.BASE)
            return replace(kept, modal=modal, negated=negated, perfect=perfect, form=form)
    if words.at(index) in ("continue", "continues") and modal is None:
        going_on = _gerund(words, start, index + 1, lexicon)
        if going_on:
            form = Form.THIRD if words.at(index) == "continues" else Form.BASE
            return replace(going_on, negated=negated, perfect=perfect, form=form)
    if words.at(index) in SAYING and modal is None:
        return _said(words, start, index, lexicon)
    group = (
        _state(words, start, index, lexicon)
        or _expression(words, start, index, lexicon)
        or _verb(words, start, index, lexicon)
    )
    if group is None or (modal == "would" and (group.grade.tier or 0) > 3):
        return None
    if modal or negated or perfect:
        form = Form.PAST if perfect else group.form
        group = replace(group, modal=modal, negated=negated, perfect=perfect, form=form)
    if group.lemma == "announce":
        return _announced(words, group, lexicon)
    return _continued(words, _coloured(words, group, lexicon))


def _said(words: Words, start: int, index: int, lexicon: Lexicon) -> Group | None:
    """ "said they will work together": an undertaking in reported speech; "stated that ..." falls to the lexicon."""
    at = index + 2 if words.at(index + 1) == "that" else index + 1
    if words.at(at) in ("they", "it", "he", "she", "we") and words.at(at + 1) in ("will", "shall"):
        promised = _promise(words, start, past_adverbs(words, at + 2), words.at(at + 1), False, lexicon)
        return replace(promised, form=Form.PAST) if promised else None
    return _expression(words, start, index, lexicon) or _verb(words, start, index, lexicon)


def _announced(words: Words, group: Group, lexicon: Lexicon) -> Group:
    """An announcement counts as what is announced: support, an intention, an undertaking; what is launched stays an act."""
    for at in range(group.last, min(group.last + EXPRESSION_REACH, len(words))):
        word = words.low[at]
        if word in ("that", "intends", "intend", "plans", "will", "is", "are") or (
            word in INTENDING and at > group.last
        ):
            return replace(group, grade=ANNOUNCED)
        if word in STOPS or (word in lexicon.inner and lexicon.inner[word].stage == "launched"):
            return group
        grade = lexicon.expressions.get(word)
        if grade:
            return replace(group, last=at + 1, grade=replace(grade, lemma="announce"), expressive=True)
    return group


def _gerund(words: Words, start: int, at: int, lexicon: Lexicon) -> Group | None:
    """ "continue urging", "continue exploring": an act that is kept up, of its own tier or an undertaking."""
    word = words.at(at)
    if not word.endswith("ing") or len(word) < GERUND_LETTERS or not can_be_base(word):
        return None
    kept = _verb(words, start, at, lexicon)
    if kept and kept.form is Form.GERUND and (kept.grade.tier or 1) <= 4:
        return kept
    return Group(start, at + 1, CONTINUING, Form.BASE, "continue")


def _skip_auxiliaries(words: Words, index: int) -> tuple[int, str | None, bool, bool]:
    modal, perfect, negated = None, False, False
    while True:
        word = words.at(index)
        courtesy = _courtesy(words, index) if word in COURTEOUS else 0
        if courtesy:
            index += courtesy
        elif word in PROMISING or word in OTHER_MODALS:
            modal, index = word, index + 1
        elif word in HAVE and not modal:
            perfect, index = True, index + 1
        elif word == "not" and words.at(index + 1) == "only":
            index += 2
        elif word in ("not", "never", "cannot"):
            negated, index = True, index + 1
        elif (word in DO and not modal) or is_adverb(word):
            index += 1
        elif word == "," and is_adverb(words.at(index + 1)) and words.at(index + 2) == ",":
            index += 3
        elif modal in PROMISING and word == ",":
            closed = next((at for at in range(index + 1, index + ASIDE) if words.at(at) == ","), 0)
            if not closed:
                return index, modal, perfect, negated
            index = closed + 1
        elif modal in PROMISING and word == ":" and words.at(index + 2) == ")":
            index += 3
        else:
            return index, modal, perfect, negated


def _courtesy(words: Words, index: int) -> int:
    """How many words of "would like to" and its like stand at ``index``."""
    return next((len(c) for c in COURTESIES if words.low[index : index + len(c)] == c), 0)


def _promise(
    words: Words, start: int, index: int, modal: str, negated: bool, lexicon: Lexicon
) -> Group | None:
    """ "will work", "will continue to expand": what is undertaken is the verb after it; to say a thing again is none."""
    verb = words.at(index)
    said = _verb(words, start, index, lexicon)
    if said and said.grade.restated:
        return replace(said, modal=modal, negated=negated)
    if not verb.isalpha() or verb in NOT_VERBS or verb in ("be", "have", "serve", "enable", "allow"):
        return _state(words, start, index, lexicon) if verb == "be" else None
    if modal == "must" and not can_be_base(verb):
        return None
    last = index + 1
    if verb == "continue" and words.at(last) == "to":
        last += 1
        while is_adverb(words.at(last)):
            last += 1
        verb, last = words.at(last), last + 1
        if verb == "be":
            return None
    last = past_particle(words, last)
    grade = OUGHT if modal == "must" else PROMISE
    return Group(start, min(last, len(words)), grade, Form.BASE, verb, modal=modal, negated=negated)


def _state(words: Words, start: int, index: int, lexicon: Lexicon) -> Group | None:
    """ "are committed", "remain deeply concerned", "continue to be ready"."""
    if words.low[index : index + 3] in (("continue", "to", "be"), ("continues", "to", "be")):
        be, index = "are", index + 3
    elif words.at(index) in BE:
        be, index = words.at(index), index + 1
        if words.at(index) == "been":
            index += 1
    else:
        return None
    while is_adverb(words.at(index)):
        index += 1
    if words.at(index) == "taking" and be in ("are", "is", "am"):
        noun = next((at for at in range(index + 1, index + 6) if words.at(at) in ACTIONS), None)
        return Group(start, noun + 1, TAKING, Form.BASE, "take action", expressive=True) if noun else None
    word = words.at(index)
    form = Form.PAST if be in ("was", "were", "remained", "stood", "felt", "been") else Form.BASE
    form = Form.THIRD if be in ("is", "remains", "stands", "feels") else form
    grade = lexicon.states.get(word)
    if word in RESOLUTE:
        carried = _resolute_in(words, index, lexicon)
        if carried:
            return Group(start, carried[0], carried[1], form, carried[1].lemma, expressive=True)
    if word == "encouraged" and words.at(index + 1) == "to" and words.at(start - 1) != "we":
        return None
    if grade and _has_complement(words, index + 1, grade):
        if word in GLAD and words.at(index + 1) == "to":
            verb = _verb(words, start, index + 2, lexicon)
            if verb:
                return replace(verb, form=form, expressive=True)
        return Group(start, index + 1, grade, form, word, expressive=True)
    if word.endswith("ing") and be in ("are", "is", "am"):
        verb = _verb(words, start, index, lexicon)
        if verb and verb.lemma != "continue" and (not verb.grade.weak or verb.lemma in ANNOUNCING):
            return replace(verb, form=form)
    return None


def _resolute_in(words: Words, index: int, lexicon: Lexicon) -> tuple[int, Grade] | None:
    """ "united and resolute in our shared support": where the noun ends that carries the tier, and its grade."""
    while words.at(index) in RESOLUTE or words.at(index) in ("and", ","):
        index += 1
    if words.at(index) not in ("in", "by"):
        return None
    for at in range(index + 1, min(index + 6, len(words))):
        if words.low[at] in STOPS:
            return None
        grade = lexicon.expressions.get(words.low[at])
        if grade:
            return at + 1, grade
    return None


def _expression(words: Words, start: int, index: int, lexicon: Lexicon) -> Group | None:
    """ "expressed their deep appreciation", "made an initial allocation": the noun carries the tier."""
    form = lexicon.expressing.get(words.at(index))
    if form is None:
        return None
    is_made = words.at(index) in MADE
    for at in range(index + 1, min(index + EXPRESSION_REACH, len(words))):
        if words.low[at] in STOPS or (words.low[at] == "and" and words.at(at + 1) in ("a", "an", "the")):
            return None
        grade = (lexicon.makings if is_made else lexicon.expressions).get(words.low[at])
        if grade:
            return Group(start, at + 1, grade, form, words.low[at], expressive=True)
    return None


def _verb(words: Words, start: int, index: int, lexicon: Lexicon) -> Group | None:
    for spelling in lexicon.spellings.get(words.at(index), ()):
        last = _rest_end(words, index + 1, spelling)
        told = spelling.grade.present and spelling.form is Form.PAST
        if last is not None and not told and _has_complement(words, last, spelling.grade):
            return Group(start, last, spelling.grade, spelling.form, spelling.grade.lemma)
    return None


def _rest_end(words: Words, at: int, spelling: Spelling) -> int | None:
    """Where the particles of ``spelling`` end if they stand at ``at``, one adverb or adjective allowed before each."""
    for part in spelling.rest:
        if words.at(at) != part:
            at += 1
            if words.at(at) != part or not (
                is_adverb(words.at(at - 1))
                or words.at(at - 1) in ("due", "careful", "concrete", "further", "decisive")
            ):
                return None
        at += 1
    return at


def _has_complement(words: Words, last: int, grade: Grade) -> bool:
    if not grade.needs:
        return True
    while (is_adverb(words.at(last)) or words.at(last) == "not") and words.at(last) not in grade.needs:
        last += 1
    if words.at(last) == "," and words.at(last + 1) == "that":
        last += 1
    return words.at(last) in grade.needs


def _coloured(words: Words, group: Group, lexicon: Lexicon) -> Group:
    """ "notes with appreciation", "recognises with deep concern": the noun decides the tier of a record."""
    led = group.last + (words.at(group.last) == ",")
    if words.at(led) != "with" or (group.grade.tier or 9) > 2:
        return group
    for at in range(led + 1, min(led + 4, len(words))):
        grade = lexicon.withs.get(words.low[at])
        if grade:
            return replace(group, last=at + 1, grade=replace(grade, lemma=group.lemma), expressive=True)
    return group


def _continued(words: Words, group: Group) -> Group:
    """ "agreed to jointly develop": with the verbs of tiers 6 and 7 the thing undertaken belongs to the phrase."""
    if (group.grade.tier or 0) < 6:
        return group
    at = group.last
    if words.at(at) in ("on", "upon") and group.lemma == "agree":
        return replace(group, last=at + 1)
    while is_adverb(words.at(at)):
        at += 1
    if words.at(at) != "to" or at + 1 >= len(words):
        return group
    at += 1
    led = at
    while is_adverb(words.at(at)):
        at += 1
    if words.at(at) == "better" and can_be_base(words.at(at + 1)):
        at += 1
    if not is_base(words.at(at), words.at(at + 1)):
        return replace(group, last=min(led, len(words)))
    return replace(group, last=past_particle(words, at + 1))
