"""The one door to the network: a page or file by http or https, bounded in size and time."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.store.sources import check_url

# The largest file that is read at all; a slow server is given up after a minute in sum.
_LARGEST = 50_000_000
_SECONDS_PER_READ = 20.0
_SECONDS_IN_ALL = 60.0
_MOST_REDIRECTS = 5
_PIECE = 65_536
_AGENT = "rapporteur (reads official statements; see the project's page)"


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes, the address they came from in the end, and the media type that the server named."""

    data: bytes
    url: str
    media_type: str


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to another http or https address."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        check_url(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str) -> Download:
    """What stands at ``url``. Raises UnreadableError with the reason where it cannot be had, or is too large."""
    check_url(url)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    opener = urllib.request.build_opener(_Redirects)
    deadline = time.monotonic() + _SECONDS_IN_ALL
    try:
        with opener.open(request, timeout=_SECONDS_PER_READ) as answer:
            data = _read(answer, url, deadline)
            return Download(data, answer.geturl(), answer.headers.get_content_type())
    except urllib.error.HTTPError as error:
        raise UnreadableError(f"{url}: the server answered {error.code} {error.reason}.") from error
    except (urllib.error.URLError, HTTPException, TimeoutError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise UnreadableError(
            f"{url}: not reached ({reason}). Try again, or add the file by hand."
        ) from error


def _read(answer: IO[bytes], url: str, deadline: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read(_PIECE):
        size += len(piece)
        if size > _LARGEST:
            raise UnreadableError(f"{url}: more than {_LARGEST:,} bytes. Nothing was kept.")
        if time.monotonic() > deadline:
            raise UnreadableError(
                f"{url}: too slow, given up after {_SECONDS_IN_ALL:.0f} s. Nothing was kept."
            )
        pieces.append(piece)
    return b"".join(pieces)
