"""The sections of the page in their order: number, title, opening sentence, and what an empty one says."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.history.facts import LATE, read_facts
from rapporteur.compare.model import Outcome
from rapporteur.reports.briefing.model import Briefing, Section
from rapporteur.reports.prose import count, many, number, plural, sentence


def sections_of(briefing: Briefing, changed: int) -> Briefing:
    """The briefing with its sections; ``changed`` is how many changes there are to rank."""
    if not briefing.comparable:
        found = _not_comparable(briefing)
    else:
        found = (*_brief(briefing, changed), *_annexes(briefing))
    return replace(briefing, sections={section.id: section for section in found})


def _not_comparable(briefing: Briefing) -> tuple[Section, ...]:
    return (Section("not-comparable", "", "These two texts were not compared", briefing.verdict_reason),)


def _brief(b: Briefing, changed: int) -> tuple[Section, ...]:
    return (
        Section("bottom-line", "1", "Bottom line", empty="Nothing to report."),
        Section(
            "changed",
            "2",
            "What changed",
            _changed_lead(len(b.top), changed),
            "Nothing changed between the two statements but form.",
        ),
        Section(
            "missing",
            "3",
            "What is missing",
            _missing_lead(len(b.silences), b.silence_count),
            _none_missing(b),
        ),
        Section(
            "due",
            "4",
            "Due before or at the meeting",
            _due_lead(b),
            _nothing_due(b),
        ),
        Section(
            "points",
            "5",
            "Points likely to arise",
            "Facts that others at the table will have seen too. The lines to take are yours to write.",
            "No point stands out.",
        ),
        Section(
            "background",
            "6",
            "Background",
            _background(b),
            "There is nothing to draw: no themes were found and no earlier meetings given.",
        ),
    )


def _background(b: Briefing) -> str:
    if b.eras:
        return sentence(
            f"{count(len(b.editions), 'statement')}, from {b.editions[0].named} to {b.new.named}; each is counted against the one before it"
        )
    return "Where the weight of the text lies, and how it moved."


def _annexes(b: Briefing) -> tuple[Section, ...]:
    rows = sum(len(group.rows) for group in b.groups)
    return (
        Section(
            "redline",
            "A",
            "Redline by theme",
            sentence(
                f"{count(rows, 'change')} under {count(len(b.groups), 'heading')}; what went is struck through, what came is underlined, and a clause that stands in one statement only is marked at its side"
            ),
            "There is no change to show.",
        ),
        Section(
            "clauses",
            "B",
            "Every clause",
            sentence(
                f"{count(len(b.entries), 'entry')} by paragraph; the text stands here where it did not change"
            ),
            "There is no clause to list.",
        ),
        Section(
            "noise",
            "C",
            "What was folded",
            "Differences of form only. They are counted here and reported nowhere else.",
            "No difference of form was folded.",
        ),
        Section("method", "D", "Method, ladder and limits"),
        Section(
            "overrides",
            "E",
            "Overrides in force",
            sentence(
                f"{count(len(b.overrides), 'correction')} by an analyst {plural('is', len(b.overrides))} in force"
            ),
            "No correction by an analyst is in force.",
        ),
    )


def _changed_lead(shown: int, changed: int) -> str:
    """What the table of changes holds, of all that changed."""
    if shown < changed:
        verb = "weighs" if shown == 1 else "weigh"
        ranked = f"the {count(shown, 'change')} that {verb} most, of {number(changed)}"
    else:
        ranked = f"{count(shown, 'change')}, the weightiest first" if shown > 1 else "the one change"
    return sentence(f"{ranked}. All of them stand in Annex A")


def _missing_lead(shown: int, silent: int) -> str:
    """What the table of silences holds, of all that fell silent."""
    if shown < silent:
        return sentence(
            f"{many(silent)} of the undertakings of the earlier statement are not mentioned in this one; "
            f"the {number(shown)} with a date or the strongest verbs stand here with their last wording"
        )
    return sentence(
        f"{count(silent, 'undertaking')} of the earlier statement {plural('is', silent)} not mentioned in this one; "
        f"{'this is its' if silent == 1 else 'these are their'} last wording"
    )


def _due_lead(b: Briefing) -> str:
    late = sum(1 for item in b.due if Outcome(item.outcome) in LATE)
    told = (
        f", of which {number(late)} {plural('is', late)} past {plural('its', late)} date and not told as done"
        if late
        else ""
    )
    return sentence(f"{count(len(b.due), 'dated promise')}{told}")


def _none_missing(b: Briefing) -> str:
    """Nothing fell silent, or nothing was recognised as an undertaking in the first place."""
    if read_facts(b.material.comparisons[-1], b.material.promises).made:
        return "Nothing that the earlier statement undertook is passed over in this one."
    return "No undertaking was recognised in the earlier statement."


def _nothing_due(b: Briefing) -> str:
    """No date at all, or none so soon."""
    return (
        "Nothing falls due by then."
        if b.due_rest
        else "Neither statement names a date by which something is due."
    )
