"""The sections of the page in their order: number, title, opening sentence, and what an empty one says."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.history.facts import LATE, read_facts
from rapporteur.compare.model import Outcome
from rapporteur.reports.briefing.model import Briefing, Group, Row, Section
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.prose import count, many, number, plural, sentence

CLAUSE_ANNEXES = ("redline", "clauses")
"""The annexes that hold the clauses themselves."""


def sections_of(briefing: Briefing) -> Briefing:
    """The briefing with the sections that its material asks for: all, page 1 alone, with or without Annexes A and B."""
    material = briefing.material
    if not briefing.comparable:
        found = _not_comparable(briefing)
    elif material.short:
        found = _first_page()
    else:
        found = (*_first_page(), *_brief(briefing), *_annexes(briefing))
        if material.annex == "none":
            found = tuple(section for section in found if section.id not in CLAUSE_ANNEXES)
    return replace(briefing, sections={section.id: section for section in found})


def limited(briefing: Briefing, *, short: bool, annex: str, order: str = "theme") -> Briefing:
    """The briefing cut to page 1 (``short``), with other annexes ("none", "changed" or "all"), or with its redline in
    another ``order``: by "theme", or as the "document" runs."""
    material = replace(briefing.material, short=short, annex=annex, order=order)
    groups = _parts(briefing) if order == "document" else briefing.groups
    return sections_of(replace(briefing, material=material, groups=groups))


def _parts(briefing: Briefing) -> tuple[Group, ...]:
    """The rows of the redline in reading order, under the headings of the statements."""
    pair = briefing.material.comparisons[-1]
    headings = {clause.address: clause.section for clause in (*pair.old.clauses, *pair.new.clauses)}
    parts: list[tuple[str, list[Row]]] = []
    for row in sorted(briefing.rows, key=lambda row: row.number):
        change = pair.changes[row.number - 1]
        heading = next((headings[a] for a in (*change.new, *change.old) if headings.get(a)), "")
        if not parts or (heading and heading != parts[-1][0]):
            parts.append((heading, []))
        parts[-1][1].append(row)
    return tuple(
        Group(f"part-{n}", cleaned(title) or "The text", sentence(count(len(rows), "change")), tuple(rows))
        for n, (title, rows) in enumerate(parts, 1)
    )


def _not_comparable(briefing: Briefing) -> tuple[Section, ...]:
    return (Section("not-comparable", "", "These two texts were not compared", briefing.verdict_reason),)


def _first_page() -> tuple[Section, ...]:
    return (
        Section(
            "headlines", "1", "What matters", empty="Nothing changed between the two statements but form."
        ),
        Section("agenda", "", "Also adopted, due, passed over"),
    )


def _brief(b: Briefing) -> tuple[Section, ...]:
    return (
        Section("likely", "2", "Also likely to matter", empty="Nothing else stands out."),
        Section(
            "changed",
            "3",
            "The wordings behind page 1",
            "The clauses that the first entries rest on, in the same order.",
            "Nothing changed between the two statements but form.",
        ),
        Section(
            "missing",
            "4",
            "What is missing",
            _missing_lead(len(b.silences), b.silence_count),
            _none_missing(b),
        ),
        Section("due", "5", "Due before or at the meeting", _due_lead(b), _nothing_due(b)),
        Section(
            "points",
            "6",
            "Points likely to arise",
            "Facts that others at the table will have seen too. The lines to take are yours to write.",
            "No point stands out.",
        ),
        Section(
            "background",
            "7",
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
            "Redline in reading order" if b.material.order == "document" else "Redline by theme",
            sentence(
                f"{count(rows, 'change')} under {count(len(b.groups), 'heading')}; what went is struck through, what came is underlined. On paper a clause that stands in one statement only is printed in Annex B"
            ),
            "There is no change to show.",
        ),
        Section(
            "clauses",
            "B",
            "Every clause" if b.material.annex == "all" else "New and dropped clauses",
            _clauses_lead(b),
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
            "Overrides and corrections",
            _overrides_lead(b.overrides),
            "No correction by an analyst is in force.",
        ),
    )


def _overrides_lead(lines: tuple[str, ...]) -> str:
    """How many corrections are in force, and how many are stale: those do nothing."""
    stale = sum(line.lower().startswith("stale") for line in lines)
    held = len(lines) - stale
    text = (
        f"{count(held, 'correction')} by an analyst {plural('is', held)} in force"
        if held
        else "no correction by an analyst is in force"
    )
    return sentence(
        text + (f"; {count(stale, 'entry')} {plural('is', stale)} stale and without effect" if stale else "")
    )


def _clauses_lead(b: Briefing) -> str:
    if b.material.annex == "all":
        return sentence(f"{count(len(b.entries), 'entry')} by paragraph, the unchanged ones too")
    alone = sum(1 for entry in b.entries if entry.whole)
    return sentence(
        f"{count(alone, 'clause')} that {'stands' if alone == 1 else 'stand'} in one statement only, by paragraph"
    )


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
