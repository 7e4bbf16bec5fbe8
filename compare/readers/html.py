"""HTML pages: what the page says, without what the site says round it; list numbers counted as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import UnreadableError
from ..model import Block, BlockKind, LeftOut, Noise
from .numbering import list_label

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "html/1"

# Elements that never hold text of a statement.
_SILENT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map".split()
)
_FURNITURE_TAGS = frozenset("nav footer aside form button select input textarea dialog menu figure".split())
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu toolbar".split())
# Words of class and id names that sites use for what surrounds a text, matched as whole words.
_FURNITURE_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("share bar", re.compile(r"(?:^|[\W_])(?:share|sharing|social|addthis|sharethis)(?:$|[\W_])", re.I)),
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
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure header hgroup h1 h2 h3 h4 h5 h6 "
    "hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th|er|e|o|a|º|ª)\s*", re.I)
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*{1,3}|[a-z]|[†‡§])[\])]?\s*", re.I)
# A raised figure after one of these is a power or a formula, not a footnote's mark.
_POWER = re.compile(r"(?:\b(?:k|c|m|d)?m|\b10|CO)\Z")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_SIGN = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|p|div|ol|ul|h[1-6]|table|article|section|span)\b[^<>]{0,500}>", re.I
)
# More links than this among the words, and few other words, make a list of links.
_LINK_SHARE = 0.6
_FEW_WORDS = 25
# A cell with more words than this belongs to a table that lays out a page.
_LONGEST_CELL = 150
_DEEPEST = 200


def is_html(data: bytes) -> bool:
    """True where the first 4 KB hold an HTML element of a text."""
    return _SIGN.search(data[:4096]) is not None


def charset_of(data: bytes) -> str | None:
    """The encoding that the page declares, or None."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii").lower() if found else None


@dataclass(slots=True)
class _Reading:
    """What is gathered while walking down the page."""

    blocks: list[Block] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    jumping: int = 0
    staying: int = 0
    label: str | None = None
    level: int = 0


def read_html(
    text: str, name: str, *, select: str = ""
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...], tuple[Noise, ...], tuple[tuple[str, str], ...]]:
    """Blocks, what was left out, noise and metadata of a page.

    ``select`` is a CSS selector of the content, where the source declares one; else the main part is found
    by its element, its role, or its share of running text. Raises UnreadableError where nothing is there.
    """
    page = _parse(text, name)
    metadata = _metadata(page)
    root = _select(page, select, name) if select else _main(page)
    reading = _Reading()
    _leave_siblings(page, root, reading)
    _walk(root, reading, ())
    _flush(reading)
    noise = tuple(Noise(kind, count) for kind, count in sorted(reading.counts.items()))
    return tuple(reading.blocks), tuple(reading.left), noise, metadata


def _parse(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    clean = text.replace("\x00", "")
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


def _main(page: HtmlElement) -> HtmlElement:
    """The element that holds the text: a single main or article, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = [element for element in page.xpath(path) if len(element.text_content().split()) > _FEW_WORDS]
        if len(found) == 1:
            return found[0]
    body = page.find("body")
    return page if body is None else body


def _leave_siblings(page: HtmlElement, root: HtmlElement, reading: _Reading) -> None:
    """Everything outside the chosen element is left out, by its outermost elements."""
    chain = {root, *root.iterancestors()}
    for ancestor in root.iterancestors():
        for child in ancestor:
            if isinstance(child.tag, str) and child not in chain and child.tag not in (*_SILENT, "head"):
                _leave(child, _furniture(child) or "outside the main part", reading)


def _leave(element: HtmlElement, why: str, reading: _Reading) -> None:
    text = " ".join(" ".join(_texts(element)).split())
    if text:
        reading.left.append(LeftOut(why, text))


def _texts(element: HtmlElement) -> Iterator[str]:
    for part in element.iter():
        if not isinstance(part.tag, str) or part.tag in _SILENT:
            continue
        if part.text:
            yield part.text
        if part.tail and part is not element:
            yield part.tail


def _furniture(element: HtmlElement) -> str:
    """Why an element is no part of the text, or ""."""
    tag = element.tag
    if tag in _FURNITURE_TAGS or (element.get("role") or "").lower() in _FURNITURE_ROLES:
        return "navigation" if tag in ("nav", "menu") else "site furniture"
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "hidden"
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return "hidden"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names.strip() and tag not in ("body", "html", "main", "article"):
        for why, pattern in _FURNITURE_NAMES:
            if pattern.search(names) and len(element.text_content().split()) < _MOST_FURNITURE_WORDS:
                return why
    if tag in ("div", "ul", "section", "p", "td", "ol", "dl") and _is_link_list(element):
        return "navigation"
    return ""


# A class name may be chance; with this many words of running text under it, it is.
_MOST_FURNITURE_WORDS = 1500


def _is_link_list(element: HtmlElement) -> bool:
    links = sum(len(link.text_content().split()) for link in element.iter("a") if link.get("href"))
    if not links:
        return False
    words = len(element.text_content().split())
    is_sentence = re.search(r"[.;:]\W*\Z", element.text_content().strip()) is not None
    return (
        links > _LINK_SHARE * words
        and words - links < _FEW_WORDS
        and not (is_sentence and element.tag == "p")
        and _is_site_list(element, links)
    )


def _is_site_list(element: HtmlElement, links: int) -> bool:
    """A list of several links, or links within the page; one linked line may be the statement's own."""
    anchors = [link for link in element.iter("a") if link.get("href")]
    within = sum(1 for link in anchors if (link.get("href") or "").startswith("#"))
    return len(anchors) >= 3 or (within == len(anchors) and links > 0)


def _walk(element: HtmlElement, reading: _Reading, lists: tuple[tuple[str, int], ...]) -> None:
    """Text, children and tails of ``element`` in order; blocks are flushed where a browser begins a new line."""
    if element.text:
        _hold(element.text, reading)
    number = _first_number(element)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            why = _furniture(child)
            if why:
                _leave(child, why, reading)
            elif child.tag in _BLOCKS:
                number = _walk_block(element, child, reading, lists, number)
            else:
                _walk_inline(child, reading, lists)
        if child.tail:
            _hold(child.tail, reading)


def _walk_block(
    parent: HtmlElement,
    child: HtmlElement,
    reading: _Reading,
    lists: tuple[tuple[str, int], ...],
    number: int,
) -> int:
    """One block element; the number that the next list item has."""
    _flush(reading)
    tag = child.tag
    if tag == "hr":
        reading.blocks.append(Block("", kind=BlockKind.RULE))
    elif tag == "table" and not _is_layout(child):
        _rows(child, reading)
    elif len(lists) > _DEEPEST:
        _leave(child, "nested too deeply", reading)
    elif tag == "li":
        number = _item(parent, child, reading, lists, number)
    elif tag in ("ol", "ul"):
        _walk(child, reading, (*lists, (str(tag), 0)))
    else:
        _walk(child, reading, lists)
        _flush(reading, heading=_HEADINGS.get(str(tag), 0))
    _flush(reading)
    return number


def _item(
    parent: HtmlElement,
    child: HtmlElement,
    reading: _Reading,
    lists: tuple[tuple[str, int], ...],
    number: int,
) -> int:
    value = child.get("value") or ""
    number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else number
    depth = max(0, len(lists) - 1)
    if parent.tag == "ol" and not _is_unmarked(parent):
        kind = child.get("type") or parent.get("type") or _style_type(parent)
        reading.label = list_label(kind or "1", number, depth)
    else:
        is_list = sum(1 for sibling in parent if sibling.tag == "li") > 1
        reading.label = "•" if is_list and not _is_unmarked(parent) else None
    reading.level = depth
    _walk(child, reading, lists)
    _flush(reading)
    reading.label, reading.level = None, 0
    return number - 1 if parent.get("reversed") is not None else number + 1


def _first_number(element: HtmlElement) -> int:
    start = element.get("start") or ""
    if element.tag == "ol" and re.fullmatch(r"-?\d{1,6}", start):
        return int(start)
    if element.tag == "ol" and element.get("reversed") is not None:
        return sum(1 for child in element if child.tag == "li")
    return 1


def _style_type(element: HtmlElement) -> str:
    names = f"{element.get('style') or ''} {element.get('class') or ''}".lower()
    for word, kind in (
        ("lower-alpha", "a"),
        ("lower-latin", "a"),
        ("lower-roman", "i"),
        ("upper-alpha", "A"),
        ("upper-roman", "I"),
    ):
        if word in names:
            return kind
    return ""


def _is_unmarked(element: HtmlElement) -> bool:
    return re.search(r"list-style(?:-type)?\s*:\s*none", element.get("style") or "", re.I) is not None


def _walk_inline(element: HtmlElement, reading: _Reading, lists: tuple[tuple[str, int], ...]) -> None:
    tag = element.tag
    if tag == "br":
        if reading.held and reading.held[-1] == "\n":
            _flush(reading)
        else:
            reading.held.append("\n")
        return
    if tag == "sup" and _raised(element, reading):
        return
    is_bold = tag in ("b", "strong")
    if is_bold or tag in ("i", "em", "u"):
        reading.counts["bold or italic"] = reading.counts.get("bold or italic", 0) + 1
    is_jump = tag == "a" and (element.get("href") or "").startswith("#")
    reading.bold += is_bold
    reading.jumping += is_jump
    _walk(element, reading, lists)
    reading.bold -= is_bold
    reading.jumping -= is_jump


def _raised(element: HtmlElement, reading: _Reading) -> bool:
    """True where a raised text is dealt with: an ordinal's letters kept, a footnote's mark left out."""
    text = element.text_content()
    before = "".join(reading.held).rstrip("\n")
    if _ORDINAL.fullmatch(text) and before[-1:].isdigit():
        reading.counts["superscript ordinals"] = reading.counts.get("superscript ordinals", 0) + 1
        reading.held.append(text.strip())
        return True
    if _MARK.fullmatch(text) and not (_POWER.search(before) and element.find(".//a") is None):
        reading.left.append(LeftOut("footnote mark", text.strip()))
        return True
    return False


def _hold(text: str, reading: _Reading) -> None:
    plain = re.sub(r"[ \t\r\n\f]+", " ", text)
    reading.held.append(plain)
    if plain.strip():
        reading.plain += not reading.bold
        reading.staying += not reading.jumping


def _flush(reading: _Reading, heading: int = 0) -> None:
    """The held text becomes a block."""
    text = re.sub(r" *\n *", "\n", re.sub(r" +", " ", "".join(reading.held))).strip(" \n")
    is_bold, is_jump = not reading.plain, not reading.staying
    reading.held, reading.plain, reading.staying = [], 0, 0
    if not text:
        return
    if is_jump:
        reading.left.append(LeftOut("navigation", text))
        return
    if heading:
        reading.blocks.append(Block(text.replace("\n", " "), kind=BlockKind.HEADING, level=heading))
        return
    label = reading.label
    if label and re.match(r"\(?[\divxIVXa-zA-Z]{1,4}[.)]\s", text):
        label = None
    kind = BlockKind.ITEM if reading.label else BlockKind.PARAGRAPH
    for part in text.split("\n"):
        if part.strip():
            reading.blocks.append(
                Block(part.strip(), kind=kind, label=label, level=reading.level, bold=is_bold)
            )
            label = None
    reading.label = None


def _is_layout(table: HtmlElement) -> bool:
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return True
    return any(len(cell.text_content().split()) > _LONGEST_CELL for cell in table.iter("td"))


def _rows(table: HtmlElement, reading: _Reading) -> None:
    for row in table.iter("tr"):
        cells = [" ".join(" ".join(_texts(cell)).split()) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            reading.blocks.append(Block(" | ".join(cells), kind=BlockKind.ROW))
