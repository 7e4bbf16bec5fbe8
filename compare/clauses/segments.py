"""Lines become pieces: headings, paragraphs and list entries, with wrapped lines joined and cut paragraphs whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapporteur.compare.clauses.label_shapes import Label, Line, Style
from rapporteur.compare.clauses.labels import open_labels
from rapporteur.compare.clauses.signatories import is_signatory
from rapporteur.compare.model import Block, BlockKind
from rapporteur.compare.text.dates import find_days
from rapporteur.compare.text.sentences import leaves_open
from rapporteur.compare.text.table_rows import roles_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph, an entry or a row, still without its place in the statement.

    ``text`` may hold line breaks until the hyphens at line ends are mended; it has no label.
    """

    text: str
    kind: BlockKind
    label: Label | None = None
    level: int = 0
    page: int | None = None
    line: int | None = None
    bold: bool = False
    why: str = ""
    """Why it is left out, "" for text of the statement."""
    heads: str = ""
    """The column heads of the table that a row stands in, where they say who, what or by when."""


# A heading has no more words than this and no stop at its end.
_LONGEST_HEADING = 22
_LONGEST_CAPITALS = 30
# "3. Considerations for Monetary Policy": few words, nearly all of the long ones with a capital.
_LONGEST_NUMBERED_HEADING = 12
_TITLED = 0.8
# After the last paragraph, this many lines at most are still the statement's own.
_LONGEST_CLOSING = 5
_SHORTEST_SENTENCE = 4
_SURELY_A_SENTENCE = 12
# A note's mark may be glued to the stop: "the harm done by blights;1".
_CLOSED = re.compile(
    r"(?:[.;:!?…}][\"'”’»)\]]*(?:\[\d{1,2}\]|[¹²³⁴-⁹]{1,2})?|[;:!?][\"'”’)]?\d{1,2}|(?<=[a-zà-ÿ”’\"')\]])\.\d{1,2})\Z"
)
_COMMA = re.compile(r",[\"'”’)]*\Z")
_SMALL_START = re.compile(r"[\"'“‘(\[]*[a-zß-ÿ]")
_PARTICIPLE = re.compile(r"(?:and\s+)?(?:\w+ly\s+)?\w+(?:ing|ed)\b")
_PREAMBULAR = re.compile(
    r"(?:And |Also |Further |Deeply |Fully )?(?:[A-Z]\w+(?:ing|ed|ful)|Mindful|Conscious|Aware|Cognizant)\b"
)
# No paragraph ends with one of these words; what stands next continues it.
_DANGLING = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|nor|but|than|that|which|who|whose|as|its|their|our|"
    r"his|her|this|these|those|also|into|onto|between|among|under|over|through|including|such|is|are|was|were|be|"
    r"will|shall|should|may|must|has|have|had|not|no)\Z",
    re.I,
)
_TABLE_CAPTION = re.compile(r"(?:Table|Tableau|Box)\s+[\dIVX]+\b")


def cut_pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """The pieces of a document in reading order; headings are told apart and cut paragraphs are one again."""
    return tuple(_under_heads(_tell_headings(_rejoin(_split_blocks(blocks)))))


def _under_heads(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the first row of a table left out where it holds column heads, which go to the rows below."""
    told: list[Piece] = []
    heads = ""
    for at, piece in enumerate(pieces):
        is_first = piece.kind is BlockKind.ROW and (at == 0 or pieces[at - 1].kind is not BlockKind.ROW)
        has_rows = at + 1 < len(pieces) and pieces[at + 1].kind is BlockKind.ROW
        if is_first and has_rows and roles_of(piece.text):
            heads = piece.text
            told.append(replace(piece, why="column heads"))
            continue
        heads = "" if is_first or piece.kind is not BlockKind.ROW else heads
        told.append(replace(piece, heads=heads) if heads else piece)
    return told


def _split_blocks(blocks: Sequence[Block]) -> list[Piece]:
    """One piece per labelled line and per block; a line without a label continues the line above."""
    lines: list[tuple[Block, str, int, bool]] = []
    for block in blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.ROW, BlockKind.RULE):
            lines.append((block, block.text, 0, True))
            continue
        parts = block.text.split("\n")
        if block.label:
            parts[0] = f"{block.label} {parts[0]}"
        lines.extend((block, part, offset, offset == 0) for offset, part in enumerate(parts))
    running = {BlockKind.PARAGRAPH, BlockKind.ITEM}
    labels = open_labels(
        [
            Line(text if block.kind in running else "", opens, known=bool(block.label) and offset == 0)
            for block, text, offset, opens in lines
        ]
    )
    pieces: list[Piece] = []
    for index, (block, text, offset, opens) in enumerate(lines):
        label = labels.get(index)
        if label or opens or not pieces:
            at = None if block.line is None else block.line + offset
            kind = BlockKind.PARAGRAPH if block.kind in running else block.kind
            shown = text[label.end :] if label else text
            level = block.level or len(text) - len(text.lstrip())
            pieces.append(Piece(shown, kind, label, level, block.page, at, block.bold))
        else:
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text}\n{text}")
    return pieces


def _rejoin(pieces: list[Piece]) -> list[Piece]:
    """Pieces with those joined again that a page break, a column or a stray blank line had cut."""
    whole: list[Piece] = []
    over_page = False
    for piece in pieces:
        if piece.kind is BlockKind.RULE:
            over_page = True
            continue
        if len(whole) > 1 and _is_rest(whole[-2:], piece):
            link = whole.pop()
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text}\n{link.text}{piece.text.lstrip()}")
        elif whole and _continues(whole[-1], piece, over_page=over_page):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text}\n{piece.text}")
        else:
            whole.append(piece)
        over_page = False
    return whole


_CUT_OFF = re.compile(r"\s*[.,;)](?:\s|\Z)")


def _is_rest(above: Sequence[Piece], piece: Piece) -> bool:
    """True for what stands behind a link on a line of its own: it begins with the stop of the sentence that the link cut."""
    kinds = {one.kind for one in (*above, piece)}
    is_open = not any(_CLOSED.search(one.text.rstrip()) or one.label for one in above[1:])
    return (
        kinds == {BlockKind.PARAGRAPH}
        and piece.label is None
        and is_open
        and _CUT_OFF.match(piece.text) is not None
        and not _CLOSED.search(above[0].text.rstrip())
    )


_LONGEST_JOINED = 10_000
"""Characters of a sentence that may still go on; no real one has a fifth of them."""


def _continues(first: Piece, second: Piece, *, over_page: bool) -> bool:
    """True where ``second`` goes on with the sentence that ``first`` left open."""
    if (
        second.label
        or {first.kind, second.kind} != {BlockKind.PARAGRAPH}
        or len(first.text) > _LONGEST_JOINED
    ):
        return False
    start, end = second.text.lstrip(), first.text.rstrip()
    if not end:
        return True
    if not start or not leaves_open(end, start):
        return False
    if _SMALL_START.match(start):
        return over_page or not (_COMMA.search(end) and _PARTICIPLE.match(start))
    if over_page and len(end.split()) > _SHORTEST_SENTENCE and not (first.bold or second.bold):
        # Nothing but a page's end stands between them: only a new preambular paragraph begins so.
        return not (_COMMA.search(end) and _PREAMBULAR.match(start))
    if _COMMA.search(end):
        return False
    is_numbered = first.label is not None and first.label.style in (Style.NUMBER, Style.BARE)
    is_long = len(end.split()) > _LONGEST_HEADING
    goes_on = is_numbered and is_long and bool(_CLOSED.search(second.text.rstrip()))
    return bool(_DANGLING.search(end)) or goes_on


def _tell_headings(pieces: list[Piece]) -> list[Piece]:
    """Short pieces without a stop are headings, unless they are cells of a table or close the statement."""
    last_running = max((i for i, piece in enumerate(pieces) if _is_running(piece)), default=-1)
    told, in_table = [], False
    pieces = [_as_numbered_heading(piece, pieces[i + 1 : i + 2]) for i, piece in enumerate(pieces)]
    pieces = _as_bold_headings(pieces)
    has_text = False
    for at, piece in enumerate(pieces[: last_running + 1]):
        is_number = piece.label is not None and piece.label.style in (Style.NUMBER, Style.BARE)
        if is_number or piece.kind is BlockKind.HEADING:
            in_table = False
        is_caption = bool(_TABLE_CAPTION.match(piece.text))
        in_table = in_table or is_caption
        # "14th plenary meeting, 18 November 2017" closes a decision in the midst of a file.
        is_heading = _looks_like_heading(piece) and (not in_table or is_caption)
        follows = pieces[at + 1] if at + 1 < len(pieces) else None
        if (
            is_heading
            and piece.kind is BlockKind.PARAGRAPH
            and follows
            and follows.label
            and _opens_list(piece.text)
        ):
            is_heading = False
        if is_heading and has_text and piece.kind is BlockKind.PARAGRAPH and find_days(piece.text):
            is_heading = False
        has_text = has_text or _is_running(piece)
        if is_heading and piece.kind is not BlockKind.HEADING:
            printed = f"{piece.label.printed} " if piece.label else ""
            piece = replace(piece, kind=BlockKind.HEADING, text=printed + piece.text, label=None)
        told.append(piece)
    return [*told, *_close(pieces[last_running + 1 :], in_table=in_table, has_text=has_text)]


# A headline in bold is one sentence of at most so many words, and the text below it is not bold; one alone may be an
# emphasis, and where much is bold, bold says nothing.
_LONGEST_BOLD_LINE, _FEWEST_BOLD_LINES, _MOST_BOLD = 30, 2, 0.3


def _as_bold_headings(pieces: list[Piece]) -> list[Piece]:
    """Whole sentences in bold that each stand alone above plain text are headings: "**First, we resolve to ...**"."""
    running = [
        at for at, piece in enumerate(pieces) if piece.kind is BlockKind.PARAGRAPH and _is_running(piece)
    ]
    bold = [
        at for at in running if pieces[at].bold and pieces[at].label is None and _is_headline(pieces[at].text)
    ]
    above_plain = [
        at for at in bold if at + 1 < len(pieces) and not pieces[at + 1].bold and at + 1 in running
    ]
    if not (_FEWEST_BOLD_LINES <= len(above_plain) == len(bold) <= _MOST_BOLD * 2 * len(running)):
        return pieces
    return [
        replace(piece, kind=BlockKind.HEADING) if at in bold else piece for at, piece in enumerate(pieces)
    ]


def _is_headline(text: str) -> bool:
    return (
        len(text.split()) <= _LONGEST_BOLD_LINE
        and not text.rstrip().endswith(":")
        and len(re.findall(r"[.!?](?:\s|\Z)", text)) <= 1
    )


def _opens_list(text: str) -> bool:
    """True for "Recalling" above a list: the stem of its entries and no heading."""
    return len(text.split()) <= 2 and _PREAMBULAR.fullmatch(text.strip()) is not None


def _as_numbered_heading(piece: Piece, following: list[Piece]) -> Piece:
    """ "1. Economic Conditions" before running text is a heading that has a number."""
    if not (piece.label and piece.label.style in (Style.NUMBER, Style.DECIMAL) and following):
        return piece
    words = [word for word in piece.text.split() if len(word) > 3]
    is_open = not _CLOSED.search(piece.text.rstrip()) and len(piece.text.split()) <= _LONGEST_NUMBERED_HEADING
    is_open = is_open and not re.search(r":\s\S", piece.text)
    is_titled = bool(words) and sum(word[0].isupper() for word in words) >= _TITLED * len(words)
    below = following[0]
    is_outer = below.label is not None and below.label.printed.startswith(f"{piece.label.key}.")
    if is_open and is_titled and (is_outer or _runs_below_heading(below)):
        return replace(piece, kind=BlockKind.HEADING, text=f"{piece.label.printed} {piece.text}", label=None)
    return piece


def _runs_below_heading(piece: Piece) -> bool:
    """True for running text, or for a list's entry that is a paragraph of its own."""
    if piece.kind is not BlockKind.PARAGRAPH or not _is_running(piece):
        return False
    is_entry = piece.label is not None and piece.label.style in (
        Style.NUMBER_ENTRY,
        Style.LETTER,
        Style.ROMAN,
    )
    is_paragraph = piece.text.rstrip().endswith(".") and len(piece.text.split()) >= _SURELY_A_SENTENCE
    return piece.label is None or (is_entry and is_paragraph)


def _close(tail: list[Piece], *, in_table: bool, has_text: bool) -> list[Piece]:
    """The lines after the last paragraph: a day, a place, who issued it; who signed is left out as signatures."""
    signed = sum(is_signatory(line) for piece in tail for line in piece.text.split("\n"))
    if (signed >= _FEWEST_SIGNATORIES or (len(tail) > _LONGEST_CLOSING and has_text)) and not in_table:
        text = 0 if has_text else _end_of_text(tail)
        return [
            *(
                replace(piece, kind=BlockKind.HEADING if _looks_like_heading(piece) else BlockKind.PARAGRAPH)
                for piece in tail[:text]
            ),
            *(
                replace(piece, text=line, why="signatures")
                for piece in tail[text:]
                for line in piece.text.split("\n")
                if line.strip()
            ),
        ]
    return [replace(piece, kind=BlockKind.PARAGRAPH) for piece in tail]


def _end_of_text(tail: Sequence[Piece]) -> int:
    """Behind the last short sentence of a text that has no long one: "We will mend the weir." above who signed it."""
    closed = [
        at
        for at, piece in enumerate(tail)
        if _CLOSED.search(piece.text.rstrip()) and piece.text != piece.text.upper()
    ]
    return closed[-1] + 1 if closed else 0


_FEWEST_SIGNATORIES = 2


def _is_running(piece: Piece) -> bool:
    """True for text that is surely a paragraph, an entry or a row."""
    if piece.label is not None or piece.kind is BlockKind.ROW:
        return not _looks_like_heading(piece)
    is_sentence = bool(_CLOSED.search(piece.text.rstrip()) or _COMMA.search(piece.text.rstrip()))
    words = piece.text.split()
    # "CARLITO G. GALVEZ JR." has a full stop too, but no small word.
    small = sum(1 for word in words if word[0].isalpha() and not word[0].isupper())
    return (
        is_sentence and len(words) >= _SHORTEST_SENTENCE and (small >= 2 or len(words) >= _SURELY_A_SENTENCE)
    )


def _looks_like_heading(piece: Piece) -> bool:
    if piece.kind is not BlockKind.PARAGRAPH:
        return piece.kind is BlockKind.HEADING
    text = " ".join(piece.text.split())
    if piece.label and piece.label.style not in (Style.CAPITAL, Style.ROMAN_CAPITAL):
        return False
    if not text or _CLOSED.search(text) or _COMMA.search(text):
        return False
    words = len(text.split())
    if text.upper() == text and words <= _LONGEST_CAPITALS and re.search(r"[A-Z]{2}", text):
        return True
    return words <= _LONGEST_HEADING and not _SMALL_START.match(text)
