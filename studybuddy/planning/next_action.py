"""A round's practice flows in; the one thing that raises readiness most, with its command, flows out.

In this order: a mock when nothing else can lift the round any more; a problem to redo; practice that is due;
practice that is new; for behavioral first the competency that was never told; what was practised longest ago,
once nothing is new; else the cards least known.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from studybuddy.planning.rounds import BEHAVIORAL, RESEARCH
from studybuddy.planning.standing import Standing
from studybuddy.planning.tracking import mock_command

_NAMES = {"kata": "kata", "redo": "redo", "derivation": "derive", "design": "case", "star": "rehearse"}
AGAIN_AFTER_DAYS = 7  # sooner the answer is still in the ear
_FIRST = ("redo",)  # a mistake made once is the cheapest one to lose


class Again(NamedTuple):
    """A piece of practice that was done before, `days` ago, and is not due."""

    question_id: str
    kind: str
    domain: str
    days: int


class Action(NamedTuple):
    """What to do next: in words, and as the command to type; empty when there is nothing to suggest."""

    text: str = ""
    command: str = ""
    question_id: str = ""


def next_action(
    name: str,
    practice: Sequence[Standing],
    today: date,
    *,
    cap: float | None = None,
    weakest_topic: str = "",
    competencies: Mapping[str, str],
) -> Action:
    """Choose what to do next for the round `name`; `cap` is given when it holds the round down."""
    if cap is not None and cap < 100:
        text = "a mock lifts the cap" if cap == 70 else "a partner's mock lifts the cap"
        return Action(text, mock_command(name, partner=cap != 70))
    if name == BEHAVIORAL:
        gap = first_gap(practice, competencies)
        if gap is not None:
            return Action(f"gap: {gap.about}", f"studybuddy review {gap.question_id}", gap.question_id)
    if (task := _next_task(practice, today)) is not None:
        return task
    if weakest_topic:
        return Action(f"cards: {weakest_topic}", f"studybuddy review --topic {weakest_topic}")
    if name == RESEARCH:
        return Action("discuss a paper", "studybuddy track research --minutes 30")
    return Action()


def practised_longest_ago(practice: Iterable[Standing], today: date) -> Again | None:
    """Find what was not done for longest, a week or more, where nothing is left that was never done."""
    tasks = [row for row in practice if row[1] in _NAMES]
    if not tasks or any(row[6] is None for row in tasks):
        return None
    question_id, kind, domain, _, _, _, last_day, _ = min(tasks, key=lambda row: (row[6] or "", row[0]))
    days = (today - date.fromisoformat(last_day or "")).days
    return Again(question_id, kind, domain, days) if days >= AGAIN_AFTER_DAYS else None


def _next_task(practice: Sequence[Standing], today: date) -> Action | None:
    tasks = [row for row in practice if row[1] in _NAMES]  # checked questions come with the cards
    chosen = _most_overdue(tasks, today) or min(
        (row for row in tasks if row[6] is None), key=lambda row: row[4], default=None
    )
    if chosen is not None:
        return _task(chosen[0], chosen[1])
    again = practised_longest_ago(practice, today)
    if again is None:
        return None
    return _task(again.question_id, again.kind)._replace(text=f"again: {again.question_id}")


class Gap(NamedTuple):
    """A competency of which no story was ever told, and the first prompt that asks for one."""

    about: str
    question_id: str


def first_gap(rows: Iterable[Standing], competencies: Mapping[str, str]) -> Gap | None:
    """Find the first competency of which no story was ever told.

    A prompt whose competency is not known stands for itself.
    """
    told: dict[str, bool] = {}
    first: dict[str, str] = {}
    for question_id, kind, _, _, _, _, last_day, _ in rows:
        if kind == "star":
            about = competencies.get(question_id, question_id)
            told[about] = told.get(about, False) or last_day is not None
            first.setdefault(about, question_id)
    return next((Gap(about, first[about]) for about, was_told in told.items() if not was_told), None)


def _most_overdue(tasks: Sequence[Standing], today: date) -> Standing | None:
    """Find what is due for longest; problems to redo come before everything."""
    due = [
        (row[1] not in _FIRST, date.fromisoformat(row[6]).toordinal() + row[5], row)
        for row in tasks
        if row[6] is not None
    ]
    ready = [one for one in due if one[1] <= today.toordinal()]
    return min(ready, key=lambda one: one[:2])[2] if ready else None


def _task(question_id: str, kind: str) -> Action:
    command = f"studybuddy {'kata' if kind == 'kata' else 'review'} {question_id}"
    name = _NAMES[kind]
    says_so = question_id.startswith(f"{name}-")  # as the ids of derivations and redos do
    return Action(question_id if says_so else f"{name} {question_id}", command, question_id)
