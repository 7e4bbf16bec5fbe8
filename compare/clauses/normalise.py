"""A document becomes a statement: furniture out, lines joined, paragraphs whole, clauses cut, noise counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.compare.clauses.boilerplate import leave_out, publishing_line
from rapporteur.compare.clauses.brackets import count_printed, find_brackets
from rapporteur.compare.clauses.clauses import cut_clauses
from rapporteur.compare.clauses.coverage import count_numbers, measure_coverage
from rapporteur.compare.clauses.dehyphenate import Mender
from rapporteur.compare.clauses.segments import Piece, cut_pieces
from rapporteur.compare.clauses.signatories import find_signatories
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import (
    BlockKind,
    Clause,
    Detected,
    Document,
    LeftOut,
    Masthead,
    Noise,
    Statement,
)
from rapporteur.compare.text.abbreviations import find_abbreviations
from rapporteur.compare.text.language import tell_language
from rapporteur.compare.text.normalise import count_noise, tidy


def normalise(document: Document, masthead: Masthead) -> Statement:
    """The statement of a document, cut into clauses.

    Clauses come without themes, acts and mentions. Headings are in ``Clause.section`` and in ``left_out``. Raises
    UnreadableError where a clause is longer than any that somebody wrote.
    """
    blocks, left = leave_out(document.blocks)
    pieces, mended = _mend(cut_pieces(blocks), typeset=document.format == "pdf")
    meeting = masthead.meeting
    text = [piece for piece in pieces if not piece.why]
    clauses = cut_clauses(text, f"{meeting.forum}/{meeting.date or 'undated'}")
    _check_length(clauses, document.source)
    others = tuple(
        LeftOut(piece.why or "heading", piece.text, piece.page, piece.line)
        for piece in pieces
        if piece.why or piece.kind is BlockKind.HEADING
    )
    left_out = (*document.left_out, *left, *others)
    return Statement(
        meeting=meeting,
        kind=masthead.kind,
        title=masthead.title,
        text="\n".join(clause.text for clause in clauses),
        clauses=clauses,
        source=document.source,
        sha256=document.sha256,
        format=document.format,
        extractor=document.extractor,
        language=tell_language("\n".join(clause.text for clause in clauses)),
        coverage=measure_coverage(document, clauses, left_out),
        numbering=count_numbers(document, clauses),
        signatories=find_signatories(clauses, left_out),
        left_out=left_out,
        noise=_noise(document, mended),
        detected=(*masthead.detected, *_brackets_printed(document, left)),
        abbreviations=find_abbreviations("\n".join(clause.text for clause in clauses)),
        revisions=document.revisions,
        brackets=find_brackets("\n".join(clause.text for clause in clauses)),
    )


LONGEST = 10_000
"""Characters of one clause; the longest of 200 real statements has 1,100. The time to read one grows with its square."""


def _check_length(clauses: Sequence[Clause], source: str) -> None:
    for clause in clauses:
        if len(clause.text) > LONGEST:
            raise UnreadableError(
                f"{source}: the sentence that begins '{clause.text[:60]}' has {len(clause.text):,} characters, more than "
                f"{LONGEST:,}. Part it, or take it out, if the file is a statement at all."
            )


_NOTE = re.compile(r"\[\^?\d{1,3}\]")


def _brackets_printed(document: Document, left: Sequence[LeftOut]) -> tuple[Detected, ...]:
    """How many square brackets the source prints, and how many have no partner, where it prints any; note marks apart."""
    notes = {found[0] for item in left if item.why == "footnote" and (found := _NOTE.match(item.text))}
    text = "\n".join(
        block.text for block in document.blocks if publishing_line(block.text) != "link definition"
    )
    printed, lonely = count_printed(_NOTE.sub(lambda found: "" if found[0] in notes else found[0], text))
    told = f"{lonely} without a partner" if lonely else "all closed"
    return (Detected("brackets", str(printed), told),) if printed else ()


# The stop that a link on a line of its own was cut from.
_LOOSE_STOP = re.compile(r"[ \t]*\n[ \t]*(?=[.,;)](?:\s|\Z))")


def _mend(pieces: Sequence[Piece], *, typeset: bool) -> tuple[tuple[Piece, ...], int]:
    """Pieces in one line each, broken words whole, and how many of those there were."""
    mender = Mender([piece.text for piece in pieces], typeset=typeset)
    done = tuple(replace(piece, text=tidy(_LOOSE_STOP.sub("", mender.mend(piece.text)))) for piece in pieces)
    return done, mender.mended


def _noise(document: Document, mended: int) -> tuple[Noise, ...]:
    counts = Counter({noise.kind: noise.count for noise in document.noise})
    for block in document.blocks:
        counts.update({noise.kind: noise.count for noise in count_noise(block.text)})
        counts["line wraps"] += block.text.count("\n")
    counts["line-end hyphens"] += mended
    return tuple(Noise(kind, count) for kind, count in sorted(counts.items()) if count)
