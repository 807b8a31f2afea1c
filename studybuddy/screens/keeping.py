"""A question on its way flows in, what is worth keeping of it flows out as JSON values; and back again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studybuddy.model import Asks, Reached
from studybuddy.screens.clock import Clock, minutes_seconds
from studybuddy.screens.deriving import to_next_line, to_paper
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.path import Path
from studybuddy.screens.question import Judge, Kept, QuestionView, Since
from studybuddy.screens.revealing import reveal

State = Mapping[str, Any]
_CLOCK_SECONDS = 10.0  # that a phase may lose


def state_of(flow: Flow, now: float) -> State | None:
    """Return what is to be kept; None where nothing was typed, ticked, or worked out yet."""
    flow = flow.leaving or flow
    derived = any(how is not Reached.SHOWN for how in flow.path.reached)
    ticking = flow.stage is Stage.TICK and (bool(flow.ticked) or flow.spent > 0)
    if not (flow.typed or derived or ticking or flow.before or flow.stage is Stage.PHASE):
        return None
    return {
        "asks": flow.view.prompt.asks.value,
        "stage": flow.stage.value,
        "parts": list(flow.parts),
        "draft": flow.draft,
        "spent": flow.spent,
        "clock": flow.clock.elapsed(now),
        "shown": flow.shown.elapsed(now),
        "chosen": sorted(flow.chosen),
        "ticked": sorted(flow.ticked),
        "hints": flow.hints,
        "confidence": flow.confidence,
        "reached": [how.value for how in flow.path.reached],
        "own": list(flow.path.own),
        "hinted": flow.path.hinted,
        "mistakes": flow.path.mistakes,
        "reason": [flow.reasoned, flow.own_reason],
        "on_paper": flow.on_paper,
        "revealed": flow.revealed,
        "before": flow.before,
    }


def work_of(state: State | None) -> object:
    """Return what of a state is the learner's work, and so worth writing: of time only every few seconds."""
    if state is None:
        return None
    work = {name: value for name, value in state.items() if name not in {"clock", "shown"}}
    clock = state.get("clock")
    return work | {"clock": clock // _CLOCK_SECONDS if isinstance(clock, float) else clock}


def taken_up(view: QuestionView, kept: Kept, now: float, judge: Judge) -> Flow:
    """Go on where a question was left, as far as that fits it still; what fits no more is shown."""
    fresh = begin(view, now)
    try:
        flow = _gone_on(fresh, kept, now, judge)
    except (KeyError, ValueError, TypeError, IndexError):
        from studybuddy.screens.refitting import words_in

        flow = replace(fresh, before=words_in(kept.state))
    goes_on = any(getattr(flow, name) != getattr(fresh, name) for name in ("stage", "parts", "draft", "path"))
    return replace(flow, went_on=goes_on, said=_about(flow, kept.since, now, goes_on=goes_on))


def _gone_on(fresh: Flow, kept: Kept, now: float, judge: Judge) -> Flow:
    if kept.since is Since.NOTHING:
        return _restored(fresh, kept.state, now, judge)
    from studybuddy.screens.refitting import refitted, set_aside, written_down

    written = written_down(kept.state)
    return refitted(written, fresh, now) if kept.since is Since.CHANGED else set_aside(written, fresh)


def _about(flow: Flow, since: Since, now: float, *, goes_on: bool) -> str:
    """Say what of a question that was left is there again, and how to be rid of it."""
    way = ":x" if flow.writing or flow.stage is Stage.PHASE else "x"  # at the keys a colon means nothing
    if not goes_on:
        shown = f"what you wrote before is shown, {way} drops it" if flow.before else ""
        said = ": ".join(filter(None, (since, shown)))
        return f"{said[:1].upper()}{said[1:]}." if said else ""
    spent = _spent(flow, now)
    minutes = f", {minutes_seconds(spent)} spent" if spent >= 1 else ""
    what = f"{since}: it goes on with what you wrote" if since else "This goes on where you left it"
    return f"{what}{minutes}; {way} starts over."


def _spent(flow: Flow, now: float) -> float:
    timed = flow.view.prompt.asks in {Asks.PHASES, Asks.TELL}
    running = flow.clock.elapsed(now) if flow.stage is Stage.PHASE else 0.0
    return flow.spent + running if timed else flow.shown.elapsed(now)


def _restored(fresh: Flow, state: State, now: float, judge: Judge) -> Flow:
    stage = Stage(state["stage"])
    reasoned, own_reason = state["reason"]
    flow = replace(
        fresh,
        parts=tuple(map(str, state["parts"])),
        draft=str(state["draft"]),
        spent=float(state["spent"]),
        shown=Clock(float(state["shown"]), now),
        chosen=frozenset(map(int, state["chosen"])),
        ticked=frozenset(map(int, state["ticked"])),
        hints=int(state["hints"]),
        confidence=state["confidence"],
        path=_path(fresh.path, state),
        reasoned=int(reasoned),
        own_reason=str(own_reason),
        revealed=bool(state["revealed"]),
        before=str(state.get("before", "")),
    )
    clock = Clock(float(state["clock"]), now)
    match fresh.view.prompt.asks:
        case Asks.PHASES | Asks.TELL:
            return _timed(flow, stage, clock, now, judge)
        case Asks.DERIVE:
            return _derived(flow, stage, now, judge, on_paper=bool(state["on_paper"]))
        case _ if stage is Stage.GRADE:
            return reveal(flow, now, judge)
        case asks:
            return replace(flow, writing=flow.writing or (asks is Asks.THINK and bool(flow.draft)))


def _timed(flow: Flow, stage: Stage, clock: Clock, now: float, judge: Judge) -> Flow:
    phases = len(flow.view.prompt.phases)
    if stage is Stage.PHASE and len(flow.parts) < phases:
        return replace(flow, stage=stage, clock=clock)
    if stage not in {Stage.TICK, Stage.GRADE} or len(flow.parts) != phases:
        raise ValueError(stage)
    flow = replace(flow, stage=Stage.TICK)
    return reveal(flow, now, judge) if stage is Stage.GRADE else flow


def _derived(flow: Flow, stage: Stage, now: float, judge: Judge, *, on_paper: bool) -> Flow:
    if on_paper:
        flow = to_paper(flow)
    elif flow.path.finished:
        draft = flow.draft
        flow = to_next_line(flow, now, judge)
        flow = replace(flow, draft=draft) if flow.stage is Stage.ASK else flow
    if stage is Stage.GRADE and flow.stage is not Stage.GRADE:
        return reveal(flow, now, judge)
    return flow


def _path(begun: Path, state: State) -> Path:
    if not begun.lines:
        return begun
    reached = tuple(map(Reached, state["reached"]))
    fits = len(begun.reached) <= len(reached) <= len(begun.lines)
    asked = all((how is Reached.SHOWN) != line.asked for how, line in zip(reached, begun.lines, strict=False))
    own = tuple(map(str, state.get("own", ())))  # older versions kept none
    if not (fits and asked and len(own) <= len(reached)):
        raise ValueError(reached)
    kept = replace(begun, reached=reached, own=own)
    return replace(kept, hinted=bool(state["hinted"]), mistakes=int(state["mistakes"]))
