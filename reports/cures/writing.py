"""The file written for less: pages numbered once, streams packed in a tenth of the time, types named once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from pydyf import _to_bytes as written_by_renderer
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pango, pangoft2

PACKED = 4
"""How hard zlib packs: the renderer's 9 takes six times as long and saves 9 % of a page."""
POINTERS = (
    (("PangoFcFontMap *",), pangoft2, "pango_fc_font_map_set_config", 0),
    (("FcChar8 **",), fontconfig, "FcPatternGetString", 3),
    (("PangoRectangle *",), pango, "pango_font_get_glyph_extents", 2),
    (("PangoLogAttr *",), pango, "pango_get_log_attrs", 4),
    (("char *",), pango, "pango_get_log_attrs", 0),
    (("unsigned int *",), harfbuzz, "hb_face_get_table_tags", 2),
    (("hb_tag_t *", "hb_codepoint_t *"), harfbuzz, "hb_face_get_table_tags", 3),
)
"""The types that a page needs, or that its arrays are made of; and what takes one of them, as which of its arguments."""
ARRAY = re.compile(r"(\w[\w ]*)\[(\d*)\]")
"""The name of a type of array, with its size or without."""


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
    content = b"\n".join([item if type(item) is bytes else _to_bytes(item) for item in stream.stream])
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"], content = "/FlateDecode", zlib.compress(content, PACKED)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


def _to_bytes(item: Any) -> bytes:
    """A value as a file has it, words and numbers before what is rare."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]  # it is bytes
    if kind is str or kind is int:
        return str(item).encode("ascii")
    if kind is float and not item.is_integer():
        return f"{item:f}".rstrip("0").encode("ascii")
    return written_by_renderer(item)  # type: ignore[no-any-return]  # pydyf ships no types


class Heads(dict[Any, bytes]):
    """The keys of dictionaries as a file has them: there are few, and each is written for hundreds of dictionaries."""

    def __missing__(self, key: Any) -> bytes:
        self[key] = b"/" + _to_bytes(key) + b" "
        return self[key]


def _dictionary() -> Callable[[Any], bytes]:
    """A dictionary as it stands in the file."""
    heads = Heads()

    def data(dictionary: Any) -> bytes:
        entries = [
            heads[key] + (value if type(value) is bytes else _to_bytes(value))
            for key, value in dictionary.items()
        ]
        return b"<<" + b"".join(entries) + b">>"

    return data


def _array(array: Any) -> bytes:
    """A list as it stands in the file."""
    return b"[" + b" ".join([item if type(item) is bytes else _to_bytes(item) for item in array]) + b"]"


class Ink:
    """A colour as a page has it: how much it covers, what the renderer compares it by, and its words."""

    __slots__ = ("alpha", "color", "told", "words")

    def __init__(self, color: Any) -> None:
        *channels, self.alpha = color
        self.color, self.told = color, (color.space, *channels)
        self.words = b" ".join([_to_bytes(share) for share in color.to("srgb").coordinates])


def _inked(by_renderer: Callable[[Any, Any, bool], None]) -> Callable[[Any, Any, bool], None]:
    """Set the colour of what follows; there are few in a document, and each is set for hundreds of its lines."""
    inks: dict[int, Ink] = {}

    def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
        if color.space != "srgb":
            by_renderer(stream, color, stroke)
            return
        if id(color) not in inks:
            inks[id(color)] = Ink(color)
        ink, current = inks[id(color)], "_current_color_stroke" if stroke else "_current_color"
        stream.set_alpha(ink.alpha, stroke)
        if ink.told != getattr(stream, current):
            setattr(stream, current, ink.told)
            stream.stream.append(ink.words + (b" RG" if stroke else b" rg"))

    return set_color


class Within:
    """What is written before and after a part of the page; the renderer makes a generator for each."""

    __slots__ = ("end", "start")

    def __init__(self, start: Callable[[], None], end: Callable[[], None]) -> None:
        self.start, self.end = start, end

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.end()


def _nothing() -> None:
    pass


def stacked(stream: Any) -> Within:
    """A part after which colours and places are as they were before it."""
    return Within(stream.push_state, stream.pop_state)


def artifact(stream: Any) -> Within:
    """A part that is not read aloud."""
    if stream._tags is None:
        return Within(_nothing, _nothing)
    return Within(lambda: pydyf.Stream.begin_marked_content(stream, "Artifact"), stream.end_marked_content)


def marked(stream: Any, box: Any, tag: str) -> Within:
    """A part that is read aloud, by its number on the page."""
    if stream._tags is None:
        return Within(_nothing, _nothing)

    def start() -> None:
        assert box not in stream._tags
        number = len(stream._tags)
        stream._tags[box] = {"tag": tag, "mcid": number}
        stream.stream += (f"/{tag}".encode(), b"<</MCID %d>>" % number, b"BDC")

    return Within(start, stream.end_marked_content)


class Types(dict[str, Any]):
    """The types of C that the renderer asks for by name, as its functions take them.

    To read a name costs 3 ms, and the renderer asks for an array of another size twice a font.
    """

    def __init__(self, known: dict[str, Any]) -> None:
        super().__init__(known)
        for names, library, function, at in POINTERS:
            kind = ffi.typeof(getattr(library, function)).args[at]
            self.update(dict.fromkeys(names, (kind, False)))

    def __missing__(self, name: str) -> Any:
        sized = ARRAY.fullmatch(name)
        pointer = self.get(f"{sized[1]} *") if sized else None
        if sized is None or pointer is None:
            raise KeyError(name)
        self[name] = ffi._backend.new_array_type(pointer[0], int(sized[2]) if sized[2] else None), False
        return self[name]


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer writes."""
    yield pydyf.PDF, "page_references", property(_numbered_once(pydyf.PDF.page_references.fget))
    yield pydyf.Object, "reference", property(lambda item: b"%d %d R" % (item.number, item.generation))
    yield pydyf.Stream, "data", property(_packed)
    yield pydyf.Dictionary, "data", property(_dictionary())
    yield pydyf.Array, "data", property(_array)
    yield pydyf, "_to_bytes", _to_bytes
    yield Stream, "set_color", _inked(Stream.set_color)
    yield Stream, "stacked", stacked
    yield Stream, "artifact", artifact
    yield Stream, "marked", marked
    yield ffi, "_parsed_types", Types(ffi._parsed_types)
