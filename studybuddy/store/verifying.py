"""Cards with math in, the problems that only a thorough check finds out; unchanged cards cost nothing."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.protocol import Fault
from studybuddy.kinds.registry import verified_kind
from studybuddy.model import Card, Problem, Severity, Source
from studybuddy.store.home import PACKAGE, Home
from studybuddy.store.replacing import replace_file

_RULES = ("notation", "kinds")  # the folders that decide what is found
MOST_UNCHECKED_SHARE = 0.1  # of the lines of all derivations that are checked together
_MOST_KEPT = 20_000  # results; beyond, those of this run alone are kept

Progress = Callable[[int, int], None]
_Found = dict[str, list[list[Any]]]


def verify_cards(home: Home, cards: Sequence[Card], progress: Progress) -> Iterator[Problem]:
    """Verify cards, each once: the results are kept in the home by content, where there is a home.

    `progress` is told how many of the cards that are new or changed are done.
    """
    path = home.path / ".cache" / "verified.json"
    stamp = _rules_stamp()
    known = _read(path, stamp)
    keys = [_key(card) for card in cards]
    todo = {key: card for key, card in zip(keys, cards, strict=True) if key not in known}
    for done, (key, card) in enumerate(todo.items()):
        progress(done, len(todo))
        known[key] = _verified(card)
    if todo:
        progress(len(todo), len(todo))
        kept = known if len(known) <= _MOST_KEPT else {key: known[key] for key in keys}
        _keep(home, path, {"rules": stamp, "found": kept})
    for key, card in zip(keys, cards, strict=True):
        yield from (_problem(card, Fault(*fault)) for fault in known[key])
    yield from _too_many_unchecked(cards)


def _too_many_unchecked(cards: Sequence[Card]) -> Iterator[Problem]:
    """Warn where more of the lines of all derivations together are unchecked than may be."""
    lines = [(card, line) for card in cards for line in card.fields.get("lines", ())]
    unchecked = [card for card, line in lines if line.get("unchecked")]
    if len(unchecked) > max(1, MOST_UNCHECKED_SHARE * len(lines)):
        message = f"{len(unchecked)} of {len(lines)} lines of the derivations are unchecked"
        yield Problem(unchecked[-1].source, message, "at most one in ten: split them", Severity.WARNING)


def _verified(card: Card) -> list[list[Any]]:
    kind = verified_kind(card.kind)
    return [list(fault) for fault in kind.verify(card.fields)] if kind else []


def _problem(card: Card, fault: Fault) -> Problem:
    line = card.source.line + int(card.fields["block_line"]) + fault.line
    severity = Severity.ERROR if fault.is_error else Severity.WARNING
    return Problem(Source(card.source.path, line), fault.message, fault.hint, severity)


def _key(card: Card) -> str:
    """Hash what a card's kind verifies: lines that move within the file change nothing."""
    fields = {name: value for name, value in card.fields.items() if name != "block_line"}
    content = json.dumps([card.kind, fields], sort_keys=True).encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=16).hexdigest()


def _rules_stamp() -> str:
    """Return a stamp that changes with the code that verifies, wherever and whenever it was installed."""
    stamp = blake2b(digest_size=16)
    for folder in _RULES:
        for path in sorted((PACKAGE / folder).glob("*.py")):
            code = path.read_bytes()
            stamp.update(f"{folder}/{path.name} {len(code)}\n".encode())
            stamp.update(code)
    return stamp.hexdigest()


def _read(path: Path, stamp: str) -> _Found:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict) or kept.get("rules") != stamp:
        return {}
    found = kept.get("found")
    return found if isinstance(found, dict) else {}


def _keep(home: Home, path: Path, content: Mapping[str, Any]) -> None:
    if not home.path.is_dir():
        return  # a check alone makes no home
    try:
        replace_file(path, json.dumps(content).encode())
    except StudyBuddyError:
        return  # what cannot be kept is found again
