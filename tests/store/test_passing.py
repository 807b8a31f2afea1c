"""The final pass in the cache: placed by the plan in force, renewed by the day, and gone without a trace."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from card_texts import basic
from shelf import START, Shelf

from studybuddy.model import Happening
from studybuddy.planning.changes import moved, with_event
from studybuddy.planning.enrolment import Enrolment, InterviewEvent, Pause, enrolment_detail
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.recall import Recall
from studybuddy.planning.standing import KNOWN
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.scheduling.slot import from_json
from studybuddy.store import recording
from studybuddy.store.placed import placed_bounds, placed_pass
from studybuddy.store.slots import refresh
from studybuddy.store.sql.schedule import (
    any_without_answer,
    due_questions,
    load_between,
    unseen_questions,
    usual_load,
)
from studybuddy.store.sql.slots import due_day_of, put_slots, slots_given
from studybuddy.store.sql.standing import failed_since, passed_since, standings, standings_met, unseen_counts

TODAY = START.date()
WEEKS = tuple(Week(number, "", ("metrics",)) for number in range(1, 9))
PLAN = Plan("eight", "Eight weeks", 60, 60, frozenset(), WEEKS)
CARDS = 30
SEEN = 24


@pytest.fixture
def seen(shelf: Shelf) -> Shelf:
    """A shelf with cards of which most were answered often enough to be due after the interview."""
    shelf.write("deck", *(basic(f"Card {n}", card_id=f"card{n}") for n in range(CARDS)))
    shelf.sync()
    for days_ago in (40, 39, 33, 16):
        shelf.at = START - timedelta(days=days_ago)
        for n in range(SEEN):
            shelf.grade(f"card{n}", 5)
    shelf.at = START
    return shelf


def enrol(shelf: Shelf, days: int) -> Enrolment:
    enrolment = start_from(PLAN, TODAY, TODAY + timedelta(days=days))
    put(shelf, enrolment)
    return enrolment


def put(shelf: Shelf, enrolment: Enrolment | None) -> None:
    detail = enrolment_detail(enrolment) if enrolment else {}
    recording.note(shelf.ledger, Happening.PLAN, shelf.moment(), detail=detail)
    refresh(shelf.ledger, shelf.moment().study_day)


def due_days(shelf: Shelf) -> dict[str, date | None]:
    return {f"card{n}": due_day_of(shelf.ledger, f"card{n}") for n in range(CARDS)}


def window(shelf: Shelf) -> tuple[date, ...]:
    placed = placed_pass(shelf.ledger)
    assert placed is not None
    return from_json(placed["bounds"]).window


def test_every_seen_question_has_a_day_before_the_interview_and_the_spare_day_is_left_free(
    seen: Shelf,
) -> None:
    enrol(seen, 21)
    slots = slots_given(seen.ledger)
    days = window(seen)
    assert days[-1] == TODAY + timedelta(days=20)
    assert set(slots) == {f"card{n}" for n in range(SEEN)}
    assert set(slots.values()) <= set(days[:-1])
    assert max(Counter(slots.values()).values()) <= SEEN // 4 + 1


@pytest.mark.parametrize(("missed", "spare"), [(None, 1), (1, 2), (28, 2), (29, 1)])
def test_who_missed_a_study_day_of_the_plan_in_the_last_four_weeks_is_given_a_second_spare_day(
    seen: Shelf, missed: int | None, spare: int
) -> None:
    seen.at = START - timedelta(days=30)
    enrol(seen, 21)
    for back in range(29, 0, -1):
        seen.at = START - timedelta(days=back)
        if back != missed:
            seen.grade("card29", 5)
    seen.at = START
    refresh(seen.ledger, TODAY)
    assert spare_days(seen) == list(window(seen)[-spare:])
    before = due_days(seen)
    put(seen, None)
    enrol(seen, 21)  # clearing forgets nothing
    assert due_days(seen) == before


def spare_days(shelf: Shelf) -> list[date]:
    asked = slots_given(shelf.ledger).values()
    return [day for day in window(shelf) if day > max(asked)]


def test_no_day_before_the_first_plan_is_missed_nor_one_in_a_pause(seen: Shelf) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert not any_without_answer(seen.ledger, [TODAY, tomorrow])
    enrolment = enrol(seen, 21)  # of the days before, only few were studied
    assert spare_days(seen) == [window(seen)[-1]]
    assert not any_without_answer(seen.ledger, [TODAY - timedelta(days=1), TODAY])
    seen.at = START + timedelta(days=2)
    for pauses, spare in (((), 2), ((Pause(tomorrow, tomorrow),), 1)):
        put(seen, replace(enrolment, pauses=pauses))
        assert spare_days(seen) == list(window(seen)[-spare:])


def test_a_day_whose_only_answer_was_taken_back_is_missed(seen: Shelf) -> None:
    enrol(seen, 21)
    seen.at = START + timedelta(days=1)
    seen.grade("card29", 5)
    assert not any_without_answer(seen.ledger, [TODAY + timedelta(days=1)])
    seen.undo()
    assert any_without_answer(seen.ledger, [TODAY + timedelta(days=1)])


def test_memories_keep_the_schedulers_own_days_and_the_cache_stays_the_fold(seen: Shelf) -> None:
    before = {n: seen.memory(f"card{n}") for n in range(CARDS)}
    enrol(seen, 21)
    assert {n: seen.memory(f"card{n}") for n in range(CARDS)} == before
    seen.assert_cache_is_fold()


def test_clearing_and_undoing_restore_every_due_day_exactly(seen: Shelf) -> None:
    before = due_days(seen)
    enrol(seen, 21)
    assert due_days(seen) != before
    put(seen, None)
    assert due_days(seen) == before
    assert placed_pass(seen.ledger) is None
    seen.undo()  # the clearing
    refresh(seen.ledger, TODAY)
    assert due_days(seen) != before
    seen.undo()  # the start
    refresh(seen.ledger, TODAY)
    assert due_days(seen) == before


def test_moving_the_date_there_and_back_changes_nothing(seen: Shelf) -> None:
    enrolment = enrol(seen, 21)
    first = due_days(seen)
    put(seen, moved(enrolment, TODAY + timedelta(days=30), TODAY))
    assert due_days(seen) != first
    put(seen, moved(enrolment, TODAY + timedelta(days=21), TODAY))
    assert due_days(seen) == first


def test_placing_twice_changes_nothing_and_the_second_time_is_not_even_tried(seen: Shelf) -> None:
    enrol(seen, 21)
    first, changes = due_days(seen), seen.ledger.connection.total_changes
    refresh(seen.ledger, TODAY)
    assert seen.ledger.connection.total_changes == changes
    seen.reopen()
    refresh(seen.ledger, TODAY)
    assert due_days(seen) == first


def test_what_has_its_slot_today_is_due_today_and_what_waits_is_not(seen: Shelf) -> None:
    enrol(seen, 5)
    today = {one.question_id for one in due_questions(seen.ledger, TODAY)}
    assert today == {one for one, day in slots_given(seen.ledger).items() if day == TODAY}
    assert 0 < len(today) < SEEN
    load = load_between(seen.ledger, TODAY, TODAY + timedelta(days=5))
    assert sum(load.values()) == SEEN


def test_a_pass_in_the_window_is_final_and_a_failure_returns_on_the_next_day(seen: Shelf) -> None:
    enrol(seen, 5)
    first, second = sorted(one.question_id for one in due_questions(seen.ledger, TODAY))[:2]
    interview = TODAY + timedelta(days=5)
    passed = seen.grade(first, 4)
    assert passed.due == max(interview, passed.memory.effective_due or interview)
    failed = seen.grade(second, 1)
    assert failed.due == TODAY + timedelta(days=1)
    seen.reopen()
    with seen.ledger.transaction():
        seen.ledger.set_setting("final_pass", None)
    refresh(seen.ledger, TODAY)
    assert due_day_of(seen.ledger, first) == passed.due
    assert due_day_of(seen.ledger, second) == failed.due


def test_a_problem_that_was_hard_in_the_window_is_asked_once_more_before_the_interview(seen: Shelf) -> None:
    names = ("hard", "good", "again")
    seen.write("redo", *(f"## {name}? {{#{name} .redo topic=dsa}}\n\n### Answer\n\nSo." for name in names))
    seen.sync()
    enrol(seen, 5)
    tomorrow = TODAY + timedelta(days=1)
    seen.grade("again", 1)
    for name, due in (("hard", tomorrow), ("good", TODAY + timedelta(days=5))):
        assert seen.grade(name, 3 if name == "hard" else 4).due == due
        assert placed_anew(seen, TODAY, name) == due
    seen.at = START + timedelta(days=1)
    assert placed_anew(seen, tomorrow, "hard") == tomorrow
    assert seen.grade("again", 3).due == TODAY + timedelta(days=2)
    assert seen.grade("hard", 3).due == TODAY + timedelta(days=5)


def placed_anew(shelf: Shelf, today: date, question_id: str) -> date | None:
    with shelf.ledger.transaction():
        shelf.ledger.set_setting("final_pass", None)
    refresh(shelf.ledger, today)
    return due_day_of(shelf.ledger, question_id)


def test_an_answer_before_the_window_gets_a_slot_in_it_at_once(seen: Shelf) -> None:
    enrol(seen, 40)
    recorded = seen.grade("card25", 5)
    assert recorded.due == TODAY + timedelta(days=1)  # due before the window: its own day stands
    seen.at += timedelta(days=1)
    refresh(seen.ledger, seen.moment().study_day)
    for _ in range(2):
        seen.at += timedelta(days=7)
        recorded = seen.grade("card25", 5)
    assert recorded.memory.effective_due is not None
    days = window(seen)
    if recorded.memory.effective_due >= days[0]:
        assert recorded.due in days


def test_undoing_an_answer_in_the_window_gives_the_question_its_slot_back(seen: Shelf) -> None:
    enrol(seen, 5)
    before = due_days(seen)
    seen.grade("card1", 4)
    assert due_days(seen) != before
    seen.undo()
    refresh(seen.ledger, TODAY)
    assert due_days(seen) == before


def test_what_is_known_already_is_asked_once_more_in_the_pass_and_not_before(seen: Shelf) -> None:
    seen.note(Happening.KNOW, "card3")
    seen.note(Happening.KNOW, "card27")  # never answered
    assert not {"card3", "card27"} & {one.question_id for one in due_questions(seen.ledger, date.max)}
    enrol(seen, 5)
    slots = slots_given(seen.ledger)
    assert {"card3", "card27"} <= set(slots)
    due = {one.question_id: one for one in due_questions(seen.ledger, TODAY + timedelta(days=4))}
    assert not due["card27"].new
    assert "card27" not in {one.question_id for one in unseen_questions(seen.ledger, TODAY, 100)}


def test_a_suspended_question_takes_no_part(seen: Shelf) -> None:
    seen.note(Happening.SUSPEND, "card3")
    enrol(seen, 5)
    assert "card3" not in slots_given(seen.ledger)


def test_an_interview_with_rounds_drives_the_pass_of_its_topics_alone(seen: Shelf) -> None:
    enrolment = enrol(seen, 50)
    event = InterviewEvent("Screen", TODAY + timedelta(days=5), ("dsa",))
    put(seen, with_event(enrolment, event, TODAY))
    assert slots_given(seen.ledger) == {}
    fundamentals = event._replace(rounds=("fundamentals",))
    put(seen, with_event(enrolment, fundamentals, TODAY))
    assert len(slots_given(seen.ledger)) == SEEN
    seen.at = START + timedelta(days=6)  # the day after it: the plan's own date is the nearest now
    refresh(seen.ledger, seen.moment().study_day)
    placed = placed_pass(seen.ledger)
    assert placed is not None
    assert (placed["name"], from_json(placed["bounds"]).interview) == (
        "interview",
        TODAY + timedelta(days=50),
    )


def test_another_scheduler_places_the_pass_anew(seen: Shelf) -> None:
    enrol(seen, 21)
    first = due_days(seen)
    seen.switch("sm2-delphi")
    refresh(seen.ledger, TODAY)
    seen.switch("sm2")
    refresh(seen.ledger, TODAY)
    assert due_days(seen) == first


def test_what_is_known_comes_first_in_the_pass(seen: Shelf) -> None:
    seen.note(Happening.KNOW, "card27")
    enrol(seen, 21)
    slots = slots_given(seen.ledger)
    assert slots["card27"] == min(slots.values()) == window(seen)[0]


def test_days_without_minutes_are_no_usual_days(seen: Shelf) -> None:
    weekends = replace(PLAN, weekday_minutes=0, weekend_minutes=130)
    assert weekends.usual_minutes == 130
    put(seen, start_from(weekends, TODAY, TODAY + timedelta(days=56)))
    assert len(window(seen)) == 5  # 8 minutes of cards fit into half of a weekend day


def test_a_plan_put_in_force_meanwhile_is_the_one_that_the_pass_is_placed_by(
    seen: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(seen, 40)
    seen.at = START + timedelta(days=1)
    transaction = seen.ledger.transaction

    def one_is_first() -> AbstractContextManager[None]:
        monkeypatch.undo()
        enrol(seen, 21)
        return transaction()

    monkeypatch.setattr(seen.ledger, "transaction", one_is_first)
    refresh(seen.ledger, TODAY + timedelta(days=1))
    placed = placed_pass(seen.ledger)
    assert placed is not None
    assert from_json(placed["bounds"]).interview == TODAY + timedelta(days=21)


def test_an_answer_reads_the_bounds_and_not_what_was_dropped(seen: Shelf) -> None:
    enrol(seen, 1)
    placed, bounds = placed_pass(seen.ledger), placed_bounds(seen.ledger)
    assert placed is not None
    assert bounds is not None
    assert {**bounds, "dropped": placed["dropped"]} == placed
    assert "dropped" not in bounds


def test_the_usual_load_does_not_count_what_was_taken_back(seen: Shelf) -> None:
    seen.at = START - timedelta(days=1)
    seen.grade("card0", 5)
    seen.grade("card1", 5)
    seen.undo()
    assert usual_load(seen.ledger, TODAY)[0] == 1


def test_readiness_takes_what_is_known_as_recalled_until_it_fails(seen: Shelf) -> None:
    seen.note(Happening.KNOW, "card27")
    rows = {row[0]: row for row in standings(seen.ledger, PRACTICE_KINDS)}
    assert rows["card27"][6] == KNOWN
    assert Recall(TODAY + timedelta(days=60)).of(rows["card27"][6], rows["card27"][5]) == 0.9
    assert "card27" in {row[0] for row in standings_met(seen.ledger, PRACTICE_KINDS)}
    assert sum(row[4] for row in unseen_counts(seen.ledger, PRACTICE_KINDS)) == CARDS - SEEN - 1
    seen.grade("card27", 1)
    rows = {row[0]: row for row in standings(seen.ledger, PRACTICE_KINDS)}
    assert rows["card27"][6] == TODAY.isoformat()


def test_what_passed_is_told_apart_by_round(seen: Shelf) -> None:
    rows = passed_since(seen.ledger, TODAY - timedelta(days=16), ("design",))
    assert rows == [("basic", "theory", "metrics", SEEN)]
    assert passed_since(seen.ledger, TODAY, ("design",)) == []


def test_what_was_answered_under_an_earlier_name_counts_under_its_own(shelf: Shelf) -> None:
    shelf.write("deck", basic("Passed", "One body."), basic("Failed", "Another body."))
    shelf.sync()
    shelf.at = START - timedelta(days=20)
    shelf.grade("deck/passed", 5)
    shelf.grade("deck/failed", 5)
    shelf.at = START
    shelf.grade("deck/passed", 5)
    shelf.grade("deck/failed", 1)
    interview = TODAY + timedelta(days=1)
    shelf.write("deck", basic("Renamed", "One body."), basic("Renamed too", "Another body."))
    shelf.sync()
    put_slots(shelf.ledger, {"deck/renamed-too": interview})
    assert passed_since(shelf.ledger, TODAY, ()) == [("basic", "theory", "metrics", 1)]
    assert failed_since(shelf.ledger, TODAY, interview) == {"deck/renamed-too"}
