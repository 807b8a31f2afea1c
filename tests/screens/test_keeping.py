"""What is kept of a question on its way, and how it goes on from there."""

import json
from dataclasses import replace
from typing import Any

import pytest
from screen_cards import PROMPTS, flow_after, judge, shown, view

from studybuddy.screens.asking import Asking
from studybuddy.screens.console import Look
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.keeping import state_of, taken_up
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Command, Kept


def gone_on(name: str, left: Flow, now: float = 30.0) -> Flow:
    """Write a question down, and take it up a thousand seconds later, as another process does."""
    state = json.loads(json.dumps(state_of(left, now)))
    return taken_up(view(name), Kept(state), now + 1000, judge(name))


def in_second_phase() -> Flow:
    first = replace(flow_after("phases", "enter"), draft="users", writing=False)
    second = press(first, "enter", 20.0, judge("phases"))
    assert isinstance(second, Flow)
    return replace(second, draft="clicks")


def test_a_case_goes_on_in_its_phase_with_its_outlines_and_the_time_spent() -> None:
    again = gone_on("phases", in_second_phase())
    assert (again.stage, again.parts, again.draft, again.spent) == (Stage.PHASE, ("users",), "clicks", 19.0)
    assert again.clock.elapsed(1030.0) == 10.0
    assert "goes on where you left it, 0:29 spent; :x starts over" in shown(again)


@pytest.mark.parametrize("name", ["phases", "tell"])
def test_ticks_are_kept(name: str) -> None:
    keys = {"phases": ("enter", "enter", "enter", "2"), "tell": ("enter", "enter", "2")}[name]
    again = gone_on(name, flow_after(name, *keys))
    assert (again.stage, again.ticked) == (Stage.TICK, {1})
    assert "goes on where you left it" in shown(again)


def test_a_judged_answer_is_judged_again_and_only_wants_its_grade() -> None:
    left = flow_after("type", "enter", typed="wrong")
    again = gone_on("type", left)
    assert (again.stage, again.answer.text, again.suggested) == (Stage.GRADE, "wrong", left.suggested)


@pytest.mark.parametrize("name", ["type", "think"])
def test_a_line_that_was_being_typed_is_in_the_line_again(name: str) -> None:
    again = gone_on(name, replace(flow_after(name), writing=True, draft="half"))
    assert (again.stage, again.draft, again.writing) == (Stage.ASK, "half", True)
    assert "; :x starts over" in again.said


@pytest.mark.parametrize(
    ("name", "keys"),
    [("think", (" ",)), ("type", ()), ("choose", ("1",)), ("phases", ()), ("tell", ("enter",))],
)
def test_of_what_is_done_again_in_a_moment_nothing_is_kept(name: str, keys: tuple[str, ...]) -> None:
    assert state_of(flow_after(name, *keys), 9.0) is None


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "?"},
        {"stage": "grade"},
        {"parts": 5},
        {"parts": ["a", "b", "c"]},
        {"spent": "x"},
        {"reason": []},
    ],
)
def test_what_cannot_be_restored_begins_anew_and_shows_what_was_written(change: dict[str, Any]) -> None:
    state = dict(state_of(in_second_phase(), 30.0) or {}) | change
    again = taken_up(view("phases"), Kept(state), 5.0, judge("phases"))
    assert (again.stage, again.parts, again.draft, again.went_on) == (Stage.READY, (), "", False)
    words = "\n".join(state["parts"]) if isinstance(state["parts"], list) else ""
    assert again.before == f"{words}\nclicks".strip()
    assert "What you wrote before is shown, x drops it." in shown(again)


def test_where_nothing_was_written_nothing_is_said() -> None:
    fresh = begin(view("phases"), 5.0)
    assert taken_up(view("phases"), Kept({"stage": "?"}), 5.0, judge("phases")) == fresh


def test_to_start_over_is_asked_first_and_means_nothing_where_nothing_was_kept() -> None:
    again = gone_on("phases", in_second_phase())
    asked = press(again, "x", 1031.0, judge("phases"))
    assert isinstance(asked, Flow)
    assert press(asked, "y", 1032.0, judge("phases")) is Command.OVER
    fresh = flow_after("think")
    assert press(fresh, "x", 1.0, judge("think")) == fresh


class Keeper:
    """A place to keep things, on a clock that is set by hand."""

    def __init__(self, *, works: bool = True) -> None:
        self.kept: list[Any] = []
        self.now = 0.0
        self.works = works

    def keep(self, state: Any) -> bool:
        self.kept.append(state)
        return self.works

    def asking(self, name: str) -> Asking:
        asked = replace(view(name), keep=self.keep)
        return Asking(asked, judge(name), lambda: self.now, Look())


@pytest.mark.parametrize("state", [{}, {"clock": None, "draft": "half"}])
def test_a_question_is_asked_whatever_was_kept_of_it(state: dict[str, Any]) -> None:
    keeper = Keeper()
    kept = replace(view("type"), keep=keeper.keep, kept=Kept(state))
    asking = Asking(kept, judge("type"), lambda: 0.0, Look())
    assert asking.flow.before == state.get("draft", "")
    asking.press("a", "a")
    assert keeper.kept[-1]["draft"] == "a"


def test_every_key_is_kept_within_a_second_but_not_while_it_is_drawn() -> None:
    keeper = Keeper()
    asking = keeper.asking("type")
    for tenth in range(1, 30):
        keeper.now = 60 + tenth / 10
        asking.lay_out(80, 24, "x" * tenth)
        assert tenth - 9 <= len(keeper.kept[-1]["draft"] if keeper.kept else "") <= tenth
    assert len(keeper.kept) <= 4
    rests = asking.seconds_to_tick()
    assert rests is not None
    keeper.now += rests
    asking.lay_out(80, 24, "x" * 29)
    assert keeper.kept[-1]["draft"] == "x" * 29
    assert asking.seconds_to_tick() is None
    keeper.now += 60
    asking.lay_out(80, 24, "y")
    assert keeper.kept[-1]["draft"] == "x" * 29


def test_what_is_being_typed_is_kept_only_when_it_is_new() -> None:
    keeper = Keeper()
    asking = keeper.asking("type")
    for second in range(1, 8):
        keeper.now = float(second)
        asking.lay_out(80, 24, "ab" if second < 5 else "abc")
    assert [state["draft"] for state in keeper.kept] == ["ab", "abc"]


@pytest.mark.parametrize(
    ("typed", "key", "kept"),
    [("q", "ctrl-c", None), ("q/2", "ctrl-c", "q/2"), ("q", "", "q")],
    ids=["to quit", "a formula", "a closed terminal"],
)
def test_a_q_that_was_to_quit_is_no_draft(typed: str, key: str, kept: str | None) -> None:
    keeper = Keeper()
    asking = keeper.asking("type")
    if key:
        asking.press(key, typed)
    asking.leave(typed)
    asking.lay_out(80, 24, typed)  # the terminal may be drawn once more
    assert (keeper.kept[-1] and keeper.kept[-1]["draft"]) == kept


def test_the_end_of_a_phase_is_kept_at_once() -> None:
    keeper = Keeper()
    asking = keeper.asking("phases")
    asking.press("enter")
    asking.press("t")
    asking.press("escape", "users")
    asking.press("enter")
    assert keeper.kept[-1]["parts"] == ["users"]


def test_what_could_not_be_written_is_tried_again() -> None:
    keeper = Keeper(works=False)
    asking = keeper.asking("type")
    asking.keep("abc")
    keeper.works = True
    asking.keep("abc")
    asking.keep("abc")
    assert [state["draft"] for state in keeper.kept] == ["abc", "abc"]


def test_where_nothing_can_be_written_no_frame_tries_within_a_second() -> None:
    keeper = Keeper(works=False)
    asking = keeper.asking("type")
    for tenth in range(1, 42):
        keeper.now = 60 + tenth / 10
        asking.lay_out(80, 24, "xyz")
    assert 3 <= len(keeper.kept) <= 5
    tried = len(keeper.kept)
    asking.leave("the last word")  # what ends it waits for nothing
    assert [state["draft"] for state in keeper.kept[tried:]] == ["the last word"]


@pytest.mark.parametrize("works", [True, False])
def test_whoever_quits_is_asked_only_where_nothing_can_be_kept(*, works: bool) -> None:
    asking = Keeper(works=works).asking("type")
    asking.press("escape", "half")
    asking.press("q")
    assert (asking.outcome is Command.QUIT) == works
    assert (asking.flow.leaving is None) == works


def test_an_enter_that_bounces_after_the_rubric_grades_nothing() -> None:
    keeper = Keeper()
    asking = keeper.asking("tell")
    for key in ("enter", "enter", "1", "enter"):
        keeper.now += 5.0
        asking.press(key)
    keeper.now += 0.1
    asking.press("enter")
    assert asking.outcome is None
    keeper.now += 1.0
    asking.press("enter")
    assert asking.outcome is not None


def test_a_number_typed_on_after_the_verdict_grades_nothing() -> None:
    keeper = Keeper()
    asking = keeper.asking("type")
    asking.press("enter", "wrong")
    keeper.now += 1.0
    for key in "0.393":
        keeper.now += 0.1
        asking.press(key)
    assert asking.outcome is None


def test_the_rubric_has_the_room_of_the_task() -> None:
    long = PROMPTS["phases"]._replace(text="Design a feed.\n\nFor ten million users.")
    flow = replace(flow_after("phases", "enter", "enter", "enter"), view=replace(view("phases"), prompt=long))
    assert "Design a feed." in shown(flow)
    assert "ten million users." not in shown(flow).split("Strong answer")[0]
