import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studybuddy.commands.kata_editor import OpenEditor, Place, find_editor


def test_an_editor_with_a_window_is_started_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows looks for `code.exe` alone when it is told `code`, which is `code.cmd`."""
    whole = str(tmp_path / "code.cmd")
    started: list[list[str]] = []

    def start(words: list[str], **_: Any) -> None:
        started.append(words)

    monkeypatch.setattr(shutil, "which", lambda name: whole if name == "code" else None)
    monkeypatch.setattr(subprocess, "Popen", start)
    editor = find_editor({"EDITOR": "code"})
    assert editor.place is Place.WINDOW
    OpenEditor(editor, contextlib.nullcontext).open(tmp_path / "kata.py", 3)
    assert started == [[whole, "--wait", "--goto", f"{tmp_path / 'kata.py'}:3"]]


@pytest.mark.skipif(sys.platform == "win32", reason="tmux is a shell script here")
@pytest.mark.parametrize("is_open", [True, False])
def test_an_editor_still_open_in_a_pane_of_tmux_is_moved_out_of_the_way_and_never_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/calls"\n'
        f"case $1 in split-window) echo %7;; *) exit {int(not is_open)};; esac\n"
    )
    tmux.chmod(0o755)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    editor = OpenEditor(find_editor({"EDITOR": "sh", "TMUX": "1"}), contextlib.nullcontext)
    for _ in range(2):
        assert not editor.open(tmp_path / "halve" / "kata.py", 3)
    said = editor.put_aside("halve")
    assert said == ("its editor is still open, in a tmux window of its own" if is_open else "")
    assert editor.put_aside("halve") == ""  # it is out of the way
    calls = [line.partition(" -c ")[0] for line in (tmp_path / "calls").read_text().splitlines()]
    opened, moved = "split-window -v -P -F #{pane_id}", "break-pane -d -s %7 -n halve"
    shown = "select-window -t %7 ; select-pane -t %7"  # it may have been moved to another window
    assert calls == [opened, shown, *[opened] * (not is_open), moved]
