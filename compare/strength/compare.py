"""Whether new wording binds more or less than the old, by its verbs and by what they bind to, with reasons in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import Clause, Edit, Strength, Substance, Weighing
from rapporteur.compare.strength.features import (
    APPEAL,
    CLOSE,
    MOVED_ON,
    Cue,
    act_cues,
    deadline_cues,
    figure_cues,
    hedge_cues,
)
from rapporteur.compare.strength.grade import grade
from rapporteur.compare.strength.pairing import UNDERTAKING, Placed, likeness, place_acts, share, stems
from rapporteur.compare.strength.progress import is_brought_about, read_progress
from rapporteur.compare.strength.substance import Finding, amount_findings, item_findings, scale_findings

COMPARABLE = 0.3
"""Share (0-1) of the smaller text's stems from which a date or a sum that one side lacks was added or dropped."""
NEXT_MEETING = re.compile(
    r"\b(?:host|hold|convene|hosting|meet again|take place|be held)\b.{0,80}\b(?:next|\d+(?:st|nd|rd|th)|\w*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth))\b"
    r"|\bnext (?:\S+ ){0,4}(?:meeting|summit|session|conference)\b.{0,60}\b(?:hosted|held|host|hold)\b",
    re.IGNORECASE,
)
LIMITS = frozenset(("hedge", "target"))
"""Cues of strength that are substance as well."""
DUTY = re.compile(r"'(?:must|shall|need to|has to|have to)'")
"""Modals that lay a duty on whoever is named, act or none."""
OWN_EFFORT = frozenset(("attempt", "effort"))
"""Scales that are read only where both sides undertake, or both ask: else others try."""
KINDS = {
    "modal": "modal",
    "attempt": "attempt",
    "scope": "words apart",
    "completeness": "words apart",
    "intensity": "words apart",
}
"""Scales of the verb itself, and those whose words readers of whole clauses seldom take for a move of strength."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a move: cues of strength, findings of substance, and whether the texts are one clause reworded.

    ``binding`` where an act of a side can bind a date or a sum, ``read`` where both sides have an act that is read.
    """

    cues: tuple[Cue, ...]
    findings: tuple[Finding, ...]
    close: bool
    binding: bool
    read: bool = True


def weigh(
    old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...], lexicon: Lexicon | None = None
) -> Weighing:
    """How the new clauses weigh against the old ones, and what became of the thing that they bind to.

    Judged on the whole group. ``na`` where one side has no act that is read; ``mixed`` where reasons disagree. A tier
    is an analyst's convention: show the reasons beside the verdict. Progress is told and never counts as weakening.
    """
    if not old or not new:
        return Weighing()
    progress = read_progress(old, new)
    if _text(old) == _text(new):
        verdicts = (
            (Strength.SAME, Substance.SAME) if any(c.acts for c in old) else (Strength.NA, Substance.NA)
        )
        return Weighing(verdicts[0], (), progress, verdicts[1])
    if _is_next_meeting(old) and _is_next_meeting(new):
        return Weighing(
            Strength.SAME, _reasons(deadline_cues(old, new, weighing=False)), progress, Substance.SAME
        )
    found = gather(old, new, lexicon or read_lexicon())
    if found is None:
        return Weighing(progress=progress)
    limits = (
        Finding(cue.kind, cue.sign, cue.reason) for cue in found.cues if cue.kind in LIMITS and cue.sign
    )
    moved_on = any(cue.reason.endswith(MOVED_ON) for cue in found.cues)
    named = item_findings(old, new, edits) if found.read and not moved_on else ()
    amounts = amount_findings(old, new) if found.binding else ()
    substance = (*found.findings, *limits, *named, *amounts)
    strength = grade(found.cues, close=found.close)
    listed = not any(clause.acts for clause in (*old, *new))
    return Weighing(
        Strength.NA if listed and strength is Strength.SAME else strength,
        _reasons(found.cues),
        progress,
        _verdict(substance),
        tuple(dict.fromkeys(finding.reason for finding in substance)),
    )


def gather(old: tuple[Clause, ...], new: tuple[Clause, ...], lexicon: Lexicon) -> Evidence | None:
    """The evidence of two groups of clauses, or None where one has no act that is read and nothing else tells.

    Entries of lists without acts of their own stand under their opening line's; that verb is not weighed once more.
    """
    olds, news = place_acts(old, lexicon), place_acts(new, lexicon)
    if not olds or not news:
        return _gather_unread(old, new, olds, lexicon)
    before, after = _text(old), _text(new)
    close = likeness(stems(before), stems(after)) >= CLOSE
    undertaken = {max(one.level for one in side) >= UNDERTAKING - 1 for side in (olds, news)}
    asked = min(max(one.level for one in side) for side in (olds, news)) >= APPEAL
    findings = tuple(
        finding
        for finding in scale_findings(before, after, lexicon.scales)
        if (finding.scale not in OWN_EFFORT or (asked and len(undertaken) == 1))
        and not _is_dated(finding, old, new)
    )
    attempt = next(scale for scale in lexicon.scales if scale.name == "attempt")
    own = any(clause.acts for clause in (*old, *new))
    acts = tuple(act_cues(olds, news, attempt, texts=(before, after))) if own else ()
    tried = any(cue.kind == "attempt" for cue in acts)
    words = [Cue(KINDS.get(f.scale, "words"), f.sign, f.reason) for f in findings if f.sign]
    words += [
        Cue("negation", 0, f.reason) for f in findings if not f.sign and (close or f.scale == "negation")
    ]
    comparable = share(stems(before), stems(after)) >= COMPARABLE
    weighing = comparable and (not own or any(one.level >= APPEAL for one in (*olds, *news)))
    cues = (
        *acts,
        *(cue for cue in words if not (tried and cue.kind == "attempt")),
        *hedge_cues(before, after, lexicon, attempt),
        *deadline_cues(old, new, weighing=weighing),
        *figure_cues(old, new, weighing=weighing),
    )
    return Evidence(cues, findings, close, binding=weighing)


def _is_dated(finding: Finding, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> bool:
    """True for a word such as "timeline" that one side lacks, and has a date instead."""
    lacking = old if finding.sign > 0 else new
    return finding.scale == "accountability" and any(clause.deadlines for clause in lacking)


def _gather_unread(
    old: tuple[Clause, ...], new: tuple[Clause, ...], olds: tuple[Placed, ...], lexicon: Lexicon
) -> Evidence | None:
    """Where a side has no act: a duty that lost or won its modal, an act that is negated, or what was to be founded is there."""
    acted = any(clause.acts for clause in (*old, *new))
    found = tuple(
        finding
        for finding in scale_findings(_text(old), _text(new), lexicon.scales)
        if (finding.scale == "negation" and acted)
        or (finding.scale == "modal" and (acted or DUTY.search(finding.reason)))
    )
    cues = tuple(Cue(finding.scale, finding.sign, finding.reason) for finding in found)
    if not cues and is_brought_about(olds, new):
        cues = (Cue("verb", 1, f"what was '{olds[0].act.verb}' is there"),)
    return Evidence(cues, found, close=True, binding=False, read=False) if cues else None


def _text(clauses: tuple[Clause, ...]) -> str:
    return " ".join(clause.text for clause in clauses)


def _verdict(findings: tuple[Finding, ...]) -> Substance:
    signs = {finding.sign for finding in findings}
    if 0 in signs or len(signs) > 1:
        return Substance.MIXED
    return Substance.MORE if signs == {1} else Substance.LESS if signs == {-1} else Substance.SAME


def _reasons(cues: Iterable[Cue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue.reason for cue in cues if cue.reason))


def _is_next_meeting(clauses: tuple[Clause, ...]) -> bool:
    """Where and when to meet next: rewritten every time, and never weaker for naming another verb."""
    acting = [clause for clause in clauses if clause.acts] or clauses
    return all(NEXT_MEETING.search(clause.text) for clause in acting)
