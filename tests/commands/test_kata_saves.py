"""When a save counts as one: after the debounce, once, and not when it was taken for seen."""

import pytest

from studybuddy.commands.kata_saves import DEBOUNCE_SECONDS, Saves

SOON, LATER = DEBOUNCE_SECONDS / 2, 2 * DEBOUNCE_SECONDS


class File:
    """A file that changes when it is told to."""

    def __init__(self) -> None:
        self.version = 0

    def look(self) -> tuple[int, ...]:
        return (self.version,)


def test_a_save_settles_once_and_after_the_last_of_its_steps() -> None:
    file = File()
    saves = Saves(file.look)
    assert not saves.has_settled(0.0)
    assert saves.seconds_to_settle(0.0) is None
    file.version += 1
    assert not saves.has_settled(1.0)
    file.version += 1
    assert not saves.has_settled(1.0 + SOON)
    assert saves.seconds_to_settle(1.0 + SOON) == pytest.approx(DEBOUNCE_SECONDS)
    assert not saves.has_settled(1.0 + DEBOUNCE_SECONDS)
    assert saves.has_settled(1.0 + SOON + LATER)
    assert not saves.has_settled(9.0)


def test_what_was_taken_for_seen_is_no_save() -> None:
    file = File()
    saves = Saves(file.look)
    file.version += 1
    assert saves.is_new()
    saves.take()
    assert not saves.is_new()
    assert not saves.has_settled(1.0)
    file.version += 1
    saves.has_settled(2.0)
    saves.take()
    assert not saves.has_settled(2.0 + LATER)
