from dataclasses import replace
from datetime import date, timedelta

from studybuddy.planning.agenda import build_agenda
from studybuddy.planning.guidance import Guidance, guidance_of, guided
from studybuddy.planning.plan import Plan
from studybuddy.planning.readiness import Terms, assess_readiness
from studybuddy.planning.standing import Mock, Standing
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.work import Work

MONDAY = date(2026, 1, 5)


def test_the_weakest_topic_of_the_weakest_round_gives_the_quiz(plan: Plan) -> None:
    week = replace(plan.weeks[0], targets={Work.MOCKS: 7}, tracked={})
    enrolment = start_from(replace(plan, weeks=(week,)), MONDAY)

    def items(known: str, kind: str) -> list[tuple[str, str]]:
        rows = [
            Standing(f"{topic}-{n}", kind, "theory", topic, 0, 30, known if topic == "serving" else None, 4)
            for topic in ("trees", "metrics", "serving", "monitoring")
            for n in range(12)
        ]
        rows += [row._replace(question_id=f"{row.question_id}-b", last_day="2025-01-01") for row in rows]
        terms = Terms(MONDAY, MONDAY, {"fundamentals": 0.5, "system-design": 0.5}, 3)
        guidance = guidance_of(assess_readiness(rows, terms))
        agenda = build_agenda(enrolment, MONDAY, (), guided(Supply(), guidance))
        return [(item.what, item.command) for item in agenda.items if item.name in {"mock", "quiz"}]

    mock = "studybuddy track mock {} --minutes 60 --score 1-4"
    quiz = "studybuddy quiz --topic {}"
    rich = replace(enrolment.plan, weekday_minutes=90)
    enrolment = replace(enrolment, plan=rich)
    assert items("2026-01-05", "choice") == [
        ("fundamentals", mock.format("fundamentals")), ("metrics", quiz.format("metrics")),
    ]  # fmt: skip
    assert items("2026-01-05", "basic") == [("fundamentals", mock.format("fundamentals"))]


def test_without_evidence_the_mock_is_of_the_weightiest_round_and_without_readiness_there_is_none() -> None:
    terms = Terms(MONDAY, MONDAY, {"applied": 0.4, "dsa": 0.6})
    assert guidance_of(assess_readiness([], terms)) == Guidance(NextUp("dsa", "dsa"))
    assert guidance_of(None) == Guidance()


def test_a_mock_is_for_the_weightiest_round_that_had_none_and_then_for_the_weakest() -> None:
    terms = Terms(MONDAY, MONDAY, {"applied": 0.2, "dsa": 0.5, "fundamentals": 0.3})
    rows = [Standing(f"t{n}", "choice", "theory", "trees", 0, 30, "2026-01-02", 4) for n in range(10)]
    told: list[Mock] = []
    for name in ("dsa", "fundamentals", "applied", "fundamentals"):  # which alone has evidence
        assert guidance_of(assess_readiness(rows, terms, mocks=told)).mock == NextUp(name, name)
        told.append(Mock(name, 0.9, MONDAY))


def test_practice_of_the_weakest_round_that_lies_longest_back_comes_again() -> None:
    ago = (MONDAY - timedelta(days=9)).isoformat()
    rows = [Standing(f"k{n}", "kata", "coding", "tensors", 0, 40, ago, 4) for n in range(10)]
    again = guidance_of(assess_readiness(rows, Terms(MONDAY, MONDAY, {"ml-coding": 1.0}))).again
    assert again is not None
    assert (again.question_id, again.days) == ("k0", 9)
