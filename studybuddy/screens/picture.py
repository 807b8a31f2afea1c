"""A question's state flows in, the frame that shows it flows out: header, body, keys."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from studybuddy.model import Asks, Prompt
from studybuddy.screens.clock import countdown, minutes_seconds
from studybuddy.screens.console import Look, label
from studybuddy.screens.derivation import derivation_blocks, echo_of, reply_blocks
from studybuddy.screens.flow import Flow, Stage
from studybuddy.screens.frame import Frame
from studybuddy.screens.key_line import SURE, key_line
from studybuddy.screens.own_words import own_words
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")
_OWN_ROWS = 6  # of the learner's own words beside the answer
_OWN_LETTERS = 400
_VERDICT_STYLES = {True: "bold green", False: "bold red", None: "bold yellow"}
_HELP = (
    ("space, Enter", "show the answer; on a grade: take the marked one"),
    ("t or /", "type an attempt first; it is kept and shown beside the answer"),
    ("1 … 9", "choose an option, tick a line, or give the grade that the key line names"),
    ("r", "show the answer of a question that you would have to type or choose"),
    ("h", "the next hint"),
    ("c", "say how sure you are, before you look"),
    ("f", "the next follow-up question, after the answer"),
    ("u", "undo the last answer, also one of yesterday"),
    ("k", "I know this: keep it for the final pass before the interview"),
    ("e", "edit the card in your editor"),
    ("b, s", "bury until tomorrow, suspend until you say otherwise"),
    ("p", "pause the clock"),
    ("Esc", "leave the line you are typing, so that keys are commands"),
    ("↑ ↓ PgUp PgDn", "scroll"),
    ("q, Ctrl-C", "quit; every answer is saved already"),
)


def picture(flow: Flow, now: float, look: Look) -> Frame:
    """Draw the state of a question at `now` (monotonic seconds)."""
    if flow.help_open:
        return Frame(("keys",), tuple(_help()), ("any key: back",))
    blocks, anchor = _body(flow, look)
    return Frame(
        header=tuple(_header(flow)),
        body=tuple(blocks),
        keys=tuple(key_line(flow)),
        clock=_clock(flow, now),
        anchor=anchor,
        entry=_entry(flow) if flow.writing else None,
        echo=echo_of(flow, len(_entry(flow)), look) if flow.view.typed else (),
    )


def _help() -> Iterator[RenderableType]:
    for key, meaning in _HELP:
        yield Marked(f"  {key:<14} ", Text(meaning), "bold")


def _header(flow: Flow) -> Iterator[str]:
    view = flow.view
    yield view.title
    yield f"{view.position}/{view.total}"
    if flow.stage is Stage.PHASE:
        yield f"phase {flow.phase + 1}/{len(view.prompt.phases)}"
    if flow.view.prompt.lines and flow.stage is Stage.ASK and not flow.path.finished:
        yield f"line {flow.path.place + 1}/{len(flow.path.lines)}"
    timed = flow.stage in {Stage.PHASE, Stage.TELL, Stage.TICK}  # the session's minutes are not the case's
    if view.minutes_left is not None and not timed:
        yield f"{view.minutes_left} min left"
    yield " › ".join(view.place)
    yield view.remark
    if flow.confidence is not None:
        yield SURE[flow.confidence]


def _clock(flow: Flow, now: float) -> str:
    elapsed = flow.clock.elapsed(now)
    if flow.stage is Stage.PHASE:
        shown = countdown(elapsed, flow.view.prompt.phases[flow.phase].seconds)
    elif flow.stage is Stage.TELL:
        shown = _told(elapsed, flow.view.prompt.seconds)
    else:
        return ""
    return f"paused {shown}" if flow.paused else shown


def _told(elapsed: float, marks: tuple[int, ...]) -> str:
    if not marks or elapsed < marks[0]:
        return minutes_seconds(elapsed)
    return f"{minutes_seconds(elapsed)} {'finish' if elapsed < marks[-1] else 'stop'}"


def _entry(flow: Flow) -> str:
    prompt = flow.view.prompt
    if prompt.asks is Asks.THINK:
        return " your attempt ❯ "
    if prompt.asks is Asks.TYPE and len(prompt.blanks) > 1:
        return f" gap {len(flow.parts) + 1} of {len(prompt.blanks)} ❯ "
    if prompt.asks is Asks.DERIVE:
        return " next, and why ❯ " if flow.wants_reason else " next line ❯ "
    return " your outline ❯ " if flow.stage is Stage.PHASE else " your answer ❯ "


def _body(flow: Flow, look: Look) -> tuple[list[RenderableType], int | None]:
    """Draw the body's blocks and give the index of the one that must be in view."""
    prompt = flow.view.prompt
    blocks: list[RenderableType] = []
    if flow.view.message and flow.stage in {Stage.READY, Stage.ASK}:
        blocks += [indented(label(flow.view.message, "italic")), _GAP]
    blocks.append(indented(render_markdown(prompt.text, look)))
    if flow.stage is Stage.GRADE:
        blocks += [_GAP, Group(*answer_blocks(flow, look)), *_follow_ups(flow, look)]
        return blocks, -1
    if flow.stage is Stage.TICK:
        marked = len(blocks) + 3 + flow.mark
        return blocks + list(rubric_blocks(flow, look)), marked
    asking = list(_asking(flow, look))
    hints = [
        Group(_GAP, _titled(f"Hint {number} of {len(prompt.hints)}", hint, look))
        for number, hint in enumerate(prompt.hints[: flow.hints], start=1)
    ]
    needed = hints or flow.reply or flow.stage is Stage.PHASE or prompt.asks is Asks.DERIVE
    return [*blocks, *asking, *hints], -1 if needed else None


def _follow_ups(flow: Flow, look: Look) -> Iterator[RenderableType]:
    texts = flow.view.prompt.follow_ups
    for number, text in enumerate(texts[: flow.follow_ups], start=1):
        yield Group(_titled(f"Follow-up {number} of {len(texts)}", text, look), _GAP)


def _asking(flow: Flow, look: Look) -> Iterator[RenderableType]:
    prompt = flow.view.prompt
    if prompt.asks is Asks.DERIVE:
        yield from derivation_blocks(flow, look)
    if flow.closing:
        yield Group(*closing_blocks(flow, look))
    elif prompt.options:
        yield _GAP
        yield from _options(flow, look)
    if prompt.asks is Asks.TYPE and flow.parts:
        yield _GAP
        yield from (indented(label(f"gap {n}: {part}")) for n, part in enumerate(flow.parts, start=1))
    if prompt.asks is Asks.TYPE and flow.reply is not None:
        yield Group(_GAP, *reply_blocks(flow, look))
    if flow.stage is Stage.READY and prompt.phases:
        yield _GAP
        for phase in prompt.phases:
            yield indented(label(f"{minutes_seconds(phase.seconds):>5}  {phase.name}"))
    if flow.stage is Stage.PHASE:
        yield _GAP
        yield Group(*_phase(flow, look))
    if prompt.asks is Asks.TELL:
        yield _GAP
        yield indented(_marks(prompt))


def closing_blocks(flow: Flow, look: Look) -> Iterator[RenderableType]:
    """Draw the choice that follows the last line of a derivation."""
    yield _GAP
    yield indented(render_markdown(flow.closing, look))
    yield _GAP
    yield from _options(flow, look)


def _phase(flow: Flow, look: Look) -> Iterator[RenderableType]:
    phase = flow.view.prompt.phases[flow.phase]
    yield indented(label(phase.name, "bold"))
    yield indented(render_markdown(phase.text, look))
    if flow.draft and not flow.writing:
        yield _GAP
        yield indented(Marked("❯ ", label(flow.draft)))


def _marks(prompt: Prompt) -> Text:
    marks = [minutes_seconds(seconds) for seconds in prompt.seconds]
    if not marks:
        return Text("Tell it aloud.")
    return Text(f"Tell it aloud. Aim for {marks[0]}, stop by {marks[-1]}.")


def _options(flow: Flow, look: Look) -> Iterator[RenderableType]:
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


def _titled(title: str, text: str, look: Look) -> RenderableType:
    return indented(Group(Text(title, style="bold"), render_markdown(text, look)))


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
        yield from _options(flow, look)
        yield _GAP
    parts = [("Answer", prompt.answer), ("Why", prompt.why)]
    yield from _parts(parts, look)
    if prompt.rubric:
        yield from _ticked(flow, look)
    yield from _parts([("Strong answer", prompt.strong), ("Weak answer", prompt.weak)], look)


def _parts(parts: list[tuple[str, str]], look: Look) -> Iterator[RenderableType]:
    for title, text in parts:
        if text.strip():
            yield _titled(title, text, look)
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
        yield Text("✓ right", style="bold green") if verdict.passed else Text("✗ not right", style="bold red")
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
    for index, line in enumerate(prompt.rubric):
        pointer = "❯" if index == flow.mark else " "
        box = "[x]" if index in flow.ticked else "[ ]"
        own = own_words(line, outline)
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
