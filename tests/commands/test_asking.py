"""Questions at the terminal: only an answer is an answer."""

import io
import sys
from pathlib import Path

import pytest
from command_line import Run

from studybuddy.commands import asking


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines that the learner will type, to be filled."""
    lines: list[str] = []
    monkeypatch.setattr("builtins.input", lambda _: lines.pop(0))
    return lines


@pytest.mark.parametrize(
    ("typed", "otherwise", "agreed"),
    [
        (["maybe", "sure", " Y "], False, True),
        (["maybe", "no"], True, False),
        ([""], True, True),
        ([""], False, False),
        (["YES"], False, True),
    ],
)
def test_nonsense_is_asked_again(says: list[str], typed: list[str], *, otherwise: bool, agreed: bool) -> None:
    says += typed
    assert asking.agrees("Really?", otherwise=otherwise) is agreed
    assert says == []


def test_a_question_beside_the_output_is_asked_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("perhaps\nyes\n"))
    assert asking.agrees("Really?", otherwise=False, stream=sys.stderr)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Really? [y/N] 'perhaps' is no answer to that: y, yes, n, no\nReally? [y/N] "
    with pytest.raises(EOFError):
        asking.agrees("Really?", otherwise=False, stream=sys.stderr)


def test_away_from_a_terminal_only_yes_confirms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert not asking.confirmed("Really?", yes=False)
    assert asking.confirmed("Really?", yes=True)


def test_a_third_answer_is_one(says: list[str]) -> None:
    says += ["z", "X"]
    assert asking.choose("? ", {**asking.YES_OR_NO, "x": None}, "n") == "x"


if sys.platform != "win32":
    from terminal import Start

    @pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
    @pytest.mark.parametrize("answer", ["n\r", "\x04"], ids=["no", "end of input"])
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("undo",), "nothing was taken back"),
            (("plan", "start", "--from", "today"), "Nothing was changed."),
            (("plan", "replan"), "Nothing was changed."),
            (("kata", "solution", "halve"), "the solution was not shown"),
            (("track", "dsa", "--minutes", "700"), "Nothing was counted."),
        ],
    )
    def test_a_question_answered_with_no_ends_every_command_with_the_same_status(
        start: Start, run: Run, halve: Path, words: tuple[str, ...], said: str, answer: str
    ) -> None:
        run("plan", "start", "--from", "today", STUDYBUDDY_NOW="2026-03-02T08:00:00+01:00").ok()
        if words[-1] == "replan":
            run("plan", "pause", "2026-03-04", "2026-03-20", STUDYBUDDY_NOW="2026-03-02T08:30:00+01:00").ok()
        terminal = start(*words)
        terminal.shows("? [y/N]")
        terminal.press(answer)
        terminal.shows(said)
        assert terminal.ends() == asking.DECLINED
