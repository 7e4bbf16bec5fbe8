"""Where the thing itself stands - planned, ongoing, completed, discontinued - whatever force the clause has."""

from __future__ import annotations

import re

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.model import Act, Clause
from rapporteur.compare.text.tokens import word_set

STAGES = ("planned", "ongoing", "completed")
"""In their order; "discontinued" stands beside it."""

DISCONTINUED = re.compile(
    r"\b(?:discontinu(?:ed|ation)|terminat(?:ed|ion)|suspend(?:ed|s)|cancell?ed|abandoned|no longer|ceased to|wound up)\b"
)
HINTS = ("discontinu", "terminat", "suspend", "cancel", "abandon", "longer", "ceased", "wound")
"""One of these stands in every clause that the pattern above can find; looking for them first is quicker."""
COMPLETED = re.compile(
    r"\b(?:(?:has|have|had)\s(?:been\s)?(?:successfully\s|now\s|also\s)?(?:completed|concluded|finali[sz]ed|delivered|accomplished|achieved|adopted|signed|established|launched|endorsed)"
    r"|(?:was|were|is|are)\s(?:successfully\s)?(?:completed|concluded|finali[sz]ed|endorsed|adopted|signed)|successful(?:ly)? (?:completion|conclusion|completed|concluded))\b"
)
ONGOING = re.compile(
    r"\b(?:on-?going|under ?way|in progress|progress (?:made|achieved|of|on|in|under)|continu(?:ed|ing|ous|es?|ation)|under development|being (?:developed|prepared|drafted|implemented)"
    r"|efforts|advanced stage|work(?:ing)? under|phase)\b"
)
PLANNED = re.compile(
    r"\b(?:will|shall|to be (?:held|established|developed|launched|adopted|completed|finali[sz]ed)|plan(?:s|ned)? to|upcoming|forthcoming|look(?:s|ed|ing)? forward|intends? to|aims? to|proposal to|recommendation to|decision to)\b"
)

_DONE = "completed concluded finali delivered accomplished achieved adopted signed established launched endorsed successful"
_AHEAD = (
    "will",
    "shall",
    "to be ",
    "plan",
    "coming",
    "forward",
    "intend",
    "aim",
    "proposal to",
    "tion to",
    "decision to",
)
REPORTS = (
    ("completed", COMPLETED, tuple(_DONE.split())),
    ("planned", PLANNED, _AHEAD),
    ("ongoing", ONGOING, ("going", "under", "progress", "continu", "being ", "effort", "stage", "phase")),
)
"""Each stage that the words of a clause may report, in the order in which they are tried, with what is quicker to look
for: one of them stands in every clause that the pattern finds."""

# Acts that themselves complete what they name, and those that set it on its way.
COMPLETING = word_set("adopt approve endorse sign conclude finalise issue publish ratify")
STARTING = word_set("launch establish announce inaugurate")


def read_state(clause: Clause, lexicon: Lexicon) -> str | None:
    """What stage the clause reports, or None where it reports none.

    The inner act speaks first ("welcomed the completion of"), then the words of the clause. A launch counts as
    ongoing: the thing has begun. Misleads where a clause reports on several things at once: the latest act wins.
    """
    stages = [stage for act in clause.acts if (stage := _stage(act, lexicon))]
    low = clause.text.lower()
    if any(hint in low for hint in HINTS) and DISCONTINUED.search(low):
        return "discontinued"
    if stages:
        return stages[-1]
    for stage, pattern, hints in REPORTS:
        if any(hint in low for hint in hints) and pattern.search(low):
            return stage
    return None


def _stage(act: Act, lexicon: Lexicon) -> str | None:
    inner = lexicon.inner.get(act.inner or "")
    if inner and inner.stage and (act.tier or 0) not in (3, 5):
        expected = act.lemma in ("look forward to", "look forward", "expect", "hope", "anticipate")
        if expected:
            return "ongoing" if inner.stage == "completed" else "planned"
        return "ongoing" if inner.stage == "launched" else inner.stage
    if (act.tier or 9) <= 2 and (act.inner or "").endswith("ing"):
        return "completed"
    if act.lemma in COMPLETING:
        return "completed"
    if act.lemma in STARTING:
        return "ongoing"
    return "planned" if act.tier in (3, 5, 6, 7) and act.inner else None
