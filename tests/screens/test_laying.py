"""Lines laid out beside each other, wrapped and behind labels; none is wider than it may be."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from studybuddy.screens.laying import beside, labelled, packed, wrapped


def test_parts_stand_in_one_line_with_the_widest_gap_that_fits() -> None:
    parts = [Text("one"), Text("two"), Text("three")]
    assert [line.plain for line in packed(parts, 19)] == ["one    two    three"]
    assert [line.plain for line in packed(parts, 18)] == ["one   two   three"]
    assert [line.plain for line in packed(parts, 15)] == ["one  two  three"]
    assert [line.plain for line in packed(parts, 14)] == ["one    two", "three"]


def test_columns_begin_where_they_are_told_to_and_a_short_one_leaves_room() -> None:
    left, right = [Text("a")], [Text("b"), Text("c")]
    assert [line.plain for line in beside((left, right), (0, 4))] == ["a   b", "    c"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.integers(2, 40))
def test_wrapped_text_loses_no_word_and_is_never_too_wide(text: str, width: int) -> None:
    lines = [line.plain for line in wrapped(text, width)]
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(
        "".join(line.plain for line in wrapped(text, 500)).split()
    )


def test_a_label_stands_in_front_of_the_first_line_alone() -> None:
    assert [line.plain for line in labelled("ON", "one two", 8)] == ["ON  one", "    two"]
