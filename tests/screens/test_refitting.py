"""What was written before a card changed: what fits goes on, the rest is shown, and nothing is lost."""

import json
from dataclasses import replace
from typing import Any

import pytest
from screen_cards import PROMPTS, flow_after, judge, shown, view

from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.keeping import state_of, taken_up
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Command, Kept, Since


def in_second_phase() -> Flow:
    """A case whose first outline is given and whose second is being typed."""
    first = replace(flow_after("phases", "enter"), draft="users", writing=False)
    second = press(first, "enter", 20.0, judge("phases"))
    assert isinstance(second, Flow)
    return replace(second, draft="clicks")


def changed_since(name: str, left: Flow, since: Since = Since.CHANGED, **change: Any) -> Flow:
    """Write a question down, and take it up when its card has changed meanwhile."""
    state = json.loads(json.dumps(state_of(left, 30.0)))
    now_asked = replace(view(name), prompt=PROMPTS[name]._replace(text="Changed.", **change))
    return taken_up(now_asked, Kept(state, since), 1030.0, judge(name))


def test_a_case_whose_card_changed_goes_on_with_what_was_written() -> None:
    again = changed_since("phases", in_second_phase())
    assert (again.stage, again.parts, again.draft, again.spent) == (Stage.PHASE, ("users",), "clicks", 19.0)
    assert again.clock.elapsed(1035.0) == 15.0
    assert "The card was changed since you left it: it goes on with what you wrote, 0:29 spent" in again.said


def test_a_case_with_fewer_phases_than_outlines_shows_them_until_it_is_answered() -> None:
    again = changed_since("phases", in_second_phase(), phases=PROMPTS["phases"].phases[:1])
    assert (again.stage, again.before, again.went_on) == (Stage.READY, "users\nclicks", False)
    assert "you wrote before: users" in shown(again)
    assert "The card was changed since you left it: what you wrote before is shown, x drops it." in again.said
    begun = press(again, "enter", 1031.0, judge("phases"))
    assert isinstance(begun, Flow)
    assert "you wrote before: users" in shown(begun)
    kept = state_of(replace(begun, draft="new"), 1040.0)
    assert kept is not None
    assert (kept["before"], kept["draft"]) == ("users\nclicks", "new")
    dropped = press(again, "x", 1031.0, judge("phases"))
    assert isinstance(dropped, Flow)
    assert press(dropped, "y", 1032.0, judge("phases")) is Command.OVER


def test_what_was_written_stays_however_often_the_card_changes() -> None:
    one_phase = {"phases": PROMPTS["phases"].phases[:1]}
    once = changed_since("phases", in_second_phase(), **one_phase)
    writes = press(once, "enter", 1031.0, judge("phases"))
    assert isinstance(writes, Flow)
    twice = changed_since("think", replace(writes, draft="more"))
    assert twice.before == "users\nclicks\nmore"


@pytest.mark.parametrize(
    ("parts", "draft", "gaps", "line", "given"),
    [
        ((), "half", 1, "half", ()),
        (("judged",), "", 1, "judged", ()),
        (("one",), "two", 2, "two", ("one",)),
        (("one", "two"), "", 2, "two", ("one",)),
    ],
)
def test_typed_gaps_are_in_the_line_again_to_be_judged_anew(
    parts: tuple[str, ...], draft: str, gaps: int, line: str, given: tuple[str, ...]
) -> None:
    left = replace(flow_after("type"), parts=parts, draft=draft)
    again = changed_since("type", left, blanks=(("x",),) * gaps)
    assert (again.stage, again.draft, again.parts, again.writing) == (Stage.ASK, line, given, True)
    assert again.before == ""


def test_more_gaps_than_there_are_now_are_shown() -> None:
    left = replace(flow_after("type"), parts=("one",), draft="two")
    again = changed_since("type", left)
    assert (again.draft, again.parts, again.before) == ("", (), "one\ntwo")


@pytest.mark.parametrize("name", ["phases", "tell"])
def test_ticks_of_another_rubric_are_to_be_set_anew(name: str) -> None:
    keys = {"phases": ("enter", "enter", "enter", "2"), "tell": ("enter", "enter", "2")}[name]
    left = flow_after(name, *keys)
    again = changed_since(name, left)
    assert (again.stage, again.ticked, again.spent) == (Stage.TICK, frozenset(), left.spent)


@pytest.mark.parametrize("name", ["think", "type", "phases"])
def test_what_was_answered_since_is_asked_anew_beside_what_was_written(name: str) -> None:
    left = in_second_phase() if name == "phases" else replace(flow_after(name), draft="half", writing=True)
    again = changed_since(name, left, Since.ANSWERED)
    fresh = begin(again.view, 1030.0)
    assert (again.stage, again.draft, again.parts) == (fresh.stage, "", ())
    assert "half" in again.before or "clicks" in again.before
    assert "This was answered since you left it: what you wrote before is shown" in " ".join(
        shown(again).split()
    )
