"""The environment and a file in, the learner's editor opened beside the watching terminal out."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studybuddy.commands.editor import edit_command, editor_words, open_editor
from studybuddy.errors import StudyBuddyError

# Editors with a window of their own: they leave the terminal to us.
_WINDOW = frozenset(
    {"code", "code-insiders", "codium", "cursor", "windsurf", "subl", "sublime_text", "zed", "zeditor",
     "atom", "lapce", "gedit", "gnome-text-editor", "kate", "kwrite", "mousepad", "pluma", "xed", "geany",
     "mate", "bbedit", "textedit", "pycharm", "charm", "idea", "gvim", "mvim", "macvim", "neovide", "spyder",
     "notepad", "notepad++", "open", "xdg-open", "start",
     # a terminal of its own around any editor, as in `xterm -e vim`
     "xterm", "uxterm", "urxvt", "rxvt", "st", "alacritty", "kitty", "foot", "wezterm", "ghostty", "konsole",
     "gnome-terminal", "xfce4-terminal", "terminator", "tilix", "x-terminal-emulator"}
)  # fmt: skip
_IN_TERMINAL = frozenset({"-nw", "-t", "-tty", "--tty", "--no-window-system"})


_MARK = "@studybuddy"  # an option of a pane of tmux
ROOMY = 140  # columns from which on both halves hold a line of code
BESIDE, BELOW = "beside", "below"


class Place(StrEnum):
    """Where the editor runs."""

    WINDOW = "window"
    TMUX = "tmux"
    ZELLIJ = "zellij"
    TERMINAL = "terminal"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Editor:
    """The words of the learner's editor, and where it runs."""

    place: Place
    words: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """What starting will do, as a sentence for the screen."""
        name = Path(self.words[0]).name if self.words else ""
        return {
            Place.WINDOW: f"{name} opens in its window; every save is checked here.",
            Place.TMUX: f"{name} opens in a pane {_side()} this one; every save is checked here.",
            Place.ZELLIJ: f"{name} opens in a pane {_side()} this one; every save is checked here.",
            Place.TERMINAL: f"{name} opens here; the verdict comes when you leave it, and e opens it again.",
            Place.NOWHERE: "No editor is set (EDITOR): open the file yourself; every save is checked here.",
        }[self.place]


def find_editor(environment: Mapping[str, str]) -> Editor:
    """Return the editor that VISUAL or EDITOR names, and where it will run.

    Raises: UsageError, when the variable cannot be read.
    """
    if not (environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()):
        return Editor(Place.NOWHERE)
    words = tuple(editor_words(environment))
    if _has_window(words, environment):
        return Editor(Place.WINDOW, words)
    if environment.get("TMUX") and shutil.which("tmux"):
        return Editor(Place.TMUX, words)
    if environment.get("ZELLIJ") and shutil.which("zellij"):
        return Editor(Place.ZELLIJ, words)
    return Editor(Place.TERMINAL, words)


def _has_window(words: Sequence[str], environment: Mapping[str, str]) -> bool:
    name = Path(words[0]).stem.casefold()
    if name in {"emacs", "emacsclient"}:
        has_display = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
        return has_display and not _IN_TERMINAL & set(words)
    return name in _WINDOW


class OpenEditor:
    """Opens an editor, and remembers its window, to tell when it fails, or whose pane it is, to make room."""

    def __init__(self, editor: Editor, hand_over: Callable[[], AbstractContextManager[None]]) -> None:
        """Take the editor, and how the terminal is handed to one that needs it."""
        self._editor = editor
        self._hand_over = hand_over
        self._process: subprocess.Popen[bytes] | None = None
        self._opened = ""  # in a pane: of which attempt

    @property
    def is_there(self) -> bool:
        """Whether there is an editor to open."""
        return self._editor.place is not Place.NOWHERE

    def open(self, path: Path, line: int, attempt: str) -> bool:
        """Open the file; True when the editor has come and gone in this terminal.

        Where an editor is open in tmux that was opened for the same `attempt`, also by a program before this
        one, that is gone to: a second one would not know what was not saved in the first.

        Raises: StudyBuddyError, when it cannot be started or has failed.
        """
        editor = self._editor
        if editor.place is Place.NOWHERE:
            raise StudyBuddyError(f"no editor is set; open {path} yourself", "or set EDITOR")
        command = edit_command(editor.words, path, line)
        if shutil.which(command[0]) is None:
            raise StudyBuddyError(f"cannot start the editor {command[0]!r}: it is not there", "set EDITOR")
        if editor.place is Place.WINDOW:
            self._process = _started(_whole(command))  # Windows starts `code.cmd` only by its whole name
            return False
        if editor.place is Place.TMUX:
            self._opened = attempt
            if (found := _pane_of(attempt)) and _is_shown(found):
                return False
        if editor.place is not Place.TERMINAL:
            pane = _opened_beside(editor.place, command, path.parent)
            if pane is not None:
                _mark(pane, attempt)
                return False
        with self._hand_over():
            open_editor(path, line)
        return True

    def put_aside(self, name: str) -> str:
        """Give this terminal the room of the pane back, and say in a sentence where the editor went.

        It goes on in a window of that name: it may hold what was not saved.
        """
        attempt, self._opened = self._opened, ""
        is_open = attempt and (pane := _pane_of(attempt)) and _is_moved_out(pane, name)
        return "its editor is still open, in a tmux window of its own" if is_open else ""

    def failure(self) -> str:
        """Return a sentence, once, if an editor with a window has ended with an error."""
        if self._process is None or not self._process.poll():
            return ""
        status, self._process = self._process.returncode, None
        name = Path(self._editor.words[0]).name
        return f"the editor {name} ended with status {status}; every save is still checked"


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=os.name == "posix"
        )
    except OSError as error:
        raise StudyBuddyError(
            f"cannot start the editor {command[0]!r}: {error.strerror}", "set EDITOR"
        ) from error


def _side() -> str:
    """Say where a pane has room: half of a terminal that is not wide is too narrow for code."""
    return BESIDE if shutil.get_terminal_size().columns >= ROOMY else BELOW


def _opened_beside(place: Place, command: Sequence[str], folder: Path) -> str | None:
    """Open a pane with the editor; return its id in tmux, "" in zellij.

    None where the multiplexer refuses, as for want of room.
    """
    if place is Place.TMUX:
        side = "-h" if _side() == BESIDE else "-v"
        says = ["-P", "-F", "#{pane_id}"]
        return _said_by(["tmux", "split-window", side, *says, "-c", str(folder), shlex.join(_whole(command))])
    direction = "right" if _side() == BESIDE else "down"
    options = ["--direction", direction, "--close-on-exit", "--cwd", str(folder)]
    return "" if _said_by(["zellij", "run", *options, "--", *_whole(command)]) is not None else None


def _mark(pane: str, attempt: str) -> None:
    """Note with a pane of tmux which attempt is edited in it: its number alone may be another's later."""
    if pane:
        _said_by(["tmux", "set-option", "-p", "-t", pane, _MARK, attempt])


def _pane_of(attempt: str) -> str:
    """Return the pane of this session of tmux in which an attempt is being edited; "" where none is."""
    shown = f"#{{pane_dead}} #{{{_MARK}}} #{{pane_id}}"  # the pane of an editor that has ended may stay
    listed = _said_by(["tmux", "list-panes", "-s", "-F", shown]) or ""
    return next(
        (words[2] for words in map(str.split, listed.splitlines()) if words[:2] == ["0", attempt]), ""
    )


def _is_shown(pane: str) -> bool:
    """Go to a pane of tmux, also in a window that it was moved to; say whether it is still there."""
    return _said_by(["tmux", "select-window", "-t", pane, ";", "select-pane", "-t", pane]) is not None


def _is_moved_out(pane: str, name: str) -> bool:
    """Move a pane of tmux to a window of that name, if it is still there; say whether it was."""
    return _said_by(["tmux", "break-pane", "-d", "-s", pane, "-n", name]) is not None


def _said_by(multiplexer: Sequence[str]) -> str | None:
    """Return what it printed; None when it cannot be run, or refuses."""
    try:
        ended = subprocess.run(multiplexer, check=False, capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if ended.returncode else ended.stdout.decode(errors="replace").strip()


def _whole(command: Sequence[str]) -> list[str]:
    """Return the command with its whole path: a multiplexer may look elsewhere, and Windows less far."""
    return [shutil.which(command[0]) or command[0], *command[1:]]
