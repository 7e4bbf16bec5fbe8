"""What can go wrong. Every message is complete when raised: what, where, the value in quotes, the way out."""

from __future__ import annotations


class RapporteurError(Exception):
    """The root: a mistake of input or usage that the user can mend. Exit code 2."""

    exit_code = 2


class UnreadableError(RapporteurError):
    """A file that is missing, empty, binary junk, a scan, or hostile."""


class WorkspaceError(RapporteurError):
    """A data folder, its settings, lexicons or overrides are wrong or lack what was asked for."""


class OutputError(RapporteurError):
    """A file could not be written; nothing half-written is left behind."""


class MissingComponentError(RapporteurError):
    """A library or system package that this output needs is not there. Exit code 3."""

    exit_code = 3


class InternalError(RapporteurError):
    """A bug of ours while one of several things was made; the others are made all the same. Exit code 70."""

    exit_code = 70
