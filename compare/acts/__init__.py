"""Clause -> operative acts, their strength, and how two of them weigh against each other."""
