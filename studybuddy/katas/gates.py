"""A kata and its measured strength go in, the problems that keep it from shipping come out, with lines."""

import ast
from collections.abc import Iterator

from studybuddy.katas.kata import Block, Kata
from studybuddy.katas.measured import Strength
from studybuddy.katas.strength import FLAKE_RUNS, MAX_CHECK_MS
from studybuddy.model import Problem, Severity, Source

ENOUGH_KILLED = 0.95
MIN_ACCEPTS, MIN_REJECTS = 2, 5


def problems(kata: Kata, strength: Strength) -> tuple[Problem, ...]:
    """Return what stands between a kata and its gates, each with its Markdown line."""
    found = [*_syntax_problems(kata)]
    if strength.broken:
        line, words = _parted(strength.broken, kata.path)
        return (*found, _at(kata, line, words))
    found += _mistake_problems(kata, strength)
    found += _mutant_problems(kata, strength)
    found += _solution_problems(kata, strength)
    found += _needless_problems(kata, strength)
    return (*found, *_time_problems(kata, strength))


def _at(kata: Kata, line: int, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
    """Place a problem at a line of a kata, or else at its check."""
    return Problem(Source(kata.path, line or kata.check.line), message, hint, severity)


def _mistake_problems(kata: Kata, strength: Strength) -> Iterator[Problem]:
    """Yield what is wrong with the solutions of which it is known whether they are right."""
    accepts, rejects = len(kata.accepts), len(kata.rejects)
    if accepts < MIN_ACCEPTS:
        yield _at(kata, 0, f"{accepts} accepted solutions, at least {MIN_ACCEPTS} are wanted")
    if rejects < MIN_REJECTS:
        yield _at(kata, 0, f"{rejects} known mistakes, at least {MIN_REJECTS} are wanted")
    for reject, (name, checks) in zip(kata.rejects, strength.caught_by, strict=True):
        if not checks:
            yield _at(kata, reject.line, f"the known mistake “{name}” passes", "add a case that fails it")


def _mutant_problems(kata: Kata, strength: Strength) -> Iterator[Problem]:
    """Yield the mutants that live: errors where too many do."""
    severity = Severity.ERROR if strength.share < ENOUGH_KILLED else Severity.WARNING
    for each in strength.survivors:
        message = f"a mutant of {each.block} passes: `{each.before}` → `{each.after}`"
        hint = each.suggestion or "add a case, or mark it in an `equivalent` block with a reason"
        yield _at(kata, each.line, message, hint, severity)


def _solution_problems(kata: Kata, strength: Strength) -> Iterator[Problem]:
    """Yield the right solutions that fail, and the null solutions that pass."""
    accept_lines = {each.name: each.line for each in kata.accepts}
    for name, seed, reason in strength.refused[:5]:
        line, words = _parted(reason, kata.path)
        message = f"the right solution “{name}” fails at seed {seed}: {words}"
        yield _at(kata, line or accept_lines.get(name, 0), message)
    for name in strength.passing_nulls:
        yield _at(kata, kata.starter.line, f"{name} passes", "add a case")


def _needless_problems(kata: Kata, strength: Strength) -> Iterator[Problem]:
    """Yield the cases and the equivalents that do nothing."""
    for name in strength.idle:
        yield _at(kata, 0, f"the case “{name}” catches nothing", "drop it or sharpen it")
    for each in kata.equivalents:
        if f"{each.block}: {each.before.strip()} → {each.after.strip()}" in strength.needless:
            hint = "its text is that of the list of survivors"
            yield _at(kata, each.line, "this equivalent matches no mutant", hint)


def _time_problems(kata: Kata, strength: Strength) -> Iterator[Problem]:
    hint = "use fewer repeats, fewer runs or smaller inputs"
    if strength.check_ms > MAX_CHECK_MS:
        slow = f"a check takes {strength.check_ms} ms, at most {MAX_CHECK_MS} are allowed"
        yield _at(kata, 0, slow, hint)
    if strength.seeds < FLAKE_RUNS:
        few = f"right solutions were run over {strength.seeds} seeds, {FLAKE_RUNS} would take too long"
        yield _at(kata, 0, few, hint, Severity.WARNING)


def _syntax_problems(kata: Kata) -> list[Problem]:
    blocks = [("starter", kata.starter), ("reference", kata.reference), ("check", kata.check)]
    blocks += [(each.name, Block(each.code, each.line)) for each in kata.accepts]
    blocks += [(each.name, Block(each.code, each.line)) for each in kata.rejects]
    found = []
    for where, text in blocks:
        try:
            ast.parse(text.code)
        except SyntaxError as error:
            line = text.line + (error.lineno or 1) - 1
            found.append(Problem(Source(kata.path, line), f"syntax error in {where}: {error.msg}"))
    return found


def _parted(words: str, path: str) -> tuple[int, str]:
    """Return the line of a message that holds `path:line: `, 0 if none, and the message without that."""
    before, _, rest = words.partition(f"{path}:")
    line, _, after = rest.partition(": ")
    return (int(line), before + after) if line.isdigit() else (0, words)
