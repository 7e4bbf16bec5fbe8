"""What is looked for and where: an undertaking with its telling words, and a statement with its clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.compare.history.cues import FAMILY, HEAD_WORDS, PRONOUN, abbreviations_in
from rapporteur.compare.history.deeds import ASIDE_OF_ANOTHER, doing_start
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.undertakings import Pledge, stretches, what_of
from rapporteur.compare.model import Act, Clause, Deadline, Statement

# An undertaking of fewer telling words is known by its whole clause.
FEWEST_WORDS = 3
SHORT_WORD = 3
# Share of an undertaking's words that what it abbreviates must be, to be what it is about.
THING = 0.4
# Words of any undertaking: by these alone none is known again.
_GENERAL = re.compile(
    r"(?:our|their|this|that|these|those|with|together|further|better|such|other|including|in|particular|"
    r"progress|efforts?|measures?|steps?|work\w*|support\w*|cooperat\w*|collaborat\w*|coordinat\w*|engag\w*|strengthen\w*|"
    r"enhanc\w*|promot\w*|ensur\w*|intensif\w*|continu\w*|commit\w*|partners?|countries|members?|member|states?|meetings?|welcom\w+|encourag\w+|agree\w*|leaders|ministers|results?|outcomes?|"
    r"part(?:y|ies)|observers?|stakeholders?|relevant|organi[sz]ations?|secretariat|board)$",
    re.IGNORECASE,
)
# Share of the telling words that a stretch must have: less where the alignment pairs the clauses.
SPEAKS = 0.5
# Of the names in it, a half.
NAMES = 0.5
SHORT_KEY = 3
# Below this share no clause speaks of it; above it the subject is there, whatever is said.
NOWHERE = 0.34
# A clause with a name of it and so much of its words is on its subject.
TOUCHES = 0.2
# So many of the telling words in a clause, with so much of their weight, and a reader would think of it.
SEVERAL = ((3, 0.15), (2, 0.3))
_SHORT_FORM = re.compile(r"[A-Z]\w+ \([A-Z][A-Z0-9-]{2,}\)(?=,|$| (?:to|which|that|who|for|with|as)\b)")
# An abbreviation that is no part of a longer name.
_ALONE = re.compile(r"(?<![A-Z]\w )(?<![A-Za-z]{2}-)\b[A-Z][A-Z0-9]{2,}s?\b(?! [A-Z])")
# Letters before a deed that are more than "agreed to work together to".
LONG_LEAD = 60
_REFERENCE = re.compile(r"\breferred to in paragraphs? [\d, –()a-z]*?(?:above|below)")
_SOME_OF = re.compile(r"^.*?\b(?:rounds?|series|sets?|number|range|package|elements?) of\b")
_PARTY = re.compile(r"\b[A-Z][\w’'.-]+")
_TITLES = frozenset(
    "The We They Both Our It Ministers Leaders Members Meeting Parties Governments President Prime Minister".split()
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement in which undertakings are looked for; ``themes`` and ``texts`` by clause address."""

    statement: Statement
    themes: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]

    @staticmethod
    def of(statement: Statement) -> Ground:
        """The ground that a statement is."""
        clauses = statement.clauses
        themes = {clause.address: frozenset(theme.id for theme in clause.themes) for clause in clauses}
        return Ground(statement, themes, {clause.address: clause.text for clause in clauses})

    def stems(self, kin: Kinship) -> frozenset[str]:
        """The stems of the whole statement."""
        return frozenset().union(*(kin.stems(text) for text in self.texts.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """An undertaking while it is looked for: its telling words, what kind of doing it is, its date by now.

    ``said`` holds the stretches of the clause that made it, ``before`` the clauses of its statement: what they said
    then is no news now.
    """

    pledge: Pledge
    key: str
    family: str
    names: frozenset[str]
    deadline: Deadline | None
    said: frozenset[tuple[str, frozenset[str]]]
    before: frozenset[frozenset[str]]

    @staticmethod
    def of(pledge: Pledge, statement: Statement, kin: Kinship) -> Question:
        """The question that an undertaking puts to later statements."""
        key = key_of(pledge, statement)
        said = frozenset(
            (act.lemma if act else "", kin.stems(words)) for act, words in sayings(pledge.clause)
        )
        before = frozenset(kin.stems(clause.text) for clause in statement.clauses)
        names = kin.names(key) - kin.stems(statement.title)
        return Question(pledge, key, family_of(pledge), names, pledge.deadline, said, before)


def sayings(clause: Clause) -> tuple[tuple[Act | None, str], ...]:
    """The stretches of a clause, and what stands before its first act where that says something."""
    ruled: tuple[tuple[Act | None, str], ...] = stretches(clause)
    opening = clause.text[: min((act.start for act in clause.acts), default=len(clause.text))]
    return ((None, opening), *ruled) if len(opening.split()) > 3 or not ruled else ruled


def key_of(pledge: Pledge, statement: Statement) -> str:
    """The words that an undertaking is known again by; what "it" stands for is taken from around it."""
    what = _without_doing(_to_its_short_form(_bare(_from_deed(pledge), pledge)))
    words = [word.strip(",.;") for word in what.split() if not _GENERAL.match(word)]
    telling = sum(FEWEST_WORDS if word.rstrip("s").isupper() else len(word) > SHORT_WORD for word in words)
    if not PRONOUN.search(what) and telling >= FEWEST_WORDS:
        return what
    rest = what_of(pledge.clause.text.replace(pledge.what, " "))
    return f"{what} {rest if len(rest.split()) > FEWEST_WORDS else _before(pledge.clause, statement)}"


def family_of(pledge: Pledge) -> str:
    """What kind of doing was undertaken: the family that its first words name; "" where none is."""
    act = next((a for a in pledge.clause.acts if pledge.what.startswith(a.verb)), None)
    # Of "will host" the verb itself is the doing; of "agreed to host" it follows the act.
    doing = f"{act.lemma if act.modal or act.verb.endswith('ing') else ''} {act.inner or ''}" if act else ""
    head = " ".join(f"{doing} {_bare(pledge.what, pledge)}".split()[:HEAD_WORDS])
    found = [
        (m.start(), at, name)
        for at, (name, pattern) in enumerate(FAMILY)
        for m in [pattern.search(head)]
        if m
    ]
    return min(found)[2] if found else ""


def things_of(question_key: str, who: str, kin: Kinship) -> list[frozenset[str]]:
    """What an undertaking is about, where that has an abbreviation: a text that has all its words speaks of that.

    Whoever is to act is none, nor is an abbreviation inside a longer name ("the KORUS Vaccine Partnership").
    """
    size = len(kin.stems(question_key))
    alone = " ".join(_ALONE.findall(question_key.replace(who, " ") if who else question_key))
    return [thing for thing in kin.spelled_out(alone) if len(thing) >= THING * size]


def telling_words(pledge: Pledge) -> str:
    """The doing without its dates and whoever is to do it."""
    what = pledge.what[doing_start(pledge.what, is_asked=pledge.is_asked) :]
    for words in (*(d.text for d in pledge.clause.deadlines), pledge.who):
        what = what.replace(words, " ") if words else what
    return what


def without_general(text: str) -> str:
    """The text without the words of any undertaking."""
    return " ".join(word for word in text.split() if not _GENERAL.match(word.strip(",.;")))


def head_of(pledge: Pledge) -> str:
    """The word that names what is to be there: "an atlas of the tides" -> "atlas"; "" where no deed is named."""
    thing = _SOME_OF.sub("", pledge.deed[1] if pledge.deed else "")
    words = re.sub(r"\b(?:of|in) .*", "", thing).split()
    return words[-1] if words and not _GENERAL.match(words[-1]) else ""


def _from_deed(pledge: Pledge) -> str:
    """What is undertaken; of a promise with a long lead to its deed, that deed: "combine our means and establish a group"."""
    at, thing = pledge.deed or (0, "")
    if at > LONG_LEAD:
        return f"{pledge.what[at:].split()[0]} {thing}"
    before = ASIDE_OF_ANOTHER.split(pledge.what)[0]
    return _REFERENCE.sub(" ", before if at < len(before) else pledge.what)


def _to_its_short_form(what: str) -> str:
    """Up to "Task Force (TF)", where the thing is named so near the verb: what follows is its purpose."""
    named = _SHORT_FORM.search(what)
    return what[: named.end()] if named and len(what[: named.start()].split()) <= HEAD_WORDS else what


def _without_doing(what: str) -> str:
    """The thing without what is to be done with it: a plan to be developed is known again when it is adopted."""
    words = what.split()
    head, rest = " ".join(words[:HEAD_WORDS]), " ".join(words[HEAD_WORDS:])
    first = min(
        (m for _, pattern in FAMILY if (m := pattern.search(head))), key=lambda m: m.start(), default=None
    )
    return (
        f"{head[: first.start()]} {head[first.end() :]} {rest}".strip() if first else f"{head} {rest}".strip()
    )


def _before(clause: Clause, statement: Statement) -> str:
    """The text of the clause before, where both stand in one paragraph."""
    at = next((i for i, c in enumerate(statement.clauses) if c.address == clause.address), 0)
    older = statement.clauses[at - 1] if at else clause
    return older.text if older.paragraph == clause.paragraph else ""


def _bare(what: str, pledge: Pledge) -> str:
    """Without date, act and addressee: a thing is the same thing under another date and verb."""
    for deadline in pledge.clause.deadlines:
        what = what.replace(deadline.text, " ")
    act = next((a for a in pledge.clause.acts if what.startswith(a.verb)), None)
    if act is not None:
        words = act.verb.split()
        what = (words[-1] if len(words) > 2 else "") + what[len(act.verb) :]
    return re.sub(rf"^\W*{re.escape(pledge.who)}\b", "", what) if pledge.who else what


def are_two_parties(mine: str, theirs: str) -> bool:
    """True where both are named and each has a name that the other has not: Norland is not Southland."""
    one, two = (frozenset(_PARTY.findall(who)) - _TITLES for who in (mine, theirs))
    return bool(one - two and two - one)


def first_words(what: str, *, is_asked: bool = False) -> frozenset[str]:
    """The stem of the doing's own verb: what is to be done again is called by the same word."""
    words = what[doing_start(what, is_asked=is_asked) :].split()
    return frozenset(word.lower().rstrip("gnie")[:6] for word in words[:1])


def doing_verb(pledge: Pledge) -> str:
    """The verb of the deed as it is written, in small letters: "publish"; "" where there is none."""
    at = pledge.deed[0] if pledge.deed else doing_start(pledge.what, is_asked=pledge.is_asked)
    return next(iter(pledge.what[at:].split()), "").strip(",.;").lower()


def refers_back(what: str, text: str) -> bool:
    """Whether an undertaking and a later text both say "it": what it is stands before, in both."""
    return bool(PRONOUN.search(what)) and bool(PRONOUN.search(text))


def is_mentioned(question: Question, ground: Ground, kin: Kinship) -> bool:
    """Whether the words, names or figures of an undertaking come up in any clause of a statement."""
    text = question.pledge.clause.text
    nearest = max((kin.share_in(question.key, other) for other in ground.texts.values()), default=0.0)
    known = kin.stems(f"{ground.statement.title} {question.pledge.who} {ground.statement.meeting.forum}")
    own = [kin.stems(word) - known for word in sorted(abbreviations_in(question.pledge.what))]
    if any(unit and unit <= kin.stems(other) for unit in own for other in ground.texts.values()):
        return True
    short = [*kin.spelled_out(text), *(kin.stems(word) for word in sorted(abbreviations_in(text)))]
    if short:
        near = [
            kin.stems(other)
            for other in ground.texts.values()
            if kin.share_in(question.key, other) >= TOUCHES
        ]
        is_named = any(unit <= stems for unit in short if unit for stems in near)
    else:
        names = kin.names(text)
        is_named = not names or kin.weight_shared(names, ground.stems(kin)) >= NAMES
    if not question.pledge.is_open_ended and _touches(question, ground, kin):
        return True
    return nearest >= (NOWHERE if is_named else SPEAKS)


def _touches(question: Question, ground: Ground, kin: Kinship) -> bool:
    """Whether a clause has several of the telling words: no silence is told where a reader would think of it."""
    what = telling_words(question.pledge)
    asked = (question.key, what) if len(kin.stems(what)) > SHORT_KEY else (question.key,)
    # Whoever is to do it comes up for other reasons too.
    doers = kin.stems(question.pledge.who)
    for mine in (kin.stems(without_general(words)) - doers for words in asked):
        for theirs in (kin.stems(other) for other in ground.texts.values()):
            shared, share = len(mine & theirs), kin.weight_shared(mine, theirs)
            if any(shared >= words and share >= least for words, least in SEVERAL):
                return True
    return False
