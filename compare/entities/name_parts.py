"""The names inside a run of capitals: where one ends, where the next begins, and which of them are instruments."""

from __future__ import annotations

import re

from rapporteur.compare.entities.abbreviations import is_abbreviated, squeezed
from rapporteur.compare.entities.name_shapes import JOINING, YEARS, Heads, bracket_end
from rapporteur.compare.text.tokens import Words, word_set

COMPLEMENTS = word_set("of on for to between under against with")
"""Small words after which, once a name has its head, only a complement may follow."""

PAIRING = word_set(
    "agreement agreements memorandum mou partnership treaty pact accord arrangement compact dialogue"
)
"""Heads of what is made with somebody; a plan or a fund is only carried out with them."""

ADJECTIVAL = ("al", "ic", "ive", "ing", "ary", "ous")
"""Endings of a word that qualifies what comes after "and" as well: "Principles on Critical and Emerging Tide Standards"."""

LEADING = word_set("the this its their our a an each")
NAMING = word_set("named titled entitled called")

OWNING = (
    "-led",
    "-brokered",
    "-hosted",
    "-chaired",
    "-sponsored",
    "-backed",
    "-funded",
    "-supported",
    "-initiated",
)
"""Endings of a word that says whose the thing behind it is and is no part of its name."""

Span = tuple[int, int]


class Names:
    """Cuts runs of capitals into names. ``short`` are known short forms, ``own`` the body's own names, both squeezed."""

    def __init__(self, heads: Heads, short: frozenset[str], own: frozenset[str]) -> None:
        self._heads = heads
        self._short = short
        self._own = own

    def inside(self, words: Words, first: int, last: int) -> list[Span]:
        """The instruments in the run from ``first`` up to ``last``, in reading order; a nested one after the one it stands in."""
        if last - first == 1 and self._is_plain(words, first):
            return []
        named = words.at(first - 1) in NAMING
        if last - first >= 3 and (
            named or (self._is_made(words, first) and not self._heads.any_in(words, first, last))
        ):
            return [(first, last)]
        found: list[Span] = []
        start = first
        while start < last:
            stop, is_name = self._finished(words, start, self._phrase_end(words, start, last))
            if not is_name:
                whole = self._general_end(words, start, stop)
                stop = next((at for at in range(start + 1, stop) if words.low[at] in JOINING), stop)
                is_name = self._is_short_form(words, start, stop)
                if not is_name and whole:
                    stop, is_name = whole, True
            if is_name:
                begin = self._without_owner(words, start, stop)
                if begin < stop:
                    found.append((begin, stop))
                found += self._nested(words, start, stop)
            start = stop
            while start < last and (words.low[start] in JOINING or not words.raw[start][0].isalnum()):
                start += 1
        return found

    def _general_end(self, words: Words, start: int, stop: int) -> int:
        """Where a name ends that only its shape and what stands before it tell, or 0: "the Methane Sprint", "NAP Central"."""
        end = next((at for at in range(start + 1, stop) if words.raw[at] == "("), stop)
        if (
            words.at(start) in ("project", "operation")
            and end - start > 1
            and words.raw[start + 1][0].isupper()
        ):
            return start + 2
        while end > start + 1 and (words.low[end - 1] in JOINING or not words.raw[end - 1][0].isalnum()):
            end -= 1
        for joint in (
            at for at in range(start, end) if words.low[at] in ("and", "&", "under", "with", "between")
        ):
            if not any(words.low[at] in ("for", "of", "on") for at in range(start, joint)):
                end = joint
                break
        return end if self._heads.is_general(words, start, end) else 0

    @staticmethod
    def _without_owner(words: Words, start: int, end: int) -> int:
        """``start`` moved over who owns, leads or brokered the thing: "Norland’s", "the UN and Sorland-brokered"."""
        for at in range(end - 2, start - 1, -1):
            low = words.low[at]
            if low.endswith("'s") and all(words.raw[k].islower() for k in range(at + 1, end)):
                return end  # "Norland’s initiative" is no name
            if low.endswith(OWNING) and at < end - 1 and words.raw[at + 1][0].isupper():
                return at + 1
        return start

    def _is_plain(self, words: Words, at: int) -> bool:
        """True for one capitalised word by itself, as most runs are: no short form, and no lower-case head after it."""
        return words.at(at + 1) not in self._heads.lower_heads and not self._is_short_form(words, at, at + 1)

    def _is_made(self, words: Words, first: int) -> bool:
        """ "the project on X", "the study named X"."""
        before = words.at(first - 1)
        return before in self._heads.makers or (
            before in ("on", '"', "“", "‘") and words.at(first - 2) in self._heads.makers
        )

    def _phrase_end(self, words: Words, start: int, last: int) -> int:
        """Where the name that begins at ``start`` ends inside its stretch: before a small word that leads elsewhere."""
        head: int | None = None
        complement: int | None = None
        at = start
        while at < last:
            word = words.low[at]
            if word == "(":
                at = bracket_end(words, at) or last
                continue
            if word in JOINING and at > start and words.low[at - 1] not in JOINING:
                if head is None and (word in ("under", "through") or self._heads.is_event(words, at - 1)):
                    return at
                if head is not None and not self._goes_on(words, (start, head, complement), at, last):
                    return at
                if head is not None and word in COMPLEMENTS:
                    complement = at
            elif self._heads.is_head(words, at):
                head = at
                if (
                    at + 1 < last
                    and self._heads.is_event(words, at + 1)
                    and words.low[at] not in self._heads.led
                ):
                    return at + 1
            elif (
                complement is not None
                and YEARS.match(words.raw[at])
                and at + 1 < last
                and words.low[at + 1] in JOINING
            ):
                return at + 1
            at += 1
        return last

    def _goes_on(self, words: Words, name: tuple[int, int, int | None], at: int, last: int) -> bool:
        """Whether the small word at ``at``, after a head, leads into the same name."""
        _, head, complement = name
        word, following = words.low[at], at + 1
        while following < last and words.low[following] in JOINING:
            following += 1
        if following >= last:
            return False
        if word in ("and", "&", "-", "–", "—"):
            return self._joins_on(words, name, at, following, last)
        if word == "in" and YEARS.match(words.raw[following]):
            return False
        if word in ("in", "a", "an", ",", "the"):
            return complement is not None or (word != "in" and words.low[at] == ",")
        if word == "under":
            return words.low[head] in ("group", "force")
        if word not in COMPLEMENTS:
            return False
        if word == "with" and complement is None and words.low[head] not in PAIRING:
            return False
        if word == "for" and YEARS.match(words.raw[following]):
            return True
        return not (
            word in ("to", "for")
            and words.low[following - 1] == "the"
            and self._leads_to_event(words, following, last)
        )

    def _joins_on(
        self, words: Words, name: tuple[int, int, int | None], at: int, following: int, last: int
    ) -> bool:
        """Whether "A and B" is one name: where B is part of A's complement, or as short and as general as a head.

        Two names stand where B has a head of its own and an article, the same first word, or length of its own.
        """
        start, head, complement = name
        headed = self._head_before_joint(words, following, last)
        if not headed:
            return complement is not None and words.low[following] != words.low[start]
        if words.low[following - 1] == "the" or words.low[following] == words.low[start]:
            return False
        if complement is not None and words.low[at - 1].endswith(ADJECTIVAL):
            return True
        if complement is not None:
            return head > complement
        return self._length(words, following, last) <= 2

    def _head_before_joint(self, words: Words, first: int, last: int) -> bool:
        """True where a head comes before the next small word."""
        for at in range(first, last):
            if words.low[at] in JOINING:
                return False
            if self._heads.is_head(words, at):
                return True
        return False

    def _length(self, words: Words, first: int, last: int) -> int:
        return (
            next((at for at in range(first, last) if words.low[at] in JOINING or words.raw[at] == "("), last)
            - first
        )

    def _leads_to_event(self, words: Words, first: int, last: int) -> bool:
        for at in range(first, last):
            if words.low[at] in JOINING:
                return self._heads.is_event(words, at - 1)
        return self._heads.is_event(words, last - 1)

    def _finished(self, words: Words, start: int, end: int) -> tuple[int, bool]:
        while end > start + 1 and words.low[end - 1] in JOINING:
            end -= 1
        if words.raw[end - 3 : end - 1] == (")", "and") and words.low[end - 1] in self._heads.never:
            end -= 2
        grown = self._softened(words, start, end)
        if grown > end:
            return grown, self._is_proper(words, start, end)
        is_name = (
            self.is_core(words, start, end) and self._is_long_enough(words, start, end)
        ) or self._is_short_form(words, start, end)
        plain = re.sub(r"\s\(.*", "", words.phrase(start, end)).lower().removeprefix("un ")
        return max(end, start + 1), is_name and plain not in self._heads.never and squeezed(
            plain
        ) not in self._own

    def is_core(self, words: Words, start: int, end: int) -> bool:
        """Whether the first noun phrase of the name ends in a head and not in an event or an organ."""
        for at in range(start, end):
            after = at + 1
            closes = (
                after >= end
                or words.low[after] in JOINING
                or words.raw[after] == "("
                or bool(YEARS.match(words.raw[after]))
            )
            if not closes or words.low[at] in JOINING:
                continue
            if self._heads.is_head(words, at):
                needs_article = words.low[at] in self._heads.led
                return not needs_article or (self._is_led(words, start) and not _is_alone(words, start, end))
            if self._heads.is_event(words, at) and not words.low[at].endswith("'s"):
                return False
        return False

    def _softened(self, words: Words, start: int, end: int) -> int:
        """``end`` moved over a lower-case head that ends the name ("Harbour Index initiative")."""
        for head in self._heads.lower_heads.get(words.at(end), ()):
            if words.low[end : end + len(head)] == head and words.raw[end] == words.low[end]:
                return (
                    _with_subject(words, end + len(head))
                    if head[-1] in ("plan", "programme")
                    else end + len(head)
                )
        return end

    def _is_proper(self, words: Words, start: int, end: int) -> bool:
        """Whether a name with a lower-case head has enough capitals to be one."""
        capitals = [at for at in range(start, end) if words.raw[at][0].isupper()]
        if any(self._heads.is_event(words, at) for at in capitals[-1:]):
            return len(capitals) == 1 and words.low[end - 1].endswith("'s")
        return len(capitals) >= 2 or (
            len(capitals) == 1 and ("-" in words.raw[capitals[0]] or len(words.raw[capitals[0]]) > 3)
        )

    def _is_long_enough(self, words: Words, start: int, end: int) -> bool:
        """Two words and more, not all of them general; two plain words only where an article or a possessor leads them."""
        parts = [
            at for at in range(start, end) if words.raw[at][0].isalnum() and words.low[at] not in JOINING
        ]
        if len(parts) < 2 or all(
            words.low[at].rstrip("'s") in self._heads.generic or words.low[at] in self._heads.generic
            for at in parts
        ):
            return False
        if len(parts) > 2 or any(words.raw[at][1:2].isupper() or "-" in words.raw[at] for at in parts):
            return True
        return self._is_led(words, start)

    def _is_led(self, words: Words, start: int) -> bool:
        return (
            words.at(start - 1) in LEADING
            or any(
                words.at(start - back) in LEADING
                and all(words.raw[k].islower() for k in range(start - back + 1, start))
                for back in (2, 3, 4)
            )
            or "'s" in words.low[start]
            or start == 0
        )

    def _is_short_form(self, words: Words, start: int, end: int) -> bool:
        """ "DEFA", "ADM 2025", "the ASEAN DEFA": an abbreviation that the statement defined for an instrument."""
        if not 0 < end - start <= 4:
            return False
        whole = squeezed(words.phrase(start, end))
        return whole in self._short or squeezed(words.raw[end - 1]) in self._short

    def _nested(self, words: Words, start: int, end: int) -> list[Span]:
        """ "the Study on the Harbour Framework Agreement (HFA)": what the text itself abbreviates is named too."""
        for at in range(end - 1, start, -1):
            if words.low[at] == "the" and words.low[at - 1] in ("on", "of", "for"):
                abbreviated = self.is_core(words, at + 1, end) and is_abbreviated(words, at + 1, end)
                if abbreviated or self._is_short_form(words, at + 1, end):
                    return [(at + 1, end)]
        return []


def _is_alone(words: Words, start: int, end: int) -> bool:
    """True where the clause holds nothing but the name: an entry in a list of topics."""
    return start == 0 and all(word in (";", ".", ",", "and", "or") for word in words.low[end:])


def _with_subject(words: Words, end: int) -> int:
    """``end`` moved over "on fisheries and ports": what a plan in lower case is on belongs to its name."""
    if words.at(end) != "on" or not words.at(end + 1).isalpha() or words.at(end + 1) in JOINING:
        return end
    return end + 4 if words.at(end + 2) == "and" and words.at(end + 3).isalpha() else end + 2
