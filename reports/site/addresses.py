"""Where each page lies: a path below the site's root for every forum, meeting, clause, comparison, thread, theme and name."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import quote

START, DUE, SEARCH = "index.html", "due.html", "search.html"
THEMES, NAMES, CALENDAR = "themes/index.html", "names/index.html", "calendar.ics"

UNSAFE = re.compile(r"[^a-z0-9._]+")
LONGEST = 60
"""Letters of a name in a path: file systems end at 255 bytes, and mails break long links."""
DIGEST = 6


def slug(text: str) -> str:
    """A name as a part of a path: lower case letters, digits, hyphens. What loses letters on the way gets a digest.

    >>> slug("adgmin"), slug("8.b"), slug("Paris Agreement"), slug("AI/act")
    ('adgmin', '8.b', 'paris-agreement-52736f', 'ai-act-7fa577')
    """
    plain = UNSAFE.sub("-", text.lower()).strip("-.")[:LONGEST]
    if plain == text:
        return plain
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:DIGEST]}".lstrip("-")


def forum_folder(forum: str) -> str:
    """The folder of a forum's pages."""
    return f"forums/{slug(forum)}"


def forum_page(forum: str, page: str = "index") -> str:
    """A page of a forum: "index", "history", "ledger"."""
    return f"{forum_folder(forum)}/{page}.html"


def statement_page(name: str, prefix: str = "") -> str:
    """The page of a statement ("adgmin/2024-02-02"); with the prefix "changes-" that of its changes."""
    forum, _, date = name.rpartition("/")
    return f"{forum_folder(forum)}/{prefix}{slug(date)}.html"


def changes_page(name: str) -> str:
    """The page of what changed from the statement before to this one."""
    return statement_page(name, "changes-")


def clause_link(address: str) -> str:
    """A clause on the page of its statement; the fragment is that of its address."""
    name, _, fragment = address.partition("#")
    return f"{statement_page(name)}#{fragment}"


def thread_page(thread: str) -> str:
    """The page of a thread, named by the address of its first clause."""
    name, _, fragment = thread.partition("#")
    forum, _, date = name.rpartition("/")
    return f"{forum_folder(forum)}/threads/{slug(date)}.{slug(fragment)}.html"


def theme_page(theme: str) -> str:
    """The page of a theme over all forums."""
    return f"themes/{slug(theme)}.html"


def name_page(kind: str, name: str) -> str:
    """The page of an instrument or a partner."""
    return f"names/{kind}-{slug(name)}.html"


def feed_path(kind: str, name: str) -> str:
    """The feed of a forum, a theme or a watched phrase."""
    return f"feeds/{kind}-{slug(name)}.xml"


def relative(href: str, page: str) -> str:
    """A link below the site's root, as the page at ``page`` writes it.

    >>> relative("forums/adgmin/2024-02-02.html#8.b", "forums/adgmin/threads/x.html")
    '../2024-02-02.html#8.b'
    """
    path, hash_sign, fragment = href.partition("#")
    near = posixpath.relpath(path, posixpath.dirname(page) or ".") if path else ""
    return quote(near) + hash_sign + quote(fragment, safe="()/.-_~!$&'*+,;=:@?")
