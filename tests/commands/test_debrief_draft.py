from datetime import date
from pathlib import Path

from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.store.drafts import Drafts

ACME, TODAY = InterviewEvent("Acme: screen?", date(2026, 3, 2)), date(2026, 3, 3)


def test_what_was_typed_is_there_again_until_it_is_written(tmp_path: Path) -> None:
    draft = DebriefDraft(tmp_path, ACME, TODAY)
    for line in ("trees: why?", "two"):
        draft.add(line)
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["trees: why?", "two"]
    assert DebriefDraft(tmp_path, ACME._replace(name="Beta"), TODAY).lines == []
    assert DebriefDraft(tmp_path, ACME._replace(day=TODAY), TODAY).lines == []  # the next of that name
    assert draft.take_back() == "two"
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["trees: why?"]
    draft.forget()
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == []


def test_of_two_windows_each_forgets_what_it_has_written_and_no_other_line(tmp_path: Path) -> None:
    DebriefDraft(tmp_path, ACME, TODAY).add("typed before")
    first, second = (DebriefDraft(tmp_path, ACME, TODAY) for _ in range(2))
    for window, line in ((first, "one"), (second, "two"), (first, "three")):
        window.add(line)
    assert first.lines == ["typed before", "one", "three"]
    first.forget()
    second.add("four")
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["two", "four"]


def test_what_could_not_be_kept_is_kept_with_the_next_line(tmp_path: Path) -> None:
    draft = DebriefDraft(tmp_path, ACME, TODAY)
    draft.add("one")
    folder = tmp_path / ".cache" / "debriefs"
    folder.rename(tmp_path / "aside")
    folder.write_text("a file in the way")
    for line in ("two", "three", "not asked"):
        draft.add(line)
    draft.take_back()
    folder.unlink()
    (tmp_path / "aside").rename(folder)
    draft.add("four")
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["one", "two", "three", "four"]


def test_a_debrief_is_kept_however_long_ago_it_was_begun(tmp_path: Path) -> None:
    DebriefDraft(tmp_path, ACME, TODAY).add("trees: why?")
    Drafts(tmp_path).forget_gone(lambda _: False, date(2027, 3, 3))  # as of cards that are gone
    assert DebriefDraft(tmp_path, ACME, TODAY).lines == ["trees: why?"]


def test_where_nothing_can_be_kept_the_debrief_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")
    draft = DebriefDraft(home, ACME, TODAY)
    draft.add("trees: why?")
    draft.forget()
    assert draft.lines == ["trees: why?"]
