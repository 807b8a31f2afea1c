"""A forward and a backward pass go in; the first gradient that finite differences contradict comes out.

Central differences (f(x + h) − f(x − h)) / 2h of a random projection of the output, one input element at a
time: the error is O(h²) plus rounding of about 1e-16/h, so h = 1e-6 leaves about seven digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from studybuddy.katas.comparing import close, describe_type
from studybuddy.katas.outcome import BrokenKataError, Inputs, Outcome, Session, raised_outcome
from studybuddy.katas.subject import Batch, Call, Raised, Reply, Subject, batches

STEP = 1e-6
ATOL, RTOL = 1e-6, 1e-5


class CallRaised(Exception):  # noqa: N818 - carries what the learner's code raised
    """Code that was called on the way to a check's own call raised."""

    def __init__(self, raised: Raised) -> None:
        super().__init__()
        self.raised = raised


class _Changed(Exception):  # noqa: N818 - the gradient may be right all the same
    """The backward pass wrote into what it was given."""


@dataclass(frozen=True, slots=True)
class Gradcheck:
    """The subject's backward pass must agree with differences of its own forward, and of the reference's.

    With `backward`, `forward(*inputs)` returns the output or `(output, cache)`, and
    `backward(grad_output, cache)` (without a cache: `backward(grad_output, *inputs)`) returns the gradient
    of each input in `wrt`, in order. Without `backward`, `forward` returns `(value, gradient, …)`.
    """

    name: str
    inputs: Inputs
    forward: str
    backward: str
    wrt: tuple[int, ...]
    times: int

    def run(self, session: Session) -> Outcome:
        """Compare both ways for each drawn set of inputs."""
        for repeat, args in enumerate(session.drawn(self.name, self.inputs, range(self.times))):
            try:
                outcome = self._judge(session, args, repeat)
            except CallRaised as error:
                outcome = raised_outcome(error.raised, (args, {}))
            except _Changed as error:
                reason = f"the backward pass changed its {error}; it must be left as it is"
                outcome = Outcome("mutated", reason, (args, {}))
            if not outcome.passed:
                return outcome
        return Outcome()

    def _judge(self, session: Session, args: tuple[Any, ...], repeat: int) -> Outcome:
        call: Call = (args, {})
        try:
            output = session.once(
                self.name, f"output {repeat}", lambda: _array(self._output(session.reference, args))
            )
        except CallRaised as error:
            words = f"the reference's forward pass raised {error.raised.type_name}"
            raise BrokenKataError(words, error.raised) from error
        if output is None:
            raise BrokenKataError("the reference's forward pass returns no array of numbers")
        mine = _array(self._output(session.subject, args))
        if mine is None or mine.shape != output.shape:
            return Outcome("shape", f"the forward pass returns no array of shape {output.shape}", call)
        weights = np.random.default_rng(session.seed).normal(size=output.shape)
        analytic = self._gradients(session.subject, args, weights)
        if len(analytic) != len(self.wrt):
            reason = f"{len(analytic)} gradients were returned, expected {len(self.wrt)}"
            return Outcome("structure", reason, call)
        for slopes, whose in ((self._right, "the right"), (self._own, "your")):
            for position, got in zip(self.wrt, analytic, strict=True):
                numeric = slopes(session, args, (repeat, position), weights)
                difference = close(RTOL, ATOL)(got, numeric)
                if difference:
                    compared = f"against finite differences of {whose} forward pass"
                    what = f"the gradient of input {position + 1}, {compared}"
                    return Outcome("gradient", f"{what}: {difference.sentence}", call, got=got)
        return Outcome()

    def _output(self, subject: Subject, args: tuple[Any, ...]) -> Any:
        return _first(self._forward(subject, args))

    def _forward(self, subject: Subject, args: tuple[Any, ...]) -> Any:
        reply = subject.call(args, entry=self.forward)
        if reply.raised:
            raise CallRaised(reply.raised)
        return reply.value

    def _gradients(self, subject: Subject, args: tuple[Any, ...], weights: Any) -> tuple[Any, ...]:
        value = self._forward(subject, args)
        if not self.backward:
            if not isinstance(value, tuple | list) or len(value) < 2:
                raise CallRaised(_complaint(f"expected (value, gradient), got {describe_type(value)}"))
            found = value[1] if len(value) == 2 else tuple(value[1:])
            grads = found if isinstance(found, tuple | list) else (found,)
            return tuple(each * float(weights) if _array(each) is not None else each for each in grads)
        has_cache, rest = _rest(value, args)
        reply = subject.call((weights, *rest), entry=self.backward)
        if reply.raised:
            raise CallRaised(reply.raised)
        if "argument 1" in reply.mutated or (reply.mutated and not has_cache):  # a cache may be used up
            raise _Changed(reply.mutated[0])
        return tuple(reply.value) if isinstance(reply.value, tuple | list) else (reply.value,)

    def _own(self, session: Session, args: tuple[Any, ...], at: tuple[int, int], weights: Any) -> Any:
        moved = session.once(self.name, f"moved {at}", lambda: batches(self.forward, _moved(args, at[1])))
        return self._numeric(session.subject, moved, args[at[1]], weights)

    def _right(self, session: Session, args: tuple[Any, ...], at: tuple[int, int], weights: Any) -> Any:
        """Return the slopes of the reference's forward pass, found once for all sessions that share them."""

        def find() -> Any:
            return self._own(session.beside(session.reference, ""), args, at, weights)

        return session.once(self.name, f"slopes {at}", find)

    def _numeric(self, subject: Subject, moved: Sequence[Batch], point: Any, weights: Any) -> Any:
        ends = [self._projected(reply, weights) for reply in subject.call_batches(moved)]
        slopes = (np.array(ends[::2]) - np.array(ends[1::2])) / (2 * STEP)
        return slopes.reshape(np.shape(point))

    def _projected(self, reply: Reply, weights: Any) -> float:
        if reply.raised:
            raise CallRaised(reply.raised)
        output = _array(_first(reply.value))
        if output is None or output.shape != weights.shape:
            raise CallRaised(_complaint("the shape of the output changes with the values of the input"))
        return float(np.sum(output * weights))


def passed_on(subject: Subject, forward: str, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return the output of a forward pass, and what its backward pass takes beside the gradient.

    Raises: CallRaised, also when the output is no array of numbers.
    """
    reply = subject.call(args, entry=forward)
    if reply.raised:
        raise CallRaised(reply.raised)
    output = _array(_first(reply.value))
    if output is None:
        raise CallRaised(_complaint("the forward pass returns no array of numbers"))
    return output, _rest(reply.value, args)[1]


def _rest(value: Any, args: tuple[Any, ...]) -> tuple[bool, tuple[Any, ...]]:
    """Say whether a forward pass left a cache, and return that, or else its inputs."""
    has_cache = isinstance(value, tuple) and len(value) > 1
    return has_cache, tuple(value[1:]) if has_cache else args


def _moved(args: tuple[Any, ...], position: int) -> list[tuple[Any, ...]]:
    """Return the inputs with each element of one of them a step up, and a step down."""
    point = np.asarray(args[position], float)
    moved = []
    for index in np.ndindex(point.shape):
        for step in (STEP, -STEP):
            nudged = point.copy()
            nudged[index] += step
            moved.append((*args[:position], nudged, *args[position + 1 :]))
    return moved


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, tuple | list) and value else value


def _array(value: Any) -> Any:
    try:
        return np.asarray(value, float)
    except (TypeError, ValueError):
        return None


def _complaint(message: str) -> Raised:
    return Raised("ValueError", ("ValueError",), message, ())
