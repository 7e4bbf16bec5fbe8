"""Figures of a briefing, as shapes with words: the same on every page, whatever draws them."""
