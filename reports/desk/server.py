"""The desk as a web page on this machine alone: a server of the standard library, and the checks that keep others out."""

from __future__ import annotations

import hmac
import secrets
import sys
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from rapporteur.compare.errors import RapporteurError
from rapporteur.reports.desk.desk import Desk
from rapporteur.reports.desk.views import View, show
from rapporteur.reports.formats.html import read_asset

HOST = "127.0.0.1"
COOKIE = "desk"
LONGEST_FORM = 64 * 1024
"""Bytes of a form: a note has a few hundred."""
SECONDS = 30
"""How long a connection may stay silent: browsers open some in advance."""
ASSETS = {
    "/style.css": "text/css",
    "/site.css": "text/css",
    "/desk.css": "text/css",
    "/page.js": "text/javascript",
    "/desk.js": "text/javascript",
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BRIEFING_POLICY = "frame-ancestors 'none'"
"""For the briefing, which carries its own policy: no address at all, and its script and style by their digests."""


class Refused(Exception):
    """A request that is not answered, with its status and why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Reply(NamedTuple):
    """A page, or where to go instead."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""
    cookie: str = ""
    policy: str = POLICY


class DeskServer(ThreadingHTTPServer):
    """Listens on this machine at a port of its own. One token opens one session; a second browser is refused."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(32)
        self.session = ""
        self.form_token = secrets.token_urlsafe(32)
        self.work = Lock()
        super().__init__((HOST, port), _Handler)

    @property
    def host(self) -> str:
        """The host and port that every request must name."""
        return f"{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """Where to begin: good for one browser, once."""
        return f"http://{self.host}/?{urlencode({'token': self.token})}"

    def open_session(self, token: str) -> str:
        """The cookie of a new session. Raises Refused where the token is wrong or was used before."""
        with self.work:
            if self.session or not hmac.compare_digest(token.encode(), self.token.encode()):
                raise Refused(
                    HTTPStatus.FORBIDDEN, "This address was used before. Start the desk again for a new one."
                )
            self.session = secrets.token_urlsafe(32)
            return self.session


class _Handler(BaseHTTPRequestHandler):
    """Checks a request, lets the desk answer it, and sends the answer."""

    server: DeskServer
    timeout = SECONDS
    server_version = "rapporteur"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _answer(self, make) -> None:  # type: ignore[no-untyped-def]
        try:
            self._check_host()
            reply = make()
        except Refused as refused:
            reply = Reply(f"{refused}\n".encode(), "text/plain; charset=utf-8", refused.status)
        except RapporteurError as error:
            reply = self._page(View("message", {"message": str(error)}), HTTPStatus.CONFLICT)
        self._send(reply)

    def _get(self) -> Reply:
        url = urlsplit(self.path)
        asked = parse_qs(url.query)
        if url.path == "/" and "token" in asked:
            session = self.server.open_session(asked["token"][0])
            return Reply(status=HTTPStatus.SEE_OTHER, location="/", cookie=session)
        self._check_session()
        if url.path in ASSETS:
            return Reply(read_asset(url.path[1:]).encode(), f"{ASSETS[url.path]}; charset=utf-8")
        with self.server.work:
            view = show(self.server.desk, url.path, asked)
            if view is None:
                raise Refused(
                    HTTPStatus.NOT_FOUND, "There is no such page. Go back to the start of the desk."
                )
            if isinstance(view, bytes):
                return Reply(view, policy=BRIEFING_POLICY)
            return self._page(view)

    def _post(self) -> Reply:
        self._check_session()
        if self.headers.get("Origin") != f"http://{self.server.host}":
            raise Refused(HTTPStatus.FORBIDDEN, "The form was sent from another page.")
        form = self._form()
        if not hmac.compare_digest(
            "".join(form.get("form_token", [])).encode(), self.server.form_token.encode()
        ):
            raise Refused(HTTPStatus.FORBIDDEN, "The form is not of this desk. Load the page again.")
        with self.server.work:
            addresses = self.server.desk.decide(form)
        query = urlencode([("address", a) for a in addresses] + [("done", "".join(form.get("do", [])))])
        return Reply(status=HTTPStatus.SEE_OTHER, location=f"/done?{query}")

    def _form(self) -> dict[str, list[str]]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_FORM:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A form has at most {LONGEST_FORM:,} bytes.")
        try:
            return parse_qs(
                self.rfile.read(int(length)).decode("utf-8"), keep_blank_values=True, max_num_fields=500
            )
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "The form cannot be read.") from error

    def _check_host(self) -> None:
        """Another name for this machine is refused: a page elsewhere may have made its own name lead here."""
        if self.headers.get_all("Host", []) != [self.server.host]:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, f"This desk answers to {self.server.host} alone.")

    def _check_session(self) -> None:
        try:
            sent = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        except CookieError:
            sent = None
        value = sent.value if sent else ""
        if not self.server.session or not hmac.compare_digest(value.encode(), self.server.session.encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "Open the address that the desk printed when it was started.")

    def _page(self, view: View, status: HTTPStatus = HTTPStatus.OK) -> Reply:
        return Reply(view.render(self.server.desk, self.server.form_token), status=status)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {**HEADERS, "Content-Security-Policy": reply.policy}.items():
            self.send_header(name, value)
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.cookie:
            self.send_header("Set-Cookie", f"{COOKIE}={reply.cookie}; HttpOnly; SameSite=Strict; Path=/")
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of single requests: the first one bears the token."""


def serve(server: DeskServer) -> None:
    """Answer until the user interrupts."""
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    finally:
        server.server_close()
