"""The sections of the page in their order: number, title and opening sentence. What has nothing to say is left out."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.history.facts import LATE, read_facts
from rapporteur.compare.model import ChangeKind, Outcome
from rapporteur.compare.themes.assign import heading_of
from rapporteur.reports.briefing.model import Briefing, Group, Row, Section
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.prose import count, many, number, plural, sentence

CLAUSE_ANNEXES = ("redline", "clauses")
"""The annexes that hold the clauses themselves."""

TWO_BODIES = "These are texts of two bodies: what only one of them says is no silence of the other."

LETTERS = "ABCDE"
"""The annexes are lettered, in their order, as far as they are there."""


def sections_of(briefing: Briefing) -> Briefing:
    """The briefing with the sections that its material asks for (all, page 1 alone, with or without Annexes A and B)
    and that have something to say. Page 1 says in a line what is missing or due where nothing is."""
    material = briefing.material
    if not briefing.comparable:
        found: tuple[Section, ...] = _not_comparable(briefing)
    elif material.short:
        found = _first_page(briefing)
    else:
        annexes = (
            s for s in _annexes(briefing) if s and (material.annex != "none" or s.id not in CLAUSE_ANNEXES)
        )
        lettered = (replace(s, number=letter) for s, letter in zip(annexes, LETTERS, strict=False))
        brief = (replace(s, number=str(n)) for n, s in enumerate(filter(None, _brief(briefing)), 2))
        found = (*_first_page(briefing), *brief, *lettered)
    return replace(briefing, sections={section.id: section for section in found})


def limited(
    briefing: Briefing, *, short: bool, annex: str, order: str = "theme", reader: str = ""
) -> Briefing:
    """The briefing cut to page 1 (``short``), with other annexes ("none", "changed" or "all"), or with its redline in
    another ``order``: by "theme", by the "heading" of the statements, or as the "document" runs; or as the page of
    another ``reader``."""
    material = replace(briefing.material, short=short, annex=annex, order=order, reader=reader)
    groups = briefing.groups if order == "theme" else _parts(briefing, is_joined=order == "heading")
    return sections_of(replace(briefing, material=material, groups=groups))


def _parts(briefing: Briefing, *, is_joined: bool) -> tuple[Group, ...]:
    """The rows of the redline in reading order, under the headings of the statements; ``is_joined`` puts all that stands
    under one heading together."""
    pair = briefing.material.comparisons[-1]
    headings = {clause.address: heading_of(clause) for clause in (*pair.old.clauses, *pair.new.clauses)}
    parts: list[tuple[str, list[Row]]] = []
    for row in sorted(briefing.rows, key=lambda row: row.number):
        change = pair.changes[row.number - 1]
        heading = next((headings[a] for a in (*change.new, *change.old) if headings.get(a)), "")
        known = next((part for part in parts if is_joined and part[0].casefold() == heading.casefold()), None)
        if known is None and (not parts or is_joined or (heading and heading != parts[-1][0])):
            parts.append((heading, []))
        (known or parts[-1])[1].append(row)
    return tuple(
        Group(f"part-{n}", cleaned(title) or "The text", sentence(count(len(rows), "change")), tuple(rows))
        for n, (title, rows) in enumerate(parts, 1)
    )


def _not_comparable(briefing: Briefing) -> tuple[Section, ...]:
    return (Section("not-comparable", "", "These two texts were not compared", briefing.verdict_reason),)


def _first_page(b: Briefing) -> tuple[Section, ...]:
    said = ((_none_missing(b), b.silences), (_nothing_due(b), b.due))
    nothing = " ".join(words for words, is_there in said if not is_there)
    if not b.material.comparisons[-1].is_of_one_body:
        nothing = TWO_BODIES
    return (
        Section("headlines", "1", "What matters", empty=_no_headline(b)),
        *((Section("agenda", "", "Also adopted, due or passed over"),) if b.agenda else ()),
        Section("nothing", "", "Nothing to report", nothing),
    )


def _no_headline(b: Briefing) -> str:
    """Page 1 without an entry: nothing but form changed, or what changed is in the redline alone."""
    quiet = (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL)
    if all(change.kind in quiet for change in b.material.comparisons[-1].changes):
        return "Only the form changed between the two statements."
    return "No single change stands out; what changed is in the redline below."


def _brief(b: Briefing) -> tuple[Section | None, ...]:
    """Sections 2 to 7; None for one that is empty."""
    return (
        Section("likely", "", "Also likely to matter") if b.likely else None,
        Section("changed", "", "The wording behind page 1", "The clauses that the entries of page 1 rest on, in the same order.")
        if b.top
        else None,
        Section("missing", "", "What is missing", _missing_lead(len(b.silences), b.silence_count))
        if b.silences or b.silence_rest
        else None,
        Section("due", "", "Due by the next meeting", _due_lead(b) if b.due else "") if b.due or b.due_rest else None,
        Section(
            "points",
            "",
            "Points likely to arise",
            "Facts that others at the table will have seen too. The lines to take are for you to write.",
        )
        if b.points
        else None,
        Section("background", "", "Background", _background(b)) if b.figures or b.eras or b.lanes else None,
    )  # fmt: skip


def _background(b: Briefing) -> str:
    if b.eras:
        return sentence(
            f"{count(len(b.editions), 'statement')}, from {b.editions[0].named} to {b.new.named}; each is counted against the one before it"
        )
    return "How much of the text is on each theme, how the verbs moved, and what is due when."


def _annexes(b: Briefing) -> tuple[Section | None, ...]:
    """Annexes A to E; None for one that is empty."""
    is_beside = b.material.order != "document" and any(entry.whole for entry in b.entries)
    is_listed = bool(b.entries) if b.material.annex == "all" else is_beside
    return (
        Section("redline", "", _redline_title(b), _redline_lead(b, is_beside)) if b.groups else None,
        Section("clauses", "", "Every clause" if b.material.annex == "all" else "New and dropped clauses", _clauses_lead(b))
        if is_listed
        else None,
        Section("noise", "", "Differences of form", "Counted here and reported nowhere else.")
        if b.noise or b.left_out
        else None,
        Section("method", "", "Method, ladder and limits" if b.ladder else "Method and limits"),
        Section("overrides", "", "Corrections by the analyst", _overrides_lead(b.overrides)) if b.overrides else None,
    )  # fmt: skip


def _redline_title(b: Briefing) -> str:
    by = {"document": "in reading order", "heading": "by the statements’ own headings"}
    return f"Redline {by.get(b.material.order, 'by theme')}"


def _redline_lead(b: Briefing, is_beside: bool) -> str:
    rows = sum(len(group.rows) for group in b.groups)
    where = ". On paper, a clause that stands in one statement only is in Annex B" if is_beside else ""
    return sentence(
        f"{count(rows, 'change')} under {count(len(b.groups), 'heading')}; deleted words are struck through, "
        f"new words underlined{where}"
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
    """What the table of silences holds, of all that fell silent; "" where none did."""
    if not silent:
        return ""
    if shown < silent:
        return sentence(
            f"{many(silent)} of the undertakings of the earlier statement are not mentioned in this one; "
            f"the {number(shown)} with a date or the strongest verbs are listed with their last wording"
        )
    return sentence(
        f"{count(silent, 'undertaking')} of the earlier statement {plural('is', silent)} not mentioned in this one; "
        f"{'this is its' if silent == 1 else 'these are their'} last wording"
    )


def _due_lead(b: Briefing) -> str:
    late = sum(1 for item in b.due if Outcome(item.outcome) in LATE)
    told = f"; for {number(late)} the date has passed and no statement reports it as done" if late else ""
    ahead = "" if b.material.next_meeting else "; as no next meeting is given, the table looks a year ahead"
    return sentence(f"{count(len(b.due), 'dated promise')}{told}{ahead}")


def _none_missing(b: Briefing) -> str:
    """Nothing fell silent, or nothing was recognised as an undertaking in the first place."""
    if read_facts(b.material.comparisons[-1], b.material.promises).made:
        return "No undertaking of the earlier statement was found to be passed over."
    return "No undertaking was recognised in the earlier statement."


def _nothing_due(b: Briefing) -> str:
    """No date at all, or none so soon."""
    return (
        "No date was found to fall due by the next meeting."
        if b.due_rest
        else "No date ahead was recognised in either statement."
    )
