"""A number of bytes goes in; this Windows process can commit no more than that on top of what it holds.

Numbers and layouts are those of `winnt.h` (job objects) and `psapi.h` (memory counters). A job's limits
stay when its last handle is closed, as long as a process is in it; nested jobs need Windows 8.
"""

import ctypes
import sys

PROCESS_MEMORY = 0x100
EXTENDED_LIMITS = 9


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION: only what `flags` names is looked at."""

    _fields_ = (
        ("process_user_time", ctypes.c_int64),
        ("job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION: `process_memory` is what each process may commit."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class MemoryCounters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS: `sizes[6]` is PagefileUsage, what the process has committed."""

    _fields_ = (("cb", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("sizes", ctypes.c_size_t * 8))


def limit_memory(more_bytes: int) -> bool:
    """Limit this process for good; return whether the system accepted that."""
    if sys.platform != "win32":
        return False
    kernel = ctypes.WinDLL("kernel32")
    handle, pointer = ctypes.c_void_p, ctypes.c_void_p
    kernel.GetCurrentProcess.restype = kernel.CreateJobObjectW.restype = handle
    kernel.CreateJobObjectW.argtypes = (pointer, ctypes.c_wchar_p)
    kernel.K32GetProcessMemoryInfo.argtypes = (handle, pointer, ctypes.c_uint32)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, pointer, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.CloseHandle.argtypes = (handle,)

    process, held, wanted = kernel.GetCurrentProcess(), MemoryCounters(), ExtendedLimits()
    if not kernel.K32GetProcessMemoryInfo(process, ctypes.byref(held), ctypes.sizeof(held)):
        return False
    wanted.basic.flags = PROCESS_MEMORY
    wanted.process_memory = held.sizes[6] + more_bytes
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    is_set = kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
    is_bound = bool(is_set and kernel.AssignProcessToJobObject(job, process))
    kernel.CloseHandle(job)
    return is_bound
