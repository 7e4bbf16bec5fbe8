"""What leads the page: which runs of clauses, in which words, and what never stands side by side."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.headlines.candidates import candidates_of
from rapporteur.compare.headlines.cuts import MOST_WORDS
from rapporteur.compare.headlines.features import FEATURES, feature_matrix, stems_of
from rapporteur.compare.headlines.find import find_headlines
from rapporteur.compare.headlines.rules import next_meeting
from rapporteur.compare.headlines.sentences import joined, sentence_of, tidied, under_lead
from rapporteur.compare.headlines.watch import Watch
from rapporteur.compare.model import Clause, Comparison, HeadlineKind, Statement
from rapporteur.reports.formats.tables import comparison_json
from reading import read
from sample import compared


def comparison() -> Comparison:
    return compared("vedim", "2024-02-23", "2025-02-14")


def understood(text: str) -> Statement:
    return read_mentions(read_acts(read(text, forum="ports")))


def clause(text: str) -> Clause:
    return understood(f"1. {text}\n").clauses[0]


def told(text: str) -> str:
    return sentence_of(clause(text), lambda words: 1.0)


def pair(old: str, new: str) -> Comparison:
    return compare_statements(understood(old), understood(new), force=True)


def test_candidates_stay_within_one_paragraph_and_ninety_words() -> None:
    found = candidates_of(comparison())
    assert found
    for candidate in found:
        assert len({c.paragraph for c in candidate.clauses}) == 1
        assert len(candidate.clauses) == 1 or len(candidate.text.split()) <= 90
        assert 1 <= len(candidate.clauses) <= 4


def test_features_are_standardised_within_the_pair() -> None:
    found = candidates_of(comparison())
    matrix = feature_matrix(comparison(), found)
    assert matrix.shape == (len(found), len(FEATURES))
    assert abs(matrix.mean(axis=0)).max() < 1e-9


def test_headlines_share_no_clause_and_at_most_three_of_ten_are_gone() -> None:
    headlines = find_headlines(comparison())
    shown = [address for line in headlines for address in (line.new or line.old)]
    assert 0 < len(headlines) <= 20
    assert len(shown) == len(set(shown))
    assert sum(line.kind is HeadlineKind.DROPPED for line in headlines[:10]) <= 3


def test_a_statement_beside_itself_has_no_headlines() -> None:
    same = comparison().new
    assert compare_statements(same, same, force=True).headlines == ()


def test_the_same_pair_has_the_same_headlines() -> None:
    assert find_headlines(comparison()) == find_headlines(comparison())


def test_a_pair_that_is_not_sure_is_told_without_its_old_wording() -> None:
    sure = {a for c in comparison().changes if c.confidence >= 0.5 for a in c.old}
    for line in find_headlines(comparison()):
        assert set(line.old) <= sure or line.kind is HeadlineKind.DROPPED


def test_the_desks_watch_list_lifts_its_entries_and_says_so() -> None:
    watched = find_headlines(comparison(), watch=Watch(phrases=("Harbour",), themes=()))
    plain = find_headlines(comparison())
    lifted = [line for line in watched if any("watched phrase" in why for why in line.reasons)]
    assert not any("watched" in why for line in plain for why in line.reasons)
    for line in lifted:
        mine = [
            c.text
            for s in (comparison().old, comparison().new)
            for c in s.clauses
            if c.address in (*line.old, *line.new)
        ]
        assert "harbour" in " ".join(mine).lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We welcome the chart.", "We welcome the chart."),
        ("In this regard, we also welcome the chart of wrecks.", "We welcome the chart of wrecks."),
        (
            "Recognising the weight of night traffic in the northern straits and the growing needs of the smaller ports, "
            "we decided to open the second lock by the end of 2027.",
            "We decided to open the second lock by the end of 2027.",
        ),
        (
            "We endorsed the Harbour Code on Lights and Signals, including its annexes on fog, on ice and on the towing of barges "
            "at night in narrow waters and at the approaches.",
            "We endorsed the Harbour Code on Lights and Signals.",
        ),
        (
            "We note that one third of the ports of the northern coast, including those of the islands and of the inner lakes, "
            "does not have a working light or any other signal.",
            "We note that one third of the ports of the northern coast does not have a working light or any other signal.",
        ),
        (
            "The two ports will lower the lock fee for vessels of the member ports, as initially set out in the Harbour Order of 2 May 2025, "
            "to 19 percent of the full fee for the time being.",
            "The two ports will lower the lock fee for vessels of the member ports to 19 percent of the full fee for the time being.",
        ),
        (
            "Signals and Lights: Saltmere has committed to keep a light at each of the locks of the northern channel and at the two entries, as well as "
            "to keep a second one for the winter.",
            "Saltmere has committed to keep a light at each of the locks of the northern channel and at the two entries.",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_where_it_may_end(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We will open the second lock to all vessels of the member ports and of their neighbours along the coast, "
        "provided that the survey of the northern channel has been completed.",
        "We note that one third of the ports of the northern coast and of the islands, the inner lakes among them, "
        "has no light or other signal, except where the member ports keep one at their own cost.",
    ],
)
def test_a_sentence_is_not_cut_where_the_rest_would_be_taken_back(text: str) -> None:
    whole = told(text)
    assert len(whole.split()) > MOST_WORDS
    assert whole == text


@pytest.mark.parametrize(
    "text",
    [
        "We agreed to open it to the vessels of all member ports by the end of 2027.",
        "We urged the others to join the survey of the northern channel by 2027.",
        "Welcoming the survey of the northern channel by the member ports.",
        "WHEREAS, on 2 May 2025, the Harbour Board opened the second lock to all vessels.",
        "Though the proposed fund for the northern harbours was at first designed.",
        "We decided to apply such rules to all vessels of the member ports.",
        "Three years ago the member ports opened the second lock to all vessels.",
        "Takes note of the estimated budgetary implications of the activities of the secretariat of the ports.",
    ],
)
def test_what_does_not_stand_without_its_neighbours_is_no_headline(text: str) -> None:
    old = "1. We welcomed the chart of wrecks.\n"
    assert pair(old, f"1. We welcomed the chart of wrecks.\n\n2. {text}\n").headlines == ()


def test_links_and_marks_leave_a_sentence() -> None:
    assert tidied("We **welcome** the [report](https://x.org/a)2 .") == "We welcome the report2."


def test_a_central_banks_decision_leads() -> None:
    old = "1 May 2025\n\nThe Board decided to lower the cash rate by 25 basis points to 3.75 percent. Fish prices rose again in the north.\n"
    new = "1 June 2025\n\nStorms closed most of the ports of the north for a week. The Board decided to leave the cash rate unchanged at 3.75 percent.\n"
    first = pair(old, new).headlines[0]
    assert first.kind is HeadlineKind.DECISION
    assert "held at 3.75" in first.text
    assert "lowered" in first.before


def test_the_data_carry_the_headlines_with_their_paragraphs() -> None:
    data = json.loads(comparison_json(comparison()))
    assert data["headlines"]
    assert all("para" in line["text"] for line in data["headlines"])


def test_the_next_meeting_is_the_one_after_this() -> None:
    text = "12th Harbour Ministers' Meeting\n1 May 2025\n\n1. We welcomed the 14th Harbour Fair, to be held in Saltmere in 2026.\n\n2. {}\n"
    old = understood(text.format("The 12th Harbour Ministers' Meeting will be held in Ebbford in 2025."))
    new = understood(
        text.format("Ministers agreed to hold the 13th Harbour Ministers' Meeting in Ebbford in 2026.")
    )
    found = next_meeting(replace(new, meeting=replace(new.meeting, number="12")))
    assert found is not None and "13th" in found.text
    assert next_meeting(replace(old, meeting=replace(old.meeting, number="12"))) is None


def test_an_entry_of_a_list_stands_under_the_line_that_opens_it() -> None:
    entry = replace(clause("Dredging the northern channel."), lead="We agreed to the following steps:")
    assert under_lead(entry) == "We agreed to the following steps: "
    assert joined("We agreed to ", "Dredge the channel.") == "We agreed to dredge the channel."
    with pytest.raises(ValueError):
        under_lead(replace(entry, lead=" ".join(["step"] * 20) + ":"))


def test_nothing_is_called_dropped_that_lives_on_in_another_paragraph() -> None:
    dropped = [line for line in find_headlines(comparison()) if line.kind is HeadlineKind.DROPPED]
    paragraphs = [set(stems_of(c.text)) for c in comparison().new.clauses]
    for line in dropped:
        words = set(stems_of(line.text))
        assert all(len(words & paragraph) < 0.7 * len(words) for paragraph in paragraphs)


def test_a_war_that_enters_the_text_has_an_entry() -> None:
    rest = "".join(
        f"{n}. We welcome chart {n} of the northern ports and will publish it by 2027.\n\n"
        for n in range(2, 14)
    )
    war = (
        "14. We condemn the attacks of France on the ports of the north.\n\n15. The war of France threatens the trade of the islands.\n\n"
        "16. We are concerned by what France does at sea.\n\n17. The ships of France have left.\n"
    )
    old = "1. We welcome the chart of wrecks.\n"
    told = [
        line.text for line in pair(old, f"1. We welcome the chart of wrecks.\n\n{rest}{war}").headlines[:4]
    ]
    assert any("condemn" in text and "France" in text for text in told)


def test_a_courtesy_without_a_name_or_a_figure_is_no_headline() -> None:
    old = "1. We welcome the chart of wrecks.\n"
    new = "1. We welcome the chart of wrecks.\n\n2. We will work together with new energy.\n"
    assert pair(old, new).headlines == ()


def test_another_bodys_meeting_is_not_the_next_one() -> None:
    text = "Harbour Ministers\n1 May 2025\n\n1. We look forward to the next Fisheries Summit, to be hosted by Saltmere in 2026.\n"
    assert next_meeting(understood(text)) is None
    own = "Harbour Ministers\n1 May 2025\n\n1. We will hold our next meeting in Saltmere in 2026.\n"
    assert next_meeting(understood(own)) is not None


def test_a_named_thing_stands_beside_what_was_said_of_it() -> None:
    old = "1. We welcomed the development of the Harbour Code on Lights and Signals in 2024.\n"
    new = "1. We endorsed the Harbour Code on Lights and Signals, which sets out the duties of all member ports at night and in fog.\n"
    first = pair(old, new).headlines[0]
    assert first.text.startswith("We endorsed the Harbour Code")
    assert "welcomed the development" in first.before
