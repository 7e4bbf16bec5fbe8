"""Redline two Word files with python-redlines: ``one_word_redline.py OLD.docx NEW.docx``; run in the interpreter that has it.

Its engine is a .NET program in its wheel, which it unpacks where ``XDG_CACHE_HOME`` says. Where it cannot run here, the
last line printed says why.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(old: str, new: str) -> int:
    """0 where a redline was made."""
    try:
        from python_redlines import DocxodusEngine

        made, _, _ = DocxodusEngine().run_redline("bench", Path(old).read_bytes(), Path(new).read_bytes())
    except Exception as error:  # whatever it is, it is told, and the row stands without a figure
        print(" ".join(str(error).split())[:160])
        return 1
    print(len(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
