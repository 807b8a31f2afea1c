"""A terminal's replies are no keys, whenever and in however many pieces they come."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.screens.replies import WithoutReplies

OK = "\x1b_Gi=31;OK\x1b\\"
COLOR = "\x1b]10;rgb:1010/2020/3030\x1b\\"


class Pieces:
    closed = False

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = list(pieces)

    def read(self, _: int = 1024) -> str:
        return self._pieces.pop(0)


def read(*pieces: str) -> tuple[str, list[str]]:
    heard: list[str] = []
    reader = WithoutReplies(Pieces(pieces), heard.append)
    return "".join(reader.read() for _ in pieces), heard


@given(st.integers(2, len(OK + COLOR) - 1))
def test_replies_cut_anywhere_but_behind_their_escape_are_heard(cut: int) -> None:
    text = OK + COLOR
    if text[cut - 1] == "\x1b" and text[cut] != "\\":
        return  # a lone Esc is a key, at once
    assert read("a" + text[:cut], text[cut:] + "b") == ("ab", [OK, COLOR])


@pytest.mark.parametrize(
    "keys", ["1", "\x1b", "\x1b[A", "\x1b[5~", "é", "\x1bOP", "\x1b[200~paste\x1b[201~", "]10;"]
)
def test_keys_are_kept(keys: str) -> None:
    assert read(keys) == (keys, [])


def test_a_reply_that_never_ends_gives_its_keys_back() -> None:
    typed, heard = read("\x1b_G" + "x" * 500, "y")
    assert (typed.endswith("y"), heard) == (True, [])
