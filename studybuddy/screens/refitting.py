"""What was written at a question before it changed flows in; the question with what fits of it flows out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from studybuddy.model import Asks
from studybuddy.screens.clock import Clock
from studybuddy.screens.flow import Flow, Stage


class Written(NamedTuple):
    """What a learner wrote before the question changed, and how far they were, in the words of Flow."""

    asks: Asks
    stage: Stage
    parts: tuple[str, ...]
    draft: str
    spent: float
    clock: Clock
    writing: bool
    before: str


def written_in(flow: Flow) -> Written:
    """Take what was written from where a question was left in this session."""
    return Written(
        flow.view.prompt.asks,
        flow.stage,
        flow.parts,
        flow.draft,
        flow.spent,
        flow.clock,
        flow.writing,
        flow.before,
    )


def written_down(state: Mapping[str, Any]) -> Written:
    """Take what was written from what was kept.

    Raises:
        KeyError, ValueError, TypeError: it was not kept by this version.

    """
    return Written(
        Asks(state["asks"]),
        Stage(state["stage"]),
        tuple(map(str, state["parts"])),
        str(state["draft"]),
        float(state["spent"]),
        Clock(float(state["clock"])),
        writing=False,
        before=str(state["before"]),
    )


def words_in(state: Mapping[str, Any]) -> str:
    """Return all that a learner wrote, as far as it can be read from what was kept."""
    parts = state.get("parts")
    texts = [state.get("before"), *(parts if isinstance(parts, list) else ()), state.get("draft")]
    return "\n".join(text for text in texts if isinstance(text, str) and text.strip())


def refitted(left: Written, fresh: Flow, now: float) -> Flow:
    """Bring what was written to a question that changed; what does not fit is shown beside it.

    Ticks, lines of a derivation and verdicts were of the question as it was.
    """
    if fresh.view.prompt.asks is left.asks:
        fitting = _FITTING.get(left.asks, _nothing)(left, fresh, now)
        if fitting is not None:
            return replace(fitting, before=left.before)
    return set_aside(left, fresh)


def set_aside(left: Written, fresh: Flow) -> Flow:
    """Begin anew, with all that was written to be seen."""
    return replace(fresh, before="\n".join(text for text in (left.before, *left.parts, left.draft) if text))


def _nothing(_left: Written, _fresh: Flow, _now: float) -> Flow | None:
    return None


def _attempt(left: Written, fresh: Flow, _now: float) -> Flow:
    draft = left.draft or "\n".join(left.parts)
    return replace(fresh, draft=draft, writing=bool(draft))


def _gaps(left: Written, fresh: Flow, _now: float) -> Flow | None:
    """Put the last text into the line, those before it into their gaps; all of it is judged anew."""
    texts = (*left.parts, left.draft) if left.draft else left.parts
    if len(texts) > max(1, len(fresh.view.prompt.blanks)):
        return None
    return replace(fresh, parts=texts[:-1], draft=texts[-1] if texts else "")


def _case(left: Written, fresh: Flow, now: float) -> Flow | None:
    phases = len(fresh.view.prompt.phases)
    if left.stage is Stage.PHASE and len(left.parts) < phases:
        running = replace(fresh, stage=Stage.PHASE, spent=left.spent, clock=left.clock.started(now))
        return replace(running, parts=left.parts, draft=left.draft, writing=left.writing)
    return _told(left, replace(fresh, parts=left.parts), now) if len(left.parts) == phases else None


def _told(left: Written, fresh: Flow, _now: float) -> Flow | None:
    """Go to the rubric, where everything is to be ticked anew."""
    over = left.stage in {Stage.TICK, Stage.GRADE} and fresh.view.prompt.rubric
    return replace(fresh, stage=Stage.TICK, spent=left.spent) if over else None


_FITTING = {Asks.THINK: _attempt, Asks.TYPE: _gaps, Asks.PHASES: _case, Asks.TELL: _told}
