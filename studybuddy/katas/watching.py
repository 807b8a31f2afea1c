"""A call goes in; its value comes out with what was seen meanwhile: opcodes, peak memory, the first NaN."""

import sys
import tracemalloc
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

MAX_BIRTHS = 4
PLAIN = frozenset({np.ndarray, float, int, bool, str, type(None), np.float64, np.int64, np.bool_})
Call = Callable[..., Any]
Args = tuple[Any, ...]
Kwargs = dict[str, Any]


def _finish(value: Any) -> Any:
    """Return the value with nothing left to be worked out when it is looked at, so that all of it is seen.

    A generator's body is run to its end, and arrays and containers of classes of the code's own, whose
    attributes could still compute, become plain ones.
    """
    if isinstance(value, types.GeneratorType):
        return list(value)
    if isinstance(value, np.ndarray):
        return value if type(value) is np.ndarray else np.asarray(value)
    if isinstance(value, dict):
        return {key: _finish(each) for key, each in value.items()}
    if isinstance(value, list | tuple) and not _is_plain(value):
        return (list if isinstance(value, list) else tuple)(_finish(each) for each in value)
    return value


def _is_plain(values: Any) -> bool:
    return type(values) in {list, tuple} and all(type(each) in PLAIN for each in values)


class _EnoughError(BaseException):
    """More instructions ran than were asked for."""


def count_opcodes(file: str, call: Call, args: Args, kwargs: Kwargs, most: int | None) -> tuple[Any, int]:
    """Return the value and how many bytecode instructions of code in `file` ran; 0 if that was not seen.

    The call is broken off when there are more than `most`; the value is None then. Counting ends too early
    when the code runs into an error within it (recursion at its limit) and carries on, or switches it off.
    """
    count = 0

    def trace(frame: types.FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename != file:
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if event == "opcode":
            count += 1
            if most is not None and count > most:
                raise _EnoughError
        return trace

    value = None
    sys.settrace(trace)
    try:
        with np.errstate(all="ignore"):
            value = _finish(call(*args, **kwargs))
        if sys.gettrace() is not trace and (most is None or count <= most):
            count = 0
    except _EnoughError:
        value = None
    finally:
        sys.settrace(None)
    return value, count


def opcodes_by_line(
    file: str, call: Call, args: Args, kwargs: Kwargs, most: int
) -> tuple[Any, dict[int, int]]:
    """Return the value and how many bytecode instructions of code in `file` ran in each of its lines.

    The call is broken off when there are more than `most`; the value is None then.
    """
    counts: dict[int, int] = {}
    left = most

    def trace(frame: types.FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != file:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            line = frame.f_lineno or 0  # some instructions have none
            counts[line] = counts.get(line, 0) + 1
            left -= 1
            if left < 0:
                raise _EnoughError
        return trace

    value = None
    sys.settrace(trace)
    try:
        with np.errstate(all="ignore"):
            value = _finish(call(*args, **kwargs))
    except _EnoughError:
        value = None
    finally:
        sys.settrace(None)
    return value, counts


def shared(call: Call, args: Args, kwargs: Kwargs) -> tuple[Any, bool]:
    """Return the value and whether one of its arrays lies in the memory of an input."""
    given = list(_arrays((*args, *kwargs.values())))
    with np.errstate(all="ignore"):
        value = _finish(call(*args, **kwargs))
    return value, any(np.may_share_memory(new, old) for new in _arrays(value) for old in given)


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _arrays(each)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))


def peak_bytes(call: Call, args: Args, kwargs: Kwargs) -> tuple[Any, int]:
    """Return the value and the most memory that was in use at once, on top of what was before (bytes)."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        with np.errstate(all="ignore"):
            value = _finish(call(*args, **kwargs))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return value, peak - before


def line_of_peak(file: str, call: Call, args: Args, kwargs: Kwargs, most: int) -> tuple[Any, int]:
    """Return the value and the line of `file` in which more than `most` bytes were first in use, 0 if none.

    As for `peak_bytes`, those that were in use before do not count.
    """
    line = running = 0

    def note() -> None:
        nonlocal line
        if not line and tracemalloc.get_traced_memory()[1] - before > most:
            line = running

    def trace(frame: types.FrameType, event: str, _: Any) -> Any:
        nonlocal running
        if frame.f_code.co_filename != file:
            return None
        note()
        caller = frame.f_back
        if event != "return":
            running = frame.f_lineno or running
        elif caller and caller.f_code.co_filename == file:
            running = caller.f_lineno or running
        return trace

    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        sys.settrace(trace)
        with np.errstate(all="ignore"):
            value = _finish(call(*args, **kwargs))
        note()
    finally:
        sys.settrace(None)
        tracemalloc.stop()
    return value, line


def _defect(value: Any) -> str:
    """Return "nan", "inf" or "" for what a float array or number holds."""
    if isinstance(value, float | np.floating):
        return "nan" if value != value else "inf" if abs(value) == float("inf") else ""  # noqa: PLR0124
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        return "nan" if np.isnan(value).any() else "inf" if np.isinf(value).any() else ""
    return ""


def births(file: str, call: Call, args: Args, kwargs: Kwargs) -> tuple[Any, list[Any]]:
    """Return the value and where values that are not finite were born, first one first.

    Each birth is `(line, name of the variable or "", what)`: a local variable that turned nan or inf after
    its line ran, a returned value, or a floating-point event that NumPy reported ("overflow", …).
    """
    found: list[Any] = []
    known = {_defect(each) for each in (*args, *kwargs.values())} - {""}
    lines: dict[int, int] = {}  # id of a frame → the line that is running in it

    def note(line: int, name: str, what: str) -> None:
        if what and what not in known and len(found) < MAX_BIRTHS:
            known.add(what)
            found.append((line, name, what))

    def trace(frame: types.FrameType, event: str, returned: Any) -> Any:
        if frame.f_code.co_filename != file:
            return None
        line = lines.get(id(frame), frame.f_lineno)
        for name, value in list(frame.f_locals.items()):
            note(line, name, _defect(value))
        if event == "return":
            note(line, "", _defect(returned))
        lines[id(frame)] = frame.f_lineno
        return trace

    def report(kind: str, _: int) -> None:
        frame: types.FrameType | None = sys._getframe(1)  # noqa: SLF001 - the caller is what is asked for
        while frame and frame.f_code.co_filename != file:
            frame = frame.f_back
        if frame:
            note(frame.f_lineno, "", kind)

    sys.settrace(trace)
    try:
        with np.errstate(over="call", divide="call", invalid="call", call=report):
            value = _finish(call(*args, **kwargs))
    finally:
        sys.settrace(None)
    return value, found
