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
    OpenEditor(editor, contextlib.nullcontext).open(tmp_path / "kata.py", 3, "7")
    assert started == [[whole, "--wait", "--goto", f"{tmp_path / 'kata.py'}:3"]]


@pytest.mark.skipif(sys.platform == "win32", reason="tmux is a shell script here")
@pytest.mark.parametrize(
    ("listed", "is_open"), [("0 31 %7", True), ("1 31 %7", False), ("0 30 %7", False), ("0  %7", False)],
    ids=["open", "ended, and its pane stays", "of another attempt", "of something else"],
)  # fmt: skip
def test_an_editor_still_open_in_a_pane_of_tmux_is_gone_to_and_moved_out_of_the_way_and_never_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, *, is_open: bool
) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/calls"\n'
        f'case $1 in split-window) echo %8;; list-panes) echo "0  %1"; echo "{listed}";; esac\n'
    )
    tmux.chmod(0o755)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    editor = OpenEditor(find_editor({"EDITOR": "sh", "TMUX": "1"}), contextlib.nullcontext)
    assert editor.put_aside("halve") == ""  # nothing was opened from here
    assert not editor.open(tmp_path / "halve" / "kata.py", 3, "31")
    said = editor.put_aside("halve")
    assert said == ("its editor is still open, in a tmux window of its own" if is_open else "")
    assert editor.put_aside("halve") == ""  # it is out of the way
    calls = [line.partition(" -c ")[0] for line in (tmp_path / "calls").read_text().splitlines()]
    opened = ["split-window -v -P -F #{pane_id}", "set-option -p -t %8 @studybuddy 31"]
    gone_to = ["select-window -t %7 ; select-pane -t %7"]  # it may have been moved to another window
    looked = "list-panes -s -F #{pane_dead} #{@studybuddy} #{pane_id}"
    moved = ["break-pane -d -s %7 -n halve"]
    assert calls == [looked, *(gone_to if is_open else opened), looked, *moved * is_open]
