import pytest

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.sentences import as_sentence


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("the sign: yours is the negative of it", "The sign: yours is the negative of it."),
        ("sign: it should be negative", "Sign: it should be negative."),
        ("x where it should be y", "x where it should be y."),
        ("log2 where it should be log", "log2 where it should be log."),
        ("exp is missing around x", "exp is missing around x."),
        ("e where it should be pi", "e where it should be pi."),
        ("grad(x^2, x) is still to be worked out", "grad(x^2, x) is still to be worked out."),
        ("a sign: x should be negative", "A sign: x should be negative."),
        ("at x = 1 yours is 2, expected 3", "At x = 1 yours is 2, expected 3."),
        ("is it right?", "Is it right?"),
    ],
)
def test_a_note_becomes_a_sentence_but_names_keep_their_case(note: str, sentence: str) -> None:
    assert as_sentence(note, parse_declarations("x; y")) == sentence


def test_a_declared_name_is_no_word() -> None:
    assert as_sentence("a is missing", parse_declarations("a")) == "a is missing."
