"""How the plain formats write words: what is marked stays marked, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.reports.briefing.model import Run, RunKind
from rapporteur.reports.formats.plain_words import CRITIC_MARKS, markdown_runs, wrap

KINDS = st.sampled_from([RunKind.KEEP, RunKind.DELETE, RunKind.INSERT])
RUNS = st.lists(st.builds(Run, KINDS, st.text(alphabet="ab ,.)(*_~-", min_size=1, max_size=8)), max_size=8)


def rendered(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").renderInline(text))


@given(RUNS)
def test_a_commonmark_reader_sees_each_mark_and_no_stray_sign(runs: list[Run]) -> None:
    html = rendered("x" + markdown_runs(runs) + "x")
    for kind, tag in ((RunKind.DELETE, "del"), (RunKind.INSERT, "ins")):
        seen = re.findall(rf"<{tag}>(.*?)</{tag}>", html)
        assert seen == [run.text.strip() for run in runs if run.kind is kind and run.text.strip()]
    assert re.sub("<[^>]+>", "", html) == "x" + "".join(run.text for run in runs) + "x"


@pytest.mark.parametrize("text", ["Member States, and", "(UCRS)", "borders, and."])
def test_critic_markup_is_read_back_by_its_parser(text: str) -> None:
    import markdown

    runs = [
        Run(RunKind.KEEP, "The "),
        Run(RunKind.DELETE, text),
        Run(RunKind.INSERT, "sea"),
        Run(RunKind.KEEP, " rose"),
    ]
    html = markdown.markdown(markdown_runs(runs, CRITIC_MARKS), extensions=["pymdownx.critic"])
    assert f'<del class="critic">{text}</del>' in html
    assert '<ins class="critic">sea</ins>' in html


def test_a_word_longer_than_a_line_is_broken_and_nothing_stays_nothing() -> None:
    assert wrap("x" * 45, 20, "- ").splitlines() == ["- " + "x" * 20, "  " + "x" * 20, "  " + "x" * 5]
    assert wrap("  ", 40, "- ") == ""
