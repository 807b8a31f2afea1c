import pytest

from studybuddy.notation.boxes import columns
from studybuddy.notation.display import render_display

_CHAIN = r"\|y - Xw\|^2 = (y - Xw)^\top(y - Xw) = w^\top X^\top X w - 2 w^\top X^\top y + y^\top y"


def test_a_wide_formula_goes_on_under_its_first_relation() -> None:
    assert render_display(_CHAIN, 40) == (
        "‖y − Xw‖² = (y − Xw)ᵀ(y − Xw)",
        "          = wᵀXᵀXw − 2wᵀXᵀy + yᵀy",
    )


def test_where_that_is_too_wide_it_goes_on_with_a_small_indent() -> None:
    assert render_display(_CHAIN, 30) == ("‖y − Xw‖² = (y − Xw)ᵀ(y − Xw)", "  = wᵀXᵀXw − 2wᵀXᵀy + yᵀy")


def test_lines_of_a_tall_formula_are_kept_apart() -> None:
    assert render_display(r"a = \frac{b}{c} \le f", 8) == ("    b", "a = ─", "    c", "", "  ≤ f")


@pytest.mark.parametrize("latex", ["a + b + c + d + e", _CHAIN, r"\frac{aaaaaaaaaaa}{b} = c"])
def test_what_no_relation_can_break_is_left_to_its_source(latex: str) -> None:
    assert render_display(latex, 10) is None


def test_aligned_lines_meet_at_the_ampersand() -> None:
    assert render_display(r"\begin{aligned} L &= a \\ &\le b + c \\ LL &= d \end{aligned}", 40) == (
        " L = a",
        "   ≤ b + c",
        "LL = d",
    )


def test_a_minus_does_not_run_into_the_bar_of_a_fraction() -> None:
    assert render_display(r"w = -\frac{g}{h}", 40) == ("      g", "w = − ─", "      h")


def test_a_wide_character_takes_two_columns() -> None:
    lines = render_display(r"\frac{\text{損失}}{n}", 40)
    assert lines == ("損失", "────", " n")
    assert [columns(line) for line in lines] == [4, 4, 2]
