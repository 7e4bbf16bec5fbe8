"""A written briefing against its own data: every number and quotation is computed again and looked for on the page."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import RapporteurError, UnreadableError
from rapporteur.compare.model import Band, Comparison, Statement
from rapporteur.reports.briefing.build import assemble
from rapporteur.reports.briefing.model import Briefing, RunKind
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.formats.extract import lines_of, taken_apart
from rapporteur.reports.formats.registry import render
from rapporteur.reports.formats.serialise import material_from, plain_page, to_csv

MOST = 20
"""Problems of one kind that are listed; a page with more is not read to the end."""

NEAR = 12_000
"""Letters between the two halves of a split wording: what stood beside it in the other column, at most a page or two."""

PAGES = 3
"""Ends of pages that one wording may run over."""

SURE = 20
"""Letters in one piece from which they are the wording's own and no chance."""

UNSEEN = re.compile("[\\s\u00ad\u2010\u2011\ufffe\x02-]+")
"""What line breaking adds or takes: spaces and hyphens. Both sides are compared without them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, in words with counts, and what does not hold."""

    checked: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def verify(path: Path, sources: Path | None = None) -> Verdict:
    """Whether a briefing says what its data say; ``sources`` holds the statements' files.

    Markdown, text, CSV and DOCX carry no data: they are made again from those of the PDF, HTML or JSON of the
    same name beside them, and compared. Raises UnreadableError where the file is no briefing or carries no data.
    """
    written = taken_apart(path)
    material, shown = material_from(written.data)
    try:
        briefing = assemble(material)
    except (RapporteurError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableError(f"{path}: a page cannot be made from its data ({error}).") from error
    checks = [
        ("facts of the page computed again", _page(briefing, shown)),
        ("counts taken again from the changes", _counts(shown, material.comparisons[-1])),
        ("quotations found in their clauses", _quotes(shown, material.comparisons[-1])),
    ]
    if written.visible is not None:
        checks.append(("sentences and wordings found on the page", _seen(briefing, written.visible)))
    if written.table is not None:
        checks.append(("attached table compared", _table(written.table, to_csv(briefing))))
    if written.form:
        made = lines_of(render(briefing, written.form), written.form)
        checks.append(("lines of the page made again and compared", _lines(made, written.lines)))
    if sources is not None:
        statements = {s.sha256: s for c in material.comparisons for s in (c.old, c.new)}
        checks.append(("sources read again", _sources(statements.values(), sources)))
    counted = [(words, list(found)) for words, found in checks]
    return Verdict(
        tuple(f"{len(found):,} {words}" for words, found in counted),
        tuple(problem for _, found in counted for problem in [p for p in found if p][:MOST]),
    )


# Each check yields one item for everything it looked at: "" where it holds, else what does not.


def _page(briefing: Briefing, shown: dict[str, Any]) -> Iterator[str]:
    yield from _differences("", plain_page(briefing), shown)


def _differences(where: str, wanted: Any, found: Any) -> Iterator[str]:
    """Leaf by leaf: what the data give against what is recorded."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in sorted({*wanted, *found}):
            yield from _differences(f"{where}.{key}".lstrip("."), wanted.get(key), found.get(key))
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for i, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from _differences(f"{where}[{i}]", one, other)
    else:
        yield (
            "" if wanted == found else f"{where}: recorded as {_short(found)}, the data give {_short(wanted)}"
        )


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else f"{text[:89]}…"


def _counts(shown: dict[str, Any], last: Comparison) -> Iterator[str]:
    """The headline counts by a second way: straight from the kinds of the changes that are no doubtful pairing."""
    sure = [c for c in last.changes if not (c.old and c.new and c.band is Band.LOOK)]
    kinds = Counter(change.kind.value for change in sure)
    strengths = Counter(change.strength.value for change in sure)
    wanted = {
        "new": kinds["added"],
        "dropped": kinds["dropped"],
        "reworded or rewritten": kinds["reworded"] + kinds["rewritten"],
        "stronger": strengths["stronger"],
        "weaker": strengths["weaker"],
        "unchanged or editorial": kinds["unchanged"] + kinds["editorial"],
    }
    for count in shown.get("counts", []):
        true = wanted.get(count["words"])
        yield (
            ""
            if true == count["value"]
            else f"count '{count['words']}': {count['value']} on the page, {true} changes"
        )


def _quotes(shown: dict[str, Any], last: Comparison) -> Iterator[str]:
    """Every quoted wording against the clauses at its addresses."""
    texts = {clause.address: cleaned(clause.text) for s in (last.old, last.new) for clause in s.clauses}
    for side in _sides(shown):
        addresses = [place["address"] for place in side["places"]]
        clause = " ".join(texts.get(address, "") for address in addresses)
        runs = [run["text"] for run in side["runs"]]
        pieces = [run["text"] for run in side["excerpt"] if run["kind"] != RunKind.GAP.value]
        holds = "".join(runs) == clause and all(
            piece in clause or piece.strip() in clause for piece in pieces
        )
        yield (
            ""
            if holds
            else f"quotation of {', '.join(addresses)} is not the clause: {_short(''.join(pieces))}"
        )


def _sides(value: Any) -> Iterator[dict[str, Any]]:
    """Every side of every row, wherever it stands on the page."""
    if isinstance(value, dict):
        if "excerpt" in value and "places" in value:
            yield value
        for item in value.values():
            yield from _sides(item)
    elif isinstance(value, list):
        for item in value:
            yield from _sides(item)


def _lines(wanted: tuple[str, ...], found: tuple[str, ...]) -> Iterator[str]:
    """The page made again against the page, line by line."""
    for what, i, j, k, m in SequenceMatcher(None, wanted, found).get_opcodes():
        if what == "equal":
            yield from [""] * (j - i)
        yield from (
            f"on the page, but not from the data: {_short(line)}" for line in found[k:m] if what != "equal"
        )
        yield from (f"not on the page: {_short(line)}" for line in wanted[i:j] if what != "equal")


def _table(found: str, wanted: str) -> Iterator[str]:
    ours, theirs = wanted.splitlines(), found.splitlines()
    for i in range(max(len(ours), len(theirs))):
        same = ours[i : i + 1] == theirs[i : i + 1]
        yield "" if same else f"attached table, line {i + 1}: not what the data give"


def _sources(statements: Iterable[Statement], folder: Path) -> Iterator[str]:
    """Each source by its fingerprint, then read again: its clauses must be those that are quoted."""
    from rapporteur.compare.comparison import read_statement

    files = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    for statement in statements:
        file = files.get(statement.sha256)
        if file is None:
            yield f"{statement.name}: no file in {folder} has the fingerprint {statement.sha256[:16]}…"
            continue
        texts = {clause.text for clause in read_statement(file, forum=statement.meeting.forum).clauses}
        lost = [clause.address for clause in statement.clauses if clause.text not in texts]
        yield f"{file}: read again, it lacks {', '.join(lost[:5])}" if lost else ""


# --------------------------------------------------------------------------------------------------
# The page as a reader sees it


def _seen(briefing: Briefing, visible: str) -> Iterator[str]:
    """Each claim as often as the page makes it: a quotation stands in a table and again in the annex."""
    text = _bare(visible)
    claims = list(claims_of(briefing, is_inline="\f" not in visible))
    expected = "\n".join(map(_bare, claims))
    for claim in dict.fromkeys(filter(None, claims)):
        bare = _bare(claim)
        wanted, found = expected.count(bare), text.count(bare)
        if found < wanted:
            found += _split(bare, text, wanted - found)
        yield "" if found >= wanted else f"not on the page as the data give it: {_short(claim)}"


def claims_of(briefing: Briefing, is_inline: bool) -> Iterator[str]:
    """Everything that a page must say in these words: wordings side by side on paper, in one run on the screen."""
    yield briefing.title
    if not briefing.comparable:
        yield briefing.verdict_reason
        return
    yield from (f"{count.value:,}" for count in briefing.counts)
    yield from (line.text for line in briefing.bottom_line)
    yield from (group.lead for group in briefing.groups)
    yield from (figure.caption for figure in briefing.figures)
    yield from (point.fact for point in briefing.points)
    yield from (entry.text for entry in briefing.entries)
    yield from (item.what for item in briefing.due)
    yield from (silence.row.old.quote for silence in briefing.silences if silence.row.old)
    for row in briefing.top:
        yield from (side.quote for side in (row.old, row.new) if side)
    for row in briefing.rows:
        yield from row.effects
        if is_inline or not (row.old and row.new):
            yield "".join(run.text for run in row.inline)
        else:
            yield from (row.old.text, row.new.text)


def _bare(text: str) -> str:
    """The text without what line breaking adds and with ligatures taken apart; the ends of pages stay."""
    plain = unicodedata.normalize("NFKC", text)
    return "\f".join(UNSEEN.sub("", part) for part in plain.split("\f"))


def _split(claim: str, text: str, wanted: int) -> int:
    """How often, up to ``wanted``, the page says it in pieces around the ends of pages."""
    found, head = 0, _longest(claim, text)
    at = text.find(claim[:head]) if head else -1
    while at >= 0 and found < wanted:
        found += _goes_on(claim[head:], text, at + head)
        at = text.find(claim[:head], at + 1)
    return found


def _longest(claim: str, text: str) -> int:
    """How many letters of the claim the text has in one piece, from its first."""
    low, high = 0, len(claim)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if claim[:middle] in text else (low, middle - 1)
    return low


def _goes_on(rest: str, text: str, at: int, pages: int = PAGES) -> bool:
    """Whether the rest follows on the next page, after its running head and the head of the table."""
    end = text.find("\f", at, at + NEAR)
    if end < 0 or not pages:
        return False
    after = text[end + 1 : end + 1 + NEAR]
    if rest in after:
        return True
    head = _longest(rest, after)
    return head >= SURE and _goes_on(rest[head:], after, after.find(rest[:head]) + head, pages - 1)
