"""Clauses with what they commit to, and decisions with their votes -> the page of an answer."""

from __future__ import annotations

from collections import defaultdict

from rapporteur.compare.entities.rates import describe_rate
from rapporteur.compare.entities.votes import PolicyDecision, Vote, describe_vote
from rapporteur.compare.history.commitments import Assessment, Catalyst
from rapporteur.compare.model import Statement
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.prose import count


def clauses_page(assessed: tuple[Assessment, ...], statement: Statement) -> MemoryPage:
    """Each clause: a commitment or not, why, and what speaks for its being kept."""
    texts = {clause.address: clause.text for clause in statement.clauses}
    firm = [one for one in assessed if one.is_commitment]
    tallies = ((c.value, sum(c in one.catalysts for one in firm)) for c in Catalyst)
    lead = (
        f"{count(len(firm), 'commitment')} among {count(len(assessed), 'clause')} of {statement.name}.",
        "Catalysts: " + (", ".join(f"{name} {n}" for name, n in tallies if n) or "none") + ".",
    )
    lines = tuple(
        Line(
            one.address.partition("#")[2],
            "commitment" if one.is_commitment else "none",
            ", ".join(one.catalysts),
            plain(cleaned(texts[one.address])),
            note=one.reason,
        )
        for one in assessed
    )
    return MemoryPage(
        "rapporteur-clauses/1", f"Commitments of {statement.name}", lead, (Part("Clauses", lines=lines),)
    )


def votes_page(decisions: tuple[tuple[str, PolicyDecision], ...], forum: str) -> MemoryPage:
    """The decisions of a central bank, one line a meeting, and the votes of each member."""
    meetings = tuple(_meeting(date, decision) for date, decision in decisions)
    voted = [(date, decision.vote) for date, decision in decisions if decision.vote]
    lead = (f"{count(len(decisions), 'decision')} of {forum}, {count(len(voted), 'vote')}.",)
    parts = [Part("Decisions", lines=meetings)] if meetings else []
    members = tuple(_members(voted))
    parts += [Part("Members", lines=members)] if members else []
    return MemoryPage("rapporteur-votes/1", f"Votes of {forum}", lead, tuple(parts))


def _meeting(date: str, decision: PolicyDecision) -> Line:
    rate = decision.rate
    vote = describe_vote(decision.vote) if decision.vote else ""
    dissents = decision.vote.dissents if decision.vote else ()
    notes = [f"{', '.join(d.members) or d.count}: {d.preferred}" for d in dissents if d.preferred]
    if decision.vote and decision.vote.absent:
        notes.append(f"absent: {', '.join(decision.vote.absent)}")
    return Line(
        date,
        rate.move.value if rate else "",
        vote,
        plain(describe_rate(rate) if rate else ""),
        "; ".join(notes),
    )


def _members(voted: list[tuple[str, Vote]]) -> list[Line]:
    """One line a member, by name: votes for, and the meetings at which they voted against or were absent."""
    with_it: dict[str, int] = defaultdict(int)
    against: dict[str, list[str]] = defaultdict(list)
    for date, vote in voted:
        for name in vote.members_for:
            with_it[name] += 1
        for name in vote.members_against:
            against[name].append(date)
    names = sorted({*with_it, *against}, key=lambda name: (name.split()[-1], name))
    return [
        Line(f"{with_it[name]} for", f"{len(against[name])} against", ", ".join(against[name]), plain(name))
        for name in names
    ]
