"""Files in, every problem of every one of them out: decks, plans and stories alike."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studybuddy.errors import UsageError
from studybuddy.kinds.crosscheck import cross_check
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.identity import write_ids
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.kinds.stories import read_story
from studybuddy.markdown.decoding import decode
from studybuddy.model import Card, Problem
from studybuddy.planning.cost import WeekTotal
from studybuddy.planning.plan_file import check_plan, week_totals_of
from studybuddy.planning.work import available_work
from studybuddy.store.home import Home
from studybuddy.store.library import DeckFile, files_of, scan
from studybuddy.store.reading import content_of, unreadable
from studybuddy.store.replacing import replace_file


@dataclass(slots=True)
class CheckReport:
    """What was found; `cards` and `files` are counts.

    `katas` are the cards whose code is still to be tried, `math` those whose formulas are to be verified.
    `weeks` are the minutes of every week of each plan, by its path.
    """

    problems: list[Problem] = field(default_factory=list)
    katas: list[Card] = field(default_factory=list)
    math: list[Card] = field(default_factory=list)
    weeks: dict[str, tuple[WeekTotal, ...]] = field(default_factory=dict)
    cards: int = 0
    files: int = 0


def check_library(
    home: Home, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> CheckReport:
    """Check everything that studybuddy would load: deck folders, plans, and stories.

    `progress` is told deck files read and to read.
    """
    report = CheckReport()
    cards = _check_decks(report, _telling(list(scan(home.deck_roots).values()), progress))
    found = [path for folder in home.plans for path in sorted(folder.glob("*.md"))]
    contents = {str(path): content for path in found if (content := _content_of(path, report)) is not None}
    _check_plans(report, contents, cards)
    _check_stories(report, sorted((home.path / "stories").glob("*.md")))
    return report


def _check_plans(report: CheckReport, plans: Mapping[str, bytes], cards: Iterable[Card]) -> None:
    """Check plans, and hold what they want against the cards that there are."""
    counts: dict[tuple[str, str], int] = {}
    for card in cards:
        counts[card.kind, card.domain] = counts.get((card.kind, card.domain), 0) + 1
    for path, content in plans.items():
        report.problems += check_plan(content, path, available_work(counts))
        report.weeks[path] = week_totals_of(content, path)


def _telling(files: Sequence[DeckFile], progress: Callable[[int, int], None]) -> Iterator[DeckFile]:
    for done, file in enumerate(files):
        progress(done, len(files))
        yield file
    progress(len(files), len(files))


def check_paths(home: Home, paths: Iterable[Path]) -> CheckReport:
    """Check the files that the command line names, each as what it is.

    Raises:
        UsageError: a path does not exist.

    """
    report = CheckReport()
    decks: list[DeckFile] = []
    plans: dict[str, bytes] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(
                f"there is no file or folder {str(path)!r} here",
                "name one that exists, or none for everything: studybuddy check",
            )
        for file in files_of(path, home.deck_roots):
            content = _plan_content(Path(file.path))
            if content is not None:
                report.files += 1
                plans[file.path] = content
            else:
                decks.append(file)
    known = _known_elsewhere(home, decks)
    cards = _check_decks(report, decks, known)
    _check_plans(report, plans, [*cards, *known])
    return report


def _check_decks(report: CheckReport, files: Iterable[DeckFile], known: Sequence[Card] = ()) -> list[Card]:
    own: list[Card] = []
    shipped: list[Card] = []
    for file in files:
        deck = _read(file, report)
        report.cards += len(deck.cards)
        (own if file.own else shipped).extend(deck.cards)
        report.problems += deck.problems
        report.problems += _dangling(deck)
    mine = {card.id for card in own}
    cards = own + [card for card in shipped if card.id not in mine]
    here = {card.source.path for card in cards}
    report.problems += (p for p in cross_check([*cards, *known]) if p.source.path in here)
    report.katas += [card for card in cards if card.kind == "kata"]
    report.math += [card for card in cards if card.kind in ("answer", "derivation")]
    return cards


def _read(file: DeckFile, report: CheckReport, *, formulas: bool = True) -> Deck:
    path = Path(file.path)
    content = _content_of(path, report)
    if content is None:
        return Deck((), (), is_deck=False)
    deck = read_deck(content, path_shown=file.path, deck=file.deck, formulas=formulas)
    if deck.is_story:
        _, problems = read_story(content, path_shown=file.path, name=path.stem)
        report.problems += problems
    return deck


def _dangling(deck: Deck) -> Iterable[Problem]:
    for link in deck.links:
        target = link.target.split("#", 1)[0]
        if target and not (Path(link.source.path).parent / target).exists():
            yield Problem(link.source, f"the link to {link.target} leads nowhere", "mend the path")


def _check_stories(report: CheckReport, paths: Iterable[Path]) -> None:
    for path in paths:
        content = _content_of(path, report)
        if content is not None:
            _, problems = read_story(content, path_shown=str(path), name=path.stem)
            report.problems += problems


def _content_of(path: Path, report: CheckReport) -> bytes | None:
    """Read a file and count it; what cannot be read is a problem of its first line."""
    report.files += 1
    try:
        return content_of(path)
    except OSError as error:
        report.problems.append(unreadable(str(path), error))
        return None


def _known_elsewhere(home: Home, decks: Sequence[DeckFile]) -> list[Card]:
    """Return the cards of all other files, so that `See also` may point to them."""
    named = {os.path.realpath(file.path) for file in decks}  # unlike resolve(), it lets loops of links be
    quiet = CheckReport()
    others = [file for path, file in scan(home.deck_roots).items() if os.path.realpath(path) not in named]
    return [card for file in others for card in _read(file, quiet, formulas=False).cards]


def _plan_content(path: Path) -> bytes | None:
    """Return what a plan holds, which its front matter tells by saying minutes; None for any other file."""
    try:
        content = content_of(path)
    except OSError:
        return None
    text, _ = decode(content, str(path))
    head, _, _ = text.removeprefix("---").partition("\n---")
    is_plan = text.startswith("---") and any(line.startswith("minutes:") for line in head.splitlines())
    return content if is_plan else None


def write_missing_ids(home: Home, paths: Sequence[Path]) -> Iterable[tuple[Path, int]]:
    """Write into every heading of the own decks that has no id the one it goes by; touch nothing else.

    Raises:
        UsageError: a path lies outside of the learner's own decks.

    """
    for path in paths:
        if not path.resolve().is_relative_to(home.own_decks.resolve()):
            raise UsageError(
                f"{path} is not among your own decks", f"ids are written only below {home.own_decks}"
            )
        for file in files_of(path, home.deck_roots):
            content = _content_of(Path(file.path), CheckReport())
            if content is None:
                continue  # the check that follows says why
            deck = read_deck(content, path_shown=file.path, deck=file.deck)
            ids = {card.source.line: card.id for card in deck.cards if not card.explicit_id}
            if ids:
                text = content.decode("utf-8", "surrogateescape")
                replace_file(
                    Path(file.path), write_ids(text, ids, CARD_KEYS).encode("utf-8", "surrogateescape")
                )
                yield Path(file.path), len(ids)
