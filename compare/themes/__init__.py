"""Clause -> themes, with the reason; the words come from the lexicons."""
