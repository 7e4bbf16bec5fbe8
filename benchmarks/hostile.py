"""Damaged and hostile files: each must end in a statement or a clear error, in bounded time and memory.

    python benchmarks/hostile.py [--files 2000] [--formats text,markdown,html,docx,pdf]

Seeds are the sample statements published in every format; every mutation is drawn from a numbered seed, so a
finding can be made again.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

# What issue and manual promise for one file.
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "pdf": ".pdf"}


def seeds() -> dict[str, bytes]:
    """One honest file of each format."""
    from publishing import as_docx, as_html, as_markdown, as_pdf, as_text, parts_of
    from rapporteur.compare.clauses.masthead import read_masthead
    from rapporteur.compare.clauses.normalise import normalise
    from rapporteur.compare.readers import read_document

    document = read_document(next((ROOT / "data/statements/vedim").glob("2021*")))
    parts = parts_of(normalise(document, read_masthead(document)))
    return {
        "text": as_text(parts),
        "markdown": as_markdown(parts),
        "html": as_html(parts, counted=True),
        "docx": as_docx(parts, automatic=True),
        "pdf": as_pdf(parts),
    }


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shuffle(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.sample(range(len(data)), 2))
    return data[:a] + data[b:] + data[a:b]


def repeat(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    piece = data[a : a + chance.randint(1, 400)]
    return data[:a] + piece * chance.randint(2, 2000) + data[a:]


def blank(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    return data[:a] + bytes([chance.choice(b"\x00 \n\xff")]) * chance.randint(1, 200_000) + data[a:]


def splice(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    return data[:a] + chance.choice(NASTY) + data[a:]


def recode(data: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(["utf-16", "utf-32", "cp1252", "latin-1", "shift_jis", "utf-7", "cp037"])
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def inside(data: bytes, chance: random.Random) -> bytes:
    """A part of a Word file damaged, and the archive whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if part and chance.random() < 0.4:
                part = chance.choice([cut, flip, shuffle, splice])(part, chance)
            new.writestr(name, part)
    return stream.getvalue()


def trap(data: bytes, chance: random.Random) -> bytes:
    """Whole hostile files: bombs, entities, paths out of the archive, tags without end."""
    return chance.choice(TRAPS)(chance)


def _bomb(chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b" " * chance.randint(20_000_000, 120_000_000))
        new.writestr("[Content_Types].xml", b"<Types/>")
    return stream.getvalue()


def _laughs(chance: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{lines}]><w:document>&l9;</w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("word/document.xml", xml)
        new.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue() if chance.random() < 0.5 else xml.encode()


def _escape(chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("../" * chance.randint(1, 9) + "escaped.txt", "out of the archive")
        new.writestr("/escaped.txt", "out of the archive")
        new.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


def _nested(chance: random.Random) -> bytes:
    tag = chance.choice(["div", "b", "ol><li", "table><tr><td", "span", "sup"])
    return b"<html><body>" + f"<{tag}>".encode() * 10_000 + b"The Meeting agreed on this text. " * 9


def _pattern(chance: random.Random) -> bytes:
    unit = chance.choice(
        [
            "a ",
            "(a) ",
            "1. ",
            "** ",
            "[",
            "[a][",
            "- ",
            ". . ",
            "<",
            "&#",
            "\u00ad",
            "1 ",
            "*a",
            "__",
            "|",
            "x-\n",
            "(((",
        ]
    )
    return (unit * chance.randint(1000, 300_000)).encode()


def _blanks(chance: random.Random) -> bytes:
    return chance.choice([b" ", b"\n", b"\x00", b"\t \n"]) * chance.randint(1_000_000, 60_000_000)


TRAPS: list[Callable[[random.Random], bytes]] = [_bomb, _laughs, _escape, _nested, _pattern, _blanks]
NASTY = [
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50, b"<![CDATA[", b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"]]>", b"%PDF-1.7",
    b"PK\x03\x04", "\u202e\u0301\u0301\u0301".encode() * 500, b"9" * 5000, b"(" * 5000, b"<ol start='99999999999'>", b"<li value='-3'>",
    b"<w:numId w:val='99999999999999'/>", b"/Count 999999999", b"/Type /Pages", b"\n---\n", b"**" * 3000, b"<sup>" * 999,
]  # fmt: skip


def mutate(format: str, data: bytes, seed: int) -> tuple[bytes, str]:
    """A damaged file and its name; the name's suffix is wrong one time in eight."""
    chance = random.Random(f"{format}/{seed}")
    ways = [cut, flip, shuffle, repeat, blank, splice, recode, trap]
    if format == "docx":
        ways += [inside] * 6
    damaged = chance.choice(ways)(data, chance)
    if chance.random() < 0.2 and damaged:
        damaged = chance.choice([cut, flip, splice])(damaged, chance)
    suffix = chance.choice(list(SUFFIXES.values())) if chance.random() < 0.125 else SUFFIXES[format]
    return damaged, f"file{seed}{suffix}"


def judge(format: str, data: bytes, seed: int) -> tuple[str, float]:
    """How a file ended ("statement", "error", or what broke), and in how many seconds of processor time."""
    from rapporteur.compare.clauses.masthead import read_masthead
    from rapporteur.compare.clauses.normalise import normalise
    from rapporteur.compare.errors import RapporteurError
    from rapporteur.compare.readers import read_bytes

    damaged, name = mutate(format, data, seed)
    began = time.process_time()
    try:
        document = read_bytes(damaged, name)
        statement = normalise(document, read_masthead(document))
        ended = "statement" if statement.clauses or statement.left_out else "nothing, and no error"
    except RapporteurError as error:
        ended = "error" if str(error).count("\n") == 0 else "an error of several lines"
    except Exception as error:
        # The benchmark's finding: anything else than the project's own errors.
        ended = f"{type(error).__name__} (seed {seed})"
    return ended, time.process_time() - began


def batch(format: str, data: bytes, start: int, stop: int) -> tuple[Counter[str], float, int, int]:
    """Endings of the seeds in a range, the slowest time with its seed, and the peak of memory in MB."""
    endings: Counter[str] = Counter()
    slowest, at = 0.0, start
    for seed in range(start, stop):
        ended, seconds = judge(format, data, seed)
        endings[ended] += 1
        if seconds > slowest:
            slowest, at = seconds, seed
    return endings, slowest, at, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--formats", default=",".join(SUFFIXES))
    options = parser.parse_args()
    originals = seeds()
    failed = False
    print(
        f"{'format':10} {'files':>6} {'statements':>10} {'errors':>7} {'other':>6} {'slowest':>9} {'memory':>8}"
    )
    for format in options.formats.split(","):
        ranges = [(at, min(at + 100, options.files)) for at in range(0, options.files, 100)]
        # A fresh process per hundred files, so that the peak of memory is that of one hundred at most.
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            results = pool.starmap(
                batch, [(format, originals[format], *bounds) for bounds in ranges], chunksize=1
            )
        endings = sum((result[0] for result in results), Counter())
        slowest, at = max((result[1], result[2]) for result in results)
        memory = max(result[3] for result in results)
        other = sum(endings.values()) - endings["statement"] - endings["error"]
        failed = failed or bool(other) or slowest > MOST_SECONDS or memory > MOST_MEGABYTES
        print(
            f"{format:10} {options.files:6} {endings['statement']:10} {endings['error']:7} {other:6} "
            f"{slowest:7.2f} s {memory:5} MB  (seed {at})",
            flush=True,
        )
        for ended, count in sorted(endings.items()):
            if ended not in ("statement", "error"):
                print(f"    {count} x {ended}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
