"""A kata's card goes in; the file that the learner starts from comes out, and the line to start on."""

import re
import textwrap

from studybuddy.model import Card

COLUMNS = 77  # of a comment's text: its line fits into 80 columns, and beside the verdict into half of 160
# What would steer the terminal that the file is shown in.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def stub(card: Card) -> str:
    """Return the starter with the prompt as a comment above it."""
    fields = card.fields
    prompt = [line for text in fields["prompt"].split("\n") for line in _wrapped(text)]
    lines = [*_wrapped(card.heading), "", *prompt]
    lines += ["", f"{fields['minutes']} min · studybuddy kata {card.id}"]
    comment = "\n".join(f"# {line}".rstrip() for line in lines)
    return _CONTROL.sub("�", f"{comment}\n\n{fields['starter']['code'].rstrip()}\n")


def _wrapped(line: str) -> list[str]:
    if len(line) <= COLUMNS:
        return [line]
    return textwrap.wrap(line, COLUMNS, break_long_words=False, break_on_hyphens=False) or [""]


def entry_line(code: str, entry: str) -> int:
    """Return the line (from 1) on which `entry` is defined, 1 if it is not."""
    found = re.search(rf"^(?:async\s+)?(?:def|class)\s+{re.escape(entry)}\b", code, re.MULTILINE)
    return code.count("\n", 0, found.start()) + 1 if found else 1
