"""A question and a day in, the grade that a simulated learner gives out: a memory by FSRS-6, seeded.

What is remembered, and how a review strengthens it, is the `fsrs` package's own model with its default
parameters; nothing of the schedule under test is used here.
"""

from datetime import UTC, date, datetime, time
from random import Random

from fsrs import Card, Rating, Scheduler

from studybuddy.model import Grade
from studybuddy.scheduling.grades import RELEARNED

_MODEL = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_RATINGS = {
    Grade.AGAIN: Rating.Again,
    Grade.HARD: Rating.Hard,
    Grade.GOOD: Rating.Good,
    Grade.EASY: Rating.Easy,
}

# How a first sight goes, and how an answer that was remembered felt.
_FIRST = ((Grade.AGAIN, 0.15), (Grade.HARD, 0.15), (Grade.GOOD, 0.6), (Grade.EASY, 0.1))
_REMEMBERED = ((Grade.HARD, 0.1), (Grade.GOOD, 0.75), (Grade.EASY, 0.15))


class Learner:
    """Somebody who forgets: one memory for each of `count` questions, all of them unseen."""

    def __init__(self, count: int, seed: int) -> None:
        self._random = Random(seed)
        self._cards: list[Card | None] = [None] * count

    def recall(self, number: int, day: date) -> float:
        """Return the chance that the question is remembered on `day`, 0 if it was never seen."""
        card = self._cards[number]
        return 0.0 if card is None else float(_MODEL.get_card_retrievability(card, _noon(day)))

    def answer(self, number: int, day: date) -> Grade:
        """Answer once, be told the answer, and repeat it in the session until it is known."""
        at = _noon(day)
        card = self._cards[number]
        if card is None:
            card, grade = Card(card_id=number, due=at), self._draw(_FIRST)
        elif self._random.random() < self.recall(number, day):
            grade = self._draw(_REMEMBERED)
        else:
            grade = Grade.AGAIN
        card, _ = _MODEL.review_card(card, _RATINGS[grade], at)
        if grade < RELEARNED:
            card, _ = _MODEL.review_card(card, Rating.Good, at)
        self._cards[number] = card
        return grade

    def _draw(self, chances: tuple[tuple[Grade, float], ...]) -> Grade:
        return self._random.choices([grade for grade, _ in chances], [chance for _, chance in chances])[0]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
