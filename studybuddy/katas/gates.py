"""A kata and its measured strength go in, the problems that keep it from shipping come out, with lines."""

import ast

from studybuddy.katas.kata import Block, Kata
from studybuddy.katas.measured import Strength
from studybuddy.katas.strength import FLAKE_RUNS, MAX_CHECK_MS
from studybuddy.model import Problem, Severity, Source

ENOUGH_KILLED = 0.95
MIN_ACCEPTS, MIN_REJECTS = 2, 5


def problems(kata: Kata, strength: Strength) -> tuple[Problem, ...]:
    """Return what stands between a kata and its gates, each with its Markdown line."""

    def at(line: int, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
        return Problem(Source(kata.path, line), message, hint, severity)

    top = kata.check.line
    found = [*_syntax_problems(kata)]
    if strength.broken:
        line, words = _parted(strength.broken, kata.path)
        return (*found, at(line or top, words))
    if len(kata.accepts) < MIN_ACCEPTS:
        found.append(at(top, f"{len(kata.accepts)} accepted solutions, at least {MIN_ACCEPTS} are wanted"))
    if len(kata.rejects) < MIN_REJECTS:
        found.append(at(top, f"{len(kata.rejects)} known mistakes, at least {MIN_REJECTS} are wanted"))
    for reject, (name, checks) in zip(kata.rejects, strength.caught_by, strict=True):
        if not checks:
            found.append(at(reject.line, f"the known mistake “{name}” passes", "add a case that fails it"))
    weak = strength.share < ENOUGH_KILLED
    for each in strength.survivors:
        severity = Severity.ERROR if weak else Severity.WARNING
        message = f"a mutant of {each.block} passes: `{each.before}` → `{each.after}`"
        hint = each.suggestion or "add a case, or mark it in an `equivalent` block with a reason"
        found.append(at(each.line, message, hint, severity))
    accept_lines = {each.name: each.line for each in kata.accepts}
    for name, seed, reason in strength.refused[:5]:
        line, words = _parted(reason, kata.path)
        message = f"the right solution “{name}” fails at seed {seed}: {words}"
        found.append(at(line or accept_lines.get(name, top), message))
    found += [at(kata.starter.line, f"{name} passes", "add a case") for name in strength.passing_nulls]
    found += [
        at(top, f"the case “{name}” catches nothing", "drop it or sharpen it") for name in strength.idle
    ]
    found += [
        at(each.line, "this equivalent matches no mutant", "its text is that of the list of survivors")
        for each in kata.equivalents
        if f"{each.block}: {each.before.strip()} → {each.after.strip()}" in strength.needless
    ]
    if strength.check_ms > MAX_CHECK_MS:
        slow = f"a check takes {strength.check_ms} ms, at most {MAX_CHECK_MS} are allowed"
        found.append(at(top, slow, "use fewer repeats, fewer runs or smaller inputs"))
    if strength.seeds < FLAKE_RUNS:
        few = f"right solutions were run over {strength.seeds} seeds, {FLAKE_RUNS} would take too long"
        found.append(at(top, few, "use fewer repeats, fewer runs or smaller inputs", Severity.WARNING))
    return tuple(found)


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
