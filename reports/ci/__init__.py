"""Findings of a check -> the outputs that people and continuous integration read."""
