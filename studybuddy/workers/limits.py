"""A few numbers go in; the process that calls `apply` can never use more than they say."""

import os
import sys
from typing import NamedTuple

MIB = 1 << 20


class Limits(NamedTuple):
    """What one worker may use. `memory_mib` is on top of what the warm interpreter maps already.

    `seconds` is the wall clock kept by the supervisor; the processor clock behind it is a backstop for the
    case that the supervisor is gone. `frame_bytes` caps one message, `output_bytes` all that is printed.
    """

    seconds: float = 10.0
    memory_mib: int = 512
    frame_bytes: int = 32 * MIB
    output_bytes: int = MIB


def mapped_bytes() -> int:
    """Return the address space in use now, or 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - pathlib is slow to load here
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def apply(limits: Limits) -> tuple[str, ...]:
    """Lower this process's own limits for good and return the names of those the system accepted.

    Each limit stands in a try of its own, since systems refuse different ones (macOS the address space).
    """
    if sys.platform == "win32":
        return _apply_there(limits)
    import resource

    seconds = int(limits.seconds) + 2
    wanted = {
        "RLIMIT_AS": mapped_bytes() + limits.memory_mib * MIB,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    accepted = []
    for name, value in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, OSError, ValueError):
            continue
        accepted.append(name)
    return tuple(accepted)


def _apply_there(limits: Limits) -> tuple[str, ...]:
    """Lower the one limit that Windows has for a process; time is kept by the supervisor alone."""
    from studybuddy.workers import job_object

    try:
        is_bound = job_object.limit_memory(limits.memory_mib * MIB)
    except (AttributeError, OSError):
        is_bound = False
    return ("job memory",) if is_bound else ()
