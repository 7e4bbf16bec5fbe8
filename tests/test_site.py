"""The site: its pages, what is built again, its links, its feeds, and the same in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import axe_source, complaints, open_browser, violations
from lxml import html
from rapporteur.compare.errors import OutputError
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.site.addresses import clause_link, name_page, relative, slug
from rapporteur.reports.site.build import build_site
from rapporteur.reports.site.folder import MANIFEST, read_manifest
from rapporteur.reports.site.verify import verify_site

DATA = Path(__file__).resolve().parents[1] / "data"
KINDS = (
    "index.html",
    "due.html",
    "search.html",
    "themes/index.html",
    "themes/ai.html",
    "names/index.html",
    "forums/vedim/index.html",
    "forums/vedim/ledger.html",
    "forums/vedim/history.html",
    "forums/vedim/2025-02-14.html",
    "forums/vedim/changes-2025-02-14.html",
    "forums/vedim/threads/2021-02-26.16.html",
)
"""One page of each kind; a name's page is added by the test."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(DATA, folder)
    with (folder / "rapporteur.toml").open("a") as settings:
        settings.write('\n[watch]\nphrases = ["roaming surcharges"]\n')
    return folder


@pytest.fixture(scope="module")
def site(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    build_site(open_workspace(workspace), folder)
    return folder


def text_of(path: Path) -> str:
    return " ".join(html.parse(path).getroot().text_content().split())


def test_every_link_leads_somewhere_and_every_page_can_be_made_again(site: Path, workspace: Path) -> None:
    verdict = verify_site(site, workspace)
    assert verdict.problems == ()
    assert len(verdict.checked) == 3


def test_a_changed_page_a_lost_page_and_a_dead_link_are_found(
    site: Path, workspace: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = copy / "forums/vedim/2025-02-14.html"
    page.write_text(
        page.read_text("utf-8").replace("changes-2025-02-14.html", "changes-none.html", 1), "utf-8"
    )
    (copy / "due.html").unlink()
    problems = "\n".join(verify_site(copy).problems)
    assert "2025-02-14.html: not as it was written" in problems
    assert "due.html: not there" in problems
    assert "changes-none.html, which is not there" in problems


def test_a_site_of_other_statements_is_found(site: Path, workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "data"
    shutil.copytree(workspace, other)
    file = next((other / "statements" / "vedim").glob("2025*"))
    file.write_text(file.read_text("utf-8").replace("urged", "asked"), "utf-8")
    assert any("another page" in problem for problem in verify_site(site, other).problems)


def test_the_same_workspace_gives_the_same_bytes(site: Path, workspace: Path, tmp_path: Path) -> None:
    build_site(open_workspace(workspace, cache=False), tmp_path / "again")
    files = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    assert files == again


def test_only_what_changed_is_made_again_and_what_is_gone_is_removed(workspace: Path, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "site"
    shutil.copytree(workspace, data)
    first = build_site(open_workspace(data), folder)
    assert build_site(open_workspace(data), folder).written == 0
    untouched = {p: p.stat().st_mtime_ns for p in (folder / "forums" / "vedim").rglob("*.html")}
    (folder / "mine.txt").write_text("a file of the user's")
    newest = next((data / "statements" / "lantern").glob("2024*"))
    newest.unlink()
    second = build_site(open_workspace(data), folder)
    assert 0 < second.written < first.written and second.removed > 0
    assert {p: p.stat().st_mtime_ns for p in untouched} == untouched
    assert not (folder / "forums/lantern/2024-09-06.html").exists()
    assert (folder / "mine.txt").exists()
    (folder / "index.html").write_text("edited")
    assert build_site(open_workspace(data), folder).written == 1


def test_a_folder_that_holds_something_else_is_refused(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="no folder of a site"):
        build_site(open_workspace(workspace), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("path", ["../outside.html", "/etc/passwd", "a/../../b.html"])
def test_a_manifest_cannot_name_files_outside(tmp_path: Path, path: str) -> None:
    parts = {"across": {"key": "k", "files": {path: "0", "index.html": "1"}}}
    (tmp_path / MANIFEST).write_text(json.dumps({"format": "rapporteur-site/1", "asof": "", "parts": parts}))
    assert list(read_manifest(tmp_path)[1]["across"].files) == ["index.html"]


def test_a_clause_has_the_address_that_the_program_gives_it(site: Path) -> None:
    path, _, fragment = clause_link("vedim/2025-02-14#8.a").partition("#")
    page = html.parse(site / path)
    (clause,) = page.xpath(f"//*[@id='{fragment}']")
    assert "hear the reason from a human being" in clause.text_content()


def test_names_that_lose_letters_stay_apart_and_short() -> None:
    names = ["AI Act", "ai act", "AI/Act", "AI-Act", "Ai?Act", "x" * 300, "x" * 301, "..", "ä", "ö", "CON"]
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]{1,70}", s) and not s.startswith(".") for s in slugs)
    assert relative("a/b.html#8.b", "a/c/d.html") == "../b.html#8.b"


def test_the_ledger_and_the_start_say_what_is_due(site: Path) -> None:
    start = text_of(site / "index.html")
    assert "12 February 2026, Ternhaven, Ostrelle" in start
    ledger = html.parse(site / "forums/vedim/ledger.html")
    outcomes = ledger.xpath("//table[@id='promises-rows']/tbody/tr/@data-outcome")
    assert set(outcomes) >= {"open", "kept"} and len(outcomes) > 20
    assert "vedim/20" not in text_of(site / "forums/vedim/ledger.html")


def test_a_passage_is_followed_through_the_years(site: Path) -> None:
    rows = html.parse(site / "forums/vedim/threads/2021-02-26.16.html").xpath("//table/tbody/tr")
    states = [" ".join(row.xpath("td")[0].text_content().split()) for row in rows]
    assert states == ["+ new", "▼ weakened", "▼ weakened", "▲ strengthened", "▼ weakened"]


def test_a_watched_phrase_has_a_feed(site: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    feeds = sorted((site / "feeds").iterdir())
    parsed = {path.name: feedparser.parse(path.read_bytes()) for path in feeds}
    assert all(not feed.bozo and feed.entries for feed in parsed.values())
    (watched,) = (feed for name, feed in parsed.items() if name.startswith("watch-"))
    assert len(watched.entries) == 5
    assert "vedim" in {name.removeprefix("forum-").removesuffix(".xml") for name in parsed}
    for path, feed in zip(feeds, parsed.values(), strict=True):
        for entry in feed.entries:
            assert (path.parent / entry.link.partition("#")[0]).resolve().is_file(), entry.link


def test_hostile_names_and_texts_do_no_harm(tmp_path: Path) -> None:
    forum = tmp_path / "ws" / "a<b>&'x"
    forum.mkdir(parents=True)
    for year in (2023, 2024):
        (forum / f"{year}.txt").write_text(
            f"JOINT STATEMENT\n4 May {year}\n\n1. The Ministers agreed to adopt the <script>alert({year})</script> Plan by {year + 1}.\n"
            "\n2. They welcomed </script><img src=x onerror=alert(1)> the Partner Programme.\n"
        )
    folder = tmp_path / "site"
    build_site(open_workspace(tmp_path / "ws"), folder)
    assert verify_site(folder).problems == ()
    for path in folder.rglob("*.html"):
        page = html.parse(path)
        assert not page.xpath("//img") and not [
            s for s in page.xpath("//script") if "alert" in (s.text or "") and s.get("type") is None
        ]


# --- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    session = open_browser()
    yield session
    session.quit()


def go(browser: Any, site: Path, page: str) -> None:
    browser.get("about:blank")
    path, sign, fragment = page.partition("#")
    browser.get((site / path).as_uri() + sign + fragment)


@pytest.mark.parametrize("kind", [*KINDS, "name"])
def test_a_page_of_each_kind_has_no_barrier_and_asks_for_nothing_elsewhere(
    browser: Any, site: Path, kind: str
) -> None:
    page = name_page("instrument", "Island Coders Programme") if kind == "name" else kind
    axe = axe_source()
    for width in (1440, 390):
        for scheme in ("light", "dark"):
            size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            browser.execute_cdp_cmd(
                "Emulation.setEmulatedMedia",
                {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
            )
            go(browser, site, page)
            assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
            assert complaints(browser) == []
            assert violations(browser, axe) == []
            complaints(browser)  # the checker tries to fetch the style sheets, which the page forbids
            loaded = browser.execute_script(
                "return performance.getEntriesByType('resource').map(e => e.name)"
            )
            assert all(name.startswith(site.as_uri()) for name in loaded)


def test_the_search_finds_what_the_clauses_say(browser: Any, site: Path) -> None:
    """Thirty phrases, three words long, out of the statements themselves: the search finds all their clauses and no other."""
    go(browser, site, "search.html")
    clauses = [
        c[3]
        for c in json.loads(
            browser.execute_script("return document.getElementById('search-data').textContent")
        )["clauses"]
    ]
    folded = [f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} " for text in clauses]
    plain = [text for text in clauses if re.fullmatch(r"[A-Za-z, ()-]+\.", text) and len(text.split()) > 8]
    phrases = [
        " ".join(re.findall(r"[A-Za-z]+", text)[2 + n % 4 : 5 + n % 4]) for n, text in enumerate(plain * 3)
    ][:30]
    assert len(phrases) == 30
    for phrase in phrases:
        wanted = [i for i, text in enumerate(folded) if f" {phrase.lower()} " in text]
        found = browser.execute_script("return window.searchClauses(arguments[0])", f'"{phrase}"')
        assert sorted(found) == wanted, phrase
    assert browser.execute_script("return window.searchClauses('zzz nothing')") == []


def test_search_shows_hits_with_links_that_lead_to_the_clause(browser: Any, site: Path) -> None:
    go(browser, site, "search.html#q=%22roaming+surcharges%22&year=2024")
    links = browser.find_elements("css selector", "#results a")
    assert len(links) == 1 and "1 clause in 1 statement" in browser.find_element("id", "found").text
    links[0].click()
    assert browser.current_url.endswith("forums/vedim/2024-02-23.html#15")
    assert browser.execute_script("return document.querySelector(':target').textContent").find("roaming") > 0


def test_the_slider_shows_one_statement_at_a_time_and_the_address_keeps_it(browser: Any, site: Path) -> None:
    seen = "return [...document.querySelectorAll('.edition')].filter(e => e.offsetParent).map(e => e.id)"
    go(browser, site, "forums/vedim/history.html")
    assert browser.execute_script(seen) == ["at-2025-02-14"]
    browser.find_element("id", "slider").send_keys("\ue012")  # the left arrow
    assert browser.execute_script(seen) == ["at-2024-02-23"]
    assert browser.current_url.endswith("#at-2024-02-23")
    assert "23 February 2024" in browser.find_element("id", "slider").get_attribute("aria-valuetext")
    go(browser, site, "forums/vedim/history.html#at-2021-02-26")
    assert browser.execute_script(seen) == ["at-2021-02-26"]


def test_a_filter_of_the_ledger_is_kept_in_the_address(browser: Any, site: Path) -> None:
    rows = "return [...document.querySelectorAll('#promises-rows tbody tr')].filter(e => e.offsetParent).map(e => e.dataset.outcome)"
    go(browser, site, "forums/vedim/ledger.html#filter?outcome=kept")
    assert set(browser.execute_script(rows)) == {"kept"}
    browser.find_element("css selector", "form[data-rows=promises] button[type=reset]").click()
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 9).until(lambda page: len(set(page.execute_script(rows))) > 1)
    assert "#" not in browser.current_url
