"""A document becomes a statement: furniture out, lines joined, paragraphs whole, clauses cut, noise counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .brackets import find_brackets
from .clauses import cut_clauses, with_text
from .fold import count_noise, tidy
from .furniture import leave_out
from .language import tell_language
from .model import BlockKind, Clause, Document, LeftOut, Masthead, Noise, Statement
from .paragraphs import Piece, cut_pieces

_WORD = re.compile(r"\w+")
# A hyphen at the end of a line, or one left with a space after it by whoever copied the text.
_HYPHEN = re.compile(r"(\w+)[-\u2010\u00ad\u2011]\s*\n\s*([a-zß-ÿ]\w*)|(\w{2,})- ([a-zß-ÿ]\w*)")
_SUSPENDED = frozenset("and or to nor und oder et ou".split())


def normalise(document: Document, masthead: Masthead) -> Statement:
    """The statement of a document, cut into clauses.

    Clauses come without themes, acts and mentions. Headings are in ``Clause.section`` and in ``left_out``.
    """
    blocks, left = leave_out(document.blocks)
    pieces, mended = _mend(cut_pieces(blocks))
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
        revisions=document.revisions,
        brackets=find_brackets("\n".join(clause.text for clause in clauses)),
    )


def _mend(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], int]:
    """Pieces in one line each, their line-end hyphens decided by the words of the document itself."""
    vocabulary = Counter(word.lower() for piece in pieces for word in re.findall(r"\w+(?:-\w+)*", piece.text))
    mended = 0

    def decide(found: re.Match[str]) -> str:
        nonlocal mended
        first, second = found[1] or found[3], found[2] or found[4]
        if second.lower() in _SUSPENDED:
            return f"{first}- {second}"
        mended += 1
        solid, hyphened = (first + second).lower(), f"{first}-{second}".lower()
        return first + second if vocabulary[solid] > vocabulary[hyphened] else f"{first}-{second}"

    done = tuple(with_text(piece, tidy(_HYPHEN.sub(decide, piece.text))) for piece in pieces)
    return done, mended


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
    return sum(len(_WORD.findall(text)) for text in texts)


def _noise(document: Document, mended: int) -> tuple[Noise, ...]:
    counts = Counter({noise.kind: noise.count for noise in document.noise})
    for block in document.blocks:
        counts.update({noise.kind: noise.count for noise in count_noise(block.text)})
        counts["line wraps"] += block.text.count("\n")
    counts["line-end hyphens"] += mended
    return tuple(Noise(kind, count) for kind, count in sorted(counts.items()) if count)
