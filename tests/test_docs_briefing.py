"""docs/briefing.md names what a template may use, and no more."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from rapporteur.reports.briefing.model import BRIEFING_FORMAT, Briefing

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "briefing.md").read_text(encoding="utf-8")


def test_every_name_of_the_briefing_is_documented_and_no_other() -> None:
    listed = re.search(r"<!-- names of the briefing.*?-->(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r"`(\w+)`", listed[1])) == {f.name for f in fields(Briefing)} | {"rows"}


def test_the_version_of_the_context_is_the_one_in_force() -> None:
    assert BRIEFING_FORMAT in PAGE
