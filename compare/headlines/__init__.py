"""Comparison -> the headlines: what a reader should know first, in words."""
