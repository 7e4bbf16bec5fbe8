"""Inputs of any size, the same for the same seed: texts, their changed copies, whole workspaces.

Sentences are those of the sample workspace and, where it is there, of the shared folder of real statements;
they are resampled and their words swapped, so that lengths and word frequencies are those of real texts while
no two statements are copies of one another.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "data"
LONGEST_FILE = 400_000
"""Bytes; larger files of the shared folder are not needed for a pool of sentences."""
WORDS = (8, 80)
"""Words of a sentence that texts are made of, the fewest and the most."""
SHORT_WORDS = (8, 16)
"""The same for the clauses of whole workspaces: about thirteen on average, so a statement of sixty has some 850
words, between a central bank's and a ministers' (350 and 1,900); with the long ones, 10,000 statements would not be built
in a benchmark that ends in twenty minutes."""
FEWEST = 100
"""Sentences to sample from, at least, or statements would repeat one another."""
MEETINGS_PER_FORUM = 10
"""A forum that met yearly for ten years; a thousand statements are then a hundred forums."""
KEEP, EDIT, MOVE, DROP = 0.45, 0.40, 0.05, 0.10
"""What a meeting does to the clauses of the last one; what is dropped is replaced by as many new clauses."""
LOST_A_RUN = 3.5 * 2 / 3
"""Old words that a changed run loses on average: 3.5 where it is swapped or deleted, none where it is inserted."""


def shared_folder() -> Path | None:
    """The folder of real statements: ``RAPPORTEUR_SHARED`` or ``../shared`` beside the checkout, else None."""
    named = os.environ.get("RAPPORTEUR_SHARED")
    folder = (Path(named) if named else HERE.parents[1] / "shared") / "statements"
    return folder if folder.is_dir() else None


def sentence_pool(words: tuple[int, int] = WORDS) -> tuple[str, ...]:
    """Every sentence of that many words in the sample workspace and the shared folder, sorted.

    Where there are too few (the sample alone has few short ones), the beginnings of longer ones besides.
    """
    folders = [folder for folder in (SAMPLE, shared_folder()) if folder and folder.is_dir()]
    texts = [
        path.read_text(encoding="utf-8", errors="ignore")
        for folder in folders
        for path in sorted((*folder.rglob("*.md"), *folder.rglob("*.txt")))
        if path.stat().st_size <= LONGEST_FILE and "README" not in path.name
    ]
    found = {sentence for text in texts for sentence in _sentences(text, words)}
    if len(found) < FEWEST:
        longer = (sentence for text in texts for sentence in _sentences(text, WORDS))
        found |= {" ".join(sentence.split()[: words[1]]).rstrip(",;:.") + "." for sentence in longer}
    if len(found) < FEWEST:
        raise SystemExit(f"Too few sentences to sample from in {', '.join(map(str, folders)) or SAMPLE}.")
    return tuple(sorted(found))


def _sentences(text: str, words: tuple[int, int]) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text):
        tidy = re.sub(r"</?\w+>|[*#_>|\[\]]|^\s*\d+\.\s*", "", " ".join(paragraph.split()))
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", tidy):
            if words[0] <= len(sentence.split()) <= words[1] and sentence[0].isupper():
                yield sentence.rstrip(".;") + "."


class Writer:
    """Writes texts from a pool of sentences; two writers with the same seed write the same."""

    def __init__(self, pool: Sequence[str], seed: int) -> None:
        self.pool = pool
        self.random = random.Random(seed)
        self.words = sorted({w for s in pool for w in re.findall(r"\b[a-z]{4,}\b", s)})

    def sentence(self) -> str:
        """A sentence of the pool with about one word in ten swapped."""
        return self.swapped(self.random.choice(self.pool), 0.1)

    def swapped(self, text: str, share: float) -> str:
        """``text`` with that share of its words replaced by other words of the pool."""
        words = text.split(" ")
        for i in range(len(words) - 1):
            if self.random.random() < share:
                words[i] = self.random.choice(self.words)
        return " ".join(words)

    def text(self, words: int) -> list[str]:
        """Paragraphs of three sentences, ``words`` words in all."""
        paragraphs, count = [], 0
        while count < words:
            paragraph = " ".join(self.sentence() for _ in range(3))
            paragraph = " ".join(paragraph.split(" ")[: words - count])
            paragraphs.append(paragraph)
            count += paragraph.count(" ") + 1
        return paragraphs

    def changed(self, paragraphs: Sequence[str], share: float) -> list[str]:
        """The paragraphs with that share of their words lost to swaps and deletions, and insertions besides.

        Runs are of one to six words.
        """
        return [self._changed(paragraph.split(" "), share) for paragraph in paragraphs]

    def _changed(self, words: list[str], share: float) -> str:
        out: list[str] = []
        at = 0
        while at < len(words):
            run = self.random.randint(1, 6)
            if self.random.random() < share / (LOST_A_RUN - (LOST_A_RUN - 2 / 3) * share):
                kind = self.random.choice(("swap", "delete", "insert"))
                if kind != "delete":
                    out += self.random.choices(self.words, k=run)
                at += 0 if kind == "insert" else run
                if kind != "insert":
                    continue
            out.append(words[at])
            at += 1
        return " ".join(out)

    def next_meeting(self, clauses: Sequence[str]) -> list[str]:
        """The clauses of the meeting after: some kept, edited, moved, dropped, and new ones for the dropped."""
        after: list[str] = []
        moved: list[str] = []
        for clause in clauses:
            fate = self.random.choices(("keep", "edit", "move", "drop"), (KEEP, EDIT, MOVE, DROP))[0]
            if fate == "move":
                moved.append(clause)
            elif fate != "drop":
                after.append(clause if fate == "keep" else self._changed(clause.split(" "), 0.25))
        for clause in (*moved, *(self.sentence() for _ in range(len(clauses) - len(after) - len(moved)))):
            after.insert(self.random.randint(0, len(after)), clause)
        return after


def write_workspace(folder: Path, statements: int, clauses: int = 60, seed: int = 9) -> Path:
    """A workspace of that many statements, ten meetings a forum, ``clauses`` numbered short clauses each."""
    pool = sentence_pool(SHORT_WORDS)
    written = 0
    for number in range(-(-statements // MEETINGS_PER_FORUM)):
        writer = Writer(pool, seed * 1_000_003 + number)
        forum = folder / "statements" / f"forum-{number:05d}"
        forum.mkdir(parents=True, exist_ok=True)
        body = [writer.sentence() for _ in range(clauses)]
        for meeting in range(min(MEETINGS_PER_FORUM, statements - written)):
            path = forum / f"{2010 + meeting}-06-15-joint-statement.md"
            path.write_text(statement_page(number, meeting, body), encoding="utf-8")
            body = writer.next_meeting(body)
            written += 1
    return folder


def statement_page(forum: int, meeting: int, clauses: Sequence[str]) -> str:
    """A statement as Markdown: title, place and date line, numbered paragraphs of one clause."""
    head = (
        f"# Joint Statement of Meeting {meeting + 1} of Forum {forum}\n\nGeneva, 15 June {2010 + meeting}\n"
    )
    return head + "".join(f"\n{i}. {clause}\n" for i, clause in enumerate(clauses, start=1))
