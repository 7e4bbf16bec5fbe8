"""Atom feeds (RFC 4287): the meetings of a forum, a theme, and the phrases that a workspace watches."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from rapporteur.reports.briefing.wording import cleaned

ATOM = "http://www.w3.org/2005/Atom"
AUTHOR = "rapporteur"
UNDATED = "1970-01-01"
"""The day of an entry whose meeting has no date: Atom demands one, and it sorts last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it is about in a stable name, its day (ISO 8601), title, sentences, and page of the site."""

    name: str
    date: str
    title: str
    lines: tuple[str, ...]
    href: str


def to_atom(name: str, title: str, path: str, entries: Iterable[Entry], address: str = "") -> bytes:
    """A feed of the entries, newest first; the same entries give the same bytes.

    ``name`` tells it from every other feed for good; ``path`` is its place in the site. ``address`` is where the site
    is published ("https://example.org/site/"); without it links are relative, as the standard allows.
    """
    ordered = sorted(entries, key=lambda e: (e.date or UNDATED, e.name), reverse=True)
    feed = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    _add(feed, "id", _urn(name))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(ordered[0].date if ordered else ""))
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", AUTHOR)
    etree.SubElement(
        feed, f"{{{ATOM}}}link", rel="self", href=f"{address}{path}" if address else path.rpartition("/")[2]
    )
    up = "" if address else "../" * path.count("/")
    for entry in ordered:
        node = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(node, "id", _urn(f"{name} {entry.name}"))
        _add(node, "title", entry.title)
        _add(node, "updated", _moment(entry.date))
        etree.SubElement(node, f"{{{ATOM}}}link", rel="alternate", href=f"{address}{up}{entry.href}")
        _add(node, "content", "\n".join(entry.lines) or entry.title, type="text")
    etree.indent(feed, " ")
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8") + b"\n"


def _add(parent: Any, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = cleaned(text)


def _moment(date: str) -> str:
    return f"{date or UNDATED}T00:00:00Z"


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'rapporteur:{name}')}"
