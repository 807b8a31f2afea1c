"""A kata's state flows in, the frame that shows it flows out: header and clock, verdict or prompt, keys."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import RenderableType
from rich.style import Style
from rich.text import Text

from studybuddy.kinds.follow_ups import steps
from studybuddy.model import Grade
from studybuddy.screens.clock import countdown
from studybuddy.screens.colours import RIGHT, WRONG
from studybuddy.screens.console import Look, label, safe
from studybuddy.screens.flow import GRADE_KEYS
from studybuddy.screens.frame import Frame
from studybuddy.screens.kata_report import Tone, in_words, report
from studybuddy.screens.kata_view import Do, KataFlow, Stage
from studybuddy.screens.key_line import grade_word
from studybuddy.screens.text import Marked, indented, render_markdown

_GAP = Text("")
_STYLES: Mapping[Tone, str] = {
    Tone.GOOD: RIGHT,
    Tone.BAD: WRONG,
    Tone.LOUD: "bold",
    Tone.QUIET: "dim",
}
_HELP = (
    ("save the file", "checks it; the verdict appears here"),
    ("Enter, r", "check again now; after a pass Enter goes on to the grade"),
    ("h", "the next hint; it costs the best grades"),
    ("m", "the task again, and back to the verdict"),
    ("e", "open the editor again"),
    ("p", "pause the clock, and go on"),
    ("d", "what you changed; after a pass, your code beside the solution"),
    ("x", "start over from the stub; your attempt is archived"),
    ("s", "show the solution; you can still write it yourself"),
    ("g", "give up: grade it as forgotten"),
    ("k", "skip: not now, nothing is recorded"),
    ("q, Ctrl-C", "quit; your code and the clock are kept"),
    ("↑ ↓ PgUp PgDn", "scroll"),
)
_CONFIRM: Mapping[Do, str] = {
    Do.RESET: "Start over? Your attempt is archived, the clock goes on.",
    Do.SOLUTION: "Show the solution? A pass then counts as retyped.",
}


def picture(flow: KataFlow, now: float, look: Look) -> Frame:
    """Draw the state of a kata at `now` (monotonic seconds)."""
    header = tuple(
        part for part in ("kata", flow.view.name, " › ".join(flow.view.place), _state(flow)) if part
    )
    if flow.help_open:
        return Frame(("kata", "keys"), tuple(_help()), ("any key: back",))
    if flow.panel is not None:
        panel = (indented(render_markdown(flow.panel.text, look)),)
        return Frame((*header[:2], flow.panel.title), panel, ("any key: back", "↑↓ scroll"))
    notes, body = _notes(flow), _body(flow, look)
    hints = list(_hints(flow, look)) if flow.stage is Stage.WORK else []
    blocks = (*notes, *body, *hints)
    ends_with_news = flow.stage is Stage.FOLLOW_UP or (hints and flow.hint_is_news)
    anchor = len(blocks) - 1 if ends_with_news and not flow.confirming else None
    headline = len(notes) if _shows_verdict(flow) else None
    return Frame(header, blocks, tuple(_keys(flow)), clock=_clock(flow, now), anchor=anchor, task=headline)


def _help() -> Iterator[RenderableType]:
    for key, meaning in _HELP:
        yield Marked(f"  {key:<14} ", Text(meaning), "bold")


def _state(flow: KataFlow) -> str:
    return "checking …" if flow.checking else "passed" if flow.has_passed else ""


def _clock(flow: KataFlow, now: float) -> str:
    if flow.stage is Stage.READY and not flow.clock.elapsed(now):
        return f"time box {flow.view.minutes} min"
    shown = countdown(flow.clock.elapsed(now), flow.view.minutes * 60)
    return f"paused {shown}" if flow.paused else shown


def _notes(flow: KataFlow) -> list[RenderableType]:
    """Draw what stands above everything else."""
    said = ((flow.trouble, WRONG), (flow.message, "italic"))
    notes = [(text, style) for text, style in said if text]
    if flow.confirming is not None:
        notes.append((_CONFIRM[flow.confirming], "bold"))
    return [block for text, style in notes for block in (indented(label(text, style)), _GAP)]


def _body(flow: KataFlow, look: Look) -> list[RenderableType]:
    match flow.stage:
        case Stage.FOLLOW_UP:
            return list(_follow_up(flow, look))
        case Stage.GRADE:
            return list(_grading(flow, look))
        case Stage.DONE:
            return []
    if _shows_verdict(flow):
        return list(_verdict(flow, look))
    return [indented(render_markdown(flow.view.prompt, look)), _GAP, *_place(flow)]


def _shows_verdict(flow: KataFlow) -> bool:
    return flow.stage is Stage.WORK and flow.verdict is not None and not flow.prompt_open


def _place(flow: KataFlow) -> Iterator[RenderableType]:
    view = flow.view
    path = Text(safe(view.path), style=Style(link=Path(view.path).as_uri(), underline=True))
    yield indented(path)
    if flow.stage is Stage.READY:
        yield indented(label(view.opening))
    elif flow.verdict is None:
        yield indented(label(_standing(flow), "dim"))


def _standing(flow: KataFlow) -> str:
    if flow.has_passed:
        return "It has passed already: Enter goes on to the grade, and saves are still checked."
    if flow.resumed:
        return "Every save is checked; r checks the file as it is."
    return "Every save is checked; nothing was saved yet."


def _verdict(flow: KataFlow, look: Look) -> Iterator[RenderableType]:
    if flow.verdict is not None:
        headline, *rest = report(flow.verdict, unicode=look.unicode)
        if flow.stale:
            headline = headline._replace(text=f"{headline.text} (before this save)")
        for sentence in (headline, *rest):
            yield indented(label(sentence.text, _STYLES.get(sentence.tone, ""))) if sentence.text else _GAP


def _hints(flow: KataFlow, look: Look) -> Iterator[RenderableType]:
    texts = flow.view.hints
    for number, text in enumerate(texts[: flow.hints], start=1):
        yield _GAP
        yield indented(label(f"Hint {number} of {len(texts)}", "bold"))
        yield indented(render_markdown(text, look))


def _follow_up(flow: KataFlow, look: Look) -> Iterator[RenderableType]:
    texts = flow.view.follow_ups
    passed = "✓ passed. Now as an interviewer would go on; answer aloud:"
    yield indented(label(passed if look.unicode else in_words(passed), RIGHT))
    for step in steps(texts)[: flow.follow_ups]:
        yield _GAP
        title = "A good answer" if step.is_answer else f"Follow-up {step.number} of {len(texts)}"
        yield indented(label(title, "bold"))
        yield indented(render_markdown(step.text, look))


def _grading(flow: KataFlow, look: Look) -> Iterator[RenderableType]:
    passed = not flow.gave_up
    done = "✓ passed" if look.unicode else in_words("✓ passed")
    yield indented(label(done if passed else "given up", RIGHT if passed else "bold"))
    yield _GAP
    yield indented(label(f"Suggested: {grade_word(flow.suggested)}, {flow.because}"))
    effect = flow.view.labels.get(flow.suggested, "")
    if effect:
        yield indented(label(f"It comes back in {effect}.", "dim"))


# --- keys ---------------------------------------------------------------------------------------------


def _keys(flow: KataFlow) -> Iterator[str]:
    if flow.confirming is not None:
        yield from ("y yes", "any other key: no")
        return
    match flow.stage:
        case Stage.READY:
            yield from ("Enter start the clock", "x start over", "k skip", "? keys", "q quit")
        case Stage.WORK:
            yield from _work_keys(flow)
        case Stage.FOLLOW_UP:
            yield from (f"Enter {_behind_follow_up(flow)}", "Esc back to the code", "q quit")
        case Stage.GRADE:
            yield from _grade_keys(flow)
        case Stage.DONE:
            yield from ("Enter done", "d diff", "s solution")


def _behind_follow_up(flow: KataFlow) -> str:
    for step in steps(flow.view.follow_ups)[flow.follow_ups :]:
        return "its answer" if step.is_answer else "next"
    return "to the grade"


def _work_keys(flow: KataFlow) -> Iterator[str]:
    if flow.has_passed:
        yield from (
            "Enter go on",
            "d diff",
            "s solution",
            "r run",
            "e editor",
            "x start over",
            "? keys",
            "q quit",
        )
        return
    left = len(flow.view.hints) - flow.hints
    if left:
        yield f"h hint {flow.hints + 1}/{len(flow.view.hints)}"
    yield from ("r run", "p go on" if flow.paused else "p pause")
    if flow.verdict:
        yield "m verdict" if flow.prompt_open else "m task"
    yield from ("d diff", "s solution", "e editor", "? keys", "q quit", "x start over", "k skip")


def _grade_keys(flow: KataFlow) -> Iterator[str]:
    yield f"Enter: {grade_word(flow.suggested)}"
    for key, grade in GRADE_KEYS.items():
        if grade is not Grade.BLACKOUT:
            text = f"{key} {grade_word(grade)} {flow.view.labels.get(grade, '')}".rstrip()
            yield f"[{text}]" if grade is flow.suggested else text
    yield from ("", "Esc back", "q quit", "d diff", "s solution")
