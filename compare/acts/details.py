"""What an act says beyond its verb: hedges, to whom it goes, and the act inside it."""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.compare.acts.speakers import Subject
from rapporteur.compare.acts.verb_group import HAVE, Group
from rapporteur.compare.lexicons.load import Lexicon, Profile
from rapporteur.compare.lexicons.verb_forms import is_adverb
from rapporteur.compare.model import Act
from rapporteur.compare.text.tokens import Words, word_set

Spoken = tuple[Group, Subject | None]
"""A verb group that counts, and its subject where one is printed."""

INNER_VERBS = word_set(
    "develop launch adopt approve establish conclude finalise finalize complete implement submit sign ratify consider explore"
)
AFTER_INNER = word_set("of to in that by for and on from towards toward at with between as")
INNER_REACH = 12
"""Words after the verb in which its inner noun must stand; an infinitive may stand a little farther."""

ASIDE = 7
"""An aside between commas after the verb ends before that word."""


class ActMaker:
    """Makes acts of verb groups with the words of one lexicon and the ladder of one profile."""

    def __init__(self, lexicon: Lexicon, profile: Profile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        addressees = lexicon.tables["voices"]["addressees"]
        self._addressees = tuple((str(who), frozenset(heads)) for who, heads in addressees.items())
        self._hedges: dict[str, list[tuple[str, ...]]] = {}
        for hedge in lexicon.hedges:
            parts = tuple(hedge.split())
            self._hedges.setdefault(parts[0], []).append(parts)

    def acts(self, found: list[Spoken], words: Words) -> tuple[Act, ...]:
        """The acts of a clause; each governs the words up to the next."""
        return tuple(self._act(words, group, subject, end) for group, subject, end in _scoped(found, words))

    def _act(self, words: Words, group: Group, subject: Subject | None, scope_end: int) -> Act:
        grade = group.grade
        tier = self._profile.tiers.get(grade.lemma, grade.tier)
        addressee = self._addressee(words, group, tier, scope_end)
        if tier == 5 and addressee == "members":
            tier = 3  # what members are requested to do is an appeal; only the authors' own bodies take instructions
        first = _first_word(words, group)
        start, end = words.spans[first][0], words.spans[group.last - 1][1]
        return Act(
            verb=" ".join(words.text[start:end].split()),
            lemma=group.lemma,
            tier=tier,
            restated=grade.restated,
            emotive=grade.emotive,
            modal=group.modal,
            hedges=self._hedged(words, group.last, scope_end),
            addressee=addressee,
            inner=self._inner(words, group, scope_end),
            subject=words.phrase(subject.first, subject.last) if subject else None,
            negated=group.negated,
            start=start,
            end=end,
        )

    def _hedged(self, words: Words, first: int, last: int) -> tuple[str, ...]:
        """The hedges between two words, each once; the longest wins, so that "almost all" is read before "all"."""
        found: dict[str, None] = {}
        at = max(first - 1, 0)
        while at < last:
            step = 1
            for parts in self._hedges.get(words.low[at], ()):
                if words.low[at : at + len(parts)] == parts and at + len(parts) <= last:
                    found[" ".join(parts)] = None
                    step = len(parts)
                    break
            at += step
        return tuple(found)

    def _addressee(self, words: Words, group: Group, tier: int | None, scope_end: int) -> str | None:
        if (tier or 0) >= 6:
            return "self"
        if tier not in (3, 5):
            return None
        upto = next(
            (at for at in range(group.last, scope_end) if words.low[at] in ("to", "that", ",", ";")),
            scope_end,
        )
        named = words.low[group.last : upto]
        for who, heads in self._addressees:
            if not heads.isdisjoint(named):
                return who
        return "third party"

    def _inner(self, words: Words, group: Group, scope_end: int) -> str | None:
        """The act inside the act: "endorsement" in "welcomed the endorsement of", "launch" in "urges the Board to launch"."""
        if group.grade.tier in (3, 5):
            return self._inner_verb(words, group, scope_end)
        if (group.grade.tier or 0) >= 6 and not group.expressive:
            last = words.at(group.last - 1)
            if "to" not in words.low[group.first : group.last]:
                return None
            return last if last != group.lemma and last in self._lexicon.spellings else None
        start = _past_aside(words, group.last)
        for at in range(start, min(start + INNER_REACH, scope_end)):
            word = words.low[at]
            if word in ("of", "on", "in", "under", "through", "by", "that", ",", ";", "at"):
                return None
            after = words.at(at + 1)
            if (
                word.endswith("ing")
                and len(word) > 5
                and after == "of"
                and words.at(at - 1) in ("the", "its", "their")
            ):
                return word
            if (
                word in self._lexicon.inner
                and words.raw[at].islower()
                and not (after.isalpha() and after not in AFTER_INNER)
            ):
                return word
        return None

    def _inner_verb(self, words: Words, group: Group, scope_end: int) -> str | None:
        for at in range(group.last, min(group.last + INNER_REACH + 4, scope_end)):
            word = words.low[at]
            if word in self._lexicon.inner and words.at(at + 1) in ("of", "in", ","):
                return word
            if word in (";",):
                return None
            if word == "to" and words.low[at + 1 : at + 2] and words.at(at + 1).isalpha():
                verb = at + 1
                while is_adverb(words.at(verb)):
                    verb += 1
                return words.at(verb) if words.at(verb) in INNER_VERBS else None
        return None


def _past_aside(words: Words, at: int) -> int:
    """The word after ", too," or ", in this context," where one stands there."""
    if words.at(at) != ",":
        return at
    return next((end + 1 for end in range(at + 2, at + ASIDE) if words.at(end) == ","), at)


def _first_word(words: Words, group: Group) -> int:
    """The word the printed phrase begins with: adverbs before the verb stand outside it, a modal inside."""
    at = group.first
    while at < group.last - 1 and (is_adverb(words.low[at]) or words.low[at] in HAVE or words.low[at] == ","):
        at += 1
    return at


def _scoped(found: list[Spoken], words: Words) -> Iterator[tuple[Group, Subject | None, int]]:
    """Each group with the word its scope ends before: the next act's subject or verb, or the end."""
    for index, (group, subject) in enumerate(found):
        end = found[index + 1][0].first if index + 1 < len(found) else len(words)
        yield group, subject, max(end, group.last)
