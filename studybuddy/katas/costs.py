"""A session goes in; an outcome about what a call costs comes out: Python loops over data, and memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from studybuddy.katas import gradients
from studybuddy.katas.comparing import Comparison
from studybuddy.katas.gradients import CallRaised
from studybuddy.katas.outcome import BrokenKataError, Inputs, Outcome, Session, raised_outcome, spell
from studybuddy.katas.refusing import refusals
from studybuddy.katas.subject import Call, Subject
from studybuddy.workers.limits import MIB

SMALL, LARGE = 8, 64
MAX_RATIO = 1.1
MOST_MORE = 2 * (LARGE - SMALL)  # the least of loops takes three instructions for each item
MOST_SEEN = 100_000  # instructions, when the line of a loop is looked for
LOST = "the instructions could not be counted to the end of the call"


def _refused(source: str, why: str, *, loops: bool) -> Outcome | None:
    """Return the refusal of source that leads to what is counted, or that cannot be looked at."""
    try:
        found = refusals(source, loops=loops)
    except RecursionError:
        return Outcome("refused", "the source is nested too deep to be looked at")
    for line, name in found:
        return Outcome("refused", f"`{name}` is not allowed here: {why}", line=line)
    return None


@dataclass(frozen=True, slots=True)
class Vectorized:
    """No Python loop may run over the data: opcodes at size 64 are at most 1.1 times those at size 8.

    Nor may there be two more for each item that came in addition, which no waste elsewhere can hide.
    `over` names the sizes that grow. Wall time cannot tell; the count of bytecode instructions can.
    With `forward` the entry is a backward pass, called with a gradient and what `forward` left for it.
    """

    name: str
    inputs: Inputs
    over: tuple[str, ...]
    entry: str
    same: Comparison
    forward: str = ""

    def run(self, session: Session) -> Outcome:
        """Look at the source, then count at both sizes."""
        refused = _refused(session.source, "it can hide a loop, or change the count", loops=True)
        if refused:
            return refused
        small = 0
        for size in (SMALL, LARGE):
            try:
                args = self._arguments(session, session.subject, size)
            except CallRaised as error:
                return raised_outcome(error.raised, (self._drawn(session, size), {}))
            outcome, small = self._count(session, size, args, small)
            if not outcome.passed:
                return outcome
        return Outcome()

    def _count(self, session: Session, size: int, args: tuple[Any, ...], small: int) -> tuple[Outcome, int]:
        """Judge the call at one size, after `small` instructions at the first; return how many there were."""
        most = min(int(MAX_RATIO * small), small + MOST_MORE) if size == LARGE else None
        reply = session.subject.call(args, entry=self.entry, watch="opcodes", most=most)
        call: Call = (args, {})
        if reply.raised:
            return raised_outcome(reply.raised, call), 0
        if reply.opcodes == 0:
            return Outcome("loop", LOST, call), 0
        if most is not None and reply.opcodes > most:
            counted = f"{small} bytecode instructions at size {SMALL}, more than {most} at size {LARGE}"
            reason = f"a Python loop runs over the data: {counted}"
            return Outcome("loop", reason, call, self._line(session)), 0
        right = session.once(self.name, f"expected at {size}", partial(self._expected, session, size))
        difference = self.same(reply.value, right)
        if difference:
            return Outcome(difference.kind, difference.sentence, call, got=reply.value), 0
        return Outcome(), reply.opcodes

    def _line(self, session: Session) -> int:
        """Return the line of the code that runs more often the more data there is, 0 when unknown."""
        if not session.explains:
            return 0
        try:
            small, large = (self._by_line(session, size) for size in (SMALL, LARGE))
        except CallRaised:
            return 0
        return max(large, key=lambda line: bool(line) * (large[line] - small.get(line, 0)), default=0)

    def _by_line(self, session: Session, size: int) -> Mapping[int, int]:
        args = self._arguments(session, session.subject, size)
        return session.subject.call(args, entry=self.entry, watch="lines", most=MOST_SEEN).by_line

    def _drawn(self, session: Session, size: int) -> tuple[Any, ...]:
        def draw() -> tuple[Any, ...]:
            return self.inputs(session.tensors(self.name, 0, dict.fromkeys(self.over, size)))

        return session.once(self.name, size, draw)

    def _arguments(self, session: Session, subject: Subject, size: int) -> tuple[Any, ...]:
        """Return what the entry is called with. Raises: CallRaised, what the forward pass raised."""
        drawn = self._drawn(session, size)
        if not self.forward:
            return drawn
        output, rest = gradients.passed_on(subject, self.forward, drawn)
        return session.tensors(self.name, 1).normal(*output.shape), *rest

    def _expected(self, session: Session, size: int) -> Any:
        try:
            args = self._arguments(session, session.reference, size)
        except CallRaised as error:
            words = f"the reference's forward pass raised {spell(error.raised)}"
            raise BrokenKataError(words, error.raised) from error
        return session.expected(args, {}, self.entry)


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
        refused = _refused(session.source, "memory is measured", loops=False)
        if refused:
            return refused
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
            reason = f"used {used:.2f} MiB at once, at most {self.mib:g} MiB are allowed"
            return Outcome("peak memory", reason, (args, {}), self._line(session, args))
        return Outcome()

    def _line(self, session: Session, args: tuple[Any, ...]) -> int:
        """Return the line of the code in which there was first too much, 0 when unknown."""
        if not session.explains:
            return 0
        most = int(self.mib * MIB)
        return session.subject.call(args, entry=self.entry, watch="peak", most=most).line
