"""An answer to a derivation flows in, a prompt that asks again only for its missed lines flows out."""

from studybuddy.model import Answer, Prompt, Reached


def missed_lines(answer: Answer) -> frozenset[int]:
    """Return the numbers, from 0, of the lines that were not the learner's own."""
    return frozenset(
        number for number, how in enumerate(answer.lines) if how in {Reached.REVEALED, Reached.HINTED}
    )


def with_lines_asked(prompt: Prompt, asked: frozenset[int]) -> Prompt:
    """Return a prompt that asks only some of its lines and shows the others."""
    lines = tuple(
        line._replace(asked=line.asked and number in asked) for number, line in enumerate(prompt.lines)
    )
    return prompt._replace(lines=lines)
