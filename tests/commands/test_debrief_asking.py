import io
import sys
from datetime import date
from pathlib import Path

import pytest

from studybuddy.commands.debrief_asking import ask
from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.planning.enrolment import InterviewEvent

ACME, TODAY = InterviewEvent("Acme", date(2026, 3, 2)), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("trees: one?\ntree: two?\ntrees: two?\n\n3\n", [("trees", "one?"), ("trees", "two?")]),
        ("trees: one?\ntree: two?\n\n3\n", [("trees", "one?"), ("dsa", "tree: two?")]),
        ("trees: one?\ntree: two?\n-\n\n3\n", [("trees", "one?")]),
        ("-\ntrees: one?\n-\ntrees: two?\n\n3\n", [("trees", "two?")]),
    ],
)
def test_a_line_that_is_not_understood_is_replaced_or_kept_and_any_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, asked: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    draft = DebriefDraft(tmp_path, ACME, TODAY)
    told = ask(ACME, {"dsa": 1.0}, ["dsa"], {}, draft)
    assert [one[:2] for one in told.questions] == asked
    assert told.scores == {"dsa": 3}
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == draft.lines
