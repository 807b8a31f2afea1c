"""A study day in, the questions that are due, new, or failed on it out, and the load of the days."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from studybuddy.model import Candidate, Happening
from studybuddy.store.rows import CANDIDATE_COLUMNS, to_candidate
from studybuddy.store.sql.door import Ledger, marks, unretracted

# What may be asked; what is known already waits for the final pass.
ASKABLE = "active AND NOT suspended AND (NOT known OR slot IS NOT NULL)"


def due_questions(ledger: Ledger, today: date) -> list[Candidate]:
    """Return the seen questions whose day has come, in no particular order."""
    rows = ledger.rows(
        f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE {ASKABLE} AND due_day <= ?1"
        " AND (buried_on IS NULL OR buried_on <> ?1) AND last_day IS NOT ?1",
        (today.isoformat(),),
    )
    return [to_candidate(row) for row in rows]


def unseen_questions(
    ledger: Ledger,
    today: date,
    limit: int,
    *,
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
    without_kinds: Sequence[str] = (),
    decks: Sequence[str] = (),
) -> list[Candidate]:
    """Return up to `limit` new questions, core first and then in deck order.

    Of these `topics`, `kinds` and `decks` only, if any are given, and none of `without_kinds`.
    """
    of_topics = f"AND topic IN ({marks(topics)})" if topics else ""
    of_kinds = f"AND kind IN ({marks(kinds)})" if kinds else ""
    of_decks = f"AND deck IN ({marks(decks)})" if decks else ""
    rows = ledger.rows(
        f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended AND last_day IS NULL"
        f" AND NOT known AND (buried_on IS NULL OR buried_on <> ?) {of_topics} {of_kinds} {of_decks}"
        f" AND kind NOT IN ({marks(without_kinds)}) ORDER BY tier_rank, position, id LIMIT ?",
        (today.isoformat(), *topics, *kinds, *decks, *without_kinds, limit),
    )
    return [to_candidate(row) for row in rows]


def every_question(ledger: Ledger) -> list[Candidate]:
    """Return all active questions, due or not: for cramming."""
    rows = ledger.rows(f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended")
    return [to_candidate(row) for row in rows]


def unfinished_questions(ledger: Ledger, today: date) -> list[Candidate]:
    """Return the questions whose latest answer on this study day is below 4: they are asked again.

    A derivation only below 3: it takes minutes.
    """
    rows = ledger.rows(
        f"SELECT {CANDIDATE_COLUMNS} FROM (SELECT question_id, grade, max(id) AS newest FROM review"
        f" WHERE study_day = ?1 AND role <> 'cram' AND {unretracted('review')} GROUP BY question_id)"
        " AS latest CROSS JOIN question ON question.id = latest.question_id"
        " WHERE active AND NOT suspended AND NOT known AND (buried_on IS NULL OR buried_on <> ?1)"
        " AND latest.grade < CASE kind WHEN 'derivation' THEN 3 ELSE 4 END",
        (today.isoformat(),),
    )
    return [to_candidate(row) for row in rows]


def answered_cards(ledger: Ledger, today: date) -> frozenset[str]:
    """Return the cards of which a question was answered on this study day: their siblings wait."""
    rows = ledger.rows(
        "SELECT DISTINCT card_id FROM question WHERE id IN"
        " (SELECT question_id FROM review WHERE study_day = ?"
        f" AND role = 'scheduled' AND {unretracted('review')})",
        (today.isoformat(),),
    )
    return frozenset(row[0] for row in rows)


def introduced_on(ledger: Ledger, today: date) -> int:
    """Return how many questions had their first scheduled answer on this study day."""
    row = ledger.row(
        "SELECT total(answers) FROM day_work WHERE study_day = ? AND first", (today.isoformat(),)
    )
    return int(row[0]) if row else 0


def answered_on(ledger: Ledger, day: date) -> int:
    """Return how many different questions were answered on a study day."""
    rows = ledger.rows(
        f"SELECT count(DISTINCT question_id) FROM review WHERE study_day = ? AND {unretracted('review')}",
        (day.isoformat(),),
    )
    return int(rows[0][0])


def first_answered(ledger: Ledger) -> date | None:
    """Return the first study day on which anything was answered."""
    row = ledger.row(f"SELECT study_day FROM review WHERE {unretracted('review')} ORDER BY study_day LIMIT 1")
    return date.fromisoformat(row[0]) if row else None


def any_without_answer(ledger: Ledger, days: Iterable[date]) -> bool:
    """Tell whether nothing was answered on one of some days, of those after the first plan was begun."""
    found = ledger.row(
        "SELECT EXISTS (SELECT 1 FROM json_each(?1) AS day WHERE day.value >"
        f" (SELECT min(study_day) FROM event WHERE happening = ?2 AND {unretracted('event')})"
        f" AND NOT EXISTS (SELECT 1 FROM review WHERE study_day = day.value AND {unretracted('review')}))",
        (json.dumps([day.isoformat() for day in days]), Happening.PLAN),
    )
    return found == (1,)


def usual_load(ledger: Ledger, today: date, days: int = 14) -> list[int]:
    """Return the number of scheduled reviews on each of the last `days` active days before today."""
    gone: dict[str, int] = dict(
        ledger.rows(
            "SELECT study_day, count(DISTINCT review.id) FROM retraction"
            " CROSS JOIN review ON review.id = retraction.event_id"
            " WHERE study_day < ? AND role = 'scheduled' GROUP BY study_day",
            (today.isoformat(),),
        )
    )
    counted = ledger.rows(  # by the index alone: what was taken back is little, and was looked up by itself
        "SELECT study_day, count(*) FROM review WHERE study_day < ? AND role = 'scheduled'"
        " GROUP BY study_day ORDER BY study_day DESC LIMIT ?",
        (today.isoformat(), days + len(gone)),
    )
    return [left for day, count in counted if (left := count - gone.get(day, 0))][:days]


def load_between(ledger: Ledger, first: date, last: date) -> dict[date, int]:
    """Return how many questions are due on each day from `first` to `last`; empty days are left out."""
    rows = ledger.rows(
        f"SELECT due_day, count(*) FROM question WHERE {ASKABLE}"
        " AND due_day BETWEEN ? AND ? GROUP BY due_day",
        (first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(day): count for day, count in rows}


def next_due(ledger: Ledger, after: date) -> tuple[date, int] | None:
    """Return the next day after `after` on which something is due, and how much."""
    row = ledger.row(
        f"SELECT due_day, count(*) FROM question WHERE {ASKABLE} AND"
        " due_day > ? GROUP BY due_day ORDER BY due_day LIMIT 1",
        (after.isoformat(),),
    )
    return None if row is None else (date.fromisoformat(row[0]), row[1])
