"""The formulas of the tests and the shipped derivations in, every promise about checked math out."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from measuring import ROOT, Pair, Time, alternate, child_environment, timed
from promises import Figure, Promise, Unloaded

from studybuddy.kinds.deck import read_deck
from studybuddy.kinds.derivation_checking import verify_block
from studybuddy.notation.compare import compare_texts
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.display import render_display
from studybuddy.notation.inline import render_inline
from studybuddy.notation.parser import parse
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Relation
from studybuddy.workers.prover import Prover

FIXTURES = ROOT / "tests" / "notation" / "fixtures"
SEED = 17
WIDTH = 80
BOMB = "9^9^9"
SLOWEST = 0.9999  # the share below which all of some hundreds of runs lie
KILLED_MS = 2_200  # two seconds for a proof, and a little for ending the process

# What a review does with a derivation: reads it, shows it, judges a right line and a wrong one.
REVIEW = """
import json, sys
from studybuddy.kinds.registry import typed_kind
from studybuddy.kinds.derivation_checking import check_line
from studybuddy.notation.display import render_display
block = "let z\\ngrad(log(1 + exp(z)), z) = sigmoid(z) | chain rule"
typed_kind("derivation")
check_line(block, "sigmoid(z)", 0, 1)
check_line(block, "1 - sigmoid(z)", 0, 1)
render_display(r"\\frac{\\partial L}{\\partial z}", 80)
print(json.dumps(sorted({"sympy"} & set(sys.modules))))
"""

Line = tuple[str, str, Declarations]
Thing = TypeVar("Thing")


def math_promises(rounds: int) -> Iterator[Promise]:
    """Measure reading and judging typed lines, the prover's end, the check of derivations, and the layout."""
    lines = [*_lines("identities.txt"), *_lines("wrong.txt")]

    def read(line: Line) -> object:
        return parse(line[0], line[2])

    def judged(line: Line) -> object:
        return compare_texts(line[0], line[1], line[2], seed=SEED)

    def tokens(line: Line) -> object:
        return re.findall(r"\w+|.", line[0])

    parsing = _on_each(lines * rounds, read, tokens, 0.95)
    yield Figure("parse, 95 of 100", "re.findall", parsing, most_ms=1)
    yield Figure("verdict, the middle one", "parsing it", _on_each(lines, judged, read, 0.5), most_ms=5)
    yield Figure("verdict, 95 of 100", "parsing it", _on_each(lines, judged, read, 0.95), most_ms=50)
    yield Figure("a proof without an end", "a short one", _unending_proof(), most_ms=KILLED_MS)
    yield Unloaded("sympy in a review", _loaded_in_review())
    blocks = _derivations()
    pair = alternate(lambda: timed(lambda: [*map(verify_block, blocks)]), lambda: timed(_derivations), 1)
    yield Figure(f"check of {len(blocks)} derivations", "reading the decks", pair, most_ms=60_000)
    sources = (FIXTURES / "gallery_sources.txt").read_text(encoding="utf-8").splitlines()
    laying = _on_each(sources, lambda latex: render_display(latex, WIDTH), render_inline, SLOWEST)
    yield Figure("display layout, the slowest", "the same in a line", laying, most_ms=10)


def _on_each(
    things: Sequence[Thing],
    measured: Callable[[Thing], object],
    floor: Callable[[Thing], object],
    share: float,
) -> Pair:
    """Time both on every thing in turn, after a first one that loads what there is to load."""
    measured(things[0])
    mine, theirs = iter(things), iter(things)
    return alternate(
        lambda: timed(lambda: measured(next(mine))),
        lambda: timed(lambda: floor(next(theirs))),
        len(things),
        share,
    )


def _lines(name: str) -> Iterator[Line]:
    """Yield what is typed, what is expected, and the declarations, for each line of a fixture."""
    declarations = Declarations()
    for line in map(str.strip, (FIXTURES / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("@"):
            declarations = parse_declarations(line[1:].strip())
        elif line and not line.startswith("#"):
            tree = parse(line, declarations)
            if not isinstance(tree, Relation):
                raise TypeError(line)
            yield text_of(tree.right), text_of(tree.left), declarations


def _unending_proof() -> Pair:
    known = parse_declarations("x")
    bomb, one, short = (parse(text, known) for text in (BOMB, "1", "x"))
    with Prover() as prover:
        prover.prove(short, short, known)  # sympy is loaded, once for all questions

        def floor() -> Time:
            return timed(lambda: prover.prove(short, short, known))

        return alternate(lambda: timed(lambda: prover.prove(bomb, one, known)), floor, 1)


def _loaded_in_review() -> tuple[str, ...]:
    ran = subprocess.run(
        (sys.executable, "-c", REVIEW), env=child_environment({}), check=True, stdout=subprocess.PIPE
    )
    return tuple(json.loads(ran.stdout))


def _derivations() -> list[str]:
    """Return the block of every shipped derivation."""
    found = []
    for path in sorted((ROOT / "decks").rglob("*.md")):
        read = read_deck(path.read_bytes(), path_shown=path.name, deck=path.stem)
        found += [card.fields["block"] for card in read.cards if card.kind == "derivation"]
    return found
