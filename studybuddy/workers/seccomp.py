"""A process id goes in; afterwards this process can make only the system calls of a computing program.

The filter is a classic BPF program over `struct seccomp_data` (number, architecture, six arguments), as in
the kernel's `include/uapi/linux/seccomp.h`. What is listed as refused fails with an error that Python names;
what is not listed does not exist (ENOSYS), so that a newer C library falls back to older calls.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# name: (number on x86_64, number on aarch64); the frequent ones first, since the list is searched in order.
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "futex": (202, 98), "mmap": (9, 222), "munmap": (11, 215),
    "brk": (12, 214), "madvise": (28, 233), "mremap": (25, 216), "mprotect": (10, 226),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "close": (3, 57), "lseek": (8, 62), "pread64": (17, 67), "readv": (19, 65), "writev": (20, 66),
    "fstat": (5, 80), "newfstatat": (262, 79), "stat": (4, None), "lstat": (6, None), "statx": (332, 291),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "getdents64": (217, 61), "getcwd": (79, 17),
    "chdir": (80, 49), "fchdir": (81, 50), "umask": (95, 166), "dup": (32, 23), "dup2": (33, None),
    "dup3": (292, 24), "close_range": (436, 436), "poll": (7, None), "ppoll": (271, 73),
    "select": (23, None), "pselect6": (270, 72), "fadvise64": (221, 223), "statfs": (137, 43),
    "fstatfs": (138, 44), "mincore": (27, 232), "membarrier": (324, 283), "rseq": (334, 293),
    "set_robust_list": (273, 99), "get_robust_list": (274, 100), "set_tid_address": (218, 96),
    "sigaltstack": (131, 132), "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137),
    "restart_syscall": (219, 128), "pause": (34, None), "alarm": (37, None), "setitimer": (38, 103),
    "getitimer": (36, 102), "nanosleep": (35, 101), "clock_nanosleep": (230, 115),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "gettimeofday": (96, 169), "time": (201, None),
    "times": (100, 153), "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160),
    "getrandom": (318, 278), "getpid": (39, 172), "getppid": (110, 173), "gettid": (186, 178),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "getresuid": (118, 148), "getresgid": (120, 150), "getgroups": (115, 158), "getpgrp": (111, None),
    "getpgid": (121, 155), "getsid": (124, 156), "getrlimit": (97, 163), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "getcpu": (309, 168), "getpriority": (140, 141),
    "sched_getscheduler": (145, 120), "sched_getparam": (143, 121), "exit": (60, 93),
    "exit_group": (231, 94), "capget": (125, 90),
}  # fmt: skip

REFUSED = {
    # processes and threads
    "clone": (56, 220), "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "setsid": (112, 157), "setpgid": (109, 154), "unshare": (272, 97), "setns": (308, 268),
    # network
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "recvfrom": (45, 207), "recvmsg": (47, 212),
    "recvmmsg": (299, 243),
    # changing files, their names, their owners
    "creat": (85, None), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None),
    "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "mknod": (133, None), "mknodat": (259, 33), "truncate": (76, 45),
    "ftruncate": (77, 46), "fallocate": (285, 47), "chmod": (90, None), "fchmod": (91, 52),
    "fchmodat": (268, 53), "chown": (92, None), "fchown": (93, 55), "lchown": (94, None),
    "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88),
    "futimesat": (261, None), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "memfd_create": (319, 279), "copy_file_range": (326, 285),
    "sendfile": (40, 71), "splice": (275, 76), "mount": (165, 40), "umount2": (166, 39),
    "chroot": (161, 51), "pivot_root": (155, 41),
    # the process's own bonds, and the kernel's wider surface
    "prctl": (157, 167), "setrlimit": (160, 164), "setpriority": (141, 140),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "ioprio_set": (251, 30), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "setuid": (105, 146),
    "setgid": (106, 144), "capset": (126, 91), "shmget": (29, 194), "shmat": (30, 196),
    "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180), "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
}  # fmt: skip

OPEN, OPENAT = (2, None), (257, 56)
KILL, TGKILL = (62, 129), (234, 131)
FCNTL, IOCTL, PRLIMIT64 = (72, 25), (16, 29), (302, 261)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)  # duplicate, descriptor flags, file flags; never an owner or a signal
IOCTL_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal, its size, close on exec

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32_BIT = 0x40000000
LOAD, JUMP_EQUAL, JUMP_GREATER_OR_EQUAL, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
PR_SET_SECCOMP, MODE_FILTER = 22, 2

Instruction = tuple[int, int, int, int]
Numbers = tuple[int | None, int | None]


def is_available() -> bool:
    """Return whether this system takes such a filter: Linux on a processor whose numbers are known here."""
    return (
        sys.platform.startswith("linux")
        and sys.byteorder == "little"
        and platform.machine() in ARCHITECTURES
        and struct.calcsize("P") == 8
    )


def _refuse(code: int) -> Instruction:
    return (RETURN, 0, 0, ERRNO | code)


def _load_argument(index: int, *, high: bool = False) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS_AT + 8 * index + 4 * high)


_ALLOW: Instruction = (RETURN, 0, 0, ALLOW)


def _one_of(index: int, values: tuple[int, ...], otherwise: int) -> list[Instruction]:
    """Allow when argument `index` is one of `values`."""
    tests = [(JUMP_EQUAL, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [_load_argument(index), *tests, _refuse(otherwise), _ALLOW]


def _only_reading(index: int) -> list[Instruction]:
    """Allow when the flags in argument `index` neither write nor create."""
    return [_load_argument(index), (JUMP_ANY_BIT, 0, 1, WRITING), _refuse(errno.EACCES), _ALLOW]


def _only_asking() -> list[Instruction]:
    """Allow prlimit64 without new limits (argument 2 is a null pointer)."""
    return [
        _load_argument(2),
        (JUMP_EQUAL, 0, 2, 0),
        _load_argument(2, high=True),
        (JUMP_EQUAL, 1, 0, 0),
        _refuse(errno.EPERM),
        _ALLOW,
    ]


def program(pid: int, machine: str) -> list[Instruction]:
    """Return the filter for process `pid` on `machine` ("x86_64" or "aarch64")."""
    column, architecture = ARCHITECTURES[machine]
    code: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_AT),
    ]
    if machine == "x86_64":
        code += [(JUMP_GREATER_OR_EQUAL, 0, 1, X32_BIT), (RETURN, 0, 0, KILL_PROCESS)]

    def rule(numbers: Numbers, body: list[Instruction]) -> None:
        number = numbers[column]
        if number is not None:
            code.extend([(JUMP_EQUAL, 0, len(body), number), *body])

    for numbers in ALLOWED.values():
        rule(numbers, [_ALLOW])
    rule(OPENAT, _only_reading(2))
    rule(OPEN, _only_reading(1))
    rule(FCNTL, _one_of(1, FCNTL_COMMANDS, errno.EPERM))
    rule(IOCTL, _one_of(1, IOCTL_COMMANDS, errno.ENOTTY))
    rule(PRLIMIT64, _only_asking())
    for numbers in (KILL, TGKILL):
        rule(numbers, _one_of(0, (pid,), errno.EPERM))
    for numbers in REFUSED.values():
        rule(numbers, [_refuse(errno.EPERM)])
    code.append(_refuse(errno.ENOSYS))
    return code


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def restrict_self() -> None:
    """Bind this process (of one thread) to the filter for good.

    Raises: OSError, if the kernel has no filters or `no_new_privs` is not set.
    """
    code = program(os.getpid(), platform.machine())
    packed = b"".join(struct.pack("<HBBI", *instruction) for instruction in code)
    loaded = _Program(len(code), packed)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(MODE_FILTER), ctypes.byref(loaded), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
