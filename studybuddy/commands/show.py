"""`studybuddy show`: a card in full, and when each of its questions is due."""

from typing import Any

from studybuddy.commands.completing import Card as CardName
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.naming import card_named
from studybuddy.commands.output import AsJson, ease_shown, memory_json, print_json
from studybuddy.kinds.follow_ups import asked_and_answered
from studybuddy.kinds.headline import headline
from studybuddy.kinds.registry import kind_named
from studybuddy.model import Card, Memory, Prompt
from studybuddy.store.sql.questions import memory_of
from studybuddy.store.sql.slots import due_day_of

ANSWER = "answer"  # the kind that expects a number or a formula


def show(
    card: CardName,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a card with its answer, its source, and its schedule.

    Example: studybuddy show l1-exact-zeros
    """
    with open_desk(reads=True) as desk:
        found = card_named(desk.ledger, card)
        if as_json:
            print_json(_json(desk, found))
        else:
            _print(desk, found)


def _json(desk: Desk, card: Card) -> dict[str, Any]:
    questions = []
    for question_id in card.questions:
        memory = memory_of(desk.ledger, question_id) or Memory()
        questions.append(
            {
                "id": question_id,
                **memory_json(memory, desk.scheduler, due_day_of(desk.ledger, question_id)),
                "suspended": memory.suspended,
                "known": memory.known,
            }
        )
    return {
        "id": card.id,
        "kind": card.kind,
        "deck": card.deck,
        "domain": card.domain,
        "topic": card.topic,
        "tier": card.tier,
        "tags": list(card.tags),
        "prompt": headline(card.kind, card.heading),
        "fields": dict(card.fields),
        "follow_ups": [
            {"question": question, "answer": answer}
            for question, answer in map(asked_and_answered, card.fields.get("follow_ups", ()))
        ],
        "path": card.source.path,
        "line": card.source.line,
        "questions": questions,
    }


def _print(desk: Desk, card: Card) -> None:
    from studybuddy.screens.card import CardView, QuestionState, draw_card
    from studybuddy.screens.console import make_console, plain_look

    states = []
    for question_id in card.questions:
        memory = memory_of(desk.ledger, question_id) or Memory()
        flags = {
            "suspended": memory.suspended,
            "known": memory.known,
            "buried today": memory.buried_on == desk.moment.study_day,
        }
        states.append(
            QuestionState(
                question_id, due_day_of(desk.ledger, question_id), memory.sm2_due, memory.interval_days,
                ease_shown(memory, desk.scheduler), memory.repetitions, memory.lapses,
                tuple(word for word, holds in flags.items() if holds),
            )
        )  # fmt: skip
    prompt = kind_named(card.kind).prompt(card, card.questions[0], seed=0)
    make_console().print(
        draw_card(
            CardView(
                card.id, card.kind, str(card.source), card.topic, card.tier, card.tags,
                prompt.text, tuple(_parts(card, prompt)), tuple(states),
            ),
            desk.moment.study_day,
            plain_look(),
        )
    )  # fmt: skip


def _values(card: Card) -> str:
    """Return the numbers that are typed where the answer names a formula, in the order of its lines."""
    if card.kind != ANSWER:
        return ""
    from studybuddy.kinds.answer import values

    found = values(card, seed=0)
    if len(found) == 1 or not any(found):
        return found[0]
    return "\n".join(f"{number}. {value or 'as above'}" for number, value in enumerate(found, start=1))


def _parts(card: Card, prompt: Prompt) -> list[tuple[str, str]]:
    written = card.fields.get("options", ())  # in the order of the file, which a review shuffles
    options = "\n".join(f"- {option['text']}" for option in written)
    right = "\n".join(f"- ✓ {option['text']}" for option in written if option["right"])
    phases = "\n\n".join(
        f"**{phase.name}** ({phase.seconds // 60} min)\n\n{phase.text}" for phase in prompt.phases
    )
    follow_ups = ["\\\n  ".join(filter(None, asked_and_answered(text))) for text in prompt.follow_ups]
    bullets = {"Hints": prompt.hints, "Rubric": prompt.rubric, "Follow-ups": follow_ups}
    parts = [
        ("Options", options),
        ("Phases", phases),
        ("Answer", "\n\n".join(filter(None, (right, prompt.answer)))),
        ("Value", _values(card)),
        ("Why it matters", prompt.why),
    ]
    parts += [("Strong answer", prompt.strong), ("Weak answer", prompt.weak)]
    parts += [(title, "\n".join(f"- {line}" for line in lines)) for title, lines in bullets.items()]
    return [(title, text) for title, text in parts if text]
