"""A derivation goes in; what each of its lines needs, or with a seed a question for that, comes out.

Which assumptions a line needs is found by taking them away one at a time, not by what the author wrote.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from studybuddy.kinds.derivation_block import parsed
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.shuffle import shuffled
from studybuddy.model import Asks, Prompt

_SEED = 11
_NONE = "none of them: it holds without"
_OTHER = {1: "unit", 2: "orthogonal"}  # by rank: what is not assumed is offered too, where little is declared
_OPTIONS = 3


def ask_for_assumption(fields: Mapping[str, Any], seed: int) -> Prompt:
    """Ask for the assumptions that one of the lines with `uses:` needs; the seed chooses the line."""
    lines = fields["lines"]
    candidates = [number for number, line in enumerate(lines) if line.get("uses")]
    at = candidates[seed % len(candidates)]
    used, offered = _analysed(fields["block"], at)
    options = [*offered, _NONE]
    order = shuffled(len(options), seed)
    right = frozenset(place for place, index in enumerate(order) if options[index] in (used or (_NONE,)))
    formula = f"$${lines[at]['latex']}$$" if lines[at]["latex"] else lines[at].get("words", "")
    question = f"Which of these does line {at + 1} need, so that it fails without?"
    return Prompt(
        Asks.CHOOSE,
        joined(question, formula),
        "",
        options=tuple(options[index] for index in order),
        right=right,
    )


def needed(block: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each line of a block, from 0, that fails without some assumptions, with these."""
    from studybuddy.notation.following import step_holds
    from studybuddy.notation.numeric import Status
    from studybuddy.notation.verify import used_assumptions

    steps = parsed(block).steps
    for at, step in enumerate(steps):
        if step.claim is None or step_holds(step, steps[:at], _SEED)[0].status is not Status.AGREE:
            continue
        if used := used_assumptions(step, steps[:at], _SEED):
            yield step.line, tuple(map(_said, used))


@lru_cache(maxsize=64)
def _analysed(block: str, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the assumptions that a step needs, and all that are declared by then."""
    from studybuddy.notation.verify import used_assumptions

    steps = parsed(block).steps
    step = steps[at]
    used = tuple(_said(word) for word in used_assumptions(step, steps[:at], _SEED))
    variables = tuple(step.declarations.variables.values())
    declared = [f"{each.name} is {word}" for each in variables for word in sorted(each.words - {"rv"})]
    others = [f"{each.name} is {_OTHER[len(each.shape)]}" for each in variables if len(each.shape) in _OTHER]
    known = dict.fromkeys([*used, *declared])
    strange = [other for other in dict.fromkeys(others) if other not in known]
    return used, (*known, *strange[: max(0, _OPTIONS - len(known))])


def _said(used: str) -> str:
    word, _, name = used.partition(" ")
    return f"{name} is {word}"
