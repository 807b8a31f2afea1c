"""A question with its answer up flows in; verdict, own words, answer and rubric flow out as blocks."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from studybuddy.model import Asks
from studybuddy.screens.clock import minutes_seconds
from studybuddy.screens.colours import RIGHT, WARNING, WRONG
from studybuddy.screens.console import Look, label
from studybuddy.screens.flow import Flow
from studybuddy.screens.options import options, titled
from studybuddy.screens.own_words import own_words
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")
_OWN_ROWS = 6  # of the learner's own words beside the answer
_OWN_LETTERS = 400
_VERDICT_STYLES = {True: RIGHT, False: WRONG, None: WARNING}


def answer_blocks(flow: Flow, look: Look, *, rubric_shown: bool = False) -> Iterator[RenderableType]:
    """Draw what the reveal adds: the verdict, the own words, the answer and all that explains it.

    `rubric_shown` leaves out what stands beside a rubric already.
    """
    prompt = flow.view.prompt
    if rubric_shown:
        yield from (indented(line) for line in _verdict(flow))
        yield from _ticked(flow, look)
        yield from _parts([("Why", prompt.why)], look)
        return
    yield from (indented(line) for line in _verdict(flow))
    if flow.answer.text and prompt.asks is not Asks.PHASES:
        yield _titled_own("You wrote", _cut(flow.answer.text))
        yield _GAP
    if flow.closing:
        yield indented(render_markdown(flow.closing, look))
    if prompt.options:
        yield from options(flow, look)
        yield _GAP
    parts = [("Answer", prompt.answer), ("Why", prompt.why)]
    yield from _parts(parts, look)
    if prompt.rubric:
        yield from _ticked(flow, look)
    yield from _parts([("Strong answer", prompt.strong), ("Weak answer", prompt.weak)], look)


def _parts(parts: list[tuple[str, str]], look: Look) -> Iterator[RenderableType]:
    for title, text in parts:
        if text.strip():
            yield titled(title, text, look)
            yield _GAP


def _titled_own(title: str, text: str) -> RenderableType:
    return indented(Group(Text(title, style="bold"), label(text)))


def _cut(text: str) -> str:
    """Return the beginning of a long text, so that the answer stays on the screen."""
    lines = text.split("\n")
    kept = "\n".join(lines[:_OWN_ROWS])[:_OWN_LETTERS]
    if len(lines) > _OWN_ROWS:
        return f"{kept}\n… {len(lines) - _OWN_ROWS} more lines"
    return kept if len(kept) == len(text) else f"{kept}… {len(text) - len(kept)} more letters"


def _verdict(flow: Flow) -> Iterator[RenderableType]:
    verdict = flow.verdict
    prompt = flow.view.prompt
    if flow.revealed:
        yield Text("revealed", style=_VERDICT_STYLES[None])
    elif verdict.headline:
        yield Text(verdict.headline, style=_VERDICT_STYLES[verdict.passed])
    elif verdict.passed is not None and not prompt.rubric:
        yield Text("✓ right", style=RIGHT) if verdict.passed else Text("✗ not right", style=WRONG)
    if prompt.rubric and not verdict.notes:
        yield Text(f"{len(flow.ticked)} of {len(prompt.rubric)} ticked")
    for note in verdict.notes:
        yield label(note, _VERDICT_STYLES[verdict.passed] if prompt.rubric else "")
    if verdict.passed and flow.view.typed and (backed := _backed(flow.view.typed.labels())):
        yield Text(backed, style="dim")
    if verdict.passed is not None or verdict.headline or verdict.notes or prompt.rubric:
        yield _GAP


def _backed(labels: tuple[str, ...]) -> str:
    """Say what stands behind the typed texts: "proved", or of several "2 proved, 1 verified numerically"."""
    counts = Counter(labels)
    return ", ".join(f"{count} {said}" if len(labels) > 1 else said for said, count in counts.items())


def rubric_blocks(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw the rubric to tick, each line with the own words that may earn it, and the outlines below."""
    prompt = flow.view.prompt
    yield _GAP
    yield indented(Text(_tick_title(flow), style="bold"))
    yield _GAP
    outline = "\n".join(flow.parts)
    digits = len(str(len(prompt.rubric)))
    owns = own_words(prompt.rubric, outline)
    for index, (line, own) in enumerate(zip(prompt.rubric, owns, strict=True)):
        pointer = "❯" if index == flow.mark else " "
        box = "[x]" if index in flow.ticked else "[ ]"
        said: list[RenderableType] = [label(f"you: {own}", "dim")] if own else []
        body = Group(render_markdown(line, look), *said)
        yield Marked(f" {pointer}{box} {index + 1:>{digits}} ", body)
    yield _GAP
    for phase, part in zip(prompt.phases, flow.parts, strict=False):
        if part:
            yield _titled_own(f"Your outline: {phase.name}", part)
            yield _GAP
    parts = [("Answer", prompt.answer), ("Strong answer", prompt.strong), ("Weak answer", prompt.weak)]
    yield from _parts(parts, look)


def _tick_title(flow: Flow) -> str:
    if flow.view.prompt.asks is Asks.TELL:
        return f"You took {minutes_seconds(flow.spent)}. Tick what your story had:"
    if flow.on_paper:
        return "Tick the lines that you had:"
    return "Tick what your answer had:"


def _ticked(flow: Flow, look: Look) -> Iterator[RenderableType]:
    for index, line in enumerate(flow.view.prompt.rubric):
        yield Marked("  ✓ " if index in flow.ticked else "  ✗ ", render_markdown(line, look))
    yield _GAP
