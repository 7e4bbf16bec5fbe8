"""Statements put into a workspace and fetched from declared sources, against a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.store import download as downloads
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.sources import check_url, read_sources
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.cli import main

TEXT = "Joint Statement\n\n1. The Meeting was held in Ellery on 1-2 February 2024.\n\n2. It agreed on the plan.\n"
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    found = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    PAGES.clear()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def page(text: str, round_it: str = "") -> bytes:
    return f"<html><body><div id='side'>{round_it}</div><div id='text'>{text}</div></body></html>".encode()


def test_a_file_is_added_with_its_snapshot_and_can_be_read(tmp_path: Path) -> None:
    file, data = tmp_path / "s.txt", tmp_path / "data"
    file.write_text(TEXT)
    code, told = run("add", file, "--forum", "harbour", "--data", data, "--retrieved", "2024-03-01")
    assert code == 0 and "added (2 clauses, statement, 2024-02-02)" in told
    (snapshot,) = data.glob("_snapshots/harbour/*/2024-03-01-*[!1].txt")
    assert snapshot.read_bytes() == file.read_bytes()
    (extract,) = data.glob("_snapshots/harbour/*/*.text-1.txt")
    assert "read by text/1" in extract.read_text()
    workspace = open_workspace(data, cache=False)
    assert [s.meeting.date for s in read_series(workspace, "harbour")] == ["2024-02-02"]


def test_the_same_file_is_not_added_twice(tmp_path: Path) -> None:
    file = tmp_path / "s.txt"
    file.write_text(TEXT)
    arguments = ("add", file, "--forum", "harbour", "--data", tmp_path / "d", "--retrieved", "2024-03-01")
    run(*arguments)
    before = sorted((tmp_path / "d").rglob("*"))
    code, told = run(*arguments)
    assert code == 0 and "unchanged" in told
    assert sorted((tmp_path / "d").rglob("*")) == before


def test_a_file_that_is_no_statement_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "s.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    code, told = run("add", file, "--forum", "harbour", "--data", tmp_path / "d")
    assert code == 2 and "not readable" in told and not (tmp_path / "d").exists()


@pytest.mark.parametrize("forum", ["../x", "A B", "", "/etc", "..", "x/y"])
def test_a_forum_cannot_lead_out_of_the_workspace(forum: str, tmp_path: Path) -> None:
    file = tmp_path / "s.txt"
    file.write_text(TEXT)
    code, told = run("add", file, "--forum", forum, "--data", tmp_path / "d")
    assert code == 2 and "no forum's name" in told and not (tmp_path / "d").exists()


def test_a_link_cannot_lead_out_of_the_workspace(tmp_path: Path) -> None:
    file, data, outside = tmp_path / "s.txt", tmp_path / "d", tmp_path / "outside"
    file.write_text(TEXT)
    data.mkdir()
    outside.mkdir()
    (data / "harbour").symlink_to(outside)
    code, told = run("add", file, "--forum", "harbour", "--data", data)
    assert code == 2 and "outside the workspace" in told and not list(outside.iterdir())


def test_a_declared_page_is_fetched_by_its_selector(server: str, tmp_path: Path) -> None:
    PAGES["/a"] = (200, {"Content-Type": "text/html"}, page("<p>1. It met.</p><p>2. It agreed.</p>", "Menu"))
    code, told = run(
        "add",
        f"{server}/a",
        "--forum",
        "harbour",
        "--data",
        tmp_path,
        "--select",
        "#text",
        "--date",
        "2024-02-02",
    )
    assert code == 0 and "declared" in told and read_sources(tmp_path)[0].url == f"{server}/a"
    code, told = run("fetch", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert code == 0 and "added (2 clauses" in told
    (statement,) = read_series(open_workspace(tmp_path, cache=False), "harbour")
    assert [c.text for c in statement.clauses] == [
        "It met.",
        "It agreed.",
    ] and statement.meeting.date == "2024-02-02"


def test_a_changed_page_is_told_from_a_changed_text(server: str, tmp_path: Path) -> None:
    PAGES["/a"] = (200, {"Content-Type": "text/html"}, page("<p>1. It met.</p><p>2. It agreed.</p>", "Menu"))
    run("add", f"{server}/a", "--forum", "harbour", "--data", tmp_path, "--select", "#text")
    run("fetch", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert "unchanged" in run("fetch", "--data", tmp_path, "--retrieved", "2024-03-02")[1]
    PAGES["/a"] = (
        200,
        {"Content-Type": "text/html"},
        page("<p>1. It met.</p><p>2. It agreed.</p>", "Another menu"),
    )
    assert (
        "the text of the statement did not"
        in run("fetch", "--data", tmp_path, "--retrieved", "2024-03-03")[1]
    )
    PAGES["/a"] = (
        200,
        {"Content-Type": "text/html"},
        page("<p>1. It met.</p><p>2. It refused.</p>", "Another menu"),
    )
    assert "THE TEXT CHANGED" in run("fetch", "--data", tmp_path, "--retrieved", "2024-03-04")[1]
    assert len(list(tmp_path.glob("_snapshots/harbour/*/*.html"))) == 3


def test_one_lost_source_does_not_keep_the_others(server: str, tmp_path: Path) -> None:
    PAGES["/b"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    for name in ("a", "b"):
        run("add", f"{server}/{name}", "--forum", "harbour", "--data", tmp_path)
    code, told = run("fetch", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert code == 2 and "404" in told and "added (2 clauses" in told and "1 of 2" in told


def test_a_redirect_leads_to_http_only(server: str) -> None:
    PAGES["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(RapporteurError):
        downloads.download(f"{server}/a")


def test_size_is_limited(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    PAGES["/a"] = (200, {}, b"x" * 300_000)
    monkeypatch.setattr(downloads, "_LARGEST", 100_000)
    with pytest.raises(UnreadableError, match="more than"):
        downloads.download(f"{server}/a")


def test_time_is_limited(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    PAGES["/a"] = (200, {}, b"x" * 300_000)
    monkeypatch.setattr(downloads, "_SECONDS_IN_ALL", -1.0)
    with pytest.raises(UnreadableError, match="too slow"):
        downloads.download(f"{server}/a")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x/y", "http://", "javascript:1", "https://u:p@x/y", "http://[x"]
)
def test_nothing_but_http_is_fetched(url: str) -> None:
    with pytest.raises(WorkspaceError):
        check_url(url)


@pytest.mark.parametrize(
    "text",
    [
        "[[source]]\nurl = 'http://x/y'",
        "[[source]]\nforum='a'\nurl='x'",
        "source = 1",
        "x = ",
        "[[source]]\nurl='http://x'\nforum='a'\nodd=1",
    ],
)
def test_a_wrong_declaration_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(WorkspaceError):
        read_sources(tmp_path)


def test_fetching_nothing_says_how_to_declare(tmp_path: Path) -> None:
    code, told = run("fetch", "--data", tmp_path)
    assert code == 2 and "rapporteur add URL" in told
