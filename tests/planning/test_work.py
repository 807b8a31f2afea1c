import pytest

from studybuddy.planning.work import FINITE, MINUTES, QUESTION_OF, TARGETS, Work, available_work, work_of


@pytest.mark.parametrize(
    ("kind", "domain", "first", "work"),
    [
        ("basic", "theory", True, Work.NEW_CARDS),
        ("choice", "applied", False, Work.REVIEWS),
        ("answer", "math", True, Work.NEW_CARDS),
        ("kata", "coding", False, Work.KATAS),
        ("derivation", "math", True, Work.DERIVATIONS),
        ("design", "system-design", True, Work.DESIGN_CASES),
        ("design", "applied", False, Work.APPLIED_CASES),
        ("star", "behavioral", True, Work.REHEARSALS),
        ("redo", "coding", False, Work.TRACKED),
    ],
)
def test_kind_and_domain_name_the_work(kind: str, domain: str, first: bool, work: Work) -> None:
    assert work_of(kind, domain, first=first) is work


def test_content_is_counted_by_target() -> None:
    questions = {("basic", "theory"): 100, ("cloze", "math"): 20, ("design", "applied"): 4, ("star", "x"): 16}
    counts = available_work(questions, tracking=True)
    assert counts[Work.NEW_CARDS] == 120
    assert counts[Work.APPLIED_CASES] == 4
    assert counts[Work.DESIGN_CASES] == counts[Work.KATAS] == 0
    assert counts[Work.REHEARSALS] == 16
    assert Work.STORIES not in counts
    assert Work.TRACKED not in counts


def test_without_tracking_nothing_that_cannot_be_recorded_is_asked_for() -> None:
    counts = available_work({})
    assert counts[Work.STORIES] == counts[Work.MOCKS] == counts[Work.TRACKED] == 0


def test_every_work_has_its_minutes_and_finite_work_is_a_target() -> None:
    assert set(MINUTES) == set(Work)
    assert set(TARGETS) >= FINITE


@pytest.mark.parametrize(("work", "question"), QUESTION_OF.items())
def test_a_question_of_each_kind_of_work_is_that_work(work: Work, question: tuple[str, str]) -> None:
    assert work_of(*question, first=True) is work
