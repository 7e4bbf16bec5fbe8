"""Which language a text is in, told by its most common short words."""

from __future__ import annotations

import re
from collections import Counter

# The little words of each language that no other of these languages shares at the same rate.
_LITTLE_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in for that with is are by on as at from this which be has was were we will our it not have all "
        "their they shall should must can who these those an or".split()
    ),
    "fr": frozenset(
        "le la les de des et du en une un au ont se leur ses à est pour dans que qui par sur aux avec ce sont ou".split()
    ),
    "es": frozenset("el la los las de y en que del se por para con una un al es como su sobre".split()),
    "pt": frozenset("o a os as de e em que do da dos das para com uma um ao no na por".split()),
    "de": frozenset("der die das und in den von zu mit für auf ist im des ein eine nicht dem sich".split()),
    "it": frozenset("il lo la i gli le di e che in del della per con una un si dei delle nel".split()),
    "nl": frozenset("de het een van en in op voor met zijn dat te aan door is bij ook".split()),
    "tl": frozenset("ang ng mga sa na at ay para ito kung may hindi nang ni kay".split()),
    "id": frozenset("yang dan di untuk dengan dalam pada dari ini itu oleh akan tidak sebagai".split()),
    "vi": frozenset("và của các trong cho được với là có một những không về đã".split()),
}
# Words of English minutes and announcements, which are terse and have few little words.
_TERSE = frozenset(
    "meeting minutes agenda present member members voting update updates updated announcement announcements published release releases "
    "missing issue issues ticket see next action actions item items report review chair recording links new old support working group "
    "committee team notes attendees discussion decision decisions date time schedule request change changes open closed done welcome "
    "thanks question status plan add remove fix test year council statement joint".split()
)
_LEAST_TERSE = 0.05
_LEAST_LETTERS = 0.98
# Below this share of little words a text is a list of names, or in a language that is not listed.
_LEAST_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]+")


def tell_language(text: str) -> str:
    """The language code of ``text``, "und" (undetermined) where no list fits one word in ten."""
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    if not words:
        return "und"
    counts = Counter(words)
    shares = {code: sum(counts[w] for w in little) / len(words) for code, little in _LITTLE_WORDS.items()}
    best = max(sorted(shares), key=lambda code: shares[code])
    if shares[best] >= _LEAST_SHARE:
        return best
    return "en" if _is_terse_english(words) and shares[best] <= shares["en"] + _LEAST_TERSE else "und"


def _is_terse_english(words: list[str]) -> bool:
    """True for plain letters with enough of the words that minutes and announcements are made of."""
    plain = sum(word.isascii() for word in words) >= _LEAST_LETTERS * len(words)
    return plain and sum(word in _TERSE for word in words) >= _LEAST_TERSE * len(words)
