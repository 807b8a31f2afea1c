"""The heading of a card goes in, the one line by which lists and reports call it comes out.

What a card draws anew at every asking has no number outside of it, and goes by its name.
"""

import re

PLACEHOLDER = re.compile(r"\[\[([A-Za-z][A-Za-z0-9_]*)\]\]")
_SAID_TWICE = re.compile(r"(?<!\w)([A-Za-z][A-Za-z0-9_]*)\s*=\s*\[\[\1\]\]")


def headline(kind: str, heading: str) -> str:
    """Return a heading as it reads without its numbers: `tp = [[tp]]` as "tp", `2^[[k]]` as "2^k".

    Only an `answer` card draws; in the heading of any other kind `[[k]]` is text.
    """
    if kind != "answer":
        return heading
    return PLACEHOLDER.sub(r"\1", _SAID_TWICE.sub(r"\1", heading))
