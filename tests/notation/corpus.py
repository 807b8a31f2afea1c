"""Reads the fixture files of identities."""

from collections.abc import Iterator
from pathlib import Path

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.parser import parse
from studybuddy.notation.tree import Relation

FIXTURES = Path(__file__).parent / "fixtures"


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield (declarations, line) for each line of a fixture."""
    declarations = ""
    for raw in (FIXTURES / name).read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("@"):
            declarations = line.removeprefix("@").strip()
        elif line and not line.startswith("#"):
            yield declarations, line


def relation(declarations: str, line: str) -> tuple[Relation, Declarations]:
    """Return a parsed line."""
    known = parse_declarations(declarations)
    tree = parse(line, known)
    assert isinstance(tree, Relation)
    return tree, known
