"""`studybuddy help`: guides for users and authors, in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from studybuddy.errors import UsageError

GUIDES = Path(__file__).resolve().parent.parent / "guides"
KATAS = GUIDES.parent / "katas" / "AUTHORS.md"  # it stands with what it describes


def show_guide(
    topic: Annotated[str, typer.Argument(help="A guide; the list of them if left out.")] = "",
) -> None:
    """Read a guide: decks, katas, math, review, scheduling, plan, scripting, home.

    Example: studybuddy help decks
    """
    guides = {path.stem: path for path in GUIDES.glob("*.md")} | {"katas": KATAS}
    guides = dict(sorted(guides.items()))
    if topic and topic not in guides:
        raise UsageError(f"there is no guide {topic!r}", f"guides: {', '.join(guides)}")
    from studybuddy.screens.console import make_console, plain_look
    from studybuddy.screens.text import render_markdown

    if topic:
        make_console().print(render_markdown(guides[topic].read_text(encoding="utf-8"), plain_look()))
        return
    for name, path in guides.items():
        title = path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
        print(f"studybuddy help {name:<12} {title}")
