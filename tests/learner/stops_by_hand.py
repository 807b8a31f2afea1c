"""Interviews ahead and the final pass in, when new cards stop, all of them or those of some rounds, out."""

from datetime import date, timedelta

from ledger_by_hand import Interview
from pass_by_hand import PassByHand

STOP_DAYS = timedelta(days=14)


class StopsByHand:
    """What the interviews ahead stop; study began on the day `begun`."""

    def __init__(self, final_pass: PassByHand, begun: date) -> None:
        self._pass, self._begun, self._today = final_pass, begun, final_pass.today
        self._ahead = [one for one in final_pass.ledger.interviews if one.day >= self._today]

    @property
    def for_all(self) -> date:
        """The first day without any: only an interview about everything stops them all."""
        return min((self._stop(one) for one in self._ahead if not one.rounds), default=date.max)

    @property
    def closed(self) -> set[str]:
        """The rounds that bring none today: every interview about them that is ahead has stopped them."""
        stopped = [one for one in self._ahead if self._stop(one) <= self._today]
        later = [one for one in self._ahead if one not in stopped]
        names = {name for one in stopped for name in one.rounds}
        return {name for name in names if not any(name in one.rounds or not one.rounds for one in later)}

    def _stop(self, one: Interview) -> date:
        """Two weeks before it, or half of the time since study began; and before its final pass."""
        stop = max(one.day - STOP_DAYS, self._begun + (one.day - self._begun) // 2)
        return min(stop, self._pass.window[0]) if one == self._pass.goal else stop
