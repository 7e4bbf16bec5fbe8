"""What kind of doing was promised, and the words by which the thing is known again when it is done."""

from __future__ import annotations

import re

from rapporteur.compare.history.promises import Pledge, what_of
from rapporteur.compare.model import Clause, Statement

# A promise of fewer words is known by its whole clause.
FEWEST_WORDS = 3
SHORT_WORD = 3
# The first words after an act name what it is about; what follows is description.
HEAD_WORDS = 14
# What is to be done, and the words that say so of the thing: whoever promised a launch has not kept it by endorsing
# terms of reference. Families in order; a promise belongs to the first that its first words name.
_FAMILIES = (
    ("hold", r"conven\w*|hold|held|host\w*|holding|(?:organi[sz]\w*)"),
    (
        "apply",
        r"appl(?:y|ied|ication)|abolish\w*|abolition|link(?:ed|ing)?|accept\w*|recogni[sz]\w*|implement\w*|spare",
    ),
    (
        "end",
        r"end(?:s|ed|ing)?(?! (?:of|users?|products?)\b)|phas\w* out|stop\w*|ceas(?:e|es|ed|ing|ation)|halt\w*|eliminat\w*|terminat\w*|discontinu\w*",
    ),
    (
        "launch",
        r"launch\w*|establish\w*|open(?:ed|ing)?|start\w*|commenc\w*|operationali[sz]\w*|creat\w*|set(?:ting)? up|join\w*|acce(?:de|ssion)\w*|negotiations? (?:start|open)\w*",
    ),
    (
        "conclude",
        r"adopt\w*|endors\w*|approv\w*|sign(?:ed|ing|ature)?|conclu\w*|ratif\w*|entry into force|agreed text",
    ),
    (
        "make",
        r"develop\w*|draft\w*|draw\w* up|prepar\w*|submi\w*|report\w*|review\w*|complet\w*|study|publish\w*|publication|deliver\w*|finali[sz]\w*|undertak\w*|revis\w*|produc\w*|test\w*|advis\w*|plan of action",
    ),
)
_FAMILY = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _FAMILIES)
# What keeps a promise of each family; what was to be made is there once anything final is said of it.
_KEEPS = {
    "hold": ("hold",),
    "apply": ("apply", "launch"),
    "end": ("end",),
    "launch": ("launch",),
    "conclude": ("conclude",),
    "make": ("make", "conclude", "launch", "apply"),
}
# Words of any undertaking: by these alone no promise is known again.
_GENERAL = re.compile(
    r"(?:our|their|this|that|these|those|with|together|further|better|such|other|including|in|particular|"
    r"progress|efforts?|measures?|steps?|work\w*|support\w*|cooperat\w*|collaborat\w*|coordinat\w*|engag\w*|strengthen\w*|"
    r"enhanc\w*|promot\w*|ensur\w*|intensif\w*|continu\w*|commit\w*|partners?|countries|members?|leaders|ministers|results?|outcomes?|"
    r"part(?:y|ies)|observers?|stakeholders?|relevant|organi[sz]ations?|secretariat|board)$",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"[A-Z]\w+ \([A-Z][A-Z0-9-]{2,}\)(?=,|$| (?:to|which|that|who|for|with|as)\b)")
PRONOUN = re.compile(r"\b(?:it|its|them|their)\b", re.IGNORECASE)


def key_of(pledge: Pledge, statement: Statement) -> str:
    """The words that a promise is known again by; what "it" stands for is taken from around it."""
    what = _without_doing(_to_its_short_form(_bare(pledge.what, pledge)))
    words = [word.strip(",.;") for word in what.split() if not _GENERAL.match(word)]
    telling = sum(FEWEST_WORDS if word.rstrip("s").isupper() else len(word) > SHORT_WORD for word in words)
    if not PRONOUN.search(what) and telling >= FEWEST_WORDS:
        return what
    rest = what_of(pledge.clause.text.replace(pledge.what, " "))
    return f"{what} {rest if len(rest.split()) > FEWEST_WORDS else _before(pledge.clause, statement)}"


def _to_its_short_form(what: str) -> str:
    """Up to "Task Force (TF)", where the thing is named so near the verb: what follows is its purpose."""
    named = _SHORT_FORM.search(what)
    return what[: named.end()] if named and len(what[: named.start()].split()) <= HEAD_WORDS else what


def _without_doing(what: str) -> str:
    """The thing without what is to be done with it: a plan to be developed is known again when it is adopted."""
    words = what.split()
    head, rest = " ".join(words[:HEAD_WORDS]), " ".join(words[HEAD_WORDS:])
    for _, pattern in _FAMILY:
        head = pattern.sub(" ", head, count=1)
    return f"{head} {rest}".strip()


def _before(clause: Clause, statement: Statement) -> str:
    at = next(i for i, c in enumerate(statement.clauses) if c.address == clause.address)
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


def family_of(pledge: Pledge) -> str:
    """What kind of doing was promised: the first family named in its first words; making, where none is."""
    act = next((a for a in pledge.clause.acts if pledge.what.startswith(a.verb)), None)
    # Of "will host" the verb itself is the doing; of "agreed to host" it follows the act.
    doing = f"{act.lemma if act.modal else ''} {act.inner or ''}" if act else ""
    head = " ".join(f"{doing} {_bare(pledge.what, pledge)}".split()[:HEAD_WORDS])
    found = [(m.start(), name) for name, pattern in _FAMILY for m in [pattern.search(head)] if m]
    return min(found)[1] if found else "make"


def keeps(family: str, said: str) -> bool:
    """True where words say of a thing what was promised of it, or more."""
    return any(pattern.search(said) for name, pattern in _FAMILY if name in _KEEPS[family])
