"""Pieces of Markdown go in, Markdown to show comes out."""

_STARTS_BLOCK = ("- ", "+ ", "* ", ">", "#", "```", "~~~", "<", "$$")
_RULE = frozenset("-*_ ")


def joined(*texts: str) -> str:
    """Join the texts that are not empty as paragraphs."""
    return "\n\n".join(text for text in texts if text)


def as_paragraph(heading: str) -> str:
    """Return the text of a heading as a paragraph: what would open another block is escaped."""
    if heading.startswith(_STARTS_BLOCK) or _RULE.issuperset(heading):
        return f"\\{heading}"
    number = heading[: len(heading) - len(heading.lstrip("0123456789"))]
    if number and heading[len(number) : len(number) + 1] in (".", ")"):
        return f"{number}\\{heading[len(number) :]}"
    return heading


def fenced(code: str, language: str) -> str:
    """Return code as a fenced block, whatever it holds."""
    longest = max((len(line) - len(line.lstrip("~")) for line in code.split("\n")), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
