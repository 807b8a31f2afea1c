"""A timed case, a story or a rubric and a key flow in, the state after it flows out."""

from dataclasses import replace

from studybuddy.model import Asks
from studybuddy.screens.clock import Clock
from studybuddy.screens.flow import Flow, Handler, Stage, Step
from studybuddy.screens.question import Judge
from studybuddy.screens.revealing import reveal, to_rubric


def start(flow: Flow, now: float, judge: Judge) -> Step:
    """Start the clock of a case or a story."""
    prompt = flow.view.prompt
    if prompt.asks is Asks.TELL:
        return replace(flow, stage=Stage.TELL, clock=Clock().started(now))
    if prompt.phases:
        return replace(flow, stage=Stage.PHASE, clock=Clock().started(now))
    return to_rubric(flow, now, judge)


def next_phase(flow: Flow, now: float, judge: Judge) -> Step:
    """Keep the outline of the phase that ends, and begin the next one or the rubric."""
    spent = flow.spent + flow.clock.elapsed(now)
    flow = replace(flow, spent=spent, parts=(*flow.parts, flow.draft.strip()), draft="")
    flow = replace(flow, paused=False, shown=flow.shown.started(now), clock=Clock().started(now))
    return flow if flow.phase < len(flow.view.prompt.phases) else to_rubric(flow, now, judge)


def stop_telling(flow: Flow, now: float, judge: Judge) -> Step:
    """Stop the clock of a story; the rubric follows."""
    flow = replace(flow, spent=flow.clock.elapsed(now), paused=False, shown=flow.shown.started(now))
    return to_rubric(flow, now, judge)


def pause(flow: Flow, now: float, _judge: Judge) -> Flow:
    """Pause the clock, or let it run on."""
    if flow.paused:
        return replace(flow, paused=False, clock=flow.clock.started(now), shown=flow.shown.started(now))
    return replace(flow, paused=True, clock=flow.clock.stopped(now), shown=flow.shown.stopped(now))


def move(by: int) -> Handler:
    """Return what moves the mark in the rubric by so many lines."""

    def moved(flow: Flow, _now: float, _judge: Judge) -> Flow:
        return replace(flow, mark=min(max(flow.mark + by, 0), len(flow.view.prompt.rubric) - 1))

    return moved


def tick(flow: Flow, _now: float, _judge: Judge) -> Flow:
    """Tick the marked line of the rubric, or untick it."""
    return replace(flow, ticked=flow.ticked ^ {flow.mark})


def done_ticking(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the answer; where nothing is ticked, ask first: one Enter too many must not judge a whole case."""
    if flow.ticked or flow.none_meant:
        return reveal(flow, now, judge)
    return replace(flow, none_meant=True)
