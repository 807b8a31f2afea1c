"""Opening the home: what is said when something in it is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run


@pytest.mark.parametrize("left", [None, b""])
def test_a_ledger_that_is_gone_is_not_replaced_in_silence(
    home: Path, run: Run, write: Callable[..., Path], left: bytes | None
) -> None:
    write("a", basic("One?", card_id="one"))
    run("due")
    for path in home.glob("studybuddy.db*"):
        path.unlink()
    if left is not None:
        (home / "studybuddy.db").write_bytes(left)
    said = run("due").err
    assert f"started a new ledger at {home / 'studybuddy.db'}" in said
    assert "backups are in" not in said
    assert "new ledger" not in run("due").err


def test_whoever_has_lost_the_ledger_is_told_where_the_backups_are(home: Path, run: Run) -> None:
    run("due")
    (home / "studybuddy.db").unlink()
    (home / "backups" / "one.db").write_bytes(b"a backup")
    assert f"backups are in {home / 'backups'}" in run("due").err


def test_a_first_run_speaks_of_the_home_and_of_no_lost_ledger(home: Path, run: Run) -> None:
    said = run("due").err
    assert f"in {home}" in said
    assert "new ledger" not in said


def test_a_home_that_only_holds_decks_so_far_has_lost_no_ledger(
    home: Path, run: Run, write: Callable[..., Path]
) -> None:
    write("a", basic("One?", card_id="one"))
    assert "new ledger" not in run("due").err
