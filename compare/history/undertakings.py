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
from rapporteur.compare.history.deeds import (
    ADVERBIAL,
    ASKED_TO,
    LIMIT,
    NAMED,
    NAMED_WITHIN,
    STEP,
    can_be_awaited,
    deed_of,
    is_dated_step,
    is_idle,
    is_of_the_doing,
    is_to_outsiders,
)
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
    def deed(self) -> tuple[int, str] | None:
        """Where in ``what`` the deed begins that can be shown as done, and its object; None where none is named."""
        is_dated = self.deadline is not None and not _SPAN.match(self.deadline.text)
        is_told = self.form is Form.INSTRUCTION
        return deed_of(self.what, is_asked=self.is_asked, is_told=is_told, is_dated=is_dated)

    @property
    def is_asked(self) -> bool:
        """True where others are to do it than those who say so."""
        return self.form in (Form.INSTRUCTION, Form.APPEAL)

    @property
    def is_open_ended(self) -> bool:
        """True for what no later text could show as done: "will continue to strengthen", "work to support"."""
        if self.form in (Form.EXPECTATION, Form.DATED):
            return False
        is_bounded = self.deadline is not None and bool(LIMIT.match(self.deadline.text))
        return is_idle(self.what) or (not is_bounded and self.deed is None)


_AWAITED = re.compile(
    r"^\W*(?:the |an? |[\w’'.-]+[’']s? )*(?:development of|(?:\w+ ){0,4}(?:upcoming|forthcoming|planned)|(?:decision|plans?|intention) to)\b",
    re.IGNORECASE,
)
# A time over which, not by which.
_SPAN = re.compile(
    r"^\W*(?:over|during|throughout|for|within the next|in the (?:coming|next))\b", re.IGNORECASE
)
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
# The infinitive or the future that says an act's doing lies ahead.
_AHEAD = re.compile(r"\b(?:to|will|shall|must|intends?|plans?|aims?)\b", re.IGNORECASE)
# "announced that it will", "decided that the fund shall".
_SAYS_WILL = re.compile(
    r"^\W*(?:\w+ly )?(?:(?:that )?(?:(?!\b(?:which|who|of)\b)[^.;:]){0,80}?\b(?:will|shall)\b|(?:(?:its|their|our) )?(?:plans?|intends?|intention) to\b)"
)
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
    r", (?:to|by (?!\d|\w+ \d|the end|end|\w+ of )|including|through|with|which|where|while|and to make) | to (?:support|help|achieve|enable|facilitate|ensure) ",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*((?:the |its |all |our )?[\w’'. ()-]{2,70}?)(?=,? (?:to|in|that|by)\b)", re.IGNORECASE
)
# Telling of the past under a verb of promise: "as agreed in 2019", "had agreed", "recalled that they agreed".
_HISTORY = re.compile(
    r"\breported that\b|\b(?:in|at) (?:(?-i:[A-Z]\w+)|(?:our|their) (?:last|previous) [^,]+), (?:we|they) (?:\w+ )?$|\b(?:as|had|have previously|previously|already|earlier|last year|last month|recall\w* that \w+|originally|since then) (?:\w+ )?$|\b(?:who|which|that) (?:have |has |had )?$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:thank\w*|gratitude|appreciation|hospitality|congratulat\w*|condolences|best wishes|tribute|warm welcome|invit\w+ [^,;]{0,60}to visit)\b",
    re.IGNORECASE,
)
# "the commission mandated by the Council": says which, tells nobody to do anything.
_DESCRIBES = re.compile(r"^\W*by\b")
# "decides to adopt" adopts.
_DONE_BY_SAYING = re.compile(r"^\W*\w+ to (?:adopt|endorse|approve)\b", re.IGNORECASE)
_AGAIN_VERBS = ("reaffirm", "reiterate", "recommit")
_OWN_AGAIN = re.compile(
    r"^(?!\W*that\b)\W*(?:to\b|[^,;.]{0,40}\b(?:commitments?|pledges?|decisions?|targets?|goals?|contributions?|intention|determination|plans?)\b)",
    re.IGNORECASE,
)
# "Reporting by hosts": a heading of a list, no step.
_NOMINAL = re.compile(r"^\W*\w+ing (?:by|of)\b")
# "invites submissions from members": asked of whoever is named after it.
_SUBMISSIONS = re.compile(r"^\W*(?:submissions|nominations|views|proposals)\b", re.IGNORECASE)


def read_pledges(statement: Statement) -> tuple[Pledge, ...]:
    """The undertakings of a statement, in reading order; one clause may make several."""
    decision = read_rate_decision(statement)
    taken = set(decision.addresses) if decision else set()
    clauses = (c for c in statement.clauses if c.part is not Part.PREAMBLE and c.address not in taken)
    return tuple(pledge for clause in clauses for pledge in pledges_of(clause, statement))


def stretches(clause: Clause) -> tuple[tuple[Act, str], ...]:
    """Each act with the words that it governs: from its verb to the next act."""
    acts = sorted(clause.acts, key=lambda act: act.start)
    ends = [*(act.start for act in acts[1:]), len(clause.text)][: len(acts)]
    return tuple((act, clause.text[act.start : end]) for act, end in zip(acts, ends, strict=True))


def what_of(stretch: str, form: Form | None = None) -> str:
    """The thing undertaken in the statement's own words, without its purpose and the cells beside it."""
    stretch = stretch.partition(" | ")[0]
    asked = ASKED_TO.match(stretch) if form in (Form.INSTRUCTION, Form.APPEAL) else None
    cut = _PURPOSE.search(stretch, max(asked.end() if asked else 0, min(40, len(stretch))))
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
        pledge = None if _is_told(act, clause) else _pledge_of(act, stretch, clause, statement, ahead)
        if pledge is not None:
            found = True
            yield pledge
    if not found and ahead and is_dated_step(clause):
        row = read_row(clause.text, clause.lead)
        what = (row and row.what) or clause.text
        yield Pledge(
            clause, statement.name, date, Form.DATED, what_of(what), row.who if row else "", ahead[0]
        )


def _pledge_of(
    act: Act, stretch: str, clause: Clause, statement: Statement, ahead: list[Deadline]
) -> Pledge | None:
    """What an act undertakes; a date of something else in the sentence is none of it."""
    deadline = _deadline_in(stretch, act, clause, ahead)
    form = _form(act, stretch, deadline, clause)
    what = what_of(stretch, form)
    is_asked = form in (Form.INSTRUCTION, Form.APPEAL)
    if deadline and form and not _is_its_date(deadline, what, clause, is_asked=is_asked):
        deadline, form = None, _form(act, stretch, None, clause)
    if form is None:
        return None
    who = _who(act, stretch, form)
    return Pledge(clause, statement.name, statement.meeting.date, form, what, who, deadline)


def _is_its_date(deadline: Deadline, what: str, clause: Clause, *, is_asked: bool) -> bool:
    """Whether a date is that of the doing: it stands in its words or opens the clause, and is no period of what is made."""
    at = what.find(deadline.text)
    if "period" in deadline.text:
        return False
    if at < 0:
        return clause.text.find(deadline.text) <= OPENING
    return not _PERIOD.search(what[:at]) and is_of_the_doing(what, at, is_asked=is_asked)


# "By the end of 2030, ...": so few letters before a date, and it rules the whole clause.
OPENING = 12
_PERIOD = re.compile(r"\b(?:periods? |pre-)$", re.IGNORECASE)


def _form(act: Act, stretch: str, deadline: Deadline | None, clause: Clause) -> Form | None:
    """The form of undertaking that an act makes, None where it makes none."""
    rest = stretch[len(act.verb) :]
    is_aside = act.start > 0 and act.verb.split()[0].endswith("ing")  # "..., inviting them to join"
    if act.emotive or act.negated or is_aside or _COURTESY.search(stretch[:80]):
        return None
    if act.restated or act.tier is None:
        is_own = _OWN_AGAIN.match(rest) if act.lemma in _AGAIN_VERBS else _IS_TO.match(rest)
        return Form.DATED if deadline and act.restated and is_own else None
    if act.tier >= 6:
        if act.lemma == "decide" and deadline is None and _DONE_BY_SAYING.match(stretch):
            return None
        return Form.COMMITMENT if _is_step(act, stretch, clause, deadline) else None
    if act.tier == 5:
        asked = ASKED_TO.match(stretch)
        is_other = bool(_DESCRIBES.match(rest)) or is_to_outsiders(
            asked[0][len(act.verb) :] if asked else rest[:60], clause
        )
        return None if is_other else Form.INSTRUCTION
    if act.tier == 3:
        may_ask = not act.verb.endswith(" for") and _is_own_appeal(rest, deadline, clause)
        return Form.APPEAL if may_ask else None
    if act.lemma.startswith("look"):
        near = deadline if deadline and deadline.text in rest else None
        return Form.EXPECTATION if can_be_awaited(rest, near) else None
    is_awaited = act.lemma in ("welcome", "note", "anticipate", "expect") and bool(_AWAITED.match(rest))
    return Form.EXPECTATION if deadline and is_awaited else None


def _is_step(act: Act, stretch: str, clause: Clause, deadline: Deadline | None) -> bool:
    """Whether a commitment is a step that lies ahead, and no state of mind."""
    rest = stretch[len(act.verb) :]
    is_gerund = act.start == 0 and act.verb.endswith("ing") and bool(clause.label or clause.lead)
    if is_gerund and ADVERBIAL.match(rest):
        return False
    if not (is_ahead(act) or is_gerund or _SAYS_WILL.match(rest)) or _ATTITUDE.match(stretch):
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


# Letters in which whoever is addressed is named at the latest.
ADDRESSED = 24


def _is_own_appeal(rest: str, deadline: Deadline | None, clause: Clause) -> bool:
    """Whether an appeal goes to the authors' own bodies or members and asks for a thing that can be shown."""
    asked = _without_addressee(what_of(rest))
    addressed = rest[: max(rest.find(asked), ADDRESSED)]
    if is_to_outsiders(addressed, clause) or not (ASKED_TO.match(rest) or _SUBMISSIONS.match(rest)):
        return False
    if deadline and LIMIT.match(deadline.text):
        return not is_idle(asked)
    has_thing = deed_of(asked.strip(), is_asked=True, is_dated=deadline is not None) is not None
    return has_thing and bool(deadline or NAMED.search(asked[:NAMED_WITHIN]))


def _form_of_lead(clause: Clause) -> Form | None:
    """What the line that opens a list makes of its entries: "agreed to the following actions:", "tasked them to:"."""
    is_step = STEP.match(clause.text) or clause.deadlines
    if not is_step or _NOMINAL.match(clause.text) or " | " in clause.text:
        return None
    for act in clause.lead_acts:
        if act.tier is not None and act.tier >= 5 and not act.restated and not act.negated:
            return Form.INSTRUCTION if act.tier == 5 else Form.COMMITMENT if is_ahead(act) else None
    return None


def is_ahead(act: Act) -> bool:
    """True where the verb says that the doing lies ahead: "agreed to convene", "will host", not "adopted"."""
    return (bool(_AHEAD.search(act.verb)) or bool(act.modal)) and not _GLAD.search(act.verb)


# "are pleased to announce" announces, and is done.
_GLAD = re.compile(
    r"\b(?:pleased|proud|happy|glad|delighted|honou?red) to (?:announce|launch|release|welcome|confirm)\b|\b(?:ready|prepared) to\b",
    re.IGNORECASE,
)


def _is_told(act: Act, clause: Clause) -> bool:
    """Whether an act is told as history: what was agreed before is not undertaken now."""
    return bool(_HISTORY.search(clause.text[: act.start]))


def _without_addressee(rest: str) -> str:
    """The words after "encouraged Member States to": who is asked is no thing to show."""
    return re.sub(r"^.*?\b(?:to|in|that)\b", "", rest, count=1, flags=re.DOTALL)


def _deadline_in(stretch: str, act: Act, clause: Clause, ahead: list[Deadline]) -> Deadline | None:
    """The deadline that stands in the act's own stretch; one of the whole clause where it has a single act."""
    mine = sorted(
        (d for d in ahead if d.text.lower() in stretch.lower()),
        key=lambda d: stretch.lower().find(d.text.lower()),
    )
    if not mine and len(clause.acts) == 1:
        mine = ahead
    return mine[0] if mine else None


def _who(act: Act, stretch: str, form: Form) -> str:
    """Who is to do it, in the statement's own words."""
    if form in (Form.INSTRUCTION, Form.APPEAL):
        named = _WHO.match(stretch[len(act.verb) :])
        return named[1].strip() if named else (act.addressee or "")
    return act.subject or ""
