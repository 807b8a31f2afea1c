"""Nothing goes in; afterwards this Linux process holds no privilege, gains none, and dies with its parent."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
CAPABILITY_VERSION_3 = 0x20080522
HIGHEST_CAPABILITY = 63


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilitySets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent` ends; ends it now if that has happened already."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def renounce() -> bool:
    """Give up every capability, even as root, and the right to gain any; return whether that held.

    Also keeps other processes of the same user from looking into this one (not dumpable).
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def prctl(option: int, value: int) -> int:
        return int(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))

    if prctl(PR_SET_NO_NEW_PRIVS, 1):
        return False
    prctl(PR_SET_DUMPABLE, 0)
    for capability in range(HIGHEST_CAPABILITY + 1):
        if prctl(PR_CAPBSET_DROP, capability):
            break  # the first unknown one, or no right to drop: then the sets below are empty anyway
    header = _CapabilityHeader(CAPABILITY_VERSION_3, 0)
    empty = (_CapabilitySets * 2)()
    return int(libc.capset(ctypes.byref(header), ctypes.byref(empty))) == 0
