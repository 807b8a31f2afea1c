"""A system's name and commands in, what they printed out, in a Python that lacks what that system lacks.

Run me as a script: `elsewhere.py SYSTEM`, with a JSON list of `{"args", "stdin"}` on standard input. The
commands run one after the other in one process, as on Windows or on macOS as far as another system lets it
be seen: modules and functions that are not there are gone, names that Windows cannot keep and files that it
would not replace are refused, and nothing may look into /proc. Workers are started in the same state.
"""

import builtins
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import types
from pathlib import Path
from typing import Any

SYSTEMS = {"windows": "win32", "macos": "darwin"}
GONE_MODULES = {
    "windows": ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "syslog", "readline"),
    "macos": (),
}
GONE = {
    "windows": {
        os: (
            "fork forkpty killpg setsid setpgid getpgid getpgrp getuid geteuid getgid getegid getlogin"
            " setuid setgid wait wait3 wait4 waitid WNOWAIT WEXITED P_ALL posix_spawn posix_spawnp"
            " sysconf uname nice chown fchown lchown fchmod sched_yield sched_getaffinity"
            " sched_setaffinity set_blocking get_blocking mkfifo openpty memfd_create sendfile pread"
            " pwrite O_CLOEXEC O_PATH O_NOFOLLOW O_NONBLOCK O_DIRECTORY getloadavg ttyname pidfd_open"
            " eventfd"
        ),
        signal: (
            "SIGKILL SIGHUP SIGWINCH SIGCHLD SIGTSTP SIGCONT SIGALRM SIGUSR1 SIGUSR2 SIGQUIT SIGSTOP SIGPIPE"
            " SIGXCPU alarm setitimer getitimer pause sigwait pthread_sigmask siginterrupt"
        ),
        socket: "AF_UNIX send_fds recv_fds",
        time: "tzset clock_gettime CLOCK_MONOTONIC",
    },
    "macos": {
        os: (
            "waitid WNOWAIT P_ALL O_PATH pidfd_open memfd_create eventfd splice copy_file_range"
            " sched_getaffinity sched_setaffinity getrandom posix_fadvise fdatasync pipe2 setresuid setresgid"
        ),
    },
}
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
WRITING = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"})


def become(system: str) -> None:
    """Take away what `system` has not; what the standard library needs for itself was loaded before."""
    import select
    import shutil  # noqa: F401 - it asks for the system when it is loaded
    import sysconfig
    import tempfile
    import uuid  # noqa: F401 - likewise

    sysconfig.get_config_vars()
    tempfile.gettempdir()
    if system == "windows":
        _pretend_msvcrt(select.select)
        select.select = _sockets_alone
        os.path.expanduser = _as_userprofile
        os.symlink = _not_permitted
    else:
        _refuse_limits_of_memory()
    for name in GONE_MODULES[system]:
        sys.modules[name] = None
    for module, names in GONE[system].items():
        for name in names.split():
            vars(module).pop(name, None)
    for name in ("poll", "epoll"):
        vars(select).pop(name, None)
    _pass_on_to_children(system)
    sys.addaudithook(_guard(system))
    sys.platform = SYSTEMS[system]


def _pretend_msvcrt(select: Any) -> None:
    """Offer the two Windows modules that the program calls, made from what this system has."""
    import fcntl

    kernel, console = types.ModuleType("_winapi"), types.ModuleType("msvcrt")

    def locking(descriptor: int, mode: int, size: int) -> None:
        assert (mode, size) == (console.LK_NBLCK, 1)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    vars(console).update(LK_NBLCK=2, locking=locking, get_osfhandle=lambda descriptor: descriptor)
    vars(kernel).update(PeekNamedPipe=lambda handle: (len(select([handle], [], [], 0)[0]), 0))
    sys.modules |= {"msvcrt": console, "_winapi": kernel}


def _sockets_alone(*_: object) -> None:
    raise OSError(10038, "An operation was attempted on something that is not a socket")


def _as_userprofile(path: Any) -> Any:
    text = os.fspath(path)
    return os.environ["USERPROFILE"] + text[1:] if text[:1] == "~" else path


def _not_permitted(*_: object, **__: object) -> None:
    raise OSError(1314, "A required privilege is not held by the client")


def _refuse_limits_of_memory() -> None:
    import resource

    set_limit = resource.setrlimit

    def refusing(which: int, limits: tuple[int, int]) -> None:
        if which == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        set_limit(which, limits)

    resource.setrlimit = refusing


def _pass_on_to_children(system: str) -> None:
    """Start every Python in the same state, and no process by what the system has not."""
    start = subprocess.Popen.__init__
    first = (
        f"known = {{'__name__': 'elsewhere', '__file__': {__file__!r}}}; "
        f"exec(open({__file__!r}, encoding='utf-8').read(), known); known['become']({system!r}); "
    )

    def starting(self: Any, words: Any, **options: Any) -> None:
        if system == "windows":
            refused = {"preexec_fn", "pass_fds", "start_new_session", "process_group", "user", "umask"}
            assert not [name for name in refused & options.keys() if options[name]], options
        if "-c" in words:
            at = words.index("-c") + 1
            words = [*words[:at], first + words[at], *words[at + 1 :]]
        start(self, words, **options)

    kill = os.kill
    subprocess.Popen.__init__ = starting
    subprocess.Popen.kill = lambda self: kill(self.pid, 9) if self.poll() is None else None


def _guard(system: str) -> Any:
    descriptors = "/proc/self/fd"
    listed, link = os.listdir, os.readlink

    def held(path: str) -> bool:
        """Whether this process has the file open: Windows neither replaces nor removes it then."""
        names = []
        for each in listed(descriptors):
            try:
                names.append(link(f"{descriptors}/{each}"))
            except OSError:
                continue
        return os.path.realpath(path) in names

    def guard(event: str, details: tuple[Any, ...]) -> None:
        if event not in WRITING or not isinstance(details[0], (str, bytes, os.PathLike)):
            return
        path = os.fsdecode(details[0])
        if event == "open" and path.startswith("/proc"):
            raise AssertionError(path)
        if system == "windows":
            for part in path.split("/"):
                if path != os.devnull and (DEVICE.fullmatch(part) or set(part) & set('<>:"|?*\\')):
                    raise OSError(22, "Invalid argument", path)
            if event in {"os.rename", "os.remove"} and any(
                held(os.fsdecode(each)) for each in details[:2] if isinstance(each, str)
            ):
                raise PermissionError(13, "The process cannot access the file", path)

    return guard


def run(commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run command lines, error boundary included."""
    import io
    import traceback

    from studybuddy.cli import main

    found = []
    for asked in commands:
        out, err = io.BytesIO(), io.BytesIO()
        sys.argv = ["studybuddy", *asked["args"]]
        sys.stdin = io.TextIOWrapper(
            io.BytesIO(asked.get("stdin", "").encode()), encoding="cp1252", newline=None
        )
        sys.stdout = io.TextIOWrapper(out, encoding="cp1252", newline="\r\n", write_through=True)
        sys.stderr = io.TextIOWrapper(err, encoding="cp1252", newline="\r\n", write_through=True)
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        except BaseException:  # noqa: BLE001 - a bug, to be shown by the test
            code = traceback.format_exc()
        found.append(
            {"code": code, "out": out.getvalue().decode("cp1252"), "err": err.getvalue().decode("cp1252")}
        )
    return found


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]
    import asyncio  # noqa: F401 - it asks for the system when it is loaded

    import typer  # noqa: F401 - likewise

    asked = json.load(sys.stdin)
    if sys.argv[1] == "windows":
        os.environ["USERPROFILE"] = os.environ.pop("HOME")
    become(sys.argv[1])
    results = run(asked)
    builtins.print(json.dumps(results), file=sys.__stdout__)
