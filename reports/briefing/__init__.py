"""Comparisons in, the briefing's view model out."""
