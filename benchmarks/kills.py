"""Kill commands that write, at every step and at random moments: what they leave is the old or the new, never neither.

    python benchmarks/kills.py [--kills 500] [--only add,site] [--seed 1]

Each command runs on a small invented workspace whose outputs stand in an older version, in a child process that ends
itself (SIGKILL) before its n-th step: a rename, a removal, a folder made, a file or database opened, a
synchronisation. The other kills are at a random moment, so that they also meet SQLite in the middle of a
transaction. Then every file must be the old or the new one, a statement must have its whole sidecar, SQLite must
be sound, and the same command must complete what was begun.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.files import TEMPORARY

STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "sqlite3.connect")
TEXT = """\
Joint Statement of the {number} Meeting of the Quay Council

Orrin, 3 March {year}

1. The Ministers {verb} the tidal gauge at Marl Point by June {next}.

2. They tasked the officials to publish a chart of the outer banks every year.

3. They agreed to meet.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, what it writes, and what changes between the old state of the folder and the run.

    ``{top}`` stands for the folder that holds everything.
    """

    line: str
    outputs: str
    """The folder of the outputs, "." for the workspace."""
    change: Callable[[Path], None]
    has_old: bool = True
    """Whether its outputs stand there already, in an older version."""


States = tuple[dict[str, bytes], dict[str, bytes]]
"""The files of the outputs before and after a whole run, by their path."""


def statement(number: str, year: int, verb: str = "agreed to open") -> str:
    return TEXT.format(number=number, year=year, next=year + 1, verb=verb)


def reword(top: Path) -> None:
    path = top / "data/statements/quay/2024-03-03.txt"
    path.write_text(statement("3rd", 2024, "noted"))


def reword_sources(top: Path) -> None:
    (top / "served/page.txt").write_text(statement("4th", 2025, "noted"))


def another_kind(top: Path) -> None:
    reword_sources(top)
    with (top / "data/sources.toml").open("a") as file:
        file.write('kind = "communique"\n')


ADD = "add {top}/served/page.txt --forum added --retrieved 2026-01-01 --data {top}/data"
FETCH = "fetch --allow-private --data {top}/data --retrieved 2026-01-01"
REPORT = (
    "report --data {top}/data --output {top}/briefings --format html --format json --format csv --format docx"
)
COMMANDS = {
    "report": Command(REPORT, "briefings", reword),
    "site": Command("site --data {top}/data --output {top}/site", "site", reword),
    "index": Command("index --data {top}/data", "cache", reword),
    "lock": Command("lock --data {top}/data", "data", reword),
    "add": Command(ADD, "data", reword_sources),
    "add-new": Command(ADD, "data", reword_sources, has_old=False),
    "fetch": Command(FETCH, "data", another_kind),
    "fetch-new": Command(FETCH, "data", another_kind, has_old=False),
    "accept": Command("check --all --data {top}/data --accept ok --date 2026-01-01", "data", reword),
    "export": Command("export --data {top}/data --output {top}/tables", "tables", reword),
}


def make_workspace(top: Path, port: int) -> None:
    """Three short statements, and one more to be added or fetched."""
    folder = top / "data/statements/quay"
    folder.mkdir(parents=True)
    for number, year in (("1st", 2022), ("2nd", 2023), ("3rd", 2024)):
        (folder / f"{year}-03-03.txt").write_text(statement(number, year))
    (top / "served").mkdir()
    (top / "served/page.txt").write_text(statement("4th", 2025))
    address = f"http://127.0.0.1:{port}/page.txt"
    (top / "data/sources.toml").write_text(f'[[source]]\nurl = "{address}"\nforum = "fetched"\n')


def child(line: str, prepare: Callable[[], None]) -> int:
    """The process id of a child that runs the command; ``prepare`` sets its trap."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        devnull = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(devnull, handle)
        from rapporteur.reports.cli import main

        prepare()
        main(line.split(), prog_name="rapporteur")
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def count_steps(tell: Callable[[int], None]) -> None:
    """Call ``tell`` with 1, 2, 3 ... before each step of this process."""
    numbers = iter(range(1, 1_000_000))

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            writes = arguments[1] in ("w", "wb", "x", "a", "r+") or int(str(arguments[2] or 0)) & (
                os.O_WRONLY | os.O_RDWR
            )
            if not writes:
                return
        elif event not in STEPS:
            return
        tell(next(numbers))

    synchronise = os.fsync

    def counted(handle: int) -> None:
        tell(next(numbers))
        synchronise(handle)

    os.fsync = counted
    sys.addaudithook(heard)


def die_at(step: int) -> Callable[[], None]:
    """A trap that ends the process before that step."""

    def tell(number: int) -> None:
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return functools.partial(count_steps, tell)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but those of SQLite and those that are still being written, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sqlite" not in path.name and not path.name.endswith(TEMPORARY)
    }


def faults(top: Path, outputs: str, old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """What a killed run left that is neither old nor new."""
    now = files(top / outputs)
    for path, data in now.items():
        if data not in (old.get(path), new.get(path)) and path != "site.json":
            yield f"{path} is neither the old nor the new one ({len(data)} bytes)"
    yield from (f"{path} is gone" for path in old.keys() & new.keys() - now.keys())
    for path in now:
        if path.startswith(("statements/added/", "statements/fetched/")) and path.endswith(".txt"):
            if f"{path}.toml" not in now:
                yield f"{path} has no sidecar"
            elif now[path] == new.get(path) != old.get(path) and now[f"{path}.toml"] != new[f"{path}.toml"]:
                yield f"{path} is new and its sidecar is not"
    for path in top.rglob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                yield f"{path.name}: {answer}"


class Campaign:
    """One folder, set back to the state before the run for each kill."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.top, self.kept = folder / "top", folder / "kept"
        self.draw = random.Random(seed)
        self.kills: Counter[str] = Counter()
        self.faults: list[str] = []

    def whole(self, command: Command) -> int:
        """The exit status of a run that nobody kills."""
        return os.waitpid(child(command.line.format(top=self.top), lambda: None), 0)[1]

    def steps(self, command: Command) -> int:
        """How many steps a whole run takes."""
        reading, writing = os.pipe()
        pid = child(
            command.line.format(top=self.top),
            functools.partial(count_steps, lambda number: os.write(writing, b".")),
        )
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            found = len(stream.read())
        assert os.waitpid(pid, 0)[1] == 0, command.line
        return found

    def set_back(self) -> None:
        shutil.rmtree(self.top)
        shutil.copytree(self.kept, self.top)

    def run(self, name: str, command: Command, most: int) -> None:
        """Kill before each step, or before two thirds of ``most`` drawn ones, and the rest at random moments."""
        if command.has_old:
            assert self.whole(command) == 0, command.line
        command.change(self.top)
        old = files(self.top / command.outputs)
        shutil.copytree(self.top, self.kept)
        began = time.monotonic()
        steps = self.steps(command)
        seconds, new = time.monotonic() - began, files(self.top / command.outputs)
        chosen = self.draw.sample(range(1, steps + 1), min(steps, most * 2 // 3))
        for step in sorted(chosen):
            self.set_back()
            pid = child(command.line.format(top=self.top), die_at(step))
            self.judge(name, command, f"at step {step} of {steps}", pid, (old, new))
        for _ in range(most - len(chosen)):
            self.set_back()
            moment = self.draw.uniform(0.02, 1) * seconds
            pid = child(command.line.format(top=self.top), lambda: None)
            time.sleep(moment)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            self.judge(name, command, f"after {moment:.2f} s", pid, (old, new))
        print(f"{name}: {steps} steps, {seconds:.2f} s a run", flush=True)

    def judge(self, name: str, command: Command, how: str, pid: int, states: States) -> None:
        """What the killed run left, and whether the next one completes it."""
        if os.waitpid(pid, 0)[1] == signal.SIGKILL:
            self.kills[f"{name} {how.split()[0]}"] += 1
        found = list(faults(self.top, command.outputs, *states))
        if self.whole(command) != 0:
            found.append("the next run fails")
        elif (now := files(self.top / command.outputs)) != states[1]:
            found += (f"the next run leaves {path}" for path in sorted(differing(now, states[1])))
        self.faults += (f"{name}, killed {how}: {fault}" for fault in found)
        print(*self.faults[len(self.faults) - len(found) :], sep="\n", end="\n" if found else "", flush=True)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def serve(folder: Path) -> tuple[int, int]:
    """The process that serves ``folder``, and its port."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        server.serve_forever()
    server.server_close()
    return pid, server.server_address[1]


def warm_up() -> None:
    """Import what the children need and read the word lists, once for all of them."""
    from click.testing import CliRunner
    from rapporteur.reports.cli import main as program

    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        os.environ["XDG_CACHE_HOME"] = str(top / "cache")
        make_workspace(top, 9)
        for command in COMMANDS.values():
            if not command.line.startswith("fetch"):
                done = CliRunner().invoke(program, command.line.format(top=top).split())
                assert done.exit_code == 0, done.output


def main() -> None:
    order = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    order.add_argument("--kills", type=int, default=500)
    order.add_argument("--only", default=",".join(COMMANDS))
    order.add_argument("--seed", type=int, default=1)
    asked = order.parse_args()
    names = asked.only.split(",")
    warm_up()
    kills: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            campaign = Campaign(Path(folder), asked.seed)
            os.environ["XDG_CACHE_HOME"] = str(campaign.top / "cache")
            pid, port = serve(campaign.top / "served")
            try:
                make_workspace(campaign.top, port)
                campaign.run(name, COMMANDS[name], asked.kills // len(names))
            finally:
                os.kill(pid, signal.SIGTERM)
                os.waitpid(pid, 0)
        kills += campaign.kills
        found += campaign.faults
    print(f"{kills.total()} runs killed {dict(kills)}, {len(found)} faults")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
