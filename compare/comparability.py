"""Whether two statements can honestly be compared: the same kind of document, about the same things."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

from rapporteur.compare.model import Comparability, Statement, StatementKind, Verdict

# Kinds that say the same sort of thing: what a body adopted, whatever it called the paper.
_ADOPTED = frozenset(
    {StatementKind.STATEMENT, StatementKind.DECLARATION, StatementKind.COMMUNIQUE, StatementKind.DECISION}
)
_NAMES = {
    StatementKind.STATEMENT: "a joint statement",
    StatementKind.DECLARATION: "a declaration",
    StatementKind.COMMUNIQUE: "a communiqué",
    StatementKind.DECISION: "a decision",
    StatementKind.CENTRAL_BANK: "a central-bank statement",
    StatementKind.MINUTES: "minutes",
    StatementKind.PRESS_RELEASE: "a press release about a meeting",
    StatementKind.SPEECH: "a speech or transcript",
    StatementKind.DRAFT: "a draft",
    StatementKind.UNKNOWN: "of unknown kind",
}

# Cosine of the counts of words of four letters and more. Measured on 25 series: neighbours of one series
# are at 0.5 and above (0.3 where a language or a format changed), statements of unlike bodies on unlike
# subjects at 0.25 and below. Of one body a successor is believed at less than of two.
_LEAST_OF_ONE_FORUM = 0.15
_LEAST_OF_TWO_FORUMS = 0.2
_WORD = re.compile(r"[^\W\d_]{4,}")
# Long words that every official text is full of; they say nothing about its subject.
_COMMON = frozenset(
    "with that this from have will their which these they were been also into other such more than through "
    "including under over between within shall should would where when while those being there upon among "
    "meeting ministers leaders members member states parties decision statement paragraph welcome welcomes "
    "welcomed noted notes further support cooperation committee".split()
)


def judge(old: Statement, new: Statement) -> Comparability:
    """The verdict on a pair, with its reason in one sentence. Similarity is 0-1, of subjects, not of wording."""
    similarity = round(_similarity(old, new), 4)
    if not _same_kind(old.kind, new.kind):
        reason = f"The first text is {_told(old)}; the second is {_told(new)}."
        return Comparability(Verdict.DIFFERENT_KIND, similarity, reason)
    if old.language != new.language and "und" not in (old.language, new.language):
        reason = f"The first text is in another language ({old.language}) than the second ({new.language})."
        return Comparability(Verdict.UNRELATED, similarity, reason)
    is_one_forum = old.meeting.forum == new.meeting.forum
    least = _LEAST_OF_ONE_FORUM if is_one_forum else _LEAST_OF_TWO_FORUMS
    if similarity < least:
        reason = f"The two texts share too few words of their subject (similarity {similarity:.2f}, least {least:.2f})."
        return Comparability(Verdict.UNRELATED, similarity, reason)
    if _is_version(old, new, similarity, is_one_forum=is_one_forum):
        return Comparability(Verdict.VERSION, similarity, "Two editions of one meeting's text.")
    if not is_one_forum:
        reason = f"Statements of two bodies ({old.meeting.forum}, {new.meeting.forum}) on like subjects."
        return Comparability(Verdict.RELATED, similarity, reason)
    kind = _NAMES[new.kind].removeprefix("a ")
    reason = (
        f"Both are {kind}s of {new.meeting.forum}."
        if kind != "minutes"
        else f"Both are minutes of {new.meeting.forum}."
    )
    if old.kind is not new.kind or new.kind is StatementKind.UNKNOWN:
        reason = f"Both were adopted by {new.meeting.forum}."
    return Comparability(Verdict.SUCCESSOR, similarity, reason)


def _same_kind(old: StatementKind, new: StatementKind) -> bool:
    """True for kinds of one family. A draft may be read against what was adopted; the unknown against all."""
    if StatementKind.UNKNOWN in (old, new) or old is new:
        return True
    adopted = _ADOPTED | {StatementKind.DRAFT}
    return old in adopted and new in adopted


def _told(statement: Statement) -> str:
    """The kind in words, with how it was told where that is known."""
    told = next((fact.reason for fact in statement.detected if fact.name == "kind"), "")
    return f"{_NAMES[statement.kind]} ({told})" if told else _NAMES[statement.kind]


# Two texts of one day this much alike are one text, whatever the folders are called.
_SAME_TEXT = 0.97


def _is_version(old: Statement, new: Statement, similarity: float, *, is_one_forum: bool) -> bool:
    """True where both texts come from one meeting, or one of them is a draft of the other's forum."""
    same_day = bool(old.meeting.date) and old.meeting.date == new.meeting.date
    if not is_one_forum:
        return same_day and similarity >= _SAME_TEXT
    if StatementKind.DRAFT in (old.kind, new.kind):
        return True
    return same_day and old.meeting.number == new.meeting.number


def _similarity(old: Statement, new: Statement) -> float:
    """Cosine (0-1) of the counts of telling words."""
    counts = _count_telling(old.text), _count_telling(new.text)
    shared = sum(times * counts[1][word] for word, times in counts[0].items())
    length = math.sqrt(math.prod(sum(times**2 for times in count.values()) for count in counts))
    return shared / length if length else 0.0


@lru_cache(maxsize=16)  # a statement of a series is judged with several others, one after the other
def _count_telling(text: str) -> Counter[str]:
    return Counter([word for word in _WORD.findall(text.lower()) if word not in _COMMON])
