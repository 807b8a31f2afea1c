"""What is wrong with a piece of math text in; an error that says where, what, and what was meant out."""

from studybuddy.errors import StudyBuddyError


class NotationError(StudyBuddyError):
    """Text that is no math, or math that makes no sense.

    `column` counts from 0 in the text that was read; `suggestion` may be empty. It never costs a grade:
    whoever asked for the text shows the message and asks again.
    """

    exit_code = 1

    def __init__(self, column: int, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.column = column

    @property
    def suggestion(self) -> str:
        """What was probably meant, as a phrase; empty when there is no good guess."""
        return self.hint

    def __str__(self) -> str:
        return f"column {self.column + 1}: {super().__str__()}"


class UnsettledError(StudyBuddyError):
    """A formula that makes sense but is too large, or too wild, to be evaluated here."""
