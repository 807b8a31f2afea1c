"""A kata in, what a verb says of its attempt out: the next hint, a comparison, a blank file, the solution."""

import secrets
from dataclasses import replace

from studybuddy.commands.desk import Desk
from studybuddy.commands.kata_choice import Chosen
from studybuddy.commands.kata_practice import stamp
from studybuddy.commands.kata_texts import COMPARISONS, diff_panel, solution_panel
from studybuddy.errors import UsageError
from studybuddy.kinds.kata_stub import stub
from studybuddy.store.workspaces import Attempt

SEED_BITS = 31


def next_hint(desk: Desk, chosen: Chosen) -> str:
    """Return the next hint, and count it in the attempt, which begins with it if there is none."""
    hints = chosen.card.fields.get("hints", ())
    if not hints:
        return f"{chosen.card.id} has no hints."
    is_new = not chosen.workspace.is_begun()
    with chosen.workspace.locked():
        attempt = _current(desk, chosen)
        used = attempt.evidence.hints
        if used < len(hints):
            chosen.workspace.keep(replace(attempt, evidence=replace(attempt.evidence, hints=used + 1)))
    number = min(used, len(hints) - 1)
    hint = f"**Hint {number + 1} of {len(hints)}**\n\n{hints[number]}"
    if not is_new:
        return hint
    name = chosen.card.id
    return f"{hint}\n\n{name} is begun with this hint, which counts in its grade: `studybuddy kata {name}`"


def difference(chosen: Chosen, other: str) -> str:
    """Return the comparison. Raises: UsageError."""
    if other not in COMPARISONS:
        raise UsageError(f"--with is {other!r}", f"choose one of {', '.join(COMPARISONS)}")
    if is_untouched(chosen):
        raise UsageError(f"{chosen.card.id} is not begun", f"begin it: studybuddy kata {chosen.card.id}")
    return diff_panel(chosen, other).text


def start_over(desk: Desk, chosen: Chosen) -> str:
    """Archive the attempt and hand out the stub; return what became of it."""
    with chosen.workspace.locked():
        attempt = _current(desk, chosen)
        opened = chosen.workspace.reset(
            stub(chosen.card), chosen.card.digest, attempt.seed, stamp(desk), attempt.evidence
        )
    return f"{chosen.workspace.file}: {opened.message}"


def is_untouched(chosen: Chosen) -> bool:
    """Tell whether the learner never worked on this kata: nothing is there to compare, all there to spoil."""
    return chosen.workspace.attempt() is None and not chosen.workspace.file.is_file()


def shown_solution(desk: Desk, chosen: Chosen) -> str:
    """Return the solution; an attempt that has not passed, or was not begun, remembers that it was shown."""
    if is_untouched(chosen):
        with chosen.workspace.locked():
            _current(desk, chosen)
    attempt = chosen.workspace.attempt()
    if attempt and not attempt.is_over and attempt.evidence.passed_seconds is None:
        with chosen.workspace.locked():
            chosen.workspace.keep(replace(attempt, evidence=replace(attempt.evidence, shown=True)))
    return solution_panel(chosen).text


def _current(desk: Desk, chosen: Chosen) -> Attempt:
    opened = chosen.workspace.open(
        stub(chosen.card), chosen.card.digest, secrets.randbits(SEED_BITS), stamp(desk)
    )
    return opened.attempt
