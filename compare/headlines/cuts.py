"""Shorter wordings of one sentence: where it may end early, and what may be left out of its middle."""

from __future__ import annotations

import re

from rapporteur.compare.headlines.candidates import FINITE

MOST_WORDS = 25
LEAST_WORDS = 7
"""A shorter cut names an act without its object."""

LEAST_BARE = 11
"""A cut this short says too little, unless its object is named or counted."""

CONCRETE = re.compile(r"\d|\b[A-Z]\w|[“‘\"]")

AFTER_VERB = 3
"""Words that must follow the act's verb before a cut: its object."""

# Where a sentence may end before it ends. The comma and what opens the rest go with the rest.
CUT = re.compile(
    r"""(?:
      ;\s
    | \s?[—–]\s?(?=including|which|[a-z])
    | ,?\s(?=(?:including|as\swell\sas|such\sas|in\sorder\sto|so\sas\sto|with\sa\sview\sto|with\sthe\s(?:aim|goal|objective|view|intent)\sof
              |in\s(?:accordance|line|keeping|compliance|tandem)\swith|consistent\swith|in\sparticular|inter\salia|through\s|while\s|based\son|as\spart\sof
              |in\s(?:advance|the\s(?:context|framework|course)|light|honou?r|commemoration|anticipation|coordination\swith|response)\b|for\s(?:consideration|the\s(?:purposes?|implementation|benefit)\sof)
              |on\sthe\s(?:basis|back|occasion|margins|sidelines)\sof|at\s(?:its|their)\s[a-z-]+\s(?:session|meeting)|prior\sto|thanks\sto|as\s(?:contained|set\sout|agreed|stipulated|outlined|described|defined|may\sbe)
              |aimed\sat|designed\sto|with\sa\sfocus\son|in\s(?:support|recognition|furtherance|pursuit)\sof|taking\s(?:into|note)|bearing\sin\smind|building\son|pursuant\sto)\b)
    | ,\s(?=(?:which|who|whose|where|thereby|noting|recogni[sz]ing|recalling|reaffirming|affirming|underscoring|emphasi[sz]ing|stressing|highlighting
              |taking|ensuring|particularly|especially|and\s(?:to|with|will|we|also|that|requests?|urges?|invites?|calls?|welcomes?|encourages?|notes?|decides?|reiterates?|reaffirms?|recogni[sz]es?|looks?|look|commit|call|urge|welcome|encourage|reaffirm|support|agree)\b
              |to\s[a-z]+|with\s|for\s|as\s|in\s|on\s|at\s|among|but\s|reflecting|given|following|after|leading|making|allowing|enabling|providing|bringing|paving|marking
              |developed|signed|launched|chaired|comprised|composed|represented|beginning|starting|targeting|edging|owing|focusing|indicating|contributing|helping|strengthening|by\s[a-z]+ing)\b)
    | \s(?=to\sbe\sable\sto\s|which\s|that\s(?:will|would|can|could|aims?|seeks?|includes?)\s|by\s[a-z]+ing\s)
    | \s(?=and\s(?:we|that|to\s(?:further|continue)|(?:call|urge|welcome|encourage|reaffirm|reiterate|invite|request|look|commit|underscore|underline|emphasi[sz]e|stress|agree)s?)\b)
    )""",
    re.VERBOSE,
)

REDUCED = r"(?:administered|led|hosted|organi[sz]ed|developed|funded|supported|adopted|held|aimed|designed|intended|focused|based|located|announc(?:ed|ing)|committing|reflecting|providing|enabling|outlining|covering)\s(?:by|at|in|on|to|for|as|the|our|that)\s"
PURPOSE = (
    r"(?<!ed )(?<!ing )(?<!underway )(?<!made )(?<!taken )(?<!able )to\s(?:better\s|further\s|fully\s)?(?:ensure|support|promote|strengthen|advance|enhance|address|help|facilitate|improve|increase|provide|create|build|develop|"
    r"expand|accelerate|protect|reduce|prevent|combat|counter|meet|achieve|make|enable|allow|deliver|drive|bring|deter|respond|foster|encourage|implement|establish|guide|raise|"
    r"mobili[sz]e|reali[sz]e|maintain|overcome|tackle|secure|harness|leverage|deepen|coordinate|monitor|assess|complement|contribute|train|share|explore|identify|transform|manage)\s(?!of\b)"
)
LOOSE_CUT = re.compile(rf"(?<=[\w”’\")])\s(?={REDUCED}|{PURPOSE})")
"""A shortened relative clause or a purpose. A name says enough without it; behind other words it is left out last."""

NAMED = re.compile(r"(?:[A-Z][\w’.-]*[\w)]|\)|[”’\"]|\d+)$")
"""A head that ends in a name or a number."""

# What may be left out of the middle of a sentence, its commas with it: before a verb, or a set phrase anywhere.
INSERTION = re.compile(
    r",\s(?:including|such\sas|especially|particularly|together\swith|along\swith|in\s(?:accordance|line|consultation|cooperation|collaboration|partnership)\swith|consistent\swith"
    r"|alongside|which|who|based\son|taking\sinto\saccount|recogni[sz]ing|noting|despite|considering)\b[^,;:()]*,"
    r"(?=\s(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|do|does|remains?|[a-z]{3,}s\s(?:to|that|the|its|their|a)|commit|intend|agree|expect)\b)"
    r"|,\s(?:as\s(?:amended|appropriate|applicable|necessary|initially\s[^,]{3,60}(?:,\s\d{4})?|(?:noted|outlined|set\sout|contained|described|referred)\s[^,]{3,60}(?:,\s\d{4})?)|where\s(?:applicable|appropriate|possible)|inter\salia),(?=\s)"
    r"|\s\((?![A-Z][\w&+ -]{1,12}\))[^()]*\)"
)
SHORT_FORM = re.compile(r"\s\((?:“|\")?[A-Z][\w&+./ -]{1,24}(?:”|\")?\)")
"""An abbreviation behind its long form."""

WAITING = re.compile(
    r"\b(?:request|invit|urg|call|encourag|ask|commit|agree|decid|intend|intention|intent|plan|seek|direct|instruct|continu|help|work|look|aim|announc|"
    r"need|opportunit|effort|determin|resolv|pledg|hop|expect|prepar|abl|enabl|allow|stand|abilit|decision|right|proposal|commitment|"
    r"task|step|measure|action|way|means|time|capacit|desire|obligation|power|mandate|read[iy]|willing|chance|invitation|offer|potential|vision|responsib|urgenc|important|essential|crucial|vital)\w*\b(?![^.]*\bto\s[a-z]{3,})",
    re.IGNORECASE,
)
"""A word that waits for its infinitive, and none has come yet."""

ASKED = re.compile(
    r"\b(?:invit|request|urg|encourag|direct|instruct|ask|task)(?:e?[sd]|ing)?\b(?![^.]*\bto\s[a-z]{3,})|\bcall(?:s|ed)? (?:up)?on\b(?![^.]*\bto\s[a-z]{3,})",
    re.IGNORECASE,
)
"""Someone who is asked, and not yet what for."""

INFINITIVE_END = re.compile(r"\bto (?:[a-z]+ly )?[a-z]+$")
"""A verb without its object."""

BINDING_REST = re.compile(
    r"^[\s,;–—-]*(?:if|unless|except|only|provided|subject|until|but|without|not|where appropriate|as appropriate|on condition|rather|than|nor|or)\b|"
    r"\b(?:unless|except|provided that|subject to|on condition that|but not)\b",
    re.IGNORECASE,
)
"""A rest that takes back what stands before it: the sentence must not end there."""

DANGLING = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|and|or|in|on|at|by|for|with|from|as|that|which|its|their|our|this|these|both|between|among|whether|how|what|where|when|if|than|"
    r"is|are|was|were|be|been|has|have|had|will|shall|not|we|also|more|most|such|other|including|up|out|down|off|through|under|into|over|within|towards?|against|upon|about|around|before|after|during|per|via|without|following|"
    r"owing|due|prior|according|related|relating|pertaining|referred|conducive|in accordance|in conjunction|in order|in line|in particular|the use|"
    r"while|must|should|can|may|could|would|they|it|he|she|who|every|each|any|no|some|all|"
    r"(?:is|are|was|were|be|been|has|have|had) [a-z]+ly|(?:is|are|was|were|be|been|being) [a-z]+(?:ed|ing)|(?:hours|days|weeks|months|years)|and, [^,]*)$",
    re.IGNORECASE,
)

VERB_AT_END = re.compile(
    r"\bto (?:include|provide|submit|take|consider|report|prepare|make|continue) (?:in|on|by|at|for|through|via|into)\b[^,]*$|"
    r"\b(?:and|or|to|will|shall|must|should|can|may|not) (?:[a-z]+ly )?(?:continue|address|support|promote|ensure|include|provide|advance|protect|enhance|take|make|strengthen|help|develop|give)$"
)

FIRM = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|might|cannot|do|does|did|remains?|continues?|needs?|requires?|plays?|poses?|"
    r"rose|fell|grew|met|held|built|became|made|took|gave|(?!referred|contained|related|compared|based)[a-z]+ed (?:to|that|by|in|on|the|our|its|their|a|an|at|from|with|as)|[a-z]{3,}s (?:that|the|our|its|their|a|an))\b"
)
"""A finite verb, and no participle before a noun."""

DASH = re.compile(r"\s[–—-]\s|[–—]")

SCRAP = 3
SCRAP_STANDS = re.compile(r"(?:by|in|on|at|from|no later|as|for|through|until|and) ", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:areas|fields|sectors|matters|issues|topics|ways|initiatives|measures|activities|actions|platforms|those|efforts|information|steps|means|things|platforms?|manner|way|initiative|programme|program|project|framework|mechanism|reports?|workshops|meetings|progress|dialogue|partnership|agreement|plan)$"
)
EXAMPLES = re.compile(
    r",?\s(?:(?:such as|including|on|in|like|from|that|which|contained|referred|listed|set out|under|taken|by|through|to|prior|at|made|for)\b|[–—-])"
)
"""A noun that says nothing without its examples."""

PARTED = re.compile(
    r",\s(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|do|does|did|remains?|continues?)\b"
)
"""A verb behind the comma that closes an insertion: its subject stands before the insertion."""


def without_insertions(text: str) -> list[str]:
    """The text with less and less in its middle: first without its insertions, then without abbreviations in brackets."""
    found = []
    shorter = INSERTION.sub("", text)
    while shorter != text and shorter not in found:
        found.append(shorter)
        shorter = INSERTION.sub("", shorter)
    bare = SHORT_FORM.sub("", found[-1] if found else text)
    return list(dict.fromkeys([*found, bare]))


def beginnings(
    text: str, verb_end: int, joints: set[int], *, loose: bool = False, least: int = LEAST_WORDS
) -> list[str]:
    """The good beginnings of ``text`` that may stand by themselves, the shortest first.

    ``joints``: where an act is joined on; ``loose``: also without what says what an unnamed thing is for.
    """
    behind = {m.start() for m in LOOSE_CUT.finditer(text) if loose or NAMED.search(text[: m.start()])}
    found = []
    for at in sorted({m.start() for m in CUT.finditer(text)} | behind | joints):
        head, rest = text[:at], text[at:]
        if len(head.split()) >= least and _stands(head, rest, verb_end):
            found.append(head)
    return found


def _stands(head: str, rest: str, verb_end: int) -> bool:
    """Whether the head is a sentence: its act and object are in it, nothing is open, and the rest takes nothing back."""
    has_object = verb_end < len(head) and len(head[verb_end:].split()) >= AFTER_VERB
    is_open = any(head.count(a) != head.count(b) for a, b in (("(", ")"), ("“", "”"), ("[", "]")))
    has_verb = verb_end > 0 or bool(FINITE.search(head))
    is_open = is_open or bool(len(DASH.findall(head)) % 2 and DASH.search(rest))
    if not has_verb or not has_object or is_open or head.count('"') % 2:
        return False
    if DANGLING.search(head) or BINDING_REST.search(rest) or VERB_AT_END.search(head):
        return False
    if ASKED.search(head) and re.search(r"\bto [a-z]{3,}", rest):
        return False
    if INFINITIVE_END.search(head) or (re.match(r",?\sto\s", rest) and WAITING.search(head)):
        return False
    if _lacks_verb(head) or _is_parted(head, rest) or _in_list(head, rest, verb_end):
        return False
    if len(head.split()) < LEAST_BARE and not CONCRETE.search(head[verb_end:]):
        return False
    is_vague = VAGUE.search(head) and not re.search(r"[A-Z]\S* \S+$", head)
    return not (_ends_in_scrap(head) or (is_vague and EXAMPLES.match(rest)))


def _ends_in_scrap(head: str) -> bool:
    """Whether the last comma is followed by too little to stand: ", moving", ", some participants"."""
    _, comma, last = head.rpartition(", ")
    return bool(comma) and len(last.split()) <= SCRAP and not SCRAP_STANDS.match(last)


def _lacks_verb(head: str) -> bool:
    """Whether a clause behind "that" has lost its verb, or "between" its second half."""
    _, that, told = head.rpartition(" that ")
    _, between, two = head.rpartition(" between ")
    return bool(that and not FIRM.search(told)) or bool(between and " and " not in two)


def _is_parted(head: str, rest: str) -> bool:
    """Whether the cut stands between a subject and its verb: an insertion follows, and then the verb."""
    insertion = rest.partition(";")[0]
    return bool(PARTED.search(insertion)) and not FIRM.search(head.rpartition(" that ")[2])


def _in_list(head: str, rest: str, verb_end: int) -> bool:
    """Whether the cut parts a list ("A, B and C"): a list of one item would say less than the text."""
    follows = re.match(r",\s(?:in|on|with|for|at|to|as|through|after|and) ", rest)
    return bool(follows and "," in head[verb_end:])
