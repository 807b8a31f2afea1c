"""What a run of a command leaves behind, and how a process of its own is started."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-03-02T09:00:00+01:00"  # a Monday
PATIENCE = 60.0  # seconds until a process that does not end counts as hanging


@dataclass(frozen=True)
class Ran:
    """The exit status and both streams of a command that ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def ok(self) -> Self:
        assert self.code == 0, self
        return self

    def fails(self, code: int, *words: str) -> Self:
        """One clear line on stderr, nothing on stdout, the right status."""
        assert self.code == code, self
        assert self.out == "", self
        assert self.err.startswith("studybuddy: "), self
        assert self.err.count("\n") == 1, self
        for word in words:
            assert word in self.err, self
        return self


Run = Callable[..., Ran]


def command(*args: str) -> list[str]:
    """Return the command line of a process of its own."""
    return [sys.executable, "-m", "studybuddy", *args]


def environment_of_child(**more: str) -> dict[str, str]:
    """Return the environment of a process that imports this checkout, and whose warnings are errors."""
    encoding = {"PYTHONIOENCODING": "utf-8"} if sys.platform == "win32" else {}  # elsewhere it is UTF-8
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **encoding, **more}


def read_until(process: "subprocess.Popen[str]", words: str) -> None:
    """Read lines of what a process writes, up to one with `words` in it."""
    assert process.stdout is not None
    while words not in (line := process.stdout.readline()):
        assert line, f"{words!r} did not come"


def run_bound(*args: str, stdin: str = "", **environment: str) -> Ran:
    """Run a command in a process of its own, by somebody whom permissions bind, as they do not bind root."""
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "unprivileged.py"), *command(*args)],
        input=stdin,
        env=environment_of_child(**environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
