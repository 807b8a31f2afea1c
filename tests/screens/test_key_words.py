import pytest

from studybuddy.screens.key_words import named_key, reads_as_command


@pytest.mark.parametrize(
    ("line", "key"),
    [(":hint", "h"), (":h", "h"), (" :Undo ", "u"), (":?", "?"), (":sure", "c"),
     ("hint", ""), ("h", ""), (":", ""), (":exit", ""), (":hint me", "")],
)  # fmt: skip
def test_a_key_is_named_by_its_letter_or_its_word_behind_a_colon(line: str, key: str) -> None:
    assert named_key(line) == key


def test_a_word_behind_a_colon_reads_as_a_command_and_code_does_not() -> None:
    assert reads_as_command(" :exit ")
    assert not any(map(reads_as_command, (":", "::", ":= 3", ":2", "a:b", ":a b")))
