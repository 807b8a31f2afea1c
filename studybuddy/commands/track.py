"""`studybuddy track`: practice done elsewhere, counted in the plan; a named problem comes back as a redo."""

import re
import sys
from typing import Annotated

import typer

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.new_card import plain_heading
from studybuddy.commands.output import AsJson, memory_json, print_json, say
from studybuddy.commands.today import Today
from studybuddy.errors import UsageError
from studybuddy.model import Grade, Happening
from studybuddy.planning.hints import near
from studybuddy.planning.progress import MS_PER_MINUTE
from studybuddy.planning.rounds import ALL_ROUNDS, TOPIC_OF_ROUND, round_named
from studybuddy.planning.tracking import MOCK, STORY, Tracked
from studybuddy.scheduling.grades import parse_grade
from studybuddy.screens.marks import duration
from studybuddy.store import recording
from studybuddy.store.sql.questions import memory_of

LONGEST = 1440
LONG_SITTING = 180  # minutes from which on a slip of the keys is likelier
REDO_DECK = "redo"
_ADDRESS = re.compile(r"https?://[^\s/<>]+\.[^\s<>]+|https?://localhost[^\s<>]*")


def track(
    kind: Annotated[str, typer.Argument(help="dsa or another round, mock, story, or a name of your plan.")],
    what: Annotated[str, typer.Argument(help="The problem, or the round of a mock.")] = "",
    *,
    minutes: Annotated[int, typer.Option(min=1, max=LONGEST, help="How long it took.")],
    result: Annotated[str, typer.Option(help="again, hard, good or easy; a named problem needs it.")] = "",
    url: Annotated[str, typer.Option(help="Where the problem is.")] = "",
    pattern: Annotated[str, typer.Option(help="The pattern that solves it.")] = "",
    note: Annotated[str, typer.Option(help="What went wrong, for the next time.")] = "",
    score: Annotated[float | None, typer.Option(min=1, max=4, help="Of a mock: the rubric, 1 to 4.")] = None,
    partner: Annotated[bool, typer.Option("--partner", help="Somebody else scored the mock.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count practice done elsewhere; a problem with a name becomes a card and comes back when it is due.

    Example: studybuddy track dsa "LC 973" --minutes 35 --result hard --note "sorted instead of a heap"
    """
    grade = parse_grade(result) if result else None
    name = plain_heading(what)
    if url and not _ADDRESS.fullmatch(url.strip()):
        raise UsageError(f"--url is {url!r}, which is no address", "write it whole: https://example.org/a")
    with open_desk() as desk:
        kind, name = _meant(desk, kind, name)
        _check(desk, kind, name, grade, score=score, partner=partner)
        if minutes > LONG_SITTING and not (as_json or _is_meant(minutes)):
            declined("Nothing was counted.")
        if name and grade is not None and kind in TOPIC_OF_ROUND:
            said = _practised(desk, kind, name, minutes, grade, url, pattern, note)
        else:
            day, scored = desk.moment.study_day, grade and int(grade)
            said = _counted(desk, Tracked(day, kind, name, minutes, scored, score, partner, url, note))
        if as_json:
            print_json(said)
            return
        say(_sentence(said))


def _meant(desk: Desk, kind: str, what: str) -> tuple[str, str]:
    """Take a round, and the round of a mock, by the name that the screens give it too."""
    meant = kind if kind in _names_of_plan(desk) else round_named(kind)
    return meant, round_named(what) if meant == MOCK else what


def _names_of_plan(desk: Desk) -> set[str]:
    enrolment = Today(desk).enrolment
    return {name for week in enrolment.plan.weeks for name in week.tracked} if enrolment else set()


def _check(
    desk: Desk, kind: str, what: str, grade: Grade | None, *, score: float | None, partner: bool
) -> None:
    known = (*ALL_ROUNDS, MOCK, STORY, *sorted(_names_of_plan(desk) - set(ALL_ROUNDS)))
    if kind not in known:
        raise UsageError(f"there is no practice called {kind!r}", near(kind, known))
    if kind == MOCK and what and what not in ALL_ROUNDS:
        raise UsageError(f"a mock is for a round, not {what!r}", near(what, ALL_ROUNDS))
    if kind != MOCK and (score is not None or partner):
        raise UsageError("--score and --partner belong to a mock", "studybuddy track mock dsa --score 3 …")
    if kind == MOCK and not what:
        raise UsageError(
            "a mock needs its round, or it counts for none",
            f"studybuddy track mock ROUND --minutes 60 --score 3, with one of {', '.join(ALL_ROUNDS)}",
        )
    if what and kind in TOPIC_OF_ROUND and grade is None:
        raise UsageError(
            f"how did {what!r} go? A problem with a name comes back by its result",
            "add --result again, hard, good or easy; without a name only the minutes count",
        )


def _is_meant(minutes: int) -> bool:
    """Ask at a terminal; away from one nobody is asked."""
    return confirmed(f"Did it take {duration(minutes)}?", yes=not sys.stdin.isatty())


def _counted(desk: Desk, tracked: Tracked) -> dict[str, object]:
    """Write practice without a card of its own into the ledger."""
    event = recording.note(desk.ledger, Happening.TRACK, desk.moment, detail=tracked.detail())
    return {"kind": tracked.kind, "what": tracked.what, "minutes": tracked.minutes, "id": event.id}


def _practised(
    desk: Desk, kind: str, name: str, minutes: int, grade: Grade, url: str, pattern: str, note: str
) -> dict[str, object]:
    """Make a card of a problem of a round, or find it, and record the result as its answer."""
    from studybuddy.commands.new_card import add_card, id_for
    from studybuddy.kinds.identity import slug

    question_id, is_new = id_for(desk, REDO_DECK, name, TOPIC_OF_ROUND[kind], f"redo-{kind}-{slug(name)}")
    day = desk.moment.study_day.isoformat()
    line = f"- {day}, {grade.name.lower()}, {minutes} min" + (f": {_one_line(note)}" if note else "")
    if is_new:
        about = f"Pattern: {_one_line(pattern)}\n\n" if pattern else ""
        link = f"<{_one_line(url)}>\n\n" if url else ""
        add_card(
            desk,
            name,
            f"{link}### Answer\n{about}{line}",
            deck=REDO_DECK,
            topic=TOPIC_OF_ROUND[kind],
            tier="core",
            card_id=question_id,
            kind="redo",
        )
    elif note or pattern or url:
        _add_note(desk, question_id, line, pattern, url)
    before = memory_of(desk.ledger, question_id)
    moves = before is None or before.last_day != desk.moment.study_day
    attempt = recording.Attempt(grade, took_ms=minutes * MS_PER_MINUTE, answer=_one_line(note))
    recorded = recording.record(desk.ledger, question_id, attempt, desk.moment)
    schedule = memory_json(recorded.memory, desk.scheduler, recorded.due)
    said = {"kind": kind, "what": name, "minutes": minutes, "id": recorded.review.id}
    return {**said, "card": question_id, "grade": int(grade), "moves_schedule": moves, **schedule}


def _add_note(desk: Desk, question_id: str, line: str, pattern: str, url: str) -> None:
    """Write one more line of notes into the card of a problem."""
    from studybuddy.store.own_cards import extend_card
    from studybuddy.store.sql.cards import card_of

    card = card_of(desk.ledger, question_id)
    if card is None:
        return
    more = [line]
    more += [f"- pattern: {_one_line(pattern)}"] if pattern else []
    more += [f"- <{_one_line(url)}>"] if url else []
    with desk.changing_decks():
        extend_card(card, more)
    desk.sync()


def _sentence(said: dict[str, object]) -> str:
    what = f" {said['what']}" if said["what"] else ""
    if said["kind"] in {MOCK, STORY}:
        each = f"the plan counts each {said['kind']} alike, by its usual minutes"
        return f"{said['kind']}{what}: {said['minutes']} min noted; {each}"
    text = f"{said['kind']}{what}: {said['minutes']} min counted"
    if "card" not in said:
        return text
    comes = f"{said['card']} comes back on {said['due']}"
    if said["moves_schedule"]:
        return f"{text}; {comes}"
    return f"{text}; the first result of a day counts, so {comes} as before; studybuddy undo takes this back"


def _one_line(text: str) -> str:
    """Return a learner's words as they may stand in a card: in one line, and without a gap to fill."""
    return re.sub(r"\s+", " ", text).strip().replace("{{", "{ {")
