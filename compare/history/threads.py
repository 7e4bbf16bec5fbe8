"""Clauses followed through all meetings of a forum: pairwise comparisons chained, gaps bridged, splits and merges kept.

A thread goes on along the closest heir of each change; other heirs begin threads of their own that name their
origin, other forebears end in the thread that took them up. A clause that was dropped and comes back meetings
later in nearly the same words is the old thread revived, not a new one. Only neighbours are compared, and what
came back is looked up by its telling words, so the work grows with the number of meetings, not of pairs.

A sentence that was parted in two is seen from what was lost: what its heir no longer says, the new sentence beside
the heir does. The bounds were judged by reading every split that they yield in twenty real series.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.model import (
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Statement,
    Strength,
    Thread,
    ThreadState,
    ThreadStep,
)
from rapporteur.compare.redlines.redline import redline

# A match below this is left to a reader; a thread does not go on over it.
CHAIN = 0.5
# From here on it goes on even where the themes of the two clauses differ.
SURE = 0.7
# To whom a clause may speak other than its own authors.
OTHERS = {"own body", "members", "third party"}
# A dropped clause of which this share stands in a matched clause of the new text was merged into it; an added
# one of which this share stood in a matched old clause was split off.
TAKEN_UP = 0.7
# A clause of fewer words of matter may stand anywhere by chance, an entry of a table above all.
FEWEST_WORDS = 6
# Likeness from which a clause that comes back is the one that was dropped; below it, it is called new.
REVIVED = 0.6
# Meetings over which a gap is bridged: two decades of yearly meetings, and a bound on the work.
LONGEST_GAP = 20
# Words by which a dropped clause is found again.
TELLING = 8
TITLE_WORDS = 12


def follow_threads(statements: Sequence[Statement], comparisons: Sequence[Comparison]) -> tuple[Thread, ...]:
    """The threads of a forum, in the order in which they begin.

    ``statements`` are in order of date, ``comparisons`` those of each with the next.
    """
    if not statements:
        return ()
    weaver = _Weaver(statements[0], Kinship(c.text for s in statements for c in s.clauses))
    for comparison in comparisons:
        weaver.weave(comparison)
    return weaver.threads()


@dataclass(slots=True)
class _Strand:
    """A thread while it is being followed."""

    id: str
    themes: Counter[str]
    steps: list[ThreadStep] = field(default_factory=list)
    origin: str = ""
    fate: str = ""
    ended: int = 0

    @property
    def text(self) -> str:
        """The last wording."""
        return next((step.text for step in reversed(self.steps) if step.addresses), "")


class _Weaver:
    """Goes through the meetings once and keeps what is alive and what was dropped."""

    def __init__(self, first: Statement, kin: Kinship) -> None:
        self._forum = first.meeting.forum
        self._kin = kin
        self._strands: list[_Strand] = []
        self._meeting = 0
        self._name = first.name
        self._alive: dict[str, _Strand] = {}
        self._dropped: dict[str, list[_Strand]] = {}
        for clause in first.clauses:
            self._begin(clause)

    def weave(self, comparison: Comparison) -> None:
        """Carry every thread over to the new statement of ``comparison``."""
        self._meeting += 1
        self._name = comparison.new.name
        before, self._alive = self._alive, {}
        olds = {clause.address: clause for clause in comparison.old.clauses}
        news = {clause.address: clause for clause in comparison.new.clauses}
        pairs = [pair for change in comparison.changes for pair in self._carry_on(change, olds, news)]
        for change, old, new in pairs:
            self._go_on(before[old], change, olds[old], news[new])
        heirs = {old: new for _, old, new in pairs}
        for address in [a for a in before if a not in heirs]:
            self._end(before[address], olds[address], self._takers(comparison, address, news), olds)
        parted = find_parted(comparison, heirs, self._kin)
        for clause in comparison.new.clauses:
            if clause.address not in self._alive:
                giver = self._givers(comparison, clause, heirs, before)
                self._arrive(clause, giver, before.get(parted.get(clause.address, "")))

    def threads(self) -> tuple[Thread, ...]:
        return tuple(_as_thread(strand, self._forum) for strand in self._strands)

    # --- what goes on ------------------------------------------------------------------------------

    def _carry_on(
        self, change: Change, olds: dict[str, Clause], news: dict[str, Clause]
    ) -> Iterable[tuple[Change, str, str]]:
        """Who goes on as whom: the closest pair of a change first, each clause once."""
        if not change.old or not change.new or change.confidence < CHAIN:
            return
        ranked = sorted(
            (-self._kin.likeness(olds[o].text, news[n].text), o, n) for o in change.old for n in change.new
        )
        taken: set[str] = set()
        for _, old, new in ranked:
            if old not in taken and new not in taken and not _jumps(change, olds[old], news[new]):
                taken |= {old, new}
                yield change, old, new

    def _go_on(self, strand: _Strand, change: Change, old: Clause, new: Clause) -> None:
        is_one_to_one = len(change.old) == len(change.new) == 1
        edits = change.edits if is_one_to_one else redline(old.text, new.text)
        step = ThreadStep(
            self._name, (new.address,), _state(change, old, new), edits, new.text, change.confidence,
            reasons=change.strength_reasons if is_one_to_one else (),
        )  # fmt: skip
        strand.steps.append(step)
        strand.themes.update(theme.id for theme in new.themes)
        self._alive[new.address] = strand

    # --- what ends -----------------------------------------------------------------------------------

    def _takers(self, comparison: Comparison, address: str, news: dict[str, Clause]) -> list[str]:
        """The new clauses that the change of an old clause names."""
        return [
            n
            for c in comparison.changes
            if address in c.old and c.confidence >= CHAIN
            for n in c.new
            if n in news
        ]

    def _end(self, strand: _Strand, old: Clause, takers: list[str], olds: dict[str, Clause]) -> None:
        """Dropped, or merged into a clause that carries on another thread and holds most of its words."""
        taker = next((n for n in takers if n in self._alive), None) or self._holder(old)
        if taker is None:
            strand.steps.append(ThreadStep(self._name, (), ThreadState.DROPPED))
            strand.ended = self._meeting
            for word in self._kin.telling(old.text, TELLING):
                self._dropped.setdefault(word, []).append(strand)
            return
        other = self._alive[taker]
        strand.fate = other.id
        text = other.text
        strand.steps.append(
            ThreadStep(
                self._name, (taker,), ThreadState.REWORDED, redline(old.text, text), text, note=f"merged into {other.id}"
            )
        )  # fmt: skip
        last = other.steps[-1]
        other.steps[-1] = _noted(last, f"takes up {old.address}")

    def _holder(self, old: Clause) -> str | None:
        """The clause of this meeting that holds most of an old clause's words, if any holds enough."""
        if not self._is_telling(old):
            return None
        shares = sorted(
            (-self._kin.share_in(old.text, s.text), address) for address, s in self._alive.items()
        )
        return shares[0][1] if shares and -shares[0][0] >= TAKEN_UP else None

    def _is_telling(self, clause: Clause) -> bool:
        """True for a sentence with matter enough to be known again; cells of a table repeat one another."""
        return (
            clause.text.endswith((".", ";", ":", ",", "and"))
            and len(self._kin.stems(clause.text)) >= FEWEST_WORDS
        )

    # --- what arrives --------------------------------------------------------------------------------

    def _givers(
        self, comparison: Comparison, clause: Clause, heirs: dict[str, str], before: dict[str, _Strand]
    ) -> _Strand | None:
        """The thread that a clause was split from: one that its change names, or one that held its words."""
        named = [
            o for c in comparison.changes if clause.address in c.new and c.confidence >= CHAIN for o in c.old
        ]
        for old in named:
            if old in heirs:
                return before[old]
        if not self._is_telling(clause):
            return None
        held = {c.address: c.text for c in comparison.old.clauses if c.address in heirs}
        shares = sorted((-self._kin.share_in(clause.text, text), address) for address, text in held.items())
        return before[shares[0][1]] if shares and -shares[0][0] >= TAKEN_UP else None

    def _arrive(self, clause: Clause, giver: _Strand | None, parted: _Strand | None) -> None:
        """Split off, revived, or new; ``parted`` is who gave less than its words."""
        old = None if giver else self._remembered(clause)
        if old is not None:
            self._revive(old, clause)
            return
        giver = giver or (parted if self._is_telling(clause) else None)
        self._begin(clause, origin=giver.id if giver else "")
        if giver is not None:
            giver.steps[-1] = _noted(giver.steps[-1], f"splits: also {clause.address}")

    def _revive(self, old: _Strand, clause: Clause) -> None:
        """A dropped thread goes on in this clause."""
        likeness = self._kin.likeness(old.text, clause.text)
        edits = redline(old.text, clause.text)
        old.steps.append(
            ThreadStep(
                self._name, (clause.address,), ThreadState.REVIVED, edits, clause.text, round(likeness, 3)
            )
        )
        old.themes.update(theme.id for theme in clause.themes)
        self._alive[clause.address] = old

    def _remembered(self, clause: Clause) -> _Strand | None:
        """The dropped thread that comes back in this clause; one dropped just now was already refused."""
        if not self._is_telling(clause):
            return None
        found = {
            strand.id: strand
            for word in self._kin.telling(clause.text, TELLING)
            for strand in self._dropped.get(word, ())
            if not strand.steps[-1].addresses and 0 < self._meeting - strand.ended <= LONGEST_GAP
        }
        ranked = sorted((-self._kin.likeness(s.text, clause.text), s.id) for s in found.values())
        return found[ranked[0][1]] if ranked and -ranked[0][0] >= REVIVED else None

    def _begin(self, clause: Clause, *, origin: str = "") -> None:
        note = f"split from {origin}" if origin else ""
        step = ThreadStep(self._name, (clause.address,), ThreadState.NEW, (), clause.text, note=note)
        strand = _Strand(clause.address, Counter(t.id for t in clause.themes), [step], origin)
        self._strands.append(strand)
        self._alive[clause.address] = strand


def _jumps(change: Change, old: Clause, new: Clause) -> bool:
    """True for an unsure pair on different themes, or of which one instructs the body's own officers and the other
    asks something of members or outsiders: a thread keeps to its subject, and to who is to do it."""
    if change.confidence >= SURE:
        return False
    was, now = ({theme.id for theme in clause.themes} for clause in (old, new))
    asked, asks = ({act.addressee or "" for act in clause.acts} for clause in (old, new))
    return _are_apart(was, now) or (asked | asks <= OTHERS and _are_apart(asked, asks))


def _are_apart(was: set[str], now: set[str]) -> bool:
    """True where both sides say something and nothing in common."""
    return bool(was and now) and not was & now


def _state(change: Change, old: Clause, new: Clause) -> ThreadState:
    if change.strength is Strength.STRONGER:
        return ThreadState.STRENGTHENED
    if change.strength is Strength.WEAKER:
        return ThreadState.WEAKENED
    is_same = old.text == new.text or change.kind in (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL)
    return ThreadState.CARRIED if is_same else ThreadState.REWORDED


def _noted(step: ThreadStep, note: str) -> ThreadStep:
    return replace(step, note=f"{step.note}; {note}" if step.note else note)


def _as_thread(strand: _Strand, forum: str) -> Thread:
    own = strand.steps[:-1] if strand.fate else strand.steps
    words = next((step.text for step in reversed(own) if step.text), "").split()
    title = " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")
    most = max(strand.themes.values(), default=0)
    themes = tuple(sorted(theme for theme, n in strand.themes.items() if 2 * n >= most))
    return Thread(strand.id, forum, title, tuple(strand.steps), themes, strand.origin, strand.fate)


# The share of the lost words' weight that the new sentence says.
SAID_AGAIN = 0.4
# Lost words that it says, at least: one may stand anywhere ("also", a country's name).
FEWEST_LOST = 2
# How much of the old clause the heir lost, at least: less is a turn of phrase.
LOST = 0.1
# How much of the new sentence the old clause had, lost words and kept: below it the subject is another.
SUBJECT = 0.2
# Clauses between the heir and the new sentence, in one paragraph.
APART = 2


def find_parted(comparison: Comparison, heirs: Mapping[str, str], kin: Kinship) -> dict[str, str]:
    """New clause -> the old clause that it was parted from; ``heirs`` says which new clause carries on which old one."""
    order = {clause.address: at for at, clause in enumerate(comparison.new.clauses)}
    olds = {clause.address: clause for clause in comparison.old.clauses}
    carried = {new: olds[old] for old, new in heirs.items()}
    found: dict[str, str] = {}
    for clause in comparison.new.clauses:
        if clause.address in carried:
            continue
        at = order[clause.address]
        near = comparison.new.clauses[max(0, at - APART) : at + APART + 1]
        kept = [c for c in near if c.paragraph == clause.paragraph and c.address in carried]
        said = [(-_said_again(carried[c.address].text, c.text, clause.text, kin), c.address) for c in kept]
        if said and -min(said)[0] >= SAID_AGAIN:
            found[clause.address] = carried[min(said)[1]].address
    return found


def _said_again(old: str, heir: str, new: str, kin: Kinship) -> float:
    """The share (0-1) of what ``heir`` lost of ``old`` that ``new`` says; 0 where it is no part of the same thought."""
    was, said = kin.stems(old), kin.stems(new)
    lost = was - kin.stems(heir)
    is_parted = (
        len(lost & said) >= FEWEST_LOST
        and kin.weight_shared(was, lost) >= LOST
        and kin.weight_shared(said, was) >= SUBJECT
    )
    return kin.weight_shared(lost, said) if is_parted else 0.0
