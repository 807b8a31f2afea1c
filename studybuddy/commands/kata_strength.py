"""The katas of checked decks in, the problems of their cases out; what was measured is kept by content."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from studybuddy.commands.kata_choice import kata_in, missing_packages
from studybuddy.errors import StudyBuddyError
from studybuddy.katas.kata import digest_of
from studybuddy.katas.measured import shipped_shares
from studybuddy.model import Card, Problem, Severity
from studybuddy.store.home import Home, shipped

_FIGURES = "figures.json"  # what `kata list` shows, by the digest of the kata


def cache_of(home: Home) -> Path:
    """Return the folder of what was measured; it may be deleted at any time."""
    return home.path / ".cache" / "strength"


def strength_problems(home: Home, cards: Iterable[Card], *, trust: bool) -> Iterator[Problem]:
    """Yield what stands between each kata and its gates; an unchanged kata is not measured again."""
    from studybuddy.katas import gates, strength

    cards = list(cards)
    cache = cache_of(home) if home.path.is_dir() else None  # a check is no first run: it makes no home
    figures = _figures(home)
    for number, card in enumerate(cards, start=1):
        missing = missing_packages(card)
        if missing:
            message = f"the kata was not measured: {', '.join(missing)} is not installed"
            yield Problem(card.source, message, "install it and check again", Severity.WARNING)
            continue
        kata = kata_in(card)
        is_shipped = Path(card.source.path).is_relative_to(shipped("decks"))
        progress = _Progress(number, len(cards), card.id)
        try:
            found = strength.measure(kata, trust=trust or is_shipped, cache=cache, progress=progress)
        except StudyBuddyError as error:
            yield Problem(card.source, f"the kata was not measured: {error.message}", error.hint)
            continue
        finally:
            progress.clear()
        if found.mutants:
            figures[digest_of(kata)] = found.kept_share
        for problem in gates.problems(kata, found):
            yield _placed(problem, card)
    if cache is not None:
        _keep(home, figures)


def _placed(problem: Problem, card: Card) -> Problem:
    return problem if problem.source.line else problem._replace(source=card.source)


def known_shares(home: Home) -> Mapping[str, float]:
    """Return the share of mutants that the cases of katas kill, by their digests.

    What was measured here goes before what was measured when the kata was shipped; one that was edited since
    has another digest.
    """
    return {**shipped_shares(), **_figures(home)}


def _figures(home: Home) -> dict[str, float]:
    try:
        found = json.loads((cache_of(home) / _FIGURES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(home: Home, figures: dict[str, float]) -> None:
    from studybuddy.store.replacing import replace_file

    if figures != _figures(home):
        with suppress(StudyBuddyError):  # what cannot be kept is measured again
            replace_file(cache_of(home) / _FIGURES, json.dumps(figures, indent=0).encode())


class _Progress:
    """Shows on a terminal how far a measurement has come."""

    def __init__(self, number: int, total: int, name: str) -> None:
        self._lead = f"kata {number}/{total} {name}"
        self._shown = 0  # columns

    def __call__(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            line = f"{self._lead}: {what} {done}/{of}"
            sys.stderr.write(f"\r{line.ljust(self._shown)}")  # not every console of Windows obeys escapes
            sys.stderr.flush()
            self._shown = max(self._shown, len(line))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(f"\r{'':{self._shown}}\r")
            sys.stderr.flush()
