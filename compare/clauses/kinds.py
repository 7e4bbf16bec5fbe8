"""What kind of document it is: each kind's telling words, and where they must stand to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapporteur.compare.model import StatementKind

# Names of kinds as they stand in titles, the most telling first. "Press statement" is a statement that was
# given to the press; "press release" is not the statement but a text about it.
_TITLES: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    (
        StatementKind.MINUTES,
        re.compile(r"\bminutes\b|\bsummary record\b|\baccount of the monetary policy meeting\b", re.I),
    ),
    (
        StatementKind.DRAFT,
        re.compile(r"\b(?:zero |first |revised )?draft\b|\bnegotiating text\b|\bnon-paper\b", re.I),
    ),
    (
        StatementKind.DECISION,
        re.compile(
            r"\A\s*(?:draft )?(?:decision|resolution)s?\b|\b(?:decision|resolution)s?\s+(?:no\.?\s*)?\d+|\bresolution\s+no\b",
            re.I,
        ),
    ),
    (
        StatementKind.CENTRAL_BANK,
        re.compile(
            r"\bFOMC statement\b|\bmonetary policy (?:decisions?|statement|strategy)\b|\blonger-run goals\b|\bpolicy rate decision\b",
            re.I,
        ),
    ),
    (
        StatementKind.COMMUNIQUE,
        re.compile(
            r"\b(?:communiqu[eé](?!\s+de\s+presse)|comunicado(?!\s+de\s+(?:prensa|imprensa)))\b", re.I
        ),
    ),
    (StatementKind.DECLARATION, re.compile(r"\b(?:d[eé]claration|declaraci[oó]n|declaração)\b", re.I)),
    (
        StatementKind.STATEMENT,
        re.compile(
            r"\b(?:joint|chair'?s?|chairman'?s|ministerial|leaders['’]?|media|press|presidential|summit)\b.{0,40}\bstatement\b|\bstatement (?:from|by|of|on)\b|\bstatement\s*\Z",
            re.I,
        ),
    ),
    (StatementKind.SPEECH, re.compile(r"\b(?:speech|remarks|address|transcript|keynote|opening)\b", re.I)),
    (
        StatementKind.PRESS_RELEASE,
        re.compile(
            r"\b(?:press|news|media) release\b|\bcommuniqu[eé] de presse\b|\bcomunicado de (?:prensa|imprensa)\b",
            re.I,
        ),
    ),
)

# A text that tells about a meeting speaks of those who hold it in the third person, quotes them, and
# explains what the reader of the statement knows.
_REPORTING: tuple[tuple[str, re.Pattern[str], float], ...] = (
    (
        "an embargo or a contact line",
        re.compile(
            r"^\W{0,9}(?:embargo\w*|contact information|media contact|press contact|OPR|for (?:media|press) (?:queries|enquiries|inquiries))\b",
            re.I | re.M,
        ),
        3.0,
    ),
    (
        "what is about to happen",
        re.compile(
            r"\b(?:is|are) (?:now )?(?:hosting|chairing|attending|convening|gathering)\b|\bin preparation for the\b|"
            r"\bwill (?:also )?(?:be launched|be signed|be held|engage in|take part|attend)\b|\blikely to focus\b"
        ),
        1.0,
    ),
    (
        "quoted speech",
        re.compile(
            r"\b(?:said|noted|added|stated|remarked|emphasi[sz]ed)\b\s*[:,]?\s*[“\"]|[,.][”\"]\s+(?:said|added|noted|[A-Z]\w+ (?:said|added|noted))\b|\bsaid\s*:"
        ),
        2.0,
    ),
    ("what was announced", re.compile(r"\b(?:announced|announces) (?:that|the|today)\b", re.I), 1.0),
    (
        "a host described from outside",
        re.compile(
            r"\b(?:hosted|chaired|concluded|handed over|led by|attended)\b.{0,120}\b(?:Chairmanship|Minister \w+|the Ministry)\b"
        ),
        1.0,
    ),
    (
        "that a statement was adopted",
        re.compile(
            r"\b(?:ministers|leaders|participants)\s+(?:also\s+)?(?:adopt|adopted|issued|endorsed|approved)s?\b.{0,80}\b(?:statement|declaration|communiqu)",
            re.I,
        ),
        1.0,
    ),
    (
        "a pointer to further details",
        re.compile(
            r"\b(?:more information|factsheet|fact sheet|see annex|refer to annex|about the (?:ASEAN|APEC|ministry))\b",
            re.I,
        ),
        1.0,
    ),
)
_DECISION_LINE = re.compile(
    r"^(?:Decision|Resolution)\s+(?:No\.?\s*)?\d{1,4}(?:[/ (][\w./()-]{1,15})?\s*$", re.M | re.I
)
_ENOUGH_REPORTING = 3.0
# A headline says in the present tense what somebody does; the title of a statement names the statement.
_HEADLINE = re.compile(
    r"\b(?:chairs|hosts|holds|concludes|approves|announces|launches|signs|attends|adopts|convenes?|wraps up|"
    r"leads|joins|participates|highlights|calls for|pledges|kicks off)\b"
)
_HEADLINE_WEIGHT = 2.0
# The voice of an adopted text: the meeting, the parties or "we" act.
_OWN_VOICE = re.compile(
    r"(?:^|(?<=[.;:]\s))\W{0,9}(?:\d{1,3}\.?\s*)?(?:The (?:Meeting|Ministers|Committee|Conference|Parties|Council|Governing Council|Leaders|Members)|We|"
    r"(?:Also |Further )?(?:Welcomes|Decides|Requests|Urges|Invites|Encourages|Recalls|Notes|Reaffirms|Recalling|Noting))\b",
    re.M,
)


def tell_kind(titles: Sequence[str], text: str) -> tuple[StatementKind, str]:
    """The kind, and the words that told it. ``titles`` are the title lines, ``text`` the whole document."""
    told = cache(
        lambda: _tells_about(text, titles)
    )  # the whole text is gone through: when it must be, and once
    for title in titles:
        for kind, pattern in _TITLES:
            found = pattern.search(title)
            if found and kind is not StatementKind.STATEMENT:
                return kind, f'title: "{found[0].strip()}"'
            if found and not told()[0]:
                return kind, f'title: "{found[0].strip()}"'
    decision = _DECISION_LINE.search(text)
    if decision:
        return StatementKind.DECISION, f'heading: "{decision[0].strip()}"'
    about, reasons = told()
    if about:
        return StatementKind.PRESS_RELEASE, "it tells about a meeting: " + ", ".join(reasons)
    if re.search(r"\bfederal funds rate\b|\bkey (?:ECB )?interest rates\b|\bpolicy rate\b", text):
        return StatementKind.CENTRAL_BANK, "text: interest rate decision"
    if _OWN_VOICE.search(text):
        return StatementKind.STATEMENT, "the meeting itself speaks"
    return StatementKind.UNKNOWN, "nothing told the kind"


def _tells_about(text: str, titles: Sequence[str]) -> tuple[bool, tuple[str, ...]]:
    """Whether a text reports on a meeting instead of being its statement, and by which signs."""
    weight, reasons = 0.0, []
    if any(_HEADLINE.search(title) for title in titles):
        weight, reasons = _HEADLINE_WEIGHT, ["a headline"]
    for name, pattern, worth in _REPORTING:
        times = len(pattern.findall(text))
        if times:
            weight += worth * min(times, 2)
            reasons.append(name)
    if weight < _ENOUGH_REPORTING:
        return False, tuple(reasons)
    own = len(_OWN_VOICE.findall(text))
    words = max(1, len(text.split()))
    # An adopted text acts in nearly every paragraph; a report in few.
    return own * 100 < words, tuple(reasons)
