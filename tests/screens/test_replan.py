from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from prospects import TOPICS, prospect

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.prospect import Foretold, Outlook, Prospect
from studybuddy.planning.readiness import Terms
from studybuddy.planning.replan import outlook_of, replan
from studybuddy.planning.spreading import Spreading
from studybuddy.planning.starting import start_from
from studybuddy.planning.weights import round_weights
from studybuddy.planning.work import Work
from studybuddy.screens.replan import draw_foretold, draw_replan

MONDAY = date(2026, 1, 5)
INTERVIEW = MONDAY + timedelta(weeks=6)
TARGETS = {
    Work.NEW_CARDS: 60, Work.KATAS: 4, Work.DERIVATIONS: 3, Work.DESIGN_CASES: 1, Work.APPLIED_CASES: 1,
    Work.STORIES: 1, Work.MOCKS: 1,
}  # fmt: skip
WEEKS = tuple(
    Week(n, "", (), TARGETS if n < 5 else TARGETS | {Work.NEW_CARDS: 0}, {"dsa": 90}) for n in range(1, 7)
)
PLAN = Plan("six", "Six weeks", 60, 130, frozenset(), WEEKS)
TERMS = Terms(MONDAY, INTERVIEW, round_weights("senior", "big-tech"))
UNSEEN = dict(zip(TOPICS, (40, 30, 90, 40, 20, 20), strict=True))
AVAILABLE = {Work.KATAS: 20}


def drawn(
    day: int, width: int, enrolment: Enrolment | None = None, mine: Prospect | None = None
) -> list[str]:
    plan, worth = enrolment or start_from(PLAN, MONDAY, INTERVIEW), mine or prospect(UNSEEN, terms=TERMS)
    today = MONDAY + timedelta(days=day)
    found = replan(plan, today, (), AVAILABLE, worth)
    before, after = (outlook_of(one, today, (), AVAILABLE, worth) for one in (plan, found.after))
    late = worth.outlook(Spreading(plan, today, (), AVAILABLE).unchanged(), 0.48)
    return list(draw_replan(found, [Foretold("", before, after, late)], 0.48, AVAILABLE, width))


@pytest.mark.parametrize("width", [80, 120])
def test_the_preview_is_exactly_this(width: int, golden: Callable[[str, Iterable[str]], None]) -> None:
    lines = drawn(16, width)
    golden(f"replan-{width}", lines)
    assert max(map(len, lines[2:])) <= width  # what is dropped is broken between words where it is printed


def test_where_nothing_is_dropped_and_no_number_changes_one_line_says_so() -> None:
    lines = drawn(0, 80, start_from(replace(PLAN, weeks=WEEKS[:2]), MONDAY, INTERVIEW, MONDAY))
    assert lines[1] == "All of it fits; nothing is dropped."
    assert lines[2].startswith("Readiness foretold for Mon 16 Feb: ")
    assert lines[2].endswith(", replanned or not.")
    assert not any("weighted" in line for line in lines)


def test_where_nothing_is_dropped_what_is_made_up_for_shows() -> None:
    lines = drawn(8, 80, start_from(replace(PLAN, weeks=WEEKS[:3]), MONDAY, INTERVIEW, MONDAY))
    assert lines[1] == "All of it fits; nothing is dropped."
    assert lines[2] == "Readiness foretold for Mon 16 Feb (as it stands → replanned):"
    assert "weighted" in lines[3] + lines[4] + lines[5]


def test_only_rounds_that_change_are_named_and_the_mean_comes_last() -> None:
    mine = prospect(UNSEEN, terms=TERMS)
    before, after = mine.outlook({"new cards": 100}), mine.outlook({"new cards": 100, "katas": 3})
    _, changed, all_of_it = draw_foretold([Foretold("", before, after)], None, 80)
    assert changed.split() == ["ML", "coding", changed.split()[2], "→", changed.split()[4], "weighted", *(
        f"{round(before.weighted)} → {round(after.weighted)}".split()
    )]  # fmt: skip
    assert all_of_it == "That is if all of it is done."


def test_the_next_interview_is_told_by_round_and_the_last_day_in_a_line_each_at_the_pace_so_far() -> None:
    mine = prospect(UNSEEN, terms=TERMS)
    before, after, late = (mine.outlook({"new cards": count}) for count in (60, 120, 30))
    near = [one._replace(on=date(2026, 1, 20)) for one in (before, after, late)]
    figures = [round(one.weighted) for one in (before, after, late)]
    first, *_, last, at_pace = draw_foretold(
        [Foretold("Acme\nscreen of the second kind", *near), Foretold("", before, after, late)], 0.48, 80
    )
    assert first == "Readiness foretold for Acme screen of …, Tue 20 Jan (as it stands → replanned):"
    assert last == f"Readiness foretold for Mon 16 Feb: weighted {figures[0]} → {figures[1]}."
    assert at_pace == (
        "That is if all of it is done; at your pace so far, .48,"
        f" it is {figures[2]} on Tue 20 Jan and {figures[2]} on Mon 16 Feb."
    )
    same = [Foretold("interview", after, after, late), Foretold("", after, after, late)]
    first, last, _ = draw_foretold(same, 0.48, 80)
    assert first == f"Readiness foretold for the interview, Mon 16 Feb: {figures[1]}, replanned or not."
    assert last == f"Readiness foretold for Mon 16 Feb: {figures[1]}, replanned or not."


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (0, "That costs less than 1 of 100 points of readiness."),
        (0.9, "That costs less than 1 of 100 points of readiness."),
        (2.1, "That costs at most 3 of 100 points of readiness."),
    ],
)
def test_the_cost_is_never_said_to_be_less_than_it_is(lost: float, said: str) -> None:
    mine = prospect(UNSEEN, terms=TERMS)
    found = replan(start_from(PLAN, MONDAY), MONDAY, (), {}, mine)
    dropped = found._replace(kept={name: count - 1 for name, count in found.left.items()}, points_lost=lost)
    outlook = Outlook(INTERVIEW, mine.outlook({}).rounds)
    assert said in list(draw_replan(dropped, [Foretold("", outlook, outlook)], None, {}, 80))
