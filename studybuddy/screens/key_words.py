"""A typed line in, the key that it names out: `:hint` and `:h` stand for h wherever letters are text."""

import re
from collections.abc import Mapping

from studybuddy.screens.flow import COMMAND_KEYS

KEY_WORDS: Mapping[str, str] = {
    **{command.value: key for key, command in COMMAND_KEYS.items()},
    "hint": "h",
    "reveal": "r",
    "paper": "p",
    "sure": "c",
    "help": "?",
}
_COMMAND = re.compile(r":[A-Za-z-]+")


def named_key(line: str) -> str:
    """Return the key that a line names behind a colon; "" for none."""
    word = line.strip().lower()
    if not word.startswith(":"):
        return ""
    return KEY_WORDS.get(word[1:], word[1:] if word[1:] in KEY_WORDS.values() else "")


def reads_as_command(line: str) -> bool:
    """Tell whether a line would name a key, be there one of that name or not."""
    return _COMMAND.fullmatch(line.strip()) is not None
