"""A process that asks line by line in, each of its prompts answered, what it said out."""

import re
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 120.0  # seconds for a whole session

_PROMPTS = (
    "[grade: ",
    "[reveal: ",
    "[type your answer",
    "[a number; ",
    "[all right numbers",
    "[the next line; ",
    "[Enter starts the clock",
    "[your outline",
    "[tell it aloud",
    "[the numbers of the lines",
)
_YES_OR_NO = re.compile(r" y(?: \(\w+\))? or n\]$")  # sure of what was revealed, or judged wrong?
_HEADER = re.compile(r"^\w+ · \d+/\d+ ")


@dataclass(frozen=True, slots=True)
class Asked:
    """One prompt: the line in brackets, the header of its question, and the question's first line."""

    prompt: str
    header: str
    question: str

    @property
    def wants_yes_or_no(self) -> bool:
        return _YES_OR_NO.search(self.prompt) is not None

    @property
    def is_new(self) -> bool:
        return self.header.endswith(" · new")

    @property
    def is_repeat(self) -> bool:
        return self.header.endswith(" · again")


def pump(process: "subprocess.Popen[str]", answer: Callable[[Asked], str]) -> str:
    """Answer every prompt of `process` until it ends, and return all that it wrote.

    Raises AssertionError when the process fails.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    said: list[str] = []
    overdue = threading.Timer(PATIENCE, process.kill)
    overdue.start()
    header = question = ""
    for line in process.stdout:
        said.append(line)
        text = line.rstrip("\n")
        if _HEADER.match(text):
            header, question = text, ""
        elif header and not question:
            question = text.strip()
        if text.startswith(_PROMPTS) or _YES_OR_NO.search(text):
            process.stdin.write(answer(Asked(text, header, question)) + "\n")
            process.stdin.flush()
    overdue.cancel()
    process.stdin.close()
    process.stdout.close()
    assert process.wait() == 0, "".join(said)[-2000:]
    return "".join(said)
