"""The filter is run by a small interpreter of classic BPF, so that both architectures are tested anywhere."""

import errno
import os

import pytest

from studybuddy.workers import seccomp

PID = 4321
O_CLOEXEC = 0o2000000  # Linux'
MACHINES = sorted(seccomp.ARCHITECTURES)


def verdict(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    code = seccomp.program(PID, machine)
    words = {
        seccomp.NUMBER_AT: number,
        seccomp.ARCHITECTURE_AT: architecture or seccomp.ARCHITECTURES[machine][1],
    }
    for index in range(6):
        value = arguments[index] if index < len(arguments) else 0
        words[seccomp.ARGUMENTS_AT + 8 * index] = value & 0xFFFFFFFF
        words[seccomp.ARGUMENTS_AT + 8 * index + 4] = value >> 32
    accumulator, at = 0, 0
    while True:
        operation, yes, no, k = code[at]
        at += 1
        match operation:
            case seccomp.LOAD:
                accumulator = words[k]
            case seccomp.RETURN:
                return k
            case seccomp.JUMP_EQUAL:
                at += yes if accumulator == k else no
            case seccomp.JUMP_GREATER_OR_EQUAL:
                at += yes if accumulator >= k else no
            case seccomp.JUMP_ANY_BIT:
                at += yes if accumulator & k else no


def refused(code: int) -> int:
    return seccomp.ERRNO | code


def numbers(table: dict[str, tuple[int, int | None]], machine: str) -> list[int]:
    column = seccomp.ARCHITECTURES[machine][0]
    return [each[column] for each in table.values() if each[column] is not None]


@pytest.mark.parametrize("machine", MACHINES)
def test_every_listed_call_is_allowed_or_refused_as_listed(machine: str) -> None:
    assert {verdict(machine, number) for number in numbers(seccomp.ALLOWED, machine)} == {seccomp.ALLOW}
    assert {verdict(machine, each) for each in numbers(seccomp.REFUSED, machine)} == {refused(errno.EPERM)}


@pytest.mark.parametrize("machine", MACHINES)
def test_no_number_is_listed_twice(machine: str) -> None:
    single = [seccomp.OPENAT, seccomp.KILL, seccomp.TGKILL, seccomp.FCNTL, seccomp.IOCTL, seccomp.PRLIMIT64]
    listed = numbers(seccomp.ALLOWED, machine) + numbers(seccomp.REFUSED, machine)
    listed += [each[seccomp.ARCHITECTURES[machine][0]] for each in single]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("machine", MACHINES)
def test_unknown_calls_do_not_exist(machine: str) -> None:
    assert verdict(machine, 435) == refused(errno.ENOSYS)  # clone3: the C library falls back to clone
    assert verdict(machine, 9999) == refused(errno.ENOSYS)


@pytest.mark.parametrize("machine", MACHINES)
def test_files_open_for_reading_only(machine: str) -> None:
    number = seccomp.OPENAT[seccomp.ARCHITECTURES[machine][0]]
    assert verdict(machine, number, 3, 0, os.O_RDONLY | O_CLOEXEC) == seccomp.ALLOW
    for flag in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_APPEND):
        assert verdict(machine, number, 3, 0, flag) == refused(errno.EACCES)


@pytest.mark.parametrize("machine", MACHINES)
def test_signals_reach_only_the_process_itself(machine: str) -> None:
    for numbers_ in (seccomp.KILL, seccomp.TGKILL):
        number = numbers_[seccomp.ARCHITECTURES[machine][0]]
        assert verdict(machine, number, PID, 9) == seccomp.ALLOW
        for target in (1, 0, PID + 1, (1 << 64) - 1):
            assert verdict(machine, number, target, 9) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_limits_can_be_read_but_not_set(machine: str) -> None:
    number = seccomp.PRLIMIT64[seccomp.ARCHITECTURES[machine][0]]
    assert verdict(machine, number, 0, 7, 0, 5) == seccomp.ALLOW
    assert verdict(machine, number, 0, 7, 5, 0) == refused(errno.EPERM)
    assert verdict(machine, number, 0, 7, 1 << 32, 0) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_descriptor_gets_no_owner_to_signal(machine: str) -> None:
    number = seccomp.FCNTL[seccomp.ARCHITECTURES[machine][0]]
    assert verdict(machine, number, 3, 3) == seccomp.ALLOW
    for owner_command in (8, 10, 15):
        assert verdict(machine, number, 3, owner_command) == refused(errno.EPERM)


def test_other_architectures_and_their_numbers_are_fatal() -> None:
    assert verdict("x86_64", 0, architecture=0x40000003) == seccomp.KILL_PROCESS
    assert verdict("x86_64", seccomp.X32_BIT | 1) == seccomp.KILL_PROCESS


@pytest.mark.parametrize("machine", MACHINES)
def test_jumps_fit_their_byte(machine: str) -> None:
    code = seccomp.program(PID, machine)
    assert len(code) < 4096
    assert all(yes < 256 and no < 256 for _, yes, no, _ in code)
