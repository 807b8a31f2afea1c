"""A name and arguments go in, a reply comes out: one way to call code here, or in another process."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from studybuddy.katas.kata import Block
from studybuddy.katas.transport import READ_ATOMS, decode, encode
from studybuddy.katas.travelling import PER_FRAME, Handle, TransportError

Serve = Callable[[bytes], bytes]
Call = tuple[tuple[Any, ...], Mapping[str, Any]]
Named = Mapping[str, Any] | None
UNREADABLE = (
    KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, TransportError,
)  # fmt: skip
NOT_A_REPLY = "protocol: the code's process sent a frame that is no answer to the call"


@dataclass(frozen=True, slots=True)
class Loss:
    """Why no answer came: `words` name the limit, or the way in which the process that holds the code ended.

    `line` is the line of the code that it stood in (0 when unknown), `number` says in which of the calls of
    one frame. `call` is what that one was called with, and `method` which method of an object it called;
    where it is not known which of them it was, the first, and `others` is how many there were behind it.
    """

    words: str
    line: int = 0
    number: int | None = None
    call: Call | None = None
    method: str = ""
    others: int = 0

    def among(self, inputs: Sequence[tuple[Any, ...]], named: dict[str, Any], method: str) -> "Loss":
        """Return the loss with the call it stood in, of those that were made together."""
        if self.number is not None and 0 <= self.number < len(inputs):
            return replace(self, call=(inputs[self.number], named), method=method)
        return replace(self, call=(inputs[0], named), method=method, others=len(inputs) - 1)


class Lost(Exception):  # noqa: N818 - not an error here: a fact about the other process
    """The process that holds the code is gone."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss.words)
        self.loss = loss


@dataclass(frozen=True, slots=True)
class Raised:
    """What the code raised. `kinds` names its class and base classes, `frames` are (line, function)."""

    type_name: str
    kinds: tuple[str, ...]
    message: str
    frames: tuple[tuple[int, str], ...]
    untransportable: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of one call: `raised`, or `value` with the inputs as they came back."""

    value: Any = None
    raised: Raised | None = None
    mutated: tuple[str, ...] = ()
    opcodes: int = 0
    peak_bytes: int = 0
    shared: bool = False
    births: tuple[tuple[int, str, str], ...] = ()
    line: int = 0
    by_line: Mapping[int, int] = field(default_factory=dict)


class Batch(NamedTuple):
    """Calls that go in one frame, and the frame; it is empty if they are too large to go together."""

    entry: str
    inputs: Sequence[tuple[Any, ...]]
    named: dict[str, Any]
    request: bytes


def batches(entry: str, inputs: Sequence[tuple[Any, ...]], kwargs: Named = None) -> list[Batch]:
    """Return calls of `entry`, one for each tuple of arguments, in as few frames as may be."""
    named = dict(kwargs or {})
    found = []
    for start in range(0, len(inputs), PER_FRAME):
        some = inputs[start : start + PER_FRAME]
        found.append(Batch(entry, some, named, _together({"entry": entry}, some, named)))
    return found


def _together(of: dict[str, Any], inputs: Sequence[tuple[Any, ...]], named: dict[str, Any]) -> bytes:
    asked: dict[str, Any] = {"do": "calls", **of, "calls": inputs}
    if named:
        asked["named"] = [named] * len(inputs)
    try:
        return encode(asked)
    except TransportError:
        return b""


class Subject:
    """Code under a given name, called through `serve` with everything in transport form."""

    def __init__(self, serve: Serve, entry: str) -> None:
        self._serve = serve
        self.entry = entry

    def load(self, block: Block, file: str) -> Reply:
        """Run the block as a module; the reply's value is None, "callable" or "other" for the entry."""
        asked = {"do": "load", "code": block.code, "file": file, "line": block.line, "entry": self.entry}
        return self._ask(asked, (), {})

    def call(
        self,
        args: tuple[Any, ...],
        kwargs: Named = None,
        *,
        entry: str = "",
        watch: str = "",
        most: int | None = None,
    ) -> Reply:
        """Call the entry (or another function of the module). Raises: Lost, TransportError (own inputs).

        `most` is how many opcodes are counted before the call is broken off.
        """
        named = dict(kwargs or {})
        asked: dict[str, Any] = {"do": "call", "entry": entry or self.entry, "args": args, "kwargs": named}
        if watch:
            asked["watch"] = watch
        if most is not None:
            asked["most"] = most
        return self._ask(asked, args, named)

    def call_many(
        self, inputs: Sequence[tuple[Any, ...]], *, entry: str = "", kwargs: Named = None
    ) -> list[Reply]:
        """Call the entry once for each tuple of arguments, many calls to a frame. Raises: as `call`."""
        return self.call_batches(batches(entry or self.entry, inputs, kwargs))

    def call_batches(self, many: Sequence[Batch]) -> list[Reply]:
        """Make calls that lie in frames, and return their replies in order. Raises: as `call`."""
        replies: list[Reply] = []
        for entry, inputs, named, request in many:
            found = self._ask_many(request, inputs, named)
            replies += found or [self.call(args, named, entry=entry) for args in inputs]
        return replies

    def method_many(self, handle: Handle, name: str, inputs: Sequence[tuple[Any, ...]]) -> list[Reply]:
        """Call a method of an object beside the code once for each tuple of arguments. Raises: as `call`."""
        replies: list[Reply] = []
        for start in range(0, len(inputs), PER_FRAME):
            some = inputs[start : start + PER_FRAME]
            request = _together({"handle": handle, "method": name}, some, {})
            found = self._ask_many(request, some, {}, name)
            replies += found or [self.method(handle, name, args, {}) for args in some]
        return replies

    def _ask_many(
        self, request: bytes, inputs: Sequence[tuple[Any, ...]], named: dict[str, Any], method: str = ""
    ) -> list[Reply]:
        """Return the replies to one frame of calls; none if they are too large to go together."""
        if not request:
            return []
        answered = self._answer(request, inputs, named, method)
        try:
            answer = decode(answered)
            if "error" in answer:
                return []
            pairs = zip(answer["replies"], inputs, strict=True)
            return [_reply(each, args, named) for each, args in pairs]
        except UNREADABLE as error:
            raise Lost(Loss(NOT_A_REPLY)) from error

    def method(self, handle: Handle, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call a method of an object that lives beside the code. Raises: Lost, TransportError."""
        asked = {"do": "call", "handle": handle, "method": name, "args": args, "kwargs": dict(kwargs)}
        return self._ask(asked, args, dict(kwargs))

    def _answer(
        self, request: bytes, inputs: Sequence[tuple[Any, ...]], named: dict[str, Any], method: str
    ) -> bytes:
        try:
            return self._serve(request)
        except Lost as lost:
            raise Lost(lost.loss.among(inputs, named, method)) from None

    def _ask(self, asked: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        answered = self._answer(encode(asked), [args], kwargs, asked.get("method", ""))
        try:
            return _reply(decode(answered), args, kwargs)
        except UNREADABLE as error:
            raise Lost(Loss(NOT_A_REPLY)) from error


def _reply(answer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
    if isinstance(answer, list):
        value, *back = answer
        return Reply(value, mutated=_mutated(back, args, kwargs) if args or kwargs else ())
    if "error" in answer:
        error = answer["error"]
        frames = tuple((int(line), str(name)) for line, name in error["frames"])
        kinds = tuple(map(str, error["kinds"]))
        message = str(error["message"])
        forbidden = answer.get("untransportable", False) is True
        return Reply(raised=Raised(str(error["type"]), kinds, message, frames, forbidden))
    births = tuple((int(line), str(name), str(what)) for line, name, what in answer.get("births", ()))
    return Reply(
        value=answer["value"],
        mutated=_mutated([answer["args"], answer["kwargs"]], args, kwargs) if args or kwargs else (),
        opcodes=int(answer.get("opcodes", 0)),
        peak_bytes=int(answer.get("peak_bytes", 0)),
        shared=answer.get("shared", False) is True,
        births=births,
        line=int(answer.get("line", 0)),
        by_line={int(line): int(count) for line, count in answer.get("by_line", {}).items()},
    )


def _mutated(back: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the inputs that came back other than they went out, compared as bytes."""
    after, named = back
    found = [f"argument {at + 1}" for at, each in enumerate(args) if _is_changed(each, after[at])]
    return (*found, *(f"argument {key}" for key, each in kwargs.items() if _is_changed(each, named[key])))


def _is_changed(before: Any, after: Any) -> bool:
    return type(before) not in READ_ATOMS and _is_container(before) and not _is_same(before, after)


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray) and isinstance(after, np.ndarray):
        alike = before.shape == after.shape and before.dtype == after.dtype
        return alike and before.tobytes() == after.tobytes()
    if isinstance(before, set):
        return bool(before == after)  # the order of a set is nobody's doing
    return encode(before) == encode(after)


def _is_container(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_travels(each) for each in value)
    return isinstance(value, np.ndarray | dict | set)


def _travels(value: Any) -> bool:
    return not isinstance(value, Handle) and (
        not isinstance(value, list | tuple) or all(_travels(each) for each in value)
    )


@dataclass(slots=True)
class Memo:
    """Remembers the replies of code that answers the same bytes alike, unless objects stay behind."""

    serve: Serve
    known: dict[bytes, bytes] = field(default_factory=dict)

    def __call__(self, request: bytes) -> bytes:
        """Answer a request, from memory where that is sound."""
        if request in self.known:
            return self.known[request]
        reply = self.serve(request)
        if b'{"h":' not in reply and b'{"h":' not in request:
            self.known[request] = reply
        return reply
