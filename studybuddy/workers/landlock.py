"""Folders go in; afterwards this process can read below them and reach no other file (Linux ≥ 5.13).

The numbers are those of the kernel's `include/uapi/linux/landlock.h`; the system calls have the same
numbers on every architecture. No privilege is needed, only the promise never to gain any.
"""

import ctypes
import os
import sys
from collections.abc import Iterable

if sys.platform != "linux":
    raise ImportError("Landlock is Linux's")

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
# Rights that each version of the interface knows; unknown ones must not be asked for.
HANDLED_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
NEWEST_KNOWN = max(HANDLED_BY_ABI)
NET_ABI, BIND_AND_CONNECT = 4, 3
SCOPE_ABI, SOCKETS_AND_SIGNALS = 6, 3


class _RulesetAttributes(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _syscall(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(libc.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def abi() -> int:
    """Return the version of Landlock that this kernel offers, 0 if none."""
    try:
        return _syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_FLAG))
    except OSError:
        return 0


def _attributes(version: int) -> tuple[_RulesetAttributes, int]:
    attributes = _RulesetAttributes(HANDLED_BY_ABI[min(version, NEWEST_KNOWN)], 0, 0)
    size = 8
    if version >= NET_ABI:
        attributes.net, size = BIND_AND_CONNECT, 16
    if version >= SCOPE_ABI:
        attributes.scoped, size = SOCKETS_AND_SIGNALS, 24
    return attributes, size


def ruleset(readable: Iterable[str], hidden: Iterable[str]) -> int:
    """Return the descriptor of a rule set that allows reading below `readable`, but never below `hidden`.

    Where a hidden path lies inside a readable folder, the folder's other children are allowed one by one.
    Paths that do not exist are left out. Raises: OSError, without Landlock.
    """
    attributes, size = _attributes(abi())
    descriptor = _syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0))
    secrets = tuple(os.path.realpath(path) for path in hidden)
    for path in readable:
        _allow(descriptor, os.path.realpath(path), secrets)
    return descriptor


def _allow(descriptor: int, path: str, hidden: tuple[str, ...]) -> None:
    if any(path == secret or path.startswith(secret + os.sep) for secret in hidden):
        return
    is_folder = os.path.isdir(path)  # noqa: PTH112 - pathlib is slow to load here
    if not any(secret.startswith(path + os.sep) for secret in hidden):
        _add_rule(descriptor, path, READ_FILE | READ_DIR if is_folder else READ_FILE)
        return
    _add_rule(descriptor, path, READ_DIR)  # names only: the import system has to list the folder
    with os.scandir(path) as entries:
        for entry in entries:
            if not entry.is_symlink():
                _allow(descriptor, entry.path, hidden)


def _add_rule(descriptor: int, path: str, allowed: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = _PathBeneath(allowed, parent)
        _syscall(
            ADD_RULE,
            ctypes.c_int(descriptor),
            ctypes.c_int(PATH_BENEATH),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )
    finally:
        os.close(parent)


def restrict_self(descriptor: int) -> None:
    """Bind this process to a rule set for good. Raises: OSError, if `no_new_privs` is not set."""
    _syscall(RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
