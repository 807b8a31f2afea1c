"""Colours are told from a white background and from a black one."""

import ast
import re
from pathlib import Path

import pytest
from rich.style import Style

import studybuddy.screens
from studybuddy.screens import colours

STYLES = {name: style for name, style in vars(colours).items() if name.isupper()}
FOLDER = Path(studybuddy.screens.__file__).parent
OF_THE_TERMINAL = re.compile(r"\b(?:bright_)?(?:green|yellow|cyan|magenta|red|blue|white)\b(?! line)")


def luminance(style: str) -> float:
    """Return the relative luminance of a style's colour, 0 to 1 (WCAG 2.1)."""
    color = Style.parse(style).color
    assert color is not None
    parts = [value / 255 for value in color.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", STYLES)
def test_every_colour_has_contrast_enough_on_both_backgrounds(name: str) -> None:
    light = luminance(STYLES[name])
    assert 1.05 / (light + 0.05) >= 3.2
    assert (light + 0.05) / 0.05 >= 3.2


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_no_screen_names_a_colour_of_its_own(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    styles = [text for text in texts if isinstance(text, str) and re.fullmatch(r"(?:[a-z_]+ ?){1,3}", text)]
    assert [style for style in styles if OF_THE_TERMINAL.search(style)] == []
