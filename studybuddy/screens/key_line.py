"""A question's state flows in, the keys that mean something now flow out as short texts."""

from collections.abc import Iterator

from studybuddy.model import Asks, Grade
from studybuddy.screens.flow import GRADE_KEYS, Flow, Stage
from studybuddy.screens.question import Command

SURE = {1: "a guess", 2: "unsure", 3: "sure"}

PAPER = "show every line, to tick those that you have on paper?"
LEAVING = "what you typed is not saved yet: go on without it?"
_LEAVING_WORDS = {Command.OVER: "start over", Command.KNOW: "I know it"}
_ESCAPE = "Esc: keys (u h e q ?)"
_REMARKS = ("again today", "once more", "done for today", "noted")  # of labels: said once for all their keys


def key_line(flow: Flow) -> Iterator[str]:
    """Name the keys that mean something now, the most important first; "" begins a new line."""
    if flow.leaving is not None:
        yield from (leaving(flow), *_leaving_keys(flow))
        return
    if flow.doubted:
        yield from (doubt(flow), "y record easy", "n back to the grades")
        return
    if flow.asking_confidence:
        yield from ("how sure are you?", *(f"{key} {words}" for key, words in SURE.items()))
        return
    if flow.paper_asked:
        yield from (PAPER, "y show them", "n go on typing")
        return
    if flow.deciding:
        yield from ("y it is the same", "n it is not", "Esc type it again")
        return
    if flow.writing:
        yield from _writing_keys(flow)
        return
    yield from _stage_keys(flow)
    prompt = flow.view.prompt
    if flow.stage is Stage.GRADE and prompt.follow_ups:
        yield from _follow_up_key(flow)
    if flow.stage is not Stage.GRADE and flow.hints < len(prompt.hints) and prompt.asks is not Asks.CODE:
        yield f"h hint {flow.hints + 1}/{len(prompt.hints)}"
    if flow.stage is Stage.ASK and prompt.asks is not Asks.CODE:
        yield "c sure?"
    if flow.stage not in {Stage.PHASE, Stage.TELL}:  # while a clock runs, it means nothing
        yield "u undo"
    yield from ("? keys", "q quit")


def _follow_up_key(flow: Flow) -> Iterator[str]:
    from studybuddy.kinds.follow_ups import steps  # no first frame asks one

    texts = flow.view.prompt.follow_ups
    for step in steps(texts)[flow.follow_ups :][:1]:
        yield "f its answer" if step.is_answer else f"f follow-up {step.number}/{len(texts)}"


def leaving(flow: Flow) -> str:
    """Say what the command that was given would do."""
    match flow.leaving_by:
        case Command.SUSPEND:
            return "suspend: never ask it again, until studybuddy unsuspend?"
        case Command.OVER:
            return "start over, and drop what was kept?"
        case Command.KNOW if flow.failed:
            return f"{_why_doubted(flow)}: do you know it?"
    return LEAVING if flow.leaving_grade is None else "this answer has no grade yet: quit?"


def _leaving_keys(flow: Flow) -> Iterator[str]:
    if flow.leaving_grade is None:
        yield f"y {_LEAVING_WORDS.get(flow.leaving_by, flow.leaving_by.value)}"
    else:
        yield from (f"Enter record {grade_word(flow.leaving_grade)} and quit", "y quit without a grade")
    yield "n stay"


def doubt(flow: Flow) -> str:
    """Say why the grade easy is asked for once more."""
    return f"{_why_doubted(flow)}: is it easy?"


def _why_doubted(flow: Flow) -> str:
    return "you revealed it" if flow.revealed else "the program judged it wrong"


def _writing_keys(flow: Flow) -> Iterator[str]:
    if flow.stage is Stage.PHASE:
        yield from ("Enter new line", "Esc done writing")
    elif flow.wants_reason:
        yield from ("Enter on to the line", "Esc: keys (h hint, p on paper, u undo, q quit)", "Ctrl-C quits")
    elif flow.view.prompt.asks is Asks.DERIVE:
        yield from (
            "Enter check",
            "Enter on empty: reveal the line",
            "Esc: keys (h hint, p on paper, u undo, q quit)",
            "Ctrl-C quits",
        )
    elif flow.view.prompt.asks is Asks.TYPE:
        yield from ("Enter check", "Enter on empty: reveal", _ESCAPE, "Ctrl-C quits")
    else:
        yield from ("Enter reveal", _ESCAPE, "Ctrl-C quits")


def _stage_keys(flow: Flow) -> Iterator[str]:
    prompt = flow.view.prompt
    last = flow.phase + 1 == len(prompt.phases)
    if flow.stage is Stage.GRADE:
        yield from _grade_keys(flow)
    elif flow.stage is Stage.READY:
        yield from ("Enter start the clock", "l later")
    elif flow.stage is Stage.PHASE:
        yield from ("Enter to the rubric" if last else "Enter next phase", "t type", _pause_key(flow))
    elif flow.stage is Stage.TELL:
        yield from ("Enter stop", _pause_key(flow))
    elif flow.stage is Stage.TICK:
        if flow.none_meant and not flow.ticked:
            yield from ("nothing is ticked: Enter again if you had none", "")
        yield from ("1–9 or space tick", "↑↓ move", "Enter done")
    elif prompt.asks is Asks.CHOOSE or flow.closing:
        several = len(prompt.right) > 1
        yield f"1–{len(prompt.options)} {'tick' if several else 'choose'}"
        if several:
            yield "Enter confirm"
        yield "r reveal"
    elif prompt.asks is Asks.TYPE:
        yield from ("Esc back to typing", "r reveal")
    elif prompt.asks is Asks.DERIVE:
        yield from ("Esc back to typing", *(() if flow.path.hinted else ("h hint: why the line follows",)))
        yield from ("p done on paper: tick", "r reveal all")
    elif prompt.asks is Asks.CODE:
        yield from ("Enter open the kata", "n not now", "b bury", "s suspend")
    else:
        yield from ("space reveal", "t type")


def _pause_key(flow: Flow) -> str:
    return "p go on" if flow.paused else "p pause"


def _grade_keys(flow: Flow) -> Iterator[str]:
    for grade, text in grade_offers(flow).items():
        yield f"[{text}]" if grade is flow.suggested else text
    yield ""
    if flow.suggested is not None:
        yield "Enter takes [ ]"
    yield from grade_remarks(flow)


def grade_offers(flow: Flow) -> dict[Grade, str]:
    """Name each grade that is offered with its key and, where they differ, its interval."""
    same = _shared_interval(flow)
    return {
        grade: f"{key} {grade_word(grade)} {'' if same else _interval(flow.offered[grade])}".rstrip()
        for key, grade in GRADE_KEYS.items()
        if grade in flow.offered
    }


def grade_remarks(flow: Flow) -> Iterator[str]:
    """Say what all grades mean, then what some mean for today, their keys in front: "1, 2: again today"."""
    if same := _shared_interval(flow):
        yield f"at first {same} each"
    for remark in _REMARKS:
        keys = [key for key, grade in GRADE_KEYS.items() if flow.offered.get(grade, "").endswith(remark)]
        if keys:
            yield f"{', '.join(keys)}: {remark}"


def _shared_interval(flow: Flow) -> str:
    """Return the interval that every grade leads to, as of a card that begins; "" where they differ."""
    found = {_interval(label) for label in flow.offered.values()}
    return found.pop() if len(found) == 1 and len(flow.offered) > 1 else ""


def _interval(label: str) -> str:
    for remark in _REMARKS:
        label = label.removesuffix(remark)
    return label.rstrip(", ")


def grade_word(grade: Grade) -> str:
    """Name a grade as the keys and the command line do: "again", "hard", "good", "easy"."""
    return grade.name.lower()
