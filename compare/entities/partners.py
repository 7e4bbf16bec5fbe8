"""With whom and where: countries, organisations and places that a clause names."""

from __future__ import annotations

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.text.tokens import Words

_Name = tuple[tuple[str, ...], str, bool]
"""The words of a spelling, the name it stands for, and whether that is a place."""
_Index = dict[str, tuple[_Name, ...]]

_KNOWN: dict[int, tuple[Lexicon, _Index]] = {}


def read_names(words: Words, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The partners and the places of a clause, each once, in reading order, under the name the lexicon gives them.

    A name counts only where it is capitalised as the lexicon has it; "Japan's" is Japan. The forum's own members
    are partners too where a clause names them: who is meant is for the reader to say. A country in which something
    was held or happened is a place.
    """
    countries = lexicon.tables["partners"]["countries"]["names"]
    index = _index(lexicon)
    partners: dict[str, None] = {}
    places: dict[str, None] = {}
    done = 0
    for at in words.high:
        if at < done:
            continue
        for parts, name, is_place in _named_at(words, at, index):
            is_where = is_place or (at > 0 and words.raw[at - 1] == "in" and name in countries)
            (places if is_where else partners)[name] = None
            done = max(done, at + len(parts))
    return tuple(partners), tuple(places)


def _named_at(words: Words, at: int, index: _Index) -> tuple[_Name, ...]:
    """The name that begins at ``at``, or those joined by hyphens in one word ("Norland-Sorland")."""
    raw = words.raw[at]
    for entry in index.get(_bare(raw), ()):
        parts = entry[0]
        if len(parts) == 1 or tuple(map(_bare, words.raw[at : at + len(parts)])) == parts:
            return (entry,)
    if "-" not in raw and "–" not in raw:
        return ()
    joined = raw.replace("–", "-").split("-")
    return tuple(entry for part in joined for entry in index.get(_bare(part), ()) if len(entry[0]) == 1)


def _index(lexicon: Lexicon) -> _Index:
    if id(lexicon) not in _KNOWN:
        table = lexicon.tables["partners"]
        names = {name: name for name in (*table["countries"]["names"], *table["organisations"]["names"])}
        entries = [(spelt, name, False) for spelt, name in (names | dict(table["aliases"])).items()]
        entries += [(name, name, True) for name in table["places"]["names"]]
        found: dict[str, list[_Name]] = {}
        for spelt, name, is_place in entries:
            parts = tuple(part.removesuffix(".") if part.count(".") == 1 else part for part in spelt.split())
            found.setdefault(parts[0], []).append((parts, name, is_place))
        ready = {
            first: tuple(sorted(many, key=lambda one: (-len(one[0]), one[0])))
            for first, many in found.items()
        }
        _KNOWN[id(lexicon)] = (lexicon, ready)
    return _KNOWN[id(lexicon)][1]


def _bare(raw: str) -> str:
    return raw[:-2] if raw.endswith(("'s", "’s")) else raw
