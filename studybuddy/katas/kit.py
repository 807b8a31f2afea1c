"""What an author writes in a check block goes in; the list of named checks comes out.

Every function here is a name in the check block, beside `np`. See AUTHORS.md for the guide.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from studybuddy.katas import chance, comparing, costs, gradients, scenario, sharing
from studybuddy.katas.checks import Case, Law, Raises
from studybuddy.katas.kata import Block
from studybuddy.katas.outcome import BrokenKataError, Check, inputs_of
from studybuddy.katas.travelling import Function

MIN_RUNS = 30


class Kit:
    """Collects checks in the order in which the block declares them.

    Each declaration raises BrokenKataError when an earlier check has its name.
    """

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self.checks: list[Check] = []

    def _add(self, check: Check) -> None:
        if any(check.name == other.name for other in self.checks):
            raise BrokenKataError(f"two checks are named {check.name!r}")
        self.checks.append(check)

    def case(
        self,
        name: str,
        *inputs: Any,
        times: int = 1,
        raw: bool = False,
        rtol: float = comparing.RTOL,
        atol: float = comparing.ATOL,
        equal: comparing.Comparison | None = None,
        may_mutate: bool = False,
        kwargs: dict[str, Any] | None = None,
        entry: str = "",
    ) -> None:
        """Ask that the learner's function return what the reference returns for these inputs.

        `inputs` are the arguments, or one function of `t` that draws them (one argument, or a tuple of all).
        Lists of numbers arrive as float64 arrays unless `raw`. With `times` the draw is repeated with fresh
        seeds. Checked: exact shape, kind of dtype, finite where the reference is, |got − expected| ≤
        atol + rtol·|expected|, inputs not changed (unless `may_mutate`). `equal` replaces the comparison, see
        `up_to_sign`, `up_to_permutation`, `in_parts`. `entry` calls another function of the module.
        """
        same = equal or comparing.close(rtol, atol)
        drawn = inputs_of(inputs, raw=raw)
        self._add(Case(name, drawn, kwargs or {}, times, same, may_mutate, entry))

    def law(
        self,
        name: str,
        measure: Callable[..., Any],
        expected: Any,
        *inputs: Any,
        times: int = 1,
        raw: bool = False,
        rtol: float = comparing.RTOL,
        atol: float = comparing.ATOL,
    ) -> None:
        """Ask that `measure(value)` be `expected` for every value that the cases above returned.

        `measure` may take the inputs too: `lambda value, x, y: …`. `expected` broadcasts. With `inputs` the
        law makes calls of its own instead; the reference is not asked then.
        """
        drawn = inputs_of(inputs, raw=raw) if inputs else None
        above = () if inputs else tuple(check.name for check in self.checks if isinstance(check, Case))
        self._add(Law(name, measure, expected, rtol, atol, drawn, times, above))

    def raises(
        self,
        name: str,
        kinds: type[BaseException] | tuple[type[BaseException], ...],
        *inputs: Any,
        raw: bool = False,
        kwargs: dict[str, Any] | None = None,
        entry: str = "",
    ) -> None:
        """Ask that these inputs raise one of `kinds`, or a child of it."""
        names = tuple(kind.__name__ for kind in (kinds if isinstance(kinds, tuple) else (kinds,)))
        self._add(Raises(name, names, inputs_of(inputs, raw=raw), kwargs or {}, entry))

    def gradcheck(
        self,
        name: str,
        *inputs: Any,
        forward: str = "",
        backward: str = "",
        wrt: tuple[int, ...] = (0,),
        times: int = 1,
    ) -> None:
        """Ask that gradients agree with finite differences of the learner's and the reference's forward pass.

        With `backward`: `forward(*inputs)` returns `output` or `(output, cache)`; `backward(grad, cache)`, or
        without a cache `backward(grad, *inputs)`, returns the gradient for each position in `wrt`, in order.
        Without: the entry returns `(value, gradient)` of a scalar value, or `(value, (gradient, …))`.
        The inputs in `wrt` must be float arrays away from kinks.
        """
        drawn = inputs_of(inputs, raw=False)
        self._add(gradients.Gradcheck(name, drawn, forward or self._entry, backward, wrt, times))

    def vectorized(
        self,
        name: str,
        inputs: Callable[..., Any],
        *,
        over: str | tuple[str, ...],
        equal: comparing.Comparison | None = None,
        entry: str = "",
        forward: str = "",
    ) -> None:
        """Ask that no Python loop run over the sizes named in `over` (drawn at 8 and at 64).

        The value must be right as well, by `equal` or the default comparison. With `forward`, the entry is a
        backward pass: the inputs are those of `forward`, and the entry is called with a gradient of the
        shape of its output and, as in `gradcheck`, with its cache or else its inputs.
        """
        names = (over,) if isinstance(over, str) else over
        drawn = inputs_of((inputs,), raw=False)
        self._add(costs.Vectorized(name, drawn, names, entry, equal or comparing.close(), forward))

    def peak_memory(
        self,
        name: str,
        *inputs: Any,
        mib: float,
        rtol: float = comparing.RTOL,
        atol: float = comparing.ATOL,
        equal: comparing.Comparison | None = None,
        entry: str = "",
    ) -> None:
        """Ask that a right value be computed with at most `mib` MiB on top of the inputs.

        Pieces drawn with `t.chunks(array, rows)` are copied when read, so that keeping them all counts.
        """
        same = equal or comparing.close(rtol, atol)
        self._add(costs.PeakMemory(name, inputs_of(inputs, raw=False), mib, entry, same))

    def fresh(self, name: str, *inputs: Any, raw: bool = False, entry: str = "") -> None:
        """Ask that no array of the result be one of the inputs, or a view of one."""
        self._add(sharing.Fresh(name, inputs_of(inputs, raw=raw), entry))

    def statistical(
        self,
        name: str,
        *inputs: Any,
        statistic: Callable[[Any], Any],
        mean: Any = None,
        runs: int = 200,
        false_alarm: float = 1e-6,
        entry: str = "",
    ) -> None:
        """Ask that the mean of `statistic(value)` over `runs` seeded calls be `mean`, or the reference's.

        A right solution is refused with probability `false_alarm` per check at most, all elements of the
        statistic together (Bonferroni's correction). Elements that are yes or no (0 or 1) in every run are
        tested exactly, others with a t test, which needs a statistic that is not mostly one value. Named
        sizes are the same in all runs. Give the function `t.generator()` to draw from.

        Raises: BrokenKataError, for fewer than 30 runs.
        """
        if runs < MIN_RUNS:
            raise BrokenKataError(f"{name}: a test of means needs at least {MIN_RUNS} runs")
        drawn = inputs_of(inputs, raw=False)
        self._add(chance.Statistical(name, drawn, statistic, mean, runs, false_alarm, entry))

    def scenario(
        self,
        name: str,
        play: Callable[..., Any],
        *,
        times: int = 1,
        rtol: float = comparing.RTOL,
        atol: float = comparing.ATOL,
        equal: comparing.Comparison | None = None,
        entry: str = "",
    ) -> None:
        """Ask that `play(entry, t)` return the same with the learner's entry as with the reference's.

        For classes and other things with a state: in the play, what the entry returns can be called, indexed,
        added and asked for attributes; it stays in the learner's process.
        """
        self._add(scenario.Scenario(name, play, times, equal or comparing.close(rtol, atol), entry))

    def names(self) -> dict[str, Any]:
        """Return the names that a check block sees."""
        return {
            "np": np,
            "case": self.case,
            "law": self.law,
            "raises": self.raises,
            "gradcheck": self.gradcheck,
            "vectorized": self.vectorized,
            "peak_memory": self.peak_memory,
            "fresh": self.fresh,
            "statistical": self.statistical,
            "scenario": self.scenario,
            "up_to_sign": comparing.up_to_sign,
            "up_to_permutation": comparing.up_to_permutation,
            "in_parts": comparing.in_parts,
            "function": Function,
            "call_each": scenario.call_each,
        }


def read_checks(block: Block, entry: str, path: str) -> list[Check]:
    """Run a check block and return its checks. Raises: BrokenKataError, naming the Markdown line."""
    kit = Kit(entry)
    padded = "\n" * (block.line - 1) + block.code
    try:
        exec(compile(padded, path, "exec", dont_inherit=True), kit.names())  # noqa: S102 - the purpose
    except Exception as error:
        raise BrokenKataError(placed(error, path)) from error
    if not kit.checks:
        raise BrokenKataError(f"{path}:{block.line}: the check block holds no case")
    return kit.checks


def placed(error: BaseException, path: str) -> str:
    """Return an error of an author's code with the last line of the Markdown file that it passed through."""
    line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
    step = error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename == path:
            line = step.tb_lineno
        step = step.tb_next
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    if isinstance(error, BrokenKataError) and not line:
        return text
    kind = "" if isinstance(error, BrokenKataError) else f"{type(error).__name__}: "
    return f"{path}:{line}: {kind}{text}"
