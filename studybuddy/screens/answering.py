"""A typed answer flows in, the state after Enter flows out: the next gap, or the answer."""

from dataclasses import replace

from studybuddy.model import Asks, Heard, Reply
from studybuddy.screens.flow import Flow, Step
from studybuddy.screens.question import Judge
from studybuddy.screens.revealing import reveal


def enter_answer(flow: Flow, now: float, judge: Judge) -> Step:
    """Take what was typed as the answer, or as a gap's text; what cannot be read stays, to be mended."""
    texts = _gap_texts(flow)
    reply = _checked(flow, texts)
    if reply is not None and reply.heard is Heard.UNREADABLE:
        return replace(flow, reply=reply)
    before = flow.parts if flow.view.prompt.asks is Asks.TYPE else ()  # an attempt replaces an earlier one
    flow = replace(flow, parts=(*before, *texts), draft="", reply=reply)
    more_gaps = flow.view.prompt.asks is Asks.TYPE and len(flow.parts) < len(flow.view.prompt.blanks)
    return flow if more_gaps else reveal(flow, now, judge)


def back_to_gap(flow: Flow) -> Flow:
    """Take the gap before back into the line, while nothing is typed for the next."""
    if flow.view.prompt.asks is not Asks.TYPE or not flow.parts or flow.draft:
        return flow
    return replace(flow, parts=flow.parts[:-1], draft=flow.parts[-1], reply=None)


def _gap_texts(flow: Flow) -> tuple[str, ...]:
    """Take the typed line as one gap's text, or as all of them when it holds as many, with `;` between."""
    texts = tuple(part.strip() for part in _split(flow.draft))
    gaps = len(flow.view.prompt.blanks)
    return texts if gaps > 1 and len(texts) == gaps and not flow.parts else (flow.draft.strip(),)


def _split(draft: str) -> list[str]:
    """Split at `;`, but not inside brackets: a matrix has rows."""
    texts, depth = [""], 0
    for character in draft:
        depth = max(0, depth + (character in "([{") - (character in ")]}"))
        if character == ";" and not depth:
            texts.append("")
        else:
            texts[-1] += character
    return texts


def _checked(flow: Flow, texts: tuple[str, ...]) -> Reply | None:
    """Check the texts of gaps: the first that is no answer, else the last; None where nobody can say."""
    reply = None
    for place, text in enumerate(texts, start=len(flow.parts)):
        reply = flow.view.typed.check(" ".join(text.split()), place) if flow.view.typed else None
        if reply is not None and reply.heard is Heard.UNREADABLE:
            break
    return reply
