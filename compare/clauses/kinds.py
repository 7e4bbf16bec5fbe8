"""What kind of document it is and which body speaks: the telling words, and where they must stand to tell."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from rapporteur.compare.clauses.boilerplate import publishing_line
from rapporteur.compare.clauses.meeting import is_dateline, who_met
from rapporteur.compare.clauses.place import GATHERING, Found, Head
from rapporteur.compare.model import StatementKind
from rapporteur.compare.text.dates import MONTH_NAMES
from rapporteur.compare.text.numerals import ORDINAL

_BODIES = Path(__file__).resolve().parent.parent / "lexicons" / "bodies.toml"


# "decided to keep the key rate at 5 per cent" in the first paragraphs makes a text a central bank's, whatever its title.
_RATE_DECISION = re.compile(
    r"\b(?:decided?|decides|agreed|resolved|voted|kept|keeps?|left|leaves?|maintain\w*|rais\w+|lower\w+|cut|reduc\w+|increas\w+|hold|held|set|"
    r"decidi[óo]|acord[óo]|a d[ée]cid[ée]|decidiu)\b[^.;]{0,120}?"
    r"\b(?:(?:key|policy|reference|benchmark|bank|repo|cash|base|official|overnight|federal funds|interest|deposit|refinancing|lending|monetary policy)\s+"
    r"(?:\w+\s+)?rates?|tasa (?:de (?:referencia|inter[ée]s|pol[ií]tica)|objetivo)|tipos? de inter[ée]s|taux (?:directeurs?|d.int[ée]r[êe]t)|taxa (?:selic|de juro|b[áa]sica))\b"
    r"[^;]{0,120}?(?:per ?cent|%|basis points|unchanged|puntos b[áa]sicos|puntos base|points de base|pontos)",
    re.I,
)
_OPENING = 2500

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
# The sections of the minutes of a working body, each alone in its line.
_RECORD_LINE = re.compile(
    r"^\W*(?:\d{1,2}\.\s*)?((?i:present|attendees|attendance|participants|absent|apologies|regrets|agenda|announcements|roll call|quorum|call to order|"
    r"adjournment|action items|decisions|any other business|aob|(?:old|new|other) business|(?:approval of the )?minutes|notes|présents|ordre du jour|asistentes|orden del día))\W*$",
    re.M,
)
_FEWEST_RECORD_LINES = 2
_GATHERED = re.compile(r"\b(?:meeting|call|session|r[ée]union|reuni[óo]n)\b", re.I)
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


@cache
def patterns_of(table: str) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Names and title patterns of ``body`` or ``kind`` in ``lexicons/bodies.toml``, in the order of the file."""
    entries = tomllib.loads(_BODIES.read_text(encoding="utf-8"))[table]
    return tuple(
        (entry["id"], tuple(re.compile(text, re.I) for text in entry["titles"])) for entry in entries
    )


def tell_kind(titles: Sequence[str], text: str) -> tuple[StatementKind, str]:
    """The kind, and the words that told it. ``titles`` are the title lines, the title first, ``text`` the whole document."""
    told = cache(lambda: _tells_about(text, titles))
    rates = _RATE_DECISION.search(text[:_OPENING])
    weak: tuple[StatementKind, str] | None = None
    for title in titles:
        kind, words = _kind_in(title)
        if kind is None or (kind is StatementKind.STATEMENT and _only_tells(title, told)):
            continue
        if kind is StatementKind.PRESS_RELEASE and (rates or not told()[0]):
            weak = weak or (kind, f'title: "{words}"')
            continue
        if rates and kind in (StatementKind.STATEMENT, StatementKind.COMMUNIQUE, StatementKind.DECISION):
            return StatementKind.CENTRAL_BANK, f'text: "{" ".join(rates[0].split())[:80]}"'
        return kind, f'title: "{words}"'
    if rates:
        return StatementKind.CENTRAL_BANK, f'text: "{" ".join(rates[0].split())[:80]}"'
    decision = _DECISION_LINE.search(text)
    if decision:
        return StatementKind.DECISION, f'heading: "{decision[0].strip()}"'
    about, reasons = told()
    if about:
        return StatementKind.PRESS_RELEASE, "it tells about a meeting: " + ", ".join(reasons)
    if weak:
        return weak
    record = _RECORD_LINE.findall(text)
    if len(set(record)) >= _FEWEST_RECORD_LINES and any(_GATHERED.search(title) for title in titles):
        return StatementKind.MINUTES, "headings: " + ", ".join(f'"{line}"' for line in dict.fromkeys(record))
    if _OWN_VOICE.search(text):
        return StatementKind.STATEMENT, "the meeting itself speaks"
    return StatementKind.UNKNOWN, "nothing told the kind"


# A summit's own statement may say who hosted it; it quotes nobody and has no contact line.
_NEVER_OF_A_STATEMENT = frozenset({"an embargo or a contact line", "quoted speech"})


def _only_tells(title: str, told: Callable[[], tuple[bool, tuple[str, ...]]]) -> bool:
    """True where the text below a title that names a statement reports on it."""
    is_report, reasons = told()
    return is_report and (
        _HEADLINE.search(title) is not None or not _NEVER_OF_A_STATEMENT.isdisjoint(reasons)
    )


def _kind_in(title: str) -> tuple[StatementKind | None, str]:
    """The first kind whose words stand in ``title``, and the words."""
    for name, patterns in patterns_of("kind"):
        for pattern in patterns:
            found = pattern.search(title)
            if found:
                return StatementKind(name), found[0].strip()
    return None, ""


def names_kind(line: str) -> bool:
    """True for a line that says what the paper is, other than a press release."""
    return _kind_in(line)[0] not in (None, StatementKind.PRESS_RELEASE)


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


STOPPED = re.compile(r"(?<!\b[Nn]o)[.;:!?,][\"'”’)\]]*\d{0,3}\Z|[¹²³⁴-⁹]\Z")
"""A line that ends with a stop, or with a note's mark behind one."""

# Folders that hold files without saying whose they are.
_NO_FORUM = frozenset(
    "dev fd proc tmp temp data statements downloads documents desktop home work files input inbox src test tests pdf html docx txt md".split()
)
# Where git puts the versions that it hands to a program.
_GIT_TEMPORARY = ("git-blob-", "git-difftool.")
# The body in a title: "Joint Statement of the 4th Meeting of Harbour Ministers", "Minutes of the Reed Policy Committee",
# "Lantern Initiative 2024 Joint Statement".
_CAPITALS = r"(?:(?!Held\b)[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|on)\s+(?:the\s+)?)?(?=[A-Z]))?){2,8}"
_SPEAKERS = r"(?:(?:(?:Ministers|Leaders|Heads|Representatives|Members|Participants|Chairs?|Co-Chairs|Governors|Directors|and)\s+)+(?:of|from)\s+(?:the\s+)?)?"
_BODIES_IN_TITLE = (
    re.compile(
        rf"\b(?i:statement|declaration|communiqu[eé]|minutes|resolution|decision|summary|account|record)\s+(?:of|by|from)\s+(?:the\s+)?"
        rf"(?:(?:[\w-]+\s+){{0,3}}?(?i:{GATHERING})\s+of\s+(?:the\s+)?)?{_SPEAKERS}(?P<body>{_CAPITALS})"
    ),
    re.compile(
        rf"\A(?:The\s+)?(?P<body>{_CAPITALS}?)\s+(?:20\d\d\s+)?(?:Leaders[’']?\s+)?(?:Joint\s+)?(?i:statement|declaration|communiqu[eé]|resolution)\b"
    ),
)
# "Procès-verbal de la 2e réunion du Comité des roseaux", "Acta de la reunión del Consejo de Juncos".
_ROMANCE_BODY = re.compile(
    rf"\b(?i:{GATHERING})\s+(?:[\w-]+\s+){{0,2}}?(?:du|des|de|del|de la|de los|de las|da|do|dos)\s+(?:la\s+|l['’])?"
    r"(?P<body>(?:Comit[ée]|Conseil|Commission|Conférence|Groupe|Assemblée|Ministres|Chefs|Union|Banque|Organisation|Consejo|Comisión|Comité|Grupo|Asamblea|"
    r"Conferencia|Ministr[oa]s|Jefes|Junta|Unión|Banco|Organización|Conselho|Comissão|Conferência)\b[^,:;.()\d]{0,60}?)"
    r"(?=\s*(?:[,:;.(\d]|\Z|[–—]|\b(?:tenue?|celebrad[ao]|à|en|realizada)\b))",
    re.I,
)
# One of these makes a name a body's; countries side by side are two speakers and no body.
_INSTITUTION = re.compile(
    r"\b(?:Council|Committee|Commission|Initiative|Forum|Group|Dialogue|Ministers|Association|Alliance|Union|League|Community|Organi[sz]ation|"
    r"Bank|Assembly|Parliament|Coalition|Task Force|Board|Network|Authority|Federation|Treaty|Conference|Compact|Agency|Secretariat)\b"
)
_NOT_OF_BODY = re.compile(
    rf"\b(?:meetings?|summit|session|annual|joint|press|special|extraordinary|regular|first|second|third)\b|\b(?:{ORDINAL})\b|\b(?:{'|'.join(MONTH_NAMES)})\b|\b\d+\b|[’']s?(?=\s|\Z)",
    re.I,
)


def read_forum(head: Head, known: dict[str, str], path: Path) -> Found:
    """The body that speaks: declared, by the folder, by its name in the title or in the sentence that says who met."""
    if known.get("forum"):
        return known["forum"], "declared"
    folder = path.parent.name.lower()
    is_name = re.fullmatch(r"[a-z][a-z0-9_.-]{1,60}", folder) and not folder.startswith(_GIT_TEMPORARY)
    if is_name and folder not in _NO_FORUM:
        return folder, "folder name"
    own = head.title if names_kind(head.title) else "\n".join((head.title, *head.lines))
    for place, text in (("title", own), ("text", "\n".join(who_met(head)))):
        for name, patterns in patterns_of("body"):
            found = next((found for pattern in patterns if (found := pattern.search(text))), None)
            if found:
                return name, f'{place}: "{" ".join(found[0].split())[:80]}"'
        body = _body_in_title(own) if place == "title" else None
        if body:
            return body
    for line in (*head.lines, *(line for line in head.closing if _BANK.fullmatch(line))):
        # A letterhead: the body that issues the paper, on a line of its own; a bank's may stand at the foot.
        is_name = len(line.split()) <= _LONGEST_NAME and not (
            publishing_line(line) or names_kind(line) or is_dateline(line)
        )
        if (
            is_name
            and names_kind(head.title)
            and _INSTITUTION.search(line.title())
            and not STOPPED.search(line)
        ):
            name = _slug(re.split(r"\s+for\s+", line, flags=re.I)[0])
            if "-" in name:
                return name, f'line: "{line}"'
    return "unknown", "nothing told the forum"


_LONGEST_NAME = 12
_BANK = re.compile(r"(?:The\s)?(?:[A-Z]\w+\s){0,3}Bank(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", _NOT_OF_BODY.sub(" ", name).lower())
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")


def _body_in_title(title: str) -> Found | None:
    for pattern in _BODIES_IN_TITLE:
        found = pattern.search(title)
        if found and _INSTITUTION.search(found["body"]):
            slug = _slug(found["body"])
            if "-" in slug:
                return slug, f'title: "{" ".join(found[0].split())[:80]}"'
    romance = _ROMANCE_BODY.search(title)
    slug = _slug(romance["body"]) if romance else ""
    return (slug, f'title: "{" ".join(romance[0].split())[:80]}"') if romance and "-" in slug else None
