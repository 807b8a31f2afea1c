"""`suspend`, `bury` and the like: what changes nothing is said, and writes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("before", "verb", "said"),
    [
        (["suspend"], "suspend", "is already suspended; studybuddy unsuspend one brings it back"),
        (["bury"], "bury", "is already hidden until tomorrow"),
        (["bury"], "unsuspend", "is not suspended but buried: it comes back tomorrow"),
        ([], "unsuspend", "is not suspended"),
        (["suspend", "unsuspend"], "unsuspend", "is not suspended"),
        ([], "reset", "is new already"),
    ],
)
def test_what_would_change_nothing_says_so_and_writes_nothing(
    run: Run, write: Write, before: list[str], verb: str, said: str
) -> None:
    write("a", basic("One?", card_id="one"))
    for earlier in before:
        run(earlier, "one").ok()
    assert run(verb, "one").ok().out == f"one: {said}\n"
    assert [row["event"] for row in run("history", "one", "--json").json] == before
