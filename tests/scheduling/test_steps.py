from datetime import UTC, date, datetime

from studybuddy.model import Event, Grade, Happening, Retraction, Review, Role
from studybuddy.scheduling.steps import Move, Step, in_order, moves_in, step_of, unretracted

DAY = date(2026, 1, 5)
AT = datetime(1970, 1, 1, 0, 0, 2, 345_678, tzinfo=UTC)


def test_a_review_becomes_a_step() -> None:
    review = Review("r1", "q", Grade.HARD, Role.REPEAT, AT, 60, DAY, 900, 2, "sm2/1", "laptop")
    assert step_of(review) == Step(2_345, "r1", "q", "repeat", DAY, 3, 2, took_ms=900)


def test_an_event_becomes_a_step() -> None:
    event = Event("e1", Happening.MOVE, "q", AT, 60, DAY, "laptop", {"to": "p"})
    assert step_of(event) == Step(2_345, "e1", "q", "move", DAY, detail={"to": "p"})


def test_what_was_taken_back_is_left_out_and_a_retraction_of_a_retraction_means_nothing() -> None:
    steps = [Step(1, "a", "q", "scheduled", DAY), Step(2, "b", "q", "scheduled", DAY)]
    retractions = [Retraction("x", "a", AT, "laptop"), Retraction("y", "x", AT, "laptop")]
    assert unretracted(steps, retractions) == (steps[1],)


def test_steps_are_ordered_by_time_and_id_and_counted_once() -> None:
    steps = [
        Step(2, "a", "q", "reset", DAY, detail={"x": 1}),
        Step(1, "c", "q", "bury", DAY, detail={"x": 1}),
        Step(1, "b", "q", "scheduled", DAY),
    ]
    assert [step.id for step in in_order([*steps, *steps])] == ["b", "c", "a"]


def test_moves_are_collected_and_empty_ones_ignored() -> None:
    steps = [
        Step(1, "a", "q", "move", DAY, detail={"to": "p"}),
        Step(2, "b", "q", "move", DAY, detail={"to": "q"}),
        Step(3, "c", "q", "move", DAY),
        Step(4, "d", None, "move", DAY, detail={"to": "p"}),
        Step(5, "e", "q", "suspend", DAY, detail={"to": "p"}),
    ]
    assert moves_in(steps) == (Move(1, "a", "q", "p"),)
