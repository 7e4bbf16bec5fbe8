"""The file written for less: pages numbered once, streams packed in a tenth of the time, types of arrays named once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint.pdf import fonts

PACKED = 6
"""How hard zlib packs: the renderer's 9 takes six times as long and saves 4 % of a page."""
SIZED = re.compile(r"(\w+)\[(\d+)\]")
"""A type of array with its size in it."""


def _numbered_once(made: Callable[[Any], tuple[bytes, ...]]) -> Callable[[Any], tuple[bytes, ...]]:
    """The references to all pages, listed anew only after a page was added.

    The renderer asks for the whole list at each tag and link: time that grows with the square of the pages.
    """

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        listed: tuple[int, tuple[bytes, ...]] = pdf.__dict__.get("listed", (-1, ()))
        if listed[0] != pdf.pages["Count"]:
            listed = pdf.listed = (pdf.pages["Count"], made(pdf))
        return listed[1]

    return page_references


def _packed(stream: Any) -> bytes:
    """A stream as it stands in the file."""
    content = b"\n".join([item if type(item) is bytes else pydyf._to_bytes(item) for item in stream.stream])
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"], content = "/FlateDecode", zlib.compress(content, PACKED)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


class Named:
    """The door to C, that does not read the name of an array's type again for each size: 4 ms a time, twice a font."""

    def __init__(self, door: Any) -> None:
        self.door = door

    def __getattr__(self, name: str) -> Any:
        return getattr(self.door, name)

    def new(self, type_name: str, values: Any = None) -> Any:
        """An array of so many values."""
        sized = SIZED.fullmatch(type_name)
        if sized is None:
            return self.door.new(type_name, values)
        size = int(sized[2])
        is_whole = isinstance(values, (list, tuple)) and len(values) == size
        return self.door.new(f"{sized[1]}[]", values if is_whole else size)


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer writes."""
    yield pydyf.PDF, "page_references", property(_numbered_once(pydyf.PDF.page_references.fget))
    yield pydyf.Stream, "data", property(_packed)
    yield fonts, "ffi", Named(fonts.ffi)
