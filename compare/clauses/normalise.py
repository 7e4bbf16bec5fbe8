"""A document becomes a statement: furniture out, lines joined, paragraphs whole, clauses cut, noise counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapporteur.compare.clauses.boilerplate import leave_out
from rapporteur.compare.clauses.brackets import find_brackets
from rapporteur.compare.clauses.clauses import cut_clauses
from rapporteur.compare.clauses.dehyphenate import Mender
from rapporteur.compare.clauses.segments import Piece, cut_pieces
from rapporteur.compare.model import BlockKind, Clause, Document, LeftOut, Masthead, Noise, Statement
from rapporteur.compare.text.abbreviations import find_abbreviations
from rapporteur.compare.text.language import tell_language
from rapporteur.compare.text.normalise import count_noise, tidy


def normalise(document: Document, masthead: Masthead) -> Statement:
    """The statement of a document, cut into clauses.

    Clauses come without themes, acts and mentions. Headings are in ``Clause.section`` and in ``left_out``.
    """
    blocks, left = leave_out(document.blocks)
    pieces, mended = _mend(cut_pieces(blocks), typeset=document.format == "pdf")
    meeting = masthead.meeting
    text = [piece for piece in pieces if not piece.why]
    clauses = cut_clauses(text, f"{meeting.forum}/{meeting.date or 'undated'}")
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
        coverage=_coverage(document, clauses, left_out),
        left_out=left_out,
        noise=_noise(document, mended),
        detected=masthead.detected,
        abbreviations=find_abbreviations("\n".join(clause.text for clause in clauses)),
        revisions=document.revisions,
        brackets=find_brackets("\n".join(clause.text for clause in clauses)),
    )


# The stop that a link on a line of its own was cut from.
_LOOSE_STOP = re.compile(r"[ \t]*\n[ \t]*(?=[.,;)](?:\s|\Z))")


def _mend(pieces: Sequence[Piece], *, typeset: bool) -> tuple[tuple[Piece, ...], int]:
    """Pieces in one line each, broken words whole, and how many of those there were."""
    mender = Mender([piece.text for piece in pieces], typeset=typeset)
    done = tuple(replace(piece, text=tidy(_LOOSE_STOP.sub("", mender.mend(piece.text)))) for piece in pieces)
    return done, mender.mended


def _coverage(document: Document, clauses: Iterable[Clause], left_out: Iterable[LeftOut]) -> float:
    """Share of the source's own words in clauses or headings; furniture is not the statement's own."""
    own = _count(block.text for block in document.blocks)
    headings = _count(item.text for item in left_out if item.why == "heading")
    known = {item.text for item in document.left_out}
    furniture = _count(item.text for item in left_out if item.why != "heading" and item.text not in known)
    labels = {(clause.paragraph, clause.line, clause.label) for clause in clauses}
    taken = _count(clause.text for clause in clauses) + headings + _count(label for _, _, label in labels)
    return round(min(1.0, taken / max(1, own - furniture)), 4)


def _count(texts: Iterable[str]) -> int:
    """Letters and figures, which a mended hyphen does not change as it changes the number of words."""
    return sum(sum(map(str.isalnum, text)) for text in texts)


def _noise(document: Document, mended: int) -> tuple[Noise, ...]:
    counts = Counter({noise.kind: noise.count for noise in document.noise})
    for block in document.blocks:
        counts.update({noise.kind: noise.count for noise in count_noise(block.text)})
        counts["line wraps"] += block.text.count("\n")
    counts["line-end hyphens"] += mended
    return tuple(Noise(kind, count) for kind, count in sorted(counts.items()) if count)
