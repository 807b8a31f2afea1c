import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.markdown.decoding import MAX_BYTES, decode


def only_problem(raw: bytes) -> tuple[str, str]:
    text, problems = decode(raw, "deck.md")
    (problem,) = problems
    return text, str(problem)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff")))
def test_utf8_is_read_unchanged(text: str) -> None:
    assert decode(text.encode(), "deck.md") == (text, ())


def test_a_byte_order_mark_is_stripped() -> None:
    assert decode(b"\xef\xbb\xbf---\r\n", "deck.md") == ("---\r\n", ())


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_a_latin_1_byte_is_named_with_its_line(newline: bytes) -> None:
    text, problem = only_problem(newline.join([b"one", b"two", b"caf\xe9", b"four"]))
    assert problem == ("deck.md:3: byte 0xE9 is not UTF-8 (in Latin-1 it would be é: save the file as UTF-8)")
    assert "caf\N{REPLACEMENT CHARACTER}" in text


def test_a_nul_is_named_with_its_line_and_replaced() -> None:
    text, problem = only_problem(b"one\ntwo\0\nthree, and enough text around it to be no binary file")
    assert problem == "deck.md:2: a NUL character (remove it)"
    assert text.startswith("one\ntwo\N{REPLACEMENT CHARACTER}\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_one_problem(encoding: str) -> None:
    text, problem = only_problem("---\ntitle: x\n---\n".encode(encoding))
    assert (text, problem) == ("", "deck.md:1: the file is UTF-16 or UTF-32 (save it as UTF-8)")


def test_a_binary_file_is_one_problem() -> None:
    text, problem = only_problem(bytes(range(256)) * 10)
    assert text == ""
    assert "binary" in problem


def test_a_file_that_is_too_large_is_one_problem() -> None:
    text, problem = only_problem(b"x" * (MAX_BYTES + 1))
    assert text == ""
    assert problem == "deck.md:1: the file has 8.0 MiB; at most 8 MiB are read (split it into several decks)"
