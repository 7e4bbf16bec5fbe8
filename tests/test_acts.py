"""Which sentence is an act of the statement's own voice, and which only tells."""

from __future__ import annotations

import pytest
from rapporteur.compare.acts.find import read_acts, unknown_verbs
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Act, Clause, Meeting, Part, Statement, StatementKind
from strength_cases import statement


def acts(*texts: str, kind: StatementKind = StatementKind.STATEMENT) -> list[tuple[str, int | str | None]]:
    """The acts of all clauses as (verb, tier), R for a re-statement and E for an emotive verb."""
    return [(a.verb, _mark(a)) for c in statement(*texts, kind=kind).clauses for a in c.acts]


def _mark(act: Act) -> int | str | None:
    return act.tier or ("R" if act.restated else "E" if act.emotive else None)


SPOKEN = {
    "We must redouble our efforts at sea.": [("must redouble", 6)],
    "We are united in our support for the pilots.": [("are united in our support", 4)],
    "We are united in our determination to dredge.": [("are united in our determination to dredge", 6)],
    "We announce the launch of the Reef Fund.": [("announce", 7)],
    "We announced our support for the pilots.": [("announced our support", 4)],
    "We announced that we intend to dredge.": [("announced", 6)],
    "We are taking the following new measures.": [("are taking the following new measures", 6)],
    "The Ministers discussed the tides, as well as exchanged views on reefs.": [("discussed", 1), ("exchanged", 1)],
    "We welcome and support the pilots' efforts.": [("welcome", 2), ("support", 4)],
    "Recognizing the tides, we will dredge.": [("Recognizing", 1), ("will dredge", 6)],
    "We will hold a summit as well as launch a fund.": [("will hold", 6), ("launch", 6)],
    "We, the Leaders of the Ten, met in Saltmere to reaffirm our bond.": [("reaffirm", "R")],
    "We strongly oppose any blockade.": [("oppose", "E")],
    "BE IT RESOLVED, that the Board hereby recommends the closure of the strait.": [("recommends", 3)],
    "The Board made an allocation of USD 5 million.": [("made an allocation", 7)],
    "We continue opposing the use of mines.": [("continue opposing", "E")],
    "We continue exploring new sources of dredging funds.": [("continue exploring", 6)],
    "We aim by 2035 to train more pilots.": [("aim", 6)],
    "Expresses its recognition of the role of the pilots;": [("Expresses its recognition", 1)],
    "It is hereby resolved, that the strait be opened.": [("resolved", 7)],
    "The Meeting welcomed the Harbour Plan.": [("welcomed", 2)],
    "We strongly condemn the attack and call on all sides to talk.": [("condemn", "E"), ("call on", 3)],
    "The Ministers noted the report, endorsed the plan and agreed to convene in May.": [
        ("noted", 1), ("endorsed", 4), ("agreed to convene", 7),
    ],
    "Also requests the secretariat to prepare a paper and invites Parties to comment;": [("requests", 5), ("invites", 3)],
    "Takes note with appreciation of the report;": [("Takes note with appreciation", 2)],
    "Notes with deep concern the state of the reefs;": [("Notes with deep concern", "E")],
    "We are deeply concerned by the storm.": [("are deeply concerned", "E")],
    "We remain committed to ending the dispute.": [("remain committed to ending", 6)],
    "The Council RECALLS its conclusions and UNDERLINES the need for action.": [("RECALLS", "R"), ("UNDERLINES", "R")],
    "The Meeting expressed its sincere appreciation to Norland.": [("expressed its sincere appreciation", 2)],
    "Ministers will continue to expand the network.": [("will continue to expand", 6)],
    "We are pleased to announce the Reef Fund.": [("are pleased to announce", 7)],
    "We have agreed that the chart be renewed.": [("agreed", 7)],
    "We, the Leaders of Norland, Sorland and the isles, met in Port Amber and decided to extend the pact.": [
        ("decided to extend", 7),
    ],
    "The Foreign Ministers of Norland, Sorland and the isles welcomed the truce.": [("welcomed", 2)],
    "The Prime Minister and the President agreed that trade should grow.": [("agreed", 7)],
    "Australia and Fiji will work together to build a port.": [("will work", 6)],
    "In this context today we express our gratitude.": [("express our gratitude", 2)],
    "Parties are invited to submit their views.": [("invited", 3)],
    "It was agreed that the next session be held in Port Opal.": [("agreed", 7)],
    "The annex is hereby adopted.": [("adopted", 7)],
    "We would welcome further work.": [("would welcome", 2)],
    "We will, where useful, develop standards.": [("will, where useful, develop", 6)],
    "We continue to express our concern.": [("continue to express our concern", "E")],
}  # fmt: skip

TOLD = [
    "WHEREAS, the Board decided to close the strait;",
    "We begin the year together, committed to calm seas.",
    "Building trust requires time.",
    "The Ministers share common values and an interest in calm seas.",
    "Norland said that ports matter.",
    "Our nations are consulting with the pilots.",
    "We continued exploring the reef last year.",
    "Fishing continues during the storm.",
    "The Third Meeting was held in Port Amber on 1-2 May 2030.",
    "Norland emphasised that ports matter and expressed its commitment to the isles.",
    "The Guide will serve as a practical tool.",
    "The report, which was adopted in May, endorsed a new approach.",
    "This plan was endorsed by officials and supported by banks.",
    "At the last Summit, we launched the Reef Fund.",
    "The coalition sought to bring in the private sector.",
    "We are building capacity in the isles.",
    "President Brine expressed appreciation for the visit.",
    "the framework that the members adopted at their last session",
    "Requests for information and support to the isles.",
]


@pytest.mark.parametrize("text", SPOKEN, ids=lambda text: text[:40])
def test_the_own_voice_is_heard(text: str) -> None:
    assert acts(text) == SPOKEN[text]


@pytest.mark.parametrize("text", TOLD, ids=lambda text: text[:40])
def test_what_is_only_told_is_no_act(text: str) -> None:
    assert acts(text) == []


def test_they_speaks_only_after_somebody_spoke() -> None:
    assert acts("The Ministers noted the plan.", "They welcomed the fund.")[1:] == [("welcomed", 2)]
    assert acts("Boats arrived early.", "They welcomed the dawn.") == []


def test_an_entry_under_an_undertaking_is_undertaken_and_under_a_record_is_not() -> None:
    lead = "We jointly committed to the following actions."
    assert acts(lead, "Launching a pilot school;", "Sharing tide tables.")[1:] == [
        ("Launching", 7),
        ("Sharing", 6),
    ]
    assert acts("The Meeting noted the following:", "Sharing tide tables.")[1:] == []


PHRASES = {
    "We commit to net zero ferries by 2040.": "commit to",
    "We commit to two new lighthouses.": "commit to",
    "We are committed to accountability.": "are committed to",
    "We commit to ambitious and swift repairs.": "commit to",
    "We commit to open sharing of tide tables.": "commit to",
    "We commit to open the strait to ferries.": "commit to open",
    "We are committed to close cooperation.": "are committed to",
    "We are committed to close the gap in pilotage.": "are committed to close",
    "We commit to strengthening the pilot schools.": "commit to strengthening",
    "We decided to better coordinate the dredgers.": "decided to better coordinate",
    "We agreed to finance the Reef Fund.": "agreed to finance",
    "We will phase out coal barges.": "will phase out",
    "We will contribute up to USD 5 million.": "will contribute",
    "We will not only repair the piers but build new ones.": "will not only repair",
}


@pytest.mark.parametrize("text", PHRASES, ids=lambda text: text[:40])
def test_a_chain_after_to_ends_in_a_verb_or_before_it(text: str) -> None:
    (act,) = statement(text).clauses[0].acts
    assert act.verb == PHRASES[text]
    assert not act.negated


def test_what_members_are_requested_to_do_is_an_appeal_and_a_body_is_instructed() -> None:
    assert acts("Requests Parties to mark the wrecks;", kind=StatementKind.DECISION) == [("Requests", 3)]
    assert acts("Requests the secretariat to mark the wrecks;", kind=StatementKind.DECISION) == [
        ("Requests", 5)
    ]


def test_a_participle_behind_the_verb_is_an_act_in_a_decision_only() -> None:
    text = "Urges the Board to dredge, noting the role of pilots;"
    assert acts(text, kind=StatementKind.DECISION) == [("Urges", 3), ("noting", 1)]
    assert acts("We urge the Board to dredge, noting the role of pilots.") == [("urge", 3)]


def _entries(lead: str, *entries: tuple[str, str, str]) -> list[str]:
    """The verbs of entries (paragraph, label, text) below an opening line."""
    clauses = [Clause("x#1", "1", "", lead, 0, len(lead))]
    clauses += [
        Clause(f"x#{n}", paragraph, "", text, 0, len(text), label=label)
        for n, (paragraph, label, text) in enumerate(entries, start=2)
    ]
    made = Statement(Meeting("x"), StatementKind.STATEMENT, "", "", tuple(clauses), "", "")
    return [act.verb for clause in read_acts(made).clauses[1:] for act in clause.acts]


def test_an_entry_below_we_will_begins_with_its_verb_and_a_noun_there_is_none() -> None:
    lead = "We will:"
    assert _entries(lead, ("1", "a", "Repair the piers;"), ("1", "b", "Train the pilots.")) == [
        "Repair",
        "Train",
    ]
    for text in (
        "Total dues since the start.",
        "The piers of the isles.",
        "Two piers.",
        "Participation of pilots.",
    ):
        assert _entries(lead, ("1", "a", text)) == []


def test_an_entry_keeps_the_tier_of_a_verb_that_has_its_own() -> None:
    made = acts(
        "We decided on the following actions:",
        "(a) Invite all to dredge;",
        "(b) Request the Board to report.",
    )
    assert made[1:] == [("Invite", 3), ("Request", 5)] or made[1:] == []
    assert _entries(
        "We agreed on the following actions:", ("1", "a", "Invite all to dredge;"), ("1", "b", "Cut fees.")
    ) == [
        "Invite",
        "Cut",
    ]


def test_numbered_entries_below_a_stem_without_a_number_are_all_undertaken() -> None:
    stem = "We must act through the following actions:"
    found = _entries(stem, ("1", "1.", "Repair the piers."), ("2", "2.", "Commit to and fund a dredger."))
    assert found == ["Repair", "Commit to"]


def test_a_list_of_undertakings_ends_where_another_numbered_paragraph_begins() -> None:
    found = _entries(
        "We will:",
        ("1", "a", "Repair the piers."),
        ("2", "2", "Share prices rose."),
        ("2", "a", "Trade grew."),
    )
    assert found == ["Repair"]


def test_a_preamble_speaks_in_participles() -> None:
    text = "Recalling its decision on reefs,"
    clause = Clause("x#1", "", "", text, 0, len(text), part=Part.PREAMBLE)
    made = Statement(Meeting("x"), StatementKind.DECISION, "", "", (clause,), "", "")
    assert read_acts(made).clauses[0].acts[0].restated


def test_a_country_that_met_undertakes_and_another_is_reported() -> None:
    opening = "Today we, the leaders of Australia, India and Japan, met in Tokyo."
    assert acts(opening, "India commits to providing pilots.")[-1] == ("commits to providing", 6)
    met = ("We met in Port Amber.", "The sea was calm.")
    assert acts(*met, "India commits to providing pilots.") == []
    assert acts(*met, "India will host the next Summit.") == [("will host", 6)]


def test_an_act_keeps_its_span_and_says_to_whom_what_and_with_what_hedge() -> None:
    clause = statement("The Meeting urged the Board to launch the fund, as appropriate.").clauses[0]
    act = clause.acts[0]
    assert clause.text[act.start : act.end] == "urged"
    assert (act.addressee, act.inner, act.hedges, act.subject) == (
        "own body",
        "launch",
        ("as appropriate",),
        "The Meeting",
    )


def test_the_news_is_the_inner_act_and_the_signal_the_outer() -> None:
    act = statement("The Meeting welcomed the endorsement of the plan.").clauses[0].acts[0]
    assert (act.lemma, act.inner) == ("welcome", "endorsement")


def test_a_negation_is_kept() -> None:
    assert statement("We do not recognise the result.").clauses[0].acts[0].negated


def test_a_decision_has_a_ladder_of_its_own() -> None:
    assert acts("Demands that all sides stop;", kind=StatementKind.DECISION) == [("Demands", 7)]
    assert acts("We demand that all sides stop.") == [("demand", 3)]


FOREIGN = {
    "fr": "Le Conseil se félicite des progrès accomplis dans les îles et invite la Commission à présenter un rapport sur les ports avant la fin de l'année prochaine. ",
    "es": "Los Ministros acogieron con satisfacción los avances logrados en las islas y acordaron celebrar la próxima reunión en el puerto de la capital del país. ",
    "th": "ที่ประชุมยินดีต่อความคืบหน้าของแผนแม่บทและเห็นชอบแผนงานประจำปีของอาเซียน ที่ประชุมขอบคุณเจ้าภาพ ",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_in_another_language_gets_no_acts_and_says_so(language: str) -> None:
    made = statement(*[FOREIGN[language]] * 3)
    if language == "th":
        made = read_acts(
            Statement(Meeting("x"), StatementKind.STATEMENT, "", "", made.clauses, "", "", language="th")
        )
    assert not any(clause.acts for clause in made.clauses)
    if language != "th" or made.detected:
        assert any(d.name == "acts" and "English" in d.reason for d in made.detected)


def test_a_central_bank_claims_no_acts_and_says_why() -> None:
    made = statement(
        "The Committee decided to keep the policy rate where it is.", kind=StatementKind.CENTRAL_BANK
    )
    assert not made.clauses[0].acts
    assert "central-bank" in made.detected[0].reason


def test_an_unknown_verb_of_the_own_voice_is_shown_with_its_sentence() -> None:
    text = "The Ministers galvanised the coast guards and met again."
    assert unknown_verbs(statement(text)) == (("galvanised", text),)
    assert unknown_verbs(statement("The Ministers met and welcomed the plan.")) == ()


def test_reading_twice_is_reading_once() -> None:
    once = statement("The Meeting welcomed the plan and agreed to meet by May 2031.")
    assert read_acts(once, read_lexicon()) == once


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "(((",
        "the the the to to to and and",
        "We " * 400,
        "and " * 400,
        "We, " * 9000,
        "a-" * 30000,
        "A (B) " * 9000,
    ],
)
def test_odd_text_neither_fails_nor_hangs(text: str) -> None:
    statement(text)


def test_an_entry_below_we_will_begins_with_its_verb() -> None:
    made = statement("We will:", "We will:").clauses
    texts = ("We will:", "open the ports;", "train the pilots; and")
    clauses = tuple(
        Clause(f"x#{n}", "1", "", text, 0, len(text), label=f"({n})" if n else "", lead=texts[0] if n else "")
        for n, text in enumerate(texts)
    )
    read = read_acts(Statement(Meeting("x"), StatementKind.STATEMENT, "", "", clauses, "", ""))
    assert [(a.verb, a.tier) for c in read.clauses for a in c.acts] == [("open", 6), ("train", 6)]
    assert not any(clause.acts for clause in made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We committed $8 million to the pilots.", [("committed", 6)]),
        ("In doing so we will keep the ports open.", [("will keep", 6)]),
        ("Domestically we will train the pilots.", [("will train", 6)]),
        ("We ask that the Board report back.", [("ask", 5)]),
        ("We call attention to the rise of the sea.", [("call attention to", 1)]),
        (
            "The Ministers noted, with appreciation, the offer of the pilots.",
            [("noted, with appreciation", 2)],
        ),
        ("The Ministers deferred consideration of the dues.", [("deferred", 7)]),
        ("The Ministers spoke in favour of a treaty on tides.", [("spoke in favour of", 4)]),
        ("The Ministers bemoaned the slow repair of the piers.", [("bemoaned", "E")]),
        ("Once approved domestically, the dues fall.", []),
        ("The actions we support are many.", []),
    ],
)
def test_more_ways_of_speaking_and_of_telling(text: str, expected: list[tuple[str, int]]) -> None:
    assert acts(text) == expected


def test_a_participle_behind_a_verb_of_the_present_is_no_act() -> None:
    text = "We welcome new lamps and continue to discuss trends towards open, secure and established ports."
    assert [verb for verb, _ in acts(text)] == ["welcome", "continue to discuss"]
    assert [verb for verb, _ in acts("The Meeting welcomed new lamps and adopted the Reef Plan.")] == [
        "welcomed",
        "adopted",
    ]


def test_to_say_a_thing_again_is_no_undertaking_whatever_the_tense() -> None:
    assert acts("We will reiterate the urgent need for lamps.") == [("will reiterate", "R")]
    assert acts("We will repair the lamps.") == [("will repair", 6)]


def test_an_entry_that_opens_with_a_small_word_has_no_verb_there() -> None:
    lead = "We are taking the following measures:"
    texts = (lead, "To this end, we will close the piers.", "Given the storms, we will light the piers.")
    clauses = tuple(
        Clause(f"x#{n}", "1", "", text, 0, len(text), label=f"({n})" if n else "", lead=lead if n else "")
        for n, text in enumerate(texts)
    )
    read = read_acts(Statement(Meeting("x"), StatementKind.STATEMENT, "", "", clauses, "", ""))
    assert [a.verb for c in read.clauses[1:] for a in c.acts] == ["will close", "will light"]
