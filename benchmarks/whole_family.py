"""Run a command and wait for its orphans too: ``whole_family.py COMMAND ...``; whoever waits for this sees all their CPU.

A browser leaves most of its work to processes that it does not wait for. The system counts CPU to whoever waits,
so that a plain look at the browser's own process sees a third of what its page cost.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux; elsewhere orphans stay uncounted."""


def main(command: list[str]) -> int:
    """The command's exit code, once it and everything it started has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    code = subprocess.run(command, check=False).returncode
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
