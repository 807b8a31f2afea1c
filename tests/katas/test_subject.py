"""What a subject makes of answers, those of a process that does not keep to the protocol included."""

from typing import Any

import numpy as np
import pytest

from studybuddy.katas.subject import Loss, Lost, Subject
from studybuddy.katas.transport import encode

ARGS = (np.array([1.0, 2.0]),)


def answering(*answers: Any) -> Subject:
    waiting = [encode(each) for each in answers]
    return Subject(lambda _: waiting.pop(0), "f")


@pytest.mark.parametrize(
    "answer",
    [
        [3.0],
        [],
        [3.0, []],
        [3.0, [], {}],
        {"value": 3.0},
        {"value": 3.0, "args": []},
        {"error": {}},
        "value",
        None,
        {"replies": []},
        {"value": 3.0, "args": list(ARGS), "kwargs": {}, "opcodes": float("inf")},
        {"value": 3.0, "args": list(ARGS), "kwargs": {}, "by_line": [1]},
    ],
)
def test_an_answer_without_the_inputs_is_none(answer: Any) -> None:
    with pytest.raises(Lost):
        answering(answer).call(ARGS)
    with pytest.raises(Lost):
        answering({"replies": [answer]}).call_many([ARGS])


def test_inputs_that_come_back_changed_are_named() -> None:
    changed = [np.array([1.0, 9.0])]
    assert answering([3.0, changed, {}]).call(ARGS).mutated == ("argument 1",)
    assert answering([3.0, list(ARGS), {}]).call(ARGS).mutated == ()
    assert answering([3.0, [], {"k": [2]}]).call((), {"k": [1]}).mutated == ("argument k",)


def test_many_answers_fall_short_of_their_calls() -> None:
    with pytest.raises(Lost):
        answering({"replies": [[3.0, list(ARGS), {}]]}).call_many([ARGS, ARGS])


def test_a_loss_is_told_with_the_call_that_it_stood_in_and_stays_as_it_was() -> None:
    calls, known, unknown = [(1,), (2,), (3,)], Loss("gone", line=4, number=1), Loss("gone", number=7)
    assert known.among(calls, {"k": 5}, "get") == Loss("gone", 4, 1, ((2,), {"k": 5}), "get")
    assert unknown.among(calls, {}, "") == Loss("gone", 0, 7, ((1,), {}), others=2)
    assert known == Loss("gone", line=4, number=1)


def test_whoever_loses_the_code_is_told_in_which_call() -> None:
    def lose(_: bytes) -> bytes:
        raise Lost(lost)

    lost = Loss("gone", number=1)
    with pytest.raises(Lost, match="gone") as told:
        Subject(lose, "f").call_many([(1,), (2,)])
    assert told.value.loss.call == ((2,), {})
    assert lost.call is None
