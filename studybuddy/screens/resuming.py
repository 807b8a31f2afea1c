"""A question's view in, its flow out: as it begins, or with what was typed before it was left."""

from dataclasses import replace

from studybuddy.model import Asks
from studybuddy.screens.flow import Flow, begin
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
    from studybuddy.screens.refitting import refitted, written_in

    return refitted(written_in(left), replace(fresh, shown=left.shown.started(now)), now)


def stopped(flow: Flow, now: float) -> Flow:
    """Stop a question's clocks while something else has the screen."""
    return replace(flow, shown=flow.shown.stopped(now), clock=flow.clock.stopped(now))
