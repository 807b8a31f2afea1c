"""A question's state and a key flow in, the next state, a grade or a command flows out; nothing is drawn."""

from collections.abc import Mapping
from dataclasses import replace

from studybuddy.model import Asks, Grade
from studybuddy.screens.answering import back_to_gap, enter_answer
from studybuddy.screens.deriving import ask_paper, ask_reason, decide, enter_line, may_ask_reason, on_paper
from studybuddy.screens.flow import COMMAND_KEYS, GRADE_KEYS, TYPED, Flow, Handler, Stage, Step
from studybuddy.screens.key_words import named_keys, reads_as_command, without_escape
from studybuddy.screens.question import Command, Judge
from studybuddy.screens.revealing import graded, number, reveal
from studybuddy.screens.timing import done_ticking, move, next_phase, pause, start, stop_telling, tick

_WHILE_THE_CLOCK_RUNS = frozenset({None, Command.QUIT, Command.OVER})
_ONLY_BY_YES = frozenset({Command.SUSPEND, Command.KNOW, Command.OVER})  # words repeat letters


def press(flow: Flow, key: str, now: float, judge: Judge, typed: str = "") -> Step:
    """Take one key: a character, or "enter", "escape", "up", "down", "ctrl-c", "back".

    `typed` is what the line being typed holds; while `flow.writing`, only "enter", "escape", "ctrl-c" and
    "back" are meant for this function. A key without a meaning changes nothing.
    """
    if flow.said:
        flow = replace(flow, said="")
    if flow.leaving is not None or key == "ctrl-c":
        return _leave(flow, key, now, typed)
    if flow.help_open:
        return replace(flow, help_open=False)
    if flow.asking_confidence:
        sure = int(key) if key in {"1", "2", "3"} else flow.confidence
        return replace(flow, asking_confidence=False, confidence=sure)
    if flow.doubted or flow.deciding or flow.paper_asked:
        return _settle(flow, key, now, judge)
    if flow.writing:
        return _press_while_writing(replace(flow, draft=typed), key, now, judge)
    return _press_command(flow, key, now, judge)


def _settle(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    """Take y or n to what was asked beside the question."""
    if flow.deciding:
        return decide(flow, key, now, judge)
    if flow.paper_asked:
        return on_paper(flow, key, now, judge)
    return graded(flow, Grade.EASY, now) if key == "y" else replace(flow, doubted=False)


def _press_command(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    handler = _STAGE_KEYS[flow.stage].get(key)
    if handler is not None:
        return handler(flow, now, judge)
    if flow.stage is Stage.GRADE and GRADE_KEYS.get(key) in flow.offered:
        return _grade(flow, GRADE_KEYS[key], now)
    if key.isdigit() and key.isascii() and flow.stage in {Stage.ASK, Stage.TICK}:
        return number(flow, (int(key) - 1) % 10, now, judge)
    return _common(flow, key)


def _grade(flow: Flow, grade: Grade, now: float) -> Step:
    """Grade at once, but ask before what was revealed or judged wrong is called easy."""
    if grade is Grade.EASY and flow.failed:
        return replace(flow, doubted=True)
    return graded(flow, grade, now)


def _common(flow: Flow, key: str) -> Step:
    if key == "?":
        return replace(flow, help_open=True)
    if key == "h":
        return _hint(flow)
    command = COMMAND_KEYS.get(key)
    if flow.stage in {Stage.PHASE, Stage.TELL} and command not in _WHILE_THE_CLOCK_RUNS:
        return flow  # somebody who starts to type must not suspend the case
    return flow if command is None else _leave_by(flow, command)


def _hint(flow: Flow) -> Flow:
    """Show one hint more; the first of a derivation's line is the reason why it follows."""
    if may_ask_reason(flow):
        return ask_reason(flow)
    if flow.stage is Stage.GRADE or flow.view.prompt.asks is Asks.CODE:
        return flow
    hints = len(flow.view.prompt.hints)
    if flow.hints < hints:
        return replace(flow, hints=flow.hints + 1)
    none = not hints and not flow.path.hinted
    return replace(flow, said="This card has no hint." if none else "There is no further hint.")


def _leave(flow: Flow, key: str, now: float, typed: str) -> Step:
    """Take the answer of whoever is asked whether to leave, or ask."""
    if flow.leaving is not None:
        grade = flow.leaving_grade
        if key == "enter" and grade is not None:
            return replace(graded(flow.leaving, grade, now), quits=True)
        named = {name for name, command in COMMAND_KEYS.items() if command is flow.leaving_by}
        sure = {"y"} if flow.leaving_by in _ONLY_BY_YES else {"y", "ctrl-c"} | named
        return flow.leaving_by if key in sure else flow.leaving
    return _leave_by(replace(flow, draft=typed) if flow.writing else flow, Command.QUIT)


def _leave_by(flow: Flow, command: Command) -> Step:
    """Take a command at once when nothing is lost by it, else ask first."""
    if command is Command.OVER and not (flow.went_on or flow.before):
        return flow
    asks = _asks_first(flow, command)
    return replace(flow, leaving=flow, leaving_by=command, writing=False) if asks else command


def _asks_first(flow: Flow, command: Command) -> bool:
    match command:
        case Command.EDIT:
            return False
        case Command.SUSPEND | Command.OVER:
            return True
        case Command.QUIT if flow.suggested is not None:  # an answer that has no grade yet
            return True
        case Command.KNOW if flow.failed:
            return True
        case _:
            return flow.typed and not flow.keeps


def _press_while_writing(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    if key in {"escape", "back"}:
        return back_to_gap(flow) if key == "back" else replace(flow, writing=False)
    if key != "enter" or flow.stage is Stage.PHASE:  # in an outline Enter is a new line
        return flow
    if reads_as_command(flow.draft):
        step = press_named(replace(flow, draft=""), flow.draft.strip(), now, judge)
        unknown = isinstance(step, Flow) and not named_keys(flow.draft)
        return replace(step, draft=flow.draft) if unknown and isinstance(step, Flow) else step
    return _enter_text(flow, now, judge)


def press_named(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    """Take the keys that a line names; the learner goes on typing where nothing else is asked."""
    keys, flow = named_keys(line), replace(flow, said="")
    typing = f", and :{line} types it" if flow.writing else ""
    if not keys:
        return replace(flow, said=f"There is no command {line}; :help lists them{typing}.")
    writing = flow.writing and keys[0] == "back"
    step = press(replace(flow, writing=writing), keys[0], now, judge, typed=flow.draft)
    for key in keys[1:]:
        sure = isinstance(step, Flow) and step.asking_confidence
        step = press(step, key, now, judge) if isinstance(step, Flow) and sure else flow
    if not isinstance(step, Flow):
        return step
    if step.leaving is not None:
        return replace(step, leaving=flow)
    if step.stage is not flow.stage or step.help_open or step.asking_confidence or step.paper_asked:
        return step
    step = replace(step, writing=flow.writing)
    return replace(flow, said=f"{line} does nothing here{typing}.") if step == flow else step


def _enter_text(flow: Flow, now: float, judge: Judge) -> Step:
    """Take a line as text; one that stays in the line to be mended stays as it was typed."""
    text = without_escape(flow.draft)
    step = _enter_typed(replace(flow, draft=text), now, judge)
    stays = isinstance(step, Flow) and step.draft == text
    return replace(step, draft=flow.draft) if stays and isinstance(step, Flow) else step


def _enter_typed(flow: Flow, now: float, judge: Judge) -> Step:
    asks = flow.view.prompt.asks
    if asks in TYPED and flow.draft and not flow.draft.strip():
        return replace(flow, draft="")  # a slip of the space bar must not give the answer away
    if asks is Asks.DERIVE:
        return enter_line(flow, now, judge)
    if not flow.draft.strip():
        return reveal(replace(flow, revealed=asks is Asks.TYPE), now, judge)
    return enter_answer(flow, now, judge)


def _enter_ask(flow: Flow, now: float, judge: Judge) -> Step:
    asks = flow.view.prompt.asks
    if asks in TYPED and not flow.closing:
        return replace(flow, writing=True)
    if (asks is Asks.CHOOSE or flow.closing) and not flow.chosen:
        several = len(flow.view.prompt.right) > 1
        numbers = "the numbers of all right options, then Enter" if several else "the number of one option"
        return replace(flow, said=f"Nothing is chosen: press {numbers}; r reveals.")
    return Command.CODE if asks is Asks.CODE else reveal(flow, now, judge)


def _give_up(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the answer; a choice is given up only with `r`, so that a slip of the space bar costs nothing."""
    keeps = {Asks.CHOOSE, Asks.CODE, Asks.DERIVE}
    return flow if flow.view.prompt.asks in keeps else _show(flow, now, judge)


def _show(flow: Flow, now: float, judge: Judge) -> Step:
    asks = flow.view.prompt.asks
    given_up = asks in {Asks.TYPE, Asks.CHOOSE} and not flow.chosen
    return flow if asks is Asks.CODE else reveal(replace(flow, revealed=given_up), now, judge)


def _put_off(flow: Flow, _now: float, _judge: Judge) -> Step:
    return Command.LATER if flow.view.prompt.asks is Asks.CODE or flow.stage is Stage.READY else flow


def _write(flow: Flow, _now: float, _judge: Judge) -> Flow:
    asks_for_words = flow.view.prompt.asks in {Asks.THINK, *TYPED} and not flow.closing
    writable = asks_for_words or flow.stage is Stage.PHASE
    return replace(flow, writing=writable)


def _back_to_typing(flow: Flow, now: float, judge: Judge) -> Flow:
    """Undo an Esc; where nothing is being typed, Esc means nothing."""
    return _write(flow, now, judge) if flow.view.prompt.asks in TYPED or flow.draft else flow


def _ask_confidence(flow: Flow, _now: float, _judge: Judge) -> Flow:
    return replace(flow, asking_confidence=True)


def _next_follow_up(flow: Flow, _now: float, _judge: Judge) -> Flow:
    from studybuddy.kinds.follow_ups import steps  # no first key asks one

    return replace(flow, follow_ups=min(flow.follow_ups + 1, len(steps(flow.view.prompt.follow_ups))))


def _take_suggestion(flow: Flow, now: float, _judge: Judge) -> Step:
    return flow if flow.suggested is None else graded(flow, flow.suggested, now)


_STAGE_KEYS: Mapping[Stage, Mapping[str, Handler]] = {
    Stage.READY: {"enter": start, " ": start, "l": _put_off, "c": _ask_confidence},
    Stage.ASK: {
        "enter": _enter_ask,
        " ": _give_up,
        "r": _show,
        "n": _put_off,
        "l": _put_off,
        "t": _write,
        "/": _write,
        "p": ask_paper,
        "escape": _back_to_typing,
        "c": _ask_confidence,
    },
    Stage.PHASE: {"enter": next_phase, "p": pause, "t": _write, "/": _write},
    Stage.TELL: {"enter": stop_telling, " ": stop_telling, "p": pause},
    Stage.TICK: {"enter": done_ticking, " ": tick, "up": move(-1), "down": move(1)},
    Stage.GRADE: {"enter": _take_suggestion, "f": _next_follow_up},
}
