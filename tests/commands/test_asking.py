"""Questions at the terminal: only an answer is an answer."""

import pytest

from studybuddy.commands import asking


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines that the learner will type, to be filled."""
    lines: list[str] = []
    monkeypatch.setattr("builtins.input", lambda _: lines.pop(0))
    return lines


@pytest.mark.parametrize(
    ("typed", "otherwise", "agreed"),
    [
        (["maybe", "sure", " Y "], False, True),
        (["maybe", "no"], True, False),
        ([""], True, True),
        ([""], False, False),
        (["YES"], False, True),
    ],
)
def test_nonsense_is_asked_again(says: list[str], typed: list[str], *, otherwise: bool, agreed: bool) -> None:
    says += typed
    assert asking.agrees("Really?", otherwise=otherwise) is agreed
    assert says == []


def test_a_third_answer_is_one(says: list[str]) -> None:
    says += ["z", "X"]
    assert asking.choose("? ", {**asking.YES_OR_NO, "x": None}, "n") == "x"
