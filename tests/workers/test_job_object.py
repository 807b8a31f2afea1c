"""The memory limit of Windows against its documented interface, played by a kernel32 of this test."""

import ctypes
import sys
from typing import Any

import pytest

from studybuddy.workers.job_object import ExtendedLimits, MemoryCounters, limit_memory
from studybuddy.workers.limits import MIB, Limits, apply

PROCESS, JOB, COMMITTED = 2**64 - 1, 44, 50 * MIB
STEPS = ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle"]


class Function:
    """A function of a library: what it answers, and that it was called."""

    def __init__(self, library: "Kernel", name: str) -> None:
        self._library = library
        self._name = name

    def __call__(self, *args: Any) -> int:
        if self._name == "GetCurrentProcess":
            return PROCESS
        if self._name == "K32GetProcessMemoryInfo":
            assert (args[0], args[2]) == (PROCESS, 72)
            args[1]._obj.sizes[6] = COMMITTED
            return 1
        self._library.called.append((self._name, *args))
        if self._name == self._library.fails:
            return 0
        return JOB if self._name == "CreateJobObjectW" else 1


class Kernel:
    """The few functions of kernel32 that are asked for, of which one may fail."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.called: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Function:
        found = Function(self, name)
        setattr(self, name, found)
        return found


def played(monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _: kernel, raising=False)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64-bit Windows")
def test_what_the_system_reads_is_laid_out_as_it_says() -> None:
    assert (ctypes.sizeof(ExtendedLimits), ctypes.sizeof(MemoryCounters)) == (144, 72)
    assert ExtendedLimits.process_memory.offset == 112


def test_a_process_may_commit_so_much_more_than_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    played(monkeypatch, kernel)
    assert apply(Limits(memory_mib=100)) == ("job memory",)
    assert [name for name, *_ in kernel.called] == STEPS
    (_, job, kind, wanted, size), assigned, closed = kernel.called[1:]
    assert (job, kind, size) == (JOB, 9, 144)
    assert (wanted._obj.basic.flags, wanted._obj.process_memory) == (0x100, COMMITTED + 100 * MIB)
    assert (assigned[1:], closed[1:]) == ((JOB, PROCESS), (JOB,))


@pytest.mark.parametrize("fails", STEPS[:3])
def test_a_limit_that_the_system_refuses_is_not_said_to_hold(
    monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    kernel = Kernel(fails)
    played(monkeypatch, kernel)
    assert apply(Limits()) == ()
    assert (kernel.called[-1][0] == "CloseHandle") == (fails != "CreateJobObjectW")


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
def test_elsewhere_nothing_is_limited_by_a_job() -> None:
    assert limit_memory(MIB) is False
