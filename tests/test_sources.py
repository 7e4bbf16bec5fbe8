"""Statements put into a workspace and fetched from declared sources, against a server on this machine."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import socketserver
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.files import locked, write_whole
from rapporteur.compare.store.download import Limits, Redirects, check_public, check_url, download
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.sources import read_sources, source_problems
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
    assert code == 2 and ("no forum's name" if forum else "Say --forum NAME") in told
    assert not (tmp_path / "d").exists()


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
    code, told = run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert code == 0 and "added (2 clauses" in told
    (statement,) = read_series(open_workspace(tmp_path, cache=False), "harbour")
    assert [c.text for c in statement.clauses] == [
        "It met.",
        "It agreed.",
    ] and statement.meeting.date == "2024-02-02"


def test_a_changed_page_is_told_from_a_changed_text(server: str, tmp_path: Path) -> None:
    PAGES["/a"] = (200, {"Content-Type": "text/html"}, page("<p>1. It met.</p><p>2. It agreed.</p>", "Menu"))
    run("add", f"{server}/a", "--forum", "harbour", "--data", tmp_path, "--select", "#text")
    run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert "unchanged" in run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-02")[1]
    PAGES["/a"] = (
        200,
        {"Content-Type": "text/html"},
        page("<p>1. It met.</p><p>2. It agreed.</p>", "Another menu"),
    )
    assert (
        "the text of the statement did not"
        in run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-03")[1]
    )
    PAGES["/a"] = (
        200,
        {"Content-Type": "text/html"},
        page("<p>1. It met.</p><p>2. It refused.</p>", "Another menu"),
    )
    assert (
        "THE TEXT CHANGED"
        in run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-04")[1]
    )
    assert len(list(tmp_path.glob("_snapshots/harbour/*/*.html"))) == 3


def test_one_lost_source_does_not_keep_the_others(server: str, tmp_path: Path) -> None:
    PAGES["/b"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    for name in ("a", "b"):
        run("add", f"{server}/{name}", "--forum", "harbour", "--data", tmp_path)
    code, told = run("fetch", "--allow-private", "--data", tmp_path, "--retrieved", "2024-03-01")
    assert code == 2 and "404" in told and "added (2 clauses" in told and "1 of 2" in told


LOCAL = Limits(allow_private=True)


def test_a_redirect_leads_to_http_only(server: str) -> None:
    PAGES["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(RapporteurError, match="file:///etc/passwd"):
        download(f"{server}/a", LOCAL)


def test_size_is_limited(server: str) -> None:
    PAGES["/a"] = (200, {}, b"x" * 300_000)
    with pytest.raises(UnreadableError, match="more than 100,000 bytes"):
        download(f"{server}/a", replace(LOCAL, size=100_000))


@pytest.mark.parametrize("place", ["/a", "/redirected"])
def test_an_address_that_is_not_public_is_refused(server: str, place: str) -> None:
    PAGES["/a"] = (200, {}, TEXT.encode())
    PAGES["/redirected"] = (302, {"Location": f"{server}/a"}, b"")
    with pytest.raises(UnreadableError, match="no public address"):
        download(f"{server}{place}")
    assert download(f"{server}{place}", LOCAL).data == TEXT.encode()


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.0.0.1 192.168.1.1 172.16.0.9 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fd00::1"
    " ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::".split(),
)
def test_private_addresses_are_known_in_every_spelling(address: str) -> None:
    with pytest.raises(UnreadableError, match="no public address"):
        check_public(address, "host")
    check_public("93.184.215.14", "host")
    check_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "host")


def test_https_is_never_left_for_http() -> None:
    request = urllib.request.Request("https://example.org/a")
    with pytest.raises(UnreadableError, match="unprotected"):
        Redirects().redirect_request(request, BytesIO(), 302, "Found", Message(), "http://example.org/b")


class Misdeeds(socketserver.StreamRequestHandler):
    """A server that does not end, or ends too early."""

    def handle(self) -> None:
        path = self.rfile.readline().split()[1].decode()
        while self.rfile.readline().strip():
            pass
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
        with contextlib.suppress(OSError):
            if path == "/short":
                self.wfile.write(head + b"Content-Length: 99999\r\n\r\n" + TEXT.encode())
            elif path == "/partial":
                self.wfile.write(b"HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\n1. It")
            elif path == "/gzip":
                self.wfile.write(head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT.encode()))
            elif path == "/reason":
                self.wfile.write(b"HTTP/1.1 404 \x1b]0;PWNED\x07\r\nContent-Length: 0\r\n\r\n")
            elif path == "/slow-header":
                self._drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")
            elif path == "/slow-body":
                self._drip(head + b"\r\n", b"a")
            elif path == "/continue":
                self._drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")

    def _drip(self, first: bytes, then: bytes) -> None:
        self.wfile.write(first)
        while True:
            self.wfile.write(then)
            time.sleep(0.2)


@pytest.fixture
def misdeeds() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Misdeeds) as found:
        found.daemon_threads = True
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}"
        found.shutdown()


@pytest.mark.parametrize("path", ["/slow-header", "/slow-body", "/continue"])
def test_one_limit_of_time_holds_for_headers_and_body(misdeeds: str, path: str) -> None:
    with pytest.raises(UnreadableError, match="not complete after 2 s"):
        download(f"{misdeeds}{path}", replace(LOCAL, seconds=2))


@pytest.mark.parametrize(
    ("path", "words"), [("/short", "cut off"), ("/partial", "206"), ("/gzip", "compressed")]
)
def test_what_is_not_the_whole_page_is_refused_and_the_url_named(
    misdeeds: str, path: str, words: str, tmp_path: Path
) -> None:
    run("add", f"{misdeeds}{path}", "--forum", "harbour", "--data", tmp_path)
    code, told = run("fetch", "--allow-private", "--data", tmp_path)
    assert code == 2 and words in told and f"{misdeeds}{path}" in told
    assert [entry.name for entry in tmp_path.iterdir()] == ["sources.toml"]


def test_a_servers_words_do_not_steer_the_terminal(misdeeds: str, tmp_path: Path) -> None:
    run("add", f"{misdeeds}/reason", "--forum", "harbour", "--data", tmp_path)
    assert "\x1b" not in run("fetch", "--allow-private", "--data", tmp_path)[1]


def test_what_cannot_be_read_is_named_by_its_url(server: str, tmp_path: Path) -> None:
    PAGES["/a"] = (200, {"Content-Type": "text/plain"}, b"123")
    run("add", f"{server}/a", "--forum", "harbour", "--data", tmp_path)
    told = run("fetch", "--allow-private", "--data", tmp_path)[1]
    assert f"{server}/a: holds no text" in told and "source.txt" not in told


def test_many_declarations_at_once_are_all_kept(tmp_path: Path) -> None:
    order = [sys.executable, "-m", "rapporteur", "add", "--forum", "harbour", "--data", str(tmp_path)]
    running = [
        subprocess.Popen([*order, f"https://example.org/{n}"], stdout=subprocess.DEVNULL) for n in range(6)
    ]
    assert [process.wait() for process in running] == [0] * 6
    assert {source.url for source in read_sources(tmp_path)} == {f"https://example.org/{n}" for n in range(6)}


def test_a_lock_that_is_held_is_waited_for_and_then_said(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(WorkspaceError, match="Another process"),
        locked(tmp_path, seconds=0.2),
    ):
        raise AssertionError("two held it")
    with locked(tmp_path, seconds=0.2):
        pass


def add(file: Path, data: Path, *options: str) -> str:
    code, told = run("add", file, "--forum", "harbour", "--data", data, "--retrieved", "2024-03-01", *options)
    assert code == 0
    return told


def test_killed_at_any_write_the_next_run_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "s.txt"
    file.write_text(TEXT)
    add(file, tmp_path / "whole", "--kind", "communique")
    whole = {
        p.relative_to(tmp_path / "whole"): p.read_bytes()
        for p in (tmp_path / "whole").rglob("*")
        if p.is_file()
    }
    replace_file = os.replace
    for die_at in range(len(whole)):
        data, writes = tmp_path / f"killed-{die_at}", iter(range(die_at))

        def replaced(source: str, target: Path, writes: Iterator[int] = writes) -> None:
            if next(writes, None) is None:
                raise KeyboardInterrupt
            replace_file(source, target)

        monkeypatch.setattr(os, "replace", replaced)
        with contextlib.suppress(KeyboardInterrupt):
            CliRunner().invoke(
                main, ["add", str(file), "--forum", "harbour", "--data", str(data), "--kind", "communique"]
            )
        statements = [p for p in data.rglob("harbour/*.txt") if "_snapshots" not in p.parts]
        assert all(Path(f"{p}.toml").is_file() for p in statements)
        monkeypatch.setattr(os, "replace", replace_file)
        add(file, data, "--kind", "communique")
        after = {
            p.relative_to(data): p.read_bytes()
            for p in data.rglob("*")
            if p.is_file() and not p.name.startswith(".")
        }
        assert set(after) >= set(whole)


def test_a_lost_sidecar_is_written_again_and_other_facts_replace_it(tmp_path: Path) -> None:
    file, data = tmp_path / "s.txt", tmp_path / "data"
    file.write_text(TEXT)
    add(file, data, "--kind", "communique")
    (sidecar,) = data.glob("harbour/*.toml")
    whole = sidecar.read_bytes()
    sidecar.unlink()
    assert "facts were written" in add(file, data, "--kind", "communique")
    assert sidecar.read_bytes() == whole
    assert "unchanged" in add(file, data, "--kind", "communique")
    assert "facts were written" in add(file, data, "--kind", "declaration")
    assert 'kind = "declaration"' in sidecar.read_text()


def test_two_statements_of_one_day_and_title_are_two_files(tmp_path: Path) -> None:
    one, other, data = tmp_path / "one.txt", tmp_path / "other.txt", tmp_path / "data"
    one.write_text(TEXT)
    other.write_text(TEXT.replace("agreed", "declined"))
    add(one, data)
    assert "added" in add(other, data)
    assert len(list(data.glob("harbour/*.txt"))) == 2
    other.write_text(TEXT.replace("agreed", "refused"))
    assert "THE TEXT CHANGED" in add(other, data)
    assert len(list(data.glob("harbour/*.txt"))) == 2


def test_what_a_killed_run_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".a.rapporteur-tmp", tmp_path / ".b.rapporteur-tmp"
    old.write_text("x")
    new.write_text("x")
    os.utime(old, (time.time() - 2 * 86_400,) * 2)
    write_whole(tmp_path / "c", "x")
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "c"]


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
    code, told = run("fetch", "--allow-private", "--data", tmp_path)
    assert code == 2 and "rapporteur add URL" in told


BROKEN = {
    'url = "ftp://x.org/a"\nforum = "asgm"': (2, "no http or https address"),
    'url = "https://x.org/a"\nforum = "As GM"': (3, "no forum's name"),
    'url = "https://x.org/a"': (1, "needs forum"),
    'url = "https://x.org/a"\nforum = "asgm"\ncolour = "red"': (4, "unknown key 'colour'"),
    'url = "https://x.org/a"\nforum = "asgm"\nnumber = 4': (4, "write it in quotes"),
    'url = "https://x.org/a"\nforum = "asgm"\ndate = "soon"': (4, "write a day"),
    'url = "https://x.org/a"\nforum = "asgm"\nkind = "poem"': (4, "say one of statement"),
    'url = "https://x.org/a"\nforum = "asgm"\n\n[other]\nx = "1"': (5, "unknown key 'other'"),
}


@pytest.mark.parametrize("entry", BROKEN)
def test_broken_sources_are_found_with_their_line_and_the_schema_agrees(entry: str, tmp_path: Path) -> None:
    schema = json.loads(run("schema", "sources")[1])
    good = '[[source]]\nurl = "https://x.org/first"\nforum = "asgm"\n\n'
    (tmp_path / "sources.toml").write_text(f"{good}[[source]]\n{entry}\n", encoding="utf-8")
    line, words = BROKEN[entry]
    (problem,) = source_problems(tmp_path)
    assert problem.line == 4 + line and words in problem.message
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads((tmp_path / "sources.toml").read_text()), schema)
    (tmp_path / "sources.toml").write_text(good, encoding="utf-8")
    assert not list(source_problems(tmp_path))
    jsonschema.validate(tomllib.loads(good), schema)


def test_check_tells_every_broken_line_of_sources_toml(tmp_path: Path) -> None:
    (tmp_path / "asgm").mkdir()
    (tmp_path / "asgm" / "s.txt").write_text(TEXT, encoding="utf-8")
    twice = '[[source]]\nurl = "https://x.org/a"\nforum = "asgm"\n'
    (tmp_path / "sources.toml").write_text(f"{twice}{twice}page = 1\n", encoding="utf-8")
    code, out = run("check", "--data", tmp_path, "--all", "--format", "json")
    found = [f for f in json.loads(out)["findings"] if f["rule"] == "sources-broken"]
    assert code == 1 and [(Path(f["file"]).name, f["line"]) for f in found] == [
        ("sources.toml", 5),
        ("sources.toml", 7),
    ]
    code, out = run("fetch", "--data", tmp_path)
    assert code == 2 and "sources.toml, line 5" in out
    (tmp_path / "sources.toml").write_text("[[source]\nurl = 1\n", encoding="utf-8")
    assert "sources.toml:1" in run("check", "--data", tmp_path, "--all")[1]
