"""Damaged and hostile files: each must end in a statement or a clear error, in bounded time and memory.

    python benchmarks/hostile.py [--files 2000] [--formats text,markdown,html,docx,pdf] [--first 0] [--compare]

Seeds are the sample statements published in every format; every mutation is drawn from a numbered seed, so a
finding can be made again. Each file is made in one child process and read, from disk, in another, so that its
time and memory are its own: processor seconds and megabytes of the reading process and of the child that it may
start, added up. The reading process tells of any file it opens for writing and of any connection. With --compare,
every third file that ends in a statement is compared with an honest one as well, and has the bounds of a comparison.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import select
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.compare.model import Statement

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "benchmarks"))

from hostile_files import SUFFIXES, mutate  # noqa: E402  (found by the lines above)

# What issue and manual promise for one file.
MOST_SECONDS, MOST_MEGABYTES = 5.0, 500
# And for a comparison.
MOST_SECONDS_COMPARED, MOST_MEGABYTES_COMPARED = 20.0, 1000
# Of so many files one is compared.
_ONE_COMPARED_IN = 3
# A process that has used so many processor seconds is stopped and counted as one that does not end; the clock, which
# a busy machine makes go faster, only ends what sleeps.
_MOST_PROCESSOR_SECONDS, _PATIENCE = 30, 600


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended ("statement", "error", or what broke), in processor seconds and megabytes."""

    how: str
    seconds: float
    megabytes: int

    def is_within(self, seconds: float, megabytes: int) -> bool:
        return self.how in GOOD and self.seconds <= seconds and self.megabytes <= megabytes


GOOD = ("statement", "compared", "error")


def honest() -> Statement:
    from rapporteur.compare.comparison import read_statement

    return read_statement(next((ROOT / "data/statements/vedim").glob("2021*")))


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Honest files of each format."""
    from publishing import as_docx, as_html, as_markdown, as_pdf, as_text, parts_of

    parts = parts_of(honest())
    return {
        "text": (as_text(parts), as_text(parts, width=50)),
        "markdown": (as_markdown(parts),),
        "html": (as_html(parts, counted=True), as_html(parts, counted=False)),
        "docx": (as_docx(parts, automatic=True), as_docx(parts, automatic=False)),
        "pdf": (as_pdf(parts), as_pdf(parts, columns=2)),
    }


def judge(path: Path, other: Statement | None = None) -> str:
    """How the file at ``path`` ends: "statement", "compared" where ``other`` is given, "error", or what broke."""
    from rapporteur.compare.comparison import compare_statements, read_statement
    from rapporteur.compare.errors import RapporteurError

    try:
        statement = read_statement(path)
        if other is not None:
            compare_statements(other, statement)
            return "compared"
    except RapporteurError as error:
        return "error" if "\n" not in str(error) else "an error of several lines"
    except Exception as error:
        # The benchmark's finding: anything else than the project's own errors.
        return type(error).__name__
    return "statement" if statement.clauses or statement.left_out else "nothing, and no error"


def judge_apart(
    format: str, originals: Sequence[bytes], seed: int, folder: Path, other: Statement | None = None
) -> Ending:
    """The ending of one file, made and read, and compared with ``other``, in children of its own."""

    def make() -> str:
        data, name = mutate(format, originals, seed)
        (folder / name).write_bytes(data)
        return name

    name, _ = _in_child(make)
    path = folder / name
    (how, seconds, megabytes), _ = _read_apart(path, other)
    path.unlink(missing_ok=True)
    left = sorted(item.name for item in folder.iterdir())
    return Ending(f"left {left[0]!r} behind" if left else how, seconds, megabytes)


def _read_apart(path: Path, other: Statement | None) -> tuple[tuple[str, float, int], str]:
    def read() -> str:
        misdeeds = _watch()
        how = judge(path, other)
        return json.dumps([misdeeds[0] if misdeeds else how, *_spent()])

    told, (seconds, megabytes) = _in_child(read)
    if told.startswith("["):
        how, seconds, megabytes = json.loads(told)
        return (how, seconds, megabytes), told
    return (told or "the process died", seconds, megabytes), told


def _spent() -> tuple[float, int]:
    """Processor seconds and megabytes of this process and of the largest of its children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in (own, children))
    return seconds, (own.ru_maxrss + children.ru_maxrss) // 1024


def _watch() -> list[str]:
    """A list that fills with what the process does and should not: files written, connections, foreign programs."""
    misdeeds: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if (
            event == "open"
            and isinstance(arguments[0], str | bytes)
            and os.fsdecode(arguments[0]) != os.devnull
        ):
            if int(str(arguments[2] or 0)) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                misdeeds.append(f"writes {os.fsdecode(arguments[0])!r}")
        elif event in (
            "socket.connect",
            "socket.getaddrinfo",
            "urllib.Request",
            "os.mkdir",
            "os.rename",
            "os.system",
        ):
            misdeeds.append(event)
        elif event == "subprocess.Popen" and arguments[0] != sys.executable:
            misdeeds.append(f"starts {arguments[0]!r}")

    sys.addaudithook(note)
    return misdeeds


def _in_child(work: Callable[[], str]) -> tuple[str, tuple[float, int]]:
    """What ``work`` told in a forked child, and the child's seconds and megabytes; "" where it died."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
        os.write(theirs, work().encode())
        os._exit(0)
    os.close(theirs)
    ready, _, _ = select.select([ours], [], [], _PATIENCE)
    told = os.read(ours, 65536).decode() if ready else "no end in sight"
    os.close(ours)
    if not ready:
        os.killpg(child, signal.SIGKILL)
    _, _, usage = os.wait4(child, 0)
    return told, (usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def walk(
    format: str, originals: dict[str, tuple[bytes, ...]], numbers: range, other: Statement | None
) -> bool:
    """Prints a row of what was read and one of what was compared; True where nothing broke."""
    read, compared, is_clean = [], [], True
    with tempfile.TemporaryDirectory() as folder:
        for seed in numbers:
            third = other if seed % _ONE_COMPARED_IN == 0 else None
            ending = judge_apart(format, originals[format], seed, Path(folder), third)
            (compared if ending.how == "compared" else read).append(ending)
            most = (
                (MOST_SECONDS_COMPARED, MOST_MEGABYTES_COMPARED) if third else (MOST_SECONDS, MOST_MEGABYTES)
            )
            if not ending.is_within(*most):
                is_clean = False
                print(
                    f"    {format}: {ending.how} (seed {seed}, {ending.seconds:.1f} s, {ending.megabytes} MB)"
                )
    print(_row(format, "read", read), _row(format, "compared", compared), sep="\n", flush=True)
    return is_clean


def _row(format: str, what: str, endings: Sequence[Ending]) -> str:
    how = Counter(ending.how if ending.how in GOOD else "other" for ending in endings)
    seconds = max((ending.seconds for ending in endings), default=0.0)
    megabytes = max((ending.megabytes for ending in endings), default=0)
    good = how["statement"] + how["compared"]
    return (
        f"{format:10} {what:9} {len(endings):6} {good:10} {how['error']:7} {how['other']:6} "
        f"{seconds:7.2f} s {megabytes:5} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--formats", default=",".join(SUFFIXES))
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    originals = seeds()
    import rapporteur.compare.readers.docx  # noqa: F401  (for the children)
    from rapporteur.compare.comparison import compare_statements

    # Once here, so that no child pays for what is loaded at first use.
    compare_statements(honest(), honest())

    numbers = range(options.first, options.first + options.files)
    print(f"{'format':20} {'files':>6} {'statements':>10} {'errors':>7} {'other':>6}   slowest, largest")
    other = honest() if options.compare else None
    done = [walk(format, originals, numbers, other) for format in options.formats.split(",")]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
