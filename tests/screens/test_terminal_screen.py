"""The terminal screen in a real pseudo-terminal, driven by keys and read through a terminal emulator."""

import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

import termios

from terminal import Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
HERE = Path(__file__).parent


class Driven(Terminal):
    """A terminal that runs the driver; `inside` is a shell to run it in."""

    def __init__(self, log: Path, *cards: str, inside: Sequence[str] = ()) -> None:
        self._log = log
        driver = [sys.executable, str(HERE / "drive_terminal.py"), str(log), *cards]
        super().__init__(inside or driver)
        if inside:
            self.press(shlex.join(driver) + "\r")

    def outcomes(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()

    def is_ordinary(self) -> bool:
        """Whether the terminal echoes, waits for Enter, and turns Ctrl-C into a signal."""
        flags = termios.tcgetattr(self.child.child_fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON and flags & termios.ISIG)


Start = Callable[..., Driven]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    terminals: list[Driven] = []

    def started(*cards: str, **how: Any) -> Driven:
        terminals.append(Driven(tmp_path / "outcomes", *cards, **how))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.child.close(force=True)


def restored(terminal: Driven) -> bool:
    return off_the_screen(terminal) and terminal.is_ordinary()


def off_the_screen(terminal: Driven) -> bool:
    left = terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    return left and terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")


def test_a_session_of_every_kind_ends_with_a_restored_terminal(start: Start) -> None:
    terminal = start("think", "type", "choose", "phases", "tell")
    terminal.shows("Why does an L1 penalty", "space reveal")
    terminal.press(" ")
    terminal.shows("The sub-gradient at zero", "2 hard 6d", "1, 2: again today")
    terminal.press("3")
    terminal.shows("your answer ❯")
    terminal.press("s(1-t)\x7f\x7fs)\r")
    terminal.shows("✓ right", "[3 good 6d]")
    terminal.press("\r")
    terminal.shows("2  log loss")
    terminal.press("1")
    terminal.shows("✗ not right", "[1 again")
    terminal.press("\r")
    terminal.shows("5:00  Requirements")
    terminal.press("\rtusers")
    terminal.shows("phase 1/2", "left", "your outline ❯ users")
    terminal.press("\x1b")
    terminal.shows("Enter next phase")
    terminal.press("\r")
    terminal.shows("phase 2/2")
    terminal.press("\r")
    terminal.shows("Tick what your answer had", "you: users")
    terminal.press("12\r")
    terminal.shows("2 of 2 ticked", "[4 easy 6d]")
    terminal.press("\r")
    terminal.shows("Tell it aloud. Aim for 2:30, stop by 3:00.")
    terminal.press("\r")
    terminal.shows("Enter stop")
    terminal.press("\r\r")
    terminal.shows("nothing is ticked: Enter again")
    terminal.press("\r")
    terminal.shows("0 of 2 ticked", "4 easy")
    terminal.press("4")
    assert terminal.ends() == 0
    assert terminal.outcomes() == [
        "think ('GOOD', '', None, [])",
        "type ('GOOD', 's(1-s)', None, [])",
        "choose ('AGAIN', '', None, [])",
        "phases ('EASY', 'Requirements:\\nusers', None, [0, 1])",
        "tell ('EASY', '', None, [])",
    ]
    assert restored(terminal)


def test_keys_typed_before_the_reader_is_ready_are_not_lost_but_grade_nothing(start: Start) -> None:
    terminal = start("think", "type")
    terminal.press(" 3s(1-s)\r\r1")
    terminal.shows("✓ right", "[3 good")
    terminal.press("\r")
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["think ('GOOD', '', None, [])", "type ('GOOD', 's(1-s)', None, [])"]


def test_what_may_be_done_while_the_first_question_is_read_is_done_once_before_the_first_key(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEANWHILE", "done meanwhile")
    terminal = start("think", "choose")
    terminal.shows("Why does an L1 penalty", "space reveal")
    terminal.press(" 3")
    terminal.shows("log loss")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["done meanwhile", "think ('GOOD', '', None, [])", "choose QUIT"]


def test_the_clock_of_a_phase_counts_down_by_itself(start: Start) -> None:
    terminal = start("phases")
    terminal.shows("Enter start the clock")
    terminal.press("\r")
    terminal.shows("4:59 left")
    terminal.shows("4:58 left")
    terminal.press("p")
    terminal.shows("paused")


def test_the_screen_is_redrawn_when_the_terminal_changes_size(start: Start) -> None:
    terminal = start("think")
    terminal.shows("space reveal")
    terminal.press("h")
    terminal.shows("Hint 1 of 2")
    terminal.resize(40, 10)
    terminal.shows("Why does an L1 penalty give exact\n", "h hint 2/2\n")
    terminal.resize(100, 30)
    terminal.shows("─" * 100, "Why does an L1 penalty give exact zeros where L2 does not?")


def test_a_long_answer_scrolls(start: Start) -> None:
    terminal = start("long")
    terminal.shows("space reveal")
    terminal.press(" ")
    terminal.shows("more lines ↓")
    terminal.press("\x1b[6~")
    terminal.shows("Paragraph 15 of")
    terminal.press("\x1b[F")
    terminal.shows("Paragraph 40 of")
    terminal.press("\x1b[H")
    terminal.shows("Tell me everything.")


def test_ctrl_c_quits_safely(start: Start) -> None:
    terminal = start("think")
    terminal.shows("space reveal")
    terminal.press("\x03")
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["think QUIT"]
    assert restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_quits_safely(start: Start, number: signal.Signals) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("abc")
    terminal.shows("your answer ❯ abc")  # the key reader has taken over
    terminal.child.kill(number)
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["type QUIT"]
    assert restored(terminal)


def test_a_terminal_that_goes_away_quits_safely(start: Start) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("abc")
    terminal.shows("your answer ❯ abc")
    terminal.child.close(force=True)  # a hang-up first, and its answer is waited for
    assert terminal.outcomes() == ["type QUIT"]


def test_undo_and_help_keys(start: Start) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("u")
    terminal.shows("your answer ❯ u")
    terminal.press("\x1b")
    terminal.shows("Esc back to typing")
    terminal.press("?")
    terminal.shows("undo the last answer", "any key: back")
    terminal.press("x")
    terminal.shows("Esc back to typing")
    terminal.press("u")
    terminal.shows("what you typed is not saved yet", "y undo")
    terminal.press("y")
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["type UNDO"]


def test_an_alt_key_while_typing_is_no_command(start: Start) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("one two")
    terminal.press("\x1bb")
    terminal.press("X")
    terminal.shows("your answer ❯ one Xtwo")


def test_a_pasted_text_goes_into_the_line(start: Start) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("漢")
    terminal.press("\x1b[200~quit? q\x1b[201~")
    terminal.shows("your answer ❯ 漢", "quit? q")


def test_an_exception_restores_the_terminal_and_is_raised(start: Start) -> None:
    terminal = start("crash")
    terminal.shows("This one ends badly.")
    terminal.press(" ")
    assert terminal.ends() == 1
    assert b"RuntimeError: the judge fell over" in terminal.raw
    assert restored(terminal)


def test_the_editor_gets_the_terminal_and_the_question_comes_back(start: Start) -> None:
    terminal = start("think")
    terminal.shows("space reveal")
    terminal.press("e")
    terminal.shows("the editor runs")
    assert restored(terminal)
    terminal.press("typed in the editor\r")
    terminal.shows("space reveal")
    terminal.press(" 3")
    assert terminal.ends() == 0
    assert terminal.outcomes() == ["edited: typed in the editor", "think ('GOOD', '', None, [])"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="only a shell with job control can be returned to")
def test_ctrl_z_stops_and_the_screen_returns(start: Start) -> None:
    terminal = start("type", inside=("bash", "--norc", "--noprofile", "-i"))
    terminal.shows("your answer ❯")
    terminal.press("half")
    terminal.shows("your answer ❯ half")
    terminal.press("\x1a")
    terminal.shows("Stopped")
    assert off_the_screen(terminal)
    terminal.press("fg\r")
    terminal.shows("Enter check", "your answer ❯ half")
    terminal.press("way")
    terminal.shows("your answer ❯ halfway")


def test_where_no_shell_could_bring_it_back_ctrl_z_changes_nothing(start: Start) -> None:
    terminal = start("type")
    terminal.shows("your answer ❯")
    terminal.press("half")
    terminal.press("\x1a")
    terminal.press("way")
    terminal.shows("your answer ❯ halfway")
