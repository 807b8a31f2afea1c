"""What is unfinished is kept a question: whole, for just this card and these numbers, or not at all."""

from pathlib import Path

import pytest

from studybuddy.store.drafts import Draft, Drafts

DRAFT = Draft("digest", 7, "2026-03-02", {"stage": "ask", "parts": ["π ≈ 3"], "draft": ""})


def test_what_is_kept_is_found_again_by_another_process(tmp_path: Path) -> None:
    assert Drafts(tmp_path).keep("pca:c1", DRAFT)
    assert Drafts(tmp_path).kept("pca:c1", "digest", 7) == DRAFT


@pytest.mark.parametrize(
    ("question", "digest", "seed"), [("b", "digest", 7), ("a", "other", 7), ("a", "digest", 8)]
)
def test_another_question_card_or_draw_finds_nothing(
    tmp_path: Path, question: str, digest: str, seed: int
) -> None:
    Drafts(tmp_path).keep("a", DRAFT)
    assert Drafts(tmp_path).kept(question, digest, seed) is None


def test_what_is_forgotten_is_gone_and_may_be_forgotten_twice(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("a", DRAFT)
    assert drafts.keep("a", None)
    assert drafts.keep("a", None)
    assert drafts.kept("a", "digest", 7) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"digest": 1}', b"null"])
def test_a_file_that_cannot_be_read_is_no_draft(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("a", DRAFT)
    (file,) = (tmp_path / ".cache" / "drafts").iterdir()
    file.write_bytes(content)
    assert drafts.kept("a", "digest", 7) is None


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    assert not Drafts(tmp_path).keep("a", DRAFT)
    assert Drafts(tmp_path).kept("a", "digest", 7) is None
