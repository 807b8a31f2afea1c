"""`studybuddy due`: today's questions, in the order in which `review` would ask them."""

from typing import Any

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.output import AsJson, memory_json, print_json
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.kinds.headline import headline
from studybuddy.model import Candidate, Memory
from studybuddy.store.sql.cards import heading_of
from studybuddy.store.sql.questions import memory_of


def due(*, as_json: AsJson = False) -> None:
    """List the questions that are due or new today.

    Example: studybuddy due --json
    """
    with open_desk(reads=True) as desk:
        order = Today(desk).queue(Wanted(cases=True)).order
        if as_json:
            print_json([question_json(desk, one) for one in order])
        else:
            from studybuddy.commands.listing import print_questions

            print_questions(
                desk, [one.question_id for one in order], empty="Nothing is due, and nothing is new."
            )


def question_json(desk: Desk, one: Candidate) -> dict[str, Any]:
    """Return what scripts are told of a question."""
    memory = memory_of(desk.ledger, one.question_id) or Memory()
    return {
        "id": one.question_id,
        "deck": one.deck,
        "kind": one.kind,
        "topic": one.topic,
        "tier": one.tier,
        "prompt": headline(one.kind, heading_of(desk.ledger, one.card_id)),
        **memory_json(memory, desk.scheduler, one.due),
        "new": one.new,
    }
