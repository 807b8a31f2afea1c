"""Requests come in one at a time, replies go out: the process that holds the learner's code and no secret.

A request is a dict in transport form: `{"do": "load", "code", "file", "line", "entry"}` or
`{"do": "call", "entry" | "handle", "method", "args", "kwargs", "watch"}` or
`{"do": "calls", "entry" | "handle", "method", "calls": [args, …], "named": [kwargs, …]}`, answered one after
the other (no `named` if there are no keywords). A reply is `[value, args, kwargs]` with the inputs as they
are after the call, `{"value", "args", "kwargs", …}` with what was watched, or
`{"error": {"type", "kinds", "message", "frames"}}`. The same servant runs in the learner's process and, for
code that is the deck's own, inside the process that checks strength.
"""

import builtins
import functools
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from studybuddy.katas import stack, watching
from studybuddy.katas.protocol import ECHO
from studybuddy.katas.transport import Decoder, Encoder
from studybuddy.katas.travelling import PER_FRAME, Chunks, Function, Handle, Seeded, TransportError
from studybuddy.workers.frames import Channel

MESSAGE_LENGTH = 400
FRAMES_SHOWN = 6
NUMBERED = tuple(map(stack.numbered, range(PER_FRAME)))  # made before the first call: they cost time
OPERATORS = frozenset(
    {
        "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__",
        "__rtruediv__", "__pow__", "__neg__", "__matmul__", "__len__", "__getitem__", "__setitem__",
        "__contains__", "__call__", "__next__",
    }
)  # fmt: skip


@functools.lru_cache(maxsize=32)
def _compiled(source: str, file: str, mode: str) -> types.CodeType:
    """Return code that is run again and again when a kata's strength is measured."""
    code: types.CodeType = compile(source, file, mode, dont_inherit=True)
    return code


class Servant:
    """Holds one module of code and the objects that its calls returned by handle."""

    def __init__(self) -> None:
        self._module: dict[str, Any] = {}
        self._file = ""
        self._kept: dict[int, Any] = {}

    def serve(self, request: bytes) -> bytes:
        """Answer one request; what the code raises is part of the answer."""
        try:
            asked = Decoder(self._find).decode(request)
            reply: Any
            match asked["do"]:
                case "load":
                    reply = self._load(asked)
                case "calls":
                    reply = {"replies": self._calls(asked)}
                case _:
                    reply = self._call(asked, asked["args"], asked["kwargs"])
        except TransportError as error:
            reply = _untransportable(error)
        except BaseException as error:  # noqa: BLE001 - SystemExit of the learner's is an answer too
            reply = {"error": self._describe(error)}
        return self._encoded(reply)

    def _encoded(self, reply: Any) -> bytes:
        try:
            return Encoder(self._keep).encode(reply)
        except TransportError as error:
            return Encoder().encode(_untransportable(error))
        except BaseException as error:  # noqa: BLE001 - an object may raise anything when it is looked at
            return Encoder().encode({"error": self._describe(error)})

    def _load(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._file = asked["file"]
        module = types.ModuleType("kata")
        self._module = module.__dict__
        padded = "\n" * (asked["line"] - 1) + asked["code"]
        exec(_compiled(padded, self._file, "exec"), self._module)  # noqa: S102 - the purpose
        entry = self._module.get(asked["entry"])
        return {"value": None if entry is None else "callable" if callable(entry) else "other"}

    def _target(self, asked: dict[str, Any]) -> Callable[..., Any]:
        if "handle" not in asked:
            found = self._module[asked["entry"]]
        else:
            found = asked["handle"]
            method = asked["method"]
            if method == "__attribute__":
                name = str(asked["args"][0])
                return lambda _: getattr(found, name)
            if method == "__contains__":
                return lambda key: key in found  # a truth value, whatever the object's own method returns
            if method.startswith("__") and method not in OPERATORS:
                raise AttributeError(method)
            found = getattr(found, method)
        target: Callable[..., Any] = found
        return target

    def _call(self, asked: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        target = self._target(asked)
        reply: dict[str, Any] = {}
        match asked.get("watch"):
            case "opcodes":
                seen = self._rounded(target)
                reply["value"], reply["opcodes"] = watching.count_opcodes(
                    self._file, seen, args, kwargs, asked.get("most")
                )
            case "lines":
                seen = self._rounded(target)
                reply["value"], reply["by_line"] = watching.opcodes_by_line(
                    self._file, seen, args, kwargs, asked["most"]
                )
            case "memory":
                reply["value"], reply["peak_bytes"] = watching.peak_bytes(target, args, kwargs)
            case "peak":
                reply["value"], reply["line"] = watching.line_of_peak(
                    self._file, target, args, kwargs, asked["most"]
                )
            case "births":
                reply["value"], reply["births"] = watching.births(self._file, target, args, kwargs)
            case "sharing":
                reply["value"], reply["shared"] = watching.shared(target, args, kwargs)
            case _:
                with np.errstate(all="ignore"):
                    value = target(*args, **kwargs)
                    if isinstance(value, types.GeneratorType):
                        # Its body runs while it is read: here, under the same conditions as any call.
                        value = self._round(value)
                return [value, *_sent_back(args, kwargs)]
        reply["args"], reply["kwargs"] = _sent_back(args, kwargs)
        return reply

    def _calls(self, asked: dict[str, Any]) -> list[Any]:
        calls = asked["calls"]
        named = asked.get("named") or [{} for _ in calls]
        made = [functools.partial(self._one_of_many, asked, *each) for each in zip(calls, named, strict=True)]
        return [number(call) for number, call in zip(NUMBERED, made, strict=False)]

    def _one_of_many(self, asked: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            return self._call(asked, args, kwargs)
        except TransportError as error:
            return _untransportable(error)
        except BaseException as error:  # noqa: BLE001 - SystemExit of the learner's is an answer too
            return {"error": self._describe(error)}

    def _rounded(self, target: Callable[..., Any]) -> Callable[..., Any]:
        """Return a target whose values are as they will travel: nothing is left to be computed on the way."""
        return lambda *args, **kwargs: self._round(target(*args, **kwargs))

    def _round(self, value: Any) -> Any:
        return Decoder(self._find).decode(Encoder(self._keep).encode(value))

    def _keep(self, value: Any) -> int:
        number = len(self._kept) + 1
        self._kept[number] = value
        return number

    def _find(self, value: Any) -> Any:
        match value:
            case Handle(number=number):
                return self._kept[number]
            case Seeded(seed=seed):
                return np.random.default_rng(seed)
            case Function(source=source):
                code = _compiled(source, "<the check>", "eval")
                return eval(code, {"np": np})  # noqa: S307 - the deck's own expression, in the sandbox
            case Chunks(array=array, rows=rows):
                return (array[start : start + rows].copy() for start in range(0, len(array), rows))
        raise TransportError

    def _describe(self, error: BaseException) -> dict[str, Any]:
        try:
            message = str(error)[:MESSAGE_LENGTH]
        except BaseException:  # noqa: BLE001 - the learner's own __str__
            message = "its message cannot be shown"
        described: dict[str, Any] = {
            "type": type(error).__name__[:80] + (" (a class of your own)" if _is_shadow(type(error)) else ""),
            "kinds": _kinds(type(error)),
            "message": message,
            "frames": self._frames(error),
        }
        return described

    def _frames(self, error: BaseException) -> list[Any]:
        found = []
        if isinstance(error, SyntaxError) and error.filename == self._file:
            found.append((error.lineno or 1, "<module>"))
        step = error.__traceback__
        while step:
            code = step.tb_frame.f_code
            if code.co_filename == self._file:
                found.append((step.tb_lineno, code.co_name[:80]))
            step = step.tb_next
        return found[-FRAMES_SHOWN:]


def _kinds(raised: type[BaseException]) -> tuple[str, ...]:
    """Return the names of a class and its bases, without those that only bear the name of a built-in one."""
    return tuple(each.__name__[:80] for each in raised.__mro__ if not _is_shadow(each))


def _is_shadow(kind: type) -> bool:
    return getattr(builtins, kind.__name__, kind) is not kind


def _untransportable(error: TransportError) -> dict[str, Any]:
    described = {"type": "TransportError", "kinds": (), "message": str(error), "frames": []}
    return {"error": described, "untransportable": True}


def _sent_back(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return the inputs as they are after the call, so that the other side sees whether they changed."""
    plain = (np.ndarray, list, dict, set, tuple)
    return (
        [each if isinstance(each, plain) else None for each in args],
        {key: each if isinstance(each, plain) else None for key, each in kwargs.items()},
    )


def main(channel: Channel) -> None:
    """Serve until the other side has gone."""
    servant = Servant()
    stack.dump_when_asked()
    while True:
        request = channel.receive()
        reply = request if request.startswith(ECHO) else servant.serve(request)
        _print_out()
        channel.send(reply)


def _print_out() -> None:
    """Let go of what the code printed: this process is killed, and its buffers with it."""
    with suppress(BaseException):  # the stream is the learner's to replace or to close
        sys.stdout.flush()
