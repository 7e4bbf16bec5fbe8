"""What reading statements costs, and what their acts and mentions cost after it: ``one_acts.py FILE...``; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from rapporteur.compare import comparison as c
from rapporteur.compare.acts.lexicon import read_lexicon


def main(*names: str) -> None:
    """Read the files once for the lexicons and the imports, then measure."""
    c.read_statement(Path(names[0]))
    lexicon = read_lexicon()
    start = time.process_time()
    cut = []
    for name in names:
        document = c.read_document(Path(name))
        cut.append(c.normalise(document, c.read_masthead(document, forum="")))
    themes = time.process_time()
    themed = [c.assign_themes(statement, None) for statement in cut]
    read = time.process_time()
    for statement in themed:
        c.read_mentions(c.read_acts(statement, lexicon, profile=""), lexicon)
    done = time.process_time()
    print(json.dumps({"read": read - start, "themes": read - themes, "acts": done - read}))


if __name__ == "__main__":
    main(*sys.argv[1:])
