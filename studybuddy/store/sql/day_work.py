"""Lines of the ledger as they come and go in, the work of each study day added up out: a cache of sums.

The sums are of the unretracted reviews whose question the cache has, by study day, kind, domain, topic and
whether the review is its question's first. Whoever changes one of these things counts here in the same
transaction, so that no reader ever adds up months of answers.
"""

import json
from collections.abc import Iterable
from datetime import date

from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger, unretracted

# Of these a plan looks at the topic, which is the name of the practice; that of the others stays empty here.
TOPIC = "CASE WHEN q.kind IN ('redo', 'track') THEN q.topic ELSE '' END"

# Whether the review `now` is the first scheduled one of the question that it belongs to today.
FIRST = "EXISTS (SELECT 1 FROM question AS begun WHERE begun.first_review = now.id)"

_COUNT = f"""
INSERT INTO day_work (study_day, kind, domain, topic, first, took_ms, answers)
SELECT now.study_day, q.kind, q.domain, {TOPIC}, {FIRST}, ?2 * sum(now.took_ms), ?2 * count(*)
  FROM {{source}} AND {unretracted("now")} GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT DO UPDATE SET took_ms = took_ms + excluded.took_ms, answers = answers + excluded.answers
"""
_OF_REVIEW = _COUNT.format(
    source="review AS now CROSS JOIN question AS q ON q.id = now.question_id WHERE now.id = ?1"
)
_OF_QUESTIONS = _COUNT.format(
    source="json_each(?1) AS asked CROSS JOIN question AS q ON q.id = asked.value"
    " CROSS JOIN review AS now ON now.question_id = q.id WHERE TRUE"
)


def count_review(ledger: Ledger, review_id: str, sign: int) -> None:
    """Count a review as it is now (`sign` 1), or no longer (-1); nothing if it is taken back, or is none."""
    ledger.run(_OF_REVIEW, (review_id, sign))


def count_questions(ledger: Ledger, question_ids: Iterable[str], sign: int) -> None:
    """Count all reviews under some ids (`sign` 1), or no longer (-1), as their questions are now."""
    ledger.run(_OF_QUESTIONS, (json.dumps(list(question_ids)), sign))


def put_day_work(ledger: Ledger, rows: Iterable[Row]) -> None:
    """Put these sums in place of all; in the order of `work_since`."""
    ledger.run("DELETE FROM day_work")
    ledger.run_many(
        "INSERT INTO day_work (study_day, kind, domain, topic, first, took_ms, answers)"
        " VALUES (?,?,?,?,?,?,?)",
        rows,
    )


def nothing_counted(ledger: Ledger) -> bool:
    """Whether the sums were never made although there are reviews: the caches have just been remade."""
    found = ledger.row("SELECT NOT EXISTS (SELECT 1 FROM day_work) AND EXISTS (SELECT 1 FROM review)")
    return found == (1,)


def work_since(ledger: Ledger, since: date) -> list[Row]:
    """Return the answers since a day, added up: day, kind, domain, topic, whether first, ms, number."""
    return ledger.rows(
        "SELECT study_day, kind, domain, topic, first, took_ms, answers FROM day_work"
        " WHERE study_day >= ? AND answers > 0",
        (since.isoformat(),),
    )


def begun_since(ledger: Ledger, since: date) -> list[Row]:
    """Return what `work_since` does, of the answers that were the first of their questions."""
    return [row for row in work_since(ledger, since) if row[4]]
