"""Two files that are named by themselves, compared by way of what the workspace around them knows of them already.

What it knows is used only where it is what the files alone would give: the workspace has no words of its own, nothing but
the folder tells the forum, and no analyst ruled on pairs. Elsewhere the files are read as if they lay anywhere.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..alignment.overrides import Override
from ..clauses.masthead import GIVEN
from ..comparison import compare_statements, read_statement
from ..model import Comparison, Statement
from ..workspace import OVERRIDES, Workspace, open_for
from .cache import Cache
from .series import compare_pair, read_one


def compare_known(
    root: Path,
    old: Path,
    new: Path,
    cache: Cache,
    *,
    force: bool = False,
    overrides: tuple[Override, ...] = (),
) -> Comparison:
    """The comparison of two files in the workspace ``root``, as ``compare_statements`` makes it of what
    ``read_statement`` reads; what had to be worked out for it is kept in ``cache``."""
    (home, was), (other, now) = (_read_known(root, path, cache) for path in (old, new))
    if home is None or other is None or overrides or (root / OVERRIDES).is_file():
        return compare_statements(was, now, force=force, overrides=overrides)
    found = compare_pair(
        home, (was, now), was, now, force=True
    )  # as an index keeps it: where a pair is to be compared, the same
    return found if force or found.comparable.holds else compare_statements(was, now)


def _read_known(root: Path, path: Path, cache: Cache) -> tuple[Workspace | None, Statement]:
    """The statement in a file, and the workspace where that knows it as it reads by itself."""
    home = open_for(root, path, cache)
    if home is None or home.has_own_words(home.forums[0]):
        return None, read_statement(path)
    forum, place = home.files[0]
    statement = read_one(home, place, forum)
    if any(fact.name == "forum" and fact.reason == GIVEN for fact in statement.detected):
        return None, read_statement(path)
    return home, replace(statement, source=str(path))
