"""The living page in a real browser: filters, search, two views, keys, links, and what a checker of access finds."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fictional
import pytest
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.formats.html import to_html

ROOT = Path(__file__).resolve().parents[1]
AXE = Path("axe-core") / "axe.min.js"

BROKEN = "<p style='color:#aaa;background:#fff'>pale words</p><input type='text'><img src='data:,'>"
"""A page with three faults that the checker must find: pale words, a field without a label, a picture without words."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium, or a word on what is missing."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("no Chromium with chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1300,1000",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    session = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield session
    session.quit()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    briefing = make_briefing(
        fictional.comparison(),
        forum_name="Tidewater",
        promises=fictional.promises(),
        threads=fictional.threads(),
    )
    path = tmp_path_factory.mktemp("page") / "b.html"
    path.write_text(to_html(briefing), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, file: Path) -> Any:
    browser.get("about:blank")
    browser.get(file.as_uri())
    return browser


def shown(page: Any) -> list[str]:
    """Anchors of the changes that can be seen."""
    found: list[str] = page.execute_script(
        "return [...document.querySelectorAll('article.change')].filter(e => e.offsetParent).map(e => e.id)"
    )
    return found


def choose(page: Any, field: str, value: str) -> None:
    page.execute_script(
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))",
        field,
        value,
    )


def press(page: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(page).send_keys(key).perform()


def status(page: Any) -> str:
    return str(page.execute_script("return document.getElementById('shown').textContent"))


def test_the_page_runs_under_its_own_policy_and_asks_for_nothing(page: Any) -> None:
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert page.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert status(page) == "All 6 changes are shown."


def test_a_filter_shows_its_kind_and_says_how_many(page: Any) -> None:
    choose(page, "f-kind", "dropped")
    assert set(shown(page)) == {"old-4", "old-5"}
    assert status(page) == "2 of 6 changes are shown."
    choose(page, "f-strength", "weaker")
    assert shown(page) == []
    page.find_element("id", "clear-button").click()
    assert len(shown(page)) == 6


def test_a_theme_and_a_strength_can_be_asked_for(page: Any) -> None:
    choose(page, "f-strength", "stronger")
    assert shown(page) == ["new-2"]
    choose(page, "f-strength", "")
    choose(page, "f-theme", "theme-5")  # what the meeting says of itself: last in the annex
    assert set(shown(page)) == {"new-1", "old-5"}


def test_search_finds_words_across_an_edit_and_not_those_for_screen_readers(page: Any) -> None:
    choose(page, "f-search", "lock keepers")
    assert shown(page) == ["new-5"]
    choose(page, "f-search", "end removed")
    assert shown(page) == []


def test_the_address_keeps_the_filter_and_brings_it_back(page: Any, file: Path) -> None:
    choose(page, "f-kind", "added")
    address = page.current_url
    assert address.endswith("#filter?kind=added")
    page.get("about:blank")
    page.get(address)
    assert shown(page) == ["new-5"]


def test_a_link_to_a_change_shows_it_even_where_a_filter_hid_it(page: Any) -> None:
    choose(page, "f-kind", "added")
    page.execute_script("location.hash = 'old-4'")
    page.implicitly_wait(1)
    assert "old-4" in shown(page)
    assert page.execute_script("return document.activeElement.id") == "old-4"


def both_columns(page: Any) -> list[str] | None:
    """What is read in the columns of a change, once both are laid out."""
    columns: list[str] = page.execute_script(
        "return [...document.querySelectorAll('#new-2 .pair > div')].map(e => [...e.querySelectorAll('p')].pop().innerText)"
    )
    return columns if all(columns) else None


def test_side_by_side_shows_each_wording_in_its_own_column(page: Any) -> None:
    page.find_element("id", "side-button").click()
    from selenium.webdriver.support.ui import WebDriverWait

    page.execute_script("document.getElementById('new-2').scrollIntoView()")
    columns = WebDriverWait(page, 9).until(
        both_columns
    )  # what lies off the screen is laid out when it is seen
    assert "welcomed" in columns[0]
    assert "endorsed" not in columns[0]
    assert "endorsed" in columns[1]
    page.find_element("id", "side-button").click()
    assert (
        page.execute_script("return getComputedStyle(document.querySelector('#new-2 .pair')).display")
        == "none"
    )


def test_the_keys_walk_the_changes_and_switch_the_view(page: Any) -> None:
    active = "return document.activeElement.id"
    press(page, "j")
    first = page.execute_script(active)
    press(page, "j")
    second = page.execute_script(active)
    press(page, "k")
    assert [first, second, page.execute_script(active)] == [*shown(page)[:2], shown(page)[0]]
    press(page, "s")
    assert page.execute_script("return document.body.classList.contains('side-by-side')")
    press(page, "d")
    assert page.execute_script("return document.documentElement.dataset.page") == "dark"
    press(page, "/")
    assert page.execute_script(active) == "f-search"


def test_tab_reaches_every_control_and_the_focus_can_be_seen(page: Any) -> None:
    wanted = {"theme-button", "f-theme", "f-kind", "f-strength", "f-search", "side-button", "clear-button"}
    for _ in range(120):
        press(page, "\ue004")
        now, outline = page.execute_script(
            "const e = document.activeElement; return [e.id, getComputedStyle(e).outlineStyle]"
        )
        if now in wanted:
            assert outline != "none"
            wanted.discard(now)
    assert wanted == set()


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's source, from the build folder, fetched by npm where it is not there yet."""
    for folder in (os.environ.get("RAPPORTEUR_AXE", ""), str(ROOT / "build" / "node_modules")):
        if folder and (Path(folder) / AXE).is_file():
            return (Path(folder) / AXE).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not at hand and npm is not installed")
    call = [
        npm,
        "install",
        "--prefix",
        str(ROOT / "build"),
        "--no-save",
        "--no-audit",
        "--no-fund",
        "axe-core@4",
    ]
    subprocess.run(call, check=False, capture_output=True, timeout=120)
    file = ROOT / "build" / "node_modules" / AXE
    if not file.is_file():
        pytest.skip("axe-core could not be fetched with npm")
    return file.read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    page.execute_script(axe + "; window.axe = axe;")
    found: list[str] = page.execute_async_script(
        "const done = arguments[0];"
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))))"
    )
    return found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("side_by_side", [False, True])
def test_the_page_has_no_barrier(page: Any, axe: str, dark: bool, side_by_side: bool) -> None:
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    if dark:
        press(page, "d")
    if side_by_side:
        press(page, "s")
    assert violations(page, axe) == []


def test_the_checker_finds_a_broken_page(browser: Any, axe: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_text(f"<!DOCTYPE html><html lang='en'><title>x</title><body>{BROKEN}")
    browser.get(path.as_uri())
    rules = {line.partition(":")[0] for line in violations(browser, axe)}
    assert {"color-contrast", "label", "image-alt"} <= rules


def test_words_of_a_figure_stand_on_the_ground_that_they_were_drawn_for(page: Any) -> None:
    """The checker does not see the words in a drawing: their colours must be those of the palette, dark or light."""
    from rapporteur.reports.figures.palette import TONES

    inks = {ink for _, ink in TONES.values()}
    press(page, "d")
    found = page.execute_script(
        "return [...document.querySelectorAll('svg text')].map(e => [getComputedStyle(e).fill, e.getAttribute('fill')])"
    )
    assert found
    for computed, ink in found:
        assert ink in inks
        assert computed == f"rgb({int(ink[1:3], 16)}, {int(ink[3:5], 16)}, {int(ink[5:7], 16)})"


def test_a_section_stands_under_its_number_in_the_list_of_contents(page: Any) -> None:
    edges = page.execute_script(
        "return [...document.querySelectorAll('.side li a')].map(a => [a.getBoundingClientRect().left,"
        " a.querySelector('.num').getBoundingClientRect().left])"
    )
    assert edges and all(number == pytest.approx(link, abs=1) for link, number in edges)


def test_on_a_telephone_nothing_is_cut_and_every_number_stands_after_its_word(page: Any) -> None:
    size = page.get_window_size()
    page.set_window_size(390, 844)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        heads = page.execute_script(
            "return [...document.querySelectorAll('.eras td.n')].map(d => getComputedStyle(d, '::before').content)"
        )
        assert all(len(head) > len('""') and head != "none" for head in heads)
    finally:
        page.set_window_size(size["width"], size["height"])
