"""A fictional forum made by hand, so that the page can be tested without reading or aligning anything."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.model import (
    Act,
    Band,
    Change,
    ChangeKind,
    Clause,
    Comparability,
    Comparison,
    Deadline,
    Edit,
    EditKind,
    Headline,
    HeadlineKind,
    LeftOut,
    Meeting,
    Noise,
    Outcome,
    Promise,
    Statement,
    StatementKind,
    Strength,
    Theme,
    Thread,
    ThreadState,
    ThreadStep,
    Verdict,
)

K, D, I = EditKind.KEEP, EditKind.DELETE, EditKind.INSERT  # noqa: E741  # as an edit list reads
OLD, NEW = "tidewater/2030-05-02", "tidewater/2031-05-04"


def edits(*pairs: tuple[EditKind, str]) -> tuple[Edit, ...]:
    return tuple(Edit(kind, text) for kind, text in pairs)


def side(pairs: tuple[Edit, ...], gone: EditKind) -> str:
    return "".join(edit.text for edit in pairs if edit.kind is not gone)


def clause(
    name: str, number: str, text: str, theme: str = "", tier: int = 0, verb: str = "", due: str = ""
) -> Clause:
    return Clause(
        address=f"{name}#{number}",
        paragraph=number.partition(".")[0],
        section="",
        text=text,
        start=0,
        end=len(text),
        themes=(Theme(theme, 0.9, "its words"),) if theme else (),
        acts=(Act(verb, verb, tier, start=text.index(verb), end=text.index(verb) + len(verb)),)
        if verb
        else (),
        deadlines=(Deadline(f"by {due}", due, "day"),) if due else (),
    )


WEAKER = edits(
    (K, "The Ministers "), (D, "agreed to build"), (I, "noted the idea of"), (K, " a common harbour register")
    , (D, " by 1 May 2031"), (K, ".")
)  # fmt: skip
STRONGER = edits((K, "They "), (D, "welcomed"), (I, "endorsed"), (K, " the lamp standard for small boats."))
EDITORIAL = edits((K, "The "), (D, "7th"), (I, "8th"), (K, " meeting was held in Saltmere."))
SAME = "Harbour masters will exchange tide tables every month."
DROPPED = "They tasked the Pilots' Board to publish the chart of the Narrows by 1 March 2031."
THANKS = "The Ministers thanked the people of Saltmere."
ADDED = "They decided to open a school for lock keepers in Ebbford."


def statements() -> tuple[Statement, Statement]:
    old = (
        clause(OLD, "1", side(EDITORIAL, I), "meeting"),
        clause(OLD, "2", side(WEAKER, I), "harbours", 7, "agreed", "2031-05-01"),
        clause(OLD, "3.a", side(STRONGER, I), "lamps", 2, "welcomed"),
        clause(OLD, "3.b", SAME, "harbours"),
        clause(OLD, "4", DROPPED, "charts", 5, "tasked", "2031-03-01"),
        clause(OLD, "5", THANKS, "meeting"),
    )
    new = (
        clause(NEW, "1", side(EDITORIAL, D), "meeting"),
        clause(NEW, "2", side(STRONGER, D), "lamps", 4, "endorsed"),
        clause(NEW, "3", side(WEAKER, D), "harbours", 1, "noted"),
        clause(NEW, "4", SAME, "harbours"),
        clause(NEW, "5", ADDED, "schools", 7, "decided"),
    )
    return _statement("7", "2030-05-02", "Saltmere", old), _statement("8", "2031-05-04", "Ebbford", new)


def _statement(number: str, date: str, place: str, clauses: tuple[Clause, ...]) -> Statement:
    return Statement(
        meeting=Meeting("tidewater", number, place, date),
        kind=StatementKind.STATEMENT,
        title=f"{number}th Tidewater Ministers: Joint Statement",
        text=" ".join(c.text for c in clauses),
        clauses=clauses,
        source=f"{date}-tidewater.md",
        sha256="0" * 63 + number,
        left_out=(LeftOut("running head", "Tidewater"),),
    )


def change(
    kind: ChangeKind, old: tuple[str, ...], new: tuple[str, ...], pairs: tuple[Edit, ...] = (), **more: object
) -> Change:
    return Change(kind, tuple(f"{OLD}#{n}" for n in old), tuple(f"{NEW}#{n}" for n in new), pairs, **more)  # type: ignore[arg-type]


def comparison() -> Comparison:
    """Five changes of five kinds: editorial, stronger, weaker, unchanged, dropped twice, added."""
    old, new = statements()
    return Comparison(
        old,
        new,
        Comparability(Verdict.SUCCESSOR, 0.6, "Both are statements of one forum."),
        changes=(
            change(ChangeKind.EDITORIAL, ("1",), ("1",), EDITORIAL),
            change(ChangeKind.REWORDED, ("3.a",), ("2",), STRONGER, strength=Strength.STRONGER, moved=True,
                   strength_reasons=("“endorsed” (tier 4) for “welcomed” (tier 2)",), confidence=0.97),
            change(ChangeKind.REWORDED, ("2",), ("3",), WEAKER, strength=Strength.WEAKER, renumbered=True,
                   strength_reasons=("“noted” (tier 1) for “agreed” (tier 7)",), confidence=0.4, band=Band.LOOK),
            change(ChangeKind.UNCHANGED, ("3.b",), ("4",), edits((K, SAME))),
            change(ChangeKind.DROPPED, ("4",), (), edits((D, DROPPED))),
            change(ChangeKind.DROPPED, ("5",), (), edits((D, THANKS))),
            change(ChangeKind.ADDED, (), ("5",), edits((I, ADDED))),
        ),
        noise=(Noise("curly quotes", 14), Noise("re-wrapped lines", 3)),
        overrides=("Pinned tidewater/2030-05-02#2 to tidewater/2031-05-04#3, by the analyst.",),
        headlines=(
            Headline(HeadlineKind.STRONGER, "They endorsed the tide tables.", "Before: They welcomed the tide tables.",
                     (f"{OLD}#3.a",), (f"{NEW}#2",), 2.5, ("binds more",)),
            Headline(HeadlineKind.DECISION, "They launched a second ferry.", "", (), (f"{NEW}#5",), 2.0, ("watched phrase “ferry”",)),
            Headline(HeadlineKind.DROPPED, "They tasked the Pilots' Board to publish the chart.", "", (f"{OLD}#4",), (), 1.5),
        ),
    )  # fmt: skip


def identical() -> Comparison:
    """A statement against itself."""
    old, _ = statements()
    changes = tuple(
        Change(ChangeKind.UNCHANGED, (c.address,), (c.address,), edits((K, c.text))) for c in old.clauses
    )
    return Comparison(old, old, Comparability(Verdict.VERSION, 1.0, "The same text."), changes)


def unlike() -> Comparison:
    """A pair that must not be compared."""
    old, new = statements()
    return Comparison(
        old,
        new,
        Comparability(Verdict.DIFFERENT_KIND, 0.1, "One is a statement, the other a press release about it."),
        (),
    )


def dropped_under(themes: list[tuple[str, str]]) -> Comparison:
    """A clause gone for each theme and paragraph number."""
    old, new = statements()
    gone = tuple(
        clause(OLD, number, f"The Meeting spoke of matter {number}.", theme) for theme, number in themes
    )
    changes = tuple(
        Change(ChangeKind.DROPPED, (c.address,), (), edits((D, c.text)), themes=tuple(t.id for t in c.themes))
        for c in gone
    )
    return Comparison(
        replace(old, clauses=gone),
        new,
        Comparability(Verdict.SUCCESSOR, 0.6, "Both are statements."),
        changes,
    )


def one_clause(text: str, new_text: str | None = None) -> Comparison:
    """A pair of one clause each, whatever its words."""
    after = text if new_text is None else new_text
    old = _statement("1", "2030-01-01", "", (clause(OLD, "1", text),))
    new = _statement("2", "2031-01-01", "", (clause(NEW, "1", after),))
    kind = ChangeKind.UNCHANGED if text == after else ChangeKind.REWRITTEN
    pairs = edits((K, text)) if text == after else edits((D, text), (I, after))
    return Comparison(
        old, new, Comparability(Verdict.SUCCESSOR, 0.5, "Same forum."), (change(kind, ("1",), ("1",), pairs),)
    )


def threads() -> tuple[Thread, ...]:
    return (
        Thread("t1", "tidewater", "Harbour register", (
            ThreadStep(OLD, (f"{OLD}#2",), ThreadState.NEW),
            ThreadStep(NEW, (f"{NEW}#3",), ThreadState.WEAKENED),
        ), ("harbours",)),
        Thread("t2", "tidewater", "Chart of the Narrows", (
            ThreadStep(OLD, (f"{OLD}#4",), ThreadState.NEW), ThreadStep(NEW, (), ThreadState.DROPPED),
        ), ("charts",)),
    )  # fmt: skip


def promises() -> tuple[Promise, ...]:
    return (
        Promise(f"{OLD}#4", DROPPED, "the Pilots' Board", Deadline("by 1 March 2031", "2031-03-01", "day"), Outcome.UNMENTIONED, (), "no later clause"),
        Promise(f"{OLD}#2", "A common harbour register", "", Deadline("by 1 May 2031", "2031-05-01", "day"), Outcome.OVERDUE, (f"{NEW}#3",)),
    )  # fmt: skip
