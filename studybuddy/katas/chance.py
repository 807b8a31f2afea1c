"""Many random calls go in; a verdict with a known rate of false alarms comes out."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from studybuddy.katas.comparing import show
from studybuddy.katas.outcome import Inputs, Outcome, Session, raised_outcome


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
        drawn = session.stream(self.name, self.inputs, 2 * self.runs)[: self.runs]
        replies = session.subject.call_many(drawn, entry=self.entry)
        for args, reply in zip(drawn, replies, strict=True):
            if reply.raised:
                return raised_outcome(reply.raised, (args, {}))
            try:
                measured.append(np.asarray(self.statistic(reply.value), float))
            except Exception as error:  # noqa: BLE001 - a statistic written for arrays may meet anything
                reason = f"the statistic cannot be computed of {show(reply.value)} ({type(error).__name__})"
                return Outcome("statistic", reason, (args, {}), got=reply.value)
        return self._judge(measured, self._expected(session))

    def _expected(self, session: Session) -> tuple[Any, Any]:
        """Return the right mean and the squared standard error that it is known with."""
        if self.mean is not None:
            return np.asarray(self.mean, float), np.zeros(())
        drawn = session.stream(self.name, self.inputs, 2 * self.runs)[self.runs :]
        returned = session.expected_many(drawn, {}, self.entry)
        values = [np.asarray(self.statistic(value), float) for value in returned]
        return np.mean(values, axis=0), np.var(values, axis=0, ddof=1) / self.runs

    def _judge(self, measured: list[Any], expected: tuple[Any, Any]) -> Outcome:
        if len({each.shape for each in measured}) > 1:
            return Outcome("statistic", "the statistic has another shape at every call")
        mean, squared = np.mean(measured, axis=0), np.var(measured, axis=0, ddof=1) / self.runs
        right, uncertainty = expected
        if mean.shape != right.shape:
            return Outcome("shape", f"the statistic has shape {mean.shape}, expected {right.shape}")
        error = np.sqrt(squared + uncertainty)
        allowed = threshold(self.false_alarm, mean.size, self.runs) * error + 1e-12
        wrong = ~(np.abs(mean - right) <= allowed)
        if not wrong.any():
            return Outcome()
        at = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        reason = (
            f"over {self.runs} runs the mean is {mean[at]:.4g} ± {error[at]:.2g}, expected {right[at]:.4g}"
        )
        return Outcome("statistic", reason, got=mean)
