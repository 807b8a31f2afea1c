"""What the tests of this folder share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run
from kata_work import put

from studybuddy.commands.desk import Desk, open_desk


@pytest.fixture
def desk(home: Path, write: Callable[..., Path], run: Run) -> Iterator[Desk]:
    """An open desk over one deck with one new card, `first`."""
    write("one", basic("First?", "Alpha.", "first"))
    run("status").ok()
    with open_desk() as desk:
        yield desk


@pytest.fixture
def halve(home: Path) -> Path:
    """A deck with one kata; the learner's file."""
    put(home, "halve")
    return home / "katas" / "halve" / "kata.py"
