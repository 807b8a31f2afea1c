import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper

import pytest
from rich.cells import cell_len

from studybuddy.screens.console import PLAIN, Look, draw_lines, look_of
from studybuddy.screens.formulas import with_formulas
from studybuddy.screens.text import render_markdown

ASCII = Look(unicode=False, encoding="ascii")
LONG = (
    r"\hat\beta = (X^\top X)^{-1} X^\top y = \arg\min_w \|X w - y\|^2 = A + B + C + D + E + F = \frac{a}{b}"
)


def drawn(markdown: str, width: int = 60, look: Look = PLAIN) -> list[str]:
    return list(draw_lines(render_markdown(markdown, look), width, look))


def test_a_formula_on_lines_of_its_own_is_drawn_in_two_dimensions() -> None:
    assert drawn("$$\n\\frac{a}{b} + x_i\n$$") == ["    a", "    ─ + xᵢ", "    b"]


def test_a_formula_in_a_line_stays_in_the_line() -> None:
    assert drawn(r"So $\frac{a+1}{b}$, and $w^\top x$ too.") == ["So (a + 1)/b, and wᵀx too."]


def test_a_terminal_without_unicode_gets_ascii() -> None:
    lines = drawn("$\\lambda^2$ and\n\n$$\\frac{\\alpha}{2} \\le \\sum_i x_i$$", look=ASCII)
    assert "\n".join(lines).isascii()
    assert lines[0] == "lambda^2 and"


@pytest.mark.parametrize(
    "latex",
    [
        r"\foo{x}",
        r"\frac{1}{",
        r"\href{http://x}{y}",
        r"\input{/etc/passwd}",
        r"x \left( y",
        r"\text{שלום} \foo",
        r"\🙂",
    ],
)
def test_what_cannot_be_laid_out_is_shown_as_its_source(latex: str) -> None:
    assert drawn(f"Is ${latex}$ so?", 100) == [f"Is ${latex}$ so?"]
    assert drawn(f"$$\n{latex}\n$$", 100) == [f"    {latex}"]


def test_a_bidirectional_override_in_a_formula_never_reaches_the_terminal() -> None:
    assert "\u202e" not in "".join(drawn("$a\u202eb$"))


@pytest.mark.parametrize("width", [80, 40, 20, 8])
def test_a_wide_formula_is_broken_or_written_as_a_line(width: int) -> None:
    lines = drawn(f"$$\n{LONG}\n$$", width)
    assert all(cell_len(line) <= width for line in lines)
    assert "β" in "".join(lines)


def test_numbers_in_a_table_keep_their_column_whatever_their_source_is() -> None:
    table = "| a | b |\n|--:|---|\n| $x^{10}$ | one |\n| $\\lambda$ | two |"
    lines = drawn(table)
    assert lines[-2].startswith("x¹⁰   one")
    assert lines[-1].startswith("  λ   two")


def test_dollars_that_are_money_stay() -> None:
    assert drawn(r"It costs \$5, and $6 or $7 later.") == ["It costs $5, and $6 or $7 later."]
    assert with_formulas("costs $5 and $10", PLAIN) == "costs $5 and $10"
    assert with_formulas(r"costs \$5 for $x^2$", PLAIN) == r"costs \$5 for x²"
    assert with_formulas("`$x^2$` and $y^2$", PLAIN) == "`$x^2$` and $y^2$"


@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, True),
        ({}, True),
    ],
)
def test_the_c_locale_asks_for_ascii(environ: dict[str, str], unicode: bool) -> None:
    assert look_of(TextIOWrapper(BytesIO(), encoding="utf-8"), environ).unicode is unicode


def test_text_without_formulas_loads_no_math() -> None:
    code = (
        "import sys\n"
        "from studybuddy.screens.console import draw_lines\n"
        "from studybuddy.screens.text import render_markdown\n"
        "from studybuddy.screens.picture import picture\n"
        "draw_lines(render_markdown('plain *text*, `code` and $5'), 80)\n"
        "print(sorted(name for name in sys.modules if 'notation' in name or name == 'numpy'))\n"
        "draw_lines(render_markdown('$x^2$'), 80)\n"
        "print({'numpy', 'sympy'} & set(sys.modules))\n"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environ
    )
    assert ran.stdout.split("\n")[:2] == ["[]", "set()"]
