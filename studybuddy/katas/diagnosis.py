"""Findings of a learner's code and a known wrong solution go in; whether they are the same mistake comes out.

The signature of a mistake is which checks fail, and how. Wrong solutions are run check by check and left at
the first one that ends otherwise, so that most cost one check.
"""

from collections.abc import Sequence

from studybuddy.katas.chance import Statistical
from studybuddy.katas.comparing import close
from studybuddy.katas.kata import Block, Reject
from studybuddy.katas.learner import Servant
from studybuddy.katas.outcome import BrokenKataError, Check, Outcome, Session
from studybuddy.katas.running import Finding, load
from studybuddy.katas.subject import Subject
from studybuddy.katas.travelling import TransportError

ENOUGH = 0.5


def fails_alike(checks: Sequence[Check], session: Session, mine: Sequence[Finding]) -> tuple[Outcome, ...]:
    """Return the outcomes of the session's subject if its signature is that of `mine`, else none."""
    pairs = list(zip(checks, mine, strict=False))
    outcomes: dict[str, Outcome] = {}
    for check, (_, expected) in sorted(pairs, key=_turn):
        try:
            outcome = check.run(session)
        except (BrokenKataError, TransportError):
            return ()
        if outcome.kind != expected.kind:
            return ()
        outcomes[check.name] = outcome
    return tuple(outcomes[check.name] for check, _ in pairs)


def _turn(pair: tuple[Check, Finding]) -> tuple[bool, bool]:
    """Sort hundreds of random calls to the end, what the learner's code fails first among them.

    The rest keeps its order: what code with a state of its own returns depends on the calls before.
    """
    check, finding = pair
    is_random = isinstance(check, Statistical)
    return is_random, is_random and finding.outcome.passed


def agreement(mine: Sequence[Finding], theirs: Sequence[Outcome]) -> float:
    """Return the share of failures in which both returned the same wrong value (0 if none returned any)."""
    pairs = [
        (finding.outcome.got, other.got)
        for finding, other in zip(mine, theirs, strict=False)
        if not finding.outcome.passed and finding.outcome.got is not None
    ]
    same = [close(1e-6, 1e-9)(got, other) is None for got, other in pairs]
    return sum(same) / len(same) if same else 0.0


def matching(
    checks: Sequence[Check],
    rejects: Sequence[Reject],
    mine: Sequence[Finding],
    like: Session,
    path: str,
) -> Reject | None:
    """Return the known wrong solution that fails like the learner's, or None.

    Where several have the signature, the wrong values decide. A solution that fails every check matches only
    by its values, since any nonsense has that signature. `like` gives reference and seed.
    """
    candidates = []
    for reject in rejects:
        subject = Subject(Servant().serve, like.subject.entry)
        if load(subject, Block(reject.code, reject.line), path):
            continue
        outcomes = fails_alike(checks, like.beside(subject, reject.code), mine)
        if outcomes:
            candidates.append((agreement(mine, outcomes), reject))
    best = max(candidates, key=lambda each: each[0], default=None)
    if best and best[0] >= ENOUGH:
        return best[1]
    is_partial = any(finding.outcome.passed for finding in mine)
    return candidates[0][1] if len(candidates) == 1 and is_partial else None
