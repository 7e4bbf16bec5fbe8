"""Work that the renderer would do in vain on our pages, spared: the same bytes for two thirds of the time.

Nothing here changes what is drawn, and nothing of the renderer is replaced: a page of ours is handed over
already parsed and wrapped, without the style sheet's rules for notes and with the others asked once a kind of
element, and rendered on a wide frame with no looks for unused memory in between. Figures: docs/performance.md.
"""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar
from xml.etree import ElementTree

T = TypeVar("T")

NOTES = frozenset(("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
"""What the renderer's own style sheet styles at every element, five styles for each; our templates have no notes."""

FREE = frozenset(("class", "id", "href"))
"""Attributes whose value tells the elements of a page apart; the renderer's own style sheet asks at most whether there is one."""

FIELDS = frozenset(("input", "option", "select", "textarea"))
"""The fields of forms, which that style sheet tells apart by what stands in them or beside them; our pages have none."""

FRAME_WORDS = 70_000
"""Words of stack that make CPython take a piece of 1 MiB for frames, and leave nearly half of it to those within."""


@lru_cache(maxsize=1)
def _element_type() -> Any:
    """An element as selectors see it, wrapped once."""
    from cssselect2 import ElementWrapper
    from cssselect2.tree import _split_etree_tag, split_whitespace

    class Element(ElementWrapper):  # type: ignore[misc]  # cssselect2 ships no types
        """An element as selectors see it, with what all of them ask at hand, and with its kind: a number for all that
        have one name and the same attributes, and stand in elements of one kind."""

        def __init__(self, etree_element: Any, parent: Any, *place: Any, **options: Any) -> None:
            super().__init__(etree_element, parent, *place, **options)
            self.namespace_url, self.local_name = _split_etree_tag(etree_element.tag)
            said = etree_element.attrib
            self.id, self.classes = said.get("id"), set(split_whitespace(said.get("class", "")))
            self.kinds: dict[Any, int] = parent.kinds if parent else {}
            stated = tuple([(name, name in FREE or said[name]) for name in said])
            key = etree_element.tag, stated, parent and parent.kind
            self.kind = self.kinds.setdefault(key, len(self.kinds))

        def query_all(self, *names: str) -> Iterator[Any]:
            """The elements of these names; the renderer asks for no others, and would wrap all to find them."""
            found = (one for one in self.etree_element.iter() if one.tag in names)
            return (Element(one, self, index=0, previous=None, in_html_document=True) for one in found)

    return Element


@lru_cache(maxsize=1)
def page_type() -> Any:
    """The renderer's page, made for templates of ours: read as XML where it is XML, and without notes."""
    from weasyprint import HTML

    class OwnPage(HTML):  # type: ignore[misc]  # weasyprint ships no types
        def __init__(self, string: str, base_url: str, url_fetcher: Any, has_notes: bool = False) -> None:
            self.has_notes = has_notes
            try:
                root = ElementTree.fromstring(string)
            except ElementTree.ParseError:  # a template of one's own may be HTML that is no XML
                super().__init__(string=string, base_url=base_url, url_fetcher=url_fetcher)
                self.has_notes = True
                return
            self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
            self.wrapper_element = _element_type().from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            sheets = super()._ua_stylesheets(forms)
            return sheets if self.has_notes else [_slim(sheet) for sheet in sheets]

    return OwnPage


def _slim(sheet: Any) -> Any:
    """A style sheet of the renderer without the rules for notes, and with those for list markers asked of list items only.

    Its rules look at names and attributes, of an element and of those around it: they are asked once for each kind
    of element. Only those for the fields of forms look at what stands in them or beside them.
    """
    from cssselect2 import Matcher

    class OncePerKind(Matcher):  # type: ignore[misc]  # cssselect2 ships no types
        def match(self, element: Any) -> Any:
            if element.local_name in FIELDS:
                return super().match(element)
            if element.kind not in known:
                known[element.kind] = super().match(element)
            return known[element.kind]

    known: dict[int, list[Any]] = {}
    slim, matcher = copy.copy(sheet), OncePerKind()
    matcher.__dict__.update(sheet.matcher.__dict__)
    everywhere = [entry for entry in matcher.other_selectors if entry[3] not in NOTES]
    markers = [entry for entry in everywhere if entry[3] == "marker"]
    matcher.other_selectors = [entry for entry in everywhere if entry[3] != "marker"]
    by_name = matcher.lower_local_name_selectors
    matcher.lower_local_name_selectors = {**by_name, "li": [*by_name.get("li", ()), *markers]}
    slim.matcher = matcher
    return slim


def on_a_wide_frame(work: Callable[[], T]) -> T:
    """What ``work`` gives, run where its frames lie in one piece of memory.

    CPython hands out frames from pieces of 16 KiB. A renderer that calls itself a hundred levels deep crosses
    the edge of a piece at each box, and each time a piece is asked of the system and given back: a sixth of
    the time of a page. A frame that says it needs much makes the piece so large that no edge is met.
    """

    def wide(work: Callable[[], T]) -> T:
        return work()

    wide.__code__ = wide.__code__.replace(co_stacksize=FRAME_WORDS)
    return wide(work)


@contextmanager
def no_collection() -> Iterator[None]:
    """No looks for unused memory: the boxes of a page live until it is drawn, and the looks cost a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
