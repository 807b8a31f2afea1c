"""`studybuddy help`: guides for users and authors, in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from studybuddy.commands.output import AsJson, print_json
from studybuddy.errors import UsageError

GUIDES = Path(__file__).resolve().parent.parent / "guides"
KATAS = GUIDES.parent / "katas" / "AUTHORS.md"  # it stands with what it describes


def show_guide(
    topic: Annotated[str, typer.Argument(help="A guide; the list of them if left out.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Read a guide: decks, katas, math, review, scheduling, plan, scripting, home.

    Example: studybuddy help decks
    """
    guides = {path.stem: path for path in GUIDES.glob("*.md")} | {"katas": KATAS}
    guides = dict(sorted(guides.items()))
    if topic and topic not in guides:
        from studybuddy.planning.hints import near

        raise UsageError(f"there is no guide {topic!r}", near(topic, guides))
    text = guides[topic].read_text(encoding="utf-8") if topic else ""
    titles = {name: _title(path) for name, path in guides.items()}
    if as_json and topic:
        print_json({"topic": topic, "title": titles[topic], "text": text})
    elif as_json:
        print_json([{"topic": name, "title": title} for name, title in titles.items()])
    elif topic:
        from studybuddy.screens.console import make_console, plain_look
        from studybuddy.screens.text import render_markdown

        make_console().print(render_markdown(text, plain_look()))
    else:
        for name, title in titles.items():
            print(f"studybuddy help {name:<12} {title}")


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
