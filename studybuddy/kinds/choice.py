"""A body with a task list goes in; its shuffled options are asked, and the program judges."""

from collections.abc import Iterator

from studybuddy.kinds.asking import answer_with_rubric, question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Parsed
from studybuddy.kinds.shuffle import shuffled
from studybuddy.model import Answer, Asks, Card, Grade, Problem, Prompt, Severity, Verdict


def parse(body: Body) -> Parsed:
    """Take the first task list as the options, what stands before as the question, the rest as the reason."""
    from studybuddy.kinds.fields import common_fields
    from studybuddy.kinds.options import option_problems, task_lists

    (block, options), *more = task_lists(body)
    problems = [*option_problems(body, block, options)]
    suffixes = () if problems else ("",)
    problems += [
        body.problem(other.start, "a second task list", "it is shown with the explanation; merge the two")
        for other, _ in more
    ]
    problems += _places(body, block.start)
    fields = common_fields(body) | {
        "prompt": body.open_text(body.section.start, block.start),
        "answer": joined(body.open_text(block.end, body.section.end), body.text("answer")),
        "options": [{"text": option.text, "right": option.ticked is True} for option in options],
    }
    return Parsed(fields, suffixes, tuple(problems))


def _places(body: Body, start: int) -> Iterator[Problem]:
    """Yield a warning for words that name an option by its place, in the options and in all that follows."""
    from studybuddy.kinds.option_places import named_places

    lines = body.document.lines[start : body.section.end]
    for line, words in named_places(lines):
        message = f"“{words}” seems to name an option by its place, and the options are shuffled"
        yield body.problem(start + line, message, "name it by what it says", Severity.WARNING)


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - a choice is one question
    """Ask for the right options, in the order that the seed gives."""
    options = card.fields["options"]
    order = shuffled(len(options), seed)
    return Prompt(
        Asks.CHOOSE,
        question_text(card, card.fields["prompt"]),
        answer_with_rubric(card.fields),
        options=tuple(options[index]["text"] for index in order),
        right=frozenset(place for place, index in enumerate(order) if options[index]["right"]),
        **surroundings(card),
    )


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:
    """Pass exactly the right set of options; a hint makes the pass a hard one."""
    return judge_chosen(prompt(card, question_id, seed).right, answer)


def judge_chosen(right: frozenset[int], answer: Answer) -> Verdict:
    """Judge the options chosen against the right ones; both are places in the order shown."""
    if answer.chosen == right:
        return Verdict(passed=True, suggested_grade=Grade.HARD if answer.hints_used else Grade.GOOD)
    if len(right) == 1 and len(answer.chosen) <= 1:
        said = (f"Right: {_numbers(right)}.",)
        return Verdict(passed=False, suggested_grade=Grade.AGAIN, notes=said)
    notes = []
    if wrong := answer.chosen - right:
        notes.append(f"Wrong: {_numbers(wrong)}.")
    if missed := right - answer.chosen:
        notes.append(f"{'Missed' if answer.chosen else 'Right'}: {_numbers(missed)}.")
    return Verdict(passed=False, suggested_grade=Grade.AGAIN, notes=tuple(notes))


def _numbers(places: frozenset[int]) -> str:
    return ", ".join(str(place + 1) for place in sorted(places))
