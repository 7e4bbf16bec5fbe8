"""Clause -> deadlines, figures, instruments, partners, and the state of what it names."""
