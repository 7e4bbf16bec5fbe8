"""The sample's briefings, whole: a page changes only on purpose (`make golden` shows and accepts a difference)."""

from __future__ import annotations

import golden
import pytest
from rapporteur.compare.errors import MissingComponentError


@pytest.mark.parametrize("forum", golden.FORUMS)
def test_the_briefings_of_the_sample_are_the_accepted_ones(forum: str) -> None:
    made = {name: text for name, text in golden.briefings().items() if name.startswith(forum)}
    assert sorted(made) == [f"{forum}.html", f"{forum}.json", f"{forum}.txt"]
    differing = [name for name, text in made.items() if text != golden.expected(name)]
    assert not differing, (
        f"{differing} differ from the accepted pages; `make golden` shows how and accepts them"
    )


def test_page_1_of_the_pdf_is_the_accepted_one() -> None:
    try:
        made = golden.first_pages()
    except MissingComponentError as error:
        pytest.skip(f"no PDF here: {error}")
    differing = [name for name, text in made.items() if text != golden.expected(name)]
    assert not differing, (
        f"{differing} differ from the accepted pages; `make golden` shows how and accepts them"
    )
