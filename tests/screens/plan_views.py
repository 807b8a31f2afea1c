"""A width in; the plan on days of all kinds, as its screen draws it, out."""

from dataclasses import replace
from datetime import date

from studybuddy.planning.agenda import Agenda, Item
from studybuddy.planning.enrolment import InterviewEvent, Pause
from studybuddy.planning.forecast import Forecast
from studybuddy.planning.next_action import Action
from studybuddy.planning.pace import Pace
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.plan import Week
from studybuddy.planning.readiness import Readiness, RoundReadiness
from studybuddy.planning.recall import Retention
from studybuddy.planning.targets import Target
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.console import draw_lines
from studybuddy.screens.plan import draw

VIEW = PlanView(
    title="Eight weeks to a machine-learning interview",
    start=date(2026, 1, 15),
    end=date(2026, 3, 12),
    interview=date(2026, 3, 12),
    today=date(2026, 2, 17),
    stage=Stage.RUNNING,
    current=5,
    week=Week(
        5,
        "implementation, from tensors to the transformer",
        ("tensors", "cnn", "rnn", "transformers", "generative-rl", "training-practice"),
        note="Write the shapes beside each line before you run it,\nand talk while you type.",
    ),
    weeks=8,
    pace=Pace(1870, 1740),
    agenda=Agenda(
        60,
        0,
        (
            Item("review", "61 due + 8 new", 69, 26.1, "studybuddy review"),
            Item("kata", "stable-softmax", 1, 12, "studybuddy kata stable-softmax"),
            Item(
                "applied",
                "click-through-rate-drop",
                1,
                20,
                "studybuddy review --kind design --topic case-method --limit 1",
            ),
        ),
    ),
    targets=(
        Target("new cards", 60, 41, 300),
        Target("katas", 5, 2, 90),
        Target("derivations", 2, 2, None),
        Target("stories", 0, 0, None),
        Target("applied cases", 0, 1, 4),
        Target("dsa minutes", 75, 0, None),
    ),
    load=(61, 58, 70, 64, 52, 66, 49, 55, 58, 61, 57, 0, 54, 150),
)
NOTHING = Agenda(60, 0, ())


def round_of(name: str, weight: float, figures: tuple[float | None, ...], action: str) -> RoundReadiness:
    know, skill, mock, ready, if_kept = figures
    return RoundReadiness(name, weight, know, skill, mock, ready, 70.0, 20, if_kept, Action(action))


ROUNDS = (
    round_of("dsa", 0.26, (0.62, 0.58, None, 60, 74), "redo LC 973"),
    round_of("ml-coding", 0.10, (0.81, 0.72, 2.8, 75, 80), "kata backprop-mlp"),
    round_of("fundamentals", 0.17, (0.86, 0.61, None, 70, 70), "a mock lifts the cap"),
    round_of("system-design", 0.28, (0.70, 0.40, 2.3, 56, 71), "case ads-ranking"),
    round_of("applied", 0.13, (0.68, None, None, None, 70), "case click-through-rate-drop"),
    round_of("behavioral", 0.06, (0.60, 0.67, 2.9, 66, 72), "gap: growth"),
)
READINESS = Readiness(
    on=date(2026, 3, 12),
    rounds=ROUNDS,
    weakest=ROUNDS[3],
    weighted=63.2,
    if_kept=78.8,
    weak=(("adam-bias-correction", 0.42), ("pr-vs-roc", 0.51), ("kv-cache", 0.55)),
    topics=(),
    retention=Retention(200, 0.9, 0.91),
)
BUSY = (
    *VIEW.targets[:3],
    Target("design cases", 1, 0, 28),
    Target("applied cases", 0, 1, 4),
    Target("stories", 1, 0, None),
    Target("rehearsals", 2, 0, None),
    Target("mocks", 1, 0, None),
    Target("dsa minutes", 75, 0, None),
)
COACH = VIEW._replace(
    level="senior",
    company="big-tech",
    targets=BUSY,
    forecast=Forecast(700.0, 60.0, date(2026, 3, 14)),
    readiness=READINESS,
    final_pass=PassView(date(2026, 3, 2), date(2026, 3, 11), 61, 0, 480, {"stretch": 12}),
    next_event=InterviewEvent("interview", date(2026, 3, 12)),
)
IN_PASS = COACH._replace(
    today=date(2026, 3, 5),
    next_event=InterviewEvent("Acme\nscreen", date(2026, 3, 6), ("dsa",)),
    final_pass=PassView(date(2026, 3, 2), date(2026, 3, 11), 61, 180, 300, {}),
)
BEFORE = VIEW._replace(
    today=date(2026, 1, 12), stage=Stage.BEFORE, current=None, pace=Pace(0, 0), agenda=NOTHING
)
VIEWS = {
    "running": VIEW,
    "other-week": VIEW._replace(week=replace(VIEW.week, number=6, title="system design")),
    "rest": VIEW._replace(stage=Stage.REST, agenda=Agenda(0, 0, ())),
    "done": VIEW._replace(agenda=Agenda(60, 58, ()), pace=Pace(100, 100)),
    "first-morning": VIEW._replace(pace=Pace(0, 0), interview=None),
    "before": BEFORE,
    "interview": VIEW._replace(
        today=date(2026, 3, 12), stage=Stage.INTERVIEW, current=None, agenda=Agenda(0, 0, ())
    ),
    "over": VIEW._replace(
        today=date(2026, 3, 20),
        stage=Stage.OVER,
        current=None,
        agenda=NOTHING,
        week=replace(VIEW.week, number=8),
        untold=InterviewEvent("interview", date(2026, 3, 12)),
    ),
    "over-week-5": VIEW._replace(today=date(2026, 3, 20), stage=Stage.OVER, current=None, agenda=NOTHING),
    "paused": VIEW._replace(
        stage=Stage.PAUSED,
        agenda=Agenda(0, 0, ()),
        pauses=(Pause(date(2026, 2, 16), date(2026, 2, 18)),),
        untold=InterviewEvent("Acme screen", date(2026, 2, 16)),
    ),
    "bare": VIEW._replace(week=Week(5, ""), targets=(), load=(), agenda=NOTHING),
    "coach": COACH,
    "in-pass": IN_PASS,
    "no-evidence": COACH._replace(
        pace=Pace(0, 0),
        readiness=READINESS._replace(
            rounds=tuple(one._replace(ready=None, mock=None) for one in ROUNDS),
            weakest=None,
            weighted=None,
            if_kept=None,
            weak=(),
        ),
        final_pass=None,
    ),
    "file-changed": COACH._replace(file_changed=True),
}


def lines(view: PlanView, width: int) -> tuple[str, ...]:
    return draw_lines(draw(view, width), width)
