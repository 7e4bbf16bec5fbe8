"""Briefing -> HTML, PDF, text, Markdown. The only door to Jinja and to WeasyPrint."""

from __future__ import annotations

import base64
import hashlib
import logging
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..compare.errors import MissingComponentError, OutputError
from .figures.palette import TONES
from .page import Briefing, Run, RunKind
from .record import to_csv, to_json

if TYPE_CHECKING:
    import jinja2

    from .memory_page import MemoryPage

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
"""Where our own templates lie: beside this room in a checkout, an editable install and a wheel alike."""

PDF_VARIANT, ARCHIVE_VARIANT = "pdf/ua-1", "pdf/a-3a"

PANGO = (
    "The PDF needs Pango, which pip cannot install. On Debian or Ubuntu: sudo apt-get install -y "
    "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango. "
    "The other formats (html, docx, markdown, text, json, csv) work without it."
)

LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def to_html(briefing: Briefing, *, templates: Path | None = None) -> str:
    """The briefing as one HTML file that fetches nothing: style, script and data are within it."""
    env = _environment(templates)
    style, script = (_source(env, name) for name in ("style.css", "page.js"))
    return _page(
        env,
        "briefing.html.j2",
        b=briefing,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=_for_script(to_json(briefing)),
    )


def to_pdf(briefing: Briefing, *, templates: Path | None = None, archive: bool = False) -> bytes:
    """The briefing as a tagged PDF (PDF/UA-1, or PDF/A-3a with ``archive``) with its data attached.

    Raises MissingComponentError where Pango is not installed or no font has a script of the text.
    """
    env = _environment(templates)
    html = _page(
        env, "briefing.pdf.j2", b=briefing, style=_source(env, "style.css"), fonts=_source(env, "fonts.css")
    )
    return _write_pdf(briefing, html, ARCHIVE_VARIANT if archive else PDF_VARIANT, templates)


def to_text(briefing: Briefing, width: int = 100, *, templates: Path | None = None) -> str:
    """The briefing as plain text of at most ``width`` columns; changes as [-gone-] and {+new+}."""
    return _page(_environment(templates), "briefing.txt.j2", b=briefing, width=width)


def to_markdown(briefing: Briefing, *, templates: Path | None = None) -> str:
    """The briefing as Markdown; changes as ~~gone~~ and **new**."""
    return _page(_environment(templates), "briefing.md.j2", b=briefing)


def to_memory_html(pages: tuple[MemoryPage, ...], *, templates: Path | None = None) -> str:
    """Answers out of the record (a thread, a precedent, the ledger) as one HTML page that fetches nothing."""
    env = _environment(templates)
    return _page(env, "memory.html.j2", pages=pages, style=_source(env, "style.css"))


@lru_cache(maxsize=8)
def _environment(own: Path | None) -> jinja2.Environment:
    """Templates of the user's folder before ours; every HTML template escapes what it prints."""
    import jinja2

    if own is not None and not own.is_dir():
        raise OutputError(
            f"No folder '{own}' for --templates. Name a folder that holds templates such as style.css."
        )
    folders = [own, TEMPLATES] if own else [TEMPLATES]
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=lambda name: bool(name) and not str(name).endswith((".txt.j2", ".md.j2")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(TONES=TONES, logo=_logo)
    env.filters.update(wrap=_wrap, marked=_marked, md=_markdown, md_runs=_markdown_runs, num=_num)
    return env


def _page(env: jinja2.Environment, name: str, **context: Any) -> str:
    """A template filled in. Raises OutputError with file, line and reason where the template is broken."""
    import jinja2

    try:
        return env.get_template(name).render(**context)
    except jinja2.TemplateNotFound as error:
        raise OutputError(f"No template '{error.name}' in --templates or in {TEMPLATES}.") from error
    except jinja2.TemplateSyntaxError as error:
        raise OutputError(f"{error.filename or error.name}, line {error.lineno}: {error.message}.") from error
    except (jinja2.UndefinedError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise OutputError(
            f"{_line_of(error)}: {error}. docs/briefing.md lists what a template may name."
        ) from error


def _line_of(error: BaseException) -> str:
    """File and line of the template in which an error arose."""
    frame, found = error.__traceback__, "template"
    while frame:
        file = frame.tb_frame.f_code.co_filename
        if file.endswith((".j2", ".css", ".js")):
            found = f"{file}, line {frame.tb_lineno}"
        frame = frame.tb_next
    return found


def _source(env: jinja2.Environment, name: str) -> str:
    """A style sheet or script as it stands, the user's before ours."""
    assert env.loader is not None
    return env.loader.get_source(env, name)[0]


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _for_script(json: str) -> str:
    """JSON that cannot close the element that holds it."""
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _logo(path: str) -> str:
    """A logo as a data address. Raises OutputError where the file is missing or no picture."""
    file = Path(path)
    kind = LOGO_TYPES.get(file.suffix.lower())
    if kind is None or not file.is_file():
        raise OutputError(
            f"No picture '{path}' for [labels] logo. Name a file ending in {', '.join(LOGO_TYPES)}."
        )
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


# --------------------------------------------------------------------------------------------------
# PDF


def _write_pdf(briefing: Briefing, html: str, variant: str, templates: Path | None) -> bytes:
    weasyprint = _weasyprint()
    when = _moment(briefing.date)
    attachments = [
        weasyprint.Attachment(
            string=data.encode(),
            name=name,
            description=words,
            created=when,
            modified=when,
            relationship="Data",
        )
        for name, words, data in (
            (
                "briefing.json",
                "Everything on these pages, and the comparisons it was made from",
                to_json(briefing),
            ),
            ("changes.csv", "The changes, one a row", to_csv(briefing)),
        )
    ]
    with _missing_letters() as missing:
        document = weasyprint.HTML(
            string=html, base_url=TEMPLATES.as_uri() + "/", url_fetcher=_fetcher(templates)
        )
        pdf: bytes = document.write_pdf(pdf_variant=variant, pdf_tags=True, attachments=attachments)
    scripts = scripts_of(missing)
    if scripts:
        raise MissingComponentError(
            f"No font on this machine has the {', '.join(scripts)} letters of this text. Install one (Debian: "
            "fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk) and run again."
        )
    return pdf


def _weasyprint() -> Any:
    """The library, or the line that says what to install."""
    try:
        import weasyprint
    except OSError as error:
        raise MissingComponentError(PANGO) from error
    return weasyprint


def _fetcher(templates: Path | None) -> Any:
    """A fetcher that reads the template folders and data addresses, and nothing else."""
    from weasyprint.urls import URLFetcher

    roots = tuple(folder.resolve().as_uri() + "/" for folder in (TEMPLATES, templates) if folder)

    class Fenced(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(("data:", *roots)) or "/../" in url:
                raise ValueError(f"not fetched: {url}")
            return super().fetch(url, headers)

    return Fenced(allowed_protocols=("file", "data"))


def _moment(iso: str) -> datetime:
    """The day of the briefing as a moment for the file's metadata; a fixed one where it has none."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


class _Letters(logging.Handler):
    """Collects the letters that no font could draw; the renderer only logs them."""

    SIGN = ".notdef"

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if self.SIGN in str(record.msg):
            self.found += [str(arg) for arg in (record.args or ())]


@contextmanager
def _missing_letters() -> Iterator[list[str]]:
    """The messages about missing letters while a page is drawn; nothing is printed."""
    logger, handler = logging.getLogger("weasyprint"), _Letters()
    old = logger.propagate, logger.handlers[:]
    logger.handlers, logger.propagate = [handler], False
    try:
        yield handler.found
    finally:
        logger.propagate, logger.handlers = old[0], old[1]


def scripts_of(missing: Iterable[str]) -> tuple[str, ...]:
    """The scripts of missing letters by name, "Thai", "CJK"; signs that are no letters do not stop a page."""
    letters = {c for text in missing for c in text if unicodedata.category(c).startswith("L")}
    return tuple(sorted({_script(c) for c in letters}))


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split()[0]
    return name if name == "CJK" else name.capitalize()


# --------------------------------------------------------------------------------------------------
# Words of the plain formats


def _num(value: int) -> str:
    return f"{value:,}"


def _wrap(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """The text in lines of at most ``width`` columns, the first led by ``first``, the others by ``rest``."""
    after = " " * len(first) if rest is None else rest
    return textwrap.fill(
        " ".join(text.split()),
        width=max(width, len(after) + 20),
        initial_indent=first,
        subsequent_indent=after,
        break_on_hyphens=False,
    )


def _marked(runs: Iterable[Run]) -> str:
    """Runs as plain text: [-gone-] and {+new+}."""
    signs = {RunKind.DELETE: ("[-", "-]"), RunKind.INSERT: ("{+", "+}")}
    return _bracketed(runs, signs, str)


def _markdown_runs(runs: Iterable[Run]) -> str:
    """Runs as Markdown: ~~gone~~ and **new**."""
    return _bracketed(runs, {RunKind.DELETE: ("~~", "~~"), RunKind.INSERT: ("**", "**")}, _markdown)


def _bracketed(runs: Iterable[Run], signs: dict[RunKind, tuple[str, str]], escape: Any) -> str:
    said = []
    for run in runs:
        opening, closing = signs.get(run.kind, ("", ""))
        bare = run.text.strip()
        if not bare:
            said.append(run.text)
            continue
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(run.text.rstrip()) :]
        said.append(f"{lead}{opening}{escape(bare)}{closing}{trail}")
    return "".join(said)


MARKDOWN_SIGNS = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_[]#|~{}!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\n": " "}
)


def _markdown(text: str) -> str:
    """Text that Markdown and the HTML within it leave as it is."""
    return text.translate(MARKDOWN_SIGNS)
