"""The body of a card goes in, the kind that it makes comes out, with what does not go together."""

from collections.abc import Iterator

from studybuddy.kinds.body import Body
from studybuddy.kinds.gaps import has_cloze
from studybuddy.kinds.options import task_lists
from studybuddy.kinds.registry import KINDS
from studybuddy.model import Problem

_SAID = ("design", "star", "redo")  # kinds that only the heading can say
_MODIFIERS = ("reversed",)
_KATA_BLOCKS = ("starter", "reference", "check", "accept", "reject")
_HINT = "a task list makes a choice, {{c1::…}} a cloze, and nothing special a basic card"


def kind_of(body: Body) -> str:
    """Return the name of the kind, one of KINDS."""
    for block in body.open_blocks():
        if block.kind == "fence" and (kind := _fence_kind(block.info)):
            return kind
    for word in body.section.attributes.classes:
        if word in _SAID:
            return word
    if has_cloze(tuple(body.open_blocks())):
        return "cloze"
    return "choice" if next(task_lists(body), None) else "basic"


def _fence_kind(info: str) -> str | None:
    words = info.split()
    if words[:1] == ["python"] and words[1:2] and words[1] in _KATA_BLOCKS:
        return "kata"  # with any block of one: what it lacks is then said
    return words[0] if words and words[0] in ("answer", "derivation") else None


def kind_problems(body: Body, made: str) -> Iterator[Problem]:
    """Yield where the heading says another kind than the body makes, and what that kind cannot hold."""
    line, classes = body.section.start, body.section.attributes.classes
    for word in classes:
        if word in _MODIFIERS or word == made:
            continue
        if word in KINDS:
            yield body.problem(line, f"the heading says `.{word}`, but the body makes `{made}`", _HINT)
        else:
            hint = f"known are {', '.join((*KINDS, *_MODIFIERS))}"
            yield body.problem(line, f"unknown kind `.{word}`", hint)
    if "reversed" in classes and made != "basic":
        yield body.problem(
            line, f"`.reversed` does not go with `{made}`", "only a basic card can be reversed"
        )
    if made == "cloze" and next(task_lists(body), None):
        yield body.problem(line, "a task list in a cloze card", "make two cards of it")
    elif made != "cloze" and has_cloze(tuple(body.open_blocks())):
        yield body.problem(line, f"a cloze in a {made} card", "make two cards of it")
