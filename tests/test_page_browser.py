"""The living page in a real browser: filters, search, two views, keys, links, and what a checker of access finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fictional
import pytest
from browsers import axe_source, complaints, open_browser, resize, violations
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.store.settings import Labels
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.collect import make_briefing as make_pair_briefing
from rapporteur.reports.formats.html import to_html

ROOT = Path(__file__).resolve().parents[1]
PAIRS = {
    "sample": ("data/statements/vedim/2024-02-23*", "data/statements/vedim/2025-02-14*"),
    "adgmin": ("../shared/statements/adgmin/2023*", "../shared/statements/adgmin/2024*"),
    "g7": (
        "../shared/statements/g7-leaders-communique/2021*",
        "../shared/statements/g7-leaders-communique/2023*",
    ),
}
"""Real pages that the checker reads, where the statements are at hand."""

BROKEN = "<p style='color:#aaa;background:#fff'>pale words</p><input type='text'><img src='data:,'>"
"""A page with three faults that the checker must find: pale words, a field without a label, a picture without words."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium, or a word on what is missing."""
    session = open_browser()
    yield session
    session.quit()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    briefing = make_briefing(
        fictional.comparison(),
        forum_name="Tidewater",
        promises=fictional.promises(),
        threads=fictional.threads(),
        labels=Labels(classification="For the test only"),
    )
    path = tmp_path_factory.mktemp("page") / "b.html"
    path.write_text(to_html(briefing), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, file: Path) -> Any:
    resize(browser, 1300)
    browser.get("about:blank")
    browser.get(file.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    complaints(browser)
    browser.refresh()
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
    assert complaints(page) == []
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
    wanted = {"theme-button", "f-theme", "f-kind", "f-strength", "f-search", "f-order"}
    wanted |= {"side-button", "clear-button", "keys-on"}
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
    return axe_source()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", ["", "#filter?view=side", "#filter?order=paragraph"])
def test_the_page_has_no_barrier(page: Any, file: Path, axe: str, width: int, dark: bool, view: str) -> None:
    resize(page, width)
    page.get("about:blank")
    page.get(f"{file.as_uri()}{view}")
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    if dark:
        press(page, "d")
    assert violations(page, axe) == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The page of a real pair."""
    old, new = (next(iter(sorted(ROOT.glob(pattern))), None) for pattern in PAIRS[request.param])
    if old is None or new is None:
        pytest.skip("the statements are not at hand")
    briefing = make_pair_briefing(compare_statements(read_statement(old), read_statement(new)))
    path = tmp_path_factory.mktemp(request.param) / "b.html"
    path.write_text(to_html(briefing), encoding="utf-8")
    return path


@pytest.mark.parametrize("real", list(PAIRS), indirect=True)
def test_real_pages_have_no_barrier_and_never_scroll_sideways(browser: Any, real: Path, axe: str) -> None:
    browser.set_script_timeout(300)
    for width in (1440, 390):
        resize(browser, width)
        browser.get("about:blank")
        browser.get(real.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        for _ in ("light", "dark"):
            assert violations(browser, axe) == []
            browser.find_element("id", "theme-button").click()


def test_the_checker_finds_a_broken_page(browser: Any, axe: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_text(f"<!DOCTYPE html><html lang='en'><title>x</title><body>{BROKEN}")
    browser.get(path.as_uri())
    rules = {line.partition(":")[0] for line in violations(browser, axe)}
    assert {"color-contrast", "label", "image-alt"} <= rules


def test_a_figure_has_the_colours_of_the_palette_light_and_dark(page: Any) -> None:
    """The checker does not see the words in a drawing: their colours must be those of the palette."""
    from rapporteur.reports.figures.palette import DARK, TONES

    read = (
        "return [...document.querySelectorAll('svg text, svg rect')].map(e => [e.getAttribute('class'),"
        " getComputedStyle(e).fill])"
    )
    for tones in (TONES, DARK):
        found = page.execute_script(read)
        assert len(found) > 10
        for name, colour in found:
            kind, _, tone = name.partition("-")
            wanted = tones[tone][kind == "i"]
            assert colour == f"rgb({int(wanted[1:3], 16)}, {int(wanted[3:5], 16)}, {int(wanted[5:7], 16)})", (
                name
            )
        press(page, "d")


def test_a_section_stands_under_its_number_in_the_list_of_contents(page: Any) -> None:
    edges = page.execute_script(
        "return [...document.querySelectorAll('.side li a')].map(a => [a.getBoundingClientRect().left,"
        " a.querySelector('.num').getBoundingClientRect().left])"
    )
    assert edges and all(number == pytest.approx(link, abs=1) for link, number in edges)


def test_on_a_telephone_nothing_is_cut_and_every_number_stands_after_its_word(page: Any) -> None:
    resize(page, 390, 844)
    page.refresh()
    assert page.execute_script("return document.documentElement.scrollWidth <= 390")
    heads = page.execute_script(
        "return [...document.querySelectorAll('.eras td.n, .numbers td.n')].map(d => getComputedStyle(d, '::before').content)"
    )
    assert heads and all(len(head) > len('""') and head != "none" for head in heads)
    wide, opened, within = page.execute_script(
        "const w = [...document.querySelectorAll('.fig svg.wide')];"
        "return [w.filter(s => s.getBoundingClientRect().width).length,"
        " w.every(s => s.parentElement.querySelector('details').open),"
        " [...document.querySelectorAll('.fig')].every(f => f.scrollWidth <= f.clientWidth)]"
    )
    assert wide == 0 and opened and within
    assert not page.find_element("css selector", ".shortcuts").is_displayed()


def test_the_filter_stays_in_sight_above_the_changes(page: Any) -> None:
    page.execute_script("window.scrollTo(0, document.querySelector('article.change:last-of-type').offsetTop)")
    page.execute_script("document.getElementById('new-2').scrollIntoView({block: 'start'})")
    top = page.execute_script("return document.getElementById('controls').getBoundingClientRect().top")
    assert 0 <= top < 5


def test_by_paragraph_the_changes_run_as_the_later_statement_does(page: Any, file: Path) -> None:
    by_theme = shown(page)
    choose(page, "f-order", "paragraph")
    by_paragraph = shown(page)
    numbers = page.execute_script(
        "return [...document.querySelectorAll('#by-paragraph article')].map(e => Number(e.dataset.number))"
    )
    assert numbers == sorted(numbers) and sorted(by_paragraph) == sorted(by_theme) != by_paragraph
    page.find_element("id", "side-button").click()
    choose(page, "f-kind", "reworded")
    address = page.current_url
    assert address.endswith("#filter?kind=reworded&order=paragraph&view=side")
    page.get("about:blank")
    page.get(address)
    assert page.execute_script("return document.body.classList.contains('side-by-side')")
    assert page.execute_script("return document.getElementById('f-order').value") == "paragraph"
    page.find_element("id", "clear-button").click()
    choose(page, "f-order", "")
    assert shown(page) == by_theme


def test_heads_of_groups_count_what_is_shown_and_the_words_found_are_marked(page: Any) -> None:
    choose(page, "f-search", "lock keepers")
    leads = page.execute_script(
        "return [...document.querySelectorAll('.group:not([hidden]) > p.lead')].map(p => p.textContent)"
    )
    assert leads == ["1 change shown."]
    assert page.execute_script("return CSS.highlights.get('found').size") >= 1
    choose(page, "f-search", "xyzzy")
    assert status(page).endswith("Clear the filter to see them again.")
    choose(page, "f-search", "")
    assert not page.execute_script("return CSS.highlights.has('found')")


def test_the_letters_can_be_switched_off(page: Any) -> None:
    page.find_element("id", "keys-on").click()
    press(page, "s", "d", "j")
    assert not page.execute_script("return document.body.classList.contains('side-by-side')")
    assert page.execute_script("return document.documentElement.dataset.page") != "dark"
    page.refresh()
    press(page, "s")
    assert not page.execute_script("return document.body.classList.contains('side-by-side')")
    page.find_element("id", "keys-on").click()
    press(page, "s")
    assert page.execute_script("return document.body.classList.contains('side-by-side')")
