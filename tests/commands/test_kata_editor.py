import contextlib
import shutil
import subprocess
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
