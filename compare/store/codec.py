"""The nouns as bytes and back: compressed JSON whose lists follow the order of the nouns' fields.

JSON and not pickle, because a cache may come with a workspace from elsewhere, and reading it must not run code.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from rapporteur.compare.model import Comparison, Statement

Decoder = Callable[[Any], Any]
Noun = TypeVar("Noun")

LARGEST = 256 * 2**20
"""Bytes that a stored body may unfold to; a statement of 20,000 words takes about a hundredth of it."""
QUICK = 1
"""The zlib level: the cache is read and written far more often than it is looked at."""


class CodecError(ValueError):
    """The bytes are not what was stored: cut short, changed, or of another version."""


def encode(value: object) -> bytes:
    """A noun, or tuples of nouns, as bytes."""
    text = json.dumps(value, default=_values, check_circular=False, separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), QUICK)


def decode(kind: type[Noun], body: bytes) -> Noun:
    """The noun of that kind that ``encode`` was given. Raises CodecError where the bytes are anything else."""
    decoder: Decoder = _decoder(cast(Any, kind))
    try:
        value: Noun = decoder(_unfolded(body))
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError, zlib.error) as error:
        raise CodecError(f"not a stored {kind.__name__}: {error}") from error
    return value


def encode_comparison(comparison: Comparison) -> bytes:
    """A comparison without its two statements, which are stored by themselves."""
    return encode([getattr(comparison, name) for name in _own_fields()])


def decode_comparison(body: bytes, old: Statement, new: Statement) -> Comparison:
    """The comparison of ``old`` and ``new`` that was stored. Raises CodecError where the bytes are not one."""
    hints = get_type_hints(Comparison)
    try:
        values = zip(_own_fields(), _unfolded(body), strict=True)
        found = {name: _decoder(hints[name])(value) for name, value in values}
        return Comparison(old, new, **found)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError, zlib.error) as error:
        raise CodecError(f"not a stored comparison: {error}") from error


@cache
def _own_fields() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Comparison) if field.name not in ("old", "new"))


def _unfolded(body: bytes) -> Any:
    unfolder = zlib.decompressobj()
    text = unfolder.decompress(body, LARGEST)
    if not unfolder.eof:
        raise ValueError("cut short or too large")
    return json.loads(text)


def _values(noun: object) -> tuple[Any, ...]:
    return tuple(_getter(cast(Any, type(noun)))(noun))


@cache
def _getter(kind: type) -> Callable[[object], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:  # attrgetter of one name gives the value, not a tuple of it
        return lambda noun: (getattr(noun, names[0]),)
    return attrgetter(*names)


@cache
def _decoder(kind: Any) -> Decoder:
    """The function that makes a value of the type ``kind`` of what JSON gave."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(inner)
    if origin is tuple:
        return _tuple(inner)
    if isinstance(kind, type) and is_dataclass(kind):
        return _noun(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return _same


def _same(value: Any) -> Any:
    return value


def _optional(inner: tuple[Any, ...]) -> Decoder:
    known = [kind for kind in inner if kind is not type(None)]
    within = _decoder(known[0])
    return _same if within is _same else lambda value: None if value is None else within(value)


def _tuple(inner: tuple[Any, ...]) -> Decoder:
    if len(inner) == 2 and inner[1] is Ellipsis:
        within = _decoder(inner[0])
        return tuple if within is _same else lambda values: tuple(map(within, values))
    parts = tuple(_decoder(part) for part in inner)
    if all(part is _same for part in parts):
        return tuple
    return lambda values: tuple(part(value) for part, value in zip(parts, values, strict=True))


def _noun(kind: Any) -> Decoder:
    """Fields that come out of JSON as they are cost nothing; the others are decoded by position."""
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[field.name]) for field in fields(kind)]
    special = tuple((i, decoder) for i, decoder in enumerate(decoders) if decoder is not _same)
    count = len(decoders)

    def decoded(values: Any) -> Any:
        if len(values) != count:
            raise ValueError(f"{kind.__name__} has {count} fields, not {len(values)}")
        for i, decoder in special:
            values[i] = decoder(values[i])
        return kind(*values)

    return decoded
