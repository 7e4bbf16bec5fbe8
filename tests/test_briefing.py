"""The briefing: what it chooses, counts and says."""

from __future__ import annotations

from dataclasses import replace

import fictional
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.model import Band, Edit, EditKind, Outcome, Strength
from rapporteur.reports.briefing.build import make_briefing, make_series_briefing
from rapporteur.reports.briefing.editions import forum_name
from rapporteur.reports.briefing.model import Briefing, RunKind
from rapporteur.reports.briefing.sections import limited
from rapporteur.reports.briefing.wording import excerpt_of, runs_of, whole
from rapporteur.reports.figures.palette import DARK, TONES, contrast
from rapporteur.reports.formats.registry import OutputOptions, render
from rapporteur.reports.prose import (
    count,
    listed,
    ordinal,
    percent,
    plural,
    sentence,
    shortened,
    told,
)


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return make_briefing(fictional.comparison(), forum_name="Tidewater Ministers")


def test_page_one_leads_with_the_headlines_of_the_comparison(briefing: Briefing) -> None:
    assert [lead.text for lead in briefing.headlines] == [h.text for h in fictional.comparison().headlines]
    assert [lead.kind for lead in briefing.headlines] == ["stronger", "new", "dropped"]
    assert briefing.headlines[0].before == "Before: They welcomed the tide tables."
    assert briefing.headlines[1].note == "watched phrase “ferry”"
    anchors = {row.anchor for row in briefing.rows}
    assert all(place.anchor in anchors for lead in briefing.headlines for place in lead.places)


def test_page_one_says_what_is_passed_over(briefing: Briefing) -> None:
    assert [line.label for line in briefing.agenda if line.label == "Not mentioned"]


def test_only_pairs_that_a_headline_sets_side_by_side_stand_in_the_table(briefing: Briefing) -> None:
    assert [row.strength for row in briefing.top] == ["stronger"]


def test_a_short_briefing_has_page_one_alone(briefing: Briefing) -> None:
    short = limited(briefing, short=True, annex="changed")
    assert list(short.sections) == ["headlines", "agenda", "nothing"]
    assert short.headlines == briefing.headlines
    without = limited(briefing, short=False, annex="none")
    assert set(briefing.sections) - set(without.sections) == {"redline", "clauses"}


def test_every_count_equals_the_rows_it_names(briefing: Briefing) -> None:
    anchors = {entry.anchor for entry in briefing.entries}
    for counted in briefing.counts:
        assert counted.value == len(counted.rows)
        assert set(counted.rows) <= anchors


def test_the_annex_takes_up_the_matters_before_what_every_meeting_says_of_itself() -> None:
    themed = [("institution", "1"), ("ports", "2"), ("", "3.a"), ("meeting", "3.b"), ("fish", "4")]
    comparison = fictional.dropped_under(themed)
    titles = [group.title for group in make_briefing(comparison).groups]
    assert titles == ["Ports", "Fish", "No theme", "Institution", "Meeting"]
    named = make_briefing(comparison, theme_names={"meeting": "The gathering", "fish": "Meeting"})
    assert [group.title for group in named.groups][-1] == "The gathering"


def test_a_rank_is_said_with_an_article_and_the_sign_of_a_decision_without() -> None:
    comparison = fictional.comparison()
    old, new = (
        replace(s.meeting, number=n) for s, n in ((comparison.old, "3/CP.25"), (comparison.new, "20/CP.26"))
    )
    signed = replace(
        comparison, old=replace(comparison.old, meeting=old), new=replace(comparison.new, meeting=new)
    )
    assert make_briefing(signed).title.endswith("what changed from 3/CP.25 (2030) to 20/CP.26 (2031)")
    assert " from the " in make_briefing(comparison).title


PILOTS = "Joint Communique of the Third Conference of Pilots of the Lower Sound"


@pytest.mark.parametrize(
    ("forum", "title", "text", "name"),
    [
        ("unknown", PILOTS, "The pilots agreed.", "Conference of Pilots of the Lower Sound"),
        ("unknown", "Joint Communique", "The pilots agreed.", "Two statements"),
        ("downloads-2031", PILOTS, "The pilots agreed.", "Conference of Pilots of the Lower Sound"),
        ("sound", PILOTS, "The pilots of the Sound agreed.", "Conference of Pilots of the Lower Sound"),
        ("sound", "Joint Communique", "The pilots of the Sound agreed.", "Sound"),
        ("cpls", PILOTS, "The CPLS agreed.", "CPLS"),
        ("cpls", "Joint Communique", "The pilots agreed.", "CPLS"),
        ("lower-sound", "Joint Communique", "The pilots agreed.", "Lower sound"),
    ],
)
def test_a_forum_is_called_as_its_texts_call_it(forum: str, title: str, text: str, name: str) -> None:
    statement = fictional.comparison().new
    clause = replace(statement.clauses[0], text=text)
    assert forum_name(forum, [replace(statement, title=title, clauses=(clause,))]) == name


def test_a_statement_against_itself_says_nothing_changed() -> None:
    briefing = make_briefing(fictional.identical())
    assert briefing.headlines == ()
    assert "Only the form changed" in briefing.sections["headlines"].empty
    assert not briefing.top
    assert not briefing.silences
    assert not briefing.groups


def test_a_pair_that_cannot_be_compared_gets_a_page_that_says_why() -> None:
    briefing = make_briefing(fictional.unlike())
    assert not briefing.comparable
    assert set(briefing.sections) == {"not-comparable"}
    assert briefing.title.endswith("not compared")
    assert "press release" in briefing.sections["not-comparable"].lead


def test_what_was_undertaken_and_fell_silent_is_listed_with_its_last_date(briefing: Briefing) -> None:
    (silence,) = briefing.silences
    assert "chart of the Narrows" in silence.row.old.text  # type: ignore[union-attr]  # a dropped row has an old side
    assert silence.last_deadline == "by 2031-03-01 (1 March 2031)"
    assert "tasked" in silence.why


def test_a_dropped_promise_that_lives_on_in_another_clause_did_not_fall_silent() -> None:
    silent, overdue = fictional.promises()
    alive = replace(silent, outcome=Outcome.PROGRESSED, evidence=(f"{fictional.NEW}#5",))
    briefing = make_briefing(fictional.comparison(), promises=(alive, overdue))
    assert not briefing.silences and "Not mentioned" not in [line.label for line in briefing.agenda]
    assert [line.label for line in briefing.silence_rest] == ["Lives on", "Also dropped"]
    assert make_briefing(fictional.comparison(), promises=(silent, overdue)).silences


def test_thanks_to_the_host_are_no_undertaking(briefing: Briefing) -> None:
    (rest,) = briefing.silence_rest
    assert rest.text.startswith("One further clause of the earlier statement was dropped")


def test_lines_to_take_are_never_written_by_the_tool(briefing: Briefing) -> None:
    assert briefing.points
    assert briefing.points[0].fact.startswith("The wording is weaker than last time.")
    assert not hasattr(briefing.points[0], "line")


def test_without_a_ledger_that_of_the_pair_is_read() -> None:
    with_ledger = make_briefing(fictional.comparison(), promises=fictional.promises())
    assert [item.outcome for item in with_ledger.due] == ["date passed, not mentioned", "overdue"]
    assert any(line.label.startswith("Overdue") for line in with_ledger.agenda)
    without = make_briefing(fictional.comparison())
    assert [item.outcome for item in without.due] == ["date passed, not mentioned"]
    assert not any(line.label.startswith("Overdue") for line in without.agenda)


def test_numbers_of_meetings_that_fall_while_dates_rise_are_not_shown() -> None:
    pair = fictional.comparison()
    later = replace(pair.new, meeting=replace(pair.new.meeting, number="3"))
    assert make_briefing(pair).heading.endswith("7th, 2030 → 8th, 2031")
    briefing = make_briefing(replace(pair, new=later))
    assert (
        briefing.heading.endswith("2030 → 2031") and "th" not in briefing.title.rpartition(":")[2].split()[-1]
    )
    assert not briefing.new.long.startswith("3rd")


def test_a_section_with_nothing_to_say_is_left_out_and_the_others_are_counted_on() -> None:
    briefing = make_briefing(fictional.identical())
    assert not {"likely", "changed", "redline", "overrides", "missing"} & set(briefing.sections)
    assert briefing.sections["nothing"].lead.startswith("No undertaking of the earlier statement was found")
    full = make_briefing(fictional.comparison(), promises=fictional.promises())
    for made in (briefing, full):
        numbers = [section.number for section in made.sections.values() if section.number]
        figures = [n for n in numbers if n.isdecimal()]
        assert figures == [str(n) for n in range(1, len(figures) + 1)]
        assert numbers[len(figures) :] == list("ABCDE")[: len(numbers) - len(figures)]
    assert not full.sections["nothing"].lead and {"missing", "due"} <= set(full.sections)


def test_in_reading_order_every_change_stands_in_the_redline_itself(briefing: Briefing) -> None:
    ordered = limited(briefing, short=False, annex="changed", order="document")
    assert "clauses" not in ordered.sections and "clauses" in briefing.sections
    text = str(render(briefing, "text", OutputOptions(order="document")))
    redline = text.partition("REDLINE IN READING ORDER")[2]
    places = [
        redline.index(f"{row.where} · {row.sign} {row.kind}")
        for group in ordered.groups
        for row in group.rows
    ]
    assert places == sorted(places) and len(places) == len(briefing.rows)


def test_no_ladder_stands_where_nothing_was_ranked() -> None:
    pair = fictional.comparison()
    unranked = replace(pair, changes=tuple(replace(c, strength=Strength.NA) for c in pair.changes))
    for comparison, is_ranked in ((pair, True), (unranked, False)):
        briefing = make_briefing(comparison)
        assert bool(briefing.ladder) is is_ranked
        assert ("ladder" in briefing.sections["method"].title) is is_ranked
        for form in ("html", "text", "markdown"):
            assert ("analyst’s convention" in str(render(briefing, form))) is is_ranked, form


def test_a_series_tells_how_it_came_to_this() -> None:
    pair = fictional.comparison()
    later = replace(
        fictional.identical(),
        old=pair.new,
        new=replace(pair.new, meeting=replace(pair.new.meeting, number="9", date="2032-05-01")),
        changes=(),
    )
    briefing = make_series_briefing((pair, later), threads=fictional.threads())
    assert [era.meeting for era in briefing.eras] == ["8th, 2031", "9th, 2032"]
    assert (briefing.eras[0].added, briefing.eras[0].dropped, briefing.eras[0].weaker) == (1, 2, 1)
    assert [lane.title for lane in briefing.lanes] == [
        "Idea of a common harbour register",
        "Pilots' Board to publish the chart of the Narrows by 1 March 2031",
    ]
    lanes = next(figure for figure in briefing.figures if figure.id == "lanes")
    assert lanes.rows[1] == (briefing.lanes[1].title, "+ new", "− dropped", "")
    assert any(figure.id == "heat" for figure in briefing.figures)


def test_a_figure_carries_the_numbers_that_it_draws() -> None:
    pair = fictional.comparison()
    assert not any(
        figure.id == "tiers" for figure in make_briefing(pair).figures
    )  # one of two pairings is doubtful
    sure = tuple(replace(change, band=Band.SURE, confidence=1.0) for change in pair.changes)
    tiers = next(f for f in make_briefing(replace(pair, changes=sure)).figures if f.id == "tiers")
    assert sum(int(row[2]) for row in tiers.rows) == 2
    assert "one moved up (▲), one moved down (▼)" in tiers.caption


@pytest.mark.parametrize("tone", sorted(TONES))
def test_every_tone_is_readable_on_its_ground(tone: str) -> None:
    assert contrast(*TONES[tone]) >= 4.5 and contrast(*DARK[tone]) >= 4.5


def test_contrast_of_black_on_white_is_the_greatest_and_of_a_colour_on_itself_the_least() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


EDITS = st.lists(
    st.tuples(st.sampled_from(list(EditKind)), st.text("ab ,.", min_size=1, max_size=8)), max_size=12
).map(lambda pairs: tuple(Edit(kind, text) for kind, text in pairs))


@given(EDITS)
def test_leading_spaces_change_neither_wording(pairs: tuple[Edit, ...]) -> None:
    runs = runs_of(pairs)
    for gone, hidden in ((EditKind.DELETE, RunKind.DELETE), (EditKind.INSERT, RunKind.INSERT)):
        before = "".join(edit.text for edit in pairs if edit.kind is not gone)
        assert "".join(run.text for run in runs if run.kind is not hidden) == before


def test_a_space_between_two_runs_leads_the_second() -> None:
    runs = runs_of(
        fictional.edits(
            (EditKind.KEEP, "They "),
            (EditKind.DELETE, "noted "),
            (EditKind.INSERT, "agreed "),
            (EditKind.KEEP, "it."),
        )
    )
    assert [run.text for run in runs] == ["They", " noted", " agreed", " it."]


def test_a_quotation_is_made_of_the_words_of_the_clause() -> None:
    text = " ".join(f"word{i}" for i in range(200))
    for runs in (
        whole(text),
        runs_of(fictional.edits((EditKind.KEEP, text), (EditKind.INSERT, " and the end"))),
    ):
        quote = excerpt_of(runs)
        assert any(run.kind is RunKind.GAP for run in quote)
        for run in quote:
            assert run.kind is RunKind.GAP or run.text in "".join(r.text for r in runs)


def test_a_short_clause_is_quoted_whole() -> None:
    assert excerpt_of(whole("They agreed.")) == whole("They agreed.")


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (count(0, "clause"), "no clauses"),
        (count(1, "clause"), "one clause"),
        (count(2, "body"), "two bodies"),
        (count(3, "carried clause"), "three carried clauses"),
        (count(1204, "paragraph"), "1,204 paragraphs"),
        (plural("is", 1) + plural("is", 0), "isare"),
        (told(0, "was") + ", " + told(1, "was") + ", " + told(2, "was"), "none was, one was, two were"),
        (listed([]), ""),
        (listed(["a"]), "a"),
        (listed(["a", "b", "c"]), "a, b and c"),
        (sentence("one clause"), "One clause."),
        (sentence(""), ""),
        (ordinal("22"), "22nd"),
        (percent(0.004), "under 1%"),
        (percent(0), "0%"),
        (shortened("a long title of many words", 12), "a long…"),
    ],
)
def test_numbers_and_lists_read_as_a_person_would_say_them(made: str, wanted: str) -> None:
    assert made == wanted
