"""A scheduler's name in, the scheduler out."""

from studybuddy.errors import UsageError
from studybuddy.scheduling import sm2, sm2_delphi
from studybuddy.scheduling.protocol import Scheduler

NAMES = ("sm2", "sm2-delphi", "fsrs")


def get(name: str) -> Scheduler:
    """Return the scheduler called `name`.

    Raises: UsageError, listing the names there are.
    """
    match name:
        case "sm2":
            return sm2
        case "sm2-delphi":
            return sm2_delphi
        case "fsrs":
            from studybuddy.scheduling import fsrs

            return fsrs
    raise UsageError(f"there is no scheduler {name!r}", f"choose one of {', '.join(NAMES)}")


def label(scheduler: Scheduler) -> str:
    """Return "name/version", as a review stores it."""
    return f"{scheduler.name}/{scheduler.version}"
