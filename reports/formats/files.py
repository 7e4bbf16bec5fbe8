"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from rapporteur.compare.errors import OutputError


def write_whole(path: Path, data: bytes | str, *, way_out: str = "Name another place with --output.") -> Path:
    """Write ``data`` to ``path`` by way of a temporary file beside it, making its folder where needed.

    Raises OutputError, and leaves whatever stood there before, where it cannot be written.
    """
    import tempfile  # its start costs more than most of what is written

    payload = data.encode("utf-8") if isinstance(data, str) else data
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise OutputError(f"Cannot write '{path}': {error.strerror}. {way_out}") from error
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_changed(path: Path, data: bytes | str) -> Path:
    """``write_whole``, but a file that already holds ``data`` is left as it stands, with its date."""
    payload = data.encode("utf-8") if isinstance(data, str) else data
    try:
        is_same = path.stat().st_size == len(payload) and path.read_bytes() == payload
    except OSError:
        is_same = False
    return path if is_same else write_whole(path, payload)
