"""Golden screens, and the folder itself as a place to import the fixed cards from."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rich.style import Style

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the drivers run as scripts and import the same cards by the same name

Golden = Callable[[str, Iterable[str]], None]


@pytest.fixture(autouse=True)
def _no_style_rendered_before() -> None:
    """Rich keeps with a style the codes of the first terminal that it was drawn for."""
    Style.parse.cache_clear()
    Style._add.cache_clear()


@pytest.fixture
def golden() -> Golden:
    """Compare drawn lines with a file under golden/; WRITE_GOLDEN=1 writes it instead."""

    def compare(name: str, lines: Iterable[str]) -> None:
        path = HERE / "golden" / f"{name}.txt"
        drawn = "\n".join(lines) + "\n"
        if os.environ.get("WRITE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8", newline="\n")
        assert drawn == path.read_text(encoding="utf-8")

    return compare
