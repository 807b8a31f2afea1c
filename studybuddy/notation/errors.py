"""What is wrong with a piece of math text in; an error that says where, what, and what was meant out."""

from studybuddy.errors import StudyBuddyError


class NotationError(StudyBuddyError):
    """Text that is no math, or math that makes no sense.

    `column` counts from 0 in the text that was read; `suggestion` may be empty, and so may `within`, which
    names that text where there are several. It never costs a grade: whoever asked for the text shows the
    message and asks again.
    """

    exit_code = 1

    def __init__(self, column: int, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.column = column
        self.within = ""

    @property
    def suggestion(self) -> str:
        """What was probably meant, as a phrase; empty when there is no good guess."""
        return self.hint

    def __str__(self) -> str:
        place = f"column {self.column + 1} of {self.within}" if self.within else f"column {self.column + 1}"
        return f"{place}: {super().__str__()}"


class UndeclaredError(NotationError):
    """A `name` that nothing declares, or that is `called` and no function."""

    def __init__(self, column: int, name: str, suggestion: str, *, called: bool = False) -> None:
        message = f"there is no function {name}" if called else f"{name} is not declared"
        super().__init__(column, message, suggestion)
        self.name = name
        self.called = called


class UnsettledError(StudyBuddyError):
    """A formula that makes sense but is too large, or too wild, to be evaluated here."""
