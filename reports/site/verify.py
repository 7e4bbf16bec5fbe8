"""A written site against what it was made from: its files, its links, and every page made again."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.export.holdings import read_holdings
from rapporteur.reports.formats.verify import MOST, Verdict
from rapporteur.reports.site.build import Order, make_parts, part_keys
from rapporteur.reports.site.folder import MANIFEST, Part, digest, digest_file, read_manifest


def verify_site(folder: Path, root: Path | None = None) -> Verdict:
    """Whether the files are as they were written and every link leads somewhere; with the workspace ``root`` also
    whether its statements give these pages. Raises UnreadableError where the folder is no site.
    """
    asof, parts = read_manifest(folder)
    if not parts:
        raise UnreadableError(
            f"'{folder}' is no site: it has no {MANIFEST}. Name the folder that `rapporteur site` wrote."
        )
    files = {path: known for part in parts.values() for path, known in part.files.items()}
    checks = [
        ("files compared with what was written", list(_files(folder, files))),
        ("links followed", list(_links(folder, files))),
    ]
    if root is not None:
        checks.append(("pages made again and compared", list(_made_again(parts, root, asof))))
    return Verdict(
        tuple(f"{len(found):,} {words}" for words, found in checks),
        tuple(problem for _, found in checks for problem in [p for p in found if p][:MOST]),
    )


# Each check yields one item for everything it looked at: "" where it holds, else what does not.


def _files(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    for path, known in sorted(files.items()):
        found = digest_file(folder / path)
        yield "" if found == known else f"{path}: {'not as it was written' if found else 'not there'}"


def _links(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Every link of every page, and its fragment, within the site."""
    pages = {
        path: html.parse(folder / path)
        for path in files
        if path.endswith(".html") and (folder / path).is_file()
    }
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in sorted(pages.items()):
        for href in page.xpath("//@href | //@src"):
            url = urlsplit(href)
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.path)))
                if url.path
                else path
            )
            fragment = unquote(url.fragment)
            if url.scheme or url.netloc:
                yield f"{path}: leads out of the site, to {href}"
            elif target not in files:
                yield f"{path}: leads to {href}, which is not there"
            elif fragment and target in anchors and fragment not in anchors[target]:
                yield f"{path}: leads to {href}, which has no such place"
            else:
                yield ""


def _made_again(parts: Mapping[str, Part], root: Path, asof: str) -> Iterator[str]:
    workspace, order = open_workspace(root), Order(asof)
    made = dict(make_parts(read_holdings(workspace, asof=asof), list(part_keys(workspace, order)), order))
    for name in sorted({*parts, *made}):
        wanted = {path: digest(data) for path, data in made.get(name, {}).items()}
        found = parts[name].files if name in parts else {}
        for path in sorted({*wanted, *found}):
            same = wanted.get(path) == found.get(path)
            yield "" if same else f"{path}: the statements give another page"
