"""A kata's state and a key flow in, the next state, a grade or a wish flows out; nothing is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from studybuddy.kinds.follow_ups import steps
from studybuddy.model import Grade
from studybuddy.screens.flow import GRADE_KEYS
from studybuddy.screens.kata_view import Do, KataFlow, Stage

Step = KataFlow | Grade | Do
_Handler = Callable[[KataFlow, float], Step]

WISHES: Mapping[str, Do] = {
    "r": Do.RUN,
    "e": Do.EDIT,
    "d": Do.DIFF,
    "k": Do.SKIP,
    "q": Do.QUIT,
}
CONFIRMED: Mapping[str, Do] = {"x": Do.RESET, "s": Do.SOLUTION}


def press(flow: KataFlow, key: str, now: float) -> Step:
    """Take one key: a character, or "enter", "escape", "ctrl-c". A key without a meaning changes nothing."""
    if key == "ctrl-c":
        return Do.QUIT
    if flow.help_open or flow.panel:
        return replace(flow, help_open=False, panel=None)
    if flow.confirming is not None:
        wish = flow.confirming
        return wish if key == "y" else replace(flow, confirming=None)
    handler = _STAGE_KEYS[flow.stage].get(key)
    if handler is not None:
        return handler(replace(flow, message=""), now)
    if flow.stage is Stage.GRADE and key in GRADE_KEYS:
        return GRADE_KEYS[key]
    return flow


def started(flow: KataFlow, now: float) -> KataFlow:
    """Let the clock run and begin to work."""
    return replace(flow, stage=Stage.WORK, clock=flow.clock.started(now), paused=False)


def _start(_flow: KataFlow, _now: float) -> Step:
    return Do.START


def _wish(wish: Do) -> _Handler:
    return lambda _flow, _now: wish


def _confirm(wish: Do) -> _Handler:
    def ask(flow: KataFlow, _now: float) -> Step:
        free = wish is Do.SOLUTION and (flow.has_passed or flow.gave_up)
        return wish if free else replace(flow, confirming=wish)

    return ask


def _hint(flow: KataFlow, _now: float) -> Step:
    if not flow.view.hints:
        return replace(flow, message="this kata has no hints")
    if flow.hints == len(flow.view.hints):
        return replace(flow, message="that were all hints; s shows the solution")
    return replace(flow, hints=flow.hints + 1, hint_is_news=True)


def _pause(flow: KataFlow, now: float) -> Step:
    if flow.has_passed:
        return flow
    if flow.paused:
        return replace(flow, paused=False, clock=flow.clock.started(now))
    return replace(flow, paused=True, clock=flow.clock.stopped(now))


def _prompt(flow: KataFlow, _now: float) -> Step:
    return replace(flow, prompt_open=not flow.prompt_open) if flow.verdict else flow


def _help(flow: KataFlow, _now: float) -> Step:
    return replace(flow, help_open=True)


def _give_up(flow: KataFlow, now: float) -> Step:
    if flow.has_passed:
        return flow
    return replace(flow, gave_up=True, stage=Stage.GRADE, clock=flow.clock.stopped(now))


def _go_on(flow: KataFlow, _now: float) -> Step:
    """After a pass: the follow-ups, then the grade. Before it, Enter checks."""
    if not flow.has_passed:
        return Do.RUN
    if flow.view.follow_ups:
        return replace(flow, stage=Stage.FOLLOW_UP, follow_ups=1)
    return replace(flow, stage=Stage.GRADE)


def _next_follow_up(flow: KataFlow, _now: float) -> Step:
    if flow.follow_ups < len(steps(flow.view.follow_ups)):
        return replace(flow, follow_ups=flow.follow_ups + 1)
    return replace(flow, stage=Stage.GRADE)


def _back(flow: KataFlow, now: float) -> Step:
    """Go back to the code; who had given up goes on against the clock."""
    clock = flow.clock if flow.has_passed or flow.paused else flow.clock.started(now)
    return replace(flow, stage=Stage.WORK, gave_up=False, clock=clock)


def _take_suggestion(flow: KataFlow, _now: float) -> Step:
    return flow.suggested


_WISHES: Mapping[str, _Handler] = {key: _wish(wish) for key, wish in WISHES.items()}
_CONFIRMED: Mapping[str, _Handler] = {key: _confirm(wish) for key, wish in CONFIRMED.items()}
_STAGE_KEYS: Mapping[Stage, Mapping[str, _Handler]] = {
    Stage.READY: {
        "enter": _start,
        " ": _start,
        "k": _wish(Do.SKIP),
        "q": _wish(Do.QUIT),
        "x": _confirm(Do.RESET),
        "?": _help,
    },
    Stage.WORK: {
        **_WISHES,
        **_CONFIRMED,
        "enter": _go_on,
        "h": _hint,
        "p": _pause,
        "m": _prompt,
        "g": _give_up,
        "?": _help,
    },
    Stage.FOLLOW_UP: {
        "enter": _next_follow_up,
        " ": _next_follow_up,
        "f": _next_follow_up,
        "escape": _back,
        "q": _wish(Do.QUIT),
    },
    Stage.GRADE: {
        "enter": _take_suggestion,
        "escape": _back,
        "d": _wish(Do.DIFF),
        "s": _wish(Do.SOLUTION),
        "q": _wish(Do.QUIT),
    },
    Stage.DONE: {
        **dict.fromkeys(("enter", " ", "q", "escape"), _wish(Do.LEAVE)),
        "d": _wish(Do.DIFF),
        "s": _wish(Do.SOLUTION),
    },
}
