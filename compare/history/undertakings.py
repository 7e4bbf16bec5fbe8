"""What a statement undertakes: acts of commitment and instruction of its authors that a later reader could check.

commitment    "agreed to convene", "will publish", "intends to review": an act of tier 6 or 7 with its doing ahead
instruction   "tasked the officials to complete": an act of tier 5
appeal        "urged the Board to conclude": an appeal to the authors' own bodies or members, with a thing to show
expectation   "looked forward to the adoption of": an awaited event of the authors' own making
dated step    "a report will be published by June", a row of a timetable: an announced step with its date

Observations, forecasts, statistics, history, courtesies, appeals to others, re-statements without a date, and a
decision that is carried out by being taken (a policy rate) are no undertakings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.entities.rates import read_rate_decision
from rapporteur.compare.lexicons.verb_forms import can_be_base
from rapporteur.compare.model import Act, Clause, Deadline, Part, Statement
from rapporteur.compare.text.table_rows import read_row


class Form(StrEnum):
    """How an undertaking is made."""

    COMMITMENT = "commitment"
    INSTRUCTION = "instruction"
    APPEAL = "appeal"
    EXPECTATION = "expectation"
    DATED = "dated step"


@dataclass(frozen=True, slots=True)
class Pledge:
    """Something undertaken in a clause: ``what`` in its own words, ``who`` is to do it, by when if it says so."""

    clause: Clause
    statement: str
    date: str
    form: Form
    what: str
    who: str
    deadline: Deadline | None = None

    @property
    def is_open_ended(self) -> bool:
        """True for what goes on and is never done, where no date bounds it: "will continue to strengthen"."""
        is_bounded = self.deadline is not None and bool(_LIMIT.match(self.deadline.text))
        is_event = self.form in (Form.EXPECTATION, Form.DATED)
        return not (is_event or is_bounded) and is_endless(self.what)


# Verbs that bring something about: a later reader can see whether it is there. The stem is enough.
_OUTCOME_VERBS = (
    r"(?:develop|establish|launch|conclud|complet|finali[sz]|adopt|sign|submit|prepar|publish|ratif|conven|report|draft|endors|approv|"
    r"creat|operationali[sz]|negotiat|review|deliver|host|set(?:ting)?[ -]up|initiat|elaborat|organi[sz]|undertak|updat|revis|communicat|"
    r"nominat|acced|introduc|appoint|provid|allocat|mobili[sz]|open|hold|join|train|build|implement|issu|abolish|repeal|produc|"
    r"begin|start|conduct|invest|contribut|phas)"
)
_OUTCOME = re.compile(
    rf"\b{_OUTCOME_VERBS}\w*\b(?<!\bsigned)(?<!\breporting)(?<!\bdeveloping countries)(?<!\bdeveloped)",
    re.IGNORECASE,
)
_ARRIVAL = re.compile(
    r"\b(?:completion|adoption|conclusion|finali[sz]ation|launch\w*|establishment|signing|signature|start|commencement|"
    r"entry into force|development|publication|operationali[sz]ation|convening|opening|results?|outcome|delivery|"
    r"approval|endorsement|ratification|(?:next|second|third|first|new) phase|negotiations?|hosting|formulation|preparation)\b",
    re.IGNORECASE,
)
_AWAITED = re.compile(rf"^\W*(?:the |an? )?(?:\w+ )?{_ARRIVAL.pattern} of\b", re.IGNORECASE)
# What only goes on is never done: nobody can be late with it. Adverbs and "work together to" come before the verb.
_ENDLESS = re.compile(
    r"^\W*(?:to )?(?:(?:also|further|better|more|\w+ly|jointly|actively|together|collectively|regularly|always|never|fully|continu\w+(?: to)?|"
    r"work\w*(?: (?:together|closely|collectively|urgently|hard|towards?|tirelessly))* (?:to|on|towards?|with)|(?:tak|mak)(?:e|ing) (?:every effort|all (?:\w+ )?(?:steps|measures)|(?:further |concrete )?(?:action|steps))(?: to)?|strive to|seek to|redoubl\w+|step\w* up) )*"
    r"(?:deepen|strengthen|enhanc|intensif|promot|foster|cooperat|collaborat|co-?ordinat|support|continu|engag|work|remain|monitor|"
    r"recogni[sz]|ensur|uphold|consider|encourag|seek|maintain|pursu|leverag|advanc|improv|redoubl|step|stand|striv|keep|"
    r"expand|increas|accelerat|rais|protect|defend|combat|counter|address|tackl|champion|shar|converse|render|leave|achiev|attain|"
    r"reali[sz]e|consult|evolv|press|embrac|respect|condemn|align|secur|safeguard|reduc|explor|facilitat|use|us(?:e|ing)|act|be|hav|assist|help|contribut|invest in|bolster|deter|disrupt|hold\w* \w+ accountable|"
    r"empower|prioriti[sz]|focus|aim|look|do|tak(?:e|ing) (?:action|into)|build(?:ing)? (?:on|upon|resilien|capacit|trust|a (?:more|better|world|future))|mak(?:e|ing) (?:progress|efforts)|play|unit|prevent|oppos|reject|resist|call|urg|welcom|fulfil|adher|forg|honou?r|deliver(?:ing)? on|conserv|demonstrat|remak|partner|prepar(?:e|ing) for|examin|reinforc|impos|galvani|respond|lead|identif|discuss|resolv(?:e|ing) disputes|meet(?:ing)? (?:at|with|to|regularly)|set(?:ting)? the stage|build(?:ing)? (?:our|strong|new|regional|closer) (?:\w+ )?(?:relations\w*|ties|partnerships|links)|generat|adapt|reform|boost|resum|mak(?:e|ing) the|deliver(?:ing)? (?:\w+ )?(?:results|benefits|better)|meet(?:ing)? (?:our|its|their|the)|invest(?:ing)? in|"
    r"tak(?:e|ing) (?:\w+ )?(?:steps|measures|action)|develop(?:ing)? (?:cooperation|a (?:[\w-]+ )?partnership)|set(?:ting)? (?:the|a) (?:highest|standard|example))\w*",
    re.IGNORECASE,
)
_TOWARDS_RESULT = re.compile(
    r"^\W*(?:work|cooperat|collaborat|coordinat|striv|seek|aim|continu|liais)\w*(?: \w+){0,3}? to (?:\w+ly )?(?:develop|establish|launch|conclude|complete|finali[sz]e|adopt|sign|publish|"
    r"ratify|convene|host|create|negotiate|organi[sz]e|introduce|open|set up|deliver)\b",
    re.IGNORECASE,
)
# A named thing that is to come about, among what only goes on: "and in developing the Harbour Roadmap".
_NAMED_RESULT = re.compile(
    r"\b(?:develop|establish|adopt|launch|conclud|sign|publish|finali[sz])\w* (?:the|an?) (?:[\w-]+ )?[A-Z]"
)
# "agreed to", "are committed to", "will also": what comes before the doing.
_LEAD_IN = re.compile(
    r"^.{0,60}?\b(?:committed to|dedicated to|commitment to|will|shall|must|to)\b(?: (?:also|further|not only|all|continue to))?\s*",
    re.IGNORECASE,
)
# A date by which, not a span over which: "by 2030", not "over the next 70 years".
_LIMIT = re.compile(r"^\W*(?:by|before|until|no later|not later|at the latest|the end|end)\b", re.IGNORECASE)
_READY = re.compile(r"^\W*(?:\w+ ){0,2}(?:stand|remain|is|are) (?:\w+ )?(?:ready|prepared)\b", re.IGNORECASE)
# A state of mind, not a step: "committed to diplomacy", "remain determined to stand".
_ATTITUDE = re.compile(
    r"^\W*(?:(?:remain|stand|are|is|be|we)\b\W*)*(?:\w+ly )?(?:united\b|resolute\b|(?:committed|dedicated|determined|resolved|devoted) (?:to|in|on) "
    r"(?:the |our |an? )?(?:(?!\w+ing )\w+ )?[a-z]*(?:macy|racy|ency|ance|ence|ity|dom|ism|ship|ness|peace|rights|values|principles|tion|ment|law|goal|aim|cause|alliance)\b(?! by\b))",
    re.IGNORECASE,
)
# "committed to peace": what is no verb after it is nothing to be done. "Starting in 2030, ..." is no entry of a list.
_TO_NOUN = re.compile(
    r"\b(?:commit\w*|dedicat\w+|devot\w+|steadfast|determin\w+|resolv\w+)(?: \w+){0,2}? (?:to|in) (?P<word>[\w-]+)",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(r"^\W*(?:in|on|from|with|by|for|upon|at|of)\b", re.IGNORECASE)
# The infinitive or the future that says an act's doing lies ahead.
_AHEAD = re.compile(r"\b(?:to|will|shall|must|intends?|plans?|aims?)\b", re.IGNORECASE)
# "announced that it will", "decided that the fund shall".
_SAYS_WILL = re.compile(r"^\W*(?:\w+ly )?(?:that )?[^.;:]{0,80}?\b(?:will|shall|plans? to|intends? to)\b")
# "recalled that the Secretariat is to complete".
_IS_TO = re.compile(r"^\W*that [^.;:]{0,60}?\b(?:is|are) to\b")
# A line that opens a list, however it ends.
_LIST_AHEAD = re.compile(
    r"\bthe following (?:\w+ )?(?:actions?|steps?|measures?|commitments?|initiatives?|priorities|areas)\b[^.;]{0,60}[.:;]?$"
)
# Where the thing promised ends and its purpose or a side remark begins.
_PURPOSE = re.compile(
    r"(?:,|;| –)? (?:in order to|so as to|so that|with a view to|which (?:will|would|is|are|show|set|sets|aims?)|"
    r"aim(?:ed|ing) (?:at|to)|taking into account|in line with|in accordance with|as reflected in|in support of)\b|"
    r", (?:to|by|including|through|with|which|where|while|and to make) | to (?:support|help|achieve|enable|facilitate|ensure) ",
    re.IGNORECASE,
)
# The thing asked for stands near the verb; a name further on is who profits.
NAMED_WITHIN = 140
_NAMED = re.compile(r"(?:\b[A-Z][\w’'.-]*(?: (?:of|on|for|and|the|to|in))* ){1,}[A-Z]\w+|\b[A-Z]{3,}\w*\b")
_WHO = re.compile(
    r"^\W*((?:the |its |all |our )?[\w’'. ()-]{2,70}?)(?=,? (?:to|in|that|by)\b)", re.IGNORECASE
)
# An entry of a list that is a sentence of its own: it has a subject before its verb and is not what the stem undertakes.
_OWN_SENTENCE = re.compile(
    r"^\W*(?:(?:the|an?|any|all|it|this|these|those|there|our|their|its|such|above|in|on|at|as|for|with|since|while|although|to date|[A-Z][\w’']+)\b[^;:]{0,80}?\s"
    r"(?:is|are|was|were|has|have|had|will|would|must|bears?|remains?|continues?|[a-z]{3,}ed (?:the|our|its|their|to|in|by))\b|[A-Z]\w+[’']s )",
)
# "A report will be published", "the centre is to open": a step announced for a date.
_ANNOUNCED = re.compile(
    r"\b(?:will|shall|is to|are to|is due to|are due to|is scheduled to|are scheduled to|is planned to) (?:be (?:\w+ly )?"
    rf"(?:{_OUTCOME_VERBS[3:-1]})\w*(?:ed|ened|held|set up|begun|built)?|(?:open|start|begin|conclude|enter into force|meet|convene|come into force))\b"
    r"|\bwill be (?:held|made available|set up|put in place|circulated)\b",
    re.IGNORECASE,
)
# What is counted, foreseen or thought of the world is no step of anybody.
_FORECAST = re.compile(
    r"\b(?:GDP|inflation|growth|prices?|demand|exports?|imports?|economy|unemployment|output|forecasts?|projections?|is (?:likely|expected|projected|forecast) to (?:rise|fall|grow|reach|average))\b",
    re.IGNORECASE,
)
# Telling of the past under a verb of promise: "as agreed in 2019", "had agreed", "recalled that they agreed".
_HISTORY = re.compile(
    r"\b(?:as|had|have previously|previously|already|earlier|last year|last month|recall\w* that \w+|originally|since then) (?:\w+ )?$|\b(?:who|which|that) (?:have |has |had )?$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:thank\w*|gratitude|appreciation|hospitality|congratulat\w*|condolences|best wishes|tribute|warm welcome)\b",
    re.IGNORECASE,
)
# The world at large, however it is addressed: nobody here answers for it.
_OUTSIDERS = re.compile(
    r"\b(?:UN|United Nations|all (?:UN |other |relevant )?(?:States|countries|nations|parties|actors)|international community)\b"
)


def read_pledges(statement: Statement) -> tuple[Pledge, ...]:
    """The undertakings of a statement, in reading order; one clause may make several."""
    decision = read_rate_decision(statement)
    taken = set(decision.addresses) if decision else set()
    clauses = (c for c in statement.clauses if c.part is not Part.PREAMBLE and c.address not in taken)
    return tuple(pledge for clause in clauses for pledge in pledges_of(clause, statement))


def doing_of(what: str) -> str:
    """The doing without what leads to it: "agreed to publish the Atlas" -> "publish the Atlas"."""
    return _LEAD_IN.sub("", what, count=1)


def is_endless(what: str) -> bool:
    """True where the doing has no end that a reader could check: "to strengthen cooperation on"."""
    doing = doing_of(what)
    return bool(_ENDLESS.match(doing)) and not (_TOWARDS_RESULT.match(doing) or _NAMED_RESULT.search(what))


def stretches(clause: Clause) -> tuple[tuple[Act, str], ...]:
    """Each act with the words that it governs: from its verb to the next act."""
    acts = sorted(clause.acts, key=lambda act: act.start)
    ends = [*(act.start for act in acts[1:]), len(clause.text)][: len(acts)]
    return tuple((act, clause.text[act.start : end]) for act, end in zip(acts, ends, strict=True))


def what_of(stretch: str) -> str:
    """The thing undertaken in the statement's own words, without its purpose and the cells beside it."""
    stretch = stretch.partition(" | ")[0]
    cut = _PURPOSE.search(stretch, min(40, len(stretch)))
    return without_loose_end(stretch[: cut.start() if cut else len(stretch)].lstrip(" ,;."))


_LOOSE = re.compile(r"[\s,;.]+(?:and|but|while|as well as)?[\s,;.]*$")


def without_loose_end(text: str) -> str:
    """The text without the comma and the "and" that led to the next verb."""
    return _LOOSE.sub("", text)


def pledges_of(clause: Clause, statement: Statement) -> Iterator[Pledge]:
    if clause.text.endswith(":") or _LIST_AHEAD.search(clause.text) or clause.text.endswith("?"):
        return  # the entries that follow are what is promised
    date = statement.meeting.date
    ahead = sorted((d for d in clause.deadlines if d.date > date), key=lambda d: d.date)
    found = False
    if not clause.acts and (form := _form_of_lead(clause)):
        found = True
        yield Pledge(
            clause, statement.name, date, form, what_of(clause.text), "", ahead[0] if ahead else None
        )
    for act, stretch in stretches(clause):
        deadline = _deadline_in(stretch, act, clause, ahead)
        form = None if _is_told(act, clause) else _form(act, stretch, deadline, clause)
        if form is not None:
            found = True
            what = what_of(stretch)
            if deadline and deadline.text not in what and is_endless(what):
                deadline = None  # the date of something else in the sentence
            yield Pledge(clause, statement.name, date, form, what, _who(act, stretch, form), deadline)
    if not found and ahead and _is_dated_step(clause):
        row = read_row(clause.text, clause.lead)
        what = (row and row.what) or clause.text
        yield Pledge(
            clause, statement.name, date, Form.DATED, what_of(what), row.who if row else "", ahead[0]
        )


def _form(act: Act, stretch: str, deadline: Deadline | None, clause: Clause) -> Form | None:
    """The form of undertaking that an act makes, None where it makes none."""
    rest = stretch[len(act.verb) :]
    is_aside = act.start > 0 and act.verb.split()[0].endswith("ing")  # "..., inviting them to join"
    if act.emotive or act.negated or is_aside or _COURTESY.search(rest[:60]):
        return None
    if act.restated or act.tier is None:
        is_own = act.restated and (act.lemma in ("reaffirm", "reiterate", "recommit") or _IS_TO.match(rest))
        return Form.DATED if deadline and is_own and _OUTCOME.search(rest) else None
    if act.tier >= 6:
        return Form.COMMITMENT if _is_step(act, stretch, clause, deadline) else None
    if act.tier == 5:
        return Form.INSTRUCTION
    if act.tier == 3:
        return Form.APPEAL if _is_own_appeal(act, rest, deadline, clause) else None
    arrives = _ARRIVAL.search(rest[: _near_end(rest)])
    if act.lemma.startswith("look") and (arrives or deadline):
        return Form.EXPECTATION
    is_awaited = act.lemma in ("welcome", "note", "anticipate", "expect") and bool(_AWAITED.match(rest))
    return Form.EXPECTATION if deadline and is_awaited else None


def _is_step(act: Act, stretch: str, clause: Clause, deadline: Deadline | None) -> bool:
    """Whether a commitment is a step that lies ahead, and no state of mind."""
    rest = stretch[len(act.verb) :]
    is_gerund = act.start == 0 and act.verb.endswith("ing") and bool(clause.label or clause.lead)
    if is_gerund and _ADVERBIAL.match(rest):
        return False
    if (
        not (is_ahead(act) or is_gerund or _SAYS_WILL.match(rest))
        or _ATTITUDE.match(stretch)
        or _READY.match(stretch)
    ):
        return False
    return bool(deadline) or not _TO_NOUN.search(stretch[:80]) or can_be_base(_first_word(stretch))


def _first_word(stretch: str) -> str:
    """The word after "committed to", in small letters; "" for an article, after which a noun stands."""
    found = _TO_NOUN.search(stretch)
    word = found["word"] if found else ""
    if word[:1].isupper():
        return ""
    word = word.lower()
    return "" if word in ("a", "an", "the", "our", "its", "their", "this", "these") else word


def _is_own_appeal(act: Act, rest: str, deadline: Deadline | None, clause: Clause) -> bool:
    """Whether an appeal goes to the authors' own bodies or members and asks for a thing that can be shown."""
    asked = _without_addressee(what_of(rest))
    addressed = rest[: rest.find(asked)] if asked else rest[:60]
    if _OUTSIDERS.search(addressed) or any(partner in addressed for partner in clause.partners):
        return False
    is_endless_one = _ENDLESS.match(asked.strip()) and not _OUTCOME.search(asked)
    has_thing = bool(_OUTCOME.search(" ".join(asked.split()[:12])) and _NAMED.search(asked[:NAMED_WITHIN]))
    return (has_thing or bool(deadline)) and not is_endless_one


def _form_of_lead(clause: Clause) -> Form | None:
    """What the line that opens a list makes of its entries: "agreed to the following actions:", "tasked them to:"."""
    if _OWN_SENTENCE.match(clause.text):
        return None
    for act in clause.lead_acts:
        if act.tier is not None and act.tier >= 5 and not act.restated and not act.negated:
            return Form.INSTRUCTION if act.tier == 5 else Form.COMMITMENT if is_ahead(act) else None
    return None


def is_ahead(act: Act) -> bool:
    """True where the verb says that the doing lies ahead: "agreed to convene", "will host", not "adopted"."""
    return bool(_AHEAD.search(act.verb)) or bool(act.modal)


def _is_told(act: Act, clause: Clause) -> bool:
    """Whether an act is told as history: what was agreed before is not undertaken now."""
    return bool(_HISTORY.search(clause.text[: act.start]))


def _is_dated_step(clause: Clause) -> bool:
    """A step with its date that no act of the authors governs: an announced event, or a row of a timetable."""
    if " | " in clause.text:
        return any(_OUTCOME.match(cell.strip()) for cell in clause.text.split(" | "))
    return bool(_ANNOUNCED.search(clause.text)) and not _FORECAST.search(clause.text)


def _near_end(rest: str) -> int:
    """What an act welcomes or awaits stands in its first words; a purpose further on is none of it."""
    cut = _PURPOSE.search(rest)
    return min(cut.start() if cut else len(rest), 160)


def _without_addressee(rest: str) -> str:
    """The words after "encouraged Member States to": who is asked is no thing to show."""
    return re.sub(r"^.*?\b(?:to|in|that)\b", "", rest, count=1, flags=re.DOTALL)


def _deadline_in(stretch: str, act: Act, clause: Clause, ahead: list[Deadline]) -> Deadline | None:
    """The deadline that stands in the act's own stretch; one of the whole clause where it has a single act."""
    mine = [d for d in ahead if d.text.lower() in stretch.lower()]
    if not mine and len(clause.acts) == 1:
        mine = ahead
    return mine[0] if mine else None


def _who(act: Act, stretch: str, form: Form) -> str:
    """Who is to do it, in the statement's own words."""
    if form in (Form.INSTRUCTION, Form.APPEAL):
        named = _WHO.match(stretch[len(act.verb) :])
        return named[1].strip() if named else (act.addressee or "")
    return act.subject or ""
