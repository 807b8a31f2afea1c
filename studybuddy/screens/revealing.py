"""A question's state flows in, the state with its answer up flows out, then the grade."""

from dataclasses import replace

from studybuddy.model import Answer, Asks, Grade
from studybuddy.screens.flow import Flow, Stage, Step
from studybuddy.screens.question import Graded, Judge


def reveal(flow: Flow, now: float, judge: Judge) -> Flow:
    """Show the answer, judged."""
    timed = flow.view.prompt.asks in {Asks.PHASES, Asks.TELL}
    took = flow.spent if timed else flow.shown.elapsed(now)
    path = flow.path.ticked(flow.ticked) if flow.on_paper else flow.path.given_up()
    answer = Answer(
        _text(flow), flow.chosen, flow.ticked, flow.hints, round(took * 1000), path.reached, path.mistakes
    )
    return replace(
        flow, stage=Stage.GRADE, writing=False, draft="", path=path, answer=answer, verdict=judge(answer)
    )


def _text(flow: Flow) -> str:
    """Join what is kept of the learner's words: a gap a line, or the outlines under their phases' names."""
    if flow.view.prompt.asks is not Asks.PHASES:
        return "\n".join(flow.parts)
    named = zip(flow.view.prompt.phases, flow.parts, strict=False)
    return "\n\n".join(f"{phase.name}:\n{outline}" for phase, outline in named if outline)


def to_rubric(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the rubric to tick, or the answer where there is none."""
    return replace(flow, stage=Stage.TICK) if flow.view.prompt.rubric else reveal(flow, now, judge)


def number(flow: Flow, index: int, now: float, judge: Judge) -> Step:
    """Take an option, or tick a line of the rubric, by its index."""
    prompt = flow.view.prompt
    if flow.stage is Stage.TICK and index < len(prompt.rubric):
        return replace(flow, ticked=flow.ticked ^ {index}, mark=index)
    if flow.stage is Stage.ASK and index < len(prompt.options):
        if len(prompt.right) > 1:
            return replace(flow, chosen=flow.chosen ^ {index})
        return reveal(replace(flow, chosen=frozenset({index})), now, judge)
    return flow


def graded(flow: Flow, grade: Grade, now: float) -> Graded:
    """End the question with a grade."""
    shown_ms = round(flow.shown.elapsed(now) * 1000)
    return Graded(grade, flow.answer, flow.confidence, shown_ms, flow.verdict, flow.revealed)
