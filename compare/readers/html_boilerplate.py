"""What stands on a page and is none of its text: navigation, share bars, notices, whatever is hidden, lists of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements that never hold text of a statement.
SILENT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map".split()
)
_FURNITURE_TAGS = frozenset("nav footer aside form button select input textarea dialog menu figure".split())
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu toolbar".split())
# Words of class and id names that sites use for what surrounds a text, matched as whole words.
_FURNITURE_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("share bar", re.compile(r"(?:^|[\W_])(?:share|sharing|social|addthis|sharethis)(?:$|[\W_])", re.I)),
    ("footnote", re.compile(r"(?:^|[\W_])(?:footnotes?|endnotes?|reflist)(?:$|[\W_])", re.I)),
    ("cookie notice", re.compile(r"cookie|consent|gdpr", re.I)),
    (
        "navigation",
        re.compile(
            r"(?:^|[\W_])(?:nav|navbar|navigation|menu|breadcrumbs?|skip|skip-?links?|sidebar|offcanvas|pagination|pager|"
            r"toolbar|lang(?:uage)?-?(?:selector|switcher)|search|sitemap|related|tags|toc)(?:$|[\W_])",
            re.I,
        ),
    ),
    (
        "site furniture",
        re.compile(
            r"(?:^|[\W_])(?:footer|masthead|site-?header|top-?banner|banner|feedback|newsletter|subscribe|signup|comments?|"
            r"advert\w*|ads?|popup|modal|disclaimer|copyright|address-box|print-?only|sr-only|visually-?hidden|lastupdated?)(?:$|[\W_])",
            re.I,
        ),
    ),
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# A class name may be chance; with this many words of running text under it, it is.
_MOST_FURNITURE_WORDS = 1500
# Elements that may be nothing but a list of links.
_HOLDERS = frozenset("div ul section p td ol dl".split())
# More links than this among the words, and few other words, make a list of links.
_LINK_SHARE = 0.6
_FEW_WORDS = 25
# So much of an element's end shows whether it ends as a sentence does.
_END = 40
_SENTENCE_END = re.compile(r"[.;:]\W*\Z")
_WHOLE = frozenset("body html main article".split())


@dataclass(slots=True)
class _Count:
    """What an element holds, its children's share included: words, words in links, links, links within the page."""

    words: int = 0
    linked: int = 0
    links: int = 0
    within: int = 0
    end: str = ""

    def add(self, text: str | None, *, is_linked: bool) -> None:
        words = len(text.split()) if text else 0
        if text and words:
            self.words += words
            self.linked += words if is_linked else 0
            self.end = (self.end + text[-2 * _END :])[-_END:]

    def take(self, inner: _Count) -> None:
        self.words += inner.words
        self.linked += inner.linked
        self.links += inner.links
        self.within += inner.within
        self.end = (self.end + inner.end)[-_END:]


def find_furniture(page: HtmlElement) -> dict[HtmlElement, str]:
    """The elements that are no part of the text, each with the reason.

    One walk counts for every element what is in it: counting anew at each would cost the depth times the size.
    """
    from lxml import etree

    found: dict[HtmlElement, str] = {}
    stack, open_links = [_Count()], 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_link = element.tag == "a" and element.get("href") is not None
        if event == "start":
            open_links += is_link
            stack.append(_Count(links=is_link, within=is_link and element.get("href").startswith("#")))
            if element.tag not in SILENT:
                stack[-1].add(element.text, is_linked=open_links > 0)
            continue
        open_links -= is_link
        count = stack.pop()
        why = _why(element, count)
        if why:
            found[element] = why
        stack[-1].take(count)
        stack[-1].add(element.tail, is_linked=open_links > 0)
    return found


def _why(element: HtmlElement, count: _Count) -> str:
    """Why an element is no part of the text, or ""."""
    tag = element.tag
    if tag in _FURNITURE_TAGS or (element.get("role") or "").lower() in _FURNITURE_ROLES:
        return "navigation" if tag in ("nav", "menu") else "site furniture"
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "hidden"
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return "hidden"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names.strip() and tag not in _WHOLE and count.words < _MOST_FURNITURE_WORDS:
        why = next((why for why, pattern in _FURNITURE_NAMES if pattern.search(names)), "")
        if why:
            return why
    return "navigation" if tag in _HOLDERS and _is_link_list(element, count) else ""


def _is_link_list(element: HtmlElement, count: _Count) -> bool:
    """True for several links, or links within the page, and few other words; one linked line may be the statement's."""
    is_mostly_links = count.linked > _LINK_SHARE * count.words and count.words - count.linked < _FEW_WORDS
    is_sentence = element.tag == "p" and _SENTENCE_END.search(count.end.strip()) is not None
    is_site_list = count.links >= 3 or count.within == count.links > 0
    return is_mostly_links and is_site_list and not is_sentence


def find_main(page: HtmlElement) -> HtmlElement:
    """The element that holds the text: a single main or article, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = []
        for element in page.xpath(path):
            if len(element.text_content().split()) > _FEW_WORDS:
                found.append(element)
            if len(found) > 1:
                break
        if len(found) == 1:
            return found[0]
    body = page.find("body")
    return page if body is None else body


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The texts under an element in order, without scripts and styles."""
    for part in element.iter():
        if not isinstance(part.tag, str) or part.tag in SILENT:
            continue
        if part.text:
            yield part.text
        if part.tail and part is not element:
            yield part.tail
