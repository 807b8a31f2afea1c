"""What the checks agree on: the outcome of one case, and the session that all cases of a run share."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import numpy as np

from studybuddy.katas.comparing import show
from studybuddy.katas.lacking import lacking
from studybuddy.katas.subject import Call, Loss, Raised, Reply, Subject, batches
from studybuddy.katas.tensors import Tensors

OK = "ok"
ATTRIBUTE = "__attribute__"  # the method that looks one up
NOTHING: Mapping[str, Any] = MappingProxyType({})
Value = TypeVar("Value")
Inputs = Callable[[Tensors], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case ended. `kind` is "ok" or names the way it failed; `reason` is a sentence for the learner.

    `call` holds the failing call's arguments, and `method` the name if it was a method of an object; it may
    have been one of `others` instead. `line` is a line of the learner's file (0 when unknown); `got` is the
    value that failed, to compare with what known wrong solutions return.
    """

    kind: str = OK
    reason: str = ""
    call: Call | None = None
    line: int = 0
    births: tuple[tuple[int, str, str], ...] = ()
    got: Any = None
    method: str = ""
    others: int = 0

    @property
    def passed(self) -> bool:
        """Whether the case was met."""
        return self.kind == OK


class BrokenKataError(Exception):
    """The kata itself is wrong: its reference raised, its check block asked for something impossible.

    `line` is the Markdown line that `raised`, 0 when unknown.
    """

    def __init__(self, words: str, raised: Raised | None = None) -> None:
        super().__init__(words)
        self.line = raised.frames[-1][0] if raised and raised.frames else 0


@dataclass(slots=True)
class Session:
    """One run of a check block against one subject.

    `returned` collects (value, args) of each case for the laws. `draws`, `acted` (what plays return with the
    reference) and `kept` (what `once` found) are shared with the sessions `beside` it. `methods` and
    `reference_methods` are what was found to be a method of an object of the subject's, and of the
    reference's: (type, name). A session that `explains` looks where in the code a failure comes from.
    """

    subject: Subject
    reference: Subject
    seed: int
    source: str = ""
    returned: dict[str, list[tuple[Any, tuple[Any, ...]]]] = field(default_factory=dict)
    explains: bool = False
    draws: dict[tuple[str, int], tuple[Any, ...]] = field(default_factory=dict)
    acted: dict[tuple[str, int], Any] = field(default_factory=dict)
    kept: dict[tuple[str | int, ...], Any] = field(default_factory=dict)
    methods: set[tuple[str, str]] = field(default_factory=set)
    reference_methods: set[tuple[str, str]] = field(default_factory=set)

    def drawn(self, name: str, inputs: Inputs, repeats: Iterable[int]) -> list[tuple[Any, ...]]:
        """Return the inputs of some repeats of a case, drawn once for all sessions that share `draws`."""
        for repeat in repeats:
            if (name, repeat) not in self.draws:
                self.draws[name, repeat] = inputs(self.tensors(name, repeat))
        return [self.draws[name, repeat] for repeat in repeats]

    def stream(self, name: str, inputs: Inputs, count: int) -> list[tuple[Any, ...]]:
        """Return inputs drawn one after the other from one stream: named sizes stay the same in all."""
        if (name, 0) not in self.draws:
            tensors = self.tensors(name, 0)
            for number in range(count):
                self.draws[name, number] = inputs(tensors)
        return [self.draws[name, number] for number in range(count)]

    def beside(self, subject: Subject, source: str) -> "Session":
        """Return a session for another subject with the same reference, seed and draws."""
        return Session(
            subject,
            self.reference,
            self.seed,
            source,
            draws=self.draws,
            acted=self.acted,
            kept=self.kept,
            reference_methods=self.reference_methods,
        )

    def once(self, name: str, what: str | int, find: Callable[[], Value]) -> Value:
        """Return what `find` returns, asked once for all sessions that share it: no subject may be in it."""
        if (name, what) not in self.kept:
            self.kept[name, what] = find()
        found: Value = self.kept[name, what]
        return found

    def replies(
        self,
        name: str,
        drawn: Sequence[tuple[Any, ...]],
        kwargs: Mapping[str, Any] = NOTHING,
        entry: str = "",
    ) -> list[Reply]:
        """Return what the subject replies to the inputs of a check, which become bytes once. Raises: Lost."""
        entry = entry or self.subject.entry
        return self.subject.call_batches(self.once(name, "calls", lambda: batches(entry, drawn, kwargs)))

    def tensors(self, name: str, repeat: int, sizes: dict[str, int] | None = None) -> Tensors:
        """Return the draws of one repeat of one case: the same for the same seed, whatever ran before."""
        return Tensors((self.seed, zlib.crc32(name.encode()), repeat), sizes)

    def expected(self, args: tuple[Any, ...], kwargs: Mapping[str, Any], entry: str = "") -> Any:
        """Return what the reference returns. Raises: BrokenKataError, when it raises."""
        return self.expected_many([args], kwargs, entry)[0]

    def expected_many(
        self, inputs: Sequence[tuple[Any, ...]], kwargs: Mapping[str, Any], entry: str = ""
    ) -> list[Any]:
        """Return what the reference returns for each of `inputs`. Raises: BrokenKataError."""
        replies = self.reference.call_many(inputs, kwargs=kwargs, entry=entry)
        for args, reply in zip(inputs, replies, strict=True):
            if reply.raised:
                words = f"the reference raised {spell(reply.raised)} for {spell_call(args, kwargs)}"
                raise BrokenKataError(words, reply.raised)
        return [reply.value for reply in replies]


class Check(Protocol):
    """One named case of a check block."""

    @property
    def name(self) -> str:
        """What the learner reads when it fails."""
        ...

    def run(self, session: Session) -> Outcome:
        """Call the subject and judge. Raises: BrokenKataError, Lost."""
        ...


def spell(raised: Raised) -> str:
    """Return an exception in one line."""
    return f"{raised.type_name}: {raised.message}" if raised.message else raised.type_name


def spell_call(args: tuple[Any, ...], kwargs: Mapping[str, Any], method: str = "") -> str:
    """Return the inputs of a call as text, in the brackets of the method if it was one."""
    parts = [show(each) for each in args] + [f"{key}={show(each)}" for key, each in kwargs.items()]
    inputs = ", ".join(parts)
    if method == ATTRIBUTE:
        return f".{args[0]}"
    return f"{method}({inputs})" if method else inputs


def spell_input(outcome: Outcome) -> str:
    """Return what the code was called with when it failed, as text; empty when there was no call."""
    if not outcome.call:
        return ""
    others = f", or one of {outcome.others} others" if outcome.others else ""
    return spell_call(*outcome.call, outcome.method) + others


def lost_outcome(loss: Loss) -> Outcome:
    """Return the failure of a case in which the code's process went away."""
    return Outcome("lost", loss.words, loss.call, loss.line, method=loss.method, others=loss.others)


REMARKS = {
    "PermissionError": "the sandbox allows no files but Python's own, no network and no processes",
    "BlockingIOError": "the sandbox allows no processes",
    "EOFError": "there is no keyboard in the sandbox",
    "MemoryError": "the memory limit was hit",
    "NotImplementedError": "the stub is still there",
    "SystemExit": "the code asked to end the program",
}
THREAD_MESSAGE = "can't start new thread"


def raised_outcome(raised: Raised, call: Call | None, method: str = "") -> Outcome:
    """Return the failure of a case whose call raised."""
    line = raised.frames[-1][0] if raised.frames else 0
    if raised.untransportable:
        reason = f"the returned value cannot be read: {raised.message}"
        return Outcome("unreadable", reason, call, method=method)
    known = next((kind for kind in raised.kinds if kind in REMARKS), "")
    remark = REMARKS.get(known, "")
    if raised.message == THREAD_MESSAGE:
        remark = "the sandbox allows no threads"
    lack = lacking(raised.message)
    said = f"{raised.type_name}: {lack}" if lack else spell(raised)
    reason = f"raised {said}" + (f" ({remark})" if remark else "")
    kind = "memory" if known == "MemoryError" else f"raised {raised.type_name}"
    return Outcome(kind, reason, call, line, method=method)


def fixed(values: tuple[Any, ...], *, raw: bool) -> Inputs:
    """Return inputs that are the same at every draw; lists of numbers become float64 arrays unless raw."""
    args = values if raw else tuple(_as_array(each) for each in values)
    return lambda _: args


def _as_array(value: Any) -> Any:
    if isinstance(value, list):
        try:
            return np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            return value
    return value


def inputs_of(values: tuple[Any, ...], *, raw: bool) -> Inputs:
    """Return how to draw the inputs that an author wrote: one function of `t`, or the values themselves.

    A function may return one input, or a tuple of all of them. Lists of numbers, written or drawn, become
    float64 arrays unless `raw`.
    """
    if len(values) == 1 and callable(values[0]):
        make = values[0]

        def draw(t: Tensors) -> tuple[Any, ...]:
            made = make(t)
            args = made if isinstance(made, tuple) else (made,)
            return args if raw else tuple(_as_array(each) for each in args)

        return draw
    return fixed(values, raw=raw)
