"""Clauses x clauses -> matches with a calibrated confidence."""
