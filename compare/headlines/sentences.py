"""A clause as a sentence of at most 25 words, in the statement's own words: cut where it may end, or whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapporteur.compare.headlines.candidates import ANAPHOR, FINITE
from rapporteur.compare.model import Clause

MOST_WORDS = 25
LEAST_WORDS = 7
"""A shorter cut names an act without its object."""

AFTER_VERB = 3
"""Words that must follow the act's verb before a cut: its object."""

MARKUP = re.compile(
    r"!?\[([^\]]+)\]\([^)\s]*(?:\s\"[^\"]*\")?\)|\*\*|__|(?<=\w)\[\d{1,3}\]|https?://\S+|[*`]"
)
"""Markdown links (their words stay), emphasis, note marks and addresses."""

NOTE_MARK = re.compile(r"(?<=[a-z][.,;])\d{1,2}(?=\s|$)|(?<=[a-z]{4})\d{1,2}(?=[,.;]|$)")
"""The mark of a footnote glued to a word or a full stop."""

OPENERS = re.compile(
    r"(?:(?:In (?:this|that|these) (?:regard|context|respect|connection|spirit|light|vein)s?|In line with this|To (?:this|that|these) ends?|"
    r"With this in mind|For this purpose|As such|Further(?:more)?|Moreover|Additionally|In addition|Accordingly|Therefore|"
    r"However|Finally|Similarly|Likewise|Meanwhile|At the same time|Against this (?:backdrop|background)|Thus|Also|"
    r"In particular|Notably|Consequently|Nevertheless|Nonetheless|Indeed|Building on this),?|And|But) (?=\S)"
)
"""Joints to the sentence before, which is not on the page."""

ALSO = re.compile(
    r"^((?:We|The [A-Z]?[\w’' -]{2,40}?|Ministers|Leaders|They)(?: will| have| are)?) (?:also|further|therefore) ",
)

LEAD_IN = re.compile(
    r"^(?:[A-Z][a-z]+ing|Recognized|Guided|Inspired|Concerned|Alarmed|Mindful|Conscious|Given|As|With|Through|To|Consistent|Based|Considering|Against|Beyond|While)\b"
    r"[^.;:]{10,}?, (?=(?:we|the (?:meeting|ministers|leaders|parties|committee|council|sides|governing council|two|conference)|ministers|leaders|both|our)\b)",
    re.IGNORECASE,
)
"""A participle or a purpose before the main clause."""

# Where a sentence may end before it ends. The comma and what opens the rest go with the rest.
CUT = re.compile(
    r"""(?:
      ;\s
    | [—–](?=including|which)
    | ,?\s(?=(?:including|as\swell\sas|such\sas|in\sorder\sto|so\sas\sto|with\sa\sview\sto|with\sthe\s(?:aim|goal|objective|view)\sof
              |in\saccordance\swith|in\sline\swith|consistent\swith|in\sparticular|inter\salia|through\s|by\s[a-z]+ing\b|while\s|based\son|as\spart\sof
              |aimed\sat|designed\sto|with\sa\sfocus\son|in\ssupport\sof|taking\sinto\saccount|bearing\sin\smind|building\son|pursuant\sto)\b)
    | ,\s(?=(?:which|who|whose|where|thereby|noting|recogni[sz]ing|recalling|reaffirming|underscoring|emphasi[sz]ing|stressing|highlighting
              |taking|ensuring|particularly|especially|and\s(?:to|will|we|also|that|requests?|urges?|invites?|calls?|welcomes?|encourages?|notes?|decides?|reiterates?|reaffirms?|recogni[sz]es?|looks?|look|commit|call|urge|welcome|encourage|reaffirm|support|agree)\b
              |to\s[a-z]+|with\s|for\s|as\s|in\s|on\s|at\s|among|but\s|reflecting|given|following|after|leading|making|allowing|enabling|providing|bringing|paving|marking)\b)
    | \s(?=to\sbe\sable\sto\s|which\s|that\s(?:will|would|can|could|aims?|seeks?|includes?)\s)
    | \s(?=and\s(?:we|that|to\s(?:further|continue)|(?:call|urge|welcome|encourage|reaffirm|reiterate|invite|request|look|commit|underscore|underline|emphasi[sz]e|stress|agree)s?)\b)
    )""",
    re.VERBOSE,
)

PHRASE_CUT = re.compile(
    r"(?:(?<=tion)|(?<=ment)|(?<=sion)|(?<=ance)|(?<=ence)|(?<=ship)|(?<=ities)|(?<=tions)|(?<=ments)|(?<=20\d\d))\s(?=(?:for|in|with|across|during|from|at|under|through|by|between|towards?|on|within)\s(?![A-Z]))"
)
"""A prepositional phrase behind a noun that is hardly a verb: the last place to end at, where no other shows the news."""

REDUCED = re.compile(
    r"\s(?=(?:administered|led|hosted|organi[sz]ed|developed|funded|supported|adopted|held|aimed|designed|intended|focused|based|located|announc(?:ed|ing)|"
    r"committing|reflecting|providing|enabling|outlining|covering)\s(?:by|at|in|on|to|for|as|the|our|that)\s)"
)
"""A shortened relative clause."""

PURPOSE = re.compile(
    r"(?<=[a-z])\s(?=to\s(?!(?:the|two|three|four|five|six|seven|eight|nine|ten|our|its|their|all|one|date|be|have)\b)[a-z]{3,}\s(?!of\b))"
)
"""An infinitive behind a noun; whether it says what for, and not what is asked, is judged by the head."""

ASKING = re.compile(
    r"\b(?:request|invit|urg|call|encourag|ask|commit|agree|decid|intend|plan|seek|direct|instruct|continu|help|work|look|aim|"
    r"need|opportunit|effort|determin|resolv|pledg|hop|expect|prepar|abl|enabl|allow|stand|abilit|decision|right|proposal|commitment)\w*\b(?![^.]*\bto\s[a-z]{3,})",
    re.IGNORECASE,
)
"""A word that waits for its infinitive, and none has come yet."""

INFINITIVE_END = re.compile(r"\bto (?:[a-z]+ly )?[a-z]+$")
"""A verb without its object."""

BINDING_REST = re.compile(
    r"^[\s,;–—-]*(?:if|unless|except|only|provided|subject|until|but|without|not|where appropriate|as appropriate|on condition|rather)\b|"
    r"\b(?:unless|except|provided that|subject to|on condition that|but not)\b",
    re.IGNORECASE,
)
"""A rest that takes back what stands before it: the sentence must not end there."""

DANGLING = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|and|or|in|on|at|by|for|with|from|as|that|which|its|their|our|this|these|both|between|among|"
    r"is|are|was|were|be|been|has|have|will|shall|not|we|also|more|most|such|other|including|than|up|out|down|off|through|under|into|over|within|towards?|against)$",
    re.IGNORECASE,
)

SUBJECT = re.compile(
    r"(?:We|They|Ministers|Leaders|(?:The|Both) (?:[A-Z]?[\w’'-]+ ){0,3}?(?:Meeting|[Mm]inisters|[Ll]eaders|[Pp]arties|[Cc]ommittee|[Cc]ouncil|[Ss]ides|[Pp]residents?|[Cc]onference))"
    r"(?=\s[a-z])"
)
"""Who speaks in a statement, at the head of its sentence."""

SCRAP = 3
SCRAP_STANDS = re.compile(r"(?:by|in|on|at|from|no later|as|for|through|until|and) ", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:areas|fields|sectors|matters|issues|topics|ways|initiatives|measures|activities|actions|platforms|those|efforts|information)$"
)
EXAMPLES = re.compile(
    r",?\s(?:such as|including|on|in|like|from|that|which|contained|referred|listed|set out|under|taken)\b"
)
"""A noun that says nothing without its examples."""

JOINT = re.compile(r"^(?:;|,)?\s?(?:and\s)?")

PARTED = re.compile(
    r",\s(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|do|does|did|remains?|continues?)\b"
)
"""A verb behind the comma that closes an insertion: its subject stands before the insertion."""


GLUED = re.compile(r"(?<=[a-z\d)])\.(?=[A-Z][a-z]+ )")
"""Two sentences without a space between them."""

OWN_SUBJECT = re.compile(
    r"(?:We|They|Ministers|Leaders|Parties|Members)\b|(?:\S+ ){1,14}?(?:will|shall|has|have|is|are|was|were)\b"
)
"""An entry that is a sentence by itself."""

MOST_LEAD = 14
"""Words of the line that opens a list before one of its entries."""

MOST_WHOLE = 60
"""A clause this long is printed whole where its cuts hide the news."""

SHOWN_SHARE = 0.45
"""Of a clause's news that a cut must show, or the clause is printed whole."""

News = Callable[[str], float]
"""How much of a wording the other text lacks."""


def sentence_of(clause: Clause, news: News, language: str = "en") -> str:
    """The clause as one sentence in its own words, at most 25 where a good cut shows its news; otherwise whole.

    Joints to the sentence before, subordinate tails and, of several acts, those without news are left out. Nothing
    is added but a capital and a full stop. Only English is cut.
    """
    text = _opened(GLUED.split(tidied(clause.text))[0])
    if language != "en" or len(text.split()) <= MOST_WORDS:
        return _closed(text)
    wanted = SHOWN_SHARE * news(text)
    best = ""
    for where in (CUT, REDUCED) if text.endswith(":") else (CUT, REDUCED, PURPOSE, PHRASE_CUT):
        options = [cut for part in _parts(text, clause) for cut in _cuts(part, clause, where)]
        best = max([best, *options], key=lambda cut: (news(cut), len(cut)) if cut else (-1.0, 0))
        if best and news(best) >= wanted:
            return _closed(best)
    wholes = [part for part in _parts(text, clause) if news(part) >= wanted]
    shortest = min(wholes, key=lambda part: (len(part.split()), part), default=text)
    return _closed(shortest if len(shortest.split()) <= MOST_WHOLE or not best else best)


def _parts(text: str, clause: Clause) -> list[str]:
    """The text, its main clause without what leads up to it, and each later act of the same subject by itself."""
    main = _capital(LEAD_IN.sub("", text, count=1))
    parts = list(dict.fromkeys((text, main)))
    starts = sorted(_joints(main, clause))
    subject = SUBJECT.match(main)
    if starts and (subject or (clause.acts and main.casefold().startswith(clause.acts[0].verb.casefold()))):
        who = f"{subject[0].strip()} " if subject else ""
        for at in starts:
            rest = JOINT.sub("", main[at:], count=1)
            parts.append(_capital(f"{who}{rest}"))
    return parts


def _cuts(text: str, clause: Clause, where: re.Pattern[str]) -> list[str]:
    """The text where it is short enough, and its good beginnings."""
    words = len(text.split())
    whole = [text] if LEAST_WORDS <= words <= MOST_WORDS else []
    return whole or _beginnings(text, _verb_end(text, clause), _joints(text, clause), where)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def under_lead(clause: Clause) -> str:
    """What stands before an entry of a list that is no sentence by itself, with a colon; "" for a clause that is one.

    That is the line that opens the list where it is short, else its verb ("Welcomes: "). Raises ValueError where
    there is neither.
    """
    if not clause.lead or any(act.start for act in clause.acts) or OWN_SUBJECT.match(clause.text):
        return ""
    lead = _opened(tidied(clause.lead)).rstrip(" :,;–—-")
    if len(lead.split()) <= MOST_LEAD:
        return f"{lead}: "
    if not clause.lead_acts:
        raise ValueError("the line that opens the list is too long")
    return f"{_capital(tidied(clause.lead_acts[-1].verb))}: "


def tidied(text: str) -> str:
    """The text without markup, note marks and addresses, its spaces single.

    >>> tidied("We **welcome** the [report](https://x.org/a).")
    'We welcome the report.'
    """
    plain = MARKUP.sub(lambda found: found[1] or "", text)
    plain = NOTE_MARK.sub("", plain)
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(plain.split()))


def is_anaphoric(clause: Clause) -> bool:
    """Whether the sentence would open with a word that points to the sentence before."""
    return bool(ANAPHOR.match(_opened(tidied(clause.text))))


def _opened(text: str) -> str:
    """The text from its first own word."""
    for _ in range(2):
        text = OPENERS.sub("", text, count=1) if OPENERS.match(text) else text
    return ALSO.sub(r"\1 ", _capital(text))


def _closed(text: str) -> str:
    """The text with one full stop at its end and no open list mark."""
    text = re.sub(r"[\s,;:–—-]+(?:(?:and|or)(?:\s[A-Z]\.)?)?$", "", text.strip())
    return text if text.endswith((".", "!", "?", ".”", '."', ".’")) else f"{text}."


def _verb_end(text: str, clause: Clause) -> int:
    """Where in ``text`` the first of the clause's acts ends; 0 where none is in it."""
    low = text.casefold()
    places = [(low.find(verb), len(verb)) for act in clause.acts if (verb := tidied(act.verb).casefold())]
    at, length = min((place for place in places if place[0] >= 0), default=(0, 0))
    return at + length


def _joints(text: str, clause: Clause) -> set[int]:
    """Where the clause's further acts are joined on: "... and encourages", ", invites"."""
    found: set[int] = set()
    for act in clause.acts:
        verb = re.escape(tidied(act.verb))
        found.update(
            m.start() for m in re.finditer(rf"(?:, and|; and|,|;| and) (?={verb}\b)", text) if m.start() > 0
        )
    return found


def _beginnings(text: str, verb_end: int, joints: set[int], where: re.Pattern[str]) -> list[str]:
    """The good beginnings of ``text`` that may stand by themselves, the shortest first."""
    found = []
    for at in sorted({found.start() for found in where.finditer(text)} | joints):
        head, rest = text[:at], text[at:]
        words = len(head.split())
        if words > MOST_WORDS:
            break
        if words >= LEAST_WORDS and _stands(head, rest, verb_end):
            found.append(head)
    return found


def _stands(head: str, rest: str, verb_end: int) -> bool:
    """Whether the head is a sentence: its act and object are in it, nothing is open, and the rest takes nothing back."""
    has_object = verb_end < len(head) and len(head[verb_end:].split()) >= AFTER_VERB
    is_open = any(head.count(a) != head.count(b) for a, b in (("(", ")"), ("“", "”"), ("[", "]")))
    is_odd = head.count('"') % 2 == 1
    has_verb = verb_end > 0 or bool(FINITE.search(head))
    if (
        not has_verb
        or not has_object
        or is_open
        or is_odd
        or DANGLING.search(head)
        or BINDING_REST.search(rest)
    ):
        return False
    if INFINITIVE_END.search(head) or (re.match(r",?\sto\s", rest) and ASKING.search(head)):
        return False
    if _lacks_verb(head) or _is_parted(head, rest) or _in_list(head, rest, verb_end):
        return False
    return not (_ends_in_scrap(head) or (VAGUE.search(head) and EXAMPLES.match(rest)))


def _ends_in_scrap(head: str) -> bool:
    """Whether the last comma is followed by too little to stand: ", moving", ", some participants"."""
    _, comma, last = head.rpartition(", ")
    return bool(comma) and len(last.split()) <= SCRAP and not SCRAP_STANDS.match(last)


def _lacks_verb(head: str) -> bool:
    """Whether a clause behind "that" has lost its verb, or "between" its second half."""
    _, that, told = head.rpartition(" that ")
    _, between, two = head.rpartition(" between ")
    return bool(that and not FINITE.search(told)) or bool(between and " and " not in two)


def _is_parted(head: str, rest: str) -> bool:
    """Whether the cut stands between a subject and its verb: an insertion follows, and then the verb."""
    insertion = rest.partition(";")[0]
    return not FINITE.search(head) and bool(PARTED.search(insertion))


def _in_list(head: str, rest: str, verb_end: int) -> bool:
    """Whether the cut parts a list ("A, B and C"): a list of one item would say less than the text."""
    follows = re.match(r",\s(?:in|on|with|for|at|to|as|through|after|and) ", rest)
    return bool(follows and "," in head[verb_end:])
