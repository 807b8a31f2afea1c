"""Decks with a small kata, attempts at it, saves, and what the ledger holds of them afterwards."""

import sys
from pathlib import Path

from command_line import Run
from kata_texts import kata

if sys.platform != "win32":  # which has no pseudo-terminals
    from terminal import Terminal

LATER = "2026-03-06T09:00:00+01:00"  # four days later: the first interval of a kata


def put(home: Path, name: str, text: str = "") -> Path:
    """Write a deck with one kata below the own decks."""
    path = home / "decks" / "katas" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or kata(), encoding="utf-8")
    return path


def begin(path: Path, code: str) -> Path:
    """Write an attempt where the learner's file lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    return path


def save(path: Path, text: str) -> None:
    """Save as careful editors do: beside the file, then in its place."""
    beside = path.with_name("kata.py~")
    beside.write_text(text)
    beside.replace(path)


def start_clock(terminal: "Terminal") -> "Terminal":
    """Begin on the kata that a terminal shows, where no editor is set."""
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
    return terminal


def grades(run: Run, name: str = "halve") -> list[int]:
    """The grades of a kata, oldest first."""
    return [row["grade"] for row in run("history", name, "--json").ok().json]
