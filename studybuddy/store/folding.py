"""The ledger in, the caches that equal its fold out: the states of questions and the sums of the days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType

from studybuddy.model import Memory, Role
from studybuddy.scheduling import replay, schedulers
from studybuddy.scheduling.protocol import FIRST_INTERVALS, Scheduler, first_intervals_of
from studybuddy.scheduling.replay import NOTHING_FORETOLD
from studybuddy.scheduling.steps import Step, StepFields
from studybuddy.store import settings
from studybuddy.store.placed import call_stale
from studybuddy.store.rows import Row
from studybuddy.store.sql.cache import put_first_review, put_memories, put_states
from studybuddy.store.sql.day_work import put_day_work
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.questions import kind_of, places_of_questions
from studybuddy.store.sql.replaying import moves_of, step_batches, steps_of
from studybuddy.store.uncollected import uncollected

_SCHEDULED = Role.SCHEDULED.value
_ROLES = frozenset(role.value for role in Role)

_Place = tuple[str, str, str]  # the kind, domain and topic that a question's work counts as
_Sums = dict[date, list[int]]  # by study day: ms, and number of answers


def scheduler_of(ledger: Ledger) -> Scheduler:
    """Return the scheduler that is set; what is written with it asks inside the transaction that writes."""
    return schedulers.get(settings.get(ledger, "scheduler"))


def refold(
    ledger: Ledger,
    question_ids: Iterable[str],
    known: Mapping[str, Sequence[Step]] = MappingProxyType({}),
) -> dict[str, Memory]:
    """Fold the steps of some questions again and write what they make; part of the caller's transaction.

    `known` are the steps, in order, of those questions whose steps the caller has read already.
    """
    moves, scheduler = moves_of(ledger), scheduler_of(ledger)
    memories, foretold = {}, {}
    for question_id in question_ids:
        intervals = _intervals_by({question_id: kind_of(ledger, question_id) or ""})
        steps = known[question_id] if question_id in known else steps_of(ledger, question_id)
        folded = replay.walk(steps, moves, scheduler, intervals)
        memories[question_id] = folded.memories.get(question_id, replay.NEW)
        foretold[question_id] = folded.foretold.get(question_id, NOTHING_FORETOLD)
        first = folded.firsts.get(question_id)
        put_first_review(ledger, question_id, None if first is None else first[1])
    put_memories(ledger, ((one, memory, foretold[one]) for one, memory in memories.items()))
    return memories


def refold_everything(ledger: Ledger) -> int:
    """Walk through the whole ledger and write all states and sums; part of the caller's transaction."""
    with uncollected():
        return _refold_everything(ledger)


def _refold_everything(ledger: Ledger) -> int:
    moves, scheduler, places = moves_of(ledger), scheduler_of(ledger), places_of_questions(ledger)
    sums, first_sums = _no_sums(places), _no_sums(places)
    steps = chain.from_iterable(_counted(step_batches(ledger), sums))
    intervals = _intervals_by({one: kind for one, (kind, _, _) in places.items()})
    memories, firsts, foretold = replay.walk(steps, moves, scheduler, intervals)
    put_states(
        ledger,
        (
            (
                one,
                memories.get(one, replay.NEW),
                foretold.get(one, NOTHING_FORETOLD),
                firsts[one][1] if one in firsts else None,
            )
            for one in sorted(places)  # as the table is sorted, which is the fastest
        ),
    )
    _count([first for one, first in firsts.items() if one in places], first_sums)
    put_day_work(ledger, _rows_of(places, sums, first_sums))
    call_stale(ledger)
    return len(memories)


def _intervals_by(kinds: Mapping[str, str]) -> Callable[[str], tuple[int, int]]:
    unusual = {
        one: intervals
        for one, kind in kinds.items()
        if (intervals := first_intervals_of(kind)) != FIRST_INTERVALS
    }
    return lambda question_id: unusual.get(question_id, FIRST_INTERVALS)


def _no_sums(places: Mapping[str, _Place]) -> Mapping[str, _Sums]:
    """Return for each question the sums that it counts in, which all questions of its place share."""
    by_place: defaultdict[_Place, _Sums] = defaultdict(dict)
    return {question_id: by_place[place] for question_id, place in places.items()}


def _counted(batches: Iterable[list[StepFields]], sums: Mapping[str, _Sums]) -> Iterator[list[StepFields]]:
    """Pass the steps on, counting them on the way."""
    for batch in batches:
        _count(batch, sums)
        yield batch


def _count(steps: Iterable[StepFields], sums: Mapping[str, _Sums]) -> None:
    """Add each review of a known question to the sums of its day."""
    for _, _, question_id, what, day, _, _, _, took_ms in steps:
        if question_id is None or (what != _SCHEDULED and what not in _ROLES):
            continue
        days = sums.get(question_id)
        if days is None:
            continue
        total = days.get(day)
        if total is None:
            days[day] = [took_ms, 1]
        else:
            total[0] += took_ms
            total[1] += 1


def _rows_of(
    places: Mapping[str, _Place], sums: Mapping[str, _Sums], first_sums: Mapping[str, _Sums]
) -> Iterator[Row]:
    """Yield the rows of `put_day_work`; of the sums those in `first_sums` are told apart."""
    one_of_each = {place: question_id for question_id, place in places.items()}
    for (kind, domain, topic), question_id in one_of_each.items():
        for day, (took_ms, answers) in sums[question_id].items():
            first_ms, firsts = first_sums[question_id].get(day, (0, 0))
            if firsts:
                yield day.isoformat(), kind, domain, topic, True, first_ms, firsts
            if answers > firsts:
                yield day.isoformat(), kind, domain, topic, False, took_ms - first_ms, answers - firsts
