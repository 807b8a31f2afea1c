"""What a check found, as values to show, store or print as JSON, and the words for how a process ended."""

import signal
from dataclasses import asdict, dataclass
from typing import Any

MAX_TEXT = 2000
_WINDOWS_FAULT = 0xC0000000  # from here on a status says what Windows ended the process for


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: `kind` is "ok" or how it failed, `reason` a sentence, empty when it passed."""

    name: str
    passed: bool
    reason: str = ""
    kind: str = "ok"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why the first failing case failed.

    `call` shows its inputs; `line` is the line of the learner's file, 0 when unknown; `births` says where
    values stopped being finite; `misconception` is the reason of the known mistake that fails alike, and
    `reject` its name; `limit` names the limit that was hit; `note` says what of this could not be found out.
    """

    case: str = ""
    reason: str = ""
    call: str = ""
    line: int = 0
    births: tuple[str, ...] = ()
    reject: str = ""
    misconception: str = ""
    limit: str = ""
    note: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the diagnosis as sentences to show, most useful first; none if nothing failed."""
        if not self.case:
            return ()
        is_said = f"line {self.line})" in self.reason  # as a SyntaxError does itself
        place = f" (line {self.line})" if self.line and not is_said else ""
        found = [f"{self.case}: {self.reason}{place}"]
        if self.misconception:
            found.append(f"known mistake “{self.reject}”: {self.misconception}")
        if self.call:
            found.append(f"input: {self.call}")
        return (*found, *self.births, *filter(None, [self.note]))


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. `passed` needs every case to pass and the kata to be whole.

    `isolation` is "kernel sandbox" or "limits only". `broken` says what is wrong with the kata itself.
    `printed` is what the learner's code printed, cut after 16 KiB. `ms` is wall time, `cpu_ms` what
    the processes that ran code took of a processor (None where that is not known). `is_partial` says that the
    cases behind the first failing one are still being run.
    """

    kata: str
    passed: bool
    cases: tuple[CaseResult, ...]
    diagnosis: Diagnosis
    isolation: str
    ms: int
    seed: int
    broken: str = ""
    printed: str = ""
    is_partial: bool = False
    cpu_ms: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return a whole report as JSON values."""
        return {name: value for name, value in asdict(self).items() if name != "is_partial"}


def spell_births(found: Any) -> tuple[str, ...]:
    """Say where values stopped being finite; what is no list of (line, name, what) is passed over."""
    texts: list[str] = []
    for each in found if isinstance(found, list) else ():
        match each:
            case [int(line), str(name), str(what)]:
                where = f"line {line}" + (f", `{clean(name)}`" if name else "")
                texts.append(f"{where}: {clean(what)}" + ("" if texts else " appears first here"))
    return tuple(texts)


def explain(code: int) -> tuple[str, str]:
    """Return the name of a process's end and a sentence: from its exit status, or minus its signal."""
    if code >= _WINDOWS_FAULT:
        return "crash", f"the code crashed the interpreter (status {code:#x})"
    if code >= 0:
        return "exit", f"the code ended its process (exit status {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    sentences = {
        "SIGSEGV": ("crash", "the code crashed the interpreter (segmentation fault)"),
        "SIGABRT": ("crash", "the code aborted the interpreter"),
        "SIGBUS": ("crash", "the code crashed the interpreter (bus error)"),
        "SIGFPE": ("crash", "the code crashed the interpreter (arithmetic)"),
        "SIGILL": ("crash", "the code crashed the interpreter (illegal instruction)"),
        "SIGXCPU": ("time limit", "the code used up its processor time"),
        "SIGSYS": ("sandbox", "the code made a forbidden system call"),
        "SIGKILL": ("killed", "the code's process was killed, by itself or for want of memory"),
    }
    return sentences.get(name, ("killed", f"the code's process was ended by {name}"))


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return text that cannot steer a terminal: control characters become �, and it is cut at `limit`."""
    kept = "".join(
        each if each in "\n\t" or (each.isprintable() or each == " ") else "�" for each in text[:limit]
    )
    return kept if len(text) <= limit else kept + "…"
