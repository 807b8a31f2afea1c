"""Values in, JSON on stdout out: the one way in which commands speak to scripts."""

import json
import sys
from datetime import date
from typing import Annotated, Any

import typer

from studybuddy.model import Memory
from studybuddy.scheduling.protocol import Scheduler

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys.")]


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


def print_json(value: Any) -> None:
    """Print one JSON value with a final newline, in UTF-8 whatever the locale says."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
