"""A question's view in, its flow out: as it begins, or with what was typed before it was left."""

from dataclasses import replace

from studybuddy.model import Asks
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.keeping import taken_up
from studybuddy.screens.question import Judge, QuestionView


def begun(view: QuestionView, now: float, judge: Judge, left: Flow | None) -> Flow:
    """Put a question up: where it was `left` in this session, or was kept of an earlier one, or anew."""
    if left is not None and view.resumes:
        return resume(left, view, now)
    return taken_up(view, view.kept, now, judge) if view.kept is not None else begin(view, now)


def resume(left: Flow, view: QuestionView, now: float) -> Flow:
    """Take a question up again where it was left, with what was typed, as far as it still fits its card."""
    fresh = begin(view, now)
    before, prompt = left.view.prompt, view.prompt
    if before.asks is Asks.DERIVE:  # the flow itself puts the ticks and the closing choice there
        prompt = prompt._replace(
            options=before.options, right=before.right, rubric=before.rubric, answer=before.answer
        )
    if prompt == before:
        running = not left.paused
        return replace(
            left,
            view=replace(view, prompt=prompt),
            leaving=None,
            shown=left.shown.started(now) if running else left.shown,
            clock=left.clock.started(now) if running and left.ticking else left.clock,
        )
    return _refitted(left, replace(fresh, shown=left.shown.started(now)), now)


def _refitted(left: Flow, fresh: Flow, now: float) -> Flow:
    """Bring what was typed to a card that was edited meanwhile; ticks and verdicts were of the old one."""
    prompt, parts = fresh.view.prompt, left.parts
    if prompt.asks is not left.view.prompt.asks:
        return fresh
    match prompt.asks:
        case Asks.THINK:
            draft = left.draft or "\n".join(parts)
            return replace(fresh, draft=draft, writing=bool(draft))
        case Asks.TYPE if not parts:
            return replace(fresh, draft=left.draft)
        case Asks.PHASES if left.stage is not Stage.READY and len(parts) < len(prompt.phases):
            running = left.clock.started(now)
            fresh = replace(fresh, stage=Stage.PHASE, spent=left.spent, clock=running, parts=parts)
            return replace(fresh, draft=left.draft, writing=left.writing)
        case Asks.PHASES if parts and len(parts) == len(prompt.phases) and prompt.rubric:
            return replace(fresh, stage=Stage.TICK, spent=left.spent, parts=parts)
        case _:
            return fresh


def stopped(flow: Flow, now: float) -> Flow:
    """Stop a question's clocks while something else has the screen."""
    return replace(flow, shown=flow.shown.stopped(now), clock=flow.clock.stopped(now))
