"""A session goes in, an outcome comes out: cases, laws and expected exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from studybuddy.katas.comparing import Comparison, describe_type, is_numeric, show
from studybuddy.katas.outcome import (
    OK,
    Check,
    Inputs,
    Outcome,
    Session,
    raised_outcome,
    spell,
)
from studybuddy.katas.subject import Reply


@dataclass(frozen=True, slots=True)
class Case:
    """The subject must return what the reference returns, and leave its inputs as they were."""

    name: str
    inputs: Inputs
    kwargs: Mapping[str, Any]
    times: int
    same: Comparison
    may_mutate: bool
    entry: str

    def run(self, session: Session) -> Outcome:
        """Call both `times` times and compare."""
        drawn = session.drawn(self.name, self.inputs, range(self.times))
        expected = session.once(
            self.name, "expected", lambda: session.expected_many(drawn, self.kwargs, self.entry)
        )
        replies = session.replies(self.name, drawn, self.kwargs, self.entry)
        for args, reply, right in zip(drawn, replies, expected, strict=True):
            outcome = self._judge(session, args, reply, right)
            if not outcome.passed:
                return outcome
        return Outcome()

    def _judge(self, session: Session, args: tuple[Any, ...], reply: Reply, right: Any) -> Outcome:
        if reply.raised:
            return raised_outcome(reply.raised, (args, self.kwargs))
        session.returned.setdefault(self.name, []).append((reply.value, args))
        difference = self.same(reply.value, right)
        if difference:
            births = self._births(session, args) if difference.kind == "nonfinite" else ()
            line = births[0][0] if births else 0
            call = (args, self.kwargs)
            return Outcome(difference.kind, difference.sentence, call, line, births, reply.value)
        if reply.mutated and not self.may_mutate:
            reason = f"{reply.mutated[0]} was changed; it must be left as it is"
            return Outcome("mutated", reason, (args, self.kwargs))
        return Outcome()

    def _births(self, session: Session, args: tuple[Any, ...]) -> tuple[tuple[int, str, str], ...]:
        if not session.explains:
            return ()
        return session.subject.call(args, self.kwargs, entry=self.entry, watch="births").births


@dataclass(frozen=True, slots=True)
class Law:
    """A property of every value that the cases named in `of` returned, or of the values for own inputs."""

    name: str
    measure: Any  # of the value, or of the value and the inputs
    expected: Any
    rtol: float
    atol: float
    inputs: Inputs | None
    times: int
    of: tuple[str, ...] = ()

    def run(self, session: Session) -> Outcome:
        """Evaluate the law on each value."""
        if self.inputs is None:
            pairs = [pair for name in self.of for pair in session.returned.get(name, ())]
        else:
            pairs = []
            drawn = session.drawn(self.name, self.inputs, range(self.times))
            for args, reply in zip(drawn, session.replies(self.name, drawn), strict=True):
                if reply.raised:
                    return raised_outcome(reply.raised, (args, {}))
                pairs.append((reply.value, args))
        return next((bad for pair in pairs if not (bad := self._judge(*pair)).passed), Outcome())

    def _judge(self, value: Any, args: tuple[Any, ...]) -> Outcome:
        code = getattr(self.measure, "__code__", None)
        wants_inputs = code is not None and (code.co_argcount > 1 or code.co_flags & 0x04)
        try:
            with np.errstate(all="ignore"):
                measured = self.measure(value, *args) if wants_inputs else self.measure(value)
                held = np.allclose(measured, self.expected, rtol=self.rtol, atol=self.atol)
        except Exception as error:  # noqa: BLE001 - a law written for arrays may meet anything
            reason = f"the law “{self.name}” cannot be evaluated on {describe_type(value)}"
            return Outcome("law", f"{reason} ({type(error).__name__})", (args, {}), got=value)
        if held:
            return Outcome()
        shown = show(measured) if is_numeric(measured) else describe_type(measured)
        reason = f"{shown}, expected {show(self.expected)}"
        return Outcome("law", reason, (args, {}), got=value)


def leans(check: Check) -> bool:
    """Return whether a check looks at what the cases above it returned, so that it must come after them."""
    return isinstance(check, Law) and bool(check.of)


@dataclass(frozen=True, slots=True)
class Raises:
    """The subject must raise one of the named exceptions (or a child of it)."""

    name: str
    kinds: tuple[str, ...]
    inputs: Inputs
    kwargs: Mapping[str, Any]
    entry: str

    def run(self, session: Session) -> Outcome:
        """Call once and look at the exception."""
        (args,) = session.drawn(self.name, self.inputs, range(1))
        reply = session.subject.call(args, self.kwargs, entry=self.entry)
        wanted = " or ".join(self.kinds)
        call = (args, self.kwargs)
        if reply.raised is None:
            return Outcome("no exception", f"returned {show(reply.value)}, expected {wanted}", call)
        if set(self.kinds) & set(reply.raised.kinds):
            return Outcome(OK)
        wrong = raised_outcome(reply.raised, call)
        return Outcome(wrong.kind, f"raised {spell(reply.raised)}, expected {wanted}", call, wrong.line)
