"""The desk: what it writes, who may reach it, two desks at once, a killed desk, and an analyst's hour in a real browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from browsers import axe_source, complaints, open_browser, violations
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.notes import read_notes
from rapporteur.compare.history.record import read_record
from rapporteur.compare.model import ChangeKind, Outcome
from rapporteur.compare.store.workspace import OVERRIDES, open_workspace
from rapporteur.reports.briefing.collect import gather
from rapporteur.reports.desk.decisions import add_decisions, make_decision, read_decisions, take_back
from rapporteur.reports.desk.desk import Desk
from rapporteur.reports.desk.server import DeskServer
from rapporteur.reports.formats.html import to_html

DATA = Path(__file__).resolve().parents[1] / "data"
NEW = "vedim/2025-02-14"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(root, "A. Officer")


def first_pair(desk: Desk, *, confidence: float = 0.0) -> tuple[str, str]:
    """A pair one to one of the last comparison that the program is at least so sure of."""
    changes = desk.holding("vedim").record.comparisons[-1].changes
    return next(
        (c.old[0], c.new[0])
        for c in changes
        if len(c.old) == len(c.new) == 1 and c.confidence >= confidence and not c.pinned
    )


def alone(desk: Desk, kind: ChangeKind) -> str:
    """A clause of the last comparison that stands on one side only."""
    changes = desk.holding("vedim").record.comparisons[-1].changes
    return next((c.old or c.new)[0] for c in changes if c.kind is kind)


def change_of(desk: Desk, address: str) -> Any:
    changes = desk.holding("vedim").record.comparisons[-1].changes
    return next(c for c in changes if address in (*c.old, *c.new))


# --- the files


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_whatever_is_written_is_read_back_and_taking_it_back_leaves_the_file_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, notes: list[tuple[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("files")
    before = '# Notes of the desk.\n\n# on the roaming\n[[note]]\naddress = "f/2024#1"\nwords = "aa"\ntext = "by hand"  # kept\n'
    (root / "notes.toml").write_text(before)
    made = [
        make_decision("note", address=f"f/2024#{n}", words="bb", text=f"t{a}", why=b)
        for n, (a, b) in enumerate(notes, 2)
    ]
    for decision in made:
        add_decisions(root, [decision])
    text = (root / "notes.toml").read_text("utf-8")
    assert (
        set(made) < set(read_decisions(root))
        and "# kept" in text
        and text.startswith("# Notes of the desk.\n\n# on the")
    )
    assert [n["address"] for n in tomllib.loads(text)["note"]] == sorted(
        n["address"] for n in tomllib.loads(text)["note"]
    )
    for decision in made:
        take_back(root, decision)
    assert (root / "notes.toml").read_text("utf-8") == before


def test_the_order_of_decisions_does_not_show_in_the_file(tmp_path: Path) -> None:
    made = [make_decision("note", address=f"f/2024#{n}", words="aa", text="x") for n in (3, 1, 2)]
    texts = []
    for number, order in enumerate((made, made[::-1])):
        root = tmp_path / str(number)
        root.mkdir()
        for decision in order:
            add_decisions(root, [decision])
        texts.append((root / "notes.toml").read_bytes())
    assert texts[0] == texts[1]


def test_a_contradiction_is_refused_until_the_first_is_taken_back(root: Path) -> None:
    values = {"old": "f/2023#1", "old_words": "aa", "new": "f/2024#1", "new_words": "bb"}
    pin, forbid = make_decision("pin", **values, by="B. Other"), make_decision("forbid", **values)
    add_decisions(root, [pin])
    with pytest.raises(WorkspaceError, match=r"B\. Other has decided this already"):
        add_decisions(root, [forbid])
    take_back(root, pin)
    add_decisions(root, [forbid])
    assert read_decisions(root) == (forbid,)


@pytest.mark.parametrize(
    "text", ["[[note]\n", '[[note]]\naddress = "f/1#1"\nwords = "a"\n', '[[remark]]\ntext = "x"\n']
)
def test_a_broken_file_is_named_and_left_alone(root: Path, text: str) -> None:
    (root / "notes.toml").write_text(text)
    with pytest.raises(WorkspaceError, match=r"notes\.toml"):
        add_decisions(root, [make_decision("note", address="f/2#1", words="a", text="x")])
    assert (root / "notes.toml").read_text() == text


def test_a_string_that_looks_like_an_entry_cannot_be_edited_into_one(root: Path) -> None:
    text = '[[note]]\naddress = "f/1#1"\nwords = "a"\ntext = """\n[[note]]\naddress = "x"\n"""\n'
    (root / "notes.toml").write_text(text)
    with pytest.raises(WorkspaceError):
        add_decisions(root, [make_decision("note", address="f/0#1", words="a", text="x")])
    assert (root / "notes.toml").read_text() == text


# --- what a form does


def form(**values: str | list[str]) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else value for key, value in values.items()}


def test_accept_reject_and_undo(desk: Desk) -> None:
    old, new = first_pair(desk, confidence=0.5)
    desk.decide(form(do="pair", clause=new, side="old", paired=[old], **{"with": [old]}))
    assert change_of(desk, new).pinned
    (pin,) = desk.decisions("vedim")
    assert (pin.table, pin.get("by"), bool(re.fullmatch(r"\d{4}-\d\d-\d\d", pin.get("on")))) == (
        "pin",
        "A. Officer",
        True,
    )
    desk.decide(form(do="back", decision=pin.id))
    assert not change_of(desk, new).pinned
    desk.decide(form(do="pair", clause=new, side="old", paired=[old], why="not the same"))
    assert old not in change_of(desk, new).old
    (forbid,) = desk.decisions("vedim")
    desk.decide(form(do="back", decision=forbid.id))
    assert change_of(desk, new).old == (old,)


def test_pair_with_another_clause_split_and_merge(desk: Desk) -> None:
    old, new = first_pair(desk, confidence=0.5)
    dropped, added = alone(desk, ChangeKind.DROPPED), alone(desk, ChangeKind.ADDED)
    desk.decide(form(do="pair", clause=new, side="old", paired=[old], **{"with": [dropped]}))
    assert change_of(desk, new).old == (dropped,)
    assert {d.table for d in desk.decisions()} == {"pin", "forbid"}
    for decision in desk.decisions():
        desk.decide(form(do="back", decision=decision.id))
    desk.decide(form(do="pair", clause=new, side="old", paired=[old], **{"with": [old, dropped]}))
    assert set(change_of(desk, new).old) == {old, dropped} and change_of(desk, new).merged
    for decision in desk.decisions():
        desk.decide(form(do="back", decision=decision.id))
    desk.decide(form(do="pair", clause=old, side="new", paired=[new], **{"with": [new, added]}))
    assert set(change_of(desk, old).new) == {new, added} and change_of(desk, old).split


def test_theme_note_and_outcome_reach_the_briefing(desk: Desk, root: Path) -> None:
    promise = next(
        p
        for p in desk.holding("vedim").promises
        if p.outcome is Outcome.OPEN and p.deadline and p.address.startswith(NEW)
    )
    desk.decide(
        form(
            do="theme",
            clause=promise.address,
            add=["health"] if "health" in desk.theme_names else [min(desk.theme_names)],
            why="w",
        )
    )
    desk.decide(form(do="note", clause=promise.address, text="  Ask the   chair. "))
    desk.decide(
        form(do="outcome", clause=promise.address, what=promise.what, outcome="kept", why="seen in print")
    )
    briefing = gather(open_workspace(root), desk.holding("vedim").record.comparisons[-1], with_notes=True)
    page = to_html(briefing)
    assert "note by A. Officer" in page and "Ask the chair." in page
    assert any("outcome of" in line and "kept" in line for line in briefing.overrides)
    due = next(d for d in briefing.due if d.cited.address == promise.address and d.outcome == "kept")
    assert "seen in print" in due.reason
    clause = desk.clause(promise.address)
    assert any(theme.reason.startswith("set by A. Officer") for theme in clause.themes)
    plain = gather(open_workspace(root), desk.holding("vedim").record.comparisons[-1])
    assert "Ask the chair." not in to_html(plain)


def test_a_note_follows_its_words_and_is_stale_when_they_change(desk: Desk, root: Path) -> None:
    desk.decide(form(do="note", clause=f"{NEW}#8.a", text="watch this"))
    path = next((root / "statements" / "vedim").glob("2025*"))
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("hear the reason from a human being", "be told the reason by a person"), "utf-8"
    )
    comparison = read_record(open_workspace(root), "vedim").comparisons[-1]
    briefing = gather(open_workspace(root), comparison, with_notes=True)
    assert any(line.startswith("stale, note on") for line in briefing.overrides)
    assert not any("watch this" in note for row in briefing.rows for note in row.notes)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"do": "sing"}, "nothing that can be done"),
        ({"do": "note", "clause": f"{NEW}#8.a", "text": "  "}, "empty"),
        ({"do": "note", "clause": f"{NEW}#none", "text": "x"}, "No clause"),
        ({"do": "note", "clause": "nowhere/2025#1", "text": "x"}, "No forum"),
        ({"do": "theme", "clause": f"{NEW}#8.a", "add": "no-such"}, "no theme 'no-such'"),
        ({"do": "outcome", "clause": f"{NEW}#8.a", "what": "x", "outcome": "fine"}, "no outcome"),
        ({"do": "pair", "clause": f"{NEW}#8.a", "side": "old"}, "nothing to decide"),
        ({"do": "back", "decision": "0"}, "not there any more"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_words(
    desk: Desk, root: Path, values: dict[str, str], words: str
) -> None:
    with pytest.raises(WorkspaceError, match=words):
        desk.decide(form(**values))
    assert not (root / "notes.toml").exists() and not (root / OVERRIDES).exists()


# --- two desks, and one that is killed


WRITER = """
import sys
from pathlib import Path
from rapporteur.reports.desk.decisions import add_decisions, make_decision
root, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(count):
    add_decisions(root, [make_decision("note", address=f"f/2024#{n}", words="aa", text=f"{who} {n}", by=who)])
    print(n, flush=True)
"""


def writer(root: Path, who: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), who, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_two_desks_lose_no_decision(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    desks = [writer(tmp_path, who, 25) for who in ("one", "two", "three")]
    assert [process.wait(timeout=120) for process in desks] == [0, 0, 0]
    said = {note.text for note in read_notes(tmp_path).notes}
    assert said == {f"{who} {n}" for who in ("one", "two", "three") for n in range(25)}


def test_a_killed_desk_loses_at_most_the_decision_in_flight(tmp_path: Path) -> None:
    process = writer(tmp_path, "one", 10_000)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    told = len(said) + len(process.stdout.read().splitlines())
    process.wait(timeout=60)
    kept = len(read_notes(tmp_path).notes)
    assert told <= kept <= told + 1
    add_decisions(tmp_path, [make_decision("note", address="g/2024#1", words="aa", text="after")])
    assert len(read_notes(tmp_path).notes) == kept + 1


# --- the server


@pytest.fixture
def server(desk: Desk) -> Iterator[DeskServer]:
    running = DeskServer(desk)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


def ask(
    server: DeskServer, method: str, path: str, body: str = "", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(server.host, timeout=60)
    connection.putrequest(method, path, skip_host=True)
    sent = {"Host": server.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if body:
        sent["Content-Length"] = str(len(body.encode()))
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body.encode() or None)
    return connection.getresponse()


def opened(server: DeskServer) -> str:
    """The cookie of a session."""
    reply = ask(server, "GET", urlsplit(server.address).path + "?" + urlsplit(server.address).query)
    assert reply.status == 303
    cookie = reply.getheader("Set-Cookie") or ""
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    return cookie.partition(";")[0]


def note_form(server: DeskServer, text: str = "hello") -> str:
    return urlencode({"form_token": server.form_token, "do": "note", "clause": f"{NEW}#8.a", "text": text})


def test_the_desk_answers_its_own_browser_and_nobody_else(server: DeskServer, root: Path) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert ask(server, "GET", "/").status == 403
    assert ask(server, "GET", "/?token=guess").status == 403
    cookie = opened(server)
    own = {"Cookie": cookie, "Origin": f"http://{server.host}"}
    assert ask(server, "GET", "/", Cookie=cookie).status == 200
    assert ask(server, "GET", "/?" + urlsplit(server.address).query).status == 403, (
        "the token opens one session"
    )
    assert ask(server, "GET", "/", Cookie="desk=guess").status == 403
    for host in (
        "localhost",
        "evil.example",
        "evil.example:80",
        f"evil.example:{server.server_address[1]}",
        "",
    ):
        assert ask(server, "GET", "/", Cookie=cookie, Host=host).status == 421, host
    body = note_form(server)
    for origin in ("http://evil.example", "null", f"https://{server.host}", "http://127.0.0.1:1"):
        assert ask(server, "POST", "/decide", body, Cookie=cookie, Origin=origin).status == 403, origin
    assert ask(server, "POST", "/decide", body, Cookie=cookie).status == 403, "no origin"
    assert ask(server, "POST", "/decide", body, Origin=own["Origin"]).status == 403, "no session"
    wrong = body.replace(server.form_token, "guess")
    assert ask(server, "POST", "/decide", wrong, **own).status == 403
    assert ask(server, "POST", "/decide", "x" * 70_000, **own).status == 413
    assert not (root / "notes.toml").exists()
    assert ask(server, "POST", "/decide", body, **own).status == 303
    assert read_notes(root).notes[0].text == "hello"


@pytest.mark.parametrize(
    "path",
    [
        "/../notes.toml",
        "/etc/passwd",
        "/style.css/../../setup.cfg",
        "//evil.example/",
        "/queue/x",
        "/%2e%2e/x",
    ],
)
def test_a_path_leads_to_no_file(server: DeskServer, path: str) -> None:
    assert ask(server, "GET", path, Cookie=opened(server)).status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "HEAD"])
def test_other_methods_are_not_known(server: DeskServer, method: str) -> None:
    assert ask(server, method, "/", Cookie=opened(server)).status == 501


def test_every_page_forbids_what_it_does_not_need(server: DeskServer) -> None:
    cookie = opened(server)
    for path in (
        "/",
        "/queue?forum=vedim",
        "/decisions",
        "/nothing",
        "/style.css",
        f"/pair?clause={quote(NEW)}%238.a&side=old",
    ):
        reply = ask(server, "GET", path, Cookie=cookie)
        policy = reply.getheader("Content-Security-Policy") or ""
        assert (
            "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        )
        assert reply.getheader("Cache-Control") == "no-store"
        assert reply.getheader("X-Content-Type-Options") == "nosniff"
    briefing = ask(server, "GET", "/briefing?forum=vedim", Cookie=cookie)
    assert "frame-ancestors 'none'" in (briefing.getheader("Content-Security-Policy") or "")
    assert b"Content-Security-Policy" in briefing.read()


def test_a_refusal_says_why_on_a_page(server: DeskServer) -> None:
    reply = ask(server, "GET", "/clause?address=vedim%2F2025-02-14%23zzz", Cookie=opened(server))
    assert reply.status == 409 and b"No clause &#39;vedim/2025-02-14#zzz&#39;" in reply.read()


def test_a_silent_connection_holds_nobody_up(server: DeskServer) -> None:
    silent = http.client.HTTPConnection(server.host, timeout=60)
    silent.connect()
    assert ask(server, "GET", "/", Cookie=opened(server)).status == 200
    silent.close()


# --- an hour at the desk


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    session = open_browser()
    yield session
    session.quit()


def click(page: Any, selector: str) -> None:
    page.execute_script(
        "arguments[0].scrollIntoView({block: 'center'})", page.find_element("css selector", selector)
    )
    page.find_element("css selector", selector).click()


def sent(page: Any, button: str, title: str = "Written") -> None:
    """Press the button and wait for the page that says what was done."""
    from selenium.webdriver.support.ui import WebDriverWait

    click(page, button)
    WebDriverWait(page, 30).until(lambda page: "/done" in page.current_url and page.title == title)


def judge_pairs(page: Any, base: str, forum: str, count: int) -> int:
    """Accept or reject, by turns, as many pairs as the queue has, up to ``count``."""
    done = 0
    while done < count:
        page.get(f"{base}/queue?forum={forum}")
        waiting = page.find_elements("css selector", "#pairs ~ ol a")
        if not waiting:
            break
        page.get(waiting[0].get_attribute("href"))
        if done % 3 == 2:
            click(page, "[data-key=r]")
        page.find_element("id", "why").send_keys(f"reason {done}")
        sent(page, "[data-key=a]")
        done += 1
    return done


def pairs_of_threads(page: Any, base: str, desk: Desk, count: int) -> int:
    """Accept pairs that the program is sure of, each from the page of its later clause."""
    judged = {d.get("new") for d in desk.decisions()}
    found = [
        c.new[0]
        for comparison in reversed(desk.holding("vedim").record.comparisons)
        for c in comparison.changes
        if len(c.old) == len(c.new) == 1 and not c.pinned and c.new[0] not in judged
    ][:count]
    for address in found:
        page.get(f"{base}/pair?{urlencode({'clause': address, 'side': 'old'})}")
        sent(page, "[data-key=a]")
    return len(found)


def test_an_hour_at_the_desk(browser: Any, server: DeskServer, desk: Desk, root: Path) -> None:
    browser.get(server.address)
    base = f"http://{server.host}"
    assert "token" not in browser.current_url
    judged = judge_pairs(browser, base, "vedim", 8)
    judged += judge_pairs(browser, base, "lantern", 4)
    judged += pairs_of_threads(browser, base, desk, 20 - judged)
    assert judged == 20
    for forum, number in (("vedim", 2), ("lantern", 1)):
        for at in range(number):
            clause = desk.holding(forum).statements[-1].clauses[3 + at].address
            browser.get(f"{base}/clause?{urlencode({'address': clause})}")
            browser.find_element("id", "text").send_keys(f"note {at} of {forum}")
            sent(browser, "#notes ~ form button")
    for at in range(2):
        clause = desk.holding("vedim").statements[-1].clauses[8 + at].address
        browser.get(f"{base}/clause?{urlencode({'address': clause})}")
        browser.execute_script("document.querySelector('#add option:not(:checked)').selected = true")
        sent(browser, "#themes ~ form button")
    assert complaints(browser) == []
    decisions = desk.decisions()
    assert (
        sum(d.table == "note" for d in decisions) == 3
        and sum(d.table == "correction" for d in decisions) == 2
    )
    assert len({d.get("new") for d in decisions if d.table in ("pin", "forbid")}) >= 20 - 8
    files = {path.name: path.read_bytes() for path in root.glob("*.toml")}
    again = Desk(root, "B. Other")
    assert again.decisions() == decisions and len(again.queue("vedim").pairs) == len(
        desk.queue("vedim").pairs
    )
    assert {path.name: path.read_bytes() for path in root.glob("*.toml")} == files
    browser.get(f"{base}/briefing?forum=vedim")
    text = browser.find_element("tag name", "main").text
    assert "note 0 of vedim" in text or "note 1 of vedim" in text
    assert "paired by the analyst" in text
    browser.get(f"{base}/decisions")
    before = len(browser.find_elements("css selector", ".decision"))
    sent(browser, ".decision button", "Taken back")
    assert len(desk.decisions()) == before - 1


def test_the_pages_of_the_desk_have_no_barrier(browser: Any, server: DeskServer, desk: Desk) -> None:
    browser.get(server.address)
    base, axe = f"http://{server.host}", axe_source()
    queue = desk.queue("vedim")
    promise = queue.promises[0]
    pages = [
        "/",
        "/queue?forum=vedim",
        f"/pair?{urlencode({'clause': queue.pairs[0].new.address, 'side': 'old'})}",
        f"/clause?{urlencode({'address': f'{NEW}#8.a'})}",
        f"/promise?{urlencode({'address': promise.address, 'what': promise.what})}",
        "/decisions",
    ]
    desk.decide(form(do="note", clause=f"{NEW}#8.a", text="x"))
    pages.append(f"/done?{urlencode({'address': f'{NEW}#8.a'})}")
    for page in pages:
        for width in (1440, 390):
            for scheme in ("light", "dark"):
                size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}
                browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
                browser.execute_cdp_cmd(
                    "Emulation.setEmulatedMedia",
                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
                )
                browser.get(base + page)
                assert browser.execute_script(
                    "return document.documentElement.scrollWidth <= window.innerWidth"
                ), page
                assert complaints(browser) == [], page
                assert violations(browser, axe) == [], page
                complaints(browser)  # the checker tries to fetch the style sheets, which the page forbids


def test_a_wrong_pair_is_corrected_by_keyboard_and_search(
    browser: Any, server: DeskServer, desk: Desk
) -> None:
    _, new = first_pair(desk, confidence=0.5)
    other = alone(desk, ChangeKind.DROPPED)
    words = " ".join(desk.clause(other).text.split()[3:7]).strip(".,;")
    browser.get(server.address)
    browser.get(f"http://{server.host}/pair?{urlencode({'clause': new, 'side': 'old'})}")
    browser.find_element("id", "q").send_keys(words, "\ue007")
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20).until(lambda page: "q=" in page.current_url)
    browser.find_element("tag name", "body").send_keys("r")
    click(browser, f"input[value='{other}']")
    browser.find_element("tag name", "body").send_keys("a")
    WebDriverWait(browser, 20).until(lambda page: "/done" in page.current_url)
    assert change_of(desk, new).old == (other,)
