"""The words that acts, hedges, instruments and partners are read by: loaded from TOML, checked, put ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.lexicons.check import check_table
from rapporteur.compare.lexicons.scales import Scale, read_scales
from rapporteur.compare.lexicons.verb_forms import Form, forms, is_base

SHIPPED = Path(__file__).resolve().parents[1] / "lexicons"
"""The lexicons of the package; a workspace's ``lexicons/`` folder may hold files of the same names that extend them."""

FILES = ("verbs", "hedges", "voices", "instruments", "partners", "profiles", "events", "substance")


@dataclass(frozen=True, slots=True)
class Grade:
    """Where a word stands: ``tier`` 1-7, or None with ``restated`` or ``emotive``; ``rank`` 0-1 orders a tier inside.

    ``lemma`` is the entry as the lexicon writes it, ``source`` who puts it there.
    """

    lemma: str
    tier: int | None = None
    restated: bool = False
    emotive: bool = False
    rank: float = 0.5
    source: str = ""
    needs: frozenset[str] = frozenset()
    weak: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a verb's first word: its form, and the words that must follow ("note", "of")."""

    grade: Grade
    form: Form
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inner:
    """A noun that names an act inside another: where the thing stands then, and its weight where re-stated."""

    stage: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of body writes: whether its texts carry acts at all, and tiers that differ there."""

    name: str
    kinds: frozenset[str]
    acts: bool
    why: str
    tiers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lexicons together. ``tables`` are the files as written, for those who need a plain list."""

    spellings: Mapping[str, tuple[Spelling, ...]]
    expressing: Mapping[str, Form]
    expressions: Mapping[str, Grade]
    makings: Mapping[str, Grade]
    states: Mapping[str, Grade]
    withs: Mapping[str, Grade]
    inner: Mapping[str, Inner]
    hedges: Mapping[str, float]
    tentative: Mapping[str, float]
    modals: Mapping[str, float]
    quantifiers: tuple[str, ...]
    narrative: frozenset[str]
    undertaken: frozenset[str]
    talk: frozenset[str]
    """Verbs that only tell what was talked about; their acts are not weighed."""
    profiles: tuple[Profile, ...]
    scales: tuple[Scale, ...]
    tables: Mapping[str, Mapping[str, Any]]

    def profile(self, kind: str, name: str = "") -> Profile:
        """The profile called ``name``, or the one that ``kind`` of document follows.

        Raises WorkspaceError where no profile has that name.
        """
        for profile in self.profiles:
            if profile.name == name or (not name and kind in profile.kinds):
                return profile
        if not name:
            return self.profiles[0]
        known = ", ".join(profile.name for profile in self.profiles)
        raise WorkspaceError(f"No profile '{name}'. There are: {known}. See `rapporteur lexicon`.")

    def standing(self, word: str) -> str:
        """Where a form of a verb stands: its tier, "R", "E", "told" (no act), "done" (an act only in a list), or "unknown"."""
        for spelling in self.spellings.get(word, ()):
            grade = spelling.grade
            return str(grade.tier or ("R" if grade.restated else "E"))
        if word in self.expressing:
            return "noun"
        return "told" if word in self.narrative else "done" if self.is_doing(word) else "unknown"

    def is_doing(self, word: str) -> bool:
        """True for the base form of a verb of doing, with which an entry of a list of undertakings may begin."""
        known = word in self.undertaken or any(s.form is Form.BASE for s in self.spellings.get(word, ()))
        return known or (word.endswith(("ise", "ize", "ate", "ify")) and is_base(word, ""))

    def grades(self) -> tuple[tuple[str, Grade], ...]:
        """Every graded word with the table it stands in, in the order of the ladder, for listing."""
        verbs = {s.grade.lemma: s.grade for many in self.spellings.values() for s in many}
        listed = [("verbs", grade) for grade in verbs.values()]
        for name, table in (
            ("expressions", self.expressions),
            ("making", self.makings),
            ("states", self.states),
            ("with", self.withs),
        ):
            listed += [(name, grade) for grade in table.values()]
        return tuple(sorted(listed, key=lambda pair: (-(pair[1].tier or 0), pair[0], pair[1].lemma)))


@lru_cache(maxsize=8)
def read_lexicon(workspace: Path | None = None) -> Lexicon:
    """The shipped lexicons, extended or overridden by ``workspace/lexicons/*.toml`` where there are any.

    A word of the workspace replaces the shipped word; ``off = true`` takes it away; lists are added to.
    Raises WorkspaceError naming file, line and mistake.
    """
    tables = {name: _read_table(SHIPPED / f"{name}.toml") for name in FILES}
    for name in FILES if workspace else ():
        path = Path(workspace or "") / "lexicons" / f"{name}.toml"
        if path.is_file():
            tables[name] = _merged(tables[name], _read_table(path, workspace))
    return _lexicon(tables)


def _lexicon(tables: dict[str, dict[str, Any]]) -> Lexicon:
    verbs, hedges = tables["verbs"], tables["hedges"]
    return Lexicon(
        spellings=_spellings(verbs["verbs"]),
        expressing={
            spelt: form
            for verb in verbs["expressing"]["verbs"]
            for spelt, form in _listed_forms(verb).items()
        },
        expressions=_grades(verbs["expressions"]),
        makings=_grades(verbs["making"]),
        states=_grades(verbs["states"]),
        withs=_grades(verbs["with"]),
        inner={
            noun: Inner(said.get("stage", ""), said.get("weight", 0)) for noun, said in verbs["inner"].items()
        },
        hedges=dict(sorted(hedges["hedges"].items(), key=lambda pair: (-len(pair[0]), pair[0]))),
        tentative=hedges["tentative"],
        modals=hedges["modals"],
        narrative=frozenset(word for verb in verbs["narrative"]["verbs"] for word in _listed_forms(verb)),
        undertaken=frozenset(verbs["undertaken"]["verbs"]),
        talk=frozenset(word for word, said in verbs["verbs"].items() if said.get("talk")),
        quantifiers=tuple(hedges["quantifiers"]["words"]),
        profiles=tuple(_profile(name, said) for name, said in tables["profiles"].items()),
        scales=_scales(tables["substance"]),
        tables=tables,
    )


def _scales(table: Mapping[str, Any]) -> tuple[Scale, ...]:
    try:
        return read_scales(table)
    except ValueError as error:
        raise WorkspaceError(f"lexicons/substance.toml: {error}.") from error


def _listed_forms(entry: str) -> dict[str, Form]:
    """The forms of a verb of a plain list; "meet/met" gives an irregular past."""
    verb, _, past = entry.partition("/")
    return forms(verb, {"past": past} if past else {})


def _grades(table: Mapping[str, Any]) -> dict[str, Grade]:
    return {word: _grade(word, said) for word, said in table.items() if not said.get("off")}


def _grade(word: str, said: Mapping[str, Any]) -> Grade:
    return Grade(
        lemma=word,
        tier=said.get("tier"),
        restated=said.get("restated", False),
        emotive=said.get("emotive", False),
        rank=float(said.get("rank", 0.5)),
        source=said.get("source", ""),
        needs=frozenset(word.lower() for word in said.get("needs", ())),
        weak=said.get("weak", False),
        present=said.get("present", False),
    )


def _spellings(table: Mapping[str, Any]) -> dict[str, tuple[Spelling, ...]]:
    """First words to what they may begin, longest first, so that "take note of" is read before "take note"."""
    found: dict[str, list[Spelling]] = {}
    for entry, said in table.items():
        if said.get("off"):
            continue
        grade = _grade(entry, said)
        irregular = {key: said[key] for key in ("past", "participle", "gerund", "third") if key in said}
        for variant in (entry, *said.get("spellings", ())):
            first, *rest = variant.split()
            for spelt, form in forms(first, irregular).items():
                found.setdefault(spelt, []).append(Spelling(grade, form, tuple(rest)))
    return {spelt: tuple(sorted(many, key=lambda s: -len(s.rest))) for spelt, many in found.items()}


def _profile(name: str, said: Mapping[str, Any]) -> Profile:
    return Profile(
        name,
        frozenset(said.get("kinds", ())),
        said.get("acts", True),
        said.get("why", ""),
        said.get("tiers", {}),
    )


def _read_table(path: Path, root: Path | None = None) -> dict[str, Any]:
    table = read_toml(path, root)
    check_table(path, path.read_text(encoding="utf-8"), table)
    return table


def _merged(shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """``own`` laid over ``shipped``: tables are joined, lists added to, anything else replaced."""
    merged = dict(shipped)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict) and not _is_entry(value):
            merged[key] = _merged(below, value)
        elif isinstance(below, list) and isinstance(value, list):
            merged[key] = [*below, *(item for item in value if item not in below)]
        else:
            merged[key] = value
    return merged


def _is_entry(value: dict[str, Any]) -> bool:
    return bool(value.keys() & {"tier", "restated", "emotive", "off"})
