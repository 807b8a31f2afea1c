"""Many random calls go in; a verdict with a known rate of false alarms comes out."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from studybuddy.katas.comparing import show
from studybuddy.katas.exact import binomial, hypergeometric
from studybuddy.katas.outcome import Inputs, Outcome, Session, raised_outcome

ROUNDING = 1e-12


def normal_quantile(tail: float) -> float:
    """Return z with P(Z > z) = tail for a standard normal Z, by bisection (0 < tail < 0.5)."""
    low, high = 0.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erfc(middle / math.sqrt(2)) / 2 > tail else (low, middle)
    return high


def threshold(false_alarm: float, tests: int, runs: int) -> float:
    """Return the two-sided critical value of Student's t for `tests` tests together (Bonferroni).

    The first two terms of the Cornish–Fisher expansion of the t quantile in 1/(runs − 1).
    """
    z = normal_quantile(false_alarm / (2 * max(tests, 1)))
    freedom = runs - 1
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


@dataclass(frozen=True, slots=True)
class _Known:
    """The right mean, and the values (runs first) that it was estimated from; None if it was given."""

    mean: Any
    values: Any = None


@dataclass(frozen=True, slots=True)
class Statistical:
    """The mean of a statistic over many seeded calls must be the given one, or the reference's."""

    name: str
    inputs: Inputs
    statistic: Any
    mean: Any
    runs: int
    false_alarm: float
    entry: str

    def run(self, session: Session) -> Outcome:
        """Call `runs` times and test the mean."""
        measured = []
        drawn = self._drawn(session)[: self.runs]
        replies = session.replies(self.name, drawn, entry=self.entry)
        for args, reply in zip(drawn, replies, strict=True):
            if reply.raised:
                return raised_outcome(reply.raised, (args, {}))
            try:
                measured.append(np.asarray(self.statistic(reply.value), float))
            except Exception as error:  # noqa: BLE001 - a statistic written for arrays may meet anything
                reason = f"the statistic cannot be computed of {show(reply.value)} ({type(error).__name__})"
                return Outcome("statistic", reason, (args, {}), got=reply.value)
        return self._judge(measured, session.once(self.name, "expected", lambda: self._expected(session)))

    def _drawn(self, session: Session) -> list[tuple[Any, ...]]:
        """Return the inputs of all runs, those of the reference behind the subject's."""
        return session.stream(self.name, self.inputs, self.runs * (1 if self.mean is not None else 2))

    def _expected(self, session: Session) -> _Known:
        """Return the right mean, or what the reference makes of inputs of its own."""
        if self.mean is not None:
            return _Known(np.asarray(self.mean, float))
        drawn = self._drawn(session)[self.runs :]
        returned = session.expected_many(drawn, {}, self.entry)
        values = np.array([np.asarray(self.statistic(value), float) for value in returned])
        return _Known(values.mean(axis=0), values)

    def _judge(self, measured: list[Any], right: _Known) -> Outcome:
        if len({each.shape for each in measured}) > 1:
            return Outcome("statistic", "the statistic has another shape at every call")
        values = np.array(measured)
        mean = values.mean(axis=0)
        if mean.shape != right.mean.shape:
            return Outcome("shape", f"the statistic has shape {mean.shape}, expected {right.mean.shape}")
        error = np.sqrt(_squared_error(values) + _squared_error(right.values))
        level = self.false_alarm / max(mean.size, 1)
        wrong = np.array(~(np.abs(mean - right.mean) <= threshold(level, 1, self.runs) * error + ROUNDING))
        for at in map(tuple, np.argwhere(_is_yes_or_no(values) & _is_yes_or_no(right.values))):
            wrong[at] = _p_value(values[(..., *at)], right, at) < level
        if not wrong.any():
            return Outcome()
        at = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        seen = f"over {self.runs} runs the mean is {mean[at]:.4g} ± {error[at]:.2g}"
        reason = f"{seen}, expected {right.mean[at]:.4g}"
        return Outcome("statistic", reason, got=mean)


def _squared_error(values: Any) -> Any:
    """Return the squared standard error of the mean of `values` (runs first); 0 for a mean that is known."""
    return np.zeros(()) if values is None else values.var(axis=0, ddof=1) / len(values)


def _is_yes_or_no(values: Any) -> Any:
    """Return of which elements of the statistic only 0 and 1 were seen."""
    return np.True_ if values is None else np.isin(values, (0, 1)).all(axis=0)


def _p_value(values: Any, right: _Known, at: tuple[Any, ...]) -> float:
    """Return the exact p-value of one element that is 0 or 1 in every run.

    The spread of what was seen says little of a rare success: it is 0 when none was seen.
    """
    successes = int(values.sum())
    if right.values is None:
        return binomial(successes, len(values), float(right.mean[at]))
    return hypergeometric(successes, int(right.values[(..., *at)].sum()), len(values))
