"""Alignment against known truth: real statements changed by a seeded hand, so that every move, split and swap is known."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from alignment_data import require_shared
from rapporteur.compare.alignment.align import align_clauses
from rapporteur.compare.classify import classify
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.model import ChangeKind, Clause, Match, Statement
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.strength.compare import weigh

SWAPS = (
    ("welcomed", "endorsed"), ("noted", "adopted"), ("urges", "invites"), ("encourages", "requests"), ("welcome", "support"),
    ("recognise", "reaffirm"), ("reaffirm", "recall"), ("will", "intend to"), ("requests", "urges"), ("commit to", "will consider"),
)  # fmt: skip
"""Verbs for verbs: what a text's strength hangs on."""

FAR = 3
"""Places that a clause moves at least, so that the move is one to a reader too."""

LONGEST, SHORTEST = 60, 14
"""Words of clauses that are moved and split: the rest is too short to be told apart."""

EACH = 0.06
"""Share of the clauses that suffers each kind of change."""


@dataclass(slots=True)
class Truth:
    """What was done, by old address."""

    moved: set[str] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    split: dict[str, tuple[str, str]] = field(default_factory=dict)
    merged: dict[str, tuple[str, str]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    inserted: set[str] = field(default_factory=set)


def mutate(statement: Statement, guests: list[Clause], seed: int) -> tuple[Statement, Truth]:
    """The statement after a seeded hand went over it, and what the hand did."""
    chance = random.Random(seed)
    clauses = [replace(c, address=_new_address(c)) for c in statement.clauses]
    origin = {c.address: [o.address] for c, o in zip(clauses, statement.clauses, strict=True)}
    truth = Truth()
    free = _ordinary(statement.clauses)
    chance.shuffle(free)
    count = max(1, round(EACH * len(clauses)))
    take = [free[k * count : (k + 1) * count] for k in range(6)]
    texts = {at: _swap_words(clauses[at].text, chance) for at in (*take[0], *take[1])}
    for at, text in texts.items():
        if text != clauses[at].text:
            clauses[at] = replace(clauses[at], text=text)
            truth.edited.add(statement.clauses[at].address)
    pieces: list[list[Clause]] = [[c] for c in clauses]
    for at in take[2]:
        halves = _cut(clauses[at])
        if halves:
            pieces[at] = halves
            truth.split[statement.clauses[at].address] = (halves[0].address, halves[1].address)
    for at in take[3]:
        if at + 1 < len(pieces) and at + 1 in free and len(pieces[at]) == len(pieces[at + 1]) == 1:
            joined = _join(pieces[at][0], pieces[at + 1][0])
            truth.merged[joined.address] = (statement.clauses[at].address, statement.clauses[at + 1].address)
            pieces[at], pieces[at + 1] = [joined], []
            used = {at, at + 1}
            take = [[k for k in some if k not in used] for some in take]
    for at in take[4]:
        if len(pieces[at]) == 1 and statement.clauses[at].address not in truth.edited:
            pieces[at] = []
            truth.dropped.add(statement.clauses[at].address)
    _move(pieces, [*take[1], *take[5]], chance, truth, origin)
    for guest in chance.sample(guests, min(count, len(guests))):
        place = chance.randrange(len(pieces) + 1)
        pieces.insert(place, [guest])
        truth.inserted.add(guest.address)
    flat = tuple(clause for some in pieces for clause in some)
    numbered = tuple(replace(c, paragraph=f"{c.paragraph}'" if c.paragraph else "") for c in flat)
    return replace(statement, clauses=numbered), truth


def _ordinary(clauses: tuple[Clause, ...]) -> list[int]:
    """Clauses long enough to be known again, whose words stand once in the statement."""
    seen = Counter(c.text for c in clauses)
    return [
        at for at, c in enumerate(clauses) if SHORTEST <= len(c.text.split()) <= LONGEST and seen[c.text] == 1
    ]


def _new_address(clause: Clause) -> str:
    return clause.address.replace("#", "#new-")


def _swap_words(text: str, chance: random.Random) -> str:
    """One verb for another and one number for another, where there are any."""
    for old, new in chance.sample(SWAPS, len(SWAPS)):
        swapped = re.sub(rf"\b{old}\b", new, text, count=1)
        if swapped != text:
            text = swapped
            break
    return re.sub(r"\b(\d)(?=\d*\b)", lambda found: str(int(found.group()) % 9 + 1), text, count=1)


def _cut(clause: Clause) -> list[Clause]:
    """The clause in two at the comma or "and" nearest to its middle, or nothing where there is none near."""
    places = [found.start() for found in re.finditer(r", | and ", clause.text)]
    third = len(clause.text) / 3
    near = [at for at in places if third <= at <= 2 * third]
    if not near:
        return []
    at = min(near, key=lambda place: abs(place - len(clause.text) / 2))
    tail = re.sub(r"\A(?:, (?:and )?| and )", "", clause.text[at:])
    return [
        replace(clause, text=f"{clause.text[:at].rstrip()}."),
        replace(clause, address=f"{clause.address}-2", text=f"The Meeting also noted {tail}"),
    ]


def _join(first: Clause, second: Clause) -> Clause:
    return replace(first, text=f"{first.text.rstrip('.;, ')}, and {second.text[:1].lower()}{second.text[1:]}")


def _move(
    pieces: list[list[Clause]],
    places: list[int],
    chance: random.Random,
    truth: Truth,
    origin: dict[str, list[str]],
) -> None:
    """Each chosen clause is taken out and put back elsewhere."""
    chosen = [pieces[at] for at in places if len(pieces[at]) == 1 and pieces[at][0].address in origin]
    for piece in chosen:
        here = next(at for at, some in enumerate(pieces) if some is piece)
        goals = [at for at in range(len(pieces)) if abs(at - here) > FAR]
        if goals:
            pieces.pop(here)
            pieces.insert(min(chance.choice(goals), len(pieces)), piece)
            truth.moved.add(origin[piece[0].address][0])


def make_noise(statement: Statement) -> Statement:
    """The statement renumbered and set by another printer: no word is touched."""

    def set_anew(text: str) -> str:
        return text.replace("'", "’").replace(' "', " “").replace('"', "”").replace(" - ", " – ")

    return replace(
        statement,
        clauses=tuple(
            replace(c, address=_new_address(c), text=set_anew(c.text), paragraph=f"{c.paragraph}0", label="")
            for c in statement.clauses
        ),
    )


def measure(old: Statement, new: Statement, truth: Truth, counts: Counter[str]) -> None:
    """Adds to the counts what the alignment found of the truth."""
    matches = align_clauses(old.clauses, new.clauses).matches
    partners: dict[str, Match] = {address: m for m in matches if m.new for address in m.old}
    told_moved = {address for m in matches if m.moved and m.new for address in m.old}
    counts["moves told"] += len(told_moved)
    counts["moves right"] += len(told_moved & truth.moved)
    counts["moves"] += len(truth.moved)
    for address in truth.moved & truth.edited:
        counts["moved and edited"] += 1
        counts["moved and edited shown"] += address in told_moved and _kind(
            old, new, partners[address]
        ) not in (ChangeKind.UNCHANGED,)
    for m in matches:
        counts["groups told"] += len(m.old) > 1 or len(m.new) > 1
    for address, halves in truth.split.items():
        counts["groups"] += 1
        right = address in partners and set(halves) == set(partners[address].new)
        counts["groups found"] += right
    for address, parts in truth.merged.items():
        counts["groups"] += 1
        counts["groups found"] += all(p in partners and partners[p].new == (address,) for p in parts)
    told_dropped = {address for m in matches if not m.new for address in m.old}
    told_new = {address for m in matches if not m.old for address in m.new}
    for name, told, true in (
        ("dropped", told_dropped, truth.dropped),
        ("inserted", told_new, truth.inserted),
    ):
        counts[f"{name} told"] += len(told)
        counts[f"{name} right"] += len(told & true)
        counts[name] += len(true)


def _kind(old: Statement, new: Statement, match: Match) -> ChangeKind:
    olds = tuple(c for c in old.clauses if c.address in match.old)
    news = tuple(c for c in new.clauses if c.address in match.new)
    edits = redline(" ".join(c.text for c in olds), " ".join(c.text for c in news))
    return classify(match, olds, news, edits, weigh(olds, news, edits)).kind


def count_noise(statement: Statement) -> int:
    """Changes told of a statement against itself in another print; none is right."""
    noisy = make_noise(statement)
    matches = align_clauses(statement.clauses, noisy.clauses).matches
    return sum(
        not (m.old and m.new) or m.moved or _kind(statement, noisy, m) is not ChangeKind.UNCHANGED
        for m in matches
    )


FILES = (
    "adgmin/2023*.md", "adgmin/2024*.txt", "bsaev/2023*.md", "counter-ransomware-initiative/202[23]*.md", "quad-leaders/202[1234]*.md",
    "fomc-statements/2019-0[67]*.md", "fomc-longer-run-goals/2020*.md", "unfccc-thread-gcf-guidance/201[67]*.txt",
    "unfccc-thread-gender/2016*.txt", "unfccc-thread-cover-cma/202*.txt", "unfccc-thread-long-term-finance/201[34]*.txt",
)  # fmt: skip
"""Statements of every kind of body that the hand goes over."""


def read_bench(root: Path) -> list[Statement]:
    """The statements, in order of their names."""
    return [read_statement(path) for pattern in FILES for path in sorted((root / "statements").glob(pattern))]


def run(seeds: range = range(3), say: Callable[[str], None] = print) -> dict[str, float]:
    """The figures over all statements and seeds."""
    statements = read_bench(require_shared())
    counts: Counter[str] = Counter()
    for at, statement in enumerate(statements):
        counts["noise"] += count_noise(statement)
        other = statements[(at + len(statements) // 2) % len(statements)]
        guests = [
            replace(c, address=f"guest#{k}")
            for k, c in enumerate(other.clauses)
            if len(c.text.split()) >= SHORTEST
        ]
        for seed in seeds:
            new, truth = mutate(statement, guests, 1000 * at + seed)
            measure(statement, new, truth, counts)
    figures = {
        "move recall": counts["moves right"] / counts["moves"],
        "move precision": counts["moves right"] / max(1, counts["moves told"]),
        "moved and edited both shown": counts["moved and edited shown"] / max(1, counts["moved and edited"]),
        "split and merge recall": counts["groups found"] / counts["groups"],
        "split and merge precision": counts["groups found"] / max(1, counts["groups told"]),
        "dropped F1": 2 * counts["dropped right"] / (counts["dropped told"] + counts["dropped"]),
        "inserted F1": 2 * counts["inserted right"] / (counts["inserted told"] + counts["inserted"]),
        "changes told of noise": float(counts["noise"]),
    }
    for name, value in figures.items():
        say(f"{name:30} {value:.3f}")
    say(
        f"moves {counts['moves']}, moved and edited {counts['moved and edited']}, groups {counts['groups']}, statements {len(statements)}"
    )
    return figures


if __name__ == "__main__":
    run()
