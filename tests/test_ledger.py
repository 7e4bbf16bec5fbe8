"""The ledger: what counts as a promise, and what became of it; the sample's promises are all told right."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.history.cues import excerpt
from rapporteur.compare.history.ledger import due_promises, read_ledger
from rapporteur.compare.history.questions import are_two_parties
from rapporteur.compare.history.record import make_record
from rapporteur.compare.history.undertakings import read_pledges
from rapporteur.compare.model import Clause, Meeting, Outcome, Promise, Statement, StatementKind
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.compare.themes.assign import assign_themes

DATA = Path(__file__).resolve().parents[1] / "data"
CASES = [
    case for case in tomllib.loads((DATA / "expected.toml").read_text("utf-8"))["case"] if "promise" in case
]


def statement(date: str, *texts: str) -> Statement:
    name = f"coast/{date}"
    clauses = tuple(Clause(f"{name}#{i}", str(i), "", text, 0, len(text)) for i, text in enumerate(texts, 1))
    said = Statement(
        Meeting("coast", date=date), StatementKind.STATEMENT, "", " ".join(texts), clauses, f"{date}.md", ""
    )
    return read_mentions(read_acts(said))


def ledger(*statements: Statement, asof: str = "") -> tuple[Promise, ...]:
    pairs = pairwise(statements)
    return read_ledger(statements, [compare_statements(o, n, force=True) for o, n in pairs], asof=asof)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The Meeting agreed to publish a Tide Atlas by the end of 2030.", "commitment"),
        ("The Meeting tasked the Secretariat to publish a Tide Atlas.", "instruction"),
        ("The Meeting encouraged Member States to adopt the Common Tide Code.", "appeal"),
        ("The Meeting looked forward to the completion of the Tide Atlas.", "expectation"),
        ("The Meeting welcomed the development of a Tide Atlas in 2030.", "expectation"),
    ],
)
def test_a_doing_that_lies_ahead_is_a_promise(text: str, form: str) -> None:
    (pledge,) = read_pledges(statement("2029-05-01", text))
    assert pledge.form == form


@pytest.mark.parametrize(
    "text",
    [
        "The Meeting adopted the Tide Atlas.",
        "The Meeting noted the outcome of the survey.",
        "The Meeting encouraged Member States to cooperate.",
        "The Meeting welcomed the completion of the Tide Atlas in 2028.",
        "The Meeting reaffirmed its commitment to the sea.",
        "The Meeting looked forward to deeper friendship.",
        "The Meeting welcomed the Tide Strategy 2025-2035.",
    ],
)
def test_what_is_done_or_can_never_be_met_is_none(text: str) -> None:
    assert read_pledges(statement("2029-05-01", text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Meeting was pleased to announce the Coastal Buoy Partnership.",
        "We have operationalised the Buoy Desk, which will count the boats.",
        "We welcome the boat survey mandated by the Harbour Council.",
        "The Meeting looked forward to welcoming President Lund to the Harbour Summit in 2030.",
        "The Meeting looked forward to the finalization of the Tide Standards by the Sailors Guild.",
        "Last year, in Saltmere, we agreed to launch a Tide Portal.",
        "It was reported that the isles will join the Buoy Fund.",
        "The Meeting decided to adopt the Harbour Rules set out in the annex.",
        "The Meeting called for continued support of the Buoy Fund by 2031.",
        "The Meeting invited new donors to join the Buoy Fund.",
        "The Meeting extended an invitation for the President to visit the harbour.",
        "The Meeting welcomed a firm's plan for a cable that will begin operation in 2030.",
    ],
)
def test_what_is_told_hoped_or_asked_of_others_is_none(text: str) -> None:
    assert read_pledges(statement("2029-05-01", text)) == ()


@pytest.mark.parametrize(
    ("text", "is_open_ended"),
    [
        ("We will join forces to expand fair fishing.", True),
        ("We will reenergise our efforts to provide good piers.", True),
        ("We commit to maintaining a free and open sea.", True),
        ("We commit to support coasts that are willing to phase out nets.", True),
        ("We will continue to impose sanctions on smugglers.", True),
        ("We will take decisive action on storms by 2031.", True),
        ("We will establish trust between the coasts.", True),
        ("We will establish a tide centre.", False),
        ("We will combine our means and establish a boat working group.", False),
        ("We will work closely together to launch a storm portal.", False),
        ("We plan to invest 7 million crowns in buoys.", False),
        ("We commit to end dumping by 2031.", False),
        ("We will develop the Common Tide Atlas.", False),
        ("The Meeting tasked the Secretariat to include the tides in its list.", False),
    ],
)
def test_what_can_be_shown_as_done_names_its_deed(text: str, is_open_ended: bool) -> None:
    (pledge, *_) = read_pledges(statement("2029-05-01", text))
    assert pledge.is_open_ended is is_open_ended


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("We ask our officials to draft a paper to discuss the harbour plan of 2031.", None),
        ("We will revise the pier rules for the period 2030-2034.", None),
        ("We will hold a workshop on pre-2031 tides.", None),
        ("We will prepare a paper on nets, emphasising the value of full nets by 2031.", None),
        ("We will introduce limits on nets, by 1 January 2030, and more after it.", "2030-01-01"),
        ("By the end of 2030, we will open the Tide Centre.", "2030-12-31"),
    ],
)
def test_a_date_of_something_else_in_the_sentence_is_none_of_the_deed(text: str, date: str | None) -> None:
    (pledge, *_) = read_pledges(statement("2029-05-01", text))
    assert (pledge.deadline.date if pledge.deadline else None) == date


HOSTS = "Members thanked the hosts for the fish and the songs."
PROMISE = statement(
    "2029-05-01",
    "The Meeting tasked the Secretariat to publish the Common Tide Atlas by the end of 2029.",
    HOSTS,
)


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ("The Meeting welcomed the publication of the Common Tide Atlas in November 2029.", Outcome.KEPT),
        (
            "The Meeting requested the Secretariat to publish the Common Tide Atlas by the end of 2031.",
            Outcome.REDATED,
        ),
        ("The Meeting noted the progress on the Common Tide Atlas.", Outcome.PROGRESSED),
        ("The Meeting regretted that the Common Tide Atlas had not been published.", Outcome.OVERDUE),
        ("The Meeting discontinued the Common Tide Atlas.", Outcome.DISCONTINUED),
        ("The Meeting noted the price of bread.", Outcome.UNMENTIONED),
    ],
)
def test_the_next_statement_decides(later: str, outcome: Outcome) -> None:
    promise = ledger(PROMISE, statement("2030-05-01", later, HOSTS))[0]
    assert promise.outcome is outcome
    assert bool(promise.evidence) == (outcome is not Outcome.UNMENTIONED)


def test_what_is_kept_after_its_date_had_passed_unmet_is_late() -> None:
    second = statement("2030-05-01", "The Meeting noted the progress on the Common Tide Atlas.")
    third = statement("2031-05-01", "The Meeting welcomed the publication of the Common Tide Atlas.")
    assert ledger(PROMISE, second, third)[0].outcome is Outcome.KEPT_LATE


def test_a_promise_is_open_until_its_day() -> None:
    assert ledger(PROMISE)[0].outcome is Outcome.OPEN
    next_month = statement("2029-06-01", "The Meeting noted the price of bread.")
    assert ledger(PROMISE, next_month)[0].outcome is Outcome.OPEN


def test_statements_after_the_day_of_reckoning_are_not_looked_at() -> None:
    later = statement(
        "2030-05-01", "The Meeting welcomed the publication of the Common Tide Atlas in November 2029."
    )
    assert ledger(PROMISE, later, asof="2029-12-01")[0].outcome is Outcome.OPEN


def test_another_thing_with_the_same_common_words_is_no_proof() -> None:
    later = statement("2030-05-01", "The Meeting welcomed the publication of the Northern Star Atlas.")
    assert ledger(PROMISE, later)[0].outcome in (Outcome.UNMENTIONED, Outcome.UNCLEAR)


def test_the_same_promise_made_again_is_one_promise() -> None:
    again = statement(
        "2030-05-01",
        "The Meeting requested the Secretariat to publish the Common Tide Atlas by the end of 2031.",
    )
    assert len(ledger(PROMISE, again)) == 1


ATLAS = "The Meeting urged Member States to accept the Common Tide Code by the end of 2030."


def test_making_a_promise_again_says_nothing_of_what_became_of_it() -> None:
    repeated = "The Meeting recognised the Common Tide Code, and urged Member States to accept it by the end of 2030."
    (promise,) = ledger(statement("2029-05-01", ATLAS), statement("2030-05-01", repeated))
    assert promise.outcome is not Outcome.KEPT
    first, again = statement("2029-05-01", ATLAS, HOSTS), statement("2030-05-01", ATLAS, HOSTS)
    (promise,) = ledger(first, again, statement("2031-05-01", HOSTS))
    assert promise.outcome is Outcome.UNMENTIONED
    assert promise.reason.startswith("made again in coast/2030-05-01#1, then: ")
    assert promise.reason.endswith("coast/2031-05-01 does not mention it")


def test_what_some_have_done_and_the_others_are_urged_to_do_is_under_way() -> None:
    part = "The Meeting welcomed the acceptance of the Common Tide Code by three Member States and urged the others to follow."
    whole = "The Meeting welcomed the acceptance of the Common Tide Code by all Member States."
    told = [
        ledger(statement("2029-05-01", ATLAS), statement("2031-05-01", later))[0].outcome
        for later in (part, whole)
    ]
    assert told == [Outcome.KEPT_IN_PART, Outcome.KEPT]


def test_what_was_put_off_and_then_done_is_late() -> None:
    first = statement("2029-05-01", "The Meeting agreed to publish the Common Tide Atlas by the end of 2029.")
    later = statement("2029-11-01", "The Meeting agreed to publish the Common Tide Atlas by the end of 2030.")
    done = statement("2030-05-01", "The Meeting welcomed the publication of the Common Tide Atlas.")
    (promise,) = ledger(first, later, done)
    assert promise.outcome is Outcome.KEPT_LATE
    assert "due by 2029-12-31, put off to 2030-12-31" in promise.reason
    assert ledger(first, done)[0].outcome is Outcome.KEPT


def test_the_sentence_that_keeps_one_promise_may_make_another() -> None:
    first = statement("2029-05-01", "The Meeting tasked the Secretariat to publish the Common Tide Atlas.")
    both = "The Meeting welcomed the publication of the Common Tide Atlas, and agreed to test it on four ferries by the end of 2030."
    kept, made = ledger(first, statement("2030-05-01", both))
    assert (kept.outcome, made.outcome) == (Outcome.KEPT, Outcome.OPEN)
    assert made.what.startswith("agreed to test it")


def test_common_words_on_another_subject_are_no_proof() -> None:
    first = statement(
        "2029-05-01",
        "The Meeting agreed to send vaccines to save many lives in the coastal villages of the north by 2030.",
    )
    later = statement(
        "2031-05-01",
        "The Meeting welcomed missiles that save many lives in the coastal villages of the north.",
    )
    themed = [assign_themes(said) for said in (first, later)]
    assert read_ledger(themed, [])[0].evidence == ()


def test_a_later_meeting_of_the_series_is_not_the_one_that_was_promised() -> None:
    first = statement(
        "2029-05-01", "Ministers agreed to host the 15th Tide Visit in 2029.", "Ministers thanked the hosts."
    )
    opening = "The Fifteenth Tide Visit (15th Tide Visit) was held in Norland on 4 August 2030."
    second = statement("2030-08-04", opening, "Ministers agreed to host the 16th Tide Visit in 2031.")
    (held, next_one) = ledger(first, second)
    assert (held.outcome, held.evidence) == (Outcome.KEPT_LATE, ("coast/2030-08-04#1",))
    assert next_one.outcome is Outcome.OPEN
    in_time = statement("2029-08-04", opening.replace("2030", "2029"))
    assert ledger(first, in_time)[0].outcome is Outcome.KEPT


def test_the_date_of_a_report_on_a_goal_is_not_the_date_of_the_goal() -> None:
    first = statement("2029-05-01", "Ministers agreed to connect every coastal village to broadband by 2030.")
    report = "Ministers requested the Secretariat to report by 2032 on progress towards connecting every coastal village to broadband."
    put_off = "Ministers agreed to connect every coastal village to broadband by 2032."
    told = [ledger(first, statement("2029-11-01", later))[0].outcome for later in (report, put_off)]
    assert told == [Outcome.OPEN, Outcome.REDATED]


def test_the_name_of_the_forum_is_no_proof() -> None:
    first = statement(
        "2029-05-01", "We will expand the mentorship, onboarding and training programmes of the CSI by 2031."
    )
    later = statement(
        "2030-05-01", "The Coastal Storm Initiative (CSI) met on the pier.", "We thank the hosts."
    )
    named = [replace(said, abbreviations=(("CSI", "Coastal Storm Initiative"),)) for said in (first, later)]
    of_it = [replace(said, title="Coastal Storm Initiative 2030 Statement") for said in named]
    told = [read_ledger(pair, [])[0].reason for pair in (named, of_it)]
    assert ["coast/2030-05-01#1" in reason for reason in told] == [True, False]


def test_the_same_verb_again_keeps_nothing() -> None:
    first = statement(
        "2029-05-01",
        "The Meeting encouraged more ports to introduce Safe Anchor Clauses.",
    )
    later = "The Meeting welcomed the development of Safe Anchor Clauses and encouraged more ports to introduce such Safe Anchor Clauses."
    assert ledger(first, statement("2030-05-01", later))[0].outcome in (Outcome.RESTATED, Outcome.PROGRESSED)


def test_a_body_is_known_by_its_name_whatever_it_was_to_do() -> None:
    first = statement(
        "2029-05-01",
        "We intend to establish a Coastal Storm Task Force (CSTF) to develop tools, exchanges of warnings and exercises of many kinds.",
    )
    later = "In spring, the Coastal Storm Task Force (CSTF)—established at last year's meeting—began to count the boats."
    promise = ledger(first, statement("2030-05-01", later, "We thank the hosts."))[0]
    assert (promise.outcome, promise.evidence) == (Outcome.KEPT, ("coast/2030-05-01#1",))


@pytest.mark.parametrize(
    "ending", ["the following actions:", "the following actions in support of these goals."]
)
def test_a_line_that_opens_a_list_is_no_promise_by_itself(ending: str) -> None:
    assert read_pledges(statement("2029-05-01", f"We are committed to {ending}")) == ()


def test_a_launch_still_to_come_keeps_nothing() -> None:
    first = statement("2029-05-01", "The Meeting agreed to launch the Common Tide Atlas.")
    told = [
        ledger(
            first, statement("2030-05-01", f"The Meeting welcomed the {word}launch of the Common Tide Atlas.")
        )[0].outcome
        for word in ("forthcoming ", "")
    ]
    assert told == [Outcome.PROGRESSED, Outcome.KEPT]


def test_the_proof_shows_the_name_that_was_promised() -> None:
    text = (
        "conducting exercises of many kinds in every port of the coast " * 3
        + "through the Tide Centre (TDC) in spring"
    )
    assert excerpt(text, frozenset({"TDC"})).endswith("through the Tide Centre (TDC) …")
    assert excerpt(text).startswith("conducting exercises")
    assert excerpt("short", frozenset({"TDC"})) == "short"


def test_what_goes_on_for_ever_is_never_kept() -> None:
    first = statement("2029-05-01", "The Meeting agreed to strengthen cooperation on the Common Tide Atlas.")
    later = statement("2030-05-01", "The Meeting welcomed the publication of the Common Tide Atlas.")
    (promise,) = ledger(first, later)
    assert promise.open_ended and promise.outcome is Outcome.PROGRESSED


def test_what_the_forum_says_that_it_did_is_done_under_whatever_verb() -> None:
    first = statement(
        "2029-05-01",
        "We commit now to an end to all dumping of worn nets from fishing boats by the end of 2030.",
    )
    told = "We highlight that we ended all dumping of worn nets from fishing boats in 2030 and will address what is left of it."
    planned = "We highlight the importance of ending all dumping of worn nets from fishing boats in 2030."
    assert ledger(first, statement("2031-05-01", told))[0].outcome in (Outcome.KEPT, Outcome.KEPT_LATE)
    assert ledger(first, statement("2031-05-01", planned))[0].outcome not in (Outcome.KEPT, Outcome.KEPT_LATE)


def test_a_meeting_held_in_time_is_kept_by_being_held() -> None:
    first = statement("2029-05-01", "We will hold an in-person summit by the end of 2029.")
    tides = "We welcome the new tables of the tides."
    (kept,) = ledger(first, statement("2029-09-01", "We met in Saltmere.", tides))[:1]
    assert (kept.outcome, kept.evidence) == (Outcome.KEPT, ("coast/2029-09-01#1",))
    assert ledger(first, statement("2030-09-01", "We met in Saltmere.", tides))[0].outcome is not Outcome.KEPT
    assert ledger(first, statement("2029-09-01", "We met virtually.", tides))[0].outcome is not Outcome.KEPT
    other = statement("2029-05-01", "We will hold a meeting of the Harbour Masters by the end of 2029.")
    assert ledger(other, statement("2029-09-01", "We met in Saltmere.", tides))[0].outcome is not Outcome.KEPT


def test_whoever_held_their_meeting_kept_the_promise_of_it() -> None:
    first = statement("2029-05-01", "Ministers agreed to hold their Third Ministerial in Saltmere in 2030.")
    opening = "The Ministers responsible for the harbours of five coasts held their Third Ministerial in Saltmere on 5 May 2030."
    assert ledger(first, statement("2030-05-05", opening))[0].outcome is Outcome.KEPT


def test_a_promise_made_again_in_the_same_words_has_not_progressed() -> None:
    words = "The Meeting encouraged members to list their sunken boats by the end of 2031."
    promise = ledger(statement("2029-05-01", words), statement("2030-05-01", words))[0]
    assert (promise.outcome, promise.evidence) == (Outcome.OPEN, ("coast/2030-05-01#1",))
    late = ledger(statement("2029-05-01", words), statement("2032-05-01", words))[0]
    assert late.outcome is Outcome.RESTATED


@pytest.mark.parametrize(
    ("promise", "later", "kept"),
    [
        (
            "The Meeting tasked the Secretariat to prepare a synthesis of the harbour submissions on storms.",
            "The Meeting welcomed the harbour submissions on storms.",
            False,
        ),
        (
            "The Meeting tasked the Secretariat to prepare a synthesis of the harbour submissions on storms.",
            "The Meeting took note of the synthesis of the harbour submissions on storms.",
            True,
        ),
        (
            "The Meeting encouraged the Board to launch the first tide census of the Harbour Fund.",
            "The Meeting welcomed the launching of the first full tide census of the Fund.",
            True,
        ),
        (
            "We will hold the first joint meeting between our harbour masters.",
            "We applaud the successful first joint meeting between our harbour masters.",
            True,
        ),
        (
            "Japan will host our next in-person Harbour Summit.",
            "Ada Lund of Japan and Bo Karr of Australia met for the in-person Harbour Summit, hosted by Bo Karr.",
            False,
        ),
    ],
)
def test_kept_is_only_the_very_thing_by_whoever_promised_it(promise: str, later: str, kept: bool) -> None:
    told = ledger(statement("2029-05-01", promise, HOSTS), statement("2030-05-01", later, HOSTS))[0]
    assert (told.outcome is Outcome.KEPT) is kept


def test_two_parties_are_two_where_each_has_a_name_of_its_own() -> None:
    assert are_two_parties("The Republic of Norland", "Southland")
    assert are_two_parties("Norland and Eastland", "Norland and Southland")
    assert not are_two_parties("We", "Southland")
    assert not are_two_parties("Norland", "Norland and Southland")


def test_a_task_that_comes_round_again_is_not_put_off() -> None:
    told = [
        ledger(
            statement("2029-05-01", f"The Meeting tasked the Secretariat to hold {what} by the end of 2029."),
            statement("2030-05-01", f"The Meeting tasked the Secretariat to hold {what} by the end of 2031."),
        )[0].outcome
        for what in ("its annual tide workshop", "a workshop on the Common Tide Atlas")
    ]
    assert told == [Outcome.RESTATED, Outcome.REDATED]


def test_no_silence_is_told_where_some_of_its_words_come_up() -> None:
    first = statement("2029-05-01", "We intend to provide storm warnings and repair recommendations.", HOSTS)
    near = "Saltmere now shares storm warnings with every repair yard."
    assert ledger(first, statement("2030-05-01", near, HOSTS))[0].outcome is Outcome.OPEN
    assert ledger(first, statement("2030-05-01", HOSTS))[0].outcome is Outcome.PASSED_OVER


def test_another_task_of_the_same_body_is_not_the_same_task_again() -> None:
    first = "The Meeting requested the Secretariat to appoint a senior keeper of the harbour lamps."
    later = "The Meeting requested the Secretariat to prepare a summary on the keeper of the harbour lamps by 2031."
    (promise, _) = ledger(statement("2029-05-01", first), statement("2030-05-01", later))
    assert (promise.outcome, promise.deadline) == (Outcome.OPEN, None)


def test_a_bracket_that_has_no_other_is_not_shown() -> None:
    assert (
        excerpt("decided] to set up a register by [June 2030]")
        == "decided to set up a register by [June 2030]"
    )
    assert excerpt("agreed on [two] [three] buoys") == "agreed on [two] [three] buoys"
    assert excerpt("set up the [big") == "set up the big"


def test_a_clause_that_goes_on_without_the_step_is_said_to_do_so() -> None:
    first = "The Meeting welcomed the report of the Buoy Desk on lamps and requested the Secretariat to publish it by 30 June 2031."
    later = "The Meeting welcomed the report of the Buoy Desk on lamps."
    (promise,) = ledger(statement("2029-05-01", first), statement("2030-05-01", later))
    assert promise.outcome is Outcome.OPEN
    assert promise.reason.endswith("coast/2030-05-01#1 carries its clause on without “publish”")


def test_due_are_those_not_kept_and_due_by_then() -> None:
    assert due_promises(ledger(PROMISE), until="2029-12-31") and not due_promises(
        ledger(PROMISE), until="2029-06-01"
    )


@cache
def sample() -> dict[tuple[str, str], Statement]:
    workspace = open_workspace(DATA)
    return {(s.meeting.forum, s.meeting.date): s for f in workspace.forums for s in read_series(workspace, f)}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_samples_promises_are_told_right(case: dict[str, Any]) -> None:
    old, new = sample()[case["forum"], case["old"]], sample()[case["forum"], case["new"]]
    addresses = {c.address for quote in case["old_clauses"] for c in _named(old, quote)}
    proofs = {c.address for quote in case.get("new_clauses", ()) for c in _named(new, quote)}
    mine = [p for p in ledger(old, new) if p.address in addresses]
    wanted = case["promise"] if isinstance(case["promise"], list) else [case["promise"]]
    assert any(p.outcome.value in wanted and (not proofs or proofs & set(p.evidence)) for p in mine), mine


def _named(said: Statement, wanted: str) -> list[Clause]:
    number, _, words = wanted.partition(" ")
    return [c for c in said.clauses if words in c.text and c.paragraph == number]


def test_the_promises_of_a_real_pair_come_out_as_two_readers_found_them(shared: Path) -> None:
    folder = shared / "statements" / "adgmin"
    record = make_record(
        "adgmin", [read_statement(path, forum="adgmin") for path in sorted(folder.iterdir())]
    )
    first = record.statements[0].name
    promises = [p for p in read_ledger(record.statements, record.comparisons) if p.address.startswith(first)]
    counts = {o: sum(p.outcome is o for p in promises) for o in Outcome}
    assert (counts[Outcome.KEPT], counts[Outcome.PROGRESSED], counts[Outcome.PASSED_OVER], len(promises)) == (
        4,
        2,
        1,
        7,
    )
