"""A question's state flows in, the frame that shows it flows out: header, body, keys."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from studybuddy.model import Asks, Prompt
from studybuddy.screens.clock import countdown, minutes_seconds
from studybuddy.screens.colours import DOUBT
from studybuddy.screens.console import Look, label
from studybuddy.screens.derivation import derivation_blocks, echo_of, reply_blocks
from studybuddy.screens.flow import Flow, Stage
from studybuddy.screens.frame import Frame
from studybuddy.screens.key_line import SURE, key_line
from studybuddy.screens.options import closing_blocks, options, titled
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")
_HELP = (
    ("space, Enter", "show the answer; on a grade: take the marked one"),
    ("t or /", "type an attempt first; it is kept and shown beside the answer"),
    ("1 … 9", "choose an option, tick a line, or give the grade that the key line names"),
    ("r", "show the answer of a question that you would have to type or choose"),
    ("h", "the next hint"),
    ("c", "say how sure you are, before you look"),
    ("f", "after the answer: a follow-up question; again: an answer to it"),
    ("u", "undo the last answer, also one of yesterday"),
    ("k", "I know this: keep it for the final pass before the interview"),
    ("e", "edit the card in your editor"),
    ("b, s", "bury until tomorrow; suspend for good, if you say yes"),
    ("p", "pause the clock; in a derivation: tick what you did on paper"),
    ("l, x", "put a case off; start over what goes on where you left it"),
    ("Esc", "leave the line you are typing, so that keys are commands"),
    (":hint, :q, …", "a key, or its word, without leaving it; ::hint types :hint"),
    ("↑ ↓ PgUp PgDn", "scroll"),
    ("q, Ctrl-C", "quit; answers are saved, and what you typed is kept"),
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
        task=2 if _message(flow) else 0,
        echo=echo_of(flow, len(_entry(flow)), look) if flow.view.typed else (),
    )


def _help() -> Iterator[RenderableType]:
    for key, meaning in _HELP:
        yield Marked(f"  {key:<14} ", Text(meaning), "bold")


def _header(flow: Flow) -> Iterator[str]:
    view = flow.view
    yield view.title
    yield f"{view.position}/{view.total}" if view.total else ""
    yield f"{view.again} again" if view.again else ""
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


def _message(flow: Flow) -> str:
    if flow.stage in {Stage.READY, Stage.ASK}:
        return flow.view.message
    if flow.stage not in {Stage.TICK, Stage.GRADE}:
        return ""
    return flow.said or (flow.view.message if flow.view.resumes else "")


def _body(flow: Flow, look: Look) -> tuple[list[RenderableType], int | None]:
    """Draw the body's blocks and give the index of the one that must be in view."""
    prompt = flow.view.prompt
    blocks: list[RenderableType] = []
    if message := _message(flow):
        blocks += [indented(label(message, "italic")), _GAP]
    folds = flow.stage is Stage.TICK  # what is to be ticked needs the room
    text = prompt.text.strip().partition("\n\n")[0] if folds else prompt.text
    blocks.append(indented(render_markdown(text, look)))
    if flow.stage is Stage.GRADE:
        from studybuddy.screens.answer_picture import answer_blocks  # no first frame shows an answer

        blocks += [_GAP, Group(*answer_blocks(flow, look)), *_follow_ups(flow, look)]
        return blocks, -1
    if flow.stage is Stage.TICK:
        from studybuddy.screens.answer_picture import rubric_blocks

        marked = len(blocks) + 3 + flow.mark
        return blocks + list(rubric_blocks(flow, look)), marked
    asking = list(_asking(flow, look))
    hints = [
        Group(_GAP, titled(f"Hint {number} of {len(prompt.hints)}", hint, look))
        for number, hint in enumerate(prompt.hints[: flow.hints], start=1)
    ]
    said = [Group(_GAP, indented(label(flow.said, DOUBT)))] if flow.said else []
    needed = hints or said or flow.reply or flow.stage is Stage.PHASE or prompt.asks is Asks.DERIVE
    return [*blocks, *asking, *hints, *said], -1 if needed else None


def _follow_ups(flow: Flow, look: Look) -> Iterator[RenderableType]:
    from studybuddy.kinds.follow_ups import steps  # no first frame asks one

    texts = flow.view.prompt.follow_ups
    for step in steps(texts)[: flow.follow_ups]:
        title = "A good answer" if step.is_answer else f"Follow-up {step.number} of {len(texts)}"
        yield Group(titled(title, step.text, look), _GAP)


def _asking(flow: Flow, look: Look) -> Iterator[RenderableType]:
    prompt = flow.view.prompt
    for lead, words in (("you wrote before: ", flow.before), ("you wrote: ", flow.view.earlier)):
        if words:
            yield _GAP
            yield indented(Marked(lead, label(words), "dim"))
    if prompt.asks is Asks.DERIVE:
        yield from derivation_blocks(flow, look)
    if flow.closing:
        yield Group(*closing_blocks(flow, look))
    elif prompt.options:
        yield _GAP
        yield from options(flow, look)
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
