"""The peers: what they are, where they are, and how they are fetched into an environment of their own.

Python peers go to ``build/bench-venv``, the Node one to ``build/bench-node``. Programs of the system are used
where they are; where they are not and this is root on a Debian, apt installs them, else the line to type is
printed and their rows say "not here". Nothing of this touches the project's own dependencies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
VENV = BUILD / "bench-venv"
NODE = BUILD / "bench-node"
ENGINES = BUILD / "bench-engines"
"""Where python-redlines unpacks its .NET program, for the user's own cache."""
PYTHON_PEERS = (
    "redlines==0.6.2",
    "typing-extensions>=4",
    "fast-diff-match-patch==2.1.0",
    "python-redlines==2.0.0",
    "python-redlines-docxodus==2.0.0",
)
"""redlines imports typing_extensions without asking for it; python-redlines works on Word files alone, by an engine in a
package of its own."""
NODE_PEER = "pandiff@0.6.0"
SYSTEM = {
    "git": "git",
    "wdiff": "wdiff",
    "dwdiff": "dwdiff",
    "pandoc": "pandoc",
    "npm": "npm",
    "chromium": "chromium",
}
"""Program -> the Debian package it comes in."""


def prepare(*, install: bool = True) -> dict[str, str]:
    """Fetch what is missing and return the version of every peer that is there, by name."""
    if install:
        _system_peers()
        _python_peers()
        _node_peer()
    versions = {name: _version([name, "--version"]) for name in SYSTEM if shutil.which(name)}
    versions["difflib"] = f"Python {sys.version.split()[0]}"
    for name in ("redlines", "fast-diff-match-patch", "python-redlines"):
        if python_has(name):
            versions[name] = _version([python(), "-m", "pip", "show", name], line=1)
    if pandiff():
        versions["pandiff"] = NODE_PEER.partition("@")[2]
    return versions


def python() -> str:
    """The interpreter of the peers' environment."""
    return str(VENV / "bin" / "python")


def python_has(name: str) -> bool:
    """Whether the peers' environment has the package."""
    return any(VENV.glob(f"lib/python*/site-packages/{name.replace('-', '_')}*"))


def pandiff() -> str | None:
    """The pandiff program, None where it or the pandoc it needs is missing."""
    program = NODE / "node_modules" / ".bin" / "pandiff"
    return str(program) if program.exists() and shutil.which("pandoc") else None


def chromium() -> str | None:
    """A Chromium that prints without a window, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def to_docx(path: Path, folder: Path) -> Path | None:
    """The text as a Word file, made by pandoc; None without it."""
    made = folder / f"{path.stem}.docx"
    if shutil.which("pandoc"):
        _run(["pandoc", "--from", "markdown", str(path), "--output", str(made)])
    return made if made.exists() else None


def _python_peers() -> None:
    if not VENV.exists():
        _run([sys.executable, "-m", "venv", str(VENV)])
    if not all(python_has(peer.partition("==")[0]) for peer in PYTHON_PEERS):
        _run([python(), "-m", "pip", "install", "-q", *PYTHON_PEERS])


def _node_peer() -> None:
    if shutil.which("npm") and not (NODE / "node_modules" / ".bin" / "pandiff").exists():
        NODE.mkdir(parents=True, exist_ok=True)
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NODE), NODE_PEER])


def _system_peers() -> None:
    missing = [package for program, package in SYSTEM.items() if not shutil.which(program)]
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run(line)
    else:
        print(f"For all peers: sudo {' '.join(line)}", file=sys.stderr)


def _run(command: list[str]) -> None:
    """Run an installer; one that fails is told and leaves its peer out, it does not end the benchmark."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        print(f"Not installed ({last}): {' '.join(command)}", file=sys.stderr)


def _version(command: list[str], line: int = 0) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    lines = (done.stdout or done.stderr).strip().splitlines()
    words = lines[line].split() if len(lines) > line else ["unknown"]
    return next((word for word in words if word[0].isdigit()), words[-1])
