"""Words that tell: what kind of doing an undertaking is, by which words its thing is known again, and the words that
say of it that it was done, done in part, not done, given up or is under way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.history.deeds import doing_of
from rapporteur.compare.history.undertakings import Pledge, without_loose_end
from rapporteur.compare.model import Deadline

# The first words after an act name what it is about; what follows is description.
HEAD_WORDS = 14
# What is to be done, and the words that say so of the thing: whoever promised a launch has not kept it by endorsing
# terms of reference. Families in order; an undertaking belongs to the first that its first words name.
_FAMILIES = (
    ("hold", r"(?:re)?conven\w*|hold|held|host\w*|holding|organi[sz]\w*|meet(?: again)?|met|gather\w*"),
    ("end", r"end(?:s|ed|ing)?(?! (?:of|users?|products?)\b)|phas\w* out|stop\w*|ceas(?:e|es|ed|ing|ation)|halt\w*|eliminat\w*|terminat\w*|discontinu\w*|abolish\w*|abolition|repeal\w*|clos(?:e|ed|ure|ing)"),
    ("apply", r"appl(?:y|ied|ication)|link(?:ed|ing)?|accept\w*|recogni[sz]\w*|implement\w*|spare|deploy\w*"),
    ("keep", r"keep(?:ing)?|kept|maintain\w*|retain\w*|preserv\w*"),
    ("launch", r"launch\w*|establish\w*|open(?:ed|ing|s)?|start\w*|commenc\w*|begin|began|begun|operationali[sz]\w*|operational|creat\w*|set(?:ting)? up|join\w*|acce(?:de|ssion)\w*|inaugurat\w*|appoint\w*|introduc\w*|introduction"),
    ("conclude", r"adopt\w*|endors\w*|approv\w*|sign(?:ed|ing|ature)?|conclu\w*|ratif\w*|entry into force|agreed text|decid\w*|decision"),
    ("provide", r"provid\w*|contribut\w*|mobili[sz]\w*|allocat\w*|invest(?:s|ed|ing)?|fund(?:ed|ing)?|donat\w*|bring|brought|ship(?:ped)?|suppl(?:y|ied)|train(?:ed|ing)?|plant(?:ed|ing)?|buil[dt]\w*|rais\w+"),
    ("make", r"develop\w*|draft\w*|draw\w* up|prepar\w*|submi\w*|report\w*|review\w*|complet\w*|finish\w*|study|publish\w*|publication|deliver\w*|finali[sz]\w*|undertak\w*|revis\w*|produc\w*|test\w*|advis\w*|plan of action|updat\w*|issu\w*"),
)  # fmt: skip
FAMILY = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _FAMILIES)
# What keeps an undertaking of each family; what was to be made is there once anything final is said of it.
_KEEPS = {
    "hold": ("hold",),
    "apply": ("apply", "launch"),
    "end": ("end",),
    "keep": (),
    "launch": ("launch",),
    "conclude": ("conclude",),
    "provide": ("provide", "launch"),
    "make": ("make", "conclude", "launch", "apply"),
    "": (),
}
_ENDS = re.compile(
    r"\b(?:agree|decid|resolv)\w* to (?:end|stop|cease|close|abolish|discontinue|terminate|phase out|withdraw)\b",
    re.IGNORECASE,
)
# "Roadmap 2030", "Plan of Action 2024-2026": a name with its year.
_EDITION = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In|By|Since|From|Until|During)\w*\b)([A-Z]\w+) ((?:19|20)\d\d)\b"
)
PRONOUN = re.compile(r"\b(?:it|them)\b|^\W*(?:\S+ ){0,3}(?:its|their)\b", re.IGNORECASE)
"""A thing that is named before: "publish it", "looked forward to its launch"."""
_ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twent(?:y|ieth)(?:-\w+)?)\b(?! half| quarter| time| class| year| phase)",
    re.IGNORECASE,
)


_PAST = (
    r"held|convened|completed|adopted|endorsed|launched|signed|concluded|established|approved|published|finali[sz]ed|opened|abolished|"
    r"submitted|delivered|accomplished|ratified|joined|created|issued|set up|carried out|conducted|applied|linked|met|ended|stopped|ceased|"
    r"halted|phased out|eliminated|introduced|provided|trained|built|appointed|produced|prepared|developed|implemented|organi[sz]ed|"
    r"hosted|begun|began|started|commenced|repealed|reached|inaugurated|deployed|allocated|mobili[sz]ed|invested|raised|doubled|tripled|decided"
)
HAPPENED = re.compile(
    rf"\b(?:was|were|has|have|had|having|is|are)(?: been| now)?(?: (?:\w+ly|now|also|all|since|recently))* (?:{_PAST}|in force|in place|in operation|entered into force|operational)\b"
    r"|\bnow (?:appl(?:y|ies)|exists?|operates?)\b|\bentered into force\b|\bcame into (?:force|effect)\b"
    rf"|[—–,(]\s?(?:{_PAST}) (?:at|in|on|by|during|last)\b",
    re.IGNORECASE,
)
# What somebody tells of their own doing.
DID = re.compile(
    rf"(?:\b(?:[Ww]e|[Mm]inisters|[Ll]eaders|[Mm]embers|[Pp]arties|[Gg]overnments|[Cc]ountries|(?:[Oo]ur|[Tt]heir|[Tt]he) (?:[\w-]+ ){{0,3}}(?:countries|governments|members|[A-Z]\w+))"
    rf"|\b[A-Z][\w’']+)(?: (?:have|has|had|\w+ly|already|now|also|all|both|successfully))* (?:{_PAST})\b"
)
FULFILLED = re.compile(
    r"\b(?:(?:more than |over )?(?:doubled|tripled) (?:its|their|our|the) (?:target|goal)|(?:exceeded|surpassed|met|reached|achieved|fulfilled|delivered on|honou?red) "
    r"(?:its|their|our|the|this|that)(?: \w+){0,3} (?:target|goal|commitment|pledge|promise)s?|ahead of schedule|as (?:promised|pledged|tasked)|in fulfilment of)\b",
    re.IGNORECASE,
)
# Whoever met: "met in Lydden for our Seventh Meeting", "held their Third Ministerial".
MET = re.compile(
    r"\b(?:held|convened|gathered|met|meeting|assembled|came together)\b[^.;]{0,120}?\b(?:for|at|in|on the occasion of)?\b[^.;]{0,40}?\b(?:meeting|summit|session|ministerial|dialogue|conference|visit|forum|exchange|assembly|round)s?\b|\bheld (?:their|its|our|the|an?)\b",
    re.IGNORECASE,
)
# "applauded the successful first meeting": it was held.
WAS_HELD = re.compile(
    r"^\W*(?:the |our |their )*(?:\w+ )?(?:successful|first|inaugural|recent)\b(?![^,;]{0,80}\b(?:next|upcoming|later this|planned)\b)",
    re.IGNORECASE,
)
# The work goes on, it is not done.
UNDER_WAY = re.compile(
    r"\b(?:progress|ongoing|on-going|under ?way|forthcoming|upcoming|advanc(?:es?|ed)|preparations?|rounds? of|steps? (?:taken )?toward|first step|interim|"
    r"(?:is|are) (?:being|working|developing|preparing|implementing|currently|on track)|on track|began|begun|continued work|updates? on|(?:considered|discussed|reviewed|examined) (?:a|the) (?:\w+ )?draft)\b",
    re.IGNORECASE,
)
# A past form with its helper: "were connected", "we connected", "has reached".
PASSIVE = re.compile(
    r"\b(?:was|were|has|have|had|been|we|members|ministers|leaders|parties|countries) ", re.IGNORECASE
)
# What a meeting took note of before it undertook the same again.
REPORTED = re.compile(
    r"\b(?:progress|outcomes? of|updates? on|work on|recommendations?|report)\b", re.IGNORECASE
)
NOT_FINAL = re.compile(
    r"^\W*(?:the |that |its |their )*(?:\w+ )?(?:progress|ongoing|on-going|under way|continu\w+|advanced|efforts?|work(?:ing)?\b|preparations?|implementation|"
    r"rounds? of|outcomes?|recommendations?|proposals?|need|importance|plans?\b(?! of action)|interest|possibility|prospect|commitment|pledge|goal|intention)",
    re.IGNORECASE,
)
RECEIVED = re.compile(
    r"\b(?:considered|received|discussed|examined|had before (?:it|them)|heard)\b", re.IGNORECASE
)
STILL_AHEAD = re.compile(
    r"\b(?:not yet|forthcoming|upcoming|planned|still to|(?:is|are|will|shall|should|to) be|(?:is|are) due|will continue|looks? forward|plans? to|need to)\b",
    re.IGNORECASE,
)
# Evidence that it is not done.
UNDONE = re.compile(
    r"\b(?:regret\w*|deplor\w*|concern\w*|disappoint\w*|noted?)\b[^.;]{0,60}?\b(?:had|has|have|was|were) not\b|\bnot (?:yet )?been\b|"
    r"\b(?:did|do|does|could|have|has|had|was|were|is|are) not (?:yet )?(?:been )?(?:able to )?(?:decide|agree|reach|complet|finish|conclud|deliver|adopt|publish|launch|establish|sign|meet|submit|open|held|hold)\w*|"
    r"\bdelay(?:s|ed)?\b|\bpostpone\w*|\bfail(?:ed|ure) to\b|\bwithout (?:agreement|a decision|result)\b|\bno (?:agreement|decision|consensus) (?:was|has been)\b|\bremains? (?:outstanding|pending|unresolved|to be)\b|\boverdue\b|\byet to be\b",
    re.IGNORECASE,
)
GIVEN_UP = re.compile(
    r"\b(?:decid|agre|resolv)\w+ (?:not to|to (?:end|stop|close|discontinue|abandon|withdraw|terminate|cancel|suspend|abolish|repeal|phase out))\b|\b(?:was|were|has been|have been) (?:discontinued|abandoned|cancelled|withdrawn|terminated|suspended|closed|repealed)\b|"
    r"\b(?:discontinued|abandoned|cancelled|withdrew|terminated) (?:the|its|their|our)\b|\bno longer\b|\bwill not\b",
    re.IGNORECASE,
)
IN_PART = re.compile(
    r"\b(?:urg|encourag|call|invit|request|remind|expect)\w*[^.;]{0,40}?\b(?:the (?:others?|remaining|rest)\b|those (?:that|who) have not)|"
    r"\b(?P<done>\w+) (?:out )?of (?:the|its|their|our) (?P<all>\w+)\b|\b(?:some|most|half|several|part|many|a majority) of (?:the|these|its|their|our)\b|\bpartial(?:ly)?\b",
    re.IGNORECASE,
)
COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
}
# What comes round again: with a later date it is the next of its kind, not the same put off.
RECURS = re.compile(
    r"\b(?:annual(?:ly)?|biennial(?:ly)?|bi-annual|next|in-session|reconven\w+|workshops|meetings|sessions|every year)\b",
    re.IGNORECASE,
)
# "a report in 2032 on progress towards the goal" has the date of the report.
PROGRESS_ON = re.compile(r"\bprogress (?:made )?(?:towards?|on|in)\b", re.IGNORECASE)
REPORTED_SPEECH = re.compile(r"[“\"][^”\"]{20,}[”\"]")
SOFTER = re.compile(
    r"\b(?:consider|explor|stud|examin|assess|discuss|reflect on|look into|encourag|recall|aim|aspir|seek|strive|hope|note|recogni[sz]|acknowledg|importance of|potential)\w*",
    re.IGNORECASE,
)


class Told(StrEnum):
    """What a clause tells of an undertaking, in the order in which one counts before another."""

    DONE = "done"
    IN_PART = "done in part"
    GIVEN_UP = "given up"
    NOT_DONE = "not done"
    PUT_OFF = "put off"
    WEAKENED = "weakened"
    UNDATED = "date dropped"
    UNDER_WAY = "under way"
    RESTATED = "restated"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one clause tells: ``share`` is how much of the telling words it has (0-1), ``words`` its excerpt."""

    address: str
    told: Told
    share: float
    words: str
    deadline: Deadline | None = None


def is_hosted_by_another(pledge: Pledge, told: str) -> bool:
    """True where a meeting was promised by one host and is told as hosted by another."""
    mine = re.search(r"\bhosted by (?:the )?([A-Z]\w+)", pledge.what)
    host = mine[1] if mine else pledge.who if re.search(r"\bhost\b", pledge.what) else ""
    theirs = re.search(r"\bhosted by ((?:the )?[A-Z][^,;.]*)", told)
    if not host or theirs is None:
        return False
    # "hosted by Prime Minister Lund", who stands before as "Ada Lund of Norland".
    person = re.search(r"([A-Z]\w+)(?: in\b.*)?$", theirs[1])
    country = re.search(rf"\b{person[1]}[^—;]{{0,8}} of ((?:the )?[A-Z][\w ]*)", told) if person else None
    return not any(word in f"{theirs[1]} {country[1] if country else ''}" for word in host.split()[-1:])


def own_deed(pledge: Pledge) -> re.Pattern[str] | None:
    """The past of the undertaking's own verb: "connect every village" is done where villages were connected."""
    words = doing_of(pledge.what).split()
    verb = words[0].strip(",.;").lower() if words else ""
    stem = re.sub(r"(?:ing|e|y)$", "", verb)
    return (
        re.compile(rf"\b{re.escape(stem)}(?:e?d|ied|en|t)\b", re.IGNORECASE)
        if len(stem) > 2 and stem.isalpha()
        else None
    )


def keeps(family: str, said: str) -> bool:
    """True where words say of a thing what was undertaken of it, or more."""
    return any(pattern.search(said) for name, pattern in FAMILY if name in _KEEPS[family])


def names_deed(said: str) -> bool:
    """True where words name a deed of any kind: "the publication of"."""
    return any(pattern.search(said) for _, pattern in FAMILY)


def is_opposite(family: str, said: str) -> bool:
    """True where what was to be kept is to be ended."""
    return family == "keep" and bool(_ENDS.search(said))


def ordinals(what: str, stretch: str) -> bool:
    """False where both count and count differently: the 16th meeting is not the 15th, nor the Plan 2030 the Plan 2025."""
    mine, theirs = (set(map(str.lower, _ORDINAL.findall(text))) for text in (what, stretch))
    if mine and theirs and not mine & theirs:
        return False
    named, other = (dict(_EDITION.findall(text)) for text in (what, stretch))
    return all(other.get(name, year) == year for name, year in named.items())


LETTERS = 140
"""Letters of an excerpt: two lines of a page."""


def excerpt(text: str, shown: tuple[str, ...] | list[str] | frozenset[str] = ()) -> str:
    """The beginning of a text, or the words up to the first of ``shown``, if that lies beyond it."""
    words = without_lone_bracket(without_loose_end(text.lstrip(" ,;.")))
    if len(words) <= LETTERS:
        return words
    found = (re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)\)?", words) for phrase in shown)
    named = min((match.end() for match in found if match), default=0)
    if named > LETTERS:
        return f"… {words[named - LETTERS : named].partition(' ')[2]}" + (" …" if named < len(words) else "")
    return words[:LETTERS].rsplit(" ", 1)[0] + " …"


# Of "[decided] to set up" a promise begins within the brackets: one that has no other is left out.
_LONE_BRACKET = re.compile(r"(\[[^\[\]]*\])|[\[\]]")


def without_lone_bracket(text: str) -> str:
    """The text without a bracket that has no other: "decided] by [June]" -> "decided by [June]"."""
    return _LONE_BRACKET.sub(lambda found: found[1] or "", text)


def abbreviations_in(text: str) -> frozenset[str]:
    """The words in capitals: what an officer would look for in the proof."""
    return frozenset(re.findall(r"\b[A-Z][A-Z0-9]{2,}\b", text))
