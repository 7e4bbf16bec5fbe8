"""View models of the answers of trace, find, ledger, themes and draft."""
