"""A file and a line in, the learner's own editor opened there and waited for."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from studybuddy.errors import StudyBuddyError, UsageError

# How editors are told the line, and to wait until the file is closed. Others get the file alone.
_PLUS_LINE = frozenset(
    {"vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ed"}
)
_COLON_LINE = frozenset({"hx", "helix"})
_WINDOWS: Mapping[str, tuple[str, ...]] = {
    "code": ("--wait", "--goto"), "codium": ("--wait", "--goto"), "cursor": ("--wait", "--goto"),
    "subl": ("--wait",), "zed": ("--wait",),
}  # fmt: skip


def editor_words(environment: Mapping[str, str]) -> list[str]:
    """Return the words of the editor's command, $VISUAL or else $EDITOR.

    Raises:
        UsageError: neither is set, or the variable cannot be read.

    """
    for variable in ("VISUAL", "EDITOR"):
        named = environment.get(variable, "")
        try:
            words = split_words(
                named, posix=os.name == "posix", is_program=lambda name: bool(shutil.which(name))
            )
        except ValueError as error:
            raise UsageError(f"{variable} is {named!r}: {error}", "mend its quotes") from error
        if words:
            return words
    raise UsageError("no editor is set", f"set EDITOR, for example: {how_to_set()}")


def can_open(environment: Mapping[str, str]) -> bool:
    """Tell whether the learner has chosen an editor; none is guessed, for not everybody can leave vi."""
    return any(environment.get(variable, "").strip() for variable in ("VISUAL", "EDITOR"))


def how_to_set() -> str:
    """Return a command that sets EDITOR, as this system's shell wants it said."""
    return '$env:EDITOR = "notepad"' if sys.platform == "win32" else "export EDITOR=nano"


def split_words(
    command: str, *, posix: bool, is_program: Callable[[str], bool] = lambda _: False
) -> list[str]:
    """Split a command at its blanks; Windows' paths hold backslashes, so there only " is special.

    Nor are they always quoted there when they hold blanks: then the program is the longest beginning that
    `is_program`.

    Raises:
        ValueError: a quote is not closed.

    """
    if posix:
        return shlex.split(command)
    if command.count('"') % 2:
        raise ValueError("No closing quotation")
    words = re.findall(r'(?:"[^"]*"|[^\s"])+', command)
    for end in range(len(words), 1, -1):
        if '"' not in command and is_program(" ".join(words[:end])):
            return [" ".join(words[:end]), *words[end:]]
    return [word.replace('"', "") for word in words]


def edit_command(words: Sequence[str], path: Path, line: int) -> list[str]:
    """Return the command that opens `path` at `line`, as this editor wants it said."""
    name = Path(words[0]).stem.casefold()
    if name in _PLUS_LINE:
        return [*words, f"+{line}", str(path)]
    if name in _WINDOWS:
        more = [word for word in _WINDOWS[name] if word not in words]
        return [*words, *more, f"{path}:{line}"]
    if name in _COLON_LINE:
        return [*words, f"{path}:{line}"]
    return [*words, str(path)]


def open_editor(path: Path, line: int) -> None:
    """Open the learner's editor and wait until it is closed.

    Raises:
        StudyBuddyError: the editor is not there, or ended with an error.

    """
    command = edit_command(editor_words(os.environ), path, line)
    command[0] = shutil.which(command[0]) or command[0]  # Windows starts `code.cmd` only by its whole name
    try:
        ended = subprocess.run(command, check=False)
    except OSError as error:
        raise StudyBuddyError(
            f"cannot start the editor {command[0]!r}: {error.strerror}", "set EDITOR"
        ) from error
    if ended.returncode:
        raise StudyBuddyError(f"the editor {command[0]!r} ended with status {ended.returncode}")
