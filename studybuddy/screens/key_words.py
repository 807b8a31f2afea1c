"""A typed line in, the keys that it names out: `:hint` and `:h` stand for h wherever letters are text."""

import re

from studybuddy.screens.flow import KEY_WORDS

LETTERS = frozenset(KEY_WORDS.values()) - {"back"}
_COMMAND = re.compile(r":([a-z][a-z-]*|\?)(?: ([1-3]))?", re.IGNORECASE)
_SURE = KEY_WORDS["sure"]


def reads_as_command(line: str) -> bool:
    """Tell whether a line would name a key, be there one of that name or not."""
    found = _COMMAND.fullmatch(line.strip())
    return found is not None and (found[2] is None or _key(found[1]) == _SURE)


def named_keys(line: str) -> tuple[str, ...]:
    """Return the keys that a line names behind a colon: one, or two where it says how sure one is."""
    found = _COMMAND.fullmatch(line.strip())
    if found is None or not reads_as_command(line):
        return ()
    return tuple(filter(None, (_key(found[1]), found[2])))


def without_escape(line: str) -> str:
    """Return what a line types: `::hint` is the answer `:hint`; any other line is what it is."""
    text = line.strip()
    return text[1:] if text.startswith("::") and reads_as_command(f":{text.lstrip(':')}") else line


def _key(word: str) -> str:
    word = word.lower()
    return KEY_WORDS.get(word, word if word in LETTERS else "")
