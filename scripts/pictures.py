"""Draws the pictures of the README again from the sample's briefing: `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2

WANTED = {
    "what-changed.png": ("The ten changes that weigh most", "Effect"),
    "background.png": ("Threads through the meetings",),
}
"""Picture -> words that stand on the page it shows; the first page that has them all is drawn."""

SCALE = 100 / 72
"""100 dots an inch: read with ease in two columns of a README, and under 100 kB."""

COLOURS = 96
"""A page has a dozen colours and their edges; a palette halves the file."""


def main(briefing: Path, folder: Path) -> None:
    """Draw the wanted pages of ``briefing`` into ``folder``; exits with a word where a page is not found."""
    folder.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(briefing) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        for name, words in WANTED.items():
            found = [n for n, text in enumerate(texts) if all(word in text for word in words)]
            if not found:
                sys.exit(f"{briefing}: no page has {', '.join(words)}. Mend WANTED in {__file__}.")
            picture = document[found[0]].render(scale=SCALE).to_pil().convert("RGB")
            picture.quantize(COLOURS, method=2, dither=0).save(folder / name, optimize=True)
            print(f"Drew {folder / name} from page {found[0] + 1}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
