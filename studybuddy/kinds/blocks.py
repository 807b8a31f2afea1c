"""The body of a card goes in, its one block of a kind comes out, and the problems of its lines."""

from studybuddy.kinds.body import Body
from studybuddy.kinds.protocol import Fault
from studybuddy.markdown.document import Block
from studybuddy.model import Problem, Severity


def only_block(body: Body, kind: str) -> tuple[Block, list[Problem]]:
    """Return the first fenced block of a kind, and a problem for every other one."""
    blocks = [
        block for block in body.open_blocks() if block.kind == "fence" and block.info.split()[:1] == [kind]
    ]
    message, hint = f"a second `{kind}` block", "it is not asked; merge the two, or make two cards"
    return blocks[0], [body.problem(other.start, message, hint) for other in blocks[1:]]


def fault_problem(body: Body, block: Block, fault: Fault) -> Problem:
    """Return the problem of a line of a block."""
    severity = Severity.ERROR if fault.is_error else Severity.WARNING
    return body.problem(block.start + 1 + fault.line, fault.message, fault.hint, severity)
