"""The pages of a PDF, read in a process apart: what breaks or never ends there is a clear error here.

A process costs as much as importing pdfium's library does here (measured: 0.1 s), so every PDF is read so.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.readers import pdf_characters as pdf_characters
from rapporteur.compare.readers.pdf_characters import MOST_MEGABYTES, MOST_SECONDS, Page, Run

import rapporteur

# The signal of a process whose processor time is up; Windows has none.
_OUT_OF_TIME: int | None = getattr(signal, "SIGXCPU", None)
# By the clock: long where the processor time is bounded, for on a busy machine an honest file waits for its turn.
_PATIENCE = (20 if _OUT_OF_TIME else 3) * MOST_SECONDS
# A program that prints a PDF anew writes a plain one.
_PRINT_ANEW = "Open it, print it to a new PDF, and give that."


def read_pages(data: bytes, name: str) -> tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]:
    """Every page with its runs, and the title that the file declares. Raises UnreadableError."""
    told = _read_apart(data, name)
    if "refused" in told:
        raise UnreadableError(f"{name}: {told['refused']}")
    title = told["title"]
    return tuple(_page(*page) for page in told["pages"]), (("file title", title),) if title else ()


def _read_apart(data: bytes, name: str) -> dict[str, Any]:
    """What the process apart told."""
    program = [sys.executable, "-P", "-m", pdf_characters.__name__]
    # The package may lie in the folder we were started in, which "-P" keeps out.
    folders = [str(Path(folder).resolve().parent) for folder in rapporteur.__path__]
    try:
        done = subprocess.run(
            program,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((*folders, os.environ.get("PYTHONPATH", "")))},
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(name) from error
    except OSError as error:
        raise UnreadableError(f"{name}: no process could be started to read it ({error}).") from error
    if _OUT_OF_TIME and done.returncode == -_OUT_OF_TIME:
        raise _too_long(name)
    if done.returncode:
        raise UnreadableError(
            f"{name}: not readable as PDF: damaged, or made to need more than {MOST_MEGABYTES} MB. {_PRINT_ANEW}"
        )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _page(
    number: int,
    width: float,
    height: float,
    runs: list[list[Any]],
    rules: list[list[float]],
    left: list[list[str]],
) -> Page:
    drawn = tuple((a, b, c, d) for a, b, c, d in rules)
    return Page(
        number, width, height, tuple(_run(*values) for values in runs), drawn, tuple((w, t) for w, t in left)
    )


def _run(text: str, x0: float, x1: float, y: float, size: float, bold: bool, marks: list[str]) -> Run:
    return Run(text, x0, x1, y, size, bold, tuple(marks))


def _too_long(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: not read within {MOST_SECONDS} seconds: damaged, or far too long. {_PRINT_ANEW}"
    )
