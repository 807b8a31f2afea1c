import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kata_texts import kata

from studybuddy.katas.kata import fields_of, kata_from_fields
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.kata_blocks import role_of, syntax_error
from studybuddy.kinds.kata_grading import Evidence, reason, suggest
from studybuddy.kinds.kata_stub import COLUMNS, entry_line, stub
from studybuddy.model import Grade


def deck(text: str) -> Deck:
    return read_deck(text, path_shown="k.md", deck="k")


def only_card(text: str):  # noqa: ANN201 - a card
    (card,) = deck(text).cards
    return card


def test_the_fields_make_the_kata_that_the_checker_reads() -> None:
    card = only_card(kata())
    read = kata_from_fields(dict(card.fields) | {"name": card.id, "path": card.source.path})
    lines = kata().split("\n")
    assert (read.name, read.entry, read.path) == ("halve", "halve", "k.md")
    assert lines[read.reference.line - 1] == "def halve(x):"
    assert [lines[reject.line] for reject in read.rejects] == ["    return x * 2", "    x /= 2"]
    assert kata_from_fields(fields_of(read)) == read


@pytest.mark.parametrize("role", ["starter", "reference", "check"])
def test_a_kata_without_one_of_its_three_blocks_is_an_error_at_its_heading(role: str) -> None:
    found = deck(kata(**{f"```python {role}": "```text"}))
    assert found.cards == ()
    assert [str(problem) for problem in found.problems] == [
        f"k.md:8: a kata without a {role} (add a `python {role}` block)"
    ]


@pytest.mark.parametrize("info", ["", "python", "python hello", "text starter", "answer", "pythonstarter"])
def test_other_fences_are_no_blocks_of_a_kata(info: str) -> None:
    assert role_of(info) == ""


def test_the_stub_has_the_task_as_a_comment_above_code_that_parses() -> None:
    long = "word " * 60
    text = stub(only_card(kata(**{"Do not change `x`.": long.strip()})))
    comment = [line for line in text.split("\n") if line.startswith("#")]
    assert comment[0] == "# Half of every number"
    assert all(len(line) <= COLUMNS + 2 for line in comment)
    assert syntax_error(text) is None
    assert text.split("\n")[entry_line(text, "halve") - 1] == "def halve(x):"


def test_the_stub_steers_no_terminal() -> None:
    text = stub(
        only_card(
            kata(**{"Do not change": "\x1b[2J\x9b2J Do not change", "import numpy": "'\x1b'\nimport numpy"})
        )
    )
    assert "�[2J�2J Do not change" in text
    assert "'�'\nimport numpy" in text


@settings(max_examples=100, deadline=None)
@given(st.text("abc \n#`~$[]{}\"'\\é\r\f\v\u2028", max_size=80))
def test_no_prompt_can_leave_the_comment_of_the_stub(text: str) -> None:
    cards = deck(kata(**{"Do not change `x`.": text})).cards
    for card in cards:
        if card.kind == "kata":
            assert syntax_error(stub(card)) is None


@pytest.mark.parametrize("code", ["(" * 10_000, "x = " + "-" * 100_000 + "1", "\0", "def", "\ud800"])
def test_code_that_no_parser_takes_is_an_error_and_not_a_crash(code: str) -> None:
    assert syntax_error(code) is not None


@pytest.mark.parametrize(
    ("evidence", "grade", "because"),
    [
        (Evidence(checks=1, passed_checks=1, passed_seconds=299), Grade.EASY, "at the first check"),
        (Evidence(checks=3, passed_checks=3, passed_seconds=299), Grade.GOOD, "at check 3"),
        (Evidence(checks=1, passed_checks=1, passed_seconds=301), Grade.HARD, "after more than 5 min"),
        (Evidence(checks=1, passed_checks=1, passed_seconds=10, hints=2), Grade.HARD, "2 hints"),
        (Evidence(9, passed_checks=9, passed_seconds=9, shown=True), Grade.ALMOST, "the solution was shown"),
        (Evidence(checks=9, hints=1, shown=True), Grade.AGAIN, "given up"),
    ],
)  # fmt: skip
def test_the_grade_follows_from_the_evidence(evidence: Evidence, grade: Grade, because: str) -> None:
    assert suggest(evidence, minutes=5) is grade
    assert reason(evidence, minutes=5) == because
