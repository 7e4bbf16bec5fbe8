"""The small words about a verb: adverbs before it, particles behind it."""

from __future__ import annotations

from rapporteur.compare.text.tokens import Words, word_set

ADVERBS = word_set(
    "also further again once too therefore thus hereby herewith both all each jointly together today still always never"
    " furthermore moreover nevertheless nonetheless"
    " hence accordingly collectively now already just very much full so likewise well indeed"
)
NOT_ADVERBS = word_set(
    "family italy july only supply reply apply rely ally assembly anomaly comply multiply early"
)
PARTICLES = frozenset(("up", "out", "down"))


def is_adverb(word: str) -> bool:
    """True for the adverbs that may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def past_adverbs(words: Words, at: int) -> int:
    """``at`` moved over the adverbs that stand there."""
    while is_adverb(words.at(at)):
        at += 1
    return at


def past_particle(words: Words, at: int) -> int:
    """``at`` moved over the particle of a verb: "step up", "phase out"."""
    return at + 1 if words.at(at) in PARTICLES and words.at(at + 1) not in ("to", "of") else at
