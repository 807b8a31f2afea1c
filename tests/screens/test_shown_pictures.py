"""The end of a screen: what the terminal still answers is heard out, and nothing else is waited for."""

import os
import sys
import time

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import create_app_session
from prompt_toolkit.output import DummyOutput

from studybuddy.screens.images import Images
from studybuddy.screens.shown_pictures import ShownPictures
from studybuddy.screens.typesetting import Cell

if sys.platform == "win32":
    pytest.skip("no console of Windows is asked", allow_module_level=True)

from prompt_toolkit.input import create_pipe_input


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_reply_is_heard_also_when_half_of_it_was_read_before(pieces: int) -> None:
    images = Images(lambda: Cell(10, 20))
    number = images.query(time.monotonic()).rpartition("i=")[2].partition(",")[0]
    reply = f"\x1b_Gi={number};OK\x1b\\".encode()
    with create_pipe_input() as pipe, create_app_session(pipe, DummyOutput()):
        app: Application[None] = Application()
        shown = ShownPictures(images, app)
        if pieces == 2:
            pipe.send_bytes(reply[:7])
            assert app.input.stdin_reader.read() == ""  # type: ignore[attr-defined]
        pipe.send_bytes(reply[7:] if pieces == 2 else reply)
        shown.hear_out()
    assert not images.awaits_reply(time.monotonic())


def test_where_nothing_is_awaited_nothing_is_read() -> None:
    with create_pipe_input() as pipe, create_app_session(pipe, DummyOutput()):
        shown = ShownPictures(Images(lambda: None), Application())
        pipe.send_bytes(b"ls\n")
        shown.hear_out()
        assert os.read(pipe.fileno(), 9) == b"ls\n"
