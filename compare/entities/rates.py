"""What a central bank decided on its policy rate: which rate, from what to what.

Statements of central banks in English, Spanish and French are read by sentence patterns: a verb of deciding or of
moving, the name of a policy rate, and the level or the step in percent or basis points. Forecasts, conditions,
preferences of dissenters and reports on other banks are no decisions. Nothing found is a valid answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from rapporteur.compare.model import Clause, Statement


class Move(StrEnum):
    """What was done to a rate; the value is the word that a page shows."""

    RAISED = "raised"
    LOWERED = "lowered"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Level:
    """A rate in percent; ``low`` and ``high`` are equal unless a range is the target. ``text`` is as printed."""

    low: float
    high: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class RateDecision:
    """The decision on the policy rate of one meeting.

    ``rate`` is the rate as printed ("cash rate"), "" where the text does not name one; ``levels`` are the levels
    that apply after the meeting, in the order printed (the ECB prints three); ``before`` is the level before where
    the text or an earlier statement gives it; ``step`` is in basis points, unsigned, None where none is printed.
    ``addresses`` are the clauses that say so, the deciding one first.
    """

    move: Move
    rate: str
    levels: tuple[Level, ...]
    step: float | None
    before: tuple[Level, ...]
    addresses: tuple[str, ...]


DASHES = str.maketrans(
    {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)
# "1-3/4", "1/4", "4.25", "4,25", "0"; a mixed fraction is one number.
_NUM = r"(?:\d{1,2}-\d/\d|\d/\d|\d{1,2}(?:[.,]\d{1,4})?)"
_PERCENT = r"\s?(?:%|per\s?cents?\b|percent\b|por\sciento\b|pour\s?cent\b)"
_LEVEL = rf"{_NUM}(?:{_PERCENT})?(?:\s?(?:to|-|a|à)\s?{_NUM})?{_PERCENT}"
_LEVEL_PARTS = re.compile(
    rf"^({_NUM})(?:{_PERCENT})?(?:\s?(?:to|-|a|à)\s?({_NUM}))?{_PERCENT}$", re.IGNORECASE
)
# "by 25 basis points", "by 1/2 percentage point", "en 25 puntos base", "de 0,25 point", "by a quarter of a percentage point".
_STEP = re.compile(
    rf"(?P<number>{_NUM}|\d{{2,3}}|a\squarter(?:\sof\s(?:a|one))?|half(?:\sof)?(?:\sa)?|one|un|una|medio)[\s-]?"
    r"(?P<unit>basis[\s-]points?|bps?\b|puntos?\sb[áa]sicos?|puntos?\sbase|pb\b|points?\sde\sbase|pdb\b"
    r"|percentage[\s-]points?|per\s?cent\spoints?|puntos?\sporcentual(?:es)?|points?\sde\spourcentage|points?\b(?!\sde))",
    re.IGNORECASE,
)
_STEP_WORDS = {"a quarter": 0.25, "half": 0.5, "one": 1.0, "un": 1.0, "una": 1.0, "medio": 0.5}
# "from 4.75 percent to 4.50 percent", "de 4,75 % a 4,50 %".
_FROM_TO = re.compile(
    rf"\b(?:from|de|du|desde)\s(?:a\slevel\sof\s)?(?P<old>{_NUM}(?:{_PERCENT})?)\s(?:to|a|à|hasta)\s(?P<new>{_LEVEL})",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?:to|at|of|in|a|en|à|au|de|hasta)\s(?:an?\s|un\s)?(?:new\s)?(?:target\s)?(?:range\s)?(?:level\s|nivel\s|niveau\s)?(?:of\s|de\s)?"
    rf"(?:around\s|about\s)?(?:respectivement\s|respectively\s)?(?P<level>{_LEVEL}(?:(?:,|,?\s(?:and|y|et))\s(?:and\s|y\s|et\s)?{_LEVEL})*)",
    re.IGNORECASE,
)
LEVEL = re.compile(_LEVEL, re.IGNORECASE)


# The names under which policy rates are known; whatever stands before ("its", "the three key ECB") is kept with them.
_RATE = re.compile(
    r"\b(?:(?:the|its|our|las?|el|los|le|les|son|sus?|ses)\s)?(?P<rate>"
    r"target\srange\sfor\sthe\sfederal\sfunds\srate|federal\sfunds\s(?:rate|target\srange)|official\scash\srate(?:\s\(OCR\))?|OCR\b|cash\srate(?:\starget)?"
    r"|(?:three\s)?key\sECB\sinterest\srates?|(?:SNB\s)?(?:monetary\s)?policy\s(?:repo\s|interest\s|reference\s)?rates?|(?:key|base|bank|reference|repo|reverse\srepo|discount|benchmark|main|selic|lending|prime)\s"
    r"(?:policy\s|interest\s|lending\s|repo\s)*rates?"
    r"|target\s(?:for\sthe\s|level\sof\sthe\s)?(?:overnight\s)?(?:interbank\s)?(?:interest\s)?rate|overnight\s(?:policy\s|interbank\s|call\s|interest\s)*rate|call\srate"
    r"|interest\srates?|(?:one|seven|7|1)-(?:week|day)\s(?:reverse\s)?repo\s(?:auction\s)?rate"
    r"|(?:tres\s)?tipos?\sde\sinter[ée]s(?:\soficial(?:es)?(?:\sdel\sBCE)?)?|tasas?\sde\sinter[ée]s(?:\s(?:de\s(?:referencia|pol[íi]tica(?:\smonetaria)?)|interbancaria(?:\sa\sun\sd[íi]a)?))?"
    r"|tasas?\sde\s(?:pol[íi]tica\smonetaria|referencia)|tasa\sobjetivo|TPM\b"
    r"|(?:trois\s|principal\s|principaux\s)?taux\s(?:d[’']int[ée]r[êe]ts?\s)?(?:directeurs?|cible|officiel|de\sr[ée]f[ée]rence|des?\spensions?)(?:\sde\sla\s(?:BCE|BNS|BEAC|BCEAO))?(?:\sdu\sfinancement\s[àa]\sun\sjour)?"
    r")",
    re.IGNORECASE,
)
_UP = r"rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|hik(?:e[sd]?|ing)|lift(?:s|ed|ing)?|tighten(?:s|ed)?|subir|sub(?:i[óo]|e)|aument(?:ar|[óo])|increment(?:ar|[óo])|elev(?:ar|[óo])|relever|rel[èe]ve|relev[ée]|augment(?:er|[ée])|port(?:er|[ée])|relev[ée]s"
_DOWN = r"lower(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|cut(?:s|ting)?|decreas(?:e[sd]?|ing)|trim(?:s|med)?|eas(?:e[sd])|reducir|redujo|bajar|baj[óo]|disminu(?:ir|y[óo])|recort(?:ar|[óo])|abaisser|abaiss(?:e|[ée])|r[ée]duire|r[ée]duit|baiss(?:er|[ée])|ramen(?:er|[ée])|diminu(?:er|[ée])|abaiss[ée]s|ramen[ée]s"
_HOLD = (
    r"leav(?:e|ing)|left|keep(?:s|ing)?|kept|hold(?:s|ing)?|held|maintain(?:s|ed|ing)?|retain(?:s|ed)?|remain(?:s|ed)?|unchanged|set(?:s|ting)?"
    r"|mant(?:ener|uvo|iene)|dejar|inalterad[ao]s?|sin\scambios?|maintenir|maintenu|maintient|laisser|laiss[ée]|inchang[ée]s?|conserver|rester(?:ont)?"
)
MOVE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<hold>{_HOLD}))\b", re.IGNORECASE)
_DECIDES = re.compile(
    r"\b(?:decid(?:ed|es)|decision\s(?:to|was)|voted|agreed|resolved|unanimous\s(?:vote|decision)|by\s(?:a\s)?(?:majority|consensus)|has\sset|judged|opted|announced"
    r"|decidi[óo]|acord[óo]|resolvi[óo]|determin[óo]|vot[óo]|votaron|d[ée]cid[ée](?:nt)?|convenu|r[ée]solu)\b",
    re.IGNORECASE,
)
# What is wished, foreseen, reported of others or bound to conditions is no decision of the meeting.
_NO_DECISION = re.compile(
    r"\b(?:prefer(?:red|s|ring)?|favou?red|would|could|might|may\b(?!\s\d)|should|if|whether|likely|projected|forecast|anticipat\w+|"
    r"expect\w*|markets|(?:other|several|many|some|most|major)\s(?:major\s)?central\sbanks|average|proposition|proposed|will\sdepend|preferir[íi]a|podr[íi]a|pourrait|devrait|si)\b|\bat\s(?:its|the)\s(?:previous|last|next)\smeeting\b|\blast\s(?:month|year|meeting)\b|"
    r"\b(?:voting\sagainst|voted\sagainst|dissent\w*|vot[óo]\sen\scontra)\b|\bsince\s(?:the|its|last|January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
# What makes a percentage something else than the level of a rate.
_NOT_A_LEVEL = re.compile(
    r"^\W*(?:objective|goal|target\b|inflation|medium|per\sannum\sgrowth|growth|of\sGDP|objetivo|objectif)",
    re.IGNORECASE,
)
# Rates that customers pay are none of policy.
_LENDING = re.compile(
    r"\s(?:on|of|for)\s(?:\w+\s){0,2}(?:loans?|mortgages?|credits?|deposits?\b(?!\sfacility)|bonds?|lending)\b",
    re.IGNORECASE,
)
# Who decides, where no verb of deciding is printed: "The Bank is cutting the policy rate".
_BODY = re.compile(
    r"\b(?:Bank(?:'s|’s)?|Riksbank|Board|Committee|Council|MPC|Authority|Banque|Banco|Junta|Consejo|Directorio|Conseil|Comit[ée])\b"
)
# The list of levels that a decision is completed by.
_PLURAL = re.compile(r"\b(?:respectively|respectivamente|respectivement)\b", re.IGNORECASE)
# How far after the verb the rate may stand, in letters: "decided to lower the interest rates on ... ".
_REACH = 120


def read_rate_decision(statement: Statement) -> RateDecision | None:
    """What the statement decides on its policy rate; None where it tells no such decision."""
    candidates = [c for at, clause in enumerate(statement.clauses) if (c := _candidate(at, clause))]
    if not candidates:
        return None
    best = max(candidates, key=lambda one: (one.score, -one.at)).decision
    return best if best.levels else _with_levels(best, [c.decision for c in candidates])


def compare_rate_decisions(old: Statement, new: Statement) -> RateDecision | None:
    """The new statement's decision, with the level before taken from the old statement where the two agree."""
    decision, earlier = read_rate_decision(new), read_rate_decision(old)
    if decision is None or decision.before or earlier is None or len(earlier.levels) != len(decision.levels):
        return decision
    return replace(decision, before=earlier.levels) if _agree(earlier.levels, decision) else decision


def _agree(before: tuple[Level, ...], rate: RateDecision) -> bool:
    """Whether an earlier level fits the move told: a meeting between the two may be missing from the record."""
    if not before:
        return False
    change = round((rate.levels[0].high - before[0].high) * 100, 2)
    if rate.step is not None and rate.move is not Move.HELD:
        return abs(change) == rate.step
    return {Move.RAISED: change > 0, Move.LOWERED: change < 0, Move.HELD: change == 0}[rate.move]


def describe_rate(rate: RateDecision) -> str:
    """The decision in words: "cash rate lowered by 25 basis points, from 2.25 to 2 percent".

    >>> describe_rate(RateDecision(Move.HELD, "cash rate", (Level(2.25, 2.25),), None, (), ()))
    'cash rate held at 2.25 percent'
    """
    name, levels = rate.rate or "policy rate", " / ".join(map(show_level, rate.levels))
    if rate.move is Move.HELD:
        return f"{name} held at {levels} percent" if levels else f"{name} kept unchanged"
    step = f" by {rate.step:g} basis points" if rate.step else ""
    before = " / ".join(map(show_level, rate.before))
    span = f", from {before}" if before and levels else ""
    comma = "," if step and not span else ""
    return f"{name} {rate.move.value}{step}{span}" + (f"{comma} to {levels} percent" if levels else "")


def show_level(level: Level) -> str:
    """The level in decimals: "2.25", "5.25-5.5"."""
    return f"{level.low:g}" if level.low == level.high else f"{level.low:g}-{level.high:g}"


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    at: int
    decision: RateDecision


def _with_levels(best: RateDecision, others: list[RateDecision]) -> RateDecision:
    """The decision completed by a sentence that gives the levels of the same move."""
    for other in others:
        is_list = len(other.levels) > 1 or other.rate.lower() == best.rate.lower()
        if other.levels and other.move is best.move and is_list:
            addresses = tuple(dict.fromkeys((*best.addresses, *other.addresses)))
            return replace(
                best,
                levels=other.levels,
                before=other.before,
                step=best.step or other.step,
                addresses=addresses,
            )
    return best


def _candidate(at: int, clause: Clause) -> _Candidate | None:
    """What a clause says of a policy rate, with how clearly it decides."""
    text = clause.text.translate(DASHES)
    decides = _DECIDES.search(text)
    said = text[decides.start() :] if decides else text
    rate, move = _rate_and_move(said)
    head = said[: rate.end() if rate else 0]
    if rate is None or move is None or _NO_DECISION.search(head) or _LENDING.match(said[rate.end() :]):
        return None
    if not decides and not _BODY.search(head) and not _PLURAL.search(said):
        return None
    rest = _own_words(said, rate.end())
    levels = _levels(rest)
    before: tuple[Level, ...] = ()
    if (span := _FROM_TO.search(rest)) and (high := _level(span["new"])):
        percent = "" if re.search(_PERCENT, span["old"]) else " percent"
        low = _level(span["old"] + percent)
        levels, before = (high,), (low,) if low else ()
    step = None if move is Move.HELD else step_of(said[: rate.end()][-_REACH:] + rest)
    is_plain = not decides and not (levels or step)
    if is_plain or (not decides and clause.text.count("%") > 6):
        return None
    # A verb of deciding says most, a level more than a step.
    score = 3 * bool(decides) + 2 * bool(levels) + bool(step)
    return _Candidate(
        score, at, RateDecision(move, " ".join(rate["rate"].split()), levels, step, before, (clause.address,))
    )


def _rate_and_move(said: str) -> tuple[re.Match[str] | None, Move | None]:
    """The first rate that stands beside a verb of moving, and the move; "unchanged" outweighs "leave" and "set"."""
    for rate in _RATE.finditer(said):
        before = said[max(0, rate.start() - _REACH) : rate.start()]
        after = said[rate.end() : rate.end() + _REACH]
        near = list(MOVE.finditer(before))[-1:] or [m for m in [MOVE.search(after)] if m]
        if near:
            return rate, move_of(near[0])
    return None, None


def move_of(found: re.Match[str]) -> Move:
    """The move that a match of MOVE names."""
    return Move.RAISED if found["up"] else Move.LOWERED if found["down"] else Move.HELD


def _own_words(said: str, start: int) -> str:
    """What follows the rate, up to what the decision goes on to expect."""
    rest = said[start:]
    cut = re.search(r"(?:;|\band\s(?:expects|anticipates)\b|\bwhile\b|\buntil\b|\bin\sorder\s)", rest)
    return rest[: cut.start()] if cut else rest


def _levels(rest: str) -> tuple[Level, ...]:
    for match in _AT.finditer(rest):
        if _NOT_A_LEVEL.match(rest[match.end() :]):
            continue
        return tuple(level for m in LEVEL.finditer(match["level"]) if (level := _level(m.group())))
    return ()


def _level(text: str) -> Level | None:
    parts = _LEVEL_PARTS.match(text.strip())
    if parts is None:
        return None
    low = _number(parts[1])
    return Level(low, _number(parts[2]) if parts[2] else low, text.strip())


def _number(text: str) -> float:
    whole, _, fraction = text.partition("-") if "/" in text and "-" in text else ("0", "", text)
    if "/" in fraction:
        above, _, below = fraction.partition("/")
        return float(whole) + float(above) / (float(below) or 1.0)
    return float(text.replace(",", "."))


def step_of(text: str) -> float | None:
    """The step in basis points."""
    match = _STEP.search(text)
    if match is None:
        return None
    word = match["number"].lower()
    size = next((value for name, value in _STEP_WORDS.items() if word.startswith(name)), None)
    value = size if size is not None else _number(match["number"])
    is_basis = re.match(r"basis|bp|puntos?\sb|pb|points?\sde\sbase|pdb", match["unit"], re.IGNORECASE)
    return round(value if is_basis else value * 100, 2)
