"""The ledger and the plan in force in; readiness, its explanation, and the final pass as it stands out."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from studybuddy.commands.desk import Desk
from studybuddy.commands.today import Today
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import PASS_DAYS, Readiness, Terms, assess_readiness
from studybuddy.planning.recall import Retention
from studybuddy.planning.rounds import is_about
from studybuddy.planning.sizes import planned_tiers
from studybuddy.planning.standing import Elsewhere, Mock
from studybuddy.planning.tracking import Tracked, mock_of, result_of, tracked_from
from studybuddy.planning.weights import weights_for, weights_on
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.scheduling.slot import Bounds, from_json
from studybuddy.store.placed import placed_pass
from studybuddy.store.rows import Row
from studybuddy.store.sql.journal import tracked_since
from studybuddy.store.sql.slots import count_asked_twice, slots_before
from studybuddy.store.sql.standing import (
    failed_since,
    foretold,
    passed_since,
    standings_met,
    tags_of_kind,
    unseen_counts,
)
from studybuddy.syllabus import TIERS


def weighted_readiness(desk: Desk) -> float | None:
    """Return the readiness for the next interview as it is now, over all rounds; None without a plan."""
    found = Coach(desk).readiness
    return found and found.weighted


class Coach:
    """What the plan in force says of the next interview; each part is read when first asked for."""

    def __init__(self, desk: Desk, today: Today | None = None) -> None:
        self._ledger = desk.ledger
        self._today = today or Today(desk)

    @cached_property
    def terms(self) -> Terms | None:
        """What readiness is asked for: the nearest interview, or the end of a plan that has none."""
        enrolment, today = self._today.enrolment, self._today.day
        if enrolment is None:
            return None
        goal = enrolment.next_event(today)
        on = goal.day if goal else max(enrolment.end, today)
        days = {"pass_days": len(self.bounds.window)} if self.bounds and self.bounds.window else {}
        weights = weights_on(enrolment, today)
        return Terms(today, on, weights, planned_tiers(enrolment.size), self.retention, **days)

    def terms_about(self, name: str) -> Terms | None:
        """Return what readiness for a round is asked for: the nearest interview that asks it, if one does."""
        enrolment, today = self._today.enrolment, self._today.day
        if enrolment is None or self.terms is None or name in self.terms.weights:
            return self.terms
        goal = enrolment.next_event(today, about=name)
        on = goal.day if goal else max(enrolment.end, today)
        return self.terms._replace(on=on, weights=weights_for(enrolment, goal), pass_days=PASS_DAYS)

    @cached_property
    def readiness(self) -> Readiness | None:
        """Readiness for each round; None without a plan."""
        if self.terms is None:
            return None
        return assess_readiness(self._met, self.terms, unseen=self._unseen, **self.evidence)

    @cached_property
    def retention(self) -> Retention:
        """How well the learner recalled, and how well it was foretold that they would."""
        reviews, passed, predicted = foretold(self._ledger)
        return (
            Retention(reviews, passed / reviews, predicted / reviews) if reviews else Retention(0, 0.0, 0.0)
        )

    @cached_property
    def bounds(self) -> Bounds | None:
        """The window of the final pass; None when no interview is set."""
        return from_json(self._placed["bounds"]) if self._placed else None

    @cached_property
    def final_pass(self) -> PassView | None:
        """The final pass before the nearest interview; None when there is none."""
        if self._placed is None or self.bounds is None or not self.bounds.window:
            return None
        first = self.bounds.window[0]
        begun = self._today.day >= first
        passed = self._passed(self._placed, first) if begun else 0
        again = count_asked_twice(self._ledger, first, self.bounds.interview) if begun else 0
        left = slots_before(self._ledger, self.bounds.interview, self._placed["dropped"]) - again
        if begun:  # what failed on the eve has no day left, and did not pass
            failed = failed_since(self._ledger, first, self.bounds.interview)
            left += len(failed.difference(self._placed["dropped"]))
        last, quota = self.bounds.window[-1], self._placed["quota"]
        unseen = self._planned_unseen(self._placed)
        return PassView(first, last, quota, passed, left, self._dropped, again, unseen)

    def _planned_unseen(self, placed: Mapping[str, Any]) -> int:
        """Count the planned cards of the rounds that the pass is for that were never answered."""
        tiers = self.terms.tiers if self.terms else 0
        return sum(row[4] for row in self._unseen if row[3] < tiers and is_about(placed["rounds"], *row[:3]))

    def _passed(self, placed: Mapping[str, Any], first: date) -> int:
        """Count what passed in the window since the plan began, of the rounds that the pass is for."""
        start = self._today.enrolment.start if self._today.enrolment else first
        rows = passed_since(self._ledger, max(first, start), tuple(placed["without_kinds"]))
        return sum(row[3] for row in rows if is_about(placed["rounds"], *row[:3]))

    @property
    def _dropped(self) -> Mapping[str, int]:
        gone = set(self._placed["dropped"]) if self._placed else set()
        counts = Counter(row[4] for row in self._met if row[0] in gone)
        return {TIERS[tier]: counts[tier] for tier in sorted(counts)}

    @cached_property
    def _placed(self) -> Mapping[str, Any] | None:
        return placed_pass(self._ledger)

    @cached_property
    def _unseen(self) -> list[Row]:
        return unseen_counts(self._ledger, PRACTICE_KINDS)

    @cached_property
    def _met(self) -> list[Row]:
        """All that was answered, and all longer practice; cards that were never seen are but counted."""
        return standings_met(self._ledger, PRACTICE_KINDS)

    @cached_property
    def _tracked(self) -> list[Tracked]:
        return [tracked_from(day, detail) for day, detail in tracked_since(self._ledger, date.min)]

    @property
    def evidence(self) -> dict[str, Any]:
        """What readiness is measured from beside the questions."""
        mocks: list[Mock] = [mock for one in self._tracked if (mock := mock_of(one))]
        elsewhere: list[Elsewhere] = [result for one in self._tracked if (result := result_of(one))]
        competencies = tags_of_kind(self._ledger, "star")
        return {"mocks": mocks, "elsewhere": elsewhere, "competencies": competencies}
