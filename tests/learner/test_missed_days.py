"""Eight weeks through the real commands, with one day in seven missed: nearly all is asked in the window."""

from pathlib import Path

import claims
from diary import keep_diary

COVERED = 0.97


def test_who_misses_days_is_told_the_truth_and_is_asked_nearly_everything(tmp_path: Path) -> None:
    diary = keep_diary(
        tmp_path / "learner",
        seed=2,
        missed=0.15,
        on_day_40=lambda learner, day: claims.due_days_that_a_plan_changed(learner, day, tmp_path),
    )
    assert 40 <= len(diary.evenings) <= 52
    assert claims.numbers_without_evidence(diary) == []
    assert claims.sessions_too_long(diary) == []
    assert claims.days_above_the_quota(diary) == []
    assert claims.new_cards_too_late(diary) == []
    assert diary.wrong_after_clearing == []
    known, foretold = claims.know_on_the_day_and_as_foretold(diary)
    assert known > foretold
    seen, asked = claims.seen_core(diary)
    assert len(seen & asked) >= COVERED * len(seen)
