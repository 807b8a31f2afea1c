from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from studybuddy.screens.console import Look, draw_lines
from studybuddy.screens.text import render_markdown

COLOR = Look(color="standard")
EVERYTHING = (Path(__file__).parent / "fixtures" / "everything.md").read_text(encoding="utf-8")


def drawn(markdown: str, width: int = 60, look: Look = Look()) -> list[str]:  # noqa: B008 - a frozen value
    return list(draw_lines(render_markdown(markdown, look), width, look))


@pytest.mark.parametrize("width", [80, 30])
def test_every_kind_of_block_is_drawn(width: int, golden) -> None:  # noqa: ANN001 - the fixture says it
    golden(f"markdown-{width}", drawn(EVERYTHING, width))


def test_headings_stand_at_the_left() -> None:
    assert drawn("# One\n\n## Two") == ["One", "", "Two"]


def test_math_is_laid_out_and_its_stars_are_no_emphasis() -> None:
    assert drawn("$a_i * b_j * c$ and $x_i$") == ["aᵢ * bⱼ * c and xᵢ"]


def test_money_is_no_math() -> None:
    assert drawn("costs $5 and $10 *each*") == ["costs $5 and $10 each"]


def test_with_colour_math_and_code_are_set_apart_by_style() -> None:
    assert drawn("$x$ `y`", look=COLOR) == ["\x1b[3;36mx\x1b[0m \x1b[1my\x1b[0m"]


def test_a_cloze_gap_is_shown_as_it_is() -> None:
    assert drawn("PCA maximises […] and [a hint].") == ["PCA maximises […] and [a hint]."]


def test_task_lists_keep_their_boxes() -> None:
    assert drawn("- [ ] open\n- [x] done") == [" • [ ] open", " • [x] done"]


def test_code_is_coloured_only_when_colour_is_on() -> None:
    code = "```python\ndef f(x):\n    return x\n```"
    assert drawn(code) == ["    def f(x):", "        return x"]
    colored = drawn(code, look=COLOR)
    assert "\x1b[" in colored[0]
    assert [Text.from_ansi(line).plain for line in colored] == ["    def f(x):", "        return x"]
    assert "\x1b[9" not in "".join(drawn(code, look=Look(color="standard", color_off=True)))


def test_an_entity_cannot_smuggle_in_a_control_character() -> None:
    assert drawn("a&#27;[2J&#x202e;b")[0] in {"a[2Jb", "a\ufffd[2Jb"}


def test_raw_html_and_images_are_shown_as_text() -> None:
    assert drawn("a <b>c</b> ![a plot](p.png)") == ["a <b>c</b> [image: a plot (p.png)]"]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab *_`$#->|[]()\n1.\\!:~ü漢\t", max_size=120), st.integers(4, 50))
def test_no_markdown_is_drawn_wider_than_the_terminal(markdown: str, width: int) -> None:
    assert all(cell_len(line.expandtabs(8)) <= width for line in drawn(markdown, width))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12))
def test_every_word_of_a_paragraph_is_shown(words: list[str]) -> None:
    shown = "".join("".join(drawn(" ".join(words), 7)).split())
    assert shown == "".join(words)
