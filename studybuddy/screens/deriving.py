"""A typed line of a derivation flows in, the state after it flows out: the next line, or the answer."""

from dataclasses import replace

from studybuddy.model import Asks, Heard, Reached
from studybuddy.screens.flow import Flow, Stage, Step
from studybuddy.screens.question import Judge
from studybuddy.screens.revealing import reveal, to_rubric


def enter_line(flow: Flow, now: float, judge: Judge) -> Step:
    """Take a typed line of a derivation; an empty one reveals the line that is asked."""
    text = " ".join(flow.draft.split())
    if flow.wants_reason:
        return replace(flow, own_reason=text, reasoned=flow.path.place, draft="", reply=None)
    if not text or flow.view.typed is None:
        return to_next_line(replace(flow, path=flow.path.ended(Reached.REVEALED), reply=None), now, judge)
    reply = flow.view.typed.check(text, flow.path.place)
    flow = replace(flow, reply=reply)
    match reply.heard:
        case Heard.TAKEN:
            path = flow.path.taken(reply.place, reply.latex)
            reasoned = path.place - 1 if flow.reasoned == flow.path.place else flow.reasoned
            flow = replace(flow, path=path, parts=(*flow.parts, text), reasoned=reasoned)
            return to_next_line(flow, now, judge)
        case Heard.UNDECIDED:
            return replace(flow, deciding=True, writing=False)
        case Heard.WRONG:
            return replace(flow, path=flow.path.mistaken())
        case _:
            return flow


def decide(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    """Take the learner's word on a line that the program could not settle."""
    if key == "escape":
        return replace(flow, deciding=False, writing=True)
    if key not in {"y", "n"}:
        return flow
    own = flow.reply.latex if key == "y" and flow.reply is not None else ""
    path = flow.path.ended(Reached.TICKED if key == "y" else Reached.REVEALED, own)
    parts = (*flow.parts, " ".join(flow.draft.split()))
    flow = replace(flow, path=path, parts=parts, deciding=False, writing=True, reply=None)
    return to_next_line(flow, now, judge)


def to_next_line(flow: Flow, now: float, judge: Judge) -> Flow:
    """Go on behind a line that is done: to the next, to the choice that follows the last, or the answer."""
    flow = replace(flow, draft="")
    if not flow.path.finished:
        return flow
    last = flow.view.typed.closing() if flow.view.typed else None
    if last is None:
        return reveal(flow, now, judge)
    prompt = flow.view.prompt._replace(options=last.options, right=last.right)
    return replace(flow, view=replace(flow.view, prompt=prompt), closing=last.text, writing=False)


def ask_paper(flow: Flow, _now: float, _judge: Judge) -> Flow:
    """Ask whether all lines of a derivation are to be shown: there is no way back from that."""
    return replace(flow, paper_asked=flow.view.prompt.asks is Asks.DERIVE and not flow.closing)


def on_paper(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    """Show the lines of a derivation that was done on paper, to be ticked, if that is meant."""
    flow = replace(flow, paper_asked=False)
    return to_rubric(to_paper(flow), now, judge) if key == "y" else replace(flow, writing=True)


def to_paper(flow: Flow) -> Flow:
    """Put the lines of a derivation where a rubric is ticked."""
    prompt = flow.view.prompt
    rubric = tuple(_to_tick(line.latex, line.reason) for line in prompt.lines if line.asked)
    view = replace(flow.view, prompt=prompt._replace(rubric=rubric, answer=""))
    return replace(flow, view=view, stage=Stage.TICK, writing=False, on_paper=True, reply=None)


def _to_tick(latex: str, reason: str) -> str:
    return f"${latex}$ · {reason}" if reason else f"${latex}$"


def may_ask_reason(flow: Flow) -> bool:
    """Tell whether the reason of the line that is asked can be shown, and was not yet."""
    derives = flow.view.prompt.asks is Asks.DERIVE and flow.stage is Stage.ASK
    return derives and not flow.path.hinted and not flow.closing


def ask_reason(flow: Flow) -> Flow:
    """Show the reason of the line that is asked; keys stay commands, and what was said before is over."""
    return replace(flow, path=replace(flow.path, hinted=True), reply=None)
