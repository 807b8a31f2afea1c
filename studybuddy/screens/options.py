"""A question with options flows in; the options with their numbers, and its titled parts, flow out."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from studybuddy.screens.console import Look
from studybuddy.screens.flow import Flow, Stage
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")


def options(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw the options with their numbers; once the answer is up, which were right and which were chosen."""
    prompt = flow.view.prompt
    several = len(prompt.right) > 1
    if several and flow.stage is Stage.ASK:
        yield indented(Text("All that apply:", style="dim"))
    for index, option in enumerate(prompt.options):
        if flow.stage is Stage.GRADE:
            mark = "✓" if index in prompt.right else "✗" if index in flow.chosen else " "
            yours = " ←" if index in flow.chosen else "  "
            lead, style = f"  {mark}{yours} {(index + 1) % 10}  ", "bold" if index in prompt.right else ""
        else:
            box = ("[x] " if index in flow.chosen else "[ ] ") if several else ""
            lead, style = f"  {box}{(index + 1) % 10}  ", ""
        yield Marked(lead, render_markdown(option, look), style)


def closing_blocks(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw the choice that follows the last line of a derivation."""
    yield _GAP
    yield indented(render_markdown(flow.closing, look))
    yield _GAP
    yield from options(flow, look)


def titled(title: str, text: str, look: Look) -> RenderableType:
    """Draw a part of a card below its title."""
    return indented(Group(Text(title, style="bold"), render_markdown(text, look)))
