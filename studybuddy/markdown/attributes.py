"""The text of a heading goes in, its text and its `{#id .class key=value}` come out apart."""

import re
from collections.abc import Set as AbstractSet

from studybuddy.markdown.document import Attributes

# An item holds no character that could belong to code, math, a link or HTML, so that a group of items
# at the end of a heading always lies in its last text token and no second parse is needed.
_ITEM = r"[^\s{}\"'`$<>\[\]()*\\]+"
_GROUP = re.compile(rf"(?:^|(?<=\s))\{{\s*({_ITEM}(?:\s+{_ITEM})*)\s*\}}$")
_PAIR = re.compile(r"([A-Za-z][\w-]*)=(.+)", re.DOTALL)
_WORD = re.compile(r"\.([^\W\d][\w-]*)")
_BRACES = re.compile(r"\{[#.][^{}]*\}$")

NONE = Attributes()


def split_attributes(heading: str, keys: AbstractSet[str]) -> tuple[str, Attributes]:
    """Return the heading without its attributes, and the attributes; braces that are not some stay text."""
    if not heading.endswith("}"):
        return heading, NONE
    group = _GROUP.search(heading)
    attributes = _read(group[1].split(), keys) if group else None
    if group is None or attributes is None:
        return heading, NONE
    return heading[: group.start()].rstrip(), attributes


def looks_like_attributes(heading: str) -> bool:
    """Tell whether a heading still ends in braces that were probably meant as attributes."""
    return _BRACES.search(heading) is not None


def _read(items: list[str], keys: AbstractSet[str]) -> Attributes | None:
    ids: list[str] = []
    classes: list[str] = []
    pairs: dict[str, str] = {}
    for item in items:
        if item.startswith("#") and len(item) > 1:
            ids.append(item[1:])
        elif word := _WORD.fullmatch(item):
            classes.append(word[1])
        elif (pair := _PAIR.fullmatch(item)) and pair[1] in keys and pair[1] not in pairs:
            pairs[pair[1]] = pair[2]
        else:
            return None
    if len(ids) > 1:
        return None
    return Attributes(ids[0] if ids else None, tuple(classes), tuple(pairs.items()))
