"""What a statement undertakes: own commitments, instructions, appeals for a named thing, expectations, dated aims.

Five forms count, by the grammar of the act that carries them:

commitment    "agreed to convene", "will publish", "intends to review": an act of tier 6 or 7 with its doing ahead
instruction   "tasked the officials to complete": an act of tier 5
appeal        "encouraged members to develop the Roadmap": tier 3, and something to show for it (a named thing or a date)
expectation   "looked forward to the adoption of", "welcomed the start of the next phase from 2030": tier 1 or 2 of
              what has not happened yet
dated aim     anything else that names a day after the meeting

General appeals ("encouraged members to cooperate") and re-statements without a date are no promise that a desk
officer could hold anyone to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.history.excerpts import without_loose_end
from rapporteur.compare.model import Act, Clause, Deadline, Part, Statement


class Form(StrEnum):
    """How a promise is made."""

    COMMITMENT = "commitment"
    INSTRUCTION = "instruction"
    APPEAL = "appeal"
    EXPECTATION = "expectation"
    DATED = "dated aim"


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
        return self.deadline is None and bool(_ENDLESS.match(_LEAD_IN.sub("", self.what, count=1)))


# What makes an appeal or an expectation one that can be met: something comes to be.
_OUTCOME = re.compile(
    r"\b(?:develop|establish|launch|conclud|complet|finali[sz]|adopt|sign|submit|prepar|publish|ratif|conven|report|"
    r"draft|endors|approv|creat|operationali[sz]|negotiat|review|deliver|host|agree|set(?:ting)? up|initiat|elaborat|"
    r"organi[sz]|undertak|updat|revis|communicat|nominat|accede|link|appl|introduc)\w*",
    re.IGNORECASE,
)
_ARRIVAL = re.compile(
    r"\b(?:completion|adoption|conclusion|finali[sz]ation|launch\w*|establishment|signing|signature|start|commencement|"
    r"entry into force|development|publication|operationali[sz]ation|convening|opening|results?|outcome|delivery|"
    r"approval|endorsement|ratification|(?:next|second|third|first|new) phase|negotiations?|hosting|formulation|preparation)\b",
    re.IGNORECASE,
)
# What only goes on is never done: nobody can be late with it.
_ENDLESS = re.compile(
    r"^\W*(?:to )?(?:(?:also|further|better|closely|jointly|actively|together|regularly|continu\w+(?: to)?|redoubl\w+|step\w* up|work\w*(?: together| closely)* to) )*"
    r"(?:deepen|strengthen|enhanc|intensif|promot|foster|cooperat|collaborat|co-?ordinat|support|continu|engag|work|remain|monitor|"
    r"recogni[sz]|ensur|uphold|consider|encourag|seek|maintain|pursu|leverag|build|advanc|improv|redoubl|step up|stand|strive|keep|"
    r"expand|increas|accelerat|rais|protect|defend|combat|counter|address|tackl|champion|shar|contribut|converse|render|leave)\w*",
    re.IGNORECASE,
)
# "agreed to", "are committed to", "will also": what comes before the doing.
_LEAD_IN = re.compile(
    r"^.{0,60}?\b(?:committed to|dedicated to|commitment to|will|shall|to)\b(?: (?:also|further|not only|all))?\s*",
    re.IGNORECASE,
)
# The infinitive or the future that says an act's doing lies ahead.
_AHEAD = re.compile(r"\b(?:to|will|shall|intends?|plans?|aims?)\b", re.IGNORECASE)
# What makes a date a day to be met, and how far before it that may stand.
_AIM = re.compile(
    r"\b(?:by|until|before|no later than|not later than|within|end of|expected|aim\w*|will|to be|shall)\b",
    re.IGNORECASE,
)
AIM_WITHIN = 40
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


def read_pledges(statement: Statement) -> tuple[Pledge, ...]:
    """The promises that a statement makes, in reading order; one clause may make several."""
    return tuple(
        p for clause in statement.clauses if clause.part is not Part.PREAMBLE for p in _of(clause, statement)
    )


def _of(clause: Clause, statement: Statement) -> Iterator[Pledge]:
    if clause.text.endswith(":") or _LIST_AHEAD.search(clause.text):
        return  # the entries that follow are what is promised
    date = statement.meeting.date
    ahead = sorted((d for d in clause.deadlines if d.date > date), key=lambda d: d.date)
    found = False
    form = None if clause.acts else _form_of_lead(clause)
    if form is not None:
        yield Pledge(
            clause, statement.name, date, form, what_of(clause.text), "", ahead[0] if ahead else None
        )
        return
    for act, stretch in stretches(clause):
        deadline = _deadline_in(stretch, act, clause, ahead)
        form = _form(act, stretch, deadline)
        if form is not None:
            found = True
            yield Pledge(
                clause, statement.name, date, form, what_of(stretch), _who(act, stretch, form), deadline
            )
    aims = [d for d in ahead if _is_aim(d, clause.text)]
    if not found and aims and (clause.acts or clause.lead_acts):
        yield Pledge(clause, statement.name, date, Form.DATED, what_of(clause.text), "", aims[0])


def stretches(clause: Clause) -> tuple[tuple[Act, str], ...]:
    """Each act with the words that it governs: from its verb to the next act."""
    acts = sorted(clause.acts, key=lambda act: act.start)
    ends = [*(act.start for act in acts[1:]), len(clause.text)][: len(acts)]
    return tuple((act, clause.text[act.start : end]) for act, end in zip(acts, ends, strict=True))


def _form(act: Act, stretch: str, deadline: Deadline | None) -> Form | None:
    """The form of promise that an act makes, None where it makes none."""
    rest = stretch[len(act.verb) :]
    if act.restated or act.emotive or act.negated or act.tier is None:
        return Form.DATED if deadline and act.restated else None
    if act.tier >= 6:
        return Form.COMMITMENT if _is_ahead(act) else None
    if act.tier == 5:
        return Form.INSTRUCTION
    if act.tier == 3:
        asked = _without_addressee(what_of(rest))
        has_result = bool(deadline) or (_OUTCOME.search(asked) and _NAMED.search(asked[:NAMED_WITHIN]))
        is_endless = _ENDLESS.match(_after_addressee(rest)) and not _OUTCOME.search(rest)
        return Form.APPEAL if has_result and not is_endless else None
    arrives = _ARRIVAL.search(rest[: _near_end(rest)])
    if act.lemma.startswith("look") and arrives:
        return Form.EXPECTATION
    return Form.EXPECTATION if deadline and arrives else None


def _form_of_lead(clause: Clause) -> Form | None:
    """What the line that opens a list makes of its entries: "agreed to the following actions:", "tasked them to:"."""
    for act in clause.lead_acts:
        if act.tier is not None and act.tier >= 5 and not act.restated and not act.negated:
            return Form.INSTRUCTION if act.tier == 5 else Form.COMMITMENT if _is_ahead(act) else None
    return None


def _is_ahead(act: Act) -> bool:
    """True where the verb says that the doing lies ahead: "agreed to convene", "will host", not "adopted"."""
    return bool(_AHEAD.search(act.verb)) or bool(act.modal)


def _near_end(rest: str) -> int:
    """What an act welcomes or awaits stands in its first words; a purpose further on is none of it."""
    cut = _PURPOSE.search(rest)
    return min(cut.start() if cut else len(rest), 160)


def _after_addressee(rest: str) -> str:
    return _WHO.sub("", rest, count=1)


def _without_addressee(rest: str) -> str:
    """The words after "encouraged Member States to": who is asked is no thing to show."""
    return re.sub(r"^.*?\b(?:to|in|that)\b", "", rest, count=1, flags=re.DOTALL)


def _deadline_in(stretch: str, act: Act, clause: Clause, ahead: list[Deadline]) -> Deadline | None:
    """The deadline that stands in the act's own stretch; one of the whole clause where it has a single act."""
    mine = [d for d in ahead if d.text.lower() in stretch.lower()]
    if not mine and len(clause.acts) == 1:
        mine = ahead
    return mine[0] if mine else None


def _is_aim(deadline: Deadline, text: str) -> bool:
    """True for a day to be met: "by 2026", "expected in March"; a plan's own span of years is a name."""
    at = text.find(deadline.text)
    return bool(_AIM.search(text[max(0, at - AIM_WITHIN) : at + len(deadline.text)]))


def what_of(stretch: str) -> str:
    """The thing undertaken in the statement's own words, without its purpose."""
    cut = _PURPOSE.search(stretch, min(40, len(stretch)))
    return without_loose_end(stretch[: cut.start() if cut else len(stretch)].lstrip(" ,;."))


def _who(act: Act, stretch: str, form: Form) -> str:
    """Who is to do it, in the statement's own words."""
    if form in (Form.INSTRUCTION, Form.APPEAL):
        named = _WHO.match(stretch[len(act.verb) :])
        return named[1].strip() if named else (act.addressee or "")
    return act.subject or ""
