"""The pages for the journalist and the negotiator: from the same briefing, few words, every quotation to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.briefing.readers import QUOTES, READERS, reader_parts
from rapporteur.reports.briefing.sections import limited
from rapporteur.reports.cli import main
from rapporteur.reports.formats.html import to_text
from sample import DATA, compared, series


def page(reader: str, forum: str = "vedim") -> Briefing:
    briefing = make_briefing(series(forum)[1][-1])
    return limited(briefing, short=False, annex="changed", reader=reader)


@pytest.mark.parametrize("forum", ["vedim", "lantern"])
@pytest.mark.parametrize("reader", list(READERS))
def test_a_page_keeps_to_its_words(reader: str, forum: str) -> None:
    briefing = page(reader, forum)
    words = sum(item.words for part in reader_parts(briefing) for item in part.items)
    assert 0 < words <= READERS[reader][0]
    if reader == "journalist":
        assert to_text(briefing, 100).count("\n") < 50, "one screen"


def test_a_journalist_gets_three_sentences_of_the_new_statement_to_the_letter() -> None:
    briefing = page("journalist")
    new = briefing.material.comparisons[-1].new
    quotes = next(part for part in reader_parts(briefing) if part.title.endswith("to quote")).items
    assert len(quotes) == QUOTES
    for quote in quotes:
        (place,) = quote.places
        clause = next(c for c in new.clauses if c.address == place.address)
        assert quote.text.rstrip(".").replace("’", "'") in clause.text.replace("’", "'")
        assert " it " not in quote.text, "a sentence that leans on the one before cannot stand alone"


def test_a_negotiator_sees_brackets_with_their_paragraph() -> None:
    pair = compared("lantern", "2022-09-09", "2024-09-06")
    clause = pair.new.clauses[4]
    words = " ".join(clause.text.split()[2:6])
    drafted = replace(pair, new=replace(pair.new, brackets=(words,)))
    briefing = limited(make_briefing(drafted), short=False, annex="none", reader="negotiator")
    part = next(part for part in reader_parts(briefing) if part.title == "In square brackets")
    assert [(item.text, item.places[0].address) for item in part.items] == [(words, clause.address)]


def test_the_command_writes_it_and_verify_makes_it_again(tmp_path: Path) -> None:
    runner = CliRunner()
    asked = ["report", "--data", str(DATA), "--forum", "vedim", "-o", str(tmp_path)]
    made = runner.invoke(main, [*asked, "--for", "negotiator", "-f", "html", "-f", "markdown"])
    assert made.exit_code == 0, made.output
    text = next(tmp_path.glob("*negotiator.md")).read_text(encoding="utf-8")
    assert "At first" in text and "6th, 2021" in text, "the record's first wording"
    for path in tmp_path.iterdir():
        assert runner.invoke(main, ["verify", str(path)]).exit_code == 0
    refused = runner.invoke(main, [*asked, "--for", "journalist", "-f", "docx"])
    assert refused.exit_code == 2 and "not as docx" in refused.output
