"""The scales of substance: words on steps, read from ``substance.toml`` and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEYS = frozenset({"says", "steps", "bare", "heads", "near", "reversal", "ignore", "source"})
NEAR = ("next", "around", "anywhere")


@dataclass(frozen=True, slots=True)
class Scale:
    """Words on steps; a higher step binds to more. See the head of ``substance.toml`` for what each key means.

    ``pattern`` finds the words, one group an entry; ``steps`` maps the number of a group to its step, 0 to ignore it.
    """

    name: str
    up: str
    down: str
    pattern: re.Pattern[str]
    steps: Mapping[int, int]
    bare: int | None = None
    heads: re.Pattern[str] | None = None
    near: str = "around"
    reversal: bool = False


def read_scales(table: Mapping[str, Any]) -> tuple[Scale, ...]:
    """The scales of a table of ``substance.toml``. Raises ValueError naming the scale and its mistake."""
    return tuple(_scale(name, entry) for name, entry in table.items())


def _scale(name: str, entry: Mapping[str, Any]) -> Scale:
    _check(name, entry)
    phrases = [(phrase, int(step)) for step, many in entry["steps"].items() for phrase in many]
    phrases += [(phrase, 0) for phrase in entry.get("ignore", ())]
    phrases.sort(key=lambda one: (-len(one[0].split()), -len(one[0]), one[0]))
    pattern = "|".join(f"({_regex(phrase)})" for phrase, _ in phrases)
    heads = "|".join(_regex(head) for head in entry.get("heads", ()))
    up, down = entry["says"]
    return Scale(
        name,
        up,
        down,
        re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])"),
        {number: step for number, (_, step) in enumerate(phrases, start=1)},
        entry.get("bare"),
        re.compile(heads) if heads else None,
        entry.get("near", "around"),
        entry.get("reversal", False),
    )


def _regex(phrase: str) -> str:
    words = phrase.lower().replace("-", " ").split()
    return r"\s".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)


def _check(name: str, entry: object) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"'{name}' is no table of a scale")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise ValueError(f"'{name}' has '{unknown[0]}'; known are {', '.join(sorted(KEYS))}")
    says, steps = entry.get("says"), entry.get("steps")
    if not (isinstance(says, list) and len(says) == 2 and all(isinstance(word, str) for word in says)):
        raise ValueError(
            f'\'{name}\' needs says = ["what a move up is called", "what a move down is called"]'
        )
    if not (isinstance(steps, dict) and steps and all(key.isdigit() and int(key) for key in steps)):
        raise ValueError(f"'{name}' needs a table [{name}.steps] with lines such as 1 = [\"words\"]")
    for words in (*steps.values(), entry.get("heads", []), entry.get("ignore", [])):
        if not (
            isinstance(words, list) and all(isinstance(word, str) and word.strip("* ") for word in words)
        ):
            raise ValueError(f"'{name}' has '{words}' where a list of words is wanted")
    if entry.get("near", "around") not in NEAR:
        raise ValueError(f"'{name}' has near = '{entry['near']}'; known are {', '.join(NEAR)}")
    bare = entry.get("bare", 1)
    if not isinstance(bare, int) or isinstance(bare, bool):
        raise ValueError(f"'{name}' has bare = '{bare}'; the number of a step is wanted")
