"""Small nouns of a page, those that a figure draws too: a place, a dated promise, a thread and its steps, a rung."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A clause that a claim rests on: its address, how it is cited ("para 8.b"), and its anchor on the page."""

    address: str
    cited: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Due:
    """A dated promise: what, until when, and what became of it, with the words that show it."""

    what: str
    label: str
    """The same in a few words, for a figure."""
    cited: Place
    edition: str
    who: str
    deadline: str
    date: str
    outcome: str
    sign: str
    reason: str
    evidence: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A meeting in the life of a thread."""

    meeting: str
    state: str
    sign: str
    cited: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A clause through the meetings, one step per meeting at which something was said or fell silent."""

    title: str
    theme: str
    steps: tuple[Step, ...]

    @property
    def turns(self) -> tuple[Step, ...]:
        """The steps worth a word: the first, the last, and those at which something happened."""
        inner = (step for step in self.steps[1:-1] if step.state != "carried")
        return (self.steps[0], *inner, self.steps[-1]) if len(self.steps) > 1 else self.steps


@dataclass(frozen=True, slots=True)
class Rung:
    """A tier of the ladder: its family, its verbs, and who ranks them so."""

    tier: str
    family: str
    verbs: str
    source: str
