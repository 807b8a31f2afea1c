from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.planning.agenda import Agenda, Item, build_agenda, fill
from studybuddy.planning.filling import Ranking
from studybuddy.planning.next_action import Again
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import Demand, NextUp, Supply
from studybuddy.planning.work import Work

Did = Callable[..., Done]
Line = tuple[NextUp, ...]
MONDAY = date(2026, 1, 5)
TUESDAY = MONDAY + timedelta(days=1)
SATURDAY = MONDAY + timedelta(days=5)


def agenda(
    plan: Plan, today: date, due: dict[Work, int], *done: Done, next_up: dict[Work, Line] | None = None
) -> Agenda:
    return build_agenda(start_from(plan, MONDAY), today, done, Supply(due, next_up=next_up or {}))


def named(plan: Plan, today: date, due: dict[Work, int], *done: Done) -> list[tuple[str, str, int]]:
    return [(item.name, item.what, round(item.minutes)) for item in agenda(plan, today, due, *done).items]


def test_reviews_come_first_then_what_fits_of_the_rest(plan: Plan) -> None:
    # on Tuesday 30 × .33 + 12 × .75 is 19 of 60 minutes; the design case of 45 does not fit, and practice
    # goes on for the minutes that nothing else fits into
    assert named(plan, TUESDAY, {Work.REVIEWS: 30}) == [
        ("review", "30 due + 12 new", 19),
        ("kata", "1", 12),
        ("rehearse", "1", 5),
        ("practice", "dsa", 24),
    ]


def test_a_long_case_takes_a_day_that_has_the_minutes_before_shorter_work_does(plan: Plan) -> None:
    assert named(plan, SATURDAY, {Work.REVIEWS: 20}) == [
        ("review", "20 due + 60 new", 52),
        ("design", "1", 45),
        ("kata", "1", 12),
        ("rehearse", "2", 10),
        ("practice", "dsa", 11),
    ]


def test_a_backlog_is_cut_to_the_day_and_leaves_no_room_for_new_cards(plan: Plan) -> None:
    (item,) = agenda(plan, MONDAY, {Work.REVIEWS: 500}).items
    assert (item.what, item.count) == ("181 of 500 due", 181)
    assert item.minutes == pytest.approx(59.73)
    assert item.command == "studybuddy review --minutes 60"


def test_work_done_today_leaves_the_rest_of_the_day(plan: Plan, did: Did) -> None:
    done = (did(MONDAY, Work.NEW_CARDS, 10), did(MONDAY, Work.KATAS), did(MONDAY, Work.REHEARSALS))
    today = agenda(plan, MONDAY, {Work.REVIEWS: 5}, *done)
    assert today.minutes_of_day == 60
    assert today.minutes_done == pytest.approx(10 * 0.75 + 12 + 5)
    # 35.5 minutes are left: the design case does not fit, and of everything else today's share is done
    assert [item.name for item in today.items] == ["review"]


def test_katas_that_come_back_are_added_to_those_the_week_wants(plan: Plan) -> None:
    items = agenda(plan, MONDAY, {Work.KATAS: 2, Work.REVIEWS: 30}).items
    assert items[1] == Item("kata", "3", 3, 36, "studybuddy kata", Work.KATAS, 0, True, "ml-coding")


def test_a_case_that_is_due_again_waits_until_the_week_wants_one(plan: Plan) -> None:
    due = {Work.DESIGN_CASES: 3, Work.REHEARSALS: 9}
    later = MONDAY + timedelta(weeks=2)  # the third week wants a mock and nothing else
    assert agenda(replace(plan, weekday_minutes=600), later, due).items == agenda(plan, later, {}).items


def test_a_day_of_rest_and_the_day_of_the_interview_have_nothing(plan: Plan) -> None:
    assert agenda(plan, MONDAY + timedelta(days=6), {Work.REVIEWS: 50}) == Agenda(0, 0, ())
    enrolment = start_from(plan, MONDAY, MONDAY)
    assert build_agenda(enrolment, MONDAY, (), Supply({Work.REVIEWS: 50})) == Agenda(0, 0, ())


def test_a_mock_keeps_its_place_on_the_longest_day_left_of_the_week(plan: Plan) -> None:
    short = replace(plan, weekday_minutes=30, weekend_minutes=65)
    tuesday, saturday = (MONDAY + timedelta(days=14 + day) for day in (1, 5))
    assert [item.name for item in agenda(short, tuesday, {Work.REVIEWS: 60}).items] == ["review"]
    (review, mock) = agenda(short, saturday, {Work.REVIEWS: 60}).items
    assert (review.what, mock.name) == ("15 of 60 due", "mock")
    assert review.command == "studybuddy review --minutes 5"
    # a backlog comes first all the same
    assert [item.name for item in agenda(short, saturday, {Work.REVIEWS: 500}).items] == ["review"]


def test_a_long_piece_does_not_wait_for_the_eve_of_an_interview(plan: Plan) -> None:
    friday, sunday = (MONDAY + timedelta(days=14 + day) for day in (4, 6))
    for interview, asked in ((None, ["review"]), (sunday, ["mock"])):
        enrolment = start_from(plan, MONDAY, interview)
        items = build_agenda(enrolment, friday, (), Supply({Work.REVIEWS: 60})).items
        assert [item.name for item in items] == asked


def test_on_the_first_day_of_a_plan_new_cards_come_before_a_mock(plan: Plan) -> None:
    late = start_from(plan, SATURDAY, SATURDAY + timedelta(days=7))  # the week that wants a mock alone
    first = build_agenda(replace(late, plan=replace(plan, weekend_minutes=65)), SATURDAY, (), Supply())
    assert [item.what for item in first.items] == ["15 new"]


def test_outside_the_plan_there_are_only_reviews(plan: Plan) -> None:
    for day in (MONDAY - timedelta(days=3), MONDAY + timedelta(weeks=3)):
        assert named(plan, day, {Work.REVIEWS: 10}) == [("review", "10 due", 3)]
        assert named(plan, day, {}) == []


def test_every_item_has_the_command_that_starts_it(plan: Plan) -> None:
    next_up = {
        Work.KATAS: (NextUp("stable-softmax", "ml-coding"),),
        Work.DESIGN_CASES: (NextUp("fraud", "system-design"),),
        Work.APPLIED_CASES: (NextUp("ctr-drop", "applied"),),
    }
    friday = SATURDAY - timedelta(days=1)
    week = replace(plan.weeks[0], targets={**plan.weeks[0].targets, Work.APPLIED_CASES: 1})
    free = replace(plan, weekday_minutes=200, weeks=(week,))
    shown = {item.name: item for item in agenda(free, friday, {Work.DERIVATIONS: 1}, next_up=next_up).items}
    assert shown["kata"].command == "studybuddy kata stable-softmax"
    assert shown["kata"].what == "stable-softmax and 1 more"
    assert shown["derive"].command == "studybuddy review --kind derivation --limit 1"
    assert shown["design"].command == "studybuddy review fraud"
    assert shown["design"].what == "fraud"
    assert shown["applied"].command == "studybuddy review ctr-drop"
    on_tuesday = {item.name: item for item in agenda(plan, TUESDAY, {Work.REVIEWS: 30}).items}
    assert on_tuesday["rehearse"].command == "studybuddy review --kind star --limit 1"
    mock = agenda(plan, MONDAY + timedelta(days=15), {}).items[0]
    assert (mock.name, mock.command) == ("mock", "studybuddy track mock ROUND --minutes 60 --score 1-4")
    weakest = {Work.MOCKS: (NextUp("applied", "applied"),)}
    mock = agenda(plan, MONDAY + timedelta(days=15), {}, next_up=weakest).items[0]
    assert (mock.what, mock.command) == ("applied", "studybuddy track mock applied --minutes 60 --score 1-4")
    practice = on_tuesday["practice"]
    assert practice.command == "studybuddy track dsa --minutes 24"


def test_problems_to_redo_come_before_other_practice_and_only_as_many_as_fit(plan: Plan) -> None:
    up = {Work.TRACKED: (NextUp("redo-lc-973", "dsa"),)}
    redo = agenda(plan, MONDAY, {Work.TRACKED: 3, Work.REVIEWS: 10}, next_up=up).items[1]
    assert (redo.name, redo.what, redo.count, redo.minutes) == ("redo", "redo-lc-973", 1, 25)
    assert redo.command == "studybuddy review redo-lc-973"


def test_a_quiz_of_the_weak_topic_fills_what_is_left(plan: Plan) -> None:
    week = replace(plan.weeks[0], targets={}, tracked={})
    enrolment = start_from(replace(plan, weeks=(week,)), MONDAY)
    items = build_agenda(enrolment, MONDAY, (), Supply({Work.REVIEWS: 30}, quiz="trees")).items
    assert [item.name for item in items] == ["review", "quiz"]
    assert items[1].command == "studybuddy quiz --topic trees"
    none_left = build_agenda(enrolment, MONDAY, (), Supply({Work.REVIEWS: 170}, quiz="trees")).items
    assert [item.name for item in none_left] == ["review"]


def test_other_minutes_than_the_day_has_can_be_filled(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    items = build_agenda(enrolment, MONDAY, (), Supply({Work.REVIEWS: 30}), minutes=8).items
    assert [(item.name, item.what) for item in items] == [("review", "24 of 30 due")]
    more = build_agenda(enrolment, MONDAY, (), Supply(), minutes=90).items
    assert "design" in [item.name for item in more]


def test_what_no_session_asks_takes_none_of_the_minutes_typed_for_one(plan: Plan) -> None:
    due, third, enrolment = {Work.REVIEWS: 30}, SATURDAY + timedelta(weeks=2), start_from(plan, MONDAY)
    for day, besides, minutes in ((TUESDAY, "practice", 60), (third, "mock", 130)):
        assert besides in [item.name for item in agenda(plan, day, due).items]
        session = build_agenda(enrolment, day, (), Supply(due), minutes=minutes, session_alone=True).items
        assert all(item.in_line or item.name == "review" for item in session)


def test_without_a_plan_what_is_due_fills_the_minutes() -> None:
    items = fill(40, Demand({Work.NEW_CARDS: 15}), Supply({Work.REVIEWS: 20, Work.KATAS: 1})).items
    assert [(item.name, item.what) for item in items] == [("review", "20 due + 15 new"), ("kata", "1")]
    assert items[0].new == 15


@settings(deadline=None)
@given(
    st.integers(-3, 24),
    st.dictionaries(
        st.sampled_from([work for work in Work if work is not Work.TRACKED]), st.integers(0, 400)
    ),
)
def test_the_agenda_never_takes_more_than_the_day_has(offset: int, due: dict[Work, int]) -> None:
    targets = {Work.NEW_CARDS: 60, Work.KATAS: 3, Work.DESIGN_CASES: 1, Work.MOCKS: 1}
    weeks = tuple(Week(number, "", (), targets, {"dsa": 60}) for number in (1, 2, 3))
    plan = Plan("p", "P", 60, 130, frozenset({6}), weeks)
    today = build_agenda(start_from(plan, MONDAY), MONDAY + timedelta(days=offset), (), Supply(due))
    assert today.minutes <= today.minutes_of_day
    assert all(item.count > 0 and item.command.startswith("studybuddy ") for item in today.items)


def test_a_problem_done_again_has_the_learners_own_minutes() -> None:
    up = {Work.TRACKED: (NextUp("redo-dsa-lc-973", "dsa"),)}
    supply = Supply({Work.TRACKED: 3}, next_up=up)
    (usual,) = fill(60, Demand(), supply).items
    (slow,) = fill(60, Demand(), supply._replace(redo_minutes=40)).items
    assert [(one.count, one.minutes) for one in (usual, slow)] == [(2, 50), (1, 40)]


def test_in_the_pass_of_some_rounds_new_cards_of_others_take_what_the_rest_leaves() -> None:
    supply = Supply({Work.REVIEWS: 30}, next_up={Work.KATAS: [NextUp("softmax", "ml-coding")] * 3})
    demand = Demand({Work.NEW_CARDS: 60, Work.KATAS: 3})
    taken = {}
    for first in ((), ("ml-coding",)):
        items = fill(60, demand, supply, ranking=Ranking(first, in_pass=True)).items
        taken[first] = [(one.name, one.what) for one in items]
    assert taken[()] == [("review", "30 due + 60 new")]
    assert taken["ml-coding",] == [("review", "30 due + 18 new"), ("kata", "softmax and 2 more")]
    of_its_own = supply._replace(new_ahead=45)
    items = fill(60, demand, of_its_own, ranking=Ranking(("ml-coding",), in_pass=True)).items
    assert [(one.name, one.what) for one in items] == [("review", "30 due + 50 new"), ("kata", "softmax")]


def test_minutes_left_after_everything_go_to_what_was_practised_longest_ago_and_then_to_a_quiz() -> None:
    due, again = {Work.REVIEWS: 30}, Again("ctr-drop", "design", "applied", 12)
    items = fill(36, Demand(), Supply(due, again=again, quiz="trees")).items
    assert [(one.name, one.what, one.minutes) for one in items[1:]] == [
        ("again", "ctr-drop, 12 days ago", 20.0),
        ("quiz", "trees", 5.0),
    ]
    assert items[1].command == "studybuddy review ctr-drop"
    assert [one.name for one in fill(29, Demand(), Supply(due, again=again)).items] == ["review"]
    kata = fill(30, Demand(), Supply(again=Again("softmax", "kata", "coding", 9))).items
    assert [one.command for one in kata] == ["studybuddy kata softmax"]
    again = Again("redo-dsa-lc-9", "redo", "coding", 9)
    (redo,) = fill(30, Demand(), Supply(again=again, redo_minutes=28)).items
    assert (redo.minutes, redo.command) == (28, "studybuddy review redo-dsa-lc-9")


def test_nothing_is_done_once_more_beside_other_work_of_its_kind_and_on_the_eve(plan: Plan) -> None:
    again = Again("ctr-drop", "design", "applied", 12)
    wanted = {Work.APPLIED_CASES.value: 1}
    assert [one.name for one in fill(60, Demand(wanted), Supply(again=again)).items] == ["applied"]
    enrolment = start_from(plan, MONDAY, TUESDAY)
    eve = build_agenda(enrolment, MONDAY, (), Supply(again=again))
    assert eve.items == ()
