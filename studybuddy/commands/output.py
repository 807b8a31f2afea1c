"""Values in, JSON on stdout out, or sentences that break between words where they meet a terminal."""

import json
import shutil
import sys
from datetime import date
from typing import Annotated, Any, TextIO

import typer

from studybuddy.model import Card, Memory
from studybuddy.scheduling.protocol import Scheduler

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys.")]


def card_json(card: Card) -> dict[str, Any]:
    """Return what scripts are told of a card and of where it stands."""
    from studybuddy.kinds.headline import headline

    return {
        "id": card.id,
        "deck": card.deck,
        "kind": card.kind,
        "topic": card.topic,
        "tier": card.tier,
        "prompt": headline(card.kind, card.heading),
        "path": card.source.path,
        "line": card.source.line,
    }


def memory_json(memory: Memory, scheduler: Scheduler, due: date | None) -> dict[str, Any]:
    """Return what scripts are told of a question's schedule; `due` is the day that is acted upon."""
    return {
        "due": due and due.isoformat(),
        "sm2_due": memory.sm2_due and memory.sm2_due.isoformat(),
        "interval_days": memory.interval_days,
        "ease": ease_shown(memory, scheduler),
        "repetitions": memory.repetitions,
        "lapses": memory.lapses,
    }


def ease_shown(memory: Memory, scheduler: Scheduler) -> float | None:
    """Return SM-2's EF as the article writes it, 2.5 for 250 hundredths; None under FSRS."""
    return None if memory.ease is None or scheduler.name == "fsrs" else memory.ease / 100


def say(text: str, stream: TextIO | None = None, *, hang: int = 0) -> None:
    """Print sentences, on stdout unless told: broken between words at a terminal, elsewhere as they are.

    A line that goes on is indented as it was, and by `hang` columns more.
    """
    stream = stream or sys.stdout
    print(folded(text, shutil.get_terminal_size().columns, hang) if stream.isatty() else text, file=stream)


def folded(text: str, width: int, hang: int = 0) -> str:
    """Break lines longer than `width` columns between words; a line that goes on keeps its indent.

    It gets `hang` columns more of it.
    """
    from textwrap import wrap

    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())] + " " * hang
        whole = (
            wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
            if len(line) > width
            else [line]
        )
        lines += whole
    return "\n".join(lines)


def print_json(value: Any) -> None:
    """Print one JSON value with a final newline, in UTF-8 whatever the locale says."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
