"""Two wordings -> the edits that turn one into the other, as a person would mark them, and back.

The shared words are found by rapidfuzz (its only door in this project) between anchors, which keeps the work near linear
in long texts; then the marks are tidied (tidy.py). Whatever is marked, keep and delete give the old wording back to the
letter, keep and insert the new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapporteur.compare.model import Edit, EditKind
from rapporteur.compare.redlines.anchors import Block, find_blocks
from rapporteur.compare.redlines.common_runs import split_both
from rapporteur.compare.redlines.moves import SHORTEST, find_moves
from rapporteur.compare.redlines.tidy import tidy
from rapporteur.compare.redlines.tokens import Token, number_tokens, split_tokens

TOO_LONG = "too long and too different to be compared word by word; the parts that share no anchor are marked as replaced whole"
"""The honest word for a redline that is coarser than usual."""


@dataclass(frozen=True, slots=True)
class Redline:
    """The edits, and what a reader must know about them ("" as a rule)."""

    edits: tuple[Edit, ...]
    caution: str = ""


def redline(old: str, new: str) -> tuple[Edit, ...]:
    """The word edits that turn ``old`` into ``new``.

    >>> [(edit.kind.value, edit.text) for edit in redline("We phase out coal.", "We phase down coal.")]
    [('keep', 'We phase '), ('delete', 'out'), ('insert', 'down'), ('keep', ' coal.')]
    """
    return mark(old, new).edits


def mark(old: str, new: str) -> Redline:
    """The redline with its caution; texts of millions of words end in seconds, coarser where they share little."""
    if old == new or not (old and new):  # most clauses of a series stay, came or went
        whole = EditKind.KEEP if old == new else EditKind.DELETE if old else EditKind.INSERT
        return Redline((Edit(whole, old or new),) if old or new else ())
    old_tokens, new_tokens, sure = split_both(old, new)
    blocks, is_complete = find_blocks(*number_tokens(old_tokens, new_tokens), sure)
    blocks = tidy(blocks, old_tokens, new_tokens)
    edits = _join(_spell_out(blocks, old_tokens, new_tokens))
    return Redline(_mark_moves(edits), "" if is_complete else TOO_LONG)


def old_wording(edits: tuple[Edit, ...]) -> str:
    """The old text, from what was kept and deleted."""
    return "".join(edit.text for edit in edits if edit.kind is not EditKind.INSERT)


def new_wording(edits: tuple[Edit, ...]) -> str:
    """The new text, from what was kept and inserted."""
    return "".join(edit.text for edit in edits if edit.kind is not EditKind.DELETE)


Run = tuple[EditKind, str]
"""A piece of an edit, before neighbours of one kind are joined."""


def _spell_out(blocks: list[Block], old: list[Token], new: list[Token]) -> Iterator[Run]:
    """Blocks of shared tokens as runs; the blank before a token belongs to the token unless both sides have the same."""
    i = j = 0
    for start, other, size in [*blocks, (len(old), len(new), 0)]:
        gone, come = old[i:start], new[j:other]
        gap = gone[0].blank if gone and come and gone[0].blank == come[0].blank else ""
        yield EditKind.KEEP, gap
        yield EditKind.DELETE, _text(gone)[len(gap) :]
        yield EditKind.INSERT, _text(come)[len(gap) :]
        i, j = start + size, other + size
        kept, keeps = old[start:i], new[other:j]
        if (
            kept == keeps
        ):  # blanks and all; tokens met before are the same objects, so this costs next to nothing
            yield EditKind.KEEP, _text(keeps)
            continue
        for was, now in zip(kept, keeps, strict=True):
            yield from _set_side_by_side(was.blank, now.blank)
            yield from _set_side_by_side(was.text, now.text)


def _set_side_by_side(was: str, now: str) -> Iterator[Run]:
    """What both have, or the one struck out and the other written in: a blank or a quotation mark of another shape."""
    if was == now:
        yield EditKind.KEEP, now
    else:
        yield EditKind.DELETE, was
        yield EditKind.INSERT, now


def _text(tokens: list[Token]) -> str:
    return "".join([token.printed for token in tokens])


def _join(runs: Iterable[Run]) -> tuple[Edit, ...]:
    """Empty runs left out, neighbours of one kind joined, the deletion before the insertion."""
    joined: list[tuple[EditKind, list[str]]] = []
    for kind, text in runs:
        if not text:
            continue
        last = joined[-1][0] if joined else None
        if last is kind:
            joined[-1][1].append(text)
        elif kind is EditKind.DELETE and last is EditKind.INSERT:
            if len(joined) > 1 and joined[-2][0] is EditKind.DELETE:
                joined[-2][1].append(text)
            else:
                joined.insert(-1, (kind, [text]))
        else:
            joined.append((kind, [text]))
    return tuple([Edit(kind, "".join(texts)) for kind, texts in joined])


def _mark_moves(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Phrases deleted here and inserted there are cut out of their runs and marked as moved."""
    pieces = {
        at: split_tokens(edit.text)
        for at, edit in enumerate(edits)
        if edit.kind is not EditKind.KEEP and not _is_short(edit.text)
    }
    cuts: dict[int, list[tuple[int, int]]] = {}
    for gone, come in find_moves(
        {at: tokens for at, tokens in pieces.items() if edits[at].kind is EditKind.DELETE},
        {at: tokens for at, tokens in pieces.items() if edits[at].kind is EditKind.INSERT},
    ):
        for at, start, end in (gone, come):
            cuts.setdefault(at, []).append((start, end))
    marked: list[Edit] = []
    for at, edit in enumerate(edits):
        marked.extend(_cut_out(edit, pieces[at], sorted(cuts[at])) if at in cuts else [edit])
    return tuple(marked)


def _is_short(text: str) -> bool:
    """True for words too few to be a phrase that moves; told by their letters, for most marks are so short."""
    words = text.split()
    return len(words) < SHORTEST and "".join(words).isalpha()


def _cut_out(edit: Edit, tokens: list[Token], cuts: list[tuple[int, int]]) -> list[Edit]:
    """The edit in pieces, those between the cuts' bounds marked as moved."""
    pieces, at = [], 0
    for start, end in cuts:
        pieces.append(replace(edit, text=_text(tokens[at:start])))
        pieces.append(replace(edit, text=_text(tokens[start:end]), moved=True))
        at = end
    pieces.append(replace(edit, text=_text(tokens[at:])))
    return [piece for piece in pieces if piece.text]
