"""`studybuddy due`: today's questions, in the order in which `review` would ask them."""

from typing import Any

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.naming import remember_list
from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.today import Today, Wanted
from studybuddy.model import Candidate, Memory


def due(*, as_json: AsJson = False) -> None:
    """List the questions that are due or new today.

    Example: studybuddy due --json
    """
    with open_desk() as desk:
        order = Today(desk).queue(Wanted(cases=True)).order
        remember_list(desk.ledger, [one.question_id for one in order])
        if as_json:
            print_json([question_json(desk, one) for one in order])
        else:
            from studybuddy.commands.listing import print_questions

            print_questions(
                desk, [one.question_id for one in order], empty="Nothing is due, and nothing is new."
            )


def question_json(desk: Desk, one: Candidate) -> dict[str, Any]:
    """Return what scripts are told of a question."""
    memory = desk.ledger.memory(one.question_id) or Memory()
    return {
        "id": one.question_id,
        "deck": one.deck,
        "kind": one.kind,
        "topic": one.topic,
        "tier": one.tier,
        "prompt": desk.ledger.heading_of(one.card_id),
        "due": memory.effective_due and memory.effective_due.isoformat(),
        "sm2_due": memory.sm2_due and memory.sm2_due.isoformat(),
        "interval_days": memory.interval_days,
        "ease": ease_json(desk, memory),
        "repetitions": memory.repetitions,
        "lapses": memory.lapses,
        "new": one.new,
    }


def ease_json(desk: Desk, memory: Memory) -> float | None:
    """Return SM-2's EF as the article writes it, 2.5 for 250 hundredths; None under FSRS."""
    return None if memory.ease is None or desk.scheduler.name == "fsrs" else memory.ease / 100
