"""A session goes in; an outcome about what a call costs comes out: Python loops over data, and memory."""

import ast
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any

from studybuddy.katas.comparing import Comparison
from studybuddy.katas.outcome import Inputs, Outcome, Session, raised_outcome
from studybuddy.workers.limits import MIB

SMALL, LARGE = 8, 64
MAX_RATIO = 1.1
LOOPS = frozenset(
    {
        "tolist", "map", "filter", "vectorize", "apply_along_axis", "apply_over_axes", "frompyfunc",
        "fromiter", "fromfunction", "nditer", "ndenumerate", "ndindex", "starmap", "compile", "getattr",
        "methodcaller", "attrgetter", "__getattribute__", "__dict__", "vars", "globals",
    }
)  # fmt: skip
# What is counted is counted in the learner's process: code that reaches around itself could change the count.
REACHING = frozenset(
    {
        "sys", "gc", "inspect", "ctypes", "importlib", "builtins", "tracemalloc", "__import__",
        "__builtins__", "__globals__", "__subclasses__", "f_globals", "f_back", "gi_frame", "tb_frame",
        "_getframe", "eval", "exec", "settrace", "setprofile", "__loader__", "__spec__",
    }
)  # fmt: skip
FOLDS = frozenset({"reduce", "accumulate"})  # loops of functools and itertools, but methods of ufuncs as well


def refusals(source: str, refused: AbstractSet[str] = LOOPS | REACHING) -> list[tuple[int, str]]:
    """Return (line, name) of everything in the source that would hide a loop, or change what is counted."""
    nodes = list(ast.walk(ast.parse(source)))
    found = _folds(nodes) if refused >= LOOPS else []
    for node in nodes:
        names: list[str] = []
        if isinstance(node, ast.Name):
            names = [node.id]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        found += [(getattr(node, "lineno", 0), name) for name in names if name in refused]
    return sorted(found)


def _folds(nodes: Iterable[ast.AST]) -> list[tuple[int, str]]:
    """Return (line, name) where `reduce` and `accumulate` are not the methods of a ufunc."""
    arrays = _imported_from_numpy(nodes)
    found = []
    for node in nodes:
        match node:
            case ast.Attribute(attr=name, value=ast.Name(id=of)) if name in FOLDS and of not in arrays:
                found.append((node.lineno, name))
            case ast.ImportFrom(module="functools" | "itertools", names=names):
                found += [(node.lineno, alias.name) for alias in names if alias.name in {*FOLDS, "*"}]
    return found


def _imported_from_numpy(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that stand for functions of NumPy, such as `add` after `from numpy import add`."""
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "numpy"]
    return {alias.asname or alias.name for node in imports for alias in node.names}


@dataclass(frozen=True, slots=True)
class Vectorized:
    """No Python loop may run over the data: opcodes at size 64 are at most 1.1 times those at size 8.

    `over` names the sizes that grow. Wall time cannot tell; the count of bytecode instructions can.
    """

    name: str
    inputs: Inputs
    over: tuple[str, ...]
    entry: str
    same: Comparison

    def run(self, session: Session) -> Outcome:
        """Look at the source, then count at both sizes."""
        for line, name in refusals(session.source):
            return Outcome("refused", f"`{name}` is not allowed here: it can hide a loop", line=line)
        small = 0
        for size in (SMALL, LARGE):
            args = session.once(self.name, size, partial(self._drawn, session, size))
            most = int(MAX_RATIO * small) if size == LARGE else None
            reply = session.subject.call(args, entry=self.entry, watch="opcodes", most=most)
            if reply.raised:
                return raised_outcome(reply.raised, (args, {}))
            if most is not None and (small == 0 or reply.opcodes > most):
                counted = f"{small} bytecode instructions at size {SMALL}, more than {most} at size {LARGE}"
                return Outcome("loop", f"a Python loop runs over the data: {counted}")
            right = session.once(
                self.name, f"expected at {size}", partial(session.expected, args, {}, self.entry)
            )
            difference = self.same(reply.value, right)
            if difference:
                return Outcome(difference.kind, difference.sentence, (args, {}), got=reply.value)
            small = reply.opcodes
        return Outcome()

    def _drawn(self, session: Session, size: int) -> tuple[Any, ...]:
        return self.inputs(session.tensors(self.name, 0, dict.fromkeys(self.over, size)))


@dataclass(frozen=True, slots=True)
class PeakMemory:
    """The call may use at most `mib` MiB at once on top of its inputs."""

    name: str
    inputs: Inputs
    mib: float
    entry: str
    same: Comparison

    def run(self, session: Session) -> Outcome:
        """Call once under tracemalloc, which sees NumPy's buffers; the value must be right too."""
        for line, name in refusals(session.source, REACHING):
            return Outcome("refused", f"`{name}` is not allowed here: memory is measured", line=line)
        (args,) = session.drawn(self.name, self.inputs, range(1))
        reply = session.subject.call(args, entry=self.entry, watch="memory")
        if reply.raised:
            return raised_outcome(reply.raised, (args, {}))
        right = session.once(self.name, "expected", lambda: session.expected(args, {}, self.entry))
        difference = self.same(reply.value, right)
        if difference:
            return Outcome(difference.kind, difference.sentence, (args, {}), got=reply.value)
        if reply.peak_bytes > self.mib * MIB:
            used = reply.peak_bytes / MIB
            return Outcome(
                "peak memory", f"used {used:.2f} MiB at once, at most {self.mib:g} MiB are allowed"
            )
        return Outcome()
