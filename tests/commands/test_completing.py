"""What Tab offers at the shell, under both names of the command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run, environment_of_child

from studybuddy.commands import completing

Write = Callable[..., Path]
PROGRAM = "import sys; sys.argv[0] = 'sb'; from studybuddy.__main__ import main; main()"


def offered(words: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment_of_child(
            _SB_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1)
        ),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout.split()


@pytest.fixture
def decks(run: Run, write: Write) -> None:
    write("theory/a", basic("One?", card_id="one-way"), basic("Two?", card_id="two"))
    run("due").ok()


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("sb unsus", ["unsuspend"]),
        ("sb show on", ["one-way"]),
        ("sb plan explain to", ["today"]),
        ("sb grade nothing", []),
        ("sb review --topic metr", ["metrics"]),
        ("sb review --deck th", ["theory", "theory/a"]),
    ],
)
def test_tab_offers_commands_cards_and_words_of_options(words: str, completions: list[str]) -> None:
    assert offered(words) == completions


def test_tab_makes_no_home_and_never_fails(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completing.cards("a") == []
    assert not home.exists()
    home.mkdir()
    (home / "studybuddy.db").write_text("no database", encoding="utf-8")
    assert completing.cards("a") == []
    monkeypatch.setenv("STUDYBUDDY_HOME", "relative")
    assert completing.katas("a") == []


def test_kinds_and_topics_are_those_that_there_are() -> None:
    assert completing.kinds("ch") == ["choice"]
    assert completing.topics("no-such") == []
