"""The final pass as the plan shows it; nothing flows but values."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class PassView(NamedTuple):
    """The final pass before the nearest interview.

    `first` and `last` are the days of its window; the last one is spare. `quota` is the most short questions
    that a day of it is given. `passed` and `left` count the questions of the pass, `dropped` by tier those
    that do not fit into it. `again` are those of the passed ones that are still to be asked a second time.
    `unseen` are the planned cards of its rounds that were never answered: of them there is nothing to pass.
    """

    first: date
    last: date
    quota: int
    passed: int
    left: int
    dropped: Mapping[str, int]
    again: int = 0
    unseen: int = 0
