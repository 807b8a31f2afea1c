"""Eight weeks through the real commands, a session on every day: the plan keeps what it promises."""

from pathlib import Path

import claims
from diary import keep_diary


def test_who_comes_every_day_is_told_the_truth_and_is_asked_everything_before_the_interview(
    tmp_path: Path,
) -> None:
    diary = keep_diary(
        tmp_path / "learner",
        seed=1,
        on_day_40=lambda learner, day: claims.due_days_that_a_plan_changed(learner, day, tmp_path),
    )
    assert len(diary.evenings) == 56
    assert claims.numbers_without_evidence(diary) == []
    assert claims.sessions_too_long(diary) == []
    assert claims.days_above_the_quota(diary) == []
    assert claims.new_cards_too_late(diary) == []
    assert diary.wrong_after_clearing == []
    known, foretold = claims.know_on_the_day_and_as_foretold(diary)
    assert known > foretold
    seen, asked = claims.seen_core(diary)
    assert len(seen) > 200
    assert seen <= asked
    assert diary.on_the_day["stage"] == "interview"
