"""What typed lines claim flows in, what stands behind each flows out; a proof arrives when it is ready."""

from typing import Any, Self

from studybuddy.kinds.protocol import Claim

_PROVED = "proved"

Place = tuple[str, int, int]  # a question, its seed, and where in it


class Proofs:
    """Asks a prover, one question after the other, and never waits for it.

    The process of the prover starts with the first claim that can be proved, and ends with `close`.
    """

    def __init__(self) -> None:
        self._labels: dict[Place, str] = {}
        self._waiting: list[tuple[Place, tuple[Any, Any, Any]]] = []
        self._asked: tuple[Place, Any] | None = None
        self._prover: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether a proof may still arrive."""
        self._go_on()
        return self._asked is not None

    def note(self, place: Place, claim: Claim) -> None:
        """Take what was claimed at a place, and have it proved if that can be done."""
        self._labels[place] = str(claim.label)
        if claim.sides is not None:
            self._waiting.append((place, claim.sides))
        self._go_on()

    def labels(self, question_id: str, seed: int) -> tuple[str, ...]:
        """Return what stands behind the claims of a question, as far as it is known, in their order."""
        self._go_on()
        return tuple(
            self._labels[place] for place in sorted(self._labels) if place[:2] == (question_id, seed)
        )

    def close(self) -> None:
        """End the process; what was not proved by now stays as it is."""
        self._waiting.clear()
        if self._prover is not None:
            self._prover.close()
            self._prover, self._asked = None, None

    def _go_on(self) -> None:
        if self._asked is not None:
            place, proof = self._asked
            if not proof.is_settled:
                return
            if proof.result():
                self._labels[place] = _PROVED
            self._asked = None
        if not self._waiting:
            return
        if self._prover is None:
            from studybuddy.workers.prover import Prover  # only where something is to be proved

            self._prover = Prover()
        place, sides = self._waiting.pop(0)
        self._asked = place, self._prover.ask(*sides)
