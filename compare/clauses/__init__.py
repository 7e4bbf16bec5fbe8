"""Blocks -> masthead, paragraphs, clauses: what is text, what is furniture, where a clause begins and ends."""
