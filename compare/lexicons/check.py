"""The schema of the lexicons: which tables a file may hold and what stands in them. A mistake is named with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.lexicons.scales import read_scales

VERB_KEYS = frozenset(
    {"tier", "restated", "emotive", "rank", "source", "needs", "weak", "present", "spellings", "off", "talk"}
    | {"past", "participle", "gerund", "third"}
)
"""What a line of ``[verbs]``, ``[expressions]``, ``[states]`` or ``[with]`` may say."""

GRADES, LISTS, WEIGHTS, NAMES, INNER = "grades", "lists", "weights", "names", "inner"
SECTIONS: dict[str, dict[str, str]] = {
    "verbs": {
        **dict.fromkeys(("verbs", "expressions", "making", "states", "with"), GRADES),
        **dict.fromkeys(("expressing", "narrative", "undertaken"), LISTS),
        "inner": INNER,
    },
    "hedges": {**dict.fromkeys(("hedges", "tentative", "modals"), WEIGHTS), "quantifiers": LISTS},
    "voices": dict.fromkeys(("own", "bodies", "members", "addressees"), LISTS),
    "instruments": {"heads": LISTS},
    "partners": {**dict.fromkeys(("countries", "organisations", "places"), LISTS), "aliases": NAMES},
}
"""File -> table -> what it holds. Tables of profiles, events and substance have names of their own."""


def check_table(path: Path, text: str, table: dict[str, Any]) -> None:
    """Raise WorkspaceError, naming file and line, where a lexicon does not keep to the schema of its file."""
    known = SECTIONS.get(path.stem)
    for section, said in table.items():
        if not isinstance(said, dict):
            raise _mistake(path, text, section, f"'{section}' stands outside any [table]")
        if known is not None and section not in known:
            raise _mistake(path, text, section, f"no table '{section}'; known are {', '.join(sorted(known))}")
        check = CHECKS.get(known[section] if known is not None else path.stem)
        if check is not None:
            check(path, text, section, said)


def _check_grades(path: Path, text: str, section: str, said: dict[str, Any]) -> None:
    for word, entry in said.items():
        _check_grade(path, text, word, entry)


def _check_weights(path: Path, text: str, section: str, said: dict[str, Any]) -> None:
    for word, weight in said.items():
        if not isinstance(weight, int | float) or not 0 <= weight <= 1:
            raise _mistake(path, text, word, f"'{word}' weighs '{weight}'; a number from 0 to 1 is wanted")


def _check_lists(path: Path, text: str, section: str, said: dict[str, Any]) -> None:
    for name, words in said.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise _mistake(path, text, name, f'\'{name}\' is no list of words; write {name} = ["one", "two"]')


def _check_names(path: Path, text: str, section: str, said: dict[str, Any]) -> None:
    for word, name in said.items():
        if not isinstance(name, str):
            raise _mistake(path, text, word, f"'{word}' stands for '{name}'; a name in quotes is wanted")


def _check_event(path: Path, text: str, section: str, said: dict[str, Any]) -> None:
    try:
        for pattern in said["names"]:
            re.compile(pattern)
        for number, (first, last) in said["days"].items():
            if date.fromisoformat(first) > date.fromisoformat(last) or not number.isdigit():
                raise ValueError(number)
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        wanted = 'names = ["pattern"] and under days 28 = ["2023-11-30", "2023-12-12"]'
        raise _mistake(
            path, text, section, f"'{section}' is no series of events ({error}); write {wanted}"
        ) from error


def _check_scale(path: Path, text: str, name: str, said: dict[str, Any]) -> None:
    """A scale of its own is checked whole; one that adds words to a shipped scale may leave the rest out."""
    try:
        read_scales({name: {"says": ["", ""], "steps": {"1": []}} | said})
    except ValueError as error:
        raise _mistake(path, text, name, str(error)) from error


def _check_grade(path: Path, text: str, word: str, entry: object) -> None:
    if not isinstance(entry, dict):
        raise _mistake(path, text, word, f"'{word}' is '{entry}'; write {{ tier = 4 }} or the like")
    unknown = sorted(set(entry) - VERB_KEYS)
    if unknown:
        raise _mistake(
            path, text, word, f"'{word}' has '{unknown[0]}'; known are {', '.join(sorted(VERB_KEYS))}"
        )
    tier = entry.get("tier")
    if tier is not None and (not isinstance(tier, int) or isinstance(tier, bool) or not 1 <= tier <= 7):
        raise _mistake(path, text, word, f"'{word}' has tier '{tier}'; tiers run from 1 to 7")
    if sum(
        (tier is not None, bool(entry.get("restated")), bool(entry.get("emotive")))
    ) != 1 and not entry.get("off"):
        raise _mistake(
            path, text, word, f"'{word}' needs exactly one of tier, restated = true, emotive = true"
        )
    rank = entry.get("rank", 0.5)
    if not isinstance(rank, int | float) or not 0 <= rank <= 1:
        raise _mistake(path, text, word, f"'{word}' has rank '{rank}'; ranks run from 0 to 1")


def _mistake(path: Path, text: str, word: str, what: str) -> WorkspaceError:
    found = re.search(rf'^\s*(?:"?{re.escape(word)}"?\s*=|\[{re.escape(word)}[].])', text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return WorkspaceError(f"{path}, line {line}: {what}.")


CHECKS: dict[str, Callable[[Path, str, str, dict[str, Any]], None]] = {
    GRADES: _check_grades,
    LISTS: _check_lists,
    WEIGHTS: _check_weights,
    NAMES: _check_names,
    "events": _check_event,
    "substance": _check_scale,
}
