"""With whom and where: countries, organisations and places that a clause names."""

from __future__ import annotations

from .clause_words import Words
from .lexicon import Lexicon

_Name = tuple[tuple[str, ...], str]
_Index = dict[str, tuple[_Name, ...]]

_KNOWN: dict[int, tuple[Lexicon, _Index, _Index]] = {}


def read_names(words: Words, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The partners and the places of a clause, each once, in reading order, under the name the lexicon gives them.

    A name counts only where it is capitalised as the lexicon has it; "Japan's" is Japan. The forum's own members
    are partners too where a clause names them: who is meant is for the reader to say.
    """
    partners, places = _indexes(lexicon)
    return _found(words, partners), _found(words, places)


def _indexes(lexicon: Lexicon) -> tuple[_Index, _Index]:
    if id(lexicon) not in _KNOWN:
        table = lexicon.tables["partners"]
        names = {name: name for name in (*table["countries"]["names"], *table["organisations"]["names"])}
        partners = names | dict(table["aliases"])
        _KNOWN[id(lexicon)] = (
            lexicon,
            _index(partners),
            _index({name: name for name in table["places"]["names"]}),
        )
    return _KNOWN[id(lexicon)][1:]


def _index(names: dict[str, str]) -> _Index:
    found: dict[str, list[_Name]] = {}
    for spelt, name in names.items():
        parts = tuple(part.removesuffix(".") if part.count(".") == 1 else part for part in spelt.split())
        found.setdefault(parts[0], []).append((parts, name))
    return {
        first: tuple(sorted(many, key=lambda one: (-len(one[0]), one[0]))) for first, many in found.items()
    }


def _found(words: Words, index: _Index) -> tuple[str, ...]:
    names: dict[str, None] = {}
    at = 0
    while at < len(words):
        step = 1
        for parts, name in index.get(_bare(words.raw[at]), ()):
            spelt = tuple(_bare(raw) for raw in words.raw[at : at + len(parts)])
            if spelt == parts:
                names[name] = None
                step = len(parts)
                break
        else:
            for part in words.raw[at].replace("–", "-").split("-") if "-" in words.raw[at] else ():
                for parts, name in index.get(_bare(part), ()):
                    if len(parts) == 1:
                        names[name] = None
        at += step
    return tuple(names)


def _bare(raw: str) -> str:
    low = raw.replace("’", "'")
    return low.removesuffix("'s") if low.endswith("'s") else low
