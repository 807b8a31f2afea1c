"""Formulas as pictures of whole cells; anything that has no picture is None."""

import pytest
from notation.layout_gallery import sources

from studybuddy.screens.typesetting import Cell, is_installed, typeset

CELL = Cell(9, 18)


@pytest.mark.parametrize("latex", sources())
def test_every_formula_of_the_gallery_fills_whole_cells(latex: str) -> None:
    made = typeset(latex, CELL, "#808080")
    if "substack" in latex:
        assert made is None
        return
    assert made is not None
    wide, high = int.from_bytes(made.png[16:20]), int.from_bytes(made.png[20:24])
    assert (wide, high) == (made.columns * CELL.width, made.rows * CELL.height)
    assert made.rows <= 6


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknown{x}",
        r"\frac{a",
        "",
        "a" * 2_000,
        r"\frac{1}{" * 60 + "x" + "}" * 60,
        r"\begin{matrix}" + r"1\\" * 40 + r"\end{matrix}",
        "☃️👨‍👩‍👧",
    ],
)
def test_what_has_no_picture_or_too_high_a_one_stays_text(latex: str) -> None:
    assert typeset(latex, CELL, "#808080") is None


@pytest.mark.parametrize(
    "latex", ['#read("/etc/passwd")', r"\text{\" #panic() $ ] \}", "(" * 400, "$ #panic() $"]
)
def test_a_formula_cannot_break_out_of_its_document(latex: str) -> None:
    made = typeset(latex, CELL, "#808080")
    assert made is None or made.rows == 1


def test_the_extra_is_there_for_the_tests() -> None:
    assert is_installed()
