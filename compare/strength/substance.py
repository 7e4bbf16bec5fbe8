"""Whether what a clause binds to grew or shrank: words on scales, things named or gone, sums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapporteur.compare.lexicons.scales import Scale
from rapporteur.compare.model import Act, Clause, Edit, EditKind, Figure
from rapporteur.compare.strength.pairing import STOP_WORDS, likeness, stem, stems

WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[.;:]")
DOTTED = re.compile(r"(?<=\b[a-z])\.(?=\s?[a-z\W])")
ENDS = frozenset(".;:")
SMALL = STOP_WORDS | frozenset(
    "a an or of to in on at as by it we is be he they would should may might can could must which whom president prime minister".split()
)
AHEAD, BEHIND = 4, 3
"""Content words after and before a word of a scale that show what it stands with."""
REACH = 9
"""Words that are looked at for them, back or on to the end of the sentence."""
ALONE, NAMED, LOST = 2, 3, 3
"""For a thing to be named: least content words of a run that came by itself, and of one that came in the place of others,
which must hold LOST times as many as they."""
KEPT, STAYED = 4, 0.5
"""Content words of the other side that must have stayed, at least, and their share."""
BARE = 0.25
"""Likeness (0-1) of two texts from which a word that one of them lacks came or went, and belongs to no other text."""
CIRCUMSTANCE = re.compile(
    r"\W*(?:in (?:the face|light|view|response|the context|the wake|line|accordance)|consistent with|despite|given|following|after|since|amid|which|that|who|where|whose|when"
    r"|because|noting|recalling|recogni[sz]ing|acknowledging|considering|stressing|held|adopted|as (?!well)(?:\w+ ){0,3})\b",
    re.IGNORECASE,
)
"""What begins so tells of circumstances, and names nothing that is bound."""
JOINT = re.compile(
    r"\s*[,;:]|\s*(?:and|or|but|as well as|including|especially|particularly|in particular|such as|also|both|to|through|with|by)\b",
    re.IGNORECASE,
)
"""How one thing more is joined to what is named already."""
STANDS = frozenset(("oppose", "reject"))
"""Verbs without a tier that take a stand on what they name."""
QUOTED = 60
"""Characters of what came or went that a reason quotes."""
REACH_BACK = 60
"""Characters before a figure that may say whether a higher one is more."""
MONEY = re.compile(r"^[A-Z]{3}$")
RATES = frozenset(("%", "percentage points", "basis points"))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LESS_IS_MORE = re.compile(
    r"\b(?:below|under|limit\w*|cap\w*|no more than|at most|reduc\w* [^.;]{0,40}?to|cut [^.;]{0,40}?to|lower\w* [^.;]{0,40}?to)\W*$",
    re.IGNORECASE,
)
MORE_IS_MORE = re.compile(
    r"\b(?:at least|no less than|not less than|more than|over|minimum of|by|up to|of|with|commit\w*|pledg\w*|provid\w*|mobili[sz]\w*|allocat\w*|contribut\w*|spend\w*|invest\w*)\W*$",
    re.IGNORECASE,
)
"""Whether a higher number binds to more, by the words right before it; without any of them it is not known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference on a ``scale``: ``sign`` +1 it binds to more, -1 to less, 0 it turned round; ``reason`` its words."""

    scale: str
    sign: int
    reason: str


@dataclass(frozen=True, slots=True)
class Use:
    """A word of a scale in a text: its step, its place (words), and the stems of the content words around it."""

    words: str
    step: int
    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@lru_cache(maxsize=4096)
def fold(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphens as spaces, with the marks that end a sentence.

    >>> fold("Phase-out of the U.S. dues.")
    ('phase', 'out', 'of', 'the', 'us', 'dues', '.')
    """
    low = text.lower().replace("’", "'")
    return tuple(WORD.findall(re.sub("[-‐‑–—]", " ", DOTTED.sub("", low))))


def find_uses(scale: Scale, words: tuple[str, ...]) -> list[Use]:
    """The words of a scale in a folded text, longest phrase first, each with what it stands with."""
    places, at = {}, 0
    for number, word in enumerate(words):
        places[at] = number
        at += len(word) + 1
    found = []
    for match in scale.pattern.finditer(" ".join(words)):
        step, start = scale.steps.get(match.lastindex or 0, 0), places.get(match.start())
        if not step or start is None:
            continue
        end = start + len(match.group().split())
        near = (*words[max(0, start - 2) : start], *words[end : end + 3])
        if scale.heads is None or any(scale.heads.fullmatch(word) for word in near):
            found.append(Use(match.group(), step, start, end, _behind(words, start), _ahead(words, end)))
    return found


def _ahead(words: tuple[str, ...], start: int) -> tuple[str, ...]:
    return _content(words[start : start + REACH])[:AHEAD]


def _behind(words: tuple[str, ...], end: int) -> tuple[str, ...]:
    return _content(words[max(0, end - REACH) : end][::-1])[:BEHIND]


def _content(words: Iterable[str]) -> tuple[str, ...]:
    """Stems of the words that say what a text is about, up to the end of the sentence."""
    found = []
    for word in words:
        if word in ENDS:
            break
        if word not in SMALL and (len(word) > 2 or word.isdigit()):
            found.append(stem(word))
    return tuple(found)


def scale_findings(old: str, new: str, scales: Iterable[Scale]) -> Iterator[Finding]:
    """What the scales say: a word for another before the same head, or one that came or went there."""
    was, now = fold(old), fold(new)
    alike = likeness(stems(old), stems(new)) >= BARE
    for scale in scales:
        olds, news = find_uses(scale, was), find_uses(scale, now)
        pairs = _paired(scale, olds, news, alike=alike)
        for before, after in pairs:
            if before.step != after.step:
                yield _finding(scale, before.step, after.step, f"'{after.words}' for '{before.words}'")
        if scale.bare is None or not alike:
            continue
        left_old = [use for use in olds if not any(use is before for before, _ in pairs)]
        left_new = [use for use in news if not any(use is after for _, after in pairs)]
        for use in left_old:
            if _count(olds, use) > _count(news, use) and _stands_bare(scale, use, now, news):
                yield _finding(scale, use.step, scale.bare, f"'{use.words}' dropped")
        for use in left_new:
            if _count(news, use) > _count(olds, use) and _stands_bare(scale, use, was, olds):
                yield _finding(scale, scale.bare, use.step, f"'{use.words}' added")


def _paired(scale: Scale, olds: list[Use], news: list[Use], *, alike: bool) -> list[tuple[Use, Use]]:
    """Uses that stand with the same words, one against one, those with the most in common first."""
    scored = [
        (_common(scale, old, new, alike=alike) + (old.step == new.step) / 2, -i, -j)
        for i, old in enumerate(olds)
        for j, new in enumerate(news)
        if _common(scale, old, new, alike=alike)
    ]
    pairs: list[tuple[Use, Use]] = []
    for _, i, j in sorted(scored, reverse=True):
        old, new = olds[-i], news[-j]
        if not any(old is one or new is other for one, other in pairs):
            pairs.append((old, new))
    return pairs


def _common(scale: Scale, old: Use, new: Use, *, alike: bool) -> int:
    """How many of the words that two uses stand with are the same, the nearest twice; 0 where too few."""
    if scale.near == "anywhere":
        return 1
    ahead = len(set(old.after) & set(new.after))
    behind = len(set(old.before) & set(new.before)) if scale.near == "around" else 0
    both = bool(old.after and new.after)
    nearest = alike and both and (old.after[0] in new.after[:2] or new.after[0] in old.after[:2])
    first = both and old.after[0] == new.after[0]
    return ahead + behind + first if nearest or ahead + behind >= (2 if alike else 3) else 0


def _count(uses: list[Use], like: Use) -> int:
    return sum(use.step == like.step for use in uses)


def _stands_bare(scale: Scale, use: Use, words: tuple[str, ...], others: list[Use]) -> bool:
    """True where the other wording has the head of a use, and no word of the scale near it."""
    if scale.near == "anywhere":
        return not others
    heads = [use.after[:1]] + ([use.before[:1]] if scale.near == "around" else [])
    for place, word in enumerate(words):
        head = (stem(word),)
        if scale.heads is not None and not scale.heads.fullmatch(word):
            continue
        if head not in heads or any(other.start - 4 <= place <= other.end + 3 for other in others):
            continue
        ahead, behind = set(_ahead(words, place + 1)), set(_behind(words, place))
        shared = len(ahead & set(use.after) - set(head)) + len(behind & set(use.before) - set(head))
        if shared >= max(1, min(2, len(use.after) + len(use.before) - 1)):
            return True
    return False


def _finding(scale: Scale, was: int, now: int, words: str) -> Finding:
    sign = 0 if scale.reversal else 1 if now > was else -1
    return Finding(scale.name, sign, f"{words}: {scale.up if now > was else scale.down}")


def item_findings(
    old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]
) -> Iterator[Finding]:
    """Things named or gone under an act that binds, where the rest of the clause stayed: the longest of each side."""
    was, now = (stems(" ".join(clause.text for clause in side)) for side in (old, new))
    before, after = (Counter(act.lemma for clause in side for act in clause.acts) for side in (old, new))
    for kind, clauses, own, other, fresh, sign in (
        (EditKind.INSERT, new, now, was, after - before, 1),
        (EditKind.DELETE, old, was, now, before - after, -1),
    ):
        if len(own & other) < max(KEPT, STAYED * len(other)):
            continue
        runs = (
            (len(stems(said) - other), needed, words)
            for said, words, needed in _named(clauses, edits, kind, fresh)
        )
        named = [(count, words) for count, needed, words in runs if count >= needed]
        if named:
            yield Finding(
                "items", sign, f"“{_shortened(max(named)[1])}” {'added' if sign > 0 else 'dropped'}"
            )


def _named(
    clauses: tuple[Clause, ...], edits: tuple[Edit, ...], kind: EditKind, fresh: Counter[str]
) -> Iterator[tuple[str, str, int]]:
    """Runs of one side's own words joined on under a binding act: without the act, with it, and how many words they need.

    A run that stands for words of the other side needs more, and LOST times as many as they. One that begins with its act
    counts where that act is ``fresh``, with a verb that the other side has not as often.
    """
    text, at = " ".join(clause.text for clause in clauses), 0
    for number, edit in enumerate(edits):
        if edit.kind not in (kind, EditKind.KEEP):
            continue
        end = at + len(edit.text)
        for start, stop, act in _reach(clauses) if edit.kind is kind and not edit.moved else ():
            first, last = max(start, at), min(stop, end)
            said = text[start + len(act.verb) : last] if first == start else text[first:last]
            joined = fresh[act.lemma] if first == start else _is_joined(text[:first], said)
            if first < last and _binds(act) and joined:
                beside = (*edits[max(0, number - 1) : number], *edits[number + 1 : number + 2])
                replaced = stems(
                    " ".join(one.text for one in beside if one.kind not in (kind, EditKind.KEEP))
                )
                needed = max(NAMED, LOST * len(replaced)) if replaced else ALONE
                yield said, text[first:last].strip(" ,;."), needed
        at = end


def _is_joined(before: str, words: str) -> bool:
    """True for words that stand beside others as one thing more: no circumstance, no name alone, no rest of a phrase."""
    long = [word for word in words.split() if len(word.strip(",.;")) > 3]
    named = bool(long) and all(word[0].isupper() for word in long)
    listed = words.rstrip().endswith((",", ";", " and", " or"))
    joint = JOINT.match(words) or listed or before.rstrip().endswith((",", ";", ":"))
    return bool(joint) and not named and not CIRCUMSTANCE.match(words)


def _reach(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int, Act]]:
    """Each act with the span of the joined text that it governs, its own words with it."""
    base = 0
    for clause in clauses:
        ends = [act.start for act in clause.acts[1:]] + [len(clause.text)]
        yield from ((base + act.start, base + end, act) for act, end in zip(clause.acts, ends, strict=False))
        base += len(clause.text) + 1


def _binds(act: Act) -> bool:
    return (act.tier or 0) >= 3 or (act.restated and act.lemma != "recall") or act.lemma in STANDS


def _shortened(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + " …"


def printed_figures(clauses: tuple[Clause, ...], unit: str) -> list[tuple[str, Figure]]:
    """The figures of one unit, or of money and rates ("rate"), each with the digits as printed: "1.000.000" is "1000000"."""
    found = []
    for clause in clauses:
        for figure in clause.figures:
            if figure.unit == unit or (unit == "rate" and (figure.unit in RATES or MONEY.match(figure.unit))):
                printed = NUMBER.search(clause.text, max(0, clause.text.find(figure.text)))
                found.append((re.sub(r"\D", "", printed.group()) if printed else "", figure))
    return found


def printed_numbers(text: str) -> frozenset[str]:
    """The digits of every number of a text."""
    return frozenset(re.sub(r"\D", "", number) for number in NUMBER.findall(text))


def amount_findings(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Iterator[Finding]:
    """A sum, share or target that changed, where each side names one of its unit and the words before it say what is more."""
    for unit in sorted({figure.unit for clause in old for figure in clause.figures}):
        was, now = printed_figures(old, unit), printed_figures(new, unit)
        if len(was) != 1 or len(now) != 1 or was[0][0] == now[0][0]:
            continue
        (_, before), (_, after) = was[0], now[0]
        way = {_direction(figure, clauses) for figure, clauses in ((before, old), (after, new))}
        if way in ({1}, {-1}) and before.value != after.value:
            sign = max(way) if after.value > before.value else -max(way)
            yield Finding("amount", sign, f"'{after.text}' for '{before.text}'")


def _direction(figure: Figure, clauses: tuple[Clause, ...]) -> int:
    text = next(clause.text for clause in clauses if figure in clause.figures)
    before = text[: max(0, text.find(figure.text))][-REACH_BACK:]
    return -1 if LESS_IS_MORE.search(before) else 1 if MORE_IS_MORE.search(before) else 0
