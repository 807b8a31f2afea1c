import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from screen_cards import judge, view

from studybuddy.model import Grade
from studybuddy.screens.flow import KEY_WORDS
from studybuddy.screens.line_screen import LineScreen
from studybuddy.screens.question import Command, Graded, Outcome

HERE = Path(__file__).parent


def asked(name: str, lines: str) -> tuple[Outcome, str]:
    written = io.StringIO()
    with LineScreen(io.StringIO(lines), written) as screen:
        return screen.ask(view(name), judge(name)), written.getvalue()


def graded(name: str, lines: str) -> tuple[Graded, str]:
    outcome, written = asked(name, lines)
    assert isinstance(outcome, Graded), written
    return outcome, written


def piped(lines: str, *cards: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HERE / "drive_lines.py"), *cards],
        input=lines,
        env={
            **os.environ,
            "PYTHONPATH": str(HERE.parent.parent),
            "PYTHONUTF8": "1",
            "COLUMNS": "80",
            **environ,
        },
        encoding="utf-8",
        capture_output=True,
        timeout=60,
        check=True,
    )


def test_what_was_said_of_one_line_is_not_said_again_with_the_next() -> None:
    _, written = asked("think", "\n:hint\n:sure 9\n:sure 8\n")
    assert written.count("[:hint does nothing here.]") == 1
    assert written.count("[not understood: :sure ") == 2


def test_a_piped_session_of_every_kind(golden) -> None:  # noqa: ANN001 - the fixture says it
    lines = ":hint\n:sure 2\na kink\n:sure 1\n3\nwrong\n\n2\n4\n\nusers\nscale\n\n\n1 2\n\n"
    run = piped(lines, "think", "type", "choose", "phases", "think")
    assert run.stderr == ""
    assert "\x1b" not in run.stdout
    golden("lines-session", run.stdout.splitlines())


def test_an_ascii_pipe_gets_look_alikes_instead_of_an_error() -> None:
    run = piped(" \n3\n", "think", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "math > gradients" in run.stdout
    assert "= GOOD" in run.stdout


def test_enter_reveals_and_a_word_or_a_number_grades() -> None:
    assert graded("think", "\ngood\n")[0].grade is Grade.GOOD
    assert graded("think", "\n2\n")[0].grade is Grade.HARD


def test_what_is_typed_before_the_reveal_is_kept() -> None:
    outcome, written = graded("think", "because of the kink\n3\n")
    assert outcome.answer.text == "because of the kink"
    assert "You wrote\n  because of the kink" in written


@pytest.mark.parametrize("word", ["u", ":u", ":undo", ":UNDO"])
def test_commands_have_words_and_letters(word: str) -> None:
    assert asked("think", f"{word}\n")[0] is Command.UNDO


def test_a_whole_word_without_a_colon_is_an_attempt() -> None:
    assert graded("think", "undo\n3\n")[0].answer.text == "undo"
    assert asked("think", "\nundo\n")[0] is Command.UNDO


def test_a_typed_answer_of_one_letter_is_no_command() -> None:
    outcome, _ = graded("type", "q\n\n")
    assert outcome.answer.text == "q"
    assert asked("type", ":q\n")[0] is Command.QUIT


@pytest.mark.parametrize("lines", ["", "\n", "an attempt\n", "\n7\n"])
def test_the_end_of_the_input_quits(lines: str) -> None:
    assert asked("think", lines)[0] is Command.QUIT


def test_to_quit_with_an_outline_typed_is_asked_about() -> None:
    outcome, written = asked("phases", "\nusers\n:quit\nn\nscale\n\n:quit\ny\n")
    assert outcome is Command.QUIT
    assert written.count("go on without it? y (quit) or n") == 2
    assert graded("phases", "\nusers\n:quit\nn\nscale\n\n\n\n3\n")[0].answer.text.endswith("users\nscale")


def test_to_quit_with_a_judged_answer_up_is_asked_about() -> None:
    outcome, written = asked("choose", "2\nq\ny\n")
    assert outcome is Command.QUIT
    assert "[this answer has no grade yet: quit? Enter (good), y (quit) or n]" in written
    taken, _ = graded("choose", "2\nq\n\n")
    assert (taken.grade, taken.quits) == (Grade.GOOD, True)


def test_easy_for_a_wrong_answer_is_asked_once_more() -> None:
    outcome, written = graded("choose", "1\neasy\ny\n")
    assert outcome.grade is Grade.EASY
    assert "[the program judged it wrong: is it easy? y or n]" in written
    assert graded("choose", "1\n4\nn\n2\n")[0].grade is Grade.HARD


def test_a_line_that_makes_no_sense_asks_again() -> None:
    outcome, written = graded("think", "\nperhaps\n3\n")
    assert outcome.grade is Grade.GOOD
    assert written.count("[grade: ") == 2


def test_confidence_is_a_command() -> None:
    assert graded("think", ":sure 3\n\n4\n")[0].confidence == 3
    assert graded("type", ":sure 1\ns(1-s)\n\n")[0].confidence == 1


def test_confidence_after_the_reveal_is_too_late_and_grades_nothing() -> None:
    outcome, _ = graded("think", "\n:sure 2\n4\n")
    assert (outcome.grade, outcome.confidence) == (Grade.EASY, None)


def test_help_lists_the_commands_and_those_that_one_letter_does_not_mean() -> None:
    shown = asked("think", "?\n")[1]
    assert all(f":{word}" in shown for word in KEY_WORDS)
    listed, _, exceptions = shown.partition("but for")
    others = {word for word, key in KEY_WORDS.items() if key != word[0]}
    assert set(re.findall(r":([a-z-]+)", exceptions.split("(")[0])) == others
    for word in set(re.findall(r":([a-z-]+)", listed)) - others:
        assert KEY_WORDS[word] == word[0]


def test_a_confidence_without_its_number_is_asked_for() -> None:
    for word in (":sure", "c"):
        outcome, written = graded("think", f"{word}\n2\n\n3\n")
        assert outcome.confidence == 2
        assert "[how sure are you? 1 a guess - 2 unsure - 3 sure]" in written


@pytest.mark.parametrize("name", ["think", "type"])
def test_an_answer_that_begins_with_a_colon_is_typed_with_two(name: str) -> None:
    assert graded(name, "::undo\n3\n")[0].answer.text == ":undo"


def test_a_line_of_an_outline_may_begin_with_a_colon() -> None:
    assert graded("phases", "\n::later\n\n\n1\n\n")[0].answer.text.endswith("\n:later")


def test_follow_ups_and_hints_are_printed_one_by_one() -> None:
    _, written = graded("think", "h\nh\n\nf\n3\n")
    assert "Hint: Look at the gradient at zero." in written
    assert "Hint: It is an interval." in written
    assert "Follow-up: What happens with two identical features?" in written


def test_ticks_are_numbers_and_suggest_the_grade() -> None:
    outcome, written = graded("tell", "\n\n1, 2\n\n")
    assert outcome.answer.ticked == {0, 1}
    assert outcome.grade is Grade.EASY
    assert "2 of 2 ticked" in written


def test_a_choice_wants_numbers() -> None:
    outcome, written = graded("choose", "log loss\n9\n2\n\n")
    assert outcome.answer.chosen == {1}
    assert written.count("[a number; Enter reveals]") == 3


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("think", "\nperhaps\n", "[not understood: perhaps]"),
        ("think", ":hint\n:hint\n:hint\n", "[There is no further hint.]"),
        ("type", ":hint\n", "[This card has no hint.]"),
        ("think", "\n:hint\n", "[:hint does nothing here.]"),
        ("think", "\nhint\n", "[:hint does nothing here.]"),
        ("choose", "9\n", "[not understood: 9]"),
        ("tell", "\n\n1 7\n", "[not understood: 1 7]"),
        ("type", ":exit\n", "[There is no command :exit; :help lists them, and ::exit types it.]"),
    ],
)
def test_a_line_that_is_ignored_is_said_to_be(name: str, lines: str, said: str) -> None:
    outcome, written = asked(name, lines)
    assert outcome is Command.QUIT
    assert said in written


def test_a_strong_answer_is_printed_once() -> None:
    _, written = graded("phases", "\n\n\n1\n\n")
    assert written.count("Strong answer") == written.count("Weak answer") == 1


def test_an_answer_that_was_asked_for_is_said_to_be_revealed() -> None:
    _, written = graded("type", "\n3\n")
    assert "revealed" in written
    assert "not right" not in written
