import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.kinds.typed import Match, compare, plain


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("out-of-bag", "out-of-bag"),
        ("  Out-of-Bag ", "**out-of-bag**"),
        ("std::sort", "`std::sort`"),
        ("x", "$x$"),
        ("two  words", "two\nwords"),
        ("STRASSE", "straße"),
        ("ｆｕｌｌ", "full"),
        ("x²", "x2"),
        ("0.5", ".5"),
        ("1000", "1,000"),
        ("−0.1", "-0.1"),
        ("20%", "20"),
        ("noise.", "noise"),
        ("1e3", "1000"),
        ("snake_case", "`snake_case`"),
        ("a * b", "a \\* b"),
        ("+3", "3"),
        ("0,367", "0.367"),
        ("-12,5", "-12.5"),
    ],
)
def test_the_same_answer_in_another_dress_is_right(typed: str, right: str) -> None:
    assert compare(typed, [right]) is Match.YES


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("nosie", "noise"),
        ("covariat", "covariate"),
        ("concepts", "concept"),
        ("guardreil", "guardrail"),
        ("out of bag", "out-of-bag"),
        ("outofbag", "out-of-bag"),
        ("uniformly randon", "uniformly random"),
    ],
)
def test_a_slip_of_the_keys_is_close(typed: str, right: str) -> None:
    assert compare(typed, [right]) is Match.CLOSE


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("", "noise"),
        ("?", "noise"),
        ("nois noise", "noise"),
        ("niose2", "noise"),
        ("bias", "bass"),
        ("0.51", "0.5"),
        ("-0.1", "0.1"),
        ("1000", "10000"),
        ("0,367", "367"),
        ("1,2,3", "1.23"),
        ("overfits", "underfits"),
        ("conexpt", "concept"),
        ("n", "n log n"),
        ("", "*"),
        ("fall", "false"),
        ("+", "3"),
    ],
)
def test_another_answer_is_wrong(typed: str, right: str) -> None:
    assert compare(typed, [right]) is Match.NO


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("`snake_case_name`", "snake_case_name"),
        ("`f(**a, **b)`", "f(**a, **b)"),
        ("``a ` b``", "a ` b"),
        ("**bold** and _soft_", "bold and soft"),
        ("a_b_c", "a_b_c"),
        ("$x_1$", "x_1"),
        ("a \\* b", "a * b"),
        ("***x***", "x"),
    ],
)
def test_markup_is_stripped_where_it_is_markup(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_any_accepted_variant_will_do() -> None:
    assert compare("RMS prop", ["RMSProp", "RMS prop"]) is Match.YES


@given(st.text(max_size=30))
def test_an_answer_always_equals_itself(text: str) -> None:
    assert compare(text, [text]) is Match.YES


@given(st.text(max_size=20), st.text(max_size=20))
def test_yes_is_symmetric(one: str, other: str) -> None:
    assert (compare(one, [other]) is Match.YES) == (compare(other, [one]) is Match.YES)
