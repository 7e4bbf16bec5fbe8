"""What changes nothing: the same words, wrapped, numbered, quoted, spaced, set in bold or cut by a page otherwise.

Each law takes the text of a file and changes what a publisher may change without changing a word. The tests hold the
sample and most of the real statements to them, `benchmarks/noise_laws.py` all of them.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.model import Statement
from rapporteur.compare.readers import read_bytes
from rapporteur.compare.text.normalise import fold

Change = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Law:
    """A change that is none, the suffixes of the files it may be done to, and the noise that must be counted then."""

    change: Change
    suffixes: tuple[str, ...] = (".md", ".txt", ".html")
    counted: tuple[str, ...] = ()


def read(text: str, name: str) -> Statement:
    document = read_bytes(text.encode(), name)
    return normalise(document, read_masthead(document, forum="forum"))


def wordings(statement: Statement) -> list[str]:
    return [fold(clause.text) for clause in statement.clauses]


def breaks(law: Law, text: str, name: str, chance: random.Random) -> str | None:
    """What a law that does not hold for a text does to it, "" where it holds, None where it changes nothing."""
    other = law.change(text, chance)
    if other == text:
        return None
    old, new = read(text, name), read(other, name)
    if wordings(old) != wordings(new):
        pairs = zip(wordings(old), wordings(new), strict=False)
        first = next(
            ((a, b) for a, b in pairs if a != b), (f"{len(old.clauses)} clauses", f"{len(new.clauses)}")
        )
        return f"{first[0][:160]!r} became {first[1][:160]!r}"
    counts = [{noise.kind: noise.count for noise in statement.noise} for statement in (old, new)]
    if (
        law.counted
        and not is_page(body_of(text)[1])
        and not any(kind in count for kind in law.counted for count in counts)
    ):
        return f"no noise of the kind {' or '.join(law.counted)} is counted"
    return ""


def body_of(text: str) -> tuple[str, str]:
    """Front matter and the rest."""
    found = re.match(r"---[ \t]*\n.*?\n---[ \t]*\n", text, re.S)
    return (found[0], text[found.end() :]) if found else ("", text)


_LABEL = r"\s*(?:\(?\w{1,4}[.)]\s|\d{1,3}(?:\s|$))"
_MARK = re.compile(r"\s*(?:[-–—*•]\s|#|\||>|\*\*|<|\[|_)")
# A note that a page cuts goes on at the foot of the next page, not at its head, so pages cut none.
_NOTE = re.compile(r"\s*\d{1,3}\s")
# In a page, the text between two tags.
_BETWEEN_TAGS = re.compile(r"(?<=>)([^<>]{120,})(?=<)")


def is_page(text: str) -> bool:
    return re.match(r"\s*(?:---.*?---)?\s*<", text, re.S) is not None


def is_prose(group: str) -> bool:
    """A group of lines that is one running paragraph: no marks of its own, no line broken on purpose.

    Its first line may open with a number or a letter.
    """
    lines = group.split("\n")
    width = max(len(line) for line in lines)
    is_even = all(len(line) > 0.8 * width for line in lines[:-1])
    has_marks = any(mark in group for mark in (" #", " * ", " - ", " + ", "\\\n"))
    has_labels = any(re.match(_LABEL, line) for line in lines[1:])
    return len(group) > 120 and is_even and not (has_marks or has_labels or any(map(_MARK.match, lines)))


def on_prose(text: str, change: Callable[[str], str]) -> str:
    front, body = body_of(text)
    if is_page(body):
        return front + _BETWEEN_TAGS.sub(lambda found: change(found[1]), body)
    groups = re.split(r"(\n[ \t]*\n)", body)
    return front + "".join(change(group) if is_prose(group) else group for group in groups)


def rewrapped(text: str, chance: random.Random) -> str:
    """Any width between a narrow column and a wide page; an indented paragraph stays indented."""
    width = chance.randint(40, 160)

    def wrap(group: str) -> str:
        text = group.strip()
        before, _, after = group.partition(text)
        words = " ".join(group.split())
        return before + textwrap.fill(words, width, break_long_words=False, break_on_hyphens=False) + after

    return on_prose(text, wrap)


def curled(text: str, chance: random.Random) -> str:
    """Quotes the other way: straight ones curled, curled ones straight, half of them."""
    quotes = {"'": "’", "’": "'", "“": '"', "”": '"'}
    return on_prose(
        text,
        lambda g: re.sub(
            r"(?<=\w)['’](?=\w)|[“”]", lambda m: quotes[m[0]] if chance.random() < 0.5 else m[0], g
        ),
    )


def dashed(text: str, chance: random.Random) -> str:
    """Dashes between words and figures of another length; a dash between words may have spaces round it."""

    def dash(found: re.Match[str]) -> str:
        return chance.choice("-–—\u2011") if found[0] == "-" else chance.choice("-–—")

    return on_prose(text, lambda g: re.sub(r"(?<=\w)[-–—](?=\w)", dash, g))


def with_hard_spaces(text: str, chance: random.Random) -> str:
    return on_prose(
        text, lambda g: re.sub(r"(?<=\w) (?=\w)", lambda m: "\u00a0" if chance.random() < 0.2 else " ", g)
    )


def with_bold(text: str, chance: random.Random) -> str:
    opening, closing = ("<b>", "</b>") if is_page(body_of(text)[1]) else ("**", "**")

    def bold(found: re.Match[str]) -> str:
        return f"{opening}{found[1]}{closing}" if chance.random() < 0.1 else found[1]

    return on_prose(text, lambda g: re.sub(r"(?<= )([A-Za-z]{5,}(?: [a-z]{3,})?)(?=[ ,;.])", bold, g))


def with_raised_ordinals(text: str, chance: random.Random) -> str:
    return on_prose(text, lambda g: re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1<sup>\2</sup>", g))


# A page ends where a line does, so a paragraph's first few words stand together, and so do its last ones.
_LAST_LINE = 20
_FIRST_LINE = r"\s*(?:\S+\s+){6}"


def _cut(text: str, chance: random.Random, places: str, end_page: Callable[[], str]) -> str:
    """Some paragraphs cut at one of the blanks that the pattern finds, by what ends a page."""

    def cut(group: str) -> str:
        first = re.match(_FIRST_LINE, group)
        found = [
            m.start() for m in re.finditer(places, group[:-_LAST_LINE]) if first and m.start() > first.end()
        ]
        at = chance.choice(found) if found and not _NOTE.match(group) and chance.random() < 0.4 else None
        if at is None:
            return group
        # The next page's first line is as full as the others.
        width = max(len(line) for line in group.split("\n"))
        return f"{group[:at]}{end_page()}{textwrap.fill(' '.join(group[at:].split()), width, break_long_words=False)}"

    return text if is_page(body_of(text)[1]) else on_prose(text, cut)


def cut_by_pages(text: str, chance: random.Random) -> str:
    """A form feed between two words anywhere in a sentence."""
    return _cut(text, chance, r"(?<=[a-z,]) (?=\w)", lambda: "\n\f")


def cut_between_sentences(text: str, chance: random.Random) -> str:
    """A page that ends where a sentence ends."""
    return _cut(text, chance, r"(?<=[a-z]{3}\.) (?=[A-Z])", lambda: "\n\f")


def cut_by_numbered_pages(text: str, chance: random.Random) -> str:
    """A page's number and the next page's running head in the midst of a sentence, as text copied from a PDF has them."""
    pages = iter(range(2, 1000))
    changed = _cut(text, chance, r"(?<=[a-z]) (?=[a-z])", lambda: f"\n\n{next(pages)}\n\fOfficial text\n\n")
    # A head that stands once is a line like any other.
    return changed if changed.count("\fOfficial text") > 1 else text


def renumbered(text: str, chance: random.Random) -> str:
    """Every paragraph number two higher; references to paragraphs stay as they are."""
    front, body = body_of(text)
    numbers = [int(number) for number in re.findall(r"(?m)^ *(\d{1,3})\.(?=\s)", body)]
    if numbers != list(range(1, len(numbers) + 1)):
        return text
    return front + re.sub(r"(?m)^( *)(\d{1,3})\.(?=\s)", lambda m: f"{m[1]}{int(m[2]) + 2}.", body)


_MARKUP, _PAGED = (".md", ".html"), (".md", ".txt")
LAWS: dict[str, Law] = {
    "wrapped at another width": Law(rewrapped, counted=("line wraps",)),
    "with quotes curled or straight": Law(curled, counted=("curly quotes",)),
    "with other dashes": Law(dashed, counted=("dashes",)),
    "with hard spaces": Law(with_hard_spaces, counted=("non-breaking spaces",)),
    "with words in bold": Law(with_bold, _MARKUP, counted=("bold or italic",)),
    "with raised ordinals": Law(with_raised_ordinals, _MARKUP, counted=("superscript ordinals",)),
    "cut by pages": Law(cut_by_pages, _PAGED, counted=("page breaks",)),
    "cut by pages between sentences": Law(cut_between_sentences, _PAGED, counted=("page breaks",)),
    "cut by pages with numbers and heads": Law(cut_by_numbered_pages, _PAGED, counted=("page breaks",)),
    "renumbered": Law(renumbered, _PAGED),
}
