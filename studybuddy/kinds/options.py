"""The body of a card goes in, the options of its task lists come out, with what is wrong with them."""

from collections.abc import Iterator, Sequence

from studybuddy.kinds.body import Body
from studybuddy.kinds.fields import Entry, read_entry
from studybuddy.markdown.document import Block
from studybuddy.model import Problem


def task_lists(body: Body) -> Iterator[tuple[Block, Sequence[Entry]]]:
    """Yield the lists outside the named sections of which at least one entry has a box."""
    for block in body.open_blocks():
        if block.items:
            entries = [read_entry(body.document, item.start, item.end) for item in block.items]
            if any(entry.ticked is not None for entry in entries):
                yield block, entries


def option_problems(body: Body, block: Block, options: Sequence[Entry]) -> Iterator[Problem]:
    """Yield what keeps a choice from being asked."""
    for option in options:
        if option.ticked is None:
            hint = "write `- [x]` if right, `- [ ]` if wrong"
            yield body.problem(option.line, "an option without a box", hint)
        elif not option.text.strip():
            yield body.problem(option.line, "an empty option", "write it out or remove it")
    if not any(option.ticked for option in options):
        yield body.problem(block.start, "the choice has no right option", "mark one with `- [x]`")
    if all(option.ticked for option in options):
        yield body.problem(block.start, "the choice has no wrong option", "add one with `- [ ]`")
