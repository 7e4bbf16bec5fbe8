"""Themes, proposals of themes, and a theme across bodies -> the page of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur.compare.history.across import Across, Proposal
from rapporteur.compare.model import Statement
from rapporteur.compare.themes.assign import heading_shares, theme_shares
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.wording import cleaned

UNTHEMED, UNHEADED = "(no theme)", "(no heading)"


@dataclass(frozen=True, slots=True)
class ThemeShares:
    """The data of the answer: for each statement of a forum the share (0-1) of its words on each theme, or under each
    heading of its own."""

    forum: str
    statements: tuple[tuple[str, dict[str, float]], ...]
    by: str = "theme"


@dataclass(frozen=True, slots=True)
class Proposals:
    """The data of the answer: themes that the unthemed clauses of a forum seem to have."""

    forum: str
    proposals: tuple[Proposal, ...]


def shares_of(forum: str, statements: Sequence[Statement], by: str = "theme") -> ThemeShares:
    """The shares of every theme ("theme"), or of every heading of the statements ("heading"), meeting by meeting.

    Headings that differ in capitals only are one, as the latest statement prints it.
    """
    if by == "theme":
        return ThemeShares(forum, tuple((s.name, theme_shares(s)) for s in statements))
    printed = {h.casefold(): h for s in statements for h in heading_shares(s)}
    shares = ((s.name, heading_shares(s)) for s in statements)
    return ThemeShares(
        forum,
        tuple((name, {printed[h.casefold()]: n for h, n in share.items()}) for name, share in shares),
        by,
    )


def shares_page(shares: ThemeShares, names: Mapping[str, str]) -> MemoryPage:
    """Share of text per theme and year, widest in the latest statement first."""
    themes = sorted({theme for _, share in shares.statements for theme in share})
    latest, is_by_theme = shares.statements[-1][1], shares.by == "theme"
    themes.sort(key=lambda theme: (-latest.get(theme, 0.0), theme))
    lines = [
        Line(
            f"{latest.get(theme, 0.0):6.1%}".strip(),
            (theme or "-") if is_by_theme else "",
            names.get(theme, UNTHEMED) if is_by_theme else theme or UNHEADED,
            plain(
                ", ".join(f"{_date(name)} {share.get(theme, 0.0):.1%}" for name, share in shares.statements)
            ),
        )
        for theme in themes
    ]
    counted = f"latest first of {len(shares.statements)} statements."
    if is_by_theme:
        title = "Themes"
        lead = [
            f"{shares.forum}: share of words in clauses on each theme, {counted}",
            "A clause on two themes counts for both, so the shares may add up to more than 100 %.",
        ]
    else:
        title = "Headings"
        lead = [f"{shares.forum}: share of words under each heading of the statements, {counted}"]
    parts = (Part(title, lines=tuple(lines)),)
    return MemoryPage("rapporteur-themes/1", f"{title} of {shares.forum}", tuple(lead), parts)


def proposals_page(found: Proposals) -> MemoryPage:
    """Proposed themes with their words and sentences; naming them is the analyst's."""
    parts = tuple(
        Part(
            ", ".join(p.words[:4]),
            f"{p.clauses} clauses; words: {', '.join(p.words)}",
            tuple(Line(e.date or "undated", "", e.address, plain(cleaned(e.text))) for e in p.examples),
        )
        for p in found.proposals
    )
    lead = (
        (f"{len(parts)} proposals from clauses of {found.forum} that have no theme.",)
        if parts
        else (f"Too few clauses without a theme in {found.forum} to propose one.",)
    )
    return MemoryPage("rapporteur-theme-proposals/1", "Proposed themes", lead, parts)


def across_page(answer: Across, names: Mapping[str, str]) -> MemoryPage:
    """Who speaks of a theme, how much, how strongly, and in whose words first."""
    bodies = tuple(
        Line(
            f"{b.share:.1%}",
            b.forum,
            f"{b.clauses} clauses in {b.statements} statements, {b.first or 'undated'} to {b.last or 'undated'}",
            plain(cleaned(b.strongest_text)),
            f"strongest: {b.strongest_act.verb}, tier {b.strongest_act.tier} ({b.strongest})"
            if b.strongest_act
            else "no act",
        )
        for b in answer.bodies
    )
    borrowed = tuple(
        Line(
            _date(b.first.partition("#")[0]),
            "said first",
            b.first,
            plain(f"«{b.words}»"),
            f"taken up: {', '.join(b.taken_up)}",
        )
        for b in answer.borrowed
    )
    parts = [Part("Bodies, widest coverage first", lines=bodies)]
    parts += [Part("Borrowed wording, first in these statements", lines=borrowed)] if borrowed else []
    lead = (
        f"{len(bodies)} bodies speak of it.",
        "The share is of the body’s words that are in clauses on the theme.",
    )
    return MemoryPage(
        "rapporteur-across/1", f"Across bodies: {names.get(answer.theme, answer.theme)}", lead, tuple(parts)
    )


def _date(name: str) -> str:
    return name.rpartition("/")[2]
