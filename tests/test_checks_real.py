"""The same story on real statements, where they are at hand: one added among many does only its own work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rapporteur.compare.checks import Asked, check_workspace, run
from rapporteur.compare.checks.lock import FILE_NAME, to_lock
from rapporteur.compare.checks.register import Register, relock


def make_base(folder: Path, target: Path, *, without: tuple[str, ...]) -> tuple[Path, Path]:
    """A workspace of a real forum and the same without some files, both locked."""
    now, base = target / "now", target / "base"
    for root, left_out in ((now, ()), (base, without)):
        ignore = shutil.ignore_patterns(*left_out) if left_out else None
        shutil.copytree(folder, root / folder.name, ignore=ignore)
        (root / FILE_NAME).write_text(to_lock(relock(root)[0]))
    return now, base


def test_the_fourth_meeting_is_told_from_a_version_and_compared_with_the_third(
    shared: Path, tmp_path: Path
) -> None:
    now, base = make_base(shared / "statements" / "adgmin", tmp_path, without=("2024*",))
    report = check_workspace(now, Asked(base=str(base)))
    told = {finding.rule for finding in report.findings}
    assert "new-statement" in told and {"clause-dropped", "commitment-dropped"} & told
    assert told.isdisjoint(
        {"new-version", "not-compared", "unreadable", "numbering-gap", "mojibake", "short"}
    )
    assert not report.failed


def test_one_statement_added_among_sixty_reads_no_more_than_its_neighbourhood(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, base = make_base(shared / "statements" / "fomc-statements", tmp_path, without=("2025-07-30*",))
    seen: list[Register] = []

    class Watched(Register):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]  # passed on as they came
            seen.append(self)

    monkeypatch.setattr(run, "Register", Watched)
    report = check_workspace(now, Asked(base=str(base)))
    assert len(seen[0].paths) >= 60 and seen[0].count_read() == 2
    assert [path for path, _ in report.checked] == ["fomc-statements/2025-07-30-fomc-statement.md"]
    assert {finding.rule for finding in report.findings} >= {"new-statement"}


def test_statements_added_one_by_one_are_each_the_next_meetings(shared: Path, tmp_path: Path) -> None:
    folder = shared / "statements" / "fomc-statements"
    now, base = make_base(folder, tmp_path, without=("2025-0[5-9]*",))
    for path in sorted((now / folder.name).glob("2025-0[5-9]*")):
        path.unlink()
    for path in sorted(folder.glob("2025-0[5-9]*")):
        shutil.copy(path, now / folder.name / path.name)
        (now / FILE_NAME).write_text(to_lock(relock(now)[0]))
        report = check_workspace(now, Asked(base=str(base)))
        told = {finding.rule for finding in report.findings}
        assert "new-statement" in told, path.name
        assert told.isdisjoint({"new-version", "duplicate", "not-compared", "unreadable"}), (path.name, told)
        shutil.copy(path, base / folder.name / path.name)


def test_nothing_real_is_unreadable_or_wrongly_decoded(shared: Path, tmp_path: Path) -> None:
    for forum in ("bsaev", "quad-leaders", "counter-ransomware-initiative"):
        shutil.copytree(shared / "statements" / forum, tmp_path / forum)
    report = check_workspace(tmp_path)
    told = {finding.rule for finding in report.findings}
    assert told.isdisjoint({"unreadable", "mojibake", "duplicate", "silent-edit", "empty"}), told
