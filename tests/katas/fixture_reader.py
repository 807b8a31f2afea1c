"""A kata's Markdown fixture goes in, a frozen kata comes out: just enough of the format for these tests."""

import re
import shlex
from pathlib import Path
from typing import Any

from studybuddy.katas.kata import Kata, kata_from_fields

FIXTURES = Path(__file__).parent / "fixtures"
FENCE = re.compile(r"^(```|~~~)(.*)$")


def read_kata(name: str, **changes: Any) -> Kata:
    path = FIXTURES / f"{name}.md"
    fields: dict[str, Any] = {"accepts": [], "rejects": [], "equivalents": [], "path": f"katas/{name}.md"}
    prompt, block, info = [], None, []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fence = FENCE.match(text)
        if fence and block is None:
            block, info, line = [], shlex.split(fence[2]), number + 1
        elif fence:
            _add(fields, info, "\n".join(block) + "\n", line)
            block = None
        elif block is not None:
            block.append(text)
        elif text.startswith("## "):
            fields["name"] = re.search(r"#([\w-]+)", text.split("{")[1])[1]
            fields["entry"] = re.search(r"entry=(\w+)", text)[1]
        elif "starter" not in fields and "name" in fields:
            prompt.append(text)
    fields["prompt"] = "\n".join(prompt).strip()
    return kata_from_fields(fields | changes)


def _add(fields: dict[str, Any], info: list[str], code: str, line: int) -> None:
    match info:
        case ["python", "accept", name]:
            fields["accepts"].append({"name": name, "code": code, "line": line})
        case ["python", "reject", name, reason]:
            fields["rejects"].append({"name": name, "code": code, "reason": reason, "line": line})
        case ["equivalent", block, reason]:
            before, after = (text[2:] for text in code.splitlines())
            fields["equivalents"].append(
                {"block": block, "before": before, "after": after, "reason": reason, "line": line}
            )
        case ["python", kind]:
            fields[kind] = {"code": code, "line": line}
