"""Examples under every --help; `tests/test_examples.py` runs each of them on the sample."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "read": (
        "rapporteur read statement.docx",
        "rapporteur read statement.pdf -o statement.json",
        "cat statement.docx | rapporteur read -",
    ),
    "compare": (
        "rapporteur compare old.docx new.pdf",
        "rapporteur compare old.docx new.pdf -o briefing.html --next 2027-03-01",
        "rapporteur compare old.docx new.pdf -f json | jq .headlines",
        "rapporteur compare old.docx new.pdf --order document --annex all -o briefing.docx",
        "rapporteur compare old.docx new.pdf --explain 3",
    ),
    "init": (
        'rapporteur init mystatements old.docx new.pdf --forum pilots --name "Conference of Pilots" --next 2027-03-01',
    ),
    "report": (
        "rapporteur report",
        "rapporteur report --data mystatements --forum pilots --old 2030 --new 2031 -f html -f docx",
        "rapporteur report --short --asof today -f markdown",
    ),
    "list": ("rapporteur list", "rapporteur list --forum vedim -f json"),
    "add": (
        "rapporteur add statement.docx --forum pilots --data mystatements",
        "rapporteur add https://example.org/2031.html --forum pilots --data mystatements",
    ),
    "fetch": ("rapporteur fetch --data mystatements --forum pilots",),
    "check": (
        "rapporteur check --all",
        "rapporteur check --base HEAD -f sarif -o findings.sarif --fail-on warning",
    ),
    "lock": ("rapporteur lock --data mystatements",),
    "trace": (
        'rapporteur trace "roaming surcharges"',
        'rapporteur trace "Artificial intelligence" --forum vedim -o ai.html',
    ),
    "ledger": (
        "rapporteur ledger --forum vedim --due --asof today",
        "rapporteur ledger --clauses --forum vedim -o clauses.csv",
    ),
    "find": ('rapporteur find "subject to available resources"', 'rapporteur find "grave concern" -f json'),
    "draft": ("rapporteur draft statement.docx --forum vedim", "cat statement.docx | rapporteur draft - --forum vedim"),
    "themes": ("rapporteur themes --forum vedim", "rapporteur themes --discover"),
    "across": ("rapporteur across cybersecurity", 'rapporteur across "Artificial intelligence" -o ai.csv'),
    "index": ("rapporteur index", "rapporteur index --all --engine processes:2"),
    "site": ("rapporteur site -o mysite",),
    "export": ("rapporteur export -o tables", "rapporteur export --forum vedim --xlsx follow-up.xlsx"),
    "desk": ("rapporteur desk --data mystatements --by anna --no-open",),
    "verify": (
        "rapporteur verify briefing.html",
        "rapporteur verify briefing.html --sources .",
    ),
    "templates": ("rapporteur templates mytemplates",),
    "lexicon": ("rapporteur lexicon --tier 7", "rapporteur lexicon --unknown --data data"),
    "schema": ("rapporteur schema comparison", "rapporteur schema ledger > ledger.schema.json"),
}  # fmt: skip
"""Command -> what somebody types who has this work to do. Paths are those of the sample or of a folder of one's own."""
