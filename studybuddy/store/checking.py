"""Files in, every problem of every one of them out: decks, plans and stories alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studybuddy.errors import UsageError
from studybuddy.kinds.crosscheck import cross_check
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.identity import write_ids
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.kinds.stories import read_story
from studybuddy.markdown.decoding import decode
from studybuddy.model import Card, Problem, Source
from studybuddy.planning.plan_file import check_plan
from studybuddy.planning.work import available_work
from studybuddy.store.home import Home
from studybuddy.store.library import DeckFile, files_of, scan
from studybuddy.store.own_cards import replace_file


@dataclass(slots=True)
class CheckReport:
    """What was found: `cards` and `files` are counts."""

    problems: list[Problem] = field(default_factory=list)
    cards: int = 0
    files: int = 0


def check_library(home: Home) -> CheckReport:
    """Check everything that studybuddy would load: deck folders, plans, and stories."""
    report = CheckReport()
    cards = _check_decks(report, scan(home.deck_roots).values())
    counts: dict[tuple[str, str], int] = {}
    for card in cards:
        counts[card.kind, card.domain] = counts.get((card.kind, card.domain), 0) + 1
    for folder in home.plans:
        for path in sorted(folder.glob("*.md")):
            report.files += 1
            report.problems += check_plan(path.read_bytes(), str(path), available_work(counts))
    _check_stories(report, sorted((home.path / "stories").glob("*.md")))
    return report


def check_paths(home: Home, paths: Iterable[Path]) -> CheckReport:
    """Check the files that the command line names, each as what it is.

    Raises:
        UsageError: a path does not exist.

    """
    report = CheckReport()
    decks: list[DeckFile] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no {path}", "name a file or a folder that exists")
        for file in files_of(path):
            if _is_plan(Path(file.path)):
                report.files += 1
                report.problems += check_plan(Path(file.path).read_bytes(), file.path)
            else:
                decks.append(file)
    known = _known_elsewhere(home, decks)
    _check_decks(report, decks, known)
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
    return cards


def _read(file: DeckFile, report: CheckReport) -> Deck:
    path = Path(file.path)
    report.files += 1
    try:
        content = path.read_bytes()
    except OSError as error:
        hint = (
            "rename the folder" if isinstance(error, IsADirectoryError) else "give yourself read permission"
        )
        problem = Problem(Source(file.path, 1), f"cannot be read: {error.strerror}", hint)
        return Deck((), (problem,), is_deck=False)
    deck = read_deck(content, path_shown=file.path, deck=file.deck)
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
        report.files += 1
        _, problems = read_story(path.read_bytes(), path_shown=str(path), name=path.stem)
        report.problems += problems


def _known_elsewhere(home: Home, decks: Sequence[DeckFile]) -> list[Card]:
    """Return the cards of all other files, so that `See also` may point to them."""
    named = {str(Path(file.path).resolve()) for file in decks}
    quiet = CheckReport()
    others = [file for path, file in scan(home.deck_roots).items() if str(Path(path).resolve()) not in named]
    return [card for file in others for card in _read(file, quiet).cards]


def _is_plan(path: Path) -> bool:
    """Tell a plan by its front matter, which says minutes."""
    if not path.is_file():
        return False
    text, _ = decode(path.read_bytes(), str(path))
    head, _, _ = text.removeprefix("---").partition("\n---")
    return text.startswith("---") and any(line.startswith("minutes:") for line in head.splitlines())


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
        for file in files_of(path):
            content = Path(file.path).read_bytes()
            deck = read_deck(content, path_shown=file.path, deck=file.deck)
            ids = {card.source.line: card.id for card in deck.cards if not card.explicit_id}
            if ids:
                text = content.decode("utf-8", "surrogateescape")
                replace_file(
                    Path(file.path), write_ids(text, ids, CARD_KEYS).encode("utf-8", "surrogateescape")
                )
                yield Path(file.path), len(ids)
