"""The body of a card goes in, the fields that every kind shares come out; lists become entries."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.markdown.document import Document

_BULLET = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}(?![ \t])|[ \t]|$)")
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")
_SEE_ALSO_LINK = re.compile(r"\]\(<?([^)\s>]+)")


class Entry(NamedTuple):
    """A list item without its bullet and its box, or another block; `ticked` is None without a box."""

    text: str
    ticked: bool | None
    is_item: bool
    line: int


def common_fields(body: Body) -> dict[str, Any]:
    """Return prompt and answer, and of the other fields those that the card has."""
    rubric = list(entries(body, "rubric"))
    fields: dict[str, Any] = {"prompt": body.asked, "answer": body.answered}
    more: Mapping[str, Any] = {
        "hints": [body.document.text(part.start + 1, part.end) for part in body.sections("hint")],
        "why": body.text("why it matters"),
        "follow_ups": [entry.text for entry in entries(body, "follow-ups")],
        "rubric": [entry.text for entry in rubric if entry.is_item],
        "rubric_notes": joined(*(entry.text for entry in rubric if not entry.is_item)),
        "strong": body.text("strong answer"),
        "weak": body.text("weak answer"),
        "see_also": [entry.text for entry in entries(body, "see also")],
    }
    return fields | {key: value for key, value in more.items() if value}


def entries(body: Body, name: str) -> Iterator[Entry]:
    """Yield every item of the lists in the sections of a name, and each other block as an entry."""
    for part in body.sections(name):
        at = part.start + 1
        for block in part.blocks:
            if between := body.document.text(at, block.start):  # link definitions make no block
                yield Entry(between, None, is_item=False, line=at)
            if block.items:
                yield from (read_entry(body.document, item.start, item.end) for item in block.items)
            else:
                text = body.document.text(block.start, block.end)
                yield Entry(text, None, is_item=False, line=block.start)
            at = block.end
        if rest := body.document.text(at, part.end):
            yield Entry(rest, None, is_item=False, line=at)


def read_entry(document: Document, start: int, end: int) -> Entry:
    """Return a list item without its bullet, its indentation and its box."""
    first, *rest = document.lines[start:end]
    bullet = _BULLET.match(first)
    width = bullet.end() if bullet else 0
    lines = [first[width:], *(_dedented(line, width) for line in rest)]
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    box = _BOX.match(lines[0])
    if box:
        lines[0] = lines[0][box.end() :]
    return Entry("\n".join(lines).strip("\n"), box[1] != " " if box else None, is_item=True, line=start)


def _dedented(line: str, width: int) -> str:
    taken = 0
    while taken < len(line) and width > 0 and line[taken] in " \t":
        width -= 4 if line[taken] == "\t" else 1
        taken += 1
    return line[taken:]


def see_also_ids(entry: str) -> tuple[str, ...]:
    """Return the card ids that an entry of `### See also` names; links to other places name none."""
    if targets := _SEE_ALSO_LINK.findall(entry):
        return tuple(target.split("#", 1)[1] for target in targets if "#" in target and "://" not in target)
    words = entry.split()
    return (words[0].strip("`#,;:.<>"),) if words else ()
