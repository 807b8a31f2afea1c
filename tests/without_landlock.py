"""The words of a command in, that command out, under a kernel that has no Landlock: run me as a script.

A filter of system calls answers "no such call" where Landlock would be asked for, for this process and all
that it starts, as a kernel that was built without it does.
"""

import ctypes
import os
import struct
import sys

LANDLOCK_CREATE_RULESET, NO_SUCH_CALL = 444, 38
LOAD_NUMBER, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ERRNO, ALLOW = 0x00050000, 0x7FFF0000
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER = 22, 38, 2


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def forget_landlock() -> None:
    steps = (
        (LOAD_NUMBER, 0, 0, 0),
        (JUMP_IF_EQUAL, 0, 1, LANDLOCK_CREATE_RULESET),
        (RETURN, 0, 0, ERRNO | NO_SUCH_CALL),
        (RETURN, 0, 0, ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError


if __name__ == "__main__":
    forget_landlock()
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the test's own words
