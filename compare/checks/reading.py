"""Rules about reading: was the file read whole, and can its statement be placed among the others?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from rapporteur.compare.checks.subject import Subject, found, place, quoted
from rapporteur.compare.model import Clause, Finding, StatementKind

MOJIBAKE = re.compile(
    r"\ufffd"  # the replacement character: bytes that no decoder could read
    r"|[ÃÂ][\u0080-\u00bf]"  # UTF-8 read as Latin-1: é as Ã©
    r"|â(?:€[\u0080-\u2122]|\u0080[\u0080-\u00bf])"  # quotes and dashes read as Windows-1252 or Latin-1
    r"|ï»¿"  # a byte order mark read as text
)
"""What a wrong encoding leaves behind; none of it is written by hand in any language that we read."""


CONTROLS = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
)
"""Control characters but for line ends and tabs, and the marks that turn the direction of a text."""


def is_empty(subject: Subject) -> Iterator[Finding]:
    """A file that yields no clause."""
    if not subject.statement.clauses:
        yield found("empty", subject, "No clause was found. Look at it with `rapporteur read`.")


def has_numbering_gap(subject: Subject) -> Iterator[Finding]:
    """Paragraph numbers that skip one; numbering that starts again at 1 is a new part, not a gap."""
    for (before, _), (after, clause) in pairwise(_numbers(subject)):
        if after > before + 1:
            missing = str(before + 1) if after == before + 2 else f"{before + 1} to {after - 1}"
            yield found(
                "numbering-gap",
                subject,
                f"Paragraph {before} is followed by {after}: {missing} is missing.",
                clauses=(clause,),
            )


def has_numbering_repeat(subject: Subject) -> Iterator[Finding]:
    """Paragraph numbers that go back, but not to 1."""
    for (before, _), (after, clause) in pairwise(_numbers(subject)):
        if after <= before and after != 1:
            yield found(
                "numbering-repeat",
                subject,
                f"Paragraph {before} is followed by {after} again.",
                clauses=(clause,),
            )


def _numbers(subject: Subject) -> list[tuple[int, Clause]]:
    """The paragraph numbers in reading order, each with its first clause; lettered ones are left out."""
    grouped = groupby(subject.statement.clauses, key=lambda clause: clause.paragraph)
    firsts = ((paragraph, next(clauses)) for paragraph, clauses in grouped)
    return [(int(paragraph), clause) for paragraph, clause in firsts if paragraph.isdecimal()]


def is_below_coverage(subject: Subject) -> Iterator[Finding]:
    """Less of the source in clauses than the floor: something may have been lost."""
    share, floor = subject.statement.coverage, subject.gates.coverage_floor
    if share < floor:
        left = subject.statement.left_out
        why = ", ".join(sorted({piece.why for piece in left})) or "nothing was listed as left out"
        yield found(
            "coverage",
            subject,
            f"{share:.0%} of the source's words are in clauses, less than {floor:.0%}. Left out: {why}.",
        )


def has_lost_numbers(subject: Subject) -> Iterator[Finding]:
    """Paragraph numbers that the source prints in order and that are no labels of clauses."""
    found_ones, printed = subject.statement.numbering
    if printed and found_ones < NUMBERS_FLOOR * printed:
        message = f"Of {printed} paragraph numbers that are printed in order, {found_ones} were found."
        yield found("numbers-lost", subject, message)


NUMBERS_FLOOR = 0.95
LAYOUT = ("watermark", "line number", "hidden", "struck text", "tracked deletion")
"""Reasons for leaving out what a draft or a trick puts on a page, in the words of the readers."""


def has_layout_removed(subject: Subject) -> Iterator[Finding]:
    """What of the page's layout was left out and may be a draft's sign, or may have been text."""
    counts = {why: sum(item.why == why for item in subject.statement.left_out) for why in LAYOUT}
    told = ", ".join(f"{why} ({count})" for why, count in counts.items() if count)
    if told:
        yield found("layout-removed", subject, f"Left out of the page: {told}.", key=told)


def has_no_forum(subject: Subject) -> Iterator[Finding]:
    """A statement whose forum is not known; the folder that a file lies in names it."""
    is_in_folder = subject.path.removeprefix("statements/").count("/") > 0
    if not subject.statement.meeting.forum or not is_in_folder:
        yield found("unknown-forum", subject, "Put the file into a folder that bears the forum's name.")


def has_no_meeting(subject: Subject) -> Iterator[Finding]:
    """A statement without a number where all of the forum's others have one."""
    meeting, others = subject.statement.meeting, subject.siblings
    if not meeting.number and others and all(other.number for other in others):
        yield found(
            "unknown-meeting",
            subject,
            "The forum's other meetings have a number; none was found in this one.",
        )


def has_anothers_number(subject: Subject) -> Iterator[Finding]:
    """A statement with the number of a meeting of another year."""
    meeting = subject.statement.meeting
    for other in subject.siblings:
        if meeting.number and other.number == meeting.number and other.date[:4] != meeting.date[:4]:
            message = f"Meeting {meeting.number} is also that of {other.path}, of {other.date}."
            yield found("meeting-number", subject, message, key=other.path)


def has_no_date(subject: Subject) -> Iterator[Finding]:
    """A statement without a date has no place in the order of the meetings."""
    if not subject.statement.meeting.date:
        message = "No date was found. Begin the file's name with it (2024-02-02-...), or add `date:` on top."
        yield found("unknown-date", subject, message)


def has_mojibake(subject: Subject) -> Iterator[Finding]:
    """Clauses with characters that a wrong encoding leaves behind."""
    for clause in subject.statement.clauses:
        bad = MOJIBAKE.search(clause.text)
        if bad:
            around = clause.text[max(0, bad.start() - 20) : bad.end() + 20]
            yield found(
                "mojibake",
                subject,
                f"Wrongly decoded in {place(clause)}: {quoted(around)}.",
                clauses=(clause,),
            )


def has_controls(subject: Subject) -> Iterator[Finding]:
    """Texts with characters that are not seen and steer what is: C0 and C1 controls, marks of text direction."""
    for clause in subject.statement.clauses:
        bad = CONTROLS.search(clause.text) or CONTROLS.search(clause.section)
        if bad:
            name = f"U+{ord(bad[0]):04X}"
            yield found(
                "control-characters",
                subject,
                f"Holds {name} in {place(clause)}.",
                clauses=(clause,),
                key=name,
            )
    bad = CONTROLS.search(subject.statement.title)
    if bad:
        yield found("control-characters", subject, f"Holds U+{ord(bad[0]):04X} in the title.", key="title")


def is_duplicate(subject: Subject) -> Iterator[Finding]:
    """The same bytes, or the same words of the same day, in another file of the forum.

    The same words of another day are a text that was adopted again, as some are every year.
    """
    entry = subject.entry
    if entry is None or not entry.clauses:
        return
    for other in subject.siblings:
        if other.text != entry.text:
            continue
        is_copy = other.sha256 == entry.sha256 or other.date == entry.date
        rule, told = (
            ("duplicate", "as") if is_copy else ("adopted-again", f"as the statement of {other.date},")
        )
        yield found(rule, subject, f"Holds the same words {told} {other.path}.", key=other.path)


def is_of_another_kind(subject: Subject) -> Iterator[Finding]:
    """A kind that none of the forum's other files is of, as a press release among statements."""
    kind = subject.statement.kind
    kinds = {other.kind for other in subject.siblings} - {StatementKind.UNKNOWN.value}
    if kinds and kind.value not in kinds:
        others = ", ".join(sorted(kinds))
        yield found("kind-mismatch", subject, f"This is of kind '{kind}'; the forum's others are: {others}.")


def has_unclassified(subject: Subject) -> Iterator[Finding]:
    """Clauses that no theme claims, all in one finding."""
    clauses = subject.statement.clauses
    without = [clause for clause in clauses if not clause.themes]
    if without and len(without) / len(clauses) > subject.gates.unclassified_floor:
        where = ", ".join(dict.fromkeys(clause.paragraph for clause in without))
        yield found(
            "unclassified",
            subject,
            f"{len(without)} of {len(clauses)} clauses have no theme.",
            details=(("paragraphs", where),),
        )


def yields_less(subject: Subject) -> Iterator[Finding]:
    """Confidently short: the same source, and fewer words than the lock says it gave."""
    locked, entry = subject.locked, subject.entry
    if not (locked and entry and locked.sha256 == entry.sha256):
        return
    if entry.words < subject.gates.yield_floor * locked.words:
        yield found(
            "yields-less",
            subject,
            f"The same source gave {locked.words} words in {locked.clauses} clauses to {locked.extractor}, and now "
            f"{entry.words} in {entry.clauses} to {entry.extractor}.",
        )


def is_short(subject: Subject) -> Iterator[Finding]:
    """Far fewer words than the statement before it: half of it may be lost, or it is another document."""
    entry = subject.entry
    earlier = [
        other
        for other in subject.siblings
        if entry and "" < other.date < entry.date and other.kind == entry.kind
    ]
    if entry and earlier and entry.words < subject.gates.short_floor * earlier[-1].words:
        yield found("short", subject, f"{entry.words} words; {earlier[-1].path} has {earlier[-1].words}.")


READING: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    is_empty,
    has_numbering_gap,
    has_numbering_repeat,
    is_below_coverage,
    has_lost_numbers,
    has_layout_removed,
    has_no_forum,
    has_no_meeting,
    has_anothers_number,
    has_no_date,
    has_mojibake,
    has_controls,
    is_duplicate,
    is_of_another_kind,
    has_unclassified,
    yields_less,
    is_short,
)
