from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_cards import PROMPTS, flow_after, graded, judge, pressed, shown, view

from studybuddy.model import Grade, Heard, Reply, Verdict
from studybuddy.screens.flow import Flow, Stage, Step, begin
from studybuddy.screens.pressing import press, press_named
from studybuddy.screens.question import Command, Graded, TypedLines


def test_space_reveals_and_a_number_grades() -> None:
    outcome = graded("think", " ", "3")
    assert outcome.grade is Grade.GOOD
    assert outcome.answer.took_ms == 1000
    assert outcome.shown_ms == 2000


@pytest.mark.parametrize(
    ("key", "grade"), [("1", Grade.AGAIN), ("2", Grade.HARD), ("3", Grade.GOOD), ("4", Grade.EASY)]
)
def test_the_four_grade_keys(key: str, grade: Grade) -> None:
    assert graded("think", " ", key).grade is grade


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_no_grade_before_the_reveal(key: str) -> None:
    assert flow_after("think", key).stage is Stage.ASK


@pytest.mark.parametrize("key", ["0", "5", "9", " ", "enter"])
def test_keys_without_a_meaning_after_the_reveal_grade_nothing(key: str) -> None:
    assert flow_after("think", " ", key).stage is Stage.GRADE


def test_a_typed_attempt_is_kept_with_the_answer() -> None:
    assert graded("think", "t", "enter", "3", typed=" a kink ").answer.text == "a kink"


def test_letters_typed_into_a_line_are_no_commands() -> None:
    flow = flow_after("type", "q", typed="q")
    assert flow.writing


def test_escape_turns_keys_into_commands_and_keeps_what_was_typed() -> None:
    flow = flow_after("type", "escape", typed="half")
    assert not flow.writing
    assert flow.draft == "half"
    assert press(replace(flow, draft=""), "u", 2, judge("type")) is Command.UNDO


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("u", Command.UNDO),
        ("b", Command.BURY),
        ("q", Command.QUIT),
    ],
)  # fmt: skip
def test_a_command_that_would_drop_typed_words_asks_first(key: str, command: Command) -> None:
    flow = flow_after("type", "escape", typed="half")
    asked = press(flow, key, 2, judge("type"))
    assert isinstance(asked, Flow)
    assert (asked.leaving, asked.leaving_by) == (flow, command)
    assert press(asked, "n", 3, judge("type")) == flow
    assert press(asked, "y", 3, judge("type")) is command
    assert press(asked, key, 3, judge("type")) is command


@pytest.mark.parametrize("key", ["u", "b", "k", "q", "ctrl-c"])
def test_a_command_asks_nothing_where_what_is_typed_is_kept(key: str) -> None:
    flow = replace(flow_after("type", "escape", typed="half"), keeps=True)
    assert isinstance(press(flow, key, 2, judge("type")), Command)


@pytest.mark.parametrize(
    ("name", "before", "key", "command"),
    [
        ("think", (), "s", Command.SUSPEND),
        ("think", (" ",), "s", Command.SUSPEND),
        ("choose", ("1",), "k", Command.KNOW),
        ("choose", ("r",), "k", Command.KNOW),
    ],
)
def test_what_lasts_is_asked_once_more_and_taken_by_a_y_alone(
    name: str, before: tuple[str, ...], key: str, command: Command
) -> None:
    asked = flow_after(name, *before, key)
    assert press(asked, "y", 9, judge(name)) is command
    for slip in (key, "ctrl-c", "n", "enter"):
        assert press(asked, slip, 9, judge(name)) == flow_after(name, *before)


def test_what_was_right_is_called_known_without_a_question() -> None:
    assert pressed("choose", "2", "k") is Command.KNOW


@pytest.mark.parametrize(("typed", "command"), [(":q", Command.QUIT), (" :Undo ", Command.UNDO)])
def test_a_command_with_a_colon_works_while_typing(typed: str, command: Command) -> None:
    assert pressed("type", "enter", typed=typed) is command
    assert pressed("think", "t", "enter", typed=typed) is command


def test_a_key_can_be_named_while_typing_and_the_typing_goes_on() -> None:
    hinted = flow_after("think", "t", "enter", typed=":hint")
    assert (hinted.hints, hinted.writing, hinted.draft, hinted.parts) == (1, True, "", ())
    assert flow_after("type", "enter", typed=":reveal").revealed
    assert flow_after("type", "enter", typed=":help").help_open
    assert flow_after("type", "enter", typed=":c").asking_confidence


def test_a_command_that_is_none_is_no_answer() -> None:
    flow = flow_after("type", "enter", typed=":exit")
    assert (flow.stage, flow.writing, flow.draft) == (Stage.ASK, True, ":exit")
    assert flow.said == "There is no command :exit; :help lists them, and ::exit types it."


def test_an_answer_that_would_name_a_key_is_typed_with_two_colons() -> None:
    assert flow_after("think", "t", "enter", typed="::x").answer.text == ":x"
    assert flow_after("type", "enter", typed="::undo").answer.text == ":undo"


def test_what_cannot_be_read_stays_in_the_line_as_it_was_typed() -> None:
    class Unreadable:
        def check(self, text: str, _place: int) -> Reply:
            asked.append(text)
            return Reply(Heard.UNREADABLE)

    asked: list[str] = []
    flow = begin(replace(view("type"), typed=cast("TypedLines", Unreadable())), 0.0)
    step = press(flow, "enter", 1.0, judge("type"), "::x")
    assert isinstance(step, Flow)
    assert (asked, step.draft, step.writing) == ([":x"], "::x", True)


@pytest.mark.parametrize(("typed", "sure"), [(":sure 2", 2), (":c 3", 3)])
def test_how_sure_one_is_can_be_said_while_typing(typed: str, sure: int) -> None:
    flow = flow_after("type", "enter", typed=typed)
    assert (flow.confidence, flow.writing, flow.draft) == (sure, True, "")


def test_a_case_is_put_off_by_its_word_and_a_gap_taken_back() -> None:
    assert press_named(begin(view("phases"), 0.0), ":later", 1.0, judge("phases")) is Command.LATER
    gaps = begin(replace(view("type"), prompt=PROMPTS["type"]._replace(blanks=(("a",), ("b",)))), 0.0)
    second = press(gaps, "enter", 1.0, judge("type"), "one")
    assert isinstance(second, Flow)
    back = press(second, "enter", 2.0, judge("type"), ":back")
    assert isinstance(back, Flow)
    assert (back.parts, back.draft) == ((), "one")


@pytest.mark.parametrize("typed", [":later", ":follow-up", ":back", ":paper"])
def test_a_command_without_a_meaning_says_so_and_is_no_answer(typed: str) -> None:
    flow = flow_after("type", "enter", typed=typed)
    assert (flow.stage, flow.draft, flow.writing) == (Stage.ASK, "", True)
    assert flow.said == f"{typed} does nothing here, and :{typed} types it."


def test_a_hint_that_is_not_there_is_said_until_the_next_key() -> None:
    assert flow_after("type", "escape", "h").said == "This card has no hint."
    assert flow_after("think", "h", "h", "h").said == "There is no further hint."
    assert flow_after("think", "h", "h", "h", "x").said == ""
    assert "This card has no hint." in shown(flow_after("type", "escape", "h"))
    assert flow_after("type", "enter", typed=":hint").said == "This card has no hint."


def test_an_edit_asks_nothing_since_the_words_are_kept() -> None:
    assert press(flow_after("type", "escape", typed="half"), "e", 2, judge("type")) is Command.EDIT


def test_an_answer_that_was_asked_for_is_revealed_and_not_judged() -> None:
    assert flow_after("type", "enter", typed="").revealed
    assert flow_after("type", "escape", "r").revealed
    assert flow_after("choose", "r").revealed
    assert not flow_after("type", "enter", typed="wrong").revealed
    assert not flow_after("choose", "1").revealed


def test_escape_again_goes_back_to_typing() -> None:
    assert flow_after("type", "escape", "escape", typed="half").writing


def test_enter_on_an_empty_line_reveals_and_suggests_again() -> None:
    flow = flow_after("type", "enter", typed="")
    assert flow.stage is Stage.GRADE
    assert flow.suggested is Grade.AGAIN


def test_enter_on_blanks_reveals_nothing_and_clears_them() -> None:
    flow = flow_after("type", "enter", typed="  ")
    assert (flow.stage, flow.writing, flow.draft) == (Stage.ASK, True, "")


def test_the_learner_may_override_the_suggestion() -> None:
    assert graded("type", "enter", "2", typed="wrong").grade is Grade.HARD


@pytest.mark.parametrize(("name", "keys"), [("choose", "1"), ("choose", "r")])
def test_easy_for_what_was_wrong_or_revealed_is_asked_once_more(name: str, keys: str) -> None:
    doubted = flow_after(name, *keys, "4")
    assert doubted.doubted
    assert press(doubted, "n", 3, judge(name)) == flow_after(name, *keys)
    assert press(doubted, "4", 3, judge(name)) == flow_after(name, *keys)
    easy = press(doubted, "y", 3, judge(name))
    assert isinstance(easy, Graded)
    assert (easy.grade, easy.revealed) == (Grade.EASY, keys == "r")


@pytest.mark.parametrize("name", ["type", "think", "choose"])
def test_what_was_typed_at_an_answer_taken_back_is_shown_and_the_line_is_empty(name: str) -> None:
    flow = begin(replace(view(name), earlier="s(1+s)"), 0.0)
    assert flow.draft == ""
    assert "you wrote: s(1+s)" in shown(flow)


def test_an_attempt_taken_back_stays_unless_another_is_typed() -> None:
    flow = begin(replace(view("think"), earlier="an interval"), 0.0)
    again = press(flow, " ", 1, judge("think"))
    anew = press(replace(flow, writing=True), "enter", 1, judge("think"), typed="a kink")
    assert isinstance(again, Flow)
    assert isinstance(anew, Flow)
    assert (again.answer.text, anew.answer.text) == ("an interval", "a kink")


def test_a_gap_is_taken_back_into_the_empty_line_of_the_next() -> None:
    two = PROMPTS["type"]._replace(blanks=(("a",), ("b",)))
    first = begin(replace(view("type"), prompt=two), 0.0)
    second = press(first, "enter", 1, judge("type"), typed="93")
    assert isinstance(second, Flow)
    back = press(second, "back", 2, judge("type"))
    assert isinstance(back, Flow)
    assert (back.parts, back.draft, back.writing) == ((), "93", True)
    assert press(second, "back", 2, judge("type"), typed="9") == replace(second, draft="9")


def test_easy_for_what_was_right_is_taken_at_once() -> None:
    assert graded("choose", "2", "4").grade is Grade.EASY
    assert graded("think", " ", "4").grade is Grade.EASY


@pytest.mark.parametrize("key", ["q", "ctrl-c"])
def test_to_quit_with_a_judged_answer_up_asks_and_enter_records_the_marked_grade(key: str) -> None:
    asked = flow_after("choose", "2", key)
    assert asked.leaving is not None
    assert press(asked, "y", 3, judge("choose")) is Command.QUIT
    assert press(asked, "n", 3, judge("choose")) == flow_after("choose", "2")
    taken = press(asked, "enter", 3, judge("choose"))
    assert isinstance(taken, Graded)
    assert (taken.grade, taken.quits) == (Grade.GOOD, True)


def test_one_right_option_is_chosen_with_one_key() -> None:
    flow = flow_after("choose", "2")
    assert flow.verdict.passed
    assert flow.answer.chosen == {1}


def test_a_slip_of_space_or_enter_does_not_give_a_choice_away() -> None:
    assert flow_after("choose", " ", "enter").stage is Stage.ASK
    assert flow_after("choose", "r").verdict.passed is False


def test_enter_with_nothing_chosen_says_what_to_press() -> None:
    said = "Nothing is chosen: press the number of one option; r reveals."
    asked = flow_after("choose", "enter")
    assert asked.said == said
    assert said in " ".join(shown(asked).split())
    prompt = PROMPTS["choose"]._replace(right=frozenset({0, 2}))
    several = press(begin(replace(view("choose"), prompt=prompt), 0), "enter", 1, judge("choose"))
    assert isinstance(several, Flow)
    assert "the numbers of all right options, then Enter" in several.said
    assert flow_after("choose", "enter", "2").verdict.passed


def test_an_option_that_does_not_exist_is_not_chosen() -> None:
    assert flow_after("choose", "4").stage is Stage.ASK


def test_several_right_options_are_ticked_and_then_confirmed() -> None:
    prompt = PROMPTS["choose"]._replace(right=frozenset({0, 2}))
    step: Step = begin(replace(view("choose"), prompt=prompt), 0)
    for key in ("1", "2", "2", "3", "enter"):
        assert isinstance(step, Flow)
        step = press(step, key, 1, lambda answer: Verdict(answer.chosen == {0, 2}, Grade.GOOD))
    assert isinstance(step, Flow)
    assert step.verdict.passed


def test_hints_come_one_by_one_and_are_counted() -> None:
    assert flow_after("think", "h").hints == 1
    assert graded("think", "h", "h", "h", " ", "3").answer.hints_used == 2


def test_confidence_is_given_before_the_reveal() -> None:
    assert graded("think", "c", "3", " ", "1").confidence == 3
    assert graded("think", "c", "x", " ", "1").confidence is None
    assert not flow_after("think", " ", "c").asking_confidence


def test_follow_ups_come_after_the_answer() -> None:
    assert flow_after("think", "f").follow_ups == 0
    assert flow_after("think", " ", "f", "f").follow_ups == 1


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("u", Command.UNDO), ("k", Command.KNOW), ("e", Command.EDIT), ("b", Command.BURY),
        ("q", Command.QUIT), ("ctrl-c", Command.QUIT),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [(), (" ",)])
def test_commands_work_before_and_after_the_reveal(
    key: str, command: Command, before: tuple[str, ...]
) -> None:
    assert pressed("think", *before, key) is command


def test_help_closes_with_any_key_and_that_key_does_nothing_else() -> None:
    assert flow_after("think", "?").help_open
    assert flow_after("think", "?", "u") == begin(view("think"), 0.0)


KEYS = [*"0123456789 abcefhkprstuq?/", "enter", "escape", "up", "down", "ctrl-c", "漢"]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["think", "type", "choose", "phases", "tell", "long"]),
    st.lists(st.sampled_from(KEYS), max_size=30),
    st.sampled_from(["", "s(1-s)", "x\ny"]),
)
def test_no_sequence_of_keys_fails_or_grades_before_the_answer_is_up(
    name: str, keys: list[str], typed: str
) -> None:
    step: Step = begin(view(name), 0.0)
    for second, key in enumerate(keys):
        if not isinstance(step, Flow):
            break
        before = step
        step = press(step, key, float(second), judge(name), typed)
        if isinstance(step, Graded):
            assert before.stage is Stage.GRADE
