"""A derivation's state flows in; its lines so far, the line asked now, and what was said of it flow out."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from studybuddy.model import Asks, Heard, Line, Reached, Reply
from studybuddy.screens.colours import DOUBT, MATH, RIGHT, WRONG
from studybuddy.screens.console import Look, label
from studybuddy.screens.flow import Flow
from studybuddy.screens.formulas import Display
from studybuddy.screens.path import Path
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")
_SAID = {
    Reached.TYPED: "✓ ",
    Reached.TICKED: "✓ ",
    Reached.HINTED: "✓ with a hint  ",
    Reached.SKIPPED: "skipped  ",
    Reached.REVEALED: "revealed  ",
    Reached.SHOWN: "",
}
_HEARD = {
    Heard.UNREADABLE: ("That cannot be read; it costs nothing, type it again.", DOUBT),
    Heard.NO_STEP: ("≈ True, but no step.", DOUBT),
    Heard.WRONG: ("✗ That does not hold.", WRONG),
    Heard.UNDECIDED: ("That could not be settled. The line of the card:", DOUBT),
    Heard.TAKEN: ("✓ That is right.", RIGHT),
}
_ECHO_ROWS = 4  # of a formula below the line being typed; a taller one is written as a line
_LINE_ROWS = 6


def derivation_blocks(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw the lines so far, what is asked now, and the reply to what was typed last."""
    yield _GAP
    yield from lines_so_far(flow, 0, look)
    path = flow.path
    if path.finished:
        return
    if path.place:
        yield _GAP
    said, asked = reply_blocks(flow, look), asked_now(flow, look)
    of_the_line_before = flow.reply is not None and flow.reply.heard is Heard.TAKEN
    yield Group(*said, *asked) if of_the_line_before else Group(*asked, *said)


def lines_so_far(flow: Flow, first: int, look: Look) -> Iterator[RenderableType]:
    """Draw the lines reached from `first` on; the last one in two dimensions and with its reason."""
    path = flow.path
    for number in range(first, path.place):
        lead = f"  {number + 1:>2} "
        last = number == path.place - 1
        yield Marked(lead, _line(path, number, look, in_full=last, backed=backed_by(flow) if last else ""))
        if last and flow.own_reason and flow.reasoned == number:
            yield indented(Marked("you said: ", label(flow.own_reason), "dim"), len(lead))


def backed_by(flow: Flow) -> str:
    """Say what stands behind the line typed last, such as "proved"; nothing where nobody can say."""
    how = flow.path.reached[-1] if flow.path.reached else None
    labels = flow.view.typed.labels() if flow.view.typed and how in {Reached.TYPED, Reached.HINTED} else ()
    return labels[-1] if labels else ""


def _line(path: Path, number: int, look: Look, *, in_full: bool, backed: str) -> RenderableType:
    line = path.lines[number]
    if not line.latex:
        return label(line.words)
    formula = _formula(line, path.own_line(number), look, in_full=in_full)
    said = _SAID[path.reached[number]] + (f"{backed} · " if backed else "")
    reason = render_markdown(line.reason, look) if line.reason and in_full else None
    if reason is not None:
        return Group(formula, Marked(said, reason, "dim"))
    said = said.strip(" ·")
    return Group(formula, Text(said, style="dim")) if said not in {"", "✓"} else formula


def _formula(line: Line, own: str, look: Look, *, in_full: bool) -> RenderableType:
    """Draw a line as the learner typed it; beside the last one the card's, where that is another."""
    drawn = Display(own or line.latex, look, MATH, rows=_LINE_ROWS if in_full else 1)
    if not in_full or own in {"", line.latex}:
        return drawn
    return Group(drawn, Marked("the card: ", Display(line.latex, look, rows=1), "dim"))


def asked_now(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw which line is asked, what it goes on from, and its reason if a hint was wanted."""
    path = flow.path
    if path.finished:
        return
    line = path.lines[path.place]
    asked = f"  line {path.place + 1} of {len(path.lines)}   "
    start: RenderableType = Display(line.start, look, rows=1) if line.start else Text("")
    yield Marked(asked, start, "bold")
    if flow.wants_reason:
        yield indented(Text("What will you do next, and why?", style="bold"))
    elif line.goal:
        yield indented(Text(f"to reach: {line.goal}", style="dim"))
    if path.hinted:
        reason = (
            render_markdown(line.reason, look) if line.reason else Text("the card gives no reason for it")
        )
        yield indented(Marked("hint: ", reason, "bold"))


def reply_blocks(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw what was said of the line typed last."""
    reply = flow.reply
    if reply is None or (reply.heard is Heard.TAKEN and not reply.notes):
        return
    words, style = _HEARD[reply.heard]
    yield indented(Text(words, style=style))
    if flow.deciding:
        line = flow.path.lines[flow.path.place]
        yield indented(Display(line.latex, look, MATH, rows=_LINE_ROWS), 4)
    if reply.heard is not Heard.TAKEN:
        yield from understood(reply, look)
    yield from (indented(label(note)) for note in reply.notes)
    if flow.deciding:
        yield indented(Text("Is yours the same?", style="bold"))


def understood(reply: Reply, look: Look) -> Iterator[RenderableType]:
    """Draw in one line how a typed line was understood."""
    if reply.latex:
        yield indented(Marked("read as: ", Display(reply.latex, look, rows=1, tail=_shape(reply)), "dim"))


def _shape(reply: Reply) -> str:
    return f": {reply.shape}" if reply.shape else ""


def echo_of(flow: Flow, indent: int, look: Look) -> tuple[RenderableType, ...]:
    """Draw how the line being typed is understood; nothing where it cannot be read, or reads the same."""
    reply = reading_of(flow)
    if reply is None or reply.heard is Heard.UNREADABLE or not reply.latex:
        return ()
    if reply.latex == flow.draft.strip() and not reply.shape:
        return ()
    in_text = look._replace(pictures=None)  # at every key another one
    return (indented(Display(reply.latex, in_text, MATH, rows=_ECHO_ROWS, tail=_shape(reply)), indent),)


def reading_of(flow: Flow) -> Reply | None:
    """Say how the draft is understood; None where nothing is being typed, or nobody can say."""
    if flow.view.typed is None or not flow.writing or flow.wants_reason or not flow.draft.strip():
        return None
    place = flow.path.place if flow.view.prompt.asks is Asks.DERIVE else len(flow.parts)
    return flow.view.typed.read(" ".join(flow.draft.split()), place)
