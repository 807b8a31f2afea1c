"""The errors that a learner sees: each says what happened, where, and what to do next."""


class StudyBuddyError(Exception):
    """Something the learner can mend; printed to stderr in one line, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(StudyBuddyError):
    """The command line, or an environment variable, asks for something that does not exist."""

    exit_code = 2


class LedgerError(StudyBuddyError):
    """The database cannot be opened, read or written; nothing that was acknowledged is lost."""
