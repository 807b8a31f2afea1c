from datetime import date
from pathlib import Path

from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.planning.enrolment import InterviewEvent

ACME, TODAY = InterviewEvent("Acme: screen?", date(2026, 3, 2)), date(2026, 3, 3)


def test_what_was_typed_is_there_again_until_it_is_written(tmp_path: Path) -> None:
    draft = DebriefDraft(tmp_path, ACME, TODAY)
    for line in ("trees: why?", "two"):
        draft.add(line)
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["trees: why?", "two"]
    assert DebriefDraft(tmp_path, ACME._replace(name="Beta"), TODAY).lines == []
    assert DebriefDraft(tmp_path, ACME._replace(day=TODAY), TODAY).lines == []  # the next of that name
    draft.forget()
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == []


def test_where_nothing_can_be_kept_the_debrief_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")
    draft = DebriefDraft(home, ACME, TODAY)
    draft.add("trees: why?")
    draft.forget()
    assert draft.lines == ["trees: why?"]
