"""The deeds of an undertaking: what a later text can show as done, and where in the words it begins.

"agreed to establish a tide centre" is done or not; "agreed to strengthen cooperation on the tides" never ends.
"""

from __future__ import annotations

import re

from rapporteur.compare.model import Clause, Deadline

# What is done or not done, whatever the thing: stems, each with "e" or "ing" at most.
PLAIN = (
    r"(?:convene?|reconvene?|host|publish|sign|ratify|accede?|submit|launch|conclude?|finali[sz]e?|phase? out|ban|abolish|repeal|"
    r"purchase?|appoint|nominate?|compile?|report|translate?)"
)
# What is done only of a thing that is there or not, or of a number: "establish a centre", no "establish trust".
OF_A_THING = (
    r"(?:develop|establish|create?|adopt|endorse?|approve?|complete?|prepare?|draft|elaborate?|provide?|extend|offer|allocate?|mobili[sz]e?|"
    r"open|reopen|invest|contribute?|hold|organi[sz]e?|conduct|undertake?|carry out|review|revise?|update?|deliver|introduce?|issue?|produce?|build|train|"
    r"begin|start|commence?|initiate?|negotiate?|operationali[sz]e?|apply|remove?|eliminate?|impose?|lift|waive?|receive?|join|set up|"
    r"regulari[sz]e?|bring|study|test|deploy|transfer|ship|donate?|send|plant|connect|end|grant|exempt|form|fund|revive?|design)"
)
_OF_A_NUMBER = r"(?:reduce?|cut|increase?|double?|triple?|expand|raise?)"
# What a body can be told to do and be seen to have done.
_ASSIGNED = r"(?:include?|maintain|identify|take?|present|inform|make?|participate?|oversee|assess|evaluate?|collect|circulate?|arrange?|invite?|decide?|recommend)"
VERB = "|".join((PLAIN, OF_A_THING, _OF_A_NUMBER, _ASSIGNED))
_FORM = r"(?:ing|ning|ting)?"
_NO_DEED = r"\b(?!-)(?! (?:forces|hands|account|use|steps|on|and|sharing|access)\b)"
_ADVERB = r"(?!(?:apply|supply|reply|comply|rely|multiply)\b)\w+ly"
# "work closely together to", "seek to": what leads to a deed and is none.
_LIGHT = re.compile(
    rf"(?:(?:also|now|all|each|jointly|together|further|{_ADVERB}) )*"
    r"(?:(?:work|cooperat|collaborat|coordinat|seek|aim|endeavou?r|striv|mov|plan|intend|begin|prepar|partner|continu|tak)(?:e|ing|ning)?"
    rf"(?: (?:work|steps|together|with [^,;]{{1,60}}?|{_ADVERB}|urgently|hard))* to (?:{_ADVERB} )?)*",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"(?P<verb>(?:{VERB}){_FORM}){_NO_DEED}", re.IGNORECASE)
# A further deed beside the first: "and establish a", "and in developing the".
_BESIDE = re.compile(
    rf"(?:[,;]|,? and|,? or)(?: (?:to|in|also|{_ADVERB}))* (?P<verb>(?:{VERB}){_FORM}){_NO_DEED}(?= (?:an?|the|its|our|their|new|each)\b)",
    re.IGNORECASE,
)
_KINDS = tuple(re.compile(rf"{stems}{_FORM}$", re.IGNORECASE) for stems in (PLAIN, OF_A_THING, _OF_A_NUMBER))
OUTCOME = re.compile(rf"\b(?:{PLAIN}|{OF_A_THING}){_FORM}\b", re.IGNORECASE)
# The object of a verb ends where another phrase begins.
_OBJECT_ENDS = re.compile(
    r"[,;:]| (?:to|with|in|for|by|on|between|among|across|at|from|against|through|that|which|under|as|while|including|within|into) "
)
# Kinds of things that are there or not.
_THING = re.compile(
    r"\b(?:(?:work|work-|task)?(?:group|force|center|centre|committee|council|commission|panel|secretariat|office|platform|portal|website|"
    r"database|hub|fund|program|programme|project|pilot|campaign|plan|roadmap|framework|guide|guideline|standard|rule|regulation|law|bill|agreement|"
    r"protocol|declaration|statement|charter|report|paper|review|list|blacklist|questionnaire|submission|shop|seminar|exercise|meeting|summit|"
    r"conference|session|dialogue|forum|negotiation|consultation|mission|tariff|quota|restriction|sanction|visa|scholarship|fellowship|vessel|ship|"
    r"satellite|reactor|submarine|mandate|draft|text|mechanism|timetable|proposal|recommendation|clause|code|map|position|loan|guarantee|phase|"
    r"indicator|survey|plant|station|dose|kit|model)s?|(?:facilit|strateg|treat|stud|inventor|summar|registr|bod|dut)(?:y|ies)|"
    r"guidance|modalities|legislation|memorand\w+|synthes[ie]s|talks|embargo|tax(?:es)?|aircraft|terms of reference)\b(?!-)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<![\w/.])(?!(?:19|20)\d\d\b)\d[\d,.]*(?![\w/])|[$€£¥]|\b(?:hundred|thousand|[mb]illion|every)\b|%"
)
# No end that anybody could check, whatever the verb.
_IDLE = re.compile(
    r"\bhold\w* [^,;]{1,60}(?:account|responsible)|\b(?:when|where|if|as) (?:appropriate|needed|necessary|applicable)\b|\b(?:no|every) effort|\bdue consideration\b|"
    r"\bsubject to the availability of\b|\befforts (?:to|towards?)\b|\b(?:undertak|mak)\w+ (?:\w+ ){0,3}efforts\b|\btak\w+ (?:\w+ ){0,2}(?:actions?|measures|account|consideration)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\bcontinu(?:e|es|ing)\b", re.IGNORECASE)
ASIDE_OF_ANOTHER = re.compile(r" (?:which|who|that (?:it|they|we|can|will|would|are|is|may|deepens?))\b")
# "agreed to", "are committed to", "will also": what comes before the doing.
_LEAD_IN = re.compile(
    r"^.{0,60}?\b(?:committed to|dedicated to|commitment to|will|shall|must|to)\b(?: (?:also|further|not only|all))?\s*",
    re.IGNORECASE,
)
# "requests the secretariat, in line with decision 5, to": the task begins here.
ASKED_TO = re.compile(r"^.{0,240}?\bto (?=[a-z])(?!the |an? |their |its |it |paragraph)")
# An entry of a list is a step where it opens with its doing.
STEP = re.compile(rf"^\W*(?:to )?(?:\w+ly )?(?:(?:{VERB}){_FORM}|[A-Z]?[a-z]{{3,}}ing)\b", re.IGNORECASE)
NAMED = re.compile(
    r"(?!(?:the )?(?:United (?:States|Kingdom|Nations|Arab)|European Union|Republic of|Prime Minister|President|Member|Vice))"
    r"(?:(?:\b[A-Z][\w’'.-]*(?: (?:of|on|for|and|the|to|in))* ){1,}[A-Z]\w+|\b[A-Z]{3,}\w*\b)"
)
_ARRIVAL = (
    r"(?:completion|adoption|conclusion|finali[sz]ation|launch(?:ing)?|establishment|signing|signature|entry into force|publication|"
    r"operationali[sz]ation|convening|opening|approval|endorsement|ratification)"
)
_NAMED_ARRIVAL = re.compile(rf"^\W*(?:the )?(?:early |timely )?{_ARRIVAL} of\b", re.IGNORECASE)
# With its date: "to reconvening the Forum before the end of", "to the next meeting, hosted by".
_DATED_ARRIVAL = re.compile(
    rf"\b(?:{_ARRIVAL} of\b|(?:its|their) {_ARRIVAL}\b|(?:{PLAIN}|{OF_A_THING})(?:n|t)?ing\b|to be (?:held|prepared|convened|hosted|launched|published|submitted)\b)|"
    r"\bnext [^,.;]{0,60}(?:meeting|summit|session|conference|round)\b",
    re.IGNORECASE,
)
# "to welcoming the President": no deed of the authors.
# The world at large, however it is addressed: nobody here answers for it.
_OUTSIDERS = re.compile(
    r"\b(?:UN|United Nations|all (?:UN |other |relevant )?(?:States|countries|nations|parties|actors)|international community)\b|"
    r"^\W*(?:others|(?:other|new|international|like-minded|all (?!Member|member|the)|public-private|private)\b[\w -]{0,20}|more (?:creditors|countries|partners)|partners|industry|creditors|companies|donors|stakeholders|a new)\b"
)
_BY_ANOTHER = re.compile(r"\bby the [A-Z]")
_VISIT = re.compile(r"^\W*(?:welcoming|meeting with|seeing|visiting)\b", re.IGNORECASE)
# "A report will be published", "the centre is to open": a step announced for a date.
_ANNOUNCED = re.compile(
    r"\b(?:will|shall|(?:is|are)(?: due| scheduled| planned)? to) (?:be (?:\w+ly )?"
    rf"(?:(?:{PLAIN}|{OF_A_THING})(?:e?d|ned|ted|n?ing)?|held|begun|built|made available|put in place|circulated)|"
    r"open|start|begin|conclude|enter into force|meet|convene|come into force)\b",
    re.IGNORECASE,
)
# What is counted, foreseen or thought of the world is no step of anybody.
_FORECAST = re.compile(
    r"\b(?:GDP|inflation|growth|prices?|demand|exports?|imports?|economy|unemployment|output|forecasts?|projections?|is (?:likely|expected|projected|forecast) to (?:rise|fall|grow|reach|average))\b",
    re.IGNORECASE,
)
# A date by which, not a span over which: "by 2030", not "over the next 70 years".
LIMIT = re.compile(r"^\W*(?:by|before|until|no later|not later|at the latest|the end|end)\b", re.IGNORECASE)
# The thing asked for stands near the verb; a name further on is who profits.
NAMED_WITHIN = 140
ADVERBIAL = re.compile(
    r"^\W*(?:in|on|from|with|by|for|upon|at|of|to|as|through|among|between|under|within|inter alia)\b",
    re.IGNORECASE,
)


def doing_start(what: str, *, is_asked: bool = False) -> int:
    """Where the doing begins: after "agreed to", "requests the secretariat to"; 0 where it opens the words."""
    lead = None if STEP.match(what) else (ASKED_TO if is_asked else _LEAD_IN).match(what)
    return lead.end() if lead else 0


def doing_of(what: str) -> str:
    """The doing without what leads to it: "agreed to publish the Atlas" -> "publish the Atlas"."""
    return what[doing_start(what) :]


def deed_of(
    what: str, *, is_asked: bool = False, is_told: bool = False, is_dated: bool = False
) -> tuple[int, str] | None:
    """Where the deed begins that a later text can show as done, and its object; None where there is none.

    Its thing is there or not, is named or counted. A body that is told to may have other deeds; a date stands in
    for the thing of the first deed. ``is_asked``: of an appeal or an instruction, of which ``is_told`` is the latter.
    """
    start = doing_start(what, is_asked=is_asked)
    if is_idle(what) or (not is_asked and _GOES_ON.search(what, 0, start + SHORT_VERB)):
        return None
    whole = ASIDE_OF_ANOTHER.split(what)[0]
    lead = _LIGHT.match(whole, start)
    head = _HEAD.match(whole, lead.end() if lead else start)
    for found in (*([head] if head else []), *_BESIDE.finditer(whole, start)):
        is_plain, is_of_thing, is_of_number = (bool(kind.match(found["verb"])) for kind in _KINDS)
        about = _object(what[found.end() :], is_far=is_plain)
        is_enough = is_told or (is_dated and found is head)
        is_there = is_enough or bool(_THING.search(about) or NAMED.search(about))
        is_counted = is_enough or bool(_COUNTED.search(about))
        if is_told or is_plain or (is_of_thing and (is_there or is_counted)) or (is_of_number and is_counted):
            return found.start("verb"), about
    return None


# Letters of "continue", of whatever follows "will".
SHORT_VERB = 12


def is_idle(what: str) -> bool:
    """True where nobody could say that it is done, whatever its date: "every effort", "decisive action"."""
    return bool(_IDLE.search(what))


def is_of_the_doing(what: str, at: int, *, is_asked: bool = False) -> bool:
    """True where what stands at ``at`` belongs to the doing, and not to a purpose of it ("to discuss the plan of 2030")."""
    start = doing_start(what, is_asked=is_asked)
    lead = _LIGHT.match(what, start)
    between = what[lead.end() if lead else start : at]
    return _PURPOSE_TO.search(between) is None


_PURPOSE_TO = re.compile(
    rf"(?<!\band)(?<!\bor) to (?:{_ADVERB} )?(?:{VERB}|support|help|achieve|discuss|ensure|strengthen|promote|enhance|facilitate|address|improve|"
    r"enable|protect|explore|encourage|reach|advance|drive|meet|ensure|allow|inform|reflect|accelerate|have)\b|\b(?:emphasi[sz]|recogni[sz]|not|stress|highlight|underscor)ing\b",
    re.IGNORECASE,
)


def _object(rest: str, *, is_far: bool) -> str:
    """The object of the verb before: the first phrase that no preposition opens; a far one only of some verbs."""
    phrases = rest.split(",")[:3]
    for phrase in phrases[:1] if phrases[0].strip() and not is_far else phrases:
        if phrase.strip() and not ADVERBIAL.match(phrase):
            ends = _OBJECT_ENDS.search(f"{phrase},")
            return phrase[: ends.start()] if ends else phrase
    return ""


def can_be_awaited(rest: str, deadline: Deadline | None) -> bool:
    """Whether what is looked forward to can be found to have come: a named thing done, or a deed with its date."""
    near = re.sub(r"^\W*to\b", "", rest)
    if _VISIT.match(near):
        return False
    if deadline and (LIMIT.match(deadline.text) or _DATED_ARRIVAL.search(near)):
        return True
    is_of_another = _BY_ANOTHER.search(near[:NAMED_WITHIN])
    return bool(_NAMED_ARRIVAL.match(near) and NAMED.search(near[:NAMED_WITHIN])) and not is_of_another


def is_dated_step(clause: Clause) -> bool:
    """A step with its date that no act of the authors governs: an announced event, or a row of a timetable."""
    if " | " in clause.text:
        return bool(
            OUTCOME.match(clause.text.split(" | ")[0].strip())
            or any(OUTCOME.match(cell) for cell in clause.text.split(" | "))
        )
    said = _ANNOUNCED.search(clause.text)
    if said is None or any(act.start < said.start() for act in clause.acts):
        return False
    return not _FORECAST.search(clause.text)


def arrival_in(text: str) -> str:
    """The first coming about that words name: "looked forward to the adoption of" -> "adoption"; "" where none."""
    found = re.search(rf"\b{_ARRIVAL}\b", text, re.IGNORECASE)
    return found[0].lower() if found else ""


def is_to_outsiders(addressed: str, clause: Clause) -> bool:
    """Whether those addressed are no bodies or members of the authors."""
    is_own = re.match(r"\W*(?:our|their|its)\b", addressed) is not None
    is_partner = any(partner in addressed for partner in clause.partners)
    return not is_own and (is_partner or bool(_OUTSIDERS.search(addressed)))
