"""The text of an `answer` block goes in, its declarations, blanks and faults come out."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from studybuddy.kinds.protocol import Fault
from studybuddy.notation.declarations import KEYWORDS, parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.derivation import parse_checked, without_comment
from studybuddy.notation.errors import NotationError
from studybuddy.notation.forms import checked_form
from studybuddy.notation.verdicts import parse_within

MOST_BLANKS = 12
_WITHIN = re.compile(r"\s+within\s+(\S+(?:\s*%)?)\s*$")
_REASON = re.compile(r'\s+"([^"]*)"\s*$')
_WORDS = "let, def, index, draw, expect, form, text, reject"


class AnswerBlock(NamedTuple):
    """What a block says, as JSON values.

    `blanks` are `{expect, within, form, rejects, line}` or `{texts, rejects, line}`; `rejects` hold a
    known mistake, its sentence and its line. `declared` is the text of all declarations, `drawn` the names
    whose numbers are drawn.
    """

    declared: str
    drawn: tuple[str, ...]
    blanks: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]


def read_answer(text: str) -> AnswerBlock:
    """Read a block; a line that cannot be read is a fault, and the others are read all the same."""
    reader = _Reader()
    for number, raw in enumerate(text.splitlines()):
        line = without_comment(raw)
        if line.strip():
            reader.take(number, line)
    faults = list(reader.faults)
    if not reader.blanks and not faults:
        faults.append(Fault(0, "the block expects nothing", "write expect …, or text … | …"))
    if len(reader.blanks) > MOST_BLANKS:
        message = f"more than {MOST_BLANKS} blanks"
        faults.append(Fault(reader.blanks[MOST_BLANKS]["line"], message, "make several cards of it"))
    return AnswerBlock(
        "\n".join(reader.declared), tuple(reader.declarations.draws), tuple(reader.blanks), tuple(faults)
    )


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.declarations = Declarations()
        self.declared: list[str] = []
        self.blanks: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.form = ""

    def take(self, number: int, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        at = line.index(word) + len(word) + 1
        read = self._readers().get(word)
        if read is None and word not in KEYWORDS:
            hint = f"a line starts with one of {_WORDS}"
            self.faults.append(Fault(number, f"`{word[:40]}` starts no line of an answer", hint))
            return
        try:
            if read is not None:
                read(number, rest)
            else:
                at = 0
                self.declarations = parse_declarations(line, self.declarations)
                self.declared.append(line.strip())
        except NotationError as error:
            message = f"column {at + error.column + 1}: {error.message}"
            self.faults.append(Fault(number, message, error.suggestion))

    def _readers(self) -> Mapping[str, Callable[[int, str], None]]:
        return {"expect": self._expect, "form": self._form, "text": self._text, "reject": self._reject}

    def _expect(self, number: int, rest: str) -> None:
        found = _WITHIN.search(rest)
        formula = rest[: found.start()] if found else rest
        within = found[1] if found else ""
        if within:
            parse_within(within)
        parse_checked(formula, self.declarations)
        blank = {"expect": formula.strip(), "within": within, "form": self.form}
        self.blanks.append({**blank, "rejects": [], "line": number})

    def _form(self, number: int, rest: str) -> None:
        form = checked_form(rest)
        if not self.blanks:
            self.form = form  # said before any blank, it is meant for all
        elif "expect" in self.blanks[-1]:
            self.blanks[-1]["form"] = form
        else:
            self.faults.append(Fault(number, "a form of a text", "form belongs below an expect line"))

    def _text(self, number: int, rest: str) -> None:
        texts = [text.strip() for text in rest.split("|") if text.strip()]
        if not texts:
            raise NotationError(0, "a text is missing", "text RMSProp | RMS prop")
        self.blanks.append({"texts": texts, "rejects": [], "line": number})

    def _reject(self, number: int, rest: str) -> None:
        found = _REASON.search(rest)
        wrong, reason = (rest[: found.start()].strip(), found[1].strip()) if found else (rest.strip(), "")
        if not self.blanks:
            self.faults.append(
                Fault(number, "a reject with nothing above it", "write it below its expect line")
            )
            return
        if not reason:
            raise NotationError(len(rest), "a reject without a reason", 'reject … "what went wrong"')
        if "expect" in self.blanks[-1]:
            parse_checked(wrong, self.declarations)
        self.blanks[-1]["rejects"].append([wrong, reason, number])
