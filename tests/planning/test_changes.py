from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prospects import prospect

from studybuddy.errors import UsageError
from studybuddy.planning.agenda import build_agenda
from studybuddy.planning.changes import (
    debriefed,
    moved,
    paused,
    profiled,
    with_event,
    without_event,
)
from studybuddy.planning.enrolment import Enrolment, InterviewEvent, Pause, enrolment_detail, enrolment_from
from studybuddy.planning.pace import planned_minutes
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.replan import replan
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import Supply
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.view import Stage, stage_on
from studybuddy.planning.work import Work

TODAY = date(2026, 1, 5)  # a Monday
TARGETS = {Work.NEW_CARDS: 40, Work.KATAS: 2}
EIGHT = Plan(
    "e", "Eight", 60, 130, frozenset(), tuple(Week(n, "", (), TARGETS, {"dsa": 60}) for n in range(1, 9))
)
INTERVIEW = TODAY + timedelta(weeks=8)
BOUND = start_from(EIGHT, TODAY, INTERVIEW)
FREE = start_from(EIGHT, TODAY)


def on(offset: int) -> date:
    return TODAY + timedelta(days=offset)


# --- pauses ------------------------------------------------------------------------------------------


def test_a_pause_moves_the_weeks_after_it() -> None:
    away = paused(FREE, on(10), on(16), TODAY)
    assert away.pauses == (Pause(on(10), on(16)),)
    assert away.end == FREE.end + timedelta(days=7)
    assert away.days(1) == FREE.days(1)
    assert away.days(2) == tuple(on(offset) for offset in range(7, 21))  # seven days, and the pause
    assert away.days(3)[0] == on(21)
    assert [away.minutes_on(on(offset)) for offset in (9, 10, 16, 17)] == [60, 0, 0, 60]
    week = away.week_on(on(12))
    assert week is not None
    assert week.number == 2


def test_with_an_interview_what_no_longer_fits_is_cut_at_the_end() -> None:
    away = paused(BOUND, on(7), on(20), TODAY)
    assert away.end == INTERVIEW
    assert [week.number for week in away.weeks()] == [1, 2, 3, 4, 5, 6]
    assert len(away.days(6)) == 7


def test_a_pause_between_two_weeks_belongs_to_the_week_after_it() -> None:
    away = paused(FREE, on(7), on(8), TODAY)
    assert away.days(1) == FREE.days(1)
    assert away.days(2) == tuple(on(offset) for offset in range(7, 16))


def test_pauses_that_overlap_or_touch_become_one() -> None:
    away = paused(paused(FREE, on(10), on(12), TODAY), on(20), on(22), TODAY)
    assert paused(away, on(11), on(11), TODAY) == away  # a pause inside a pause
    joined = paused(away, on(12), on(14), TODAY)
    assert joined.pauses == (Pause(on(10), on(14)), Pause(on(20), on(22)))
    assert joined.pause_on(on(13)) == (on(10), on(14))  # what a command says of it
    assert paused(joined, on(15), on(19), TODAY).pauses == (Pause(on(10), on(22)),)


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (5, 4, "would end on 2026-01-09, before it begins on 2026-01-10"),
        (-1, 4, "a pause cannot begin in the past, on 2026-01-04"),
        (50, 56, "would include the interview on 2026-03-02"),
        (60, 62, "lies outside the plan"),
    ],
)
def test_pauses_that_cannot_be_are_wrong_use(first: int, last: int, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        paused(BOUND, on(first), on(last), TODAY)


def test_a_pause_outside_the_plan_is_wrong_use() -> None:
    later = start_from(EIGHT, TODAY, first_day=on(20))
    for first, last in ((0, 19), (76, 80)):
        with pytest.raises(UsageError, match=r"lies outside the plan .it runs from 2026-01-25 to 2026-03-21"):
            paused(later, on(first), on(last), TODAY)
    assert paused(later, on(0), on(22), TODAY).pauses == (Pause(on(20), on(22)),)


def test_in_a_pause_nothing_is_asked_and_nothing_is_planned(plan: Plan) -> None:
    away = paused(start_from(plan, TODAY), on(1), on(3), TODAY)
    assert stage_on(away, on(2)) is Stage.PAUSED
    assert build_agenda(away, on(2), (), Supply({Work.REVIEWS: 50})).items == ()
    assert on(2) not in planned_minutes(away, {})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 20)), max_size=4), st.booleans())
def test_a_pause_drops_no_day_and_no_work_of_a_plan_without_interview(
    pauses: list[tuple[int, int]], bound: bool
) -> None:
    away = BOUND if bound else FREE
    for first, length in pauses:
        if on(first) < away.end and (not bound or on(first + length) < INTERVIEW):
            away = paused(away, on(first), on(first + length), TODAY)
    assert all(one.last < other.first for one, other in zip(away.pauses, away.pauses[1:], strict=False))
    listed = [day for number in range(1, 9) for day in away.days(number)]
    assert listed == [on(offset) for offset in range((away.end - TODAY).days)]
    for day in listed:
        week = away.week_on(day)
        assert week is not None
        assert day in away.days(week.number)
    assert away.week_on(away.end) is None
    studied = [day for day in listed if not away.pause_on(day)]
    if not bound:
        assert len(studied) == 56
        assert weeks_in_force(away, {}) == weeks_in_force(FREE, {})
    assert enrolment_from(enrolment_detail(away)) == away


# --- the date ----------------------------------------------------------------------------------------


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 30))
def test_moving_there_and_back_changes_nothing(there: int, here: int, today: int) -> None:
    if min(there, here) < today:
        return
    enrolment = start_from(EIGHT, TODAY, on(here), TODAY)
    away = moved(enrolment, on(there), on(today))
    assert away.interview == on(there)
    assert moved(away, on(here), on(today)) == enrolment
    assert moved(away, on(there), on(today)) == away
    assert away == start_from(EIGHT, TODAY, on(there), TODAY)


def test_moving_keeps_everything_else() -> None:
    event = InterviewEvent("Acme", on(9), ("dsa",))
    light = start_from(EIGHT, TODAY, INTERVIEW, size="light")
    rich = with_event(paused(light, on(2), on(3), TODAY), event, TODAY)
    away = moved(rich, on(70), TODAY)
    assert replace(away, interview=rich.interview, week_one=rich.week_one) == rich


def test_a_plan_still_to_begin_is_bound_anew_from_a_date_however_near() -> None:
    later = start_from(EIGHT, TODAY, on(180))
    assert later.start == on(124)
    assert moved(later, on(80), TODAY) == start_from(EIGHT, TODAY, on(80))
    assert moved(later, on(3), TODAY) == start_from(EIGHT, TODAY, on(3))
    away = moved(paused(paused(later, on(130), on(140), TODAY), on(170), on(171), TODAY), on(190), TODAY)
    assert away.pauses == (Pause(on(134), on(140)), Pause(on(170), on(171)))
    assert away.days(1)[-1] == on(147)


def test_between_the_last_week_and_an_interview_the_plan_keeps_going() -> None:
    later = moved(BOUND, on(56 + 21), on(30))
    assert (later.start, later.week_one, later.end) == (TODAY, TODAY, on(77))
    assert [week.number for week in later.weeks()] == list(range(1, 12))
    week = later.week_on(on(70))
    assert week is not None
    assert (week.number, week.title, week.targets) == (11, "keep going", {})
    assert later.minutes_on(on(70)) == EIGHT.minutes_on(on(70))
    assert [stage_on(later, on(day)) for day in (70, 77, 78)] == [
        Stage.RUNNING, Stage.INTERVIEW, Stage.OVER,
    ]  # fmt: skip
    onsite = with_event(BOUND, InterviewEvent("Onsite", on(60)), TODAY)
    assert [stage_on(onsite, on(day)) for day in (56, 57, 60, 61)] == [
        Stage.INTERVIEW, Stage.RUNNING, Stage.INTERVIEW, Stage.OVER,
    ]  # fmt: skip


def test_a_replan_gives_missed_work_to_the_weeks_that_keep_going() -> None:
    plan = replace(EIGHT, weeks=(Week(1, "", targets={Work.KATAS: 4}), Week(2, "")))
    late = moved(start_from(plan, TODAY, on(14)), on(28), on(14))
    found = replan(late, on(15), (), {Work.KATAS: 20}, prospect())
    assert found.kept == {"katas": 4}
    assert [week.targets.get(Work.KATAS, 0) for week in found.after.plan.weeks] == [0, 0, 2, 2]
    again = replan(found.after, on(15), (), {Work.KATAS: 20}, prospect())
    assert again.after == found.after


def test_a_pause_over_a_dated_interview_is_wrong_use() -> None:
    acme = with_event(BOUND, InterviewEvent("Acme", on(9)), TODAY)
    with pytest.raises(UsageError, match=r"would include Acme on .* event remove \"Acme\""):
        paused(acme, on(8), on(9), TODAY)
    onsite = with_event(BOUND, InterviewEvent("Onsite", on(66)), TODAY)
    assert paused(onsite, on(58), on(60), TODAY).pauses == (Pause(on(58), on(60)),)


def test_the_interview_cannot_move_into_the_past_or_before_the_plan() -> None:
    with pytest.raises(UsageError, match="is in the past"):
        moved(BOUND, on(3), on(4))


def test_an_interview_in_two_years_waits_for_its_eight_weeks() -> None:
    far = moved(BOUND, on(730), TODAY)
    assert (far.start, far.end, far.last_week) == (TODAY, on(730), 105)
    assert start_from(EIGHT, TODAY, on(730)).start == on(730 - 56)


# --- dated events ------------------------------------------------------------------------------------


def test_the_nearest_date_with_its_rounds_comes_next() -> None:
    screen = InterviewEvent("Acme screen", on(9), ("dsa", "ml-coding"))
    dated = with_event(with_event(BOUND, InterviewEvent("Other", on(70)), TODAY), screen, TODAY)
    assert [event.name for event in dated.events] == ["Acme screen", "Other"]
    assert dated.next_event(TODAY) == dated.next_event(on(9)) == screen
    assert dated.next_event(on(10)) == InterviewEvent("interview", INTERVIEW)
    assert dated.next_event(on(57)) == InterviewEvent("Other", on(70))
    assert dated.next_event(on(71)) is None
    assert FREE.next_event(TODAY) is None
    assert without_event(without_event(dated, "acme SCREEN"), "Other") == BOUND


def test_the_day_of_an_interview_has_no_minutes() -> None:
    dated = with_event(BOUND, InterviewEvent("Acme", on(9)), TODAY)
    assert [dated.minutes_on(day) for day in (on(8), on(9), INTERVIEW)] == [60, 0, 0]
    assert dated.active_days(on(7), on(11)) == (on(7), on(8), on(10), on(11))
    assert dated.active_days(on(3), on(2)) == ()
    assert stage_on(dated, on(9)) is Stage.INTERVIEW


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (InterviewEvent(" ", on(3)), "needs a name"),
        (InterviewEvent("Interview", on(3)), "there is an event 'Interview' already"),
        (InterviewEvent("ACME", on(3)), "there is an event 'ACME' already"),
        (InterviewEvent("B", on(-15)), "B on 2025-12-21 is in the past"),
        (InterviewEvent("B", on(3), ("dsa", "ml-codin")), "no round 'ml-codin' .did you mean ml-coding"),
        (InterviewEvent("B", on(3), ("research",)), "no round 'research' .known: dsa, ml-coding"),
    ],
)
def test_events_that_cannot_be_are_wrong_use(event: InterviewEvent, message: str) -> None:
    dated = with_event(BOUND, InterviewEvent("Acme", on(9)), TODAY)
    with pytest.raises(UsageError, match=message):
        with_event(dated, event, TODAY)


def test_a_round_with_a_weight_of_its_own_may_be_named() -> None:
    own = replace(BOUND, plan=replace(EIGHT, weights={"research": 60, "dsa": 40}))
    dated = with_event(own, InterviewEvent("Lab", on(3), ("research", "research")), TODAY)
    assert dated.events[0].rounds == ("research",)


def test_an_event_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"no event 'Acme' .none was added yet"):
        without_event(FREE, "Acme")
    with pytest.raises(UsageError, match=r"no event 'Acme' .events: interview"):
        without_event(BOUND, "Acme")
    with pytest.raises(UsageError, match="the plan's own interview is no event"):
        without_event(BOUND, "interview")


def test_a_debrief_multiplies_the_emphasis_of_topics_and_takes_what_comes_to_mind_later() -> None:
    dated = with_event(BOUND, InterviewEvent("Acme", on(9)), TODAY)
    with pytest.raises(UsageError, match="still to come"):
        debriefed(dated, "Acme", on(8))
    told = debriefed(dated, "Acme", on(9), {"trees": 1.5, "dsa": 2})
    assert told.emphasis == {"trees": 1.5, "dsa": 2}
    assert told.next_event(on(9)) == InterviewEvent("interview", INTERVIEW)
    later = debriefed(told, "Acme", on(10), {"cnn": 1.5})
    assert later.emphasis == {"trees": 1.5, "dsa": 2, "cnn": 1.5}
    assert later.events == told.events
    own = debriefed(told, "interview", INTERVIEW, {"dsa": 2})
    assert own.emphasis == {"trees": 1.5, "dsa": 3}  # there is a limit
    assert own.next_event(INTERVIEW) is None
    assert debriefed(own, "interview", INTERVIEW) == own
    again = moved(own, on(90), INTERVIEW)
    assert again.next_event(INTERVIEW) == InterviewEvent("interview", on(90))
    assert debriefed(again, "interview", on(90)).next_event(on(90)) is None


# --- size, minutes, profile --------------------------------------------------------------------------


@pytest.mark.parametrize("interview", [INTERVIEW, None])
def test_sizes_and_minutes_are_taken_from_the_plan_as_written(interview: date | None) -> None:
    light = start_from(EIGHT, TODAY, interview, size="light")
    assert (light.size, light.minutes_on(TODAY), light.minutes_on(on(5))) == ("light", 30, 65)
    busy = start_from(EIGHT, TODAY, interview, size="light", weekday_minutes=20)
    assert (busy.minutes_on(TODAY), busy.minutes_on(on(5))) == (20, 43)
    assert (light.written, busy.written) == (EIGHT, EIGHT)
    assert start_from(EIGHT, TODAY, interview, weekday_minutes=30).minutes_on(on(5)) == 65
    written_light = replace(EIGHT, size="light")
    assert start_from(written_light, TODAY, interview).plan == light.plan
    assert start_from(written_light, TODAY, interview, size="standard").plan == EIGHT


def test_a_size_keeps_the_profile() -> None:
    senior = profiled(start_from(EIGHT, TODAY, size="full"), level="senior", company="big-tech")
    assert (senior.level, senior.company, senior.size) == ("senior", "big-tech", "full")
    assert profiled(senior, company="consulting").level == "senior"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: start_from(EIGHT, TODAY, size="tiny"), "no size 'tiny'"),
        (lambda: start_from(EIGHT, TODAY, weekday_minutes=0), "a day cannot have 0 minutes"),
        (lambda: profiled(BOUND, level="seniour"), "no level 'seniour' .did you mean senior"),
        (lambda: profiled(BOUND, company="x"), "no kind of company 'x' .known: big-tech"),
    ],
)
def test_wishes_that_make_no_sense_are_wrong_use(change: Callable[[], Enrolment], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        change()
