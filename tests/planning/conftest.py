from collections.abc import Callable
from datetime import date

import pytest

from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.work import Work

KIND_OF = {
    Work.REVIEWS: ("basic", "theory"),
    Work.NEW_CARDS: ("basic", "theory"),
    Work.KATAS: ("kata", "coding"),
    Work.DERIVATIONS: ("derivation", "math"),
    Work.DESIGN_CASES: ("design", "system-design"),
    Work.APPLIED_CASES: ("design", "applied"),
    Work.REHEARSALS: ("star", "behavioral"),
    Work.MOCKS: ("mock", "behavioral"),
    Work.TRACKED: ("redo", "coding"),
}


@pytest.fixture
def plan() -> Plan:
    """Two like weeks, and a third with only a mock; Sunday is free."""
    targets = {Work.NEW_CARDS: 60, Work.KATAS: 3, Work.DESIGN_CASES: 1, Work.REHEARSALS: 2}
    return Plan(
        name="three",
        title="Three weeks",
        weekday_minutes=60,
        weekend_minutes=130,
        rest=frozenset({6}),
        weeks=(
            Week(1, "one", ("trees", "metrics"), targets, {"dsa": 60}, "Note one."),
            Week(2, "two", ("tensors",), targets, {"dsa": 60}),
            Week(3, "three", (), {Work.MOCKS: 1}),
        ),
    )


@pytest.fixture
def did() -> Callable[..., Done]:
    """Make a row of work done."""

    def make(
        day: date, work: Work, count: int = 1, *, first: bool = True, minutes: float = 0, topic: str = "dsa"
    ) -> Done:
        kind, domain = KIND_OF[work]
        is_first = first and work is not Work.REVIEWS
        return Done(day, kind, domain, topic, "q", is_first, int(minutes * 60_000), count)

    return make
