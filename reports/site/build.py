"""Builds the site: which pages must be made anew, and a folder that holds these pages and no older ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.store.cache import code_digest, files_digest
from rapporteur.compare.store.cache import digest as key_of
from rapporteur.compare.store.workspace import NOTES, OVERRIDES, Workspace, statement_key
from rapporteur.reports.briefing.build import make_series_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.briefing.sections import limited
from rapporteur.reports.export.calendars import to_ics
from rapporteur.reports.export.holdings import Holding, Holdings, read_holdings
from rapporteur.reports.formats.html import linked_of, read_asset, to_page
from rapporteur.reports.site import addresses
from rapporteur.reports.site.feeds import forum_feed, shared_feeds
from rapporteur.reports.site.folder import Part, digest, files_of, read_manifest, write_file, write_manifest
from rapporteur.reports.site.forums import forum_index, start_page
from rapporteur.reports.site.ledgers import due_page, ledger_page
from rapporteur.reports.site.model import Link, Page, PairPage
from rapporteur.reports.site.search import search_page
from rapporteur.reports.site.subjects import name_pages, theme_pages
from rapporteur.reports.site.texts import Texts
from rapporteur.reports.site.threads import thread_pages

ASSETS = ("style.css", "site.css", "page.js", "site.js")
ROOMS = ("compare", "reports", "templates")
ACROSS = "across"
"""The part that rests on all forums; every other part is a forum's, "forum <id>"."""
UNDER_WAY = "under way"
"""The one part of a site that is being written: all files, the old ones and the new."""
MENU = (
    Link("Start", addresses.START),
    Link("Due", addresses.DUE),
    Link("Themes", addresses.THEMES),
    Link("Names", addresses.NAMES),
    Link("Search", addresses.SEARCH),
)

Files = dict[str, bytes]
"""The files of a part, by their path in the site."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: the day by which outcomes are judged ("" for each last meeting), and own templates."""

    asof: str = ""
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a run did: files written, left as they stood, and taken away."""

    folder: Path
    written: int
    unchanged: int
    removed: int
    problems: tuple[tuple[str, str], ...] = field(default=())


def build_site(
    workspace: Workspace,
    folder: Path,
    order: Order = Order(),
    *,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Built:
    """Build the site into ``folder``: only the parts whose inputs changed, or whose files are not as they were written.

    The same workspace gives the same bytes. Raises OutputError where the folder holds something else or cannot be
    written.
    """
    _, known = read_manifest(folder)
    keys = part_keys(workspace, order)
    nothing = Part("", {})
    stale = [
        p for p, key in keys.items() if (old := known.get(p, nothing)).key != key or not old.stands(folder)
    ]
    made: dict[str, Files] = {}
    problems: tuple[tuple[str, str], ...] = ()
    if stale:
        holdings = read_holdings(workspace, asof=order.asof, tell=tell)
        made = dict(make_parts(holdings, stale, order))
        problems = holdings.problems
    digests = {part: {path: digest(data) for path, data in files.items()} for part, files in made.items()}
    parts = {
        part: Part(key, digests.get(part, {}) if part in stale else known[part].files)
        for part, key in keys.items()
    }
    before, wanted = files_of(known.values()), files_of(parts.values())
    gone = before.keys() - wanted.keys()
    if made or gone:  # a run that is killed leaves a site that the next one knows as its own, and completes
        write_manifest(folder, order.asof, {UNDER_WAY: Part("", before | wanted)})
    written = sum(write_file(folder / path, data) for files in made.values() for path, data in files.items())
    for path in sorted(gone):
        (folder / path).unlink(missing_ok=True)
    write_manifest(folder, order.asof, parts)
    return Built(folder, written, len(wanted) - written, len(gone), problems)


def part_keys(workspace: Workspace, order: Order) -> dict[str, str]:
    """The parts of the site, each with a key of everything that it is made from."""
    own = sorted(p for p in order.templates.rglob("*") if p.is_file()) if order.templates else []
    shared = [
        code_digest(*ROOMS),
        workspace.stamp,
        files_digest([workspace.root / OVERRIDES, workspace.root / NOTES], workspace.root),
        files_digest(own),
        order.asof,
    ]
    keys = {
        f"forum {forum}": key_of(
            [*shared, *(statement_key(workspace, p, forum) for p in workspace.paths(forum))]
        )
        for forum in workspace.forums
    }
    return {**keys, ACROSS: key_of([*shared, *keys, *keys.values()])}


def make_parts(holdings: Holdings, wanted: list[str], order: Order) -> Iterator[tuple[str, Files]]:
    """The files of these parts. A forum that could not be read has none."""
    render = partial(_render, holdings=holdings, templates=order.templates)
    for holding in holdings.forums:
        if f"forum {holding.id}" in wanted:
            yield f"forum {holding.id}", _forum_files(holding, holdings, render)
    if ACROSS in wanted:
        yield ACROSS, _shared_files(holdings, render, order)


def _forum_files(holding: Holding, holdings: Holdings, render: Callable[[Page], bytes]) -> Files:
    texts = Texts(holding, dict(holdings.theme_names))
    briefings = {
        c.new.name: _briefing(holding, at, holdings) for at, c in enumerate(holding.record.comparisons)
    }
    pages: list[Page] = [
        forum_index(holding, briefings, holdings.theme_names),
        ledger_page(holding),
        texts.history_page(),
    ]
    pages += (texts.text_page(s, briefings.get(s.name)) for s in holding.statements)
    pages += (texts.pair_page(c.old, c.new, briefings[c.new.name]) for c in holding.record.comparisons)
    pages += thread_pages(holding)
    feed = forum_feed(holding, holdings.settings.site.address)
    return {**{page.path: render(page) for page in pages}, addresses.feed_path("forum", holding.id): feed}


def _briefing(holding: Holding, at: int, holdings: Holdings) -> Briefing:
    """The briefing on the comparison at that place, judged by the day of its later meeting; the last one by what is known today."""
    comparison = holding.record.comparisons[at]
    promises = None
    if comparison.comparable.holds:
        is_last = comparison is holding.record.comparisons[-1]
        earlier = holding.statements[: at + 2], holding.record.comparisons[: at + 1]
        promises = holding.promises if is_last else read_ledger(*earlier)
    briefing = make_series_briefing(
        (comparison,),
        promises=promises,
        labels=holdings.settings.labels,
        forum_name=holding.name,
        theme_names=holdings.theme_names,
    )
    return limited(briefing, short=False, annex="all")


def _shared_files(holdings: Holdings, render: Callable[[Page], bytes], order: Order) -> Files:
    pages = [start_page(holdings), due_page(holdings.forums), search_page(holdings)]
    pages += (*theme_pages(holdings), *name_pages(holdings))
    files = {page.path: render(page) for page in pages}
    files |= shared_feeds(holdings, holdings.settings.site.address)
    files[addresses.CALENDAR] = to_ics(holdings.forums)
    for name in ASSETS:
        files[name] = read_asset(name, templates=order.templates).encode("utf-8")
    return files


def _render(page: Page, *, holdings: Holdings, templates: Path | None) -> bytes:
    """A page as HTML; links are written as seen from it."""
    to = partial(addresses.relative, page=page.path)
    context: dict[str, Any] = {"page": page, "to": to, "menu": MENU, "labels": holdings.settings.labels}
    if isinstance(page, PairPage) and page.briefing:
        context["linked"] = linked_of(page.briefing)
    html = to_page(page.template, templates=templates, **context)
    return html.encode("utf-8")
