"""How paragraphs and list entries are numbered: which line opens one, and which only looks as if it did.

A number at the start of a line is a label when the sequence says so: its predecessor was seen, or it is the
first of its kind. "2025." at the start of a wrapped line has no predecessor and is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.compare.clauses.label_shapes import (
    AFTER_BREAK,
    BARE,
    BULLET,
    CAPITAL,
    COUNTS,
    DECIMAL,
    DOTTED_LETTER,
    FEWEST_BEFORE_REFERENCE,
    INSERTED,
    LETTERS,
    NAME,
    NAME_BEGUN,
    NESTED_INDENT,
    NUMBER,
    NUMBER_ENTRY,
    ONLY_BULLETS,
    OPTION,
    REFERS,
    TYPED,
    UNITED_NATIONS,
    Label,
    Line,
    Style,
)
from rapporteur.compare.text.numerals import letter_value, roman_value
from rapporteur.compare.text.sentences import leaves_open


def open_labels(lines: Sequence[Line]) -> dict[int, Label]:
    """Which lines open a paragraph or an entry, by their index, with their labels."""
    walk = _Walk(lines)
    return {index: label for index in range(len(lines)) if (label := walk.label_at(index))}


class _Walk:
    """The sequences seen so far, while walking down the lines once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.last: dict[Style, int] = {}
        self.bulleted, self.indent = "", 0
        self.bullet_indent: int | None = None
        starts = [_match_number(line.text) for line in lines if line.opens]
        self.has_dotted = _has_chain([value for value in starts if value], 2)
        bare = [int(found[1]) for line in lines if line.opens and (found := BARE.match(line.text))]
        self.bare_allowed = not self.has_dotted and _has_chain(bare, 3)
        self.numbers_ahead = _values_ahead(lines)
        # "Article 3: ..." once may be a heading or a reference; from two on, in order, it is how the text is numbered.
        typed = [found for line in lines if line.opens and (found := TYPED.match(line.text))]
        words = {found["word"].lower() for found in typed}
        self.typed = {
            word
            for word in words
            if _has_chain([_typed_value(found) for found in typed if found["word"].lower() == word], 2)
        }

    def label_at(self, index: int) -> Label | None:
        line = self.lines[index]
        if not line.known and _leaves_reference(self._above(index)):
            return None
        above = self.lines[index - 1].text if index else ""
        follows = (
            line.opens or index == 0 or bool(AFTER_BREAK.search(above[-40:])) or _counts_on(above, line.text)
        )
        label = (
            (self._known(line.text) if line.known else None)
            or (None if self._counts(index) else self._typed(index) or self._number(index, follows))
            or self._option(line)
            or self._entry(line, follows)
            or self._capital(index, follows)
            or self._bullet(index, follows)
        )
        if label and label.style is not Style.BULLET:
            self._remember(label)
        own = len(line.text) - len(line.text.lstrip())
        if label and label.style is Style.BULLET:
            self.bullet_indent = own
        elif self.bullet_indent is not None and line.opens and own <= self.bullet_indent:
            self.bullet_indent = None
        self.bulleted = (
            label.printed
            if label and label.style is Style.BULLET
            else ("" if label or line.opens else self.bulleted)
        )
        return label

    def _above(self, index: int) -> str:
        """The line before, the one above the page's end where only that stands between."""
        above = self.lines[index - 1].text if index else ""
        return above or (self.lines[index - 2].text if index > 1 else "")

    def _counts(self, index: int) -> bool:
        """True where the line above breaks off so that a number here belongs to its sentence."""
        return COUNTS.search(self._above(index)[-30:]) is not None

    def _known(self, text: str) -> Label | None:
        """The label of a line that surely has one, whatever came before it."""
        bullet = BULLET.match(text)
        if bullet:
            return Label(bullet[1], Style.BULLET, 0, bullet.end())
        number = NUMBER.match(text)
        if number:
            return Label(number[0].strip(), Style.NUMBER, int(number[1]), number.end())
        entry = NUMBER_ENTRY.match(text)
        if entry:
            value = int(entry[1] or entry[2] or entry[3])
            return Label(entry[0].strip(), Style.NUMBER_ENTRY, value, entry.end())
        found = LETTERS.match(text) or DOTTED_LETTER.match(text)
        if found:
            name = next(group for group in found.groups() if group)
            style, value = self._letter_or_roman(name, opens=True)
            style = style if value else (Style.LETTER if letter_value(name) else Style.ROMAN)
            return Label(
                found[0].strip(), style, value or letter_value(name) or roman_value(name), found.end()
            )
        return None

    def _remember(self, label: Label) -> None:
        self.last[label.style] = label.value
        inner = list(Style)[list(Style).index(label.style) + 1 :]
        keep: tuple[Style, ...] = ()
        if label.style in (Style.CAPITAL, Style.ROMAN_CAPITAL):
            keep = (Style.NUMBER, Style.BARE)
        for style in inner:
            if style not in keep and style is not label.style:
                self.last.pop(style, None)

    def _typed(self, index: int) -> Label | None:
        """The label of a line that opens with "Article 1." or "OP1." and goes on with text; a mention is further in."""
        line = self.lines[index]
        found = (TYPED.match(line.text) or UNITED_NATIONS.match(line.text)) if line.opens else None
        if not found or (found["word"] not in ("OP", "PP") and found["word"].lower() not in self.typed):
            return None
        return Label(found[0].strip(), Style.NUMBER, _typed_value(found), found.end())

    def _inserted(self, line: Line) -> Label | None:
        """ "2A." after 2 or 2A: it keeps the value of the paragraph it was put in after."""
        found = INSERTED.match(line.text) if line.opens else None
        value = int(next(group for group in found.groups() if group)) if found else 0
        last = self.last.get(Style.NUMBER) or self.last.get(Style.NUMBER_ENTRY)
        if not found or last is None or value not in (last, last + 1):
            return None
        return Label(found[0].strip(), Style.NUMBER, value, found.end())

    def _number(self, index: int, follows: bool) -> Label | None:
        line = self.lines[index]
        inserted = self._inserted(line)
        if inserted:
            return inserted
        decimal = DECIMAL.match(line.text)
        if decimal and line.opens and "." in decimal[1]:
            return Label(decimal[1], Style.DECIMAL, int(decimal[1].rsplit(".", 1)[1]), decimal.end())
        found, style = NUMBER.match(line.text), Style.NUMBER
        if not found and self.bare_allowed:
            found, style = BARE.match(line.text), Style.BARE
        if not found or not follows:
            return None
        value, last = int(found[1]), self.last.get(style)
        indent = len(line.text) - len(line.text.lstrip())
        in_bullet = self.bullet_indent is not None and indent >= self.bullet_indent + NESTED_INDENT
        if in_bullet or (last is not None and indent >= self.indent + NESTED_INDENT):
            fits = value in (1, self.last.get(Style.NUMBER_ENTRY, 0) + 1)
            return Label(found[0].strip(), Style.NUMBER_ENTRY, value, found.end()) if fits else None
        nested = self._nested(index, value, last)
        if nested:
            return Label(found[0].strip(), Style.NUMBER_ENTRY, value, found.end())
        is_next = last is not None and value == last + 1
        is_first = value == 1 or (last is None and value + 1 in self.numbers_ahead[index])
        # After a blank line a number may leave a gap, or come again: drafts print each option of a paragraph.
        is_gap = line.opens and last is not None and value <= last + 5
        if style is Style.BARE and value == 2 and last is None:
            is_first = line.opens
        if is_next or (is_first and (line.opens or last is None)) or is_gap:
            self.indent = indent
            return Label(found[0].strip(), style, value, found.end())
        return None

    def _option(self, line: Line) -> Label | None:
        found = OPTION.match(line.text) if line.opens else None
        if not found:
            return None
        value = int(found[1]) if found[1] else ord(found[2].lower()) - 96
        return Label(found[0].strip(), Style.OPTION, value, found.end())

    def _nested(self, index: int, value: int, last: int | None) -> bool:
        """True for "1." below a paragraph that ends with a colon and whose successor comes further down, and what
        counts on from it."""
        if last is None or value == last + 1:
            return False
        if value == 1:
            return self._above(index).rstrip().endswith(":") and last + 1 in self.numbers_ahead[index]
        return value == self.last.get(Style.NUMBER_ENTRY, -1) + 1

    def _entry(self, line: Line, follows: bool) -> Label | None:
        if not follows:
            return None
        number = NUMBER_ENTRY.match(line.text)
        if number:
            value = int(number[1] or number[2] or number[3])
            fits = value in (1, self.last.get(Style.NUMBER_ENTRY, 0) + 1)
            return Label(number[0].strip(), Style.NUMBER_ENTRY, value, number.end()) if fits else None
        found = LETTERS.match(line.text) or DOTTED_LETTER.match(line.text)
        if not found:
            return None
        name = next(group for group in found.groups() if group)
        style, value = self._letter_or_roman(name, line.opens)
        return Label(found[0].strip(), style, value, found.end()) if value else None

    def _letter_or_roman(self, name: str, opens: bool) -> tuple[Style, int]:
        """(i) is the letter after (h), else the roman one; (v) the letter after (u), else the roman five."""
        letter, roman = letter_value(name), roman_value(name)
        last_letter, last_roman = self.last.get(Style.LETTER, 0), self.last.get(Style.ROMAN, 0)
        if roman and last_roman and roman == last_roman + 1:
            return Style.ROMAN, roman
        if letter and letter == last_letter + 1:
            return Style.LETTER, letter
        if roman == 1:
            return Style.ROMAN, roman
        if letter == 1 or (opens and letter > last_letter > 0):
            return Style.LETTER, letter
        if opens and roman > last_roman > 0:
            return Style.ROMAN, roman
        return Style.LETTER, 0

    def _capital(self, index: int, follows: bool) -> Label | None:
        line = self.lines[index]
        found = CAPITAL.match(line.text)
        if not found or not follows or self._is_initial(index):
            return None
        roman = roman_value(found[1]) if found[1].isupper() else 0
        letter = ord(found[1]) - 64 if len(found[1]) == 1 else 0
        last_roman = self.last.get(Style.ROMAN_CAPITAL, 0)
        last_letter = self.last.get(Style.CAPITAL, 0)
        if letter and letter == last_letter + 1 and not (roman and roman == last_roman + 1):
            return Label(found[0].strip(), Style.CAPITAL, letter, found.end())
        if roman and roman in (1, last_roman + 1):
            return Label(found[0].strip(), Style.ROMAN_CAPITAL, roman, found.end())
        is_gap = last_letter and last_letter < letter <= last_letter + 3
        if line.opens and (letter == 1 or is_gap):
            return Label(found[0].strip(), Style.CAPITAL, letter, found.end())
        return None

    def _is_initial(self, index: int) -> bool:
        """True for "I. Barkin; Raphael": the rest of a name that a line's or a page's end cut."""
        return bool(NAME.match(self.lines[index].text) and NAME_BEGUN.search(self._above(index)[-60:]))

    def _bullet(self, index: int, follows: bool) -> Label | None:
        found = BULLET.match(self.lines[index].text)
        if found and found[1] in ONLY_BULLETS:
            return Label(found[1], Style.BULLET, 0, found.end())
        if not found or not (self.lines[index].opens or self._is_next_bullet(index, found[1], follows)):
            return None
        return Label(found[1], Style.BULLET, 0, found.end())

    def _is_next_bullet(self, index: int, mark: str, follows: bool) -> bool:
        """A dash at the start of a wrapped line is a bullet after a stop, or where a bullet opened the lines above."""
        above = self.lines[index - 1].text.rstrip() if index else ""
        # "the U.S. / - Pacific Forum": a stop that shortens a word ends no sentence.
        below = self.lines[index].text.lstrip(" \t-–—")
        is_shortened = above.endswith(".") and leaves_open(above[-60:], below[:60])
        return mark == self.bulleted or (follows and not above.endswith(",") and not is_shortened)


def _counts_on(above: str, text: str) -> bool:
    """True for "2. Place: Orsa" right below "1. Date: 5 May 2031": two entries of one line each, without stops."""
    value = _match_number(text)
    return (
        value > 1
        and _match_number(above) == value - 1
        and re.match(r"\s*\d+\.\s*[\[(“\"]*[A-Z]", text) is not None
    )


def _typed_value(found: re.Match[str]) -> int:
    """The number of "Article 3" or of "Article premier"."""
    return int(found["number"]) if found["number"].isdigit() else 1


def _leaves_reference(text: str) -> bool:
    """True for a line of running text that ends with "paragraph" or its like; a short one is a heading."""
    return bool(REFERS.search(text[-30:])) and len(text[-200:].split()) >= FEWEST_BEFORE_REFERENCE


def _match_number(text: str) -> int:
    found = NUMBER.match(text)
    return int(found[1]) if found else 0


def _has_chain(values: Sequence[int], length: int) -> bool:
    """True where ``length`` numbers in a row, each one more than the last, occur in this order."""
    longest: dict[int, int] = {}
    for value in values:
        longest[value] = max(longest.get(value, 0), longest.get(value - 1, 0) + 1)
    return max(longest.values(), default=0) >= length


def _values_ahead(lines: Sequence[Line]) -> list[frozenset[int]]:
    """For each line the numbers that open lines further down; the first few lines are all that need it."""
    ahead: list[frozenset[int]] = [frozenset()] * len(lines)
    seen: frozenset[int] = frozenset()
    for index in range(len(lines) - 1, -1, -1):
        ahead[index] = seen
        follows = lines[index].opens or bool(index and AFTER_BREAK.search(lines[index - 1].text[-40:]))
        value = _match_number(lines[index].text) if follows else 0
        found = BARE.match(lines[index].text) if lines[index].opens and not value else None
        value = value or (int(found[1]) if found else 0)
        if value and value not in seen:
            seen = seen | {value}
    return ahead
