"""HTML pages: what the page says, without what the site says round it; list numbers counted as a browser would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Block, LeftOut, Noise, Revision
from rapporteur.compare.readers.html_blocks import read_blocks
from rapporteur.compare.readers.html_boilerplate import find_furniture, find_main

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "html/1"

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_SIGN = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|p|div|ol|ul|h[1-6]|table|article|section|span)\b[^<>]{0,500}>", re.I
)


# 80,000 words on a page of a busy site are 40,000 tags; a walk takes ten microseconds for each.
_MOST_TAGS = 250_000


def is_html(data: bytes) -> bool:
    """True where the first 4 KB hold an HTML element of a text."""
    return _SIGN.search(data[:4096]) is not None


def charset_of(data: bytes) -> str | None:
    """The encoding that the page declares, or None."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii").lower() if found else None


def read_html(
    text: str, name: str, *, select: str = ""
) -> tuple[
    tuple[Block, ...],
    tuple[LeftOut, ...],
    tuple[Noise, ...],
    tuple[Revision, ...],
    tuple[tuple[str, str], ...],
]:
    """Blocks, what was left out, noise, revisions and metadata of a page.

    ``select`` is a CSS selector of the content, where the source declares one; else the main part is found
    by its element, its role, or its share of running text. Raises UnreadableError where nothing is there.
    """
    page = _parse(text, name)
    metadata = _metadata(page)
    root = _select(page, select, name) if select else find_main(page)
    return *read_blocks(root, find_furniture(page)), metadata


def _parse(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    clean = text.replace("\x00", "")
    if clean.count("<") > _MOST_TAGS:
        raise UnreadableError(f"{name}: more than {_MOST_TAGS:,} tags; this is no statement.")
    try:
        page = html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name}: not readable as HTML ({error}).") from error
    return page


def _metadata(page: HtmlElement) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        key, value = (meta.get("property") or meta.get("name") or "").lower(), meta.get("content") or ""
        if key in ("og:title", "dc.title") and value.strip():
            found.setdefault("page title", " ".join(value.split()))
        if key in ("article:published_time", "date", "dc.date", "dcterms.date") and value.strip():
            found.setdefault("date", value.strip())
    title = page.find(".//title")
    if title is not None and title.text and "page title" not in found:
        found["page title"] = " ".join(title.text.split())
    return tuple(sorted(found.items()))


def _select(page: HtmlElement, selector: str, name: str) -> HtmlElement:
    """The one element that ``selector`` names: a tag, #id, .class or tag.class, spaces for nesting."""
    path = ""
    for step in selector.split():
        parts = re.fullmatch(r"([\w-]+|\*)?((?:[#.][\w-]+)*)", step)
        if not parts:
            raise UnreadableError(f"{name}: selector {selector!r} is not understood. Use tag, #id or .class.")
        path += f"//{parts[1] or '*'}"
        for mark, word in re.findall(r"([#.])([\w-]+)", parts[2]):
            has = (
                f"@id='{word}'"
                if mark == "#"
                else f"contains(concat(' ',normalize-space(@class),' '),' {word} ')"
            )
            path += f"[{has}]"
    found = page.xpath(path)
    if not found:
        raise UnreadableError(
            f"{name}: the selector {selector!r} finds nothing. Look at the page and mend it."
        )
    return found[0]
