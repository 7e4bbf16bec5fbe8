"""Briefing -> HTML, text, Markdown, and the page that becomes a PDF. The only door to Jinja."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapporteur.compare.errors import OutputError
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.briefing.readers import ReaderPart, reader_parts
from rapporteur.reports.figures.palette import TONES
from rapporteur.reports.formats.plain_words import (
    HTML_MARKS,
    Marks,
    markdown,
    markdown_runs,
    marked,
    num,
    table,
    wrap,
)
from rapporteur.reports.formats.serialise import to_json

if TYPE_CHECKING:
    import jinja2
    from rapporteur.reports.answers.model import MemoryPage

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
"""Where our own templates lie: beside this room in a checkout, an editable install and a wheel alike."""

LOGOS = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "svg+xml"))
"""How the address of a logo may begin."""


def to_html(briefing: Briefing, *, templates: Path | None = None) -> str:
    """The briefing as one HTML file that fetches nothing: style, script and data are within it."""
    env = _environment(templates)
    style, script = (_source(env, name) for name in ("style.css", "page.js"))
    return _page(
        env,
        _template(briefing, "html"),
        b=briefing,
        parts=_parts(briefing),
        linked=linked_of(briefing),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=for_script(to_json(briefing)),
    )


def to_print(briefing: Briefing, *, templates: Path | None = None) -> str:
    """The page that is laid out on paper: the PDF before it is drawn."""
    env = _environment(templates)
    name, parts = _template(briefing, "pdf"), _parts(briefing)
    return _page(env, name, b=briefing, parts=parts, linked=linked_of(briefing), **_looks(env))


def _template(briefing: Briefing, form: str) -> str:
    """The name of the template for the reader whom the page is for."""
    return f"{'reader' if briefing.material.reader else 'briefing'}.{form}.j2"


def _parts(briefing: Briefing) -> tuple[ReaderPart, ...]:
    """The parts of the page for another reader than the desk officer, none for the officer's."""
    return reader_parts(briefing) if briefing.material.reader else ()


def linked_of(briefing: Briefing) -> frozenset[str]:
    """The anchors of clauses that the page has: links lead only there."""
    if not {"redline", "clauses"} & set(briefing.sections):
        return frozenset()
    shown = (e for e in briefing.entries if briefing.material.annex == "all" or e.kind != "unchanged")
    return frozenset(e.target or e.anchor for e in shown)


def to_text(briefing: Briefing, width: int = 100, *, templates: Path | None = None) -> str:
    """The briefing as plain text of at most ``width`` columns; changes as [-gone-] and {+new+}."""
    name, parts = _template(briefing, "txt"), _parts(briefing)
    return _page(_environment(templates), name, b=briefing, parts=parts, width=width)


def to_markdown(briefing: Briefing, *, templates: Path | None = None, marks: Marks = HTML_MARKS) -> str:
    """The briefing as CommonMark; changes as <del>gone</del> and <ins>new</ins>, or between other ``marks``."""
    name, parts = _template(briefing, "md"), _parts(briefing)
    return _page(_environment(templates), name, b=briefing, parts=parts, marks=marks)


def to_memory_print(pages: tuple[MemoryPage, ...], *, templates: Path | None = None) -> str:
    """Answers of the record as the page that is laid out on paper."""
    env = _environment(templates)
    return _page(env, "memory.pdf.j2", pages=pages, **_looks(env))


def to_memory_html(pages: tuple[MemoryPage, ...], *, templates: Path | None = None) -> str:
    """Answers out of the record (a thread, a precedent, the ledger) as one HTML page that fetches nothing."""
    env = _environment(templates)
    return _page(env, "memory.html.j2", pages=pages, style=_source(env, "style.css"))


def to_page(template: str, *, templates: Path | None = None, **context: Any) -> str:
    """A page of the site or the desk: any template of ours, filled with ``context``."""
    return _page(_environment(templates), template, **context)


def read_asset(name: str, *, templates: Path | None = None) -> str:
    """A style sheet or script as it stands, the user's before ours."""
    return _source(_environment(templates), name)


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
    env.filters.update(wrap=wrap, table=table, marked=marked, md=markdown, md_runs=markdown_runs, num=num)
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


def _looks(env: jinja2.Environment) -> dict[str, str]:
    """The style sheets of paper and of its fonts."""
    return {"style": _source(env, "style.css"), "fonts": _source(env, "fonts.css")}


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def for_script(json: str) -> str:
    """JSON that cannot close the element that holds it."""
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _logo(address: str) -> str:
    """A logo as it stands in the settings: a data address. Raises OutputError where it is no picture's."""
    if not address.startswith(LOGOS):
        raise OutputError("The logo is no picture. Name a PNG, JPEG or SVG file for [labels] logo.")
    return address
