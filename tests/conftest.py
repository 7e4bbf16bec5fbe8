"""What the tests share: the sample workspace, and the real statements where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from rapporteur.compare.errors import MissingComponentError

# A loaded machine must not fail a law: no test here asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]


@cache
def can_draw() -> bool:
    """Whether this machine has the libraries that a PDF is drawn with."""
    from rapporteur.reports.formats.pdf import load_renderer

    try:
        load_renderer()
    except MissingComponentError:
        return False
    return True


def _skip_without_pango(error: Exception) -> None:
    """Skip a test that ended for want of Pango, with a word; any other error stays one."""
    if isinstance(error, MissingComponentError | OSError) and not can_draw():
        pytest.skip(f"no PDF can be drawn here: {error}")


def _skipping_without_pango() -> Generator[None, None, None]:
    try:
        yield
    except Exception as error:
        _skip_without_pango(error)
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, None, None]:
    yield from _skipping_without_pango()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    yield from _skipping_without_pango()


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample workspace that ships with the project."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real statements and gold; a test that asks for it is skipped where it is missing."""
    folder = Path(os.environ.get("RAPPORTEUR_SHARED", ROOT.parent / "shared"))
    if not (folder / "statements").is_dir():
        pytest.skip("the real statements are not at hand (set RAPPORTEUR_SHARED)")
    return folder


@pytest.fixture(autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder for each test: nothing of another run or of the user is found."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
