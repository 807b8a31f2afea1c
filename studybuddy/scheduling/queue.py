"""The questions that may be asked today in; the order to ask them in, and what waits for another day, out."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

from studybuddy.model import Candidate
from studybuddy.scheduling.interleave import interleave
from studybuddy.syllabus import TIERS

NEW_PER_DAY = 15  # until a plan says otherwise

_EPSILON_MINUTES = 1e-9  # estimates are added up in floats; a budget of ten must hold ten times 0.1 × 10


class Queue(NamedTuple):
    """Today's questions in order; `deferred` counts the due ones that are left for another day.

    `oldest_deferred` is the earliest due day among those, `minutes` the estimated time the queue takes.
    """

    order: tuple[Candidate, ...]
    deferred: int
    oldest_deferred: date | None
    minutes: float


def a_minute_each(_candidate: Candidate) -> float:
    """Cost every question one minute, for want of an estimate by kind."""
    return 1.0


def build_queue(
    candidates: Iterable[Candidate],
    today: date,
    *,
    seed: int,
    new_limit: int = NEW_PER_DAY,
    limit: int | None = None,
    minutes: float | None = None,
    cost: Callable[[Candidate], float] = a_minute_each,
    usual_load: int | None = None,
    answered_card_ids: Collection[str] = (),
    ahead: Callable[[Candidate], bool] | None = None,
    new_first: Callable[[Candidate], bool] | None = None,
) -> Queue:
    """Order today's questions: due ones by risk, new ones woven in at a steady rate, topics interleaved.

    Suspended, buried and known questions are not among the candidates; what is neither new nor due is
    passed over. A card is asked one question a day; `answered_card_ids` have had theirs. `new_limit` is how
    many new questions today may still bring, `limit` how many there may be in all, `minutes` how long they
    may take by `cost`: then due core cards come first, and a question that does not fit leaves its place to
    the next that does. `usual_load`, the learner's usual number of reviews a day, spreads a backlog over
    days. What is `ahead` is chosen, and asked, before all that is not; of new questions those that are
    `new_first` come before the others. The order of `candidates` does not matter.
    """
    pool = tuple(candidates)
    due, new = _due_by_risk(pool, today, seed), _new_by_syllabus(pool, seed)
    if minutes is not None:
        due.sort(key=_tier_rank)
    if new_first is not None:
        new.sort(key=new_first, reverse=True)
    if ahead is not None:
        for line in (due, new):
            line.sort(key=ahead, reverse=True)
    backlog = sum(one.due < today for one in due if one.due is not None)
    most = reviews_after_break(backlog, usual_load, len(set(answered_card_ids)), len(due))
    if not room_for_new(backlog, usual_load):
        new_limit = 0
    room = _Room(limit, minutes, cost, answered_card_ids)
    reviews = room.admit(due, most)
    introductions = room.admit(new, new_limit)
    asked = {one.question_id for one in reviews}
    left = [one.due for one in due if one.question_id not in asked and one.due is not None]
    order = interleave(weave(reviews, introductions), ahead)
    return Queue(order, len(left), min(left, default=None), room.minutes_taken)


def weave(reviews: Sequence[Candidate], introductions: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Merge two lines at a steady rate, each keeping its order; neither runs out long before the other."""
    places = [((2 * i + 1) / (2 * len(line)), n, one) for n, line in enumerate((reviews, introductions))
              for i, one in enumerate(line)]  # fmt: skip
    places.sort(key=lambda place: place[:2])
    return tuple(one for _, _, one in places)


def reviews_after_break(backlog: int, usual_load: int | None, answered: int, due: int) -> int:
    """Return how many reviews today may bring: all, or 1.3 × the usual load while a backlog is worked off.

    A backlog that fits into that extra .3 of a day is none: so an ordinary day of a growing deck is whole.
    """
    if not usual_load or 10 * backlog <= 3 * usual_load:
        return due
    return max(0, 13 * usual_load // 10 - answered)


def spread_load(
    due: Sequence[int], asked: int, usual_load: int | None, off: Collection[int] = ()
) -> tuple[int, ...]:
    """Return how many questions each day will ask, from the counts that fall due on today and each day after.

    Of today's, `asked` are asked; what waits is worked off over the days that follow (`reviews_after_break`).
    The days that are `off`, by their number from today on, ask nothing.
    """
    spread, waiting = [min(asked, due[0])], max(0, due[0] - asked)
    for day, falls_due in enumerate(due[1:], start=1):
        most = 0 if day in off else reviews_after_break(waiting, usual_load, 0, waiting + falls_due)
        spread.append(min(waiting + falls_due, most))
        waiting += falls_due - spread[-1]
    return tuple(spread)


def room_for_new(backlog: int, usual_load: int | None) -> bool:
    """Whether new questions are welcome: not until a backlog is under a usual day."""
    return not usual_load or backlog < usual_load


class _Room:
    """What a day has room for: so many questions, so many minutes, one question of a card."""

    def __init__(
        self,
        limit: int | None,
        minutes: float | None,
        cost: Callable[[Candidate], float],
        taken_cards: Collection[str],
    ) -> None:
        self._questions_left = limit
        self._minutes = minutes
        self._cost = cost
        self._taken_cards = set(taken_cards)
        self.minutes_taken = 0.0

    def admit(self, line: Iterable[Candidate], most: int) -> list[Candidate]:
        """Take at most `most` of the line, in its order, leaving out what finds no room."""
        if self._questions_left is not None:
            most = min(most, self._questions_left)
        admitted: list[Candidate] = []
        for one in line:
            if len(admitted) >= most:
                break
            if one.card_id in self._taken_cards:
                continue
            minutes = self.minutes_taken + self._cost(one)
            if self._minutes is not None and minutes > self._minutes + _EPSILON_MINUTES:
                continue
            self.minutes_taken = minutes
            self._taken_cards.add(one.card_id)
            admitted.append(one)
        if self._questions_left is not None:
            self._questions_left -= len(admitted)
        return admitted


def _due_by_risk(pool: Iterable[Candidate], today: date, seed: int) -> list[Candidate]:
    """Return the due questions, those first that are most overdue as a share of their interval."""
    now = today.toordinal()
    ranked = []
    for n, one in enumerate(pool):
        if not one.new and one.due is not None and (overdue := now - one.due.toordinal()) >= 0:
            ranked.append((-overdue / max(1, one.interval_days), *_lot(one, seed), n, one))
    ranked.sort(key=itemgetter(slice(4)))
    return [entry[-1] for entry in ranked]


def _new_by_syllabus(pool: Iterable[Candidate], seed: int) -> list[Candidate]:
    new = [one for one in pool if one.new]
    new.sort(key=lambda one: (_tier_rank(one), one.position, _lot(one, seed)))
    return new


def _tier_rank(candidate: Candidate) -> int:
    return TIERS.index(candidate.tier) if candidate.tier in TIERS else len(TIERS)


def _lot(candidate: Candidate, seed: int) -> tuple[int, str]:
    """Draw the place among equals: the same for the same seed, whatever the order of arrival."""
    # The sum alone, even if started from the seed, would give ids of one length few different orders.
    mixed = crc32(candidate.question_id.encode()) * (2 * seed + 1) * 0x9E37_79B1
    return mixed & 0xFFFF_FFFF, candidate.question_id
