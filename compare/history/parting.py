"""A sentence that was parted in two: what its heir no longer says, the new sentence beside the heir does.

Such a split cannot be seen from the new sentence alone, for it often adds more than it takes over. It is seen from
what was lost: where a clause leaves "broad and inclusive" out and a new neighbour speaks of what is broad, the one
thought was parted. The bounds were judged by reading every split that they yield in twenty real series.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.model import Comparison

# The share of the lost words' weight that the new sentence says.
SAID_AGAIN = 0.4
# Lost words that it says, at least: one may stand anywhere ("also", a country's name).
FEWEST_LOST = 2
# How much of the old clause the heir lost, at least: less is a turn of phrase.
LOST = 0.1
# How much of the new sentence the old clause had, lost words and kept: below it the subject is another.
SUBJECT = 0.2
# Clauses between the heir and the new sentence, in one paragraph.
APART = 2


def find_parted(comparison: Comparison, heirs: Mapping[str, str], kin: Kinship) -> dict[str, str]:
    """New clause -> the old clause that it was parted from; ``heirs`` says which new clause carries on which old one."""
    order = {clause.address: at for at, clause in enumerate(comparison.new.clauses)}
    olds = {clause.address: clause for clause in comparison.old.clauses}
    carried = {new: olds[old] for old, new in heirs.items()}
    found: dict[str, str] = {}
    for clause in comparison.new.clauses:
        if clause.address in carried:
            continue
        at = order[clause.address]
        near = comparison.new.clauses[max(0, at - APART) : at + APART + 1]
        kept = [c for c in near if c.paragraph == clause.paragraph and c.address in carried]
        said = [(-_said_again(carried[c.address].text, c.text, clause.text, kin), c.address) for c in kept]
        if said and -min(said)[0] >= SAID_AGAIN:
            found[clause.address] = carried[min(said)[1]].address
    return found


def _said_again(old: str, heir: str, new: str, kin: Kinship) -> float:
    """The share (0-1) of what ``heir`` lost of ``old`` that ``new`` says; 0 where it is no part of the same thought."""
    was, said = kin.stems(old), kin.stems(new)
    lost = was - kin.stems(heir)
    is_parted = (
        len(lost & said) >= FEWEST_LOST
        and kin.weight_shared(was, lost) >= LOST
        and kin.weight_shared(said, was) >= SUBJECT
    )
    return kin.weight_shared(lost, said) if is_parted else 0.0
