"""Questions, days and a learner for the tests of the final pass."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from studybuddy.scheduling.final_pass import FinalPass, place
from studybuddy.scheduling.passing import Passing

AMPLE = 10_000.0  # minutes a day
INTERVIEW = date(2026, 3, 12)  # a Thursday


def before(days: int) -> date:
    """Return the day so many days before the interview."""
    return INTERVIEW - timedelta(days=days)


def every_day(first: int = 60, *, rest: Iterable[int] = ()) -> list[date]:
    """List the active days from `first` days before the interview up to its eve; `rest` are weekdays."""
    return [before(back) for back in range(first, 0, -1) if before(back).weekday() not in rest]


def question(number: int, **fields: object) -> Passing:
    """Make a question reviewed 40 days before the interview, due in the middle of a long wait."""
    usual = Passing(f"q{number}", 0, 30 + number % 7, before(5), before(40), 3, 0.25)
    return usual._replace(**fields)  # type: ignore[arg-type]  # the fields given have the right types


class Scene(NamedTuple):
    """Everything that a final pass is placed from."""

    questions: list[Passing]
    active: list[date]
    today: date
    capacity: float

    def placed(self) -> FinalPass:
        return place(self.questions, self.active, INTERVIEW, self.today, self.capacity)


@st.composite
def scenes(draw: st.DrawFn, capacities: Sequence[float] = (0.0, 5.0, 20.0, 60.0, AMPLE)) -> Scene:
    """Draw a calendar, a day up to the interview, and questions short and long, in every state until then."""
    back = draw(st.integers(0, 15) | st.integers(0, 50))
    active = draw(calendars())
    drawn = draw(st.lists(_QUESTIONS, max_size=30))
    questions = []
    for number, (rank, interval, known, ago, repetitions, minutes) in enumerate(drawn):
        last = before(back + ago)
        due = None if known else last + timedelta(days=interval)
        questions.append(Passing(f"q{number}", rank, interval, due, last, repetitions, minutes))
    return Scene(questions, active, before(back), draw(st.sampled_from(capacities)))


_QUESTIONS = st.tuples(
    st.integers(0, 2),
    st.sampled_from((1, 1, 4, 6, 15, 38, 90, 200)),
    st.sampled_from((False, False, False, True)),
    st.sampled_from((0, 1, 2, 3, 4, 6, 9, 20, 40)),
    st.sampled_from((0, 1, 3)),
    st.sampled_from((0.25, 0.25, 0.5, 9.0, 12.0, 45.0)),
)


@st.composite
def calendars(draw: st.DrawFn) -> list[date]:
    """Draw active days: some weekdays of rest, and a pause or not."""
    rest = draw(st.sampled_from(((), (), (6,), (2, 5), (0, 3, 4))))
    first, length = draw(st.integers(0, 55)), draw(st.sampled_from((0, 0, 2, 9)))
    pause = {before(first - n) for n in range(length)}
    return [day for day in every_day(rest=rest) if day not in pause]
