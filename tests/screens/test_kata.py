"""A kata's states and keys, and exact screens of them at fixed sizes."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from studybuddy.katas.report import Diagnosis
from studybuddy.model import Grade
from studybuddy.screens.clock import Clock
from studybuddy.screens.console import PLAIN, Look, draw_lines
from studybuddy.screens.frame import draw_frame
from studybuddy.screens.kata_flow import press, started
from studybuddy.screens.kata_lines import KataLines
from studybuddy.screens.kata_list import KataRow, draw_katas
from studybuddy.screens.kata_picture import picture
from studybuddy.screens.kata_report import report
from studybuddy.screens.kata_view import Case, Do, KataFlow, KataVerdict, KataView, Panel, Stage

VIEW = KataView(
    name="stable-softmax",
    prompt="Softmax over the last axis\n\nWrite `softmax(x)` for an array of any rank.",
    minutes=8,
    path="/home/ada/studybuddy/katas/stable-softmax/kata.py",
    opening="vim opens here; the verdict comes when you leave it, and e opens it again.",
    hints=("What is exp(1000)?", "Which constant cancels in the ratio?"),
    follow_ups=("What does it cost?", "And for a stream?"),
    place=("coding", "python-stack"),
    labels={Grade.AGAIN: "1d", Grade.ALMOST: "1d", Grade.HARD: "4d", Grade.GOOD: "4d", Grade.EASY: "4d"},
)
FAILED = KataVerdict(
    passed=False,
    cases=(
        Case("random rows", passed=True),
        Case("large logits", passed=False, reason="nan at [0, 0], expected 0.244728"),
        Case("rank 3", passed=True),
        Case("integers", passed=False, reason="raised TypeError"),
        Case("nested lists", passed=False, reason="raised TypeError"),
    ),
    diagnosis=(
        "large logits: nan at [0, 0], expected 0.244728 (line 6)",
        "known mistake “no-shift”: exp overflows: subtract the maximum of each row first",
        "input: [[1000., 1001.,  999.]]",
    ),
    isolation="kernel sandbox",
    ms=41,
    number=2,
    printed="shape (1, 3)\n",
)
PASSED = KataVerdict(
    passed=True, cases=(Case("random rows", passed=True), Case("rank 3", passed=True)),
    isolation="limits only", ms=38, number=3,
)  # fmt: skip
READY = KataFlow(VIEW)
WORK = started(READY, 0.0)
FAILING = replace(WORK, verdict=FAILED)
PASSING = replace(WORK, verdict=PASSED, has_passed=True, clock=Clock(200.0))
STATES = {
    "ready": READY,
    "work": WORK,
    "failing": FAILING,
    "hint": replace(FAILING, hints=1, hint_is_news=True),
    "trouble": replace(FAILING, trouble="kata.py is empty; x brings the stub back"),
    "confirm": replace(FAILING, confirming=Do.RESET),
    "stale": replace(FAILING, stale=True, trouble="kata.py is empty; x brings the stub back"),
    "resumed": replace(WORK, resumed=True),
    "passed-before": replace(WORK, has_passed=True, clock=Clock(200.0)),
    "passing": PASSING,
    "follow-up": replace(PASSING, stage=Stage.FOLLOW_UP, follow_ups=1),
    "grade": replace(PASSING, stage=Stage.GRADE, suggested=Grade.HARD, because="1 hint"),
    "diff": replace(PASSING, panel=Panel("diff", "```diff\n-a\n+b\n```")),
    "done": replace(PASSING, stage=Stage.DONE, message="Recorded: hard. Next on Fri 6 Mar 2026, in 4 days."),
    "help": replace(WORK, help_open=True),
}
NOW = 100.0


@pytest.mark.skipif(sys.platform == "win32", reason="the paths on these screens are not Windows'")
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
@pytest.mark.parametrize("name", STATES)
def test_the_screen_of_each_state(
    golden: Callable[[str, Iterable[str]], None], name: str, size: tuple[int, int]
) -> None:
    lines = draw_frame(picture(STATES[name], NOW, PLAIN), *size, look=PLAIN)
    assert len(lines) == size[1]
    assert max(map(len, lines)) <= size[0]
    golden(f"{size[0]}x{size[1]}-kata-{name}", lines)


def pressed(flow: KataFlow, *keys: str) -> KataFlow | Grade | Do:
    for key in keys:
        step = press(flow, key, NOW)
        if not isinstance(step, KataFlow):
            return step
        flow = step
    return flow


def state(flow: KataFlow, *keys: str) -> KataFlow:
    step = pressed(flow, *keys)
    assert isinstance(step, KataFlow)
    return step


def test_the_clock_starts_at_a_key_and_not_before() -> None:
    assert READY.clock.elapsed(NOW) == 0
    assert pressed(READY, "enter") is Do.START
    assert started(READY, NOW).clock.elapsed(NOW + 5) == 5


def test_a_pause_stops_the_clock_and_a_second_one_lets_it_run() -> None:
    paused = state(WORK, "p")
    assert paused.clock.elapsed(NOW + 50) == NOW
    assert state(paused, "p").clock.elapsed(NOW + 50) == NOW + 50


def test_hints_come_one_by_one_and_never_more_than_there_are() -> None:
    assert [state(WORK, *"h" * count).hints for count in range(4)] == [0, 1, 2, 2]
    assert "all hints" in state(WORK, *"hhh").message


@pytest.mark.parametrize(("key", "wish"), [("x", Do.RESET), ("s", Do.SOLUTION)])
def test_what_cannot_be_taken_back_is_asked_once(key: str, wish: Do) -> None:
    asked = state(FAILING, key)
    assert asked.confirming is wish
    assert pressed(asked, "y") is wish
    assert state(asked, "n").confirming is None


def test_after_a_pass_enter_leads_through_the_follow_ups_to_the_grade() -> None:
    assert pressed(FAILING, "enter") is Do.RUN
    grade = state(PASSING, "enter", "enter", "enter")
    assert grade.stage is Stage.GRADE
    assert pressed(replace(grade, suggested=Grade.ALMOST), "enter") is Grade.ALMOST
    assert pressed(grade, "4") is Grade.EASY
    assert state(grade, "escape").stage is Stage.WORK


def test_the_answer_to_a_follow_up_comes_after_another_key() -> None:
    flow = replace(PASSING, view=replace(VIEW, follow_ups=("Why? (Because.)", "And then?")))
    asked = state(flow, "enter")
    assert "Why?" in drawn(asked)
    assert "Because." not in drawn(asked)
    assert "Enter its answer" in drawn(asked)
    answered = state(flow, "enter", "enter")
    assert "A good answer" in drawn(answered)
    assert "Because." in drawn(answered)
    assert "(Because.)" not in drawn(answered)
    assert "Enter next" in drawn(answered)
    assert "Follow-up 2 of 2" in drawn(state(flow, "enter", "enter", "enter"))
    assert state(flow, "enter", "enter", "enter", "enter").stage is Stage.GRADE


def test_giving_up_stops_the_clock_and_thinking_better_of_it_goes_on() -> None:
    given_up = state(FAILING, "g")
    assert (given_up.stage, given_up.gave_up, given_up.clock.elapsed(NOW + 9)) == (Stage.GRADE, True, NOW)
    again = state(given_up, "escape")
    assert (again.stage, again.gave_up, again.clock.elapsed(NOW + 9)) == (Stage.WORK, False, NOW + 9)


@pytest.mark.parametrize("flow", STATES.values(), ids=STATES)
def test_no_key_breaks_any_state_and_ctrl_c_always_quits(flow: KataFlow) -> None:
    for key in [*"abcdefghijklmnopqrstuvwxyz0123456789?/ ", "enter", "escape", "up", "down"]:
        press(flow, key, NOW)
    assert press(flow, "ctrl-c", NOW) is Do.QUIT


def test_a_broken_kata_is_no_fault_of_the_code() -> None:
    broken = KataVerdict(passed=False, cases=(), broken="k.md:9: ZeroDivisionError: division by zero")
    text = "\n".join(sentence.text for sentence in report(broken))
    assert "k.md:9: ZeroDivisionError" in text
    assert "no fault of your code" in text


def test_where_there_is_no_unicode_marks_are_words_and_no_code() -> None:
    ascii_only = Look(unicode=False, encoding="ascii")
    for flow, words in ((FAILING, "FAIL 3 of 5 cases fail"), (PASSING, "ok passed: all 2 cases")):
        shown = "\n".join(draw_frame(picture(flow, NOW, ascii_only), 80, 24, look=ascii_only))
        assert shown.isascii()
        assert words in shown


def test_code_that_does_not_load_is_no_failing_case_and_its_line_is_said_once() -> None:
    found = Diagnosis("the code loads", "raised SyntaxError: expected ':' (kata.py, line 2)", line=2)
    verdict = KataVerdict(False, (Case(found.case, False, found.reason),), found.lines(), ms=10_017)
    texts = [sentence.text for sentence in report(verdict)]
    assert texts[:2] == ["✗ the code does not load; no case was run", "10 s"]
    assert texts[3] == "the code loads: raised SyntaxError: expected ':' (kata.py, line 2)"


def test_long_output_is_cut_beside_a_verdict_and_whole_when_asked_for() -> None:
    loud = replace(PASSED, printed="".join(f"line {n}\n" for n in range(40)))
    short, whole = ([sentence.text for sentence in report(loud, most)] for most in (12, None))
    assert ("  line 0" in short, "  line 39" in short) == (False, True)
    assert "  line 0" in whole


def test_the_lines_say_each_thing_once_in_any_encoding() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    screen = KataLines(io.StringIO("hint\n"), out, lambda: NOW)
    for flow in (READY, WORK, FAILING, FAILING, replace(FAILING, hints=1)):
        screen.show(flow)
    assert screen.key(None) == "h"
    assert screen.key(None) == "ctrl-c"
    out.flush()
    text = out.buffer.getvalue().decode()  # type: ignore[attr-defined]  # a BytesIO
    assert text.count("3 of 5 cases fail") == 1
    assert text.count("Hint: What is exp(1000)?") == 1


def test_the_list_of_katas_fits_any_width(golden: Callable[[str, Iterable[str]], None]) -> None:
    rows = [
        KataRow(1, "stable-softmax", "Softmax over the last axis", "core", 8, "due", date(2026, 3, 2), 0.974),
        KataRow(2, "k-means", "Lloyd's algorithm from given centres", "core", 15, "new", None, None),
    ]
    for width in (40, 80, 120):
        lines = draw_lines(draw_katas(rows, date(2026, 3, 2), width), width)
        assert max(map(len, lines)) <= width
        golden(f"katas-{width}", lines)


def test_in_a_narrow_terminal_long_names_of_katas_leave_room_for_state_and_due_date() -> None:
    name = "causal-attention-with-a-long-name"
    rows = [KataRow(n, name, "", "core", 8, "begun", date(2026, 3, 14), None) for n in range(1, 43)]
    lines = draw_lines(draw_katas(rows, date(2026, 3, 2), 40), 40)
    assert lines[0].split() == ["#", "kata", "state", "due"]
    assert all(line.endswith("begun   in 12 days") for line in lines[2:44])


def test_at_80_columns_a_long_name_gives_way_to_the_state() -> None:
    name = "causal-attention-with-a-long-name"
    rows = [KataRow(n, name, "", "standard", 18, "ungraded", date(2026, 3, 14), 1.0) for n in range(1, 43)]
    lines = draw_lines(draw_katas(rows, date(2026, 3, 2), 80), 80)
    assert all(line.endswith("…   standard    18   ungraded   in 12 days       100%") for line in lines[2:44])


def test_quitting_a_grade_is_named_in_the_narrowest_terminal() -> None:
    shown = draw_frame(picture(STATES["grade"], NOW, PLAIN), 40, 12)
    assert any("q quit" in line for line in shown)


LOW = (80, 12)  # what is left beside an editor below


def drawn(flow: KataFlow) -> str:
    return "\n".join(draw_frame(picture(flow, 1.0, PLAIN), *LOW))


def test_in_a_low_pane_a_verdict_begins_at_its_headline_and_a_new_hint_is_in_view() -> None:
    hinted = replace(FAILING, hints=1)  # one was asked for before this verdict
    assert "✗ 3 of 5 cases fail" in drawn(hinted)
    assert "large logits: nan at [0, 0]" in drawn(hinted)
    asked = press(hinted, "h", 1.0)
    assert isinstance(asked, KataFlow)
    assert "✗ 3 of 5 cases fail" in drawn(asked)
    assert "Which constant cancels in the ratio?" in drawn(asked)


def test_in_a_low_pane_the_last_follow_up_is_in_view() -> None:
    texts = tuple(f"Question {number}?" for number in range(1, 7))
    flow = replace(PASSING, view=replace(VIEW, follow_ups=texts), stage=Stage.FOLLOW_UP, follow_ups=6)
    assert "Question 6?" in drawn(flow)
