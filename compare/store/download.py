"""Fetch one page or file by http or https, bounded in size and time: the only code that uses the network.

The transfer runs in a child process that is ended at the deadline, so that name resolution, headers, redirects and
body share one limit whatever the server does. The child prints one JSON line (``url`` and ``type``, or ``error``)
and then the bytes.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO
from urllib.parse import urlsplit

from rapporteur.compare.errors import UnreadableError, WorkspaceError

AGENT = "rapporteur (reads official statements; see the project's page)"
MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""
BLOCK = 65_536
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class Download:
    """The bytes, the address they came from after redirects, and the media type that the server named."""

    data: bytes
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one download.

    ``size`` in bytes; ``seconds`` for everything together; ``allow_private`` permits addresses that are not public
    (loopback, link-local, private networks), which a stranger's redirect could otherwise reach.
    """

    size: int = 50_000_000
    seconds: float = 60.0
    allow_private: bool = False


def download(url: str, limits: Limits = Limits()) -> Download:
    """What stands at ``url``. Raises UnreadableError naming the URL and the reason where it cannot be had whole."""
    check_url(url)
    order = json.dumps({"url": url, **asdict(limits)}).encode()
    command = [sys.executable, "-I", "-m", __spec__.name]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{url}: not complete after {limits.seconds:.0f} s. Nothing was kept."
        ) from error
    head, _, data = done.stdout.partition(b"\n")
    try:
        answer = json.loads(head)
    except ValueError as error:
        raise UnreadableError(f"{url}: the download ended without an answer. Try again.") from error
    if "error" in answer:
        raise UnreadableError(f"{url}: {answer['error']}")
    return Download(data, answer["url"], answer["type"])


def check_url(url: str) -> None:
    """Raises WorkspaceError for anything but a plain http or https address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise WorkspaceError(f"'{url}' is no address ({error}).") from error
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise WorkspaceError(
            f"'{url}' is no http or https address without a password. Nothing else is fetched."
        )


def main() -> None:
    """The child process: one order from standard input, the answer to standard output."""
    order = json.loads(sys.stdin.buffer.read())
    url = order.pop("url")
    try:
        found = _transfer(url, Limits(**order))
        head, data = {"url": found.url, "type": found.media_type}, found.data
    except UnreadableError as error:
        head, data = {"error": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)


def _transfer(url: str, limits: Limits) -> Download:
    opener = urllib.request.build_opener(Redirects, *_handlers(limits))
    request = urllib.request.Request(
        url, headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    )
    try:
        with opener.open(request, timeout=limits.seconds) as answer:
            return Download(_body(answer, limits), answer.geturl(), answer.headers.get_content_type())
    except urllib.error.HTTPError as error:
        raise UnreadableError(_http_error(error)) from error
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        reason = " ".join(str(getattr(error, "reason", error)).split())
        raise UnreadableError(f"not reached ({reason}). Try again, or add the file by hand.") from error


def _http_error(error: urllib.error.HTTPError) -> str:
    reason = " ".join(str(error.reason).split())
    if error.code not in REDIRECTS:
        return f"the server answered {error.code} {reason}."
    if "loop" in reason:
        return f"more than {MAX_REDIRECTS} redirects. Declare the address at the end of them."
    return f"a redirect that is not followed: {reason}."


def _body(answer: HTTPResponse, limits: Limits) -> bytes:
    """The whole body. Raises UnreadableError where it is cut short, compressed, too large, or no full answer."""
    if answer.status != 200:
        raise UnreadableError(
            f"the server answered {answer.status} {answer.reason}, not the whole page (200)."
        )
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise UnreadableError(f"the server sent it compressed ('{coding}'), which was not asked for.")
    blocks, size = [], 0
    while block := answer.read(BLOCK):
        size += len(block)
        if size > limits.size:
            raise UnreadableError(f"more than {limits.size:,} bytes. Nothing was kept.")
        blocks.append(block)
    told = answer.headers.get("Content-Length", "").strip()
    if told and "chunked" not in answer.headers.get("Transfer-Encoding", "").lower() and told != str(size):
        raise UnreadableError(
            f"cut off: {size:,} bytes came and the server had announced '{told}'. Nothing was kept."
        )
    return b"".join(blocks)


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to another http or https address, never from https down to http."""

    max_redirections = MAX_REDIRECTS
    max_repeats = 2

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            check_url(newurl)
        except Exception as error:
            raise UnreadableError(f"redirected to something else: {error}") from error
        if req.type == "https" and not newurl.lower().startswith("https:"):
            raise UnreadableError(f"redirected from https to the unprotected '{newurl}'. Not followed.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _handlers(limits: Limits) -> tuple[urllib.request.BaseHandler, ...]:
    """Handlers that refuse an address which is not public before anything is asked of it; none where all are allowed."""
    return () if limits.allow_private else (_Http(), _Https())


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(HTTPConnection if _by_proxy(req) else _HttpConnection, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(HTTPSConnection if _by_proxy(req) else _HttpsConnection, req)


class _HttpConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        check_public(self.sock.getpeername()[0], self.host)


class _HttpsConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        check_public(self.sock.getpeername()[0], self.host)


def _by_proxy(request: urllib.request.Request) -> bool:
    """Whether the environment sends this request through a proxy; the host is then looked up here as well."""
    parts = urlsplit(request.full_url)
    host = parts.hostname or ""
    if parts.scheme not in urllib.request.getproxies() or urllib.request.proxy_bypass(host):
        return False
    with contextlib.suppress(socket.gaierror):  # a name that only the proxy can resolve
        for *_, address in socket.getaddrinfo(host, None):
            check_public(str(address[0]), host)
    return True


def check_public(address: str, host: str) -> None:
    """Raises UnreadableError where ``address``, to which ``host`` resolved, is not one of the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        inner = inner or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in NAT64 else None)
        found = inner or found
    if not found.is_global or found.is_multicast:
        raise UnreadableError(
            f"'{host}' is at {address}, which is no public address. Say --allow-private where that is meant."
        )


if __name__ == "__main__":
    main()
