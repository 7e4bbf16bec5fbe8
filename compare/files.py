"""The file system as the project uses it: files of a workspace read safely, written whole, changed under one lock.

A workspace may come from a stranger (a pull request, an archive): a link in it must not lead to a file of this
machine. Every reader of a workspace therefore goes through ``file_inside`` or a function here that calls it.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import stat
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import OutputError, WorkspaceError

MAX_TOML = 4 * 2**20
"""Bytes of a TOML file; the largest lexicon has a hundredth of it."""
LOCK_SECONDS = 30.0
"""How long a command waits for another one that is changing the same workspace."""
TEMPORARY = ".rapporteur-tmp"
"""Ending of files that are still being written."""
DAY = 86_400
"""Seconds after which such a file was left behind by a process that was killed."""


def file_inside(root: Path, path: Path) -> Path | None:
    """``path`` with links followed, if that is a regular file inside the folder ``root``; None where nothing is there.

    Raises WorkspaceError where it is a link out of ``root``, or no regular file.
    """
    try:
        real = path.resolve(strict=True)
        is_file = stat.S_ISREG(real.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, RuntimeError) as error:  # a loop of links; a folder without rights
        raise WorkspaceError(f"'{path}' cannot be read ({error}).") from error
    if not real.is_relative_to(root.resolve()):
        raise WorkspaceError(f"'{path}' leads out of the workspace {root}. Put the file itself there.")
    if not is_file:
        raise WorkspaceError(f"'{path}' is no regular file. Put a file there, or take it away.")
    return real


def check_name(path: Path) -> None:
    """Raises WorkspaceError where a file's name is no UTF-8: it could stand on no page and in no index."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise WorkspaceError(f"'{path}': the name is no UTF-8 text. Give the file another name.") from error


def read_toml(path: Path, root: Path | None = None) -> dict[str, Any]:
    """The table in a TOML file; an empty one where there is no such file.

    The file must lie inside the workspace ``root``, by default inside its own folder, links followed. Raises
    WorkspaceError naming the file where it does not, or is no TOML.
    """
    real = file_inside(root or path.parent, path)
    if real is None:
        return {}
    try:
        data = real.read_bytes()
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read ({error.strerror}).") from error
    return parse_toml(data, str(path))


def parse_toml(data: bytes, name: str) -> dict[str, Any]:
    """The table in the bytes of a TOML file. Raises WorkspaceError with ``name`` where they are none."""
    if len(data) > MAX_TOML:
        raise WorkspaceError(f"{name}: larger than {MAX_TOML:,} bytes. No settings are that long.")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except RecursionError as error:
        raise WorkspaceError(f"{name}: nested too deeply to be read. Mend it.") from error
    except ValueError as error:  # TOMLDecodeError, UnicodeDecodeError, an impossible date
        raise WorkspaceError(f"{name}: not valid TOML ({error}). Mend that line.") from error


def near_name(path: Path, *, folders: bool = False) -> str:
    """ " Did you mean 'x'?" with the nearest file (or folder) beside a path that does not exist, "" where none is near."""
    try:
        there = [p.name for p in path.parent.iterdir() if p.is_dir() is folders]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, sorted(there), n=1)
    return f" Did you mean '{path.parent / near[0]}'?" if near else ""


def write_whole(
    path: Path,
    data: bytes | str,
    *,
    way_out: str = "Name another place with --output.",
    lasting: bool = True,
) -> Path:
    """Write ``data`` to ``path`` by way of a temporary file beside it, making its folder where needed.

    A process killed at any moment leaves the old file or the new one; so does a power cut where it is ``lasting``,
    which costs a wait for the disk. Raises OutputError, and leaves whatever stood there before, where it cannot be
    written.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=TEMPORARY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        if lasting:
            _sync_folder(path.parent)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise OutputError(f"Cannot write '{path}': {error.strerror}. {way_out}") from error
    return path


def write_changed(path: Path, data: bytes | str) -> Path:
    """``write_whole``, but a file that already holds ``data`` is left as it stands, with its date."""
    payload = data.encode("utf-8") if isinstance(data, str) else data
    try:
        is_same = path.stat().st_size == len(payload) and path.read_bytes() == payload
    except OSError:
        is_same = False
    return path if is_same else write_whole(path, payload)


def _sweep(folder: Path) -> None:
    """Take away temporary files of ours that are older than a day: whoever wrote them was killed."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if (
                entry.name.endswith(TEMPORARY)
                and time.time() - entry.stat(follow_symlinks=False).st_mtime > DAY
            ):
                os.unlink(entry.path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; not every file system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def locked(root: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the one lock of the workspace ``root``, for whatever reads a file, changes it and writes it back.

    The lock is on the folder itself: nothing is left when a process is killed. Raises WorkspaceError where another
    process keeps it longer than ``seconds``. Where the system has no such locks (Windows, some network disks),
    nothing is locked.
    """
    is_new = not root.exists()
    handle = _lock(root, seconds)
    try:
        yield
    finally:
        if is_new:
            with contextlib.suppress(OSError):
                root.rmdir()  # nothing was put into it
        if handle is not None:
            os.close(handle)


def _lock(root: Path, seconds: float) -> int | None:
    try:
        import fcntl
    except ImportError:
        return None
    root.mkdir(parents=True, exist_ok=True)
    handle = os.open(root, os.O_RDONLY)
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(handle)
                raise WorkspaceError(
                    f"Another process has been changing '{root}' for {seconds:.0f} seconds. Try again when it is done."
                ) from None
            time.sleep(0.05)
        except OSError:  # this disk has no locks
            os.close(handle)
            return None
