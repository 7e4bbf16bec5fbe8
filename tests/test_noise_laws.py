"""What changes nothing: the same words, wrapped, numbered, quoted, spaced, set in bold or cut by a page otherwise."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from rapporteur.compare.clauses.fold import fold
from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.model import Statement
from rapporteur.compare.readers import read_bytes

Law = Callable[[str, random.Random], str]


def read(text: str, name: str) -> Statement:
    document = read_bytes(text.encode(), name)
    return normalise(document, read_masthead(document, forum="forum"))


def wordings(statement: Statement) -> list[str]:
    return [fold(clause.text) for clause in statement.clauses]


def body_of(text: str) -> tuple[str, str]:
    """Front matter and the rest."""
    found = re.match(r"---[ \t]*\n.*?\n---[ \t]*\n", text, re.S)
    return (found[0], text[found.end() :]) if found else ("", text)


_OPENS = re.compile(r"\s*(?:\(?\w{1,4}[.)]\s|\d{1,3}(?:\s|$)|[-–—*•]\s|#|\||>|\*\*|<|\[|_)")


def is_prose(group: str) -> bool:
    """A group of lines that is one running paragraph: no marks of its own, no line broken on purpose."""
    lines = group.split("\n")
    width = max(len(line) for line in lines)
    is_even = all(len(line) > 0.8 * width for line in lines[:-1])
    has_marks = any(f" {mark}" in group for mark in ("#", "* ", "- ", "+ "))
    return len(group) > 200 and is_even and not has_marks and not any(_OPENS.match(line) for line in lines)


def on_prose(text: str, change: Callable[[str], str]) -> str:
    front, body = body_of(text)
    groups = re.split(r"(\n[ \t]*\n)", body)
    return front + "".join(change(group) if is_prose(group) else group for group in groups)


def rewrapped(text: str, chance: random.Random) -> str:
    width = chance.randint(45, 140)
    return on_prose(text, lambda group: textwrap.fill(" ".join(group.split()), width, break_long_words=False))


def curled(text: str, chance: random.Random) -> str:
    front, body = body_of(text)
    body = re.sub(r"(?<=\w)'(?=\w)", "’", body)
    return front + re.sub(r"(?<=\w)–(?=\w)", "-", body)


def with_hard_spaces(text: str, chance: random.Random) -> str:
    return on_prose(
        text, lambda g: re.sub(r"(?<=\w) (?=\w)", lambda m: "\u00a0" if chance.random() < 0.2 else " ", g)
    )


def with_bold(text: str, chance: random.Random) -> str:
    return on_prose(
        text,
        lambda g: re.sub(
            r"(?<= )([a-z]{5,})(?= )", lambda m: f"**{m[1]}**" if chance.random() < 0.1 else m[1], g
        ),
    )


def with_raised_ordinals(text: str, chance: random.Random) -> str:
    front, body = body_of(text)
    return front + re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1<sup>\2</sup>", body)


def cut_by_pages(text: str, chance: random.Random) -> str:
    """A form feed between two words in the midst of a sentence."""

    def cut(group: str) -> str:
        places = [m.start() for m in re.finditer(r"(?<=[a-z,]) (?=[a-z])", group)]
        at = chance.choice(places) if places and chance.random() < 0.4 else None
        return group if at is None else f"{group[:at]}\n\f{group[at + 1 :]}"

    return on_prose(text, cut)


def renumbered(text: str, chance: random.Random) -> str:
    """Every paragraph number two higher; references to paragraphs stay as they are."""
    front, body = body_of(text)
    numbers = [int(number) for number in re.findall(r"(?m)^ *(\d{1,3})\.(?=\s)", body)]
    if numbers != list(range(1, len(numbers) + 1)):
        return text
    return front + re.sub(r"(?m)^( *)(\d{1,3})\.(?=\s)", lambda m: f"{m[1]}{int(m[2]) + 2}.", body)


_LONG = 40_000

LAWS: dict[str, Law] = {
    "wrapped at another width": rewrapped,
    "with curly quotes and plain dashes": curled,
    "with hard spaces": with_hard_spaces,
    "with words in bold": with_bold,
    "with raised ordinals": with_raised_ordinals,
    "cut by pages": cut_by_pages,
    "renumbered": renumbered,
}


@pytest.mark.parametrize("law", LAWS)
def test_a_sample_statement_does_not_change(law: str, sample: Path) -> None:
    chance = random.Random(law)
    is_markup = law in ("with words in bold", "with raised ordinals")
    for path in sorted(sample.glob("statements/*/*.md" if is_markup else "statements/*/*.[mt][dx]*")):
        text = path.read_text(encoding="utf-8")
        other = LAWS[law](text, chance)
        assert wordings(read(other, path.name)) == wordings(read(text, path.name)), path.name


@pytest.mark.parametrize("law", LAWS)
def test_no_real_statement_changes(law: str, shared: Path) -> None:
    """Bold and raised letters are markup, so those laws are for the Markdown files."""
    chance = random.Random(law)
    suffixes = (".md",) if law in ("with words in bold", "with raised ordinals") else (".md", ".txt")
    paths = [p for p in sorted((shared / "statements").glob("*/*.[mt][dx]*")) if p.suffix in suffixes]
    # The longest ones and the sixty that are nearly alike are walked through by `make quality`.
    fewer = [
        p for at, p in enumerate(paths) if p.stat().st_size < _LONG and ("fomc" not in p.name or at % 20 == 0)
    ]
    changed = []
    for path in fewer:
        text = path.read_text(encoding="utf-8")
        if LAWS[law](text, random.Random(law)) != text:
            old, new = wordings(read(text, path.name)), wordings(read(LAWS[law](text, chance), path.name))
            if old != new:
                changed.append(path.name)
    assert changed == []


def test_the_noise_is_counted() -> None:
    text = "1. The Meeting welcomed the ‘plan’ of its 4<sup>th</sup> **session**\u00a0— at last\nwithout delay.\n\n2. It agreed."
    counted = {noise.kind: noise.count for noise in read(text, "s.md").noise}
    assert counted == {
        "bold or italic": 2,
        "curly quotes": 2,
        "dashes": 1,
        "line wraps": 1,
        "non-breaking spaces": 1,
        "superscript ordinals": 1,
    }


def test_folding_twice_is_folding_once(sample: Path) -> None:
    for path in sample.glob("statements/*/*"):
        text = path.read_text(encoding="utf-8")
        assert fold(fold(text)) == fold(text)


def test_a_changed_word_is_no_noise() -> None:
    old, new = read("1. The Meeting endorsed it.", "a.txt"), read("1. The Meeting welcomed it.", "a.txt")
    assert wordings(old) != wordings(new)
