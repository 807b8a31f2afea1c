"""The fixed cards that the tests of this folder show, how they are judged, and what keys do to them."""

from collections.abc import Callable

from studybuddy.model import Answer, Asks, Grade, Phase, Prompt, Verdict
from studybuddy.screens.console import Look
from studybuddy.screens.flow import Flow, Step, begin
from studybuddy.screens.frame import draw_frame
from studybuddy.screens.picture import picture
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Graded, QuestionView

LABELS = {
    Grade.AGAIN: "1d, again today",
    Grade.HARD: "6d, again today",
    Grade.GOOD: "6d",
    Grade.EASY: "6d",
}
LONG = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(1, 41))
PROMPTS = {
    "think": Prompt(
        Asks.THINK,
        "Why does an L1 penalty give *exact* zeros where L2 does not?",
        "The sub-gradient at zero is the interval $[-\\lambda, \\lambda]$.",
        hints=("Look at the gradient at zero.", "It is an interval."),
        why="Sparse weights are feature selection for free.",
        follow_ups=("What happens with two identical features?",),
    ),
    "long": Prompt(Asks.THINK, "Tell me everything.", LONG),
    "type": Prompt(
        Asks.TYPE, "The derivative of the sigmoid is […].", "s(1 − s)", blanks=(("s(1-s)",),)
    ),
    "choose": Prompt(
        Asks.CHOOSE, "Which is a proper scoring rule?", "", options=("accuracy", "log loss", "F1"),
        right=frozenset({1}), why="It is minimised by the true probabilities.",
    ),
    "phases": Prompt(
        Asks.PHASES, "Design a feed.", "",
        phases=(Phase("Requirements", 300, "Who uses it?"), Phase("Metrics", 120, "What is success?")),
        rubric=("Names the users and the scale", "Picks an online metric"),
        strong="Ten million users, sessions a week.", weak="A big model.",
    ),
    "tell": Prompt(
        Asks.TELL, "Tell me about a conflict.", "", seconds=(150, 180), rubric=("Own action", "Result"),
    ),
    "crash": Prompt(Asks.THINK, "This one ends badly.", "never shown"),
}  # fmt: skip


def judge(name: str) -> Callable[[Answer], Verdict]:
    def judged(answer: Answer) -> Verdict:
        prompt = PROMPTS[name]
        if name == "crash":
            message = "the judge fell over"
            raise RuntimeError(message)
        if prompt.asks is Asks.TYPE:
            passed = answer.text == "s(1-s)"
            return Verdict(passed, Grade.GOOD if passed else Grade.AGAIN)
        if prompt.asks is Asks.CHOOSE:
            passed = answer.chosen == prompt.right
            return Verdict(passed, Grade.GOOD if passed else Grade.AGAIN)
        if prompt.rubric:
            share = len(answer.ticked) / len(prompt.rubric)
            return Verdict(None, Grade.AGAIN if share < 0.4 else Grade.EASY)
        return Verdict(None, None)

    return judged


def view(name: str, position: int = 1, total: int = 1) -> QuestionView:
    return QuestionView(PROMPTS[name], position, total, LABELS, 18, ("math", "gradients"))


def pressed(name: str, *keys: str, typed: str = "") -> Step:
    """Press keys a second apart; a key of several letters that is no name is text typed before an Enter."""
    step: Step = begin(view(name), 0.0)
    for second, key in enumerate(keys, start=1):
        assert isinstance(step, Flow)
        step = press(step, key, float(second), judge(name), typed)
    return step


def flow_after(name: str, *keys: str, typed: str = "") -> Flow:
    step = pressed(name, *keys, typed=typed)
    assert isinstance(step, Flow)
    return step


def graded(name: str, *keys: str, typed: str = "") -> Graded:
    step = pressed(name, *keys, typed=typed)
    assert isinstance(step, Graded)
    return step


def shown(flow: Flow) -> str:
    """Draw a question on a screen that is high enough for all of it."""
    return "\n".join(draw_frame(picture(flow, 200.0, Look()), 80, 60))
