"""Named things a clause is about - plans, agreements, funds, working groups - and their abbreviations, tracked to one name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .calendar_words import MONTHS
from .clause_words import Words, word_set
from .lexicon import Lexicon

# Small words that may stand inside a name, once something capitalised follows.
JOINING = word_set("of on for the and & in to with between through under against - – — a an ,")
# Those after which, once the name has its head, only a complement may follow.
COMPLEMENTS = word_set("of on for to between under against with")
LEADING = word_set("the this its their our a an each")
NAMING = word_set("named titled entitled called")
LONGEST = 45
YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?(?:'s)?$")
NOTE_MARK = re.compile(r"(?<=[a-z]{3})\d{1,2}$")
INITIALS = re.compile(r"[A-Z]")
SINGLE_GENERATION = re.compile(r"\d[A-Za-z]$")


class Instruments:
    """Finds the instruments of a statement's clauses. Made once for a statement: abbreviations hold all through it."""

    def __init__(self, lexicon: Lexicon, clauses: Iterable[Words], known: dict[str, str]) -> None:
        table = lexicon.tables["instruments"]
        self._wary = frozenset(head.lower() for head in table["heads"]["wary"])
        heads = [head.lower() for head in table["heads"]["words"]]
        self._heads = frozenset(head for head in heads if " " not in head) | self._wary
        self._paired = frozenset(tuple(head.split()) for head in heads if " " in head)
        self._generic = frozenset(table["heads"]["generic"])
        self._soft = tuple(
            sorted((tuple(s.split()) for s in table["heads"]["soft"]), key=lambda s: (-len(s), s))
        )
        self._events = frozenset(word.lower() for word in table["heads"]["events"])
        self._openers = frozenset(table["heads"]["openers"])
        self._makers = frozenset(table["heads"]["makers"])
        self._describing = frozenset(table["heads"]["describing"])
        self._partners = frozenset(
            name.lower() for name in lexicon.tables["partners"]["organisations"]["names"]
        )
        lower = "|".join(re.escape(head) for head in table["heads"]["lower"])
        self._lower = re.compile(
            rf"\b(?:[Tt]he|its|their|[A-Z][a-z]+['’]s?)\s((?:[a-zA-Z-]+\s){{0,3}}?(?:{lower}))\b((?:\son\s[a-z-]+(?:\sand\s[a-z-]+)?)|(?:\sfor\s20\d\d))?"
        )
        self._cuts = tuple(clauses)
        self._own = _own_names(" ".join(words.text for words in self._cuts))
        self._short: set[str] = set()
        self.abbreviations = self._defined(known)
        """Short to long, as far as the text defines them for instruments."""
        self._short = {
            _squeezed(short) for short in (*self.abbreviations, *_instrument_known(known, self._heads))
        }

    def named(self, words: Words) -> tuple[str, ...]:
        """The instruments of a clause as printed there, each once, in reading order."""
        found: list[tuple[int, int]] = []
        for first, last in self._spans(words):
            found += self._names(words, first, last)
        names = [(words.spans[a][0], _printed(words.phrase(a, b))) for a, b in found]
        taken = [(words.spans[a][0], words.spans[b - 1][1]) for a, b in found]
        for match in self._lower.finditer(words.text):
            if not any(a < match.end(1) and match.start(1) < b for a, b in taken) and self._is_lower_name(
                match[1], complemented=" on " in (match[2] or "")
            ):
                names.append((match.start(1), match[1] + (match[2] or "")))
        distinct: dict[str, str] = {}
        for _, name in sorted(names):
            distinct.setdefault(_squeezed(name), name)
        return tuple(name for name in distinct.values() if not self._is_repeated(name, distinct))

    def _is_repeated(self, name: str, all_names: dict[str, str]) -> bool:
        """True for a short form beside its long one, and for "the Joint Guide" beside "Joint Guide to Clauses"."""
        long = self.abbreviations.get(name)
        for other in all_names.values():
            if other == name:
                continue
            if long and (long in other or f"({name})" in other):
                return True
            follows = other.removeprefix(name).split()
            if other.startswith(name) and follows and follows[0] in COMPLEMENTS:
                return True
        return False

    def _is_lower_name(self, name: str, *, complemented: bool) -> bool:
        parts = name.split()
        if len(parts) == 1:
            return complemented
        first = parts[0]
        if first in self._describing or first in JOINING or first.endswith(("ed", "ing", "ly")):
            return False
        return not any(part in JOINING for part in parts)

    # ---- capitalised stretches

    def _spans(self, words: Words) -> Iterable[tuple[int, int]]:
        at = 0
        while at < len(words):
            if not self._starts(words, at):
                at += 1
                continue
            last = self._stretch(words, at)
            yield at, last
            at = last

    def _starts(self, words: Words, at: int) -> bool:
        raw = words.raw[at]
        if YEARS.match(raw):
            return at + 1 < len(words) and words.raw[at + 1][0].isupper() and words.low[at + 1] not in MONTHS
        if raw in self._openers or words.low[at] in MONTHS:
            return False
        if at == 0 and words.low[0].endswith("ing") and words.at(1) in ("the", "our", "on"):
            return False
        return raw[0].isupper() or bool(SINGLE_GENERATION.match(raw))

    def _stretch(self, words: Words, first: int) -> int:
        """The word after the longest run of capitalised words, with small words between and brackets inside."""
        at, last = first, first + 1
        while at < min(len(words), first + LONGEST):
            raw = words.raw[at]
            if self._is_name_word(words, at):
                at += 1
                last = at
            elif raw == "(" and (closed := _short_bracket(words, at)):
                at = closed
                last = at
            elif raw == "," and not (words.at(at + 1) in ("a", "an") and words.printed(at + 2)[:1].isupper()):
                break
            elif (
                words.low[at] in JOINING
                and (raw not in ("a", "an") or words.low[at - 1] in (",", "for"))
                and at - last < 3
            ):
                at += 1
            else:
                break
        return last

    def _is_name_word(self, words: Words, at: int) -> bool:
        raw = words.raw[at]
        if words.low[at] in MONTHS and raw[0].isupper():
            return False
        if raw in ("We", "The") and at:
            return False
        return raw[0].isupper() or bool(YEARS.match(raw)) or bool(SINGLE_GENERATION.match(raw))

    # ---- names inside a stretch

    def _names(self, words: Words, first: int, last: int) -> list[tuple[int, int]]:
        named = words.at(first - 1) in NAMING
        if last - first >= 3 and (
            named or (self._is_made(words, first) and not self._head_at(words, first, last))
        ):
            return [(first, last)]
        found: list[tuple[int, int]] = []
        start = first
        while start < last:
            stop, is_name = self._finished(words, start, self._phrase_end(words, start, last))
            if not is_name:
                stop = next((at for at in range(start + 1, stop) if words.low[at] in JOINING), stop)
                is_name = self._is_short_form(words, start, stop)
            if is_name:
                found.append((start, stop))
                found += self._nested(words, start, stop)
            start = stop
            while start < last and (words.low[start] in JOINING or not words.raw[start][0].isalnum()):
                start += 1
        return found

    def _phrase_end(self, words: Words, start: int, last: int) -> int:
        """Where the name that begins at ``start`` ends inside its stretch: before a small word that leads elsewhere."""
        head: int | None = None
        complement: int | None = None
        at = start
        while at < last:
            word = words.low[at]
            if word == "(":
                at = _short_bracket(words, at) or last
                continue
            if word in JOINING and at > start and words.low[at - 1] not in JOINING:
                if head is None and self._is_event(words, at - 1):
                    return at
                if head is not None and not self._goes_on(words, (start, head, complement), at, last):
                    return at
                if head is not None and word in COMPLEMENTS:
                    complement = at
            elif self._is_head(words, at):
                head = at
                if at + 1 < last and self._is_event(words, at + 1) and words.low[at] not in self._wary:
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

    def _finished(self, words: Words, start: int, end: int) -> tuple[int, bool]:
        while end > start + 1 and words.low[end - 1] in JOINING:
            end -= 1
        grown = self._softened(words, start, end)
        if grown > end:
            return grown, self._is_proper(words, start, end)
        is_name = (
            self._core(words, start, end) and self._is_long_enough(words, start, end)
        ) or self._is_short_form(words, start, end)
        plain = re.sub(r"\s\(.*", "", words.phrase(start, end)).lower()
        return max(end, start + 1), is_name and plain not in self._partners and _squeezed(
            plain
        ) not in self._own

    def _core(self, words: Words, start: int, end: int) -> bool:
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
            if self._is_head(words, at):
                return words.low[at] not in self._wary or self._is_led(words, start)
            if self._is_event(words, at):
                return False
        return False

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
        if word in ("in", "a", "an", ",", "the"):
            return complement is not None or (word != "in" and words.low[at] == ",")
        if word == "under":
            return words.low[head] in ("group", "force")
        if word not in COMPLEMENTS:
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
            return complement is not None
        if words.low[following - 1] == "the" or words.low[following] == words.low[start]:
            return False
        if complement is not None:
            return head > complement
        return self._length(words, following, last) <= 2

    def _head_before_joint(self, words: Words, first: int, last: int) -> bool:
        """True where a head comes before the next small word."""
        for at in range(first, last):
            if words.low[at] in JOINING:
                return False
            if self._is_head(words, at):
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
                return self._is_event(words, at - 1)
        return self._is_event(words, last - 1)

    def _nested(self, words: Words, start: int, end: int) -> list[tuple[int, int]]:
        """ "the Study on the Harbour Framework Agreement (HFA)": what the text itself abbreviates is named too."""
        for at in range(end - 1, start, -1):
            if words.low[at] == "the" and words.low[at - 1] in ("on", "of", "for"):
                abbreviated = self._core(words, at + 1, end) and _is_abbreviated(words, at + 1, end)
                if abbreviated or self._is_short_form(words, at + 1, end):
                    return [(at + 1, end)]
        return []

    def _softened(self, words: Words, start: int, end: int) -> int:
        """``end`` moved over a lower-case head that ends the name ("Harbour Index initiative")."""
        for soft in self._soft:
            if words.low[end : end + len(soft)] == soft and words.raw[end] == words.low[end]:
                return (
                    _with_subject(words, end + len(soft))
                    if soft[-1] in ("plan", "programme")
                    else end + len(soft)
                )
        return end

    def _is_proper(self, words: Words, start: int, end: int) -> bool:
        """Whether a name with a lower-case head has enough capitals to be one."""
        capitals = [at for at in range(start, end) if words.raw[at][0].isupper()]
        if any(self._is_event(words, at) for at in capitals[-1:]):
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
            words.low[at].rstrip("'s") in self._generic or words.low[at] in self._generic for at in parts
        ):
            return False
        if len(parts) > 2 or any(words.raw[at][1:2].isupper() or "-" in words.raw[at] for at in parts):
            return True
        return self._is_led(words, start)

    def _is_led(self, words: Words, start: int) -> bool:
        return (
            words.at(start - 1) in LEADING
            or words.at(start - 2) in LEADING
            or "'s" in words.low[start]
            or start == 0
        )

    def _is_short_form(self, words: Words, start: int, end: int) -> bool:
        """ "DEFA", "ADM 2025", "the ASEAN DEFA": an abbreviation that the statement defined for an instrument."""
        if not 0 < end - start <= 4:
            return False
        whole = _squeezed(words.phrase(start, end))
        return whole in self._short or _squeezed(words.raw[end - 1]) in self._short

    def _is_head(self, words: Words, at: int) -> bool:
        if not words.raw[at][0].isupper():
            return False
        word = NOTE_MARK.sub("", words.low[at].removesuffix("'s"))
        return word in self._heads or (words.at(at - 1), word) in self._paired

    def _is_event(self, words: Words, at: int) -> bool:
        return (
            words.low[at].removesuffix("'s").removesuffix("'") in self._events and words.raw[at][0].isupper()
        )

    def _head_at(self, words: Words, first: int, last: int) -> bool:
        return any(self._is_head(words, at) for at in range(first, last))

    def _is_made(self, words: Words, first: int) -> bool:
        """ "the project on X", "the study named X"."""
        before = words.at(first - 1)
        return before in self._makers or (
            before in ("on", '"', "“", "‘") and words.at(first - 2) in self._makers
        )

    # ---- abbreviations

    def _defined(self, known: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for words in self._cuts:
            for first, last in self._spans(words):
                found.update(self._definitions(words, first, last))
        return found

    def _definitions(self, words: Words, first: int, last: int) -> dict[str, str]:
        found = {}
        for at in range(first + 1, last):
            if words.raw[at] != "(":
                continue
            closed = _short_bracket(words, at)
            short = words.phrase(at + 1, closed - 1) if closed else ""
            if not short or YEARS.match(short) or not INITIALS.search(short) or len(short) > 14:
                continue
            begin = _long_form(words, first, at, short)
            if (
                begin is not None
                and begin < at - 1
                and (self._core(words, begin, at) or self._is_head(words, at - 1))
            ):
                name = words.phrase(begin, at)
                if name.lower() not in self._partners and _squeezed(short) not in self._own:
                    found[short] = name
        return found


def _long_form(words: Words, first: int, end: int, short: str) -> int | None:
    """The word where the long form of ``short`` begins: enough words before the bracket to give its letters."""
    letters = [c for c in short if c.isupper()]
    if not letters:
        return None
    at, left = end - 1, len(letters)
    while at >= first and left:
        low = words.low[at]
        if words.raw[at] == ")":
            while at > first and words.raw[at] != "(":
                at -= 1
            at -= 1
            continue
        if low not in JOINING and words.raw[at][0].isalnum():
            left -= (
                max(1, sum(1 for part in re.split(r"[-/]", words.raw[at]) if part[:1].isupper()))
                if not words.raw[at][0].isdigit()
                else 0
            )
            if left <= 0 or (words.raw[at][0] == letters[0] and left <= 1):
                return at
        at -= 1
    return first


def _short_bracket(words: Words, at: int) -> int | None:
    """The word after a bracket that holds an abbreviation or years, or None for any other bracket."""
    for closed in range(at + 2, min(at + 8, len(words))):
        if words.raw[closed] == ")":
            inside = words.raw[at + 1 : closed]
            fits = all(
                raw[0].isupper() or raw[0].isdigit() or raw in "-–/&" or raw[:1] == "e" for raw in inside
            )
            return closed + 1 if fits and words.low[at + 1] not in MONTHS else None
        if words.raw[closed] == "(":
            return None
    return None


def _with_subject(words: Words, end: int) -> int:
    """``end`` moved over "on fisheries and ports": what a plan in lower case is on belongs to its name."""
    if words.at(end) != "on" or not words.at(end + 1).isalpha() or words.at(end + 1) in JOINING:
        return end
    return end + 4 if words.at(end + 2) == "and" and words.at(end + 3).isalpha() else end + 2


def _printed(name: str) -> str:
    """A name without the footnote mark or the apostrophe-s that its last word carries."""
    return re.sub(r"['’]s$", "", NOTE_MARK.sub("", name))


def _is_abbreviated(words: Words, start: int, end: int) -> bool:
    """True where the words from ``start`` are themselves what a bracket inside abbreviates."""
    for at in range(start + 1, end - 1):
        if words.raw[at] == "(" and not YEARS.match(words.raw[at + 1]):
            return _long_form(words, start, at, words.raw[at + 1]) is not None and _fills(words, start, at)
    return False


def _fills(words: Words, start: int, at: int) -> bool:
    """True where the abbreviation in the bracket at ``at`` has no more letters than the words before it give."""
    letters = sum(1 for letter in words.raw[at + 1] if letter.isupper())
    parts = [p for k in range(start, at) for p in re.split(r"[-/]", words.raw[k]) if p[:1].isupper()]
    return letters <= len(parts)


def _instrument_known(known: dict[str, str], heads: frozenset[str]) -> tuple[str, ...]:
    return tuple(short for short, long in known.items() if set(long.lower().split()) & heads)


def _squeezed(name: str) -> str:
    """A name as it is told apart: no case, no spaces, no apostrophe-s, no brackets."""
    return re.sub(r"['’]s?$|[\s()\-–]", "", name.lower().removeprefix("the "))


def _own_names(text: str) -> frozenset[str]:
    """The names by which the text calls its own body: whatever has "members" of its own is no instrument of it."""
    shorts = set(
        re.findall(
            r"\b([A-Z][A-Z0-9-]+) (?:members?|partners|leaders|ministers|gathering|countries|economies)\b",
            text,
            re.IGNORECASE,
        )
    )
    shorts = {short for short in shorts if short.isupper()}
    longs = re.findall(r"((?:[A-Z][\w-]+ ){2,8})\(([A-Z][A-Z0-9-]+)\)", text)
    return frozenset(
        {_squeezed(short) for short in shorts}
        | {_squeezed(long.strip()) for long, short in longs if short in shorts}
    )
