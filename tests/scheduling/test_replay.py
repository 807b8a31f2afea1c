from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.model import Grade, Memory, Retraction
from studybuddy.scheduling import schedulers
from studybuddy.scheduling.lineage import Moves, lineage
from studybuddy.scheduling.replay import apply, fold
from studybuddy.scheduling.steps import Step, in_order, moves_in, unretracted

DAY = date(2026, 1, 5)
IDS = "abc"
SM2 = schedulers.get("sm2")


def first_intervals(question_id: str) -> tuple[int, int]:
    return (4, 12) if question_id == "c" else (1, 6)


def folded(steps: Sequence[Step], name: str = "sm2") -> dict[str, Memory]:
    return fold(in_order(steps), Moves.of(moves_in(steps)), schedulers.get(name), first_intervals)


def reviewed(number: int, day: int, grade: int = 4, question_id: str = "a", role: str = "scheduled") -> Step:
    return Step(number, f"e{number}", question_id, role, DAY + timedelta(days=day), grade)


def event(number: int, what: str, day: int = 0, question_id: str = "a", **detail: str) -> Step:
    return Step(number, f"e{number}", question_id, what, DAY + timedelta(days=day), detail=detail)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Step]:
    """Steps of three questions on a few devices: with travel, clocks that jump, and every sort of event."""
    steps = []
    day = 0
    for number in range(draw(st.integers(0, 14))):
        day += draw(st.sampled_from((-1, 0, 0, 1, 1, 2, 7, 30)))
        what = draw(
            st.sampled_from(
                ["scheduled"] * 8
                + [
                    "repeat",
                    "cram",
                    "suspend",
                    "unsuspend",
                    "bury",
                    "reset",
                    "know",
                    "plan",
                    "move",
                    "reschedule",
                ]
            )
        )
        question_id = None if what == "plan" else draw(st.sampled_from(IDS))
        detail = {
            "move": {"to": draw(st.sampled_from(IDS))},
            "reschedule": {"due": (DAY + timedelta(days=day + 3)).isoformat()},
        }.get(what, {})
        at = draw(st.sampled_from((number, number, number, number - 3)))
        grade = draw(st.integers(0, 5)) if what in ("scheduled", "repeat", "cram") else 0
        shift = draw(st.sampled_from((0, 0, 1, -1))) if grade >= 3 else 0
        steps.append(
            Step(at, f"e{number}", question_id, what, DAY + timedelta(days=day), grade, shift, detail)
        )
    return steps


def told_slowly(steps: Sequence[Step]) -> dict[str, Memory]:
    """Fold by the words of the law: find each question's steps, then take them one by one."""
    histories = defaultdict(list)
    for step in sorted(steps, key=lambda step: (step.at, step.id)):
        question_id = step.question_id
        for move in sorted(moves_in(steps)):
            if (move.at, move.id) > (step.at, step.id) and move.old == question_id:
                question_id = move.new
        histories[question_id].append(step)
    memories = {}
    for question_id, history in histories.items():
        memory, days = Memory(), set[date]()
        for step in history:
            if step.what == "scheduled" and step.study_day not in days:
                days.add(step.study_day)
                grade = Grade(step.grade)
                memory = SM2.next_memory(memory, grade, step.study_day, first_intervals(question_id or ""))
                if memory.sm2_due:
                    memory = memory._replace(effective_due=memory.sm2_due + timedelta(days=step.shift_days))
            elif step.what == "reset":
                days.clear()
                memory = Memory(suspended=memory.suspended, buried_on=memory.buried_on)
            elif step.what in ("suspend", "unsuspend"):
                memory = memory._replace(suspended=step.what == "suspend")
            elif step.what == "bury":
                memory = memory._replace(buried_on=step.study_day)
            elif step.what == "know":
                memory = memory._replace(known=True)
            elif step.what == "reschedule":
                memory = memory._replace(effective_due=date.fromisoformat(step.detail["due"]))
        memories[question_id] = memory
    return {question_id: memory for question_id, memory in memories.items() if question_id}


def same(left: dict[str, Memory], right: dict[str, Memory]) -> bool:
    """Compare two outcomes; a question without a memory is new."""
    return all(left.get(one, Memory()) == right.get(one, Memory()) for one in left.keys() | right.keys())


# --- laws --------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(ledgers())
def test_the_fold_is_what_the_law_says_word_for_word(steps: list[Step]) -> None:
    assert same(folded(steps), told_slowly(steps))


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.integers())
def test_any_order_of_arrival_and_any_duplicates_give_the_same_state(steps: list[Step], seed: int) -> None:
    shuffled = steps * 2
    Random(seed).shuffle(shuffled)
    assert folded(shuffled) == folded(steps)


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_the_steps_of_its_lineage_alone_give_a_question_its_memory(steps: list[Step]) -> None:
    moves = Moves.of(moves_in(steps))
    whole = folded(steps)
    for question_id in IDS:
        spans = lineage(question_id, moves)
        own = [
            step
            for step in in_order(steps)
            for span in spans
            if span.question_id == step.question_id
            and (span.since is None or span.since < step[:2])
            and (span.until is None or step[:2] < span.until)
        ]
        alone = fold(own, moves, SM2, first_intervals)
        assert alone.keys() <= {question_id}
        assert alone.get(question_id) == whole.get(question_id)


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_one_step_at_a_time_gives_the_same_as_the_fold(steps: list[Step]) -> None:
    still = [step for step in in_order(steps) if step.what != "move"]
    memories: dict[str, Memory] = {}
    for n, step in enumerate(still):
        if step.question_id is not None:
            answered = [
                earlier.study_day
                for earlier in still[max((i for i in range(n) if _resets(still[i], step)), default=0) : n]
                if earlier.question_id == step.question_id and earlier.what == "scheduled"
            ]
            memory = memories.get(step.question_id, Memory())
            memories[step.question_id] = apply(memory, step, SM2, first_intervals(step.question_id), answered)
    assert same(memories, folded(still))


def _resets(earlier: Step, step: Step) -> bool:
    return earlier.what == "reset" and earlier.question_id == step.question_id


def without(steps: Sequence[Step], gone: Step) -> tuple[Step, ...]:
    return unretracted(steps, [Retraction("u", gone.id, datetime(2026, 2, 1, tzinfo=UTC), "laptop")])


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.data())
def test_taking_a_review_back_changes_no_other_question(steps: list[Step], data: st.DataObject) -> None:
    steps = [step for step in steps if step.what != "move"]
    gone = data.draw(st.sampled_from([*steps, reviewed(99, 99)]))
    before, after = folded(steps), folded(without(steps, gone))
    assert all(before.get(one) == after.get(one) for one in IDS if one != gone.question_id)


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.integers(0, 5), st.integers(0, 40))
def test_undo_and_the_same_review_again_equals_the_review(steps: list[Step], grade: int, day: int) -> None:
    answered = [*steps, reviewed(50, day, grade)]
    again = [*without(answered, answered[-1]), reviewed(51, day, grade)]
    assert folded(again) == folded(answered)
    assert folded(without(answered, answered[-1])) == folded(steps)


@settings(max_examples=30, deadline=None)
@given(ledgers())
def test_switching_the_scheduler_and_back_restores_every_state(steps: list[Step]) -> None:
    before = folded(steps)
    assert folded(steps, "fsrs").keys() == folded(steps, "sm2-delphi").keys() == before.keys()
    assert folded(steps) == before


# --- single rules ------------------------------------------------------------------------------------


def test_only_the_first_scheduled_review_of_a_study_day_counts() -> None:
    steps = [reviewed(1, 0), reviewed(2, 0, 1), reviewed(3, 0, 5)]
    assert folded(steps) == folded(steps[:1])


@pytest.mark.parametrize("role", ["repeat", "cram"])
def test_repeats_and_cramming_leave_the_state_alone(role: str) -> None:
    assert folded([reviewed(1, 0, 1, role=role)]) == {}


def test_after_a_flight_back_over_the_date_line_a_day_counts_once() -> None:
    there = [reviewed(1, 0), reviewed(2, 1)]
    assert folded([*there, reviewed(3, 0, 1)]) == folded(there)
    further = [*there, reviewed(3, -1)]
    back = folded(further)["a"]
    assert (back.repetitions, back.last_day) == (3, DAY - timedelta(days=1))
    assert folded([*further, reviewed(4, 0, 1)])["a"] == back


def test_the_stored_shift_moves_the_effective_day_and_is_never_recomputed() -> None:
    memory = folded([reviewed(1, 0)._replace(shift_days=5)])["a"]
    assert memory.sm2_due == DAY + timedelta(days=1)
    assert memory.effective_due == DAY + timedelta(days=6)


def test_a_reset_makes_a_question_new_and_keeps_what_hides_it() -> None:
    hidden = [event(2, "suspend"), event(3, "bury"), event(4, "know")]
    assert folded([reviewed(1, 0), *hidden, event(5, "reset")])["a"] == Memory(suspended=True, buried_on=DAY)


def test_the_first_review_after_a_reset_counts_on_the_same_day_too() -> None:
    memory = folded([reviewed(1, 0, 5), event(2, "reset"), reviewed(3, 0, 4), reviewed(4, 0, 1)])["a"]
    assert (memory.repetitions, memory.ease, memory.lapses) == (1, 250, 0)


def test_a_reschedule_moves_the_effective_day_alone() -> None:
    memory = folded([reviewed(1, 0), event(2, "reschedule", due="2026-02-01")])["a"]
    assert memory.sm2_due == DAY + timedelta(days=1)
    assert memory.effective_due == date(2026, 2, 1)


def test_a_known_question_that_is_failed_is_known_no_longer() -> None:
    known = [reviewed(1, 0), event(2, "know")]
    assert folded([*known, reviewed(3, 1, 4)])["a"].known
    assert not folded([*known, reviewed(3, 1, 2)])["a"].known


def test_a_move_joins_two_histories_in_the_order_of_time() -> None:
    steps = [
        reviewed(1, 0, question_id="a"),
        reviewed(2, 1, question_id="b"),
        reviewed(3, 7, question_id="a"),
        event(4, "move", 7, "a", to="b"),
        reviewed(5, 8, 5, question_id="a"),
    ]
    memories = folded(steps)
    assert (memories["b"].repetitions, memories["b"].interval_days) == (3, 15)
    assert (memories["a"].repetitions, memories["a"].last_day) == (1, DAY + timedelta(days=8))


def test_a_plan_is_of_no_question() -> None:
    assert folded([Step(1, "e1", None, "plan", DAY)]) == {}
