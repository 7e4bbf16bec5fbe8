"""The search page: every clause of the workspace as data within the page, looked through by its script."""

from __future__ import annotations

import json

from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holdings
from rapporteur.reports.formats.html import for_script
from rapporteur.reports.prose import day
from rapporteur.reports.site.addresses import SEARCH, START, statement_page
from rapporteur.reports.site.model import Link, SearchPage


def search_page(holdings: Holdings) -> SearchPage:
    """The page with its data: statements as [forum, date, words, path], clauses as [statement, fragment, place, text]."""
    statements: list[tuple[int, str, str, str]] = []
    clauses: list[tuple[int, str, str, str]] = []
    for at, holding in enumerate(holdings.forums):
        for statement in holding.statements:
            date = statement.meeting.date
            statements.append((at, date, day(date), statement_page(statement.name)))
            clauses += (
                (
                    len(statements) - 1,
                    c.address.partition("#")[2],
                    cited(c.address, c.paragraph),
                    cleaned(c.text),
                )
                for c in statement.clauses
            )
    data = {"forums": [h.name for h in holdings.forums], "statements": statements, "clauses": clauses}
    return SearchPage(
        path=SEARCH,
        title="Search",
        trail=(Link("Start", START),),
        data=for_script(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        forums=tuple((str(at), holding.name) for at, holding in enumerate(holdings.forums)),
        years=tuple(
            sorted({s.meeting.date[:4] for s in holdings.statements if s.meeting.date}, reverse=True)
        ),
    )
