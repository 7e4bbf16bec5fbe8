"""What the numbers of paragraphs and entries look like, each manner with its pattern; no sequence is asked here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The manners of numbering, outermost first."""

    CAPITAL = "A."
    ROMAN_CAPITAL = "I."
    NUMBER = "1."
    BARE = "1"
    DECIMAL = "1.1"
    OPTION = "Option 1"
    NUMBER_ENTRY = "(1)"
    LETTER = "(a)"
    ROMAN = "(i)"
    BULLET = "•"


# "Para. 5" and "§ 5" are paragraph 5.
SIGN = re.compile(r"\A\s*[Pp]ara(?:graph)?\.?\s")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, its style, its place in the sequence (1 is the first), and where its text begins."""

    printed: str
    style: Style
    value: int
    end: int

    @property
    def key(self) -> str:
        """The label bare of dots and brackets, as addresses use it: ``8``, ``a``, ``iv``, ``1 bis``, ``Article 3``."""
        narrow = unicodedata.normalize("NFKC", self.printed)
        bare = " ".join(SIGN.sub("", narrow).strip("().:[]§ –—-").split())
        return re.sub(r"(?<=\d)\s?(?=(?:bis|ter|quater|quinquies)\Z)", " ", bare)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may open a paragraph.

    ``opens`` is True after a blank line or another sure break; ``known`` where the format itself said that
    the line begins with a label, so that no sequence has to prove it.
    """

    text: str
    opens: bool = True
    known: bool = False


# Paragraph numbers have three digits at most; four are a year.
NUMBER = re.compile(
    r"\s*(?:§\s?(?=\d{1,3}\s)|(?:§\s?|[Pp]ara(?:graph)?\.?\s)?(?=\d{1,3}(?:\s?(?:bis|ter|quater))?\.))"
    r"(\d{1,3})(?:\s?(?:bis|ter|quater))?(?:\.(?=\s|\Z)|\.(?=[A-Z“\"‘(\[])|(?<=§\d)(?=\s)|(?<=§\d\d)(?=\s)|(?<=§\s\d)(?=\s)|(?<=§\s\d\d)(?=\s))\s*"
)
# "2A.", "1-A.", "1a.", "(1A)", "1 bis", "1 ter.": a paragraph put in after another; the sequence goes on from that one.
INSERTED = re.compile(
    r"\s*(?:\((\d{1,3})[A-Z]\)|(\d{1,3})(?:-?[A-Z]|[a-z])[.)]|(\d{1,3})\s?(?:bis|ter|quater|quinquies)[.)]?)\s+(?=[A-Z“\"‘(\[])"
)
# "Article 1.", "Sec. 2", "OP3.", "PP1bis.": a paragraph whose number has a word before it, and text behind it.
TYPED = re.compile(
    r"\s*(?P<word>Article|Art\.|Section|Sec\.|Rule|Regulation|Principle|Commitment|Action|Recommendation|Goal|Art[íi]culo|§|OP|PP|Para\.?)\s?"
    r"(?P<number>\d{1,3}|premier)(?:er|\s?(?:bis|ter|quater|quinquies)|[A-Z])?\s?(?:\.\s?[–—-]|[.:)]|[–—-](?=\s))\s*(?=[^\W\d_“\"‘(\[])"
)
# "OP1 Urges", "PP2bis Recalling": the United Nations' drafts need no stop.
UNITED_NATIONS = re.compile(
    r"\s*(?P<word>OP|PP)\s?(?P<number>\d{1,3})(?:\s?(?:bis|ter|quater|quinquies)|[A-Z])?[.:)]?\s+(?=[A-Z“\"‘(\[])"
)
# "Option 2:", "Alternative B.", "Alt 1 -": one of the wordings that a draft leaves to be chosen.
OPTION = re.compile(
    r"\s*(?:Option|Alternative|Alt\.?)\s+\(?(?:(\d{1,2})|([A-Za-z]))\)?\s*(?:[:.)]|[–—-](?=\s))\s*(?=\S)",
    re.I,
)
BARE = re.compile(r"\s*(\d{1,3})(?:\s+|\Z)(?=[A-Z“\"‘(\[]|\Z)")
NUMBER_ENTRY = re.compile(r"\s*(?:\((\d{1,3})\)|\[(\d{1,3})\]|(\d{1,3})\))(?:\s+|\Z)")
DECIMAL = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?:\s+|\Z)(?=\D|\Z)")
LETTERS = re.compile(r"\s*(?:\(([a-z]{1,5})\)|([a-z]{1,5})\))(?:\s+|\Z)")
DOTTED_LETTER = re.compile(r"\s*([a-z]|[ivx]{1,5})\.(?:\s+|\Z)")
CAPITAL = re.compile(r"\s*\(?([A-Z]|[IVXL]{1,6})[.)](?:\s+|\Z)")
# "Thomas / I. Barkin; Raphael": the middle initial of a name, and a name begun on the line above.
NAME = re.compile(r"\s*[A-Z]\.\s[A-Z][\w’'-]+(?:;|,|\sand\b)")
NAME_BEGUN = re.compile(r"(?:[;,:]|\b(?:and|were|by))\s+[A-Z][\w’'-]+\s*\Z")
BULLET = re.compile(r"\s*([-–—•●▪◦‣∙·⁃*o+]|\uf0b7|\uf0a7)\s+(?=\S)")
# These signs are nothing else; a dash or a star may be.
ONLY_BULLETS = frozenset("•●▪◦‣∙·⁃\uf0b7\uf0a7")

# A line after one of these may open something; a line after a bare word continues it.
AFTER_BREAK = re.compile(r"(?:[.;:!?]|\b(?:and|or)|,)[\"'”’)\]*]*\d{0,3}\s*\Z")

# After one of these words a number is what they refer to: "set out in paragraph / 5. The ...".
REFERS = re.compile(
    r"\b(?:paragraphs?|paras?\.?|articles?|art\.|decisions?|resolutions?|sections?|chapters?|nos?\.)\s*\Z"
)
FEWEST_BEFORE_REFERENCE = 5
# After one of these a number is a figure of the sentence: "limit the rise of temperature to / 1.5 °C".
COUNTS = re.compile(
    r"\b(?:of|to|by|in|from|than|at|the|for|with|until|between|about|nearly|least|most|some|over|under|above|below|around|"
    r"approximately)\s*\Z",
    re.I,
)
# A number set in by this many columns more than the paragraphs' numbers counts entries of a paragraph.
NESTED_INDENT = 2
