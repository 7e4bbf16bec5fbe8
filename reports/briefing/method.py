"""How the briefing was made, what it rests on, and where it ends: the last annexes."""

from __future__ import annotations

from collections import Counter

from rapporteur.compare.model import COUNTED, Comparison, Statement, Strength
from rapporteur.reports.briefing.model import Edition, Line
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.figures.model import Rung
from rapporteur.reports.prose import count, listed, sentence

DISCLAIMER = (
    "This page shows what two published texts say and where they differ. It is not advice, not a position and not "
    "an account of what was meant; read the quoted paragraphs before relying on it."
)

LADDER = (
    Rung(
        "7",
        "act",
        "decides, agrees, adopts, approves, establishes, launches",
        "Legal Response Initiative (2010)",
    ),
    Rung("6", "own commitment", "commits, pledges, undertakes, will", "G7 Research Group, coding manual"),
    Rung(
        "5",
        "instruction to own machinery",
        "tasks, directs, mandates, instructs",
        "Legal Response Initiative (2010)",
    ),
    Rung("4", "endorsement", "endorses, supports, affirms", "Legal Response Initiative (2010)"),
    Rung(
        "3",
        "appeal to others",
        "urges, calls upon, recommends, encourages, invites",
        "Legal Response Initiative (2010)",
    ),
    Rung(
        "2",
        "approval without act",
        "welcomes, commends, expresses appreciation, looks forward to",
        "UN Editorial Manual",
    ),
    Rung(
        "1",
        "bare record",
        "notes, takes note of, acknowledges, recognises",
        "Legal Response Initiative (2010)",
    ),
    Rung("–", "re-statement (no tier)", "reaffirms, reiterates, recalls, underscores", ""),
)
"""The default ladder. It is an analyst's convention: the United Nations has no official one."""

PIECES = {
    "contact": "line of contact details",
    "hidden": "piece of hidden text",
    "navigation": "piece of navigation",
    "outside the main part": "passage of the page outside its main part",
    "page without text": "page of no text",
    "signatures": "list of signatures",
    "site furniture": "piece of site furniture",
}
"""Reasons for leaving something out that cannot be counted as they stand."""

LADDER_LIMIT = (
    "The ladder of verbs is an analyst’s convention, not law; careful readers agree on the direction of a "
    "change in about two cases of three."
)
"""Said only where the ladder stands on the page."""

LIMITS = (
    "A clause that is not mentioned may have been fulfilled, moved to another text, or given up: silence means "
    "only that this statement does not mention it.",
    "Outcomes are as of the day on page 1: the day that was asked for, or else that of the last meeting.",
    "Pairings are judgements. Each has the probability that a careful reader would make it too; those below "
    f"{COUNTED:.0%} are marked for checking.",
    "Themes come from a list of words; a clause may belong to a theme without using any of its words.",
)


def ladder_of(comparison: Comparison) -> tuple[Rung, ...]:
    """The ladder, where a verb of the pair was ranked on it; else none."""
    is_ranked = any(change.strength is not Strength.NA for change in comparison.changes)
    return LADDER if is_ranked else ()


def limits_of(comparison: Comparison) -> tuple[str, ...]:
    """What the page cannot say, that of the ladder only where there is one."""
    return (LADDER_LIMIT, *LIMITS) if ladder_of(comparison) else LIMITS


def method_of(comparison: Comparison, old: Edition, new: Edition) -> tuple[Line, ...]:
    """How it was made, in a few sentences, with what this pair adds to them."""
    strength = Line(
        "Strength",
        "Each operative verb has a tier on the ladder below. A change is stronger or weaker where "
        "the tier, a modal verb or a hedge moved; the reasons stand beside each.",
    )
    steps = [
        Line(
            "Clauses",
            sentence(
                f"each statement is cut into clauses, the sentences of its paragraphs and the entries of its lists: "
                f"{count(old.clauses, 'clause')} in {old.statement} and {count(new.clauses, 'clause')} in {new.statement}; "
                f"{_covered(old.coverage, new.coverage)} are in them"
            ),
        ),
        Line(
            "Pairing",
            sentence(
                "clauses are paired by their words and their surroundings; order, numbering, quotation marks and line "
                f"breaks are ignored. {comparison.order_index:.0%} of the pairs keep the earlier order"
            ),
        ),
        *((strength,) if ladder_of(comparison) else ()),
        Line(
            "Citing",
            "“Para 8.b” is the second clause of the paragraph printed as 8; “[3]” is the third "
            "paragraph without a number.",
        ),
    ]
    return tuple(steps)


def _covered(old: int, new: int) -> str:
    """How much of the two sources stands in clauses, said once where it is the same."""
    if old == new == 100:
        return "all words of both sources"
    return (
        f"{old}% of the words of either source"
        if old == new
        else f"{old}% and {new}% of the words of the sources"
    )


def noise_of(comparison: Comparison) -> tuple[Line, ...]:
    """What was folded and not reported, a line a kind, the most frequent first."""
    totals: Counter[str] = Counter()
    for noise in comparison.noise:
        totals[noise.kind] += noise.count
    renumbered = sum(1 for change in comparison.changes if change.renumbered)
    if renumbered and "renumbered" not in totals:
        totals["renumbered"] = renumbered
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Line(cleaned(kind), f"{n:,}") for kind, n in ordered if n)


def left_out_of(statements: tuple[tuple[Statement, Edition], ...]) -> tuple[Line, ...]:
    """What the readers left out of the clauses, a line a statement and reason."""
    lines = []
    for statement, edition in statements:
        why = Counter(left.why for left in statement.left_out)
        if why:
            said = listed(count(n, PIECES.get(reason, cleaned(reason))) for reason, n in sorted(why.items()))
            lines.append(Line(edition.statement, f"{said}."))
    return tuple(lines)
