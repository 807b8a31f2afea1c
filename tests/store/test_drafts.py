"""What is unfinished is kept a question: whole, whatever becomes of its card, or not at all."""

import json
import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from studybuddy.store.drafts import Draft, Drafts

DRAFT = Draft("pca:c1", "digest", 7, "2026-03-02", {"stage": "ask", "parts": ["π ≈ 3"], "draft": ""})
TODAY = date(2026, 3, 2)


def test_what_is_kept_is_found_again_by_another_process(tmp_path: Path) -> None:
    assert Drafts(tmp_path).keep(DRAFT)
    assert Drafts(tmp_path).kept("pca:c1") == DRAFT
    assert Drafts(tmp_path).kept("pca:c2") is None


def test_keeping_does_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is done between two keys, while the learner types."""
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    assert Drafts(tmp_path).keep(DRAFT)
    assert waited == []


def test_keeping_is_patient_with_no_program_that_reads_the_draft_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _target: Path) -> None:
        raise PermissionError

    tries: list[float] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(time, "sleep", tries.append)
    assert not Drafts(tmp_path).keep(DRAFT)
    assert tries == []


@pytest.mark.parametrize(("one", "other"), [("a/b", "a--b"), ("a:b", "a+b"), ("x" * 300, "x" * 301)])
def test_two_questions_never_share_a_file(tmp_path: Path, one: str, other: str) -> None:
    drafts = Drafts(tmp_path)
    for name in (one, other):
        assert drafts.keep(DRAFT._replace(question_id=name))
    assert drafts.forget(one)
    assert drafts.kept(other) == DRAFT._replace(question_id=other)


def test_what_is_forgotten_is_gone_and_may_be_forgotten_twice(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(DRAFT)
    assert drafts.forget("pca:c1")
    assert drafts.forget("pca:c1")
    assert drafts.kept("pca:c1") is None


def test_what_is_unfinished_follows_its_card_but_takes_no_other_one_s_place(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(DRAFT)
    drafts.rename([("pca:c1", "svd:c1")])
    assert drafts.kept("pca:c1") is None
    assert drafts.kept("svd:c1") == DRAFT._replace(question_id="svd:c1")
    other = DRAFT._replace(digest="other")
    drafts.keep(other)
    drafts.rename([("svd:c1", "pca:c1")])
    assert drafts.kept("pca:c1") == other


@pytest.mark.parametrize(
    "pairs", [[("a", "b"), ("b", "a")], [("a", "b"), ("b", "c")], [("b", "c"), ("a", "b")]]
)
def test_what_is_unfinished_follows_also_cards_that_take_one_another_s_place(
    tmp_path: Path, pairs: list[tuple[str, str]]
) -> None:
    drafts = Drafts(tmp_path)
    for name in ("a", "b"):
        drafts.keep(DRAFT._replace(question_id=name, digest=f"of {name}"))
    drafts.rename(pairs)
    found = {name: draft.digest for name in "abc" if (draft := drafts.kept(name)) is not None}
    assert found == {new: f"of {old}" for old, new in pairs}


@pytest.mark.parametrize(
    ("day", "there", "stays"),
    [("2026-01-30", False, False), ("2026-01-31", False, True), ("2020-01-01", True, True)],
)
def test_of_cards_that_are_long_gone_nothing_is_kept(
    tmp_path: Path, day: str, *, there: bool, stays: bool
) -> None:
    drafts = Drafts(tmp_path)
    drafts.forget_gone(lambda _: False, TODAY)  # before there is a folder
    drafts.keep(DRAFT._replace(day=day))
    drafts.forget_gone(lambda question_id: there and question_id == "pca:c1", TODAY)
    assert (drafts.kept("pca:c1") is not None) == stays


def test_what_an_older_version_kept_is_gone_on_with_and_forgotten(tmp_path: Path) -> None:
    drafts, folder = Drafts(tmp_path), tmp_path / ".cache" / "drafts"
    folder.mkdir(parents=True)
    old = folder / "pca+c1.json"
    old.write_text(json.dumps({"digest": "digest", "seed": 7, "day": "2026-03-02", "state": DRAFT.state}))
    assert drafts.kept("pca:c1") == DRAFT
    drafts.rename([("pca:c1", "svd:c1")])
    assert drafts.kept("svd:c1") == DRAFT._replace(question_id="svd:c1")
    assert not old.exists()


@pytest.mark.parametrize("name", ["pca+c1.json", ".4gh1.tmp"])
@pytest.mark.parametrize(("age_days", "stays"), [(29, True), (32, False)])
def test_what_nobody_can_read_any_more_goes_after_thirty_days(
    tmp_path: Path, name: str, age_days: int, *, stays: bool
) -> None:
    folder = tmp_path / ".cache" / "drafts"
    folder.mkdir(parents=True)
    (folder / name).write_text('{"digest": "", "seed": 7, "day": "2020-01-01", "state": {}}'[:age_days])
    written = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(days=age_days)
    os.utime(folder / name, (written.timestamp(), written.timestamp()))
    Drafts(tmp_path).forget_gone(lambda _: True, TODAY)
    assert (folder / name).exists() == stays


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"digest": 1}',
        b"null",
        b'{"question_id": 1, "digest": "", "seed": 1, "day": "", "state": {}}',
    ],
)
def test_a_file_that_cannot_be_read_is_no_draft(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(DRAFT)
    (file,) = (tmp_path / ".cache" / "drafts").iterdir()
    file.write_bytes(content)
    assert drafts.kept("pca:c1") is None
    drafts.forget_gone(lambda _: False, TODAY)


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    assert not Drafts(tmp_path).keep(DRAFT)
    assert not Drafts(tmp_path).forget("pca:c1")
    assert Drafts(tmp_path).kept("pca:c1") is None
