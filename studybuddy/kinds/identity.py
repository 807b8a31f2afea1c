"""Headings go in, ids come out; and ids go into the text of a deck that has none."""

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.markdown.attributes import split_attributes

_NOT_A_WORD = re.compile(r"[^\w]+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_HEADING = re.compile(r"(\ufeff? {0,3}##(?!#))((?:[ \t].*?)?)((?:[ \t]+#+)?[ \t]*)", re.DOTALL)
_VALID_ID = re.compile(r"[^\W_](?:[\w./-]*\w)?")


def slug(heading: str) -> str:
    """Return a heading as words joined by hyphens, in lower case; letters of every script stay."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return _NOT_A_WORD.sub("-", folded).replace("_", "-").strip("-") or "card"


def is_valid_id(card_id: str) -> bool:
    """Tell whether an id can be used: letters, digits, and `-_./` between them; `:` belongs to questions."""
    return _VALID_ID.fullmatch(card_id) is not None


def write_ids(text: str, ids: Mapping[int, str], keys: AbstractSet[str] = CARD_KEYS) -> str:
    """Return the text with ids in the level-2 headings of the given lines (from 1), all else unchanged.

    The text must keep its line ends and byte order mark: read the file with `newline=""`.

    Raises: StudyBuddyError if a line is no level-2 heading or has an id already.
    """
    lines = _LINE.findall(text)
    for line, card_id in ids.items():
        content = lines[line - 1].rstrip("\r\n") if 0 < line <= len(lines) else ""
        ending = lines[line - 1][len(content) :] if content else ""
        heading = _HEADING.fullmatch(content)
        if heading is None:
            raise StudyBuddyError(
                f"line {line} is no `##` heading", "read the deck again, then write its ids"
            )
        lines[line - 1] = heading[1] + _with_id(heading[2], card_id, line, keys) + heading[3] + ending
    return "".join(lines)


def _with_id(heading: str, card_id: str, line: int, keys: AbstractSet[str]) -> str:
    bare, attributes = split_attributes(heading, keys)
    if attributes.id is not None:
        raise StudyBuddyError(f"the heading on line {line} already has the id {attributes.id}")
    if attributes.classes or attributes.pairs:
        at = heading.index("{", len(bare))
        return f"{heading[: at + 1]}#{card_id} {heading[at + 1 :].lstrip()}"
    return f"{heading} {{#{card_id}}}"
