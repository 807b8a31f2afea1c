"""The body of a kata goes in; its fenced blocks come out as fields with Markdown lines, and all problems."""

import ast
import re
import shlex
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.markdown.document import Block
from studybuddy.model import Problem, Severity

ONCE = ("starter", "reference", "check")
ROLES = (*ONCE, "accept", "reject")
_NAME = re.compile(r"[\w.-]+")
_HOW = {
    "accept": "write `python accept NAME`",
    "reject": 'write `python reject NAME "the reason that the learner reads"`',
    "equivalent": 'write `equivalent reference "reason"`, or the name of an accept',
}


@dataclass(slots=True)
class Blocks:
    """What was read. `is_whole` says that the kata can be asked: the three blocks are there and agree."""

    prompt: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = False


def role_of(info: str) -> str:
    """Return what a fence's info string makes of it in a kata: one of ROLES, "equivalent", or "" for text."""
    words = info.split(maxsplit=2)
    if words[:1] == ["equivalent"]:
        return "equivalent"
    return words[1] if words[:1] == ["python"] and len(words) > 1 and words[1] in ROLES else ""


def read_blocks(body: Body) -> Blocks:
    """Return all blocks of a kata."""
    return _Reader(body).read()


class _Reader:
    def __init__(self, body: Body) -> None:
        self._body = body
        self._found = Blocks(fields={"accepts": [], "rejects": [], "equivalents": []})
        self._lines: dict[str, int] = {}  # of every name that is taken
        self._entry = dict(body.section.attributes.pairs).get("entry", "")

    def read(self) -> Blocks:
        found, body = self._found, self._body
        fences = [block for block in body.open_blocks() if block.kind == "fence"]
        mine = [block for block in fences if role_of(block.info)]
        for block in fences:
            self._look_for_slips(block)
        for block in mine:
            self._take(block)
        for part in body.named:
            for block in part.blocks:
                if block.kind == "fence" and role_of(block.info):
                    hint = f"move it above `### {part.heading}`"
                    self._report(block, "a block of the kata inside a section is text of it", hint)
        self._finish()
        found.prompt = joined(*self._text_between(mine))
        return found

    def _finish(self) -> None:
        found, body = self._found, self._body
        missing = [role for role in ONCE if role not in found.fields]
        for role in missing:
            found.problems.append(
                body.problem(body.section.start, f"a kata without a {role}", f"add a `python {role}` block")
            )
        defined = self._check_entry() if not missing else False
        found.is_whole = bool(not missing and defined)
        accepts = {"reference", *(accept["name"] for accept in found.fields["accepts"])}
        for each in list(found.fields["equivalents"]):
            if each["block"] not in accepts:
                found.fields["equivalents"].remove(each)
                message = f"an equivalent of `{each['block']}`, which is no right solution here"
                found.problems.append(body.problem(each["line"] - 2, message, _HOW["equivalent"]))

    # --- one block ------------------------------------------------------------------------------------

    def _take(self, block: Block) -> None:
        role = role_of(block.info)
        try:
            words = shlex.split(block.info)
        except ValueError:
            self._report(block, f"the quotes of `{block.info.strip()}` do not match", _HOW.get(role, ""))
            return
        taken = {"code": block.content, "line": block.start + 2}
        if role == "equivalent":
            self._take_equivalent(block, words)
        elif role in ONCE:
            self._take_once(block, role, words, taken)
        elif self._is_named_well(block, role, words) and self._parses(block, f"{role} `{words[2]}`"):
            self._lines[words[2]] = block.start + 1
            more = {"reason": " ".join(words[3].split())} if role == "reject" else {}
            self._found.fields[f"{role}s"].append({"name": words[2], **taken, **more})

    def _take_once(self, block: Block, role: str, words: list[str], taken: dict[str, Any]) -> None:
        if len(words) > 2:
            self._report(block, f"`{words[2]}` means nothing after `python {role}`", "remove it")
        if role in self._lines:
            self._report(block, f"a second {role}", f"the first is on line {self._lines[role]}; keep one")
            return
        self._lines[role] = block.start + 1
        if self._parses(block, f"the {role}"):
            self._found.fields[role] = taken
        else:
            self._found.fields.setdefault(role, {"code": "", "line": taken["line"]})

    def _is_named_well(self, block: Block, role: str, words: list[str]) -> bool:
        wanted = 4 if role == "reject" else 3
        name = words[2] if len(words) > 2 else ""
        if not _NAME.fullmatch(name):
            self._report(block, f"a block `python {role}` without a name", _HOW[role])
        elif name in self._lines:
            hint = f"it is the name of the block on line {self._lines[name]}"
            self._report(block, f"duplicate name `{name}`", hint)
        elif role == "reject" and not (len(words) > 3 and words[3].strip()):
            self._report(block, f"the reject `{name}` has no reason", _HOW[role])
        elif len(words) > wanted:
            self._report(block, f"`{words[wanted]}` means nothing after the name", _HOW[role])
        else:
            return True
        return False

    def _take_equivalent(self, block: Block, words: list[str]) -> None:
        if len(words) != 3 or not words[2].strip():
            self._report(block, "an equivalent without a block or a reason", _HOW["equivalent"])
            return
        before, after = (_marked(block.content, mark) for mark in "-+")
        if not (before and after):
            self._report(block, "an equivalent without its two lines", "write `- before` and `+ after`")
            return
        self._found.fields["equivalents"].append(
            {"block": words[1], "before": before, "after": after, "reason": words[2], "line": block.start + 2}
        )

    def _look_for_slips(self, block: Block) -> None:
        """Report `python refrence`: what is meant as a block must not be shown to the learner."""
        words = block.info.split()
        if len(words) > 1 and words[0] == "python" and not role_of(block.info):
            self._report(block, f"`{words[1]}` is no block of a kata", f"blocks are {', '.join(ROLES)}")

    # --- code -----------------------------------------------------------------------------------------

    def _parses(self, block: Block, what: str) -> bool:
        error = syntax_error(block.content)
        if error is None:
            return True
        line, message = error
        self._found.problems.append(
            self._body.problem(block.start + line, f"syntax error in {what}: {message}", "mend the code")
        )
        return False

    def _check_entry(self) -> bool:
        """Tell whether every solution defines the entry; starter and reference must."""
        fields, body = self._found.fields, self._body
        both = [name for name in _defined(fields["reference"]["code"])
                if name in _defined(fields["starter"]["code"])]  # fmt: skip
        if not self._entry:
            hint = f"write `entry={both[0] if both else 'name'}` into the braces of the heading"
            self._found.problems.append(body.problem(body.section.start, "a kata without an entry", hint))
            return False
        fields["entry"] = self._entry
        solutions = [("starter", fields["starter"]), ("reference", fields["reference"])]
        solutions += [(f"accept `{each['name']}`", each) for each in fields["accepts"]]
        solutions += [(f"reject `{each['name']}`", each) for each in fields["rejects"]]
        whole = [(name, each) for name, each in solutions if each["code"]]
        lacking = [(name, each) for name, each in whole if self._entry not in _defined(each["code"])]
        for name, each in lacking:
            hint = f"define it, or change `entry={self._entry}` in the heading"
            message = f"the {name} does not define `{self._entry}`"
            self._found.problems.append(body.problem(each["line"] - 1, message, hint))
        empty = not all(fields[role]["code"] for role in ONCE)
        return not empty and not {"starter", "reference"} & {name for name, _ in lacking}

    # --- text -----------------------------------------------------------------------------------------

    def _text_between(self, mine: list[Block]) -> Iterator[str]:
        """Yield the open text that is no block of the kata."""
        for part in self._body.open:
            at = part.start
            for block in mine:
                if part.start <= block.start < part.end:
                    yield self._body.document.text(at, block.start)
                    at = block.end
            yield self._body.document.text(at, part.end)

    def _report(
        self, block: Block, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        self._found.problems.append(self._body.problem(block.start, message, hint, severity))


def syntax_error(code: str) -> tuple[int, str] | None:
    """Return the line (from 1) and the message of what keeps code from being parsed, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is a matter of style
            ast.parse(code)
    except SyntaxError as error:
        return max(error.lineno or 1, 1), error.msg
    except (ValueError, RecursionError, MemoryError):
        return 1, "too deeply nested"
    return None


def _defined(code: str) -> list[str]:
    """Return the names that code defines at its top, in order."""
    if syntax_error(code) is not None:
        return []
    names = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for node in ast.parse(code).body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    names.append(name)
                case ast.Assign(targets=targets):
                    names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names


def _marked(text: str, mark: str) -> str:
    """Return the lines that start with `- ` or `+ `, without that."""
    return "\n".join(line[2:] for line in text.splitlines() if line.startswith(f"{mark} "))
