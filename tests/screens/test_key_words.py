import pytest

from studybuddy.screens.flow import COMMAND_KEYS, KEY_WORDS
from studybuddy.screens.key_words import named_keys, reads_as_command, without_escape


@pytest.mark.parametrize(
    ("line", "keys"),
    [(":hint", "h"), (":h", "h"), (" :Undo ", "u"), (":?", "?"), (":follow-up", "f"), (":later", "l"),
     (":sure", "c"), (":sure 2", "c2"), (":c 3", "c3"), (":sure 4", ""), (":hint 2", ""), (":hint me", ""),
     ("hint", ""), ("h", ""), (":", ""), (":exit", "")],
)  # fmt: skip
def test_a_key_is_named_by_its_letter_or_its_word_behind_a_colon(line: str, keys: str) -> None:
    assert named_keys(line) == tuple(keys)


def test_every_command_has_its_word() -> None:
    assert {KEY_WORDS[command.value] for command in COMMAND_KEYS.values()} == set(COMMAND_KEYS)


def test_a_word_behind_a_colon_reads_as_a_command_and_code_does_not() -> None:
    assert reads_as_command(" :exit ")
    assert not any(map(reads_as_command, (":", "::", ":= 3", ":2", ":-1", "a:b", ":a b", ":hint 2")))


@pytest.mark.parametrize(
    ("line", "text"),
    [("::hint", ":hint"), (" ::x ", ":x"), (":::x", "::x"), ("::exit", ":exit"), ("::sure 1", ":sure 1"),
     ("::-1", "::-1"), ("::", "::"), ("std::sort", "std::sort"), ("::a b", "::a b")],
)  # fmt: skip
def test_two_colons_type_what_one_would_name(line: str, text: str) -> None:
    assert without_escape(line) == text
