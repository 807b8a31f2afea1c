import pytest

from studybuddy.errors import UsageError
from studybuddy.model import Grade
from studybuddy.scheduling.grades import GRADES, is_pass, parse_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [("again", 1), ("hard", 3), ("good", 4), ("easy", 5), (" Good ", 4), ("EASY", 5), ("0", 0), ("2", 2)],
)
def test_a_grade_is_a_word_or_a_quality(text: str, grade: int) -> None:
    assert parse_grade(text) is Grade(grade)


@pytest.mark.parametrize("text", ["9", "-1", "", "goood", "4.0", "²"])
def test_anything_else_is_refused_with_the_list_of_what_is_accepted(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_grade(text)
    assert all(word in refused.value.hint for word in ("again", "hard", "good", "easy", "0 to 5"))


def test_every_quality_can_be_typed() -> None:
    assert set(GRADES.values()) == set(Grade)


def test_three_and_above_is_a_pass() -> None:
    assert [is_pass(grade) for grade in Grade] == [False, False, False, True, True, True]
