"""A clause as a sentence of at most 25 words, in the statement's own words: cut where it may end, or whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rapporteur.compare.headlines.candidates import ANAPHOR
from rapporteur.compare.headlines.cuts import FIRM, LEAST_WORDS, MOST_WORDS, beginnings, without_insertions
from rapporteur.compare.model import Clause
from rapporteur.compare.text.table_rows import told

MARKUP = re.compile(
    r"!?\[([^\]]+)\]\([^)\s]*(?:\s\"[^\"]*\")?\)|\*\*|__|(?<=\w)\[\d{1,3}\]|https?://\S+|[*`]"
)
"""Markdown links (their words stay), emphasis, note marks and addresses."""

NOTE_MARK = re.compile(r"(?<=[a-z][.,;])\d{1,2}(?=\s|$)|(?<=[a-z]{4})\d{1,2}(?=[,.;]|$)")
"""The mark of a footnote glued to a word or a full stop."""

OPENERS = re.compile(
    r"(?:(?:In (?:this|that|these) (?:regard|context|respect|connection|spirit|light|vein)s?|In line with this|To(?:wards)? (?:this|that|these) ends?|To (?:achieve|do) (?:this|so)|"
    r"With this in mind|For this purpose|As such|Further(?:more)?|Moreover|Additionally|In addition|Accordingly|Therefore|"
    r"However|Finally|Lastly|Similarly|Likewise|Meanwhile|At the same time|Against this (?:backdrop|background)|Thus|Also|Overall|Hence|"
    r"In particular|Notably|Consequently|Nevertheless|Nonetheless|Indeed|Building on this|As a result|For example|For instance|(?:First|Second|Third|Fourth)(?:ly)?(?=,)|Today(?=,? (?:we|the)\b)),?|And|But|Yet) (?=\S)"
)
"""Joints to the sentence before, which is not on the page."""

RESOLVED = re.compile(r"^(?:NOW,? )?THEREFORE,?.{0,80}?\bthat\s+", re.IGNORECASE)

ALSO = re.compile(
    r"^((?:We|The [A-Z]?[\w’' -]{2,40}?|Ministers|Leaders|They|[A-Z]\w+)(?: will| have| has| are)?) (?:also|further|therefore|likewise|additionally|again) (?=[a-z])"
)

LEAD_IN = re.compile(
    r"^(?:[A-Z][a-z]+ing|Recognized|Guided|Inspired|Concerned|Alarmed|Mindful|Conscious|Given|As|With|Through|To|For|Consistent|Based|Considering|Against|Beyond|While|Since|Following|In|On|At|Notwithstanding|Together|Determined|Committed|United)\b"
    r"(?:[^.;:]|(?<=[A-Z])\.){10,}?, (?=(?:today,? )?(?:[Ww]e|[Tt]he (?:[\w’.-]+ ){0,4}?(?:[Mm]eeting|[Mm]inisters|[Ll]eaders|[Pp]arties|[Pp]articipants|[Cc]ommittee|[Cc]ouncil|[Ss]ides|[Pp]residents?|[Cc]onference|States|Union|Board|Bank|IATF)|[Mm]inisters|[Ll]eaders|[Bb]oth (?:sides|countries|leaders)|[Oo]ur (?:two )?countries|[A-Z]\w+) (?:(?:and )?[A-Z]\w+ ){0,6}?[a-z]+)"
)
"""A participle, a purpose or a circumstance before the main clause."""

RUN_IN = re.compile(
    r"^(?:[A-Z][\w’'()/&-]*,? (?:and |of |the |for |in |on |to |& )*){0,8}[A-Z][\w’'()/&-]*(?:: | [–—-] )(?=[A-Z]\w)"
)
"""A short heading that stands in the line of its text."""

SUBJECT = re.compile(
    r"(?:We|They|Ministers|Leaders|(?:The|Both) (?:[A-Z]?[\w’'-]+ ){0,3}?(?:Meeting|[Mm]inisters|[Ll]eaders|[Pp]arties|[Cc]ommittee|[Cc]ouncil|[Ss]ides|[Pp]residents?|[Cc]onference))"
    r"(?=\s[a-z])"
)
"""Who speaks in a statement, at the head of its sentence."""

BACK = re.compile(r"\b(?:this|these|those|such|its|it|their|them)\b", re.IGNORECASE)
"""Words that may point to the act before."""

JOINT = re.compile(r"^(?:;|,)?\s?(?:and\s)?")

GLUED = re.compile(r"(?<=[a-z\d)])\.(?=[A-Z][a-z]+ )")
"""Two sentences without a space between them."""

OWN_SUBJECT = re.compile(
    r"(?:We|They|Ministers|Leaders|Parties|Members)\b|(?:\S+ ){1,14}?(?:will|shall|has|have|is|are|was|were)\b|"
    r"(?:[^.;:]{0,80}, )?(?:[Tt]he )?(?:[A-Z][\w’.-]+ ){1,6}(?:intends?|commits?|agrees?|plans?|expects?|emphasi[sz]es|recogni[sz]es|calls)\b"
)
"""An entry that is a sentence by itself."""

NO_HEAD = re.compile(
    r"(?:Will|Shall|Has|Have|Is|Are|Was|Were|Provided|Including|And|Or|Which|That|Whereas|In witness|Approved during|Now, therefore|Done at)\b|WHEREAS|IN WITNESS|APPROVED|[a-z|\[(]|[\"“][^\"”]+[\"”] means\b|[A-Z]{3,}ING\b|[A-Z]\.\d|"
    r"(?:Deeply )?(?:Recogni[sz]|Acknowledg|R?e?[Aa]ffirm|Emphasi[sz]|Underscor|Underlin|Not|Recall|Welcom|Consider|Express|Urg|Commend|Stress|Highlight|Tak|Bear|Reiterat|Desir|Believ|Hav|Appreciat|Seek|Observ)ing\b|"
    r"(?:Mindful|Guided|Convinced|Concerned|Conscious|Aware|Cognizant|Pursuant|Alarmed|Determined|Inspired)\b|"
    r"(?:Though|Although|While|If|As|Since|Because|Even|When|Given|With|Once|After|Before)\b[^,]*$"
)
"""A head that no sentence on the page has: a verb without its subject, a recital, a signature, a slip of the scan."""

PASSIVE = re.compile(r"(?:, [a-z]+ed|\b[a-z]+ed by)\b")
"""A participle that follows its noun."""

PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\b(?! (?:Group|Party)\b)")

SHOUTED = re.compile(r"^[A-Z]{2,}(?: [A-Z]{2,})*(?=[ ,:])")
"""Verbs in capitals at the head of a resolution's line."""

OPEN_LEAD = re.compile(
    r"(?:^|\s)(?:to|by|including|through|for|include|includes|will|on|in|of|with)$", re.IGNORECASE
)
"""The end of a line that its entry goes on from without a colon."""

ADVERBS = ("further", "also", "continue", "to")

MOST_LEAD = 18
"""Words of the line that opens a list before one of its entries."""

SHOWN_SHARE = 0.6
"""Of a clause's news that a short cut must show."""

LEAST_LEAD = 4

COST = 0.2
"""News that a word must bring where no short cut shows enough."""

News = Callable[[str], float]
"""How much of a wording the other text lacks."""


def sentence_of(clause: Clause, news: News, language: str = "en") -> str:
    """The clause as one sentence in its own words, at most 25 where a good cut shows its news; otherwise longer or whole.

    Joints to the sentence before, insertions, subordinate tails and, of several acts, those without news are left out.
    Nothing is added but a capital and a full stop. Only English is cut.
    """
    text = RUN_IN.sub("", _opened(GLUED.split(tidied(told(clause.text, clause.lead)))[0]))
    if language != "en" or len(text.split()) <= MOST_WORDS:
        return _closed(text)
    whole = news(text)
    worth: dict[str, float] = {}
    for loose in (False, True):
        worth |= {w: news(w) for w in _wordings(text, clause, loose) if not (w == text and w.endswith(":"))}
        short = [w for w in worth if len(w.split()) <= MOST_WORDS and worth[w] >= SHOWN_SHARE * whole]
        if short:
            return _closed(max(short, key=lambda w: (worth[w], len(w), w)))
    return _closed(max(worth, key=lambda w: (worth[w] - COST * len(w.split()), -len(w), w), default=text))


def _wordings(text: str, clause: Clause, loose: bool) -> list[str]:
    """The text and every shorter sentence that can be made of it by leaving something out."""
    found = []
    for part in _parts(text, clause):
        for kept in (part, *without_insertions(part)):
            found.append(kept)
            found += beginnings(kept, _verb_end(kept, clause), _joints(kept, clause), loose=loose)
    return [text, *(w for w in dict.fromkeys(found) if w != text and len(w.split()) >= LEAST_WORDS)]


def _parts(text: str, clause: Clause) -> list[str]:
    """The text, its main clause without what leads up to it, and each later act of the same subject by itself."""
    main = _capital(LEAD_IN.sub("", text, count=1))
    parts = list(dict.fromkeys((text, main)))
    subject = SUBJECT.match(main)
    first = clause.acts[0].verb if clause.acts else ""
    if subject or (first and main.casefold().startswith(first.casefold())):
        who = f"{subject[0].strip()} " if subject else ""
        own = main[len(who) :].split(" ", 1)[0]
        for at in sorted(_joints(main, clause)):
            rest = JOINT.sub("", main[at:], count=1)
            if _form(own) == _form(rest.split(" ", 1)[0]) and not BACK.search(rest):
                parts.append(_capital(f"{who}{rest}"))
    return parts


def _form(verb: str) -> str:
    """The ending that two verbs of one subject share."""
    return next((ending for ending in ("ing", "ed", "s") if verb.casefold().endswith(ending)), "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def under_lead(clause: Clause, openers: Mapping[str, Clause] | None = None) -> str:
    """What stands before an entry of a list that is no sentence by itself, ending in a space; "" for a clause that is one.

    That is the line that opens the list, behind the line that opens its own list where it has no verb (``openers``:
    the clauses by their texts). Raises ValueError where the line is too long or has no verb.
    """
    if not clause.lead or " | " in clause.text or _has_subject(clause):
        return ""
    lead = LEAD_IN.sub("", _opened(tidied(clause.lead)).rstrip(" :,;–—-"))
    if len(lead.split()) > MOST_LEAD:
        verb = tidied(clause.lead_acts[0].verb) if clause.lead_acts else ""
        end = lead.casefold().find(verb.casefold()) + len(verb)
        cuts = [c for c in beginnings(lead, end, set(), least=LEAST_LEAD) if len(c.split()) <= MOST_LEAD]
        if not cuts and clause.acts and not clause.acts[0].start:
            return ""
        if not cuts:
            raise ValueError("the line that opens the list is too long")
        lead = cuts[-1]
    if not (clause.lead_acts or lead.isupper() or SUBJECT.match(lead) or FIRM.search(lead)):
        opener = (openers or {}).get(clause.lead)
        before = under_lead(opener) if opener else ""
        if not before:
            raise ValueError("the line that opens the list has no verb")
        lead = joined(before, lead)
    lead = _capital(lead.lower() if lead.isupper() else lead)
    return f"{lead} " if OPEN_LEAD.search(lead) else f"{lead}: "


def _has_subject(clause: Clause) -> bool:
    """Whether an entry of a list names who acts: words other than an adverb stand before its first verb."""
    before = clause.text[: clause.acts[0].start].split() if clause.acts else []
    is_adverb = len(before) == 1 and (before[0].casefold().endswith("ly") or before[0].casefold() in ADVERBS)
    return bool(before and not is_adverb) or bool(OWN_SUBJECT.match(clause.text))


def joined(lead: str, sentence: str) -> str:
    """An entry behind the line that opens its list: its first letter small, unless a name opens it."""
    if not lead:
        return sentence
    first, _, rest = sentence.partition(" ")
    is_name = first.isupper() or rest[:1].isupper() or first[1:2].isupper()
    return f"{lead}{sentence if is_name else sentence[:1].lower() + sentence[1:]}"


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


def is_whole(sentence: str, clause: Clause) -> bool:
    """Whether a wording without a lead stands by itself: it has a head and a verb, not only a participle."""
    if NO_HEAD.match(sentence):
        return False
    return bool(clause.acts and not PARTICIPLE.match(sentence)) or bool(
        FIRM.search(PASSIVE.sub("", sentence))
    )


def _opened(text: str) -> str:
    """The text from its first own word, capitals at its head put down."""
    text = RESOLVED.sub("", text)
    for _ in range(2):
        text = OPENERS.sub("", text, count=1) if OPENERS.match(text) else text
    shouted = SHOUTED.match(text)
    if shouted and not text.isupper() and len(shouted[0]) > 3 and not shouted[0].endswith("ING"):
        text = shouted[0].capitalize() + text[shouted.end() :]
    return ALSO.sub(r"\1 ", _capital(text))


def _closed(text: str) -> str:
    """The text with one full stop at its end and no open list mark."""
    text = re.sub(r"[\s,;:–—-]+(?:(?:and|or)(?:\s[A-Z]\.)?)?$", "", text.strip())
    return text if text.endswith((".", "!", "?", ".”", '."', ".’")) else f"{text}."


def _verb_end(text: str, clause: Clause) -> int:
    """Where in ``text`` the first of the clause's acts ends; 0 where none is in it."""
    low = text.casefold()
    verbs = {tidied(act.verb).casefold() for act in clause.acts} - {""}
    places = [(low.find(verb), len(verb)) for verb in verbs]
    at, length = min((place for place in places if place[0] >= 0), default=(0, 0))
    return at + length


def _joints(text: str, clause: Clause) -> set[int]:
    """Where the clause's further acts are joined on: "... and encourages", ", invites"."""
    found: set[int] = set()
    for verb in {re.escape(tidied(act.verb)) for act in clause.acts}:
        found.update(
            m.start() for m in re.finditer(rf"(?:, and|; and|,|;| and) (?={verb}\b)", text) if m.start() > 0
        )
    return found
