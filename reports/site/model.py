"""The nouns of the site: what each kind of page shows, already chosen, sorted, counted and put in words.

Every ``href`` is a path below the site's root; the template writes it as seen from its page. Templates loop over these
and print them; they compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.reports.briefing.model import Briefing, Run
from rapporteur.reports.figures.drawing import Figure


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: words or a redline, where they lead, and what stands below them in small."""

    text: str = ""
    href: str = ""
    runs: tuple[Run, ...] = ()
    note: str = ""
    links: tuple[Link, ...] = ()
    sign: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; its first cell heads it. ``facts`` are what the filters above the table ask for."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above a table: the name of the fact, its label, and (value, words) of each option."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and the class that gives its width."""

    title: str
    width: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: a table, a figure, or both, under a title. ``empty`` stands where there is no line."""

    id: str
    title: str
    lead: str = ""
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    filters: tuple[Filter, ...] = ()
    figure: Figure | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path, title, the way to it, sentences, what it leads to, and its parts. ``template`` prints it."""

    path: str
    title: str
    trail: tuple[Link, ...] = ()
    lead: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    feed: str = ""
    template: str = "site-list.html.j2"


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause in a running text, with the mark at its side: since when it stands, and what the meeting did to it.

    ``age`` is 0 for what is new to 4 for what has stood in every meeting; None where the text is the first.
    """

    anchor: str
    cited: str
    heading: str
    runs: tuple[Run, ...]
    mark: str
    sign: str
    age: int | None
    href: str
    themes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """What a reader should know first: a sentence, how it was before, and the clauses that it rests on."""

    label: str
    text: str
    before: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The meetings before and after, and all of them for the slider: (words, href)."""

    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class TextPage(Page):
    """A statement: its headlines, its text, and its neighbours."""

    headlines: tuple[Headline, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    neighbours: Neighbours = Neighbours(None, None)
    template: str = "site-text.html.j2"


@dataclass(frozen=True, slots=True)
class PairPage(Page):
    """What changed from one statement to the next: a briefing, and where each of its anchors leads."""

    briefing: Briefing | None = None
    neighbours: Neighbours = Neighbours(None, None)
    clauses: tuple[tuple[str, Link], ...] = ()
    """(anchor of a row, the clause on the page of its statement)."""
    template: str = "site-pair.html.j2"


@dataclass(frozen=True, slots=True)
class Edition:
    """A statement on the page of a forum's history: its text against the one before, and what was dropped."""

    short: str
    long: str
    href: str
    passages: tuple[Passage, ...]
    dropped: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage(Page):
    """All statements of a forum, one at a time behind a slider."""

    editions: tuple[Edition, ...] = ()
    template: str = "site-history.html.j2"


@dataclass(frozen=True, slots=True)
class SearchPage(Page):
    """Every clause, to be searched in the browser: ``data`` is JSON."""

    data: str = ""
    forums: tuple[tuple[str, str], ...] = ()
    years: tuple[str, ...] = ()
    template: str = "site-search.html.j2"
