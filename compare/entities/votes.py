"""Who voted how on a monetary policy decision: names, counts, absences, dissents with what they preferred.

Named votes ("Voting for ... were ...; voting against ... was ..., who preferred ...") and counted ones ("by a majority
of 7-2", "unanimously") are read in English, Spanish and French. What the text does not say is None or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapporteur.compare.entities.rates import (
    DASHES,
    LEVEL,
    MOVE,
    Move,
    RateDecision,
    compare_rate_decisions,
    move_of,
    read_rate_decision,
    step_of,
)
from rapporteur.compare.model import Statement


@dataclass(frozen=True, slots=True)
class Dissent:
    """Members who voted against, with what they preferred in the statement's words ("" where it does not say)."""

    members: tuple[str, ...]
    preferred: str
    count: int


@dataclass(frozen=True, slots=True)
class Vote:
    """How the members voted. Names are as printed without titles; counts stand where only counts are printed.

    ``in_favour`` and ``against`` count votes and are None where the text does not say; a unanimous vote has
    ``unanimous`` true and 0 against.
    """

    members_for: tuple[str, ...]
    dissents: tuple[Dissent, ...]
    absent: tuple[str, ...]
    alternates: tuple[str, ...]
    in_favour: int | None
    against: int | None
    unanimous: bool
    addresses: tuple[str, ...]

    @property
    def members_against(self) -> tuple[str, ...]:
        """The names of those who voted against, in the order printed."""
        return tuple(name for dissent in self.dissents for name in dissent.members)


@dataclass(frozen=True, slots=True)
class PolicyDecision:
    """What one meeting decided on its policy rate, and the vote; either may be missing."""

    rate: RateDecision | None
    vote: Vote | None


def read_policy_decision(statement: Statement) -> PolicyDecision | None:
    """The decision on the policy rate and the vote; None where the statement tells neither."""
    rate, vote = read_rate_decision(statement), read_vote(statement)
    return PolicyDecision(rate, vote) if rate or vote else None


def compare_policy_decisions(old: Statement, new: Statement) -> PolicyDecision | None:
    """The new statement's decision and vote, with the level before from the old statement where the two agree."""
    rate, vote = compare_rate_decisions(old, new), read_vote(new)
    return PolicyDecision(rate, vote) if rate or vote else None


def read_decisions(statements: Sequence[Statement]) -> tuple[tuple[str, PolicyDecision], ...]:
    """The decisions of a series as (date, decision), earliest first; statements that tell none are left out."""
    pairs = zip((None, *statements), statements, strict=False)
    found = (
        (new, compare_policy_decisions(old, new) if old else read_policy_decision(new)) for old, new in pairs
    )
    return tuple((new.meeting.date, decision) for new, decision in found if decision is not None)


def describe_vote(vote: Vote) -> str:
    """The vote in words: "8-1, against: James Bullard"; "unanimous"; "" where nothing is known."""
    if vote.against == 0 or vote.unanimous:
        return f"unanimous ({vote.in_favour})" if vote.in_favour else "unanimous"
    if vote.against is None:
        return "by majority" if vote.dissents else ""
    count = f"{vote.in_favour}-{vote.against}" if vote.in_favour is not None else f"{vote.against} against"
    return f"{count}, against: {', '.join(vote.members_against)}" if vote.members_against else count


_FOR = re.compile(
    r"\b(?:Voting\s(?:\([^)]{1,30}\)\s)?(?:for|in\sfavou?r\sof)\b[^:.;]{0,80}?(?:\bwere\b:?|\bwas\b:?|:)|Vot(?:aron|[óo])\sa\sfavor(?:\sde\s(?:la|esta)\sdecisi[óo]n)?[:,]?|Ont\svot[ée]\spour[^:.;]{0,40}?:)\s?",
)
_AGAINST = re.compile(
    r"\b(?:Voting\sagainst\b[^:.;]{0,80}?(?:\bwere\b:?|\bwas\b:?|:)|(?:Dissenting|Voted\sagainst)[^:.;]{0,40}?:|Vot(?:aron|[óo])\sen\scontra(?:\sde\s(?:la|esta)\sdecisi[óo]n)?[:,]?|(?:Ont|A)\svot[ée]\scontre[^:.;]{0,40}?:)\s?",
)
_ABSENT = re.compile(
    r"\bAbsent(?:\sand\snot\svoting)?\s(?:was|were):?\s(?P<after>[^;]{3,200}?)\.(?=\s|$)|(?P<before>[A-Z][^.;,]{3,60})\s(?:was|were)\sabsent\b"
)
_ALTERNATE = re.compile(r"(?P<names>[A-Z][\w.’' -]{3,80}?)\svoted\sas\s(?:an?\s)?alternates?\b")
_UNANIMOUS = re.compile(
    r"\b(?:unanimous(?:ly)?|por\sunanimidad|un[áa]nime(?:mente)?|à\sl[’']unanimit[ée]|unanimement|by\sconsensus|por\sconsenso)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:majority(?:\svote)?\sof\s|voted\s(?:by\s)?|vote\sof\s|by\sa\svote\sof\s|by\sa\s|by\s|mayor[íi]a\sde\s|con\s)(?P<a>\d{1,2}|\w{2,6})(?:\svot(?:es|os)?)?\s?(?:-|to|against|contra|frente\sa|a|contre)\s?(?P<b>\d{1,2}|\w{2,6})\b"
    r"(?=\s(?:majority|vote)|\s?,|\s(?:to|in\sfavou?r|that|on)\b|\.|$)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|un|una|uno|dos|tres|cuatro|cinco|seis|siete|deux|trois|quatre|cinq)\s(?:other\s)?(?:members?|directors?|governors?|miembros?|directore?s?|membres?)\s"
    r"(?:who\s)?(?P<said>(?:preferred|voted|favou?red|supported|dissented|vot(?:aron|[óo])|prefir\w+|pr[ée]f[ée]r\w+)\b(?:[^.;,]|[.,]\d){0,200})",
    re.IGNORECASE,
)
# "voted in favour of this decision": no dissent, whatever the number.
_AGREES = re.compile(
    r"\b(?:a\sfavor\sde\s(?:la|esta)|(?:in\sfavou?r\sof|supported)\s(?:the|this))\s(?:decisi[óo]n|proposition|proposal)\b",
    re.IGNORECASE,
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
}  # fmt: skip
# Given names, initials and family names: two words at least with capitals, particles between them.
_PERSON = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof|Sir|Dame)\.?\s)?(?P<name>[A-ZÁÉÍÓÚÑ][\w’'-]*\.?(?:\s(?:[A-ZÁÉÍÓÚÑ][\w’'-]*\.?|de|la|del|van|von|der|da|di|y))*\s[A-ZÁÉÍÓÚÑ][\w’'-]+)"
)
_TITLE = re.compile(
    r"^(?:Vice\s)?(?:Chair(?:man|woman|person)?|President|Governor|Deputy\sGovernor|Presidente|Gobernador[a]?|Subgobernador[a]?|Gouverneur)$",
    re.IGNORECASE,
)
# A full stop ends a sentence unless it follows an initial: "Esther L. George".
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)\.(?=\s|$|\")")


def read_vote(statement: Statement) -> Vote | None:
    """Who voted how, as printed; None where the statement tells no vote on its policy.

    Names, where printed, give the counts; else printed counts ("by a majority of 7-2") or "unanimously" do.
    """
    for paragraph, addresses in _paragraphs(statement):
        if _FOR.search(paragraph) or _AGAINST.search(paragraph):
            return _named_vote(_vote_text(statement, addresses[0]), statement)
    return _counted_vote(statement)


def _paragraphs(statement: Statement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text of each paragraph with the addresses of its clauses."""
    for _, group in groupby(
        statement.clauses, key=lambda c: (c.section, c.address.partition("#")[2].split(".")[0])
    ):
        clauses = tuple(group)
        yield " ".join(c.text.translate(DASHES) for c in clauses), tuple(c.address for c in clauses)


def _vote_text(statement: Statement, first: str) -> list[tuple[str, str]]:
    """The clauses from the vote on, as (address, text): some print for and against in two paragraphs."""
    start = next(i for i, c in enumerate(statement.clauses) if c.address == first)
    return [(c.address, c.text.translate(DASHES)) for c in statement.clauses[start:]]


def _named_vote(clauses: list[tuple[str, str]], statement: Statement) -> Vote:
    text = " ".join(t for _, t in clauses)
    infavour = _names(_sentence_after(_FOR, text))
    dissents = tuple(_dissents(_sentence_after(_AGAINST, text)))
    absences = _ABSENT.search(text)
    absent = _names((absences["after"] or absences["before"]) if absences else "")
    voters = (*infavour, *(name for dissent in dissents for name in dissent.members))
    said = (m["names"] for _, t in clauses for m in _ALTERNATE.finditer(t))
    alternates = tuple(
        dict.fromkeys(_voter(name, voters) for names in said for name in re.split(r"\sand\s|,\s", names))
    )
    used = tuple(
        address for address, t in clauses if any(p.search(t) for p in (_FOR, _AGAINST, _ABSENT, _ALTERNATE))
    )
    against = sum(d.count for d in dissents)
    return Vote(infavour, dissents, absent, alternates, len(infavour) or None, against, not against, used)


def _voter(name: str, voters: tuple[str, ...]) -> str:
    """The voter whom a name or a mere "Ms. Daly" means; the name itself where nobody of that name voted."""
    family = name.split()[-1]
    return next((voter for voter in voters if voter.split()[-1] == family), name)


def _sentence_after(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if match is None:
        return ""
    end = _SENTENCE_END.search(text, match.end())
    return text[match.end() : end.start() if end else len(text)]


def _names(text: str) -> tuple[str, ...]:
    """The persons in a list, without titles: "Jerome H. Powell, Chair; John C. Williams, Vice Chair; ..."."""
    parts = re.split(r"[;,]|\s(?:and|y|e|et)\s", re.sub(r"\b(?:and|y|et)\s(?=[A-Z])", "; ", text))
    found = []
    for part in (p.strip(" .:") for p in parts):
        person = _PERSON.fullmatch(part)
        if person and not _TITLE.match(part):
            found.append(person["name"])
    return tuple(dict.fromkeys(found))


def _dissents(text: str) -> Iterator[Dissent]:
    """Each group of dissenters with what it preferred: "A, who preferred X; and B and C, who preferred Y"."""
    if not text:
        return
    for group in re.split(r";\s?(?:and\s)?(?=[A-Z])|,\sand\s(?=[A-Z][^;,]{3,60},\swho\s)", text):
        relative = re.search(r"(?:,\s)?\b(?:who|quien(?:es)?|qui)\s", group)
        who, preferred = (group[: relative.start()], group[relative.end() :]) if relative else (group, "")
        names = _names(who)
        if names:
            yield Dissent(names, preferred.strip(" .;,"), len(names))


def _counted_vote(statement: Statement) -> Vote | None:
    """A vote told by counts or as unanimous, in the clause that decides or beside it."""
    decision = read_rate_decision(statement)
    if decision is None:
        return None
    clauses = statement.clauses
    at = next(i for i, c in enumerate(clauses) if c.address == decision.addresses[0])
    near = [(c.address, c.text.translate(DASHES)) for c in clauses[max(0, at - 1) : at + 4]]
    groups = [(address, m) for address, text in near for m in _GROUP.finditer(text)]
    agreed = sum(_WORDS[m["n"].lower()] for _, m in groups if _is_agreement(m["said"], decision.move))
    others = [(address, m) for address, m in groups if not _is_agreement(m["said"], decision.move)]
    dissents = tuple(Dissent((), m["said"].strip(), _WORDS[m["n"].lower()]) for _, m in others)
    used = tuple(dict.fromkeys(address for address, _ in groups))
    for address, text in near:
        counted = _COUNTED.search(text)
        numbers = [_count(counted[g]) for g in ("a", "b")] if counted else [None]
        if None not in numbers:
            return Vote((), dissents, (), (), numbers[0], numbers[1], numbers[1] == 0, (address, *used))
    if dissents:
        return Vote((), dissents, (), (), agreed or None, sum(d.count for d in dissents), False, used)
    told = next((address for address, text in near if _UNANIMOUS.search(text)), "")
    return Vote((), (), (), (), None, 0, True, (told,)) if told else None


def _is_agreement(said: str, move: Move) -> bool:
    """Whether some members' vote is for what was decided: it says so, or names the same move."""
    found = MOVE.search(said)
    is_same = found is not None and move is move_of(found)
    return bool(_AGREES.search(said)) or (is_same and step_of(said) is None and not LEVEL.search(said))


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _WORDS.get(word.lower())
