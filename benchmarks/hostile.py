"""Damaged and hostile files: each must end in a statement or a clear error, in bounded time and memory.

    python benchmarks/hostile.py [--files 2000] [--formats text,markdown,html,docx,pdf] [--first 0]

Seeds are the sample statements published in every format; every mutation is drawn from a numbered seed, so a
finding can be made again. Each file is made in one child process and read, from disk, in another, so that its
time and memory are its own: processor seconds and megabytes of the reading process and of the child that it may
start, added up. The reading process tells of any file it opens for writing and of any connection.
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

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "benchmarks"))

from hostile_files import SUFFIXES, mutate  # noqa: E402  (found by the lines above)

# What issue and manual promise for one file.
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
# A process that has used so many processor seconds is stopped and counted as one that does not end; the clock, which
# a busy machine makes go faster, only ends what sleeps.
_MOST_PROCESSOR_SECONDS, _PATIENCE = 20, 600
# After so many files a row tells how far it is.
_TELL = 250


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended ("statement", "error", or what broke), in processor seconds and megabytes."""

    how: str
    seconds: float
    megabytes: int


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Honest files of each format."""
    from publishing import as_docx, as_html, as_markdown, as_pdf, as_text, parts_of
    from rapporteur.compare.clauses.masthead import read_masthead
    from rapporteur.compare.clauses.normalise import normalise
    from rapporteur.compare.readers import read_document

    document = read_document(next((ROOT / "data/statements/vedim").glob("2021*")))
    parts = parts_of(normalise(document, read_masthead(document)))
    return {
        "text": (as_text(parts), as_text(parts, width=50)),
        "markdown": (as_markdown(parts),),
        "html": (as_html(parts, counted=True), as_html(parts, counted=False)),
        "docx": (as_docx(parts, automatic=True), as_docx(parts, automatic=False)),
        "pdf": (as_pdf(parts), as_pdf(parts, columns=2)),
    }


def judge(path: Path) -> str:
    """How reading the file at ``path`` ends: "statement", "error", or what broke."""
    from rapporteur.compare.clauses.masthead import read_masthead
    from rapporteur.compare.clauses.normalise import normalise
    from rapporteur.compare.errors import RapporteurError
    from rapporteur.compare.readers import read_document

    try:
        document = read_document(path)
        statement = normalise(document, read_masthead(document))
    except RapporteurError as error:
        return "error" if "\n" not in str(error) else "an error of several lines"
    except Exception as error:
        # The benchmark's finding: anything else than the project's own errors.
        return type(error).__name__
    return "statement" if statement.clauses or statement.left_out else "nothing, and no error"


def judge_apart(format: str, originals: Sequence[bytes], seed: int, folder: Path) -> Ending:
    """The ending of one file, made and read in children of its own."""

    def make() -> str:
        data, name = mutate(format, originals, seed)
        (folder / name).write_bytes(data)
        return name

    name, _ = _in_child(make)
    path = folder / name
    (how, seconds, megabytes), _ = _read_apart(path)
    path.unlink(missing_ok=True)
    left = sorted(item.name for item in folder.iterdir())
    return Ending(f"left {left[0]!r} behind" if left else how, seconds, megabytes)


def _read_apart(path: Path) -> tuple[tuple[str, float, int], str]:
    def read() -> str:
        misdeeds = _watch()
        how = judge(path)
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


def walk(format: str, originals: Sequence[bytes], numbers: range) -> bool:
    """Prints a row for a format and what broke in it; True where all went well."""
    endings: Counter[str] = Counter()
    slowest, largest, broken = (0.0, 0), (0, 0), []
    with tempfile.TemporaryDirectory() as folder:
        for seed in numbers:
            ending = judge_apart(format, originals, seed, Path(folder))
            is_good = ending.how in ("statement", "error")
            endings[ending.how if is_good else "other"] += 1
            slowest, largest = max(slowest, (ending.seconds, seed)), max(largest, (ending.megabytes, seed))
            if not is_good or ending.seconds > MOST_SECONDS or ending.megabytes > MOST_MEGABYTES:
                broken.append(f"{ending.how} (seed {seed}, {ending.seconds:.1f} s, {ending.megabytes} MB)")
                print(f"    {format}: {broken[-1]}", flush=True)
            if (done := seed - numbers.start + 1) % _TELL == 0 and done < len(numbers):
                print(_row(f"({format})", done, endings, slowest, largest), flush=True)
    print(_row(format, len(numbers), endings, slowest, largest), flush=True)
    return not broken


def _row(
    format: str, files: int, endings: Counter[str], slowest: tuple[float, int], largest: tuple[int, int]
) -> str:
    return (
        f"{format:10} {files:6} {endings['statement']:10} {endings['error']:7} {endings['other']:6} "
        f"{slowest[0]:7.2f} s (seed {slowest[1]}) {largest[0]:5} MB (seed {largest[1]})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--formats", default=",".join(SUFFIXES))
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    originals = seeds()
    # Imported once here, so that no child pays for it.
    import rapporteur.compare.clauses.normalise
    import rapporteur.compare.readers.docx  # noqa: F401  (for the children)

    numbers = range(options.first, options.first + options.files)
    print(f"{'format':10} {'files':>6} {'statements':>10} {'errors':>7} {'other':>6}   slowest, largest")
    done = [walk(format, originals[format], numbers) for format in options.formats.split(",")]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
