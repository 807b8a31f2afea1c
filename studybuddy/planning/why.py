"""An agenda as it was filled flows in; what put each thing on it, and what did not fit, flows out.

Every figure is the one that the agenda was filled by: nothing is weighed a second time.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from studybuddy.model import Candidate
from studybuddy.planning.agenda import Agenda, Item
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.filling import Weighed
from studybuddy.planning.progress import tracked_name
from studybuddy.planning.supply import Supply
from studybuddy.planning.targets import Target
from studybuddy.planning.work import Work

MOST_LEFT_OUT = 3


class Why(NamedTuple):
    """What put an item on the agenda.

    `due` of its pieces are due, `overdue` of them since before today, the oldest `since` that day; its first
    piece was failed `failed` times. `wanted` are what its week wants of it today, and `target` is its line of
    the week. `weighed` is what decided on it, if anything had to: reviews come first without; where some of
    its pieces are due and some are not, `also` decided on the latter. `adds` is what one more good result
    adds to the skill of its round, times the round's weight, as a share of 1.
    """

    item: Item
    due: int = 0
    overdue: int = 0
    since: date | None = None
    failed: int = 0
    wanted: int = 0
    target: Target | None = None
    weighed: Weighed | None = None
    adds: float = 0.0
    also: Weighed | None = None


class WhyToday(NamedTuple):
    """Today's agenda with its reasons.

    `left_out` is what would have come next, that which counts most first, and `minutes_over` what there was
    left for it. Of the cards that are due `cards_over` found no minutes, and `cards_spread` come back later,
    after a break. `near` is the interview whose rounds come before all other, `weights` are the rounds'
    shares of the one that is `ahead`, and `focus` are the topics that new cards come from first. On the `eve`
    of an interview and `in_pass` what is due comes first. `mock_lifts` is true where a mock is for a round
    that had none. `no_new_from` is the first day without new cards, and `new_wait` is true after a break.
    Of the rounds `closed` there are none, since an interview about them is near.
    """

    today: date
    agenda: Agenda
    items: tuple[Why, ...]
    left_out: tuple[Weighed, ...]
    minutes_over: float
    weights: Mapping[str, float]
    cards_over: int = 0
    cards_spread: int = 0
    near: InterviewEvent | None = None
    ahead: InterviewEvent | None = None
    focus: tuple[str, ...] = ()
    eve: bool = False
    in_pass: bool = False
    mock_lifts: bool = False
    no_new_from: date | None = None
    new_wait: bool = False
    closed: tuple[str, ...] = ()

    def has_some_of(self, one: Weighed) -> bool:
        """Whether today has work of its kind and round: then it has the piece that comes next, due or new."""
        kinds = {(item.name, item.round) for item in self.agenda.items}
        return (one.offer.name, one.offer.round) in kinds


def why_of(
    item: Item,
    agenda: Agenda,
    supply: Supply,
    is_overdue: Callable[[date], bool],
    pieces: Sequence[Candidate],
    targets: Sequence[Target],
    failed: int,
) -> Why:
    """Say what put an item on the agenda; `pieces` are the questions that it stands for, as far as known."""
    days = [one.due for one in pieces if one.due is not None and not one.new]
    of_item = [one for one in agenda.weighed if (one.offer.name, one.offer.round) == (item.name, item.round)]
    is_review = item.name == "review"
    taken = [one for one in of_item if one.taken]
    due = sum(one.taken for one in taken if one.offer.is_due)
    return Why(
        item,
        item.count - item.new if is_review else due,
        sum(map(is_overdue, days)),
        min(days, default=None),
        failed,
        item.new if is_review else sum(one.taken for one in taken) - due,
        next((one for one in targets if one.name == _target_of(item)), None),
        next(iter(taken), None),
        supply.gains.get(item.round, 0.0),
        next((one for one in taken if due and not one.offer.is_due), None),
    )


def left_out(agenda: Agenda) -> tuple[Weighed, ...]:
    """Return what would have come next: what is due or wanted today and has no place, by its worth.

    Practice elsewhere of which the day wants less than is worth the way there could not have come.
    """
    more = ((one.offer.most - one.taken, one) for one in agenda.weighed)
    waiting = [one for left, one in more if left and left >= one.offer.fewest]
    waiting.sort(key=lambda one: (one.place, -one.worth))
    return tuple(waiting[:MOST_LEFT_OUT])


def minutes_over(agenda: Agenda) -> float:
    """Return the minutes that were left when everything weighed had been chosen from."""
    filled = sum(item.minutes for item in agenda.items if item.name not in {"again", "quiz"})
    return max(0.0, agenda.minutes_to_fill - filled)


def why_json(found: WhyToday) -> dict[str, Any]:
    """Give the reasons as JSON values: minutes to one decimal, points of 100 to two, days in ISO 8601."""
    return {
        "day": found.today.isoformat(),
        "minutes_to_fill": round(found.agenda.minutes_to_fill, 1),
        "minutes_over": round(found.minutes_over, 1),
        "cards_over": found.cards_over,
        "cards_spread": found.cards_spread,
        "no_new_from": found.no_new_from and found.no_new_from.isoformat(),
        "new_wait": found.new_wait,
        "eve": found.eve,
        "in_pass": found.in_pass,
        "first": found.near and {"name": found.near.name, "day": found.near.day.isoformat()},
        "focus": list(found.focus),
        "today": [_json(one, found) for one in found.items],
        "left_out": [
            {"count": one.offer.most - one.taken, "due": one.offer.is_due, **_offered(one, found)}
            for one in found.left_out
        ],
    }


def _json(why: Why, found: WhyToday) -> dict[str, Any]:
    item, weighed = why.item, why.weighed
    return {
        "name": item.name,
        "what": item.what,
        "count": item.count,
        "minutes": round(item.minutes, 1),
        "round": item.round or None,
        "weight": round(100 * found.weights.get(item.round, 0.0), 1),
        "due": why.due,
        "overdue": why.overdue,
        "since": why.since and why.since.isoformat(),
        "failed": why.failed,
        "wanted": why.wanted,
        "planned": why.target and why.target.planned,
        "done": why.target and why.target.done,
        "comes_first": weighed is not None and found.near is not None and not weighed.place.aside,
        "points": round(100 * why.adds, 2),
        "points_per_minute": weighed and round(100 * weighed.gain, 2),
        "worth": weighed and round(weighed.worth, 2),
    }


def _offered(one: Weighed, found: WhyToday) -> dict[str, Any]:
    return {
        "name": one.offer.name,
        "what": None if found.has_some_of(one) else one.offer.next_up or None,
        "minutes": round(one.offer.minutes * one.offer.fewest, 1),
        "round": one.offer.round or None,
        "points_per_minute": round(100 * one.gain, 2),
        "worth": round(one.worth, 2),
    }


def _target_of(item: Item) -> str:
    if item.name == "review":
        return Work.NEW_CARDS
    return tracked_name(item.round) if item.work is Work.TRACKED else item.work
