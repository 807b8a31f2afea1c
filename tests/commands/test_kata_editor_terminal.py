"""Editors of every sort beside the kata loop: in its terminal, in a window, in a pane, broken, missing."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import command, environment_of_child
from kata_texts import DOUBLED, RIGHT
from kata_work import save, start_clock

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import PATIENCE, Start

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")

DEF_LINE = 10  # of the stub, below its task and the import


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., str]:
    """Make an editor of that name: it writes `text` into its file, and notes what it was given."""

    def made(text: str, name: str = "ed", status: int = 0) -> str:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        (tmp_path / "text.py").write_text(text)
        path.write_text(
            f'#!/bin/sh\nfor last; do :; done\necho "$@" >> "{tmp_path}/calls"\n'
            f'cat "{tmp_path}/text.py" > "${{last%:*}}"\nexit {status}\n'
        )
        path.chmod(0o755)
        return str(path)

    return made


def test_an_editor_in_this_terminal_runs_and_the_verdict_comes_after_it(
    start: Start, halve: Path, editor: Callable[..., str], tmp_path: Path
) -> None:
    terminal = start("kata", "halve", EDITOR=editor(DOUBLED))
    terminal.shows("opens here; the verdict comes when you leave it")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    editor(RIGHT)
    terminal.press("e")
    terminal.shows("✓ passed")
    assert (tmp_path / "calls").read_text() == f"+{DEF_LINE} {halve}\n+1 {halve}\n"


def test_an_editor_that_saves_nothing_is_said_until_it_is_opened_again(
    start: Start, halve: Path, editor: Callable[..., str]
) -> None:
    words = editor(DOUBLED)
    Path(words).write_text("#!/bin/sh\nexit 0\n")
    terminal = start("kata", "halve", EDITOR=words)
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved; e opens the editor again")
    editor(DOUBLED)
    terminal.press("e")
    assert "nothing was saved" not in terminal.shows("✗ 2 of 2 cases fail")


@pytest.mark.parametrize("name", ["code", "gvim", "xterm"])
def test_an_editor_with_a_window_leaves_the_screen_alone(
    start: Start, halve: Path, editor: Callable[..., str], name: str
) -> None:
    terminal = start("kata", "halve", VISUAL=editor(DOUBLED, name))
    terminal.shows(f"{name} opens in its window")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    save(halve, RIGHT)
    terminal.shows("✓ passed")


def test_an_editor_whose_window_stays_open_does_not_keep_verdicts_back(
    start: Start, halve: Path, tmp_path: Path
) -> None:
    waiting = tmp_path / "code"
    closed = tmp_path / "closed"
    calls = tmp_path / "calls"
    waiting.write_text(
        f'#!/bin/sh\necho "$@" > "{calls}"\n'
        f'while [ -d "{tmp_path}" ] && [ ! -e "{closed}" ]; do sleep 0.1; done\n'
    )
    waiting.chmod(0o755)
    terminal = start_clock(start("kata", "halve", EDITOR=f"{waiting} --wait"))
    terminal.waits_for(calls.exists)  # the line of `def` is read just before, and saves move it
    save(halve, DOUBLED)
    terminal.shows("✗ 2 of 2 cases fail")
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    terminal.press("q")
    assert terminal.ends() == 0
    closed.touch()
    assert calls.read_text() == f"--wait --goto {halve}:{DEF_LINE}\n"


@pytest.mark.parametrize("name", ["ed", "code"])
def test_an_editor_that_fails_is_said_and_saves_are_still_checked(
    start: Start, halve: Path, editor: Callable[..., str], name: str
) -> None:
    terminal = start("kata", "halve", EDITOR=editor(DOUBLED, name, status=3))
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("status 3")
    save(halve, RIGHT)
    terminal.shows("✓ passed")


def test_an_editor_that_is_not_there_is_said_and_saves_are_still_checked(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve", EDITOR="no-such-editor --wait")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("cannot start the editor 'no-such-editor': it is not there")
    save(halve, RIGHT)
    terminal.shows("✓ passed")


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize(("columns", "side"), [(150, "beside"), (100, "below")])
def test_inside_tmux_the_editor_opens_in_a_pane_where_there_is_room(
    halve: Path, editor: Callable[..., str], tmp_path: Path, columns: int, side: str
) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    environ = environment_of_child(EDITOR=editor(DOUBLED), TERM="xterm-256color", LC_ALL="C.UTF-8")
    environ.pop("COLUMNS")
    environ.pop("TMUX", None)

    def picture() -> str:
        return subprocess.run(
            [*tmux, "capture-pane", "-p", "-t", "k:0.0"], capture_output=True, text=True, check=False
        ).stdout

    def shows(text: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while text not in picture():
            assert time.monotonic() < deadline, picture()

    words = [*tmux, "new-session", "-d", "-s", "k", "-x", str(columns), "-y", "30", *command("kata", "halve")]
    subprocess.run(words, env=environ, check=True)
    try:
        shows(f"opens in a pane {side} this one")
        subprocess.run([*tmux, "send-keys", "-t", "k:0.0", "Enter"], check=True)
        shows("✗ 2 of 2 cases fail")
        assert (tmp_path / "calls").read_text() == f"+{DEF_LINE} {halve}\n"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


@pytest.mark.parametrize(("status", "opening"), [(0, "in a pane"), (1, "here")])
def test_inside_zellij_the_editor_opens_in_a_pane_or_here_if_that_is_refused(
    start: Start, halve: Path, editor: Callable[..., str], tmp_path: Path, status: int, opening: str
) -> None:
    words = editor(DOUBLED)
    zellij = tmp_path / "bin" / "zellij"  # notes its words, and runs what stands behind --
    does = "exit 1" if status else 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"'
    zellij.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/zellij"\n{does}\n')
    zellij.chmod(0o755)
    path = os.pathsep.join([str(zellij.parent), os.environ["PATH"]])
    terminal = start("kata", "halve", EDITOR=words, ZELLIJ="0", PATH=path)
    terminal.shows("ed opens in a pane below this one")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    options = f"run --direction down --close-on-exit --cwd {halve.parent}"
    assert (tmp_path / "zellij").read_text() == f"{options} -- {words} +{DEF_LINE} {halve}\n"
    left_the_screen = terminal.raw.count(b"\x1b[?1049l") > 0
    assert left_the_screen == (opening == "here")
