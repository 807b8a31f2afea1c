"""Values in, JSON on stdout out: the one way in which commands speak to scripts."""

import json
import sys
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys.")]


def print_json(value: Any) -> None:
    """Print one JSON value with a final newline, in UTF-8 whatever the locale says."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
