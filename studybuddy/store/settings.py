"""What the learner may set: names, defaults, and how a word on the command line becomes a value."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.scheduling import schedulers
from studybuddy.scheduling.days import ROLLOVER_HOUR
from studybuddy.scheduling.queue import NEW_PER_DAY
from studybuddy.store.sql.door import Ledger


class Setting(NamedTuple):
    """One thing to set. `check` raises UsageError for a word that it cannot be."""

    default: str
    meaning: str
    check: Callable[[str], object]


def _whole(low: int, high: int) -> Callable[[str], object]:
    def check(word: str) -> int:
        if not (word.isascii() and word.isdigit() and low <= int(word) <= high):
            raise UsageError(f"{word!r} is no whole number from {low} to {high}")
        return int(word)

    return check


def _switch(word: str) -> str:
    if word not in {"on", "off"}:
        raise UsageError(f"{word!r} is neither on nor off")
    return word


def _pictures(word: str) -> str:
    if word not in {"auto", "on", "off"}:
        raise UsageError(f"{word!r} is none of auto, on, off")
    return word


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "scheduler": Setting(
            "sm2", f"one of {', '.join(schedulers.NAMES)}; a change replays the ledger", schedulers.get
        ),
        "new_per_day": Setting(
            str(NEW_PER_DAY), "new questions a day while no plan is running", _whole(0, 1000)
        ),
        "rollover_hour": Setting(
            str(ROLLOVER_HOUR), "the hour at which a study day begins, 0 to 23", _whole(0, 23)
        ),
        "ask_reasons": Setting(
            "off", "on asks before each line of a derivation what comes next, and why", _switch
        ),
        "math_images": Setting(
            "auto",
            "formulas as pictures, in a terminal that draws them: auto, on or off; see `help math`",
            _pictures,
        ),
    }
)


def get(ledger: Ledger, name: str) -> str:
    """Return what was set for `name`, or its default."""
    return ledger.setting(name) or SETTINGS[name].default


def known(name: str) -> Setting:
    """Return the setting of that name.

    Raises:
        UsageError: there is none.

    """
    if name not in SETTINGS:
        raise UsageError(f"there is no setting {name!r}", f"choose one of {', '.join(SETTINGS)}")
    return SETTINGS[name]
