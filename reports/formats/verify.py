"""A written briefing against its data: the page is made again and compared, byte for byte where that is possible.

HTML, Markdown, text, CSV, DOCX and JSON come out as the same bytes each time, so any difference is a change that
somebody made. A PDF is the same bytes with the same versions of its libraries; one that another version wrote is
compared by its parts (``verify_pdf``). With the sources, the statements are read and compared again as well.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import TypeVar

from rapporteur.compare.errors import RapporteurError, UnreadableError
from rapporteur.reports.briefing.build import assemble
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.formats.extract import Page, read_page
from rapporteur.reports.formats.registry import OutputOptions, render
from rapporteur.reports.formats.serialise import material_from, to_json
from rapporteur.reports.formats.verify_pdf import differences, is_of_this_version

MOST = 20
"""Differences that are listed."""
WIDTH = 90
"""Characters of a line that are quoted."""
ALIGNED = 20_000
"""Lines up to which two texts are aligned; of longer ones only the first difference is told."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, in words, and what does not hold."""

    checked: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def verify(
    path: Path, sources: Path | None = None, *, templates: Path | None = None, other_version: bool = False
) -> Verdict:
    """Whether a briefing is what its data make, and with ``sources`` (a workspace, or a folder of statements) whether
    the data are what the statements make.

    ``templates`` are those that the page was made with; ``other_version`` accepts a PDF that other versions of the
    libraries wrote. Raises UnreadableError where the file is no briefing or carries no data.
    """
    from rapporteur.reports.formats.verify_sources import alone_problems, source_problems

    page = read_page(path)
    if not page.record:
        if sources is None:
            raise UnreadableError(
                f"'{path}' is a comparison without the page it belongs to. Name its statements with --sources, or put "
                "the HTML or PDF beside it."
            )
        problems = _listed(alone_problems(page.data, sources))
        return Verdict(
            ("statements read again, compared again: the same bytes",) if not problems else (), problems
        )
    briefing = _guarded(path, lambda: assemble(material_from(page.record)[0]))
    options = OutputOptions(templates, archive=page.is_archive)
    made = _guarded(path, lambda: _made(briefing, page.form, options))
    words, found = _compared(page, made, str(path), other_version)
    problems = _listed(found)
    checked = [] if problems else [words]
    if sources is not None:
        wrong = _listed(source_problems(briefing.material, sources))
        checked += (
            []
            if wrong
            else ["statements read again and compared again: the data of the page are what they make"]
        )
        problems += wrong
    elif not problems:
        checked.append("the statements themselves were not read: --sources does that")
    return Verdict(tuple(checked), problems)


def _guarded(path: Path, make: Callable[[], Made]) -> Made:
    """What ``make`` makes; data that somebody changed may make any part of it fail. Raises UnreadableError."""
    try:
        return make()
    except RapporteurError:
        raise
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UnreadableError(
            f"'{path}': no page can be made from its data ({what}). They were changed."
        ) from error


def _made(briefing: Briefing, form: str, options: OutputOptions) -> bytes:
    data = to_json(briefing) if form == "record" else render(briefing, form, options)
    return data.encode("utf-8") if isinstance(data, str) else data


def _listed(found: Iterator[str]) -> tuple[str, ...]:
    listed = tuple(islice(found, MOST + 1))
    return (*listed[:MOST], "and more") if len(listed) > MOST else listed


def _compared(page: Page, made: bytes, name: str, other_version: bool) -> tuple[str, Iterator[str]]:
    """How the page was compared, in words, and what differs."""
    if page.data == made:
        return "the page was made again from its data: the same bytes", iter(())
    if page.form == "docx":
        return "", archive_differences(page.data, made)
    if page.form != "pdf":
        return "", text_differences(page.data, made)
    found = differences(page.data, made, name)
    if not found and not other_version and is_of_this_version(page.data, made):
        found = (
            "it is not the same bytes, though the same version of the PDF library wrote it: it was saved again, or "
            "changed where text and picture do not show it. If another version of Pango wrote it, say --other-version",
        )
    words = "another version wrote this PDF: parts, text in order and pictures are those of the page made again, bytes are not"
    return words, iter(found)


def text_differences(found: bytes, wanted: bytes) -> Iterator[str]:
    """Line by line, what the page has and what the page made again has; nothing where the bytes are the same."""
    theirs, ours = (
        data.decode("utf-8", "backslashreplace").splitlines(keepends=True) for data in (found, wanted)
    )
    start = next(
        (i for i, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), min(len(theirs), len(ours))
    )
    if max(len(theirs), len(ours)) > ALIGNED:
        yield f"line {start + 1}: " + _first_difference(
            "".join(theirs[start:][:1]), "".join(ours[start:][:1])
        )
        return
    matcher = SequenceMatcher(None, theirs[start:], ours[start:], autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            texts = "".join(theirs[start + i : start + j]), "".join(ours[start + k : start + m])
            yield f"line {start + i + 1}: " + _first_difference(*texts)


def _first_difference(found: str, wanted: str) -> str:
    """Two unequal texts from shortly before the first character in which they differ."""
    at = next(
        (i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b),
        min(len(found), len(wanted)),
    )
    start = max(0, at - WIDTH // 3)
    one, other = (json.dumps(text[start : start + WIDTH], ensure_ascii=False) for text in (found, wanted))
    return f"the page has {one}, made again it has {other}"


def archive_differences(found: bytes, wanted: bytes) -> Iterator[str]:
    """Part by part, how two DOCX differ; the bytes of the file itself count as well."""
    ours = _parts(wanted)
    try:
        theirs = _parts(found)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        yield f"it is no DOCX that can be opened ({error})"
        return
    for name in sorted({*theirs, *ours}):
        if name not in ours:
            yield f"the part '{name}' is none of ours"
        elif name not in theirs:
            yield f"the part '{name}' is missing"
        elif theirs[name] != ours[name]:
            texts = (parts[name].decode("utf-8", "backslashreplace") for parts in (theirs, ours))
            yield f"part '{name}': " + _first_difference(*texts)
    if theirs == ours:
        yield "its parts are the same, but another program has packed them anew"


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file by name. Raises ValueError where they unfold to more than a briefing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len({entry.filename for entry in entries}) < len(entries):
            raise ValueError("it has two parts of one name")
        if sum(entry.file_size for entry in entries) > 4 * len(data) + 2**26:
            raise ValueError("it unfolds to more than any briefing")
        return {entry.filename: archive.read(entry) for entry in entries}
